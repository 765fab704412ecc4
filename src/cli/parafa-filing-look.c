/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-job.h"

#include "parafa-declaration.h"
#include "parafa-filing-exit.h"
#include "parafa-filing-text.h"
#include "parafa-token-supply.h"

#include <glib/gi18n.h>
#include <string.h>

#define LOOK_AGAIN_MS 300
#define PATIENCE_S 600
#define SHORT_PATIENCE_S 60
#define MOST_DAYS 60 /* as far back as ANAF's list goes (e-Transport API, 2024) */

/* `status`, `list`, and the waiting of `upload` */

/* -- follow: read anew, until all are through -- */

/* `status` without --wait: each is asked about once */
static gboolean
is_asked (const ParafaFilingJob *job, const ParafaFilingRecord *record)
{
  return job->asked != NULL && g_hash_table_contains (job->asked, &record->id);
}

static void
on_asked (ParafaFilingFollower *follower, gint64 id, ParafaFilingJob *job)
{
  g_hash_table_remove (job->asked, &id);
}

/* What is on its way is always waited for */
static gboolean
is_waited_for (const ParafaFilingJob *job, const ParafaFilingRecord *record)
{
  if (record->state == PARAFA_FILING_PROCESSING)
    return job->options->wait || is_asked (job, record);
  return record->state == PARAFA_FILING_SENDING ||
         (record->state == PARAFA_FILING_QUEUED && job->busy);
}

/* Asked now, and that is what came of it */
static gboolean
has_problem (const ParafaFilingJob *job, const ParafaFilingRecord *record, const char *problem)
{
  return job->options->command == PARAFA_FILING_COMMAND_STATUS && !job->options->offline &&
         record->state == PARAFA_FILING_PROCESSING && g_strcmp0 (record->problem, problem) == 0 &&
         !is_asked (job, record);
}

static void
note_stop (ParafaFilingJob *job, ParafaFilingStop stop)
{
  if (job->status != PARAFA_EXIT_DONE)
    return;
  g_printerr ("parafa etransport status: %s\n", parafa_filing_text_describe_stop (stop));
  job->status = parafa_filing_exit_from_stop (stop);
}

/* Whatever the wait was for, there is a limit to it */
static guint
get_patience_s (const ParafaFilingJob *job)
{
  return job->options->wait ? PATIENCE_S : SHORT_PATIENCE_S;
}

static ParafaExit
judge (ParafaFilingJob *job)
{
  for (guint i = 0; i < job->records->len; i++)
    {
      const ParafaFilingRecord *record = job->records->pdata[i];

      if (record->state != PARAFA_FILING_OK && record->state != PARAFA_FILING_PROCESSING)
        return PARAFA_EXIT_PROBLEM;
    }
  return PARAFA_EXIT_DONE;
}

/* Of `status`, asked now and in vain */
static void
note_problems (ParafaFilingJob *job)
{
  for (guint i = 0; i < job->records->len; i++)
    {
      if (has_problem (job, job->records->pdata[i], "forbidden"))
        note_stop (job, PARAFA_FILING_STOP_FORBIDDEN);
      else if (has_problem (job, job->records->pdata[i], "no-answer"))
        note_stop (job, PARAFA_FILING_STOP_OFFLINE);
    }
}

static gboolean
any_waits (const ParafaFilingJob *job)
{
  for (guint i = 0; i < job->records->len; i++)
    if (((const ParafaFilingRecord *) job->records->pdata[i])->state == PARAFA_FILING_QUEUED)
      return TRUE;
  return FALSE;
}

static void
finish (ParafaFilingJob *job)
{
  ParafaExit status;

  note_problems (job);
  if (job->status == PARAFA_EXIT_DONE && job->busy && any_waits (job))
    job->status = PARAFA_EXIT_BUSY;
  status = job->status != PARAFA_EXIT_DONE ? job->status : judge (job);
  parafa_filing_job_print (job);
  parafa_filing_job_end (job, status);
}

static void
look_again (gpointer user_data)
{
  ParafaFilingJob *job = user_data;

  job->timer = 0;
  parafa_filing_follow (job);
}

static void
access_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaFilingJob *job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaSecret) token = parafa_token_supply_finish (result, NULL, NULL, &error);

  if (token == NULL)
    job->status =
        parafa_terminal_report (job->terminal, parafa_account_get_profile (job->account), error);
  else /* there is a token, and ANAF does not take it */
    note_stop (job, PARAFA_FILING_STOP_UNAUTHORIZED);
  finish (job);
}

/* The archive only has that nobody could ask; a locked keyring, or none, is told from an access that has ended */
static void
explain_no_access (ParafaFilingJob *job, const char *profile)
{
  ParafaAccount *account =
      parafa_session_find (parafa_terminal_get_session (job->terminal), profile);

  if (account == NULL)
    {
      note_stop (job, PARAFA_FILING_STOP_ACCESS);
      finish (job);
      return;
    }
  g_set_object (&job->account, account);
  parafa_token_supply_async (account, TRUE, parafa_terminal_get_cancellable (job->terminal),
                             access_asked, job);
}

static void
records_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaFilingJob *job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records =
      parafa_archive_get_many_finish (PARAFA_ARCHIVE (source), result, &error);
  gboolean waits = FALSE;
  const char *no_access = NULL;

  job->reading = FALSE;
  if (records == NULL)
    {
      parafa_filing_job_fail (job, error);
      return;
    }
  g_ptr_array_set_size (job->records, 0);
  for (guint i = 0; i < records->len; i++)
    {
      ParafaFilingRecord *record = records->pdata[i];

      if (record == NULL)
        continue;
      waits = waits || is_waited_for (job, record);
      /* nobody is there who could log in */
      if (has_problem (job, record, "no-access"))
        no_access = record->profile;
      g_ptr_array_add (job->records, parafa_filing_record_ref (record));
    }
  if (no_access != NULL)
    explain_no_access (job, no_access);
  else if (waits && ++job->at < get_patience_s (job) * 1000 / LOOK_AGAIN_MS)
    job->timer = g_timeout_add_once (LOOK_AGAIN_MS, look_again, job);
  else
    finish (job);
}

/**
 * parafa_filing_follow:
 * @job: a command with records
 *
 * Reads its records anew; with --wait until none is in process, for at most ten minutes. Prints them and ends.
 */
void
parafa_filing_follow (ParafaFilingJob *job)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_clear_handle_id (&job->timer, g_source_remove);
  if (job->reading)
    return;
  job->reading = TRUE;
  for (guint i = 0; i < job->records->len; i++)
    g_array_append_val (ids, ((const ParafaFilingRecord *) job->records->pdata[i])->id);
  parafa_archive_get_many_async (parafa_filings_get_archive (job->filings),
                                 (const gint64 *) (gpointer) ids->data, ids->len, NULL,
                                 records_read, job);
}

/* -- which filings -- */

static gboolean
is_named (const ParafaFilingRecord *record, const char *word)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);

  return g_strcmp0 (word, id) == 0 || g_strcmp0 (word, record->index) == 0 ||
         g_strcmp0 (word, record->uit) == 0;
}

/* Whatever is not named here is not final yet */
static gboolean
take_named (ParafaFilingJob *job, GPtrArray *all)
{
  GPtrArray *words = job->options->words;

  for (guint n = 0; n < words->len; n++)
    {
      guint before = job->records->len;

      for (guint i = 0; i < all->len; i++)
        if (is_named (all->pdata[i], words->pdata[n]))
          g_ptr_array_add (job->records, parafa_filing_record_ref (all->pdata[i]));
      if (job->records->len == before)
        {
          /* Translators: %s is a number, an upload index or a UIT */
          g_printerr (_ ("parafa etransport: the archive has no filing “%s”\n"),
                      (const char *) words->pdata[n]);
          return FALSE;
        }
    }
  for (guint i = 0; words->len == 0 && i < all->len; i++)
    {
      const ParafaFilingRecord *record = all->pdata[i];

      if (record->state < PARAFA_FILING_OK)
        g_ptr_array_add (job->records, parafa_filing_record_ref (all->pdata[i]));
    }
  return TRUE;
}

/* Of the first of the last days, Romania's: nothing that ANAF's list of so many days has is left out */
static gint64
get_first_second (const ParafaFilingJob *job)
{
  g_autoptr (GTimeZone) zone = parafa_romania_zone_new ();
  g_autoptr (GDateTime) midnight = NULL;
  GDate day;

  parafa_romania_get_today (parafa_filing_caller_get_now (parafa_filings_get_caller (job->filings)),
                            &day);
  g_date_subtract_days (&day, job->options->days);
  midnight = g_date_time_new (zone, g_date_get_year (&day), (int) g_date_get_month (&day),
                              g_date_get_day (&day), 0, 0, 0);
  return midnight != NULL ? g_date_time_to_unix (midnight) : -1;
}

/**
 * parafa_filing_find_async:
 * @job: a command
 * @callback: gets the archive and the result, for parafa_filing_take_found(), with @job
 *
 * Reads what the options let through.
 */
void
parafa_filing_find_async (ParafaFilingJob *job, GAsyncReadyCallback callback)
{
  g_autoptr (ParafaFilingFilter) filter = parafa_filing_filter_new ();
  const char *companies[] = { job->options->cif, NULL };

  filter->system = job->options->system;
  filter->search = g_strdup (job->options->search);
  if (job->options->command == PARAFA_FILING_COMMAND_LIST && job->options->days > 0)
    filter->since = get_first_second (job);
  if (job->options->cif != NULL)
    filter->cifs = g_strdupv ((char **) companies);
  parafa_archive_find_async (parafa_filings_get_archive (job->filings), filter, NULL, callback,
                             job);
}

/**
 * parafa_filing_take_found:
 * @job: a command
 * @source: the archive
 * @result: the result
 *
 * Takes what the command names among its records.
 *
 * Returns: (transfer full) (nullable): all that was found; %NULL when the job has ended
 */
GPtrArray *
parafa_filing_take_found (ParafaFilingJob *job, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = parafa_archive_find_finish (PARAFA_ARCHIVE (source), result, &error);

  if (all == NULL)
    parafa_filing_job_fail (job, error);
  else if (!take_named (job, all))
    parafa_filing_job_end (job, PARAFA_EXIT_PROBLEM);
  else
    return g_steal_pointer (&all);
  return NULL;
}

/* -- status -- */

static void
status_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaFilingJob *job = user_data;
  g_autoptr (GPtrArray) all = NULL;
  ParafaFilingFollower *follower;
  gint64 now_s;

  all = parafa_filing_take_found (job, source, result);
  if (all == NULL)
    return;
  follower = parafa_filings_get_follower (job->filings);
  now_s = parafa_filing_caller_get_now (parafa_filings_get_caller (job->filings));
  job->asked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  job->early = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_signal_connect (follower, "asked", G_CALLBACK (on_asked), job);
  for (guint i = 0; !job->options->offline && i < job->records->len; i++)
    {
      const ParafaFilingRecord *record = job->records->pdata[i];
      gboolean early = !job->options->wait && parafa_filing_follower_is_too_soon (record, now_s);

      if (record->state != PARAFA_FILING_PROCESSING)
        continue;
      g_hash_table_add (early ? job->early : job->asked,
                        g_memdup2 (&record->id, sizeof record->id));
      if (!early)
        parafa_filing_follower_ask_now (follower, record->id);
    }
  if (job->options->wait && !job->options->offline)
    parafa_filings_start (job->filings);
  job->options->wait = job->options->wait && !job->options->offline;
  if (job->records->len == 0)
    finish (job);
  else
    parafa_filing_follow (job);
}

/**
 * parafa_filing_status:
 * @job: a command
 *
 * Asks what became of filings; without names, of all that are not through. What ANAF answered lately is told with its
 * time, unless it is to be waited for.
 */
void
parafa_filing_status (ParafaFilingJob *job)
{
  parafa_filing_find_async (job, status_found);
}

/* -- list -- */

static void
list_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaFilingJob *job = user_data;
  g_autoptr (GError) error = NULL;

  g_ptr_array_unref (job->records);
  job->records = parafa_archive_find_finish (PARAFA_ARCHIVE (source), result, &error);
  if (job->records == NULL)
    {
      job->records = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_filing_record_unref);
      parafa_filing_job_fail (job, error);
      return;
    }
  parafa_filing_job_print (job);
  parafa_filing_job_end (job, job->status);
}

static void
list_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaFilingJob *job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaEtransportAnswer) answer =
      parafa_filings_fetch_list_finish (PARAFA_FILINGS (source), result, &error);

  if (answer == NULL)
    {
      parafa_filing_job_fail (job, error);
      return;
    }
  if (answer->outcome != PARAFA_ETRANSPORT_DONE && answer->outcome != PARAFA_ETRANSPORT_NOTHING)
    {
      g_autofree char *said =
          parafa_filing_exit_describe (answer, _ ("ANAF did not give its list; this is what the "
                                                  "archive has"));

      g_printerr ("%s\n", said);
      job->status = parafa_filing_exit_from_outcome (answer->outcome);
    }
  parafa_filing_find_async (job, list_found);
}

/**
 * parafa_filing_list:
 * @job: a command
 *
 * Lists what was filed for a company: ANAF's list and the archive together, or the archive alone.
 */
void
parafa_filing_list (ParafaFilingJob *job)
{
  if (job->options->offline)
    parafa_filing_find_async (job, list_found);
  else
    parafa_filings_fetch_list_async (job->filings, parafa_filing_job_get_profile (job),
                                     (ParafaFilingSystem) job->options->system, job->options->cif,
                                     job->options->days > 0 ? job->options->days : MOST_DAYS,
                                     parafa_terminal_get_cancellable (job->terminal), list_fetched,
                                     job);
}
