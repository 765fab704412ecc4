/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-job.h"

#include "parafa-filing-exit.h"
#include "parafa-filing-text.h"
#include "parafa-terminal-output.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define MAX_INPUT_BYTES (5u * 1024 * 1024) /* ANAF takes no more (e-Transport API, 2024) */

/* `parafa etransport upload`: read, judge, ask, queue, send */

static void submit_next (ParafaFilingJob *job);

static const char *
get_cif (const ParafaFilingJob *job, const ParafaFilingDraft *draft)
{
  return job->options->cif != NULL ? job->options->cif : draft->declaration->declarant;
}

/* Nothing is sent while one of the files is not in order */
static gboolean
judge_all (ParafaFilingJob *job)
{
  gboolean ready = TRUE;

  for (guint i = 0; i < job->drafts->len; i++)
    {
      const ParafaFilingDraft *draft = job->drafts->pdata[i];
      g_autofree char *name = parafa_terminal_output_make_printable (draft->file_name);

      if (parafa_filing_draft_is_ready (draft))
        continue;
      ready = FALSE;
      if (draft->error != NULL)
        g_printerr ("%s: %s\n", name, draft->error->message);
      else
        g_printerr (_ ("%s: not valid; parafa etransport check says why\n"), name);
    }
  if (job->drafts->len == 0)
    g_printerr ("%s\n", _ ("parafa etransport upload: there is no XML file"));
  return ready && job->drafts->len > 0;
}

static void
print_question (ParafaFilingJob *job)
{
  for (guint i = 0; i < job->drafts->len; i++)
    {
      const ParafaFilingDraft *draft = job->drafts->pdata[i];
      g_autofree char *name = parafa_terminal_output_make_printable (draft->file_name);
      g_autofree char *partner = parafa_terminal_output_make_printable (
          draft->declaration->partner_name != NULL ? draft->declaration->partner_name : "");

      g_printerr ("%s  %s  %s  %s\n", name, get_cif (job, draft),
                  draft->declaration->vehicle != NULL ? draft->declaration->vehicle : "-", partner);
    }
  g_printerr (g_dngettext (NULL, "File %u declaration in %s? [y/N] ",
                           "File %u declarations in %s? [y/N] ", job->drafts->len),
              job->drafts->len, parafa_filing_text_describe_system (job->options->system));
}

/* A person says yes with the first letter, in their language or in English */
static gboolean
ask (ParafaFilingJob *job)
{
  /* Translators: the first letter of “yes” */
  const char *yes = C_ ("answer", "y");
  char answer[64] = "";
  struct sigaction before;
  const char *got;
  g_autofree char *typed = NULL;

  if (job->options->yes)
    return TRUE;
  print_question (job);
  /* nothing is on its way yet: a signal ends the program here as it ends others */
  sigaction (SIGINT, &(struct sigaction){ .sa_handler = SIG_DFL }, &before);
  got = fgets (answer, sizeof answer, stdin);
  sigaction (SIGINT, &before, NULL);
  if (got == NULL)
    return FALSE;
  typed = g_utf8_strdown (g_strstrip (answer), -1);
  return g_str_has_prefix (typed, yes) || g_str_has_prefix (typed, "y");
}

/* -- sending -- */

static void
read_records (ParafaFilingJob *job)
{
  if (parafa_filing_sender_get_stop (parafa_filings_get_sender (job->filings)) !=
      PARAFA_FILING_STOP_NONE)
    job->options->wait = FALSE;
  parafa_filing_follow (job);
}

static void
on_done (ParafaFilingSender *sender, ParafaFilingJob *job)
{
  g_signal_handlers_disconnect_by_data (sender, job);
  read_records (job);
}

/* What waits stays in the archive, and is sent by the next upload or by the window */
static void
on_stop (ParafaFilingSender *sender, GParamSpec *pspec, ParafaFilingJob *job)
{
  ParafaFilingStop stop = parafa_filing_sender_get_stop (sender);
  const GError *error = parafa_filing_sender_get_error (sender);

  if (stop == PARAFA_FILING_STOP_NONE || (stop == PARAFA_FILING_STOP_BUSY && job->busy))
    return;
  if (stop == PARAFA_FILING_STOP_ACCESS && error != NULL)
    job->status =
        parafa_terminal_report (job->terminal, parafa_account_get_profile (job->account), error);
  else
    g_printerr ("parafa etransport upload: %s\n", parafa_filing_text_describe_stop (stop));
  /* the other program sends ours, too, or lets us */
  if (stop == PARAFA_FILING_STOP_BUSY)
    {
      job->busy = TRUE;
      job->at = 0;
      parafa_filing_follow (job);
      return;
    }
  if (stop != PARAFA_FILING_STOP_ACCESS || job->status == PARAFA_EXIT_DONE)
    job->status = parafa_filing_exit_from_stop (stop);
  g_signal_handlers_disconnect_by_data (sender, job);
  read_records (job);
}

static void
start_sending (ParafaFilingJob *job)
{
  ParafaFilingSender *sender = parafa_filings_get_sender (job->filings);

  g_signal_connect (sender, "done", G_CALLBACK (on_done), job);
  g_signal_connect (sender, "notify::stop", G_CALLBACK (on_stop), job);
  if (job->options->wait)
    parafa_filings_start (job->filings);
  else
    parafa_filing_sender_start (sender);
}

/* The same file again: what was never sent is sent now, and what is in doubt is settled; anything else was filed */
static void
earlier_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaFilingJob *job = user_data;
  const ParafaFilingDraft *draft = job->drafts->pdata[job->at];
  g_autofree char *name = parafa_terminal_output_make_printable (draft->file_name);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaFilingRecord) earlier =
      parafa_archive_get_finish (PARAFA_ARCHIVE (source), result, &error);

  if (earlier == NULL)
    {
      parafa_filing_job_fail (job, error);
      return;
    }
  if (earlier->state == PARAFA_FILING_QUEUED || earlier->state == PARAFA_FILING_UNKNOWN ||
      earlier->state == PARAFA_FILING_SENDING)
    g_ptr_array_add (job->records, g_steal_pointer (&earlier));
  else
    {
      if (earlier->hash != NULL && g_strcmp0 (earlier->hash, draft->hash) != 0)
        /* Translators: first a file, then a number */
        g_printerr (_ ("%s: the same declaration, saved differently, was filed before, as number "
                       "%u; not filed again without --again\n"),
                    name, (guint) earlier->id);
      else
        /* Translators: first a file, then a number */
        g_printerr (_ ("%s: filed before, as number %u; not filed again without --again\n"), name,
                    (guint) earlier->id);
      job->status = PARAFA_EXIT_PROBLEM;
    }
  job->at++;
  submit_next (job);
}

static void
submitted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaFilingJob *job = user_data;
  g_autoptr (GError) error = NULL;
  ParafaFilingRecord *record =
      parafa_filings_submit_finish (PARAFA_FILINGS (source), result, &error);

  if (record != NULL)
    g_ptr_array_add (job->records, record);
  else if (g_error_matches (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_SAME))
    {
      parafa_archive_get_async (parafa_filings_get_archive (job->filings),
                                g_ascii_strtoll (error->message, NULL, 10), NULL, earlier_ready,
                                job);
      return;
    }
  else
    {
      parafa_filing_job_fail (job, error);
      return;
    }
  job->at++;
  submit_next (job);
}

static void
submit_next (ParafaFilingJob *job)
{
  ParafaFilingDraft *draft;

  if (job->at < job->drafts->len)
    {
      draft = job->drafts->pdata[job->at];
      parafa_filings_submit_async (job->filings, parafa_filing_job_get_profile (job),
                                   (ParafaFilingSystem) job->options->system, get_cif (job, draft),
                                   draft, job->options->again,
                                   parafa_terminal_get_cancellable (job->terminal), submitted, job);
    }
  else if (job->records->len > 0)
    start_sending (job);
  else
    parafa_filing_job_end (job, PARAFA_EXIT_PROBLEM);
}

static void
add_input (ParafaFilingJob *job)
{
  GDate today;

  parafa_romania_get_today (parafa_filing_caller_get_now (parafa_filings_get_caller (job->filings)),
                            &today);
  g_ptr_array_add (job->drafts, parafa_filing_draft_new ("-", job->from_input, &today));
}

/* Takes - out of the words and reads the declaration that stands for it; one byte more than is allowed shows that it is too
 * long */
static gboolean
read_input (ParafaFilingJob *job)
{
  GPtrArray *words = job->options->words;
  g_autofree char *buffer = NULL;
  gsize length;

  for (guint i = words->len; i > 0; i--)
    if (g_str_equal (words->pdata[i - 1], "-"))
      {
        g_ptr_array_remove_index (words, i - 1);
        if (job->from_input != NULL)
          continue;
        buffer = g_malloc (MAX_INPUT_BYTES + 1);
        length = fread (buffer, 1, MAX_INPUT_BYTES + 1, stdin);
        if (ferror (stdin))
          return FALSE;
        job->from_input = g_bytes_new_take (g_steal_pointer (&buffer), length);
      }
  return TRUE;
}

static void
drafts_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaFilingJob *job = user_data;
  g_autoptr (GError) error = NULL;

  job->drafts = parafa_filing_drafts_read_finish (result, &error);
  if (job->drafts != NULL && job->from_input != NULL)
    add_input (job);
  if (job->drafts == NULL)
    parafa_filing_job_fail (job, error);
  else if (!judge_all (job))
    parafa_filing_job_end (job, PARAFA_EXIT_PROBLEM);
  else if (!ask (job))
    {
      g_printerr ("%s\n", _ ("Nothing was filed."));
      parafa_filing_job_end (job, PARAFA_EXIT_PROBLEM);
    }
  else
    submit_next (job);
}

static gboolean
has_input (const ParafaFilingJob *job)
{
  return g_ptr_array_find_with_equal_func (job->options->words, "-", g_str_equal, NULL);
}

/**
 * parafa_filing_upload:
 * @job: a command with an account
 *
 * Files declarations. Asks first, naming company and system, unless told not to; a script has to tell so.
 */
void
parafa_filing_upload (ParafaFilingJob *job)
{
  if (!job->options->yes && (!isatty (STDIN_FILENO) || has_input (job)))
    {
      g_printerr ("%s\n", _ ("parafa etransport upload: say --yes to file without being asked"));
      parafa_filing_job_end (job, PARAFA_EXIT_USAGE);
      return;
    }
  if (!read_input (job))
    {
      g_printerr ("parafa etransport upload: -: %s\n", g_strerror (EIO));
      parafa_filing_job_end (job, PARAFA_EXIT_USAGE);
      return;
    }
  g_ptr_array_add (job->options->words, NULL);
  parafa_filing_drafts_read_async ((const char *const *) job->options->words->pdata,
                                   parafa_filing_caller_get_now (
                                       parafa_filings_get_caller (job->filings)),
                                   parafa_terminal_get_cancellable (job->terminal), drafts_read,
                                   job);
}
