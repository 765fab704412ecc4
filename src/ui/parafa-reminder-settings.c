/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-reminder-settings.h"

/* What a person wants to be reminded of, and what ends when, as both are kept between two starts.
 * Nothing of it is secret: ids and names of profiles and dates. */

static const struct
{
  const char *key;
  const char *days_key;
} KEYS[PARAFA_N_REMINDERS] = {
  [PARAFA_REMINDER_CERTIFICATE] = { "remind-certificate", "remind-certificate-days" },
  [PARAFA_REMINDER_ACCESS] = { "remind-access", "remind-access-days" },
  [PARAFA_REMINDER_RENEWAL] = { "remind-renewal", "remind-renewal-days" },
  [PARAFA_REMINDER_CONFIRM] = { "remind-confirm", "remind-confirm-days" },
};

static GArray *
read_days (GSettings *settings, ParafaReminderKind kind)
{
  GArray *days = g_array_new (TRUE, TRUE, sizeof (int));
  g_autoptr (GVariant) value = g_settings_get_value (settings, KEYS[kind].days_key);
  GVariantIter iter;
  int day;

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "i", &day))
    if (day > 0 && days->len < PARAFA_REMINDER_MAX_WISHES)
      g_array_append_val (days, day);
  return days;
}

static gboolean
find_day (GArray *days, int day, guint *index)
{
  for (guint i = 0; i < days->len; i++)
    if (g_array_index (days, int, i) == day)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * parafa_reminder_settings_get_key:
 * @kind: what ends
 *
 * Returns: (transfer none): the key that says whether to remind of it
 */
const char *
parafa_reminder_settings_get_key (ParafaReminderKind kind)
{
  g_return_val_if_fail (kind < PARAFA_N_REMINDERS, NULL);

  return KEYS[kind].key;
}

/**
 * parafa_reminder_settings_get_days_key:
 * @kind: what ends
 *
 * Returns: (transfer none): the key that says how many days before
 */
const char *
parafa_reminder_settings_get_days_key (ParafaReminderKind kind)
{
  g_return_val_if_fail (kind < PARAFA_N_REMINDERS, NULL);

  return KEYS[kind].days_key;
}

/**
 * parafa_reminder_settings_has_day:
 * @settings: the settings
 * @kind: what ends
 * @days: how many days before
 *
 * Returns: whether to remind on that day
 */
gboolean
parafa_reminder_settings_has_day (GSettings *settings, ParafaReminderKind kind, int days)
{
  g_autoptr (GArray) all = read_days (settings, kind);
  guint index;

  return find_day (all, days, &index);
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  return *(const int *) b - *(const int *) a;
}

/**
 * parafa_reminder_settings_set_day:
 * @settings: the settings
 * @kind: what ends
 * @days: how many days before, at least 1
 * @wanted: whether to remind on that day
 */
void
parafa_reminder_settings_set_day (GSettings *settings,
                                  ParafaReminderKind kind,
                                  int days,
                                  gboolean wanted)
{
  g_autoptr (GArray) all = read_days (settings, kind);
  guint index = 0;
  gboolean there = find_day (all, days, &index);

  g_return_if_fail (days > 0);

  if (there == wanted)
    return;
  if (wanted)
    g_array_append_val (all, days);
  else
    g_array_remove_index (all, index);
  g_array_sort (all, compare_days);
  g_settings_set_value (settings, KEYS[kind].days_key,
                        g_variant_new_fixed_array (G_VARIANT_TYPE_INT32, all->data, all->len,
                                                   sizeof (int)));
}

/**
 * parafa_reminder_settings_read_wishes:
 * @settings: (nullable): the settings; %NULL for none, which reminds of nothing
 * @wishes: (out caller-allocates): what a person wants to be reminded of
 */
void
parafa_reminder_settings_read_wishes (GSettings *settings, ParafaReminderWishes *wishes)
{
  *wishes = (ParafaReminderWishes){ 0 };
  if (settings == NULL)
    return;
  for (guint kind = 0; kind < PARAFA_N_REMINDERS; kind++)
    {
      g_autoptr (GArray) days = NULL;

      if (!g_settings_get_boolean (settings, KEYS[kind].key))
        continue;
      days = read_days (settings, (ParafaReminderKind) kind);
      for (guint i = 0; i < days->len; i++)
        wishes->days[kind][i] = g_array_index (days, int, i);
    }
}

/**
 * parafa_reminder_settings_read_ends:
 * @settings: (nullable): the settings
 *
 * Returns: (transfer full) (element-type ParafaReminderEnd): what ended when, as last known
 */
GPtrArray *
parafa_reminder_settings_read_ends (GSettings *settings)
{
  GPtrArray *ends = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_reminder_end_free);
  g_autoptr (GVariant) value = NULL;
  GVariantIter iter;
  const char *id;
  const char *name;
  int kind;
  gboolean renewable;
  gint64 ends_at_s;

  if (settings == NULL)
    return ends;
  value = g_settings_get_value (settings, "reminder-ends");
  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "(&s&sibx)", &id, &name, &kind, &renewable, &ends_at_s))
    if (kind >= 0 && kind < PARAFA_N_REMINDERS)
      g_ptr_array_add (ends, parafa_reminder_end_new (id, name, (ParafaReminderKind) kind,
                                                      renewable, ends_at_s));
  return ends;
}

/**
 * parafa_reminder_settings_write_ends:
 * @settings: (nullable): the settings
 * @ends: (element-type ParafaReminderEnd): what ends when
 */
void
parafa_reminder_settings_write_ends (GSettings *settings, GPtrArray *ends)
{
  GVariantBuilder builder;
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GVariant) old = NULL;

  if (settings == NULL)
    return;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ssibx)"));
  for (guint i = 0; i < ends->len; i++)
    {
      const ParafaReminderEnd *end = g_ptr_array_index (ends, i);

      g_variant_builder_add (&builder, "(ssibx)", end->profile_id, end->profile_name,
                             (int) end->kind, end->renewable, end->ends_at_s);
    }
  value = g_variant_ref_sink (g_variant_builder_end (&builder));
  old = g_settings_get_value (settings, "reminder-ends");
  if (!g_variant_equal (value, old))
    g_settings_set_value (settings, "reminder-ends", value);
}

/* The name of a profile, as another of its ends has it; NULL for a profile that is gone, or is for practice */
static const char *
find_name (GPtrArray *ends, const char *id)
{
  for (guint i = 0; i < ends->len; i++)
    {
      const ParafaReminderEnd *end = g_ptr_array_index (ends, i);

      if (g_str_equal (end->profile_id, id))
        return end->profile_name;
    }
  return NULL;
}

/**
 * parafa_reminder_settings_add_confirmations:
 * @settings: (nullable): the settings
 * @ends: (element-type ParafaReminderEnd): the ends of the profiles there are
 *
 * Adds the UITs whose transports wait to be confirmed, as e-Transport wrote them down last.
 */
void
parafa_reminder_settings_add_confirmations (GSettings *settings, GPtrArray *ends)
{
  g_autoptr (GVariant) value = NULL;
  GVariantIter iter;
  const char *id;
  gint64 ends_at_s;

  if (settings == NULL)
    return;
  value = g_settings_get_value (settings, "confirm-ends");
  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "(&sx)", &id, &ends_at_s))
    {
      const char *name = find_name (ends, id);

      if (name != NULL)
        g_ptr_array_add (ends, parafa_reminder_end_new (id, name, PARAFA_REMINDER_CONFIRM, FALSE,
                                                        ends_at_s));
    }
}

/**
 * parafa_reminder_settings_write_confirmations:
 * @settings: (nullable): the settings
 * @ends: of type `a(sx)`: ids of profiles, and until when a confirmation is due, Unix seconds
 */
void
parafa_reminder_settings_write_confirmations (GSettings *settings, GVariant *ends)
{
  g_autoptr (GVariant) value = g_variant_ref_sink (ends);
  g_autoptr (GVariant) old = NULL;

  if (settings == NULL)
    return;
  old = g_settings_get_value (settings, "confirm-ends");
  if (!g_variant_equal (value, old))
    g_settings_set_value (settings, "confirm-ends", value);
}
