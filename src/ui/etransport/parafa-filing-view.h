/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-clock.h"
#include "parafa-filing-list.h"

G_BEGIN_DECLS

/* The filings of the archive: a table, or cards where there is little room. Property "selected" (ParafaFilingItem,
 * nullable, notify). Signal "opened": a row was activated. */
#define PARAFA_TYPE_FILING_VIEW (parafa_filing_view_get_type ())
G_DECLARE_FINAL_TYPE (ParafaFilingView, parafa_filing_view, PARAFA, FILING_VIEW, GtkWidget)

void
parafa_filing_view_set_list (ParafaFilingView *self, ParafaFilingList *list, ParafaClock *clock);
void parafa_filing_view_set_narrow (ParafaFilingView *self, gboolean narrow);
ParafaFilingItem *parafa_filing_view_get_selected (ParafaFilingView *self);
void parafa_filing_view_select (ParafaFilingView *self, guint position);
guint parafa_filing_view_get_n_rows (ParafaFilingView *self);

G_END_DECLS
