/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-timeline-plan.h"

#include "parafa-token-pair.h"

#define DAY_S (G_GINT64_CONSTANT (86400))
/* A renewal is suggested this long before the end */
#define RENEWAL_LEAD_S (14 * DAY_S)
#define SHORTEST_PICTURE_S (45 * DAY_S)

static double
place (const ParafaTimelinePlan *self, gint64 time_s)
{
  return CLAMP ((time_s - self->from_s) / (double) (self->to_s - self->from_s), 0.0, 1.0);
}

static void
add_span (
    ParafaTimelinePlan *self, ParafaLane lane, ParafaSpanKind kind, gint64 from_s, gint64 to_s)
{
  ParafaSpan span = { .lane = lane, .kind = kind };

  span.from = place (self, from_s);
  span.to = place (self, to_s);
  if (span.to > span.from)
    g_array_append_val (self->spans, span);
}

/* What lies before now is past, the rest is to come */
static void
add_split (ParafaTimelinePlan *self, ParafaLane lane, gint64 from_s, gint64 to_s, gint64 now_s)
{
  add_span (self, lane, PARAFA_SPAN_PAST, from_s, MIN (to_s, now_s));
  add_span (self, lane, PARAFA_SPAN_TO_COME, MAX (from_s, now_s), to_s);
}

/* Each dashed piece ends where the token of one more renewal would end */
static void
add_planned (ParafaTimelinePlan *self, const ParafaTimelineTimes *times, gint64 step_s)
{
  gint64 from_s = MAX (times->access_ends_at_s, times->now_s);

  while (from_s < times->renewal_ends_at_s)
    {
      gint64 to_s = MIN (from_s + step_s, times->renewal_ends_at_s);

      add_span (self, PARAFA_LANE_ACCESS, PARAFA_SPAN_PLANNED, from_s, to_s);
      from_s = to_s;
    }
}

static void
add_access (ParafaTimelinePlan *self, const ParafaTimelineTimes *times)
{
  gint64 from_s = times->first_login_at_s >= 0 ? times->first_login_at_s : times->obtained_at_s;

  if (times->access_ends_at_s < 0)
    return;
  if (times->obtained_at_s > from_s)
    add_split (self, PARAFA_LANE_ACCESS, from_s, times->obtained_at_s, times->now_s);
  add_split (self, PARAFA_LANE_ACCESS, MAX (from_s, times->obtained_at_s), times->access_ends_at_s,
             times->now_s);
  add_span (self, PARAFA_LANE_ACCESS, PARAFA_SPAN_GAP, times->access_ends_at_s, times->now_s);
  add_planned (self, times, PARAFA_TOKEN_ACCESS_LIFETIME_S - RENEWAL_LEAD_S);
}

static void
add_months (ParafaTimelinePlan *self)
{
  g_autoptr (GDateTime) from = g_date_time_new_from_unix_local (self->from_s);
  g_autoptr (GDateTime) month = NULL;

  if (from == NULL)
    return;
  month =
      g_date_time_new_local (g_date_time_get_year (from), g_date_time_get_month (from), 1, 0, 0, 0);
  while (month != NULL && g_date_time_to_unix (month) < self->to_s)
    {
      g_autoptr (GDateTime) next = g_date_time_add_months (month, 1);
      ParafaMonthMark mark = { .month = g_date_time_get_month (month),
                               .year = g_date_time_get_year (month) };

      if (g_date_time_to_unix (month) >= self->from_s)
        {
          mark.at = place (self, g_date_time_to_unix (month));
          g_array_append_val (self->months, mark);
        }
      g_date_time_unref (month);
      month = g_steal_pointer (&next);
    }
}

/**
 * parafa_timeline_plan_new:
 * @times: the moments, Unix seconds
 *
 * Lays out access, renewal and certificate between the login and the end of the renewal year. That year counts from the
 * login with the certificate, which is the cautious reading: the tax office does not say whether a renewal starts it
 * anew.
 *
 * Returns: (transfer full): the plan
 */
ParafaTimelinePlan *
parafa_timeline_plan_new (const ParafaTimelineTimes *times)
{
  ParafaTimelinePlan *self = g_new0 (ParafaTimelinePlan, 1);
  gint64 login_s = times->first_login_at_s >= 0 ? times->first_login_at_s : times->obtained_at_s;

  self->spans = g_array_new (FALSE, FALSE, sizeof (ParafaSpan));
  self->months = g_array_new (FALSE, FALSE, sizeof (ParafaMonthMark));
  self->certificate_end = -1;
  self->from_s = login_s >= 0 ? MIN (login_s, times->now_s) : times->now_s;
  self->to_s = MAX (times->access_ends_at_s, times->renewal_ends_at_s);
  /* an end long past still shows today, with some room after it */
  self->to_s = MAX (self->to_s, times->now_s + SHORTEST_PICTURE_S / 3);
  self->to_s = MAX (self->to_s, self->from_s + SHORTEST_PICTURE_S);
  self->now = place (self, times->now_s);
  add_access (self, times);
  if (times->renewal_ends_at_s >= 0)
    add_split (self, PARAFA_LANE_RENEWAL, self->from_s, times->renewal_ends_at_s, times->now_s);
  if (times->certificate_ends_at_s >= 0)
    {
      add_split (self, PARAFA_LANE_CERTIFICATE, self->from_s, times->certificate_ends_at_s,
                 times->now_s);
      if (times->certificate_ends_at_s > self->from_s && times->certificate_ends_at_s < self->to_s)
        self->certificate_end = place (self, times->certificate_ends_at_s);
    }
  add_months (self);
  return self;
}

/**
 * parafa_timeline_plan_free:
 * @self: (transfer full) (nullable): a plan
 */
void
parafa_timeline_plan_free (ParafaTimelinePlan *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->spans);
  g_array_unref (self->months);
  g_free (self);
}
