/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-serial.h"

#include <string.h>

/* A certificate's serial number as ANAF prints it in its tokens (ANAF OAuth procedure, 2024):
 * lower-case hex pairs with colons. ANAF's gateway prints the number, so the 00 that DER puts before
 * a number whose first bit is set (X.690 §8.3) is not shown; when two texts are compared, leading 00
 * pairs do not count, whoever wrote them. */

/**
 * parafa_serial_from_bytes:
 * @bytes: (array length=length): content of the certificate's INTEGER, most significant byte first
 * @length: how many bytes, at least 1
 *
 * Writes a serial number as ANAF does. DER's sign byte is left out.
 *
 * Returns: (transfer full): such as `34:00:0a`
 */
char *
parafa_serial_from_bytes (const guint8 *bytes, gsize length)
{
  GString *text;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (length > 0, NULL);

  if (length > 1 && bytes[0] == 0 && bytes[1] >= 0x80)
    {
      bytes++;
      length--;
    }
  text = g_string_sized_new (length * 3);
  for (gsize i = 0; i < length; i++)
    g_string_append_printf (text, i == 0 ? "%02x" : ":%02x", bytes[i]);
  return g_string_free (text, FALSE);
}

static gboolean
is_separator (char c)
{
  return c == ':' || c == '-' || g_ascii_isspace (c);
}

/* One group of digits without separators, in pairs; an odd one has lost its leading 0. */
static void
append_group (GString *out, const char *digits, gsize length)
{
  gsize i = 0;

  while (i < length)
    {
      if (out->len > 0)
        g_string_append_c (out, ':');
      if (i == 0 && length % 2 == 1)
        g_string_append_c (out, '0');
      else
        g_string_append_c (out, g_ascii_tolower (digits[i++]));
      g_string_append_c (out, g_ascii_tolower (digits[i++]));
    }
}

/**
 * parafa_serial_normalise:
 * @text: a serial number in hex: with or without colons, blanks, dashes, `0x`, in either case
 *
 * Brings a serial number into the form ANAF uses. Leading 00 pairs are kept as written.
 *
 * Returns: (transfer full) (nullable): lower-case hex pairs with colons, or %NULL when @text is not
 * a hex number
 */
char *
parafa_serial_normalise (const char *text)
{
  g_autoptr (GString) out = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  while (g_ascii_isspace (*text))
    text++;
  if (g_ascii_strncasecmp (text, "0x", 2) == 0)
    text += 2;
  out = g_string_new (NULL);
  while (*text != '\0')
    {
      gsize length = strspn (text, "0123456789abcdefABCDEF");

      append_group (out, text, length);
      text += length;
      if (length == 0 && !is_separator (*text))
        return NULL;
      while (is_separator (*text))
        text++;
    }
  if (out->len == 0)
    return NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static const char *
skip_zero_pairs (const char *serial)
{
  while (g_str_has_prefix (serial, "00:"))
    serial += 3;
  return serial;
}

/**
 * parafa_serial_equal:
 * @a: (nullable): a serial number in any form parafa_serial_normalise() reads
 * @b: (nullable): another
 *
 * Compares two serial numbers as numbers, so that DER's sign byte and the way of writing do not
 * matter. What is not a serial number equals nothing.
 *
 * Returns: whether both are the same number
 */
gboolean
parafa_serial_equal (const char *a, const char *b)
{
  g_autofree char *normal_a = a != NULL ? parafa_serial_normalise (a) : NULL;
  g_autofree char *normal_b = b != NULL ? parafa_serial_normalise (b) : NULL;

  if (normal_a == NULL || normal_b == NULL)
    return FALSE;
  return strcmp (skip_zero_pairs (normal_a), skip_zero_pairs (normal_b)) == 0;
}
