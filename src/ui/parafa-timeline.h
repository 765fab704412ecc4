/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-pill.h"
#include "parafa-timeline-plan.h"

G_BEGIN_DECLS

#define PARAFA_TYPE_TIMELINE (parafa_timeline_get_type ())
G_DECLARE_FINAL_TYPE (ParafaTimeline, parafa_timeline, PARAFA, TIMELINE, GtkWidget)

GtkWidget *parafa_timeline_new (void);
/* kinds: what the colour of each lane means */
void parafa_timeline_set (ParafaTimeline *self,
                          const ParafaTimelineTimes *times,
                          const ParafaPillKind kinds[PARAFA_N_LANES],
                          const char *label);
void parafa_timeline_set_narrow (ParafaTimeline *self, gboolean narrow);
const char *parafa_timeline_get_label (ParafaTimeline *self);

G_END_DECLS
