/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-etransport-types.h"
#include "parafa-uit.h"

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
  g_test_add_func ("/etransport/types/uit", test_uit);
  return g_test_run ();
}
