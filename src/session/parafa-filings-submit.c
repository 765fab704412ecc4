/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filings.h"

#define LIST_DAYS 60 /* as far back as ANAF's list goes (e-Transport API, 2024) */

/* Settled? else ANAF's list, all of it → into the archive */
typedef struct
{
  ParafaFilingRecord *record; /* (owned) */
  GBytes *body;               /* (owned) */
  gboolean allow_same;
} Submit;

static void
submit_free (gpointer data)
{
  Submit *self = data;

  parafa_filing_record_unref (self->record);
  g_bytes_unref (self->body);
  g_free (self);
}

static void
added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaFilings *self = g_task_get_source_object (task);
  ParafaFilingSender *sender = parafa_filings_get_sender (self);
  g_autoptr (GError) error = NULL;
  ParafaFilingRecord *record = parafa_archive_add_finish (PARAFA_ARCHIVE (source), result, &error);

  if (record == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (sender != NULL && parafa_filing_sender_is_running (sender))
    parafa_filing_sender_start (sender);
  g_task_return_pointer (task, record, (GDestroyNotify) parafa_filing_record_unref);
}

static void
add (GTask *task, ParafaArchive *archive)
{
  Submit *submit = g_task_get_task_data (task);

  parafa_archive_add_async (archive, submit->record, submit->body, submit->allow_same,
                            g_task_get_cancellable (task), added, g_object_ref (task));
}

static void
settle_noted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (parafa_archive_is_settled_finish (PARAFA_ARCHIVE (source), result, &error))
    add (task, PARAFA_ARCHIVE (source));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
is_list (const ParafaEtransportAnswer *answer)
{
  return answer != NULL && (answer->outcome == PARAFA_ETRANSPORT_DONE ||
                            answer->outcome == PARAFA_ETRANSPORT_NOTHING);
}

static void
list_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaFilings *self = PARAFA_FILINGS (source);
  Submit *submit = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaEtransportAnswer) answer =
      parafa_filings_fetch_list_finish (self, result, &error);

  if (error != NULL && (error->domain == G_IO_ERROR || error->domain == PARAFA_ARCHIVE_ERROR))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (!is_list (answer))
    g_task_return_new_error (task, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_UNSETTLED,
                             "archive: ANAF's list did not come: %s",
                             error != NULL ? error->message : "refused");
  else
    parafa_archive_settle_async (parafa_filings_get_archive (self), submit->record,
                                 parafa_filing_caller_get_now (parafa_filings_get_caller (self)),
                                 settle_noted, g_object_ref (task));
}

static void
settled_known (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaFilings *self = g_task_get_source_object (task);
  Submit *submit = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (parafa_archive_is_settled_finish (PARAFA_ARCHIVE (source), result, &error))
    add (task, PARAFA_ARCHIVE (source));
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    parafa_filings_fetch_list_async (self, submit->record->profile,
                                     (ParafaFilingSystem) submit->record->system,
                                     submit->record->cif, LIST_DAYS, g_task_get_cancellable (task),
                                     list_ready, g_object_ref (task));
}

/**
 * parafa_filings_submit_async:
 * @self: filings
 * @profile: whose token is to file it
 * @system: where; the person saw it
 * @cif: for which company; the person saw it
 * @draft: what
 * @allow_same: whether the same file may have been filed before
 * @cancellable: (nullable): to stop it
 * @callback: called when it waits, on the disk
 * @user_data: for @callback
 *
 * Puts a draft in the queue. When part of the archive was lost, ANAF's list is asked first, so that what was filed then is
 * known: without that list it fails with %PARAFA_ARCHIVE_ERROR_UNSETTLED.
 */
void
parafa_filings_submit_async (ParafaFilings *self,
                             const char *profile,
                             ParafaFilingSystem system,
                             const char *cif,
                             ParafaFilingDraft *draft,
                             gboolean allow_same,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  gint64 now_s;
  Submit *submit;

  g_return_if_fail (PARAFA_IS_FILINGS (self));
  g_return_if_fail (profile != NULL && cif != NULL && draft != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_filings_submit_async);
  if (!parafa_filing_draft_is_ready (draft))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                               "filing: the file is no declaration without errors");
      return;
    }
  now_s = parafa_filing_caller_get_now (parafa_filings_get_caller (self));
  submit = g_new0 (Submit, 1);
  submit->record = parafa_filing_draft_to_record (draft, profile, system, cif, now_s);
  submit->body = g_bytes_ref (draft->body);
  submit->allow_same = allow_same;
  g_task_set_task_data (task, submit, submit_free);
  parafa_archive_is_settled_async (parafa_filings_get_archive (self), submit->record, now_s,
                                   settled_known, g_steal_pointer (&task));
}

/**
 * parafa_filings_submit_finish:
 * @self: filings
 * @result: the result
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full): the filing, which waits
 */
ParafaFilingRecord *
parafa_filings_submit_finish (ParafaFilings *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
