/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

int parafa_expiry_get_days_left (gint64 expires_at_s, gint64 now_s);
gint64 parafa_expiry_get_next_change (gint64 expires_at_s, gint64 now_s);
gint64 parafa_expiry_get_next_midnight (gint64 now_s, GTimeZone *zone);

G_END_DECLS
