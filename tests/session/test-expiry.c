/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-expiry.h"

#define DAY (G_GINT64_CONSTANT (86400))
#define NOW (G_GINT64_CONSTANT (1795500000))

static void
test_days_left (void)
{
  static const struct
  {
    gint64 left_s;
    int days;
  } cases[] = {
    { 90 * DAY, 90 }, { 90 * DAY - 1, 89 }, { 14 * DAY, 14 }, { 2 * DAY, 2 }, { 2 * DAY - 1, 1 },
    { DAY, 1 },       { DAY - 1, 1 },       { 60, 1 },        { 1, 1 },       { 0, 0 },
    { -1, 0 },        { -DAY, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (parafa_expiry_get_days_left (NOW + cases[i].left_s, NOW), ==, cases[i].days);
  g_assert_cmpint (parafa_expiry_get_days_left (-1, NOW), ==, -1);
  g_assert_cmpint (parafa_expiry_get_days_left (G_MAXINT64, 0), ==, G_MAXINT);
}

/* From one change to the next, the days said never change in between */
static void
test_next_change_misses_nothing (void)
{
  gint64 expires_at_s = NOW + 5 * DAY + 4711;
  gint64 now_s = NOW;
  guint n_changes = 0;

  while (now_s < expires_at_s)
    {
      int days = parafa_expiry_get_days_left (expires_at_s, now_s);
      gint64 next_s = parafa_expiry_get_next_change (expires_at_s, now_s);

      g_assert_cmpint (next_s, >, now_s);
      g_assert_cmpint (parafa_expiry_get_days_left (expires_at_s, next_s - 1), ==, days);
      g_assert_cmpint (parafa_expiry_get_days_left (expires_at_s, next_s), !=, days);
      now_s = next_s;
      n_changes++;
    }
  g_assert_cmpuint (n_changes, ==, 5);
  g_assert_cmpint (now_s, ==, expires_at_s);
  g_assert_cmpint (parafa_expiry_get_next_change (expires_at_s, now_s), ==, G_MAXINT64);
  g_assert_cmpint (parafa_expiry_get_next_change (-1, NOW), ==, G_MAXINT64);
}

static void
test_next_midnight (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Bucharest");
  g_autoptr (GDateTime) evening = g_date_time_new (zone, 2026, 11, 24, 23, 59, 59.0);
  g_autoptr (GDateTime) midnight = g_date_time_new (zone, 2026, 11, 25, 0, 0, 0.0);
  g_autoptr (GDateTime) after = g_date_time_new (zone, 2026, 11, 26, 0, 0, 0.0);

  g_assert_cmpint (parafa_expiry_get_next_midnight (g_date_time_to_unix (evening), zone), ==,
                   g_date_time_to_unix (midnight));
  g_assert_cmpint (parafa_expiry_get_next_midnight (g_date_time_to_unix (midnight), zone), ==,
                   g_date_time_to_unix (after));
}

/* The days on which the clocks change have 23 and 25 hours */
static void
test_midnight_on_clock_change (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Bucharest");
  g_autoptr (GDateTime) spring = g_date_time_new (zone, 2026, 3, 29, 0, 0, 0.0);
  g_autoptr (GDateTime) autumn = g_date_time_new (zone, 2026, 10, 25, 0, 0, 0.0);
  gint64 spring_s = g_date_time_to_unix (spring);
  gint64 autumn_s = g_date_time_to_unix (autumn);

  g_assert_cmpint (parafa_expiry_get_next_midnight (spring_s, zone), ==, spring_s + 23 * 3600);
  g_assert_cmpint (parafa_expiry_get_next_midnight (autumn_s, zone), ==, autumn_s + 25 * 3600);
}

static void
test_midnight_out_of_range (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  g_assert_cmpint (parafa_expiry_get_next_midnight (G_MAXINT64 / 2, zone), ==,
                   G_MAXINT64 / 2 + DAY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/expiry/days-left", test_days_left);
  g_test_add_func ("/session/expiry/next-change-misses-nothing", test_next_change_misses_nothing);
  g_test_add_func ("/session/expiry/next-midnight", test_next_midnight);
  g_test_add_func ("/session/expiry/midnight-on-clock-change", test_midnight_on_clock_change);
  g_test_add_func ("/session/expiry/midnight-out-of-range", test_midnight_out_of_range);

  return g_test_run ();
}
