/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-clock-face.h"
#include "parafa-filing-fate.h"
#include "parafa-filings.h"
#include "parafa-pill.h"

G_BEGIN_DECLS

typedef enum
{
  PARAFA_UIT_NONE,    /* there is none, and there will be none */
  PARAFA_UIT_WAITING, /* it does not count before ANAF said so */
  PARAFA_UIT_AHEAD,   /* it counts; its days have not begun */
  PARAFA_UIT_VALID,
  PARAFA_UIT_LAST_DAY,
  PARAFA_UIT_ENDED,
  PARAFA_UIT_TIMELESS, /* it counts; nobody said until when */
  PARAFA_UIT_OVER,     /* it was confirmed, or declared anew: its days tell nothing any more */
} ParafaUitState;

/* A UIT's time, in words and as a clock. Pure: no widgets. */
typedef struct
{
  ParafaUitState state;
  ParafaPillKind kind;
  ParafaClockFace dial;
  int days;       /* left, with today */
  char *caption;  /* (owned) (nullable): below the number in the clock */
  char *sentence; /* (owned) */
  char *label;    /* (owned) (nullable): of the clock, for screen readers */
  char *confirm;  /* (owned) (nullable): who has to confirm, until when */
} ParafaFilingValidity;

ParafaFilingValidity *parafa_filing_validity_new (const ParafaFilingRecord *record,
                                                  const ParafaFilingFate *fate,
                                                  gint64 now_s);
void parafa_filing_validity_free (ParafaFilingValidity *self);
gboolean parafa_filing_validity_has_clock (const ParafaFilingValidity *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaFilingValidity, parafa_filing_validity_free)

G_END_DECLS
