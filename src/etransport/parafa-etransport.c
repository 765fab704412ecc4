/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-etransport.h"

#include <string.h>

#define UPLOAD_TIMEOUT_MS 120000u
#define TIMEOUT_MS 60000u

struct _ParafaEtransport
{
  GObject parent_instance;

  ParafaHttp *http; /* (owned) */
  char *base;       /* (owned): with the slash at the end */
};

/* An answer on its way from bytes to values */
typedef struct
{
  ParafaEtransportCall call;
  ParafaHttpAnswer *answer; /* (owned) (nullable) */
} Reading;

G_DEFINE_FINAL_TYPE (ParafaEtransport, parafa_etransport, G_TYPE_OBJECT)

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->answer, parafa_http_answer_unref);
  g_free (reading);
}

static ParafaEtransportAnswer *
read_answer (const Reading *reading)
{
  ParafaSecret *body = parafa_http_answer_get_body (reading->answer);

  return parafa_etransport_answer_new (reading->call,
                                       parafa_http_answer_get_status (reading->answer),
                                       parafa_secret_get (body), parafa_secret_get_length (body));
}

/* Lists may hold the declarations of two months */
static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, read_answer (task_data),
                         (GDestroyNotify) parafa_etransport_answer_unref);
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  reading->answer = parafa_http_send_finish (PARAFA_HTTP (source), result, &error);
  if (reading->answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (reading->call == PARAFA_ETRANSPORT_LIST || reading->call == PARAFA_ETRANSPORT_INFO)
    g_task_run_in_thread (task, read_in_thread);
  else
    g_task_return_pointer (task, read_answer (reading),
                           (GDestroyNotify) parafa_etransport_answer_unref);
}

static void
call_async (ParafaEtransport *self,
            ParafaEtransportCall call,
            ParafaHttpRequest *request,
            ParafaSecret *token,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->call = call;
  g_task_set_source_tag (task, call_async);
  /* an answer that arrived counts, whoever gave up waiting for it */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, reading, reading_free);
  parafa_http_request_add_header (request, "Accept", "application/json, */*");
  parafa_http_request_set_bearer (request, token);
  parafa_http_send_async (self->http, request,
                          call == PARAFA_ETRANSPORT_UPLOAD ? UPLOAD_TIMEOUT_MS : TIMEOUT_MS,
                          cancellable, answered, g_steal_pointer (&task));
}

static void
get_async (ParafaEtransport *self,
           ParafaEtransportCall call,
           const char *path,
           ParafaSecret *token,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  g_autofree char *uri = g_strconcat (self->base, path, NULL);
  g_autoptr (ParafaHttpRequest) request = parafa_http_request_new ("GET", uri);

  call_async (self, call, request, token, cancellable, callback, user_data);
}

static void
parafa_etransport_dispose (GObject *object)
{
  ParafaEtransport *self = PARAFA_ETRANSPORT (object);

  g_clear_object (&self->http);
  G_OBJECT_CLASS (parafa_etransport_parent_class)->dispose (object);
}

static void
parafa_etransport_finalize (GObject *object)
{
  ParafaEtransport *self = PARAFA_ETRANSPORT (object);

  g_free (self->base);
  G_OBJECT_CLASS (parafa_etransport_parent_class)->finalize (object);
}

static void
parafa_etransport_class_init (ParafaEtransportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = parafa_etransport_dispose;
  object_class->finalize = parafa_etransport_finalize;
}

static void
parafa_etransport_init (ParafaEtransport *self)
{
}

/**
 * parafa_etransport_new:
 * @http: the session
 * @api_uri: where the services are, as `https://api.anaf.ro`; without a slash at the end
 * @system: test or production
 *
 * Returns: (transfer full): a client
 */
ParafaEtransport *
parafa_etransport_new (ParafaHttp *http, const char *api_uri, ParafaEtransportSystem system)
{
  ParafaEtransport *self;

  g_return_val_if_fail (PARAFA_IS_HTTP (http), NULL);
  g_return_val_if_fail (api_uri != NULL, NULL);

  self = g_object_new (PARAFA_TYPE_ETRANSPORT, NULL);
  self->http = g_object_ref (http);
  self->base = g_strconcat (api_uri, system == PARAFA_ETRANSPORT_PRODUCTION ? "/prod" : "/test",
                            "/ETRANSPORT/ws/v1/", NULL);
  return self;
}

/**
 * parafa_etransport_upload_async:
 * @self: a client
 * @token: an access token
 * @cif: the company it is filed for, digits only
 * @body: the declaration, schema 2, as it lies in its file
 * @cancellable: (nullable): to stop it; whether it arrived is then not known
 * @callback: called when it is answered
 * @user_data: for @callback
 *
 * Files a declaration: `upload/ETRANSP/{cif}/2`. The caller must have written down that it is about to be sent.
 */
void
parafa_etransport_upload_async (ParafaEtransport *self,
                                ParafaSecret *token,
                                const char *cif,
                                GBytes *body,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (ParafaHttpRequest) request = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *uri = NULL;

  g_return_if_fail (PARAFA_IS_ETRANSPORT (self));
  g_return_if_fail (token != NULL && cif != NULL && body != NULL);

  escaped = g_uri_escape_string (cif, NULL, FALSE);
  uri = g_strconcat (self->base, "upload/ETRANSP/", escaped, "/2", NULL);
  request = parafa_http_request_new ("POST", uri);
  parafa_http_request_set_body (request, "application/xml", body);
  call_async (self, PARAFA_ETRANSPORT_UPLOAD, request, token, cancellable, callback, user_data);
}

/**
 * parafa_etransport_state_async:
 * @self: a client
 * @token: an access token
 * @index: what the upload gave
 * @cancellable: (nullable): to stop it
 * @callback: called when it is answered
 * @user_data: for @callback
 *
 * Asks what became of a declaration: `stareMesaj/{index}`; at most 100 times a day for one index.
 */
void
parafa_etransport_state_async (ParafaEtransport *self,
                               ParafaSecret *token,
                               const char *index,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (PARAFA_IS_ETRANSPORT (self));
  g_return_if_fail (token != NULL && index != NULL);

  escaped = g_uri_escape_string (index, NULL, FALSE);
  path = g_strconcat ("stareMesaj/", escaped, NULL);
  get_async (self, PARAFA_ETRANSPORT_STATE, path, token, cancellable, callback, user_data);
}

/**
 * parafa_etransport_list_async:
 * @self: a client
 * @token: an access token
 * @days: how many days back, 1 to 60
 * @cif: the company, digits only
 * @cancellable: (nullable): to stop it
 * @callback: called when it is answered
 * @user_data: for @callback
 *
 * Asks what was filed: `lista/{zile}/{cif}`; at most 1000 times a day for one person.
 */
void
parafa_etransport_list_async (ParafaEtransport *self,
                              ParafaSecret *token,
                              guint days,
                              const char *cif,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (PARAFA_IS_ETRANSPORT (self));
  g_return_if_fail (token != NULL && cif != NULL);

  escaped = g_uri_escape_string (cif, NULL, FALSE);
  path = g_strdup_printf ("lista/%u/%s", CLAMP (days, 1u, 60u), escaped);
  get_async (self, PARAFA_ETRANSPORT_LIST, path, token, cancellable, callback, user_data);
}

static void
append_parameter (GString *path, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  g_string_append_printf (path, "&%s=", name);
  g_string_append_uri_escaped (path, value, NULL, FALSE);
}

/**
 * parafa_etransport_info_async:
 * @self: a client
 * @token: an access token
 * @carrier: the company that organises the transport, digits only
 * @declarant: (nullable): only what this company declared
 * @uit: (nullable): only this UIT
 * @reference: (nullable): only this reference of the declarant's
 * @cancellable: (nullable): to stop it
 * @callback: called when it is answered
 * @user_data: for @callback
 *
 * Asks for the transports a carrier was named for: `info?cui_op=…`.
 */
void
parafa_etransport_info_async (ParafaEtransport *self,
                              ParafaSecret *token,
                              const char *carrier,
                              const char *declarant,
                              const char *uit,
                              const char *reference,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GString) path = NULL;

  g_return_if_fail (PARAFA_IS_ETRANSPORT (self));
  g_return_if_fail (token != NULL && carrier != NULL);

  path = g_string_new ("info?cui_op=");
  g_string_append_uri_escaped (path, carrier, NULL, FALSE);
  append_parameter (path, "cui_decl", declarant);
  append_parameter (path, "uit", uit);
  append_parameter (path, "ref_decl", reference);
  get_async (self, PARAFA_ETRANSPORT_INFO, path->str, token, cancellable, callback, user_data);
}

/**
 * parafa_etransport_download_async:
 * @self: a client
 * @token: an access token
 * @index: what the upload gave
 * @cancellable: (nullable): to stop it
 * @callback: called when it is answered
 * @user_data: for @callback
 *
 * Asks for what was filed: `descarcare/{index}`. ANAF withdrew this call: %PARAFA_ETRANSPORT_NOT_FOUND is to be
 * expected.
 */
void
parafa_etransport_download_async (ParafaEtransport *self,
                                  ParafaSecret *token,
                                  const char *index,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (PARAFA_IS_ETRANSPORT (self));
  g_return_if_fail (token != NULL && index != NULL);

  escaped = g_uri_escape_string (index, NULL, FALSE);
  path = g_strconcat ("descarcare/", escaped, NULL);
  get_async (self, PARAFA_ETRANSPORT_DOWNLOAD, path, token, cancellable, callback, user_data);
}

/**
 * parafa_etransport_call_finish:
 * @self: a client
 * @result: what the callback got
 * @error: location for an error
 *
 * Ends any of the five calls.
 *
 * Returns: (transfer full): the answer
 */
ParafaEtransportAnswer *
parafa_etransport_call_finish (ParafaEtransport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
