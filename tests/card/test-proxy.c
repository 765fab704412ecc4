/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-proxy.h"
#include "test-visit.h"

#include <gio/gio.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct _TestProxy
{
  GSocketService *service; /* (owned) */
  GMainContext *context;   /* (owned) */
  GMainLoop *loop;         /* (owned) */
  GThread *thread;
  guint16 port;
  guint16 target_port;
  gboolean refuse;
  GMutex lock; /* guards the rest */
  guint count;
  char *last_head; /* (owned) (nullable) */
};

static void
copy_both_ways (int a, int b)
{
  int fds[2] = { a, b };
  char bytes[16384];

  for (;;)
    {
      struct pollfd wanted[2] = { { a, POLLIN, 0 }, { b, POLLIN, 0 } };

      if (poll (wanted, 2, 60000) <= 0)
        return;
      for (guint i = 0; i < 2; i++)
        {
          gssize got = wanted[i].revents != 0 ? recv (fds[i], bytes, sizeof bytes, 0) : -2;

          if (got == -2)
            continue;
          if (got <= 0 || send (fds[1 - i], bytes, (gsize) got, MSG_NOSIGNAL) != got)
            return;
        }
    }
}

static void
say (int fd, const char *text)
{
  g_assert_cmpint (send (fd, text, strlen (text), MSG_NOSIGNAL), ==, (gssize) strlen (text));
}

static gboolean
on_run (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        gpointer user_data)
{
  TestProxy *self = user_data;
  GSocket *socket = g_socket_connection_get_socket (connection);
  int fd = g_socket_get_fd (socket);
  g_autoptr (GString) head = g_string_new (NULL);
  int target;
  char c;

  g_socket_set_blocking (socket, TRUE);
  while (!g_str_has_suffix (head->str, "\r\n\r\n") &&
         g_socket_receive (socket, &c, 1, NULL, NULL) == 1)
    g_string_append_c (head, c);
  g_mutex_lock (&self->lock);
  self->count++;
  g_free (self->last_head);
  self->last_head = g_strdup (head->str);
  g_mutex_unlock (&self->lock);
  if (self->refuse)
    {
      say (fd, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
      return TRUE;
    }
  target = test_visit_connect_socket (self->target_port);
  say (fd, "HTTP/1.1 200 OK\r\n\r\n");
  copy_both_ways (fd, target);
  close (target);
  return TRUE;
}

static gpointer
run (gpointer data)
{
  TestProxy *self = data;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) effective = NULL;
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (self->context);
  self->service = g_threaded_socket_service_new (16);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &effective, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "run", G_CALLBACK (on_run), self);
  g_mutex_lock (&self->lock);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  g_mutex_unlock (&self->lock);
  g_main_loop_run (self->loop);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static guint16
get_port (TestProxy *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->port;
}

TestProxy *
test_proxy_new (guint16 target_port, gboolean refuse)
{
  TestProxy *self = g_new0 (TestProxy, 1);

  g_mutex_init (&self->lock);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->target_port = target_port;
  self->refuse = refuse;
  self->thread = g_thread_new ("proxy", run, self);
  while (get_port (self) == 0)
    g_usleep (1000);
  return self;
}

char *
test_proxy_dup_uri (TestProxy *self, const char *user)
{
  return g_strdup_printf ("http://%s%s127.0.0.1:%u", user != NULL ? user : "",
                          user != NULL ? "@" : "", get_port (self));
}

guint
test_proxy_get_count (TestProxy *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->count;
}

char *
test_proxy_dup_last_head (TestProxy *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_strdup (self->last_head != NULL ? self->last_head : "");
}

void
test_proxy_free (TestProxy *self)
{
  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self->last_head);
  g_free (self);
}
