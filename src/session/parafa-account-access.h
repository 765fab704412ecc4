/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-account.h"

G_BEGIN_DECLS

/**
 * ParafaAccessFlags:
 * @PARAFA_ACCESS_DEFAULT: refresh when due
 * @PARAFA_ACCESS_NO_REFRESH: never ask the server: the token as it is, or %PARAFA_SESSION_ERROR_EXPIRED
 */
typedef enum
{
  PARAFA_ACCESS_DEFAULT = 0,
  PARAFA_ACCESS_NO_REFRESH = 1 << 0,
} ParafaAccessFlags;

/* An access token that is valid now, for whoever is about to call ANAF: pages, command line, D-Bus */
void parafa_account_get_access_async (ParafaAccount *self,
                                      ParafaAccessFlags flags,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
ParafaSecret *
parafa_account_get_access_finish (ParafaAccount *self, GAsyncResult *result, GError **error);
/* the server answered 401 to a token: another one, once */
void parafa_account_replace_access_async (ParafaAccount *self,
                                          ParafaSecret *refused,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
ParafaSecret *
parafa_account_replace_access_finish (ParafaAccount *self, GAsyncResult *result, GError **error);

G_END_DECLS
