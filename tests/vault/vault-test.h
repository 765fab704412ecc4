/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-vault.h"

G_BEGIN_DECLS

#define TEST_PROFILE "profil-1"

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
