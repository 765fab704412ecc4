/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The filings are disposed of in the middle of everything they do, after one turn of the main loop, after two, and so on
 * until it was done before: each time it ends, well or cancelled, and nothing is asked of what is gone */
#include "filing-test.h"

#include <string.h>

#define MOST_TURNS 2000u

typedef struct
{
  FilingTest filing;
  ParafaFilings *filings;     /* (owned): the ones that end */
  ParafaFilingRecord *record; /* (owned) (nullable) */
  ParafaFilingDraft *draft;   /* (owned) (nullable) */
} Fixture;

typedef void (*Start) (Fixture *self, ParafaTestResult *result);
typedef gboolean (*Finish) (Fixture *self, GAsyncResult *result, GError **error);

static gboolean
take_answer (ParafaEtransportAnswer *answer)
{
  g_autoptr (ParafaEtransportAnswer) owned = answer;

  return owned != NULL;
}

static gboolean
take_record (ParafaFilingRecord *record)
{
  g_autoptr (ParafaFilingRecord) owned = record;

  return owned != NULL;
}

static void
start_list (Fixture *self, ParafaTestResult *result)
{
  parafa_filings_fetch_list_async (self->filings, "profile", PARAFA_FILING_PRACTICE,
                                   FILING_TEST_CIF, 5, NULL, parafa_test_result_callback, result);
}

static gboolean
finish_list (Fixture *self, GAsyncResult *result, GError **error)
{
  return take_answer (parafa_filings_fetch_list_finish (self->filings, result, error));
}

static void
start_info (Fixture *self, ParafaTestResult *result)
{
  parafa_filings_fetch_info_async (self->filings, "profile", PARAFA_FILING_PRACTICE,
                                   FILING_TEST_CIF, NULL, NULL, NULL, NULL,
                                   parafa_test_result_callback, result);
}

static gboolean
finish_info (Fixture *self, GAsyncResult *result, GError **error)
{
  return take_answer (parafa_filings_fetch_info_finish (self->filings, result, error));
}

static void
start_download (Fixture *self, ParafaTestResult *result)
{
  parafa_filings_download_async (self->filings, self->record, NULL, parafa_test_result_callback,
                                 result);
}

static gboolean
finish_download (Fixture *self, GAsyncResult *result, GError **error)
{
  return take_answer (parafa_filings_download_finish (self->filings, result, error));
}

static void
start_submit (Fixture *self, ParafaTestResult *result)
{
  parafa_filings_submit_async (self->filings, "profile", PARAFA_FILING_PRACTICE, FILING_TEST_CIF,
                               self->draft, TRUE, NULL, parafa_test_result_callback, result);
}

static gboolean
finish_submit (Fixture *self, GAsyncResult *result, GError **error)
{
  return take_record (parafa_filings_submit_finish (self->filings, result, error));
}

static void
start_again (Fixture *self, ParafaTestResult *result)
{
  parafa_filings_send_again_async (self->filings, self->record->id, NULL,
                                   parafa_test_result_callback, result);
}

/* it is not in doubt: refused, and that is as far as it goes */
static gboolean
finish_again (Fixture *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) state = NULL;

  if (take_record (parafa_filings_send_again_finish (self->filings, result, &state)))
    return TRUE;
  if (g_error_matches (state, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_STATE))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&state));
  return FALSE;
}

static void
make_filings (Fixture *self)
{
  self->filings = parafa_filings_new (self->filing.archive, self->filing.http, self->filing.access,
                                      self->filing.clock);
  parafa_filing_caller_set_per_minute (parafa_filings_get_caller (self->filings), 60000);
}

/* Returns: whether it was done before its filings ended */
static gboolean
end_after (Fixture *self, guint n_turns, Start start, Finish finish, gboolean *cancelled)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  gboolean before;
  gboolean well;

  make_filings (self);
  start (self, result);
  for (guint i = 0; i < n_turns && !parafa_test_result_is_ready (result); i++)
    g_main_context_iteration (NULL, TRUE);
  before = parafa_test_result_is_ready (result);
  g_object_run_dispose (G_OBJECT (self->filings));
  well = finish (self, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), &error);
  *cancelled = !well;
  if (!well && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_error ("after %u turns: %s", n_turns, error->message);
  g_assert_true (well || !before);
  g_assert_true (PARAFA_IS_ARCHIVE (parafa_filings_get_archive (self->filings)));
  parafa_test_result_reset (result);
  g_assert_finalize_object (g_steal_pointer (&self->filings));
  return before;
}

static guint
end_everywhere (Fixture *self, Start start, Finish finish)
{
  guint n_cancelled = 0;
  gboolean done = FALSE;

  for (guint n = 0; !done; n++)
    {
      gboolean cancelled;

      g_assert_cmpuint (n, <, MOST_TURNS);
      done = end_after (self, n, start, finish, &cancelled);
      n_cancelled += cancelled ? 1 : 0;
    }
  return n_cancelled;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *text = filing_test_notice (8);

  filing_test_set_up (&self->filing, NULL);
  self->record = filing_test_submit (&self->filing, 1, NULL);
  parafa_filings_start (self->filing.filings);
  filing_test_wait_state (&self->filing, self->record->id, PARAFA_FILING_OK);
  g_clear_pointer (&self->record, parafa_filing_record_unref);
  self->record = filing_test_get (&self->filing, 1);
  self->draft = filing_test_draft (text);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->record, parafa_filing_record_unref);
  g_clear_pointer (&self->draft, parafa_filing_draft_unref);
  filing_test_tear_down (&self->filing, NULL);
}

/* What came is brought into the archive, whoever ends meanwhile */
static void
test_list (Fixture *self, gconstpointer data)
{
  g_assert_cmpuint (end_everywhere (self, start_list, finish_list), >, 0);
}

static void
test_info (Fixture *self, gconstpointer data)
{
  g_assert_cmpuint (end_everywhere (self, start_info, finish_info), >, 0);
}

static void
test_download (Fixture *self, gconstpointer data)
{
  g_assert_cmpuint (end_everywhere (self, start_download, finish_download), >, 0);
}

/* It waits on the disk then, and nothing was sent */
static void
test_submit (Fixture *self, gconstpointer data)
{
  g_assert_cmpuint (end_everywhere (self, start_submit, finish_submit), ==, 0);
  g_assert_cmpuint (filing_test_count_state (&self->filing, PARAFA_FILING_QUEUED), >, 0);
  g_assert_cmpint (filing_test_count (&self->filing, "uploads"), ==, 1);
}

static void
test_send_again (Fixture *self, gconstpointer data)
{
  end_everywhere (self, start_again, finish_again);
  g_assert_cmpint (filing_test_count (&self->filing, "uploads"), ==, 1);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "/filing-dispose/list", test_list },
    { "/filing-dispose/info", test_info },
    { "/filing-dispose/download", test_download },
    { "/filing-dispose/submit", test_submit },
    { "/filing-dispose/send-again", test_send_again },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  return filing_test_run ();
}
