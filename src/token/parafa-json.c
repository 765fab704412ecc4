/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-json.h"

#include "parafa-secret-builder.h"

#include <string.h>

/* Reads JSON where it stands, without copies: json-glib's nodes cannot be wiped, so texts with a
 * token in them are read with this. Every text here has passed parafa_json_check(). */

static const char *
skip_blanks (const char *at, const char *end)
{
  while (at < end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r'))
    at++;
  return at;
}

static ParafaJsonKind
get_kind (char first)
{
  switch (first)
    {
    case '{':
      return PARAFA_JSON_OBJECT;
    case '[':
      return PARAFA_JSON_ARRAY;
    case '"':
      return PARAFA_JSON_TEXT;
    case 't':
    case 'f':
    case 'n':
      return PARAFA_JSON_WORD;
    default:
      return PARAFA_JSON_NUMBER;
    }
}

static const char *
end_of_text (const char *at)
{
  for (at++; *at != '"'; at++)
    if (*at == '\\')
      at++;
  return at + 1;
}

/* The value at @at of a checked text; blanks before it are skipped. */
static const char *
read_value (const char *at, ParafaJsonValue *value)
{
  guint depth = 0;

  while (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')
    at++;
  value->kind = get_kind (*at);
  value->start = at;
  if (value->kind == PARAFA_JSON_TEXT)
    at = end_of_text (at);
  else if (value->kind == PARAFA_JSON_OBJECT || value->kind == PARAFA_JSON_ARRAY)
    do
      {
        if (*at == '"')
          {
            at = end_of_text (at);
            continue;
          }
        if (*at == '{' || *at == '[')
          depth++;
        else if (*at == '}' || *at == ']')
          depth--;
        at++;
      }
    while (depth > 0);
  else
    while (g_ascii_isalnum (*at) || *at == '-' || *at == '+' || *at == '.')
      at++;
  value->length = (gsize) (at - value->start);
  return at;
}

/**
 * parafa_json_get_root:
 * @text: a checked text
 * @length: its length in bytes
 * @root: (out caller-allocates): its one value
 *
 * Tells what the text is.
 */
void
parafa_json_get_root (const char *text, gsize length, ParafaJsonValue *root)
{
  const char *start = skip_blanks (text, text + length);
  const char *end = text + length;

  while (end > start && g_ascii_isspace (end[-1]))
    end--;
  root->kind = get_kind (*start);
  root->start = start;
  root->length = (gsize) (end - start);
}

/**
 * parafa_json_walk_init:
 * @walk: (out caller-allocates): a walk
 * @container: an object or an array
 *
 * Begins a walk over what is in @container.
 */
void
parafa_json_walk_init (ParafaJsonWalk *walk, const ParafaJsonValue *container)
{
  g_return_if_fail (container->kind == PARAFA_JSON_OBJECT || container->kind == PARAFA_JSON_ARRAY);

  walk->at = container->start + 1;
}

static gboolean
at_end (ParafaJsonWalk *walk)
{
  while (*walk->at != '\0' && strchr (" \t\r\n,", *walk->at) != NULL)
    walk->at++;
  return *walk->at == '}' || *walk->at == ']';
}

/**
 * parafa_json_walk_next_member:
 * @walk: a walk over an object
 * @name: (out caller-allocates): the member's name, a text
 * @value: (out caller-allocates): its value
 *
 * Goes on to the next member.
 *
 * Returns: whether there was one
 */
gboolean
parafa_json_walk_next_member (ParafaJsonWalk *walk, ParafaJsonValue *name, ParafaJsonValue *value)
{
  if (at_end (walk))
    return FALSE;
  walk->at = read_value (walk->at, name);
  while (*walk->at != ':')
    walk->at++;
  walk->at = read_value (walk->at + 1, value);
  return TRUE;
}

/**
 * parafa_json_walk_next_element:
 * @walk: a walk over an array
 * @value: (out caller-allocates): the element
 *
 * Goes on to the next element.
 *
 * Returns: whether there was one
 */
gboolean
parafa_json_walk_next_element (ParafaJsonWalk *walk, ParafaJsonValue *value)
{
  if (at_end (walk))
    return FALSE;
  walk->at = read_value (walk->at, value);
  return TRUE;
}

/**
 * parafa_json_find:
 * @object: an object
 * @name: a member's name
 * @value: (out caller-allocates): its value
 *
 * Looks for a member; where it stands twice, the last one counts (RFC 7519 §4).
 *
 * Returns: whether there is one
 */
gboolean
parafa_json_find (const ParafaJsonValue *object, const char *name, ParafaJsonValue *value)
{
  ParafaJsonWalk walk;
  ParafaJsonValue member;
  ParafaJsonValue found;
  gboolean is_found = FALSE;

  if (object->kind != PARAFA_JSON_OBJECT)
    return FALSE;
  parafa_json_walk_init (&walk, object);
  while (parafa_json_walk_next_member (&walk, &member, &found))
    {
      g_autofree char *text = parafa_json_value_dup_text (&member);

      if (strcmp (text, name) != 0)
        continue;
      *value = found;
      is_found = TRUE;
    }
  return is_found;
}

/**
 * parafa_json_value_is_word:
 * @value: a value
 * @word: `true`, `false` or `null`
 *
 * Returns: whether @value is this word
 */
gboolean
parafa_json_value_is_word (const ParafaJsonValue *value, const char *word)
{
  return value->kind == PARAFA_JSON_WORD && value->length == strlen (word) &&
         memcmp (value->start, word, value->length) == 0;
}

static guint
read_hex4 (const char *at)
{
  guint unit = 0;

  for (int i = 0; i < 4; i++)
    unit = unit << 4 | (guint) g_ascii_xdigit_value (at[i]);
  return unit;
}

/* Decodes the escape after a backslash at @at into @out, and tells where it ends. */
static const char *
decode_escape (const char *at, char *out, gsize *out_length)
{
  static const char from[] = "bfnrt";
  static const char to[] = "\b\f\n\r\t";
  const char *known;
  guint unit;
  guint low;

  if (*at != 'u')
    {
      known = strchr (from, *at);
      *out = known != NULL ? to[known - from] : *at;
      *out_length = 1;
      return at + 1;
    }
  unit = read_hex4 (at + 1);
  at += 5;
  if (unit >= 0xd800 && unit < 0xdc00)
    {
      low = read_hex4 (at + 2);
      at += 6;
      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
  *out_length = (gsize) g_unichar_to_utf8 (unit, out);
  return at;
}

/* Decoded text is never longer than it stands in the JSON; @out has room for that. */
static gsize
decode_text (const ParafaJsonValue *value, char *out)
{
  const char *at = value->start + 1;
  const char *end = value->start + value->length - 1;
  gsize length = 0;

  while (at < end)
    {
      gsize step = 1;

      if (*at == '\\')
        at = decode_escape (at + 1, out + length, &step);
      else
        out[length] = *at++;
      length += step;
    }
  return length;
}

/**
 * parafa_json_value_dup_text:
 * @value: a value
 *
 * A text without its quotes and escapes; anything else as it stands.
 *
 * Returns: (transfer full): NUL-terminated text
 */
char *
parafa_json_value_dup_text (const ParafaJsonValue *value)
{
  char *text;

  if (value->kind != PARAFA_JSON_TEXT)
    return g_strndup (value->start, value->length);
  text = g_malloc (value->length);
  text[decode_text (value, text)] = '\0';
  return text;
}

/**
 * parafa_json_value_dup_secret:
 * @value: a text
 *
 * Decodes a text into locked memory, leaving no other copy.
 *
 * Returns: (transfer full): the text
 */
ParafaSecret *
parafa_json_value_dup_secret (const ParafaJsonValue *value)
{
  g_autoptr (ParafaSecretBuilder) builder = parafa_secret_builder_new ();
  const char *at;
  const char *end;

  g_return_val_if_fail (value->kind == PARAFA_JSON_TEXT, NULL);

  at = value->start + 1;
  end = value->start + value->length - 1;
  while (at < end)
    {
      const char *stop = memchr (at, '\\', (gsize) (end - at));
      char out[8];
      gsize step;

      if (stop == NULL)
        stop = end;
      parafa_secret_builder_append (builder, at, stop - at);
      at = stop;
      if (at < end)
        {
          at = decode_escape (at + 1, out, &step);
          parafa_secret_builder_append (builder, out, (gssize) step);
        }
    }
  return parafa_secret_builder_end (builder);
}

/**
 * parafa_json_value_get_seconds:
 * @value: a value
 * @seconds: (out): whole seconds
 *
 * Reads seconds from a number or a text that holds one; a fraction is cut off. Negative numbers and
 * those past the year 9999 are no times and no lifetimes anybody meant.
 *
 * Returns: whether @value says a number of seconds
 */
gboolean
parafa_json_value_get_seconds (const ParafaJsonValue *value, gint64 *seconds)
{
  g_autofree char *text = NULL;
  char *end;
  double number;

  if (value->kind != PARAFA_JSON_NUMBER && value->kind != PARAFA_JSON_TEXT)
    return FALSE;
  text = parafa_json_value_dup_text (value);
  g_strstrip (text);
  /* No hex, no "inf", no "nan" */
  if (*text == '\0' || text[strspn (text, "0123456789.eE+-")] != '\0')
    return FALSE;
  number = g_ascii_strtod (text, &end);
  if (*end != '\0' || !(number >= 0) || number > 253402300799.0)
    return FALSE;
  *seconds = (gint64) number;
  return TRUE;
}

static void
break_line (GString *out, guint indent, guint depth)
{
  if (indent == 0)
    return;
  g_string_append_c (out, '\n');
  for (guint i = 0; i < indent * depth; i++)
    g_string_append_c (out, ' ');
}

/**
 * parafa_json_value_format:
 * @value: a value
 * @indent: blanks per level, or 0 for one line without blanks
 * @depth: the level it stands on
 *
 * Writes a value anew, with texts and numbers exactly as they stand.
 *
 * Returns: (transfer full): JSON
 */
char *
parafa_json_value_format (const ParafaJsonValue *value, guint indent, guint depth)
{
  GString *out = g_string_sized_new (value->length);
  const char *at = value->start;
  const char *end = value->start + value->length;

  while (at < end)
    {
      const char *next = at + 1;

      if (*at == '"')
        {
          next = end_of_text (at);
          g_string_append_len (out, at, next - at);
        }
      else if (*at == '{' || *at == '[')
        {
          g_string_append_c (out, *at);
          next = skip_blanks (next, end);
          if (*next != '}' && *next != ']')
            break_line (out, indent, ++depth);
          else
            g_string_append_c (out, *next++);
        }
      else if (*at == '}' || *at == ']')
        {
          break_line (out, indent, --depth);
          g_string_append_c (out, *at);
        }
      else if (*at == ',')
        {
          g_string_append_c (out, ',');
          break_line (out, indent, depth);
        }
      else if (*at == ':')
        g_string_append (out, indent > 0 ? ": " : ":");
      else if (!g_ascii_isspace (*at))
        g_string_append_c (out, *at);
      at = next;
    }
  return g_string_free (out, FALSE);
}
