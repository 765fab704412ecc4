/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-filing-list.h"

G_BEGIN_DECLS

/* Which filings are selected, by their ids: they stay selected when the list is sorted or grows, and none of them is
 * read for it. A GtkSelectionModel. */
#define PARAFA_TYPE_FILING_SELECTION (parafa_filing_selection_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaFilingSelection, parafa_filing_selection, PARAFA, FILING_SELECTION, GObject)
ParafaFilingSelection *parafa_filing_selection_new (void);
void parafa_filing_selection_set_list (ParafaFilingSelection *self, ParafaFilingList *list);
guint parafa_filing_selection_get_n_selected (ParafaFilingSelection *self);
guint parafa_filing_selection_get_first (ParafaFilingSelection *self);
GArray *parafa_filing_selection_get_ids (ParafaFilingSelection *self);

G_END_DECLS
