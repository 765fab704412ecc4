/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-inspector-source.h"

#include <string.h>

#include "parafa-jwt-text.h"

/**
 * parafa_inspector_source_take:
 * @text: (transfer full): what was pasted or read
 * @length: its length
 *
 * Moves a text into locked memory and wipes where it was. Of what is longer than a token may be, no more is kept than
 * shows that.
 *
 * Returns: (transfer full): the text
 */
ParafaSecret *
parafa_inspector_source_take (char *text, gsize length)
{
  ParafaSecret *secret =
      parafa_secret_new (text, (gssize) MIN (length, (gsize) PARAFA_JWT_MAX_BYTES + 1));

  explicit_bzero (text, length);
  g_free (text);
  return secret;
}

static void
pasted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);

  if (text != NULL)
    g_task_return_pointer (task, parafa_inspector_source_take (text, strlen (text)),
                           (GDestroyNotify) parafa_secret_unref);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no text in the clipboard");
}

/**
 * parafa_inspector_source_paste_async:
 * @clipboard: a clipboard
 * @cancellable: (nullable): ends waiting
 * @callback: called with the text
 * @user_data: for @callback
 *
 * Reads the clipboard. Fails with a code of #GIOErrorEnum when there is no text in it.
 */
void
parafa_inspector_source_paste_async (GdkClipboard *clipboard,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task;

  g_return_if_fail (GDK_IS_CLIPBOARD (clipboard));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_inspector_source_paste_async);
  gdk_clipboard_read_text_async (clipboard, cancellable, pasted, task);
}

static void
loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  gsize length;

  if (g_file_load_contents_finish (G_FILE (source), result, &text, &length, NULL, &error))
    g_task_return_pointer (task, parafa_inspector_source_take (text, length),
                           (GDestroyNotify) parafa_secret_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * parafa_inspector_source_load_async:
 * @file: a file
 * @cancellable: (nullable): ends reading
 * @callback: called with the text
 * @user_data: for @callback
 *
 * Reads a file. Fails with a code of #GIOErrorEnum.
 */
void
parafa_inspector_source_load_async (GFile *file,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_inspector_source_load_async);
  g_file_load_contents_async (file, cancellable, loaded, task);
}

/**
 * parafa_inspector_source_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the text
 */
ParafaSecret *
parafa_inspector_source_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
inspect_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, parafa_jwt_inspection_new (data),
                         (GDestroyNotify) parafa_jwt_inspection_unref);
}

/**
 * parafa_inspector_source_inspect_async:
 * @text: a text
 * @cancellable: (nullable): ends waiting
 * @callback: called when it was looked at
 * @user_data: for @callback
 *
 * Looks for a token in a text, in a thread. Fails only when cancelled.
 */
void
parafa_inspector_source_inspect_async (ParafaSecret *text,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (text != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_inspector_source_inspect_async);
  g_task_set_task_data (task, parafa_secret_ref (text), (GDestroyNotify) parafa_secret_unref);
  g_task_run_in_thread (task, inspect_in_thread);
}

/**
 * parafa_inspector_source_inspect_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): what was found
 */
ParafaJwtInspection *
parafa_inspector_source_inspect_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
