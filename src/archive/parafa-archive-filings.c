/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-archive-private.h"
#include "parafa-archive-store.h"

static void
add_work (ParafaArchiveDatabase *database, GTask *task, ParafaArchiveJob *job)
{
  g_autoptr (GError) error = NULL;
  gint64 id =
      parafa_archive_store_add (database, job->record, job->body, job->flag, job->reader, &error);
  ParafaFilingRecord *added = id != 0 ? parafa_archive_store_get (database, id, &error) : NULL;

  parafa_archive_return (task, added, (GDestroyNotify) parafa_filing_record_unref,
                         g_steal_pointer (&error));
}

/**
 * parafa_archive_add_async:
 * @self: an archive
 * @record: a filing; its id is not read
 * @body: the file, byte for byte
 * @allow_same: whether the same file may be there already
 * @cancellable: (nullable): gives it up while it waits for its turn
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Keeps a filing. Fails with %PARAFA_ARCHIVE_ERROR_SAME, the id of the earlier one as its message, when the same file
 * was filed for the same company at the same system and ANAF did not refuse it.
 */
void
parafa_archive_add_async (ParafaArchive *self,
                          ParafaFilingRecord *record,
                          GBytes *body,
                          gboolean allow_same,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  ParafaArchiveJob *job;

  g_return_if_fail (PARAFA_IS_ARCHIVE (self));
  g_return_if_fail (record != NULL && body != NULL);

  job = parafa_archive_job_new (add_work);
  job->record = parafa_filing_record_ref (record);
  job->body = g_bytes_ref (body);
  job->flag = allow_same;
  parafa_archive_run (self, job, parafa_archive_add_async, cancellable, callback, user_data);
}

/**
 * parafa_archive_add_finish:
 * @self: an archive
 * @result: the result
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full): the filing with its id
 */
ParafaFilingRecord *
parafa_archive_add_finish (ParafaArchive *self, GAsyncResult *result, GError **error)
{
  ParafaFilingRecord *added;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  added = g_task_propagate_pointer (G_TASK (result), error);
  if (added != NULL)
    parafa_archive_tell (self, added->id);
  return added;
}

static void
get_work (ParafaArchiveDatabase *database, GTask *task, ParafaArchiveJob *job)
{
  g_autoptr (GError) error = NULL;
  gpointer found = parafa_archive_store_get (database, job->id, &error);

  parafa_archive_return (task, found, (GDestroyNotify) parafa_filing_record_unref,
                         g_steal_pointer (&error));
}

/**
 * parafa_archive_get_async:
 * @self: an archive
 * @id: a filing
 * @cancellable: (nullable): gives it up while it waits for its turn
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads a filing.
 */
void
parafa_archive_get_async (ParafaArchive *self,
                          gint64 id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  ParafaArchiveJob *job;

  g_return_if_fail (PARAFA_IS_ARCHIVE (self));

  job = parafa_archive_job_new (get_work);
  job->id = id;
  parafa_archive_run (self, job, parafa_archive_get_async, cancellable, callback, user_data);
}

/**
 * parafa_archive_get_finish:
 * @self: an archive
 * @result: the result
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full): the filing
 */
ParafaFilingRecord *
parafa_archive_get_finish (ParafaArchive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
get_body_work (ParafaArchiveDatabase *database, GTask *task, ParafaArchiveJob *job)
{
  g_autoptr (GError) error = NULL;
  gpointer found = parafa_archive_store_get_body (database, job->id, &error);

  parafa_archive_return (task, found, (GDestroyNotify) g_bytes_unref, g_steal_pointer (&error));
}

/**
 * parafa_archive_get_body_async:
 * @self: an archive
 * @id: a filing
 * @cancellable: (nullable): gives it up while it waits for its turn
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads the file of a filing. Those known from the list only have none: %PARAFA_ARCHIVE_ERROR_NO_ROW.
 */
void
parafa_archive_get_body_async (ParafaArchive *self,
                               gint64 id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  ParafaArchiveJob *job;

  g_return_if_fail (PARAFA_IS_ARCHIVE (self));

  job = parafa_archive_job_new (get_body_work);
  job->id = id;
  parafa_archive_run (self, job, parafa_archive_get_body_async, cancellable, callback, user_data);
}

/**
 * parafa_archive_get_body_finish:
 * @self: an archive
 * @result: the result
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full): the file
 */
GBytes *
parafa_archive_get_body_finish (ParafaArchive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
get_answers_work (ParafaArchiveDatabase *database, GTask *task, ParafaArchiveJob *job)
{
  g_autoptr (GError) error = NULL;
  gpointer found = parafa_archive_store_get_answers (database, job->id, &error);

  parafa_archive_return (task, found, (GDestroyNotify) g_ptr_array_unref, g_steal_pointer (&error));
}

/**
 * parafa_archive_get_answers_async:
 * @self: an archive
 * @id: a filing
 * @cancellable: (nullable): gives it up while it waits for its turn
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads what ANAF answered.
 */
void
parafa_archive_get_answers_async (ParafaArchive *self,
                                  gint64 id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  ParafaArchiveJob *job;

  g_return_if_fail (PARAFA_IS_ARCHIVE (self));

  job = parafa_archive_job_new (get_answers_work);
  job->id = id;
  parafa_archive_run (self, job, parafa_archive_get_answers_async, cancellable, callback,
                      user_data);
}

/**
 * parafa_archive_get_answers_finish:
 * @self: an archive
 * @result: the result
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full) (element-type ParafaFilingAnswer): the answers, oldest first
 */
GPtrArray *
parafa_archive_get_answers_finish (ParafaArchive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
change_work (ParafaArchiveDatabase *database, GTask *task, ParafaArchiveJob *job)
{
  g_autoptr (GError) error = NULL;
  gpointer found = parafa_archive_store_change (database, job->id, job->change, &error);

  parafa_archive_return (task, found, (GDestroyNotify) parafa_filing_record_unref,
                         g_steal_pointer (&error));
}

/**
 * parafa_archive_change_async:
 * @self: an archive
 * @id: a filing
 * @change: (transfer full): the step
 * @cancellable: (nullable): gives it up while it waits for its turn
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Takes a filing one step on. Fails with %PARAFA_ARCHIVE_ERROR_STATE when it is in none of the states of the step.
 */
void
parafa_archive_change_async (ParafaArchive *self,
                             gint64 id,
                             ParafaFilingChange *change,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  ParafaArchiveJob *job;

  g_return_if_fail (PARAFA_IS_ARCHIVE (self));
  g_return_if_fail (change != NULL);

  job = parafa_archive_job_new (change_work);
  job->id = id;
  job->change = change;
  parafa_archive_run (self, job, parafa_archive_change_async, cancellable, callback, user_data);
}

/**
 * parafa_archive_change_finish:
 * @self: an archive
 * @result: the result
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full): the filing after the step
 */
ParafaFilingRecord *
parafa_archive_change_finish (ParafaArchive *self, GAsyncResult *result, GError **error)
{
  ParafaFilingRecord *after;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  after = g_task_propagate_pointer (G_TASK (result), error);
  if (after != NULL)
    parafa_archive_tell (self, after->id);
  return after;
}

static void
remove_work (ParafaArchiveDatabase *database, GTask *task, ParafaArchiveJob *job)
{
  g_autoptr (GError) error = NULL;

  if (parafa_archive_store_remove (database, job->id, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * parafa_archive_remove_async:
 * @self: an archive
 * @id: a filing
 * @cancellable: (nullable): gives it up while it waits for its turn
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Removes a draft, or what waits and never left. Nothing that was filed can be removed.
 */
void
parafa_archive_remove_async (ParafaArchive *self,
                             gint64 id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  ParafaArchiveJob *job;

  g_return_if_fail (PARAFA_IS_ARCHIVE (self));

  job = parafa_archive_job_new (remove_work);
  job->id = id;
  parafa_archive_run (self, job, parafa_archive_remove_async, cancellable, callback, user_data);
}

/**
 * parafa_archive_remove_finish:
 * @self: an archive
 * @result: the result
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: whether it is removed
 */
gboolean
parafa_archive_remove_finish (ParafaArchive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  parafa_archive_tell (self, 0);
  return TRUE;
}
