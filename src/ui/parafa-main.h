/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-panel.h"

G_BEGIN_DECLS

/* The profiles at the side and the pages of the one that is chosen.
 * Signals: "account-chosen" (ParafaAccount *account): a row was selected;
 * "page-turned" (): another page is in front. */
#define PARAFA_TYPE_MAIN (parafa_main_get_type ())
G_DECLARE_FINAL_TYPE (ParafaMain, parafa_main, PARAFA, MAIN, AdwBin)

ParafaMain *parafa_main_new (ParafaSession *session, GListModel *accounts);
void parafa_main_set_account (ParafaMain *self, ParafaAccount *account);
void parafa_main_update (ParafaMain *self);
gboolean parafa_main_select (ParafaMain *self, ParafaAccount *account);
void parafa_main_select_one (ParafaMain *self, ParafaAccount *preferred);
void parafa_main_move (ParafaMain *self, int step);
void parafa_main_show_content (ParafaMain *self);
void parafa_main_renew_page (ParafaMain *self, const char *name);
void parafa_main_show_page (ParafaMain *self, const char *name);
gboolean parafa_main_go_back (ParafaMain *self);
AdwViewStack *parafa_main_get_pages (ParafaMain *self);
ParafaPanel *parafa_main_get_page (ParafaMain *self, const char *name);
ParafaPanel *parafa_main_get_shown (ParafaMain *self);
void parafa_main_close (ParafaMain *self);

G_END_DECLS
