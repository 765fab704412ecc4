/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-name-text.h"

#include <string.h>

static const struct
{
  guint tag;
  const char *bytes;
  gsize length;
  const char *text; /* NULL: nothing is left */
} names[] = {
  /* UTF8String, PrintableString, IA5String */
  { 12, "Ștefan Țuțuianu", 18, "Ștefan Țuțuianu" },
  { 12, "  spații  ", 11, "spații" },
  { 12, "", 0, NULL },
  { 12, "   ", 3, NULL },
  { 12, "a\nb\tc", 5, "a b c" },
  { 12, "a\0b", 3, "a b" },
  { 12, "ț\0ț", 5, "ț ț" },
  { 19, "ION POPESCU", 11, "ION POPESCU" },
  { 22, "ion@example.test", 16, "ion@example.test" },
  /* T61String: UTF-8 by mistake, ISO 8859-2, ISO 8859-1, and T.61 itself */
  { 20, "Țuțuianu", 10, "Țuțuianu" },
  { 20, "IONI\xde\xc3", 6, "IONIŢĂ" },
  { 20, "\xaatef\xe3nescu", 10, "Ştefănescu" },
  { 20, "B\xeernz\xe9", 6, "Bîrnzé" },
  { 20,
    "\xcbStef\xc6"
    "anescu",
    13, "Ştefănescu" },
  { 20, "R\xc3iul\xc3", 6, "RîulĂ" },
  /* BMPString */
  { 30, "\0I\0o\0n\x02\x1b", 8, "Ionț" },
  { 30, "\x02\x18\0t", 4, "Șt" },
  { 30, "\xd8\x3d\xde\x00", 4, "😀" },
  { 30, "\0I\0o\0", 5, NULL },
  { 30, "\xd8\x3d", 2, NULL },
  { 30, "\0a\0\0\0b", 6, "a b" },
  /* UniversalString */
  { 28, "\0\0\0I\0\0\x02\x1b", 8, "Iț" },
  { 28, "\0\0\0", 3, NULL },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text =
          parafa_name_text_decode (names[i].tag, (const guint8 *) names[i].bytes, names[i].length);

      g_test_message ("%u: %s", i, names[i].text != NULL ? names[i].text : "(none)");
      g_assert_cmpstr (text, ==, names[i].text);
    }
}

/* Any bytes under any tag give valid text or none */
static void
test_any_bytes (void)
{
  static const guint tags[] = { 0, 12, 19, 20, 22, 28, 30, 255 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261124);

  for (guint round = 0; round < 5000; round++)
    {
      gsize length = (gsize) g_rand_int_range (rand, 0, 40);
      g_autofree guint8 *bytes = g_malloc (MAX (length, 1));
      g_autofree char *text = NULL;

      for (gsize i = 0; i < length; i++)
        bytes[i] = (guint8) g_rand_int_range (rand, 0, 256);
      text = parafa_name_text_decode (tags[round % G_N_ELEMENTS (tags)], bytes, length);
      g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
      g_assert_true (text == NULL || *text != '\0');
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/certificate/name-text/table", test_table);
  g_test_add_func ("/certificate/name-text/any-bytes", test_any_bytes);
  return g_test_run ();
}
