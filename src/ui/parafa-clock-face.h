/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The arithmetic of a bezel clock, without a pixel: what is spent, what is left, where today stands */
typedef struct
{
  guint n_marks;       /* marks round the dial */
  guint n_spent;       /* of them past, clockwise from the top */
  int due_mark;        /* the mark where a renewal is due; -1 for none */
  double pointer_turn; /* where today stands, in turns from the top; -1 when nothing is left */
} ParafaClockFace;

ParafaClockFace parafa_clock_face_new (
    guint n_marks, gint64 starts_at_s, gint64 ends_at_s, gint64 due_s, gint64 now_s);
double parafa_clock_face_get_mark_angle (const ParafaClockFace *self, guint mark);
double parafa_clock_face_get_mark_width (const ParafaClockFace *self, double radius);
int parafa_clock_face_count_days (gint64 now_s, gint64 ends_at_s);

G_END_DECLS
