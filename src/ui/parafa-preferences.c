/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-preferences.h"

#include "parafa-reminders-group.h"
#include "parafa-settings.h"

/**
 * ParafaPreferences:
 *
 * What a person can choose once for all profiles.
 */
struct _ParafaPreferences
{
  AdwPreferencesWindow parent_instance;

  ParafaRemindersGroup *reminders; /* (unowned): template children */
  GtkSwitch *closed_switch;
  GtkSwitch *renew_switch;
  GSettings *settings; /* (owned) (nullable): without a schema nothing can be chosen */
};

G_DEFINE_FINAL_TYPE (ParafaPreferences, parafa_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void
parafa_preferences_dispose (GObject *object)
{
  g_clear_object (&PARAFA_PREFERENCES (object)->settings);
  G_OBJECT_CLASS (parafa_preferences_parent_class)->dispose (object);
}

static void
parafa_preferences_class_init (ParafaPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_preferences_dispose;
  g_type_ensure (PARAFA_TYPE_REMINDERS_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaPreferences, reminders);
  gtk_widget_class_bind_template_child (widget_class, ParafaPreferences, closed_switch);
  gtk_widget_class_bind_template_child (widget_class, ParafaPreferences, renew_switch);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
parafa_preferences_init (ParafaPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = parafa_settings_new ();
  gtk_widget_set_sensitive (GTK_WIDGET (self), self->settings != NULL);
  if (self->settings == NULL)
    return;
  parafa_reminders_group_set_settings (self->reminders, self->settings);
  g_settings_bind (self->settings, "renew-automatically", self->renew_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "remind-when-closed", self->closed_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
}

/**
 * parafa_preferences_present:
 * @parent: (nullable): the window
 *
 * Shows the preferences over @parent.
 */
void
parafa_preferences_present (GtkWindow *parent)
{
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));

  gtk_window_present (g_object_new (PARAFA_TYPE_PREFERENCES, "transient-for", parent, NULL));
}
