/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-preparation.h"

typedef struct
{
  ParafaProfile *profile;         /* (owned) */
  ParafaCard *card;               /* (owned) */
  ParafaCertificate *certificate; /* (owned) */
  ParafaLoginPreparation *made;   /* (owned) */
} MakeData;

static void
make_data_free (MakeData *data)
{
  g_clear_object (&data->profile);
  g_clear_object (&data->card);
  g_clear_object (&data->certificate);
  g_clear_pointer (&data->made, parafa_login_preparation_free);
  g_free (data);
}

/* In this order: a missing secret or a practice server that does not start is told before anything
 * goes over the network */
static void secret_loaded (GObject *source, GAsyncResult *result, gpointer user_data);
static void endpoints_found (GObject *source, GAsyncResult *result, gpointer user_data);
static void relay_started (GObject *source, GAsyncResult *result, gpointer user_data);

static void
secret_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaSession *session = g_task_get_source_object (task);
  MakeData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  data->made->client_secret =
      parafa_vault_load_client_secret_finish (PARAFA_VAULT (source), result, &error);
  if (data->made->client_secret == NULL)
    {
      if (error == NULL)
        g_set_error_literal (&error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_CLIENT_SECRET,
                             "the keyring holds no client secret for this profile");
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  parafa_session_get_endpoints_async (session, data->profile, g_task_get_cancellable (task),
                                      endpoints_found, g_object_ref (task));
}

static void
endpoints_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  MakeData *data = g_task_get_task_data (task);
  ParafaLoginPreparation *made = data->made;
  ParafaRelaySettings settings = { NULL };
  g_autoptr (GError) error = NULL;

  made->endpoints = parafa_session_get_endpoints_finish (PARAFA_SESSION (source), result, &error);
  if (made->endpoints != NULL)
    made->request =
        parafa_authorize_request_new (parafa_endpoints_get_authorize_uri (made->endpoints),
                                      parafa_profile_get_client_id (data->profile),
                                      parafa_profile_get_redirect_uri (data->profile), &error);
  if (made->request == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (data->card == NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&data->made),
                             (GDestroyNotify) parafa_login_preparation_free);
      return;
    }
  settings.login_hosts = parafa_endpoints_get_login_hosts (made->endpoints);
  settings.trust_pem = parafa_endpoints_get_ca_pem (made->endpoints);
  parafa_card_start_relay_async (data->card, data->certificate, &settings,
                                 g_task_get_cancellable (task), relay_started, g_object_ref (task));
}

static void
relay_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  MakeData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  data->made->relay = parafa_card_start_relay_finish (PARAFA_CARD (source), result, &error);
  if (data->made->relay == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&data->made),
                           (GDestroyNotify) parafa_login_preparation_free);
}

/**
 * parafa_login_preparation_free:
 * @self: (nullable) (transfer full): a preparation
 */
void
parafa_login_preparation_free (ParafaLoginPreparation *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->client_secret, parafa_secret_unref);
  g_clear_pointer (&self->endpoints, parafa_endpoints_unref);
  g_clear_pointer (&self->request, parafa_authorize_request_unref);
  g_clear_pointer (&self->relay, parafa_relay_address_free);
  g_free (self);
}

/**
 * parafa_login_preparation_make_async:
 * @session: the session
 * @profile: who logs in
 * @card: (nullable): the card process that holds the key; %NULL when no relay is wanted
 * @certificate: (nullable): the unlocked or opened certificate; %NULL together with @card
 * @cancellable: (nullable): ends the work
 * @callback: called when done
 * @user_data: for @callback
 *
 * Loads the client secret, finds the addresses, makes a new authorize request and starts a relay
 * for its hosts. Errors are those of the steps: %PARAFA_VAULT_ERROR, %PARAFA_SESSION_ERROR,
 * %PARAFA_AUTHORIZE_ERROR, %PARAFA_CARD_ERROR.
 */
void
parafa_login_preparation_make_async (ParafaSession *session,
                                     ParafaProfile *profile,
                                     ParafaCard *card,
                                     ParafaCertificate *certificate,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  MakeData *data = NULL;
  GTask *task = NULL;

  g_return_if_fail (PARAFA_IS_SESSION (session));
  g_return_if_fail (PARAFA_IS_PROFILE (profile));
  g_return_if_fail (card == NULL || PARAFA_IS_CARD (card));
  g_return_if_fail (card == NULL || PARAFA_IS_CERTIFICATE (certificate));

  data = g_new0 (MakeData, 1);
  data->profile = g_object_ref (profile);
  g_set_object (&data->card, card);
  g_set_object (&data->certificate, certificate);
  data->made = g_new0 (ParafaLoginPreparation, 1);
  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_login_preparation_make_async);
  g_task_set_task_data (task, data, (GDestroyNotify) make_data_free);
  parafa_vault_load_client_secret_async (parafa_session_get_vault (session),
                                         parafa_profile_get_id (profile), cancellable,
                                         secret_loaded, task);
}

/**
 * parafa_login_preparation_make_finish:
 * @session: the session
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): what was made
 */
ParafaLoginPreparation *
parafa_login_preparation_make_finish (ParafaSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
