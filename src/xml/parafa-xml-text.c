/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-xml-text.h"

#include "parafa-xml-places.h"

#include <string.h>

#define DECLARATION_MAX 256
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* Byte order marks and the first bytes of "<?" in the encodings XML 1.0 appendix F tells apart */
static const struct
{
  const char *start;
  gsize length;
  gsize skip;
  const char *encoding;
} first_bytes[] = {
  { "\xef\xbb\xbf", 3, 3, "UTF-8" },        { "\xff\xfe\x00\x00", 4, 4, "UTF-32LE" },
  { "\x00\x00\xfe\xff", 4, 4, "UTF-32BE" }, { "\xff\xfe", 2, 2, "UTF-16LE" },
  { "\xfe\xff", 2, 2, "UTF-16BE" },         { "<\0\0\0", 4, 0, "UTF-32LE" },
  { "\0\0\0<", 4, 0, "UTF-32BE" },          { "<\0?\0", 4, 0, "UTF-16LE" },
  { "\0<\0?", 4, 0, "UTF-16BE" },
};

/* Finds the encoding pseudo-attribute of an XML declaration: [start, end) of its value, inside the quotes */
static gboolean
find_declared (const char *text, gsize length, gsize *start, gsize *end)
{
  g_autofree char *head = g_strndup (text, MIN (length, DECLARATION_MAX));
  const char *stop = strstr (head, "?>"), *at;
  char quote;

  if (!g_str_has_prefix (head, "<?xml") || stop == NULL)
    return FALSE;
  at = strstr (head, "encoding");
  if (at == NULL || at > stop)
    return FALSE;
  at += strlen ("encoding");
  at += strspn (at, " \t\r\n=");
  quote = *at;
  if (quote != '"' && quote != '\'')
    return FALSE;
  *start = at + 1 - head;
  *end = *start + strcspn (at + 1, quote == '"' ? "\"" : "'");
  return head[*end] == quote;
}

/* The text is UTF-8 now, whatever the declaration says: make it say so, without moving a character */
static void
blank_declared (char *text, gsize start, gsize end)
{
  const char *at = strstr (text, "encoding");

  g_assert (at != NULL && at < text + start);
  memset (text + (at - text), ' ', end + 1 - (at - text));
}

static ParafaXmlPlace
find_end (const char *text, gsize length)
{
  ParafaXmlPlaces places;

  parafa_xml_places_init (&places, text, length);
  return parafa_xml_places_end (&places);
}

/* EncName of XML 1.0 §4.3.3; iconv knows suffixes besides, which change what it refuses */
static gboolean
is_encoding_name (const char *name)
{
  return g_ascii_isalpha (name[0]) &&
         strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-") == strlen (name);
}

static gboolean
is_utf8 (const char *name)
{
  return g_ascii_strcasecmp (name, "UTF-8") == 0 || g_ascii_strcasecmp (name, "UTF8") == 0;
}

/* UTF-16 is the name of both byte orders, and so is UTF-32 */
static gboolean
is_name_of (const char *declared, const char *encoding)
{
  if (is_utf8 (encoding))
    return is_utf8 (declared);
  return g_ascii_strcasecmp (declared, encoding) == 0 ||
         (strlen (declared) == strlen ("UTF-16") &&
          g_ascii_strncasecmp (declared, encoding, strlen ("UTF-16")) == 0);
}

/* A declaration that was read byte for byte is in none of these, whatever it says */
static gboolean
is_wide (const char *declared)
{
  return g_ascii_strncasecmp (declared, "UTF-16", strlen ("UTF-16")) == 0 ||
         g_ascii_strncasecmp (declared, "UTF-32", strlen ("UTF-32")) == 0;
}

static const char *
find_first_bytes (const char *bytes, gsize length, gsize *skip)
{
  *skip = 0;
  for (guint i = 0; i < G_N_ELEMENTS (first_bytes); i++)
    if (length >= first_bytes[i].length &&
        memcmp (bytes, first_bytes[i].start, first_bytes[i].length) == 0)
      {
        *skip = first_bytes[i].skip;
        return first_bytes[i].encoding;
      }
  return NULL;
}

static char *
convert (const char *bytes,
         gsize length,
         const char *encoding,
         gsize *utf8_length,
         ParafaXmlPlace *place)
{
  g_autofree char *text = NULL;
  g_autofree char *before = NULL;
  gsize n_read = 0, n_before = 0;

  if (is_utf8 (encoding))
    {
      const char *bad;

      *utf8_length = length;
      if (g_utf8_validate (bytes, length, &bad))
        return g_strndup (bytes, length);
      *place = find_end (bytes, bad - bytes);
      return NULL;
    }
  if (is_encoding_name (encoding))
    text = g_convert (bytes, length, "UTF-8", encoding, &n_read, utf8_length, NULL);
  /* half a character at the end is no error to g_convert(), it is only not read */
  if (text != NULL && n_read == length && strlen (text) == *utf8_length)
    return g_steal_pointer (&text);
  if (text == NULL && n_read > 0)
    before = g_convert (bytes, n_read, "UTF-8", encoding, NULL, &n_before, NULL);
  if (text != NULL)
    *place = find_end (text, strlen (text));
  else if (before != NULL)
    *place = find_end (before, n_before);
  return NULL;
}

static void
refuse (GError **error, const char *what, const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);

  g_set_error (error, PARAFA_XML_ERROR, PARAFA_XML_ERROR_ENCODING, "%s %s", what, valid);
}

/**
 * parafa_xml_text_to_utf8:
 * @bytes: (array length=length): a document as it lies in a file
 * @length: its length in bytes
 * @utf8_length: (out): the length of the text in bytes
 * @place: (out): where it fails; line 0 when no place can be told
 * @error: return location for an error
 *
 * Brings a document into UTF-8 as XML 1.0 appendix F describes it: by byte order mark, by the first bytes, by the
 * declaration. One byte order mark is left out; the declaration's encoding is blanked, so that columns stay. A
 * declaration that names another encoding than the bytes are in is refused (§4.3.3): ANAF's parser goes by the name
 * even behind a byte order mark, and reads other letters than those that were written, or nothing at all.
 *
 * Fails with %PARAFA_XML_ERROR_ENCODING, and with %PARAFA_XML_ERROR_MALFORMED for a second byte order mark.
 *
 * Returns: (transfer full): NUL-terminated text
 */
char *
parafa_xml_text_to_utf8 (
    const char *bytes, gsize length, gsize *utf8_length, ParafaXmlPlace *place, GError **error)
{
  gsize skip, start = 0, end = 0;
  const char *first = find_first_bytes (bytes, length, &skip), *encoding = first;
  g_autofree char *declared = NULL;
  g_autofree char *text = NULL;

  *place = (ParafaXmlPlace){ 0, 0 };
  if (first == NULL && find_declared (bytes, length, &start, &end))
    encoding = declared = g_strndup (bytes + start, end - start);
  if (encoding == NULL)
    encoding = "UTF-8";
  if (declared == NULL || !is_wide (declared))
    text = convert (bytes + skip, length - skip, encoding, utf8_length, place);
  if (text == NULL)
    {
      if (place->line == 0 && declared != NULL)
        *place = find_end (bytes, start);
      refuse (error, "the bytes are not in the encoding", encoding);
      return NULL;
    }
  if (g_str_has_prefix (text, BYTE_ORDER_MARK))
    {
      *place = (ParafaXmlPlace){ 1, 1 };
      g_set_error_literal (error, PARAFA_XML_ERROR, PARAFA_XML_ERROR_MALFORMED,
                           "there are two byte order marks");
      return NULL;
    }
  if (!find_declared (text, *utf8_length, &start, &end))
    return g_steal_pointer (&text);
  g_free (declared);
  declared = g_strndup (text + start, end - start);
  if (first != NULL && !is_name_of (declared, first))
    {
      *place = find_end (text, start);
      refuse (error, "the declaration names", declared);
      return NULL;
    }
  blank_declared (text, start, end);
  return g_steal_pointer (&text);
}
