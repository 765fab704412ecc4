/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A full disk, a file that is held, damaged, of a newer version, or that cannot be written */
#include "archive-test.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

static guint
count_files (const char *dir, const char *part)
{
  g_autofree char *folder = g_build_filename (dir, "kept", NULL);
  g_autoptr (GDir) open = g_dir_open (folder, 0, NULL);
  guint n = 0;

  for (const char *name = g_dir_read_name (open); name != NULL; name = g_dir_read_name (open))
    n += strstr (name, part) != NULL;
  return n;
}

static void
fill (const char *dir, guint n)
{
  g_autoptr (GError) error = NULL;
  ParafaArchive *archive = archive_test_open (dir, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ParafaFilingRecord) record = archive_test_record (i);
      g_autoptr (ParafaFilingRecord) added =
          archive_test_add (archive, record, "<a/>", FALSE, &error);

      g_assert_no_error (error);
      g_assert_nonnull (added);
    }
  archive_test_close (archive);
}

static void
write_at (const char *path, long offset, const char *bytes, gsize length)
{
  int fd = g_open (path, O_WRONLY | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (pwrite (fd, bytes, length, offset), ==, (ssize_t) length);
  close (fd);
}

/* Set aside with its name, never deleted; what tests/archive/archive-salvage.c reads of it takes its place */
static void
test_not_a_database (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *path = archive_test_path (dir);
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;
  ParafaArchive *archive;

  fill (dir, 3);
  write_at (path, 0, "This is no database at all, whatever it was before.", 50);
  archive = archive_test_open (dir, &error);
  g_assert_no_error (error);
  g_assert_nonnull (parafa_archive_get_set_aside (archive));
  g_assert_true (g_file_get_contents (parafa_archive_get_set_aside (archive), &kept, NULL, NULL));
  g_assert_true (g_str_has_prefix (kept, "This is no database"));
  archive_test_close (archive);
  g_assert_cmpuint (count_files (dir, ".damaged-"), >=, 1);
}

static sqlite3 *
open_raw (const char *dir)
{
  g_autofree char *path = archive_test_path (dir);
  sqlite3 *raw = NULL;

  g_assert_cmpint (sqlite3_open (path, &raw), ==, SQLITE_OK);
  sqlite3_busy_timeout (raw, 10000);
  return raw;
}

/* A page that holds rows, and nothing that is needed for opening */
static gint64
find_page (const char *dir)
{
  sqlite3 *raw = open_raw (dir);
  sqlite3_stmt *statement = NULL;
  gint64 page;

  g_assert_cmpint (sqlite3_prepare_v2 (raw,
                                       "SELECT max (pageno) FROM dbstat WHERE name = 'filing' AND "
                                       "pagetype = 'leaf'",
                                       -1, &statement, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  page = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (raw);
  g_assert_cmpint (page, >, 1);
  return page;
}

/* Damage that is met later: an error that says so, and the file is set aside when it is opened next */
static void
test_damaged_page (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *path = archive_test_path (dir);
  g_autofree char *garbage = g_strnfill (4096, '\xa5');
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (ParafaFilingFilter) filter = parafa_filing_filter_new ();
  ParafaArchive *archive;
  gint64 page;

  fill (dir, 60);
  page = find_page (dir);
  write_at (path, (page - 1) * 4096, garbage, 4096);
  archive = archive_test_open (dir, &error);
  g_assert_no_error (error);
  found = archive_test_find (archive, filter, &error);
  g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_DAMAGED);
  g_clear_error (&error);
  archive_test_close (archive);
  g_assert_cmpuint (count_files (dir, ".damaged-"), ==, 0);

  archive = archive_test_open (dir, &error);
  g_assert_no_error (error);
  g_assert_nonnull (parafa_archive_get_set_aside (archive));
  archive_test_close (archive);
  g_assert_cmpuint (count_files (dir, ".damaged-"), >=, 1);
  archive = archive_test_open (dir, &error);
  g_assert_null (parafa_archive_get_set_aside (archive));
  archive_test_close (archive);
}

static void
test_locked (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaFilingRecord) record = archive_test_record (1);
  g_autoptr (ParafaFilingRecord) none = NULL;
  g_autoptr (ParafaFilingRecord) added = NULL;
  ParafaArchive *archive = archive_test_open (dir, &error);
  sqlite3 *raw = open_raw (dir);

  g_assert_cmpint (sqlite3_exec (raw, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  none = archive_test_add (archive, record, "x", FALSE, &error);
  g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_LOCKED);
  g_clear_error (&error);
  sqlite3_exec (raw, "ROLLBACK", NULL, NULL, NULL);
  added = archive_test_add (archive, record, "x", FALSE, &error);
  g_assert_no_error (error);
  sqlite3_close (raw);
  archive_test_close (archive);
}

static void
test_newer (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (GError) error = NULL;
  sqlite3 *raw;

  fill (dir, 1);
  raw = open_raw (dir);
  g_assert_cmpint (sqlite3_exec (raw, "PRAGMA user_version = 99", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (raw);
  g_assert_null (archive_test_open (dir, &error));
  g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_NEWER);
  g_assert_cmpuint (count_files (dir, ".damaged-"), ==, 0);
}

/* A limit on the size of files is the full disk that a test can have: the write fails in the same place. In a child,
 * since it holds for the whole process. */
static void
test_full (void)
{
  g_autoptr (ParafaTestDir) dir = NULL;
  g_autofree char *large = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaFilingRecord) record = NULL;
  g_autoptr (ParafaFilingRecord) none = NULL;
  g_autoptr (ParafaFilingRecord) added = NULL;
  g_autoptr (GArray) ids = NULL;
  ParafaArchive *archive;
  struct rlimit limit;

  dir = parafa_test_dir_new ();
  fill (dir, 1);
  archive = archive_test_open (dir, &error);
  g_assert_no_error (error);
  record = archive_test_record (2);
  large = g_strnfill (4 * 1024 * 1024, 'x');
  getrlimit (RLIMIT_FSIZE, &limit);
  signal (SIGXFSZ, SIG_IGN);
  limit.rlim_cur = 1024 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  none = archive_test_add (archive, record, large, FALSE, &error);
  g_assert_null (none);
  g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_FULL);
  g_clear_error (&error);
  limit.rlim_cur = limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  ids = archive_test_list (archive, NULL, PARAFA_FILING_SORT_CREATED, TRUE, &error);
  g_assert_cmpuint (ids->len, ==, 1);
  added = archive_test_add (archive, record, large, FALSE, &error);
  g_assert_no_error (error);
  archive_test_close (archive);
}

/* A disk of a megabyte and a half, in a namespace of our own; where that is not allowed, the limit on files once more */
static void
make_small (const char *dir)
{
  struct rlimit limit = { 1024 * 1024, 1024 * 1024 };

  if ((unshare (CLONE_NEWNS) == 0 || unshare (CLONE_NEWUSER | CLONE_NEWNS) == 0) &&
      mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
      mount ("parafa-test", dir, "tmpfs", 0, "size=1500k") == 0)
    {
      g_print ("on a real disk\n");
      return;
    }
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* Small filings until there is no room: one answer, again and again, and nothing of what is there is lost */
static void
fill_disk (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *body = g_strnfill (20000, 'x');
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  ParafaArchive *archive;
  guint n_added = 0;

  make_small (dir);
  archive = archive_test_open (dir, &error);
  g_assert_no_error (error);
  for (guint n_full = 0; n_full < 5;)
    {
      g_autoptr (ParafaFilingRecord) record = archive_test_record (n_added);
      g_autoptr (ParafaFilingRecord) added =
          archive_test_add (archive, record, body, FALSE, &error);

      g_assert_cmpuint (n_added, <, 200);
      if (added != NULL)
        {
          n_added++;
          continue;
        }
      g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_FULL);
      g_clear_error (&error);
      n_full++;
    }
  ids = archive_test_list (archive, NULL, PARAFA_FILING_SORT_CREATED, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, n_added);
  g_assert_cmpuint (n_added, >, 5);
  g_print ("full after some\n");
  g_object_unref (archive);
  umount2 (dir, MNT_DETACH);
}

static void
test_full_disk (void)
{
  if (g_test_subprocess ())
    {
      fill_disk ();
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*full after some*");
}

/* A file stands where the folder should be */
static void
test_no_folder (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *file = g_build_filename (dir, "kept", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  g_assert_null (archive_test_open (dir, &error));
  g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_READ_ONLY);
}

/* A name that leads elsewhere is not followed */
static void
test_link (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *path = archive_test_path (dir);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *other = g_build_filename (dir, "other", NULL);
  g_autoptr (GError) error = NULL;

  g_mkdir (folder, 0700);
  g_assert_cmpint (symlink (other, path), ==, 0);
  g_assert_null (archive_test_open (dir, &error));
  g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_READ_ONLY);
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive/broken/not-a-database", test_not_a_database);
  g_test_add_func ("/archive/broken/damaged-page", test_damaged_page);
  g_test_add_func ("/archive/broken/locked", test_locked);
  g_test_add_func ("/archive/broken/newer", test_newer);
  g_test_add_func ("/archive/broken/full", test_full);
  g_test_add_func ("/archive/broken/full-disk", test_full_disk);
  g_test_add_func ("/archive/broken/no-folder", test_no_folder);
  g_test_add_func ("/archive/broken/link", test_link);
  return g_test_run ();
}
