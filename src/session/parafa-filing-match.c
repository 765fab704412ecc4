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
  gint64 created_at = parafa_etransport_record_get_created_at (record);

  if (record->id_incarcare == NULL || g_strcmp0 (record->sursa, "I") == 0)
    return FALSE;
  if (created_at >= 0 && filing->sent_at >= 0 && created_at < filing->sent_at - SKEW_S)
    return FALSE;
  /* older lists leave references out: one that is missing there says nothing */
  if (differ (filing->reference, record->ref_decl) ||
      (filing->reference == NULL && record->ref_decl != NULL))
    return FALSE;
  if (types_differ (filing->kind, record->tip) || differ (filing->declarant, record->cod_decl))
    return FALSE;
  if (filing->subject_uit != NULL && differ (filing->subject_uit, record->uit))
    return FALSE;
  return !differ (filing->operation, record->tip_op) && !differ (filing->vehicle, record->nr_veh) &&
         !differ (filing->trailer_1, record->nr_rem1) &&
         !differ (filing->partner_code, record->pc_cod) &&
         !differ (filing->carrier_code, record->tr_cod) &&
         !dates_differ (filing->transport_date, record->data_transp) &&
         !amounts_differ (filing->gross, record->gr_tot_bruta);
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

static const ParafaEtransportRecord *
find_first (const ParafaFilingRecord *filing,
            GPtrArray *records,
            GHashTable *known,
            GHashTable *given)
{
  for (guint i = 0; i < records->len; i++)
    if (!is_taken (records->pdata[i], known, given) &&
        parafa_filing_match_looks_alike (filing, records->pdata[i]))
      return records->pdata[i];
  return NULL;
}

/**
 * parafa_filing_match:
 * @filings: (element-type ParafaFilingRecord): what is in doubt for one company, all of it
 * @records: (element-type ParafaEtransportRecord): the company's list
 * @known: indexes that belong to other filings of the archive
 *
 * Looks in the list for filings that may have been sent. An entry is given to one filing only. Where fewer entries than
 * filings look alike, nobody can tell which were taken in, and none of them is told to be absent: what is told to be
 * absent may be sent again.
 *
 * Returns: (transfer full) (element-type ParafaFilingMatch): for each filing what the list says of it
 */
GArray *
parafa_filing_match (GPtrArray *filings, GPtrArray *records, GHashTable *known)
{
  GArray *matches = g_array_new (FALSE, TRUE, sizeof (ParafaFilingMatch));
  g_autoptr (GHashTable) given = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < filings->len; i++)
    {
      const ParafaFilingRecord *filing = filings->pdata[i];
      guint n_entries = count_entries (filing, records, known);
      ParafaFilingMatch match = { PARAFA_FILING_MATCH_ABSENT, NULL };

      if (n_entries > 0 && n_entries < count_rivals (filing, filings, records, known))
        match.result = PARAFA_FILING_MATCH_UNSURE;
      else if (n_entries > 0)
        {
          match.record = find_first (filing, records, known, given);
          match.result =
              match.record != NULL ? PARAFA_FILING_MATCH_FOUND : PARAFA_FILING_MATCH_UNSURE;
          if (match.record != NULL)
            g_hash_table_add (given, (gpointer) match.record);
        }
      g_array_append_val (matches, match);
    }
  return matches;
}
