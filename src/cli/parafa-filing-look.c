/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-job.h"

#include "parafa-filing-package.h"
#include "parafa-filing-text.h"
#include "parafa-token-supply.h"

#include <glib/gi18n.h>
#include <string.h>

#define LOOK_AGAIN_MS 300
#define PATIENCE_S 600
#define SHORT_PATIENCE_S 60

/* `status`, `list`, `download`, `slip`, and the waiting of `upload` */

/* -- follow: read anew, until all are through -- */

/* `status` without --wait: each is asked about once */
static gboolean
is_asked (const ParafaFilingJob *job, const ParafaFilingRecord *record)
{
  const ParafaFilingRecord *before =
      job->asked != NULL ? g_hash_table_lookup (job->asked, &record->id) : NULL;

  return before != NULL && before->polls == record->polls &&
         before->next_poll_at == record->next_poll_at;
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

/* Nobody is there who could log in */
static gboolean
is_without_access (const ParafaFilingJob *job, const ParafaFilingRecord *record)
{
  return job->options->command == PARAFA_FILING_COMMAND_STATUS && !job->options->offline &&
         record->state == PARAFA_FILING_PROCESSING &&
         g_strcmp0 (record->problem, "no-access") == 0 && !is_asked (job, record);
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
    {
      g_printerr ("parafa etransport status: %s\n",
                  parafa_filing_text_describe_stop (PARAFA_FILING_STOP_UNAUTHORIZED));
      job->status = PARAFA_EXIT_LOGIN_NEEDED;
    }
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
      g_printerr ("parafa etransport status: %s\n",
                  parafa_filing_text_describe_stop (PARAFA_FILING_STOP_ACCESS));
      job->status = PARAFA_EXIT_LOGIN_NEEDED;
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
      if (is_without_access (job, record))
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

static void
find_async (ParafaFilingJob *job, GAsyncReadyCallback callback)
{
  g_autoptr (ParafaFilingFilter) filter = parafa_filing_filter_new ();
  const char *companies[] = { job->options->cif, NULL };

  filter->system = job->options->system;
  filter->search = g_strdup (job->options->search);
  if (job->options->cif != NULL)
    filter->cifs = g_strdupv ((char **) companies);
  parafa_archive_find_async (parafa_filings_get_archive (job->filings), filter, NULL, callback,
                             job);
}

/* Found, or the job has ended */
static gboolean
take_found (ParafaFilingJob *job, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = parafa_archive_find_finish (PARAFA_ARCHIVE (source), result, &error);

  if (all == NULL)
    parafa_filing_job_fail (job, error);
  else if (!take_named (job, all))
    parafa_filing_job_end (job, PARAFA_EXIT_PROBLEM);
  else
    return TRUE;
  return FALSE;
}

/* -- status -- */

static void
status_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaFilingJob *job = user_data;
  ParafaFilingFollower *follower;

  if (!take_found (job, source, result))
    return;
  follower = parafa_filings_get_follower (job->filings);
  job->asked = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                      (GDestroyNotify) parafa_filing_record_unref);
  for (guint i = 0; !job->options->offline && i < job->records->len; i++)
    {
      ParafaFilingRecord *record = job->records->pdata[i];

      if (record->state != PARAFA_FILING_PROCESSING)
        continue;
      g_hash_table_insert (job->asked, &record->id, parafa_filing_record_ref (record));
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
 * Asks what became of filings; without names, of all that are not through.
 */
void
parafa_filing_status (ParafaFilingJob *job)
{
  find_async (job, status_found);
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
      g_printerr ("%s\n", answer->errors[0] != NULL
                              ? answer->errors[0]
                              : _ ("ANAF did not give its list; this is what the archive has"));
      job->status = PARAFA_EXIT_SERVER;
    }
  find_async (job, list_found);
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
    find_async (job, list_found);
  else
    parafa_filings_fetch_list_async (job->filings, parafa_filing_job_get_profile (job),
                                     (ParafaFilingSystem) job->options->system, job->options->cif,
                                     job->options->days,
                                     parafa_terminal_get_cancellable (job->terminal), list_fetched,
                                     job);
}

/* -- download and slip -- */

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
  parafa_filing_job_end (job, PARAFA_EXIT_DONE);
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

  g_printerr ("%s\n", _ ("ANAF no longer gives what was filed; this is what the archive has."));
  parafa_filing_package_make_async (parafa_filings_get_archive (job->filings), record->id, NULL,
                                    package_made, job);
}

static void
downloaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaFilingJob *job = user_data;
  g_autoptr (ParafaEtransportAnswer) answer =
      parafa_filings_download_finish (PARAFA_FILINGS (source), result, NULL);

  if (answer != NULL && answer->file != NULL)
    save (job, answer->file, ".xml");
  else
    make_package (job);
}

static void
download_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaFilingJob *job = user_data;
  ParafaFilingRecord *record;

  if (!take_found (job, source, result))
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
  find_async (job, download_found);
}

static void
slip_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaFilingJob *job = user_data;
  g_autoptr (ParafaSlip) slip = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;

  if (!take_found (job, source, result))
    return;
  slip = parafa_filing_package_get_slip (job->records->pdata[0]);
  if (slip == NULL)
    {
      g_printerr ("%s\n", _ ("The UIT does not count yet, so there is no slip."));
      parafa_filing_job_end (job, PARAFA_EXIT_PROBLEM);
      return;
    }
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
  find_async (job, slip_found);
}
