/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The pure parts of the queue: places in the minute, entries of the list, pauses */
#include "parafa-filing-follower.h"
#include "parafa-filing-match.h"
#include "parafa-filing-outcome.h"
#include "parafa-filing-package.h"
#include "parafa-filing-pace.h"
#include "parafa-filing-pacer.h"

#include "parafa-declaration.h"
#include "parafa-test.h"

#include <string.h>

#define NOW (G_GINT64_CONSTANT (1795500000))
#define MINUTE_US (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)

/* As fast as it goes for three minutes: never over the limit in any 60 seconds, and near it */
static void
test_pacer (void)
{
  ParafaFilingPacer pacer;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 now_us = 1000;
  guint first = 0;
  guint most = 0;

  parafa_filing_pacer_init (&pacer, 1000);
  while (now_us < 3 * MINUTE_US)
    {
      /* now and then the machine stands still for two seconds */
      if (times->len % 400 == 399)
        now_us += 2 * G_USEC_PER_SEC;
      now_us = parafa_filing_pacer_take (&pacer, now_us);
      g_array_append_val (times, now_us);
    }
  for (guint i = 0; i < times->len; i++)
    {
      while (g_array_index (times, gint64, first) <= g_array_index (times, gint64, i) - MINUTE_US)
        first++;
      most = MAX (most, i - first + 1);
    }
  g_assert_cmpuint (most, <=, 1000);
  g_assert_cmpuint (times->len, >=, 3 * 975);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/* Eight calls under way at most, some of them held by the network for up to ten seconds: what the server counts is when they
 * arrive, and never does it count more than the limit */
static void
test_pacer_arrivals (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  ParafaFilingPacer pacer;
  gint64 free_us[8] = { 0 };
  guint first = 0;
  guint most = 0;

  parafa_filing_pacer_init (&pacer, 1000);
  while (times->len < 20000)
    {
      guint lane = 0;
      gint64 arrived_us;

      for (guint i = 1; i < G_N_ELEMENTS (free_us); i++)
        if (free_us[i] < free_us[lane])
          lane = i;
      arrived_us = parafa_filing_pacer_take (&pacer, free_us[lane]) +
                   (g_rand_int_range (random, 0, 100) == 0
                        ? g_rand_int_range (random, 0, 10 * G_USEC_PER_SEC)
                        : g_rand_int_range (random, 0, G_USEC_PER_SEC / 10));
      free_us[lane] = arrived_us + 1000;
      g_array_append_val (times, arrived_us);
    }
  g_array_sort (times, compare_times);
  for (guint i = 0; i < times->len; i++)
    {
      while (g_array_index (times, gint64, first) <= g_array_index (times, gint64, i) - MINUTE_US)
        first++;
      most = MAX (most, i - first + 1);
    }
  g_assert_cmpuint (most, <=, 1000);
  g_assert_cmpint (g_array_index (times, gint64, times->len - 1), <, 21 * MINUTE_US);
}

/* After a rest some go together, and the minute is kept all the same */
static void
test_pacer_after_rest (void)
{
  ParafaFilingPacer pacer;
  guint n_at_once = 0;
  guint n_in_minute;

  parafa_filing_pacer_init (&pacer, 1000);
  parafa_filing_pacer_take (&pacer, 0);
  while (parafa_filing_pacer_take (&pacer, 10 * MINUTE_US) == 10 * MINUTE_US)
    n_at_once++;
  g_assert_cmpuint (n_at_once, <, 150);
  g_assert_cmpuint (n_at_once, >, 100);
  n_in_minute = n_at_once + 1;
  while (parafa_filing_pacer_take (&pacer, 10 * MINUTE_US) < 11 * MINUTE_US)
    n_in_minute++;
  g_assert_cmpuint (n_in_minute, <=, 1000);
  g_assert_cmpuint (n_in_minute, >=, 980);
}

static void
test_pacer_hold (void)
{
  ParafaFilingPacer pacer;

  parafa_filing_pacer_init (&pacer, 1000);
  parafa_filing_pacer_hold (&pacer, 5 * MINUTE_US);
  g_assert_cmpint (parafa_filing_pacer_take (&pacer, 1), ==, 5 * MINUTE_US);
}

/* Three programs, each as fast as it may: together they keep the minute. Without the file they would not. */
static guint
count_busiest (const char *path)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  ParafaFilingPace *programs[3];
  gint64 now_us[3] = { 5 * MINUTE_US, 5 * MINUTE_US, 5 * MINUTE_US };
  guint first = 0;
  guint most = 0;

  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    programs[i] = parafa_filing_pace_new (path, 1000);
  while (times->len < 4000)
    {
      guint next = 0;

      for (guint i = 1; i < G_N_ELEMENTS (programs); i++)
        if (now_us[i] < now_us[next])
          next = i;
      now_us[next] = parafa_filing_pace_take (programs[next], now_us[next]);
      g_array_append_val (times, now_us[next]);
    }
  g_array_sort (times, compare_times);
  for (guint i = 0; i < times->len; i++)
    {
      while (g_array_index (times, gint64, first) <= g_array_index (times, gint64, i) - MINUTE_US)
        first++;
      most = MAX (most, i - first + 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    parafa_filing_pace_free (programs[i]);
  return most;
}

static void
test_pace_shared (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "pace", NULL);

  g_assert_cmpuint (count_busiest (NULL), >, 1000);
  g_assert_cmpuint (count_busiest (path), <=, 990);
}

/* A limit that one program met holds all; what is of before the machine started, or is damaged, holds nobody */
static void
test_pace_file (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "pace", NULL);
  g_autofree char *rubbish = g_strnfill (sizeof (ParafaFilingPacer), 'x');
  g_autoptr (ParafaFilingPace) one = parafa_filing_pace_new (path, 1000);
  g_autoptr (ParafaFilingPace) other = parafa_filing_pace_new (path, 1000);
  g_autoptr (ParafaFilingPace) third = NULL;
  g_autoptr (ParafaFilingPace) nowhere = parafa_filing_pace_new ("/dev/null/pace", 1000);

  parafa_filing_pace_hold (one, 100 * MINUTE_US, 101 * MINUTE_US);
  g_assert_cmpint (parafa_filing_pace_take (other, 100 * MINUTE_US), ==, 101 * MINUTE_US);
  g_assert_cmpint (parafa_filing_pace_take (nowhere, 7), ==, 7);
  third = parafa_filing_pace_new (path, 1000);
  g_assert_cmpint (parafa_filing_pace_take (third, 2 * MINUTE_US), ==, 2 * MINUTE_US);
  g_clear_pointer (&third, parafa_filing_pace_free);
  g_assert_true (g_file_set_contents (path, rubbish, sizeof (ParafaFilingPacer), NULL));
  third = parafa_filing_pace_new (path, 1000);
  g_assert_cmpint (parafa_filing_pace_take (third, 3 * MINUTE_US), ==, 3 * MINUTE_US);
}

/* 24 hours of asking stay under what ANAF allows for one index */
static void
test_pauses (void)
{
  gint64 at = 0;
  gint64 n_polls = 0;

  while (at < 86400)
    {
      gint64 pause = parafa_filing_follower_get_pause (n_polls++);

      g_assert_cmpint (pause, >, 0);
      g_assert_cmpint (pause, <=, 3600);
      g_assert_cmpint (pause, >=, parafa_filing_follower_get_pause (n_polls - 2));
      at += pause;
    }
  g_assert_cmpint (n_polls, <, 60);
}

/* Without an answer: sent again only where it is certain that nothing left; with one, as ANAF said */
static void
test_outcome (void)
{
  static const struct
  {
    ParafaHttpError code;
    ParafaFilingState state;
    ParafaFilingStop stop;
  } errors[] = {
    { PARAFA_HTTP_ERROR_OFFLINE, PARAFA_FILING_QUEUED, PARAFA_FILING_STOP_OFFLINE },
    { PARAFA_HTTP_ERROR_FAILED, PARAFA_FILING_QUEUED, PARAFA_FILING_STOP_OFFLINE },
    { PARAFA_HTTP_ERROR_TLS, PARAFA_FILING_QUEUED, PARAFA_FILING_STOP_TLS },
    { PARAFA_HTTP_ERROR_TIMEOUT, PARAFA_FILING_UNKNOWN, PARAFA_FILING_STOP_NONE },
    { PARAFA_HTTP_ERROR_RESET, PARAFA_FILING_UNKNOWN, PARAFA_FILING_STOP_NONE },
    { PARAFA_HTTP_ERROR_TOO_LARGE, PARAFA_FILING_UNKNOWN, PARAFA_FILING_STOP_NONE },
  };
  static const struct
  {
    guint status;
    const char *body;
    ParafaFilingState state;
    ParafaFilingStop stop;
  } answers[] = {
    { 200, "{\"index_incarcare\":5}", PARAFA_FILING_PROCESSING, PARAFA_FILING_STOP_NONE },
    { 200, "{\"Errors\":[{\"errorMessage\":\"Nu aveti drept in SPV pentru CIF=1\"}]}",
      PARAFA_FILING_REFUSED, PARAFA_FILING_STOP_NONE },
    { 200, "<html>", PARAFA_FILING_UNKNOWN, PARAFA_FILING_STOP_NONE },
    { 503, "", PARAFA_FILING_UNKNOWN, PARAFA_FILING_STOP_NONE },
    { 401, "", PARAFA_FILING_QUEUED, PARAFA_FILING_STOP_UNAUTHORIZED },
    { 403, "", PARAFA_FILING_QUEUED, PARAFA_FILING_STOP_FORBIDDEN },
    { 404, "", PARAFA_FILING_QUEUED, PARAFA_FILING_STOP_ADDRESS },
    { 429, "", PARAFA_FILING_QUEUED, PARAFA_FILING_STOP_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (PARAFA_HTTP_ERROR, errors[i].code, "x");
      g_autoptr (ParafaFilingChange) change = parafa_filing_outcome_get_change (NULL, error, NOW);

      g_assert_cmpint (change->state, ==, errors[i].state);
      g_assert_cmpuint (change->from, ==, 1u << PARAFA_FILING_SENDING);
      g_assert_nonnull (change->answer);
      g_assert_cmpint (parafa_filing_outcome_get_stop (NULL, error), ==, errors[i].stop);
    }
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (ParafaEtransportAnswer) answer =
          parafa_etransport_answer_new (PARAFA_ETRANSPORT_UPLOAD, answers[i].status,
                                        answers[i].body, strlen (answers[i].body));
      g_autoptr (ParafaFilingChange) change = parafa_filing_outcome_get_change (answer, NULL, NOW);

      g_assert_cmpint (change->state, ==, answers[i].state);
      g_assert_cmpint (parafa_filing_outcome_get_stop (answer, NULL), ==, answers[i].stop);
    }
}

static ParafaFilingRecord *
filing_new (const char *reference, const char *vehicle)
{
  ParafaFilingRecord *filing = parafa_filing_record_new ();

  filing->kind = 0;
  filing->sent_at = NOW;
  filing->declarant = g_strdup ("8000000000");
  filing->reference = g_strdup (reference);
  filing->operation = g_strdup ("30");
  filing->vehicle = g_strdup (vehicle);
  filing->transport_date = g_strdup ("2026-11-25");
  filing->gross = 100050;
  return filing;
}

static ParafaEtransportRecord *
entry_new (const char *index, const char *reference, const char *vehicle)
{
  g_autofree char *member =
      reference != NULL ? g_strdup_printf (",\"ref_decl\":\"%s\"", reference) : g_strdup ("");
  g_autofree char *text = g_strdup_printf (
      "{\"id_incarcare\":%s,\"cod_decl\":8000000000,\"tip\":\"NOT\",\"sursa\":\"A\",\"tip_op\":30,"
      "\"data_creare\":\"20261124081000\",\"data_transp\":\"20261125000000\",\"nr_veh\":\"%s\","
      "\"gr_tot_bruta\":1000.5%s}",
      index, vehicle, member);
  ParafaJsonValue root;

  parafa_json_get_root (text, strlen (text), &root);
  return parafa_etransport_record_new (&root);
}

typedef struct
{
  GPtrArray *filings; /* (owned) */
  GPtrArray *entries; /* (owned) */
  GHashTable *known;  /* (owned) */
  GArray *matches;    /* (owned) (nullable) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->filings = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_filing_record_unref);
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_etransport_record_free);
  self->known = g_hash_table_new (g_str_hash, g_str_equal);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_ptr_array_unref (self->filings);
  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->known);
  g_clear_pointer (&self->matches, g_array_unref);
}

static void
assert_match (Fixture *self, guint n, ParafaFilingMatchResult result, const char *index)
{
  const ParafaFilingMatch *match;

  g_clear_pointer (&self->matches, g_array_unref);
  self->matches = parafa_filing_match (self->filings, self->entries, self->known);
  match = &g_array_index (self->matches, ParafaFilingMatch, n);
  g_assert_cmpint (match->result, ==, result);
  g_assert_cmpstr (match->index, ==, index);
}

static void
test_match_by_reference (Fixture *self, gconstpointer data)
{
  g_ptr_array_add (self->filings, filing_new ("A", "CJ01AAA"));
  g_ptr_array_add (self->filings, filing_new ("B", "CJ01AAA"));
  g_ptr_array_add (self->entries, entry_new ("11", "B", "CJ01AAA"));
  assert_match (self, 0, PARAFA_FILING_MATCH_ABSENT, NULL);
  assert_match (self, 1, PARAFA_FILING_MATCH_FOUND, "11");
}

static void
test_match_by_vehicle (Fixture *self, gconstpointer data)
{
  g_ptr_array_add (self->filings, filing_new (NULL, "CJ01AAA"));
  g_ptr_array_add (self->filings, filing_new (NULL, "CJ02AAA"));
  g_ptr_array_add (self->entries, entry_new ("11", NULL, "CJ02AAA"));
  assert_match (self, 0, PARAFA_FILING_MATCH_ABSENT, NULL);
  assert_match (self, 1, PARAFA_FILING_MATCH_FOUND, "11");
}

/* Twins: as many entries as filings, and each gets one; fewer, and nobody is told to be absent */
static void
test_match_twins (Fixture *self, gconstpointer data)
{
  g_ptr_array_add (self->filings, filing_new (NULL, "CJ01AAA"));
  g_ptr_array_add (self->filings, filing_new (NULL, "CJ01AAA"));
  assert_match (self, 0, PARAFA_FILING_MATCH_ABSENT, NULL);
  g_ptr_array_add (self->entries, entry_new ("11", NULL, "CJ01AAA"));
  assert_match (self, 0, PARAFA_FILING_MATCH_UNSURE, NULL);
  assert_match (self, 1, PARAFA_FILING_MATCH_UNSURE, NULL);
  g_ptr_array_add (self->entries, entry_new ("12", NULL, "CJ01AAA"));
  assert_match (self, 0, PARAFA_FILING_MATCH_FOUND, "11");
  assert_match (self, 1, PARAFA_FILING_MATCH_FOUND, "12");
}

/* An entry that belongs to another filing is nobody's proof */
static void
test_match_known (Fixture *self, gconstpointer data)
{
  g_ptr_array_add (self->filings, filing_new (NULL, "CJ01AAA"));
  g_ptr_array_add (self->entries, entry_new ("11", NULL, "CJ01AAA"));
  g_hash_table_add (self->known, (gpointer) "11");
  assert_match (self, 0, PARAFA_FILING_MATCH_ABSENT, NULL);
}

/* A list that leaves references out still proves; one with another reference does not */
static void
test_match_missing_reference (Fixture *self, gconstpointer data)
{
  g_ptr_array_add (self->filings, filing_new ("A", "CJ01AAA"));
  g_ptr_array_add (self->entries, entry_new ("11", NULL, "CJ01AAA"));
  assert_match (self, 0, PARAFA_FILING_MATCH_FOUND, "11");
}

static ParafaEtransportRecord *
entry_from (const char *text)
{
  ParafaJsonValue root;

  parafa_json_get_root (text, strlen (text), &root);
  return parafa_etransport_record_new (&root);
}

/* This machine's clock was hours ahead when the filing left: its own entry seems to be of before */
static void
test_match_wrong_clock (Fixture *self, gconstpointer data)
{
  ParafaFilingRecord *filing = filing_new ("A", "CJ01AAA");

  filing->sent_at = NOW + 3 * 3600;
  g_ptr_array_add (self->filings, filing);
  g_ptr_array_add (self->entries, entry_new ("11", "B", "CJ01AAA"));
  assert_match (self, 0, PARAFA_FILING_MATCH_ABSENT, NULL);
  g_ptr_array_add (self->entries, entry_new ("12", "A", "CJ01AAA"));
  assert_match (self, 0, PARAFA_FILING_MATCH_UNSURE, NULL);
  g_hash_table_add (self->known, (gpointer) "12");
  assert_match (self, 0, PARAFA_FILING_MATCH_ABSENT, NULL);
}

/* The same reference, and something in other words: neither proof nor the opposite. Without a reference it is another. */
static void
test_match_other_words (Fixture *self, gconstpointer data)
{
  ParafaFilingRecord *filing = filing_new ("A", "CJ01AAA");

  filing->carrier_code = g_strdup ("RO8000000000");
  g_ptr_array_add (self->filings, filing);
  g_ptr_array_add (self->entries, entry_new ("11", "A", "CJ01AAA"));
  ((ParafaEtransportRecord *) self->entries->pdata[0])->tr_cod = g_strdup ("8000000000");
  assert_match (self, 0, PARAFA_FILING_MATCH_UNSURE, NULL);
  g_ptr_array_add (self->filings, filing_new ("A", "CJ01AAA"));
  assert_match (self, 0, PARAFA_FILING_MATCH_ABSENT, NULL);
  assert_match (self, 1, PARAFA_FILING_MATCH_FOUND, "11");
  g_ptr_array_set_size (self->filings, 1);
  g_clear_pointer (&filing->reference, g_free);
  g_clear_pointer (&((ParafaEtransportRecord *) self->entries->pdata[0])->ref_decl, g_free);
  assert_match (self, 0, PARAFA_FILING_MATCH_ABSENT, NULL);
}

/* The entry of a refused file may say nothing of it: it is proof of nobody's, and never taken for that of a good one */
static void
test_match_bare_error (Fixture *self, gconstpointer data)
{
  g_ptr_array_add (self->filings, filing_new (NULL, "CJ01AAA"));
  g_ptr_array_add (self->entries,
                   entry_from ("{\"id_incarcare\":\"11\",\"cod_decl\":\"8000000000\","
                               "\"sursa\":\"A\",\"data_creare\":\"20261124081000\","
                               "\"mesaje\":[{\"tip\":\"ERR\",\"mesaj\":\"x\"}]}"));
  assert_match (self, 0, PARAFA_FILING_MATCH_UNSURE, NULL);
  g_ptr_array_add (self->entries, entry_new ("12", NULL, "CJ01AAA"));
  assert_match (self, 0, PARAFA_FILING_MATCH_FOUND, "12");
}

#define SUBJECT "7K0A2C4E6H8J9L70"

static ParafaFilingRecord *
step_new (ParafaDeclarationKind kind, const char *vehicle)
{
  ParafaFilingRecord *filing = parafa_filing_record_new ();

  filing->kind = kind;
  filing->sent_at = NOW;
  filing->declarant = g_strdup ("8000000000");
  filing->subject_uit = g_strdup (SUBJECT);
  filing->vehicle = g_strdup (vehicle);
  return filing;
}

/* The notification the filings are about, known since weeks, with what was filed to it */
static void
set_subject (Fixture *self, const char *members)
{
  g_autofree char *text =
      g_strdup_printf ("{\"id_incarcare\":7,\"cod_decl\":8000000000,\"tip\":\"NOT\","
                       "\"stare\":\"OK\",\"uit\":\"" SUBJECT "\",\"nr_veh\":\"CJ01AAA\","
                       "\"data_creare\":\"20261101081000\"%s}",
                       members);

  g_ptr_array_set_size (self->entries, 0);
  g_ptr_array_add (self->entries, entry_from (text));
  g_hash_table_add (self->known, (gpointer) "7");
}

/* Confirmations and changes of a vehicle have no entry of their own */
static void
test_match_steps (Fixture *self, gconstpointer data)
{
  g_ptr_array_add (self->filings, step_new (PARAFA_DECLARATION_CONFIRMATION, NULL));
  g_ptr_array_add (self->filings, step_new (PARAFA_DECLARATION_VEHICLE, "B99ZZZ"));
  for (guint i = 0; i < 2; i++)
    assert_match (self, i, PARAFA_FILING_MATCH_UNSURE, NULL);
  set_subject (self, "");
  for (guint i = 0; i < 2; i++)
    assert_match (self, i, PARAFA_FILING_MATCH_ABSENT, NULL);
  set_subject (self, ",\"confirmare\":{\"tip_conf\":10,\"sursa\":\"A\",\"id_incarcare\":8},"
                     "\"modif_veh\":[{\"nr_veh\":\"B11AAA\",\"id_incarcare\":9},"
                     "{\"nr_veh\":\"B99ZZZ\",\"id_incarcare\":10}]");
  assert_match (self, 0, PARAFA_FILING_MATCH_FOUND, "8");
  assert_match (self, 1, PARAFA_FILING_MATCH_FOUND, "10");
  g_hash_table_add (self->known, (gpointer) "8");
  g_hash_table_add (self->known, (gpointer) "10");
  assert_match (self, 0, PARAFA_FILING_MATCH_UNSURE, NULL); /* the one that is shown may hide it */
  assert_match (self, 1, PARAFA_FILING_MATCH_ABSENT, NULL);
  set_subject (self, ",\"confirmare\":{\"tip_conf\":10}");
  assert_match (self, 0, PARAFA_FILING_MATCH_UNSURE, NULL);
}

/* Of a correction and a deletion the list shows what became of the notification */
static void
test_match_replaced (Fixture *self, gconstpointer data)
{
  g_ptr_array_add (self->filings, step_new (PARAFA_DECLARATION_CORRECTION, "B99ZZZ"));
  g_ptr_array_add (self->filings, step_new (PARAFA_DECLARATION_DELETION, NULL));
  set_subject (self, "");
  for (guint i = 0; i < 2; i++)
    assert_match (self, i, PARAFA_FILING_MATCH_ABSENT, NULL);
  set_subject (self, ",\"data_modif\":\"20261124081000\"");
  assert_match (self, 0, PARAFA_FILING_MATCH_UNSURE, NULL);
  assert_match (self, 1, PARAFA_FILING_MATCH_ABSENT, NULL);
  g_ptr_array_set_size (self->entries, 0);
  for (guint i = 0; i < 2; i++)
    assert_match (self, i, PARAFA_FILING_MATCH_UNSURE, NULL);
}
static void
test_looks_alike (void)
{
  g_autoptr (ParafaFilingRecord) filing = filing_new ("A", "CJ01AAA");
  g_autoptr (ParafaFilingRecord) plain = filing_new (NULL, "CJ01AAA");
  g_autoptr (ParafaEtransportRecord) entry = entry_new ("1", "A", "CJ01AAA");

  g_assert_true (parafa_filing_match_looks_alike (filing, entry));
  g_assert_false (parafa_filing_match_looks_alike (plain, entry));
  filing->sent_at = NOW + 7200; /* the entry is older than the sending */
  g_assert_false (parafa_filing_match_looks_alike (filing, entry));
  filing->sent_at = NOW;
  filing->gross = 5;
  g_assert_false (parafa_filing_match_looks_alike (filing, entry));
  filing->gross = 100050;
  filing->kind = 2;
  g_assert_false (parafa_filing_match_looks_alike (filing, entry));
  filing->kind = 1; /* a correction, listed as the notification it became */
  g_assert_true (parafa_filing_match_looks_alike (filing, entry));
  g_free (filing->transport_date);
  filing->transport_date = g_strdup ("2026-11-26");
  g_assert_false (parafa_filing_match_looks_alike (filing, entry));
  g_clear_pointer (&filing->transport_date, g_free);
  g_free (entry->sursa);
  entry->sursa = g_strdup ("I"); /* typed into ANAF's own page */
  g_assert_false (parafa_filing_match_looks_alike (filing, entry));
}

/* What ANAF answered lately is not asked again; what nobody could ask is */
static void
test_too_soon (void)
{
  static const struct
  {
    gint64 state;
    gint64 polls;
    gint64 next_s; /* from now */
    const char *problem;
    gboolean too_soon;
  } rows[] = {
    { PARAFA_FILING_PROCESSING, 1, 5, NULL, TRUE },
    { PARAFA_FILING_PROCESSING, 1, 0, NULL, FALSE },
    { PARAFA_FILING_PROCESSING, 1, -5, NULL, FALSE },
    { PARAFA_FILING_PROCESSING, 0, 3, NULL, FALSE }, /* never asked */
    { PARAFA_FILING_PROCESSING, 0, 60, "trouble", TRUE },
    { PARAFA_FILING_PROCESSING, 0, 60, "day-limit", TRUE },
    { PARAFA_FILING_PROCESSING, 0, 60, "not-told", TRUE },
    { PARAFA_FILING_PROCESSING, 4, 60, "no-access", FALSE },
    { PARAFA_FILING_PROCESSING, 4, 60, "no-answer", FALSE },
    { PARAFA_FILING_PROCESSING, 4, 60, "forbidden", FALSE },
    { PARAFA_FILING_OK, 4, 60, NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (ParafaFilingRecord) record = parafa_filing_record_new ();

      record->state = rows[i].state;
      record->polls = rows[i].polls;
      record->next_poll_at = NOW + rows[i].next_s;
      record->problem = g_strdup (rows[i].problem);
      g_assert_cmpint (parafa_filing_follower_is_too_soon (record, NOW), ==, rows[i].too_soon);
    }
}

/* What a server gave may name a file, not a folder */
static void
test_file_name (void)
{
  g_autoptr (ParafaFilingRecord) record = parafa_filing_record_new ();
  g_autofree char *with_id = NULL;
  g_autofree char *foreign = NULL;
  g_autofree char *uit = NULL;

  record->id = 7;
  with_id = parafa_filing_package_get_name (record, ".zip");
  g_assert_cmpstr (with_id, ==, "etransport-7.zip");
  record->index = g_strdup ("1/../../x");
  foreign = parafa_filing_package_get_name (record, ".zip");
  g_assert_cmpstr (foreign, ==, "etransport-1_______x.zip");
  record->state = PARAFA_FILING_OK;
  record->uit = g_strdup ("7K0A2C4E6H8J9L70");
  uit = parafa_filing_package_get_name (record, ".pdf");
  g_assert_cmpstr (uit, ==, "etransport-7K0A2C4E6H8J9L70.pdf");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filing/pacer", test_pacer);
  g_test_add_func ("/filing/pacer-arrivals", test_pacer_arrivals);
  g_test_add_func ("/filing/pacer-after-rest", test_pacer_after_rest);
  g_test_add_func ("/filing/pacer-hold", test_pacer_hold);
  g_test_add_func ("/filing/pace/shared", test_pace_shared);
  g_test_add_func ("/filing/pace/file", test_pace_file);
  g_test_add_func ("/filing/file-name", test_file_name);
  g_test_add_func ("/filing/pauses", test_pauses);
  g_test_add_func ("/filing/too-soon", test_too_soon);
  g_test_add_func ("/filing/outcome", test_outcome);
  g_test_add_func ("/filing/looks-alike", test_looks_alike);
  g_test_add ("/filing/match/by-reference", Fixture, NULL, set_up, test_match_by_reference,
              tear_down);
  g_test_add ("/filing/match/by-vehicle", Fixture, NULL, set_up, test_match_by_vehicle, tear_down);
  g_test_add ("/filing/match/twins", Fixture, NULL, set_up, test_match_twins, tear_down);
  g_test_add ("/filing/match/known", Fixture, NULL, set_up, test_match_known, tear_down);
  g_test_add ("/filing/match/missing-reference", Fixture, NULL, set_up,
              test_match_missing_reference, tear_down);
  g_test_add ("/filing/match/wrong-clock", Fixture, NULL, set_up, test_match_wrong_clock,
              tear_down);
  g_test_add ("/filing/match/other-words", Fixture, NULL, set_up, test_match_other_words,
              tear_down);
  g_test_add ("/filing/match/bare-error", Fixture, NULL, set_up, test_match_bare_error, tear_down);
  g_test_add ("/filing/match/steps", Fixture, NULL, set_up, test_match_steps, tear_down);
  g_test_add ("/filing/match/replaced", Fixture, NULL, set_up, test_match_replaced, tear_down);
  return g_test_run ();
}
