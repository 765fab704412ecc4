/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-account-private.h"
#include "parafa-renewal-note.h"
#include "parafa-certificate-keep.h"
#include "parafa-session-private.h"

/* How accounts come and go: list, file and keyring in step */

GPtrArray *
parafa_session_collect_profiles (ParafaSession *self)
{
  GPtrArray *profiles = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->accounts->len; i++)
    {
      ParafaAccount *account = g_ptr_array_index (self->accounts, i);

      g_ptr_array_add (profiles, g_object_ref (parafa_account_get_profile (account)));
    }
  return profiles;
}

ParafaAccount *
parafa_session_append (ParafaSession *self, ParafaProfile *profile)
{
  ParafaAccount *account = parafa_account_new (self, profile);

  g_ptr_array_add (self->accounts, account);
  g_list_model_items_changed (G_LIST_MODEL (self), self->accounts->len - 1, 0, 1);
  return account;
}

static gboolean
take_out_account (ParafaSession *self, ParafaAccount *account, guint *position)
{
  if (!g_ptr_array_find (self->accounts, account, position))
    return FALSE;
  g_ptr_array_remove_index (self->accounts, *position);
  g_list_model_items_changed (G_LIST_MODEL (self), *position, 1, 0);
  return TRUE;
}

/* A load that fails shows in the account's state; whoever looks at it can try again */
void
parafa_session_account_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!parafa_account_load_finish (PARAFA_ACCOUNT (source), result, &error))
    g_info ("session: a pair was not loaded: %s", error->message);
}

/* -- add: secret into the vault, profile into the file; taken back when the file refuses -- */

typedef struct
{
  ParafaProfile *profile; /* (owned) */
  ParafaAccount *account; /* (owned) (nullable) */
  GError *error;          /* (owned) (nullable): told when what was done is undone */
} AddData;

static void
add_data_free (AddData *data)
{
  g_clear_object (&data->profile);
  g_clear_object (&data->account);
  g_clear_error (&data->error);
  g_free (data);
}

static void
add_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  AddData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!parafa_vault_erase_finish (PARAFA_VAULT (source), result, &error))
    g_info ("session: a client secret of no profile stays behind: %s", error->message);
  g_task_return_error (task, g_steal_pointer (&data->error));
}

static void
add_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaSession *self = g_task_get_source_object (task);
  AddData *data = g_task_get_task_data (task);
  guint position = 0;

  if (parafa_profile_store_write_finish (PARAFA_PROFILE_STORE (source), result, &data->error))
    {
      parafa_account_load_async (data->account, NULL, parafa_session_account_loaded, NULL);
      g_task_return_pointer (task, g_object_ref (data->account), g_object_unref);
      return;
    }
  take_out_account (self, data->account, &position);
  parafa_vault_erase_async (self->vault, parafa_profile_get_id (data->profile), NULL, add_undone,
                            g_steal_pointer (&task));
}

static void
add_secret_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaSession *self = g_task_get_source_object (task);
  AddData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) profiles = NULL;

  if (!parafa_vault_store_client_secret_finish (PARAFA_VAULT (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  data->account = g_object_ref (parafa_session_append (self, data->profile));
  profiles = parafa_session_collect_profiles (self);
  parafa_profile_store_write_async (self->store, profiles, NULL, add_written,
                                    g_steal_pointer (&task));
}

/* -- remove: no more writes, profile out of the file, secrets out of the vault -- */

typedef struct
{
  ParafaAccount *account; /* (owned) */
  guint position;
} RemoveData;

static void
remove_data_free (RemoveData *data)
{
  g_clear_object (&data->account);
  g_free (data);
}

static void
note_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  parafa_renewal_note_clear_finish (result);
}

static void
remove_erased (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  RemoveData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  parafa_renewal_note_clear_async (parafa_profile_get_id (
                                       parafa_account_get_profile (data->account)),
                                   note_cleared, NULL);
  if (parafa_vault_erase_finish (PARAFA_VAULT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* The file refused: the account is as it was */
static void
put_back_account (ParafaSession *self, RemoveData *data)
{
  guint position = MIN (data->position, self->accounts->len);

  parafa_account_unretire (data->account);
  g_ptr_array_insert (self->accounts, (int) position, g_object_ref (data->account));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

static void
remove_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaSession *self = g_task_get_source_object (task);
  RemoveData *data = g_task_get_task_data (task);
  ParafaProfile *profile = parafa_account_get_profile (data->account);
  g_autoptr (GError) error = NULL;

  if (!parafa_profile_store_write_finish (PARAFA_PROFILE_STORE (source), result, &error))
    {
      put_back_account (self, data);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  parafa_certificate_keep_erase (profile);
  parafa_vault_erase_async (self->vault, parafa_profile_get_id (profile), NULL, remove_erased,
                            g_steal_pointer (&task));
}

static void
remove_retired (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaSession *self = g_task_get_source_object (task);
  RemoveData *data = g_task_get_task_data (task);
  g_autoptr (GPtrArray) profiles = NULL;

  parafa_account_retire_finish (PARAFA_ACCOUNT (source), result, NULL);
  if (!take_out_account (self, data->account, &data->position))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  profiles = parafa_session_collect_profiles (self);
  parafa_profile_store_write_async (self->store, profiles, NULL, remove_written,
                                    g_steal_pointer (&task));
}

/**
 * parafa_session_add_async:
 * @self: a session
 * @profile: a new profile
 * @client_secret: its application's secret
 * @cancellable: (nullable): ends the wait, not the adding
 * @callback: called when done
 * @user_data: for @callback
 *
 * Stores the secret, then the profile. Nothing half-made stays behind: when the file cannot be
 * written, the secret is erased again. Fails with %PARAFA_VAULT_ERROR, %PARAFA_SESSION_ERROR_FILE.
 */
void
parafa_session_add_async (ParafaSession *self,
                          ParafaProfile *profile,
                          ParafaSecret *client_secret,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  AddData *data = NULL;
  GTask *task = NULL;

  g_return_if_fail (PARAFA_IS_SESSION (self));
  g_return_if_fail (PARAFA_IS_PROFILE (profile));
  g_return_if_fail (client_secret != NULL);
  g_return_if_fail (parafa_session_find (self, parafa_profile_get_id (profile)) == NULL);

  data = g_new0 (AddData, 1);
  data->profile = g_object_ref (profile);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_session_add_async);
  g_task_set_task_data (task, data, (GDestroyNotify) add_data_free);
  parafa_vault_store_client_secret_async (self->vault, parafa_profile_get_id (profile),
                                          parafa_profile_get_name (profile), client_secret, NULL,
                                          add_secret_stored, task);
}

/**
 * parafa_session_add_finish:
 * @self: a session
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the new account, the last of the list
 */
ParafaAccount *
parafa_session_add_finish (ParafaSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * parafa_session_remove_async:
 * @self: a session
 * @account: one of its accounts
 * @cancellable: (nullable): ends the wait, not the removal
 * @callback: called when done
 * @user_data: for @callback
 *
 * Takes the profile out of the file, then erases its secrets. When the file cannot be written, the
 * account stays whole (%PARAFA_SESSION_ERROR_FILE); when the keyring refuses, the profile is gone
 * and its secrets are not (%PARAFA_VAULT_ERROR).
 */
void
parafa_session_remove_async (ParafaSession *self,
                             ParafaAccount *account,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  RemoveData *data = NULL;
  GTask *task = NULL;

  g_return_if_fail (PARAFA_IS_SESSION (self));
  g_return_if_fail (PARAFA_IS_ACCOUNT (account));

  data = g_new0 (RemoveData, 1);
  data->account = g_object_ref (account);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_session_remove_async);
  g_task_set_task_data (task, data, (GDestroyNotify) remove_data_free);
  parafa_account_retire_async (account, NULL, remove_retired, task);
}

/**
 * parafa_session_remove_finish:
 * @self: a session
 * @result: the result
 * @error: return location
 *
 * Returns: %TRUE when profile and secrets are gone
 */
gboolean
parafa_session_remove_finish (ParafaSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
