/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-account.h"

G_BEGIN_DECLS

#define PARAFA_LATENCY_CALLS 10

/* Ten greetings one after another, with a pause between them, to see how quickly ANAF answers. Signal "changed": a
 * call ended, or all of it. */
#define PARAFA_TYPE_LATENCY (parafa_latency_get_type ())
G_DECLARE_FINAL_TYPE (ParafaLatency, parafa_latency, PARAFA, LATENCY, GObject)
ParafaLatency *parafa_latency_new (ParafaAccount *account, guint pause_ms);
void parafa_latency_start (ParafaLatency *self);
void parafa_latency_cancel (ParafaLatency *self);
gboolean parafa_latency_is_running (ParafaLatency *self);
/* (array length=n_calls): of the calls that ended; -1 for one without the answer it is for */
const gint64 *parafa_latency_get_durations_us (ParafaLatency *self, guint *n_calls);
const GError *parafa_latency_get_error (ParafaLatency *self); /* (nullable): why it ended early */

G_END_DECLS
