/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-hello.h"
#include "parafa-profile.h"
#include "parafa-token-pair.h"
#include "parafa-vault.h"

G_BEGIN_DECLS

typedef enum
{
  PARAFA_ACCOUNT_LOADING,
  PARAFA_ACCOUNT_EMPTY,          /* never logged in */
  PARAFA_ACCOUNT_READY,          /* there is a pair; ask its state */
  PARAFA_ACCOUNT_KEYRING_LOCKED, /* nothing lost; try again */
  PARAFA_ACCOUNT_KEYRING_ABSENT,
  PARAFA_ACCOUNT_KEYRING_FAILED,
} ParafaAccountState;

/* A profile with its tokens. Properties: "profile" (construct-only), "state" (int), "token-state"
 * (int ParafaTokenState), "busy" (gboolean: a refresh runs), "unsaved" (gboolean: a fresh pair is
 * held that the keyring did not take yet). Signal "changed": anything shown may have changed (also
 * at midnight). The pair is no property: it is a secret. */
#define PARAFA_TYPE_ACCOUNT (parafa_account_get_type ())
G_DECLARE_FINAL_TYPE (ParafaAccount, parafa_account, PARAFA, ACCOUNT, GObject)
ParafaProfile *parafa_account_get_profile (ParafaAccount *self);
ParafaAccountState parafa_account_get_state (ParafaAccount *self);
ParafaTokenPair *parafa_account_get_pair (ParafaAccount *self); /* (nullable) (transfer none) */
ParafaTokenState parafa_account_get_token_state (ParafaAccount *self);
int parafa_account_get_days_left (
    ParafaAccount *self); /* of access; 0 when expired, -1 unknown or none */
int parafa_account_get_refresh_days_left (ParafaAccount *self);
gboolean parafa_account_is_unsaved (ParafaAccount *self);
gboolean parafa_account_is_busy (ParafaAccount *self);
void parafa_account_load_async (ParafaAccount *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean parafa_account_load_finish (ParafaAccount *self, GAsyncResult *result, GError **error);
/* keeps a fresh pair: held in memory at once, then stored; on a keyring error it stays held and
 * "unsaved" */
void parafa_account_keep_async (ParafaAccount *self,
                                ParafaTokenPair *pair,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean parafa_account_keep_finish (ParafaAccount *self, GAsyncResult *result, GError **error);
/* offers the held pair to the keyring again */
void parafa_account_save_async (ParafaAccount *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean parafa_account_save_finish (ParafaAccount *self, GAsyncResult *result, GError **error);
void parafa_account_refresh_async (ParafaAccount *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean parafa_account_refresh_finish (ParafaAccount *self, GAsyncResult *result, GError **error);
/* the automatic renewal: when, or -1; and why the last refresh failed (nullable) */
gint64 parafa_account_get_renewal_due_at (ParafaAccount *self);
const GError *parafa_account_get_refresh_error (ParafaAccount *self);
void parafa_account_hello_async (ParafaAccount *self,
                                 const char *name,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
ParafaHello *
parafa_account_hello_finish (ParafaAccount *self, GAsyncResult *result, GError **error);

G_END_DECLS
