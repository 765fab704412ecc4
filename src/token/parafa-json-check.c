/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-json-check.h"

#include "parafa-json.h"

#include <string.h>

/* Strict JSON (RFC 8259). This goes before json-glib too, which recurses without a limit and takes
 * more than the RFC: comments, bare words, a member that stands twice. */

/* Deeper nesting than any token has; keeps the check's own recursion, and json-glib's, small. */
#define MAX_DEPTH 64

/* Members of small objects are compared one with another; from here on a table is kept. */
#define SMALL_OBJECT 16

typedef struct
{
  const char *at;
  const char *end;
  ParafaJsonFlags flags;
  guint depth;
  const char *problem; /* (nullable): static */
} Check;

static gboolean check_value (Check *check);

static gboolean
fail (Check *check, const char *problem)
{
  if (check->problem == NULL)
    check->problem = problem;
  return FALSE;
}

static const char *
skip_blanks (const char *at, const char *end)
{
  while (at < end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r'))
    at++;
  return at;
}

static gboolean
next_is (Check *check, char c)
{
  check->at = skip_blanks (check->at, check->end);
  return check->at < check->end && *check->at == c;
}

static gboolean
read_hex4 (const char *at, const char *end, guint *unit)
{
  *unit = 0;
  if (end - at < 4)
    return FALSE;
  for (int i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (at[i]))
        return FALSE;
      *unit = *unit << 4 | (guint) g_ascii_xdigit_value (at[i]);
    }
  return TRUE;
}

/* What follows a backslash. A lone surrogate is no character, and U+0000 would end a C text. */
static gboolean
check_escape (Check *check)
{
  guint unit;
  guint low;

  if (check->at >= check->end || *check->at == '\0')
    return fail (check, "a text does not end");
  if (*check->at != 'u')
    {
      if (strchr ("\"\\/bfnrt", *check->at) == NULL)
        return fail (check, "an unknown escape");
      check->at++;
      return TRUE;
    }
  if (!read_hex4 (check->at + 1, check->end, &unit))
    return fail (check, "a damaged \\u escape");
  if (unit == 0)
    return fail (check, "an escaped NUL");
  if (unit >= 0xd800 && unit < 0xe000)
    {
      if (unit >= 0xdc00 || check->end - check->at < 11 || check->at[5] != '\\' ||
          check->at[6] != 'u' || !read_hex4 (check->at + 7, check->end, &low) || low < 0xdc00 ||
          low >= 0xe000)
        return fail (check, "half a surrogate pair");
      check->at += 6;
    }
  check->at += 5;
  return TRUE;
}

static gboolean
check_text (Check *check)
{
  check->at++;
  while (check->at < check->end)
    {
      guint8 c = (guint8) *check->at;

      if (c < 0x20)
        return fail (check, "a control character in a text");
      check->at++;
      if (c == '"')
        return TRUE;
      if (c == '\\' && !check_escape (check))
        return FALSE;
    }
  return fail (check, "a text does not end");
}

static gsize
skip_digits (Check *check)
{
  const char *start = check->at;

  while (check->at < check->end && g_ascii_isdigit (*check->at))
    check->at++;
  return (gsize) (check->at - start);
}

static gboolean
check_number (Check *check)
{
  if (*check->at == '-')
    check->at++;
  if (check->at < check->end && *check->at == '0')
    check->at++;
  else if (skip_digits (check) == 0)
    return fail (check, "a damaged number");
  if (check->at < check->end && *check->at == '.')
    {
      check->at++;
      if (skip_digits (check) == 0)
        return fail (check, "a damaged number");
    }
  if (check->at < check->end && (*check->at == 'e' || *check->at == 'E'))
    {
      check->at++;
      if (check->at < check->end && (*check->at == '+' || *check->at == '-'))
        check->at++;
      if (skip_digits (check) == 0)
        return fail (check, "a damaged number");
    }
  return TRUE;
}

static gboolean
check_word (Check *check)
{
  static const char *const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (check->end - check->at) >= length && memcmp (check->at, words[i], length) == 0)
        {
          check->at += length;
          return TRUE;
        }
    }
  return fail (check, "no value");
}

/* Whether a name is new in its object; keeps it in @names. */
static gboolean
add_name (Check *check, GPtrArray *names, GHashTable **table, const char *start)
{
  ParafaJsonValue value = { PARAFA_JSON_TEXT, start, (gsize) (check->at - start) };
  char *name = parafa_json_value_dup_text (&value);

  if (*table == NULL && names->len < SMALL_OBJECT)
    {
      for (guint i = 0; i < names->len; i++)
        if (strcmp (name, g_ptr_array_index (names, i)) == 0)
          {
            g_free (name);
            return FALSE;
          }
      g_ptr_array_add (names, name);
      return TRUE;
    }
  if (*table == NULL)
    {
      *table = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < names->len; i++)
        g_hash_table_add (*table, g_ptr_array_index (names, i));
    }
  g_ptr_array_add (names, name);
  return g_hash_table_add (*table, name);
}

static gboolean
check_member (Check *check, GPtrArray *names, GHashTable **table)
{
  const char *start;

  if (!next_is (check, '"'))
    return fail (check, "a member without a name");
  start = check->at;
  if (!check_text (check))
    return FALSE;
  if ((check->flags & PARAFA_JSON_LENIENT) == 0 && !add_name (check, names, table, start))
    {
      check->at = start;
      return fail (check, "a member that stands twice");
    }
  if (!next_is (check, ':'))
    return fail (check, "a member without a value");
  check->at++;
  return check_value (check);
}

static gboolean
check_object (Check *check)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) table = NULL;

  check->at++;
  if (next_is (check, '}'))
    {
      check->at++;
      return TRUE;
    }
  while (check_member (check, names, &table))
    {
      if (next_is (check, '}'))
        {
          check->at++;
          return TRUE;
        }
      if (!next_is (check, ','))
        return fail (check, "an object does not end");
      check->at++;
    }
  return FALSE;
}

static gboolean
check_array (Check *check)
{
  check->at++;
  if (next_is (check, ']'))
    {
      check->at++;
      return TRUE;
    }
  while (check_value (check))
    {
      if (next_is (check, ']'))
        {
          check->at++;
          return TRUE;
        }
      if (!next_is (check, ','))
        return fail (check, "a list does not end");
      check->at++;
    }
  return FALSE;
}

static gboolean
check_value (Check *check)
{
  gboolean good;

  check->at = skip_blanks (check->at, check->end);
  if (check->at >= check->end)
    return fail (check, "the text ends too early");
  if (*check->at == '"')
    return check_text (check);
  if (*check->at == '-' || g_ascii_isdigit (*check->at))
    return check_number (check);
  if (*check->at != '{' && *check->at != '[')
    return check_word (check);
  if (check->depth == MAX_DEPTH)
    return fail (check, "nested too deeply");
  check->depth++;
  good = *check->at == '{' ? check_object (check) : check_array (check);
  check->depth--;
  return good;
}

/**
 * parafa_json_check:
 * @text: a text
 * @length: its length in bytes
 * @flags: how strict to be
 * @problem: (out) (transfer none) (optional): what is wrong, without any of the text
 * @offset: (out) (optional): where, in bytes
 *
 * Checks that a text is one JSON value (RFC 8259), nested at most 64 deep, and, unless
 * %PARAFA_JSON_LENIENT, UTF-8 without a member that stands twice in its object. The other functions
 * here take checked texts only.
 *
 * Returns: whether it is
 */
gboolean
parafa_json_check (
    const char *text, gsize length, ParafaJsonFlags flags, const char **problem, gsize *offset)
{
  Check check = { text, text + length, flags, 0, NULL };
  const char *valid_end;

  g_return_val_if_fail (text != NULL, FALSE);

  if ((flags & PARAFA_JSON_LENIENT) == 0 && !g_utf8_validate_len (text, length, &valid_end))
    {
      check.at = valid_end;
      fail (&check, *valid_end == '\0' ? "a NUL byte" : "not UTF-8");
    }
  else if (check_value (&check))
    {
      check.at = skip_blanks (check.at, check.end);
      if (check.at < check.end)
        fail (&check, "something follows the end");
    }
  if (problem != NULL)
    *problem = check.problem;
  if (offset != NULL)
    *offset = (gsize) (check.at - text);
  return check.problem == NULL;
}
