/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-uit.h"

#include <string.h>

#define UIT_LETTERS "0123456789ACDEFHJKLMNPQRTUVWXY"
#define UIT_LENGTH 16
#define UIT_BODY 14

/**
 * parafa_uit_is_well_formed:
 * @uit: a text
 *
 * Returns: whether it has 14 of the letters and digits a UIT is made of, and two digits
 */
gboolean
parafa_uit_is_well_formed (const char *uit)
{
  g_return_val_if_fail (uit != NULL, FALSE);

  return strlen (uit) == UIT_LENGTH && strspn (uit, UIT_LETTERS) >= UIT_BODY &&
         strspn (uit + UIT_BODY, "0123456789") == 2;
}

/**
 * parafa_uit_has_valid_check_digits:
 * @uit: a text
 *
 * The last two digits of the sum of the first 14 characters' codes follow them (ANAF e-Transport, rule BR-019).
 *
 * Returns: whether they do
 */
gboolean
parafa_uit_has_valid_check_digits (const char *uit)
{
  guint sum = 0;
  char digits[3];

  g_return_val_if_fail (uit != NULL, FALSE);

  if (strlen (uit) < UIT_LENGTH)
    return FALSE;
  for (guint i = 0; i < UIT_BODY; i++)
    sum += (guchar) uit[i];
  g_snprintf (digits, sizeof digits, "%02u", sum % 100);
  return strstr (uit + UIT_BODY, digits) != NULL;
}

/**
 * parafa_uit_dup_grouped:
 * @uit: a UIT code
 *
 * Returns: (transfer full): the code in groups of four, as it is read over the telephone
 */
char *
parafa_uit_dup_grouped (const char *uit)
{
  GString *grouped = g_string_new (NULL);

  g_return_val_if_fail (uit != NULL, NULL);

  for (gsize i = 0; uit[i] != '\0'; i++)
    {
      if (i > 0 && i % 4 == 0)
        g_string_append_c (grouped, ' ');
      g_string_append_c (grouped, uit[i]);
    }
  return g_string_free (grouped, FALSE);
}
