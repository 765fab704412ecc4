/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-vault-store.h"

G_BEGIN_DECLS

/* libsecret's encrypted file, whose key comes from the Secret portal */
#define PARAFA_TYPE_VAULT_PORTAL_STORE (parafa_vault_portal_store_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaVaultPortalStore, parafa_vault_portal_store, PARAFA, VAULT_PORTAL_STORE, GObject)

G_END_DECLS
