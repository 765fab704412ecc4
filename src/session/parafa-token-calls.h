/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-session.h"

G_BEGIN_DECLS

/* The calls made with a stored token: addresses and client secret found, request sent */
void parafa_token_calls_refresh_async (ParafaSession *session,
                                       ParafaProfile *profile,
                                       ParafaTokenPair *pair,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
ParafaTokenPair *
parafa_token_calls_refresh_finish (ParafaSession *session, GAsyncResult *result, GError **error);
void parafa_token_calls_revoke_async (ParafaSession *session,
                                      ParafaProfile *profile,
                                      ParafaTokenPair *pair,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
int parafa_token_calls_revoke_finish (ParafaSession *session, GAsyncResult *result, GError **error);
void parafa_token_calls_hello_async (ParafaSession *session,
                                     ParafaProfile *profile,
                                     ParafaTokenPair *pair,
                                     const char *name,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
ParafaHello *
parafa_token_calls_hello_finish (ParafaSession *session, GAsyncResult *result, GError **error);

G_END_DECLS
