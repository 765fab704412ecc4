/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-clock.h"
#include "parafa-endpoints.h"
#include "parafa-http.h"
#include "parafa-revocation.h"
#include "parafa-token-answer.h"

G_BEGIN_DECLS

/* Errors: PARAFA_TOKEN_ERROR (the server's answer), PARAFA_HTTP_ERROR (no answer),
 * G_IO_ERROR_CANCELLED */
#define PARAFA_TYPE_OAUTH (parafa_oauth_get_type ())
G_DECLARE_FINAL_TYPE (ParafaOauth, parafa_oauth, PARAFA, OAUTH, GObject)
ParafaOauth *parafa_oauth_new (ParafaHttp *http, ParafaEndpoints *endpoints);
void parafa_oauth_set_clock (ParafaOauth *self, ParafaClock *clock);
void parafa_oauth_exchange_async (ParafaOauth *self,
                                  const char *client_id,
                                  ParafaSecret *client_secret,
                                  ParafaSecret *code,
                                  const char *redirect_uri,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
ParafaTokenPair *
parafa_oauth_exchange_finish (ParafaOauth *self, GAsyncResult *result, GError **error);
void parafa_oauth_refresh_async (ParafaOauth *self,
                                 const char *client_id,
                                 ParafaSecret *client_secret,
                                 ParafaTokenPair *pair,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
ParafaTokenPair *
parafa_oauth_refresh_finish (ParafaOauth *self, GAsyncResult *result, GError **error);

/* which token is sent to be revoked */
typedef enum
{
  PARAFA_REVOKE_ACCESS,
  PARAFA_REVOKE_REFRESH,
} ParafaRevokeKind;

void parafa_oauth_revoke_async (ParafaOauth *self,
                                const char *client_id,
                                ParafaSecret *client_secret,
                                ParafaRevokeKind kind,
                                ParafaSecret *token,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
int parafa_oauth_revoke_finish (ParafaOauth *self, GAsyncResult *result, GError **error);

G_END_DECLS
