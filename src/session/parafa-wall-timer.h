/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint parafa_wall_timer_add (gint64 delay_s, GSourceFunc callback, gpointer user_data);

G_END_DECLS
