/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-archive.h"
#include "parafa-slip.h"

G_BEGIN_DECLS

/* What accepted later filings did to the UIT of an earlier one, as far as the archive knows */
typedef struct
{
  gboolean confirmed;
  gboolean deleted;
  char *vehicle; /* (owned) (nullable): what it was changed to, with the trailers */
} ParafaFilingFate;

ParafaFilingFate *parafa_filing_fate_new (const ParafaFilingRecord *record, GPtrArray *records);
void parafa_filing_fate_free (ParafaFilingFate *self);
void parafa_filing_fate_find_async (ParafaArchive *archive,
                                    ParafaFilingRecord *record,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
ParafaFilingFate *parafa_filing_fate_find_finish (GAsyncResult *result, GError **error);
ParafaSlip *parafa_filing_fate_get_slip (const ParafaFilingFate *self,
                                         const ParafaFilingRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaFilingFate, parafa_filing_fate_free)

G_END_DECLS
