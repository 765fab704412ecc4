/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-clock-face.h"
#include "parafa-pill.h"

G_BEGIN_DECLS

#define PARAFA_BEZEL_CLOCK_SIZE 138
#define PARAFA_BEZEL_CLOCK_SIZE_NARROW 132
#define PARAFA_BEZEL_CLOCK_SIZE_MINI 34

#define PARAFA_TYPE_BEZEL_CLOCK (parafa_bezel_clock_get_type ())
G_DECLARE_FINAL_TYPE (ParafaBezelClock, parafa_bezel_clock, PARAFA, BEZEL_CLOCK, GtkWidget)

GtkWidget *parafa_bezel_clock_new (int size);
void parafa_bezel_clock_set_size (ParafaBezelClock *self, int size);
void parafa_bezel_clock_set (ParafaBezelClock *self,
                             const ParafaClockFace *dial,
                             ParafaPillKind kind,
                             int days,
                             const char *caption,
                             const char *label);
const char *parafa_bezel_clock_get_text (ParafaBezelClock *self);
const char *parafa_bezel_clock_get_label (ParafaBezelClock *self);

G_END_DECLS
