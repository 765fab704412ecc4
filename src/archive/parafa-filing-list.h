/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-archive.h"

G_BEGIN_DECLS

/* One row of the list. Its record comes when the row was looked at and the archive answered: until then it is NULL.
 * Property "record" (ParafaFilingRecord, nullable, notify: a row binds to it and draws anew). */
#define PARAFA_TYPE_FILING_ITEM (parafa_filing_item_get_type ())
G_DECLARE_FINAL_TYPE (ParafaFilingItem, parafa_filing_item, PARAFA, FILING_ITEM, GObject)
gint64 parafa_filing_item_get_id (ParafaFilingItem *self);
ParafaFilingRecord *
parafa_filing_item_get_record (ParafaFilingItem *self); /* (nullable) (transfer none) */

/* The archive as a GListModel of ParafaFilingItem, read row by row as they come into view: the ids of all rows are held
 * (8 bytes each), and the records of the last few windows. It follows the archive's signal "changed".
 * Properties: "archive" (construct-only), "loading" (gboolean, notify: ids are being read). Signal "failed" (GError *):
 * the archive could not be read; the list stays as it was. */
#define PARAFA_TYPE_FILING_LIST (parafa_filing_list_get_type ())
G_DECLARE_FINAL_TYPE (ParafaFilingList, parafa_filing_list, PARAFA, FILING_LIST, GObject)
ParafaFilingList *parafa_filing_list_new (ParafaArchive *archive);
void parafa_filing_list_set_filter (ParafaFilingList *self, const ParafaFilingFilter *filter);
void
parafa_filing_list_set_sort (ParafaFilingList *self, ParafaFilingSort sort, gboolean descending);
void parafa_filing_list_reload (ParafaFilingList *self);
gboolean parafa_filing_list_is_loading (ParafaFilingList *self);
gint64 parafa_filing_list_get_id (ParafaFilingList *self, guint position);
gboolean parafa_filing_list_find (ParafaFilingList *self, gint64 id, guint *position);

G_END_DECLS
