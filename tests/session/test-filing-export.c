/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "archive-test.h"
#include "parafa-filing-export.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#define N_FILINGS 1201u /* more than two chunks */

typedef struct
{
  ParafaTestDir *dir;     /* (owned) */
  ParafaArchive *archive; /* (owned) */
  GArray *ids;            /* (owned) */
  GFile *file;            /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_filing_record_unref);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  self->dir = parafa_test_dir_new ();
  self->archive = archive_test_open (self->dir, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_FILINGS; i++)
    g_ptr_array_add (records, archive_test_record (i));
  for (guint i = 0; i < N_FILINGS; i++)
    {
      ParafaFilingRecord *record = records->pdata[i];

      g_free (record->index);
      record->index = g_strdup_printf ("%u", 5000000 + i);
      record->source = PARAFA_FILING_FROM_LIST;
    }
  parafa_archive_merge_async (self->archive, records, NULL, parafa_test_result_callback, result);
  g_assert_cmpint (parafa_archive_merge_finish (self->archive,
                                                parafa_test_result_wait (result,
                                                                         PARAFA_TEST_LIMIT_MS),
                                                NULL),
                   ==, N_FILINGS);
  self->ids = archive_test_list (self->archive, NULL, PARAFA_FILING_SORT_CREATED, TRUE, NULL);
  path = g_build_filename (self->dir, "filings.csv", NULL);
  self->file = g_file_new_for_path (path);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_array_unref (self->ids);
  g_object_unref (self->file);
  archive_test_close (self->archive);
  parafa_test_dir_free (self->dir);
}

static gint64 export(Fixture *self, GFile *file, GArray *ids, GCancellable *stop, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_filing_export_async (self->archive, ids, PARAFA_FILING_TABLE_CSV, file, stop,
                              parafa_test_result_callback, result);
  return parafa_filing_export_finish (parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                      error);
}

static guint
count_lines (GFile *file)
{
  g_autofree char *text = NULL;
  guint n = 0;

  g_assert_true (g_file_load_contents (file, NULL, &text, NULL, NULL, NULL));
  for (const char *at = text; (at = strstr (at, "\r\n")) != NULL; at += 2)
    n++;
  return n;
}

static void
test_all (Fixture *self, gconstpointer data)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (export(self, self->file, self->ids, NULL, &error), ==, N_FILINGS);
  g_assert_no_error (error);
  g_assert_cmpuint (count_lines (self->file), ==, N_FILINGS + 1);
  g_assert_cmpint (export(self, self->file, none, NULL, &error), ==, 0);
  g_assert_cmpuint (count_lines (self->file), ==, 1);
}

/* What was there stays whole */
static void
test_stopped (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_replace_contents (self->file, "as before", 9, NULL, FALSE,
                                          G_FILE_CREATE_NONE, NULL, NULL, NULL));
  parafa_filing_export_async (self->archive, self->ids, PARAFA_FILING_TABLE_CSV, self->file, stop,
                              parafa_test_result_callback, result);
  /* between two chunks */
  for (guint i = 0; i < 3; i++)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (stop);
  g_assert_cmpint (parafa_filing_export_finish (parafa_test_result_wait (result,
                                                                         PARAFA_TEST_LIMIT_MS),
                                                &error),
                   ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_load_contents (self->file, NULL, &text, NULL, NULL, NULL));
  g_assert_cmpstr (text, ==, "as before");
}

/* As with a full disk, the first bytes are taken and then no more: what was there stays whole */
static void
test_no_room (Fixture *self, gconstpointer data)
{
  struct rlimit limit, before;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_replace_contents (self->file, "as before", 9, NULL, FALSE,
                                          G_FILE_CREATE_NONE, NULL, NULL, NULL));
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 4096;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_cmpint (export(self, self->file, self->ids, NULL, &error), ==, -1);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_nonnull (error);
  g_assert_true (g_file_load_contents (self->file, NULL, &text, NULL, NULL, NULL));
  g_assert_cmpstr (text, ==, "as before");
}

static void
test_no_folder (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->dir, "none", "filings.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (export(self, file, self->ids, NULL, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/filing-export/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("all", test_all);
  ADD ("stopped", test_stopped);
  ADD ("no-room", test_no_room);
  ADD ("no-folder", test_no_folder);
  return g_test_run ();
}
