/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filing-words.h"
#include "parafa-number-text.h"
#include "ui-fixture.h"

/* Numbers and the days of findings, in the language of the texts whatever the machine's locale is */

typedef struct
{
  const char *decimal;
  const char *english;
  const char *romanian;
} Number;

static const Number numbers[] = {
  { "0", "0", "0" },
  { "999", "999", "999" },
  { "1000", "1,000", "1.000" },
  { "18400.00", "18,400", "18.400" },
  { "18400.0", "18,400", "18.400" },
  { "18400.50", "18,400.50", "18.400,50" },
  { "0.05", "0.05", "0,05" },
  { "123456789012.34", "123,456,789,012.34", "123.456.789.012,34" },
  /* more digits than a double holds */
  { "12345678901234567890.123", "12,345,678,901,234,567,890.123",
    "12.345.678.901.234.567.890,123" },
  /* no number of a declaration: as it stands */
  { "1.2.3", "1.2.3", "1.2.3" },
  { "12,5", "12,5", "12,5" },
  { "-20000", "-20000", "-20000" },
  { "20000.", "20000.", "20000." },
  { ".5", ".5", ".5" },
  { "", "", "" },
};

static void
check_numbers (gboolean romanian)
{
  g_autofree char *half = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *count = NULL;
  g_autofree char *weight = NULL;
  g_autofree char *bare = parafa_number_text_with_unit ("12", NULL);

  ui_fixture_set_language (romanian ? "ro" : "en");
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *text = parafa_number_text_decimal (numbers[i].decimal);

      g_assert_cmpstr (text, ==, romanian ? numbers[i].romanian : numbers[i].english);
    }
  g_assert_null (parafa_number_text_decimal (NULL));
  g_assert_cmpstr (bare, ==, "12");
  half = parafa_number_text_hundredths (1840050);
  whole = parafa_number_text_hundredths (G_MAXINT64 / 100 * 100);
  count = parafa_number_text_count (1284);
  weight = parafa_filing_words_format_weight (1840000);
  g_assert_cmpstr (half, ==, romanian ? "18.400,50" : "18,400.50");
  g_assert_cmpstr (whole, ==, romanian ? "92.233.720.368.547.758" : "92,233,720,368,547,758");
  g_assert_cmpstr (count, ==, romanian ? "1.284" : "1,284");
  g_assert_cmpstr (weight, ==, romanian ? "18.400\302\240kg" : "18,400\302\240kg");
  g_assert_null (parafa_filing_words_format_weight (-1));
}

static void
test_english (void)
{
  check_numbers (FALSE);
}

static void
test_romanian (void)
{
  check_numbers (TRUE);
}

static void
assert_told (const char *rule, const char *message, const char *value, const char *expected)
{
  g_autoptr (GPtrArray) findings = parafa_findings_new ();
  ParafaFinding *finding =
      parafa_findings_add (findings, PARAFA_FINDING_ADVICE, rule, message, NULL);
  g_autofree char *text = NULL;

  parafa_finding_set_values (finding, value, NULL);
  text = parafa_filing_words_describe_finding (finding);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpstr (finding->values[0], ==, value);
}

/* A day is written out; what ANAF's rules quote is what stands in the file */
static void
test_days (void)
{
  ui_fixture_set_language ("en");
  assert_told ("PF-VALIDITY", "The UIT is valid for 5 days from {1}", "2026-11-25",
               "The UIT is valid for 5 days from 25 November 2026");
  assert_told ("PF-CIF", "The check digit of the tax code “{1}” is wrong", "8000000001",
               "The check digit of the tax code “8000000001” is wrong");
  assert_told ("XSD", "“{1}” is no day", "2026-11-25", "“2026-11-25” is no day");
  assert_told ("PF-REMARKS", "Nothing is quoted", NULL, "Nothing is quoted");
  ui_fixture_set_language ("ro");
  assert_told ("PF-VALIDITY", "The UIT is valid for 5 days from {1}", "2026-11-25",
               "Codul UIT este valabil 5 zile, începând cu 25 noiembrie 2026");
}

int
main (int argc, char *argv[])
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/ui/number-text/english", test_english);
  g_test_add_func ("/ui/number-text/romanian", test_romanian);
  g_test_add_func ("/ui/number-text/days", test_days);
  return g_test_run ();
}
