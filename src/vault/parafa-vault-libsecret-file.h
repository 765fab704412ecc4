/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#define SECRET_API_SUBJECT_TO_CHANGE 1
#include <libsecret/secret.h>
/* installed and stable, but forgotten in secret.h */
#define __SECRET_INSIDE_HEADER__
#include <libsecret/secret-backend.h>
#undef __SECRET_INSIDE_HEADER__
#include "parafa-vault-store.h"

G_BEGIN_DECLS

/* libsecret's file back end, waited for. For threads, one after the other, with the file locked. Errors are
 * of PARAFA_VAULT_ERROR */
SecretBackend *parafa_vault_libsecret_file_open (GError **error);
gboolean parafa_vault_libsecret_file_find (SecretBackend *backend,
                                           GHashTable *attributes,
                                           GList **items,
                                           GError **error);
gboolean parafa_vault_libsecret_file_put (SecretBackend *backend,
                                          GHashTable *attributes,
                                          const char *label,
                                          ParafaSecret *secret,
                                          GError **error);
gboolean
parafa_vault_libsecret_file_drop (SecretBackend *backend, GHashTable *attributes, GError **error);

G_END_DECLS
