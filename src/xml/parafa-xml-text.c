/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-xml-text.h"

#include "parafa-xml.h"

#include <string.h>

#define DECLARATION_MAX 256

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
blank_declared (char *text, gsize length)
{
  gsize start, end;
  const char *at;

  if (!find_declared (text, length, &start, &end))
    return;
  at = strstr (text, "encoding");
  memset (text + (at - text), ' ', end + 1 - (at - text));
}

/**
 * parafa_xml_text_to_utf8:
 * @bytes: (array length=length): a document as it lies in a file
 * @length: its length in bytes
 * @utf8_length: (out): the length of the text in bytes
 * @error: return location for an error
 *
 * Brings a document into UTF-8 as XML 1.0 appendix F describes it: by byte order mark, by the first bytes, by the
 * declaration. The byte order mark is left out; the declaration's encoding is blanked, so that columns stay.
 *
 * Fails with %PARAFA_XML_ERROR_ENCODING.
 *
 * Returns: (transfer full): NUL-terminated text
 */
char *
parafa_xml_text_to_utf8 (const char *bytes, gsize length, gsize *utf8_length, GError **error)
{
  g_autofree char *declared = NULL;
  g_autofree char *text = NULL;
  const char *encoding = NULL;
  gsize skip = 0, start, end;

  for (guint i = 0; i < G_N_ELEMENTS (first_bytes) && encoding == NULL; i++)
    if (length >= first_bytes[i].length &&
        memcmp (bytes, first_bytes[i].start, first_bytes[i].length) == 0)
      {
        encoding = first_bytes[i].encoding;
        skip = first_bytes[i].skip;
      }
  if (encoding == NULL && find_declared (bytes, length, &start, &end))
    encoding = declared = g_strndup (bytes + start, end - start);
  if (encoding == NULL || g_ascii_strcasecmp (encoding, "UTF-8") == 0 ||
      g_ascii_strcasecmp (encoding, "UTF8") == 0)
    {
      const char *bad;

      *utf8_length = length - skip;
      if (!g_utf8_validate (bytes + skip, length - skip, &bad))
        {
          g_set_error (error, PARAFA_XML_ERROR, PARAFA_XML_ERROR_ENCODING,
                       "byte %" G_GSIZE_FORMAT " is not UTF-8", (gsize) (bad - bytes));
          return NULL;
        }
      text = g_strndup (bytes + skip, *utf8_length);
    }
  else
    {
      text = g_convert (bytes + skip, length - skip, "UTF-8", encoding, NULL, utf8_length, NULL);
    }
  if (text == NULL || strlen (text) != *utf8_length)
    {
      g_autofree char *name = g_utf8_make_valid (encoding, -1);

      g_set_error (error, PARAFA_XML_ERROR, PARAFA_XML_ERROR_ENCODING,
                   "the bytes are not in the encoding %s", name);
      return NULL;
    }
  blank_declared (text, *utf8_length);
  return g_steal_pointer (&text);
}
