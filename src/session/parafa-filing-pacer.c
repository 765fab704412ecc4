/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-pacer.h"

#define MINUTE_US (60 * G_USEC_PER_SEC)
/* Calls that came late may be caught up with: so many seconds of them */
#define CATCH_UP_US (8 * G_USEC_PER_SEC)
/* ANAF counts arrivals. In any 60 seconds those arrive that went in them, and those that were on their way when they
 * began: at most one for each of six lanes, the follower and the settler, however long the network holds them; and one
 * for each of two other programs that ask. */
#define SPARE 10
/* Two clocks, ours and ANAF's, differ a little in a minute, and a timer may ring a millisecond early */
#define GUARD_US (G_USEC_PER_SEC / 50)

/**
 * parafa_filing_pacer_init:
 * @self: (out caller-allocates): a pacer
 * @per_minute: the limit in any 60 seconds, more than 20
 *
 * Calls are spread evenly. A program that fell behind catches up, but never so that more than the limit go in any 60
 * seconds: the time of each call of the last minute is known. A limit over a thousand is kept by spreading alone.
 */
void
parafa_filing_pacer_init (ParafaFilingPacer *self, guint per_minute)
{
  g_return_if_fail (per_minute > 2 * SPARE);

  *self = (ParafaFilingPacer){ 0 };
  self->window = per_minute <= PARAFA_FILING_PACER_MAX ? per_minute - SPARE : 0;
  self->interval_us = MINUTE_US / (per_minute - SPARE);
  for (guint i = 0; i < PARAFA_FILING_PACER_MAX; i++)
    self->times_us[i] = G_MININT64 / 2;
}

/**
 * parafa_filing_pacer_take:
 * @self: a pacer
 * @now_us: a clock that only goes forward
 *
 * Takes the next place.
 *
 * Returns: when the call may go; @now_us or later
 */
gint64
parafa_filing_pacer_take (ParafaFilingPacer *self, gint64 now_us)
{
  gint64 place_us = self->next_us == 0 ? now_us : MAX (self->next_us, now_us - CATCH_UP_US);
  gint64 at_us = MAX (place_us, now_us);

  self->next_us = place_us + self->interval_us;
  if (self->window == 0)
    return at_us;
  at_us = MAX (at_us, self->times_us[self->at] + MINUTE_US + GUARD_US);
  self->times_us[self->at] = at_us;
  self->at = (self->at + 1) % self->window;
  return at_us;
}

/**
 * parafa_filing_pacer_hold:
 * @self: a pacer
 * @until_us: on the same clock
 *
 * Lets nothing go before @until_us: ANAF said that the limit is reached, perhaps by another program.
 */
void
parafa_filing_pacer_hold (ParafaFilingPacer *self, gint64 until_us)
{
  self->next_us = MAX (self->next_us, until_us);
}
