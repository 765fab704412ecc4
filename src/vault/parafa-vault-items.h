/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-vault.h"
#include "parafa-vault-service.h"

G_BEGIN_DECLS

const SecretSchema *parafa_vault_items_get_schema (void);
GError *parafa_vault_items_translate (const GError *foreign, GCancellable *cancellable);

/* Every item with these attributes, with its secret, newest first; unlocks what is locked */
void parafa_vault_items_find_async (SecretService *service,
                                    GHashTable *attributes,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean parafa_vault_items_find_finish (GAsyncResult *result, GList **items, GError **error);

G_END_DECLS
