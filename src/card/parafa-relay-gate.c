/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-relay-gate.h"
#include "parafa-card.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#define HEAD_LIMIT_MS 5000
#define MAX_TRIES 2
#define MAX_WAITING 128
#define ACCEPT_PAUSE_MS 200

static const char answer_407[] = "HTTP/1.1 407 Proxy Authentication Required\r\n"
                                 "Proxy-Authenticate: Basic realm=\"relay\"\r\n"
                                 "Content-Length: 0\r\n\r\n";
static const char answer_400[] = "HTTP/1.1 400 Bad Request\r\n"
                                 "Content-Length: 0\r\nConnection: close\r\n\r\n";

struct _ParafaRelayGate
{
  GSocketListener *listener; /* (owned) */
  GCancellable *cancellable; /* (owned) */
  char *password;            /* (unowned) */
  guint16 port;
  ParafaRelayAdmit admit;
  gpointer user_data;
  GQueue waiting;        /* (element-type Client): oldest first */
  GSource *accept_again; /* (owned) (nullable) */
  gboolean accepting;
  gboolean closed;
};

/* Somebody who has connected, and has not shown the password yet */
typedef struct
{
  ParafaRelayGate *gate;
  GSocketConnection *connection; /* (owned) */
  GSource *readable;             /* (owned) */
  GSource *limit;                /* (owned) */
  guint tries;
  gsize length;
  char bytes[PARAFA_CONNECT_HEAD_MAX_BYTES];
} Client;

static void accept_next (ParafaRelayGate *self);

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* Takes the client out of the waiting room */
static void
client_free (Client *client)
{
  g_queue_remove (&client->gate->waiting, client);
  clear_source (&client->readable);
  clear_source (&client->limit);
  g_clear_object (&client->connection);
  explicit_bzero (client->bytes, sizeof client->bytes);
  g_free (client);
}

static gboolean
client_timed_out (gpointer user_data)
{
  client_free (user_data);
  return G_SOURCE_REMOVE;
}

/* Reads no further than the end of the head: what follows belongs to whoever serves the client.
 * FALSE when nothing more will come. */
static gboolean
client_receive (Client *client)
{
  int fd = g_socket_get_fd (g_socket_connection_get_socket (client->connection));
  gsize room = sizeof client->bytes - client->length;
  gssize peeked = recv (fd, client->bytes + client->length, room, MSG_PEEK | MSG_DONTWAIT);
  gsize from = client->length >= 3 ? client->length - 3 : 0;
  const char *end;
  gsize take;

  if (peeked < 0)
    return errno == EAGAIN || errno == EINTR;
  if (peeked == 0)
    return FALSE;
  end = memmem (client->bytes + from, client->length + (gsize) peeked - from, "\r\n\r\n",
                strlen ("\r\n\r\n"));
  take = end != NULL ? (gsize) (end + 4 - client->bytes) - client->length : (gsize) peeked;
  if (recv (fd, client->bytes + client->length, take, MSG_DONTWAIT) != (gssize) take)
    return FALSE;
  client->length += take;
  return TRUE;
}

/* The same answer to every host and method, so that a guess learns nothing */
static gboolean
client_refuse (Client *client)
{
  parafa_relay_gate_say (client->connection, answer_407);
  explicit_bzero (client->bytes, sizeof client->bytes);
  client->length = 0;
  if (++client->tries < MAX_TRIES)
    return G_SOURCE_CONTINUE;
  client_free (client);
  return G_SOURCE_REMOVE;
}

static gboolean
client_readable (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  Client *client = user_data;
  ParafaRelayGate *self = client->gate;
  g_autoptr (GSocketConnection) connection = NULL;
  ParafaConnectHead head;
  ParafaConnectHeadStatus status;

  if (!client_receive (client))
    {
      client_free (client);
      return G_SOURCE_REMOVE;
    }
  status = parafa_connect_head_parse (client->bytes, client->length, &head);
  if (status == PARAFA_CONNECT_HEAD_INCOMPLETE)
    return G_SOURCE_CONTINUE;
  if (status == PARAFA_CONNECT_HEAD_MALFORMED || status == PARAFA_CONNECT_HEAD_TOO_LONG)
    {
      parafa_relay_gate_say (client->connection, answer_400);
      client_free (client);
      return G_SOURCE_REMOVE;
    }
  if (!parafa_connect_head_is_authorised (&head, PARAFA_RELAY_USER, self->password))
    {
      parafa_connect_head_clear (&head);
      return client_refuse (client);
    }
  connection = g_object_ref (client->connection);
  client_free (client);
  self->admit (connection, &head, status == PARAFA_CONNECT_HEAD_DONE, self->user_data);
  parafa_connect_head_clear (&head);
  return G_SOURCE_REMOVE;
}

static void
receive_client (ParafaRelayGate *self, GSocketConnection *connection)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  Client *client = g_new0 (Client, 1);

  g_socket_set_blocking (socket, FALSE);
  client->gate = self;
  client->connection = g_object_ref (connection);
  client->readable = g_socket_create_source (socket, G_IO_IN, NULL);
  g_source_set_callback (client->readable, G_SOURCE_FUNC (client_readable), client, NULL);
  g_source_attach (client->readable, g_main_context_get_thread_default ());
  client->limit = g_timeout_source_new (HEAD_LIMIT_MS);
  g_source_set_callback (client->limit, client_timed_out, client, NULL);
  g_source_attach (client->limit, g_main_context_get_thread_default ());
  g_queue_push_tail (&self->waiting, client);
  if (g_queue_get_length (&self->waiting) > MAX_WAITING)
    client_free (g_queue_peek_head (&self->waiting));
}

static void
gate_free (ParafaRelayGate *self)
{
  g_clear_object (&self->listener);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static gboolean
accept_after_pause (gpointer user_data)
{
  ParafaRelayGate *self = user_data;

  clear_source (&self->accept_again);
  accept_next (self);
  return G_SOURCE_REMOVE;
}

static void
accepted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaRelayGate *self = user_data;
  g_autoptr (GSocketConnection) connection =
      g_socket_listener_accept_finish (G_SOCKET_LISTENER (source), result, NULL, NULL);

  self->accepting = FALSE;
  if (self->closed)
    {
      gate_free (self);
      return;
    }
  if (connection != NULL)
    {
      receive_client (self, connection);
      accept_next (self);
      return;
    }
  /* out of descriptors: at once again would be a busy loop */
  self->accept_again = g_timeout_source_new (ACCEPT_PAUSE_MS);
  g_source_set_callback (self->accept_again, accept_after_pause, self, NULL);
  g_source_attach (self->accept_again, g_main_context_get_thread_default ());
}

static void
accept_next (ParafaRelayGate *self)
{
  self->accepting = TRUE;
  g_socket_listener_accept_async (self->listener, self->cancellable, accepted, self);
}

/**
 * parafa_relay_gate_new:
 * @password: (transfer none): what clients have to show; kept alive by the caller
 * @admit: called for a client that shows it
 * @user_data: for @admit
 * @error: where to put the reason
 *
 * Listens on 127.0.0.1, on a port the system chooses. Heads are read without blocking, many at a
 * time: other programs of this machine can connect, and must not be able to delay.
 *
 * Returns: (transfer full) (nullable): the gate
 */
ParafaRelayGate *
parafa_relay_gate_new (const char *password,
                       ParafaRelayAdmit admit,
                       gpointer user_data,
                       GError **error)
{
  ParafaRelayGate *self = g_new0 (ParafaRelayGate, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) effective = NULL;
  g_autoptr (GError) reason = NULL;

  self->listener = g_socket_listener_new ();
  self->cancellable = g_cancellable_new ();
  self->password = (char *) password;
  self->admit = admit;
  self->user_data = user_data;
  g_queue_init (&self->waiting);
  if (!g_socket_listener_add_address (self->listener, address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &effective, &reason))
    {
      g_set_error (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_FAILED,
                   "the relay cannot listen: %s", reason->message);
      gate_free (self);
      return NULL;
    }
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  accept_next (self);
  return self;
}

/**
 * parafa_relay_gate_get_port:
 * @self: a gate
 *
 * Returns: the port it listens on
 */
guint16
parafa_relay_gate_get_port (ParafaRelayGate *self)
{
  return self->port;
}

/**
 * parafa_relay_gate_close:
 * @self: (transfer full): a gate
 *
 * Stops listening and sends everybody away who waits.
 */
void
parafa_relay_gate_close (ParafaRelayGate *self)
{
  self->closed = TRUE;
  while (!g_queue_is_empty (&self->waiting))
    client_free (g_queue_peek_head (&self->waiting));
  clear_source (&self->accept_again);
  g_socket_listener_close (self->listener);
  g_cancellable_cancel (self->cancellable);
  if (!self->accepting)
    gate_free (self);
}

/**
 * parafa_relay_gate_say:
 * @view: a client
 * @answer: a short HTTP answer
 *
 * Sends an answer as far as the socket takes it at once, which is always enough for a short one.
 */
void
parafa_relay_gate_say (GSocketConnection *view, const char *answer)
{
  int fd = g_socket_get_fd (g_socket_connection_get_socket (view));

  if (send (fd, answer, strlen (answer), MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
    g_debug ("relay-gate: a client went away");
}
