/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-vault-store.h"

G_BEGIN_DECLS

/* The Secret Service, spoken to directly */
#define PARAFA_TYPE_VAULT_SERVICE_STORE (parafa_vault_service_store_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaVaultServiceStore, parafa_vault_service_store, PARAFA, VAULT_SERVICE_STORE, GObject)

G_END_DECLS
