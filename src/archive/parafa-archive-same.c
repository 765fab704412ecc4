/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-archive-store.h"

static gboolean
fail_same (gint64 id, GError **error)
{
  g_set_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_SAME, "%" G_GINT64_FORMAT, id);
  return FALSE;
}

/* The same file, or another that says the same, for the same company at the same system, unless ANAF said it did not take
 * it. What is known from ANAF's list only has no file: there the same reference counts, or without one the same transport. */
#define SAME(column)                                                                               \
  "SELECT id FROM filing WHERE " column " AND cif = ?2 AND system = ?3 AND state NOT IN (0, 6, 7)"
#define SAME_FILE SAME ("hash = ?1") " UNION ALL " SAME ("content = ?11")
#define SAME_LISTED                                                                                \
  "SELECT id FROM filing WHERE source = 1 AND cif = ?2 AND system = ?3 AND kind = ?4 AND "         \
  "state IN (4, 5) AND "
#define SAME_REFERENCE SAME_LISTED "reference = ?5"
#define SAME_TRANSPORT                                                                             \
  SAME_LISTED "transport_date = ?7 AND reference IS NULL AND vehicle = ?6 AND "                    \
              "partner_code IS ?8 AND gross = ?9 AND n_lines = ?10"

static gboolean
check_known (ParafaArchiveDatabase *database, const ParafaFilingRecord *record, GError **error)
{
  g_autoptr (ParafaArchiveStatement) statement =
      parafa_archive_database_prepare (database,
                                       SAME_FILE " UNION ALL " SAME_REFERENCE
                                                 " UNION ALL " SAME_TRANSPORT " ORDER BY 1 LIMIT 1",
                                       error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, record->hash, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, record->cif, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 3, record->system);
  sqlite3_bind_int64 (statement, 4, record->kind);
  sqlite3_bind_text (statement, 5, record->reference, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 6, record->vehicle, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 7, record->transport_date, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 8, record->partner_code, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 9, record->gross);
  sqlite3_bind_int64 (statement, 10, record->n_lines);
  sqlite3_bind_text (statement, 11, record->content, -1, SQLITE_STATIC);
  if (!parafa_archive_database_step (database, statement, &row, error))
    return FALSE;
  return !row || fail_same (sqlite3_column_int64 (statement, 0), error);
}

/* An older version did not note what a file says. The few that may say the same are read now. */
static gboolean
check_older (ParafaArchiveDatabase *database,
             const ParafaFilingRecord *record,
             ParafaArchiveReader reader,
             GError **error)
{
  g_autoptr (ParafaArchiveStatement) statement = parafa_archive_database_prepare (
      database,
      "SELECT filing.id, data FROM filing JOIN body ON body.id = filing.id WHERE content IS NULL"
      " AND cif = ?1 AND gross = ?2 AND system = ?3 AND kind = ?4 AND n_lines = ?5"
      " AND subject_uit IS ?6 AND state NOT IN (0, 6, 7) ORDER BY filing.id",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, record->cif, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, record->gross);
  sqlite3_bind_int64 (statement, 3, record->system);
  sqlite3_bind_int64 (statement, 4, record->kind);
  sqlite3_bind_int64 (statement, 5, record->n_lines);
  sqlite3_bind_text (statement, 6, record->subject_uit, -1, SQLITE_STATIC);
  while (parafa_archive_database_step (database, statement, &row, error))
    {
      g_autoptr (GBytes) body = NULL;
      g_autofree char *content = NULL;

      if (!row)
        return TRUE;
      body = g_bytes_new (sqlite3_column_blob (statement, 1),
                          (gsize) sqlite3_column_bytes (statement, 1));
      content = reader (body);
      if (g_strcmp0 (content, record->content) == 0)
        return fail_same (sqlite3_column_int64 (statement, 0), error);
    }
  return FALSE;
}

/**
 * parafa_archive_store_check_same:
 * @database: the file
 * @record: a filing that is not there yet
 * @reader: (nullable): tells what a file says that was kept before that was noted
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Fails with %PARAFA_ARCHIVE_ERROR_SAME, the id of the earlier one as its message, when the same was filed before.
 *
 * Returns: whether it was not
 */
gboolean
parafa_archive_store_check_same (ParafaArchiveDatabase *database,
                                 const ParafaFilingRecord *record,
                                 ParafaArchiveReader reader,
                                 GError **error)
{
  return check_known (database, record, error) && (reader == NULL || record->content == NULL ||
                                                   check_older (database, record, reader, error));
}
