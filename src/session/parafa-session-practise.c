/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-session.h"

/* -- practise: server, profile, application, secret -- */

typedef struct
{
  ParafaAccount *account; /* (owned) (nullable) */
} PractiseData;

static void
practise_data_free (PractiseData *data)
{
  g_clear_object (&data->account);
  g_free (data);
}

static void practise_started (GObject *source, GAsyncResult *result, gpointer user_data);
static void practise_secret_loaded (GObject *source, GAsyncResult *result, gpointer user_data);
static void practise_registered (GObject *source, GAsyncResult *result, gpointer user_data);
static void practise_secret_stored (GObject *source, GAsyncResult *result, gpointer user_data);
static void practise_written (GObject *source, GAsyncResult *result, gpointer user_data);
static void practise_added (GObject *source, GAsyncResult *result, gpointer user_data);

static ParafaAccount *
find_practice_account (ParafaSession *self)
{
  guint n_accounts = g_list_model_get_n_items (G_LIST_MODEL (self));

  for (guint i = 0; i < n_accounts; i++)
    {
      g_autoptr (ParafaAccount) account = g_list_model_get_item (G_LIST_MODEL (self), i);
      ParafaProfile *profile = parafa_account_get_profile (account);

      if (parafa_profile_get_environment (profile) == PARAFA_ENVIRONMENT_PRACTICE)
        return g_steal_pointer (&account);
    }
  return NULL;
}

static void
start_registration (ParafaSession *self, GTask *task)
{
  parafa_practice_register_async (parafa_session_get_practice (self), PARAFA_SESSION_PRACTICE_NAME,
                                  g_task_get_cancellable (task), practise_registered,
                                  g_object_ref (task));
}

static void
practise_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaSession *self = g_task_get_source_object (task);
  PractiseData *data = g_task_get_task_data (task);
  g_autoptr (ParafaAccount) account = find_practice_account (self);
  g_autoptr (GError) error = NULL;

  if (!parafa_practice_start_finish (PARAFA_PRACTICE (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_set_object (&data->account, account);
  if (account == NULL || parafa_practice_is_new (parafa_session_get_practice (self)))
    {
      start_registration (self, task);
      return;
    }
  parafa_vault_load_client_secret_async (parafa_session_get_vault (self),
                                         parafa_profile_get_id (
                                             parafa_account_get_profile (account)),
                                         g_task_get_cancellable (task), practise_secret_loaded,
                                         g_object_ref (task));
}

static void
practise_secret_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaSession *self = g_task_get_source_object (task);
  PractiseData *data = g_task_get_task_data (task);
  ParafaProfile *profile = parafa_account_get_profile (data->account);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaSecret) secret =
      parafa_vault_load_client_secret_finish (PARAFA_VAULT (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (secret != NULL && *parafa_profile_get_client_id (profile) != '\0')
    g_task_return_pointer (task, g_object_ref (data->account), g_object_unref);
  else
    start_registration (self, task);
}

static void
practise_registered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaSession *self = g_task_get_source_object (task);
  PractiseData *data = g_task_get_task_data (task);
  ParafaPractice *practice = PARAFA_PRACTICE (source);
  g_autoptr (ParafaProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  if (!parafa_practice_register_finish (practice, result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (data->account != NULL)
    {
      profile = g_object_ref (parafa_account_get_profile (data->account));
      parafa_vault_store_client_secret_async (parafa_session_get_vault (self),
                                              parafa_profile_get_id (profile),
                                              parafa_profile_get_name (profile),
                                              parafa_practice_get_client_secret (practice), NULL,
                                              practise_secret_stored, g_steal_pointer (&task));
      return;
    }
  profile = parafa_profile_new (PARAFA_SESSION_PRACTICE_NAME, PARAFA_ENVIRONMENT_PRACTICE);
  parafa_profile_set_client_id (profile, parafa_practice_get_client_id (practice));
  parafa_profile_set_redirect_uri (profile, parafa_practice_get_redirect_uri (practice));
  parafa_session_add_async (self, profile, parafa_practice_get_client_secret (practice), NULL,
                            practise_added, g_steal_pointer (&task));
}

static void
practise_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  ParafaAccount *account = parafa_session_add_finish (PARAFA_SESSION (source), result, &error);

  if (account == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, account, g_object_unref);
}

static void
practise_secret_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaSession *self = g_task_get_source_object (task);
  PractiseData *data = g_task_get_task_data (task);
  ParafaProfile *profile = parafa_account_get_profile (data->account);
  g_autoptr (GError) error = NULL;

  if (!parafa_vault_store_client_secret_finish (PARAFA_VAULT (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  parafa_profile_set_client_id (profile,
                                parafa_practice_get_client_id (parafa_session_get_practice (self)));
  parafa_profile_set_redirect_uri (profile, parafa_practice_get_redirect_uri (
                                                parafa_session_get_practice (self)));
  parafa_session_save_profiles_async (self, NULL, practise_written, g_steal_pointer (&task));
}

static void
practise_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PractiseData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (parafa_session_save_profiles_finish (PARAFA_SESSION (source), result, &error))
    g_task_return_pointer (task, g_object_ref (data->account), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * parafa_session_practise_async:
 * @self: a session
 * @cancellable: (nullable): ends the wait
 * @callback: called when done
 * @user_data: for @callback
 *
 * Starts the practice server if need be and makes or finds the practice profile, ready to log in:
 * an application is registered when the keyring has no secret for it, or when the server's folder
 * was new. Fails with %PARAFA_SESSION_ERROR_PRACTICE, %PARAFA_SESSION_ERROR_FILE,
 * %PARAFA_VAULT_ERROR.
 */
void
parafa_session_practise_async (ParafaSession *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (PARAFA_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_session_practise_async);
  g_task_set_task_data (task, g_new0 (PractiseData, 1), (GDestroyNotify) practise_data_free);
  parafa_practice_start_async (parafa_session_get_practice (self), cancellable, practise_started,
                               task);
}

/**
 * parafa_session_practise_finish:
 * @self: a session
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the practice account
 */
ParafaAccount *
parafa_session_practise_finish (ParafaSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
