/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-certificate.h"
#include "parafa-pin-state.h"
#include "parafa-secret.h"

#include <gnutls/abstract.h>

G_BEGIN_DECLS

/* A key that asks again. Blocks; Returns: (transfer full) (nullable): the PIN, NULL to give up */
typedef ParafaSecret *(*ParafaIdentityAsk) (ParafaPinFlags flags,
                                            const char *token,
                                            gpointer user_data);

/* Certificate chain and key of one person, ready to be used. Counted; any thread */
typedef struct _ParafaIdentity ParafaIdentity;

ParafaIdentity *parafa_identity_new_from_token (
    const char *uri, GBytes *der, const ParafaSecret *pin, ParafaPinState *state, GError **error);
ParafaIdentity *
parafa_identity_new_from_file (const char *path, const ParafaSecret *password, GError **error);
ParafaIdentity *parafa_identity_ref (ParafaIdentity *self);
void parafa_identity_unref (ParafaIdentity *self);
ParafaCertificate *parafa_identity_get_certificate (ParafaIdentity *self);
gboolean parafa_identity_is_on_token (ParafaIdentity *self);
gnutls_pcert_st *parafa_identity_get_chain (ParafaIdentity *self, guint *n_chain);
gnutls_privkey_t parafa_identity_get_key (ParafaIdentity *self);
gboolean parafa_identity_lacks_pss (ParafaIdentity *self);
gboolean parafa_identity_note_no_pss (ParafaIdentity *self);
void parafa_identity_set_ask (ParafaIdentity *self, ParafaIdentityAsk ask, gpointer user_data);
GError *parafa_identity_explain_failure (ParafaIdentity *self, int gnutls_code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaIdentity, parafa_identity_unref)

G_END_DECLS
