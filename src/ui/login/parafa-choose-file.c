/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-choose-file.h"

#include <glib/gi18n.h>

static void
on_response (GTask *task, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GTask) owned = task;

  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (owned, gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)),
                           g_object_unref);
  else
    g_task_return_new_error (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED, "no file was chosen");
  gtk_native_dialog_destroy (dialog);
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *const *suffixes)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  if (suffixes[0] == NULL)
    gtk_file_filter_add_pattern (filter, "*");
  gtk_file_chooser_add_filter (chooser, filter);
}

/* The task holds the dialog until it is answered */
static void
ask (GTask *task, GtkFileChooserNative *native)
{
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  g_task_set_task_data (task, native, g_object_unref);
  g_signal_connect_swapped (native, "response", G_CALLBACK (on_response), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}

/**
 * parafa_choose_certificate_file_async:
 * @parent: the window it belongs to
 * @cancellable: (nullable): once cancelled, what is chosen counts as nothing
 * @callback: called when a file was chosen, or none
 * @user_data: for @callback
 *
 * Lets the person choose a PKCS#12 file. Fails with %G_IO_ERROR_CANCELLED when none was chosen.
 */
void
parafa_choose_certificate_file_async (GtkWindow *parent,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  const char *const suffixes[] = { "p12", "pfx", NULL };
  const char *const all[] = { NULL };
  GTask *task;
  GtkFileChooserNative *native;

  g_return_if_fail (GTK_IS_WINDOW (parent));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_choose_certificate_file_async);
  native = gtk_file_chooser_native_new (_ ("Choose a Certificate File"), parent,
                                        GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  add_filter (GTK_FILE_CHOOSER (native), _ ("Certificate files (.p12, .pfx)"), suffixes);
  add_filter (GTK_FILE_CHOOSER (native), _ ("All files"), all);
  ask (task, native);
}

/**
 * parafa_choose_public_certificate_async:
 * @parent: the window it belongs to
 * @cancellable: (nullable): once cancelled, what is chosen counts as nothing
 * @callback: called when a file was chosen, or none
 * @user_data: for @callback
 *
 * Lets the person choose a file of certificates without keys. Fails with %G_IO_ERROR_CANCELLED when
 * none was chosen.
 */
void
parafa_choose_public_certificate_async (GtkWindow *parent,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  const char *const suffixes[] = { "cer", "crt", "pem", "der", "p7b", "p7c", NULL };
  const char *const all[] = { NULL };
  GTask *task;
  GtkFileChooserNative *native;

  g_return_if_fail (GTK_IS_WINDOW (parent));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_choose_public_certificate_async);
  native = gtk_file_chooser_native_new (_ ("Open a Certificate"), parent,
                                        GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  add_filter (GTK_FILE_CHOOSER (native), _ ("Certificates (.cer, .crt, .pem, .der, .p7b)"),
              suffixes);
  add_filter (GTK_FILE_CHOOSER (native), _ ("All files"), all);
  ask (task, native);
}

/**
 * parafa_choose_pem_to_save_async:
 * @parent: the window it belongs to
 * @name: the name that is proposed
 * @cancellable: (nullable): once cancelled, what is chosen counts as nothing
 * @callback: called when a file was chosen, or none
 * @user_data: for @callback
 *
 * Lets the person choose where to save certificates; the dialog asks before a file is replaced.
 * Fails with %G_IO_ERROR_CANCELLED when none was chosen.
 */
void
parafa_choose_pem_to_save_async (GtkWindow *parent,
                                 const char *name,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  const char *const suffixes[] = { "pem", NULL };
  GTask *task;
  GtkFileChooserNative *native;

  g_return_if_fail (GTK_IS_WINDOW (parent));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_choose_pem_to_save_async);
  native = gtk_file_chooser_native_new (_ ("Save as PEM"), parent, GTK_FILE_CHOOSER_ACTION_SAVE,
                                        _ ("_Save"), _ ("_Cancel"));
  add_filter (GTK_FILE_CHOOSER (native), _ ("Certificates (.pem)"), suffixes);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), name);
  ask (task, native);
}

/**
 * parafa_choose_file_finish:
 * @result: the result of any of these
 * @error: return location for an error
 *
 * Returns: (transfer full): the file, or %NULL
 */
GFile *
parafa_choose_file_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * parafa_choose_certificate_file_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the file, or %NULL
 */
GFile *
parafa_choose_certificate_file_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
run (GtkFileChooserNative *native, GTask *task)
{
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  g_task_set_task_data (task, native, g_object_unref);
  g_signal_connect_swapped (native, "response", G_CALLBACK (on_response), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}

/**
 * parafa_choose_file_async:
 * @parent: the window it belongs to
 * @title: title of the dialog
 * @filter: (nullable): name of the kind of file, with its suffixes
 * @suffixes: (nullable) (array zero-terminated=1): without dots
 * @cancellable: (nullable): once cancelled, what is chosen counts as nothing
 * @callback: called when a file was chosen, or none
 * @user_data: for @callback
 *
 * Lets the person choose a file to open. Fails with %G_IO_ERROR_CANCELLED when none was chosen.
 */
void
parafa_choose_file_async (GtkWindow *parent,
                          const char *title,
                          const char *filter,
                          const char *const *suffixes,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  const char *const all[] = { NULL };
  GtkFileChooserNative *native;
  GTask *task;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (title != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_choose_file_async);
  native = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"),
                                        _ ("_Cancel"));
  if (filter != NULL && suffixes != NULL)
    add_filter (GTK_FILE_CHOOSER (native), filter, suffixes);
  add_filter (GTK_FILE_CHOOSER (native), _ ("All files"), all);
  run (native, task);
}

/**
 * parafa_choose_save_async:
 * @parent: the window it belongs to
 * @title: title of the dialog
 * @name: a name to begin with
 * @cancellable: (nullable): once cancelled, what is chosen counts as nothing
 * @callback: called when a place was chosen, or none
 * @user_data: for @callback
 *
 * Lets the person choose where to save. Fails with %G_IO_ERROR_CANCELLED when nothing was chosen.
 */
void
parafa_choose_save_async (GtkWindow *parent,
                          const char *title,
                          const char *name,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GtkFileChooserNative *native;
  GTask *task;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (title != NULL);
  g_return_if_fail (name != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_choose_save_async);
  native = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"),
                                        _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), name);
  run (native, task);
}
