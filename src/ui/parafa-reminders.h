/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "parafa-session.h"

G_BEGIN_DECLS

/* What the reminders need of the program around them */
typedef struct
{
  /* (transfer none): the session, made when there is none */
  ParafaSession *(*get_session) (gpointer user_data);
  /* shows a profile in the window; action: (nullable): an action of the window */
  void (*show) (const char *profile_id, const char *action, gpointer user_data);
} ParafaRemindersHost;

#define PARAFA_TYPE_REMINDERS (parafa_reminders_get_type ())
G_DECLARE_FINAL_TYPE (ParafaReminders, parafa_reminders, PARAFA, REMINDERS, GObject)

ParafaReminders *parafa_reminders_new (GApplication *application,
                                       const ParafaRemindersHost *host,
                                       gpointer user_data);
void parafa_reminders_start (ParafaReminders *self);
void parafa_reminders_set_session (ParafaReminders *self, ParafaSession *session);
void parafa_reminders_stop (ParafaReminders *self);

G_END_DECLS
