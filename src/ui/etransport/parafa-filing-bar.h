/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-archive.h"
#include "parafa-companies.h"

G_BEGIN_DECLS

/* What stands above the list: search, company, state, days, system. Signals: "changed" (other filings are to be
 * listed), "system-changed" (first), "left" (the person is done searching: the list has the focus). */
#define PARAFA_TYPE_FILING_BAR (parafa_filing_bar_get_type ())
G_DECLARE_FINAL_TYPE (ParafaFilingBar, parafa_filing_bar, PARAFA, FILING_BAR, GtkWidget)
void parafa_filing_bar_set_companies (ParafaFilingBar *self, ParafaCompanies *companies);
void parafa_filing_bar_set_practice (ParafaFilingBar *self, gboolean practice);
void parafa_filing_bar_set_columns_menu (ParafaFilingBar *self, GMenuModel *columns);
void parafa_filing_bar_set_narrow (ParafaFilingBar *self, gboolean narrow);
void parafa_filing_bar_set_busy (ParafaFilingBar *self, gboolean busy);
void parafa_filing_bar_set_count (ParafaFilingBar *self, guint n_rows, guint n_selected);
gboolean parafa_filing_bar_is_busy (ParafaFilingBar *self);
gboolean parafa_filing_bar_is_filtered (ParafaFilingBar *self);
gint64 parafa_filing_bar_get_system (ParafaFilingBar *self);
guint parafa_filing_bar_get_days (ParafaFilingBar *self);
ParafaFilingFilter *
parafa_filing_bar_make_filter (ParafaFilingBar *self, const char *profile, gint64 now_s);
void parafa_filing_bar_clear (ParafaFilingBar *self);
void parafa_filing_bar_search (ParafaFilingBar *self, const char *words);
void parafa_filing_bar_focus_search (ParafaFilingBar *self);
/* what is typed there is searched */
void parafa_filing_bar_listen (ParafaFilingBar *self, GtkWidget *widget);

G_END_DECLS
