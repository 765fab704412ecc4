/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-archive.h"
#include "parafa-slip.h"

G_BEGIN_DECLS

/* What became of the UIT of a filing, as far as the archive knows: what was filed here, and what ANAF's list says of what was
 * done elsewhere. The one rule for all who show, print or remind of a UIT. */
typedef struct
{
  gboolean confirmed;  /* the declarant said what arrived, by whatever way */
  gint64 confirmation; /* ParafaFilingConfirmation; -1: confirmed, and it is not known how */
  gboolean deleted;
  gint64 corrected_by; /* id of the newest declaration of the same UIT; 0: this is the newest */
  char *vehicle;       /* (owned) (nullable): what it was changed to, with the trailers */
} ParafaFilingFate;

const char *parafa_filing_fate_get_uit (const ParafaFilingRecord *record);
ParafaFilingFate *parafa_filing_fate_new (const ParafaFilingRecord *record, GPtrArray *records);
void parafa_filing_fate_free (ParafaFilingFate *self);
gboolean parafa_filing_fate_is_open (const ParafaFilingFate *self);
void parafa_filing_fate_find_async (ParafaArchive *archive,
                                    ParafaFilingRecord *record,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
ParafaFilingFate *parafa_filing_fate_find_finish (GAsyncResult *result, GError **error);
/* NULL unless the UIT counts; one that is confirmed or replaced says so itself */
ParafaSlip *parafa_filing_fate_get_slip (const ParafaFilingFate *self,
                                         const ParafaFilingRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaFilingFate, parafa_filing_fate_free)

G_END_DECLS
