/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filings.h"

#include "parafa-paths.h"

struct _ParafaFilings
{
  GObject parent_instance;

  ParafaArchive *archive;         /* (owned) */
  ParafaFilingCaller *caller;     /* (owned) */
  ParafaFilingSender *sender;     /* (owned) */
  ParafaFilingFollower *follower; /* (owned) */
  gboolean ended;                 /* disposed of */
};

static guint settled_signal;

G_DEFINE_FINAL_TYPE (ParafaFilings, parafa_filings, G_TYPE_OBJECT)

static void
on_answered (ParafaFilingSender *sender, ParafaFilingRecord *record, ParafaFilings *self)
{
  if (record->state == PARAFA_FILING_REFUSED)
    g_signal_emit (self, settled_signal, 0, record);
}

static void
on_settled (ParafaFilingFollower *follower, ParafaFilingRecord *record, ParafaFilings *self)
{
  g_signal_emit (self, settled_signal, 0, record);
}

/* Whatever is under way comes back to what it needs: it is let go of when nothing refers to the filings any more */
static void
parafa_filings_dispose (GObject *object)
{
  ParafaFilings *self = PARAFA_FILINGS (object);

  self->ended = TRUE;
  if (self->sender != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->sender, self);
      g_signal_handlers_disconnect_by_data (self->follower, self);
      g_object_run_dispose (G_OBJECT (self->sender));
      g_object_run_dispose (G_OBJECT (self->follower));
    }
  g_clear_object (&self->sender);
  g_clear_object (&self->follower);
  G_OBJECT_CLASS (parafa_filings_parent_class)->dispose (object);
}

static void
parafa_filings_finalize (GObject *object)
{
  ParafaFilings *self = PARAFA_FILINGS (object);

  g_clear_object (&self->caller);
  g_clear_object (&self->archive);
  G_OBJECT_CLASS (parafa_filings_parent_class)->finalize (object);
}

static void
parafa_filings_class_init (ParafaFilingsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parafa_filings_dispose;
  G_OBJECT_CLASS (klass)->finalize = parafa_filings_finalize;

  /**
   * ParafaFilings::settled:
   * @self: the filings
   * @record: a filing
   *
   * A filing became OK, NOK or REFUSED.
   */
  settled_signal = g_signal_new ("settled", PARAFA_TYPE_FILINGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, PARAFA_TYPE_FILING_RECORD);
}

static void
parafa_filings_init (ParafaFilings *self)
{
}

/**
 * parafa_filings_new:
 * @archive: the archive
 * @http: the session for all calls
 * @access: who has the tokens
 * @clock: what tells the time
 *
 * Returns: (transfer full): the filings, at rest
 */
ParafaFilings *
parafa_filings_new (ParafaArchive *archive,
                    ParafaHttp *http,
                    ParafaFilingAccess *access,
                    ParafaClock *clock)
{
  g_autofree char *pace = NULL;
  ParafaFilings *self;

  g_return_val_if_fail (PARAFA_IS_ARCHIVE (archive), NULL);

  pace = g_strconcat (parafa_archive_get_path (archive), ".pace", NULL);
  self = g_object_new (PARAFA_TYPE_FILINGS, NULL);
  self->archive = g_object_ref (archive);
  parafa_archive_set_reader (archive, parafa_filing_draft_read_content);
  self->caller = parafa_filing_caller_new (http, access, clock);
  parafa_filing_caller_share (self->caller, pace);
  self->sender = parafa_filing_sender_new (archive, self->caller);
  self->follower = parafa_filing_follower_new (archive, self->caller);
  g_signal_connect (self->sender, "answered", G_CALLBACK (on_answered), self);
  g_signal_connect (self->follower, "settled", G_CALLBACK (on_settled), self);
  return self;
}

/**
 * parafa_filings_get_default_path:
 *
 * Returns: (transfer full): where the person's archive lies
 */
char *
parafa_filings_get_default_path (void)
{
  g_autofree char *dir = parafa_paths_get_state_dir ("filings");

  return g_build_filename (dir, "filings.sqlite", NULL);
}

/* The session's filings are one for the whole program: two would ask and send side by side */
static ParafaFilings *
find_shared (ParafaSession *session)
{
  GWeakRef *shared = g_object_get_data (G_OBJECT (session), "parafa-filings");
  ParafaFilings *filings = shared != NULL ? g_weak_ref_get (shared) : NULL;

  if (filings != NULL && filings->ended)
    g_clear_object (&filings);
  return filings;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
share (ParafaSession *session, ParafaFilings *filings)
{
  GWeakRef *shared = g_new0 (GWeakRef, 1);

  g_weak_ref_init (shared, filings);
  g_object_set_data_full (G_OBJECT (session), "parafa-filings", shared, weak_ref_free);
}

static void
archive_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaSession *session = g_task_get_task_data (task);
  g_autoptr (ParafaFilingAccess) access = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaArchive) archive = parafa_archive_open_finish (result, &error);
  ParafaFilings *filings;

  if (archive == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  filings = find_shared (session);
  if (filings == NULL)
    {
      access = parafa_filing_accounts_new (session);
      filings = parafa_filings_new (archive, parafa_session_get_http (session), access,
                                    parafa_session_get_clock (session));
      share (session, filings);
    }
  g_task_return_pointer (task, filings, g_object_unref);
}

/**
 * parafa_filings_open_async:
 * @session: whose accounts have the tokens
 * @path: (nullable): where the archive lies; %NULL for the person's own
 * @cancellable: (nullable): to stop it
 * @callback: called when it is open
 * @user_data: for @callback
 *
 * Opens the archive; who opens it again, for the same session, gets the same filings. Nothing is sent and nobody is asked
 * before parafa_filings_start().
 */
void
parafa_filings_open_async (ParafaSession *session,
                           const char *path,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *own = NULL;
  ParafaFilings *filings;

  g_return_if_fail (PARAFA_IS_SESSION (session));

  if (path == NULL)
    path = own = parafa_filings_get_default_path ();
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_filings_open_async);
  g_task_set_task_data (task, g_object_ref (session), g_object_unref);
  filings = find_shared (session);
  if (filings != NULL)
    {
      g_task_return_pointer (task, filings, g_object_unref);
      return;
    }
  parafa_archive_open_async (path, cancellable, archive_opened, g_steal_pointer (&task));
}

/**
 * parafa_filings_open_finish:
 * @result: the result
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full): the filings
 */
ParafaFilings *
parafa_filings_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * parafa_filings_start:
 * @self: filings
 *
 * Sends what waits, settles what is in doubt, follows what is in process. Harmless when called again.
 */
void
parafa_filings_start (ParafaFilings *self)
{
  g_return_if_fail (PARAFA_IS_FILINGS (self));

  parafa_filing_sender_start (self->sender);
  parafa_filing_follower_start (self->follower);
}

/**
 * parafa_filings_has_ended:
 * @self: filings
 *
 * Filings that were disposed of while something was under way still lend it what it needs, but begin nothing new: nobody
 * is asked, nothing is sent.
 *
 * Returns: whether they were disposed of
 */
gboolean
parafa_filings_has_ended (ParafaFilings *self)
{
  g_return_val_if_fail (PARAFA_IS_FILINGS (self), TRUE);

  return self->ended;
}

/**
 * parafa_filings_get_archive:
 * @self: filings
 *
 * Returns: (transfer none): the archive
 */
ParafaArchive *
parafa_filings_get_archive (ParafaFilings *self)
{
  g_return_val_if_fail (PARAFA_IS_FILINGS (self), NULL);

  return self->archive;
}

/**
 * parafa_filings_get_sender:
 * @self: filings
 *
 * Returns: (transfer none): the queue
 */
ParafaFilingSender *
parafa_filings_get_sender (ParafaFilings *self)
{
  g_return_val_if_fail (PARAFA_IS_FILINGS (self), NULL);

  return self->sender;
}

/**
 * parafa_filings_get_follower:
 * @self: filings
 *
 * Returns: (transfer none): who asks what became of them
 */
ParafaFilingFollower *
parafa_filings_get_follower (ParafaFilings *self)
{
  g_return_val_if_fail (PARAFA_IS_FILINGS (self), NULL);

  return self->follower;
}

/**
 * parafa_filings_get_caller:
 * @self: filings
 *
 * Returns: (transfer none): who makes the calls
 */
ParafaFilingCaller *
parafa_filings_get_caller (ParafaFilings *self)
{
  g_return_val_if_fail (PARAFA_IS_FILINGS (self), NULL);

  return self->caller;
}

/* -- send again -- */

static void
unsure_changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaFilings *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  ParafaFilingRecord *record =
      parafa_archive_change_finish (PARAFA_ARCHIVE (source), result, &error);

  if (record == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (self->sender != NULL)
    parafa_filing_sender_start (self->sender);
  g_task_return_pointer (task, record, (GDestroyNotify) parafa_filing_record_unref);
}

/**
 * parafa_filings_send_again_async:
 * @self: filings
 * @id: a filing in doubt
 * @cancellable: (nullable): to stop it
 * @callback: called when it waits
 * @user_data: for @callback
 *
 * A person looked and says that a filing in doubt was not taken in. Fails with %PARAFA_ARCHIVE_ERROR_STATE for one
 * that is not in doubt.
 */
void
parafa_filings_send_again_async (ParafaFilings *self,
                                 gint64 id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;
  ParafaFilingChange *change;
  gint64 now_s;

  g_return_if_fail (PARAFA_IS_FILINGS (self));

  now_s = parafa_filing_caller_get_now (self->caller);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_filings_send_again_async);
  change = parafa_filing_change_new (1u << PARAFA_FILING_UNKNOWN, PARAFA_FILING_QUEUED, now_s);
  change->problem = g_strdup ("");
  change->next_poll_at = -1;
  change->answer = parafa_filing_answer_new (now_s, "none", 0, "sent again by the person's word");
  parafa_archive_change_async (self->archive, id, change, cancellable, unsure_changed, task);
}

/**
 * parafa_filings_send_again_finish:
 * @self: filings
 * @result: the result
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full): the filing, which waits
 */
ParafaFilingRecord *
parafa_filings_send_again_finish (ParafaFilings *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
