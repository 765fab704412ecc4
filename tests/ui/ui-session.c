/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "ui-session.h"

#include "parafa-test.h"
#include "ui-fixture.h"

/* A session with real accounts in a real keyring, and the program's own window on it */
typedef struct
{
  ParafaTestKeyring *keyring;
  ParafaTestDir *dir;
  ParafaClock *clock;
  ParafaSession *session;
} Fixture;

static Fixture fixture;

static void
add_account (const char *name, ParafaEnvironment environment, gint64 ends_at_s, gint64 login_at_s)
{
  g_autoptr (ParafaProfile) profile = ui_fixture_new_profile (name, environment);
  g_autoptr (ParafaSecret) secret = parafa_secret_new ("client-secret-of-a-test", -1);
  g_autoptr (ParafaTestResult) added = parafa_test_result_new ();
  g_autoptr (ParafaTestResult) kept = parafa_test_result_new ();
  g_autoptr (ParafaTokenPair) pair = NULL;
  g_autoptr (GError) error = NULL;
  ParafaAccount *account;

  parafa_session_add_async (fixture.session, profile, secret, NULL, parafa_test_result_callback,
                            added);
  account =
      parafa_session_add_finish (fixture.session,
                                 parafa_test_result_wait (added, PARAFA_TEST_LIMIT_MS), &error);
  g_assert_no_error (error);
  if (ends_at_s < 0)
    return;
  pair = ui_fixture_new_pair (ends_at_s, login_at_s, TRUE);
  parafa_account_keep_async (account, pair, NULL, parafa_test_result_callback, kept);
  g_assert_true (parafa_account_keep_finish (account,
                                             parafa_test_result_wait (kept, PARAFA_TEST_LIMIT_MS),
                                             &error));
  g_assert_no_error (error);
}

static void
open_session (void)
{
  g_autoptr (ParafaTestResult) opened = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  fixture.session = parafa_session_new (fixture.dir, fixture.clock);
  parafa_session_open_async (fixture.session, NULL, parafa_test_result_callback, opened);
  g_assert_true (parafa_session_open_finish (fixture.session,
                                             parafa_test_result_wait (opened, PARAFA_TEST_LIMIT_MS),
                                             &error));
  g_assert_no_error (error);
}

void
ui_session_set_up (void)
{
  fixture.keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  fixture.dir = parafa_test_dir_new ();
  fixture.clock = parafa_clock_new_fixed (UI_NOW);
  open_session ();
  add_account ("Cabinet Salcia", PARAFA_ENVIRONMENT_ANAF, UI_ENDS, UI_LOGIN);
  add_account ("Morile Albastre", PARAFA_ENVIRONMENT_ANAF, UI_NOW + 6 * DAY + 7200,
               UI_NOW - 280 * DAY);
  add_account ("Cotul Dealului Trans", PARAFA_ENVIRONMENT_ANAF, UI_NOW - 3 * DAY,
               UI_NOW - 207 * DAY);
  add_account ("Viile din Deal", PARAFA_ENVIRONMENT_ANAF, -1, -1);
  add_account (PARAFA_SESSION_PRACTICE_NAME, PARAFA_ENVIRONMENT_PRACTICE, UI_NOW + 89 * DAY + 7200,
               UI_NOW);
}

static gboolean
has_account (gpointer data)
{
  return parafa_window_get_account (PARAFA_WINDOW (data)) != NULL;
}

ParafaWindow *
ui_session_make_window (int width, int height)
{
  ParafaWindow *window = parafa_window_new (NULL, fixture.session);

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  ui_fixture_show (GTK_WINDOW (window));
  parafa_test_wait_until (has_account, window, PARAFA_TEST_LIMIT_MS);
  return window;
}

void
ui_session_select (ParafaWindow *window, guint index)
{
  ParafaAccount *account = ui_session_get_account (index);

  parafa_window_select (window, account);
  g_assert_true (parafa_window_get_account (window) == account);
}

void
ui_session_tear_down (void)
{
  g_clear_object (&fixture.session);
  g_clear_pointer (&fixture.clock, parafa_clock_unref);
  g_clear_pointer (&fixture.dir, parafa_test_dir_free);
  g_clear_pointer (&fixture.keyring, parafa_test_keyring_free);
}

ParafaSession *
ui_session_get (void)
{
  return fixture.session;
}

ParafaTestKeyring *
ui_session_get_keyring (void)
{
  return fixture.keyring;
}

ParafaAccount *
ui_session_get_account (guint index)
{
  g_autoptr (ParafaAccount) account = g_list_model_get_item (G_LIST_MODEL (fixture.session), index);

  g_assert_nonnull (account);
  return account;
}
