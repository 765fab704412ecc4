/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-pin-state.h"
#include "parafa-secret.h"

G_BEGIN_DECLS

/* A token with a session of our own, and its login */
typedef struct _ParafaTokenLogin ParafaTokenLogin;

ParafaTokenLogin *parafa_token_login_new (const char *uri, GError **error);
void parafa_token_login_free (ParafaTokenLogin *self);
gboolean
parafa_token_login_read_state (ParafaTokenLogin *self, ParafaPinState *state, GError **error);
gboolean parafa_token_login_unlock (ParafaTokenLogin *self,
                                    const ParafaSecret *pin,
                                    ParafaPinState *state,
                                    GError **error);
gboolean parafa_token_login_is_present (ParafaTokenLogin *self);
gboolean parafa_token_login_can_sign_with (ParafaTokenLogin *self, gulong mechanism);
const char *parafa_token_login_get_driver (ParafaTokenLogin *self);
char *parafa_token_login_dup_key_uri (ParafaTokenLogin *self, const char *certificate_uri);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaTokenLogin, parafa_token_login_free)

G_END_DECLS
