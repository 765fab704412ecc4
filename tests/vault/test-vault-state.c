/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "vault-test.h"
#include "parafa-test.h"
#include "parafa-vault-state.h"

/* A keyring that is looked at, and unlocked. Nobody answers a prompt on this bus. */
static ParafaTestKeyring *keyring;
static gboolean in_sandbox;

static ParafaVaultState
ask (void)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;
  ParafaVaultState state = PARAFA_VAULT_STATE_FAILED;

  parafa_vault_state_ask_async (NULL, parafa_test_result_callback, result);
  g_assert_true (
      parafa_vault_state_ask_finish (parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), &state,
                                     &message, &error));
  g_assert_no_error (error);
  return state;
}

static gboolean
unlock (GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_vault_state_unlock_async (NULL, parafa_test_result_callback, result);
  return parafa_vault_state_unlock_finish (parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                           error);
}

static void
test_open (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (GError) error = NULL;

  if (in_sandbox)
    g_assert_cmpint (ask (), ==, PARAFA_VAULT_STATE_NEW);
  g_assert_true (vault_test_store_client_secret (vault, TEST_PROFILE, "s", &error));
  g_assert_cmpint (ask (), ==, PARAFA_VAULT_STATE_OPEN);
  g_assert_true (unlock (&error));
  g_assert_no_error (error);
}

/* Looking opens no prompt: the keyring is as locked as before. Unlocking does; closed, it says so */
static void
test_locked (void)
{
  g_autoptr (GError) error = NULL;

  parafa_test_keyring_lock (keyring);
  g_assert_cmpint (ask (), ==, PARAFA_VAULT_STATE_LOCKED);
  g_assert_cmpint (ask (), ==, PARAFA_VAULT_STATE_LOCKED);
  g_assert_false (unlock (&error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_LOCKED);
  g_assert_cmpint (ask (), ==, PARAFA_VAULT_STATE_LOCKED);
}

static void
test_cancel (void)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  ParafaVaultState state;

  parafa_test_keyring_hang_service (keyring, TRUE);
  parafa_vault_state_ask_async (cancellable, parafa_test_result_callback, result);
  g_cancellable_cancel (cancellable);
  g_assert_false (
      parafa_vault_state_ask_finish (parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), &state,
                                     NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  parafa_test_keyring_hang_service (keyring, FALSE);
}

static void
test_absent (void)
{
  g_autoptr (GError) error = NULL;

  if (in_sandbox)
    parafa_test_keyring_kill_portal (keyring);
  else
    parafa_test_keyring_kill_service (keyring);
  g_assert_cmpint (ask (), ==, PARAFA_VAULT_STATE_ABSENT);
  g_assert_false (unlock (&error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_ABSENT);
}

int
main (int argc, char **argv)
{
  int status;

  in_sandbox = vault_test_init ();
  keyring = vault_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vault/state/open", test_open);
  g_test_add_func ("/vault/state/cancel", test_cancel);
  g_test_add_func ("/vault/state/locked", test_locked);
  g_test_add_func ("/vault/state/absent", test_absent);
  status = g_test_run ();
  parafa_test_keyring_free (keyring);
  return status;
}
