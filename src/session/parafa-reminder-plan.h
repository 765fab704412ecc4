/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What can end; the numbers are kept in settings */
typedef enum
{
  PARAFA_REMINDER_CERTIFICATE,
  PARAFA_REMINDER_ACCESS,
  PARAFA_REMINDER_RENEWAL, /* of the access, without a USB token */
  PARAFA_REMINDER_CONFIRM, /* of a UIT, while the arrival of its transport is not confirmed */
  PARAFA_N_REMINDERS,
} ParafaReminderKind;

#define PARAFA_REMINDER_MAX_WISHES 8

/* How many days before an end a person wants to be reminded, per kind; 0 closes the list */
typedef struct
{
  int days[PARAFA_N_REMINDERS][PARAFA_REMINDER_MAX_WISHES + 1];
} ParafaReminderWishes;

/* Something of a profile that ends */
typedef struct
{
  char *profile_id;   /* (owned) */
  char *profile_name; /* (owned) */
  ParafaReminderKind kind;
  gboolean renewable; /* the access can be renewed without a USB token */
  gint64 ends_at_s;   /* Unix seconds */
} ParafaReminderEnd;

/* What has to be said now, and when to look again */
typedef struct
{
  GPtrArray *due;   /* (owned) (element-type ParafaReminderEnd): borrowed from the ends given */
  GPtrArray *marks; /* (owned) (element-type utf8): what counts as shown when @due was shown */
  gint64 next_at_s; /* Unix seconds; G_MAXINT64: never */
} ParafaReminderPlan;

ParafaReminderEnd *parafa_reminder_end_new (const char *profile_id,
                                            const char *profile_name,
                                            ParafaReminderKind kind,
                                            gboolean renewable,
                                            gint64 ends_at_s);
void parafa_reminder_end_free (ParafaReminderEnd *self);
gboolean parafa_reminder_end_equal (const ParafaReminderEnd *a, const ParafaReminderEnd *b);
ParafaReminderPlan *parafa_reminder_plan_new (GPtrArray *ends,
                                              const ParafaReminderWishes *wishes,
                                              const char *const *shown,
                                              gint64 now_s);
void parafa_reminder_plan_free (ParafaReminderPlan *self);
GStrv parafa_reminder_plan_add_marks (const ParafaReminderPlan *self,
                                      const char *const *shown,
                                      gint64 now_s);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaReminderEnd, parafa_reminder_end_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaReminderPlan, parafa_reminder_plan_free)

G_END_DECLS
