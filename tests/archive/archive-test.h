/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-archive.h"
#include "parafa-test.h"

G_BEGIN_DECLS

#define ARCHIVE_TEST_NOW (G_GINT64_CONSTANT (1795500000))

/* A real file in a folder of its own, and its calls as if they were not asynchronous */
ParafaArchive *archive_test_open (const char *dir, GError **error);
char *archive_test_path (const char *dir);
void archive_test_close (ParafaArchive *archive);
ParafaFilingRecord *archive_test_record (guint number);
ParafaFilingRecord *archive_test_add (ParafaArchive *archive,
                                      ParafaFilingRecord *record,
                                      const char *body,
                                      gboolean allow_same,
                                      GError **error);
ParafaFilingRecord *archive_test_get (ParafaArchive *archive, gint64 id, GError **error);
ParafaFilingRecord *
archive_test_change (ParafaArchive *archive, gint64 id, ParafaFilingChange *change, GError **error);
ParafaFilingRecord *archive_test_claim (ParafaArchive *archive, char **body, GError **error);
GArray *archive_test_list (ParafaArchive *archive,
                           const ParafaFilingFilter *filter,
                           ParafaFilingSort sort,
                           gboolean descending,
                           GError **error);
GPtrArray *
archive_test_find (ParafaArchive *archive, const ParafaFilingFilter *filter, GError **error);

G_END_DECLS
