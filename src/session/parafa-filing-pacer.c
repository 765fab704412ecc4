/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-pacer.h"

#define MINUTE_US (60 * G_USEC_PER_SEC)
/* Calls that came late may be caught up with: so many at once */
#define CATCH_UP 6
/* What the network may push together: with what is caught up, so much of each minute stays free */
#define SPARE 10

/**
 * parafa_filing_pacer_init:
 * @self: (out caller-allocates): a pacer
 * @per_minute: the limit in any 60 seconds, more than 20
 *
 * Calls are spread evenly. A program that fell behind catches up a few of them; with these and what arrives together
 * although it left apart, any 60 seconds stay at or under the limit.
 */
void
parafa_filing_pacer_init (ParafaFilingPacer *self, guint per_minute)
{
  g_return_if_fail (per_minute > 2 * SPARE);

  self->interval_us = (MINUTE_US + per_minute - SPARE - 1) / (per_minute - SPARE);
  self->next_us = 0;
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
  gint64 at_us = MAX (self->next_us, now_us - CATCH_UP * self->interval_us);

  self->next_us = at_us + self->interval_us;
  return MAX (at_us, now_us);
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
