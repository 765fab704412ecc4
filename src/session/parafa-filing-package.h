/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-archive.h"
#include "parafa-slip.h"

G_BEGIN_DECLS

/* What the archive has of one filing, for people: the ZIP with declaration, answers and receipt, and the driver's slip */
void parafa_filing_package_make_async (ParafaArchive *archive,
                                       gint64 id,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GBytes *parafa_filing_package_make_finish (GAsyncResult *result, GError **error);
char *parafa_filing_package_get_name (const ParafaFilingRecord *record, const char *suffix);
/* NULL unless the UIT counts: a driver never gets one that does not */
ParafaSlip *parafa_filing_package_get_slip (const ParafaFilingRecord *record);
char *parafa_filing_package_get_receipt (const ParafaFilingRecord *record, GPtrArray *answers);

G_END_DECLS
