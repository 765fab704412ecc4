/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* ANAF counts in days of Romania, two of which are not as long as the others */
#include "filing-test.h"
#include "parafa-filing-match.h"

#include <string.h>

#define HOUR (G_GINT64_CONSTANT (3600))
/* 03:30 on 25 October 2026 comes twice */
#define FIRST_HALF_PAST_THREE (G_GINT64_CONSTANT (1792888200))
#define SECOND_HALF_PAST_THREE (FIRST_HALF_PAST_THREE + HOUR)

/* Midnights in Romania, and how long the day is that begins */
static const struct
{
  gint64 at_s;
  gint64 hours;
  int day;
  int month;
} midnights[] = {
  { 1774648800, 24, 28, 3 },  { 1774735200, 23, 29, 3 },  { 1774818000, 24, 30, 3 },
  { 1792789200, 24, 24, 10 }, { 1792875600, 25, 25, 10 }, { 1792965600, 24, 26, 10 },
  { 1795471200, 24, 24, 11 }, { 1798754400, 24, 1, 1 },
};

typedef struct
{
  ParafaTestDir *dir;         /* (owned) */
  ParafaHttp *http;           /* (owned) */
  ParafaFilingAccess *access; /* (owned) */
  ParafaClock *clock;         /* (owned) */
  ParafaFilingCaller *caller; /* (owned) */
  ParafaArchive *archive;     /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->dir = parafa_test_dir_new ();
  self->http = parafa_http_new ();
  self->access = filing_test_access_new ("https://api.localhost:1", "token");
  self->clock = parafa_clock_new_fixed (0);
  self->caller = parafa_filing_caller_new (self->http, self->access, self->clock);
  self->archive = archive_test_open (self->dir, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  archive_test_close (self->archive);
  g_object_unref (self->caller);
  g_object_unref (self->access);
  g_object_unref (self->http);
  parafa_clock_unref (self->clock);
  parafa_test_dir_free (self->dir);
}

static gint64
get_day (Fixture *self, gint64 at_s)
{
  parafa_clock_set_now (self->clock, at_s);
  return parafa_filing_caller_get_day (self->caller);
}

static void
test_midnights (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (midnights); i++)
    {
      gint64 start_s = midnights[i].at_s;
      gint64 end_s = start_s + midnights[i].hours * HOUR;
      gint64 day = get_day (self, start_s);
      GDate date;

      g_test_message ("%d.%d", midnights[i].day, midnights[i].month);
      g_date_clear (&date, 1);
      g_date_set_julian (&date, (guint32) day);
      g_assert_cmpint (g_date_get_day (&date), ==, midnights[i].day);
      g_assert_cmpint (g_date_get_month (&date), ==, midnights[i].month);
      g_assert_cmpint (get_day (self, start_s - 1), ==, day - 1);
      for (gint64 at_s = start_s; at_s < end_s; at_s += HOUR / 4)
        g_assert_cmpint (get_day (self, at_s), ==, day);
      g_assert_cmpint (get_day (self, end_s - 1), ==, day);
      g_assert_cmpint (get_day (self, end_s), ==, day + 1);
    }
}

static gboolean
count (Fixture *self, gint64 at_s)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  gboolean allowed;

  parafa_archive_count_async (self->archive, "lista", get_day (self, at_s), 2, NULL,
                              parafa_test_result_callback, result);
  parafa_archive_count_finish (self->archive,
                               parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), &allowed,
                               &error);
  g_assert_no_error (error);
  return allowed;
}

/* A day's count is full until its last second, the hour that comes twice or not at all among them, and not a second more */
static void
test_counters (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (midnights); i++)
    {
      gint64 start_s = midnights[i].at_s;
      gint64 end_s = start_s + midnights[i].hours * HOUR;

      g_test_message ("%d.%d", midnights[i].day, midnights[i].month);
      g_assert_true (count (self, start_s));
      g_assert_true (count (self, start_s + 4 * HOUR));
      g_assert_false (count (self, start_s + 4 * HOUR + 1));
      g_assert_false (count (self, end_s - 1));
    }
}

static ParafaEtransportRecord *
entry_new (const char *created)
{
  g_autofree char *text =
      g_strdup_printf ("{\"id_incarcare\":1,\"cod_decl\":8000000000,\"tip\":\"NOT\",\"sursa\":"
                       "\"A\","
                       "\"stare\":\"OK\",\"uit\":\"7K0A2C4E6H8J9L70\",\"data_creare\":\"%s\"}",
                       created);
  ParafaJsonValue root;

  parafa_json_get_root (text, strlen (text), &root);
  return parafa_etransport_record_new (&root);
}

static gboolean
looks_alike (gint64 sent_at_s, const char *created)
{
  g_autoptr (ParafaFilingRecord) filing = parafa_filing_record_new ();
  ParafaEtransportRecord *entry = entry_new (created);
  gboolean alike;

  filing->sent_at = sent_at_s;
  filing->declarant = g_strdup ("8000000000");
  alike = parafa_filing_match_looks_alike (filing, entry);
  parafa_etransport_record_free (entry);
  return alike;
}

/* A filing's own entry never seems to be of before it was sent, also in the hour that comes twice: what looked older would
 * look absent, and be sent again */
static void
test_entries (void)
{
  g_assert_true (looks_alike (FIRST_HALF_PAST_THREE, "20261025033000"));
  g_assert_true (looks_alike (SECOND_HALF_PAST_THREE, "20261025033000"));
  g_assert_true (looks_alike (SECOND_HALF_PAST_THREE, "20261025040000"));
  g_assert_false (looks_alike (SECOND_HALF_PAST_THREE, "20261025020000"));
  for (guint i = 0; i < G_N_ELEMENTS (midnights); i++)
    {
      g_autoptr (GTimeZone) zone = parafa_romania_zone_new ();
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (midnights[i].at_s);
      g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
      g_autofree char *created = g_date_time_format (local, "%Y%m%d%H%M%S");
      ParafaEtransportRecord *entry = entry_new (created);

      g_assert_true (g_str_has_suffix (created, "000000"));
      g_assert_cmpint (parafa_etransport_record_get_created_at (entry), ==, midnights[i].at_s);
      g_assert_true (looks_alike (midnights[i].at_s - 1, created));
      parafa_etransport_record_free (entry);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/filing-days/midnights", Fixture, NULL, set_up, test_midnights, tear_down);
  g_test_add ("/filing-days/counters", Fixture, NULL, set_up, test_counters, tear_down);
  g_test_add_func ("/filing-days/entries", test_entries);
  return g_test_run ();
}
