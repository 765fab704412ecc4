/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-reminder-plan.h"

#define DAY_S (G_GINT64_CONSTANT (86400))

/* How long after an end its marks are kept */
#define KEEP_DAYS 730

/* Unlikely dates of certificates must not overflow what is computed with them */
#define MAX_TIME_S (G_GINT64_CONSTANT (1) << 48)

/**
 * parafa_reminder_end_new:
 * @profile_id: the profile's id
 * @profile_name: what the person calls it
 * @kind: what ends
 * @renewable: whether the access can be renewed without a USB token
 * @ends_at_s: when, Unix seconds
 *
 * Returns: (transfer full): an end
 */
ParafaReminderEnd *
parafa_reminder_end_new (const char *profile_id,
                         const char *profile_name,
                         ParafaReminderKind kind,
                         gboolean renewable,
                         gint64 ends_at_s)
{
  ParafaReminderEnd *self;

  g_return_val_if_fail (profile_id != NULL, NULL);
  g_return_val_if_fail (profile_name != NULL, NULL);
  g_return_val_if_fail (kind < PARAFA_N_REMINDERS, NULL);

  self = g_new0 (ParafaReminderEnd, 1);
  self->profile_id = g_strdup (profile_id);
  self->profile_name = g_strdup (profile_name);
  self->kind = kind;
  self->renewable = renewable;
  self->ends_at_s = ends_at_s;
  return self;
}

/**
 * parafa_reminder_end_free:
 * @self: (nullable) (transfer full): an end
 */
void
parafa_reminder_end_free (ParafaReminderEnd *self)
{
  if (self == NULL)
    return;
  g_free (self->profile_id);
  g_free (self->profile_name);
  g_free (self);
}

/**
 * parafa_reminder_end_equal:
 * @a: an end
 * @b: another
 *
 * Returns: whether both say the same
 */
gboolean
parafa_reminder_end_equal (const ParafaReminderEnd *a, const ParafaReminderEnd *b)
{
  return a->kind == b->kind && a->renewable == b->renewable && a->ends_at_s == b->ends_at_s &&
         g_str_equal (a->profile_id, b->profile_id) &&
         g_str_equal (a->profile_name, b->profile_name);
}

/* A new certificate or a renewed access ends on another day, and so is reminded of again */
static char *
make_prefix (const ParafaReminderEnd *end)
{
  return g_strdup_printf ("%s/%d/%" G_GINT64_FORMAT "/", end->profile_id, (int) end->kind,
                          end->ends_at_s);
}

static gboolean
has (const char *const *list, const char *text)
{
  return list != NULL && g_strv_contains (list, text);
}

/* The nearest day that has come decides: after a reminder for seven days, the one for thirty is of no
 * use. An end that is past is no longer something to be reminded of: the window says so. */
static void
plan_end (ParafaReminderPlan *self,
          ParafaReminderEnd *end,
          const int *days,
          const char *const *shown,
          gint64 now_s)
{
  g_autofree char *prefix = make_prefix (end);
  g_autoptr (GPtrArray) marks = g_ptr_array_new_with_free_func (g_free);
  int nearest = G_MAXINT;
  gboolean is_shown = FALSE;

  if (end->ends_at_s <= now_s || end->ends_at_s > MAX_TIME_S)
    return;
  for (guint i = 0; i < PARAFA_REMINDER_MAX_WISHES && days[i] > 0; i++)
    {
      gint64 at_s = end->ends_at_s - days[i] * DAY_S;
      g_autofree char *mark = g_strdup_printf ("%s%d", prefix, days[i]);

      if (at_s > now_s)
        {
          self->next_at_s = MIN (self->next_at_s, at_s);
          continue;
        }
      if (days[i] < nearest)
        {
          nearest = days[i];
          is_shown = has (shown, mark);
        }
      if (!has (shown, mark))
        g_ptr_array_add (marks, g_steal_pointer (&mark));
    }
  if (nearest == G_MAXINT || is_shown)
    return;
  g_ptr_array_add (self->due, end);
  g_ptr_array_extend_and_steal (self->marks, g_steal_pointer (&marks));
}

/**
 * parafa_reminder_plan_new:
 * @ends: (element-type ParafaReminderEnd): what ends when; must live as long as the plan
 * @wishes: how many days before
 * @shown: (nullable): marks of the reminders shown so far
 * @now_s: now, Unix seconds
 *
 * Finds what has to be said now and when to look again. Of several reminders that passed while the
 * computer was off there is one, for the nearest day. An end that is past has none.
 *
 * Returns: (transfer full): the plan
 */
ParafaReminderPlan *
parafa_reminder_plan_new (GPtrArray *ends,
                          const ParafaReminderWishes *wishes,
                          const char *const *shown,
                          gint64 now_s)
{
  ParafaReminderPlan *self;

  g_return_val_if_fail (ends != NULL, NULL);
  g_return_val_if_fail (wishes != NULL, NULL);

  self = g_new0 (ParafaReminderPlan, 1);
  self->due = g_ptr_array_new ();
  self->marks = g_ptr_array_new_with_free_func (g_free);
  self->next_at_s = G_MAXINT64;
  for (guint i = 0; i < ends->len; i++)
    {
      ParafaReminderEnd *end = g_ptr_array_index (ends, i);

      plan_end (self, end, wishes->days[end->kind], shown, now_s);
    }
  return self;
}

/**
 * parafa_reminder_plan_free:
 * @self: (nullable) (transfer full): a plan
 */
void
parafa_reminder_plan_free (ParafaReminderPlan *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->due);
  g_ptr_array_unref (self->marks);
  g_free (self);
}

/* A mark may go long after its end; at once would be too early, for the clock may be wrong today */
static gboolean
is_worth_keeping (const char *mark, gint64 now_s)
{
  g_auto (GStrv) parts = g_strsplit (mark, "/", -1);

  return g_strv_length (parts) == 4 &&
         g_ascii_strtoll (parts[2], NULL, 10) > now_s - KEEP_DAYS * DAY_S;
}

/**
 * parafa_reminder_plan_add_marks:
 * @self: a plan whose reminders are about to be shown
 * @shown: (nullable): marks of the reminders shown before
 * @now_s: now, Unix seconds
 *
 * Returns: (transfer full): the marks to keep from now on
 */
GStrv
parafa_reminder_plan_add_marks (const ParafaReminderPlan *self,
                                const char *const *shown,
                                gint64 now_s)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; shown != NULL && shown[i] != NULL; i++)
    if (is_worth_keeping (shown[i], now_s))
      g_strv_builder_add (builder, shown[i]);
  for (guint i = 0; i < self->marks->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (self->marks, i));
  return g_strv_builder_end (builder);
}
