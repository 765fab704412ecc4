/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-import-window.h"

#include "parafa-announce.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "parafa-choose-file.h"
#include "parafa-error-text.h"
#include "parafa-hold.h"
#include "parafa-import-group.h"
#include "parafa-import-text.h"
#include "parafa-session-import.h"

struct _ParafaImportWindow
{
  AdwWindow parent_instance;

  GtkBox *sources; /* (unowned): template children */
  AdwPreferencesGroup *problem;
  AdwActionRow *problem_row;
  GtkBox *groups;

  ParafaSession *session;    /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GPtrArray *waiting; /* (owned) (element-type ParafaImportGroup): to be taken in, in order */
  guint n_imported;
};

G_DEFINE_FINAL_TYPE (ParafaImportWindow, parafa_import_window, ADW_TYPE_WINDOW)

static void
clear_groups (ParafaImportWindow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
}

static void
show_problem (ParafaImportWindow *self, const char *title, const char *text)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->problem_row), title);
  adw_action_row_set_subtitle (self->problem_row, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  parafa_announce_pair (GTK_WIDGET (self->problem), title, text);
}

static void
update_apply (ParafaImportWindow *self)
{
  gboolean chosen = FALSE;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->groups)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    chosen |= parafa_import_group_is_chosen (PARAFA_IMPORT_GROUP (child));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.apply",
                                 chosen && self->waiting->len == 0);
}

/* -- reading -- */

static void
open_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  ParafaSecret *text = NULL;
  int fd = g_open (task_data, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);

  if (fd < 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "the file cannot be opened");
      return;
    }
  text = parafa_secret_new_from_fd (fd, PARAFA_IMPORT_MAX_BYTES + 1, &error);
  close (fd);
  if (text != NULL)
    g_task_return_pointer (task, text, (GDestroyNotify) parafa_secret_unref);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    g_task_return_new_error (task, PARAFA_IMPORT_ERROR, PARAFA_IMPORT_ERROR_TOO_LONG,
                             "the file is too long");
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
show_read_error (ParafaImportWindow *self, const GError *error, const ParafaImportPlace *place)
{
  g_autofree char *text = parafa_import_text_make_problem (error, place);

  show_problem (self, parafa_import_text_get_title (error), text);
}

static void
file_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaImportWindow) self = PARAFA_IMPORT_WINDOW (user_data);
  static const ParafaImportPlace nowhere = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaSecret) text = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (text != NULL)
    parafa_import_window_read_text (self, text);
  else
    {
      clear_groups (self);
      show_read_error (self, error, &nowhere);
      update_apply (self);
    }
}

static void
file_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaImportWindow) self = PARAFA_IMPORT_WINDOW (user_data);
  g_autoptr (GFile) file = parafa_choose_file_finish (result, NULL);

  if (file != NULL && !g_cancellable_is_cancelled (self->cancellable))
    parafa_import_window_read_file (self, file);
}

static void
open_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaImportWindow *self = PARAFA_IMPORT_WINDOW (widget);

  parafa_choose_file_async (GTK_WINDOW (self), _ ("Import from a File"), NULL, NULL,
                            self->cancellable, file_chosen, g_object_ref (self));
}

static void
clipboard_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaImportWindow) self = PARAFA_IMPORT_WINDOW (user_data);
  char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autoptr (ParafaSecret) secret = parafa_secret_new (text != NULL ? text : "", -1);

  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
  if (!g_cancellable_is_cancelled (self->cancellable))
    parafa_import_window_read_text (self, secret);
}

static void
paste_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget),
                                 PARAFA_IMPORT_WINDOW (widget)->cancellable, clipboard_read,
                                 g_object_ref (widget));
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, ParafaImportWindow *self)
{
  parafa_import_window_read_file (self, g_value_get_object (value));
  return TRUE;
}

/* -- taking in: one after the other -- */

static void import_next (ParafaImportWindow *self);

static void
imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaImportWindow) self = PARAFA_IMPORT_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaAccount) account =
      parafa_session_import_finish (PARAFA_SESSION (source), result, &error);
  g_autoptr (ParafaImportGroup) group = NULL;

  parafa_release_program ();
  group = g_ptr_array_steal_index (self->waiting, 0);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (account == NULL)
    {
      const ParafaErrorText *text = parafa_error_text_for_error (error);

      g_ptr_array_set_size (self->waiting, 0);
      show_problem (self, text->title, text->text);
      update_apply (self);
      return;
    }
  self->n_imported++;
  gtk_box_remove (self->groups, GTK_WIDGET (group));
  gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))),
                              "win.select-profile", "s",
                              parafa_profile_get_id (parafa_account_get_profile (account)));
  import_next (self);
}

static void
say_done (ParafaImportWindow *self)
{
  g_autofree char *text =
      g_strdup_printf (ngettext ("%u profile imported", "%u profiles imported", self->n_imported),
                       self->n_imported);

  gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))),
                              "win.toast", "s", text);
  gtk_window_close (GTK_WINDOW (self));
}

static void
import_next (ParafaImportWindow *self)
{
  ParafaImportGroup *group = NULL;
  g_autofree char *name = NULL;

  if (self->waiting->len == 0)
    {
      say_done (self);
      return;
    }
  group = g_ptr_array_index (self->waiting, 0);
  name = parafa_import_group_dup_name (group);
  parafa_hold_program ();
  parafa_session_import_async (self->session, parafa_import_group_get_found (group),
                               parafa_import_group_get_target (group), name, NULL, imported,
                               g_object_ref (self));
}

static void
apply_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaImportWindow *self = PARAFA_IMPORT_WINDOW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->groups)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (parafa_import_group_is_chosen (PARAFA_IMPORT_GROUP (child)))
      g_ptr_array_add (self->waiting, g_object_ref (child));
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  update_apply (self);
  import_next (self);
}

/* -- the object -- */

static void
parafa_import_window_dispose (GObject *object)
{
  ParafaImportWindow *self = PARAFA_IMPORT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), PARAFA_TYPE_IMPORT_WINDOW);
  G_OBJECT_CLASS (parafa_import_window_parent_class)->dispose (object);
}

static void
parafa_import_window_finalize (GObject *object)
{
  g_clear_object (&PARAFA_IMPORT_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (parafa_import_window_parent_class)->finalize (object);
}

static void
parafa_import_window_class_init (ParafaImportWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = parafa_import_window_dispose;
  object_class->finalize = parafa_import_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaImportWindow, sources);
  gtk_widget_class_bind_template_child (widget_class, ParafaImportWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, ParafaImportWindow, problem_row);
  gtk_widget_class_bind_template_child (widget_class, ParafaImportWindow, groups);
  gtk_widget_class_install_action (widget_class, "import.apply", NULL, apply_activated);
  gtk_widget_class_install_action (widget_class, "import.paste", NULL, paste_activated);
  gtk_widget_class_install_action (widget_class, "import.open", NULL, open_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "import.paste",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "import.open",
                                       NULL);
}

static void
parafa_import_window_init (ParafaImportWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  self->cancellable = g_cancellable_new ();
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  update_apply (self);
}

/**
 * parafa_import_window_present:
 * @parent: the program's window
 * @session: the session
 *
 * Shows an empty window over @parent.
 *
 * Returns: (transfer none): the window, owned by GTK
 */
ParafaImportWindow *
parafa_import_window_present (GtkWindow *parent, ParafaSession *session)
{
  ParafaImportWindow *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (PARAFA_IS_SESSION (session), NULL);

  self = g_object_new (PARAFA_TYPE_IMPORT_WINDOW, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

/**
 * parafa_import_window_read_file:
 * @self: the window
 * @file: a file of the person's
 *
 * Reads a file and shows what was found.
 */
void
parafa_import_window_read_file (ParafaImportWindow *self, GFile *file)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (PARAFA_IS_IMPORT_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  path = g_file_get_path (file);
  task = g_task_new (NULL, self->cancellable, file_opened, g_object_ref (self));
  g_task_set_source_tag (task, parafa_import_window_read_file);
  g_task_set_task_data (task, path != NULL ? g_steal_pointer (&path) : g_strdup (""), g_free);
  g_task_run_in_thread (task, open_in_thread);
}

/**
 * parafa_import_window_read_text:
 * @self: the window
 * @text: what was pasted, or a file's contents
 *
 * Shows what is found in a text. Nothing is stored.
 */
void
parafa_import_window_read_text (ParafaImportWindow *self, ParafaSecret *text)
{
  ParafaImportPlace place;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;

  g_return_if_fail (PARAFA_IS_IMPORT_WINDOW (self));
  g_return_if_fail (text != NULL);

  clear_groups (self);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  found = parafa_import_read (text, &place, &error);
  if (found == NULL)
    show_read_error (self, error, &place);
  while (found != NULL && found->len > 0)
    {
      GtkWidget *group =
          parafa_import_group_new (self->session, g_ptr_array_steal_index (found, 0));

      g_signal_connect_object (group, "changed", G_CALLBACK (update_apply), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (self->groups, group);
    }
  update_apply (self);
}
