/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-refresh-lock.h"
#include "parafa-session.h"

G_BEGIN_DECLS

struct _ParafaAccount
{
  GObject parent_instance;
  ParafaSession *session; /* (unowned) (weak) (nullable) */
  ParafaVault *vault;     /* (owned) */
  ParafaClock *clock;     /* (owned) */
  ParafaProfile *profile; /* (owned) */
  ParafaAccountState state;
  ParafaTokenPair *pair; /* (owned) (nullable) */
  ParafaTokenState token_state;
  gboolean unsaved;
  gboolean retired;
  gboolean storing;
  GPtrArray *savers;     /* (owned) (element-type GTask): wait for the pair held now */
  GPtrArray *refreshers; /* (owned) (element-type GTask): share the refresh that runs */
  gboolean refreshing;
  ParafaTokenPair *refreshed;      /* (owned) (nullable): the pair that is being refreshed */
  GError *refresh_error;           /* (owned) (nullable): why the last refresh failed */
  guint n_failures;                /* refreshes that failed in a row */
  gint64 retry_at_s;               /* no automatic renewal before; -1: none failed */
  gint64 lost_at_s;                /* when a refresh was sent whose answer never came; -1: none */
  ParafaRefreshLock *refresh_lock; /* (owned) (nullable): while a refresh runs */
  GPtrArray *retirers;             /* (owned) (element-type GTask): wait for the write that runs */
  guint timer_id;
};

ParafaAccount *parafa_account_new (ParafaSession *session, ParafaProfile *profile);
/* nothing is stored any more from here on; waits for a write that runs */
void parafa_account_retire_async (ParafaAccount *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean parafa_account_retire_finish (ParafaAccount *self, GAsyncResult *result, GError **error);
void parafa_account_unretire (ParafaAccount *self);

/* parafa-account.c: what is shown */
void parafa_account_tell_changed (ParafaAccount *self);
void parafa_account_set_state (ParafaAccount *self, ParafaAccountState state);
void parafa_account_set_unsaved (ParafaAccount *self, gboolean unsaved);
void parafa_account_set_pair (ParafaAccount *self, ParafaTokenPair *pair);
void parafa_account_set_refreshing (ParafaAccount *self, gboolean refreshing);
void parafa_account_arm_timer (ParafaAccount *self);
/* parafa-account-refresh.c: the automatic renewal; Unix seconds, G_MAXINT64 for never */
gint64 parafa_account_get_renewal_at (ParafaAccount *self);
void parafa_account_renew_when_due (ParafaAccount *self);
/* parafa-account-keeping.c: those who wait */
gboolean parafa_account_fail_when_retired (ParafaAccount *self, GTask *task);
GPtrArray *parafa_account_new_waiting (void);
GPtrArray *parafa_account_take_waiting (GPtrArray **waiting);
void parafa_account_return_to_all (GPtrArray *tasks, const GError *error);

G_END_DECLS
