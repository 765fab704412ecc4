/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-wall-timer.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <unistd.h>

/* A timer fd that could not be had: look again after this long */
#define FALLBACK_S 600

typedef struct
{
  int fd;
  GSourceFunc callback;
  gpointer user_data;
} WallTimer;

static void
wall_timer_free (WallTimer *timer)
{
  close (timer->fd);
  g_free (timer);
}

static gboolean
on_timer (int fd, GIOCondition condition, gpointer user_data)
{
  WallTimer *timer = user_data;

  timer->callback (timer->user_data);
  return G_SOURCE_REMOVE;
}

/**
 * parafa_wall_timer_add:
 * @delay_s: seconds from now, at least 1
 * @callback: (scope notified): called once on the main thread, returns %G_SOURCE_REMOVE
 * @user_data: for @callback
 *
 * Calls once when the wall clock has moved on by @delay_s, also when the computer slept meanwhile,
 * and at once when the clock is set or the computer wakes: whoever asked looks at the time and asks
 * anew. A GLib timeout stands still during sleep, so "expires in 3 hours" would come a night late.
 *
 * Returns: the id of a source
 */
guint
parafa_wall_timer_add (gint64 delay_s, GSourceFunc callback, gpointer user_data)
{
  const int flags = TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET;
  struct itimerspec at = { 0 };
  WallTimer *timer = NULL;
  int fd = timerfd_create (CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);

  delay_s = MAX (delay_s, 1);
  at.it_value.tv_sec = (time_t) (g_get_real_time () / G_USEC_PER_SEC + delay_s);
  if (fd < 0 || timerfd_settime (fd, flags, &at, NULL) != 0)
    {
      if (fd >= 0)
        close (fd);
      return g_timeout_add_seconds ((guint) MIN (delay_s, FALLBACK_S), callback, user_data);
    }

  timer = g_new0 (WallTimer, 1);
  timer->fd = fd;
  timer->callback = callback;
  timer->user_data = user_data;
  return g_unix_fd_add_full (G_PRIORITY_DEFAULT, fd, G_IO_IN, on_timer, timer,
                             (GDestroyNotify) wall_timer_free);
}
