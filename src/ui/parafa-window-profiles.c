/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-window-private.h"

#include <glib/gi18n.h>

#include "parafa-error-text.h"
#include "parafa-export-dialog.h"
#include "parafa-hold.h"
#include "parafa-import-window.h"

/* What the window does to the list of profiles: duplicate, put in order */

static gboolean
is_closed (ParafaWindow *self)
{
  return parafa_window_get_session (self) == NULL;
}

static void
duplicate_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaWindow) self = PARAFA_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaAccount) account =
      parafa_session_duplicate_finish (PARAFA_SESSION (source), result, &error);

  parafa_release_program ();
  if (is_closed (self))
    return;
  if (account == NULL)
    {
      parafa_window_toast (self, parafa_error_text_for_error (error)->title);
      return;
    }
  parafa_window_select (self, account);
  parafa_window_toast (self, _ ("The new profile waits for the login of another person"));
}

static void
duplicate_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaWindow *self = PARAFA_WINDOW (widget);
  ParafaAccount *account = parafa_window_get_account (self);
  g_autofree char *copy_name = NULL;

  if (account == NULL)
    return;
  /* Translators: name of a copied profile; %s is the name of the original */
  copy_name =
      g_strdup_printf (_ ("%s (copy)"),
                       parafa_token_facts_get_profile_name (parafa_account_get_profile (account)));
  parafa_hold_program ();
  parafa_session_duplicate_async (parafa_window_get_session (self), account, copy_name, NULL,
                                  duplicate_ready, g_object_ref (self));
}

static void
import_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaSession *session = parafa_window_get_session (PARAFA_WINDOW (widget));

  if (session != NULL)
    parafa_import_window_present (GTK_WINDOW (widget), session);
}

/* Pasted where there is nothing else to paste into: before the first profile */
static void
import_pasted_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaWindow *self = PARAFA_WINDOW (widget);
  ParafaSession *session = parafa_window_get_session (self);

  if (session == NULL || parafa_window_get_account (self) != NULL)
    return;
  gtk_widget_activate_action (GTK_WIDGET (
                                  parafa_import_window_present (GTK_WINDOW (self), session)),
                              "import.paste", NULL);
}

static void
export_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaAccount *account = parafa_window_get_account (PARAFA_WINDOW (widget));

  if (account != NULL)
    parafa_export_dialog_present (GTK_WINDOW (widget), account);
}

/* A file dropped anywhere on the window is one to import */
static gboolean
on_file_dropped (GtkDropTarget *target, const GValue *value, double x, double y, ParafaWindow *self)
{
  ParafaSession *session = parafa_window_get_session (self);

  if (session == NULL)
    return FALSE;
  parafa_import_window_read_file (parafa_import_window_present (GTK_WINDOW (self), session),
                                  g_value_get_object (value));
  return TRUE;
}

/**
 * parafa_window_accept_files:
 * @self: the window
 *
 * Lets files be dropped on the window, to import from.
 */
void
parafa_window_accept_files (ParafaWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (on_file_dropped), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
move_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaWindow) self = PARAFA_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  if (!parafa_session_move_finish (PARAFA_SESSION (source), result, &error) && !is_closed (self))
    parafa_window_toast (self, _ ("The new order could not be written to disk"));
}

static gboolean
find_position (ParafaSession *session, ParafaAccount *account, guint *position)
{
  guint n_accounts = g_list_model_get_n_items (G_LIST_MODEL (session));

  for (guint i = 0; i < n_accounts; i++)
    {
      g_autoptr (ParafaAccount) other = g_list_model_get_item (G_LIST_MODEL (session), i);

      if (other == account)
        {
          *position = i;
          return TRUE;
        }
    }
  return FALSE;
}

/* Dragged onto another one, whose place it takes */
static void
move_onto_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaWindow *self = PARAFA_WINDOW (widget);
  ParafaSession *session = parafa_window_get_session (self);
  const char *id = NULL;
  const char *target_id = NULL;
  ParafaAccount *account = NULL;
  ParafaAccount *target = NULL;
  guint position = 0;

  if (session == NULL)
    return;
  g_variant_get (parameter, "(&s&s)", &id, &target_id);
  account = parafa_session_find (session, id);
  target = parafa_session_find (session, target_id);
  if (account != NULL && target != NULL && find_position (session, target, &position))
    parafa_session_move_async (session, account, position, NULL, move_ready, g_object_ref (self));
}

static void
move_by (ParafaWindow *self, int step)
{
  ParafaSession *session = parafa_window_get_session (self);
  ParafaAccount *account = parafa_window_get_account (self);
  guint position = 0;

  if (account == NULL || !find_position (session, account, &position) ||
      (step < 0 && position == 0))
    return;
  parafa_session_move_async (session, account, (guint) ((int) position + step), NULL, move_ready,
                             g_object_ref (self));
}

static void
move_up_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move_by (PARAFA_WINDOW (widget), -1);
}

static void
move_down_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move_by (PARAFA_WINDOW (widget), 1);
}

/**
 * parafa_window_update_profile_actions:
 * @self: the window
 *
 * Lets the actions follow the account shown.
 */
void
parafa_window_update_profile_actions (ParafaWindow *self)
{
  ParafaSession *session = parafa_window_get_session (self);
  ParafaAccount *account = parafa_window_get_account (self);
  GtkWidget *widget = GTK_WIDGET (self);
  guint position = 0;
  gboolean listed =
      session != NULL && account != NULL && find_position (session, account, &position);

  /* practice has one profile: its application is made anew when it is missing */
  gtk_widget_action_set_enabled (widget, "win.duplicate",
                                 listed && parafa_profile_get_environment (
                                               parafa_account_get_profile (account)) !=
                                               PARAFA_ENVIRONMENT_PRACTICE);
  gtk_widget_action_set_enabled (widget, "win.export", listed);
  gtk_widget_action_set_enabled (widget, "win.move-up", listed && position > 0);
  gtk_widget_action_set_enabled (widget, "win.move-down",
                                 listed && position + 1 <
                                               g_list_model_get_n_items (G_LIST_MODEL (session)));
}

/**
 * parafa_window_install_profile_actions:
 * @widget_class: the window's class
 */
void
parafa_window_install_profile_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.duplicate", NULL, duplicate_activated);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_activated);
  gtk_widget_class_install_action (widget_class, "win.import-pasted", NULL,
                                   import_pasted_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK,
                                       "win.import-pasted", NULL);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_activated);
  gtk_widget_class_install_action (widget_class, "win.move-onto", "(ss)", move_onto_activated);
  gtk_widget_class_install_action (widget_class, "win.move-up", NULL, move_up_activated);
  gtk_widget_class_install_action (widget_class, "win.move-down", NULL, move_down_activated);
}
