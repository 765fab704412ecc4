/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What can be read of a damaged archive is kept, nothing that is not sound is, and nothing waits to be sent afterwards */
#include "archive-test.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#define N_ROWS 120u
#define PAGE 4096

static char *
make_body (guint number)
{
  g_autofree char *filler = g_strnfill (200 + number * 7 % 3000, 'x');

  return g_strdup_printf ("<aviz numar='%u'>%s</aviz>", number, filler);
}

static ParafaFilingRecord *
make_record (guint number)
{
  g_autofree char *body = make_body (number);
  ParafaFilingRecord *record = archive_test_record (number);

  g_free (record->hash);
  record->hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, body, -1);
  record->content = g_strdup_printf ("%064x", 77000 + number);
  record->confirmation = number % 4 == 3 ? PARAFA_FILING_CONFIRMED_IN_PART : -1;
  return record;
}

/* Rows that wait, that are being sent, in process and valid */
static void
fill (const char *dir)
{
  g_autoptr (GError) error = NULL;
  ParafaArchive *archive = archive_test_open (dir, &error);

  g_assert_no_error (error);
  for (guint i = 1; i <= N_ROWS; i++)
    {
      static const gint64 states[] = { PARAFA_FILING_KEEP, PARAFA_FILING_SENDING,
                                       PARAFA_FILING_PROCESSING, PARAFA_FILING_OK };
      g_autofree char *body = make_body (i);
      g_autoptr (ParafaFilingRecord) record = make_record (i);
      g_autoptr (ParafaFilingRecord) added =
          archive_test_add (archive, record, body, FALSE, &error);
      g_autoptr (ParafaFilingRecord) after = NULL;
      ParafaFilingChange *change;

      g_assert_no_error (error);
      g_assert_cmpint (added->id, ==, i);
      change = parafa_filing_change_new (0, states[i % 4], ARCHIVE_TEST_NOW);
      change->answer = parafa_filing_answer_new (ARCHIVE_TEST_NOW, "upload", 200, "{\"a\":1}");
      after = archive_test_change (archive, i, change, &error);
      g_assert_no_error (error);
    }
  archive_test_close (archive);
}

static void
write_at (const char *path, gint64 offset, gconstpointer bytes, gsize length)
{
  int fd = g_open (path, O_WRONLY | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (pwrite (fd, bytes, length, offset), ==, (ssize_t) length);
  close (fd);
}

static void
mark_doubtful (const char *path)
{
  g_autofree char *mark = g_strconcat (path, ".doubt", NULL);

  g_assert_true (g_file_set_contents (mark, "", 0, NULL));
}

static gboolean
is_settled (ParafaArchive *archive, ParafaFilingRecord *company, gint64 now_s)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  gboolean settled;

  parafa_archive_is_settled_async (archive, company, now_s, parafa_test_result_callback, result);
  settled =
      parafa_archive_is_settled_finish (archive,
                                        parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                        &error);
  g_assert_no_error (error);
  return settled;
}

static void
settle (ParafaArchive *archive, ParafaFilingRecord *company, gint64 now_s)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_archive_settle_async (archive, company, now_s, parafa_test_result_callback, result);
  g_assert_true (
      parafa_archive_is_settled_finish (archive,
                                        parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                        NULL));
}

static void
merge (ParafaArchive *archive, GPtrArray *list)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_archive_merge_async (archive, list, NULL, parafa_test_result_callback, result);
  g_assert_cmpint (parafa_archive_merge_finish (archive,
                                                parafa_test_result_wait (result,
                                                                         PARAFA_TEST_LIMIT_MS),
                                                NULL),
                   ==, list->len);
}

static void
check_body (ParafaArchive *archive, const ParafaFilingRecord *record)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autofree char *expected = make_body ((guint) record->id);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  parafa_archive_get_body_async (archive, record->id, NULL, parafa_test_result_callback, result);
  body = parafa_archive_get_body_finish (archive,
                                         parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                         &error);
  if (body == NULL)
    {
      /* without its file nothing may be sent again by itself */
      g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_NO_ROW);
      if (record->state == PARAFA_FILING_UNKNOWN)
        g_assert_cmpstr (record->problem, ==, "unsure");
      return;
    }
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), expected,
                   strlen (expected));
}

/* Every row that is there is what it was; none waits. How many there are. */
static guint
check_rows (ParafaArchive *archive)
{
  static const ParafaFilingState states[] = { PARAFA_FILING_UNKNOWN, PARAFA_FILING_UNKNOWN,
                                              PARAFA_FILING_PROCESSING, PARAFA_FILING_OK };
  g_autoptr (ParafaFilingFilter) filter = parafa_filing_filter_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = archive_test_find (archive, filter, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    {
      const ParafaFilingRecord *record = found->pdata[i];
      g_autoptr (ParafaFilingRecord) was = make_record ((guint) record->id);

      g_assert_cmpstr (record->hash, ==, was->hash);
      g_assert_cmpstr (record->content, ==, was->content);
      g_assert_cmpstr (record->vehicle, ==, was->vehicle);
      g_assert_cmpint (record->confirmation, ==, was->confirmation);
      g_assert_cmpstr (record->partner_name, ==, was->partner_name);
      g_assert_cmpint (record->state, ==, states[record->id % 4]);
      check_body (archive, record);
    }
  return found->len;
}

static ParafaArchive *
open_salvaged (const char *dir)
{
  g_autoptr (GError) error = NULL;
  ParafaArchive *archive = archive_test_open (dir, &error);

  g_assert_no_error (error);
  g_assert_nonnull (parafa_archive_get_set_aside (archive));
  g_assert_true (g_file_test (parafa_archive_get_set_aside (archive), G_FILE_TEST_EXISTS));
  g_assert_cmpint (parafa_archive_get_n_salvaged (archive), ==, check_rows (archive));
  return archive;
}

/* The first page, which says where everything lies, is gone: all the rest is read */
static void
test_first_page (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *path = archive_test_path (dir);
  g_autofree char *zeros = g_malloc0 (PAGE);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_length;
  gsize after_length;
  ParafaArchive *archive;

  fill (dir);
  write_at (path, 0, zeros, PAGE);
  g_assert_true (g_file_get_contents (path, &before, &before_length, NULL));
  archive = open_salvaged (dir);
  /* what is set aside is only read */
  g_assert_true (
      g_file_get_contents (parafa_archive_get_set_aside (archive), &after, &after_length, NULL));
  g_assert_cmpmem (after, after_length, before, before_length);
  g_assert_cmpint (parafa_archive_get_n_salvaged (archive), ==, N_ROWS);
  archive_test_close (archive);
}

static gint64
find_page (const char *path, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT pageno FROM dbstat WHERE name = '%s' AND "
                                          "pagetype = 'leaf' ORDER BY pageno LIMIT 1 OFFSET 3",
                                          table);
  sqlite3_stmt *statement = NULL;
  sqlite3 *raw = NULL;
  gint64 page;

  g_assert_cmpint (sqlite3_open (path, &raw), ==, SQLITE_OK);
  sqlite3_busy_timeout (raw, 10000);
  g_assert_cmpint (sqlite3_prepare_v2 (raw, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  page = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (raw);
  return page;
}

/* One page of rows is gone: the others are kept, under their numbers; what may be lost is settled company by company */
static void
test_page_of_rows (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *path = archive_test_path (dir);
  g_autofree char *garbage = g_strnfill (PAGE, '\xa5');
  g_autoptr (ParafaFilingRecord) company = make_record (1);
  g_autoptr (ParafaFilingRecord) other = make_record (2);
  ParafaArchive *archive;
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;

  fill (dir);
  write_at (path, (find_page (path, "filing") - 1) * PAGE, garbage, PAGE);
  mark_doubtful (path);
  archive = open_salvaged (dir);
  g_assert_cmpint (parafa_archive_get_n_salvaged (archive), <, N_ROWS);
  g_assert_cmpint (parafa_archive_get_n_salvaged (archive), >, N_ROWS - 20);
  g_assert_false (is_settled (archive, company, now_s));
  settle (archive, company, now_s);
  g_assert_true (is_settled (archive, company, now_s + 2));
  g_assert_false (is_settled (archive, other, now_s + 2));
  /* ANAF's list reaches back sixty days: it could say no more */
  g_assert_true (is_settled (archive, other, now_s + 61 * 86400));
  archive_test_close (archive);
  archive = archive_test_open (dir, NULL);
  g_assert_null (parafa_archive_get_set_aside (archive));
  g_assert_true (is_settled (archive, company, now_s + 2));
  archive_test_close (archive);
}

/* Pages anywhere are overwritten: whatever is kept is right */
static void
test_anywhere (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *path = archive_test_path (dir);
  g_autoptr (GRand) random = g_rand_new_with_seed (20261124);
  g_autofree char *whole = NULL;
  gsize length;
  guint n_kept = 0;

  fill (dir);
  g_assert_true (g_file_get_contents (path, &whole, &length, NULL));
  for (guint round = 0; round < 15; round++)
    {
      guint n_pages = (guint) (length / PAGE);
      guint n_bad = (guint) g_rand_int_range (random, 1, 6);
      ParafaArchive *archive;

      g_assert_true (g_file_set_contents (path, whole, (gssize) length, NULL));
      for (guint i = 0; i < n_bad; i++)
        {
          guchar page[PAGE];
          gint64 at = g_rand_int_range (random, 0, (gint32) n_pages) * (gint64) PAGE;
          gint64 other = g_rand_int_range (random, 1, (gint32) n_pages) * (gint64) PAGE;

          for (guint n = 0; n < PAGE; n++)
            page[n] = (guchar) g_rand_int (random);
          if (round % 3 == 1)
            memset (page, 0, PAGE);
          else if (round % 3 == 2 && other != at)
            memcpy (page, whole + other, PAGE);
          write_at (path, at, page, PAGE);
        }
      mark_doubtful (path);
      archive = archive_test_open (dir, NULL);
      g_assert_nonnull (archive);
      /* a page that nothing needs may be hit */
      if (parafa_archive_get_set_aside (archive) != NULL)
        n_kept += check_rows (archive);
      else
        n_kept += N_ROWS;
      archive_test_close (archive);
    }
  g_test_message ("%u of %u rows kept", n_kept, 15 * N_ROWS);
  g_assert_cmpuint (n_kept, >, 15 * N_ROWS / 2);
}

/* A number that damage made up is not counted up to: the archive opens */
static void
test_far_number (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *path = archive_test_path (dir);
  g_autofree char *garbage = g_strnfill (PAGE, '\xa5');
  sqlite3 *raw = NULL;
  ParafaArchive *archive;

  fill (dir);
  g_assert_cmpint (sqlite3_open (path, &raw), ==, SQLITE_OK);
  sqlite3_busy_timeout (raw, 10000);
  g_assert_cmpint (sqlite3_exec (raw, "INSERT INTO body (id, data) VALUES (1099511627776, 'x')",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (raw);
  write_at (path, (find_page (path, "filing") - 1) * PAGE, garbage, PAGE);
  mark_doubtful (path);
  archive = open_salvaged (dir);
  g_assert_cmpint (parafa_archive_get_n_salvaged (archive), >, N_ROWS - 20);
  archive_test_close (archive);
}

/* The end of the file is gone */
static void
test_cut (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *path = archive_test_path (dir);
  GStatBuf info;
  ParafaArchive *archive;

  fill (dir);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (truncate (path, info.st_size / 2 / PAGE * PAGE), ==, 0);
  mark_doubtful (path);
  archive = open_salvaged (dir);
  g_assert_cmpint (parafa_archive_get_n_salvaged (archive), >, 20);
  archive_test_close (archive);
}

/* While another program works on it nothing is moved under its hands */
static void
test_in_use (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *path = archive_test_path (dir);
  g_autofree char *garbage = g_strnfill (PAGE, '\xa5');
  g_autoptr (GError) error = NULL;
  ParafaArchive *first;
  ParafaArchive *second;

  fill (dir);
  first = archive_test_open (dir, &error);
  g_assert_no_error (error);
  write_at (path, (find_page (path, "filing") - 1) * PAGE, garbage, PAGE);
  mark_doubtful (path);
  g_assert_null (archive_test_open (dir, &error));
  g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_DAMAGED);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  archive_test_close (first);
  second = open_salvaged (dir);
  archive_test_close (second);
}

/* The program was ended after the damaged file got its new name, before the new file got the old one */
static void
test_interrupted (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *path = archive_test_path (dir);
  g_autofree char *salvaged = g_strconcat (path, ".salvaged", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  ParafaArchive *archive;

  fill (dir);
  g_assert_cmpint (g_rename (path, salvaged), ==, 0);
  archive = archive_test_open (dir, &error);
  g_assert_no_error (error);
  ids = archive_test_list (archive, NULL, PARAFA_FILING_SORT_CREATED, FALSE, &error);
  g_assert_cmpuint (ids->len, ==, N_ROWS);
  archive_test_close (archive);
}

/* A filing that is known from ANAF's list only is asked about, too, before the same transport is filed once more */
static void
test_known_from_list (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaFilingRecord) listed = make_record (1);
  g_autoptr (ParafaFilingRecord) same = make_record (1);
  g_autoptr (ParafaFilingRecord) other = make_record (6);
  g_autoptr (ParafaFilingRecord) unnamed = make_record (11);
  g_autoptr (ParafaFilingRecord) bare = make_record (11);
  g_autoptr (ParafaFilingRecord) none = NULL;
  g_autoptr (ParafaFilingRecord) wanted = NULL;
  g_autoptr (ParafaFilingRecord) added = NULL;
  g_autoptr (ParafaFilingRecord) alike = NULL;
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  ParafaArchive *archive = archive_test_open (dir, &error);

  listed->source = bare->source = PARAFA_FILING_FROM_LIST;
  listed->state = bare->state = PARAFA_FILING_OK;
  g_clear_pointer (&listed->hash, g_free);
  g_clear_pointer (&bare->hash, g_free);
  g_clear_pointer (&bare->reference, g_free);
  listed->index = g_strdup ("5000000001");
  bare->index = g_strdup ("5000000002");
  bare->transport_date = g_strdup ("2026-11-25");
  unnamed->transport_date = g_strdup ("2026-11-25");
  g_ptr_array_add (list, listed);
  g_ptr_array_add (list, bare);
  merge (archive, list);
  none = archive_test_add (archive, same, "x", FALSE, &error);
  g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_SAME);
  g_assert_cmpstr (error->message, ==, "1");
  g_clear_error (&error);
  alike = archive_test_add (archive, unnamed, "y", FALSE, &error);
  g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_SAME);
  g_clear_error (&error);
  added = archive_test_add (archive, other, "z", FALSE, &error);
  g_assert_no_error (error);
  wanted = archive_test_add (archive, same, "x", TRUE, &error);
  g_assert_no_error (error);
  archive_test_close (archive);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive/salvage/first-page", test_first_page);
  g_test_add_func ("/archive/salvage/page-of-rows", test_page_of_rows);
  g_test_add_func ("/archive/salvage/anywhere", test_anywhere);
  g_test_add_func ("/archive/salvage/far-number", test_far_number);
  g_test_add_func ("/archive/salvage/cut", test_cut);
  g_test_add_func ("/archive/salvage/in-use", test_in_use);
  g_test_add_func ("/archive/salvage/interrupted", test_interrupted);
  g_test_add_func ("/archive/salvage/known-from-list", test_known_from_list);
  return g_test_run ();
}
