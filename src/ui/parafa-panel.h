/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-session.h"

G_BEGIN_DECLS

/* What fills the window: a page of the profile shown, or a tool. Every method may be left out. */
#define PARAFA_TYPE_PANEL (parafa_panel_get_type ())
G_DECLARE_INTERFACE (ParafaPanel, parafa_panel, PARAFA, PANEL, GtkWidget)

struct _ParafaPanelInterface
{
  GTypeInterface parent_interface;

  /* the session, and the account shown; either may be missing. Called again for the same account
   * when something about it changed */
  void (*set_account) (ParafaPanel *self, ParafaSession *session, ParafaAccount *account);
  /* F5 */
  void (*ask_again) (ParafaPanel *self);
  /* Alt+Left and Escape: TRUE when there was a way back inside the panel */
  gboolean (*go_back) (ParafaPanel *self);
  /* Ctrl+F */
  void (*find) (ParafaPanel *self);
  /* TRUE while the panel says itself that the access ends: no bar above it says so too */
  gboolean (*tells_expiry) (ParafaPanel *self);
  /* the argument of win.tool: "NAME" or "NAME:ARGUMENT" */
  void (*show) (ParafaPanel *self, const char *argument);
};

void parafa_panel_set_account (ParafaPanel *self, ParafaSession *session, ParafaAccount *account);
void parafa_panel_ask_again (ParafaPanel *self);
gboolean parafa_panel_go_back (ParafaPanel *self);
void parafa_panel_find (ParafaPanel *self);
gboolean parafa_panel_tells_expiry (ParafaPanel *self);
void parafa_panel_show (ParafaPanel *self, const char *argument);
gboolean parafa_panel_can_ask_again (ParafaPanel *self);

G_END_DECLS
