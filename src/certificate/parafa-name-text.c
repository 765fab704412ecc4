/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-name-text.h"

/* Universal tags of ASN.1, X.680 */
#define TAG_T61_STRING 20
#define TAG_UNIVERSAL_STRING 28
#define TAG_BMP_STRING 30

/* T.61 writes a letter with a mark as two bytes: the mark, then the letter. Only the pairs that
 * Romanian has are read that way, because the marks' bytes are letters of their own in the 8-bit
 * sets that certificates really carry under this tag. */
static const struct
{
  guint8 mark;
  char letter;
  const char *text;
} t61_pairs[] = {
  { 0xc3, 'a', "â" }, { 0xc3, 'A', "Â" }, { 0xc3, 'i', "î" }, { 0xc3, 'I', "Î" },
  { 0xc6, 'a', "ă" }, { 0xc6, 'A', "Ă" }, { 0xcb, 's', "ş" }, { 0xcb, 'S', "Ş" },
  { 0xcb, 't', "ţ" }, { 0xcb, 'T', "Ţ" },
};

/* Letters of ISO 8859-2 that Romanian names use; every other byte is read as ISO 8859-1 */
static const struct
{
  guint8 byte;
  const char *text;
} latin2_letters[] = {
  { 0xaa, "Ş" }, { 0xba, "ş" }, { 0xc3, "Ă" }, { 0xde, "Ţ" }, { 0xe3, "ă" }, { 0xfe, "ţ" },
};

static const char *
find_t61_pair (guint8 mark, char letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (t61_pairs); i++)
    if (t61_pairs[i].mark == mark && t61_pairs[i].letter == letter)
      return t61_pairs[i].text;
  return NULL;
}

static const char *
find_latin2_letter (guint8 byte)
{
  for (guint i = 0; i < G_N_ELEMENTS (latin2_letters); i++)
    if (latin2_letters[i].byte == byte)
      return latin2_letters[i].text;
  return NULL;
}

static char *
decode_8bit (const guint8 *bytes, gsize length)
{
  GString *text = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      const char *pair = i + 1 < length ? find_t61_pair (bytes[i], (char) bytes[i + 1]) : NULL;
      const char *letter = find_latin2_letter (bytes[i]);

      if (pair != NULL)
        {
          g_string_append (text, pair);
          i++;
        }
      else if (letter != NULL)
        g_string_append (text, letter);
      else
        g_string_append_unichar (text, bytes[i]);
    }
  return g_string_free (text, FALSE);
}

/* UTF8String and the sets that are part of it; also what is UTF-8 under another tag, by mistake */
static char *
decode_narrow (const guint8 *bytes, gsize length)
{
  g_autofree char *copy = g_malloc0 (length + 1);

  /* a zero inside would hide what follows it */
  for (gsize i = 0; i < length; i++)
    copy[i] = bytes[i] != 0 ? (char) bytes[i] : ' ';
  if (g_utf8_validate_len (copy, length, NULL))
    return g_steal_pointer (&copy);
  return decode_8bit ((const guint8 *) copy, length);
}

/* Big-endian characters of 2 (BMPString, with UTF-16 pairs) or 4 bytes (UniversalString) */
static char *
decode_wide (const guint8 *bytes, gsize length, gsize width)
{
  const char *from = width == 2 ? "UTF-16BE" : "UTF-32BE";
  gsize written = 0;
  char *text;

  if (length % width != 0)
    return NULL;
  text = g_convert ((const char *) bytes, (gssize) length, "UTF-8", from, NULL, &written, NULL);
  for (gsize i = 0; text != NULL && i < written; i++)
    if (text[i] == '\0')
      text[i] = ' ';
  return text;
}

/* Control characters in a name can only mislead whoever reads it */
static char *
clean (char *text)
{
  for (char *c = text; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  return g_strstrip (text);
}

/**
 * parafa_name_text_decode:
 * @asn1_tag: the universal tag of a DirectoryString (12 UTF8String, 19 PrintableString, 20
 *   T61String, 22 IA5String, 28 UniversalString, 30 BMPString)
 * @bytes: (array length=length): its content
 * @length: number of bytes
 *
 * Reads one attribute value of a distinguished name as text.
 *
 * Bytes that are no valid text of their kind are still shown: as the 8-bit set that Romanian
 * authorities used before UTF8String (RFC 5280, section 4.1.2.4, leaves T61String unspecified).
 *
 * Returns: (transfer full) (nullable): UTF-8 without control characters; %NULL when nothing is left
 */
char *
parafa_name_text_decode (guint asn1_tag, const guint8 *bytes, gsize length)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  if (asn1_tag == TAG_BMP_STRING)
    text = decode_wide (bytes, length, 2);
  else if (asn1_tag == TAG_UNIVERSAL_STRING)
    text = decode_wide (bytes, length, 4);
  else
    text = decode_narrow (bytes, length);

  if (text == NULL || *clean (text) == '\0')
    return NULL;
  return g_steal_pointer (&text);
}
