/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-etransport-codes.h"
#include "parafa-etransport-lists.h"
#include "parafa-etransport-types.h"
#include "parafa-uit.h"

#include <string.h>

/* What schema-agreement.c cannot ask, because libxml2 reads it otherwise than XML Schema says */
static void
test_blanks_around_dates (void)
{
  g_assert_true (parafa_simple_type_accepts (PARAFA_TYPE_DATE, " 2026-11-24 "));
  g_assert_true (parafa_simple_type_accepts (PARAFA_TYPE_DATE_TIME, "\n2026-11-24T08:30:00Z "));
  g_assert_false (parafa_simple_type_accepts (PARAFA_TYPE_DATE, "2026-11 -24"));
}

static void
test_declarant (void)
{
  g_assert_false (parafa_simple_type_accepts (PARAFA_TYPE_DECLARANT, "12345678901"));
  g_assert_false (parafa_simple_type_accepts (PARAFA_TYPE_DECLARANT, "12345678901234"));
  g_assert_false (parafa_simple_type_accepts (PARAFA_TYPE_DECLARANT, "1"));
  g_assert_true (parafa_simple_type_accepts (PARAFA_TYPE_DECLARANT, "12"));
  g_assert_true (parafa_simple_type_accepts (PARAFA_TYPE_DECLARANT, "1234567890123"));
}

static void
test_decimal (void)
{
  gint64 amount = -1;

  g_assert_true (parafa_simple_type_read_decimal ("1250.5", &amount));
  g_assert_cmpint (amount, ==, 125050);
  g_assert_true (parafa_simple_type_read_decimal (".07", &amount));
  g_assert_cmpint (amount, ==, 7);
  g_assert_true (parafa_simple_type_read_decimal ("999999999999.99", &amount));
  g_assert_cmpint (amount, ==, G_GINT64_CONSTANT (99999999999999));
  g_assert_false (parafa_simple_type_read_decimal ("", &amount));
  g_assert_false (parafa_simple_type_read_decimal ("1.2.3", &amount));
}

static void
test_codes (void)
{
  g_assert_cmpstr (parafa_codes_get_name (PARAFA_CODES_COUNTY, "12"), ==, "Cluj");
  g_assert_cmpstr (parafa_codes_get_name (PARAFA_CODES_CUSTOMS_OFFICE, "122801"), ==,
                   "BVI Cluj Napoca");
  g_assert_null (parafa_codes_get_name (PARAFA_CODES_COUNTY, "41"));
  g_assert_true (parafa_codes_contain_text (PARAFA_CODES_UNIT, "H87"));
  g_assert_false (parafa_codes_contain_text (PARAFA_CODES_UNIT, "H8"));
  g_assert_true (parafa_codes_is_eu_country ("EL"));
  g_assert_false (parafa_codes_is_eu_country ("GR"));
  g_assert_false (parafa_codes_is_eu_country ("E"));
}

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  return ((const ParafaCode *) a)->code - ((const ParafaCode *) b)->code;
}

static char *
digest_codes (const ParafaCode *codes, gsize length)
{
  g_autofree ParafaCode *sorted = g_memdup2 (codes, length * sizeof *codes);
  g_autoptr (GString) text = g_string_new (NULL);

  qsort (sorted, length, sizeof *sorted, compare_codes);
  for (gsize i = 0; i < length; i++)
    g_string_append_printf (text, "%d %s\n", sorted[i].code, sorted[i].name);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, -1);
}

static char *
digest_texts (const char *texts, gsize size, gsize length)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0)
        g_assert_cmpstr (texts + (i - 1) * size, <, texts + i * size);
      g_string_append_printf (text, "%s\n", texts + i * size);
    }
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, -1);
}

/* Every code and name as in ANAF's schema (1.02) and Schematron (2.0.2); the digests were made from those lists by
 * another program, not from ours */
static void
test_lists (void)
{
  g_autofree char *counties = digest_codes (parafa_counties, parafa_counties_length);
  g_autofree char *points = digest_codes (parafa_border_points, parafa_border_points_length);
  g_autofree char *offices = digest_codes (parafa_customs_offices, parafa_customs_offices_length);
  g_autofree char *units =
      digest_texts (parafa_units[0], sizeof parafa_units[0], parafa_units_length);
  g_autofree char *countries =
      digest_texts (parafa_countries[0], sizeof parafa_countries[0], parafa_countries_length);

  g_assert_cmpstr (counties, ==,
                   "190297a6c5dc25d1809fb74ed0c13c56a97ae001215651bc8adb81793e50606a");
  g_assert_cmpstr (points, ==, "f588ae9ac7f00486061eb2725aaffea9fee6a0a04699b6ca7cdabb000103b750");
  g_assert_cmpstr (offices, ==, "605c7f06c7bc2e2726b540ea9a2c20a5d213ae937fc113c00bcbea9294184efc");
  g_assert_cmpstr (units, ==, "7c0e17fcb432ab2a67f465faebf8d23006e13963df53f084ace6a4ee97697b9e");
  g_assert_cmpstr (countries, ==,
                   "046cf707f8a9a5d1a128dc00c25ad132db7b38c6bf42415f41164aeb897ae8ca");
}

/* The number rules of the schema, one by one at their bounds: what is written otherwise but means a listed number */
static void
test_listed_numbers (void)
{
  static const char *const good[] = {
    "7", "07", "+7", " 7\n", "0000000000000000000007", "+0000000000000000000007"
  };
  static const char *const bad[] = { "",    " ",   "+",          "-7", "7.0",        "7 7",
                                     "1e0", "++7", "2147483648", "41", "4294967303", "\u0667" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (parafa_simple_type_accepts (PARAFA_TYPE_COUNTY, good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (parafa_simple_type_accepts (PARAFA_TYPE_COUNTY, bad[i]));
}

/* The end of a day is written as 24:00:00 and nothing more, however many digits say so */
static void
test_end_of_day (void)
{
  static const char *const good[] = { "2026-11-24T24:00:00", "2026-11-24T24:00:00.0",
                                      "2026-11-24T24:00:00.00", "2026-11-24T23:59:59.99" };
  static const char *const bad[] = { "2026-11-24T24:00:00.5", "2026-11-24T24:00:00.05",
                                     "2026-11-24T24:00:01",   "2026-11-24T24:01:00",
                                     "2026-11-24T24:00:00.",  "2026-11-24T25:00:00" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (parafa_simple_type_accepts (PARAFA_TYPE_DATE_TIME, good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (parafa_simple_type_accepts (PARAFA_TYPE_DATE_TIME, bad[i]));
}

/* The last day of every month and the one after it; the widest zones */
static void
test_date_bounds (void)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  static const char *const good[] = { "2024-02-29", "2000-02-29", "2026-11-24+13:59",
                                      "2026-11-24-14:00" };
  static const char *const bad[] = { "2100-02-29", "2026-11-24+13:60", "2026-11-24+14:01",
                                     "2026-00-01", "2026-13-01" };

  for (int month = 1; month <= 12; month++)
    {
      g_autofree char *last = g_strdup_printf ("2026-%02d-%02d", month, days[month - 1]);
      g_autofree char *after = g_strdup_printf ("2026-%02d-%02d", month, days[month - 1] + 1);

      g_assert_true (parafa_simple_type_accepts (PARAFA_TYPE_DATE, last));
      g_assert_false (parafa_simple_type_accepts (PARAFA_TYPE_DATE, after));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (parafa_simple_type_accepts (PARAFA_TYPE_DATE, good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (parafa_simple_type_accepts (PARAFA_TYPE_DATE, bad[i]));
}

static void
test_uit (void)
{
  g_autofree char *grouped = parafa_uit_dup_grouped ("7K0A2C4E6H8J9L70");

  g_assert_true (parafa_uit_is_well_formed ("7K0A2C4E6H8J9L70"));
  g_assert_false (parafa_uit_is_well_formed ("7B0A2C4E6H8J9L70"));
  g_assert_true (parafa_uit_has_valid_check_digits ("7K0A2C4E6H8J9L70"));
  g_assert_false (parafa_uit_has_valid_check_digits ("7K0A2C4E6H8J9L07"));
  g_assert_cmpstr (grouped, ==, "7K0A 2C4E 6H8J 9L70");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/etransport/types/blanks-around-dates", test_blanks_around_dates);
  g_test_add_func ("/etransport/types/declarant", test_declarant);
  g_test_add_func ("/etransport/types/decimal", test_decimal);
  g_test_add_func ("/etransport/types/codes", test_codes);
  g_test_add_func ("/etransport/types/lists", test_lists);
  g_test_add_func ("/etransport/types/listed-numbers", test_listed_numbers);
  g_test_add_func ("/etransport/types/end-of-day", test_end_of_day);
  g_test_add_func ("/etransport/types/date-bounds", test_date_bounds);
  g_test_add_func ("/etransport/types/uit", test_uit);
  return g_test_run ();
}
