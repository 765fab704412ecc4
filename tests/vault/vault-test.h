/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-vault.h"
#include "test-keyring.h"

G_BEGIN_DECLS

#define TEST_PROFILE "profil-1"

/* Every test is done with both stores: the Secret Service, and, with PARAFA_TEST_STORE=portal, libsecret's
 * file with a key from a real portal */
gboolean vault_test_init (void);
ParafaTestKeyring *vault_test_keyring_new (ParafaTestKeyringMode mode);
void vault_test_start_service (ParafaTestKeyring *keyring);

/* Calls that wait for their end, for tests only */
ParafaTokenPair *vault_test_pair (const char *mark, gint64 obtained_at_s);
void vault_test_assert_pair (ParafaTokenPair *pair, const char *mark);
gboolean vault_test_store (ParafaVault *vault,
                           const char *profile_id,
                           ParafaTokenPair *pair,
                           GError **error);
ParafaTokenPair *vault_test_load (ParafaVault *vault, const char *profile_id, GError **error);
gboolean vault_test_store_client_secret (ParafaVault *vault,
                                         const char *profile_id,
                                         const char *text,
                                         GError **error);
ParafaSecret *
vault_test_load_client_secret (ParafaVault *vault, const char *profile_id, GError **error);
gboolean vault_test_erase (ParafaVault *vault, const char *profile_id, GError **error);

G_END_DECLS
