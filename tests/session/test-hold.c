/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-hold.h"

static void
count (gpointer user_data)
{
  ++*(guint *) user_data;
}

static void
run_idle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
test_called_when_released (void)
{
  guint n = 0;

  parafa_hold_program ();
  parafa_hold_program ();
  g_assert_true (parafa_program_is_held ());
  parafa_program_call_when_released (count, &n);
  parafa_release_program ();
  run_idle ();
  g_assert_cmpuint (n, ==, 0);
  parafa_release_program ();
  g_assert_false (parafa_program_is_held ());
  run_idle ();
  g_assert_cmpuint (n, ==, 1);
  /* once */
  parafa_hold_program ();
  parafa_release_program ();
  run_idle ();
  g_assert_cmpuint (n, ==, 1);
}

static void
test_nothing_runs (void)
{
  guint n = 0;

  parafa_program_call_when_released (count, &n);
  run_idle ();
  g_assert_cmpuint (n, ==, 1);
}

static void
test_taken_back (void)
{
  guint n = 0;

  parafa_hold_program ();
  parafa_program_call_when_released (count, &n);
  parafa_program_call_when_released (NULL, NULL);
  parafa_release_program ();
  run_idle ();
  g_assert_cmpuint (n, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/hold/called-when-released", test_called_when_released);
  g_test_add_func ("/session/hold/nothing-runs", test_nothing_runs);
  g_test_add_func ("/session/hold/taken-back", test_taken_back);
  return g_test_run ();
}
