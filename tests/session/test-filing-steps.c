/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "filing-test.h"

/* What is filed to a UIT has no entry of its own in ANAF's list: when its answer is lost, the notification's entry tells
 * whether it came, or a person is asked. It is never sent twice. */

#define OPEN "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000'>"

typedef enum
{
  ENDS_FOUND,  /* the list shows it */
  ENDS_UNSURE, /* the list cannot tell */
} End;

static const struct
{
  const char *what;
  const char *element; /* NULL: the notice, corrected */
  End end;
} steps[] = {
  { "confirmation", "<confirmare uit='{uit}' tipConfirmare='10'/>", ENDS_FOUND },
  { "vehicle",
    "<modifVehicul uit='{uit}' nrVehicul='CJ77QRM' dataModificare='2026-11-24T08:30:00'/>",
    ENDS_FOUND },
  { "deletion", "<stergere uit='{uit}'/>", ENDS_UNSURE },
  { "correction", NULL, ENDS_UNSURE },
};

static char *
make_about (const char *element, const char *uit)
{
  GString *text = g_string_new (OPEN);

  g_string_append (text, element);
  g_string_append (text, "</eTransport>");
  g_string_replace (text, "{uit}", uit, 1);
  return g_string_free (text, FALSE);
}

static char *
make_step (guint number, const char *uit)
{
  g_autofree char *notice = NULL;
  GString *text;

  if (steps[number].element != NULL)
    return make_about (steps[number].element, uit);
  notice = filing_test_notice (number);
  text = g_string_new (notice);
  g_string_replace (text, "<bunuriTransportate", "<corectie uit='{uit}'/><bunuriTransportate", 1);
  g_string_replace (text, "greutateBruta='1000'", "greutateBruta='1234'", 1);
  g_string_replace (text, "{uit}", uit, 1);
  return g_string_free (text, FALSE);
}

static ParafaFilingRecord *
submit (FilingTest *self, const char *text)
{
  g_autoptr (ParafaFilingDraft) draft = filing_test_draft (text);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  ParafaFilingRecord *record;

  parafa_filings_submit_async (self->filings, "profile", PARAFA_FILING_PRACTICE, FILING_TEST_CIF,
                               draft, FALSE, NULL, parafa_test_result_callback, result);
  record =
      parafa_filings_submit_finish (self->filings,
                                    parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), &error);
  g_assert_no_error (error);
  return record;
}

/* Notices that are in order, one for each step; their UITs */
static GStrv
file_notices (FilingTest *self, guint n_notices)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gint64 ids[G_N_ELEMENTS (steps)];

  for (guint i = 0; i < n_notices; i++)
    {
      g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, i, NULL);

      ids[i] = record->id;
    }
  parafa_filings_start (self->filings);
  for (guint i = 0; i < n_notices; i++)
    {
      g_autoptr (ParafaFilingRecord) after = NULL;

      filing_test_wait_state (self, ids[i], PARAFA_FILING_OK);
      after = filing_test_get (self, ids[i]);
      g_strv_builder_add (builder, after->uit);
    }
  filing_test_wait_done (self);
  return g_strv_builder_end (builder);
}

/* One step to each of the notices, while the uploads fail in this way */
static void
file_steps (FilingTest *self, const char *how, gint64 *ids)
{
  g_auto (GStrv) uits = file_notices (self, G_N_ELEMENTS (steps));
  g_autofree char *line =
      g_strdup_printf ("{\"do\":\"fail\",\"at\":\"upload\",\"how\":\"%s\",\"times\":%u}", how,
                       (guint) G_N_ELEMENTS (steps));

  sim_server_do (self->server, line);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *text = make_step (i, uits[i]);
      g_autoptr (ParafaFilingRecord) record = submit (self, text);

      ids[i] = record->id;
    }
  self->n_done = 0;
  parafa_filings_start (self->filings);
}

typedef struct
{
  FilingTest *test;
  gint64 id;
} Wait;

static gboolean
is_unsure (gpointer data)
{
  const Wait *wait = data;
  g_autoptr (ParafaFilingRecord) record = filing_test_get (wait->test, wait->id);

  return record->state == PARAFA_FILING_UNKNOWN && g_strcmp0 (record->problem, "unsure") == 0;
}

/* Each is at its end; each was sent once, and taken in once */
static void
assert_ends (FilingTest *self, const gint64 *ids)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      Wait wait = { self, ids[i] };

      g_test_message ("%s", steps[i].what);
      if (steps[i].end == ENDS_FOUND)
        filing_test_wait_state (self, ids[i], PARAFA_FILING_OK);
      else
        parafa_test_wait_until (is_unsure, &wait, PARAFA_TEST_LIMIT_MS);
    }
  g_assert_cmpint (filing_test_count (self, "uploads"), ==, 2 * G_N_ELEMENTS (steps));
  g_assert_cmpint (filing_test_count (self, "taken"), ==, 2 * G_N_ELEMENTS (steps));
  g_assert_cmpint (filing_test_count (self, "most"), ==, 1);
}

static void
read_list (FilingTest *self)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaEtransportAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  parafa_filings_fetch_list_async (self->filings, "profile", PARAFA_FILING_PRACTICE,
                                   FILING_TEST_CIF, 60, NULL, parafa_test_result_callback, result);
  answer = parafa_filings_fetch_list_finish (self->filings,
                                             parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                             &error);
  g_assert_no_error (error);
}

/* The answers are lost after the steps were taken in; then somebody reads the list, and the program starts again */
static void
test_lost (FilingTest *self, gconstpointer data)
{
  gint64 ids[G_N_ELEMENTS (steps)];

  file_steps (self, "reset_after", ids);
  assert_ends (self, ids);
  read_list (self);
  assert_ends (self, ids);
  filing_test_restart (self);
  self->n_done = 0;
  parafa_filings_start (self->filings);
  filing_test_wait_done (self);
  assert_ends (self, ids);
}

/* They did not come: the notifications stand there as they were, which proves it, and only then are they sent again */
static void
test_never_came (FilingTest *self, gconstpointer data)
{
  gint64 ids[G_N_ELEMENTS (steps)];

  file_steps (self, "reset", ids);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    filing_test_wait_state (self, ids[i], PARAFA_FILING_OK);
  g_assert_cmpint (filing_test_count (self, "taken"), ==, 2 * G_N_ELEMENTS (steps));
  g_assert_cmpint (filing_test_count (self, "most"), ==, 1);
}

/* Two confirmations, both without an answer: only the second shows, and nobody can tell of the first */
static void
test_two_confirmations (FilingTest *self, gconstpointer data)
{
  g_auto (GStrv) uits = file_notices (self, 1);
  g_autofree char *first = make_step (0, uits[0]);
  g_autofree char *second = make_about ("<confirmare uit='{uit}' tipConfirmare='20'/>", uits[0]);
  g_autoptr (ParafaFilingRecord) one = submit (self, first);
  g_autoptr (ParafaFilingRecord) other = NULL;
  Wait wait = { self, one->id };

  parafa_filing_sender_set_lanes (parafa_filings_get_sender (self->filings), 1);
  sim_server_do (self->server,
                 "{\"do\":\"fail\",\"at\":\"upload\",\"how\":\"500_after\",\"times\":2}");
  other = submit (self, second);
  parafa_filings_start (self->filings);
  filing_test_wait_state (self, other->id, PARAFA_FILING_OK);
  parafa_test_wait_until (is_unsure, &wait, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (filing_test_count (self, "uploads"), ==, 3);
  g_assert_cmpint (filing_test_count (self, "taken"), ==, 3);
  g_assert_cmpint (filing_test_count (self, "most"), ==, 1);
}

int
main (int argc, char **argv)
{
  static const FilingTestCase cases[] = {
    { "/filing-steps/lost", test_lost },
    { "/filing-steps/never-came", test_never_came },
    { "/filing-steps/two-confirmations", test_two_confirmations },
  };

  return filing_test_run_cases (argc, argv, cases, G_N_ELEMENTS (cases));
}
