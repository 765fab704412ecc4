/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-timeline-plan.h"
#include "ui-fixture.h"

static ParafaTimelineTimes
make_times (void)
{
  return (ParafaTimelineTimes){ .now_s = UI_NOW,
                                .first_login_at_s = UI_LOGIN,
                                .obtained_at_s = UI_ENDS - 90 * DAY,
                                .access_ends_at_s = UI_ENDS,
                                .renewal_ends_at_s = UI_LOGIN + 365 * DAY,
                                .certificate_ends_at_s = UI_NOW + 110 * DAY };
}

static guint
count (ParafaTimelinePlan *plan, ParafaLane lane, ParafaSpanKind kind)
{
  guint n = 0;

  for (guint i = 0; i < plan->spans->len; i++)
    {
      const ParafaSpan *span = &g_array_index (plan->spans, ParafaSpan, i);

      n += span->lane == lane && span->kind == kind ? 1 : 0;
    }
  return n;
}

static const ParafaSpan *
get_last (ParafaTimelinePlan *plan, ParafaLane lane, ParafaSpanKind kind)
{
  const ParafaSpan *last = NULL;

  for (guint i = 0; i < plan->spans->len; i++)
    {
      const ParafaSpan *span = &g_array_index (plan->spans, ParafaSpan, i);

      if (span->lane == lane && span->kind == kind)
        last = span;
    }
  g_assert_nonnull (last);
  return last;
}

static void
test_valid (void)
{
  ParafaTimelineTimes times = make_times ();
  g_autoptr (ParafaTimelinePlan) plan = parafa_timeline_plan_new (&times);

  g_assert_cmpint (plan->from_s, ==, UI_LOGIN);
  g_assert_cmpint (plan->to_s, ==, UI_LOGIN + 365 * DAY);
  g_assert_cmpfloat_with_epsilon (plan->now, (UI_NOW - UI_LOGIN) / (365.0 * DAY), 1e-6);
  g_assert_cmpuint (count (plan, PARAFA_LANE_ACCESS, PARAFA_SPAN_PAST), ==, 2);
  g_assert_cmpuint (count (plan, PARAFA_LANE_ACCESS, PARAFA_SPAN_TO_COME), ==, 1);
  g_assert_cmpuint (count (plan, PARAFA_LANE_ACCESS, PARAFA_SPAN_GAP), ==, 0);
  /* 183 days after the access ends, 76 at a time */
  g_assert_cmpuint (count (plan, PARAFA_LANE_ACCESS, PARAFA_SPAN_PLANNED), ==, 3);
  g_assert_cmpfloat (get_last (plan, PARAFA_LANE_ACCESS, PARAFA_SPAN_PLANNED)->to, ==, 1);
  g_assert_cmpuint (count (plan, PARAFA_LANE_RENEWAL, PARAFA_SPAN_TO_COME), ==, 1);
}

static void
test_expired_has_a_gap (void)
{
  ParafaTimelineTimes times = make_times ();
  g_autoptr (ParafaTimelinePlan) plan = NULL;
  const ParafaSpan *gap;

  times.access_ends_at_s = UI_NOW - 3 * DAY;
  times.obtained_at_s = UI_NOW - 93 * DAY;
  plan = parafa_timeline_plan_new (&times);
  gap = get_last (plan, PARAFA_LANE_ACCESS, PARAFA_SPAN_GAP);
  g_assert_cmpfloat_with_epsilon (gap->to, plan->now, 1e-9);
  g_assert_cmpfloat_with_epsilon (gap->to - gap->from, 3.0 / 365, 1e-6);
  g_assert_cmpuint (count (plan, PARAFA_LANE_ACCESS, PARAFA_SPAN_TO_COME), ==, 0);
}

static void
test_certificate (void)
{
  ParafaTimelineTimes times = make_times ();
  g_autoptr (ParafaTimelinePlan) inside = parafa_timeline_plan_new (&times);
  g_autoptr (ParafaTimelinePlan) outside = NULL;
  g_autoptr (ParafaTimelinePlan) unknown = NULL;

  g_assert_cmpfloat_with_epsilon (inside->certificate_end, inside->now + 110.0 / 365, 1e-6);
  times.certificate_ends_at_s = UI_NOW + 900 * DAY;
  outside = parafa_timeline_plan_new (&times);
  g_assert_cmpfloat (outside->certificate_end, ==, -1);
  g_assert_cmpfloat (get_last (outside, PARAFA_LANE_CERTIFICATE, PARAFA_SPAN_TO_COME)->to, ==, 1);
  times.certificate_ends_at_s = -1;
  unknown = parafa_timeline_plan_new (&times);
  g_assert_cmpuint (count (unknown, PARAFA_LANE_CERTIFICATE, PARAFA_SPAN_PAST), ==, 0);
  g_assert_cmpuint (count (unknown, PARAFA_LANE_CERTIFICATE, PARAFA_SPAN_TO_COME), ==, 0);
}

static void
test_without_refresh_token (void)
{
  ParafaTimelineTimes times = make_times ();
  g_autoptr (ParafaTimelinePlan) plan = NULL;

  times.renewal_ends_at_s = -1;
  plan = parafa_timeline_plan_new (&times);
  g_assert_cmpuint (count (plan, PARAFA_LANE_RENEWAL, PARAFA_SPAN_TO_COME), ==, 0);
  g_assert_cmpuint (count (plan, PARAFA_LANE_ACCESS, PARAFA_SPAN_PLANNED), ==, 0);
  g_assert_cmpint (plan->to_s, ==, UI_ENDS);
}

static void
test_nothing_known (void)
{
  ParafaTimelineTimes times = { UI_NOW, -1, -1, -1, -1, -1 };
  g_autoptr (ParafaTimelinePlan) plan = parafa_timeline_plan_new (&times);

  g_assert_cmpuint (plan->spans->len, ==, 0);
  g_assert_cmpint (plan->to_s - plan->from_s, ==, 45 * DAY);
}

static void
test_long_past_still_shows_today (void)
{
  ParafaTimelineTimes times = make_times ();
  g_autoptr (ParafaTimelinePlan) plan = NULL;

  times.now_s = UI_NOW + 900 * DAY;
  plan = parafa_timeline_plan_new (&times);
  g_assert_cmpfloat (plan->now, <, 1);
  g_assert_cmpint (plan->to_s, ==, times.now_s + 15 * DAY);
}

static void
test_months (void)
{
  ParafaTimelineTimes times = make_times ();
  g_autoptr (ParafaTimelinePlan) plan = parafa_timeline_plan_new (&times);
  const ParafaMonthMark *first = &g_array_index (plan->months, ParafaMonthMark, 0);
  guint n_januaries = 0;

  g_assert_cmpuint (plan->months->len, ==, 12);
  g_assert_cmpint (first->month, ==, 8);
  g_assert_cmpint (first->year, ==, 2026);
  for (guint i = 0; i < plan->months->len; i++)
    {
      const ParafaMonthMark *mark = &g_array_index (plan->months, ParafaMonthMark, i);

      g_assert_cmpint (mark->month, ==, (7 + (int) i) % 12 + 1);
      g_assert_cmpfloat (mark->at, >=, 0);
      g_assert_cmpfloat (mark->at, <, 1);
      n_januaries += mark->month == 1 && mark->year == 2027 ? 1 : 0;
    }
  g_assert_cmpuint (n_januaries, ==, 1);
}

static void
test_spans_are_inside (void)
{
  for (int shift = -500; shift <= 500; shift += 7)
    {
      ParafaTimelineTimes times = make_times ();
      g_autoptr (ParafaTimelinePlan) plan = NULL;

      times.now_s += shift * DAY;
      plan = parafa_timeline_plan_new (&times);
      for (guint i = 0; i < plan->spans->len; i++)
        {
          const ParafaSpan *span = &g_array_index (plan->spans, ParafaSpan, i);

          g_assert_cmpfloat (span->from, >=, 0);
          g_assert_cmpfloat (span->to, >, span->from);
          g_assert_cmpfloat (span->to, <=, 1);
        }
    }
}

int
main (int argc, char *argv[])
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/ui/timeline-plan/valid", test_valid);
  g_test_add_func ("/ui/timeline-plan/expired-has-a-gap", test_expired_has_a_gap);
  g_test_add_func ("/ui/timeline-plan/certificate", test_certificate);
  g_test_add_func ("/ui/timeline-plan/without-refresh-token", test_without_refresh_token);
  g_test_add_func ("/ui/timeline-plan/nothing-known", test_nothing_known);
  g_test_add_func ("/ui/timeline-plan/long-past-still-shows-today",
                   test_long_past_still_shows_today);
  g_test_add_func ("/ui/timeline-plan/months", test_months);
  g_test_add_func ("/ui/timeline-plan/spans-are-inside", test_spans_are_inside);
  return g_test_run ();
}
