/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "session-test.h"

#include "parafa-reminder-ends.h"

/* What ends when, from accounts and without them, with a real keyring */

#define NOW (G_GINT64_CONSTANT (1795500000))
#define DAY (G_GINT64_CONSTANT (86400))

static ParafaTestKeyring *keyring;
static ParafaSession *session;
static ParafaAccount *account; /* (unowned) */

static const ParafaReminderEnd *
find (GPtrArray *ends, ParafaReminderKind kind)
{
  for (guint i = 0; i < ends->len; i++)
    if (((ParafaReminderEnd *) ends->pdata[i])->kind == kind)
      return ends->pdata[i];
  return NULL;
}

static gint64
find_end (GPtrArray *ends, ParafaReminderKind kind)
{
  const ParafaReminderEnd *end = find (ends, kind);

  return end != NULL ? end->ends_at_s : -1;
}

static GPtrArray *
check (GPtrArray *known)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  GPtrArray *ends;

  parafa_reminder_ends_check_async (NULL, known, NULL, parafa_test_result_callback, result);
  ends = parafa_reminder_ends_check_finish (parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                            &error);
  g_assert_no_error (error);
  return ends;
}

static GPtrArray *
nothing (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_reminder_end_free);
}

static void
assert_same (GPtrArray *a, GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    g_assert_true (parafa_reminder_end_equal (a->pdata[i], b->pdata[i]));
}

/* Files and keyring say what the accounts say */
static void
test_both_ways (void)
{
  g_autoptr (GPtrArray) known = nothing ();
  g_autoptr (GPtrArray) from_accounts =
      parafa_reminder_ends_from_accounts (G_LIST_MODEL (session), NULL);
  g_autoptr (GPtrArray) from_files = check (known);
  const ParafaReminderEnd *access = find (from_accounts, PARAFA_REMINDER_ACCESS);

  assert_same (from_accounts, from_files);
  g_assert_cmpuint (from_accounts->len, ==, 3);
  g_assert_cmpint (find_end (from_accounts, PARAFA_REMINDER_ACCESS), ==, NOW + 90 * DAY);
  g_assert_cmpint (find_end (from_accounts, PARAFA_REMINDER_CERTIFICATE), ==, NOW + 200 * DAY);
  g_assert_true (access != NULL && access->renewable);
  g_assert_true (access != NULL && g_str_equal (access->profile_name, "Țepeș"));
}

/* Another program renewed meanwhile */
static void
test_renewed_elsewhere (void)
{
  g_autoptr (GPtrArray) known = nothing ();
  g_autoptr (GPtrArray) ends = NULL;
  g_autoptr (ParafaTokenPair) pair = session_test_pair ("doi", NOW + 50 * DAY, 90 * DAY);
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_vault_store_pair_async (vault,
                                 parafa_profile_get_id (parafa_account_get_profile (account)),
                                 "Parafa", pair, NULL, parafa_test_result_callback, result);
  g_assert_true (
      parafa_vault_store_pair_finish (vault, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                      NULL));
  ends = check (known);
  g_assert_cmpint (find_end (ends, PARAFA_REMINDER_ACCESS), ==, NOW + 140 * DAY);
}

/* A locked keyring is not asked for its password: what was known stays */
static void
test_locked (void)
{
  g_autoptr (GPtrArray) none = nothing ();
  g_autoptr (GPtrArray) known = check (none);
  g_autoptr (GPtrArray) ends = NULL;
  g_autoptr (GPtrArray) unknown = NULL;

  parafa_test_keyring_lock (keyring);
  ends = check (known);
  assert_same (ends, known);
  /* the certificate's end is in the profile */
  unknown = check (none);
  g_assert_cmpuint (unknown->len, ==, 1);
  g_assert_nonnull (find (unknown, PARAFA_REMINDER_CERTIFICATE));
}

int
main (int argc, char *argv[])
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_fixed (NOW);
  g_autoptr (ParafaProfile) profile = parafa_profile_new ("Țepeș", PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (ParafaProfile) practice = parafa_profile_new ("Practice", PARAFA_ENVIRONMENT_PRACTICE);
  g_autoptr (ParafaTokenPair) pair = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  session = session_test_open (clock, &error);
  g_assert_no_error (error);
  parafa_profile_set_certificate (profile, "Ion", "Sigiliu", "01", NOW + 200 * DAY);
  parafa_profile_set_certificate (practice, "Ion", "Sigiliu", "01", NOW + 2 * DAY);
  account = session_test_add (session, profile, "un-secret", &error);
  g_assert_no_error (error);
  g_assert_nonnull (session_test_add (session, practice, "un-secret", &error));
  pair = session_test_pair ("unu", NOW, 90 * DAY);
  g_assert_true (session_test_keep (account, pair, &error));
  g_assert_no_error (error);
  g_test_add_func ("/session/reminder-ends/both-ways", test_both_ways);
  g_test_add_func ("/session/reminder-ends/renewed-elsewhere", test_renewed_elsewhere);
  g_test_add_func ("/session/reminder-ends/locked", test_locked);
  status = g_test_run ();
  session_test_release (session);
  parafa_test_keyring_free (keyring);
  return status;
}
