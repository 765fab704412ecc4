/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-clock.h"

static void
test_system (void)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  gint64 before_s = g_get_real_time () / G_USEC_PER_SEC;
  gint64 now_s = parafa_clock_get_now (clock);

  g_assert_cmpint (now_s, >=, before_s);
  g_assert_cmpint (now_s, <=, g_get_real_time () / G_USEC_PER_SEC);
}

static void
test_fixed (void)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_fixed (1800000000);

  g_assert_cmpint (parafa_clock_get_now (clock), ==, 1800000000);
  parafa_clock_set_now (clock, 1700000000);
  g_assert_cmpint (parafa_clock_get_now (clock), ==, 1700000000);
}

static void
test_references (void)
{
  ParafaClock *clock = parafa_clock_new_fixed (1);
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, PARAFA_TYPE_CLOCK);
  g_value_take_boxed (&value, parafa_clock_ref (clock));
  parafa_clock_unref (clock);
  g_assert_cmpint (parafa_clock_get_now (g_value_get_boxed (&value)), ==, 1);
}

static void
test_system_cannot_be_set (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (ParafaClock) clock = parafa_clock_new_system ();

      parafa_clock_set_now (clock, 1);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*is_fixed*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/clock/system", test_system);
  g_test_add_func ("/base/clock/fixed", test_fixed);
  g_test_add_func ("/base/clock/references", test_references);
  g_test_add_func ("/base/clock/system-cannot-be-set", test_system_cannot_be_set);
  return g_test_run ();
}
