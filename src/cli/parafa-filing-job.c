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
  if (job->cut && status == PARAFA_EXIT_DONE)
    status = PARAFA_EXIT_USAGE;
  job->status = status;
  parafa_terminal_end (job->terminal, status);
}

static const char *
describe_archive (const GError *error)
{
  switch ((ParafaArchiveError) error->code)
    {
    case PARAFA_ARCHIVE_ERROR_FULL:
      return _ ("the disk is full; nothing was changed");
    case PARAFA_ARCHIVE_ERROR_LOCKED:
      return _ ("another program holds the archive; try again");
    case PARAFA_ARCHIVE_ERROR_DAMAGED:
      return _ ("the archive is damaged, and another program has it open; end it and try again");
    case PARAFA_ARCHIVE_ERROR_READ_ONLY:
      return _ ("the archive cannot be written");
    case PARAFA_ARCHIVE_ERROR_NEWER:
      return _ ("a newer Parafa made the archive");
    case PARAFA_ARCHIVE_ERROR_UNSETTLED:
      return _ ("part of the archive was lost, and ANAF’s list did not come to say what was filed; "
                "nothing was sent");
    case PARAFA_ARCHIVE_ERROR_FAILED:
    case PARAFA_ARCHIVE_ERROR_SAME:
    case PARAFA_ARCHIVE_ERROR_STATE:
    case PARAFA_ARCHIVE_ERROR_NO_ROW:
    default:
      return error->message;
    }
}

/**
 * parafa_filing_job_report:
 * @job: a command that runs
 * @error: what went wrong
 *
 * Says it.
 *
 * Returns: the exit status that stands for it
 */
ParafaExit
parafa_filing_job_report (ParafaFilingJob *job, const GError *error)
{
  ParafaExit status = PARAFA_EXIT_PROBLEM;

  if (error->domain == PARAFA_ARCHIVE_ERROR)
    g_printerr ("parafa etransport: %s\n", describe_archive (error));
  else if (g_error_matches (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_DAY_LIMIT))
    {
      g_printerr ("parafa etransport: %s\n",
                  _ ("ANAF was asked as often today as it allows; --offline shows what the archive "
                     "has"));
      status = PARAFA_EXIT_SERVER;
    }
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
  return status;
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
  parafa_filing_job_end (job, parafa_filing_job_report (job, error));
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
  job->printed = TRUE;
  if (job->options->json || job->options->csv)
    job->cut = !parafa_filing_text_print_table (job->records, job->options->csv
                                                                  ? PARAFA_FILING_TABLE_CSV
                                                                  : PARAFA_FILING_TABLE_JSON);
  else
    for (guint i = 0; i < job->records->len; i++)
      {
        const ParafaFilingRecord *record = job->records->pdata[i];

        parafa_filing_text_print (record);
        if (job->early != NULL && g_hash_table_contains (job->early, &record->id))
          parafa_filing_text_print_pause (record);
      }
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
    [PARAFA_FILING_COMMAND_INFO] = parafa_filing_info,
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
         options->command == PARAFA_FILING_COMMAND_INFO ||
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
  status = parafa_terminal_run ("etransport", options->interactive, opened, &job);
  g_clear_handle_id (&job.timer, g_source_remove);
  if (status >= PARAFA_EXIT_SIGNAL && options->command == PARAFA_FILING_COMMAND_UPLOAD)
    g_printerr ("%s\n",
                _ ("parafa etransport upload: stopped; what may have been sent is looked for in "
                   "ANAF’s list before it is sent again"));
  if (job.filings != NULL)
    g_object_run_dispose (G_OBJECT (job.filings));
  g_clear_object (&job.filings);
  g_clear_object (&job.account);
  g_clear_pointer (&job.drafts, g_ptr_array_unref);
  g_clear_pointer (&job.from_input, g_bytes_unref);
  g_clear_pointer (&job.asked, g_hash_table_unref);
  g_clear_pointer (&job.early, g_hash_table_unref);
  g_ptr_array_unref (job.records);
  options->printed = job.printed;
  return status;
}
