/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#define SECRET_API_SUBJECT_TO_CHANGE 1
#include <libsecret/secret.h>

G_BEGIN_DECLS

/* libsecret's service whose prompts end when they are closed */
#define PARAFA_TYPE_VAULT_SERVICE (parafa_vault_service_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaVaultService, parafa_vault_service, PARAFA, VAULT_SERVICE, SecretService)

void parafa_vault_service_open_async (GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
SecretService *parafa_vault_service_open_finish (GAsyncResult *result, GError **error);
gboolean parafa_vault_service_is_current (ParafaVaultService *self);
void parafa_vault_service_set_prompts (ParafaVaultService *self, gboolean prompts);

G_END_DECLS
