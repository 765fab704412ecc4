/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-oauth.h"
#include "parafa-hello.h"
#include "parafa-http-date.h"
#include "parafa-secret-builder.h"

/* A code lives for 60 seconds (ANAF OAuth procedure, 2024); waiting longer for its token is no use, but
 * giving up earlier would throw away a token that is on its way. */
#define EXCHANGE_TIMEOUT_MS 60000
#define HELLO_TIMEOUT_MS 30000

struct _ParafaOauth
{
  GObject parent_instance;

  ParafaHttp *http;           /* (owned) */
  ParafaEndpoints *endpoints; /* (owned) */
  ParafaClock *clock;         /* (owned) */
};

G_DEFINE_FINAL_TYPE (ParafaOauth, parafa_oauth, G_TYPE_OBJECT)

/* What a hello's answer is read against */
typedef struct
{
  char *name;          /* (owned) */
  ParafaSecret *token; /* (owned) */
} Hello;

static void
hello_free (gpointer data)
{
  Hello *hello = data;

  g_free (hello->name);
  parafa_secret_unref (hello->token);
  g_free (hello);
}

/* RFC 6749 §2.3.1: id and secret are written as in a form before they become user and password */
static void
set_client (ParafaHttpRequest *request, const char *client_id, ParafaSecret *client_secret)
{
  g_autoptr (ParafaSecretBuilder) builder = parafa_secret_builder_new ();
  g_autoptr (ParafaSecret) user = NULL;
  g_autoptr (ParafaSecret) password = NULL;

  parafa_secret_builder_append_uri_escaped (builder, client_id, -1);
  user = parafa_secret_builder_end (builder);
  parafa_secret_builder_append_uri_escaped (builder, parafa_secret_get (client_secret),
                                            (gssize) parafa_secret_get_length (client_secret));
  password = parafa_secret_builder_end (builder);
  parafa_http_request_set_basic (request, parafa_secret_get (user), password);
}

/* For opaque tokens the procedure has both in the body, where RFC 6749 §2.3.1 allows them as well */
static void
add_client (ParafaHttpRequest *request, const char *client_id, ParafaSecret *client_secret)
{
  parafa_http_request_add_field (request, "client_id", client_id);
  parafa_http_request_add_secret_field (request, "client_secret", client_secret);
}

static ParafaHttpRequest *
token_request_new (ParafaOauth *self, const char *grant_type)
{
  ParafaHttpRequest *request =
      parafa_http_request_new ("POST", parafa_endpoints_get_token_uri (self->endpoints));

  parafa_http_request_add_header (request, "Accept", "application/json");
  parafa_http_request_add_field (request, "grant_type", grant_type);
  return request;
}

static void
token_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaOauth *self = g_task_get_source_object (task);
  ParafaTokenPair *previous = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaHttpAnswer) answer = NULL;
  ParafaTokenPair *pair;
  ParafaSecret *body;

  answer = parafa_http_send_finish (PARAFA_HTTP (source), result, &error);
  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  body = parafa_http_answer_get_body (answer);
  pair = parafa_token_answer_read (parafa_http_answer_get_status (answer), parafa_secret_get (body),
                                   parafa_secret_get_length (body), previous,
                                   parafa_clock_get_now (self->clock), &error);
  if (pair == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, pair, (GDestroyNotify) parafa_token_pair_unref);
}

static GTask *
task_new (ParafaOauth *self,
          gpointer tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  /* A token that has arrived is handed over even if the caller gave up meanwhile: the old one may be
   * dead already. */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

static void
parafa_oauth_dispose (GObject *object)
{
  ParafaOauth *self = PARAFA_OAUTH (object);

  g_clear_object (&self->http);
  G_OBJECT_CLASS (parafa_oauth_parent_class)->dispose (object);
}

static void
parafa_oauth_finalize (GObject *object)
{
  ParafaOauth *self = PARAFA_OAUTH (object);

  g_clear_pointer (&self->endpoints, parafa_endpoints_unref);
  g_clear_pointer (&self->clock, parafa_clock_unref);
  G_OBJECT_CLASS (parafa_oauth_parent_class)->finalize (object);
}

static void
parafa_oauth_class_init (ParafaOauthClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = parafa_oauth_dispose;
  object_class->finalize = parafa_oauth_finalize;
}

static void
parafa_oauth_init (ParafaOauth *self)
{
  self->clock = parafa_clock_new_system ();
}

/**
 * parafa_oauth_new:
 * @http: the session for all calls
 * @endpoints: where to call
 *
 * The caller hands a practice server's authority to @http itself: parafa_http_set_practice_trust().
 *
 * Returns: (transfer full): a client of one authorization server
 */
ParafaOauth *
parafa_oauth_new (ParafaHttp *http, ParafaEndpoints *endpoints)
{
  ParafaOauth *self;

  g_return_val_if_fail (PARAFA_IS_HTTP (http), NULL);
  g_return_val_if_fail (endpoints != NULL, NULL);

  self = g_object_new (PARAFA_TYPE_OAUTH, NULL);
  self->http = g_object_ref (http);
  self->endpoints = parafa_endpoints_ref (endpoints);
  return self;
}

/**
 * parafa_oauth_set_clock:
 * @self: a client
 * @clock: the clock that says when a pair was obtained
 *
 * Uses another clock than the system's.
 */
void
parafa_oauth_set_clock (ParafaOauth *self, ParafaClock *clock)
{
  g_return_if_fail (PARAFA_IS_OAUTH (self));
  g_return_if_fail (clock != NULL);

  parafa_clock_ref (clock);
  parafa_clock_unref (self->clock);
  self->clock = clock;
}

/**
 * parafa_oauth_exchange_async:
 * @self: a client
 * @client_id: the application's id
 * @client_secret: its secret
 * @code: the code from the callback address
 * @redirect_uri: the callback address of the authorize request, byte for byte
 * @cancellable: (nullable): to stop it; an answer that is there already is still handed over
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Exchanges a code for a token pair (RFC 6749 §4.1.3; `token_content_type` as in ANAF OAuth procedure,
 * 2024). The code is sent once and never again.
 */
void
parafa_oauth_exchange_async (ParafaOauth *self,
                             const char *client_id,
                             ParafaSecret *client_secret,
                             ParafaSecret *code,
                             const char *redirect_uri,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (ParafaHttpRequest) request = NULL;

  g_return_if_fail (PARAFA_IS_OAUTH (self));
  g_return_if_fail (client_id != NULL);
  g_return_if_fail (client_secret != NULL);
  g_return_if_fail (code != NULL);
  g_return_if_fail (redirect_uri != NULL);

  task = task_new (self, parafa_oauth_exchange_async, cancellable, callback, user_data);
  request = token_request_new (self, "authorization_code");
  set_client (request, client_id, client_secret);
  parafa_http_request_add_secret_field (request, "code", code);
  parafa_http_request_add_field (request, "redirect_uri", redirect_uri);
  parafa_http_request_add_field (request, "token_content_type", "jwt");
  parafa_http_send_async (self->http, request, EXCHANGE_TIMEOUT_MS, cancellable, token_answered,
                          g_steal_pointer (&task));
}

/**
 * parafa_oauth_exchange_finish:
 * @self: a client
 * @result: what the callback got
 * @error: location for an error
 *
 * Ends parafa_oauth_exchange_async(). Errors: %PARAFA_TOKEN_ERROR for the server's answer,
 * %PARAFA_HTTP_ERROR without one, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the pair, not stored yet
 */
ParafaTokenPair *
parafa_oauth_exchange_finish (ParafaOauth *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, parafa_oauth_exchange_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * parafa_oauth_refresh_async:
 * @self: a client
 * @client_id: the application's id
 * @client_secret: its secret
 * @pair: a pair with a refresh token
 * @cancellable: (nullable): to stop it; an answer that is there already is still handed over
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Exchanges a refresh token for a new pair (RFC 6749 §6), in the form the pair's kind asks for (ANAF OAuth
 * procedure, early 2024). Sent once. Without a refresh token it fails with
 * %PARAFA_TOKEN_ERROR_LOGIN_AGAIN and nothing is sent.
 */
void
parafa_oauth_refresh_async (ParafaOauth *self,
                            const char *client_id,
                            ParafaSecret *client_secret,
                            ParafaTokenPair *pair,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (ParafaHttpRequest) request = NULL;

  g_return_if_fail (PARAFA_IS_OAUTH (self));
  g_return_if_fail (client_id != NULL);
  g_return_if_fail (client_secret != NULL);
  g_return_if_fail (pair != NULL);

  task = task_new (self, parafa_oauth_refresh_async, cancellable, callback, user_data);
  g_task_set_task_data (task, parafa_token_pair_ref (pair),
                        (GDestroyNotify) parafa_token_pair_unref);
  if (parafa_token_pair_get_refresh (pair) == NULL)
    {
      g_task_return_new_error (task, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN,
                               "The pair holds no refresh token");
      return;
    }
  request = token_request_new (self, "refresh_token");
  parafa_http_request_add_secret_field (request, "refresh_token",
                                        parafa_token_pair_get_refresh (pair));
  if (parafa_token_pair_is_opaque (pair))
    add_client (request, client_id, client_secret);
  else
    {
      set_client (request, client_id, client_secret);
      parafa_http_request_add_field (request, "token_content_type", "jwt");
    }
  parafa_http_send_async (self->http, request, EXCHANGE_TIMEOUT_MS, cancellable, token_answered,
                          g_steal_pointer (&task));
}

/**
 * parafa_oauth_refresh_finish:
 * @self: a client
 * @result: what the callback got
 * @error: location for an error
 *
 * Ends parafa_oauth_refresh_async(). The old pair is not touched: keep it until the new one is stored.
 *
 * Returns: (transfer full): the new pair, not stored yet
 */
ParafaTokenPair *
parafa_oauth_refresh_finish (ParafaOauth *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, parafa_oauth_refresh_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
revoke_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaHttpAnswer) answer = NULL;
  ParafaSecret *body;
  int outcome;

  answer = parafa_http_send_finish (PARAFA_HTTP (source), result, &error);
  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  body = parafa_http_answer_get_body (answer);
  outcome =
      parafa_revocation_read (parafa_http_answer_get_status (answer),
                              parafa_http_answer_get_content_type (answer),
                              parafa_secret_get (body), parafa_secret_get_length (body), &error);
  if (outcome < 0)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, outcome);
}

/**
 * parafa_oauth_revoke_async:
 * @self: a client
 * @client_id: the application's id
 * @client_secret: its secret
 * @kind: which of its tokens is sent
 * @token: the token
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks the server to revoke a token, in ANAF's form (ANAF OAuth procedure, early 2024: `client_id`,
 * `client_secret` and `access_token` or `refresh_token` in the body), and in the same request in that
 * of RFC 7009 §2.1 (`token`, `token_type_hint`): a server leaves alone what it does not know.
 */
void
parafa_oauth_revoke_async (ParafaOauth *self,
                           const char *client_id,
                           ParafaSecret *client_secret,
                           ParafaRevokeKind kind,
                           ParafaSecret *token,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  const char *name = kind == PARAFA_REVOKE_REFRESH ? "refresh_token" : "access_token";
  g_autoptr (GTask) task = NULL;
  g_autoptr (ParafaHttpRequest) request = NULL;

  g_return_if_fail (PARAFA_IS_OAUTH (self));
  g_return_if_fail (client_id != NULL);
  g_return_if_fail (client_secret != NULL);
  g_return_if_fail (token != NULL);

  task = task_new (self, parafa_oauth_revoke_async, cancellable, callback, user_data);
  request = parafa_http_request_new ("POST", parafa_endpoints_get_revoke_uri (self->endpoints));
  parafa_http_request_add_header (request, "Accept", "application/json");
  add_client (request, client_id, client_secret);
  parafa_http_request_add_secret_field (request, name, token);
  parafa_http_request_add_secret_field (request, "token", token);
  parafa_http_request_add_field (request, "token_type_hint", name);
  parafa_http_send_async (self->http, request, HELLO_TIMEOUT_MS, cancellable, revoke_answered,
                          g_steal_pointer (&task));
}

/**
 * parafa_oauth_revoke_finish:
 * @self: a client
 * @result: what the callback got
 * @error: location for an error
 *
 * Ends parafa_oauth_revoke_async(). Errors: %PARAFA_TOKEN_ERROR_SETTINGS, %PARAFA_TOKEN_ERROR_LATER,
 * %PARAFA_TOKEN_ERROR_INVALID, %PARAFA_HTTP_ERROR, %G_IO_ERROR_CANCELLED.
 *
 * Returns: a #ParafaRevocation, or -1 with an error
 */
int
parafa_oauth_revoke_finish (ParafaOauth *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  g_return_val_if_fail (g_async_result_is_tagged (result, parafa_oauth_revoke_async), -1);
  return (int) g_task_propagate_int (G_TASK (result), error);
}

static void
hello_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaOauth *self = g_task_get_source_object (task);
  Hello *hello = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaHttpAnswer) answer = NULL;
  ParafaHello *answered;
  gint64 server_s;

  answer = parafa_http_send_finish (PARAFA_HTTP (source), result, &error);
  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  answered = parafa_hello_new_for_token (parafa_http_answer_get_status (answer),
                                         parafa_http_answer_get_content_type (answer),
                                         parafa_http_answer_get_body (answer), hello->name,
                                         hello->token, parafa_http_answer_get_duration_us (answer));
  server_s = parafa_http_answer_get_date (answer);
  if (server_s >= 0)
    parafa_hello_set_clock_difference (answered, server_s - parafa_clock_get_now (self->clock));
  g_task_return_pointer (task, answered, (GDestroyNotify) parafa_hello_unref);
}

/**
 * parafa_oauth_hello_async:
 * @self: a client
 * @pair: a pair
 * @name: any text; comes back in the greeting
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Calls TestOauth with the access token (ANAF OAuth procedure, 2024). It changes nothing at the server.
 */
void
parafa_oauth_hello_async (ParafaOauth *self,
                          ParafaTokenPair *pair,
                          const char *name,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (ParafaHttpRequest) request = NULL;
  g_autofree char *encoded = NULL;
  g_autofree char *uri = NULL;
  Hello *hello;

  g_return_if_fail (PARAFA_IS_OAUTH (self));
  g_return_if_fail (pair != NULL);
  g_return_if_fail (name != NULL);

  task = task_new (self, parafa_oauth_hello_async, cancellable, callback, user_data);
  hello = g_new0 (Hello, 1);
  hello->name = g_strdup (name);
  hello->token = parafa_secret_ref (parafa_token_pair_get_access (pair));
  g_task_set_task_data (task, hello, hello_free);

  encoded = g_uri_escape_string (name, NULL, FALSE);
  uri = g_strconcat (parafa_endpoints_get_hello_uri (self->endpoints), "?name=", encoded, NULL);
  request = parafa_http_request_new ("GET", uri);
  parafa_http_request_add_header (request, "Accept", "text/plain, */*");
  parafa_http_request_set_bearer (request, parafa_token_pair_get_access (pair));
  parafa_http_send_async (self->http, request, HELLO_TIMEOUT_MS, cancellable, hello_answered,
                          g_steal_pointer (&task));
}

/**
 * parafa_oauth_hello_finish:
 * @self: a client
 * @result: what the callback got
 * @error: location for an error
 *
 * Ends parafa_oauth_hello_async(). Any answer is a hello; see its outcome.
 *
 * Returns: (transfer full): the answer, read and masked
 */
ParafaHello *
parafa_oauth_hello_finish (ParafaOauth *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, parafa_oauth_hello_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
