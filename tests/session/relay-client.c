/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "relay-client.h"
#include "parafa-authorize.h"

#include <string.h>

#define MAX_REQUESTS 20
#define MAX_ANSWER_BYTES (1024 * 1024)

typedef struct
{
  guint16 port;
  char *authorization; /* (owned): of the relay */
  GTlsCertificate *certificate;
  char *uri;
  char *redirect_uri;
  GHashTable *cookies; /* (element-type utf8 utf8) */
} Walk;

static void
walk_free (Walk *walk)
{
  g_free (walk->authorization);
  g_clear_object (&walk->certificate);
  g_free (walk->uri);
  g_free (walk->redirect_uri);
  g_hash_table_unref (walk->cookies);
  g_free (walk);
}

void
relay_client_end_free (RelayClientEnd *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->callback, parafa_secret_unref);
  g_free (self->address);
  g_free (self->text);
  g_free (self);
}

/* Up to the end of the stream; gateways close without saying so */
static char *
read_all (GInputStream *input, gboolean head_only, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) local = NULL;
  char buffer[4096];
  gssize n = 0;

  while (text->len < MAX_ANSWER_BYTES &&
         (n = g_input_stream_read (input, buffer, head_only ? 1 : sizeof buffer, cancellable,
                                   &local)) > 0)
    {
      g_string_append_len (text, buffer, n);
      if (head_only && g_str_has_suffix (text->str, "\r\n\r\n"))
        break;
    }
  if (n < 0 && (text->len == 0 || !g_error_matches (local, G_TLS_ERROR, G_TLS_ERROR_EOF)))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
write_text (GOutputStream *output, const char *text, GCancellable *cancellable, GError **error)
{
  return g_output_stream_write_all (output, text, strlen (text), NULL, cancellable, error);
}

static gboolean
on_accept (GTlsConnection *connection,
           GTlsCertificate *peer,
           GTlsCertificateFlags errors,
           Walk *walk)
{
  return g_tls_certificate_is_same (peer, walk->certificate);
}

/* CONNECT, then TLS toward the relay */
static GIOStream *
connect_through_relay (Walk *walk, GUri *uri, GCancellable *cancellable, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) socket = NULL;
  g_autoptr (GSocketConnectable) identity =
      g_network_address_new (g_uri_get_host (uri), (guint16) g_uri_get_port (uri));
  g_autoptr (GIOStream) tls = NULL;
  g_autofree char *connect = NULL;
  g_autofree char *answer = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  socket = g_socket_client_connect_to_host (client, "127.0.0.1", walk->port, cancellable, error);
  if (socket == NULL)
    return NULL;
  connect = g_strdup_printf ("CONNECT %s:%d HTTP/1.1\r\nHost: %s:%d\r\n"
                             "Proxy-Authorization: Basic %s\r\n\r\n",
                             g_uri_get_host (uri), g_uri_get_port (uri), g_uri_get_host (uri),
                             g_uri_get_port (uri), walk->authorization);
  if (!write_text (g_io_stream_get_output_stream (G_IO_STREAM (socket)), connect, cancellable,
                   error))
    return NULL;
  answer = read_all (g_io_stream_get_input_stream (G_IO_STREAM (socket)), TRUE, cancellable, error);
  if (answer == NULL)
    return NULL;
  if (!g_str_has_prefix (answer, "HTTP/1.1 200"))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PROXY_FAILED, "the relay said %.12s", answer);
      return NULL;
    }
  tls = g_tls_client_connection_new (G_IO_STREAM (socket), identity, error);
  if (tls == NULL)
    return NULL;
  g_signal_connect (tls, "accept-certificate", G_CALLBACK (on_accept), walk);
  if (!g_tls_connection_handshake (G_TLS_CONNECTION (tls), cancellable, error))
    return NULL;
  return g_steal_pointer (&tls);
}

static void
take_cookie (Walk *walk, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, ";", -1);
  char *equals = strchr (parts[0], '=');
  gboolean gone = FALSE;

  if (equals == NULL)
    return;
  for (guint i = 1; parts[i] != NULL; i++)
    {
      g_strstrip (parts[i]);
      gone = gone || g_ascii_strcasecmp (parts[i], "max-age=0") == 0 ||
             g_str_has_prefix (parts[i], "expires=Thu, 01");
    }
  *equals = '\0';
  if (gone)
    g_hash_table_remove (walk->cookies, parts[0]);
  else
    g_hash_table_insert (walk->cookies, g_strdup (parts[0]), g_strdup (equals + 1));
}

/* Takes the cookies and the Location out of an answer's head */
static char *
read_head (Walk *walk, const char *answer, guint *status)
{
  const char *end = strstr (answer, "\r\n\r\n");
  g_autofree char *head = end != NULL ? g_strndup (answer, (gsize) (end - answer)) : NULL;
  g_auto (GStrv) lines = g_strsplit (head != NULL ? head : "", "\r\n", -1);
  char *location = NULL;

  *status = 0;
  if (lines[0] == NULL || strlen (lines[0]) < 12)
    return NULL;
  *status = (guint) g_ascii_strtoull (lines[0] + 9, NULL, 10);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      char *colon = strchr (lines[i], ':');

      if (colon == NULL)
        continue;
      *colon = '\0';
      if (g_ascii_strcasecmp (lines[i], "set-cookie") == 0)
        take_cookie (walk, g_strstrip (colon + 1));
      else if (g_ascii_strcasecmp (lines[i], "location") == 0)
        {
          g_free (location);
          location = g_strdup (g_strstrip (colon + 1));
        }
    }
  return location;
}

static char *
make_request (Walk *walk, GUri *uri)
{
  g_autoptr (GString) request = g_string_new (NULL);
  GHashTableIter iter;
  gpointer name = NULL;
  gpointer value = NULL;

  g_string_append_printf (request, "GET %s%s%s HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\n",
                          *g_uri_get_path (uri) != '\0' ? g_uri_get_path (uri) : "/",
                          g_uri_get_query (uri) != NULL ? "?" : "",
                          g_uri_get_query (uri) != NULL ? g_uri_get_query (uri) : "",
                          g_uri_get_host (uri), g_uri_get_port (uri));
  g_string_append (request, "User-Agent: relay-client\r\nAccept: text/html\r\n");
  g_hash_table_iter_init (&iter, walk->cookies);
  for (guint i = 0; g_hash_table_iter_next (&iter, &name, &value); i++)
    g_string_append_printf (request, "%s%s=%s", i == 0 ? "Cookie: " : "; ", (char *) name,
                            (char *) value);
  g_string_append (request, g_hash_table_size (walk->cookies) > 0 ? "\r\n\r\n" : "\r\n");
  return g_string_free (g_steal_pointer (&request), FALSE);
}

static char *
get (Walk *walk, const char *address, GCancellable *cancellable, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, error);
  g_autoptr (GIOStream) stream = NULL;
  g_autofree char *request = NULL;

  if (uri == NULL)
    return NULL;
  stream = connect_through_relay (walk, uri, cancellable, error);
  if (stream == NULL)
    return NULL;
  request = make_request (walk, uri);
  if (!write_text (g_io_stream_get_output_stream (stream), request, cancellable, error))
    return NULL;
  return read_all (g_io_stream_get_input_stream (stream), FALSE, cancellable, error);
}

/* What a person reads: no tags */
static char *
strip_markup (const char *answer)
{
  const char *body = strstr (answer, "\r\n\r\n");
  g_autoptr (GRegex) tags = g_regex_new ("<style.*?</style>|<[^>]*>", G_REGEX_DOTALL, 0, NULL);

  return g_regex_replace_literal (tags, body != NULL ? body : answer, -1, 0, " ", 0, NULL);
}

static void
walk_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Walk *walk = task_data;
  g_autoptr (RelayClientEnd) end = g_new0 (RelayClientEnd, 1);
  g_autofree char *address = g_strdup (walk->uri);

  while (end->n_requests++ < MAX_REQUESTS)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *answer = get (walk, address, cancellable, &error);
      g_autofree char *location = NULL;

      if (answer == NULL)
        {
          g_task_return_error (task, g_steal_pointer (&error));
          return;
        }
      location = read_head (walk, answer, &end->status);
      if (location == NULL || end->status < 300 || end->status >= 400)
        {
          end->address = g_steal_pointer (&address);
          end->text = strip_markup (answer);
          break;
        }
      if (parafa_authorize_is_callback (walk->redirect_uri, location))
        {
          end->address = g_steal_pointer (&address);
          end->callback = parafa_secret_new (location, -1);
          break;
        }
      else
        {
          char *next = g_uri_resolve_relative (address, location, G_URI_FLAGS_ENCODED, &error);

          g_assert_no_error (error);
          g_free (address);
          address = next;
        }
    }
  g_task_return_pointer (task, g_steal_pointer (&end), (GDestroyNotify) relay_client_end_free);
}

/**
 * relay_client_walk_async:
 * @relay: where the relay listens
 * @uri: the first page
 * @redirect_uri: the callback to stop at
 * @cancellable: (nullable): closes the browser
 * @callback: called at the end
 * @user_data: for @callback
 */
void
relay_client_walk_async (const ParafaRelayAddress *relay,
                         const char *uri,
                         const char *redirect_uri,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *credentials = g_strconcat ("relay:", parafa_secret_get (relay->password), NULL);
  Walk *walk = g_new0 (Walk, 1);
  g_autoptr (GError) error = NULL;

  walk->port = relay->port;
  walk->authorization = g_base64_encode ((const guchar *) credentials, strlen (credentials));
  walk->certificate = g_tls_certificate_new_from_pem (relay->certificate_pem, -1, &error);
  g_assert_no_error (error);
  walk->uri = g_strdup (uri);
  walk->redirect_uri = g_strdup (redirect_uri);
  walk->cookies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_task_set_task_data (task, walk, (GDestroyNotify) walk_free);
  g_task_run_in_thread (task, walk_in_thread);
}

RelayClientEnd *
relay_client_walk_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
