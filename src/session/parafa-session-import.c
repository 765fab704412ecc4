/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-session-import.h"
#include "parafa-account-private.h"
#include "parafa-session-private.h"

/* Taking in what was found: new profile or client secret of an old one → tokens */

typedef struct
{
  ParafaAccount *account; /* (owned) (nullable) */
  ParafaTokenPair *pair;  /* (owned) (nullable) */
} ImportData;

static void
import_data_free (ImportData *data)
{
  g_clear_object (&data->account);
  g_clear_pointer (&data->pair, parafa_token_pair_unref);
  g_free (data);
}

static void
import_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (parafa_account_keep_finish (PARAFA_ACCOUNT (source), result, &error))
    g_task_return_pointer (task, g_object_ref (source), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
keep_pair (GTask *task)
{
  g_autoptr (GTask) owned = task;
  ImportData *data = g_task_get_task_data (task);

  if (data->pair == NULL)
    g_task_return_pointer (task, g_object_ref (data->account), g_object_unref);
  else
    parafa_account_keep_async (data->account, data->pair, NULL, import_kept,
                               g_steal_pointer (&owned));
}

static void
import_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ImportData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  data->account = parafa_session_add_finish (PARAFA_SESSION (source), result, &error);
  if (data->account == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    keep_pair (g_steal_pointer (&task));
}

static void
import_secret_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (!parafa_vault_store_client_secret_finish (PARAFA_VAULT (source), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    keep_pair (g_steal_pointer (&task));
}

static void
add_new (ParafaSession *self, GTask *task, const ParafaImportFound *found, const char *name)
{
  g_autoptr (ParafaProfile) profile = NULL;

  if (found->client_id == NULL || found->client_secret == NULL)
    {
      g_task_return_new_error (task, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_CLIENT_SECRET,
                               "an application without client ID or client secret");
      g_object_unref (task);
      return;
    }
  profile = parafa_profile_new (name, PARAFA_ENVIRONMENT_ANAF);
  parafa_profile_set_client_id (profile, found->client_id);
  parafa_profile_set_redirect_uri (profile, found->redirect_uri != NULL ? found->redirect_uri
                                                                        : PARAFA_IMPORT_CALLBACK);
  parafa_session_add_async (self, profile, found->client_secret, NULL, import_added, task);
}

/**
 * parafa_session_import_async:
 * @self: a session
 * @found: what was found
 * @target: (nullable): the account that takes it; %NULL for a new profile
 * @name: (nullable): the new profile's name
 * @cancellable: (nullable): ends the wait, not the import
 * @callback: called when done
 * @user_data: for @callback
 *
 * Takes in what a person chose in a preview. With @target, the client secret and the tokens found
 * take the place of its own; what was not found stays. A new profile needs client ID and client
 * secret, else it fails with %PARAFA_SESSION_ERROR_CLIENT_SECRET. Otherwise it fails as
 * parafa_session_add_async() and parafa_account_keep_async().
 */
void
parafa_session_import_async (ParafaSession *self,
                             const ParafaImportFound *found,
                             ParafaAccount *target,
                             const char *name,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  ImportData *data = NULL;
  GTask *task = NULL;

  g_return_if_fail (PARAFA_IS_SESSION (self));
  g_return_if_fail (found != NULL);
  g_return_if_fail (target != NULL || (name != NULL && *name != '\0'));

  data = g_new0 (ImportData, 1);
  data->pair = parafa_import_found_make_pair (found, parafa_clock_get_now (self->clock));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_session_import_async);
  g_task_set_task_data (task, data, (GDestroyNotify) import_data_free);
  if (target == NULL)
    {
      add_new (self, task, found, name);
      return;
    }
  data->account = g_object_ref (target);
  if (found->client_secret != NULL)
    {
      ParafaProfile *profile = parafa_account_get_profile (target);

      parafa_vault_store_client_secret_async (self->vault, parafa_profile_get_id (profile),
                                              parafa_profile_get_name (profile),
                                              found->client_secret, NULL, import_secret_stored,
                                              task);
    }
  else
    keep_pair (task);
}

/**
 * parafa_session_import_finish:
 * @self: a session
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the account that has it now
 */
ParafaAccount *
parafa_session_import_finish (ParafaSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The client a token was given to: a JWT says so itself */
static char *
dup_client_id (const ParafaImportFound *found)
{
  g_autoptr (ParafaTokenPair) pair = parafa_import_found_make_pair (found, 0);
  ParafaClaims *claims = pair != NULL ? parafa_token_pair_get_claims (pair) : NULL;

  if (found->client_id != NULL)
    return g_strdup (found->client_id);
  return claims != NULL ? g_strdup (parafa_claims_get_client_id (claims)) : NULL;
}

/**
 * parafa_session_find_import_target:
 * @self: a session
 * @found: what was found
 *
 * Finds a profile of the same application, and among several the one of the same certificate.
 *
 * Returns: (transfer none) (nullable): its account
 */
ParafaAccount *
parafa_session_find_import_target (ParafaSession *self, const ParafaImportFound *found)
{
  g_autofree char *client_id = NULL;
  g_autoptr (ParafaTokenPair) pair = NULL;
  const char *serial = NULL;
  ParafaAccount *best = NULL;

  g_return_val_if_fail (PARAFA_IS_SESSION (self), NULL);
  g_return_val_if_fail (found != NULL, NULL);

  client_id = dup_client_id (found);
  pair = parafa_import_found_make_pair (found, 0);
  if (pair != NULL && parafa_token_pair_get_claims (pair) != NULL)
    serial = parafa_claims_get_serial (parafa_token_pair_get_claims (pair));
  for (guint i = 0; client_id != NULL && i < self->accounts->len; i++)
    {
      ParafaAccount *account = g_ptr_array_index (self->accounts, i);
      ParafaProfile *profile = parafa_account_get_profile (account);

      if (g_strcmp0 (parafa_profile_get_client_id (profile), client_id) != 0)
        continue;
      if (serial != NULL &&
          g_strcmp0 (parafa_profile_get_certificate_serial (profile), serial) == 0)
        return account;
      if (best == NULL)
        best = account;
    }
  return best;
}
