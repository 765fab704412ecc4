/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "vault-test.h"

static ParafaTestKeyring *keyring;

static void
assert_absent (ParafaVault *vault)
{
  g_autoptr (ParafaTokenPair) pair = vault_test_pair ("m", 1700000000);
  g_autoptr (GError) error = NULL;

  g_assert_null (vault_test_load (vault, TEST_PROFILE, &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_ABSENT);
  g_clear_error (&error);
  g_assert_false (vault_test_store (vault, TEST_PROFILE, pair, &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_ABSENT);
  g_clear_error (&error);
  g_assert_null (vault_test_load_client_secret (vault, TEST_PROFILE, &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_ABSENT);
  g_clear_error (&error);
  g_assert_false (vault_test_store_client_secret (vault, TEST_PROFILE, "s", &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_ABSENT);
  g_clear_error (&error);
  g_assert_false (vault_test_erase (vault, TEST_PROFILE, &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_ABSENT);
}

static void
test_no_service (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();

  assert_absent (vault);
}

/* The pair that could not be stored is stored once a service is there */
static void
test_service_appears (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (ParafaTokenPair) pair = vault_test_pair ("tarziu", 1700000000);
  g_autoptr (ParafaTokenPair) loaded = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (vault_test_store (vault, TEST_PROFILE, pair, &error));
  g_clear_error (&error);
  vault_test_start_service (keyring);
  g_assert_true (vault_test_store (vault, TEST_PROFILE, pair, &error));
  g_assert_no_error (error);
  loaded = vault_test_load (vault, TEST_PROFILE, &error);
  vault_test_assert_pair (loaded, "tarziu");
}

/* The session bus is looked for once per process: each way to miss it has a process of its own */
static void
assert_absent_in_subprocess (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (ParafaVault) vault = parafa_vault_new ();

      assert_absent (vault);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_no_bus (void)
{
  if (g_test_subprocess ())
    g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/parafa-bus", TRUE);
  assert_absent_in_subprocess ();
}

static void
test_no_address (void)
{
  if (g_test_subprocess ())
    {
      g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
      g_unsetenv ("DISPLAY");
      g_setenv ("XDG_RUNTIME_DIR", "/nonexistent", TRUE);
    }
  assert_absent_in_subprocess ();
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  vault_test_init ();
  if (!g_test_subprocess ())
    keyring = vault_test_keyring_new (PARAFA_TEST_KEYRING_ABSENT);
  g_test_add_func ("/vault/absent/no-service", test_no_service);
  g_test_add_func ("/vault/absent/service-appears", test_service_appears);
  g_test_add_func ("/vault/absent/no-bus", test_no_bus);
  g_test_add_func ("/vault/absent/no-address", test_no_address);
  status = g_test_run ();
  if (keyring != NULL)
    parafa_test_keyring_free (keyring);
  return status;
}
