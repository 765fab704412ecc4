/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-token-pair.h"

G_BEGIN_DECLS

/* When a pair is renewed without being asked, and when again after a failure. Values only. */

#define PARAFA_RENEWAL_EARLY_S (G_GINT64_CONSTANT (14) * 24 * 60 * 60)

gint64 parafa_renewal_get_due_at (ParafaTokenPair *pair);
gboolean parafa_renewal_is_due (ParafaTokenPair *pair, gint64 now_s);
gint64 parafa_renewal_get_retry_at (const GError *error, guint n_failures, gint64 now_s);
gboolean parafa_renewal_is_outcome_known (const GError *error);

G_END_DECLS
