/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-account.h"

G_BEGIN_DECLS

typedef enum
{
  PARAFA_EXPORT_ENV,   /* NAME='value' lines, for a shell and for programs that read .env */
  PARAFA_EXPORT_NETRC, /* for curl --netrc-file: the client at the token endpoint */
  PARAFA_EXPORT_JSON,  /* as the token endpoint answers, with the application */
  PARAFA_EXPORT_N_FORMATS,
} ParafaExportFormat;

/* What leaves the keyring */
typedef enum
{
  PARAFA_EXPORT_ACCESS = 1 << 0,
  PARAFA_EXPORT_REFRESH = 1 << 1,
  PARAFA_EXPORT_CLIENT_SECRET = 1 << 2,
} ParafaExportParts;

/* pure: pair and client_secret: (nullable) */
ParafaSecret *parafa_export_make (ParafaExportFormat format,
                                  ParafaExportParts parts,
                                  ParafaProfile *profile,
                                  ParafaSecret *client_secret,
                                  ParafaTokenPair *pair);
char *parafa_export_make_file_name (ParafaExportFormat format, ParafaProfile *profile);
/* off the main thread; the file is the person's alone, and whole or as before */
void parafa_export_write_async (ParafaAccount *account,
                                ParafaExportFormat format,
                                ParafaExportParts parts,
                                GFile *file,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean parafa_export_write_finish (ParafaAccount *account, GAsyncResult *result, GError **error);

G_END_DECLS
