/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-http.h"
#include "parafa-http-answer-private.h"
#include "parafa-http-chunk.h"
#include "parafa-http-details-private.h"
#include "parafa-http-direct.h"
#include "parafa-http-exchange.h"
#include "parafa-http-failure.h"
#include "parafa-http-request-private.h"
#include "parafa-http-trust.h"
#include "parafa-redact.h"
#include "parafa-secret-builder.h"
#include "parafa-config.h"

#include <libsoup/soup.h>

#define BODY_LIMIT ((gsize) 16 * 1024 * 1024)
#define IDLE_TIMEOUT_S 30

struct _ParafaHttp
{
  GObject parent_instance;

  SoupSession *session;  /* (owned) */
  GListStore *exchanges; /* (owned) (element-type ParafaHttpRecord) */
  gsize bodies_bytes;    /* of all their bodies */
  GList *authorities;    /* (owned) (element-type GTlsCertificate): of the practice server */
  gsize body_limit;
};

typedef enum
{
  PROP_EXCHANGES = 1,
  PROP_BODY_LIMIT,
} ParafaHttpProperty;

static GParamSpec *properties[PROP_BODY_LIMIT + 1];

enum
{
  SIGNAL_EXCHANGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParafaHttp, parafa_http, G_TYPE_OBJECT)

/* One request on its way */
typedef struct
{
  ParafaHttpRequest *request; /* (owned) */
  SoupMessage *message;       /* (owned) (nullable) */
  GInputStream *stream;       /* (owned) (nullable) */
  GCancellable *stop;         /* (owned): stops the work, at the caller's wish or when time is up */
  GSource *caller;            /* (owned) (nullable): the caller's wish to stop */
  GSource *timer;             /* (owned) (nullable) */
  ParafaHttpChunk *chunk;     /* (owned) (nullable) */
  ParafaSecretBuilder *body;  /* (owned) */
  ParafaHttpDetails *details; /* (owned) (nullable) */
  gsize length;               /* of the body so far */
  gint64 at_us;
  gint64 started_us;
  gboolean sent;
  gboolean timed_out;
} Sending;

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* Lets go of everything of libsoup, so that the connection is free again before the caller goes on */
static void
release (Sending *sending)
{
  clear_source (&sending->timer);
  clear_source (&sending->caller);
  if (sending->message != NULL)
    {
      g_signal_handlers_disconnect_by_data (sending->message, sending);
      parafa_http_request_wipe_message (sending->message);
    }
  if (sending->stream != NULL)
    g_input_stream_close_async (sending->stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_clear_object (&sending->stream);
  g_clear_object (&sending->message);
  g_clear_pointer (&sending->chunk, parafa_http_chunk_free);
}

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  release (sending);
  g_clear_object (&sending->stop);
  g_clear_pointer (&sending->request, parafa_http_request_unref);
  g_clear_pointer (&sending->body, parafa_secret_builder_free);
  g_clear_pointer (&sending->details, parafa_http_details_unref);
  g_free (sending);
}

static gsize
get_bodies_size (ParafaHttpRecord *item)
{
  g_autoptr (ParafaHttpDetails) details = parafa_http_record_dup_details (item);

  return details != NULL ? parafa_http_details_get_size (details) : 0;
}

/* The oldest go first: the exchange itself when there are too many, else what it says in full */
static void
make_room (ParafaHttp *self, gsize size)
{
  GListModel *model = G_LIST_MODEL (self->exchanges);

  if (g_list_model_get_n_items (model) >= PARAFA_HTTP_EXCHANGES_KEPT)
    {
      g_autoptr (ParafaHttpRecord) oldest = g_list_model_get_item (model, 0);

      self->bodies_bytes -= get_bodies_size (oldest);
      g_list_store_remove (self->exchanges, 0);
    }
  for (guint i = 0; self->bodies_bytes + size > PARAFA_HTTP_BODIES_KEPT_BYTES &&
                    i < g_list_model_get_n_items (model);
       i++)
    {
      g_autoptr (ParafaHttpRecord) item = g_list_model_get_item (model, i);

      self->bodies_bytes -= get_bodies_size (item);
      parafa_http_record_set_details (item, NULL);
    }
}

static void
keep (ParafaHttp *self, ParafaHttpExchange *exchange, ParafaHttpDetails *details)
{
  g_autoptr (ParafaHttpRecord) item = parafa_http_record_new (exchange);
  gsize size = details != NULL ? parafa_http_details_get_size (details) : 0;

  make_room (self, size);
  parafa_http_record_set_details (item, details);
  self->bodies_bytes += size;
  g_list_store_append (self->exchanges, item);
  g_debug ("http: %s %s: %u in %" G_GINT64_FORMAT " µs", exchange->method, exchange->address,
           exchange->status, exchange->duration_us);
  g_signal_emit (self, signals[SIGNAL_EXCHANGE], 0, exchange);
}

static void
record (ParafaHttp *self, Sending *sending, guint status, const GError *problem)
{
  g_autofree char *uri =
      parafa_http_request_redact_values (sending->request,
                                         parafa_http_request_get_uri (sending->request));
  g_autoptr (ParafaHttpExchange) exchange =
      parafa_http_exchange_new (parafa_http_request_get_method (sending->request), uri,
                                sending->at_us, status,
                                g_get_monotonic_time () - sending->started_us, problem);

  keep (self, exchange, sending->details);
}

/* Ends a request that got no whole answer */
static void
fail (GTask *task, const GError *foreign)
{
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  sending->details = parafa_http_details_new (sending->request, sending->message, NULL);
  release (sending);
  if (sending->timed_out)
    error = g_error_new (PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_TIMEOUT,
                         sending->sent ? "No whole answer came in time"
                                       : "The server could not be reached in time");
  else if (foreign->domain == PARAFA_HTTP_ERROR)
    error = g_error_copy (foreign);
  else
    error = parafa_http_failure_translate (foreign, sending->sent);
  record (g_task_get_source_object (task), sending, 0, error);
  g_task_return_error (task, g_steal_pointer (&error));
}

/* Sending: send → read, chunk by chunk → close */
static void answer_started (GObject *source, GAsyncResult *result, gpointer user_data);
static void chunk_read (GObject *source, GAsyncResult *result, gpointer user_data);

static void
read_on (GTask *task)
{
  Sending *sending = g_task_get_task_data (task);

  g_input_stream_read_async (sending->stream, sending->chunk, PARAFA_HTTP_CHUNK_BYTES,
                             G_PRIORITY_DEFAULT, sending->stop, chunk_read, task);
}

static void
fail_too_large (GTask *task)
{
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (GError) error = g_error_new_literal (PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_TOO_LARGE,
                                                  "The answer is larger than it may be");

  /* Without this libsoup would read the rest to keep the connection */
  g_cancellable_cancel (sending->stop);
  fail (task, error);
}

static void
answer_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaHttp *self = g_task_get_source_object (task);
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  SoupMessageHeaders *headers;

  sending->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (sending->stream == NULL)
    {
      fail (task, error);
      return;
    }
  parafa_http_request_wipe_message (sending->message);

  headers = soup_message_get_response_headers (sending->message);
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_content_length (headers) > (goffset) self->body_limit)
    {
      fail_too_large (task);
      return;
    }
  sending->chunk = parafa_http_chunk_new ();
  read_on (g_steal_pointer (&task));
}

static void
chunk_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaHttp *self = g_task_get_source_object (task);
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);
  g_autoptr (ParafaSecret) body = NULL;
  ParafaHttpAnswer *answer;

  if (length < 0)
    {
      fail (task, error);
      return;
    }
  if (length > 0)
    {
      sending->length += (gsize) length;
      if (sending->length > self->body_limit)
        {
          fail_too_large (task);
          return;
        }
      parafa_secret_builder_append (sending->body, sending->chunk, length);
      read_on (g_steal_pointer (&task));
      return;
    }

  body = parafa_secret_builder_end (sending->body);
  answer = parafa_http_answer_new (sending->message, body,
                                   g_get_monotonic_time () - sending->started_us);
  sending->details = parafa_http_details_new (sending->request, sending->message, body);
  release (sending);
  record (self, sending, parafa_http_answer_get_status (answer), NULL);
  g_task_return_pointer (task, answer, (GDestroyNotify) parafa_http_answer_unref);
}

static void
on_starting (SoupMessage *message, Sending *sending)
{
  sending->sent = TRUE;
}

static gboolean
on_accept_certificate (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags flags,
                       ParafaHttp *self)
{
  return parafa_http_trust_accepts (self->authorities, certificate,
                                    g_uri_get_host (soup_message_get_uri (message)));
}

static gboolean
on_time_up (gpointer user_data)
{
  Sending *sending = user_data;

  sending->timed_out = TRUE;
  g_cancellable_cancel (sending->stop);
  return G_SOURCE_REMOVE;
}

static gboolean
on_caller_cancelled (GCancellable *caller, gpointer user_data)
{
  Sending *sending = user_data;

  g_cancellable_cancel (sending->stop);
  return G_SOURCE_REMOVE;
}

static Sending *
sending_new (ParafaHttpRequest *request, guint timeout_ms, GCancellable *caller)
{
  Sending *sending = g_new0 (Sending, 1);

  sending->request = parafa_http_request_ref (request);
  sending->at_us = g_get_real_time ();
  sending->started_us = g_get_monotonic_time ();
  sending->stop = g_cancellable_new ();
  sending->body = parafa_secret_builder_new ();
  if (caller != NULL)
    {
      /* A source and not a handler of "cancelled": ending the request inside that signal would wait
       * for itself in g_cancellable_disconnect(). */
      if (g_cancellable_is_cancelled (caller))
        g_cancellable_cancel (sending->stop);
      sending->caller = g_cancellable_source_new (caller);
      g_source_set_callback (sending->caller, G_SOURCE_FUNC (on_caller_cancelled), sending, NULL);
      g_source_attach (sending->caller, g_main_context_get_thread_default ());
    }
  if (timeout_ms > 0)
    {
      sending->timer = g_timeout_source_new (timeout_ms);
      g_source_set_callback (sending->timer, on_time_up, sending, NULL);
      g_source_attach (sending->timer, g_main_context_get_thread_default ());
    }
  return sending;
}

static void
parafa_http_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  ParafaHttp *self = PARAFA_HTTP (object);

  switch ((ParafaHttpProperty) prop_id)
    {
    case PROP_EXCHANGES:
      g_value_set_object (value, self->exchanges);
      break;
    case PROP_BODY_LIMIT:
      g_value_set_uint64 (value, self->body_limit);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parafa_http_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  ParafaHttp *self = PARAFA_HTTP (object);

  switch ((ParafaHttpProperty) prop_id)
    {
    case PROP_BODY_LIMIT:
      self->body_limit = (gsize) g_value_get_uint64 (value);
      break;
    case PROP_EXCHANGES:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parafa_http_dispose (GObject *object)
{
  ParafaHttp *self = PARAFA_HTTP (object);

  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->exchanges);
  g_clear_list (&self->authorities, g_object_unref);
  G_OBJECT_CLASS (parafa_http_parent_class)->dispose (object);
}

static void
parafa_http_class_init (ParafaHttpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = parafa_http_get_property;
  object_class->set_property = parafa_http_set_property;
  object_class->dispose = parafa_http_dispose;

  /**
   * ParafaHttp:exchanges:
   *
   * The last 500 exchanges as #ParafaHttpRecord, oldest first, everything redacted.
   */
  properties[PROP_EXCHANGES] = g_param_spec_object ("exchanges", NULL, NULL, G_TYPE_LIST_MODEL,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * ParafaHttp:body-limit:
   *
   * The largest answer that is read, in bytes.
   */
  properties[PROP_BODY_LIMIT] =
      g_param_spec_uint64 ("body-limit", NULL, NULL, 1, G_MAXUINT32, BODY_LIMIT,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * ParafaHttp::exchange:
   * @self: the session
   * @exchange: (type ParafaHttpExchange): what may be remembered of it
   *
   * An exchange ended, well or not.
   */
  signals[SIGNAL_EXCHANGE] = g_signal_new ("exchange", PARAFA_TYPE_HTTP, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, PARAFA_TYPE_HTTP_EXCHANGE);
}

static void
parafa_http_init (ParafaHttp *self)
{
  g_autoptr (GProxyResolver) direct = parafa_http_direct_new (g_proxy_resolver_get_default ());

  self->exchanges = g_list_store_new (PARAFA_TYPE_HTTP_RECORD);
  self->session =
      soup_session_new_with_options ("user-agent", "Parafa/" PARAFA_VERSION, "timeout", 0u,
                                     "idle-timeout", IDLE_TIMEOUT_S, "max-conns-per-host", 10,
                                     "proxy-resolver", direct, NULL);
  /* Credentials are put in by hand and only where they belong; nothing is remembered between requests.
   * The decoder would keep unlocked copies of what it unpacks. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_COOKIE_JAR);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_HSTS_ENFORCER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
}

/**
 * parafa_http_new:
 *
 * Returns: (transfer full): a session for all calls of the program
 */
ParafaHttp *
parafa_http_new (void)
{
  return g_object_new (PARAFA_TYPE_HTTP, NULL);
}

/**
 * parafa_http_clear_exchanges:
 * @self: the session
 *
 * Forgets what was remembered.
 */
void
parafa_http_clear_exchanges (ParafaHttp *self)
{
  g_return_if_fail (PARAFA_IS_HTTP (self));

  g_list_store_remove_all (self->exchanges);
  self->bodies_bytes = 0;
}

/**
 * parafa_http_note:
 * @self: the session
 * @method: what was done, in capitals as a method
 * @address: an address; secrets in it are taken out
 * @at_us: wall clock, microseconds since 1970
 * @problem: (nullable): what is to be said about it, for developers
 *
 * Remembers something that was not sent through this session, without status, duration or bodies.
 */
void
parafa_http_note (
    ParafaHttp *self, const char *method, const char *address, gint64 at_us, const char *problem)
{
  g_autoptr (ParafaHttpExchange) exchange = NULL;

  g_return_if_fail (PARAFA_IS_HTTP (self));
  g_return_if_fail (method != NULL);
  g_return_if_fail (address != NULL);

  exchange = parafa_http_exchange_new (method, address, at_us, 0, 0, NULL);
  exchange->problem = problem != NULL ? parafa_redact_text (problem) : NULL;
  keep (self, exchange, NULL);
}

/**
 * parafa_http_set_practice_trust:
 * @self: the session
 * @ca_pem: (nullable): certificate authorities as PEM, or %NULL for none
 * @error: location for an error
 *
 * Trusts these authorities for hosts under `.localhost`, and for no other host. What was trusted
 * before is forgotten for new connections, unless the call fails.
 *
 * Fails with %PARAFA_HTTP_ERROR_TLS when the text holds no certificate.
 *
 * Returns: whether the authorities could be read
 */
gboolean
parafa_http_set_practice_trust (ParafaHttp *self, GBytes *ca_pem, GError **error)
{
  GList *authorities = NULL;

  g_return_val_if_fail (PARAFA_IS_HTTP (self), FALSE);

  if (ca_pem != NULL)
    {
      authorities = parafa_http_trust_read_pem (ca_pem, error);
      if (authorities == NULL)
        return FALSE;
    }
  g_clear_list (&self->authorities, g_object_unref);
  self->authorities = authorities;
  return TRUE;
}

/**
 * parafa_http_send_async:
 * @self: the session
 * @request: a request
 * @timeout_ms: how long the whole exchange may take, in milliseconds; 0 for no limit
 * @cancellable: (nullable): to stop it
 * @callback: called when the answer is complete
 * @user_data: for @callback
 *
 * Sends a request once and reads the answer. Redirects are answers like others. A request that changes
 * something (not GET or HEAD) is never sent a second time; libsoup may repeat a GET whose old connection
 * turns out to be closed.
 *
 * With %PARAFA_HTTP_ERROR_OFFLINE, %PARAFA_HTTP_ERROR_TLS and %PARAFA_HTTP_ERROR_FAILED nothing was
 * sent; with the other codes the request may have arrived.
 */
void
parafa_http_send_async (ParafaHttp *self,
                        ParafaHttpRequest *request,
                        guint timeout_ms,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  Sending *sending;

  g_return_if_fail (PARAFA_IS_HTTP (self));
  g_return_if_fail (request != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_http_send_async);
  /* An answer that is complete is handed over even if the caller gave up meanwhile: it may hold the
   * only copy of a new token. */
  g_task_set_check_cancellable (task, FALSE);
  sending = sending_new (request, timeout_ms, cancellable);
  g_task_set_task_data (task, sending, sending_free);

  sending->message = parafa_http_request_build (request, &error);
  if (sending->message == NULL)
    {
      fail (task, error);
      return;
    }
  g_signal_connect (sending->message, "starting", G_CALLBACK (on_starting), sending);
  g_signal_connect_object (sending->message, "accept-certificate",
                           G_CALLBACK (on_accept_certificate), self, 0);
  soup_session_send_async (self->session, sending->message, G_PRIORITY_DEFAULT, sending->stop,
                           answer_started, g_steal_pointer (&task));
}

/**
 * parafa_http_send_finish:
 * @self: the session
 * @result: what the callback got
 * @error: location for an error
 *
 * Ends parafa_http_send_async(). Any status is an answer, not an error.
 *
 * Returns: (transfer full): the answer
 */
ParafaHttpAnswer *
parafa_http_send_finish (ParafaHttp *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
