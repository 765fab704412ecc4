/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-module-file.h"

#include <string.h>

#define ENDING ".module"
#define MAX_BYTES 65536

/* The first line of files that we write, and the only ones that we change or remove */
#define MARK "# Written by Parafa."

/**
 * parafa_module_file_dup_name:
 * @file_name: name of a file in a folder of modules
 *
 * Returns: (transfer full) (nullable): p11-kit's name of the module; %NULL for files that are none,
 *   such as an editor's copies
 */
char *
parafa_module_file_dup_name (const char *file_name)
{
  gsize length = strlen (file_name);

  if (!g_ascii_isalnum (file_name[0]) || !g_str_has_suffix (file_name, ENDING) ||
      length == strlen (ENDING))
    return NULL;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (file_name[i]) && strchr ("_-.", file_name[i]) == NULL)
      return NULL;
  return g_strndup (file_name, length - strlen (ENDING));
}

static gboolean
parse_line (GHashTable *fields, const char *text, gsize length)
{
  g_autofree char *line = g_strstrip (g_strndup (text, length));
  char *colon;

  if (*line == '\0' || *line == '#')
    return TRUE;
  colon = *line != '[' ? strchr (line, ':') : NULL;
  if (colon == NULL)
    return FALSE;
  *colon = '\0';
  g_hash_table_replace (fields, g_strdup (g_strchomp (line)), g_strdup (g_strchug (colon + 1)));
  return TRUE;
}

/**
 * parafa_module_file_parse:
 * @text: (array length=length): a file
 * @length: its size in bytes
 * @ours: (out) (optional): whether Parafa wrote it
 *
 * Returns: (transfer full) (nullable): field names and values; %NULL when p11-kit would refuse it
 */
GHashTable *
parafa_module_file_parse (const char *text, gsize length, gboolean *ours)
{
  g_autoptr (GHashTable) fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *end = text + length;

  if (ours != NULL)
    *ours = length >= strlen (MARK) && memcmp (text, MARK, strlen (MARK)) == 0;
  while (text < end)
    {
      const char *stop = memchr (text, '\n', (gsize) (end - text));

      if (stop == NULL)
        stop = end;
      if (!parse_line (fields, text, (gsize) (stop - text)))
        return NULL;
      text = stop + 1;
    }
  return g_steal_pointer (&fields);
}

/**
 * parafa_module_file_read:
 * @path: a file
 * @ours: (out) (optional): whether Parafa wrote it
 *
 * Reads a file; one that is missing has no fields. Blocks.
 *
 * Returns: (transfer full) (nullable): as parafa_module_file_parse()
 */
GHashTable *
parafa_module_file_read (const char *path, gboolean *ours)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  GHashTable *fields = NULL;

  if (ours != NULL)
    *ours = FALSE;
  if (!g_file_get_contents (path, &text, &length, &error))
    {
      if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_debug ("module-file: %s", error->message);
      return NULL;
    }
  if (length <= MAX_BYTES)
    fields = parafa_module_file_parse (text, length, ours);
  if (fields == NULL)
    g_info ("module-file: %s is not one", path);
  return fields;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

/**
 * parafa_module_file_format:
 * @fields: names and values
 *
 * Returns: (transfer full): a file that says so, and who wrote it
 */
char *
parafa_module_file_format (GHashTable *fields)
{
  GString *text = g_string_new (MARK " Change it there (Drivers), or delete this file.\n");
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (fields), compare_names);

  for (GList *l = names; l != NULL; l = l->next)
    g_string_append_printf (text, "%s: %s\n", (const char *) l->data,
                            (const char *) g_hash_table_lookup (fields, l->data));
  return g_string_free (text, FALSE);
}
