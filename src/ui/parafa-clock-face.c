/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-clock-face.h"

#include <math.h>

#define DAY_S (G_GINT64_CONSTANT (86400))

/**
 * parafa_clock_face_new:
 * @n_marks: marks round the dial, at least 1
 * @starts_at_s: when the time on the dial began, Unix seconds
 * @ends_at_s: when it ends, Unix seconds
 * @due_s: how long before the end a renewal is due, in seconds; 0 for never
 * @now_s: now, Unix seconds
 *
 * Lays the time between two moments round a dial. Twelve o'clock is the end: what is spent runs clockwise from it, and
 * a mark stays until the whole of it is spent, so that the last hours still show one.
 *
 * Returns: the dial
 */
ParafaClockFace
parafa_clock_face_new (
    guint n_marks, gint64 starts_at_s, gint64 ends_at_s, gint64 due_s, gint64 now_s)
{
  ParafaClockFace dial = { .n_marks = MAX (n_marks, 1), .due_mark = -1, .pointer_turn = -1 };
  double whole = MAX (ends_at_s - starts_at_s, 1);
  double left = CLAMP ((ends_at_s - now_s) / whole, 0.0, 1.0);
  guint n_left = (guint) ceil (left * dial.n_marks - 1e-9);

  dial.n_spent = dial.n_marks - n_left;
  if (due_s > 0 && due_s < whole)
    dial.due_mark = (int) floor ((1.0 - due_s / whole) * dial.n_marks + 1e-9);
  if (n_left > 0)
    dial.pointer_turn = 1.0 - left;
  return dial;
}

/**
 * parafa_clock_face_get_mark_angle:
 * @self: a dial
 * @mark: a mark, from 0
 *
 * Returns: the middle of the mark, in radians clockwise from the top
 */
double
parafa_clock_face_get_mark_angle (const ParafaClockFace *self, guint mark)
{
  return (mark + 0.5) * 2.0 * G_PI / self->n_marks;
}

/**
 * parafa_clock_face_get_mark_width:
 * @self: a dial
 * @radius: the radius of the outer end of the marks, in pixels
 *
 * Returns: how wide a mark is drawn: about half of its share of the circle, never a hair and never a block
 */
double
parafa_clock_face_get_mark_width (const ParafaClockFace *self, double radius)
{
  return CLAMP (0.52 * 2.0 * G_PI * radius / self->n_marks, 1.25, 3.2);
}

static gint64
get_local_day (gint64 time_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (time_s);

  if (time == NULL)
    return time_s / DAY_S;
  return (gint64) floor ((time_s + g_date_time_get_utc_offset (time) / (double) G_USEC_PER_SEC) /
                         DAY_S);
}

/**
 * parafa_clock_face_count_days:
 * @now_s: now, Unix seconds
 * @ends_at_s: the end, Unix seconds
 *
 * Counts the days a person counts on a calendar: tomorrow is one day away whatever the hour. A change of summer time in
 * between takes no day away.
 *
 * Returns: the days; 0 for today; negative when the end is past
 */
int
parafa_clock_face_count_days (gint64 now_s, gint64 ends_at_s)
{
  return (int) (get_local_day (ends_at_s) - get_local_day (now_s));
}
