/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-reminder-watch.h"
#include "parafa-wall-timer.h"

struct _ParafaReminderWatch
{
  GObject parent_instance;

  ParafaClock *clock; /* (owned) */
  ParafaReminderAlarm alarm;
  GPtrArray *ends; /* (owned) (element-type ParafaReminderEnd) */
  ParafaReminderWishes wishes;
  GStrv shown; /* (owned) */
  guint alarm_id;
};

enum
{
  SIGNAL_DUE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParafaReminderWatch, parafa_reminder_watch, G_TYPE_OBJECT)

static ParafaReminderPlan *
make_plan (ParafaReminderWatch *self)
{
  return parafa_reminder_plan_new (self->ends, &self->wishes, (const char *const *) self->shown,
                                   parafa_clock_get_now (self->clock));
}

/* The moment came, or the clock was set, or the computer woke: which of them, the plan tells */
static gboolean
on_alarm (gpointer user_data)
{
  ParafaReminderWatch *self = PARAFA_REMINDER_WATCH (user_data);

  self->alarm_id = 0;
  parafa_reminder_watch_look (self);
  return G_SOURCE_REMOVE;
}

static void
parafa_reminder_watch_dispose (GObject *object)
{
  ParafaReminderWatch *self = PARAFA_REMINDER_WATCH (object);

  g_clear_handle_id (&self->alarm_id, g_source_remove);
  G_OBJECT_CLASS (parafa_reminder_watch_parent_class)->dispose (object);
}

static void
parafa_reminder_watch_finalize (GObject *object)
{
  ParafaReminderWatch *self = PARAFA_REMINDER_WATCH (object);

  g_clear_pointer (&self->clock, parafa_clock_unref);
  g_ptr_array_unref (self->ends);
  g_strfreev (self->shown);
  G_OBJECT_CLASS (parafa_reminder_watch_parent_class)->finalize (object);
}

static void
parafa_reminder_watch_class_init (ParafaReminderWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = parafa_reminder_watch_dispose;
  object_class->finalize = parafa_reminder_watch_finalize;
  /**
   * ParafaReminderWatch::due:
   *
   * Something has to be said; parafa_reminder_watch_take_due() says what.
   */
  signals[SIGNAL_DUE] = g_signal_new ("due", PARAFA_TYPE_REMINDER_WATCH, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 0);
}

static void
parafa_reminder_watch_init (ParafaReminderWatch *self)
{
  self->ends = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_reminder_end_free);
  self->shown = g_new0 (char *, 1);
}

/**
 * parafa_reminder_watch_new:
 * @clock: what tells the time
 * @alarm: (nullable) (scope forever): how to wait; %NULL for parafa_wall_timer_add()
 *
 * Returns: (transfer full): a watch that knows of nothing yet
 */
ParafaReminderWatch *
parafa_reminder_watch_new (ParafaClock *clock, ParafaReminderAlarm alarm)
{
  ParafaReminderWatch *self;

  g_return_val_if_fail (clock != NULL, NULL);

  self = g_object_new (PARAFA_TYPE_REMINDER_WATCH, NULL);
  self->clock = parafa_clock_ref (clock);
  self->alarm = alarm != NULL ? alarm : parafa_wall_timer_add;
  return self;
}

/**
 * parafa_reminder_watch_set_ends:
 * @self: a watch
 * @ends: (element-type ParafaReminderEnd): what ends when; not changed afterwards
 *
 * Nothing is looked at before parafa_reminder_watch_look().
 */
void
parafa_reminder_watch_set_ends (ParafaReminderWatch *self, GPtrArray *ends)
{
  g_return_if_fail (PARAFA_IS_REMINDER_WATCH (self));
  g_return_if_fail (ends != NULL);

  g_ptr_array_ref (ends);
  g_ptr_array_unref (self->ends);
  self->ends = ends;
}

/**
 * parafa_reminder_watch_get_ends:
 * @self: a watch
 *
 * Returns: (transfer none) (element-type ParafaReminderEnd): what ends when
 */
GPtrArray *
parafa_reminder_watch_get_ends (ParafaReminderWatch *self)
{
  g_return_val_if_fail (PARAFA_IS_REMINDER_WATCH (self), NULL);

  return self->ends;
}

/**
 * parafa_reminder_watch_set_wishes:
 * @self: a watch
 * @wishes: how many days before
 */
void
parafa_reminder_watch_set_wishes (ParafaReminderWatch *self, const ParafaReminderWishes *wishes)
{
  g_return_if_fail (PARAFA_IS_REMINDER_WATCH (self));

  self->wishes = *wishes;
}

/**
 * parafa_reminder_watch_set_shown:
 * @self: a watch
 * @shown: (nullable): marks of the reminders that were shown
 */
void
parafa_reminder_watch_set_shown (ParafaReminderWatch *self, const char *const *shown)
{
  g_return_if_fail (PARAFA_IS_REMINDER_WATCH (self));

  g_strfreev (self->shown);
  self->shown = shown != NULL ? g_strdupv ((GStrv) shown) : g_new0 (char *, 1);
}

/**
 * parafa_reminder_watch_get_shown:
 * @self: a watch
 *
 * Returns: (transfer none): marks of the reminders that were shown, to be kept
 */
const char *const *
parafa_reminder_watch_get_shown (ParafaReminderWatch *self)
{
  g_return_val_if_fail (PARAFA_IS_REMINDER_WATCH (self), NULL);

  return (const char *const *) self->shown;
}

/**
 * parafa_reminder_watch_look:
 * @self: a watch
 *
 * Emits "due" when something has to be said, else waits for the next moment at which there will be.
 * While something is due and nobody took it, no timer runs.
 */
void
parafa_reminder_watch_look (ParafaReminderWatch *self)
{
  g_autoptr (ParafaReminderPlan) plan = NULL;

  g_return_if_fail (PARAFA_IS_REMINDER_WATCH (self));

  plan = make_plan (self);
  g_clear_handle_id (&self->alarm_id, g_source_remove);
  if (plan->due->len > 0)
    g_signal_emit (self, signals[SIGNAL_DUE], 0);
  else if (plan->next_at_s != G_MAXINT64)
    self->alarm_id =
        self->alarm (plan->next_at_s - parafa_clock_get_now (self->clock), on_alarm, self);
}

/**
 * parafa_reminder_watch_take_due:
 * @self: a watch
 *
 * Hands out what has to be said now and counts it as shown: the caller keeps the marks first and
 * speaks then, so that nothing is said twice. Waits for the next moment.
 *
 * Returns: (transfer full): the plan; its ends live as long as those of the watch
 */
ParafaReminderPlan *
parafa_reminder_watch_take_due (ParafaReminderWatch *self)
{
  ParafaReminderPlan *plan;
  GStrv shown;

  g_return_val_if_fail (PARAFA_IS_REMINDER_WATCH (self), NULL);

  plan = make_plan (self);
  shown = parafa_reminder_plan_add_marks (plan, (const char *const *) self->shown,
                                          parafa_clock_get_now (self->clock));
  g_strfreev (self->shown);
  self->shown = shown;
  parafa_reminder_watch_look (self);
  return plan;
}

/**
 * parafa_reminder_watch_is_waiting:
 * @self: a watch
 *
 * Returns: whether a timer runs
 */
gboolean
parafa_reminder_watch_is_waiting (ParafaReminderWatch *self)
{
  g_return_val_if_fail (PARAFA_IS_REMINDER_WATCH (self), FALSE);

  return self->alarm_id != 0;
}
