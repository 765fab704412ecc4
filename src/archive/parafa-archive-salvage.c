/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-archive-salvage.h"

#include "parafa-archive-store.h"

#include <glib/gstdio.h>
#include <string.h>

#define PAGE_BYTES 4096
#define MARGIN 64 /* ids looked at past the last one that is known of */
#define MARGIN_IN_THE_DARK 4096
#define BYTES_PER_ID 32 /* a filing takes several times as many */

/* A damaged file and the new one */
typedef struct
{
  sqlite3 *from;             /* (owned) */
  ParafaArchiveDatabase *to; /* (owned) */
  gint64 last_id;            /* 0: not known */
  gint64 most_ids;           /* more cannot be in a file of this size */
  gint64 n_rows;
  gint64 now_s;
} Salvage;

/* -- reading what is damaged -- */

static sqlite3 *
open_damaged (const char *path)
{
  sqlite3 *from = NULL;

  if (sqlite3_open_v2 (path, &from, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    {
      sqlite3_close_v2 (from);
      return NULL;
    }
  sqlite3_db_config (from, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  /* a description of the tables that is half damaged serves for the other half */
  sqlite3_exec (from, "PRAGMA writable_schema = ON; PRAGMA cell_size_check = ON", NULL, NULL, NULL);
  return from;
}

static sqlite3_stmt *
prepare (sqlite3 *from, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  return sqlite3_prepare_v2 (from, sql, -1, &statement, NULL) == SQLITE_OK ? statement : NULL;
}

static gboolean
knows_filings (sqlite3 *from)
{
  g_autoptr (ParafaArchiveStatement) statement =
      from != NULL ? prepare (from, "SELECT id FROM filing WHERE id = 0") : NULL;

  if (statement == NULL)
    return FALSE;
  sqlite3_step (statement);
  return sqlite3_errcode (from) == SQLITE_DONE;
}

/* The first page says where the tables begin. What our first step makes always lies in the same places, so that page can
 * be made anew. */
static gboolean
make_first_page (guchar page[PAGE_BYTES])
{
  sqlite3 *fresh = NULL;
  guchar *bytes = NULL;
  sqlite3_int64 size = 0;

  if (sqlite3_open_v2 (":memory:", &fresh, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) ==
          SQLITE_OK &&
      sqlite3_exec (fresh, parafa_archive_migrations[0], NULL, NULL, NULL) == SQLITE_OK)
    bytes = sqlite3_serialize (fresh, "main", &size, 0);
  if (bytes != NULL && size >= PAGE_BYTES)
    {
      memcpy (page, bytes, PAGE_BYTES);
      page[18] = page[19] = 2;  /* with a journal beside it (SQLite file format, 1.3.3) */
      memset (page + 32, 0, 8); /* no free pages are known of (1.3.9) */
      page[95] = page[27] ^ 1;  /* the size in the header does not count (1.3.8) */
    }
  sqlite3_free (bytes);
  sqlite3_close_v2 (fresh);
  return bytes != NULL && size >= PAGE_BYTES;
}

static gboolean
copy_file (const char *from, const char *to, const guchar *first_page)
{
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (from, FALSE, NULL);
  gsize length = mapped != NULL ? g_mapped_file_get_length (mapped) : 0;
  FILE *file;
  gsize skip = first_page != NULL ? PAGE_BYTES : 0;
  gboolean good;

  if (mapped == NULL || length <= skip)
    return FALSE;
  file = g_fopen (to, "wbe");
  if (file == NULL)
    return FALSE;
  g_chmod (to, 0600);
  good =
      (skip == 0 || fwrite (first_page, 1, skip, file) == skip) &&
      fwrite (g_mapped_file_get_contents (mapped) + skip, 1, length - skip, file) == length - skip;
  return fclose (file) == 0 && good;
}

/* The same file with another first page; the damaged one itself stays as it is */
static sqlite3 *
open_with_first_page (const char *damaged, const char *copy)
{
  g_autofree char *journal = g_strconcat (damaged, "-wal", NULL);
  g_autofree char *journal_copy = g_strconcat (copy, "-wal", NULL);
  guchar page[PAGE_BYTES];

  if (!make_first_page (page) || !copy_file (damaged, copy, page))
    return NULL;
  copy_file (journal, journal_copy, NULL);
  return open_damaged (copy);
}

static void
remove_file (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      g_unlink (name);
    }
}

/* -- row by row: one that cannot be read takes no other along -- */

static void
find_last_id (Salvage *self)
{
  static const char *const questions[] = {
    "SELECT max (id) FROM filing",
    "SELECT max (id) FROM body",
    "SELECT max (filing) FROM answer NOT INDEXED",
    "SELECT max (id) FROM filing_text_docsize",
  };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (ParafaArchiveStatement) statement = prepare (self->from, questions[i]);

      if (statement == NULL || sqlite3_step (statement) != SQLITE_ROW)
        continue;
      /* what lies where a number was may be any number, and each up to it is looked at */
      if (sqlite3_column_int64 (statement, 0) <= self->most_ids)
        self->last_id = MAX (self->last_id, sqlite3_column_int64 (statement, 0));
    }
}

static gint64
count_most_ids (const char *damaged)
{
  g_autofree char *journal = g_strconcat (damaged, "-wal", NULL);
  const char *const paths[] = { damaged, journal };
  gint64 n_bytes = 0;
  GStatBuf info;

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    if (g_stat (paths[i], &info) == 0)
      n_bytes += info.st_size;
  return n_bytes / BYTES_PER_ID + MARGIN_IN_THE_DARK;
}

/* Bytes that are no row any more may look like one */
static gboolean
is_sound (sqlite3_stmt *row, gint64 id)
{
  for (guint i = 0; i < parafa_filing_n_columns; i++)
    {
      int type = sqlite3_column_type (row, (int) i);

      if (!parafa_filing_columns[i].is_text && type != SQLITE_INTEGER)
        return FALSE;
      if (parafa_filing_columns[i].is_text && type != SQLITE_NULL &&
          (type != SQLITE_TEXT ||
           !g_utf8_validate ((const char *) sqlite3_column_text (row, (int) i),
                             sqlite3_column_bytes (row, (int) i), NULL)))
        return FALSE;
    }
  return sqlite3_column_int64 (row, 0) == id;
}

static ParafaFilingRecord *
read_row (sqlite3_stmt *statement, gint64 id)
{
  g_autoptr (ParafaFilingRecord) record = NULL;

  sqlite3_reset (statement);
  sqlite3_bind_int64 (statement, 1, id);
  if (sqlite3_step (statement) != SQLITE_ROW || !is_sound (statement, id))
    return NULL;
  record = parafa_archive_store_read_row (statement);
  if (record->profile == NULL || record->cif == NULL || record->system < PARAFA_FILING_TEST ||
      record->system > PARAFA_FILING_PRACTICE)
    return NULL;
  return g_steal_pointer (&record);
}

/* A file counts only when it is whole */
static GBytes *
read_body (sqlite3_stmt *statement, const ParafaFilingRecord *record)
{
  g_autoptr (GBytes) body = NULL;
  g_autofree char *hash = NULL;

  sqlite3_reset (statement);
  sqlite3_bind_int64 (statement, 1, record->id);
  if (sqlite3_step (statement) != SQLITE_ROW || record->hash == NULL)
    return NULL;
  body =
      g_bytes_new (sqlite3_column_blob (statement, 0), (gsize) sqlite3_column_bytes (statement, 0));
  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);
  return g_ascii_strcasecmp (hash, record->hash) == 0 ? g_steal_pointer (&body) : NULL;
}

/* What waits in a damaged file may have been sent: its row may be older than what happened. ANAF's list decides; where the
 * file is lost, too, a person does. */
static void
doubt (const Salvage *self, ParafaFilingRecord *record, gboolean has_body)
{
  if (record->state != PARAFA_FILING_QUEUED && record->state != PARAFA_FILING_SENDING &&
      record->state != PARAFA_FILING_UNKNOWN)
    return;
  record->state = PARAFA_FILING_UNKNOWN;
  record->changed_at = self->now_s;
  record->absent_at = -1;
  if (record->sent_at < 0)
    record->sent_at = record->created_at;
  g_free (record->problem);
  record->problem = g_strdup (has_body ? "salvaged" : "unsure");
}

static gboolean
copy_answers (Salvage *self, sqlite3_stmt *statement, gint64 id, GError **error)
{
  sqlite3_reset (statement);
  sqlite3_bind_int64 (statement, 1, id);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      g_autoptr (ParafaFilingAnswer) answer = NULL;
      const char *call = (const char *) sqlite3_column_text (statement, 1);
      const char *text = (const char *) sqlite3_column_text (statement, 3);

      if (call == NULL || text == NULL || !g_utf8_validate (text, -1, NULL))
        continue;
      answer = parafa_filing_answer_new (sqlite3_column_int64 (statement, 0), call,
                                         sqlite3_column_int64 (statement, 2), text);
      if (!parafa_archive_store_insert_answer (self->to, id, answer, error))
        return FALSE;
    }
  return TRUE;
}

/* An older version made the file: what later steps added has the value they give to what was there. SQLite takes a name it
 * does not know for a text, unless the table is named with it. */
static char *
list_columns (sqlite3 *from)
{
  GString *columns = g_string_new (NULL);

  for (guint i = 0; i < parafa_filing_n_columns; i++)
    {
      const ParafaFilingColumn *column = &parafa_filing_columns[i];
      g_autofree char *sql = g_strdup_printf ("SELECT filing.\"%s\" FROM filing", column->name);
      g_autoptr (ParafaArchiveStatement) statement = prepare (from, sql);

      g_string_append (columns, i > 0 ? ", " : "");
      if (statement != NULL)
        g_string_append_printf (columns, "filing.\"%s\"", column->name);
      else
        g_string_append (columns, column->is_text ? "NULL" : "-1");
    }
  return g_string_free (columns, FALSE);
}

static gboolean
copy_rows (Salvage *self, GError **error)
{
  g_autofree char *columns = list_columns (self->from);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM filing WHERE id = ?1", columns);
  g_autoptr (ParafaArchiveStatement) rows = prepare (self->from, sql);
  g_autoptr (ParafaArchiveStatement) bodies =
      prepare (self->from, "SELECT data FROM body WHERE id = ?1");
  g_autoptr (ParafaArchiveStatement) answers =
      prepare (self->from,
               "SELECT at, call, status, text FROM answer WHERE filing = ?1 ORDER BY id");
  gint64 margin = self->last_id > 0 ? MARGIN : MARGIN_IN_THE_DARK;

  for (gint64 id = 1; rows != NULL && id <= self->last_id + margin; id++)
    {
      g_autoptr (ParafaFilingRecord) record = read_row (rows, id);
      g_autoptr (GBytes) body = NULL;

      if (record == NULL)
        continue;
      self->last_id = MAX (self->last_id, id);
      body = bodies != NULL ? read_body (bodies, record) : NULL;
      doubt (self, record, body != NULL);
      if (!parafa_archive_store_insert (self->to, record, id, error) ||
          (body != NULL && !parafa_archive_store_insert_body (self->to, id, body, error)) ||
          (answers != NULL && !copy_answers (self, answers, id, error)))
        return FALSE;
      self->n_rows++;
    }
  return TRUE;
}

/* ANAF counts the questions of a day whatever became of our file */
static gboolean
copy_counters (Salvage *self, GError **error)
{
  g_autoptr (ParafaArchiveStatement) statement =
      prepare (self->from, "SELECT day, name, times FROM counter");

  while (statement != NULL && sqlite3_step (statement) == SQLITE_ROW)
    {
      sqlite3_stmt *insert;

      if (sqlite3_column_type (statement, 0) != SQLITE_INTEGER ||
          sqlite3_column_type (statement, 1) != SQLITE_TEXT ||
          sqlite3_column_type (statement, 2) != SQLITE_INTEGER)
        continue;
      insert = parafa_archive_database_prepare (self->to,
                                                "INSERT OR REPLACE INTO counter (day, name, times) "
                                                "VALUES (?1, ?2, ?3)",
                                                error);
      for (int i = 0; insert != NULL && i < 3; i++)
        sqlite3_bind_value (insert, i + 1, sqlite3_column_value (statement, i));
      if (!parafa_archive_database_run (self->to, insert, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
note_loss (Salvage *self, GError **error)
{
  sqlite3_stmt *statement =
      parafa_archive_database_prepare (self->to, "INSERT INTO loss (at) VALUES (?1)", error);

  if (statement != NULL)
    sqlite3_bind_int64 (statement, 1, self->now_s);
  return parafa_archive_database_run (self->to, statement, error);
}

static gboolean
copy_all (Salvage *self, GError **error)
{
  if (!parafa_archive_database_begin (self->to, error))
    return FALSE;
  if (self->from != NULL)
    find_last_id (self);
  if ((self->from == NULL || (copy_rows (self, error) && copy_counters (self, error))) &&
      note_loss (self, error))
    return parafa_archive_database_commit (self->to, error) &&
           /* the new file is whole without a journal: it gets another name */
           parafa_archive_database_exec (self->to, "PRAGMA journal_mode = DELETE", error);
  parafa_archive_database_roll_back (self->to);
  return FALSE;
}

/**
 * parafa_archive_salvage:
 * @damaged: a file that is damaged; nobody else has it open
 * @target: a new file
 * @n_rows: (out): how many filings could be read
 * @error: return location for a %PARAFA_ARCHIVE_ERROR of the new file
 *
 * Copies every filing that can be read, with its file and its answers where these can be, under the number it had. What
 * waited is in doubt afterwards. That something may be lost is noted: see parafa_archive_is_settled_async().
 *
 * Returns: whether @target is whole and on the disk
 */
gboolean
parafa_archive_salvage (const char *damaged, const char *target, gint64 *n_rows, GError **error)
{
  g_autofree char *copy = g_strconcat (target, ".copy", NULL);
  Salvage self = { .most_ids = count_most_ids (damaged),
                   .now_s = g_get_real_time () / G_USEC_PER_SEC };
  gboolean good;

  remove_file (target);
  self.to = parafa_archive_database_open_file (target, error);
  if (self.to == NULL)
    return FALSE;
  self.from = open_damaged (damaged);
  if (!knows_filings (self.from))
    {
      sqlite3_close_v2 (self.from);
      self.from = open_with_first_page (damaged, copy);
    }
  good = copy_all (&self, error);
  sqlite3_close_v2 (self.from);
  parafa_archive_database_close (self.to);
  remove_file (copy);
  if (!good)
    remove_file (target);
  *n_rows = self.n_rows;
  return good;
}
