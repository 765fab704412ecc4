/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-archive.h"

#include "parafa-archive-private.h"
#include "parafa-archive-store.h"

struct _ParafaArchive
{
  GObject parent_instance;

  char *path;      /* (owned) */
  char *set_aside; /* (owned) (nullable) */
  gint64 n_salvaged;
  GAsyncQueue *jobs;          /* (owned) (element-type ParafaArchiveJob): shared with the worker */
  GThread *worker;            /* (owned) (nullable) */
  ParafaArchiveReader reader; /* (nullable) */
};

/* What the worker owns; it outlives the object when the object ends on the worker's own thread */
typedef struct
{
  GAsyncQueue *jobs;               /* (owned) */
  ParafaArchiveDatabase *database; /* (owned) */
} Worker;

static guint changed_signal;

G_DEFINE_FINAL_TYPE (ParafaArchive, parafa_archive, G_TYPE_OBJECT)

/**
 * parafa_archive_job_new:
 * @work: what the worker is to do
 *
 * Returns: (transfer full): a job
 */
ParafaArchiveJob *
parafa_archive_job_new (ParafaArchiveWork work)
{
  ParafaArchiveJob *job = g_new0 (ParafaArchiveJob, 1);

  job->work = work;
  return job;
}

static void
job_free (gpointer data)
{
  ParafaArchiveJob *job = data;

  g_clear_pointer (&job->record, parafa_filing_record_unref);
  g_clear_pointer (&job->body, g_bytes_unref);
  g_clear_pointer (&job->filter, parafa_filing_filter_free);
  g_clear_pointer (&job->change, parafa_filing_change_free);
  g_clear_pointer (&job->ids, g_array_unref);
  g_clear_pointer (&job->records, g_ptr_array_unref);
  g_strfreev (job->texts);
  g_free (job->name);
  g_free (job);
}

/* The word that ends the worker */
static char quit_word;

static gpointer
run_worker (gpointer data)
{
  Worker *self = data;

  for (;;)
    {
      gpointer item = g_async_queue_pop (self->jobs);
      g_autoptr (GTask) task = NULL;
      ParafaArchiveJob *job;

      if (item == &quit_word)
        break;
      task = G_TASK (item);
      job = g_task_get_task_data (task);
      if (!g_task_return_error_if_cancelled (task))
        job->work (self->database, task, job);
    }
  parafa_archive_database_close (self->database);
  g_async_queue_unref (self->jobs);
  g_free (self);
  return NULL;
}

/**
 * parafa_archive_run:
 * @self: an archive
 * @job: (transfer full): a job
 * @tag: the public function, for parafa_archive_take()
 * @cancellable: (nullable): gives the job up while it waits for its turn
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Gives the worker a job.
 */
void
parafa_archive_run (ParafaArchive *self,
                    ParafaArchiveJob *job,
                    gpointer tag,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  job->reader = self->reader;
  /* what was done was done, whoever gave up waiting */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, job_free);
  g_async_queue_push (self->jobs, task);
}

/**
 * parafa_archive_return:
 * @task: the task of a job
 * @found: (transfer full) (nullable): what the job found
 * @destroy: how to let go of it
 * @error: (transfer full) (nullable): why there is nothing
 *
 * Ends a job with what it found, or with its error.
 */
void
parafa_archive_return (GTask *task, gpointer found, GDestroyNotify destroy, GError *error)
{
  if (found == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, found, destroy);
}

/**
 * parafa_archive_tell:
 * @self: an archive
 * @id: what changed; 0 for many
 *
 * Emits the signal "changed".
 */
void
parafa_archive_tell (ParafaArchive *self, gint64 id)
{
  g_signal_emit (self, changed_signal, 0, id);
}

/* -- the object -- */

static void
parafa_archive_finalize (GObject *object)
{
  ParafaArchive *self = PARAFA_ARCHIVE (object);

  if (self->worker != NULL)
    {
      g_async_queue_push (self->jobs, &quit_word);
      if (g_thread_self () == self->worker)
        g_thread_unref (self->worker);
      else
        g_thread_join (self->worker);
    }
  g_clear_pointer (&self->jobs, g_async_queue_unref);
  g_free (self->path);
  g_free (self->set_aside);
  G_OBJECT_CLASS (parafa_archive_parent_class)->finalize (object);
}

static void
parafa_archive_class_init (ParafaArchiveClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parafa_archive_finalize;

  /**
   * ParafaArchive::changed:
   * @self: the archive
   * @id: the filing; 0 when it is not known which
   *
   * A filing was added or changed through this object.
   */
  changed_signal = g_signal_new ("changed", PARAFA_TYPE_ARCHIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
parafa_archive_init (ParafaArchive *self)
{
  self->jobs = g_async_queue_new ();
}

static void
open_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const char *path = task_data;
  g_autoptr (GError) error = NULL;
  ParafaArchiveDatabase *database = parafa_archive_database_open (path, &error);

  if (database == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, database, (GDestroyNotify) parafa_archive_database_close);
}

/**
 * parafa_archive_open_async:
 * @path: an absolute path; made when it is missing
 * @cancellable: (nullable): to stop it
 * @callback: called when it is open
 * @user_data: for @callback
 *
 * Opens an archive. A damaged file is set aside, and what can be read of it is kept: see
 * parafa_archive_get_set_aside().
 */
void
parafa_archive_open_async (const char *path,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (path != NULL && g_path_is_absolute (path));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_archive_open_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, open_in_thread);
}

/**
 * parafa_archive_open_finish:
 * @result: the result
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full): the archive
 */
ParafaArchive *
parafa_archive_open_finish (GAsyncResult *result, GError **error)
{
  ParafaArchiveDatabase *database;
  ParafaArchive *self;
  Worker *worker;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  database = g_task_propagate_pointer (G_TASK (result), error);
  if (database == NULL)
    return NULL;
  self = g_object_new (PARAFA_TYPE_ARCHIVE, NULL);
  self->path = g_strdup (g_task_get_task_data (G_TASK (result)));
  self->set_aside = g_strdup (parafa_archive_database_get_set_aside (database));
  self->n_salvaged = parafa_archive_database_get_n_salvaged (database);
  worker = g_new0 (Worker, 1);
  worker->jobs = g_async_queue_ref (self->jobs);
  worker->database = database;
  self->worker = g_thread_new ("parafa-archive", run_worker, worker);
  return self;
}

/**
 * parafa_archive_get_path:
 * @self: an archive
 *
 * Returns: (transfer none): its file
 */
const char *
parafa_archive_get_path (ParafaArchive *self)
{
  g_return_val_if_fail (PARAFA_IS_ARCHIVE (self), NULL);

  return self->path;
}

/**
 * parafa_archive_get_set_aside:
 * @self: an archive
 *
 * Returns: (transfer none) (nullable): where the damaged file lies whose place this one took
 */
const char *
parafa_archive_get_set_aside (ParafaArchive *self)
{
  g_return_val_if_fail (PARAFA_IS_ARCHIVE (self), NULL);

  return self->set_aside;
}

/**
 * parafa_archive_get_n_salvaged:
 * @self: an archive
 *
 * Returns: how many filings could be read of the damaged file, and are in this one
 */
gint64
parafa_archive_get_n_salvaged (ParafaArchive *self)
{
  g_return_val_if_fail (PARAFA_IS_ARCHIVE (self), 0);

  return self->n_salvaged;
}

/**
 * parafa_archive_set_reader:
 * @self: an archive
 * @reader: (nullable) (scope forever): tells what a file says, on any thread
 *
 * Lets what is added from now on be held against files that were kept before what they say was noted.
 */
void
parafa_archive_set_reader (ParafaArchive *self, ParafaArchiveReader reader)
{
  g_return_if_fail (PARAFA_IS_ARCHIVE (self));

  self->reader = reader;
}
