/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-archive-database.h"
#include "parafa-archive.h"

G_BEGIN_DECLS

/* What is done with the file, step by step; every function blocks and belongs to the worker */
gint64 parafa_archive_store_add (ParafaArchiveDatabase *database,
                                 const ParafaFilingRecord *record,
                                 GBytes *body,
                                 gboolean allow_same,
                                 ParafaArchiveReader reader,
                                 GError **error);
gboolean parafa_archive_store_check_same (ParafaArchiveDatabase *database,
                                          const ParafaFilingRecord *record,
                                          ParafaArchiveReader reader,
                                          GError **error);
gboolean parafa_archive_store_insert (ParafaArchiveDatabase *database,
                                      const ParafaFilingRecord *record,
                                      gint64 id,
                                      GError **error);
gboolean parafa_archive_store_insert_body (ParafaArchiveDatabase *database,
                                           gint64 id,
                                           GBytes *body,
                                           GError **error);
gboolean parafa_archive_store_insert_answer (ParafaArchiveDatabase *database,
                                             gint64 id,
                                             const ParafaFilingAnswer *answer,
                                             GError **error);
/* whether something of a company may be lost that ANAF's list still knows */
gboolean parafa_archive_store_is_settled (ParafaArchiveDatabase *database,
                                          const ParafaFilingRecord *company,
                                          gint64 now_s,
                                          gboolean *settled,
                                          GError **error);
gboolean parafa_archive_store_settle (ParafaArchiveDatabase *database,
                                      const ParafaFilingRecord *company,
                                      gint64 now_s,
                                      GError **error);
ParafaFilingRecord *
parafa_archive_store_get (ParafaArchiveDatabase *database, gint64 id, GError **error);
GBytes *parafa_archive_store_get_body (ParafaArchiveDatabase *database, gint64 id, GError **error);
ParafaFilingRecord *parafa_archive_store_change (ParafaArchiveDatabase *database,
                                                 gint64 id,
                                                 const ParafaFilingChange *change,
                                                 GError **error);
ParafaFilingRecord *parafa_archive_store_claim (ParafaArchiveDatabase *database,
                                                const ParafaFilingFilter *filter,
                                                gint64 now_s,
                                                GBytes **body,
                                                GError **error);
gint64 parafa_archive_store_doubt (ParafaArchiveDatabase *database, gint64 now_s, GError **error);
GPtrArray *parafa_archive_store_find (ParafaArchiveDatabase *database,
                                      const ParafaFilingFilter *filter,
                                      GError **error);
GArray *parafa_archive_store_list (ParafaArchiveDatabase *database,
                                   const ParafaFilingFilter *filter,
                                   ParafaFilingSort sort,
                                   gboolean descending,
                                   GError **error);
GPtrArray *parafa_archive_store_get_many (ParafaArchiveDatabase *database,
                                          const gint64 *ids,
                                          guint n_ids,
                                          GError **error);
GPtrArray *
parafa_archive_store_get_answers (ParafaArchiveDatabase *database, gint64 id, GError **error);
gboolean parafa_archive_store_count (ParafaArchiveDatabase *database,
                                     const char *name,
                                     gint64 day,
                                     gint64 limit,
                                     gboolean *allowed,
                                     GError **error);
gint64
parafa_archive_store_merge (ParafaArchiveDatabase *database, GPtrArray *records, GError **error);
gboolean parafa_archive_store_remove (ParafaArchiveDatabase *database, gint64 id, GError **error);
gboolean parafa_archive_store_has_index (ParafaArchiveDatabase *database,
                                         gint64 system,
                                         const char *index,
                                         gboolean *has,
                                         GError **error);

/* the parts */
ParafaFilingRecord *parafa_archive_store_read_row (sqlite3_stmt *statement);
char *parafa_archive_store_columns (void);
char *parafa_archive_query_text (const char *search);
char *parafa_archive_query_where (const ParafaFilingFilter *filter);
void parafa_archive_query_bind (sqlite3_stmt *statement, const ParafaFilingFilter *filter);

G_END_DECLS
