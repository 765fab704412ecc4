/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-application.h"

#include "parafa-window.h"

/**
 * ParafaApplication:
 *
 * The program on the desktop: one window, its actions and their keys.
 */
struct _ParafaApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (ParafaApplication, parafa_application, ADW_TYPE_APPLICATION)

static void
parafa_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (parafa_window_new (PARAFA_APPLICATION (application)));
  gtk_window_present (window);
}

static void
quit_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));
}

static void
parafa_application_class_init (ParafaApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = parafa_application_activate;
}

static void
parafa_application_init (ParafaApplication *self)
{
  static const GActionEntry entries[] = { { .name = "quit", .activate = quit_activated } };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

/**
 * parafa_application_new:
 *
 * Returns: (transfer full): the application
 */
ParafaApplication *
parafa_application_new (void)
{
  return g_object_new (PARAFA_TYPE_APPLICATION, "application-id", PARAFA_APP_ID, NULL);
}
