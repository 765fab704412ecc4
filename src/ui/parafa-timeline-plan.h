/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PARAFA_LANE_ACCESS,
  PARAFA_LANE_RENEWAL,
  PARAFA_LANE_CERTIFICATE,
} ParafaLane;
#define PARAFA_N_LANES 3

typedef enum
{
  PARAFA_SPAN_PAST,
  PARAFA_SPAN_TO_COME,
  PARAFA_SPAN_PLANNED, /* would be there after a renewal */
  PARAFA_SPAN_GAP,     /* no access */
} ParafaSpanKind;

/* What the timeline is drawn from; all Unix seconds, -1 where unknown */
typedef struct
{
  gint64 now_s;
  gint64 first_login_at_s;
  gint64 obtained_at_s;
  gint64 access_ends_at_s;
  gint64 renewal_ends_at_s;
  gint64 certificate_ends_at_s;
} ParafaTimelineTimes;

typedef struct
{
  ParafaLane lane;
  ParafaSpanKind kind;
  double from; /* 0 is the left edge, 1 the right one */
  double to;
} ParafaSpan;

typedef struct
{
  double at;
  int month; /* 1 to 12 */
  int year;
} ParafaMonthMark;

/* A year laid out, without a pixel */
typedef struct
{
  gint64 from_s;
  gint64 to_s;
  double now;
  double certificate_end; /* -1: not inside the picture */
  GArray *spans;          /* (element-type ParafaSpan) */
  GArray *months;         /* (element-type ParafaMonthMark): each first of a month */
} ParafaTimelinePlan;

ParafaTimelinePlan *parafa_timeline_plan_new (const ParafaTimelineTimes *times);
void parafa_timeline_plan_free (ParafaTimelinePlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaTimelinePlan, parafa_timeline_plan_free)

G_END_DECLS
