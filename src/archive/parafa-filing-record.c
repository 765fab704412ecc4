/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-record.h"

#include "parafa-archive-error.h"

#define TEXT(name)                                                                                 \
  {                                                                                                \
#name, G_STRUCT_OFFSET(ParafaFilingRecord, name), TRUE                                         \
  }
#define NUMBER(name)                                                                               \
  {                                                                                                \
#name, G_STRUCT_OFFSET(ParafaFilingRecord, name), FALSE                                        \
  }

/* In the order of the table's columns; the id comes first */
const ParafaFilingColumn parafa_filing_columns[] = {
  NUMBER (id),          TEXT (profile),
  NUMBER (system),      NUMBER (source),
  TEXT (cif),           NUMBER (state),
  TEXT (hash),          TEXT (file_name),
  NUMBER (created_at),  NUMBER (sent_at),
  NUMBER (changed_at),  NUMBER (kind),
  TEXT (declarant),     TEXT (reference),
  TEXT (operation),     TEXT (partner_country),
  TEXT (partner_code),  TEXT (partner_name),
  TEXT (carrier_code),  TEXT (carrier_name),
  TEXT (vehicle),       TEXT (trailer_1),
  TEXT (trailer_2),     TEXT (transport_date),
  TEXT (start),         TEXT (end),
  TEXT (goods),         NUMBER (n_lines),
  NUMBER (gross),       NUMBER (net),
  NUMBER (value),       NUMBER (valid_from),
  NUMBER (valid_until), TEXT (index),
  TEXT (uit),           TEXT (subject_uit),
  TEXT (problem),       TEXT (message),
  NUMBER (polls),       NUMBER (next_poll_at),
  NUMBER (absent_at),   NUMBER (confirmation),
  NUMBER (asked_at),    TEXT (content),
};
const guint parafa_filing_n_columns = G_N_ELEMENTS (parafa_filing_columns);

G_DEFINE_QUARK (parafa_archive_error_quark, parafa_archive_error)
G_DEFINE_BOXED_TYPE (ParafaFilingRecord,
                     parafa_filing_record,
                     parafa_filing_record_ref,
                     parafa_filing_record_unref)
G_DEFINE_BOXED_TYPE (ParafaFilingAnswer,
                     parafa_filing_answer,
                     parafa_filing_answer_copy,
                     parafa_filing_answer_free)

static void
record_clear (gpointer data)
{
  for (guint i = 0; i < parafa_filing_n_columns; i++)
    if (parafa_filing_columns[i].is_text)
      g_free (G_STRUCT_MEMBER (char *, data, parafa_filing_columns[i].offset));
}

/**
 * parafa_filing_record_new:
 *
 * Returns: (transfer full): a filing nothing is known of: a draft with numbers -1
 */
ParafaFilingRecord *
parafa_filing_record_new (void)
{
  ParafaFilingRecord *self = g_atomic_rc_box_new0 (ParafaFilingRecord);

  for (guint i = 0; i < parafa_filing_n_columns; i++)
    if (!parafa_filing_columns[i].is_text)
      G_STRUCT_MEMBER (gint64, self, parafa_filing_columns[i].offset) = -1;
  self->id = 0;
  self->state = PARAFA_FILING_DRAFT;
  self->source = PARAFA_FILING_FROM_HERE;
  self->polls = 0;
  return self;
}

/**
 * parafa_filing_record_ref:
 * @self: a filing
 *
 * Returns: (transfer full): @self
 */
ParafaFilingRecord *
parafa_filing_record_ref (ParafaFilingRecord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

/**
 * parafa_filing_record_unref:
 * @self: (transfer full): a filing
 */
void
parafa_filing_record_unref (ParafaFilingRecord *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, record_clear);
}

/**
 * parafa_filing_state_get_name:
 * @state: a state
 *
 * Returns: (transfer none): its name for machines, as `--json` prints it
 */
const char *
parafa_filing_state_get_name (ParafaFilingState state)
{
  static const char *const names[PARAFA_FILING_N_STATES] = {
    [PARAFA_FILING_DRAFT] = "draft",
    [PARAFA_FILING_QUEUED] = "queued",
    [PARAFA_FILING_SENDING] = "sending",
    [PARAFA_FILING_UNKNOWN] = "unknown",
    [PARAFA_FILING_PROCESSING] = "processing",
    [PARAFA_FILING_OK] = "ok",
    [PARAFA_FILING_NOK] = "nok",
    [PARAFA_FILING_REFUSED] = "refused",
  };

  g_return_val_if_fail ((guint) state < PARAFA_FILING_N_STATES, "unknown");

  return names[state];
}

/**
 * parafa_filing_system_get_name:
 * @system: a system
 *
 * Returns: (transfer none): `test`, `production` or `practice`
 */
const char *
parafa_filing_system_get_name (ParafaFilingSystem system)
{
  switch (system)
    {
    case PARAFA_FILING_TEST:
      return "test";
    case PARAFA_FILING_PRODUCTION:
      return "production";
    case PARAFA_FILING_PRACTICE:
    default:
      return "practice";
    }
}

/**
 * parafa_filing_confirmation_read:
 * @code: (nullable): what ANAF or a declaration writes, as "10"
 *
 * Returns: the %ParafaFilingConfirmation; -1 for nothing, or what is not known
 */
gint64
parafa_filing_confirmation_read (const char *code)
{
  guint64 number;

  if (code == NULL || !g_ascii_string_to_unsigned (code, 10, 0, 99, &number, NULL))
    return -1;
  return parafa_filing_confirmation_get_name ((gint64) number) != NULL ? (gint64) number : -1;
}

/**
 * parafa_filing_confirmation_get_name:
 * @confirmation: a %ParafaFilingConfirmation, or another number
 *
 * Returns: (transfer none) (nullable): its name for machines; %NULL when nothing is known
 */
const char *
parafa_filing_confirmation_get_name (gint64 confirmation)
{
  if (confirmation == PARAFA_FILING_CONFIRMED)
    return "confirmed";
  if (confirmation == PARAFA_FILING_CONFIRMED_IN_PART)
    return "confirmed-in-part";
  return confirmation == PARAFA_FILING_NOT_CONFIRMED ? "not-confirmed" : NULL;
}

/**
 * parafa_filing_answer_new:
 * @at: Unix seconds
 * @call: which call was answered
 * @status: the HTTP status; 0 for none
 * @text: what was said, redacted
 *
 * Returns: (transfer full): an answer to be kept
 */
ParafaFilingAnswer *
parafa_filing_answer_new (gint64 at, const char *call, gint64 status, const char *text)
{
  ParafaFilingAnswer *self = g_new0 (ParafaFilingAnswer, 1);

  self->at = at;
  self->call = g_strdup (call);
  self->status = status;
  self->text = g_strdup (text);
  return self;
}

/**
 * parafa_filing_answer_copy:
 * @self: an answer
 *
 * Returns: (transfer full): a copy
 */
ParafaFilingAnswer *
parafa_filing_answer_copy (const ParafaFilingAnswer *self)
{
  return parafa_filing_answer_new (self->at, self->call, self->status, self->text);
}

/**
 * parafa_filing_answer_free:
 * @self: (nullable) (transfer full): an answer
 */
void
parafa_filing_answer_free (ParafaFilingAnswer *self)
{
  if (self == NULL)
    return;
  g_free (self->call);
  g_free (self->text);
  g_free (self);
}
