/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-archive-store.h"

#include <string.h>

/**
 * parafa_archive_store_columns:
 *
 * Returns: (transfer full): the columns of a filing, divided by commas, the id first
 */
char *
parafa_archive_store_columns (void)
{
  GString *columns = g_string_new (NULL);

  for (guint i = 0; i < parafa_filing_n_columns; i++)
    g_string_append_printf (columns, "%s\"%s\"", i > 0 ? ", " : "", parafa_filing_columns[i].name);
  return g_string_free (columns, FALSE);
}

/**
 * parafa_archive_store_read_row:
 * @statement: a statement that stands at a row of parafa_archive_store_columns()
 *
 * Returns: (transfer full): the filing
 */
ParafaFilingRecord *
parafa_archive_store_read_row (sqlite3_stmt *statement)
{
  ParafaFilingRecord *record = parafa_filing_record_new ();

  for (guint i = 0; i < parafa_filing_n_columns; i++)
    {
      const ParafaFilingColumn *column = &parafa_filing_columns[i];

      if (column->is_text)
        G_STRUCT_MEMBER (char *, record, column->offset) =
            g_strdup ((const char *) sqlite3_column_text (statement, (int) i));
      else
        G_STRUCT_MEMBER (gint64, record, column->offset) =
            sqlite3_column_int64 (statement, (int) i);
    }
  record->state = CLAMP (record->state, 0, PARAFA_FILING_N_STATES - 1);
  return record;
}

/* Binds all columns but the id, from parameter 1 on */
static void
bind_row (sqlite3_stmt *statement, const ParafaFilingRecord *record)
{
  for (guint i = 1; i < parafa_filing_n_columns; i++)
    {
      const ParafaFilingColumn *column = &parafa_filing_columns[i];

      if (column->is_text)
        sqlite3_bind_text (statement, (int) i, G_STRUCT_MEMBER (char *, record, column->offset), -1,
                           SQLITE_STATIC);
      else
        sqlite3_bind_int64 (statement, (int) i, G_STRUCT_MEMBER (gint64, record, column->offset));
    }
}

/**
 * parafa_archive_store_insert:
 * @database: the file
 * @record: a filing; its id is not read
 * @id: the id it gets; 0 for the next
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Adds a row without a file, inside a transaction.
 *
 * Returns: whether it is added
 */
gboolean
parafa_archive_store_insert (ParafaArchiveDatabase *database,
                             const ParafaFilingRecord *record,
                             gint64 id,
                             GError **error)
{
  g_autofree char *columns = parafa_archive_store_columns ();
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement;

  g_string_printf (sql, "INSERT INTO filing (%s) VALUES (?%u", columns, parafa_filing_n_columns);
  for (guint i = 1; i < parafa_filing_n_columns; i++)
    g_string_append_printf (sql, ", ?%u", i);
  g_string_append_c (sql, ')');
  statement = parafa_archive_database_prepare (database, sql->str, error);
  if (statement != NULL)
    bind_row (statement, record);
  if (statement != NULL && id != 0)
    sqlite3_bind_int64 (statement, (int) parafa_filing_n_columns, id);
  return parafa_archive_database_run (database, statement, error);
}

/**
 * parafa_archive_store_insert_body:
 * @database: the file
 * @id: a row
 * @body: the file that is to be filed
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: whether it is added, inside a transaction
 */
gboolean
parafa_archive_store_insert_body (ParafaArchiveDatabase *database,
                                  gint64 id,
                                  GBytes *body,
                                  GError **error)
{
  sqlite3_stmt *statement =
      parafa_archive_database_prepare (database, "INSERT INTO body (id, data) VALUES (?1, ?2)",
                                       error);
  gsize size;
  gconstpointer data = g_bytes_get_data (body, &size);

  if (statement != NULL)
    {
      sqlite3_bind_int64 (statement, 1, id);
      sqlite3_bind_blob64 (statement, 2, data != NULL ? data : "", size, SQLITE_STATIC);
    }
  return parafa_archive_database_run (database, statement, error);
}

/**
 * parafa_archive_store_add:
 * @database: the file
 * @record: a filing; its id is not read
 * @body: the file that is to be filed
 * @allow_same: whether the same file may be there already
 * @reader: (nullable): tells what a file says that was kept before that was noted
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: the new id; 0 with an error
 */
gint64
parafa_archive_store_add (ParafaArchiveDatabase *database,
                          const ParafaFilingRecord *record,
                          GBytes *body,
                          gboolean allow_same,
                          ParafaArchiveReader reader,
                          GError **error)
{
  gint64 id = 0;

  if (!parafa_archive_database_begin (database, error))
    return 0;
  if ((allow_same || parafa_archive_store_check_same (database, record, reader, error)) &&
      parafa_archive_store_insert (database, record, 0, error))
    {
      id = parafa_archive_database_get_last_id (database);
      if (!parafa_archive_store_insert_body (database, id, body, error))
        id = 0;
    }
  if (id == 0)
    parafa_archive_database_roll_back (database);
  else if (!parafa_archive_database_commit (database, error))
    id = 0;
  return id;
}

static gboolean
fail_no_row (GError **error)
{
  g_set_error_literal (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_NO_ROW,
                       "archive: there is no such row");
  return FALSE;
}

/**
 * parafa_archive_store_get:
 * @database: the file
 * @id: a row
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full) (nullable): the filing
 */
ParafaFilingRecord *
parafa_archive_store_get (ParafaArchiveDatabase *database, gint64 id, GError **error)
{
  g_autofree char *columns = parafa_archive_store_columns ();
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM filing WHERE id = ?1", columns);
  g_autoptr (ParafaArchiveStatement) statement =
      parafa_archive_database_prepare (database, sql, error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, id);
  if (!parafa_archive_database_step (database, statement, &row, error))
    return NULL;
  if (row)
    return parafa_archive_store_read_row (statement);
  fail_no_row (error);
  return NULL;
}

/* Rows that are gone are NULL */
static void
unref_record (gpointer data)
{
  if (data != NULL)
    parafa_filing_record_unref (data);
}

/**
 * parafa_archive_store_get_many:
 * @database: the file
 * @ids: rows
 * @n_ids: how many
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type ParafaFilingRecord): the filings in the order of @ids, %NULL for
 *   those that are gone
 */
GPtrArray *
parafa_archive_store_get_many (ParafaArchiveDatabase *database,
                               const gint64 *ids,
                               guint n_ids,
                               GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_full (n_ids, unref_record);
  g_autofree char *columns = parafa_archive_store_columns ();
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM filing WHERE id = ?1", columns);
  g_autoptr (ParafaArchiveStatement) statement =
      parafa_archive_database_prepare (database, sql, error);

  for (guint i = 0; statement != NULL && i < n_ids; i++)
    {
      gboolean row;

      sqlite3_reset (statement);
      sqlite3_bind_int64 (statement, 1, ids[i]);
      if (!parafa_archive_database_step (database, statement, &row, error))
        return NULL;
      g_ptr_array_add (records, row ? parafa_archive_store_read_row (statement) : NULL);
    }
  return statement != NULL ? g_steal_pointer (&records) : NULL;
}

/**
 * parafa_archive_store_get_body:
 * @database: the file
 * @id: a row
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full) (nullable): the file that is filed, byte for byte
 */
GBytes *
parafa_archive_store_get_body (ParafaArchiveDatabase *database, gint64 id, GError **error)
{
  g_autoptr (ParafaArchiveStatement) statement =
      parafa_archive_database_prepare (database, "SELECT data FROM body WHERE id = ?1", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, id);
  if (!parafa_archive_database_step (database, statement, &row, error))
    return NULL;
  if (!row)
    {
      fail_no_row (error);
      return NULL;
    }
  return g_bytes_new (sqlite3_column_blob (statement, 0),
                      (gsize) sqlite3_column_bytes (statement, 0));
}

/**
 * parafa_archive_store_get_answers:
 * @database: the file
 * @id: a row
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type ParafaFilingAnswer): what was answered, oldest first
 */
GPtrArray *
parafa_archive_store_get_answers (ParafaArchiveDatabase *database, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) answers =
      g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_filing_answer_free);
  g_autoptr (ParafaArchiveStatement) statement = parafa_archive_database_prepare (
      database, "SELECT at, call, status, text FROM answer WHERE filing = ?1 ORDER BY id", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, id);
  while (parafa_archive_database_step (database, statement, &row, error))
    {
      if (!row)
        return g_steal_pointer (&answers);
      g_ptr_array_add (answers,
                       parafa_filing_answer_new (sqlite3_column_int64 (statement, 0),
                                                 (const char *) sqlite3_column_text (statement, 1),
                                                 sqlite3_column_int64 (statement, 2),
                                                 (const char *) sqlite3_column_text (statement,
                                                                                     3)));
    }
  return NULL;
}

/**
 * parafa_archive_store_count:
 * @database: the file
 * @name: what is counted
 * @day: which day
 * @limit: how often it may be
 * @allowed: (out): whether it was less often; it is counted then
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: whether it went well
 */
gboolean
parafa_archive_store_count (ParafaArchiveDatabase *database,
                            const char *name,
                            gint64 day,
                            gint64 limit,
                            gboolean *allowed,
                            GError **error)
{
  sqlite3_stmt *statement =
      parafa_archive_database_prepare (database,
                                       "INSERT INTO counter (day, name, times) VALUES (?1, ?2, 1)"
                                       " ON CONFLICT (day, name) DO UPDATE SET times = times + 1 "
                                       "WHERE times < ?3",
                                       error);

  *allowed = FALSE;
  if (limit <= 0)
    {
      sqlite3_finalize (statement);
      return statement != NULL;
    }
  if (statement != NULL)
    {
      sqlite3_bind_int64 (statement, 1, day);
      sqlite3_bind_text (statement, 2, name, -1, SQLITE_STATIC);
      sqlite3_bind_int64 (statement, 3, limit);
    }
  if (!parafa_archive_database_run (database, statement, error))
    return FALSE;
  *allowed = parafa_archive_database_get_changes (database) > 0;
  return TRUE;
}

/**
 * parafa_archive_store_remove:
 * @database: the file
 * @id: a row
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Removes what was certainly never sent: a draft, or what waits and never left.
 *
 * Returns: whether it is removed
 */
gboolean
parafa_archive_store_remove (ParafaArchiveDatabase *database, gint64 id, GError **error)
{
  sqlite3_stmt *statement = parafa_archive_database_prepare (
      database, "DELETE FROM filing WHERE id = ?1 AND state IN (0, 1) AND sent_at < 0", error);

  if (statement != NULL)
    sqlite3_bind_int64 (statement, 1, id);
  if (!parafa_archive_database_run (database, statement, error))
    return FALSE;
  if (parafa_archive_database_get_changes (database) > 0)
    return TRUE;
  g_set_error_literal (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_STATE,
                       "archive: the row may have been filed, or is gone");
  return FALSE;
}
