/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-refresh-lock.h"
#include "parafa-session-error.h"
#include "parafa-test.h"

#define ID "8f14e45f-ceea-467f-a9ac-1b2c3d4e5f60"

static ParafaRefreshLock *
take (const char *id, guint limit_ms, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_refresh_lock_take_async (id, limit_ms, parafa_test_result_callback, result);
  return parafa_refresh_lock_take_finish (parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                          error);
}

static void
test_one_at_a_time (void)
{
  g_autoptr (ParafaRefreshLock) first = take (ID, 0, NULL);
  g_autoptr (ParafaRefreshLock) other = take ("another", 0, NULL);
  g_autoptr (ParafaRefreshLock) second = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (first);
  g_assert_nonnull (other);
  g_assert_null (take (ID, 0, &error));
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_null (take (ID, 300, &error));
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_BUSY);
  g_clear_error (&error);
  g_clear_pointer (&first, parafa_refresh_lock_free);
  second = take (ID, 0, &error);
  g_assert_no_error (error);
  g_assert_nonnull (second);
}

static void
test_waits_for_its_turn (void)
{
  g_autoptr (ParafaRefreshLock) first = take (ID, 0, NULL);
  g_autoptr (ParafaRefreshLock) second = NULL;
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_refresh_lock_take_async (ID, PARAFA_TEST_LIMIT_MS, parafa_test_result_callback, result);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_false (parafa_test_result_is_ready (result));
  g_clear_pointer (&first, parafa_refresh_lock_free);
  second = parafa_refresh_lock_take_finish (parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                            NULL);
  g_assert_nonnull (second);
}

/* Without a place for the file the refresh goes on without a lock */
static void
test_no_place (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *file = parafa_test_write_file (dir, "file", "x");
  g_autoptr (ParafaRefreshLock) lock = NULL;

  if (g_test_subprocess ())
    {
      lock = take (ID, 0, NULL);
      g_assert_nonnull (lock);
      return;
    }
  g_setenv ("XDG_RUNTIME_DIR", file, TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();

  g_test_init (&argc, &argv, NULL);
  if (!g_test_subprocess ())
    g_setenv ("XDG_RUNTIME_DIR", dir, TRUE);

  g_test_add_func ("/session/refresh-lock/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/session/refresh-lock/waits-for-its-turn", test_waits_for_its_turn);
  g_test_add_func ("/session/refresh-lock/no-place", test_no_place);

  return g_test_run ();
}
