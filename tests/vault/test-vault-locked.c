/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "vault-test.h"

#define SECRET_API_SUBJECT_TO_CHANGE 1
#include <libsecret/secret.h>

/* Nobody answers the service's prompt on this bus, which the service takes as closing it */
static ParafaTestKeyring *keyring;

static void
unlock (void)
{
  parafa_test_keyring_kill_service (keyring);
  parafa_test_keyring_start_service (keyring);
}

static void
store_one (ParafaVault *vault, const char *profile_id, const char *mark)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaTokenPair) pair = vault_test_pair (mark, 1700000000);

  g_assert_true (vault_test_store (vault, profile_id, pair, &error));
  g_assert_no_error (error);
}

static void
assert_loads (ParafaVault *vault, const char *profile_id, const char *mark)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaTokenPair) pair = vault_test_load (vault, profile_id, &error);

  g_assert_no_error (error);
  vault_test_assert_pair (pair, mark);
}

static void
test_load (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (GError) error = NULL;

  unlock ();
  store_one (vault, "incuiat", "pastrat");
  parafa_test_keyring_lock (keyring);
  g_assert_null (vault_test_load (vault, "incuiat", &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_LOCKED);

  unlock ();
  assert_loads (vault, "incuiat", "pastrat");
}

/* Whether something is stored cannot be known, so that "nothing" would be a lie */
static void
test_load_nothing (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (GError) error = NULL;

  unlock ();
  parafa_test_keyring_lock (keyring);
  g_assert_null (vault_test_load (vault, "necunoscut", &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_null (vault_test_load_client_secret (vault, "necunoscut", &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_LOCKED);
}

static void
test_store_keeps_the_old (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (ParafaTokenPair) newer = vault_test_pair ("nou", 1700000100);
  g_autoptr (GError) error = NULL;

  unlock ();
  store_one (vault, "pus", "vechi");
  parafa_test_keyring_lock (keyring);
  g_assert_false (vault_test_store (vault, "pus", newer, &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_false (vault_test_store_client_secret (vault, "pus", "secret", &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_LOCKED);
  g_clear_error (&error);

  unlock ();
  assert_loads (vault, "pus", "vechi");
  g_assert_true (vault_test_store (vault, "pus", newer, &error));
  assert_loads (vault, "pus", "nou");
}

static void
test_erase_removes_nothing (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (GError) error = NULL;

  unlock ();
  store_one (vault, "sters", "ramas");
  parafa_test_keyring_lock (keyring);
  g_assert_false (vault_test_erase (vault, "sters", &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_LOCKED);

  unlock ();
  assert_loads (vault, "sters", "ramas");
}

int
main (int argc, char **argv)
{
  int status;

  keyring = vault_test_keyring_new (PARAFA_TEST_KEYRING_LOCKED);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vault/locked/load", test_load);
  g_test_add_func ("/vault/locked/load-nothing", test_load_nothing);
  g_test_add_func ("/vault/locked/store-keeps-the-old", test_store_keeps_the_old);
  g_test_add_func ("/vault/locked/erase-removes-nothing", test_erase_removes_nothing);
  status = g_test_run ();
  secret_service_disconnect ();
  parafa_test_keyring_free (keyring);
  return status;
}
