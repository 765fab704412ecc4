/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* 2 000 uploads against the practice server: requests a minute against ANAF's limit, which is never passed. */
#include "filing-test.h"

#include <stdio.h>
#include <stdlib.h>

#define UPLOADS 2000u
#define LIMIT 1000

static gboolean
is_done (gpointer data)
{
  return ((FilingTest *) data)->n_done > 0;
}

int
main (int argc, char **argv)
{
  FilingTest test = { 0 };
  guint n = argc > 1 ? (guint) atoi (argv[1]) : UPLOADS;
  g_autoptr (JsonObject) counts = NULL;
  gint64 start_us, busiest;
  double minutes, rate;
  gboolean good;

  filing_test_set_up (&test, NULL);
  sim_server_do (test.server, "{\"do\":\"etransport\",\"per_minute\":1000}");
  parafa_filing_caller_set_per_minute (parafa_filings_get_caller (test.filings), LIMIT);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ParafaFilingRecord) record = filing_test_submit (&test, i, NULL);

      g_assert_nonnull (record);
    }
  start_us = g_get_monotonic_time ();
  parafa_filing_sender_start (parafa_filings_get_sender (test.filings));
  parafa_test_wait_until (is_done, &test, 20 * PARAFA_TEST_LIMIT_MS);
  minutes = (double) (g_get_monotonic_time () - start_us) / (60 * G_USEC_PER_SEC);
  counts = sim_server_say (test.server, "{\"do\":\"filings\"}");
  busiest = json_object_get_int_member (counts, "busiest_minute");
  rate = n / minutes;
  good = json_object_get_int_member (counts, "taken") == n &&
         json_object_get_int_member (counts, "most") == 1 &&
         json_object_get_int_member (counts, "refused") == 0 && busiest <= LIMIT &&
         rate >= 0.98 * LIMIT;
  printf ("queue of %u uploads: %.0f a minute, %.1f %% of the limit (at least 98), busiest minute "
          "%d (at most "
          "%d), each filed %s\n",
          n, rate, 100 * rate / LIMIT, (int) busiest, LIMIT, good ? "once" : "NOT AS IT SHOULD");
  filing_test_tear_down (&test, NULL);
  return good ? 0 : 1;
}
