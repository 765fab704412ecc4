/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-card-merge.h"

static void
process_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaCardProcess *process = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaDriverAnswer) answer =
      parafa_card_ask_finish (PARAFA_CARD (source), result, &error);

  if (parafa_card_process_is_usable (process))
    parafa_card_process_end_async (process, NULL, NULL);
  if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, parafa_card_merge_report (answer), g_object_unref);
}

/**
 * parafa_card_probe_driver_async:
 * @self: the card processes
 * @path: any file
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Tries whether a file is a driver that works: loads it in a process of its own, which runs the
 * library's code with the person's rights, and asks it for its tokens. Nothing is kept of it.
 *
 * Fails with %G_IO_ERROR_CANCELLED only: what is wrong with the file is in the report.
 */
void
parafa_card_probe_driver_async (ParafaCard *self,
                                const char *path,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (ParafaDriver) driver = NULL;
  g_autoptr (ParafaCardProcess) process = NULL;
  GTask *task;

  g_return_if_fail (PARAFA_IS_CARD (self));
  g_return_if_fail (path != NULL);

  driver = parafa_driver_new_for_file (path);
  process = parafa_card_process_new (driver);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_card_probe_driver_async);
  g_task_set_task_data (task, g_object_ref (process), g_object_unref);
  parafa_card_ask_async (self, process, cancellable, process_answered, task);
}

/**
 * parafa_card_probe_driver_finish:
 * @self: the card processes
 * @result: what the callback was given
 * @error: where to put the reason
 *
 * Returns: (transfer full) (nullable): what became of it
 */
ParafaDriverReport *
parafa_card_probe_driver_finish (ParafaCard *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
