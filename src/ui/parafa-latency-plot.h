/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How long each of some calls took, as bars */
#define PARAFA_TYPE_LATENCY_PLOT (parafa_latency_plot_get_type ())
G_DECLARE_FINAL_TYPE (ParafaLatencyPlot, parafa_latency_plot, PARAFA, LATENCY_PLOT, GtkWidget)

#define PARAFA_LATENCY_PLOT_MAX 10
void parafa_latency_plot_set (ParafaLatencyPlot *self, const gint64 *durations_us, guint n_calls);

G_END_DECLS
