/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-job.h"

#include "parafa-filing-text.h"
#include "parafa-profile-choice.h"

#include <glib/gi18n.h>

/**
 * parafa_filing_job_end:
 * @job: a command that runs
 * @status: its exit status
 *
 * Ends it.
 */
void
parafa_filing_job_end (ParafaFilingJob *job, ParafaExit status)
{
  g_clear_handle_id (&job->timer, g_source_remove);
  job->status = status;
  parafa_terminal_end (job->terminal, status);
}

/**
 * parafa_filing_job_fail:
 * @job: a command that runs
 * @error: what went wrong
 *
 * Says it and ends.
 */
void
parafa_filing_job_fail (ParafaFilingJob *job, const GError *error)
{
  ParafaExit status = PARAFA_EXIT_PROBLEM;

  if (error->domain == PARAFA_ARCHIVE_ERROR)
    /* Translators: %s is the technical reason */
    g_printerr (_ ("parafa etransport: the archive does not serve: %s\n"), error->message);
  else if (error->domain == PARAFA_HTTP_ERROR)
    {
      g_printerr ("%s\n", parafa_filing_text_describe_stop (PARAFA_FILING_STOP_OFFLINE));
      status = PARAFA_EXIT_OFFLINE;
    }
  else
    status =
        parafa_terminal_report (job->terminal,
                                job->account != NULL ? parafa_account_get_profile (job->account)
                                                     : NULL,
                                error);
  parafa_filing_job_end (job, status);
}

/**
 * parafa_filing_job_print:
 * @job: a command that runs
 *
 * Prints its records, for people or for machines.
 */
void
parafa_filing_job_print (ParafaFilingJob *job)
{
  if (job->options->json)
    parafa_filing_text_print_json (job->records);
  else
    for (guint i = 0; i < job->records->len; i++)
      parafa_filing_text_print (job->records->pdata[i]);
}

/**
 * parafa_filing_job_get_profile:
 * @job: a command with an account
 *
 * Returns: (transfer none): the id of its profile
 */
const char *
parafa_filing_job_get_profile (ParafaFilingJob *job)
{
  return parafa_profile_get_id (parafa_account_get_profile (job->account));
}

static void
run_command (ParafaFilingJob *job)
{
  static void (*const functions[]) (ParafaFilingJob * job) = {
    [PARAFA_FILING_COMMAND_UPLOAD] = parafa_filing_upload,
    [PARAFA_FILING_COMMAND_STATUS] = parafa_filing_status,
    [PARAFA_FILING_COMMAND_LIST] = parafa_filing_list,
    [PARAFA_FILING_COMMAND_DOWNLOAD] = parafa_filing_download,
    [PARAFA_FILING_COMMAND_SLIP] = parafa_filing_slip,
  };

  functions[job->options->command](job);
}

static void
tell_salvage (ParafaArchive *archive)
{
  const char *kept = parafa_archive_get_set_aside (archive);
  guint n = (guint) parafa_archive_get_n_salvaged (archive);

  if (kept == NULL)
    return;
  /* Translators: a number, then a file */
  g_printerr (
      ngettext ("parafa etransport: the archive was damaged; %u filing could be read, and "
                "the damaged file is kept as %s. Before anything more is filed, ANAF’s list "
                "is asked what was.\n",
                "parafa etransport: the archive was damaged; %u filings could be read, and "
                "the damaged file is kept as %s. Before anything more is filed, ANAF’s list "
                "is asked what was.\n",
                n),
      n, kept);
}

static void
filings_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaFilingJob *job = user_data;
  g_autoptr (GError) error = NULL;

  job->filings = parafa_filings_open_finish (result, &error);
  if (job->filings == NULL)
    {
      parafa_filing_job_fail (job, error);
      return;
    }
  tell_salvage (parafa_filings_get_archive (job->filings));
  run_command (job);
}

/* Practice belongs to the practice profile, ANAF's systems to the others */
static ParafaAccount *
find_account (ParafaFilingJob *job, GError **error)
{
  GListModel *accounts = G_LIST_MODEL (parafa_terminal_get_session (job->terminal));
  gboolean practice = job->options->system == PARAFA_FILING_PRACTICE;
  g_autoptr (GListStore) fitting = g_list_store_new (PARAFA_TYPE_ACCOUNT);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (ParafaAccount) account = g_list_model_get_item (accounts, i);
      ParafaProfile *profile = parafa_account_get_profile (account);

      if ((parafa_profile_get_environment (profile) == PARAFA_ENVIRONMENT_PRACTICE) == practice)
        g_list_store_append (fitting, account);
    }
  return parafa_profile_choice_find (G_LIST_MODEL (fitting), job->options->profile, error);
}

static gboolean
needs_account (const ParafaFilingOptions *options)
{
  return options->command == PARAFA_FILING_COMMAND_UPLOAD ||
         (options->command == PARAFA_FILING_COMMAND_LIST && !options->offline);
}

static void
opened (ParafaTerminal *terminal, gpointer user_data)
{
  ParafaFilingJob *job = user_data;
  g_autoptr (GError) error = NULL;

  job->terminal = terminal;
  if (needs_account (job->options))
    {
      job->account = find_account (job, &error);
      if (job->account == NULL)
        {
          parafa_filing_job_end (job, parafa_terminal_report (terminal, NULL, error));
          return;
        }
    }
  parafa_filings_open_async (parafa_terminal_get_session (terminal), NULL,
                             parafa_terminal_get_cancellable (terminal), filings_opened, job);
}

/**
 * parafa_filing_job_run:
 * @options: what was said
 *
 * Runs a command of e-Transport on the person's session and archive.
 *
 * Returns: the exit status
 */
ParafaExit
parafa_filing_job_run (ParafaFilingOptions *options)
{
  ParafaFilingJob job = { .options = options };
  ParafaExit status;

  job.records = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_filing_record_unref);
  status = parafa_terminal_run ("etransport", FALSE, opened, &job);
  g_clear_handle_id (&job.timer, g_source_remove);
  if (job.filings != NULL)
    g_object_run_dispose (G_OBJECT (job.filings));
  g_clear_object (&job.filings);
  g_clear_object (&job.account);
  g_clear_pointer (&job.drafts, g_ptr_array_unref);
  g_ptr_array_unref (job.records);
  return status;
}
