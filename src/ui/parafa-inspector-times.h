/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A token's life on one line: issued, now, expires */
#define PARAFA_TYPE_INSPECTOR_TIMES (parafa_inspector_times_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaInspectorTimes, parafa_inspector_times, PARAFA, INSPECTOR_TIMES, GtkWidget)

/* Unix seconds, -1 unknown */
void parafa_inspector_times_set (ParafaInspectorTimes *self,
                                 gint64 not_before_s,
                                 gint64 issued_at_s,
                                 gint64 expires_at_s,
                                 gint64 now_s);

G_END_DECLS
