/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-match.h"

#include "parafa-declaration.h"

#include <string.h>

/* How far the clocks of ANAF and of this machine may be apart */
#define SKEW_S (G_GINT64_CONSTANT (1800))

/* What only one of the two says is no difference */
static gboolean
differ (const char *one, const char *other)
{
  return one != NULL && other != NULL && g_ascii_strcasecmp (one, other) != 0;
}

/* 2026-11-24 and 20261124000000 */
static gboolean
dates_differ (const char *date, const char *compact)
{
  g_autofree char *start = NULL;

  if (date == NULL || compact == NULL || strlen (date) < 10 || strlen (compact) < 8)
    return FALSE;
  start = g_strdup_printf ("%.4s%.2s%.2s", date, date + 5, date + 8);
  return strncmp (start, compact, 8) != 0;
}

static gboolean
amounts_differ (gint64 hundredths, const char *decimal)
{
  gint64 other;

  if (hundredths < 0 || decimal == NULL)
    return FALSE;
  other = (gint64) (g_ascii_strtod (decimal, NULL) * 100 + 0.5);
  return ABS (other - hundredths) > 1;
}

static const char *
get_type (gint64 kind)
{
  switch ((ParafaDeclarationKind) kind)
    {
    case PARAFA_DECLARATION_CORRECTION:
      return "COR";
    case PARAFA_DECLARATION_DELETION:
      return "DEL";
    case PARAFA_DECLARATION_CONFIRMATION:
      return "CON";
    case PARAFA_DECLARATION_VEHICLE:
      return "MVH";
    case PARAFA_DECLARATION_NOTICE:
    default:
      return "NOT";
    }
}

/* A correction that was taken in may be listed as the notification it became */
static gboolean
types_differ (gint64 kind, const char *type)
{
  if (type == NULL || (kind == PARAFA_DECLARATION_CORRECTION && strcmp (type, "NOT") == 0))
    return FALSE;
  return strcmp (get_type (kind), type) != 0;
}

/* Nothing of this changes once it is filed */
static gboolean
contradicts (const ParafaFilingRecord *filing, const ParafaEtransportRecord *record)
{
  if (record->id_incarcare == NULL || g_strcmp0 (record->sursa, "I") == 0)
    return TRUE;
  /* older lists leave references out: one that is missing there says nothing */
  if (differ (filing->reference, record->ref_decl) ||
      (filing->reference == NULL && record->ref_decl != NULL))
    return TRUE;
  if (types_differ (filing->kind, record->tip))
    return TRUE;
  return filing->subject_uit != NULL && differ (filing->subject_uit, record->uit);
}

/* What the list tells in its own words, or in those of a later change of the vehicle */
static gboolean
contents_differ (const ParafaFilingRecord *filing, const ParafaEtransportRecord *record)
{
  gboolean changed = record->steps->len > 0;

  return differ (filing->declarant, record->cod_decl) ||
         differ (filing->operation, record->tip_op) ||
         (!changed && differ (filing->vehicle, record->nr_veh)) ||
         (!changed && differ (filing->trailer_1, record->nr_rem1)) ||
         differ (filing->partner_code, record->pc_cod) ||
         differ (filing->carrier_code, record->tr_cod) ||
         dates_differ (filing->transport_date, record->data_transp) ||
         amounts_differ (filing->gross, record->gr_tot_bruta);
}

static gboolean
is_older (const ParafaFilingRecord *filing, const ParafaEtransportRecord *record)
{
  gint64 created_at = parafa_etransport_record_get_created_at (record);

  return created_at >= 0 && filing->sent_at >= 0 && created_at < filing->sent_at - SKEW_S;
}

static guint
is_same (const char *one, const char *other)
{
  return one != NULL && other != NULL && g_ascii_strcasecmp (one, other) == 0;
}

/* How much speaks for it */
static guint
count_signs (const ParafaFilingRecord *filing, const ParafaEtransportRecord *record)
{
  return 4 * is_same (filing->reference, record->ref_decl) +
         2 * is_same (filing->vehicle, record->nr_veh) +
         is_same (filing->subject_uit, record->uit) +
         is_same (filing->partner_code, record->pc_cod) +
         is_same (filing->carrier_code, record->tr_cod) +
         (filing->transport_date != NULL && record->data_transp != NULL &&
          !dates_differ (filing->transport_date, record->data_transp));
}

typedef enum
{
  LIKENESS_NONE,
  LIKENESS_PERHAPS, /* it may be; nobody is told that it is, nor that it is not */
  LIKENESS_ALIKE,
} Likeness;

/* A clock that was wrong when the filing left makes its own entry look older; and of one that has the same reference the
 * list may tell in other words what is in it. An entry of a refused file says hardly anything. */
static Likeness
compare (const ParafaFilingRecord *filing, const ParafaEtransportRecord *record)
{
  gboolean others = contents_differ (filing, record);
  gboolean older = is_older (filing, record);
  guint n_signs = count_signs (filing, record);

  if (contradicts (filing, record))
    return LIKENESS_NONE;
  if (!others && !older)
    return record->has_error && n_signs == 0 ? LIKENESS_PERHAPS : LIKENESS_ALIKE;
  if (record->has_error || (others && older))
    return LIKENESS_NONE;
  if (older)
    return n_signs >= 2 ? LIKENESS_PERHAPS : LIKENESS_NONE;
  return is_same (filing->reference, record->ref_decl) ? LIKENESS_PERHAPS : LIKENESS_NONE;
}

/**
 * parafa_filing_match_looks_alike:
 * @filing: a filing that may have been sent
 * @record: an entry of the list
 *
 * Returns: whether nothing speaks against the entry being that filing
 */
gboolean
parafa_filing_match_looks_alike (const ParafaFilingRecord *filing,
                                 const ParafaEtransportRecord *record)
{
  return compare (filing, record) == LIKENESS_ALIKE;
}

/**
 * parafa_filing_match_may_be:
 * @filing: a filing that may have been sent
 * @record: an entry of the list
 *
 * Returns: whether the entry is, or may be, that filing's: it belongs to nobody else before that is settled
 */
gboolean
parafa_filing_match_may_be (const ParafaFilingRecord *filing, const ParafaEtransportRecord *record)
{
  return compare (filing, record) != LIKENESS_NONE;
}

static gboolean
is_taken (const ParafaEtransportRecord *record, GHashTable *known, GHashTable *given)
{
  return g_hash_table_contains (given, record) ||
         (record->id_incarcare != NULL && g_hash_table_contains (known, record->id_incarcare));
}

static guint
count_entries (const ParafaFilingRecord *filing, GPtrArray *records, GHashTable *known)
{
  guint n = 0;

  for (guint i = 0; i < records->len; i++)
    {
      const ParafaEtransportRecord *record = records->pdata[i];

      n += parafa_filing_match_looks_alike (filing, record) &&
           (record->id_incarcare == NULL || !g_hash_table_contains (known, record->id_incarcare));
    }
  return n;
}

/* How many of the filings in doubt could be the entries that this one could be */
static guint
count_rivals (const ParafaFilingRecord *filing,
              GPtrArray *filings,
              GPtrArray *records,
              GHashTable *known)
{
  guint n = 0;

  for (guint i = 0; i < filings->len; i++)
    {
      gboolean shares = FALSE;

      for (guint k = 0; k < records->len && !shares; k++)
        {
          const ParafaEtransportRecord *record = records->pdata[k];

          shares =
              !g_hash_table_contains (known,
                                      record->id_incarcare != NULL ? record->id_incarcare : "") &&
              parafa_filing_match_looks_alike (filing, record) &&
              parafa_filing_match_looks_alike (filings->pdata[i], record);
        }
      n += shares;
    }
  return n;
}

/* The entry that most speaks for */
static const ParafaEtransportRecord *
find_best (const ParafaFilingRecord *filing,
           GPtrArray *records,
           GHashTable *known,
           GHashTable *given)
{
  const ParafaEtransportRecord *best = NULL;
  guint most = 0;

  for (guint i = 0; i < records->len; i++)
    {
      const ParafaEtransportRecord *record = records->pdata[i];
      guint n_signs = count_signs (filing, record);

      if (is_taken (record, known, given) || !parafa_filing_match_looks_alike (filing, record) ||
          (best != NULL && n_signs <= most))
        continue;
      best = record;
      most = n_signs;
    }
  return best;
}

static void
match_alike (ParafaFilingMatch *match,
             const ParafaFilingRecord *filing,
             GPtrArray *filings,
             GPtrArray *records,
             GHashTable *known,
             GHashTable *given)
{
  guint n_entries = count_entries (filing, records, known);

  match->result = PARAFA_FILING_MATCH_ABSENT;
  if (n_entries == 0)
    return;
  match->result = PARAFA_FILING_MATCH_UNSURE;
  if (n_entries < count_rivals (filing, filings, records, known))
    return;
  match->record = find_best (filing, records, known, given);
  if (match->record == NULL)
    return;
  match->result = PARAFA_FILING_MATCH_FOUND;
  match->index = match->record->id_incarcare;
  g_hash_table_add (given, (gpointer) match->record);
}

/* -- what an absence may hide -- */

static gboolean
has_alike (GPtrArray *filings, const ParafaEtransportRecord *record)
{
  for (guint i = 0; i < filings->len; i++)
    if (parafa_filing_match_looks_alike (filings->pdata[i], record))
      return TRUE;
  return FALSE;
}

static gboolean
may_be_there (const ParafaFilingRecord *filing,
              GPtrArray *filings,
              GPtrArray *records,
              GHashTable *known,
              GHashTable *given)
{
  for (guint i = 0; i < records->len; i++)
    if (!is_taken (records->pdata[i], known, given) &&
        parafa_filing_match_may_be (filing, records->pdata[i]) &&
        !has_alike (filings, records->pdata[i]))
      return TRUE;
  return FALSE;
}

/* The valid notification that a filing is about */
static const ParafaEtransportRecord *
find_subject (const ParafaFilingRecord *filing, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      const ParafaEtransportRecord *record = records->pdata[i];

      if (!record->has_error && is_same (filing->subject_uit, record->uit) &&
          (record->tip == NULL || strcmp (record->tip, "NOT") == 0))
        return record;
    }
  return NULL;
}

/* Two that say different things of the transport */
static gboolean
confirmations_differ (const ParafaFilingRecord *filing, const ParafaEtransportRecord *subject)
{
  gint64 shown = parafa_filing_confirmation_read (subject->tip_conf);

  return filing->confirmation >= 0 && shown >= 0 && filing->confirmation != shown;
}

static gboolean
is_step_of (const ParafaFilingRecord *filing,
            const ParafaEtransportRecord *subject,
            const ParafaEtransportStep *step,
            GHashTable *known,
            GHashTable *given)
{
  if (g_strcmp0 (step->sursa, "I") == 0 || g_hash_table_contains (given, step) ||
      differ (filing->reference, step->ref_decl) || differ (filing->vehicle, step->nr_veh))
    return FALSE;
  if (filing->kind == PARAFA_DECLARATION_CONFIRMATION && confirmations_differ (filing, subject))
    return FALSE;
  return step->id_incarcare == NULL || !g_hash_table_contains (known, step->id_incarcare);
}

/* Confirmations and changes of a vehicle are listed inside their notification: every change, but one confirmation alone,
 * which may hide an earlier one */
static void
match_step (ParafaFilingMatch *match,
            const ParafaFilingRecord *filing,
            const ParafaEtransportRecord *subject,
            GHashTable *known,
            GHashTable *given)
{
  for (guint i = 0; i < subject->steps->len; i++)
    {
      const ParafaEtransportStep *step = subject->steps->pdata[i];

      if (strcmp (step->tip, get_type (filing->kind)) != 0)
        continue;
      if (filing->kind == PARAFA_DECLARATION_CONFIRMATION)
        match->result = PARAFA_FILING_MATCH_UNSURE;
      if (!is_step_of (filing, subject, step, known, given))
        continue;
      match->result = PARAFA_FILING_MATCH_UNSURE;
      if (step->id_incarcare == NULL)
        continue;
      match->result = PARAFA_FILING_MATCH_FOUND;
      match->record = subject;
      match->index = step->id_incarcare;
      g_hash_table_add (given, (gpointer) step);
      return;
    }
}

/* Of what is filed to a notification, the list shows at most what became of the notification: a correction in its place,
 * nothing in place of a deleted one. Only a notification that stands there as it was proves that nothing came. */
static void
match_by_subject (ParafaFilingMatch *match,
                  const ParafaFilingRecord *filing,
                  GPtrArray *records,
                  GHashTable *known,
                  GHashTable *given)
{
  const ParafaEtransportRecord *subject = find_subject (filing, records);

  if (subject == NULL)
    match->result = PARAFA_FILING_MATCH_UNSURE;
  else if (filing->kind == PARAFA_DECLARATION_CONFIRMATION ||
           filing->kind == PARAFA_DECLARATION_VEHICLE)
    match_step (match, filing, subject, known, given);
  else if (filing->kind == PARAFA_DECLARATION_CORRECTION &&
           parafa_etransport_record_get_modified_at (subject) >= filing->sent_at - SKEW_S)
    match->result = PARAFA_FILING_MATCH_UNSURE;
}

/**
 * parafa_filing_match:
 * @filings: (element-type ParafaFilingRecord): what is in doubt for one company, all of it
 * @records: (element-type ParafaEtransportRecord): the company's list
 * @known: indexes that belong to other filings of the archive
 *
 * Looks in the list for filings that may have been sent. An entry is given to one filing only. Where fewer entries than
 * filings look alike, nobody can tell which were taken in, and none of them is told to be absent: what is told to be
 * absent may be sent again. Nor is one that an entry may be, but for a time or a detail, and one that the list would not
 * show: ANAF lists valid notifications and changes of vehicles, not deletions, and corrections in place of what they
 * corrected (e-Transport API, `lista`, 2024).
 *
 * Returns: (transfer full) (element-type ParafaFilingMatch): for each filing what the list says of it
 */
GArray *
parafa_filing_match (GPtrArray *filings, GPtrArray *records, GHashTable *known)
{
  GArray *matches = g_array_new (FALSE, TRUE, sizeof (ParafaFilingMatch));
  g_autoptr (GHashTable) given = g_hash_table_new (NULL, NULL);

  g_array_set_size (matches, filings->len);
  for (guint i = 0; i < filings->len; i++)
    match_alike (&g_array_index (matches, ParafaFilingMatch, i), filings->pdata[i], filings,
                 records, known, given);
  for (guint i = 0; i < filings->len; i++)
    {
      const ParafaFilingRecord *filing = filings->pdata[i];
      ParafaFilingMatch *match = &g_array_index (matches, ParafaFilingMatch, i);

      if (match->result != PARAFA_FILING_MATCH_ABSENT)
        continue;
      if (may_be_there (filing, filings, records, known, given))
        match->result = PARAFA_FILING_MATCH_UNSURE;
      else if (filing->subject_uit != NULL)
        match_by_subject (match, filing, records, known, given);
    }
  return matches;
}
