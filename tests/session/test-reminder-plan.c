/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-reminder-plan.h"

/* What has to be said when, without waiting for it */

#define DAY (G_GINT64_CONSTANT (86400))
#define NOW (G_GINT64_CONSTANT (1795507200))

static const ParafaReminderWishes WISHES = { { { 30, 14, 7, 1 }, { 30, 7, 1 }, { 30, 7, 1 } } };

static GPtrArray *
make_ends (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_reminder_end_free);
}

static void
add (GPtrArray *ends, const char *id, ParafaReminderKind kind, gint64 ends_at_s)
{
  g_ptr_array_add (ends, parafa_reminder_end_new (id, "Cabinet Salcia", kind, TRUE, ends_at_s));
}

static void
test_nothing (void)
{
  g_autoptr (GPtrArray) ends = make_ends ();
  g_autoptr (ParafaReminderPlan) plan = parafa_reminder_plan_new (ends, &WISHES, NULL, NOW);
  g_autoptr (ParafaReminderPlan) unwanted = NULL;
  const ParafaReminderWishes none = { 0 };

  g_assert_cmpuint (plan->due->len, ==, 0);
  g_assert_cmpint (plan->next_at_s, ==, G_MAXINT64);
  add (ends, "a", PARAFA_REMINDER_CERTIFICATE, NOW + 3 * DAY);
  unwanted = parafa_reminder_plan_new (ends, &none, NULL, NOW);
  g_assert_cmpuint (unwanted->due->len, ==, 0);
  g_assert_cmpint (unwanted->next_at_s, ==, G_MAXINT64);
}

static void
test_next_moment (void)
{
  g_autoptr (GPtrArray) ends = make_ends ();
  g_autoptr (ParafaReminderPlan) plan = NULL;

  add (ends, "a", PARAFA_REMINDER_CERTIFICATE, NOW + 200 * DAY);
  add (ends, "a", PARAFA_REMINDER_ACCESS, NOW + 63 * DAY + 100);
  add (ends, "b", PARAFA_REMINDER_RENEWAL, NOW + 90 * DAY);
  plan = parafa_reminder_plan_new (ends, &WISHES, NULL, NOW);
  g_assert_cmpuint (plan->due->len, ==, 0);
  g_assert_cmpint (plan->next_at_s, ==, NOW + 33 * DAY + 100);
}

/* One end from far away to past: the days on which something is said, the timer following the plan */
static void
test_a_life (void)
{
  g_autoptr (GPtrArray) ends = make_ends ();
  g_auto (GStrv) shown = NULL;
  g_autoptr (GArray) said = g_array_new (FALSE, FALSE, sizeof (gint64));
  const gint64 end_s = NOW + 100 * DAY;
  const gint64 expected[] = { end_s - 30 * DAY, end_s - 14 * DAY, end_s - 7 * DAY, end_s - DAY };
  gint64 now_s = NOW;
  guint n_looks = 0;

  add (ends, "a", PARAFA_REMINDER_CERTIFICATE, end_s);
  while (now_s < G_MAXINT64)
    {
      g_autoptr (ParafaReminderPlan) plan =
          parafa_reminder_plan_new (ends, &WISHES, (const char *const *) shown, now_s);

      n_looks++;
      g_assert_cmpuint (n_looks, <, 10);
      if (plan->due->len > 0)
        {
          GStrv kept = parafa_reminder_plan_add_marks (plan, (const char *const *) shown, now_s);

          g_array_append_val (said, now_s);
          g_strfreev (shown);
          shown = kept;
        }
      g_assert_cmpint (plan->next_at_s, >, now_s);
      now_s = plan->next_at_s;
    }
  g_assert_cmpuint (said->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < said->len; i++)
    g_assert_cmpint (g_array_index (said, gint64, i), ==, expected[i]);
  /* no look but those, and the first */
  g_assert_cmpuint (n_looks, ==, 5);
}

/* The computer was off: one reminder, not three, and none of them later */
static void
test_missed_ones_are_one (void)
{
  g_autoptr (GPtrArray) ends = make_ends ();
  g_autoptr (ParafaReminderPlan) plan = NULL;
  g_autoptr (ParafaReminderPlan) again = NULL;
  g_auto (GStrv) shown = NULL;

  add (ends, "a", PARAFA_REMINDER_CERTIFICATE, NOW + 5 * DAY);
  plan = parafa_reminder_plan_new (ends, &WISHES, NULL, NOW);
  g_assert_cmpuint (plan->due->len, ==, 1);
  g_assert_cmpint (plan->next_at_s, ==, NOW + 4 * DAY);
  shown = parafa_reminder_plan_add_marks (plan, NULL, NOW);
  g_assert_cmpuint (g_strv_length (shown), ==, 3);
  again = parafa_reminder_plan_new (ends, &WISHES, (const char *const *) shown, NOW + DAY);
  g_assert_cmpuint (again->due->len, ==, 0);
}

/* A day that is switched on after its moment, behind a nearer one that was shown, says nothing */
static void
test_wish_that_comes_late (void)
{
  static const ParafaReminderWishes late = { { { 7 }, { 0 }, { 0 } } };
  g_autoptr (GPtrArray) ends = make_ends ();
  g_autoptr (ParafaReminderPlan) plan = NULL;
  g_autoptr (ParafaReminderPlan) again = NULL;
  g_auto (GStrv) shown = NULL;

  add (ends, "a", PARAFA_REMINDER_CERTIFICATE, NOW + 5 * DAY);
  plan = parafa_reminder_plan_new (ends, &late, NULL, NOW);
  g_assert_cmpuint (plan->due->len, ==, 1);
  shown = parafa_reminder_plan_add_marks (plan, NULL, NOW);
  again = parafa_reminder_plan_new (ends, &WISHES, (const char *const *) shown, NOW);
  g_assert_cmpuint (again->due->len, ==, 0);
}

/* Renewed: another end, reminded of anew; the clock set back: nothing is said twice */
static void
test_never_twice_but_for_another_end (void)
{
  g_autoptr (GPtrArray) ends = make_ends ();
  g_autoptr (GPtrArray) renewed = make_ends ();
  g_autoptr (ParafaReminderPlan) plan = NULL;
  g_autoptr (ParafaReminderPlan) back = NULL;
  g_autoptr (ParafaReminderPlan) other = NULL;
  g_auto (GStrv) shown = NULL;

  add (ends, "a", PARAFA_REMINDER_ACCESS, NOW + 7 * DAY);
  plan = parafa_reminder_plan_new (ends, &WISHES, NULL, NOW);
  g_assert_cmpuint (plan->due->len, ==, 1);
  shown = parafa_reminder_plan_add_marks (plan, NULL, NOW);
  back = parafa_reminder_plan_new (ends, &WISHES, (const char *const *) shown, NOW - 100 * DAY);
  g_assert_cmpuint (back->due->len, ==, 0);
  g_assert_cmpint (back->next_at_s, ==, NOW - 23 * DAY);
  add (renewed, "a", PARAFA_REMINDER_ACCESS, NOW + 6 * DAY);
  add (renewed, "b", PARAFA_REMINDER_ACCESS, NOW + 7 * DAY);
  add (renewed, "a", PARAFA_REMINDER_RENEWAL, NOW + 7 * DAY);
  other = parafa_reminder_plan_new (renewed, &WISHES, (const char *const *) shown, NOW);
  g_assert_cmpuint (other->due->len, ==, 3);
}

static void
test_past_and_absurd (void)
{
  g_autoptr (GPtrArray) ends = make_ends ();
  g_autoptr (ParafaReminderPlan) plan = NULL;

  add (ends, "a", PARAFA_REMINDER_CERTIFICATE, NOW);
  add (ends, "b", PARAFA_REMINDER_CERTIFICATE, NOW - 400 * DAY);
  add (ends, "c", PARAFA_REMINDER_CERTIFICATE, G_MININT64);
  add (ends, "d", PARAFA_REMINDER_CERTIFICATE, G_MAXINT64);
  add (ends, "e", PARAFA_REMINDER_CERTIFICATE, -1);
  plan = parafa_reminder_plan_new (ends, &WISHES, NULL, NOW);
  g_assert_cmpuint (plan->due->len, ==, 0);
  g_assert_cmpint (plan->next_at_s, ==, G_MAXINT64);
}

/* Marks outlive their end for a while, for the clock may have been wrong; not for ever */
static void
test_old_marks_go (void)
{
  g_autoptr (GPtrArray) ends = make_ends ();
  g_autoptr (ParafaReminderPlan) plan = parafa_reminder_plan_new (ends, &WISHES, NULL, NOW);
  g_autofree char *recent = g_strdup_printf ("a/0/%" G_GINT64_FORMAT "/7", NOW - 300 * DAY);
  g_autofree char *old = g_strdup_printf ("a/0/%" G_GINT64_FORMAT "/7", NOW - 800 * DAY);
  const char *const shown[] = { recent, old, "nonsense", "", "a/b/c/d/e", NULL };
  g_auto (GStrv) kept = parafa_reminder_plan_add_marks (plan, shown, NOW);

  g_assert_cmpuint (g_strv_length (kept), ==, 1);
  g_assert_cmpstr (kept[0], ==, recent);
}

/* Any moment at which one looks, in any order of days: never twice, never after the end */
static void
test_any_moments (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261124);

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (GPtrArray) ends = make_ends ();
      g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_auto (GStrv) shown = NULL;
      gint64 now_s = NOW;

      for (guint i = 0; i < 4; i++)
        add (ends, i % 2 == 0 ? "a" : "b", (ParafaReminderKind) (i % PARAFA_N_REMINDERS),
             NOW + g_rand_int_range (rand, 0, 120) * DAY + g_rand_int_range (rand, 0, 86400));
      for (guint look = 0; look < 30; look++)
        {
          g_autoptr (ParafaReminderPlan) plan =
              parafa_reminder_plan_new (ends, &WISHES, (const char *const *) shown, now_s);
          GStrv kept = parafa_reminder_plan_add_marks (plan, (const char *const *) shown, now_s);

          for (guint i = 0; i < plan->marks->len; i++)
            g_assert_true (g_hash_table_add (said, g_strdup (plan->marks->pdata[i])));
          for (guint i = 0; i < plan->due->len; i++)
            g_assert_cmpint (((ParafaReminderEnd *) plan->due->pdata[i])->ends_at_s, >, now_s);
          g_assert_cmpint (plan->next_at_s, >, now_s);
          g_strfreev (shown);
          shown = kept;
          now_s += g_rand_int_range (rand, -3, 9) * DAY;
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/reminder-plan/nothing", test_nothing);
  g_test_add_func ("/session/reminder-plan/next-moment", test_next_moment);
  g_test_add_func ("/session/reminder-plan/a-life", test_a_life);
  g_test_add_func ("/session/reminder-plan/missed-ones-are-one", test_missed_ones_are_one);
  g_test_add_func ("/session/reminder-plan/wish-that-comes-late", test_wish_that_comes_late);
  g_test_add_func ("/session/reminder-plan/never-twice", test_never_twice_but_for_another_end);
  g_test_add_func ("/session/reminder-plan/past-and-absurd", test_past_and_absurd);
  g_test_add_func ("/session/reminder-plan/old-marks-go", test_old_marks_go);
  g_test_add_func ("/session/reminder-plan/any-moments", test_any_moments);
  return g_test_run ();
}
