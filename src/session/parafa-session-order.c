/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-account-private.h"
#include "parafa-session-private.h"

/* -- duplicate: client secret out of the keyring, a new profile with it -- */

static void
duplicate_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  ParafaAccount *account = parafa_session_add_finish (PARAFA_SESSION (source), result, &error);

  if (account != NULL)
    g_task_return_pointer (task, account, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
duplicate_secret_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaSecret) secret =
      parafa_vault_load_client_secret_finish (PARAFA_VAULT (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (secret == NULL)
    g_task_return_new_error (task, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_CLIENT_SECRET,
                             "the keyring holds no client secret for this profile");
  else
    parafa_session_add_async (self, g_task_get_task_data (task), secret, NULL, duplicate_added,
                              g_object_ref (task));
}

/**
 * parafa_session_duplicate_async:
 * @self: a session
 * @account: one of its accounts
 * @name: the new profile's name
 * @cancellable: (nullable): ends the wait, not the adding
 * @callback: called when done
 * @user_data: for @callback
 *
 * Adds a profile of the same application, for another person's certificate: client ID, client
 * secret and callback are copied, tokens and certificate are not. Fails with
 * %PARAFA_SESSION_ERROR_CLIENT_SECRET and as parafa_session_add_async().
 */
void
parafa_session_duplicate_async (ParafaSession *self,
                                ParafaAccount *account,
                                const char *name,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  ParafaProfile *profile = NULL;
  ParafaProfile *copy = NULL;

  g_return_if_fail (PARAFA_IS_SESSION (self));
  g_return_if_fail (PARAFA_IS_ACCOUNT (account));
  g_return_if_fail (name != NULL && *name != '\0');

  profile = parafa_account_get_profile (account);
  copy = parafa_profile_new (name, parafa_profile_get_environment (profile));
  parafa_profile_set_client_id (copy, parafa_profile_get_client_id (profile));
  parafa_profile_set_redirect_uri (copy, parafa_profile_get_redirect_uri (profile));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_session_duplicate_async);
  g_task_set_task_data (task, copy, g_object_unref);
  parafa_vault_load_client_secret_async (self->vault, parafa_profile_get_id (profile), NULL,
                                         duplicate_secret_loaded, g_steal_pointer (&task));
}

/**
 * parafa_session_duplicate_finish:
 * @self: a session
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the new account
 */
ParafaAccount *
parafa_session_duplicate_finish (ParafaSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* -- move -- */

static void
moved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (parafa_session_save_profiles_finish (PARAFA_SESSION (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* One change for all places in between: who follows the list never sees one account missing */
static void
move_in_list (ParafaSession *self, guint from, guint to)
{
  guint first = MIN (from, to);
  guint n_changed = MAX (from, to) - first + 1;
  g_autoptr (ParafaAccount) account = g_object_ref (g_ptr_array_index (self->accounts, from));

  g_ptr_array_remove_index (self->accounts, from);
  g_ptr_array_insert (self->accounts, (int) to, g_steal_pointer (&account));
  g_list_model_items_changed (G_LIST_MODEL (self), first, n_changed, n_changed);
}

/**
 * parafa_session_move_async:
 * @self: a session
 * @account: one of its accounts
 * @position: its place from now on, from 0; one past the end is the last
 * @cancellable: (nullable): ends the wait
 * @callback: called when the order is in the file
 * @user_data: for @callback
 *
 * Moves an account in the list at once, and writes the order. Fails with
 * %PARAFA_SESSION_ERROR_FILE: the order then lasts until the program ends.
 */
void
parafa_session_move_async (ParafaSession *self,
                           ParafaAccount *account,
                           guint position,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  guint from = 0;

  g_return_if_fail (PARAFA_IS_SESSION (self));
  g_return_if_fail (PARAFA_IS_ACCOUNT (account));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_session_move_async);
  if (!g_ptr_array_find (self->accounts, account, &from))
    {
      g_task_return_new_error (task, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_REMOVED,
                               "the account was removed");
      return;
    }
  position = MIN (position, self->accounts->len - 1);
  if (position == from)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  move_in_list (self, from, position);
  parafa_session_save_profiles_async (self, NULL, moved, g_steal_pointer (&task));
}

/**
 * parafa_session_move_finish:
 * @self: a session
 * @result: the result
 * @error: return location
 *
 * Returns: %TRUE when the order is in the file
 */
gboolean
parafa_session_move_finish (ParafaSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
