/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-window.h"

#include "login/parafa-first-run.h"

/**
 * ParafaWindow:
 *
 * The one window: profiles at the side, their pages in the middle; the first-run page before there are any.
 */
struct _ParafaWindow
{
  AdwApplicationWindow parent_instance;

  GtkStack *root; /* (unowned): template child */
};

G_DEFINE_FINAL_TYPE (ParafaWindow, parafa_window, ADW_TYPE_APPLICATION_WINDOW)

static void
add_profile_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
}

static void
practise_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
}

static void
login_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
}

static void
parafa_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PARAFA_TYPE_WINDOW);
  G_OBJECT_CLASS (parafa_window_parent_class)->dispose (object);
}

static void
parafa_window_class_init (ParafaWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_window_dispose;
  g_type_ensure (PARAFA_TYPE_FIRST_RUN);
  gtk_widget_class_set_template_from_resource (widget_class, "/ro/parafa/Parafa/parafa-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaWindow, root);
  gtk_widget_class_install_action (widget_class, "win.login", NULL, login_activated);
  gtk_widget_class_install_action (widget_class, "win.add-profile", NULL, add_profile_activated);
  gtk_widget_class_install_action (widget_class, "win.practise", NULL, practise_activated);
}

static void
parafa_window_init (ParafaWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parafa_window_new:
 * @application: the application
 *
 * Returns: (transfer none): the window, owned by GTK
 */
ParafaWindow *
parafa_window_new (ParafaApplication *application)
{
  g_return_val_if_fail (PARAFA_IS_APPLICATION (application), NULL);

  return g_object_new (PARAFA_TYPE_WINDOW, "application", application, NULL);
}
