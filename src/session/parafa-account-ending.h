/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-account.h"
#include "parafa-revocation.h"

G_BEGIN_DECLS

/* The two ways a pair ends before its time: revoked at the server, or forgotten here only */
void parafa_account_revoke_async (ParafaAccount *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
int parafa_account_revoke_finish (ParafaAccount *self, GAsyncResult *result, GError **error);
void parafa_account_forget_async (ParafaAccount *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean parafa_account_forget_finish (ParafaAccount *self, GAsyncResult *result, GError **error);

G_END_DECLS
