/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "filing-test.h"

/* What may make a filing in doubt look absent at ANAF when it is not, and what never ends */

static char *
get_problem (FilingTest *self, gint64 id)
{
  g_autoptr (ParafaFilingRecord) record = filing_test_get (self, id);

  g_assert_cmpint (record->state, ==, PARAFA_FILING_UNKNOWN);
  return g_strdup (record->problem);
}

static void
set_clock (FilingTest *self, ParafaClock *clock)
{
  filing_test_close (self);
  parafa_clock_unref (self->clock);
  self->clock = clock;
  filing_test_open (self);
}

static void
start (FilingTest *self, const char *how)
{
  sim_server_fail (self->server, "upload", how);
  parafa_filing_sender_start (parafa_filings_get_sender (self->filings));
}

/* This machine's clock is hours ahead of ANAF's, the answer is lost: the entry looks older than the sending, and a person is
 * asked; it is not sent again */
static void
test_clock_ahead (FilingTest *self, gconstpointer data)
{
  gint64 ahead_s = g_get_real_time () / G_USEC_PER_SEC + 3 * 3600;
  g_autoptr (ParafaFilingRecord) record = NULL;
  g_autofree char *problem = NULL;

  set_clock (self, parafa_clock_new_fixed (ahead_s));
  record = filing_test_submit (self, 2, NULL);
  start (self, "reset_after");
  filing_test_wait_state (self, record->id, PARAFA_FILING_UNKNOWN);
  parafa_clock_set_now (self->clock, ahead_s + 10);
  filing_test_wait_done (self);
  problem = get_problem (self, record->id);
  g_assert_cmpstr (problem, ==, "unsure");
  g_assert_cmpint (filing_test_count (self, "taken"), ==, 1);
}

/* The clock was ahead when the program was killed, and is right when it starts again: it does not wait for hours */
static void
test_clock_set_back (FilingTest *self, gconstpointer data)
{
  g_autoptr (ParafaFilingRecord) record = NULL;
  g_autoptr (ParafaFilingRecord) left = NULL;
  gint64 ahead_s = g_get_real_time () / G_USEC_PER_SEC + 3 * 3600;
  ParafaFilingChange *change = parafa_filing_change_new (0, PARAFA_FILING_SENDING, ahead_s);

  change->sent_at = ahead_s;
  record = filing_test_submit (self, 2, NULL);
  left = archive_test_change (self->archive, record->id, change, NULL);
  filing_test_restart (self);
  parafa_filing_sender_start (parafa_filings_get_sender (self->filings));
  filing_test_wait_state (self, record->id, PARAFA_FILING_PROCESSING);
  g_assert_cmpint (filing_test_count (self, "taken"), ==, 1);
}

typedef struct
{
  FilingTest *test;
  gint64 id;
  gint64 at;
} Absence;

static gboolean
is_absent (gpointer data)
{
  Absence *self = data;
  g_autoptr (ParafaFilingRecord) record = filing_test_get (self->test, self->id);

  return record->absent_at == self->at;
}

/* What is not listed may only be late: it is not sent again before the time that makes sure */
static void
test_listed_late (FilingTest *self, gconstpointer data)
{
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  ParafaFilingSender *sender;
  g_autoptr (ParafaFilingRecord) record = NULL;

  set_clock (self, parafa_clock_new_fixed (now_s));
  sender = parafa_filings_get_sender (self->filings);
  parafa_filing_sender_set_patience (sender, 1, 1, 600);
  record = filing_test_submit (self, 2, NULL);
  start (self, "reset");
  filing_test_wait_state (self, record->id, PARAFA_FILING_UNKNOWN);
  for (guint i = 1; i <= 3; i++)
    {
      Absence absence = { self, record->id, now_s + 100 * i };

      parafa_clock_set_now (self->clock, absence.at);
      parafa_test_wait_until (is_absent, &absence, PARAFA_TEST_LIMIT_MS);
    }
  filing_test_wait_state (self, record->id, PARAFA_FILING_UNKNOWN);
  g_assert_cmpint (filing_test_count (self, "taken"), ==, 0);
  parafa_clock_set_now (self->clock, now_s + 700);
  filing_test_wait_state (self, record->id, PARAFA_FILING_PROCESSING);
  g_assert_cmpint (filing_test_count (self, "taken"), ==, 1);
}

/* A file that breaks the server each time ends as a question to a person, not as a loop */
static void
test_breaks_server (FilingTest *self, gconstpointer data)
{
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, 2, NULL);
  g_autofree char *problem = NULL;
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaFilingRecord) again = NULL;

  sim_server_do (self->server, "{\"do\":\"fail\",\"at\":\"upload\",\"how\":\"500\",\"times\":3}");
  parafa_filing_sender_start (parafa_filings_get_sender (self->filings));
  filing_test_wait_done (self);
  problem = get_problem (self, record->id);
  g_assert_cmpstr (problem, ==, "unsure");
  g_assert_cmpint (filing_test_count (self, "taken"), ==, 0);

  parafa_filings_send_again_async (self->filings, record->id, NULL, parafa_test_result_callback,
                                   result);
  again = parafa_filings_send_again_finish (self->filings,
                                            parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                            NULL);
  g_assert_nonnull (again);
  filing_test_wait_state (self, record->id, PARAFA_FILING_PROCESSING);
  g_assert_cmpint (filing_test_count (self, "taken"), ==, 1);
}

static gboolean
is_due (gpointer data)
{
  return g_get_real_time () / G_USEC_PER_SEC > *(gint64 *) data;
}

/* The list of one company does not come: what waits is sent all the same, and the one in doubt is not sent again */
static void
test_list_fails (FilingTest *self, gconstpointer data)
{
  static const char *const hows[] = { "reset", "truncate", "500", "html200" };
  ParafaFilingSender *sender = parafa_filings_get_sender (self->filings);
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, 2, NULL);
  gint64 due_s;

  start (self, "500_after");
  filing_test_wait_state (self, record->id, PARAFA_FILING_UNKNOWN);
  parafa_filing_sender_pause (sender);
  due_s = g_get_real_time () / G_USEC_PER_SEC + 1;
  parafa_test_wait_until (is_due, &due_s, PARAFA_TEST_LIMIT_MS);
  for (guint i = 0; i < G_N_ELEMENTS (hows); i++)
    {
      g_autoptr (ParafaFilingRecord) other = filing_test_submit (self, 10 + i, NULL);

      g_autofree char *line =
          g_strdup_printf ("{\"do\":\"fail\",\"at\":\"list\",\"how\":\"%s\",\"times\":9}", hows[i]);

      g_test_message ("%s", hows[i]);
      sim_server_do (self->server, line);
      filing_test_restart (self);
      sender = parafa_filings_get_sender (self->filings);
      parafa_filing_sender_start (sender);
      filing_test_wait_state (self, other->id, PARAFA_FILING_PROCESSING);
      g_assert_cmpint (parafa_filing_sender_get_stop (sender), ==, PARAFA_FILING_STOP_NONE);
      filing_test_wait_state (self, record->id, PARAFA_FILING_UNKNOWN);
      sim_server_do (self->server, "{\"do\":\"clear\"}");
    }
  filing_test_restart (self);
  parafa_filing_sender_start (parafa_filings_get_sender (self->filings));
  filing_test_wait_state (self, record->id, PARAFA_FILING_PROCESSING);
  g_assert_cmpint (filing_test_count (self, "taken"), ==, 1 + (gint64) G_N_ELEMENTS (hows));
}

int
main (int argc, char **argv)
{
  static const FilingTestCase cases[] = {
    { "/filing-doubt/clock-ahead", test_clock_ahead },
    { "/filing-doubt/clock-set-back", test_clock_set_back },
    { "/filing-doubt/listed-late", test_listed_late },
    { "/filing-doubt/list-fails", test_list_fails },
    { "/filing-doubt/breaks-server", test_breaks_server },
  };

  return filing_test_run_cases (argc, argv, cases, G_N_ELEMENTS (cases));
}
