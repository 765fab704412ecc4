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

#define MAX_GUESTS 128

typedef struct
{
  ParafaSimGate *gate; /* (unowned) */
  ParafaSimPort port;
  guint number; /* the port's number */
  int fd;
  guint source; /* of the main context; 0 while the gate is full */
} Listener;

struct _ParafaSimGate
{
  ParafaSimWorld *world; /* (unowned) */
  ParafaSimTls *tls;     /* (unowned) */
  GHashTable *guests;    /* (owned) (element-type Guest): touched by the main thread only */
  Listener login;
  Listener api;
  int stop_fd; /* readable once the gate closes */
  int done_fd; /* readable when a guest is done */
  guint done_source;
  gboolean verbose;
};

/* One connection and its thread */
typedef struct
{
  ParafaSimGate *gate; /* (unowned) */
  GThread *thread;     /* (owned) */
  ParafaSimPort port;
  int fd;
  int done; /* (atomic) */
} Guest;

static gboolean on_connection (int fd, GIOCondition condition, gpointer user_data);

static gpointer
serve_guest (gpointer data)
{
  Guest *guest = data;
  ParafaSimGate *self = guest->gate;

  parafa_sim_connection_serve (self->world, self->tls, guest->port, guest->fd, self->stop_fd,
                               self->verbose);
  g_atomic_int_set (&guest->done, TRUE);
  if (eventfd_write (self->done_fd, 1) != 0)
    g_warning ("gate: cannot tell that a connection ended");
  return NULL;
}

/* Threads are joined, not forgotten: OpenSSL's own cleanup of a thread must be over before the
 * process cleans up after OpenSSL */
static void
say_goodbye (gpointer data)
{
  Guest *guest = data;

  g_thread_join (guest->thread);
  g_free (guest);
}

static void
listen_again (Listener *listener)
{
  if (listener->source == 0 && listener->fd >= 0)
    listener->source = g_unix_fd_add (listener->fd, G_IO_IN, on_connection, listener);
}

static gboolean
on_guest_done (int fd, GIOCondition condition, gpointer user_data)
{
  ParafaSimGate *self = user_data;
  GHashTableIter iter;
  gpointer guest;
  eventfd_t count;

  if (eventfd_read (fd, &count) != 0)
    return G_SOURCE_CONTINUE;
  g_hash_table_iter_init (&iter, self->guests);
  while (g_hash_table_iter_next (&iter, &guest, NULL))
    {
      if (g_atomic_int_get (&((Guest *) guest)->done))
        g_hash_table_iter_remove (&iter);
    }
  if (g_hash_table_size (self->guests) < MAX_GUESTS)
    {
      listen_again (&self->login);
      listen_again (&self->api);
    }
  return G_SOURCE_CONTINUE;
}

/* A flood waits at the door: while there are as many guests as there may be, none is let in, and
 * the kernel's queue is all that grows */
static gboolean
on_connection (int fd, GIOCondition condition, gpointer user_data)
{
  Listener *listener = user_data;
  ParafaSimGate *self = listener->gate;
  Guest *guest;
  int accepted;

  if (g_hash_table_size (self->guests) >= MAX_GUESTS)
    {
      listener->source = 0;
      return G_SOURCE_REMOVE;
    }
  accepted = accept4 (fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (accepted < 0)
    return G_SOURCE_CONTINUE;
  guest = g_new0 (Guest, 1);
  guest->gate = self;
  guest->port = listener->port;
  guest->fd = accepted;
  guest->thread = g_thread_new ("connection", serve_guest, guest);
  g_hash_table_add (self->guests, guest);
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
  listen_again (listener);
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
  self->guests = g_hash_table_new_full (NULL, NULL, say_goodbye, NULL);
  self->stop_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  self->done_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (self->stop_fd < 0 || self->done_fd < 0)
    {
      g_set_error (error, PARAFA_SIM_ERROR, PARAFA_SIM_ERROR_NETWORK, "cannot make an event: %s",
                   g_strerror (errno));
      return NULL;
    }
  self->done_source = g_unix_fd_add (self->done_fd, G_IO_IN, on_guest_done, self);
  if (!listen_on (&self->login, login_port, error) || !listen_on (&self->api, api_port, error))
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
  g_hash_table_unref (self->guests);
  g_clear_handle_id (&self->done_source, g_source_remove);
  if (self->stop_fd >= 0)
    close (self->stop_fd);
  if (self->done_fd >= 0)
    close (self->done_fd);
  g_free (self);
}
