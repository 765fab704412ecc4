/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "archive-test.h"

#include <string.h>

char *
archive_test_path (const char *dir)
{
  return g_build_filename (dir, "kept", "filings.sqlite", NULL);
}

ParafaArchive *
archive_test_open (const char *dir, GError **error)
{
  g_autofree char *path = archive_test_path (dir);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_archive_open_async (path, NULL, parafa_test_result_callback, result);
  return parafa_archive_open_finish (parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), error);
}

static gboolean
is_absent (gpointer data)
{
  return !g_file_test (data, G_FILE_TEST_EXISTS);
}

/* The worker's task may hold the object a moment longer than its callback; the file is closed when its journal is gone */
void
archive_test_close (ParafaArchive *archive)
{
  g_autofree char *journal = g_strconcat (parafa_archive_get_path (archive), "-wal", NULL);

  g_object_unref (archive);
  parafa_test_wait_until (is_absent, journal, PARAFA_TEST_LIMIT_MS);
}

ParafaFilingRecord *
archive_test_record (guint number)
{
  static const char *const partners[] = { "Brutăria Șoimul", "Țesătorii Reuniți", "Cărămida SRL" };
  ParafaFilingRecord *record = parafa_filing_record_new ();

  record->profile = g_strdup ("profile");
  record->system = PARAFA_FILING_PRACTICE;
  record->cif = g_strdup_printf ("800000000%u", number % 5);
  record->state = PARAFA_FILING_QUEUED;
  record->hash = g_strdup_printf ("%064x", number);
  record->file_name = g_strdup_printf ("aviz-%05u.xml", number);
  record->created_at = record->changed_at = ARCHIVE_TEST_NOW + number;
  record->kind = 0;
  record->reference = g_strdup_printf ("R-%u", number);
  record->operation = g_strdup ("30");
  record->partner_name = g_strdup (partners[number % G_N_ELEMENTS (partners)]);
  record->vehicle = g_strdup_printf ("CJ%02uABC", number % 100);
  record->goods = g_strdup ("Făină albă, zahăr");
  record->gross = 100 * (gint64) (number % 977);
  return record;
}

ParafaFilingRecord *
archive_test_add (ParafaArchive *archive,
                  ParafaFilingRecord *record,
                  const char *body,
                  gboolean allow_same,
                  GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_archive_add_async (archive, record, bytes, allow_same, NULL, parafa_test_result_callback,
                            result);
  return parafa_archive_add_finish (archive, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                    error);
}

ParafaFilingRecord *
archive_test_get (ParafaArchive *archive, gint64 id, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_archive_get_async (archive, id, NULL, parafa_test_result_callback, result);
  return parafa_archive_get_finish (archive, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                    error);
}

ParafaFilingRecord *
archive_test_change (ParafaArchive *archive, gint64 id, ParafaFilingChange *change, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_archive_change_async (archive, id, change, NULL, parafa_test_result_callback, result);
  return parafa_archive_change_finish (archive,
                                       parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                       error);
}

ParafaFilingRecord *
archive_test_claim (ParafaArchive *archive, char **body, GError **error)
{
  g_autoptr (ParafaFilingFilter) filter = parafa_filing_filter_new ();
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GBytes) bytes = NULL;
  ParafaFilingRecord *record;

  parafa_archive_claim_async (archive, filter, ARCHIVE_TEST_NOW + 1000000, NULL,
                              parafa_test_result_callback, result);
  record =
      parafa_archive_claim_finish (archive, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                   &bytes, error);
  if (body != NULL && bytes != NULL)
    *body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return record;
}

GArray *
archive_test_list (ParafaArchive *archive,
                   const ParafaFilingFilter *filter,
                   ParafaFilingSort sort,
                   gboolean descending,
                   GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_archive_list_async (archive, filter, sort, descending, NULL, parafa_test_result_callback,
                             result);
  return parafa_archive_list_finish (archive,
                                     parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), error);
}

GPtrArray *
archive_test_find (ParafaArchive *archive, const ParafaFilingFilter *filter, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_archive_find_async (archive, filter, NULL, parafa_test_result_callback, result);
  return parafa_archive_find_finish (archive,
                                     parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), error);
}
