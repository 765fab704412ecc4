/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "parafa-clock.h"
#include "parafa-reminder-plan.h"

G_BEGIN_DECLS

/* How a watch waits: parafa_wall_timer_add() unless a test puts its own clock in the place */
typedef guint (*ParafaReminderAlarm) (gint64 delay_s, GSourceFunc callback, gpointer user_data);

/* Waits for the next reminder with one timer and nothing else. Signal "due": it is time to look at
 * parafa_reminder_watch_plan(). */
#define PARAFA_TYPE_REMINDER_WATCH (parafa_reminder_watch_get_type ())
G_DECLARE_FINAL_TYPE (ParafaReminderWatch, parafa_reminder_watch, PARAFA, REMINDER_WATCH, GObject)

ParafaReminderWatch *parafa_reminder_watch_new (ParafaClock *clock, ParafaReminderAlarm alarm);
void parafa_reminder_watch_set_ends (ParafaReminderWatch *self, GPtrArray *ends);
GPtrArray *parafa_reminder_watch_get_ends (ParafaReminderWatch *self);
void parafa_reminder_watch_set_wishes (ParafaReminderWatch *self,
                                       const ParafaReminderWishes *wishes);
void parafa_reminder_watch_set_shown (ParafaReminderWatch *self, const char *const *shown);
const char *const *parafa_reminder_watch_get_shown (ParafaReminderWatch *self);
void parafa_reminder_watch_look (ParafaReminderWatch *self);
ParafaReminderPlan *parafa_reminder_watch_take_due (ParafaReminderWatch *self);
gboolean parafa_reminder_watch_is_waiting (ParafaReminderWatch *self);

G_END_DECLS
