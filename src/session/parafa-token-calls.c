/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-token-calls.h"
#include "parafa-session-error.h"

typedef struct
{
  ParafaProfile *profile; /* (owned) */
  ParafaTokenPair *pair;  /* (owned) */
  char *name;             /* (owned) (nullable) */
  ParafaOauth *oauth;     /* (owned) (nullable) */
  ParafaSecret *secret;   /* (owned) (nullable) */
} CallData;

static CallData *
call_data_new (ParafaProfile *profile, ParafaTokenPair *pair, const char *name)
{
  CallData *data = g_new0 (CallData, 1);

  data->profile = g_object_ref (profile);
  data->pair = parafa_token_pair_ref (pair);
  data->name = g_strdup (name);
  return data;
}

static void
call_data_free (CallData *data)
{
  g_clear_object (&data->profile);
  g_clear_pointer (&data->pair, parafa_token_pair_unref);
  g_clear_object (&data->oauth);
  g_clear_pointer (&data->secret, parafa_secret_unref);
  g_free (data->name);
  g_free (data);
}

static gboolean
take_endpoints (GTask *task, ParafaSession *session, GAsyncResult *result)
{
  CallData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaEndpoints) endpoints =
      parafa_session_get_endpoints_finish (session, result, &error);

  if (endpoints == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return FALSE;
    }
  data->oauth = parafa_oauth_new (parafa_session_get_http (session), endpoints);
  parafa_oauth_set_clock (data->oauth, parafa_session_get_clock (session));
  return TRUE;
}

static gboolean
take_secret (GTask *task, ParafaVault *vault, GAsyncResult *result)
{
  CallData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  data->secret = parafa_vault_load_client_secret_finish (vault, result, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (data->secret == NULL)
    g_task_return_new_error (task, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_CLIENT_SECRET,
                             "the keyring holds no client secret for this profile");
  return data->secret != NULL;
}

/* Once the addresses are there, the client secret */
static void
ask_secret (GTask *task,
            ParafaSession *session,
            GAsyncResult *result,
            GAsyncReadyCallback secret_ready)
{
  CallData *data = g_task_get_task_data (task);

  if (take_endpoints (task, session, result))
    parafa_vault_load_client_secret_async (parafa_session_get_vault (session),
                                           parafa_profile_get_id (data->profile), NULL,
                                           secret_ready, g_object_ref (task));
}

/* -- refresh: addresses, client secret, request -- */

static void
refresh_answer_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  ParafaTokenPair *pair = parafa_oauth_refresh_finish (PARAFA_OAUTH (source), result, &error);

  if (pair == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, pair, (GDestroyNotify) parafa_token_pair_unref);
}

static void
refresh_secret_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  CallData *data = g_task_get_task_data (task);

  if (take_secret (task, PARAFA_VAULT (source), result))
    parafa_oauth_refresh_async (data->oauth, parafa_profile_get_client_id (data->profile),
                                data->secret, data->pair, NULL, refresh_answer_ready,
                                g_object_ref (task));
}

static void
refresh_endpoints_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);

  ask_secret (task, PARAFA_SESSION (source), result, refresh_secret_ready);
}

/* -- revoke: addresses, client secret, refresh token, access token of an opaque pair -- */

static void
revoke_access_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  int outcome = parafa_oauth_revoke_finish (PARAFA_OAUTH (source), result, &error);

  if (outcome < 0)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, outcome);
}

static void
revoke_access (GTask *task)
{
  CallData *data = g_task_get_task_data (task);

  parafa_oauth_revoke_async (data->oauth, parafa_profile_get_client_id (data->profile),
                             data->secret, PARAFA_REVOKE_ACCESS,
                             parafa_token_pair_get_access (data->pair), NULL, revoke_access_ready,
                             g_object_ref (task));
}

/* A JWT is valid by itself: what a server can revoke is its renewal */
static void
revoke_refresh_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  CallData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  int outcome = parafa_oauth_revoke_finish (PARAFA_OAUTH (source), result, &error);

  if (outcome < 0)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (outcome == PARAFA_REVOCATION_DONE && parafa_token_pair_is_opaque (data->pair))
    revoke_access (task);
  else
    g_task_return_int (task, outcome);
}

static void
revoke_secret_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  CallData *data = g_task_get_task_data (task);

  if (!take_secret (task, PARAFA_VAULT (source), result))
    return;
  if (parafa_token_pair_get_refresh (data->pair) == NULL)
    {
      revoke_access (task);
      return;
    }
  parafa_oauth_revoke_async (data->oauth, parafa_profile_get_client_id (data->profile),
                             data->secret, PARAFA_REVOKE_REFRESH,
                             parafa_token_pair_get_refresh (data->pair), NULL, revoke_refresh_ready,
                             g_object_ref (task));
}

static void
revoke_endpoints_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);

  ask_secret (task, PARAFA_SESSION (source), result, revoke_secret_ready);
}

/* -- TestOauth: addresses, request -- */

static void
hello_answer_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  ParafaHello *hello = parafa_oauth_hello_finish (PARAFA_OAUTH (source), result, &error);

  if (hello == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, hello, (GDestroyNotify) parafa_hello_unref);
}

static void
hello_endpoints_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  CallData *data = g_task_get_task_data (task);

  if (!take_endpoints (task, PARAFA_SESSION (source), result))
    return;
  parafa_oauth_hello_async (data->oauth, data->pair, data->name, g_task_get_cancellable (task),
                            hello_answer_ready, g_object_ref (task));
}

/**
 * parafa_token_calls_refresh_async:
 * @session: the session
 * @profile: whose token it is
 * @pair: a pair with a refresh token
 * @callback: called when done
 * @user_data: for @callback
 *
 * Asks for a fresh pair. Not cancellable: once sent, the answer may be the only place where the new
 * refresh token is. Errors: see parafa_account_refresh_async().
 */
void
parafa_token_calls_refresh_async (ParafaSession *session,
                                  ParafaProfile *profile,
                                  ParafaTokenPair *pair,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PARAFA_IS_SESSION (session));
  g_return_if_fail (PARAFA_IS_PROFILE (profile));
  g_return_if_fail (pair != NULL);

  task = g_task_new (session, NULL, callback, user_data);
  g_task_set_source_tag (task, parafa_token_calls_refresh_async);
  g_task_set_task_data (task, call_data_new (profile, pair, NULL), (GDestroyNotify) call_data_free);
  parafa_session_get_endpoints_async (session, profile, NULL, refresh_endpoints_ready,
                                      g_object_ref (task));
}

/**
 * parafa_token_calls_refresh_finish:
 * @session: the session
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the fresh pair, kept nowhere yet
 */
ParafaTokenPair *
parafa_token_calls_refresh_finish (ParafaSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * parafa_token_calls_revoke_async:
 * @session: the session
 * @profile: whose token it is
 * @pair: a pair
 * @callback: called when done
 * @user_data: for @callback
 *
 * Asks the server to revoke a pair. Errors: see parafa_account_revoke_async().
 */
void
parafa_token_calls_revoke_async (ParafaSession *session,
                                 ParafaProfile *profile,
                                 ParafaTokenPair *pair,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PARAFA_IS_SESSION (session));
  g_return_if_fail (PARAFA_IS_PROFILE (profile));
  g_return_if_fail (pair != NULL);

  task = g_task_new (session, NULL, callback, user_data);
  g_task_set_source_tag (task, parafa_token_calls_revoke_async);
  g_task_set_task_data (task, call_data_new (profile, pair, NULL), (GDestroyNotify) call_data_free);
  parafa_session_get_endpoints_async (session, profile, NULL, revoke_endpoints_ready,
                                      g_object_ref (task));
}

/**
 * parafa_token_calls_revoke_finish:
 * @session: the session
 * @result: the result
 * @error: return location
 *
 * Returns: a #ParafaRevocation, or -1 with an error
 */
int
parafa_token_calls_revoke_finish (ParafaSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), -1);

  return (int) g_task_propagate_int (G_TASK (result), error);
}

/**
 * parafa_token_calls_hello_async:
 * @session: the session
 * @profile: whose token it is
 * @pair: a pair
 * @name: what TestOauth is to greet
 * @cancellable: (nullable): ends the call
 * @callback: called when done
 * @user_data: for @callback
 *
 * Calls TestOauth. Errors: see parafa_account_hello_async().
 */
void
parafa_token_calls_hello_async (ParafaSession *session,
                                ParafaProfile *profile,
                                ParafaTokenPair *pair,
                                const char *name,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PARAFA_IS_SESSION (session));
  g_return_if_fail (PARAFA_IS_PROFILE (profile));
  g_return_if_fail (pair != NULL);
  g_return_if_fail (name != NULL);

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_token_calls_hello_async);
  g_task_set_task_data (task, call_data_new (profile, pair, name), (GDestroyNotify) call_data_free);
  parafa_session_get_endpoints_async (session, profile, cancellable, hello_endpoints_ready,
                                      g_object_ref (task));
}

/**
 * parafa_token_calls_hello_finish:
 * @session: the session
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the answer
 */
ParafaHello *
parafa_token_calls_hello_finish (ParafaSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
