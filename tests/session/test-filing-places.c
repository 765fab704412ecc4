/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A filing goes to the server, the system and the company that it was confirmed for, whatever is chosen when it goes */
#include "filing-test.h"

#include "declarations.h"

#include <string.h>

#define OTHER_PROFILE "other"

static const char *const profiles[] = { "profile", OTHER_PROFILE };
static const ParafaFilingSystem systems[] = { PARAFA_FILING_TEST, PARAFA_FILING_PRODUCTION };
static const char *const companies[] = { FILING_TEST_CIF, "8000000018" };

#define N_PLACES (G_N_ELEMENTS (profiles) * G_N_ELEMENTS (systems) * G_N_ELEMENTS (companies))

typedef struct
{
  const char *profile;
  ParafaFilingSystem system;
  const char *cif;
} Place;

static Place
get_place (guint number)
{
  return (Place){ profiles[number % 2], systems[number / 2 % 2], companies[number / 4 % 2] };
}

static char *
get_reference (guint number)
{
  return g_strdup_printf ("P-%u", number);
}

static void
set_limits (SimServer *server)
{
  sim_server_do (server, "{\"do\":\"forget\"}");
  sim_server_do (server, "{\"do\":\"etransport\",\"per_minute\":100000,\"processing_s\":0}");
}

/* Both servers are trusted: it is not the certificate that keeps the filings apart */
static void
trust_both (FilingTest *self, SimServer *other)
{
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autofree char *all = NULL;
  g_autoptr (GBytes) ca = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (self->server->ca, &one, NULL, NULL));
  g_assert_true (g_file_get_contents (other->ca, &two, NULL, NULL));
  all = g_strconcat (one, two, NULL);
  ca = g_bytes_new (all, strlen (all));
  parafa_http_set_practice_trust (self->http, ca, &error);
  g_assert_no_error (error);
}

static void
add_other (FilingTest *self, SimServer *other)
{
  g_autofree char *line =
      g_strdup_printf ("{\"do\":\"grant\",\"client_id\":\"%s\"}", other->client_id);
  g_autofree char *uri = g_strdup_printf ("https://api.localhost:%u", other->api_port);
  g_autoptr (JsonObject) grant = sim_server_say (other, line);

  set_limits (other);
  trust_both (self, other);
  filing_test_access_set_other (self->access, OTHER_PROFILE, uri,
                                json_object_get_string_member (grant, "access_token"));
}

static void
submit (FilingTest *self, guint number, const Place place)
{
  g_autofree char *reference = get_reference (number);
  g_autofree char *root =
      g_strdup_printf ("codDeclarant='%s' refDeclarant='%s'", place.cif, reference);
  const char *parts[] = { "{root}", root, NULL };
  g_autofree char *text = parafa_test_notice ("30", parts);
  g_autoptr (ParafaFilingDraft) draft = filing_test_draft (text);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaFilingRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  parafa_filings_submit_async (self->filings, place.profile, place.system, place.cif, draft, FALSE,
                               NULL, parafa_test_result_callback, result);
  record =
      parafa_filings_submit_finish (self->filings,
                                    parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), &error);
  g_assert_no_error (error);
}

/* ANAF has one row of indexes in a system. The servers count from the same number, so the second one is a few ahead, with
 * filings of a third company, in a third system. */
static void
move_indexes (FilingTest *self)
{
  const Place ahead = { OTHER_PROFILE, PARAFA_FILING_PRACTICE, "8000000026" };

  for (guint i = 0; i < N_PLACES; i++)
    submit (self, N_PLACES + i, ahead);
  parafa_filing_sender_start (parafa_filings_get_sender (self->filings));
  filing_test_wait_done (self);
}

/* What one place has: the one filing that was meant for it */
static void
assert_place (FilingTest *self, guint number)
{
  Place place = get_place (number);
  g_autofree char *reference = get_reference (number);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaEtransportAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  const ParafaEtransportRecord *record;

  parafa_filings_fetch_list_async (self->filings, place.profile, place.system, place.cif, 60, NULL,
                                   parafa_test_result_callback, result);
  answer = parafa_filings_fetch_list_finish (self->filings,
                                             parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                             &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->records->len, ==, 1);
  record = answer->records->pdata[0];
  g_assert_cmpstr (record->ref_decl, ==, reference);
  g_assert_cmpstr (record->cod_decl, ==, place.cif);
}

static gint64
count (SimServer *server, const char *name)
{
  g_autoptr (JsonObject) answer = sim_server_say (server, "{\"do\":\"filings\"}");

  return json_object_get_int_member (answer, name);
}

static void
assert_counts (FilingTest *self, SimServer *other, gint64 n_uploads)
{
  g_assert_cmpint (count (self->server, "uploads"), ==, n_uploads);
  g_assert_cmpint (count (self->server, "taken"), ==, n_uploads);
  g_assert_cmpint (count (other, "uploads"), ==, N_PLACES + n_uploads);
  g_assert_cmpint (count (other, "taken"), ==, N_PLACES + n_uploads);
}

/* Two servers, two systems, two companies: what waits while the program starts again goes where it was meant to go, also
 * when an answer is lost and the lists have to tell */
static void
run_places (FilingTest *self, const char *how)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (SimServer) other = sim_server_new (dir, NULL);

  add_other (self, other);
  move_indexes (self);
  filing_test_restart (self);
  for (guint i = 0; i < N_PLACES; i++)
    submit (self, i, get_place (i));
  filing_test_restart (self);
  assert_counts (self, other, 0);
  if (how != NULL)
    {
      sim_server_fail (self->server, "upload", how);
      sim_server_fail (other, "upload", how);
    }
  self->n_done = 0;
  parafa_filing_sender_start (parafa_filings_get_sender (self->filings));
  filing_test_wait_done (self);
  g_assert_cmpuint (filing_test_count_state (self, PARAFA_FILING_PROCESSING), ==, 2 * N_PLACES);
  assert_counts (self, other, N_PLACES / 2);
  for (guint i = 0; i < N_PLACES; i++)
    assert_place (self, i);
}

static void
test_each (FilingTest *self, gconstpointer data)
{
  run_places (self, NULL);
}

static void
test_lost_answer (FilingTest *self, gconstpointer data)
{
  run_places (self, "reset_after");
}

static gboolean
is_stopped (gpointer data)
{
  return parafa_filing_sender_get_stop (data) != PARAFA_FILING_STOP_NONE;
}

/* The profile that it was confirmed for is no more: it waits, the reason is said, and no server hears of it, although
 * another profile has a token */
static void
test_profile_gone (FilingTest *self, gconstpointer data)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (SimServer) other = sim_server_new (dir, NULL);
  ParafaFilingSender *sender;
  gint64 n_requests[2];

  add_other (self, other);
  submit (self, 0, get_place (0));
  filing_test_access_set_token (self->access, NULL);
  filing_test_restart (self);
  sender = parafa_filings_get_sender (self->filings);
  n_requests[0] = count (self->server, "requests");
  n_requests[1] = count (other, "requests");
  parafa_filing_sender_start (sender);
  parafa_test_wait_until (is_stopped, sender, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (parafa_filing_sender_get_stop (sender), ==, PARAFA_FILING_STOP_ACCESS);
  g_assert_error (parafa_filing_sender_get_error (sender), PARAFA_SESSION_ERROR,
                  PARAFA_SESSION_ERROR_NO_PAIR);
  g_assert_cmpuint (filing_test_count_state (self, PARAFA_FILING_QUEUED), ==, 1);
  g_assert_cmpint (count (self->server, "requests"), ==, n_requests[0]);
  g_assert_cmpint (count (other, "requests"), ==, n_requests[1]);
}

int
main (int argc, char **argv)
{
  static const FilingTestCase cases[] = {
    { "/filing-places/each", test_each },
    { "/filing-places/lost-answer", test_lost_answer },
    { "/filing-places/profile-gone", test_profile_gone },
  };

  return filing_test_run_cases (argc, argv, cases, G_N_ELEMENTS (cases));
}
