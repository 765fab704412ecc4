/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-der.h"

/* A part of an object identifier; more bits stand in none that means something */
#define MAX_ARC_BITS 56

/**
 * parafa_der_take_any:
 * @from: what is left to read; moved behind the value
 * @tag: (out): the value's tag
 * @content: (out caller-allocates): its content, inside the bytes of @from
 *
 * Takes one DER value from the front (X.690, section 8.1). Lengths of more than three bytes and
 * indefinite ones are refused: nothing in a certificate is that long.
 *
 * Returns: whether there was one
 */
gboolean
parafa_der_take_any (ParafaDer *from, guint8 *tag, ParafaDer *content)
{
  gsize length;
  gsize head = 2;

  if (from->length < 2)
    return FALSE;
  length = from->bytes[1];
  if (length >= 0x80)
    {
      gsize n = length & 0x7f;

      if (n == 0 || n > 3 || from->length < 2 + n)
        return FALSE;
      length = 0;
      for (gsize i = 0; i < n; i++)
        length = (length << 8) | from->bytes[2 + i];
      head += n;
    }
  if (length > from->length - head)
    return FALSE;
  *tag = from->bytes[0];
  content->bytes = from->bytes + head;
  content->length = length;
  from->bytes += head + length;
  from->length -= head + length;
  return TRUE;
}

/**
 * parafa_der_take:
 * @from: what is left to read; moved behind the value when there is one
 * @tag: the tag that is wanted
 * @content: (out caller-allocates): its content, inside the bytes of @from
 *
 * Returns: whether @from starts with a value of that tag
 */
gboolean
parafa_der_take (ParafaDer *from, guint8 tag, ParafaDer *content)
{
  ParafaDer rest = *from;
  guint8 found;

  if (!parafa_der_take_any (&rest, &found, content) || found != tag)
    return FALSE;
  *from = rest;
  return TRUE;
}

/**
 * parafa_der_read_integer:
 * @content: the content of an INTEGER
 * @number: (out): its value
 *
 * Returns: whether it is one that fits into 64 bits
 */
gboolean
parafa_der_read_integer (const ParafaDer *content, gint64 *number)
{
  guint64 value;

  if (content->length == 0 || content->length > 8)
    return FALSE;
  value = (content->bytes[0] & 0x80) != 0 ? G_MAXUINT64 : 0;
  for (gsize i = 0; i < content->length; i++)
    value = (value << 8) | content->bytes[i];
  *number = (gint64) value;
  return TRUE;
}

/**
 * parafa_der_dup_oid:
 * @content: the content of an OBJECT IDENTIFIER (X.690, section 8.19)
 *
 * Returns: (transfer full) (nullable): in dotted form, %NULL for bytes that are none
 */
char *
parafa_der_dup_oid (const ParafaDer *content)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint64 arc = 0;

  if (content->length == 0 || (content->bytes[content->length - 1] & 0x80) != 0)
    return NULL;
  for (gsize i = 0; i < content->length; i++)
    {
      if (arc >> MAX_ARC_BITS != 0)
        return NULL;
      arc = (arc << 7) | (content->bytes[i] & 0x7f);
      if ((content->bytes[i] & 0x80) != 0)
        continue;
      if (text->len == 0)
        {
          guint64 first = MIN (arc / 40, 2);

          g_string_append_printf (text, "%" G_GUINT64_FORMAT ".%" G_GUINT64_FORMAT, first,
                                  arc - first * 40);
        }
      else
        g_string_append_printf (text, ".%" G_GUINT64_FORMAT, arc);
      arc = 0;
    }
  return g_strdup (text->str);
}
