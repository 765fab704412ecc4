/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Sends what waits in an archive, then ends: the program that test-filing-crash kills. Arguments: archive, address, CA,
 * file with the token, seconds of patience. */
#include "filing-test.h"

#include <stdio.h>
#include <stdlib.h>

static void
on_done (ParafaFilingSender *sender, gpointer loop)
{
  g_main_loop_quit (loop);
}

static void
on_stop (ParafaFilingSender *sender, GParamSpec *pspec, gpointer loop)
{
  const GError *error = parafa_filing_sender_get_error (sender);

  g_printerr ("stopped: %d %s\n", parafa_filing_sender_get_stop (sender),
              error != NULL ? error->message : "");
  exit (3);
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  g_autoptr (ParafaHttp) http = parafa_http_new ();
  g_autoptr (ParafaArchive) archive = NULL;
  g_autoptr (ParafaFilingAccess) access = NULL;
  g_autoptr (ParafaFilings) filings = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) ca = NULL;
  g_autofree char *pem = NULL;
  g_autofree char *token = NULL;
  ParafaFilingSender *sender;
  gsize length;

  g_assert_cmpint (argc, ==, 6);
  g_assert_true (g_file_get_contents (argv[3], &pem, &length, NULL));
  g_assert_true (g_file_get_contents (argv[4], &token, NULL, NULL));
  ca = g_bytes_new (pem, length);
  g_assert_true (parafa_http_set_practice_trust (http, ca, NULL));
  parafa_archive_open_async (argv[1], NULL, parafa_test_result_callback, result);
  archive =
      parafa_archive_open_finish (parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), &error);
  g_assert_no_error (error);
  access = filing_test_access_new (argv[2], token);
  filings = parafa_filings_new (archive, http, access, clock);
  parafa_filing_caller_set_per_minute (parafa_filings_get_caller (filings), 60000);
  sender = parafa_filings_get_sender (filings);
  parafa_filing_sender_set_patience (sender, atoi (argv[5]), atoi (argv[5]), 0);
  g_signal_connect (sender, "done", G_CALLBACK (on_done), loop);
  g_signal_connect (sender, "notify::stop", G_CALLBACK (on_stop), loop);
  parafa_filing_sender_start (sender);
  printf ("started\n");
  fflush (stdout);
  g_main_loop_run (loop);
  g_object_run_dispose (G_OBJECT (filings));
  return 0;
}
