/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-reminders-group.h"

#include <glib/gi18n.h>

#include "parafa-reminder-settings.h"

/**
 * ParafaRemindersGroup:
 *
 * In the preferences: what to be reminded of, and how many days before.
 */
struct _ParafaRemindersGroup
{
  AdwPreferencesGroup parent_instance;

  AdwExpanderRow *certificate; /* (unowned): template children */
  AdwExpanderRow *access;
  AdwExpanderRow *renewal;
  AdwExpanderRow *confirm;
  GSettings *settings; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ParafaRemindersGroup, parafa_reminders_group, ADW_TYPE_PREFERENCES_GROUP)

/* The days that are offered; the settings may hold others */
static const int OFFERED[PARAFA_N_REMINDERS][5] = {
  [PARAFA_REMINDER_CERTIFICATE] = { 30, 14, 7, 1, 0 },
  [PARAFA_REMINDER_ACCESS] = { 30, 7, 1, 0 },
  [PARAFA_REMINDER_RENEWAL] = { 30, 7, 1, 0 },
  [PARAFA_REMINDER_CONFIRM] = { 3, 2, 1, 0 },
};

/* A switch of one day */
typedef struct
{
  GSettings *settings; /* (owned) */
  ParafaReminderKind kind;
  int days;
} Day;

static void
day_free (gpointer data, GClosure *closure)
{
  Day *day = data;

  g_object_unref (day->settings);
  g_free (day);
}

static void
on_day_switched (GtkSwitch *toggle, GParamSpec *pspec, Day *day)
{
  parafa_reminder_settings_set_day (day->settings, day->kind, day->days,
                                    gtk_switch_get_active (toggle));
}

static char *
make_day_title (int days)
{
  /* Translators: when to remind of an end */
  return g_strdup_printf (ngettext ("%d day before", "%d days before", (gulong) days), days);
}

static void
add_day (AdwExpanderRow *expander, GSettings *settings, ParafaReminderKind kind, int days)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();
  g_autofree char *title = make_day_title (days);
  Day *day = g_new0 (Day, 1);

  day->settings = g_object_ref (settings);
  day->kind = kind;
  day->days = days;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (toggle),
                         parafa_reminder_settings_has_day (settings, kind, days));
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  g_signal_connect_data (toggle, "notify::active", G_CALLBACK (on_day_switched), day, day_free,
                         G_CONNECT_DEFAULT);
  adw_expander_row_add_row (expander, row);
}

static void
fill (ParafaRemindersGroup *self, AdwExpanderRow *expander, ParafaReminderKind kind)
{
  g_settings_bind (self->settings, parafa_reminder_settings_get_key (kind), expander,
                   "enable-expansion", G_SETTINGS_BIND_DEFAULT);
  for (guint i = 0; OFFERED[kind][i] > 0; i++)
    add_day (expander, self->settings, kind, OFFERED[kind][i]);
}

static void
parafa_reminders_group_dispose (GObject *object)
{
  g_clear_object (&PARAFA_REMINDERS_GROUP (object)->settings);
  G_OBJECT_CLASS (parafa_reminders_group_parent_class)->dispose (object);
}

static void
parafa_reminders_group_class_init (ParafaRemindersGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_reminders_group_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-reminders-group.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaRemindersGroup, certificate);
  gtk_widget_class_bind_template_child (widget_class, ParafaRemindersGroup, access);
  gtk_widget_class_bind_template_child (widget_class, ParafaRemindersGroup, renewal);
  gtk_widget_class_bind_template_child (widget_class, ParafaRemindersGroup, confirm);
}

static void
parafa_reminders_group_init (ParafaRemindersGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parafa_reminders_group_set_settings:
 * @self: the group, without settings so far
 * @settings: the settings it shows and changes
 */
void
parafa_reminders_group_set_settings (ParafaRemindersGroup *self, GSettings *settings)
{
  g_return_if_fail (PARAFA_IS_REMINDERS_GROUP (self));
  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
  fill (self, self->certificate, PARAFA_REMINDER_CERTIFICATE);
  fill (self, self->access, PARAFA_REMINDER_ACCESS);
  fill (self, self->renewal, PARAFA_REMINDER_RENEWAL);
  fill (self, self->confirm, PARAFA_REMINDER_CONFIRM);
}
