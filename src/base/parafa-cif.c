/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-cif.h"

#include <string.h>

/* The fiscal identification code of a Romanian company (CIF, CUI): 2 to 10 digits, the last one a
 * check digit over the others with the key 753217532. */
#define MIN_DIGITS 2
#define MAX_DIGITS 10

/**
 * parafa_cif_is_well_formed:
 * @cif: digits only, as ANAF's services want them
 *
 * Tells whether this could be a company's code: 2 to 10 digits, the first not 0. ANAF refuses a
 * leading zero (e-Transport rules, BR-002).
 *
 * Returns: whether it could
 */
gboolean
parafa_cif_is_well_formed (const char *cif)
{
  gsize length;

  g_return_val_if_fail (cif != NULL, FALSE);

  length = strlen (cif);
  return length >= MIN_DIGITS && length <= MAX_DIGITS && cif[0] != '0' &&
         strspn (cif, "0123456789") == length;
}

/**
 * parafa_cif_has_valid_check_digit:
 * @cif: digits only
 *
 * Checks the last digit. A code in use can lack it in theory only; a wrong one is a typing error.
 *
 * Returns: whether @cif is well formed and its check digit is right
 */
gboolean
parafa_cif_has_valid_check_digit (const char *cif)
{
  static const int key[] = { 2, 3, 5, 7, 1, 2, 3, 5, 7 };
  gsize length;
  int sum = 0;

  g_return_val_if_fail (cif != NULL, FALSE);

  if (!parafa_cif_is_well_formed (cif))
    return FALSE;
  length = strlen (cif);
  for (gsize i = 0; i + 1 < length; i++)
    sum += (cif[length - 2 - i] - '0') * key[i];
  return sum * 10 % 11 % 10 == cif[length - 1] - '0';
}

/**
 * parafa_cif_normalise:
 * @text: a code as people write it: `RO 123456`, `ro123456`, with blanks, dots or dashes
 *
 * Leaves the digits only. The check digit is not looked at.
 *
 * Returns: (transfer full) (nullable): the digits, or %NULL when @text is not a company's code
 */
char *
parafa_cif_normalise (const char *text)
{
  g_autoptr (GString) digits = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  while (g_ascii_isspace (*text))
    text++;
  if (g_ascii_strncasecmp (text, "RO", 2) == 0)
    text += 2;
  digits = g_string_new (NULL);
  for (; *text != '\0'; text++)
    {
      if (g_ascii_isdigit (*text))
        g_string_append_c (digits, *text);
      else if (!g_ascii_isspace (*text) && *text != '.' && *text != '-')
        return NULL;
    }
  if (!parafa_cif_is_well_formed (digits->str))
    return NULL;
  return g_string_free (g_steal_pointer (&digits), FALSE);
}
