/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-relay-door.h"
#include "test-visit.h"

#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct _TestRelayDoor
{
  GSocketService *service; /* (owned) */
  guint16 port;
  guint16 relay_port;
  char *connect; /* (owned): what opens the way */
};

static gboolean
pass_on (int from, int to)
{
  char bytes[16384];
  gssize got = recv (from, bytes, sizeof bytes, 0);
  gssize sent = 0;

  while (got > 0 && sent < got)
    {
      gssize part = send (to, bytes + sent, (gsize) (got - sent), MSG_NOSIGNAL);

      if (part <= 0)
        return FALSE;
      sent += part;
    }
  return got > 0;
}

static void
pass_both_ways (int inside, int outside)
{
  struct pollfd ends[] = { { .fd = inside, .events = POLLIN },
                           { .fd = outside, .events = POLLIN } };

  while (poll (ends, G_N_ELEMENTS (ends), -1) > 0)
    {
      if (ends[0].revents != 0 && !pass_on (inside, outside))
        return;
      if (ends[1].revents != 0 && !pass_on (outside, inside))
        return;
    }
}

/* The relay answers CONNECT only when its own handshake with the server is over */
static gboolean
open_way (TestRelayDoor *self, int outside)
{
  char head[4096] = "";
  gsize length = 0;

  if (send (outside, self->connect, strlen (self->connect), MSG_NOSIGNAL) < 0)
    return FALSE;
  while (length < sizeof head - 1 && !g_str_has_suffix (head, "\r\n\r\n"))
    {
      if (recv (outside, head + length, 1, 0) != 1)
        return FALSE;
      head[++length] = '\0';
    }
  return g_str_has_prefix (head, "HTTP/1.1 200 ");
}

static gboolean
on_run (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        TestRelayDoor *self)
{
  int inside = g_socket_get_fd (g_socket_connection_get_socket (connection));
  int outside = test_visit_connect_socket (self->relay_port);

  if (outside < 0)
    return TRUE;
  g_socket_set_blocking (g_socket_connection_get_socket (connection), TRUE);
  if (open_way (self, outside))
    pass_both_ways (inside, outside);
  close (outside);
  return TRUE;
}

/* @target: "host:port" of a login host of the relay */
TestRelayDoor *
test_relay_door_new (const ParafaRelayAddress *relay, const char *target)
{
  TestRelayDoor *self = g_new0 (TestRelayDoor, 1);
  g_autofree char *user = g_strdup_printf ("relay:%s", parafa_secret_get (relay->password));
  g_autofree char *basic = g_base64_encode ((const guchar *) user, strlen (user));
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) got = NULL;
  g_autoptr (GError) error = NULL;

  self->relay_port = relay->port;
  self->connect =
      g_strdup_printf ("CONNECT %s HTTP/1.1\r\nHost: %s\r\nProxy-Authorization: Basic %s\r\n\r\n",
                       target, target, basic);
  self->service = g_threaded_socket_service_new (16);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &got, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got));
  g_signal_connect (self->service, "run", G_CALLBACK (on_run), self);
  return self;
}

guint16
test_relay_door_get_port (TestRelayDoor *self)
{
  return self->port;
}

/* After those who came through it have gone */
void
test_relay_door_free (TestRelayDoor *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_free (self->connect);
  g_free (self);
}
