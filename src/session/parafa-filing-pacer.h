/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Keeps all calls of this program under ANAF's limit of the minute. Pure: the time is handed in. */
#define PARAFA_FILING_PACER_MAX 1000u
typedef struct
{
  gint64 interval_us; /* between two calls */
  gint64 next_us;     /* when the next may go */
  guint window;       /* calls in a minute */
  guint at;           /* where the oldest of them stands */
  gint64 times_us[PARAFA_FILING_PACER_MAX];
} ParafaFilingPacer;

void parafa_filing_pacer_init (ParafaFilingPacer *self, guint per_minute);
gint64 parafa_filing_pacer_take (ParafaFilingPacer *self, gint64 now_us);
void parafa_filing_pacer_hold (ParafaFilingPacer *self, gint64 until_us);

G_END_DECLS
