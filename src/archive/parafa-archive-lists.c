/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-archive-private.h"
#include "parafa-archive-store.h"

/* What a claim hands over */
typedef struct
{
  ParafaFilingRecord *record; /* (owned) (nullable) */
  GBytes *body;               /* (owned) (nullable) */
} Claim;

static void
claim_free (gpointer data)
{
  Claim *claim = data;

  g_clear_pointer (&claim->record, parafa_filing_record_unref);
  g_clear_pointer (&claim->body, g_bytes_unref);
  g_free (claim);
}

static void
claim_work (ParafaArchiveDatabase *database, GTask *task, ParafaArchiveJob *job)
{
  g_autoptr (GError) error = NULL;
  Claim *claim = g_new0 (Claim, 1);

  claim->record =
      parafa_archive_store_claim (database, job->filter, job->now_s, &claim->body, &error);
  if (error == NULL)
    {
      g_task_return_pointer (task, claim, claim_free);
      return;
    }
  claim_free (claim);
  g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * parafa_archive_claim_async:
 * @self: an archive
 * @filter: which filings may be taken
 * @now_s: Unix seconds
 * @cancellable: (nullable): gives it up while it waits for its turn
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Takes the oldest filing that waits and writes down that it is about to be sent: when it is handed over, that is on
 * the disk. Only for whoever holds the sender's lock.
 */
void
parafa_archive_claim_async (ParafaArchive *self,
                            const ParafaFilingFilter *filter,
                            gint64 now_s,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  ParafaArchiveJob *job;

  g_return_if_fail (PARAFA_IS_ARCHIVE (self));
  g_return_if_fail (filter != NULL);

  job = parafa_archive_job_new (claim_work);
  job->filter = parafa_filing_filter_copy (filter);
  job->now_s = now_s;
  parafa_archive_run (self, job, parafa_archive_claim_async, cancellable, callback, user_data);
}

/**
 * parafa_archive_claim_finish:
 * @self: an archive
 * @result: the result
 * @body: (out) (transfer full) (nullable): the file
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full) (nullable): the filing; %NULL without an error when none waits
 */
ParafaFilingRecord *
parafa_archive_claim_finish (ParafaArchive *self,
                             GAsyncResult *result,
                             GBytes **body,
                             GError **error)
{
  Claim *claim;
  ParafaFilingRecord *record;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  claim = g_task_propagate_pointer (G_TASK (result), error);
  *body = NULL;
  if (claim == NULL)
    return NULL;
  record = g_steal_pointer (&claim->record);
  *body = g_steal_pointer (&claim->body);
  claim_free (claim);
  if (record != NULL)
    parafa_archive_tell (self, record->id);
  return record;
}

/* -- work that counts the filings it changed -- */

static void
return_count (GTask *task, gint64 n, GError *error)
{
  if (n < 0)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, (gssize) n);
}

static gint64
finish_count (ParafaArchive *self, GAsyncResult *result, GError **error)
{
  gint64 n = g_task_propagate_int (G_TASK (result), error);

  if (n > 0)
    parafa_archive_tell (self, 0);
  return n;
}

static void
doubt_work (ParafaArchiveDatabase *database, GTask *task, ParafaArchiveJob *job)
{
  g_autoptr (GError) error = NULL;
  gint64 n = parafa_archive_store_doubt (database, job->now_s, &error);

  return_count (task, n, g_steal_pointer (&error));
}

/**
 * parafa_archive_doubt_async:
 * @self: an archive
 * @now_s: Unix seconds
 * @cancellable: (nullable): gives it up while it waits for its turn
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * What was about to be sent when a program ended may have been sent: it becomes UNKNOWN. Only for whoever holds the
 * sender's lock and sends nothing.
 */
void
parafa_archive_doubt_async (ParafaArchive *self,
                            gint64 now_s,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  ParafaArchiveJob *job;

  g_return_if_fail (PARAFA_IS_ARCHIVE (self));

  job = parafa_archive_job_new (doubt_work);
  job->now_s = now_s;
  parafa_archive_run (self, job, parafa_archive_doubt_async, cancellable, callback, user_data);
}

/**
 * parafa_archive_doubt_finish:
 * @self: an archive
 * @result: the result
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: how many filings; -1 with an error
 */
gint64
parafa_archive_doubt_finish (ParafaArchive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return finish_count (self, result, error);
}

static void
merge_work (ParafaArchiveDatabase *database, GTask *task, ParafaArchiveJob *job)
{
  g_autoptr (GError) error = NULL;
  gint64 n = parafa_archive_store_merge (database, job->records, &error);

  return_count (task, n, g_steal_pointer (&error));
}

/**
 * parafa_archive_merge_async:
 * @self: an archive
 * @records: (element-type ParafaFilingRecord): what ANAF's list says
 * @cancellable: (nullable): gives it up while it waits for its turn
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Brings what ANAF's list knows into the archive: a filing of the same system and index is brought up to date, others
 * are added.
 */
void
parafa_archive_merge_async (ParafaArchive *self,
                            GPtrArray *records,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  ParafaArchiveJob *job;

  g_return_if_fail (PARAFA_IS_ARCHIVE (self));
  g_return_if_fail (records != NULL);

  job = parafa_archive_job_new (merge_work);
  job->records = g_ptr_array_ref (records);
  parafa_archive_run (self, job, parafa_archive_merge_async, cancellable, callback, user_data);
}

/**
 * parafa_archive_merge_finish:
 * @self: an archive
 * @result: the result
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: how many filings changed or are new; -1 with an error
 */
gint64
parafa_archive_merge_finish (ParafaArchive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return finish_count (self, result, error);
}

static void
find_work (ParafaArchiveDatabase *database, GTask *task, ParafaArchiveJob *job)
{
  g_autoptr (GError) error = NULL;
  gpointer found = parafa_archive_store_find (database, job->filter, &error);

  parafa_archive_return (task, found, (GDestroyNotify) g_ptr_array_unref, g_steal_pointer (&error));
}

/**
 * parafa_archive_find_async:
 * @self: an archive
 * @filter: which filings
 * @cancellable: (nullable): gives it up while it waits for its turn
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads all filings that the filter lets through; for few of them, as those that wait.
 */
void
parafa_archive_find_async (ParafaArchive *self,
                           const ParafaFilingFilter *filter,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  ParafaArchiveJob *job;

  g_return_if_fail (PARAFA_IS_ARCHIVE (self));
  g_return_if_fail (filter != NULL);

  job = parafa_archive_job_new (find_work);
  job->filter = parafa_filing_filter_copy (filter);
  parafa_archive_run (self, job, parafa_archive_find_async, cancellable, callback, user_data);
}

/**
 * parafa_archive_find_finish:
 * @self: an archive
 * @result: the result
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full) (element-type ParafaFilingRecord): the filings, oldest first
 */
GPtrArray *
parafa_archive_find_finish (ParafaArchive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
list_work (ParafaArchiveDatabase *database, GTask *task, ParafaArchiveJob *job)
{
  g_autoptr (GError) error = NULL;
  gpointer found = parafa_archive_store_list (database, job->filter, job->sort, job->flag, &error);

  parafa_archive_return (task, found, (GDestroyNotify) g_array_unref, g_steal_pointer (&error));
}

/**
 * parafa_archive_list_async:
 * @self: an archive
 * @filter: (nullable): which filings; %NULL for all
 * @sort: by what
 * @descending: the greatest first
 * @cancellable: (nullable): gives it up while it waits for its turn
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Lists ids only, for a list that reads its rows as they come into view.
 */
void
parafa_archive_list_async (ParafaArchive *self,
                           const ParafaFilingFilter *filter,
                           ParafaFilingSort sort,
                           gboolean descending,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  ParafaArchiveJob *job;

  g_return_if_fail (PARAFA_IS_ARCHIVE (self));

  job = parafa_archive_job_new (list_work);
  job->filter = parafa_filing_filter_copy (filter);
  job->sort = sort;
  job->flag = descending;
  parafa_archive_run (self, job, parafa_archive_list_async, cancellable, callback, user_data);
}

/**
 * parafa_archive_list_finish:
 * @self: an archive
 * @result: the result
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full) (element-type gint64): the ids
 */
GArray *
parafa_archive_list_finish (ParafaArchive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
get_many_work (ParafaArchiveDatabase *database, GTask *task, ParafaArchiveJob *job)
{
  g_autoptr (GError) error = NULL;
  gpointer found = parafa_archive_store_get_many (database, (const gint64 *) job->ids->data,
                                                  job->ids->len, &error);

  parafa_archive_return (task, found, (GDestroyNotify) g_ptr_array_unref, g_steal_pointer (&error));
}

/**
 * parafa_archive_get_many_async:
 * @self: an archive
 * @ids: filings
 * @n_ids: how many
 * @cancellable: (nullable): gives it up while it waits for its turn
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads filings.
 */
void
parafa_archive_get_many_async (ParafaArchive *self,
                               const gint64 *ids,
                               guint n_ids,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  ParafaArchiveJob *job;

  g_return_if_fail (PARAFA_IS_ARCHIVE (self));
  g_return_if_fail (ids != NULL || n_ids == 0);

  job = parafa_archive_job_new (get_many_work);
  job->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_ids);
  if (n_ids > 0)
    g_array_append_vals (job->ids, ids, n_ids);
  parafa_archive_run (self, job, parafa_archive_get_many_async, cancellable, callback, user_data);
}

/**
 * parafa_archive_get_many_finish:
 * @self: an archive
 * @result: the result
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full) (element-type ParafaFilingRecord): the filings in the order of the ids, %NULL for one that is
 *   gone
 */
GPtrArray *
parafa_archive_get_many_finish (ParafaArchive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
count_work (ParafaArchiveDatabase *database, GTask *task, ParafaArchiveJob *job)
{
  g_autoptr (GError) error = NULL;
  gboolean allowed;

  if (parafa_archive_store_count (database, job->name, job->day, job->limit, &allowed, &error))
    g_task_return_boolean (task, allowed);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * parafa_archive_count_async:
 * @self: an archive
 * @name: what is counted
 * @day: which day
 * @limit: how often it may be
 * @cancellable: (nullable): gives it up while it waits for its turn
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Counts a question of this day, across programs and restarts.
 */
void
parafa_archive_count_async (ParafaArchive *self,
                            const char *name,
                            gint64 day,
                            gint64 limit,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  ParafaArchiveJob *job;

  g_return_if_fail (PARAFA_IS_ARCHIVE (self));
  g_return_if_fail (name != NULL);

  job = parafa_archive_job_new (count_work);
  job->name = g_strdup (name);
  job->day = day;
  job->limit = limit;
  parafa_archive_run (self, job, parafa_archive_count_async, cancellable, callback, user_data);
}

/**
 * parafa_archive_count_finish:
 * @self: an archive
 * @result: the result
 * @allowed: (out): whether it was asked less often than the limit
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: whether it was counted or refused without an error
 */
gboolean
parafa_archive_count_finish (ParafaArchive *self,
                             GAsyncResult *result,
                             gboolean *allowed,
                             GError **error)
{
  GError *local = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  *allowed = g_task_propagate_boolean (G_TASK (result), &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static void
get_known_work (ParafaArchiveDatabase *database, GTask *task, ParafaArchiveJob *job)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; job->texts[i] != NULL; i++)
    {
      gboolean has;

      if (!parafa_archive_store_has_index (database, job->limit, job->texts[i], &has, &error))
        {
          g_task_return_error (task, g_steal_pointer (&error));
          return;
        }
      if (has)
        g_hash_table_add (known, g_strdup (job->texts[i]));
    }
  g_task_return_pointer (task, g_steal_pointer (&known), (GDestroyNotify) g_hash_table_unref);
}

/**
 * parafa_archive_get_known_async:
 * @self: an archive
 * @system: a system
 * @indexes: what uploads gave
 * @cancellable: (nullable): gives it up while it waits for its turn
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Tells which indexes belong to a filing of the archive.
 */
void
parafa_archive_get_known_async (ParafaArchive *self,
                                gint64 system,
                                const char *const *indexes,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  ParafaArchiveJob *job;

  g_return_if_fail (PARAFA_IS_ARCHIVE (self));
  g_return_if_fail (indexes != NULL);

  job = parafa_archive_job_new (get_known_work);
  job->limit = system;
  job->texts = g_strdupv ((char **) indexes);
  parafa_archive_run (self, job, parafa_archive_get_known_async, cancellable, callback, user_data);
}

/**
 * parafa_archive_get_known_finish:
 * @self: an archive
 * @result: the result
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full) (element-type utf8 utf8): a set of the indexes that are known
 */
GHashTable *
parafa_archive_get_known_finish (ParafaArchive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
