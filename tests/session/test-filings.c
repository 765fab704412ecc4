/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* From a file to a UIT, against the real practice server, with everything that can go wrong on the way */
#include "filing-test.h"

#include <sqlite3.h>
#include <string.h>

static void
fail (FilingTest *self, const char *at, const char *how)
{
  sim_server_fail (self->server, at, how);
}

/* Waits, is sent, is processed, and only then has a UIT that counts */
static void
test_to_uit (FilingTest *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, 1, &error);
  g_autoptr (ParafaFilingRecord) after = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (record->state, ==, PARAFA_FILING_QUEUED);
  g_assert_cmpint (filing_test_count (self, "uploads"), ==, 0);
  parafa_filings_start (self->filings);
  filing_test_wait_state (self, record->id, PARAFA_FILING_OK);
  after = filing_test_get (self, record->id);
  g_assert_cmpuint (strlen (after->uit), ==, 16);
  g_assert_nonnull (after->index);
  g_assert_cmpint (after->valid_until - after->valid_from, ==, 5 * 86400);
  g_assert_cmpuint (self->n_settled, ==, 1);
  g_assert_cmpint (filing_test_count (self, "taken"), ==, 1);
}

static void
test_nok (FilingTest *self, gconstpointer data)
{
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, 1, NULL);
  g_autoptr (ParafaFilingRecord) after = NULL;

  fail (self, "state", "nok");
  parafa_filings_start (self->filings);
  filing_test_wait_state (self, record->id, PARAFA_FILING_NOK);
  after = filing_test_get (self, record->id);
  g_assert_cmpstr (after->message, ==, "UIT-ul nu poate fi identificat.");
  g_assert_cmpstr (after->problem, ==, "nok");
}

static void
test_refused (FilingTest *self, gconstpointer data)
{
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, 1, NULL);
  g_autoptr (ParafaFilingRecord) after = NULL;

  sim_server_do (self->server, "{\"do\":\"etransport\",\"rights\":[\"21\"]}");
  parafa_filings_start (self->filings);
  filing_test_wait_state (self, record->id, PARAFA_FILING_REFUSED);
  after = filing_test_get (self, record->id);
  g_assert_cmpstr (after->message, ==, "Nu aveti drept in SPV pentru CIF=8000000000");
  filing_test_wait_done (self);
  g_assert_cmpuint (self->n_settled, ==, 1);
}

static void
test_same_file (FilingTest *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, 1, &error);
  g_autoptr (ParafaFilingRecord) again = filing_test_submit (self, 1, &error);

  g_assert_null (again);
  g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_SAME);
  g_assert_cmpint (g_ascii_strtoll (error->message, NULL, 10), ==, record->id);
}

/* As another program would save it: every one of these is the first one again */
static void
test_same_content (FilingTest *self, gconstpointer data)
{
  static const char *const otherwise[][2] = {
    { "><", ">\r\n  <" },
    { "'", "\"" },
    { "ă", "&#259;" },
    { "<eTransport", "\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?><!-- x --><eTransport" },
    { " codTaraOrgTransport='RO' codOrgTransport='8000000000'",
      "\n codOrgTransport='8000000000'\n codTaraOrgTransport='RO'" },
  };
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, 1, NULL);
  g_autofree char *text = filing_test_notice (1);

  g_assert_cmpuint (strlen (record->content), ==, 64);
  for (guint i = 0; i < G_N_ELEMENTS (otherwise); i++)
    {
      g_autoptr (GString) changed = g_string_new (text);
      g_autoptr (ParafaFilingDraft) draft = NULL;
      g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (g_string_replace (changed, otherwise[i][0], otherwise[i][1], 0), >, 0);
      draft = filing_test_draft (changed->str);
      g_assert_cmpstr (draft->hash, !=, record->hash);
      parafa_filings_submit_async (self->filings, "profile", PARAFA_FILING_PRACTICE,
                                   FILING_TEST_CIF, draft, FALSE, NULL, parafa_test_result_callback,
                                   result);
      g_assert_null (
          parafa_filings_submit_finish (self->filings,
                                        parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                        &error));
      g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_SAME);
      g_assert_cmpint (g_ascii_strtoll (error->message, NULL, 10), ==, record->id);
    }
}

/* An older version kept the file, and not yet what it says */
static void
test_same_content_older (FilingTest *self, gconstpointer data)
{
  g_autofree char *text = filing_test_notice (1);
  g_autoptr (GString) changed = g_string_new (text);
  g_autoptr (ParafaFilingDraft) draft = NULL;
  g_autoptr (ParafaFilingRecord) older = NULL;
  g_autoptr (ParafaFilingRecord) kept = NULL;
  g_autoptr (ParafaFilingRecord) again = NULL;
  g_autoptr (ParafaFilingRecord) other = NULL;
  g_autoptr (GError) error = NULL;

  g_string_replace (changed, "><", ">\n<", 0);
  draft = filing_test_draft (changed->str);
  older =
      parafa_filing_draft_to_record (draft, "profile", PARAFA_FILING_PRACTICE, FILING_TEST_CIF, 5);
  g_clear_pointer (&older->content, g_free);
  kept = archive_test_add (self->archive, older, changed->str, FALSE, &error);
  g_assert_no_error (error);
  again = filing_test_submit (self, 1, &error);
  g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_SAME);
  g_assert_cmpint (g_ascii_strtoll (error->message, NULL, 10), ==, kept->id);
  g_clear_error (&error);
  other = filing_test_submit (self, 3, &error);
  g_assert_no_error (error);
}

static void
test_not_valid (FilingTest *self, gconstpointer data)
{
  g_autoptr (ParafaFilingDraft) draft = filing_test_draft ("<eTransport/>");
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  parafa_filings_submit_async (self->filings, "profile", PARAFA_FILING_PRACTICE, FILING_TEST_CIF,
                               draft, FALSE, NULL, parafa_test_result_callback, result);
  g_assert_null (
      parafa_filings_submit_finish (self->filings,
                                    parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                    &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* Whatever happens to the answer, the declaration is there once. First those that were taken in, then those that
 * were not. */
static void
test_lost_answers (FilingTest *self, gconstpointer data)
{
  static const char *const hows[] = {
    "reset_after", "truncate", "500_after", "reset",       "500",
    "html200",     "204",      "garbage",   "maintenance",
  };

  ParafaFilingSender *sender = parafa_filings_get_sender (self->filings);

  parafa_filing_sender_set_patience (sender, 4, 1, 0);
  for (guint i = 0; i < G_N_ELEMENTS (hows); i++)
    {
      g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, i, NULL);

      g_test_message ("%s", hows[i]);
      fail (self, "upload", hows[i]);
      parafa_filing_sender_start (sender);
      filing_test_wait_state (self, record->id, PARAFA_FILING_UNKNOWN);
    }
  g_assert_cmpint (filing_test_count (self, "taken"), ==, 3);
  filing_test_wait_done (self);
  g_assert_cmpuint (filing_test_count_state (self, PARAFA_FILING_PROCESSING), ==,
                    G_N_ELEMENTS (hows));
  g_assert_cmpint (filing_test_count (self, "taken"), ==, G_N_ELEMENTS (hows));
  g_assert_cmpint (filing_test_count (self, "most"), ==, 1);
}

static gboolean
is_stopped (gpointer data)
{
  FilingTest *self = data;

  return parafa_filing_sender_get_stop (parafa_filings_get_sender (self->filings)) !=
         PARAFA_FILING_STOP_NONE;
}

static void
wait_stop (FilingTest *self, ParafaFilingStop stop)
{
  parafa_test_wait_until (is_stopped, self, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (parafa_filing_sender_get_stop (parafa_filings_get_sender (self->filings)), ==,
                   stop);
}

/* What was certainly not taken in stops the queue, and waits until it is mended */
static void
test_stops (FilingTest *self, gconstpointer data)
{
  static const struct
  {
    const char *how;
    ParafaFilingStop stop;
  } cases[] = {
    { "401", PARAFA_FILING_STOP_UNAUTHORIZED },
    { "403", PARAFA_FILING_STOP_FORBIDDEN },
  };
  ParafaFilingSender *sender = parafa_filings_get_sender (self->filings);

  parafa_filing_sender_set_lanes (sender, 1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, i, NULL);

      fail (self, "upload", cases[i].how);
      parafa_filing_sender_start (sender);
      wait_stop (self, cases[i].stop);
      filing_test_wait_state (self, record->id, PARAFA_FILING_QUEUED);
      parafa_filing_sender_resume (sender);
      filing_test_wait_state (self, record->id, PARAFA_FILING_PROCESSING);
    }
  g_assert_cmpint (filing_test_count (self, "most"), ==, 1);
}

static void
test_no_token (FilingTest *self, gconstpointer data)
{
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, 1, NULL);
  ParafaFilingSender *sender = parafa_filings_get_sender (self->filings);

  filing_test_access_set_token (self->access, NULL);
  parafa_filing_sender_start (sender);
  wait_stop (self, PARAFA_FILING_STOP_ACCESS);
  g_assert_error (parafa_filing_sender_get_error (sender), PARAFA_SESSION_ERROR,
                  PARAFA_SESSION_ERROR_NO_PAIR);
  g_assert_cmpuint (filing_test_count_state (self, PARAFA_FILING_QUEUED), ==, 1);
  filing_test_access_set_token (self->access, self->token);
  parafa_filing_sender_resume (sender);
  filing_test_wait_state (self, record->id, PARAFA_FILING_PROCESSING);
}

/* Nothing left this machine: it waits, and goes by itself when the server is there */
static void
test_offline (FilingTest *self, gconstpointer data)
{
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, 1, NULL);
  g_autoptr (ParafaFilingAccess) nowhere =
      filing_test_access_new ("https://api.localhost:1", self->token);
  g_autoptr (ParafaFilings) filings =
      parafa_filings_new (self->archive, self->http, nowhere, self->clock);
  ParafaFilingSender *sender = parafa_filings_get_sender (filings);

  parafa_filing_sender_start (sender);
  filing_test_wait_state (self, record->id, PARAFA_FILING_QUEUED);
  for (guint i = 0; i < 60000 && parafa_filing_sender_get_stop (sender) == PARAFA_FILING_STOP_NONE;
       i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_cmpint (parafa_filing_sender_get_stop (sender), ==, PARAFA_FILING_STOP_OFFLINE);
  filing_test_wait_state (self, record->id, PARAFA_FILING_QUEUED);
  g_object_run_dispose (G_OBJECT (filings));
  parafa_filings_start (self->filings);
  filing_test_wait_state (self, record->id, PARAFA_FILING_OK);
}

static gboolean
is_idle (gpointer data)
{
  return parafa_filing_sender_get_n_sending (
             parafa_filings_get_sender (((FilingTest *) data)->filings)) == 0;
}

/* Paused: what is on its way is waited for, nothing new leaves; after a restart it goes on */
static void
test_pause_and_restart (FilingTest *self, gconstpointer data)
{
  ParafaFilingSender *sender = parafa_filings_get_sender (self->filings);
  gint64 taken;

  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, i, NULL);

      g_assert_nonnull (record);
    }
  parafa_filing_sender_start (sender);
  while (filing_test_count (self, "taken") < 3)
    g_main_context_iteration (NULL, FALSE);
  parafa_filing_sender_pause (sender);
  parafa_test_wait_until (is_idle, self, PARAFA_TEST_LIMIT_MS);
  while (filing_test_count_state (self, PARAFA_FILING_SENDING) > 0)
    g_main_context_iteration (NULL, FALSE);
  taken = filing_test_count (self, "taken");
  g_assert_cmpint (taken, <, 30);
  g_assert_cmpuint (filing_test_count_state (self, PARAFA_FILING_QUEUED), ==, 30 - taken);
  filing_test_restart (self);
  parafa_filings_start (self->filings);
  filing_test_wait_done (self);
  g_assert_cmpint (filing_test_count (self, "taken"), ==, 30);
  g_assert_cmpint (filing_test_count (self, "most"), ==, 1);
}

/* One sender per archive: the second program waits its turn */
static void
test_one_sender (FilingTest *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaArchive) other = archive_test_open (self->dir, &error);
  g_autoptr (ParafaFilings) second =
      parafa_filings_new (other, self->http, self->access, self->clock);
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, 1, NULL);

  filing_test_access_set_token (self->access, NULL);
  parafa_filing_sender_start (parafa_filings_get_sender (self->filings));
  wait_stop (self, PARAFA_FILING_STOP_ACCESS);
  parafa_filing_sender_start (parafa_filings_get_sender (second));
  g_assert_cmpint (parafa_filing_sender_get_stop (parafa_filings_get_sender (second)), ==,
                   PARAFA_FILING_STOP_BUSY);
  g_assert_false (parafa_filing_sender_is_running (parafa_filings_get_sender (second)));
  g_object_run_dispose (G_OBJECT (second));
  filing_test_access_set_token (self->access, self->token);
  parafa_filing_sender_resume (parafa_filings_get_sender (self->filings));
  filing_test_wait_state (self, record->id, PARAFA_FILING_PROCESSING);
}

static void
resume_at_once (FilingTest *self, GParamSpec *pspec, ParafaFilingSender *sender)
{
  if (parafa_filing_sender_get_stop (sender) != PARAFA_FILING_STOP_ACCESS)
    return;
  filing_test_access_set_token (self->access, self->token);
  parafa_filing_sender_resume (sender);
}

static void
note_stop (guint *n_stops, GParamSpec *pspec, ParafaFilingSender *sender)
{
  *n_stops += parafa_filing_sender_get_stop (sender) != PARAFA_FILING_STOP_NONE;
}

/* All lanes ask for a token, the first that gets none stops the queue, and it is resumed before the others have got their
 * answers, which say nothing about now */
static void
test_resumed_at_once (FilingTest *self, gconstpointer data)
{
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, 1, NULL);
  ParafaFilingSender *sender = parafa_filings_get_sender (self->filings);
  guint n_stops = 0;

  filing_test_access_set_token (self->access, NULL);
  g_signal_connect_swapped (sender, "notify::stop", G_CALLBACK (note_stop), &n_stops);
  g_signal_connect_swapped (sender, "notify::stop", G_CALLBACK (resume_at_once), self);
  parafa_filing_sender_start (sender);
  filing_test_wait_state (self, record->id, PARAFA_FILING_PROCESSING);
  g_signal_handlers_disconnect_by_data (sender, self);
  g_signal_handlers_disconnect_by_data (sender, &n_stops);
  g_assert_cmpuint (n_stops, ==, 1);
}

static void
resume_while_asked (gpointer user_data)
{
  FilingTest *self = user_data;

  filing_test_access_when_asked (self->access, NULL, NULL);
  filing_test_access_set_token (self->access, self->token);
  parafa_filing_sender_resume (parafa_filings_get_sender (self->filings));
}

/* The same for ANAF's list: the round that began without a token fails after a person resumed */
static void
test_resumed_while_settling (FilingTest *self, gconstpointer data)
{
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, 1, NULL);
  ParafaFilingSender *sender = parafa_filings_get_sender (self->filings);
  ParafaFilingChange *change = parafa_filing_change_new (0, PARAFA_FILING_KEEP, 0);
  g_autoptr (ParafaFilingRecord) claimed = archive_test_claim (self->archive, NULL, NULL);
  g_autoptr (ParafaFilingRecord) left = NULL;
  guint n_stops = 0;

  /* as a program leaves it that was killed a minute ago */
  change->sent_at = parafa_clock_get_now (self->clock) - 60;
  left = archive_test_change (self->archive, claimed->id, change, NULL);
  g_assert_cmpint (left->state, ==, PARAFA_FILING_SENDING);
  filing_test_access_set_token (self->access, NULL);
  filing_test_access_when_asked (self->access, resume_while_asked, self);
  g_signal_connect_swapped (sender, "notify::stop", G_CALLBACK (note_stop), &n_stops);
  parafa_filing_sender_start (sender);
  filing_test_wait_state (self, record->id, PARAFA_FILING_PROCESSING);
  g_signal_handlers_disconnect_by_data (sender, &n_stops);
  g_assert_cmpuint (n_stops, ==, 0);
  g_assert_cmpint (filing_test_count (self, "taken"), ==, 1);
}

/* The archive is held by another program when an answer comes: nothing more is sent, and the filing is settled by the list
 * when it goes on, not sent again */
static void
test_answer_not_written (FilingTest *self, gconstpointer data)
{
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, 1, NULL);
  ParafaFilingSender *sender = parafa_filings_get_sender (self->filings);
  sqlite3 *other = NULL;

  parafa_filing_sender_set_lanes (sender, 1);
  sim_server_do (self->server, "{\"do\":\"set\",\"delay_ms\":1500}");
  parafa_filing_sender_start (sender);
  filing_test_wait_state (self, record->id, PARAFA_FILING_SENDING);
  g_assert_cmpint (sqlite3_open (parafa_archive_get_path (self->archive), &other), ==, SQLITE_OK);
  sqlite3_busy_timeout (other, 5000);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  wait_stop (self, PARAFA_FILING_STOP_ARCHIVE);
  g_assert_error (parafa_filing_sender_get_error (sender), PARAFA_ARCHIVE_ERROR,
                  PARAFA_ARCHIVE_ERROR_LOCKED);
  sqlite3_exec (other, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_close (other);
  sim_server_do (self->server, "{\"do\":\"set\",\"delay_ms\":0}");
  filing_test_wait_state (self, record->id, PARAFA_FILING_SENDING);
  parafa_filing_sender_resume (sender);
  filing_test_wait_done (self);
  filing_test_wait_state (self, record->id, PARAFA_FILING_PROCESSING);
  g_assert_cmpint (filing_test_count (self, "taken"), ==, 1);
}

static void
destroy_archive (FilingTest *self)
{
  g_autofree char *path = g_strdup (parafa_archive_get_path (self->archive));
  g_autofree char *rubbish = g_strnfill (100000, '#');

  filing_test_close (self);
  g_assert_true (g_file_set_contents (path, rubbish, -1, NULL));
  filing_test_open (self);
  g_assert_nonnull (parafa_archive_get_set_aside (self->archive));
}

/* The archive is lost. What was filed then is asked for at ANAF before anything else is filed, and not filed again. */
static void
test_lost_archive (FilingTest *self, gconstpointer data)
{
  g_autoptr (ParafaFilingRecord) one = filing_test_submit (self, 1, NULL);
  g_autoptr (ParafaFilingRecord) two = filing_test_submit (self, 2, NULL);
  g_autoptr (ParafaFilingRecord) other = NULL;
  g_autoptr (GError) error = NULL;

  parafa_filings_start (self->filings);
  filing_test_wait_state (self, one->id, PARAFA_FILING_OK);
  filing_test_wait_state (self, two->id, PARAFA_FILING_OK);
  destroy_archive (self);

  filing_test_access_set_token (self->access, NULL);
  g_assert_null (filing_test_submit (self, 1, &error));
  g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_UNSETTLED);
  g_clear_error (&error);
  filing_test_access_set_token (self->access, self->token);
  fail (self, "list", "500");
  g_assert_null (filing_test_submit (self, 3, &error));
  g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_UNSETTLED);
  g_clear_error (&error);

  for (guint i = 1; i <= 2; i++)
    {
      g_assert_null (filing_test_submit (self, i, &error));
      g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_SAME);
      g_clear_error (&error);
    }
  other = filing_test_submit (self, 3, &error);
  g_assert_no_error (error);
  parafa_filings_start (self->filings);
  filing_test_wait_state (self, other->id, PARAFA_FILING_OK);
  g_assert_cmpint (filing_test_count (self, "taken"), ==, 3);
  g_assert_cmpint (filing_test_count (self, "most"), ==, 1);
}

static void
pause_at_once (ParafaFilingSender *sender, ParafaFilingRecord *record, gpointer user_data)
{
  parafa_filing_sender_pause (sender);
}

/* What waited in a damaged archive may have been sent: ANAF's list says that one was, the other goes out */
static void
test_salvaged (FilingTest *self, gconstpointer data)
{
  g_autoptr (ParafaFilingRecord) sent = filing_test_submit (self, 2, NULL);
  g_autoptr (ParafaFilingRecord) waiting = filing_test_submit (self, 4, NULL);
  ParafaFilingSender *sender;
  g_autofree char *path = g_strdup (parafa_archive_get_path (self->archive));
  g_autofree char *before = NULL;
  gsize length;

  /* the file of before the sending, with its first page gone */
  filing_test_close (self);
  g_assert_true (g_file_get_contents (path, &before, &length, NULL));
  filing_test_open (self);
  sender = parafa_filings_get_sender (self->filings);
  parafa_filing_sender_set_lanes (sender, 1);
  g_signal_connect (sender, "answered", G_CALLBACK (pause_at_once), NULL);
  parafa_filing_sender_start (sender);
  filing_test_wait_state (self, sent->id, PARAFA_FILING_PROCESSING);
  filing_test_close (self);
  g_assert_cmpint (filing_test_count (self, "taken"), ==, 1);
  memset (before, 0, 4096);
  g_assert_true (g_file_set_contents (path, before, (gssize) length, NULL));
  filing_test_open (self);
  g_assert_cmpint (parafa_archive_get_n_salvaged (self->archive), ==, 2);
  g_assert_cmpuint (filing_test_count_state (self, PARAFA_FILING_UNKNOWN), ==, 2);
  parafa_filing_sender_start (parafa_filings_get_sender (self->filings));
  filing_test_wait_state (self, sent->id, PARAFA_FILING_PROCESSING);
  filing_test_wait_state (self, waiting->id, PARAFA_FILING_PROCESSING);
  g_assert_cmpint (filing_test_count (self, "taken"), ==, 2);
  g_assert_cmpint (filing_test_count (self, "most"), ==, 1);
}

/* ANAF's list brings what was filed elsewhere, and does not take what is in doubt */
static void
test_list (FilingTest *self, gconstpointer data)
{
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, 1, NULL);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaEtransportAnswer) answer = NULL;
  g_autoptr (ParafaEtransportAnswer) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaFilingRecord) found = NULL;
  g_autofree char *other = g_build_filename (self->dir, "other", NULL);
  ParafaArchive *archive;
  g_autoptr (ParafaFilings) elsewhere = NULL;

  parafa_filings_start (self->filings);
  filing_test_wait_state (self, record->id, PARAFA_FILING_OK);
  archive = archive_test_open (other, &error);
  elsewhere = parafa_filings_new (archive, self->http, self->access, self->clock);
  parafa_filings_fetch_list_async (elsewhere, "profile", PARAFA_FILING_PRACTICE, FILING_TEST_CIF, 5,
                                   NULL, parafa_test_result_callback, result);
  answer = parafa_filings_fetch_list_finish (elsewhere,
                                             parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                             &error);
  g_assert_no_error (error);
  g_assert_cmpint (answer->outcome, ==, PARAFA_ETRANSPORT_DONE);
  found = archive_test_get (archive, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (found->source, ==, PARAFA_FILING_FROM_LIST);
  g_assert_cmpint (found->state, ==, PARAFA_FILING_OK);
  g_assert_cmpstr (found->vehicle, ==, "CJ00001AB");
  g_assert_cmpstr (found->transport_date, ==, "2026-11-25");
  parafa_test_result_reset (result);
  parafa_filings_fetch_list_async (elsewhere, "profile", PARAFA_FILING_PRACTICE, "21", 5, NULL,
                                   parafa_test_result_callback, result);
  again = parafa_filings_fetch_list_finish (elsewhere,
                                            parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                            &error);
  g_assert_cmpint (again->outcome, ==, PARAFA_ETRANSPORT_NOTHING);
  g_object_run_dispose (G_OBJECT (elsewhere));
  parafa_test_result_reset (result);
  g_clear_object (&elsewhere);
  archive_test_close (archive);
}

static void
test_info_and_download (FilingTest *self, gconstpointer data)
{
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (self, 1, NULL);
  g_autoptr (ParafaFilingRecord) after = NULL;
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaEtransportAnswer) info = NULL;
  g_autoptr (ParafaEtransportAnswer) withdrawn = NULL;
  g_autoptr (ParafaEtransportAnswer) file = NULL;

  parafa_filings_start (self->filings);
  filing_test_wait_state (self, record->id, PARAFA_FILING_OK);
  after = filing_test_get (self, record->id);
  parafa_filings_fetch_info_async (self->filings, "profile", PARAFA_FILING_PRACTICE, "8000000000",
                                   NULL, after->uit, NULL, NULL, parafa_test_result_callback,
                                   result);
  info = parafa_filings_fetch_info_finish (self->filings,
                                           parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                           NULL);
  g_assert_cmpuint (info->records->len, ==, 1);
  parafa_test_result_reset (result);
  parafa_filings_download_async (self->filings, after, NULL, parafa_test_result_callback, result);
  withdrawn =
      parafa_filings_download_finish (self->filings,
                                      parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), NULL);
  g_assert_cmpint (withdrawn->outcome, ==, PARAFA_ETRANSPORT_NOT_FOUND);
  sim_server_do (self->server, "{\"do\":\"etransport\",\"download\":true}");
  parafa_test_result_reset (result);
  parafa_filings_download_async (self->filings, after, NULL, parafa_test_result_callback, result);
  file =
      parafa_filings_download_finish (self->filings,
                                      parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), NULL);
  g_assert_cmpint (file->outcome, ==, PARAFA_ETRANSPORT_DONE);
  g_assert_nonnull (file->file);
}

/* Files and folders, those that cannot be read and those that are no declaration */
static void
test_drafts (FilingTest *self, gconstpointer data)
{
  g_autofree char *text = filing_test_notice (1);
  g_autofree char *folder = g_build_filename (self->dir, "in", "deeper", NULL);
  g_autofree char *top = g_build_filename (self->dir, "in", NULL);
  g_autofree char *one = g_build_filename (top, "b.xml", NULL);
  g_autofree char *two = g_build_filename (folder, "a.XML", NULL);
  g_autofree char *other = g_build_filename (top, "note.txt", NULL);
  g_autofree char *gone = g_build_filename (top, "gone.xml", NULL);
  const char *paths[] = { top, other, gone, NULL };
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GPtrArray) drafts = NULL;
  const ParafaFilingDraft *draft;

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (one, text, -1, NULL));
  g_assert_true (g_file_set_contents (two, text, -1, NULL));
  g_assert_true (g_file_set_contents (other, "nu e XML", -1, NULL));
  parafa_filing_drafts_read_async (paths, ARCHIVE_TEST_NOW, NULL, parafa_test_result_callback,
                                   result);
  drafts = parafa_filing_drafts_read_finish (parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                             NULL);
  g_assert_cmpuint (drafts->len, ==, 4);
  draft = drafts->pdata[0];
  g_assert_cmpstr (draft->file_name, ==, "b.xml");
  g_assert_true (parafa_filing_draft_is_ready (draft));
  g_assert_cmpstr (draft->declaration->vehicle, ==, "CJ00001AB");
  g_assert_cmpuint (strlen (draft->hash), ==, 64);
  draft = drafts->pdata[1];
  g_assert_cmpstr (draft->file_name, ==, "a.XML");
  draft = drafts->pdata[2];
  g_assert_false (parafa_filing_draft_is_ready (draft));
  g_assert_nonnull (draft->check);
  draft = drafts->pdata[3];
  g_assert_error (draft->error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_false (parafa_filing_draft_is_ready (draft));
}

int
main (int argc, char **argv)
{
  static const FilingTestCase cases[] = {
    { "/filings/to-uit", test_to_uit },
    { "/filings/nok", test_nok },
    { "/filings/refused", test_refused },
    { "/filings/same-file", test_same_file },
    { "/filings/same-content", test_same_content },
    { "/filings/same-content-older", test_same_content_older },
    { "/filings/not-valid", test_not_valid },
    { "/trouble/lost-answers", test_lost_answers },
    { "/trouble/stops", test_stops },
    { "/trouble/no-token", test_no_token },
    { "/trouble/offline", test_offline },
    { "/filings/pause-and-restart", test_pause_and_restart },
    { "/trouble/one-sender", test_one_sender },
    { "/trouble/resumed-at-once", test_resumed_at_once },
    { "/trouble/resumed-while-settling", test_resumed_while_settling },
    { "/trouble/answer-not-written", test_answer_not_written },
    { "/trouble/lost-archive", test_lost_archive },
    { "/trouble/salvaged", test_salvaged },
    { "/filings/list", test_list },
    { "/filings/info-and-download", test_info_and_download },
    { "/filings/drafts", test_drafts },
  };

  return filing_test_run_cases (argc, argv, cases, G_N_ELEMENTS (cases));
}
