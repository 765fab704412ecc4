/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "parafa-token-pair.h"

G_BEGIN_DECLS

#define PARAFA_VAULT_ERROR (parafa_vault_error_quark ())
GQuark parafa_vault_error_quark (void);
typedef enum
{
  PARAFA_VAULT_ERROR_LOCKED, /* locked, and the person closed the prompt */
  PARAFA_VAULT_ERROR_ABSENT, /* no Secret Service on the session bus, or in a sandbox no Secret portal */
  PARAFA_VAULT_ERROR_DAMAGED, /* an item is there but cannot be read */
  PARAFA_VAULT_ERROR_FAILED,
} ParafaVaultError;

#define PARAFA_TYPE_VAULT (parafa_vault_get_type ())
G_DECLARE_FINAL_TYPE (ParafaVault, parafa_vault, PARAFA, VAULT, GObject)
ParafaVault *parafa_vault_new (void);
/* whether secrets are in the application's own file, as in a sandbox, and not with the Secret Service */
gboolean parafa_vault_uses_portal (void);
/* whether the keyring may ask for its password (it may, unless said otherwise); without, a locked one
 * is an error at once */
void parafa_vault_set_prompts (ParafaVault *self, gboolean prompts);
/* one item holds the whole pair, so it is replaced at once or not at all; read back before success
 * is told */
void parafa_vault_store_pair_async (ParafaVault *self,
                                    const char *profile_id,
                                    const char *label,
                                    ParafaTokenPair *pair,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean parafa_vault_store_pair_finish (ParafaVault *self, GAsyncResult *result, GError **error);
/* Returns NULL without error when nothing is stored */
void parafa_vault_load_pair_async (ParafaVault *self,
                                   const char *profile_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
ParafaTokenPair *
parafa_vault_load_pair_finish (ParafaVault *self, GAsyncResult *result, GError **error);
void parafa_vault_store_client_secret_async (ParafaVault *self,
                                             const char *profile_id,
                                             const char *label,
                                             ParafaSecret *secret,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
gboolean
parafa_vault_store_client_secret_finish (ParafaVault *self, GAsyncResult *result, GError **error);
void parafa_vault_load_client_secret_async (ParafaVault *self,
                                            const char *profile_id,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
ParafaSecret *
parafa_vault_load_client_secret_finish (ParafaVault *self, GAsyncResult *result, GError **error);
/* removes everything of a profile */
void parafa_vault_erase_async (ParafaVault *self,
                               const char *profile_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* the pair only; the client secret stays */
void parafa_vault_erase_pair_async (ParafaVault *self,
                                    const char *profile_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean parafa_vault_erase_finish (ParafaVault *self, GAsyncResult *result, GError **error);

G_END_DECLS
