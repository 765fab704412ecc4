/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filing-download.h"

#include <glib/gi18n.h>
#include <string.h>

#include "parafa-filing-package.h"

typedef struct
{
  ParafaFilings *filings;     /* (owned) */
  ParafaFilingRecord *record; /* (owned) */
  ParafaFilingDownloadSource source;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->filings);
  parafa_filing_record_unref (job->record);
  g_free (job);
}

/**
 * parafa_filing_download_free:
 * @self: (nullable) (transfer full): what was got
 */
void
parafa_filing_download_free (ParafaFilingDownload *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->bytes);
  g_free (self);
}

static ParafaFilingDownload *
download_new (GBytes *bytes, const Job *job, const char *suffix)
{
  ParafaFilingDownload *self = g_new0 (ParafaFilingDownload, 1);

  self->bytes = g_bytes_ref (bytes);
  self->source = job->source;
  self->suffix = suffix;
  self->has_declaration =
      job->source == PARAFA_FILING_DOWNLOAD_ANAF || job->record->source == PARAFA_FILING_FROM_HERE;
  return self;
}

static void
package_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) zip = parafa_filing_package_make_finish (result, &error);

  if (zip == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, download_new (zip, g_task_get_task_data (task), ".zip"),
                           (GDestroyNotify) parafa_filing_download_free);
}

static void
make_package (GTask *task)
{
  const Job *job = g_task_get_task_data (task);

  parafa_filing_package_make_async (parafa_filings_get_archive (job->filings), job->record->id,
                                    g_task_get_cancellable (task), package_made,
                                    g_object_ref (task));
}

/* ANAF withdrew the call: what is there instead is a 404, or whatever page a server in front of it shows */
static ParafaFilingDownloadSource
judge (const ParafaEtransportAnswer *answer)
{
  switch (answer->outcome)
    {
    case PARAFA_ETRANSPORT_NOT_FOUND:
    case PARAFA_ETRANSPORT_PAGE:
    case PARAFA_ETRANSPORT_STRANGE:
    case PARAFA_ETRANSPORT_DONE:
      return PARAFA_FILING_DOWNLOAD_WITHDRAWN;
    case PARAFA_ETRANSPORT_UNAUTHORIZED:
    case PARAFA_ETRANSPORT_FORBIDDEN:
      return PARAFA_FILING_DOWNLOAD_NO_ACCESS;
    case PARAFA_ETRANSPORT_NOTHING:
    case PARAFA_ETRANSPORT_REFUSED:
      return PARAFA_FILING_DOWNLOAD_REFUSED;
    case PARAFA_ETRANSPORT_LIMITED:
    case PARAFA_ETRANSPORT_SERVER:
    default:
      return PARAFA_FILING_DOWNLOAD_UNREACHABLE;
    }
}

static const char *
guess_suffix (GBytes *file)
{
  gsize length;
  const char *bytes = g_bytes_get_data (file, &length);

  return length > 2 && memcmp (bytes, "PK", 2) == 0 ? ".zip" : ".xml";
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaEtransportAnswer) answer =
      parafa_filings_download_finish (PARAFA_FILINGS (source), result, &error);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (answer != NULL && answer->file != NULL)
    {
      job->source = PARAFA_FILING_DOWNLOAD_ANAF;
      g_task_return_pointer (task, download_new (answer->file, job, guess_suffix (answer->file)),
                             (GDestroyNotify) parafa_filing_download_free);
      return;
    }
  if (answer != NULL)
    job->source = judge (answer);
  else
    job->source = error->domain == PARAFA_SESSION_ERROR ? PARAFA_FILING_DOWNLOAD_NO_ACCESS
                                                        : PARAFA_FILING_DOWNLOAD_UNREACHABLE;
  make_package (task);
}

/**
 * parafa_filing_download_async:
 * @filings: whose archive has it
 * @record: the filing
 * @cancellable: (nullable): to give up
 * @callback: called when there is something to save
 * @user_data: for @callback
 *
 * Asks ANAF for what was filed; where it does not give it, packs what the archive has: declaration, answers, receipt.
 */
void
parafa_filing_download_async (ParafaFilings *filings,
                              ParafaFilingRecord *record,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (PARAFA_IS_FILINGS (filings));
  g_return_if_fail (record != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_filing_download_async);
  job = g_new0 (Job, 1);
  job->filings = g_object_ref (filings);
  job->record = parafa_filing_record_ref (record);
  job->source = PARAFA_FILING_DOWNLOAD_NOT_FILED;
  g_task_set_task_data (task, job, job_free);
  if (record->index != NULL && *record->index != '\0')
    parafa_filings_download_async (filings, record, cancellable, answered, g_object_ref (task));
  else
    make_package (task);
}

/**
 * parafa_filing_download_finish:
 * @result: the result
 * @error: return location: %PARAFA_ARCHIVE_ERROR, %G_IO_ERROR
 *
 * Returns: (transfer full): what there is to save
 */
ParafaFilingDownload *
parafa_filing_download_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * parafa_filing_download_describe:
 * @self: what was saved
 *
 * Returns: (transfer none): where it comes from, and why not from ANAF
 */
const char *
parafa_filing_download_describe (const ParafaFilingDownload *self)
{
  if (self->source != PARAFA_FILING_DOWNLOAD_ANAF && !self->has_declaration)
    return _ ("The declaration was filed with another program, so the archive does not have it. "
              "Saved: what ANAF’s list says of it.");
  switch (self->source)
    {
    case PARAFA_FILING_DOWNLOAD_ANAF:
      return _ ("Saved: the declaration as ANAF has it.");
    case PARAFA_FILING_DOWNLOAD_WITHDRAWN:
      return _ ("ANAF does not offer this download any more. Saved from the archive: declaration, "
                "answers and receipt.");
    case PARAFA_FILING_DOWNLOAD_REFUSED:
      return _ ("ANAF did not give it. Saved from the archive: declaration, answers and receipt.");
    case PARAFA_FILING_DOWNLOAD_NO_ACCESS:
      return _ ("ANAF could not be asked without a token that serves. Saved from the archive: "
                "declaration, answers and receipt.");
    case PARAFA_FILING_DOWNLOAD_UNREACHABLE:
      return _ ("ANAF did not answer. Saved from the archive: declaration, answers and receipt.");
    case PARAFA_FILING_DOWNLOAD_NOT_FILED:
    default:
      return _ ("Saved from the archive: declaration, answers and receipt.");
    }
}
