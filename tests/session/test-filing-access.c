/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-access.h"
#include "parafa-profile-private.h"
#include "session-test.h"

#define DAY (G_GINT64_CONSTANT (86400))

/* The tokens that filing gets from the accounts, with a real keyring and a real practice server */

static ParafaSecret *
open_door (ParafaFilingAccess *access, const char *profile)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaFilingDoor) door = NULL;
  g_autoptr (GError) error = NULL;

  parafa_filing_access_open_async (access, profile, PARAFA_FILING_PRACTICE, NULL,
                                   parafa_test_result_callback, result);
  door = parafa_filing_access_open_finish (access,
                                           parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                           &error);
  g_assert_no_error (error);
  return parafa_secret_ref (door->token);
}

/* 401: one renewal, and the next door has its token; when that is refused as well, no further one */
static void
test_refused (void)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  g_autoptr (GError) error = NULL;
  ParafaSession *session = session_test_open (clock, &error);
  ParafaAccount *account = session_test_practise (session, &error);
  const char *profile = parafa_profile_get_id (parafa_account_get_profile (account));
  g_autoptr (ParafaFilingAccess) access = parafa_filing_accounts_new (session);
  g_autoptr (ParafaSecret) first = NULL;
  g_autoptr (ParafaSecret) second = NULL;
  g_autoptr (ParafaSecret) third = NULL;
  g_autoptr (ParafaSecret) fourth = NULL;
  gint64 now_s = parafa_clock_get_now (clock);
  g_autoptr (ParafaTokenPair) ended = NULL;
  g_autoptr (ParafaTokenPair) stored = NULL;

  g_assert_no_error (error);
  session_test_grant (session, account);
  first = open_door (access, profile);
  g_assert_cmpint (session_test_count (session, "refreshes"), ==, 0);

  g_assert_true (parafa_filing_access_refused (access, profile, first));
  second = open_door (access, profile);
  g_assert_false (parafa_secret_equal (first, second));
  g_assert_cmpint (session_test_count (session, "refreshes"), ==, 1);
  stored = session_test_stored_pair (account);
  g_assert_true (parafa_secret_equal (second, parafa_token_pair_get_access (stored)));

  /* an answer to the former token that came late */
  g_assert_true (parafa_filing_access_refused (access, profile, first));
  g_assert_false (parafa_filing_access_refused (access, profile, second));
  third = open_door (access, profile);
  g_assert_true (parafa_secret_equal (second, third));
  g_assert_cmpint (session_test_count (session, "refreshes"), ==, 1);

  /* one that has ended is renewed, refused or not */
  ended = parafa_token_pair_new (first, parafa_token_pair_get_refresh (stored), 90 * DAY,
                                 now_s - 91 * DAY, now_s - 91 * DAY);
  session_test_keep (account, ended, &error);
  g_assert_no_error (error);
  fourth = open_door (access, profile);
  g_assert_false (parafa_secret_equal (first, fourth));
  g_assert_cmpint (session_test_count (session, "refreshes"), ==, 2);

  g_clear_object (&access);
  g_object_unref (account);
  session_test_release (session);
}

static void
assert_refused (ParafaSession *session, const char *profile, ParafaFilingSystem system)
{
  g_autoptr (ParafaFilingAccess) access = parafa_filing_accounts_new (session);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaFilingDoor) door = NULL;
  g_autoptr (GError) error = NULL;

  parafa_filing_access_open_async (access, profile, system, NULL, parafa_test_result_callback,
                                   result);
  door = parafa_filing_access_open_finish (access,
                                           parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                           &error);
  g_assert_null (door);
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_REMOVED);
}

/* A filing was confirmed for a profile and a system. When the profile is of another environment, gone, or made anew under
 * the same name in the settings, there is no door, and so neither token nor address: nothing is asked anywhere. */
static void
test_other_environment (void)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  g_autoptr (GError) error = NULL;
  ParafaSession *session = session_test_open (clock, &error);
  ParafaAccount *account = session_test_practise (session, &error);
  g_autofree char *id = g_strdup (parafa_profile_get_id (parafa_account_get_profile (account)));
  g_autoptr (ParafaProfile) real = parafa_profile_new_with_id (id, "Real", PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (ParafaSecret) token = NULL;
  g_autoptr (ParafaFilingAccess) access = parafa_filing_accounts_new (session);

  g_assert_no_error (error);
  session_test_grant (session, account);
  token = open_door (access, id);
  g_assert_nonnull (token);
  g_clear_object (&access);
  assert_refused (session, id, PARAFA_FILING_TEST);
  assert_refused (session, id, PARAFA_FILING_PRODUCTION);
  assert_refused (session, "nobody", PARAFA_FILING_PRACTICE);

  session_test_remove (session, account, &error);
  g_assert_no_error (error);
  g_clear_object (&account);
  assert_refused (session, id, PARAFA_FILING_PRACTICE);
  account = session_test_add (session, real, "secret", &error);
  g_assert_no_error (error);
  assert_refused (session, id, PARAFA_FILING_PRACTICE);
  g_assert_cmpint (session_test_count (session, "refreshes"), ==, 0);
  g_object_unref (account);
  session_test_release (session);
}

int
main (int argc, char **argv)
{
  ParafaTestKeyring *keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/filing-access/refused", test_refused);
  g_test_add_func ("/session/filing-access/other-environment", test_other_environment);
  status = g_test_run ();
  parafa_test_keyring_free (keyring);
  return status;
}
