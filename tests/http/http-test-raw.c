/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "http-test-raw.h"

#include <string.h>

struct _HttpTestRaw
{
  GSocketService *service;      /* (owned) */
  GTlsCertificate *certificate; /* (owned) (nullable): NULL for plain HTTP */
  GCancellable *end;            /* (owned): frees scripts that wait */
  HttpTestScript script;
  guint16 port;
  int connections; /* atomic */
  int requests;    /* atomic */
  int running;     /* atomic: scripts under way */
};

static gboolean
on_run (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        HttpTestRaw *self)
{
  g_autoptr (GIOStream) tls = NULL;

  g_atomic_int_inc (&self->running);
  g_atomic_int_inc (&self->connections);
  if (self->certificate != NULL)
    {
      tls = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
      g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (tls), FALSE);
    }
  /* The script closes or does not: here the socket goes away as it is, without TLS's goodbye */
  self->script (self, tls != NULL ? tls : G_IO_STREAM (connection));
  g_socket_close (g_socket_connection_get_socket (connection), NULL);
  g_atomic_int_dec_and_test (&self->running);
  return TRUE;
}

/**
 * http_test_raw_new:
 * @certificate: (nullable): for TLS; %NULL for plain HTTP
 * @script: what is done with a connection, in a thread of its own
 *
 * Listens on 127.0.0.1.
 *
 * Returns: (transfer full): a server
 */
HttpTestRaw *
http_test_raw_new (GTlsCertificate *certificate, HttpTestScript script)
{
  HttpTestRaw *self = g_new0 (HttpTestRaw, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->script = script;
  self->certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  self->end = g_cancellable_new ();
  self->service = g_threaded_socket_service_new (20);
  g_signal_connect (self->service, "run", G_CALLBACK (on_run), self);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_socket_service_start (self->service);
  return self;
}

void
http_test_raw_free (HttpTestRaw *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_cancellable_cancel (self->end);
  /* A client in this program closes its connections from the main loop */
  while (g_atomic_int_get (&self->running) > 0)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_object_unref (self->service);
  g_clear_object (&self->certificate);
  g_object_unref (self->end);
  g_free (self);
}

guint16
http_test_raw_get_port (HttpTestRaw *self)
{
  return self->port;
}

int
http_test_raw_count_connections (HttpTestRaw *self)
{
  return g_atomic_int_get (&self->connections);
}

/**
 * http_test_raw_count_requests:
 * @self: a server
 *
 * Returns: how many requests arrived whole
 */
int
http_test_raw_count_requests (HttpTestRaw *self)
{
  return g_atomic_int_get (&self->requests);
}

static gsize
content_length (const char *head)
{
  g_autofree char *lower = g_ascii_strdown (head, -1);
  const char *found = strstr (lower, "\r\ncontent-length:");

  return found != NULL ? (gsize) g_ascii_strtoull (found + strlen ("\r\ncontent-length:"), NULL, 10)
                       : 0;
}

/**
 * http_test_raw_read:
 * @self: the server
 * @stream: the connection
 *
 * Reads a request with its body and counts it.
 *
 * Returns: (transfer full) (nullable): its text, or %NULL when the peer left
 */
char *
http_test_raw_read (HttpTestRaw *self, GIOStream *stream)
{
  GInputStream *input = g_io_stream_get_input_stream (stream);
  g_autoptr (GString) text = g_string_new (NULL);
  gsize wanted = G_MAXSIZE;
  char c;

  while (text->len < wanted)
    {
      if (g_input_stream_read (input, &c, 1, self->end, NULL) != 1)
        return NULL;
      g_string_append_c (text, c);
      if (wanted == G_MAXSIZE && g_str_has_suffix (text->str, "\r\n\r\n"))
        wanted = text->len + content_length (text->str);
    }
  g_atomic_int_inc (&self->requests);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
http_test_raw_write (GIOStream *stream, const char *text)
{
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, strlen (text), NULL,
                             NULL, NULL);
}

/**
 * http_test_raw_wait_closed:
 * @self: the server
 * @stream: the connection
 *
 * Says nothing more until the peer closes.
 */
void
http_test_raw_wait_closed (HttpTestRaw *self, GIOStream *stream)
{
  char c;

  while (g_input_stream_read (g_io_stream_get_input_stream (stream), &c, 1, self->end, NULL) > 0)
    ;
}
