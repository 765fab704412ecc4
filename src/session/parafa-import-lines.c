/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-import-private.h"

#include <string.h>

/* Environment files, header lines, and what people copy from a page: `NAME=value`, `Name: value`, a
 * name alone with its value on the next line */

typedef struct
{
  const char *start;
  gsize length;
} Span;

static Span
strip (Span span)
{
  while (span.length > 0 && g_ascii_isspace (*span.start))
    {
      span.start++;
      span.length--;
    }
  while (span.length > 0 && g_ascii_isspace (span.start[span.length - 1]))
    span.length--;
  return span;
}

static gboolean
begins_with (Span span, const char *word)
{
  return span.length >= strlen (word) && g_ascii_strncasecmp (span.start, word, strlen (word)) == 0;
}

/* In quotes of any kind, or up to a comment */
static Span
unquote (Span value)
{
  value = strip (value);
  if (value.length > 0 && (*value.start == '"' || *value.start == '\'' || *value.start == '`'))
    {
      const char *end = memchr (value.start + 1, *value.start, value.length - 1);

      if (end != NULL)
        return (Span){ value.start + 1, (gsize) (end - value.start - 1) };
    }
  for (gsize i = 1; i < value.length; i++)
    if (value.start[i] == '#' && g_ascii_isspace (value.start[i - 1]))
      {
        value.length = i;
        break;
      }
  while (value.length > 0 &&
         (value.start[value.length - 1] == ',' || value.start[value.length - 1] == ';'))
    value.length--;
  return strip (value);
}

/* The name before = or :, without `export` and quotes; a length of 0 for none */
static Span
read_name (Span line, Span *value)
{
  for (gsize i = 0; i < line.length; i++)
    {
      char c = line.start[i];

      if (c == '=' || c == ':')
        {
          Span name = strip ((Span){ line.start, i });

          *value = (Span){ line.start + i + 1, line.length - i - 1 };
          if (begins_with (name, "export ") || begins_with (name, "set "))
            {
              gsize skip = begins_with (name, "set ") ? 4 : 7;

              name = strip ((Span){ name.start + skip, name.length - skip });
            }
          return name;
        }
      if (!g_ascii_isalnum (c) && strchr ("_-. \t\"'*", c) == NULL)
        break;
    }
  return (Span){ line.start, 0 };
}

static gboolean
next_line (Span *rest, Span *line)
{
  const char *end = NULL;

  if (rest->length == 0)
    return FALSE;
  end = memchr (rest->start, '\n', rest->length);
  line->start = rest->start;
  line->length = end != NULL ? (gsize) (end - rest->start) : rest->length;
  rest->length -= MIN (line->length + 1, rest->length);
  rest->start = end != NULL ? end + 1 : rest->start + line->length;
  *line = strip (*line);
  return TRUE;
}

/* Header lines inside a curl command: -H "Authorization: Bearer …" */
static Span
drop_option (Span line)
{
  static const char *const options[] = { "-H", "--header" };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (begins_with (line, options[i]))
      {
        Span rest =
            strip ((Span){ line.start + strlen (options[i]), line.length - strlen (options[i]) });

        while (rest.length > 0 && rest.start[rest.length - 1] == '\\')
          rest = strip ((Span){ rest.start, rest.length - 1 });
        return unquote (rest);
      }
  return line;
}

/* 48 and 64 hexadecimal digits are what ANAF's page shows as client ID and client secret */
static void
put_by_shape (GPtrArray *groups, Span line)
{
  for (gsize i = 0; i < line.length; i++)
    if (!g_ascii_isxdigit (line.start[i]))
      return;
  if (line.length == 48)
    parafa_import_put (parafa_import_get_group (groups, NULL), PARAFA_IMPORT_CLIENT_ID, line.start,
                       line.length);
  else if (line.length == 64)
    parafa_import_put (parafa_import_get_group (groups, NULL), PARAFA_IMPORT_CLIENT_SECRET,
                       line.start, line.length);
}

static void
put_named (GPtrArray *groups, ParafaImportKind kind, const char *prefix, Span value)
{
  value = unquote (value);
  if (value.length > 0)
    parafa_import_put (parafa_import_get_group (groups, prefix), kind, value.start, value.length);
}

void
parafa_import_read_lines (const char *text, gsize length, GPtrArray *groups)
{
  Span rest = { text, length };
  Span line = { NULL, 0 };
  ParafaImportKind pending = PARAFA_IMPORT_NOTHING;

  while (next_line (&rest, &line))
    {
      g_autofree char *prefix = NULL;
      Span value = { NULL, 0 };
      Span name = { NULL, 0 };
      ParafaImportKind kind = PARAFA_IMPORT_NOTHING;

      if (line.length == 0 || *line.start == '#')
        continue;
      line = drop_option (line);
      name = read_name (line, &value);
      kind = parafa_import_kind_of_name (name.start, name.length, &prefix);
      if (kind != PARAFA_IMPORT_NOTHING && strip (value).length > 0)
        {
          put_named (groups, kind, prefix, value);
          pending = PARAFA_IMPORT_NOTHING;
          continue;
        }
      if (pending != PARAFA_IMPORT_NOTHING)
        put_named (groups, pending, NULL, line);
      else
        put_by_shape (groups, line);
      g_clear_pointer (&prefix, g_free);
      pending = kind != PARAFA_IMPORT_NOTHING
                    ? kind
                    : parafa_import_kind_of_name (line.start, MIN (line.length, 40), &prefix);
    }
}
