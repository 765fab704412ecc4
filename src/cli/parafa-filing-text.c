/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-text.h"

#include "parafa-terminal-output.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

/**
 * parafa_filing_text_describe_system:
 * @system: (type ParafaFilingSystem): a system
 *
 * Returns: (transfer none): its name for people
 */
const char *
parafa_filing_text_describe_system (gint64 system)
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
 * parafa_filing_text_describe_state:
 * @record: a filing
 *
 * Returns: (transfer none): its state for people
 */
const char *
parafa_filing_text_describe_state (const ParafaFilingRecord *record)
{
  switch ((ParafaFilingState) record->state)
    {
    case PARAFA_FILING_DRAFT:
      return _ ("draft");
    case PARAFA_FILING_QUEUED:
      return _ ("waits to be sent");
    case PARAFA_FILING_SENDING:
      return _ ("is being sent");
    case PARAFA_FILING_UNKNOWN:
      return _ ("may have been sent; not sent again before ANAF’s list settles it");
    case PARAFA_FILING_PROCESSING:
      return _ ("taken in; the UIT does not count yet");
    case PARAFA_FILING_OK:
      return _ ("valid");
    case PARAFA_FILING_NOK:
      return _ ("refused after processing");
    case PARAFA_FILING_REFUSED:
      return _ ("not taken in");
    case PARAFA_FILING_N_STATES:
    default:
      return "";
    }
}

/**
 * parafa_filing_text_describe_stop:
 * @stop: why the sender stopped
 *
 * Returns: (transfer none): a sentence
 */
const char *
parafa_filing_text_describe_stop (ParafaFilingStop stop)
{
  switch (stop)
    {
    case PARAFA_FILING_STOP_BUSY:
      return _ ("another program of yours is sending; try again when it is done");
    case PARAFA_FILING_STOP_ACCESS:
      return _ ("there is no token that serves; log in in the window");
    case PARAFA_FILING_STOP_UNAUTHORIZED:
      return _ ("ANAF does not take the token; renew it or log in");
    case PARAFA_FILING_STOP_FORBIDDEN:
      return _ ("ANAF does not let this application use e-Transport");
    case PARAFA_FILING_STOP_OFFLINE:
      return _ ("the server does not answer; nothing more was sent");
    case PARAFA_FILING_STOP_TLS:
      return _ ("the server’s certificate is not trusted; nothing was sent");
    case PARAFA_FILING_STOP_ADDRESS:
      return _ ("the server does not know this service");
    case PARAFA_FILING_STOP_ARCHIVE:
      return _ ("the archive cannot be written; nothing more was sent");
    case PARAFA_FILING_STOP_NONE:
    default:
      return "";
    }
}

/**
 * parafa_filing_text_print:
 * @record: a filing
 *
 * Prints a line for people, and what ANAF says beneath it.
 */
void
parafa_filing_text_print (const ParafaFilingRecord *record)
{
  g_autofree char *name = parafa_terminal_output_make_printable (
      record->file_name != NULL ? record->file_name
                                : (record->reference != NULL ? record->reference : "-"));
  g_autofree char *message =
      record->message != NULL ? parafa_terminal_output_make_printable (record->message) : NULL;

  g_print ("%" G_GINT64_FORMAT "  %s  %s  %s  %s  %s\n", record->id,
           parafa_filing_text_describe_system (record->system), record->cif,
           record->index != NULL ? record->index : "-",
           record->state == PARAFA_FILING_OK && record->uit != NULL ? record->uit : "-", name);
  g_print ("    %s\n", parafa_filing_text_describe_state (record));
  if (message != NULL)
    g_print ("    %s\n", message);
}

static char *
format_time (gint64 at_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (at_s);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S") : g_strdup ("-");
}

/**
 * parafa_filing_text_print_pause:
 * @record: a filing that was asked about lately
 *
 * Prints when ANAF last said what became of it, and when it is asked again.
 */
void
parafa_filing_text_print_pause (const ParafaFilingRecord *record)
{
  g_autofree char *asked = record->asked_at >= 0 ? format_time (record->asked_at) : NULL;
  g_autofree char *next = format_time (record->next_poll_at);

  if (asked != NULL)
    /* Translators: two moments, as 2026-11-24 14:03:12 */
    g_print (_ ("    ANAF said so at %s; asked again from %s on, or with --wait\n"), asked, next);
  else
    /* Translators: a moment, as 2026-11-24 14:03:12 */
    g_print (_ ("    asked again from %s on, or with --wait\n"), next);
}

/**
 * parafa_filing_text_print_table:
 * @records: (element-type ParafaFilingRecord): filings
 * @format: how they are written
 *
 * Prints filings for programs, as the window saves them.
 *
 * Returns: whether all of it was written
 */
gboolean
parafa_filing_text_print_table (GPtrArray *records, ParafaFilingTableFormat format)
{
  g_autoptr (GString) text = g_string_new (NULL);

  parafa_filing_table_begin (text, format);
  for (guint i = 0; i < records->len; i++)
    parafa_filing_table_add (text, format, records->pdata[i], i == 0);
  parafa_filing_table_end (text, format);
  return parafa_terminal_output_print (text->str);
}

static void
print_object (const char *const *members)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  for (; members[0] != NULL; members += 2)
    {
      json_builder_set_member_name (builder, members[0]);
      if (g_str_equal (members[0], "status"))
        json_builder_add_int_value (builder, g_ascii_strtoll (members[1], NULL, 10));
      else
        json_builder_add_string_value (builder, members[1]);
    }
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  text = json_to_string (node, TRUE);
  parafa_terminal_output_print (text);
}

/**
 * parafa_filing_text_print_json_error:
 * @status: the exit status
 * @said: what was said to people
 *
 * Prints an object with `status` and `error`, where there are no filings to print.
 */
void
parafa_filing_text_print_json_error (int status, const char *said)
{
  g_autofree char *number = g_strdup_printf ("%d", status);
  g_autofree char *text = g_utf8_make_valid (said, -1);
  const char *members[] = { "status", number, "error", g_strstrip (text), NULL };

  print_object (members);
}

/**
 * parafa_filing_text_print_json_file:
 * @path: where something was saved
 *
 * Prints an object with `file`.
 */
void
parafa_filing_text_print_json_file (const char *path)
{
  g_autofree char *text = g_utf8_make_valid (path, -1);
  const char *members[] = { "file", text, NULL };

  print_object (members);
}
