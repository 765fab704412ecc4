/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filing-validity.h"

#include <glib/gi18n.h>

#include "parafa-date-text.h"
#include "parafa-declaration.h"

#define DAY_S (G_GINT64_CONSTANT (86400))

/* As many marks for five days as for fifteen: the dial looks alike, a mark is two hours or six */
#define N_MARKS 60

static ParafaUitState
find_state (const ParafaFilingRecord *record, const ParafaFilingFate *fate, gint64 now_s)
{
  if (fate != NULL && fate->deleted)
    return PARAFA_UIT_NONE;
  switch ((ParafaFilingState) record->state)
    {
    case PARAFA_FILING_UNKNOWN:
      /* a person has to look: nothing comes by itself */
      if (g_strcmp0 (record->problem, "unsure") == 0)
        return PARAFA_UIT_NONE;
      G_GNUC_FALLTHROUGH;
    case PARAFA_FILING_QUEUED:
    case PARAFA_FILING_SENDING:
    case PARAFA_FILING_PROCESSING:
      return record->kind == PARAFA_DECLARATION_NOTICE ? PARAFA_UIT_WAITING : PARAFA_UIT_NONE;
    case PARAFA_FILING_OK:
      if (record->uit == NULL || *record->uit == '\0' ||
          record->kind == PARAFA_DECLARATION_DELETION)
        return PARAFA_UIT_NONE;
      break;
    case PARAFA_FILING_DRAFT:
    case PARAFA_FILING_NOK:
    case PARAFA_FILING_REFUSED:
    case PARAFA_FILING_N_STATES:
    default:
      return PARAFA_UIT_NONE;
    }
  if (fate != NULL && !parafa_filing_fate_is_open (fate))
    return PARAFA_UIT_OVER;
  if (record->valid_until < 0)
    return PARAFA_UIT_TIMELESS;
  if (record->valid_until <= now_s)
    return PARAFA_UIT_ENDED;
  if (record->valid_from > now_s)
    return PARAFA_UIT_AHEAD;
  return record->valid_until - now_s <= DAY_S ? PARAFA_UIT_LAST_DAY : PARAFA_UIT_VALID;
}

/* A UIT's days are Romania's, wherever the computer stands: noon of that day by the computer's own zone */
static gint64
find_noon (gint64 time_s)
{
  g_autoptr (GDateTime) noon = NULL;
  GDate day;

  parafa_romania_get_today (time_s, &day);
  if (g_date_valid (&day))
    noon = g_date_time_new_local (g_date_get_year (&day), (int) g_date_get_month (&day),
                                  g_date_get_day (&day), 12, 0, 0);
  return noon != NULL ? g_date_time_to_unix (noon) : time_s;
}

/* valid_until is the first second that does not count any more */
static char *
format_last_day (const ParafaFilingRecord *record)
{
  return parafa_date_text_long (find_noon (record->valid_until - 1));
}

static char *
make_sentence (const ParafaFilingRecord *record, ParafaUitState state, int total)
{
  g_autofree char *last = record->valid_until >= 0 ? format_last_day (record) : NULL;
  g_autofree char *first = NULL;

  switch (state)
    {
    case PARAFA_UIT_WAITING:
      return g_strdup (_ ("There is a UIT as soon as ANAF has accepted the declaration"));
    case PARAFA_UIT_AHEAD:
      first = parafa_date_text_long (find_noon (record->valid_from));
      /* Translators: two dates */
      return g_strdup_printf (_ ("Valid from %s to %s"), first, last);
    case PARAFA_UIT_VALID:
      if (total <= 0)
        return g_strdup_printf (_ ("Valid until %s"), last);
      /* Translators: how many days a UIT is valid altogether, then the last of them */
      return g_strdup_printf (ngettext ("Valid %d day, until %s", "Valid %d days, until %s",
                                        (gulong) total),
                              total, last);
    case PARAFA_UIT_LAST_DAY:
      /* Translators: %s is a date, today's */
      return g_strdup_printf (_ ("Last day: valid until %s at midnight, Romanian time"), last);
    case PARAFA_UIT_ENDED:
      return g_strdup_printf (_ ("It was valid until %s"), last);
    case PARAFA_UIT_NONE:
    case PARAFA_UIT_TIMELESS:
    case PARAFA_UIT_OVER:
    default:
      return g_strdup ("");
    }
}

static ParafaPillKind
get_kind (ParafaUitState state)
{
  switch (state)
    {
    case PARAFA_UIT_ENDED:
      return PARAFA_PILL_ERROR;
    case PARAFA_UIT_LAST_DAY:
      return PARAFA_PILL_WARNING;
    case PARAFA_UIT_AHEAD:
    case PARAFA_UIT_VALID:
    case PARAFA_UIT_TIMELESS:
      return PARAFA_PILL_SUCCESS;
    case PARAFA_UIT_NONE:
    case PARAFA_UIT_WAITING:
    case PARAFA_UIT_OVER:
    default:
      return PARAFA_PILL_PLAIN;
    }
}

static char *
describe_confirmation (gint64 confirmation)
{
  if (confirmation == PARAFA_FILING_CONFIRMED_IN_PART)
    return g_strdup (_ ("The arrival was confirmed in part"));
  if (confirmation == PARAFA_FILING_NOT_CONFIRMED)
    return g_strdup (_ ("The arrival was declared not confirmed"));
  return g_strdup (_ ("The arrival was confirmed"));
}

static char *
make_confirm (const ParafaFilingRecord *record, ParafaUitState state, const ParafaFilingFate *fate)
{
  g_autofree char *last = NULL;

  if (record->kind != PARAFA_DECLARATION_NOTICE && record->kind != PARAFA_DECLARATION_CORRECTION)
    return NULL;
  if (fate != NULL && fate->confirmed)
    return describe_confirmation (fate->confirmation);
  if (state != PARAFA_UIT_AHEAD && state != PARAFA_UIT_VALID && state != PARAFA_UIT_LAST_DAY)
    return NULL;
  last = format_last_day (record);
  /* Translators: a company's CIF, then a date */
  return g_strdup_printf (_ ("The declarant (%s) confirms the arrival, until %s"),
                          record->declarant != NULL ? record->declarant : record->cif, last);
}

static void
set_clock (ParafaFilingValidity *self, const ParafaFilingRecord *record, int total, gint64 now_s)
{
  gint64 from_s = record->valid_from >= 0 ? record->valid_from : record->valid_until - 5 * DAY_S;

  self->dial = parafa_clock_face_new (N_MARKS, from_s, record->valid_until, -1, now_s);
  self->days = self->state == PARAFA_UIT_ENDED
                   ? 0
                   : parafa_clock_face_count_days (find_noon (MAX (now_s, from_s)),
                                                   find_noon (record->valid_until - 1)) +
                         1;
  /* Translators: below the number of days that are left */
  self->caption = g_strdup_printf (ngettext ("of %d day", "of %d days", (gulong) total), total);
  /* Translators: read aloud for the clock of a UIT: days that are left, all days, then when it is valid */
  self->label = g_strdup_printf (ngettext ("UIT: %d day left of %d. %s",
                                           "UIT: %d days left of %d. %s", (gulong) self->days),
                                 self->days, total, self->sentence);
}

/**
 * parafa_filing_validity_new:
 * @record: a filing
 * @fate: (nullable): what later filings did to it; %NULL while that is not known
 * @now_s: the time, Unix seconds
 *
 * A UIT is valid 5 days from the day of the transport, 15 for some operations (ANAF's guide to RO e-Transport, 2025).
 *
 * Returns: (transfer full): how long its UIT counts
 */
ParafaFilingValidity *
parafa_filing_validity_new (const ParafaFilingRecord *record,
                            const ParafaFilingFate *fate,
                            gint64 now_s)
{
  ParafaFilingValidity *self;
  int total = 0;

  g_return_val_if_fail (record != NULL, NULL);

  self = g_new0 (ParafaFilingValidity, 1);
  if (record->valid_from >= 0 && record->valid_until > record->valid_from)
    /* an hour more or less at a change of summer time */
    total = (int) ((record->valid_until - record->valid_from + DAY_S / 2) / DAY_S);
  else if (record->valid_until >= 0)
    total = 5;
  self->state = find_state (record, fate, now_s);
  self->kind = get_kind (self->state);
  self->sentence = make_sentence (record, self->state, total);
  self->confirm = make_confirm (record, self->state, fate);
  if (parafa_filing_validity_has_clock (self))
    set_clock (self, record, total, now_s);
  return self;
}

/**
 * parafa_filing_validity_free:
 * @self: (nullable) (transfer full): a UIT's time
 */
void
parafa_filing_validity_free (ParafaFilingValidity *self)
{
  if (self == NULL)
    return;
  g_free (self->caption);
  g_free (self->sentence);
  g_free (self->label);
  g_free (self->confirm);
  g_free (self);
}

/**
 * parafa_filing_validity_has_clock:
 * @self: a UIT's time
 *
 * Returns: whether there is a time to draw
 */
gboolean
parafa_filing_validity_has_clock (const ParafaFilingValidity *self)
{
  return self->state == PARAFA_UIT_AHEAD || self->state == PARAFA_UIT_VALID ||
         self->state == PARAFA_UIT_LAST_DAY || self->state == PARAFA_UIT_ENDED;
}
