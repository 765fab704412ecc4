/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-pace.h"

#include "parafa-filing-pacer.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

/* Longer than anybody holds back. The clock begins anew with the machine, so a later time is of before that. */
#define AHEAD_US (2 * 60 * G_USEC_PER_SEC)
#define N_TRIES 20
#define TRY_US 500

struct _ParafaFilingPace
{
  ParafaFilingPacer pacer; /* as it was seen last */
  guint per_minute;
  int fd; /* -1: this program for itself */
};

/**
 * parafa_filing_pace_new:
 * @path: (nullable): a file that all programs share, made where there is none; %NULL for this program alone
 * @per_minute: the limit in any 60 seconds, more than 20
 *
 * What stands in the file is of no worth after a minute, so it is never synced, and one that is damaged or cannot be
 * made only means that each program paces itself.
 *
 * Returns: (transfer full): places in the minute
 */
ParafaFilingPace *
parafa_filing_pace_new (const char *path, guint per_minute)
{
  ParafaFilingPace *self = g_new0 (ParafaFilingPace, 1);

  parafa_filing_pacer_init (&self->pacer, per_minute);
  self->per_minute = per_minute;
  self->fd = path != NULL
                 ? g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600)
                 : -1;
  return self;
}

/**
 * parafa_filing_pace_free:
 * @self: (nullable) (transfer full): places in the minute
 */
void
parafa_filing_pace_free (ParafaFilingPace *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

/* Held for microseconds only; a program that was stopped in them must not stop this one */
static gboolean
lock (ParafaFilingPace *self)
{
  for (guint i = 0; self->fd >= 0 && i < N_TRIES; i++)
    {
      if (flock (self->fd, LOCK_EX | LOCK_NB) == 0)
        return TRUE;
      g_usleep (TRY_US);
    }
  return FALSE;
}

static gboolean
is_sound (const ParafaFilingPacer *read, const ParafaFilingPacer *own, gint64 now_us)
{
  if (read->window != own->window || read->interval_us != own->interval_us ||
      read->at >= MAX (own->window, 1) || read->next_us > now_us + AHEAD_US)
    return FALSE;
  for (guint i = 0; i < PARAFA_FILING_PACER_MAX; i++)
    if (read->times_us[i] > now_us + AHEAD_US)
      return FALSE;
  return TRUE;
}

static void
read_shared (ParafaFilingPace *self, gint64 now_us)
{
  ParafaFilingPacer read;

  if (pread (self->fd, &read, sizeof read, 0) == (gssize) sizeof read &&
      is_sound (&read, &self->pacer, now_us))
    self->pacer = read;
}

static void
write_shared (ParafaFilingPace *self)
{
  /* one that is written in part is found out by its length or taken for what it says: a minute later it does not matter */
  if (pwrite (self->fd, &self->pacer, sizeof self->pacer, 0) != (gssize) sizeof self->pacer)
    (void) !ftruncate (self->fd, 0);
  flock (self->fd, LOCK_UN);
}

/**
 * parafa_filing_pace_take:
 * @self: places in the minute
 * @now_us: the monotonic clock, which is the same for all programs
 *
 * Takes the next place.
 *
 * Returns: when the call may go; @now_us or later
 */
gint64
parafa_filing_pace_take (ParafaFilingPace *self, gint64 now_us)
{
  gboolean shared = lock (self);
  gint64 at_us;

  if (shared)
    read_shared (self, now_us);
  at_us = parafa_filing_pacer_take (&self->pacer, now_us);
  if (shared)
    write_shared (self);
  return at_us;
}

/**
 * parafa_filing_pace_hold:
 * @self: places in the minute
 * @now_us: the monotonic clock
 * @until_us: on the same clock, at most two minutes ahead
 *
 * Lets nothing go before @until_us, in no program.
 */
void
parafa_filing_pace_hold (ParafaFilingPace *self, gint64 now_us, gint64 until_us)
{
  gboolean shared = lock (self);

  if (shared)
    read_shared (self, now_us);
  parafa_filing_pacer_hold (&self->pacer, until_us);
  if (shared)
    write_shared (self);
}
