/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-archive.h"
#include "parafa-filing-table.h"

G_BEGIN_DECLS

/* Filings of the archive into a file, some hundreds at a time and off the main thread. The file is whole or as before.
 * Errors: PARAFA_ARCHIVE_ERROR, and those of GIO, as G_IO_ERROR_NO_SPACE. */
void parafa_filing_export_async (ParafaArchive *archive,
                                 GArray *ids,
                                 ParafaFilingTableFormat format,
                                 GFile *file,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* how many were written; -1 with an error */
gint64 parafa_filing_export_finish (GAsyncResult *result, GError **error);

G_END_DECLS
