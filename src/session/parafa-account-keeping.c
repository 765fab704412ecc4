/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-account-private.h"
#include "parafa-hold.h"

static void store_pair (ParafaAccount *self);

static ParafaAccountState
state_for_vault_error (const GError *error)
{
  if (g_error_matches (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_LOCKED))
    return PARAFA_ACCOUNT_KEYRING_LOCKED;
  if (g_error_matches (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_ABSENT))
    return PARAFA_ACCOUNT_KEYRING_ABSENT;
  return PARAFA_ACCOUNT_KEYRING_FAILED;
}

/* NULL for success */
void
parafa_account_return_to_all (GPtrArray *tasks, const GError *error)
{
  for (guint i = 0; i < tasks->len; i++)
    {
      GTask *task = g_ptr_array_index (tasks, i);

      if (error == NULL)
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, g_error_copy (error));
    }
}

GPtrArray *
parafa_account_new_waiting (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

GPtrArray *
parafa_account_take_waiting (GPtrArray **waiting)
{
  GPtrArray *taken = *waiting;

  *waiting = parafa_account_new_waiting ();
  return taken;
}

/* -- load -- */

static void
load_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaAccount *self = g_task_get_source_object (task);
  const ParafaTokenPair *held_before = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaTokenPair) pair =
      parafa_vault_load_pair_finish (PARAFA_VAULT (source), result, &error);

  /* A pair that came meanwhile, or that the keyring did not take, is newer than the stored one */
  if (self->unsaved || self->storing || self->pair != held_before)
    {
      parafa_account_set_state (self,
                                self->pair != NULL ? PARAFA_ACCOUNT_READY : PARAFA_ACCOUNT_EMPTY);
      parafa_account_tell_changed (self);
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (error != NULL)
    {
      if (self->pair == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        parafa_account_set_state (self, state_for_vault_error (error));
      parafa_account_tell_changed (self);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  parafa_account_set_pair (self, pair);
  parafa_account_set_state (self, pair != NULL ? PARAFA_ACCOUNT_READY : PARAFA_ACCOUNT_EMPTY);
  parafa_account_tell_changed (self);
  g_task_return_boolean (task, TRUE);
}

/* -- keep and save -- */

static void
store_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaAccount *self = g_task_get_source_object (task);
  ParafaTokenPair *stored = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) savers = NULL;
  g_autoptr (GPtrArray) retirers = NULL;
  gboolean good = parafa_vault_store_pair_finish (PARAFA_VAULT (source), result, &error);

  parafa_release_program ();
  self->storing = FALSE;
  if (self->retired)
    {
      savers = parafa_account_take_waiting (&self->savers);
      retirers = parafa_account_take_waiting (&self->retirers);
      parafa_account_return_to_all (savers, error);
      parafa_account_return_to_all (retirers, NULL);
      return;
    }
  if (self->pair != stored && self->pair != NULL)
    {
      /* a newer pair came while the older was being written: all wait for that one */
      store_pair (self);
      return;
    }
  savers = parafa_account_take_waiting (&self->savers);
  /* one that was forgotten meanwhile is erased next */
  parafa_account_set_unsaved (self, !good && self->pair != NULL);
  parafa_account_tell_changed (self);
  parafa_account_return_to_all (savers, error);
}

/* One write at a time, always of the newest pair: an older one can never arrive after it */
static void
store_pair (ParafaAccount *self)
{
  GTask *task = g_task_new (self, NULL, NULL, NULL);

  g_task_set_source_tag (task, store_pair);
  g_task_set_task_data (task, parafa_token_pair_ref (self->pair),
                        (GDestroyNotify) parafa_token_pair_unref);
  self->storing = TRUE;
  parafa_hold_program ();
  parafa_vault_store_pair_async (self->vault, parafa_profile_get_id (self->profile),
                                 parafa_profile_get_name (self->profile), self->pair, NULL,
                                 store_ready, task);
}

gboolean
parafa_account_fail_when_retired (ParafaAccount *self, GTask *task)
{
  if (self->session != NULL && !self->retired)
    return FALSE;
  g_task_return_new_error (task, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_REMOVED,
                           "the account was removed");
  return TRUE;
}

static void
save_held_pair (ParafaAccount *self, GTask *task)
{
  g_ptr_array_add (self->savers, g_object_ref (task));
  if (!self->storing)
    store_pair (self);
}

/**
 * parafa_account_retire_async:
 * @self: an account that is about to be removed
 * @cancellable: (nullable): ends the wait
 * @callback: called when no write of this account runs any more
 * @user_data: for @callback
 *
 * From here on nothing of the account is stored, so that erasing its secrets is final.
 */
void
parafa_account_retire_async (ParafaAccount *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PARAFA_IS_ACCOUNT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_account_retire_async);
  self->retired = TRUE;
  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->storing)
    g_ptr_array_add (self->retirers, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * parafa_account_retire_finish:
 * @self: the account
 * @result: the result
 * @error: return location
 *
 * Returns: %TRUE when no write runs
 */
gboolean
parafa_account_retire_finish (ParafaAccount *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * parafa_account_unretire:
 * @self: an account whose removal failed
 *
 * Takes parafa_account_retire_async() back.
 */
void
parafa_account_unretire (ParafaAccount *self)
{
  g_return_if_fail (PARAFA_IS_ACCOUNT (self));

  self->retired = FALSE;
  parafa_account_arm_timer (self);
}

/**
 * parafa_account_load_async:
 * @self: an account
 * @cancellable: (nullable): ends the wait
 * @callback: called when done
 * @user_data: for @callback
 *
 * Loads the pair from the keyring. A pair that is held and not stored is never replaced, and a pair
 * that came while the keyring was asked stays. Fails with %PARAFA_VAULT_ERROR; a pair held from
 * before stays usable then.
 */
void
parafa_account_load_async (ParafaAccount *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PARAFA_IS_ACCOUNT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_account_load_async);
  if (self->unsaved || self->storing)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (self->pair != NULL)
    g_task_set_task_data (task, parafa_token_pair_ref (self->pair),
                          (GDestroyNotify) parafa_token_pair_unref);
  else
    parafa_account_set_state (self, PARAFA_ACCOUNT_LOADING);
  parafa_vault_load_pair_async (self->vault, parafa_profile_get_id (self->profile), cancellable,
                                load_ready, g_steal_pointer (&task));
}

/**
 * parafa_account_load_finish:
 * @self: an account
 * @result: the result
 * @error: return location
 *
 * Returns: %TRUE when the keyring answered, also when it holds nothing, or was not needed
 */
gboolean
parafa_account_load_finish (ParafaAccount *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * parafa_account_keep_async:
 * @self: an account
 * @pair: a fresh pair
 * @cancellable: (nullable): ends the wait, never the write
 * @callback: called when the pair is in the keyring, or was refused
 * @user_data: for @callback
 *
 * Holds the pair at once, then stores it in place of the former one. Fails with
 * %PARAFA_VAULT_ERROR: the pair stays held, usable and "unsaved"; parafa_account_save_async()
 * offers it again. Fails with %PARAFA_SESSION_ERROR_REMOVED for an account that was removed.
 */
void
parafa_account_keep_async (ParafaAccount *self,
                           ParafaTokenPair *pair,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PARAFA_IS_ACCOUNT (self));
  g_return_if_fail (pair != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_account_keep_async);
  if (parafa_account_fail_when_retired (self, task))
    return;
  parafa_account_set_pair (self, pair);
  parafa_account_set_state (self, PARAFA_ACCOUNT_READY);
  parafa_account_set_unsaved (self, TRUE);
  parafa_account_tell_changed (self);
  save_held_pair (self, task);
}

/**
 * parafa_account_keep_finish:
 * @self: an account
 * @result: the result
 * @error: return location
 *
 * Returns: %TRUE when the pair, or a newer one, is in the keyring
 */
gboolean
parafa_account_keep_finish (ParafaAccount *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * parafa_account_save_async:
 * @self: an account
 * @cancellable: (nullable): ends the wait, never the write
 * @callback: called when done
 * @user_data: for @callback
 *
 * Offers the held pair to the keyring again; succeeds at once when there is nothing unsaved.
 * Errors: as parafa_account_keep_async().
 */
void
parafa_account_save_async (ParafaAccount *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PARAFA_IS_ACCOUNT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_account_save_async);
  if (parafa_account_fail_when_retired (self, task))
    return;
  if (self->pair == NULL || !self->unsaved)
    g_task_return_boolean (task, TRUE);
  else
    save_held_pair (self, task);
}

/**
 * parafa_account_save_finish:
 * @self: an account
 * @result: the result
 * @error: return location
 *
 * Returns: %TRUE when nothing is unsaved any more
 */
gboolean
parafa_account_save_finish (ParafaAccount *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
