/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-preferences.h"

#include <glib/gi18n.h>

#include "parafa-background.h"
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

/* The switch stands where the settings stand: a refusal moves it back */
static void
show_closed (ParafaPreferences *self)
{
  gboolean wanted = g_settings_get_boolean (self->settings, "remind-when-closed");

  gtk_switch_set_active (self->closed_switch, wanted);
  gtk_switch_set_state (self->closed_switch, wanted);
}

static void
background_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaPreferences) self = PARAFA_PREFERENCES (user_data);
  g_autoptr (GError) error = NULL;
  gboolean good = parafa_background_set_finish (result, &error);

  if (self->settings == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->closed_switch), TRUE);
  if (good)
    g_settings_set_boolean (self->settings, "remind-when-closed",
                            gtk_switch_get_active (self->closed_switch));
  else
    {
      g_info ("preferences: background: %s", error->message);
      adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self),
                                        adw_toast_new (
                                            _ ("The desktop does not let Parafa start with it")));
    }
  show_closed (self);
}

/* The desktop is asked when somebody switches, and never before */
static gboolean
on_closed_switched (ParafaPreferences *self, gboolean wanted)
{
  if (self->settings == NULL ||
      wanted == g_settings_get_boolean (self->settings, "remind-when-closed"))
    return FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->closed_switch), FALSE);
  parafa_background_set_async (wanted, NULL, background_set, g_object_ref (self));
  return TRUE;
}

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
  gtk_widget_class_bind_template_callback (widget_class, on_closed_switched);
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
  show_closed (self);
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
