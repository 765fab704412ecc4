/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-job.h"

#include "parafa-filing-exit.h"
#include "parafa-filing-fate.h"
#include "parafa-filing-package.h"
#include "parafa-filing-text.h"

#include <glib/gi18n.h>

/* `download` and `slip`: what is saved of a filing */

static void
save (ParafaFilingJob *job, GBytes *bytes, const char *suffix)
{
  const ParafaFilingRecord *record = job->records->pdata[0];
  g_autofree char *name = parafa_filing_package_get_name (record, suffix);
  const char *path = job->options->output != NULL ? job->options->output : name;
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL),
                                 (gssize) g_bytes_get_size (bytes), G_FILE_SET_CONTENTS_CONSISTENT,
                                 0600, &error))
    {
      g_printerr ("parafa etransport: %s\n", error->message);
      parafa_filing_job_end (job, PARAFA_EXIT_USAGE);
      return;
    }
  if (job->options->json)
    parafa_filing_text_print_json_file (path);
  else
    g_print ("%s\n", path);
  job->printed = TRUE;
  parafa_filing_job_end (job, job->status);
}

static void
package_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaFilingJob *job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) zip = parafa_filing_package_make_finish (result, &error);

  if (zip == NULL)
    parafa_filing_job_fail (job, error);
  else
    save (job, zip, ".zip");
}

static void
make_package (ParafaFilingJob *job)
{
  const ParafaFilingRecord *record = job->records->pdata[0];

  parafa_filing_package_make_async (parafa_filings_get_archive (job->filings), record->id, NULL,
                                    package_made, job);
}

/* Withdrawn, or not there any more: what the archive has is all there is. Any other trouble is told, and the archive's is
 * saved all the same. */
static void
take_answer (ParafaFilingJob *job, const ParafaEtransportAnswer *answer)
{
  g_autofree char *said = NULL;

  if (answer->outcome == PARAFA_ETRANSPORT_NOT_FOUND ||
      answer->outcome == PARAFA_ETRANSPORT_NOTHING ||
      answer->outcome == PARAFA_ETRANSPORT_REFUSED || answer->outcome == PARAFA_ETRANSPORT_DONE)
    {
      g_printerr ("%s\n", _ ("ANAF no longer gives what was filed; this is what the archive has."));
      return;
    }
  said = parafa_filing_exit_describe (answer, _ ("ANAF did not give what was filed; this is what "
                                                 "the archive has"));
  g_printerr ("%s\n", said);
  job->status = parafa_filing_exit_from_outcome (answer->outcome);
}

static void
downloaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaFilingJob *job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaEtransportAnswer) answer =
      parafa_filings_download_finish (PARAFA_FILINGS (source), result, &error);

  if (answer != NULL && answer->file != NULL)
    {
      save (job, answer->file, ".xml");
      return;
    }
  if (answer != NULL)
    take_answer (job, answer);
  else
    job->status = parafa_filing_job_report (job, error);
  make_package (job);
}

static void
download_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaFilingJob *job = user_data;
  g_autoptr (GPtrArray) all = parafa_filing_take_found (job, source, result);
  ParafaFilingRecord *record;

  if (all == NULL)
    return;
  record = job->records->pdata[0];
  if (record->index != NULL && !job->options->offline)
    parafa_filings_download_async (job->filings, record,
                                   parafa_terminal_get_cancellable (job->terminal), downloaded,
                                   job);
  else
    make_package (job);
}

/**
 * parafa_filing_download:
 * @job: a command that names a filing
 *
 * Saves what ANAF gives, or what the archive has.
 */
void
parafa_filing_download (ParafaFilingJob *job)
{
  parafa_filing_find_async (job, download_found);
}

/* A UIT names a declaration, its corrections and what was filed about it: the slip is that of the newest declaration */
static ParafaFilingRecord *
find_slip (ParafaFilingJob *job, GPtrArray *all, ParafaFilingFate **fate)
{
  ParafaFilingRecord *record = NULL;

  for (guint i = 0; i < job->records->len; i++)
    {
      g_autoptr (ParafaFilingFate) one = parafa_filing_fate_new (job->records->pdata[i], all);
      g_autoptr (ParafaSlip) slip = parafa_filing_package_get_slip (job->records->pdata[i]);

      if (record != NULL && (slip == NULL || one->corrected_by != 0))
        continue;
      record = job->records->pdata[i];
      g_clear_pointer (fate, parafa_filing_fate_free);
      *fate = g_steal_pointer (&one);
    }
  return record;
}

static const char *
describe_end (const ParafaFilingFate *fate)
{
  if (fate->deleted)
    return _ ("The UIT was deleted, so there is no slip.");
  if (fate->confirmation == PARAFA_FILING_NOT_CONFIRMED)
    return _ ("The transport was declared not confirmed: the slip says that it is not valid.");
  if (fate->confirmed)
    return _ ("The transport was confirmed: the slip says that it is not valid any more.");
  return _ ("A later declaration of this UIT replaced it: the slip says that it is not valid.");
}

static void
slip_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaFilingJob *job = user_data;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (ParafaFilingFate) fate = NULL;
  g_autoptr (ParafaFilingRecord) record = NULL;
  g_autoptr (ParafaSlip) slip = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;

  all = parafa_filing_take_found (job, source, result);
  if (all == NULL)
    return;
  record = parafa_filing_record_ref (find_slip (job, all, &fate));
  g_ptr_array_set_size (job->records, 0);
  g_ptr_array_add (job->records, parafa_filing_record_ref (record));
  slip = parafa_filing_fate_get_slip (fate, record);
  if (slip == NULL)
    {
      g_printerr ("%s\n", fate->deleted ? describe_end (fate)
                                        : _ ("The UIT does not count yet, so there is no slip."));
      parafa_filing_job_end (job, PARAFA_EXIT_PROBLEM);
      return;
    }
  if (!parafa_filing_fate_is_open (fate))
    g_printerr ("%s\n", describe_end (fate));
  pdf = parafa_slip_to_pdf (slip, job->options->small ? PARAFA_SLIP_A5 : PARAFA_SLIP_A4, &error);
  if (pdf == NULL)
    parafa_filing_job_fail (job, error);
  else
    save (job, pdf, ".pdf");
}

/**
 * parafa_filing_slip:
 * @job: a command that names a filing
 *
 * Saves the driver's slip.
 */
void
parafa_filing_slip (ParafaFilingJob *job)
{
  parafa_filing_find_async (job, slip_found);
}
