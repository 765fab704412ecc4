/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include <math.h>

#include "parafa-clock-face.h"
#include "ui-fixture.h"

static void
test_marks_one_a_day (void)
{
  for (int left = 0; left <= 90; left++)
    {
      ParafaClockFace dial =
          parafa_clock_face_new (90, UI_NOW - (90 - left) * DAY, UI_NOW + left * DAY, 0, UI_NOW);

      g_assert_cmpuint (dial.n_marks, ==, 90);
      g_assert_cmpuint (dial.n_spent, ==, 90 - left);
    }
}

static void
test_last_hours_show_a_mark (void)
{
  ParafaClockFace dial = parafa_clock_face_new (90, UI_NOW - 90 * DAY + 60, UI_NOW + 60, 0, UI_NOW);

  g_assert_cmpuint (dial.n_spent, ==, 89);
  g_assert_cmpfloat (dial.pointer_turn, <, 1);
  g_assert_cmpfloat (dial.pointer_turn, >, 0.99);
}

static void
test_nothing_left (void)
{
  ParafaClockFace dial =
      parafa_clock_face_new (90, UI_NOW - 100 * DAY, UI_NOW - 10 * DAY, 14 * DAY, UI_NOW);

  g_assert_cmpuint (dial.n_spent, ==, 90);
  g_assert_cmpfloat (dial.pointer_turn, ==, -1);
}

static void
test_before_the_start (void)
{
  ParafaClockFace dial = parafa_clock_face_new (90, UI_NOW + DAY, UI_NOW + 91 * DAY, 0, UI_NOW);

  g_assert_cmpuint (dial.n_spent, ==, 0);
  g_assert_cmpfloat (dial.pointer_turn, ==, 0);
}

static void
test_five_days_a_mark (void)
{
  ParafaClockFace dial =
      parafa_clock_face_new (73, UI_NOW - 119 * DAY, UI_NOW + 246 * DAY, 0, UI_NOW);

  /* 246 / 5 = 49.2: the fiftieth mark is not wholly spent */
  g_assert_cmpuint (dial.n_spent, ==, 73 - 50);
}

static void
test_due_mark (void)
{
  ParafaClockFace dial =
      parafa_clock_face_new (90, UI_NOW - 27 * DAY, UI_NOW + 63 * DAY, 14 * DAY, UI_NOW);

  g_assert_cmpint (dial.due_mark, ==, 76);
  g_assert_cmpint (parafa_clock_face_new (90, 0, DAY, 14 * DAY, 0).due_mark, ==, -1);
  g_assert_cmpint (parafa_clock_face_new (90, 0, 90 * DAY, 0, 0).due_mark, ==, -1);
}

static void
test_no_length (void)
{
  ParafaClockFace dial = parafa_clock_face_new (0, UI_NOW, UI_NOW, 0, UI_NOW);

  g_assert_cmpuint (dial.n_marks, ==, 1);
  g_assert_cmpuint (dial.n_spent, ==, 1);
}

static void
test_angles (void)
{
  ParafaClockFace dial = parafa_clock_face_new (90, 0, 90 * DAY, 0, 0);

  g_assert_cmpfloat_with_epsilon (parafa_clock_face_get_mark_angle (&dial, 0), G_PI / 90, 1e-9);
  g_assert_cmpfloat_with_epsilon (parafa_clock_face_get_mark_angle (&dial, 89),
                                  2 * G_PI - G_PI / 90, 1e-9);
  for (guint i = 1; i < dial.n_marks; i++)
    g_assert_cmpfloat (parafa_clock_face_get_mark_angle (&dial, i), >,
                       parafa_clock_face_get_mark_angle (&dial, i - 1));
}

static void
test_widths (void)
{
  ParafaClockFace few = parafa_clock_face_new (4, 0, 1, 0, 0);
  ParafaClockFace many = parafa_clock_face_new (365, 0, 1, 0, 0);
  ParafaClockFace ninety = parafa_clock_face_new (90, 0, 1, 0, 0);

  g_assert_cmpfloat_with_epsilon (parafa_clock_face_get_mark_width (&few, 60), 3.2, 1e-9);
  g_assert_cmpfloat_with_epsilon (parafa_clock_face_get_mark_width (&many, 60), 1.25, 1e-9);
  g_assert_cmpfloat_with_epsilon (parafa_clock_face_get_mark_width (&ninety, 60),
                                  0.52 * 2 * G_PI * 60 / 90, 1e-9);
}

static void
test_days_of_the_calendar (void)
{
  g_assert_cmpint (parafa_clock_face_count_days (UI_NOW, UI_NOW), ==, 0);
  g_assert_cmpint (parafa_clock_face_count_days (UI_NOW, UI_NOW + 13 * 3600), ==, 0);
  g_assert_cmpint (parafa_clock_face_count_days (UI_NOW, UI_NOW + 14 * 3600), ==, 1);
  g_assert_cmpint (parafa_clock_face_count_days (UI_NOW, UI_ENDS), ==, 63);
  g_assert_cmpint (parafa_clock_face_count_days (UI_NOW, UI_NOW - 10 * 3600 - 1), ==, -1);
}

static void
test_days_over_summer_time (void)
{
  /* 24 November to 24 May: 181 days, one hour less on the clock of the wall */
  g_assert_cmpint (parafa_clock_face_count_days (UI_NOW, UI_NOW + 181 * DAY - 3600), ==, 181);
  g_assert_cmpint (parafa_clock_face_count_days (UI_NOW, UI_NOW + 181 * DAY), ==, 181);
}

int
main (int argc, char *argv[])
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/ui/clock-face/marks-one-a-day", test_marks_one_a_day);
  g_test_add_func ("/ui/clock-face/last-hours-show-a-mark", test_last_hours_show_a_mark);
  g_test_add_func ("/ui/clock-face/nothing-left", test_nothing_left);
  g_test_add_func ("/ui/clock-face/before-the-start", test_before_the_start);
  g_test_add_func ("/ui/clock-face/five-days-a-mark", test_five_days_a_mark);
  g_test_add_func ("/ui/clock-face/due-mark", test_due_mark);
  g_test_add_func ("/ui/clock-face/no-length", test_no_length);
  g_test_add_func ("/ui/clock-face/angles", test_angles);
  g_test_add_func ("/ui/clock-face/widths", test_widths);
  g_test_add_func ("/ui/clock-face/days-of-the-calendar", test_days_of_the_calendar);
  g_test_add_func ("/ui/clock-face/days-over-summer-time", test_days_over_summer_time);
  return g_test_run ();
}
