/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "vault-test.h"
#include "parafa-test.h"
#include "parafa-vault-choice.h"

/* Returns whether it is the portal's turn */
gboolean
vault_test_init (void)
{
  gboolean portal = g_strcmp0 (g_getenv ("PARAFA_TEST_STORE"), "portal") == 0;

  parafa_vault_choice_set (portal ? PARAFA_VAULT_CHOICE_PORTAL : PARAFA_VAULT_CHOICE_SERVICE);
  return portal;
}

/* What libsecret takes for a sandbox. The file has a folder of its own, since the service looks for keyrings
 * where a sandbox would have it. */
static void
make_sandbox (ParafaTestKeyring *keyring)
{
  g_autofree char *path = g_build_filename (parafa_test_keyring_get_dir (keyring), "sandbox",
                                            "keyrings", "default.keyring", NULL);

  g_setenv ("SNAP_NAME", "parafa", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
}

ParafaTestKeyring *
vault_test_keyring_new (ParafaTestKeyringMode mode)
{
  gboolean portal = vault_test_init ();
  ParafaTestKeyring *keyring = parafa_test_keyring_new (mode);

  if (portal)
    make_sandbox (keyring);
  if (portal && mode != PARAFA_TEST_KEYRING_ABSENT)
    parafa_test_keyring_start_portal (keyring, TRUE);
  return keyring;
}

/* where there was none */
void
vault_test_start_service (ParafaTestKeyring *keyring)
{
  parafa_test_keyring_start_service (keyring);
  if (vault_test_init ())
    parafa_test_keyring_start_portal (keyring, TRUE);
}

static ParafaSecret *
marked (const char *kind, const char *mark)
{
  g_autofree char *text = g_strdup_printf ("%s-%s", kind, mark);

  return parafa_secret_new (text, -1);
}

ParafaTokenPair *
vault_test_pair (const char *mark, gint64 obtained_at_s)
{
  g_autoptr (ParafaSecret) access = marked ("acces", mark);
  g_autoptr (ParafaSecret) refresh = marked ("innoire", mark);

  return parafa_token_pair_new (access, refresh, PARAFA_TOKEN_ACCESS_LIFETIME_S, obtained_at_s,
                                obtained_at_s);
}

void
vault_test_assert_pair (ParafaTokenPair *pair, const char *mark)
{
  g_autoptr (ParafaSecret) access = marked ("acces", mark);
  g_autoptr (ParafaSecret) refresh = marked ("innoire", mark);

  g_assert_nonnull (pair);
  g_assert_cmpstr (parafa_secret_get (parafa_token_pair_get_access (pair)), ==,
                   parafa_secret_get (access));
  g_assert_cmpstr (parafa_secret_get (parafa_token_pair_get_refresh (pair)), ==,
                   parafa_secret_get (refresh));
}

gboolean
vault_test_store (ParafaVault *vault, const char *profile_id, ParafaTokenPair *pair, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_vault_store_pair_async (vault, profile_id, "Parafa: Firma Exemplu", pair, NULL,
                                 parafa_test_result_callback, result);
  return parafa_vault_store_pair_finish (vault,
                                         parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                         error);
}

ParafaTokenPair *
vault_test_load (ParafaVault *vault, const char *profile_id, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_vault_load_pair_async (vault, profile_id, NULL, parafa_test_result_callback, result);
  return parafa_vault_load_pair_finish (vault,
                                        parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                        error);
}

gboolean
vault_test_store_client_secret (ParafaVault *vault,
                                const char *profile_id,
                                const char *text,
                                GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaSecret) secret = parafa_secret_new (text, -1);

  parafa_vault_store_client_secret_async (vault, profile_id, "Parafa: Firma Exemplu", secret, NULL,
                                          parafa_test_result_callback, result);
  return parafa_vault_store_client_secret_finish (vault,
                                                  parafa_test_result_wait (result,
                                                                           PARAFA_TEST_LIMIT_MS),
                                                  error);
}

ParafaSecret *
vault_test_load_client_secret (ParafaVault *vault, const char *profile_id, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_vault_load_client_secret_async (vault, profile_id, NULL, parafa_test_result_callback,
                                         result);
  return parafa_vault_load_client_secret_finish (vault,
                                                 parafa_test_result_wait (result,
                                                                          PARAFA_TEST_LIMIT_MS),
                                                 error);
}

gboolean
vault_test_erase (ParafaVault *vault, const char *profile_id, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_vault_erase_async (vault, profile_id, NULL, parafa_test_result_callback, result);
  return parafa_vault_erase_finish (vault, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                    error);
}
