/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-gate.h"

#include "parafa-sim-connection.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib-unix.h>
#include <netinet/in.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_THREADS 64
#define MAX_WAITING 256

typedef struct
{
  ParafaSimGate *gate; /* (unowned) */
  ParafaSimPort port;
  guint number; /* the port's number */
  int fd;
  guint source; /* of the main context */
} Listener;

struct _ParafaSimGate
{
  ParafaSimWorld *world; /* (unowned) */
  ParafaSimTls *tls;     /* (unowned) */
  GThreadPool *pool;     /* (owned) (nullable) */
  Listener login;
  Listener api;
  int stop_fd;
  gboolean verbose;
};

/* One accepted socket on its way to a thread */
typedef struct
{
  ParafaSimPort port;
  int fd;
} Guest;

static void
serve_guest (gpointer data, gpointer user_data)
{
  g_autofree Guest *guest = data;
  ParafaSimGate *self = user_data;

  parafa_sim_connection_serve (self->world, self->tls, guest->port, guest->fd, self->stop_fd,
                               self->verbose);
}

/* A flood beyond what threads and queue hold is turned away at the door */
static gboolean
on_connection (int fd, GIOCondition condition, gpointer user_data)
{
  Listener *listener = user_data;
  ParafaSimGate *self = listener->gate;
  Guest *guest;
  int accepted = accept4 (fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

  if (accepted < 0)
    {
      /* out of descriptors: without a pause the loop would spin until one is closed */
      if (errno == EMFILE || errno == ENFILE)
        g_usleep (10000);
      return G_SOURCE_CONTINUE;
    }
  if (g_thread_pool_unprocessed (self->pool) >= MAX_WAITING)
    {
      close (accepted);
      return G_SOURCE_CONTINUE;
    }
  guest = g_new0 (Guest, 1);
  guest->port = listener->port;
  guest->fd = accepted;
  g_thread_pool_push (self->pool, guest, NULL);
  return G_SOURCE_CONTINUE;
}

static gboolean
listen_on (Listener *listener, guint16 number, GError **error)
{
  struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_port = htons (number),
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
  socklen_t length = sizeof address;
  int on = 1;

  listener->fd = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (listener->fd < 0 ||
      setsockopt (listener->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
      bind (listener->fd, (struct sockaddr *) &address, sizeof address) != 0 ||
      listen (listener->fd, 128) != 0 ||
      getsockname (listener->fd, (struct sockaddr *) &address, &length) != 0)
    {
      g_set_error (error, PARAFA_SIM_ERROR, PARAFA_SIM_ERROR_NETWORK,
                   "cannot listen on port %u: %s", number, g_strerror (errno));
      return FALSE;
    }
  listener->number = ntohs (address.sin_port);
  listener->source = g_unix_fd_add (listener->fd, G_IO_IN, on_connection, listener);
  return TRUE;
}

/**
 * parafa_sim_gate_new:
 * @world: the state; gets the numbers of the ports
 * @tls: the contexts
 * @login_port: for gateway and OAuth, 0 for a free one
 * @api_port: for the interface, 0 for a free one
 * @verbose: whether to write a line for each answer to standard error
 * @error: return location for a %PARAFA_SIM_ERROR
 *
 * Opens both ports on 127.0.0.1. Connections are accepted on the default main context.
 *
 * Returns: (transfer full) (nullable): the listeners
 */
ParafaSimGate *
parafa_sim_gate_new (ParafaSimWorld *world,
                     ParafaSimTls *tls,
                     guint16 login_port,
                     guint16 api_port,
                     gboolean verbose,
                     GError **error)
{
  g_autoptr (ParafaSimGate) self = g_new0 (ParafaSimGate, 1);

  self->world = world;
  self->tls = tls;
  self->verbose = verbose;
  self->login = (Listener){ self, PARAFA_SIM_PORT_LOGIN, 0, -1, 0 };
  self->api = (Listener){ self, PARAFA_SIM_PORT_API, 0, -1, 0 };
  self->stop_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (self->stop_fd < 0)
    {
      g_set_error (error, PARAFA_SIM_ERROR, PARAFA_SIM_ERROR_NETWORK, "cannot make an event: %s",
                   g_strerror (errno));
      return NULL;
    }
  self->pool = g_thread_pool_new (serve_guest, self, MAX_THREADS, FALSE, error);
  if (self->pool == NULL || !listen_on (&self->login, login_port, error) ||
      !listen_on (&self->api, api_port, error))
    return NULL;
  g_mutex_lock (&world->lock);
  world->login_port = self->login.number;
  world->api_port = self->api.number;
  g_mutex_unlock (&world->lock);
  return g_steal_pointer (&self);
}

static void
listener_clear (Listener *listener)
{
  g_clear_handle_id (&listener->source, g_source_remove);
  if (listener->fd >= 0)
    close (listener->fd);
  listener->fd = -1;
}

/**
 * parafa_sim_gate_free:
 * @self: (nullable) (transfer full): the listeners
 *
 * Closes both ports, ends all connections and waits for their threads.
 */
void
parafa_sim_gate_free (ParafaSimGate *self)
{
  if (self == NULL)
    return;
  listener_clear (&self->login);
  listener_clear (&self->api);
  if (self->stop_fd >= 0 && eventfd_write (self->stop_fd, 1) != 0)
    g_warning ("gate: cannot stop the connections");
  if (self->pool != NULL)
    g_thread_pool_free (self->pool, FALSE, TRUE);
  if (self->stop_fd >= 0)
    close (self->stop_fd);
  g_free (self);
}
