/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-date-text.h"
#include "ui-fixture.h"

typedef char *(*Maker) (gint64 time_s);

static void
assert_made (Maker make, gint64 time_s, const char *expected)
{
  g_autofree char *text = make (time_s);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_days (int days, const char *expected)
{
  g_autofree char *text = parafa_date_text_days (days);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_duration (gint64 duration_us, const char *expected)
{
  g_autofree char *text = parafa_date_text_duration (duration_us);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_english (void)
{
  ui_fixture_set_language ("en");
  assert_made (parafa_date_text_long, UI_ENDS, "26 January 2027");
  assert_made (parafa_date_text_short, UI_ENDS, "26 Jan 2027");
  assert_made (parafa_date_text_weekday_and_time, UI_ENDS, "Tuesday, 10:14");
  assert_made (parafa_date_text_time, UI_ENDS, "10:14");
  assert_made (parafa_date_text_iso, UI_ENDS, "2027-01-26 10:14:07 +02:00");
  assert_days (1, "1 day");
  assert_days (0, "0 days");
  assert_days (63, "63 days");
  assert_duration (84400, "84 ms");
  assert_duration (1840000, "1.8 s");
}

/* The machine has no Romanian locale: names of months and days come from the catalogue */
static void
test_romanian (void)
{
  ui_fixture_set_language ("ro");
  assert_made (parafa_date_text_long, UI_ENDS, "26 ianuarie 2027");
  assert_made (parafa_date_text_short, UI_ENDS, "26 ian. 2027");
  assert_made (parafa_date_text_weekday_and_time, UI_ENDS, "Marți, ora 10:14");
  assert_days (1, "1 zi");
  assert_days (6, "6 zile");
  assert_days (19, "19 zile");
  assert_days (20, "20 de zile");
  assert_days (63, "63 de zile");
  assert_days (101, "101 zile");
  assert_days (120, "120 de zile");
  assert_days (0, "0 zile");
  assert_duration (1840000, "1,8 s");
}

static void
test_durations_round (void)
{
  ui_fixture_set_language ("en");
  assert_duration (0, "0 ms");
  assert_duration (999400, "999 ms");
  assert_duration (999600, "1.0 s");
  assert_duration (12340000, "12.3 s");
}

static void
test_all_months (void)
{
  static const char *const months[] = { "ianuarie",   "februarie", "martie",    "aprilie",
                                        "mai",        "iunie",     "iulie",     "august",
                                        "septembrie", "octombrie", "noiembrie", "decembrie" };

  ui_fixture_set_language ("ro");
  for (int i = 1; i <= 12; i++)
    {
      g_autoptr (GDateTime) time = g_date_time_new_local (2027, i, 15, 12, 0, 0);
      g_autofree char *text = parafa_date_text_long (g_date_time_to_unix (time));
      g_autofree char *expected = g_strdup_printf ("15 %s 2027", months[i - 1]);

      g_assert_cmpstr (text, ==, expected);
      /* "nov" is usual, though the month is spelt "noiembrie" */
      g_assert_true (i == 11 ||
                     g_str_has_prefix (months[i - 1], parafa_date_text_get_month_abbreviation (i)));
    }
}

static void
test_far_away_times (void)
{
  g_autofree char *before = parafa_date_text_long (G_MININT64);
  g_autofree char *after = parafa_date_text_iso (G_MAXINT64);

  g_assert_nonnull (strstr (before, "1970"));
  g_assert_nonnull (strstr (after, "1970"));
}

int
main (int argc, char *argv[])
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/ui/date-text/english", test_english);
  g_test_add_func ("/ui/date-text/romanian", test_romanian);
  g_test_add_func ("/ui/date-text/durations-round", test_durations_round);
  g_test_add_func ("/ui/date-text/all-months", test_all_months);
  g_test_add_func ("/ui/date-text/far-away-times", test_far_away_times);
  return g_test_run ();
}
