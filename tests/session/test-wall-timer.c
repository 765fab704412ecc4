/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-wall-timer.h"
#include "parafa-test.h"

static gboolean
on_time (gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
  return G_SOURCE_REMOVE;
}

static gboolean
is_set (gpointer data)
{
  return *(guint *) data > 0;
}

/* Once, not before its time, and then the source is gone */
static void
test_once (void)
{
  gint64 before_us = g_get_real_time ();
  guint n = 0;
  guint id = parafa_wall_timer_add (1, on_time, &n);

  parafa_test_wait_until (is_set, &n, PARAFA_TEST_LIMIT_MS);
  /* the timer counts whole seconds of the wall clock */
  g_assert_cmpint (g_get_real_time () / G_USEC_PER_SEC, >=, before_us / G_USEC_PER_SEC + 1);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (n, ==, 1);
  g_assert_null (g_main_context_find_source_by_id (NULL, id));
}

static void
test_removed (void)
{
  guint n = 0;
  guint n_later = 0;
  guint id = parafa_wall_timer_add (1, on_time, &n);

  g_source_remove (id);
  parafa_wall_timer_add (2, on_time, &n_later);
  parafa_test_wait_until (is_set, &n_later, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpuint (n, ==, 0);
}

/* What lies in the past or is now comes in a second, not never */
static void
test_past (void)
{
  guint n = 0;

  parafa_wall_timer_add (-5, on_time, &n);
  parafa_test_wait_until (is_set, &n, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpuint (n, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/wall-timer/once", test_once);
  g_test_add_func ("/session/wall-timer/removed", test_removed);
  g_test_add_func ("/session/wall-timer/past", test_past);

  return g_test_run ();
}
