/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-company-right.h"
#include "parafa-token-text.h"

G_BEGIN_DECLS

/* What is to be said of a company, or of the clock */
typedef struct
{
  ParafaStateWords words;
  const char *text;
} ParafaChecksText;

ParafaChecksText parafa_checks_text_right (ParafaCompanyRight right);
char *parafa_checks_text_clock (gint64 ahead_s);
gboolean parafa_checks_text_clock_is_good (gint64 ahead_s);
char *parafa_checks_text_latency (const gint64 *durations_us, guint n_calls);

G_END_DECLS
