/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-table.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "parafa-declaration.h"

/* Excel takes a file for UTF-8 only when it begins with this */
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

typedef enum
{
  CELL_TEXT,
  CELL_STATE,
  CELL_SYSTEM,
  CELL_SOURCE,
  CELL_KIND,
  CELL_UIT,
  CELL_NUMBER,
  CELL_HUNDREDTHS,
  CELL_TIME,
  CELL_CONFIRMATION,
} CellKind;

#define CELL(title, name, kind)                                                                    \
  {                                                                                                \
    title, G_STRUCT_OFFSET (ParafaFilingRecord, name), kind                                        \
  }

/* Names are for programs, and stay */
static const struct
{
  const char *title;
  gsize offset;
  CellKind kind;
} cells[] = {
  CELL ("id", id, CELL_NUMBER),
  CELL ("state", state, CELL_STATE),
  CELL ("uit", uit, CELL_UIT),
  CELL ("cif", cif, CELL_TEXT),
  CELL ("kind", kind, CELL_KIND),
  CELL ("operation", operation, CELL_TEXT),
  CELL ("transport_date", transport_date, CELL_TEXT),
  CELL ("partner_name", partner_name, CELL_TEXT),
  CELL ("partner_country", partner_country, CELL_TEXT),
  CELL ("partner_code", partner_code, CELL_TEXT),
  CELL ("carrier_name", carrier_name, CELL_TEXT),
  CELL ("carrier_code", carrier_code, CELL_TEXT),
  CELL ("vehicle", vehicle, CELL_TEXT),
  CELL ("trailer_1", trailer_1, CELL_TEXT),
  CELL ("trailer_2", trailer_2, CELL_TEXT),
  CELL ("start", start, CELL_TEXT),
  CELL ("end", end, CELL_TEXT),
  CELL ("goods", goods, CELL_TEXT),
  CELL ("lines", n_lines, CELL_NUMBER),
  CELL ("gross_kg", gross, CELL_HUNDREDTHS),
  CELL ("net_kg", net, CELL_HUNDREDTHS),
  CELL ("value_lei", value, CELL_HUNDREDTHS),
  CELL ("valid_from", valid_from, CELL_TIME),
  CELL ("valid_until", valid_until, CELL_TIME),
  CELL ("index", index, CELL_TEXT),
  CELL ("reference", reference, CELL_TEXT),
  CELL ("subject_uit", subject_uit, CELL_TEXT),
  CELL ("system", system, CELL_SYSTEM),
  CELL ("source", source, CELL_SOURCE),
  CELL ("file_name", file_name, CELL_TEXT),
  CELL ("created_at", created_at, CELL_TIME),
  CELL ("sent_at", sent_at, CELL_TIME),
  CELL ("message", message, CELL_TEXT),
  CELL ("confirmation", confirmation, CELL_CONFIRMATION),
};

static const char *
name_kind (gint64 kind)
{
  static const char *const names[] = { "notice", "correction", "deletion", "confirmation",
                                       "vehicle" };

  return kind >= 0 && kind < (gint64) G_N_ELEMENTS (names) ? names[kind] : "";
}

/* A program for tables runs what begins like this: a quote before it makes it text again */
static gboolean
is_formula (const char *value)
{
  return *value != '\0' && strchr ("=+-@\t\r", *value) != NULL;
}

static void
append_text (GString *text, const char *value)
{
  gboolean formula = is_formula (value);

  if (!formula && strpbrk (value, "\",\r\n") == NULL)
    {
      g_string_append (text, value);
      return;
    }
  g_string_append (text, formula ? "\"'" : "\"");
  for (; *value != '\0'; value++)
    {
      if (*value == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *value);
    }
  g_string_append_c (text, '"');
}

static void
append_time (GString *text, gint64 at_s)
{
  g_autoptr (GDateTime) time = at_s >= 0 ? g_date_time_new_from_unix_local (at_s) : NULL;
  g_autofree char *formatted = time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S") : NULL;

  if (formatted != NULL)
    g_string_append (text, formatted);
}

static void
append_number (GString *text, gint64 number, CellKind kind)
{
  if (number < 0)
    return;
  if (kind == CELL_HUNDREDTHS)
    g_string_append_printf (text, "%" G_GINT64_FORMAT ".%02d", number / 100, (int) (number % 100));
  else
    g_string_append_printf (text, "%" G_GINT64_FORMAT, number);
}

static void
append_cell (GString *text, const ParafaFilingRecord *record, guint n)
{
  CellKind kind = cells[n].kind;
  const char *value = "";

  switch (kind)
    {
    case CELL_STATE:
      value = parafa_filing_state_get_name ((ParafaFilingState) record->state);
      break;
    case CELL_SYSTEM:
      value = parafa_filing_system_get_name ((ParafaFilingSystem) record->system);
      break;
    case CELL_SOURCE:
      value = record->source == PARAFA_FILING_FROM_LIST ? "list" : "here";
      break;
    case CELL_KIND:
      value = name_kind (record->kind);
      break;
    case CELL_NUMBER:
    case CELL_HUNDREDTHS:
      append_number (text, G_STRUCT_MEMBER (gint64, record, cells[n].offset), kind);
      return;
    case CELL_TIME:
      append_time (text, G_STRUCT_MEMBER (gint64, record, cells[n].offset));
      return;
    case CELL_CONFIRMATION:
      value = parafa_filing_confirmation_get_name (record->confirmation);
      break;
    case CELL_UIT:
      value = record->state == PARAFA_FILING_OK ? record->uit : NULL;
      break;
    case CELL_TEXT:
    default:
      value = G_STRUCT_MEMBER (char *, record, cells[n].offset);
      break;
    }
  append_text (text, value != NULL ? value : "");
}

static void
add_confirmation (JsonBuilder *builder, gint64 confirmation)
{
  const char *name = parafa_filing_confirmation_get_name (confirmation);

  if (name != NULL)
    json_builder_add_string_value (builder, name);
  else
    json_builder_add_null_value (builder);
}

static void
add_member (JsonBuilder *builder,
            const ParafaFilingRecord *record,
            const ParafaFilingColumn *column)
{
  json_builder_set_member_name (builder, column->name);
  if (g_str_equal (column->name, "state"))
    json_builder_add_string_value (builder, parafa_filing_state_get_name (
                                                (ParafaFilingState) record->state));
  else if (g_str_equal (column->name, "system"))
    json_builder_add_string_value (builder, parafa_filing_system_get_name (
                                                (ParafaFilingSystem) record->system));
  else if (g_str_equal (column->name, "uit") && record->state != PARAFA_FILING_OK)
    json_builder_add_null_value (builder);
  else if (g_str_equal (column->name, "confirmation"))
    add_confirmation (builder, record->confirmation);
  else if (!column->is_text)
    json_builder_add_int_value (builder, G_STRUCT_MEMBER (gint64, record, column->offset));
  else if (G_STRUCT_MEMBER (char *, record, column->offset) == NULL)
    json_builder_add_null_value (builder);
  else
    json_builder_add_string_value (builder, G_STRUCT_MEMBER (char *, record, column->offset));
}

static void
append_object (GString *text, const ParafaFilingRecord *record)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *object = NULL;

  json_builder_begin_object (builder);
  for (guint i = 0; i < parafa_filing_n_columns; i++)
    add_member (builder, record, &parafa_filing_columns[i]);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  object = json_to_string (node, FALSE);
  g_string_append (text, object);
}

/**
 * parafa_filing_table_begin:
 * @text: where to
 * @format: how it is written
 *
 * Begins a table: for CSV the mark of UTF-8 and the line of names.
 */
void
parafa_filing_table_begin (GString *text, ParafaFilingTableFormat format)
{
  g_return_if_fail (text != NULL);

  if (format == PARAFA_FILING_TABLE_JSON)
    {
      g_string_append (text, "[\n");
      return;
    }
  g_string_append (text, BYTE_ORDER_MARK);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", cells[i].title);
  g_string_append (text, "\r\n");
}

/**
 * parafa_filing_table_add:
 * @text: where to
 * @format: how it is written
 * @record: a filing
 * @is_first: whether it is the first one
 *
 * Adds a line, or an object. A UIT that does not count yet is left out.
 */
void
parafa_filing_table_add (GString *text,
                         ParafaFilingTableFormat format,
                         const ParafaFilingRecord *record,
                         gboolean is_first)
{
  g_return_if_fail (text != NULL && record != NULL);

  if (format == PARAFA_FILING_TABLE_JSON)
    {
      g_string_append (text, is_first ? "" : ",\n");
      append_object (text, record);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      append_cell (text, record, i);
    }
  g_string_append (text, "\r\n");
}

/**
 * parafa_filing_table_end:
 * @text: where to
 * @format: how it is written
 */
void
parafa_filing_table_end (GString *text, ParafaFilingTableFormat format)
{
  g_return_if_fail (text != NULL);

  if (format == PARAFA_FILING_TABLE_JSON)
    g_string_append (text, "\n]\n");
}
