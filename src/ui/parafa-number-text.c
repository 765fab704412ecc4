/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-number-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define GROUP 3
#define NO_BREAK_SPACE "\302\240"

/* The marks come from our own translations, as the names of the months do: a machine may show Romanian texts
 * (LANGUAGE=ro) and have another locale for its numbers, or none. */

static gboolean
is_plain (const char *decimal)
{
  gsize n_digits = strspn (decimal, "0123456789");
  const char *rest = decimal + n_digits;

  if (n_digits == 0)
    return FALSE;
  if (*rest == '\0')
    return TRUE;
  return *rest == '.' && rest[1] != '\0' && strspn (rest + 1, "0123456789") == strlen (rest + 1);
}

static void
append_grouped (GString *text, const char *digits, gsize n_digits)
{
  /* Translators: what stands between thousands, as the comma in 18,400; “.” in Romanian */
  const char *mark = C_ ("mark in a number, thousands", ",");

  for (gsize i = 0; i < n_digits; i++)
    {
      if (i > 0 && (n_digits - i) % GROUP == 0)
        g_string_append (text, mark);
      g_string_append_c (text, digits[i]);
    }
}

/**
 * parafa_number_text_decimal:
 * @decimal: (nullable): a number as it stands in a declaration, "20000.50"
 *
 * The number as a person writes it: "20,000.50", in Romanian "20.000,50". Decimals stay as they are, unless all of them
 * are zero. However long it is, no digit is rounded.
 *
 * Returns: (transfer full) (nullable): the text; what is no such number, as it stands
 */
char *
parafa_number_text_decimal (const char *decimal)
{
  GString *text;
  const char *point;

  if (decimal == NULL || !is_plain (decimal))
    return g_strdup (decimal);
  point = strchr (decimal, '.');
  text = g_string_new (NULL);
  append_grouped (text, decimal, point != NULL ? (gsize) (point - decimal) : strlen (decimal));
  if (point != NULL && point[1 + strspn (point + 1, "0")] != '\0')
    {
      /* Translators: what stands before the decimals, as the point in 12.50; “,” in Romanian */
      g_string_append (text, C_ ("mark in a number, decimals", "."));
      g_string_append (text, point + 1);
    }
  return g_string_free (text, FALSE);
}

/**
 * parafa_number_text_hundredths:
 * @hundredths: hundredths of kg or leu, at least 0
 *
 * Returns: (transfer full): "18,400", "18,400.50"
 */
char *
parafa_number_text_hundredths (gint64 hundredths)
{
  g_autofree char *decimal = NULL;

  g_return_val_if_fail (hundredths >= 0, NULL);

  decimal =
      g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", hundredths / 100, (int) (hundredths % 100));
  return parafa_number_text_decimal (decimal);
}

/**
 * parafa_number_text_count:
 * @count: how many
 *
 * Returns: (transfer full): "1,284"
 */
char *
parafa_number_text_count (guint64 count)
{
  g_autofree char *decimal = g_strdup_printf ("%" G_GUINT64_FORMAT, count);

  return parafa_number_text_decimal (decimal);
}

/**
 * parafa_number_text_with_unit:
 * @number: a number, as one of the others gave it
 * @unit: (nullable): "kg", "lei"
 *
 * Returns: (transfer full): both, which no end of a line parts
 */
char *
parafa_number_text_with_unit (const char *number, const char *unit)
{
  g_return_val_if_fail (number != NULL, NULL);

  return unit != NULL ? g_strconcat (number, NO_BREAK_SPACE, unit, NULL) : g_strdup (number);
}
