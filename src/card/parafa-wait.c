/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-wait.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#define MAX_FDS 2

/**
 * parafa_wait_for:
 * @fds: (array length=n_fds): what to wait for; filled in
 * @n_fds: how many, 2 at most
 * @timeout_ms: how long
 * @cancellable: what ends the wait
 *
 * Blocks a worker thread.
 *
 * Returns: why it goes on
 */
ParafaWait
parafa_wait_for (struct pollfd *fds, guint n_fds, guint timeout_ms, GCancellable *cancellable)
{
  struct pollfd all[MAX_FDS + 1] = { { 0 } };
  GPollFD cancelled;
  gint64 until = g_get_monotonic_time () + (gint64) timeout_ms * 1000;
  int ready;

  g_return_val_if_fail (n_fds <= MAX_FDS, PARAFA_WAIT_CANCELLED);

  if (!g_cancellable_make_pollfd (cancellable, &cancelled))
    return PARAFA_WAIT_CANCELLED;
  do
    {
      gint64 left_ms = MAX ((until - g_get_monotonic_time () + 999) / 1000, 0);

      memcpy (all, fds, n_fds * sizeof *fds);
      all[n_fds].fd = cancelled.fd;
      all[n_fds].events = POLLIN;
      ready = poll (all, n_fds + 1, (int) MIN (left_ms, G_MAXINT));
    }
  while (ready < 0 && errno == EINTR);
  g_cancellable_release_fd (cancellable);
  memcpy (fds, all, n_fds * sizeof *fds);
  if (g_cancellable_is_cancelled (cancellable) || ready < 0)
    return PARAFA_WAIT_CANCELLED;
  return ready == 0 ? PARAFA_WAIT_TIMEOUT : PARAFA_WAIT_READY;
}

/**
 * parafa_wait_for_goodbye:
 * @fd: a socket to which everything was sent
 * @timeout_ms: how long at most
 * @cancellable: what ends the wait
 *
 * Lets the peer read what was sent last: closing a socket on which its data waits unread would make
 * the kernel throw both away.
 */
void
parafa_wait_for_goodbye (int fd, guint timeout_ms, GCancellable *cancellable)
{
  gint64 until = g_get_monotonic_time () + (gint64) timeout_ms * 1000;
  char bytes[4096];

  shutdown (fd, SHUT_WR);
  while (g_get_monotonic_time () < until)
    {
      struct pollfd wanted = { fd, POLLIN, 0 };
      gssize got;

      if (parafa_wait_for (&wanted, 1, timeout_ms, cancellable) != PARAFA_WAIT_READY)
        break;
      got = recv (fd, bytes, sizeof bytes, MSG_DONTWAIT);
      if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
        break;
    }
  explicit_bzero (bytes, sizeof bytes);
}
