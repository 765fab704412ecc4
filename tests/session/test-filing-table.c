/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-table.h"

#include <json-glib/json-glib.h>
#include <string.h>

static ParafaFilingRecord *
make_record (const char *partner)
{
  ParafaFilingRecord *record = parafa_filing_record_new ();

  record->id = 7;
  record->state = PARAFA_FILING_OK;
  record->system = PARAFA_FILING_TEST;
  record->cif = g_strdup ("8000000000");
  record->kind = 0;
  record->uit = g_strdup ("7K0A2C4E6H8J9L70");
  record->partner_name = g_strdup (partner);
  record->transport_date = g_strdup ("2026-11-25");
  record->gross = 1840005;
  record->net = 0;
  record->created_at = 1795500000;
  return record;
}

/* The fields of the only line, read the way RFC 4180 says */
static GPtrArray *
read_fields (const char *line)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (g_free);
  GString *field = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (; *line != '\0'; line++)
    {
      if (*line == '"' && quoted && line[1] == '"')
        g_string_append_c (field, *++line);
      else if (*line == '"')
        quoted = !quoted;
      else if (!quoted && (*line == ',' || *line == '\r'))
        {
          g_ptr_array_add (fields, g_strdup (field->str));
          g_string_truncate (field, 0);
        }
      else if (quoted || *line != '\n')
        g_string_append_c (field, *line);
    }
  g_assert_false (quoted);
  g_string_free (field, TRUE);
  return fields;
}

static char *
get_field (const ParafaFilingRecord *record, const char *name)
{
  g_autoptr (GString) head = g_string_new (NULL);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GPtrArray) fields = NULL;
  char *found = NULL;

  parafa_filing_table_begin (head, PARAFA_FILING_TABLE_CSV);
  g_assert_true (g_str_has_prefix (head->str, "\xef\xbb\xbfid,"));
  parafa_filing_table_add (line, PARAFA_FILING_TABLE_CSV, record, TRUE);
  parafa_filing_table_end (line, PARAFA_FILING_TABLE_CSV);
  g_assert_true (g_str_has_suffix (line->str, "\r\n"));
  names = read_fields (head->str);
  fields = read_fields (line->str);
  g_assert_cmpuint (fields->len, ==, names->len);
  for (guint i = 0; i < names->len; i++)
    if (g_str_equal (names->pdata[i], name))
      found = g_strdup (fields->pdata[i]);
  g_assert_nonnull (found);
  return found;
}

static void
assert_field (const ParafaFilingRecord *record, const char *name, const char *value)
{
  g_autofree char *field = get_field (record, name);

  g_assert_cmpstr (field, ==, value);
}

static void
test_csv (void)
{
  g_autoptr (ParafaFilingRecord) record = make_record ("Panificația Lunca SRL");
  g_autofree char *created = get_field (record, "created_at");

  assert_field (record, "state", "ok");
  assert_field (record, "system", "test");
  assert_field (record, "kind", "notice");
  assert_field (record, "partner_name", "Panificația Lunca SRL");
  assert_field (record, "transport_date", "2026-11-25");
  assert_field (record, "gross_kg", "18400.05");
  assert_field (record, "net_kg", "0.00");
  assert_field (record, "value_lei", "");
  assert_field (record, "vehicle", "");
  assert_field (record, "uit", "7K0A2C4E6H8J9L70");
  g_assert_cmpuint (strlen (created), ==, strlen ("2026-11-25 09:13:08"));
  /* given, and does not count yet */
  record->state = PARAFA_FILING_PROCESSING;
  assert_field (record, "uit", "");
}

/* Whatever a partner calls itself: it comes back as it was, and never as a formula */
static void
test_dangerous (void)
{
  static const char *const texts[][2] = {
    { "=HYPERLINK(\"http://x\",\"y\")", "'=HYPERLINK(\"http://x\",\"y\")" },
    { "+40 21 000", "'+40 21 000" },
    { "-1+1", "'-1+1" },
    { "@SUM(A1)", "'@SUM(A1)" },
    { "\t=1", "'\t=1" },
    { "\r=1", "'\r=1" },
    { "a,b", "a,b" },
    { "un \"nume\"", "un \"nume\"" },
    { "două\nrânduri", "două\nrânduri" },
    { "a=b", "a=b" },
    { "'", "'" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (ParafaFilingRecord) record = make_record (texts[i][0]);

      assert_field (record, "partner_name", texts[i][1]);
    }
}

static void
test_json (void)
{
  g_autoptr (ParafaFilingRecord) record = make_record ("un \"nume\"");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;

  parafa_filing_table_begin (text, PARAFA_FILING_TABLE_JSON);
  parafa_filing_table_add (text, PARAFA_FILING_TABLE_JSON, record, TRUE);
  record->state = PARAFA_FILING_UNKNOWN;
  parafa_filing_table_add (text, PARAFA_FILING_TABLE_JSON, record, FALSE);
  parafa_filing_table_end (text, PARAFA_FILING_TABLE_JSON);
  g_assert_true (json_parser_load_from_data (parser, text->str, -1, NULL));
  g_assert_cmpuint (json_array_get_length (json_node_get_array (json_parser_get_root (parser))), ==,
                    2);
  object = json_array_get_object_element (json_node_get_array (json_parser_get_root (parser)), 0);
  g_assert_cmpstr (json_object_get_string_member (object, "partner_name"), ==, "un \"nume\"");
  g_assert_cmpint (json_object_get_int_member (object, "gross"), ==, 1840005);
  g_assert_true (json_object_get_null_member (object, "vehicle"));
  object = json_array_get_object_element (json_node_get_array (json_parser_get_root (parser)), 1);
  g_assert_true (json_object_get_null_member (object, "uit"));
  g_assert_cmpstr (json_object_get_string_member (object, "state"), ==, "unknown");
}

static void
test_empty (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();

  parafa_filing_table_begin (text, PARAFA_FILING_TABLE_JSON);
  parafa_filing_table_end (text, PARAFA_FILING_TABLE_JSON);
  g_assert_true (json_parser_load_from_data (parser, text->str, -1, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filing-table/csv", test_csv);
  g_test_add_func ("/filing-table/dangerous", test_dangerous);
  g_test_add_func ("/filing-table/json", test_json);
  g_test_add_func ("/filing-table/empty", test_empty);
  return g_test_run ();
}
