/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A token that the real practice server refuses with 401 in the middle of the work, and another one that comes in its
 * place: what only reads is asked again, once; what files waits again, and is filed once. */
#include "filing-test.h"

#define ENDED "ended" /* no token at all for the server, which answers 401 */
#define N_FILES 12u

static void
count_stop (ParafaFilingSender *sender, GParamSpec *property, guint *n)
{
  *n += parafa_filing_sender_get_stop (sender) != PARAFA_FILING_STOP_NONE;
}

static guint *
watch_stops (FilingTest *self)
{
  guint *n = g_new0 (guint, 1);

  g_signal_connect_data (parafa_filings_get_sender (self->filings), "notify::stop",
                         G_CALLBACK (count_stop), n, NULL, 0);
  return n;
}

static void
forget_stops (FilingTest *self, guint *n)
{
  g_signal_handlers_disconnect_by_data (parafa_filings_get_sender (self->filings), n);
  g_free (n);
}

/* All lanes are refused with the old token, none stops, and each file is there once */
static void
test_upload (FilingTest *self, gconstpointer data)
{
  guint *n_stops = watch_stops (self);
  g_autoptr (ParafaFilingRecord) first = NULL;

  filing_test_access_set_token (self->access, ENDED);
  filing_test_access_set_next (self->access, self->token);
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, i, NULL);

      if (first == NULL)
        first = g_steal_pointer (&record);
    }
  parafa_filing_sender_start (parafa_filings_get_sender (self->filings));
  filing_test_wait_done (self);
  g_assert_cmpuint (filing_test_count_state (self, PARAFA_FILING_PROCESSING), ==, N_FILES);
  g_assert_cmpuint (*n_stops, ==, 0);
  g_assert_cmpuint (filing_test_access_take_refused (self->access), >=, 1);
  g_assert_cmpint (filing_test_count (self, "taken"), ==, N_FILES);
  g_assert_cmpint (filing_test_count (self, "most"), ==, 1);
  forget_stops (self, n_stops);
}

static gboolean
is_stopped (gpointer data)
{
  FilingTest *self = data;

  return parafa_filing_sender_get_stop (parafa_filings_get_sender (self->filings)) !=
         PARAFA_FILING_STOP_NONE;
}

/* The new token is refused as well: it stops there, nothing was filed, and nobody asks on and on */
static void
test_upload_refused_again (FilingTest *self, gconstpointer data)
{
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, 1, NULL);
  ParafaFilingSender *sender = parafa_filings_get_sender (self->filings);

  filing_test_access_set_token (self->access, ENDED);
  filing_test_access_set_next (self->access, "ended-as-well");
  parafa_filing_sender_set_lanes (sender, 1);
  parafa_filing_sender_start (sender);
  parafa_test_wait_until (is_stopped, self, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (parafa_filing_sender_get_stop (sender), ==, PARAFA_FILING_STOP_UNAUTHORIZED);
  filing_test_wait_state (self, record->id, PARAFA_FILING_QUEUED);
  g_assert_cmpuint (filing_test_access_take_refused (self->access), ==, 2);
  g_assert_cmpint (filing_test_count (self, "taken"), ==, 0);

  filing_test_access_set_token (self->access, self->token);
  parafa_filing_sender_resume (sender);
  filing_test_wait_state (self, record->id, PARAFA_FILING_PROCESSING);
  g_assert_cmpint (filing_test_count (self, "taken"), ==, 1);
}

/* A renewal that fails stops it with its reason, and the file waits */
static void
test_upload_no_other (FilingTest *self, gconstpointer data)
{
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, 1, NULL);
  ParafaFilingSender *sender = parafa_filings_get_sender (self->filings);

  filing_test_access_set_token (self->access, ENDED);
  filing_test_access_set_next (self->access, "");
  parafa_filing_sender_start (sender);
  parafa_test_wait_until (is_stopped, self, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (parafa_filing_sender_get_stop (sender), ==, PARAFA_FILING_STOP_ACCESS);
  filing_test_wait_state (self, record->id, PARAFA_FILING_QUEUED);
  g_assert_cmpint (filing_test_count (self, "taken"), ==, 0);
}

/* The state is asked again at once, not after the pause for those without a token */
static void
test_state (FilingTest *self, gconstpointer data)
{
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, 1, NULL);
  g_autoptr (ParafaFilingRecord) after = NULL;

  parafa_filing_sender_start (parafa_filings_get_sender (self->filings));
  filing_test_wait_state (self, record->id, PARAFA_FILING_PROCESSING);
  filing_test_access_set_token (self->access, ENDED);
  filing_test_access_set_next (self->access, self->token);
  parafa_filings_start (self->filings);
  filing_test_wait_state (self, record->id, PARAFA_FILING_OK);
  after = filing_test_get (self, record->id);
  g_assert_cmpstr (after->problem, ==, NULL);
  g_assert_cmpuint (filing_test_access_take_refused (self->access), ==, 1);
}

/* What is in doubt is settled by the list that the new token is shown */
static void
test_settle (FilingTest *self, gconstpointer data)
{
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, 1, NULL);
  ParafaFilingSender *sender = parafa_filings_get_sender (self->filings);
  guint *n_stops = watch_stops (self);

  sim_server_fail (self->server, "upload", "reset_after");
  parafa_filing_sender_start (sender);
  filing_test_wait_state (self, record->id, PARAFA_FILING_UNKNOWN);
  filing_test_access_set_token (self->access, ENDED);
  filing_test_access_set_next (self->access, self->token);
  filing_test_wait_state (self, record->id, PARAFA_FILING_PROCESSING);
  g_assert_cmpuint (*n_stops, ==, 0);
  g_assert_cmpuint (filing_test_access_take_refused (self->access), ==, 1);
  g_assert_cmpint (filing_test_count (self, "taken"), ==, 1);
  forget_stops (self, n_stops);
}

/* -- what a person asks for -- */

typedef enum
{
  LIST,
  INFO,
  DOWNLOAD,
  N_CALLS,
} Call;

static ParafaEtransportOutcome
call (FilingTest *self, Call what, ParafaFilingRecord *record)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaEtransportAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  if (what == LIST)
    parafa_filings_fetch_list_async (self->filings, "profile", PARAFA_FILING_PRACTICE,
                                     FILING_TEST_CIF, 5, NULL, parafa_test_result_callback, result);
  else if (what == INFO)
    parafa_filings_fetch_info_async (self->filings, "profile", PARAFA_FILING_PRACTICE,
                                     FILING_TEST_CIF, NULL, record->uit, NULL, NULL,
                                     parafa_test_result_callback, result);
  else
    parafa_filings_download_async (self->filings, record, NULL, parafa_test_result_callback,
                                   result);
  /* the three finish alike */
  answer = parafa_filings_fetch_list_finish (self->filings,
                                             parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                             &error);
  g_assert_no_error (error);
  return answer->outcome;
}

static ParafaFilingRecord *
file_one (FilingTest *self)
{
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, 1, NULL);

  sim_server_do (self->server, "{\"do\":\"etransport\",\"download\":true}");
  parafa_filings_start (self->filings);
  filing_test_wait_state (self, record->id, PARAFA_FILING_OK);
  return filing_test_get (self, record->id);
}

static void
test_reads (FilingTest *self, gconstpointer data)
{
  static const struct
  {
    const char *next; /* NULL: the good one */
    ParafaEtransportOutcome outcome;
    guint n_refused;
  } cases[] = {
    { NULL, PARAFA_ETRANSPORT_DONE, 1 },
    { ENDED, PARAFA_ETRANSPORT_UNAUTHORIZED, 1 },           /* there is no other */
    { "ended-as-well", PARAFA_ETRANSPORT_UNAUTHORIZED, 1 }, /* once more, and not again */
    { "", PARAFA_ETRANSPORT_UNAUTHORIZED, 1 }, /* the refusal, not why there is no other */
  };
  g_autoptr (ParafaFilingRecord) record = file_one (self);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (Call what = LIST; what < N_CALLS; what++)
      {
        filing_test_access_set_token (self->access, ENDED);
        filing_test_access_set_next (self->access,
                                     cases[i].next != NULL ? cases[i].next : self->token);
        g_test_message ("%s, call %d", cases[i].next, what);
        g_assert_cmpint (call (self, what, record), ==, cases[i].outcome);
        g_assert_cmpuint (filing_test_access_take_refused (self->access), ==, cases[i].n_refused);
      }
}

int
main (int argc, char **argv)
{
  static const FilingTestCase cases[] = {
    { "/filing-refusal/upload", test_upload },
    { "/filing-refusal/upload-refused-again", test_upload_refused_again },
    { "/filing-refusal/upload-no-other", test_upload_no_other },
    { "/filing-refusal/state", test_state },
    { "/filing-refusal/settle", test_settle },
    { "/filing-refusal/reads", test_reads },
  };

  return filing_test_run_cases (argc, argv, cases, G_N_ELEMENTS (cases));
}
