/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-file-save.h"

#include <glib/gi18n.h>

static void
save_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GFile *file = source;
  GBytes *bytes = task_data;
  const char *path = g_file_peek_path (file);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  GError *error = NULL;
  gboolean good;

  if (path != NULL)
    good = g_file_set_contents_full (path, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT,
                                     0600, &error);
  else
    good = g_file_replace_contents (file, data, length, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                    cancellable, &error);
  if (good)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * parafa_file_save_async:
 * @file: where to
 * @bytes: what
 * @cancellable: (nullable): to give up before it is begun
 * @callback: called when it is written, or not
 * @user_data: for @callback
 *
 * Writes a new file beside the place and then puts it there, readable by the person only: whatever goes wrong, what was
 * there before is whole.
 */
void
parafa_file_save_async (GFile *file,
                        GBytes *bytes,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (bytes != NULL);

  task = g_task_new (file, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_file_save_async);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, save_in_thread);
}

/**
 * parafa_file_save_finish:
 * @result: the result
 * @error: return location: %G_FILE_ERROR, %G_IO_ERROR
 *
 * Returns: whether it is written
 */
gboolean
parafa_file_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * parafa_file_save_describe:
 * @error: why a file was not written
 *
 * Returns: (transfer none): what is wrong, and what to do
 */
const char *
parafa_file_save_describe (const GError *error)
{
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return _ ("The disk is full. What was there before is untouched; make room, or choose another "
              "place.");
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ACCES) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_PERM) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ROFS) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    return _ ("You may not write in this folder. Choose another place.");
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return _ ("The folder is not there any more. Choose another place.");
  return _ ("The file cannot be written there. What was there before is untouched; choose another "
            "place.");
}
