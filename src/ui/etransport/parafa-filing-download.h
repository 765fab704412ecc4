/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-filings.h"

G_BEGIN_DECLS

/* Where what is saved comes from, and why not from ANAF */
typedef enum
{
  PARAFA_FILING_DOWNLOAD_ANAF,
  PARAFA_FILING_DOWNLOAD_WITHDRAWN,   /* ANAF does not give it any more */
  PARAFA_FILING_DOWNLOAD_REFUSED,     /* ANAF says why not */
  PARAFA_FILING_DOWNLOAD_NO_ACCESS,   /* there is no token that serves */
  PARAFA_FILING_DOWNLOAD_UNREACHABLE, /* no answer, or one of a server in trouble */
  PARAFA_FILING_DOWNLOAD_NOT_FILED,   /* ANAF has nothing to give: it has no index */
} ParafaFilingDownloadSource;

typedef struct
{
  GBytes *bytes; /* (owned) */
  ParafaFilingDownloadSource source;
  const char *suffix;       /* ".xml" or ".zip" */
  gboolean has_declaration; /* FALSE: filed with another program, so there is none in the archive */
} ParafaFilingDownload;

void parafa_filing_download_async (ParafaFilings *filings,
                                   ParafaFilingRecord *record,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
ParafaFilingDownload *parafa_filing_download_finish (GAsyncResult *result, GError **error);
void parafa_filing_download_free (ParafaFilingDownload *self);
const char *parafa_filing_download_describe (const ParafaFilingDownload *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaFilingDownload, parafa_filing_download_free)

G_END_DECLS
