/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-reminder-watch.h"

/* The one timer, counted: a clock of the test's own, which the alarm moves on */

#define DAY (G_GINT64_CONSTANT (86400))
#define NOW (G_GINT64_CONSTANT (1795507200))

static const ParafaReminderWishes WISHES = { { { 30, 14, 7, 1 }, { 30, 7, 1 }, { 30, 7, 1 } } };

static ParafaClock *test_clock;
static gint64 alarm_at_s;
static GSourceFunc alarm_callback;
static gpointer alarm_data;
static guint alarm_id;
static guint n_set;
static guint n_rung;

static gboolean
never (gpointer user_data)
{
  g_assert_not_reached ();
}

/* The id has to be one of a source: whoever gives up waiting removes it */
static guint
set_alarm (gint64 delay_s, GSourceFunc callback, gpointer user_data)
{
  g_assert_cmpint (delay_s, >, 0);
  n_set++;
  alarm_at_s = parafa_clock_get_now (test_clock) + delay_s;
  alarm_callback = callback;
  alarm_data = user_data;
  alarm_id = g_timeout_add_seconds (100000, never, NULL);
  return alarm_id;
}

static void
ring (void)
{
  GSource *used = g_main_context_find_source_by_id (NULL, alarm_id);

  n_rung++;
  g_assert_nonnull (used);
  g_source_destroy (used);
  alarm_callback (alarm_data);
}

static GPtrArray *
make_ends (void)
{
  GPtrArray *ends = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_reminder_end_free);

  g_ptr_array_add (ends, parafa_reminder_end_new ("a", "Cabinet", PARAFA_REMINDER_CERTIFICATE,
                                                  FALSE, NOW + 300 * DAY));
  g_ptr_array_add (ends, parafa_reminder_end_new ("a", "Cabinet", PARAFA_REMINDER_ACCESS, TRUE,
                                                  NOW + 63 * DAY + 50));
  g_ptr_array_add (ends, parafa_reminder_end_new ("b", "Morile", PARAFA_REMINDER_RENEWAL, FALSE,
                                                  NOW + 200 * DAY));
  return ends;
}

static ParafaReminderWatch *
make_watch (GPtrArray *ends)
{
  ParafaReminderWatch *watch;

  n_set = n_rung = 0;
  parafa_clock_set_now (test_clock, NOW);
  watch = parafa_reminder_watch_new (test_clock, set_alarm);
  parafa_reminder_watch_set_ends (watch, ends);
  parafa_reminder_watch_set_wishes (watch, &WISHES);
  return watch;
}

static void
on_due (ParafaReminderWatch *watch, GPtrArray *said)
{
  g_autoptr (ParafaReminderPlan) plan = parafa_reminder_watch_take_due (watch);

  for (guint i = 0; i < plan->due->len; i++)
    g_ptr_array_add (said,
                     g_strdup_printf ("%s %d",
                                      ((ParafaReminderEnd *) plan->due->pdata[i])->profile_id,
                                      (int) ((ParafaReminderEnd *) plan->due->pdata[i])->kind));
}

/* A year passes: the timer rings once for each reminder and never in between */
static void
test_no_other_wake_ups (void)
{
  g_autoptr (GPtrArray) ends = make_ends ();
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ParafaReminderWatch) watch = make_watch (ends);

  g_signal_connect (watch, "due", G_CALLBACK (on_due), said);
  parafa_reminder_watch_look (watch);
  while (parafa_reminder_watch_is_waiting (watch))
    {
      parafa_clock_set_now (test_clock, alarm_at_s);
      ring ();
    }
  /* 4 of the certificate, 3 of the access, 3 of the renewal */
  g_assert_cmpuint (n_rung, ==, 10);
  g_assert_cmpuint (n_set, ==, 10);
  g_assert_cmpuint (said->len, ==, 10);
}

/* A timer that rings early, because the clock was set or the computer woke, says nothing */
static void
test_early (void)
{
  g_autoptr (GPtrArray) ends = make_ends ();
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ParafaReminderWatch) watch = make_watch (ends);

  g_signal_connect (watch, "due", G_CALLBACK (on_due), said);
  parafa_reminder_watch_look (watch);
  parafa_clock_set_now (test_clock, NOW + DAY);
  ring ();
  parafa_clock_set_now (test_clock, NOW - 20 * DAY);
  ring ();
  g_assert_cmpuint (said->len, ==, 0);
  g_assert_true (parafa_reminder_watch_is_waiting (watch));
  g_assert_cmpint (alarm_at_s, ==, NOW + 33 * DAY + 50);
}

/* Asleep over two of them: one is said on waking */
static void
test_slept_through (void)
{
  g_autoptr (GPtrArray) ends = make_ends ();
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ParafaReminderWatch) watch = make_watch (ends);

  g_signal_connect (watch, "due", G_CALLBACK (on_due), said);
  parafa_reminder_watch_look (watch);
  parafa_clock_set_now (test_clock, NOW + 58 * DAY);
  ring ();
  g_assert_cmpuint (said->len, ==, 1);
  g_assert_cmpstr (said->pdata[0], ==, "a 1");
  parafa_reminder_watch_look (watch);
  g_assert_cmpuint (said->len, ==, 1);
}

/* What is due and not taken is not waited for: no timer that rings again and again */
static void
test_due_and_not_taken (void)
{
  g_autoptr (GPtrArray) ends = make_ends ();
  g_autoptr (ParafaReminderWatch) watch = make_watch (ends);

  parafa_clock_set_now (test_clock, NOW + 60 * DAY);
  parafa_reminder_watch_look (watch);
  g_assert_false (parafa_reminder_watch_is_waiting (watch));
  g_assert_cmpuint (n_set, ==, 0);
}

static void
test_switched_off (void)
{
  const ParafaReminderWishes none = { 0 };
  g_autoptr (GPtrArray) ends = make_ends ();
  g_autoptr (ParafaReminderWatch) watch = make_watch (ends);

  parafa_reminder_watch_look (watch);
  g_assert_true (parafa_reminder_watch_is_waiting (watch));
  parafa_reminder_watch_set_wishes (watch, &none);
  parafa_reminder_watch_look (watch);
  g_assert_false (parafa_reminder_watch_is_waiting (watch));
}

/* What was shown before the program was started is not shown again */
static void
test_remembered (void)
{
  g_autoptr (GPtrArray) ends = make_ends ();
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ParafaReminderWatch) watch = make_watch (ends);
  g_autoptr (ParafaReminderWatch) again = NULL;

  g_signal_connect (watch, "due", G_CALLBACK (on_due), said);
  parafa_clock_set_now (test_clock, NOW + 60 * DAY);
  parafa_reminder_watch_look (watch);
  g_assert_cmpuint (said->len, ==, 1);
  again = make_watch (ends);
  g_signal_connect (again, "due", G_CALLBACK (on_due), said);
  parafa_reminder_watch_set_shown (again, parafa_reminder_watch_get_shown (watch));
  parafa_clock_set_now (test_clock, NOW + 60 * DAY);
  parafa_reminder_watch_look (again);
  g_assert_cmpuint (said->len, ==, 1);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  test_clock = parafa_clock_new_fixed (NOW);
  g_test_add_func ("/session/reminder-watch/no-other-wake-ups", test_no_other_wake_ups);
  g_test_add_func ("/session/reminder-watch/early", test_early);
  g_test_add_func ("/session/reminder-watch/slept-through", test_slept_through);
  g_test_add_func ("/session/reminder-watch/due-and-not-taken", test_due_and_not_taken);
  g_test_add_func ("/session/reminder-watch/switched-off", test_switched_off);
  g_test_add_func ("/session/reminder-watch/remembered", test_remembered);
  status = g_test_run ();
  parafa_clock_unref (test_clock);
  return status;
}
