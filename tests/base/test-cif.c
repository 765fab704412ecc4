/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-cif.h"
#include "parafa-test.h"

static void
test_well_formed (void)
{
  g_assert_true (parafa_cif_is_well_formed ("19"));
  g_assert_true (parafa_cif_is_well_formed ("1234567897"));
  g_assert_false (parafa_cif_is_well_formed (""));
  g_assert_false (parafa_cif_is_well_formed ("1"));
  g_assert_false (parafa_cif_is_well_formed ("12345678901"));
  g_assert_false (parafa_cif_is_well_formed ("0123456"));
  g_assert_false (parafa_cif_is_well_formed ("RO123"));
  g_assert_false (parafa_cif_is_well_formed ("12 34"));
}

/* Invented codes, their check digits computed by hand with the key 753217532. */
static void
test_check_digit (void)
{
  static const char *const valid[] = {
    "19", "990", "12340", "76543210", "123456789", "987654328", "1234567897",
  };

  for (guint i = 0; i < G_N_ELEMENTS (valid); i++)
    g_assert_true (parafa_cif_has_valid_check_digit (valid[i]));
  g_assert_false (parafa_cif_has_valid_check_digit ("18"));
  g_assert_false (parafa_cif_has_valid_check_digit ("12341"));
  g_assert_false (parafa_cif_has_valid_check_digit ("1234567890"));
  g_assert_false (parafa_cif_has_valid_check_digit ("RO19"));
  g_assert_false (parafa_cif_has_valid_check_digit (""));
}

/* For every beginning there is exactly one check digit. */
static void
test_one_digit_fits (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int i = 0; i < 2000; i++)
    {
      int beginning = g_rand_int_range (rand, 1, 99999999);
      guint n_valid = 0;

      for (int digit = 0; digit < 10; digit++)
        {
          g_autofree char *cif = g_strdup_printf ("%d%d", beginning, digit);

          n_valid += parafa_cif_has_valid_check_digit (cif);
        }
      g_assert_cmpuint (n_valid, ==, 1);
    }
}

static void
test_normalise (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "12340", "12340" },
    { "RO12340", "12340" },
    { "ro 12 340 ", "12340" },
    { " Ro12.340", "12340" },
    { "RO-12340", "12340" },
    { "RO", NULL },
    { "", NULL },
    { "R12340", NULL },
    { "12340x", NULL },
    { "RO01234", NULL },
    { "12345678901", NULL },
    { "ROR012", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *cif = parafa_cif_normalise (cases[i].text);

      parafa_test_note (cases[i].text);
      g_assert_cmpstr (cif, ==, cases[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/cif/well-formed", test_well_formed);
  g_test_add_func ("/base/cif/check-digit", test_check_digit);
  g_test_add_func ("/base/cif/one-digit-fits", test_one_digit_fits);
  g_test_add_func ("/base/cif/normalise", test_normalise);
  return g_test_run ();
}
