/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-tunnel.h"
#include "parafa-wait.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#define BUFFER_BYTES 16384

/* One direction */
typedef struct
{
  int from;
  int to;
  gboolean ended; /* @from said that it has no more */
  gboolean told;  /* and @to knows */
  gsize offset;
  gsize length;
  char bytes[BUFFER_BYTES];
} Way;

/* FALSE when the connection is broken */
static gboolean
move (Way *way)
{
  gssize n;

  if (way->length == 0 && !way->ended)
    {
      n = recv (way->from, way->bytes, sizeof way->bytes, MSG_DONTWAIT);
      if (n < 0 && errno != EAGAIN && errno != EINTR)
        return FALSE;
      way->ended = n == 0;
      way->offset = 0;
      way->length = n > 0 ? (gsize) n : 0;
    }
  if (way->length > 0)
    {
      n = send (way->to, way->bytes + way->offset, way->length, MSG_DONTWAIT | MSG_NOSIGNAL);
      if (n < 0 && errno != EAGAIN && errno != EINTR)
        return FALSE;
      way->offset += n > 0 ? (gsize) n : 0;
      way->length -= n > 0 ? (gsize) n : 0;
    }
  if (way->ended && way->length == 0 && !way->told)
    {
      shutdown (way->to, SHUT_WR);
      way->told = TRUE;
    }
  return TRUE;
}

static short
get_events (const Way *in, const Way *out)
{
  short events = 0;

  if (in->length == 0 && !in->ended)
    events |= POLLIN;
  if (out->length > 0)
    events |= POLLOUT;
  return events;
}

/**
 * parafa_tunnel_run:
 * @view_fd: a connected socket
 * @server_fd: another
 * @idle_ms: how long nothing may happen
 * @cancellable: what ends it
 *
 * Passes bytes both ways, untouched, until both sides have ended. Blocks a worker thread.
 */
void
parafa_tunnel_run (int view_fd, int server_fd, guint idle_ms, GCancellable *cancellable)
{
  g_autofree Way *ways = g_new0 (Way, 2);
  Way *up = &ways[0];
  Way *down = &ways[1];

  up->from = down->to = view_fd;
  up->to = down->from = server_fd;
  while (move (up) && move (down) && !(up->told && down->told))
    {
      /* a closed socket is always ready: what nobody reads any more is left out */
      struct pollfd fds[2] = { { view_fd, get_events (up, down), 0 },
                               { server_fd, get_events (down, up), 0 } };

      for (guint i = 0; i < 2; i++)
        if (fds[i].events == 0)
          fds[i].fd = -1;
      if (parafa_wait_for (fds, 2, idle_ms, cancellable) != PARAFA_WAIT_READY)
        break;
    }
  explicit_bzero (ways, 2 * sizeof *ways);
}
