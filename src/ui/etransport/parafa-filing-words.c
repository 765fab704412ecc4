/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filing-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "parafa-date-text.h"
#include "parafa-number-text.h"
#include "parafa-etransport-codes.h"

#define UIT_GROUP 4

static ParafaFilingWord
describe_deleted (void)
{
  return (ParafaFilingWord){ PARAFA_PILL_PLAIN, "user-trash-symbolic", C_ ("filing", "Deleted") };
}

static ParafaFilingWord
describe_confirmed (gint64 confirmation)
{
  if (confirmation == PARAFA_FILING_CONFIRMED_IN_PART)
    return (ParafaFilingWord){ PARAFA_PILL_WARNING, "dialog-warning-symbolic",
                               C_ ("filing", "Confirmed in part") };
  if (confirmation == PARAFA_FILING_NOT_CONFIRMED)
    return (ParafaFilingWord){ PARAFA_PILL_ERROR, "dialog-error-symbolic",
                               C_ ("filing", "Not confirmed") };
  return (ParafaFilingWord){ PARAFA_PILL_SUCCESS, "object-select-symbolic",
                             C_ ("filing", "Confirmed") };
}

static ParafaFilingWord
describe_good (const ParafaFilingRecord *record, gint64 now_s)
{
  if (record->kind == PARAFA_DECLARATION_DELETION)
    return describe_deleted ();
  if (record->kind == PARAFA_DECLARATION_CONFIRMATION || record->confirmation >= 0)
    return describe_confirmed (record->confirmation);
  if (record->valid_until >= 0 && record->valid_until < now_s)
    return (ParafaFilingWord){ PARAFA_PILL_ERROR, "dialog-error-symbolic", _ ("UIT expired") };
  return (ParafaFilingWord){ PARAFA_PILL_SUCCESS, "object-select-symbolic", _ ("UIT valid") };
}

/**
 * parafa_filing_words_get_state:
 * @record: a filing
 * @now_s: the time, Unix seconds
 *
 * Returns: colour, icon and word of its state
 */
ParafaFilingWord
parafa_filing_words_get_state (const ParafaFilingRecord *record, gint64 now_s)
{
  switch ((ParafaFilingState) record->state)
    {
    case PARAFA_FILING_QUEUED:
      return (ParafaFilingWord){ PARAFA_PILL_ACCENT, "document-open-recent-symbolic",
                                 C_ ("filing", "Waiting") };
    case PARAFA_FILING_SENDING:
      return (ParafaFilingWord){ PARAFA_PILL_ACCENT, "mail-send-symbolic", _ ("Sending") };
    case PARAFA_FILING_UNKNOWN:
      return (ParafaFilingWord){ PARAFA_PILL_WARNING, "dialog-question-symbolic",
                                 C_ ("filing", "Unsure") };
    case PARAFA_FILING_PROCESSING:
      return (ParafaFilingWord){ PARAFA_PILL_ACCENT, "view-refresh-symbolic",
                                 C_ ("filing", "Processing") };
    case PARAFA_FILING_OK:
      return describe_good (record, now_s);
    case PARAFA_FILING_NOK:
    case PARAFA_FILING_REFUSED:
      return (ParafaFilingWord){ PARAFA_PILL_ERROR, "dialog-error-symbolic",
                                 C_ ("filing", "Rejected") };
    case PARAFA_FILING_DRAFT:
    case PARAFA_FILING_N_STATES:
    default:
      return (ParafaFilingWord){ PARAFA_PILL_PLAIN, "document-edit-symbolic",
                                 C_ ("filing", "Draft") };
    }
}

/**
 * parafa_filing_words_get_reason:
 * @record: a filing
 * @now_s: the time, Unix seconds
 *
 * Returns: (transfer none): a sentence on what its state means for the person
 */
const char *
parafa_filing_words_get_reason (const ParafaFilingRecord *record, gint64 now_s)
{
  switch ((ParafaFilingState) record->state)
    {
    case PARAFA_FILING_QUEUED:
      return _ ("Waits for its turn; it was not sent yet.");
    case PARAFA_FILING_SENDING:
      return _ ("It is being sent now.");
    case PARAFA_FILING_UNKNOWN:
      return g_strcmp0 (record->problem, "unsure") == 0
                 ? _ ("ANAF’s list does not show for certain whether it arrived. Look in SPV "
                      "before it is sent again.")
                 : _ ("Sent, but no answer came. It is not sent again before ANAF’s list was "
                      "asked.");
    case PARAFA_FILING_PROCESSING:
      return _ ("ANAF has it and is checking it. The transport must not leave yet.");
    case PARAFA_FILING_OK:
      if (record->kind == PARAFA_DECLARATION_DELETION)
        return _ ("The declaration was deleted. Its UIT does not count any more.");
      if (record->kind == PARAFA_DECLARATION_CONFIRMATION || record->confirmation >= 0)
        return parafa_filing_words_describe_confirmation (record->confirmation);
      if (record->valid_until >= 0 && record->valid_until < now_s)
        return _ ("The UIT does not count any more.");
      return _ ("The transport may leave.");
    case PARAFA_FILING_NOK:
      return _ ("ANAF checked it and rejected it. The transport must not leave.");
    case PARAFA_FILING_REFUSED:
      return _ ("ANAF did not take it in. The transport must not leave.");
    case PARAFA_FILING_DRAFT:
    case PARAFA_FILING_N_STATES:
    default:
      return _ ("It was not sent.");
    }
}

/**
 * parafa_filing_words_get_fate:
 * @record: a filing
 * @fate: (nullable): what became of its UIT; %NULL while that is not known
 * @now_s: the time, Unix seconds
 *
 * Returns: colour, icon and word of its state
 */
ParafaFilingWord
parafa_filing_words_get_fate (const ParafaFilingRecord *record,
                              const ParafaFilingFate *fate,
                              gint64 now_s)
{
  if (fate == NULL || record->state != PARAFA_FILING_OK)
    return parafa_filing_words_get_state (record, now_s);
  if (fate->deleted)
    return describe_deleted ();
  if (fate->confirmed)
    return describe_confirmed (fate->confirmation);
  if (fate->corrected_by != 0)
    return (ParafaFilingWord){ PARAFA_PILL_PLAIN, "document-edit-symbolic",
                               C_ ("filing", "Replaced") };
  return parafa_filing_words_get_state (record, now_s);
}

/**
 * parafa_filing_words_get_fate_reason:
 * @record: a filing
 * @fate: (nullable): what became of its UIT; %NULL while that is not known
 * @now_s: the time, Unix seconds
 *
 * Returns: (transfer none): a sentence on what that means for the person
 */
const char *
parafa_filing_words_get_fate_reason (const ParafaFilingRecord *record,
                                     const ParafaFilingFate *fate,
                                     gint64 now_s)
{
  if (fate == NULL || record->state != PARAFA_FILING_OK)
    return parafa_filing_words_get_reason (record, now_s);
  if (fate->deleted)
    return _ ("The declaration was deleted. Its UIT does not count any more.");
  if (fate->confirmed)
    return parafa_filing_words_describe_confirmation (fate->confirmation);
  if (fate->corrected_by != 0)
    return _ ("A later declaration of this UIT replaced it. What that one says counts.");
  return parafa_filing_words_get_reason (record, now_s);
}

/**
 * parafa_filing_words_describe_confirmation:
 * @confirmation: (type ParafaFilingConfirmation): what the declarant said; -1 where that is not known
 *
 * Returns: (transfer none): a sentence
 */
const char *
parafa_filing_words_describe_confirmation (gint64 confirmation)
{
  if (confirmation == PARAFA_FILING_CONFIRMED_IN_PART)
    return _ ("The transport was confirmed in part.");
  if (confirmation == PARAFA_FILING_NOT_CONFIRMED)
    return _ ("The transport was declared not confirmed.");
  return _ ("The transport was confirmed.");
}

/**
 * parafa_filing_words_get_uit:
 * @record: a filing
 *
 * A UIT that was given but does not count yet is none.
 *
 * Returns: (transfer none) (nullable): the UIT to show
 */
const char *
parafa_filing_words_get_uit (const ParafaFilingRecord *record)
{
  if (record->state == PARAFA_FILING_OK && record->uit != NULL && *record->uit != '\0')
    return record->uit;
  return record->subject_uit;
}

/**
 * parafa_filing_words_get_partner:
 * @record: a filing
 *
 * Returns: (transfer none): who it is with, or what else names it
 */
const char *
parafa_filing_words_get_partner (const ParafaFilingRecord *record)
{
  if (record->partner_name != NULL && *record->partner_name != '\0')
    return record->partner_name;
  if (record->partner_code != NULL && *record->partner_code != '\0')
    return record->partner_code;
  if (record->kind != PARAFA_DECLARATION_NOTICE)
    return parafa_filing_words_describe_kind (record->kind);
  return record->reference != NULL ? record->reference : "–";
}

/**
 * parafa_filing_words_describe_kind:
 * @kind: (type ParafaDeclarationKind): a kind
 *
 * Returns: (transfer none): what it is
 */
const char *
parafa_filing_words_describe_kind (gint64 kind)
{
  switch ((ParafaDeclarationKind) kind)
    {
    case PARAFA_DECLARATION_CORRECTION:
      return _ ("Correction of a declaration");
    case PARAFA_DECLARATION_DELETION:
      return _ ("Deletion of a declaration");
    case PARAFA_DECLARATION_CONFIRMATION:
      return _ ("Confirmation of a transport");
    case PARAFA_DECLARATION_VEHICLE:
      return _ ("Change of the vehicle");
    case PARAFA_DECLARATION_NOTICE:
    default:
      return _ ("Declaration of a transport");
    }
}

/**
 * parafa_filing_words_describe_operation:
 * @code: (nullable): an operation type, as "30"
 *
 * Returns: (transfer full) (nullable): its code and its name; %NULL for one that has none
 */
char *
parafa_filing_words_describe_operation (const char *code)
{
  const char *name = code != NULL ? parafa_codes_get_name (PARAFA_CODES_OPERATION, code) : NULL;

  return name != NULL ? g_strdup_printf ("%s · %s", code, _ (name)) : NULL;
}

/**
 * parafa_filing_words_describe_system:
 * @system: (type ParafaFilingSystem): a system
 *
 * Returns: (transfer none): its name, as it stands alone, in capitals
 */
const char *
parafa_filing_words_describe_system (gint64 system)
{
  switch ((ParafaFilingSystem) system)
    {
    case PARAFA_FILING_TEST:
      return _ ("TEST");
    case PARAFA_FILING_PRODUCTION:
      return _ ("PRODUCTION");
    case PARAFA_FILING_PRACTICE:
    default:
      return _ ("PRACTICE");
    }
}

/**
 * parafa_filing_words_name_system:
 * @system: (type ParafaFilingSystem): a system
 *
 * Returns: (transfer none): its name inside a sentence, in small letters
 */
const char *
parafa_filing_words_name_system (gint64 system)
{
  switch ((ParafaFilingSystem) system)
    {
    case PARAFA_FILING_TEST:
      /* Translators: one of ANAF's systems, inside a sentence: “Send it to test?” */
      return C_ ("system", "test");
    case PARAFA_FILING_PRODUCTION:
      /* Translators: one of ANAF's systems, inside a sentence: “Send it to production?” */
      return C_ ("system", "production");
    case PARAFA_FILING_PRACTICE:
    default:
      /* Translators: the practice server, inside a sentence: “Send it to practice?” */
      return C_ ("system", "practice");
    }
}

/**
 * parafa_filing_words_name_company:
 * @companies: (nullable): those of the profile
 * @cif: a CIF
 *
 * Returns: (transfer full): its name and its CIF; without a name the CIF
 */
char *
parafa_filing_words_name_company (ParafaCompanies *companies, const char *cif)
{
  const char *name = companies != NULL ? parafa_companies_get_name (companies, cif) : NULL;

  return name != NULL ? g_strdup_printf ("%s (%s)", name, cif) : g_strdup (cif);
}

/**
 * parafa_filing_words_describe_stop:
 * @stop: why the sender stopped
 *
 * Returns: (transfer none) (nullable): a sentence; %NULL when it did not
 */
const char *
parafa_filing_words_describe_stop (ParafaFilingStop stop)
{
  switch (stop)
    {
    case PARAFA_FILING_STOP_BUSY:
      return _ ("Another program of yours is sending. Parafa goes on when it is done.");
    case PARAFA_FILING_STOP_ACCESS:
      return _ ("Nothing is sent: there is no token that serves. Log in, then go on.");
    case PARAFA_FILING_STOP_UNAUTHORIZED:
      return _ ("Nothing is sent: ANAF does not take the token. Renew it, then go on.");
    case PARAFA_FILING_STOP_FORBIDDEN:
      return _ ("Nothing is sent: ANAF does not let this application use e-Transport.");
    case PARAFA_FILING_STOP_OFFLINE:
      return _ ("ANAF cannot be reached. What waits is sent as soon as it can be.");
    case PARAFA_FILING_STOP_TLS:
      return _ ("Nothing is sent: the server’s certificate is not trusted.");
    case PARAFA_FILING_STOP_ADDRESS:
      return _ ("Nothing is sent: the server does not know this service.");
    case PARAFA_FILING_STOP_ARCHIVE:
      return _ ("Nothing is sent: the archive cannot be written.");
    case PARAFA_FILING_STOP_NONE:
    default:
      return NULL;
    }
}

/**
 * parafa_filing_words_describe_archive:
 * @error: a %PARAFA_ARCHIVE_ERROR, or another
 *
 * Returns: (transfer none): what is wrong with the archive, and what to do
 */
const char *
parafa_filing_words_describe_archive (const GError *error)
{
  if (g_error_matches (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_FULL))
    return _ ("The disk is full. Nothing was lost; make room, then try again.");
  if (g_error_matches (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_LOCKED))
    return _ ("Another program holds the archive. Try again in a moment.");
  if (g_error_matches (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_DAMAGED))
    return _ ("The archive’s file is damaged. What can be read of it goes into a new one, and the "
              "damaged file is kept. Another Parafa that has it open has to be closed first.");
  if (g_error_matches (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_UNSETTLED))
    return _ (
        "Part of the archive was lost, so ANAF’s list has to say first what was filed, and it "
        "did not come. Nothing was sent; try again.");
  if (g_error_matches (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_READ_ONLY))
    return _ ("The archive’s folder cannot be written. Nothing is filed until it can be.");
  if (g_error_matches (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_NEWER))
    return _ ("A newer Parafa made the archive. It is left alone; install the newer version.");
  return _ ("The archive cannot be used. Nothing was changed in it.");
}

/**
 * parafa_filing_words_describe_salvage:
 * @archive: an archive
 *
 * Returns: (transfer full) (nullable): that it was damaged when it was opened, and what was done; %NULL when it was not
 */
char *
parafa_filing_words_describe_salvage (ParafaArchive *archive)
{
  const char *kept = parafa_archive_get_set_aside (archive);
  guint n = (guint) parafa_archive_get_n_salvaged (archive);
  g_autofree char *name = kept != NULL ? g_path_get_basename (kept) : NULL;
  g_autofree char *count = parafa_number_text_count (n);

  if (kept == NULL)
    return NULL;
  /* Translators: a number, then the name of a file */
  return g_strdup_printf (
      ngettext ("The archive was damaged. %s filing could be read; the damaged file is kept as "
                "“%s”. Before anything more is filed, ANAF’s list is asked what was.",
                "The archive was damaged. %s filings could be read; the damaged file is kept as "
                "“%s”. Before anything more is filed, ANAF’s list is asked what was.",
                n),
      count, name);
}

/**
 * parafa_filing_words_describe_answer:
 * @answer: what came back once
 *
 * Returns: (transfer none): what was asked
 */
const char *
parafa_filing_words_describe_answer (const ParafaFilingAnswer *answer)
{
  if (g_strcmp0 (answer->call, "upload") == 0)
    return answer->status > 0 ? _ ("Sent, and ANAF answered") : _ ("Sent, and no answer came");
  if (g_strcmp0 (answer->call, "stareMesaj") == 0)
    return _ ("Asked what became of it");
  if (g_strcmp0 (answer->call, "lista") == 0)
    return _ ("Looked for in ANAF’s list");
  return _ ("Put in order by Parafa");
}

/**
 * parafa_filing_words_group_uit:
 * @uit: a UIT
 *
 * Returns: (transfer full): the same in groups of four
 */
char *
parafa_filing_words_group_uit (const char *uit)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < strlen (uit); i++)
    {
      if (i > 0 && i % UIT_GROUP == 0)
        g_string_append_c (text, ' ');
      g_string_append_c (text, uit[i]);
    }
  return g_string_free (text, FALSE);
}

/**
 * parafa_filing_words_describe_settled:
 * @record: a filing that is through
 * @now_s: the time, Unix seconds
 *
 * Returns: (transfer full): what became of it, and of which: its UIT, or the partner
 */
char *
parafa_filing_words_describe_settled (const ParafaFilingRecord *record, gint64 now_s)
{
  const char *uit = parafa_filing_words_get_uit (record);
  g_autofree char *grouped = uit != NULL ? parafa_filing_words_group_uit (uit) : NULL;

  /* Translators: a state as “UIT valid”, then a UIT or a partner */
  return g_strdup_printf (C_ ("filing", "%s: %s"),
                          parafa_filing_words_get_state (record, now_s).word,
                          grouped != NULL ? grouped : parafa_filing_words_get_partner (record));
}

/**
 * parafa_filing_words_format_date:
 * @date: (nullable): a day as it stands in a declaration, "2026-11-25"
 *
 * Returns: (transfer full): "25 Nov 2026"; what is no day, as it stands
 */
char *
parafa_filing_words_format_date (const char *date)
{
  int year;
  int month;
  int day;

  if (date == NULL || *date == '\0')
    return g_strdup ("–");
  if (strlen (date) < 10 || sscanf (date, "%4d-%2d-%2d", &year, &month, &day) != 3 || month < 1 ||
      month > 12)
    return g_strdup (date);
  return g_strdup_printf (C_ ("short date", "%d %s %d"), day,
                          parafa_date_text_get_month_in_short_date (month), year);
}

/**
 * parafa_filing_words_format_long_date:
 * @date: a day as it stands in a declaration, "2026-11-25", or a moment, "2026-11-25T14:30:00"
 *
 * Returns: (transfer full): "25 November 2026", with the time of a moment; what is no day, as it stands
 */
char *
parafa_filing_words_format_long_date (const char *date)
{
  g_autoptr (GDateTime) noon = NULL;
  g_autofree char *day_text = NULL;
  int year;
  int month;
  int day;

  if (strlen (date) < 10 || (date[10] != '\0' && date[10] != 'T') ||
      sscanf (date, "%4d-%2d-%2d", &year, &month, &day) != 3)
    return g_strdup (date);
  noon = g_date_time_new_local (year, month, day, 12, 0, 0);
  if (noon == NULL)
    return g_strdup (date);
  day_text = parafa_date_text_long (g_date_time_to_unix (noon));
  return strlen (date) >= 16 ? g_strdup_printf ("%s, %.5s", day_text, date + 11)
                             : g_steal_pointer (&day_text);
}

/**
 * parafa_filing_words_format_weight:
 * @hundredths: hundredths of kg; -1 for unknown
 *
 * Returns: (transfer full) (nullable): "18,400 kg" with the marks of the language
 */
char *
parafa_filing_words_format_weight (gint64 hundredths)
{
  g_autofree char *number = hundredths >= 0 ? parafa_number_text_hundredths (hundredths) : NULL;

  return number != NULL ? parafa_number_text_with_unit (number, "kg") : NULL;
}

/**
 * parafa_filing_words_describe_finding:
 * @finding: what is wrong
 *
 * Returns: (transfer full): what it is, with days as a person writes them. What ANAF's rules quote from the file stays as
 * it stands there: that is what is wrong with it
 */
char *
parafa_filing_words_describe_finding (const ParafaFinding *finding)
{
  ParafaFinding told = *finding;
  g_autofree char *day = NULL;

  if (g_str_has_prefix (finding->rule, "PF-") && finding->values[0] != NULL)
    {
      day = parafa_filing_words_format_long_date (finding->values[0]);
      told.values[0] = day;
    }
  return parafa_finding_dup_message (&told);
}

/**
 * parafa_filing_words_make_place:
 * @finding: what is wrong
 *
 * Returns: (transfer full): rule, line and column, as far as they are known
 */
char *
parafa_filing_words_make_place (const ParafaFinding *finding)
{
  if (finding->place.line == 0)
    return g_strdup (finding->rule);
  /* Translators: the name of a rule as BR-020, then a line and a column of the file */
  return g_strdup_printf (_ ("%s · line %u, column %u"), finding->rule, finding->place.line,
                          finding->place.column);
}
