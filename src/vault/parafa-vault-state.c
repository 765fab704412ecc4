/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-vault-state.h"

#include "parafa-vault-choice.h"
#include "parafa-vault-file.h"
#include "parafa-vault-items.h"
#include "parafa-vault-portal.h"

typedef struct
{
  gboolean unlock;
  SecretService *service; /* (owned) (nullable) */
  ParafaVaultState state;
  char *message; /* (owned) (nullable) */
} AskData;

static void
ask_data_free (AskData *data)
{
  g_clear_object (&data->service);
  g_free (data->message);
  g_free (data);
}

/* Service → its usual collection → (only when it shall be unlocked) the prompt */
static void service_opened (GObject *source, GAsyncResult *result, gpointer user_data);
static void collection_found (GObject *source, GAsyncResult *result, gpointer user_data);
static void collection_unlocked (GObject *source, GAsyncResult *result, gpointer user_data);

/* A failure is what was asked for, unless the keyring shall be unlocked */
static void
end_with (GTask *task, ParafaVaultState state, const GError *foreign)
{
  AskData *data = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  data->state = state;
  data->message = foreign != NULL ? g_strdup (foreign->message) : NULL;
  if (data->unlock && state == PARAFA_VAULT_STATE_ABSENT)
    g_task_return_new_error (task, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_ABSENT,
                             "No keyring answers");
  else if (data->unlock && foreign != NULL)
    g_task_return_error (task,
                         parafa_vault_items_translate (foreign, g_task_get_cancellable (task)));
  else
    g_task_return_boolean (task, TRUE);
}

static void
service_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  AskData *data = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;

  data->service = parafa_vault_service_open_finish (result, &error);
  if (data->service == NULL)
    {
      end_with (task, PARAFA_VAULT_STATE_ABSENT, error);
      return;
    }
  secret_collection_for_alias (data->service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                               cancellable, collection_found, g_steal_pointer (&task));
}

static void
collection_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  AskData *data = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, &error);
  g_autoptr (GVariant) locked = NULL;
  GList list = { collection, NULL, NULL };

  if (error != NULL)
    {
      end_with (task, PARAFA_VAULT_STATE_FAILED, error);
      return;
    }
  if (collection != NULL)
    locked = g_dbus_proxy_get_cached_property (G_DBUS_PROXY (collection), "Locked");
  if (locked == NULL)
    end_with (task, PARAFA_VAULT_STATE_NEW, NULL);
  else if (!g_variant_is_of_type (locked, G_VARIANT_TYPE_BOOLEAN) ||
           !g_variant_get_boolean (locked))
    end_with (task, PARAFA_VAULT_STATE_OPEN, NULL);
  else if (!data->unlock)
    end_with (task, PARAFA_VAULT_STATE_LOCKED, NULL);
  else
    secret_service_unlock (data->service, &list, cancellable, collection_unlocked,
                           g_steal_pointer (&task));
}

static void
collection_unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  int n_unlocked = secret_service_unlock_finish (SECRET_SERVICE (source), result, NULL, &error);

  if (error == NULL && n_unlocked == 0)
    g_set_error_literal (&error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_LOCKED,
                         "The keyring stayed locked");
  end_with (task, error != NULL ? PARAFA_VAULT_STATE_LOCKED : PARAFA_VAULT_STATE_OPEN, error);
}

/* In a sandbox: portal → (unless nothing was ever kept) the portal lets its keyring be unlocked */
static void portal_looked (GObject *source, GAsyncResult *result, gpointer user_data);
static void portal_opened (GObject *source, GAsyncResult *result, gpointer user_data);

static ParafaVaultState
get_state_for (const GError *error)
{
  if (g_error_matches (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_ABSENT))
    return PARAFA_VAULT_STATE_ABSENT;
  if (g_error_matches (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_LOCKED))
    return PARAFA_VAULT_STATE_LOCKED;
  return PARAFA_VAULT_STATE_FAILED;
}

static void
portal_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  AskData *data = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autofree char *path = parafa_vault_file_get_path ();
  g_autoptr (GError) error = NULL;

  if (!parafa_vault_portal_finish (result, &error))
    end_with (task, get_state_for (error), error);
  else if (!data->unlock && !parafa_vault_file_exists (path))
    end_with (task, PARAFA_VAULT_STATE_NEW, NULL);
  else
    parafa_vault_portal_open_async (data->unlock, cancellable, portal_opened,
                                    g_steal_pointer (&task));
}

static void
portal_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (parafa_vault_portal_finish (result, &error))
    end_with (task, PARAFA_VAULT_STATE_OPEN, NULL);
  else
    end_with (task, get_state_for (error), error);
}

static void
start (gboolean unlock,
       gpointer tag,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  AskData *data = g_new0 (AskData, 1);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  data->unlock = unlock;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, data, (GDestroyNotify) ask_data_free);
  if (parafa_vault_choice_get () == PARAFA_VAULT_CHOICE_PORTAL)
    parafa_vault_portal_look_async (cancellable, portal_looked, task);
  else
    parafa_vault_service_open_async (cancellable, service_opened, task);
}

/**
 * parafa_vault_state_ask_async:
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Looks at the keyring that new items go to. No prompt is opened and nothing is kept. It waits for
 * the service as long as that takes: cancel it when that is too long.
 *
 * In a sandbox a portal stands between, which cannot be asked whether it would prompt: once something was
 * kept, it is asked as parafa_vault_portal_open_async() asks without prompts.
 */
void
parafa_vault_state_ask_async (GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  start (FALSE, parafa_vault_state_ask_async, cancellable, callback, user_data);
}

/**
 * parafa_vault_state_ask_finish:
 * @result: what the callback got
 * @state: (out): what was found
 * @message: (out) (optional) (nullable) (transfer full): what the service said, for developers
 * @error: location for an error, %G_IO_ERROR_CANCELLED only
 *
 * Ends parafa_vault_state_ask_async().
 *
 * Returns: whether it was not cancelled
 */
gboolean
parafa_vault_state_ask_finish (GAsyncResult *result,
                               ParafaVaultState *state,
                               char **message,
                               GError **error)
{
  AskData *data = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (state != NULL, FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  data = g_task_get_task_data (G_TASK (result));
  *state = data->state;
  if (message != NULL)
    *message = g_steal_pointer (&data->message);
  return TRUE;
}

/**
 * parafa_vault_state_unlock_async:
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Unlocks the keyring that new items go to, through its own prompt. One that is open stays open.
 */
void
parafa_vault_state_unlock_async (GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  start (TRUE, parafa_vault_state_unlock_async, cancellable, callback, user_data);
}

/**
 * parafa_vault_state_unlock_finish:
 * @result: what the callback got
 * @error: location for an error
 *
 * Ends parafa_vault_state_unlock_async(). Fails with %PARAFA_VAULT_ERROR_LOCKED when the prompt was
 * closed, and with %PARAFA_VAULT_ERROR_ABSENT or %PARAFA_VAULT_ERROR_FAILED.
 *
 * Returns: whether it is open now, or will be when something is first kept
 */
gboolean
parafa_vault_state_unlock_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
