/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How the keyring is found when it is only looked at */
typedef enum
{
  PARAFA_VAULT_STATE_OPEN,
  PARAFA_VAULT_STATE_LOCKED,
  PARAFA_VAULT_STATE_NEW,    /* a service answers; there is no keyring yet */
  PARAFA_VAULT_STATE_ABSENT, /* no Secret Service on the session bus */
  PARAFA_VAULT_STATE_FAILED, /* it answers with an error; see the message */
} ParafaVaultState;

/* asks for nothing, opens no prompt, keeps nothing. message: (out) (nullable): for FAILED. Fails only
 * when cancelled */
void parafa_vault_state_ask_async (GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean parafa_vault_state_ask_finish (GAsyncResult *result,
                                        ParafaVaultState *state,
                                        char **message,
                                        GError **error);
/* opens the keyring's own prompt. Fails with PARAFA_VAULT_ERROR */
void parafa_vault_state_unlock_async (GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean parafa_vault_state_unlock_finish (GAsyncResult *result, GError **error);

G_END_DECLS
