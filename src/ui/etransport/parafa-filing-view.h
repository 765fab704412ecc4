/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-clock.h"
#include "parafa-companies.h"
#include "parafa-filing-list.h"

G_BEGIN_DECLS

/* The filings of the archive: a table, or cards where there is little room. Property "selected" (ParafaFilingItem,
 * nullable, notify: the one row that is selected). Signal "opened": a row was activated.
 * Columns and order are remembered. Actions: filings.copy-uit, filings.copy-index, filings.copy-cif,
 * filings.select-all, filings.menu; filing-columns.column-NAME shows or hides a column. */
#define PARAFA_TYPE_FILING_VIEW (parafa_filing_view_get_type ())
G_DECLARE_FINAL_TYPE (ParafaFilingView, parafa_filing_view, PARAFA, FILING_VIEW, GtkWidget)

void
parafa_filing_view_set_list (ParafaFilingView *self, ParafaFilingList *list, ParafaClock *clock);
void parafa_filing_view_set_companies (ParafaFilingView *self, ParafaCompanies *companies);
void parafa_filing_view_set_narrow (ParafaFilingView *self, gboolean narrow);
ParafaFilingItem *parafa_filing_view_get_selected (ParafaFilingView *self);
void parafa_filing_view_select (ParafaFilingView *self, guint position);
guint parafa_filing_view_get_n_rows (ParafaFilingView *self);
guint parafa_filing_view_get_n_selected (ParafaFilingView *self);
GArray *parafa_filing_view_get_ids (ParafaFilingView *self);
GMenuModel *parafa_filing_view_get_columns_menu (ParafaFilingView *self);
GActionGroup *parafa_filing_view_get_column_actions (ParafaFilingView *self);
gboolean parafa_filing_view_has_column (ParafaFilingView *self, const char *name);

G_END_DECLS
