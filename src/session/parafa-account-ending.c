/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-account-ending.h"
#include "parafa-account-private.h"
#include "parafa-hold.h"
#include "parafa-renewal-note.h"
#include "parafa-session-error.h"
#include "parafa-token-calls.h"

/* As for a refresh: nobody refreshes what is being revoked */
#define LOCK_LIMIT_MS (30 * 1000)

/* -- forget: out of memory at once, then out of the keyring -- */

static void
note_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  parafa_renewal_note_clear_finish (result);
}

static void
forget_erased (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaAccount *self = g_task_get_source_object (task);
  ParafaTokenPair *pair = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean erased = parafa_vault_erase_finish (PARAFA_VAULT (source), result, &error);

  parafa_release_program ();
  if (erased)
    {
      parafa_renewal_note_clear_async (parafa_profile_get_id (self->profile), note_cleared, NULL);
      g_task_return_boolean (task, TRUE);
      return;
    }
  /* it is still in the keyring: what is shown says so, unless a login gave another one meanwhile */
  if (self->pair == NULL)
    {
      parafa_account_set_pair (self, pair);
      parafa_account_set_state (self, PARAFA_ACCOUNT_READY);
      parafa_account_tell_changed (self);
    }
  g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
fail_when_nothing_or_busy (ParafaAccount *self, GTask *task)
{
  if (parafa_account_fail_when_retired (self, task))
    return TRUE;
  if (self->pair == NULL)
    g_task_return_new_error (task, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_NO_PAIR,
                             "there is no token");
  else if (self->refreshing)
    g_task_return_new_error (task, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_BUSY,
                             "the token is being refreshed");
  else
    return FALSE;
  return TRUE;
}

/**
 * parafa_account_forget_async:
 * @self: an account
 * @cancellable: (nullable): ends the wait, not the erasing
 * @callback: called when the pair is gone from this computer
 * @user_data: for @callback
 *
 * Erases the pair from memory and keyring, and tells no server: it stays valid wherever else it is.
 * Profile and client secret stay. To take it back, keep a reference of the pair from before and hand
 * it to parafa_account_keep_async(). Fails with %PARAFA_SESSION_ERROR_NO_PAIR,
 * %PARAFA_SESSION_ERROR_BUSY while a refresh runs, %PARAFA_VAULT_ERROR: then nothing is forgotten.
 */
void
parafa_account_forget_async (ParafaAccount *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PARAFA_IS_ACCOUNT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_account_forget_async);
  if (fail_when_nothing_or_busy (self, task))
    return;
  g_task_set_task_data (task, parafa_token_pair_ref (self->pair),
                        (GDestroyNotify) parafa_token_pair_unref);
  parafa_account_set_pair (self, NULL);
  parafa_account_set_state (self, PARAFA_ACCOUNT_EMPTY);
  parafa_account_set_unsaved (self, FALSE);
  g_clear_error (&self->refresh_error);
  self->retry_at_s = -1;
  parafa_account_tell_changed (self);
  parafa_hold_program ();
  /* the vault does one thing after the other: a write that runs comes before */
  parafa_vault_erase_pair_async (self->vault, parafa_profile_get_id (self->profile), NULL,
                                 forget_erased, g_steal_pointer (&task));
}

/**
 * parafa_account_forget_finish:
 * @self: an account
 * @result: the result
 * @error: return location
 *
 * Returns: %TRUE when the pair is gone
 */
gboolean
parafa_account_forget_finish (ParafaAccount *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* -- revoke: lock → ask the server → what it revoked is forgotten -- */

typedef struct
{
  ParafaRefreshLock *lock; /* (owned) (nullable) */
  ParafaTokenPair *pair;   /* (owned) */
} RevokeData;

static void
revoke_data_free (RevokeData *data)
{
  g_clear_pointer (&data->lock, parafa_refresh_lock_free);
  g_clear_pointer (&data->pair, parafa_token_pair_unref);
  g_free (data);
}

static void revoke_locked (GObject *source, GAsyncResult *result, gpointer user_data);
static void revoke_answered (GObject *source, GAsyncResult *result, gpointer user_data);
static void revoke_forgotten (GObject *source, GAsyncResult *result, gpointer user_data);

static void
revoke_locked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaAccount *self = g_task_get_source_object (task);
  RevokeData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  data->lock = parafa_refresh_lock_take_finish (result, &error);
  if (data->lock == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (fail_when_nothing_or_busy (self, task))
    return;
  if (data->pair != self->pair)
    {
      g_task_return_new_error (task, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_BUSY,
                               "another token came meanwhile");
      return;
    }
  parafa_token_calls_revoke_async (self->session, self->profile, data->pair, revoke_answered,
                                   g_steal_pointer (&task));
}

static void
revoke_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaAccount *self = g_task_get_source_object (task);
  RevokeData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  int outcome = parafa_token_calls_revoke_finish (PARAFA_SESSION (source), result, &error);

  if (outcome < 0)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (outcome == PARAFA_REVOCATION_DONE && self->pair == data->pair)
    parafa_account_forget_async (self, NULL, revoke_forgotten, g_steal_pointer (&task));
  else
    g_task_return_int (task, outcome);
}

/* What is revoked is revoked, whether the keyring let it go or not */
static void
revoke_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (!parafa_account_forget_finish (PARAFA_ACCOUNT (source), result, &error))
    g_info ("account: a revoked pair stays in the keyring: %s", error->message);
  g_task_return_int (task, PARAFA_REVOCATION_DONE);
}

/**
 * parafa_account_revoke_async:
 * @self: an account
 * @cancellable: (nullable): ends the wait; what was asked of the server is not taken back
 * @callback: called when done
 * @user_data: for @callback
 *
 * Asks the server to revoke the pair: the refresh token, and of an opaque pair the access token as
 * well. A pair that was revoked is forgotten here; where the server does not offer it, nothing
 * changes. Fails with %PARAFA_SESSION_ERROR_NO_PAIR, %PARAFA_SESSION_ERROR_BUSY while it is being
 * refreshed here or elsewhere, %PARAFA_SESSION_ERROR_CLIENT_SECRET, and as
 * parafa_oauth_revoke_finish().
 */
void
parafa_account_revoke_async (ParafaAccount *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  RevokeData *data = NULL;

  g_return_if_fail (PARAFA_IS_ACCOUNT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_account_revoke_async);
  if (fail_when_nothing_or_busy (self, task))
    return;
  data = g_new0 (RevokeData, 1);
  data->pair = parafa_token_pair_ref (self->pair);
  g_task_set_task_data (task, data, (GDestroyNotify) revoke_data_free);
  parafa_refresh_lock_take_async (parafa_profile_get_id (self->profile), LOCK_LIMIT_MS,
                                  revoke_locked, g_steal_pointer (&task));
}

/**
 * parafa_account_revoke_finish:
 * @self: an account
 * @result: the result
 * @error: return location
 *
 * Returns: a #ParafaRevocation, or -1 with an error
 */
int
parafa_account_revoke_finish (ParafaAccount *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return (int) g_task_propagate_int (G_TASK (result), error);
}
