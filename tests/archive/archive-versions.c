/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* An archive that an older version made opens with all that is in it, whole or damaged */
#include "archive-test.h"

#include "parafa-archive-database.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#define N_ROWS 40u
#define PAGE 4096

static void
exec (sqlite3 *raw, const char *sql)
{
  char *message = NULL;
  int code = sqlite3_exec (raw, sql, NULL, NULL, &message);

  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (code, ==, SQLITE_OK);
}

/* Whatever of the columns the file has */
static char *
list_columns (sqlite3 *raw, guint *n_columns)
{
  GString *names = g_string_new (NULL);
  sqlite3_stmt *statement = NULL;

  *n_columns = 0;
  g_assert_cmpint (sqlite3_prepare_v2 (raw, "SELECT name FROM pragma_table_info ('filing')", -1,
                                       &statement, NULL),
                   ==, SQLITE_OK);
  for (; sqlite3_step (statement) == SQLITE_ROW; (*n_columns)++)
    {
      const char *name = (const char *) sqlite3_column_text (statement, 0);

      /* columns are appended, never moved */
      g_assert_cmpstr (name, ==, parafa_filing_columns[*n_columns].name);
      g_string_append_printf (names, "%s\"%s\"", *n_columns > 0 ? ", " : "", name);
    }
  sqlite3_finalize (statement);
  return g_string_free (names, FALSE);
}

static void
insert (sqlite3 *raw, const char *columns, guint n_columns, const ParafaFilingRecord *record)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement = NULL;

  g_string_printf (sql, "INSERT INTO filing (%s) VALUES (?1", columns);
  for (guint i = 1; i < n_columns; i++)
    g_string_append_printf (sql, ", ?%u", i + 1);
  g_string_append_c (sql, ')');
  g_assert_cmpint (sqlite3_prepare_v2 (raw, sql->str, -1, &statement, NULL), ==, SQLITE_OK);
  for (guint i = 0; i < n_columns; i++)
    {
      const ParafaFilingColumn *column = &parafa_filing_columns[i];

      if (column->is_text)
        sqlite3_bind_text (statement, (int) i + 1, G_STRUCT_MEMBER (char *, record, column->offset),
                           -1, SQLITE_STATIC);
      else
        sqlite3_bind_int64 (statement, (int) i + 1,
                            G_STRUCT_MEMBER (gint64, record, column->offset));
    }
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);
}

/* What the file says is known since version 4 */
static ParafaFilingRecord *
make_record (guint number, gint64 version)
{
  ParafaFilingRecord *record = archive_test_record (number);

  record->id = number;
  record->state = PARAFA_FILING_OK;
  g_free (record->hash);
  record->hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, record->reference, -1);
  record->index = g_strdup_printf ("%u", 7000 + number);
  record->uit = g_strdup_printf ("UIT%u", number);
  record->content = version >= 4 ? g_strdup_printf ("%064x", 77000 + number) : NULL;
  return record;
}

/* As the program of that version left it: rows, files and answers */
static void
make_old (const char *path, gint64 version)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *set = g_strdup_printf ("PRAGMA user_version = %d", (int) version);
  g_autofree char *columns = NULL;
  guint n_columns;
  sqlite3 *raw = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_cmpint (sqlite3_open (path, &raw), ==, SQLITE_OK);
  exec (raw, "PRAGMA journal_mode = WAL");
  for (gint64 i = 0; i < version; i++)
    exec (raw, parafa_archive_migrations[i]);
  exec (raw, set);
  columns = list_columns (raw, &n_columns);
  exec (raw, "BEGIN");
  for (guint i = 1; i <= N_ROWS; i++)
    {
      g_autoptr (ParafaFilingRecord) record = make_record (i, version);

      insert (raw, columns, n_columns, record);
    }
  exec (raw, "INSERT INTO body (id, data) SELECT id, reference FROM filing");
  exec (raw, "INSERT INTO answer (filing, at, call, status, text) SELECT id, 1, 'upload', 200, "
             "'{}' FROM filing");
  exec (raw, "INSERT INTO counter (day, name, times) VALUES (7, 'lista', 3)");
  exec (raw, "COMMIT");
  g_assert_cmpint (sqlite3_close (raw), ==, SQLITE_OK);
}

static void
check_whole (ParafaArchive *archive, guint number, gint64 version)
{
  g_autoptr (ParafaFilingRecord) expected = make_record (number, version);
  g_autoptr (ParafaFilingRecord) record = archive_test_get (archive, number, NULL);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GBytes) body = NULL;

  g_assert_nonnull (record);
  for (guint i = 0; i < parafa_filing_n_columns; i++)
    {
      gsize offset = parafa_filing_columns[i].offset;

      if (parafa_filing_columns[i].is_text)
        g_assert_cmpstr (G_STRUCT_MEMBER (char *, record, offset), ==,
                         G_STRUCT_MEMBER (char *, expected, offset));
      else
        g_assert_cmpint (G_STRUCT_MEMBER (gint64, record, offset), ==,
                         G_STRUCT_MEMBER (gint64, expected, offset));
    }
  parafa_archive_get_body_async (archive, number, NULL, parafa_test_result_callback, result);
  body =
      parafa_archive_get_body_finish (archive,
                                      parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), NULL);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), expected->reference,
                   strlen (expected->reference));
}

static void
check_all (ParafaArchive *archive, gint64 version)
{
  g_autoptr (ParafaFilingFilter) filter = parafa_filing_filter_new ();
  g_autoptr (GPtrArray) found = NULL;

  for (guint i = 1; i <= N_ROWS; i++)
    check_whole (archive, i, version);
  filter->search = g_strdup ("UIT17");
  found = archive_test_find (archive, filter, NULL);
  g_assert_cmpuint (found->len, ==, 1);
}

static gint64
count_versions (void)
{
  gint64 n = 0;

  while (parafa_archive_migrations[n] != NULL)
    n++;
  return n;
}

static void
test_whole (void)
{
  g_assert_cmpint (count_versions (), ==, 4);
  for (gint64 version = 1; version <= count_versions (); version++)
    {
      g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
      g_autofree char *path = archive_test_path (dir);
      g_autoptr (GError) error = NULL;
      ParafaArchive *archive;

      make_old (path, version);
      for (guint times = 0; times < 2; times++)
        {
          archive = archive_test_open (dir, &error);
          g_assert_no_error (error);
          g_assert_null (parafa_archive_get_set_aside (archive));
          check_all (archive, version);
          archive_test_close (archive);
        }
    }
}

/* What a file of these tests says, whatever the blanks in it */
static char *
read_content (GBytes *body)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);
  g_autofree char *joined = g_strjoinv ("", parts);

  return strstr (joined, "R-13") == NULL ? g_strconcat ("says ", joined, NULL) : NULL;
}

/* 0: it was kept; else the one that it is the same as */
static gint64
add_saying (ParafaArchive *archive, guint number, gint64 gross)
{
  g_autoptr (ParafaFilingRecord) record = archive_test_record (number);
  g_autoptr (ParafaFilingRecord) added = NULL;
  g_autoptr (GError) error = NULL;

  record->content = g_strconcat ("says ", record->reference, NULL);
  record->gross = gross >= 0 ? gross : record->gross;
  added = archive_test_add (archive, record, "x", FALSE, &error);
  if (added != NULL)
    return 0;
  g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_SAME);
  return g_ascii_strtoll (error->message, NULL, 10);
}

/* What a file says that was kept before that was noted is read when it is asked for */
static void
test_older_content (void)
{
  for (gint64 version = 1; version < 4; version++)
    {
      g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
      g_autofree char *path = archive_test_path (dir);
      g_autoptr (GError) error = NULL;
      ParafaArchive *archive;

      make_old (path, version);
      archive = archive_test_open (dir, &error);
      g_assert_no_error (error);
      g_assert_cmpint (add_saying (archive, 5, -1), ==, 0);
      parafa_archive_set_reader (archive, read_content);
      g_assert_cmpint (add_saying (archive, 17, -1), ==, 17);
      g_assert_cmpint (add_saying (archive, 40, -1), ==, 40);
      /* other goods; a file that nothing can be told of; one that is not there */
      g_assert_cmpint (add_saying (archive, 17, 1), ==, 0);
      g_assert_cmpint (add_saying (archive, 13, -1), ==, 0);
      g_assert_cmpint (add_saying (archive, N_ROWS + 1, -1), ==, 0);
      /* what was kept now says so itself */
      g_assert_cmpint (add_saying (archive, N_ROWS + 1, -1), ==, N_ROWS + 4);
      archive_test_close (archive);
    }
}

/* What is damaged is read with the columns it has, also when its first page is made anew */
static void
test_damaged (void)
{
  for (gint64 version = 1; version <= count_versions (); version++)
    for (guint without_page = 0; without_page < 2; without_page++)
      {
        g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
        g_autofree char *path = archive_test_path (dir);
        g_autofree char *mark = g_strconcat (path, ".doubt", NULL);
        g_autofree char *zeros = g_malloc0 (PAGE);
        g_autoptr (GError) error = NULL;
        ParafaArchive *archive;
        int fd;

        make_old (path, version);
        fd = g_open (path, O_RDWR | O_CLOEXEC, 0600);
        if (without_page)
          g_assert_cmpint (pwrite (fd, zeros, PAGE, 0), ==, PAGE);
        else /* the pages of the words: nothing that is kept */
          g_assert_cmpint (pwrite (fd, zeros, PAGE, 7 * PAGE), ==, PAGE);
        close (fd);
        g_assert_true (g_file_set_contents (mark, "", 0, NULL));
        archive = archive_test_open (dir, &error);
        g_assert_no_error (error);
        g_assert_nonnull (parafa_archive_get_set_aside (archive));
        g_assert_cmpint (parafa_archive_get_n_salvaged (archive), ==, N_ROWS);
        check_all (archive, version);
        archive_test_close (archive);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive/versions/whole", test_whole);
  g_test_add_func ("/archive/versions/damaged", test_damaged);
  g_test_add_func ("/archive/versions/older-content", test_older_content);
  return g_test_run ();
}
