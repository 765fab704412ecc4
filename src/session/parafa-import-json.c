/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-import-private.h"

#include <string.h>

/* Postman's files and JSON in general. Names and values are read where they stand. */

#define MAX_DEPTH 24

typedef struct
{
  GPtrArray *groups;
  const ParafaJsonValue *variables; /* (nullable): a collection's or an environment's list */
  const char *name;                 /* (nullable): of the group that is read */
} Reader;

static ParafaSecret *
dup_value (const ParafaJsonValue *value)
{
  if (value->kind == PARAFA_JSON_TEXT)
    return parafa_json_value_dup_secret (value);
  if (value->kind == PARAFA_JSON_NUMBER)
    return parafa_secret_new (value->start, (gssize) value->length);
  return NULL;
}

/* The member of a list of `{"key": …, "value": …}` with that key; one that is switched off is none */
static gboolean
find_in_list (const ParafaJsonValue *list,
              const char *key,
              gsize key_length,
              ParafaJsonValue *value)
{
  ParafaJsonWalk walk;
  ParafaJsonValue item;

  parafa_json_walk_init (&walk, list);
  while (parafa_json_walk_next_element (&walk, &item))
    {
      ParafaJsonValue name;
      ParafaJsonValue enabled;
      g_autofree char *text = NULL;

      if (item.kind != PARAFA_JSON_OBJECT || !parafa_json_find (&item, "key", &name) ||
          name.kind != PARAFA_JSON_TEXT ||
          (parafa_json_find (&item, "enabled", &enabled) &&
           parafa_json_value_is_word (&enabled, "false")))
        continue;
      text = parafa_json_value_dup_text (&name);
      if (strlen (text) == key_length && strncmp (text, key, key_length) == 0)
        return parafa_json_find (&item, "value", value);
    }
  return FALSE;
}

/* `{{name}}` is what the variables say; a name they do not know stays, and counts as missing */
static ParafaSecret *
resolve (Reader *reader, const ParafaJsonValue *value)
{
  g_autoptr (ParafaSecret) text = dup_value (value);
  const char *start = text != NULL ? parafa_secret_get (text) : "";
  gsize length = text != NULL ? parafa_secret_get_length (text) : 0;
  ParafaJsonValue found;

  if (reader->variables == NULL || length < 5 || strncmp (start, "{{", 2) != 0 ||
      strcmp (start + length - 2, "}}") != 0)
    return g_steal_pointer (&text);
  if (!find_in_list (reader->variables, start + 2, length - 4, &found))
    return NULL;
  return dup_value (&found);
}

static void
put (Reader *reader, const char *key, gsize key_length, const ParafaJsonValue *value)
{
  g_autofree char *prefix = NULL;
  g_autoptr (ParafaSecret) text = NULL;
  ParafaImportKind kind = parafa_import_kind_of_name (key, key_length, &prefix);

  if (kind == PARAFA_IMPORT_NOTHING)
    return;
  text = resolve (reader, value);
  if (text == NULL || parafa_secret_get_length (text) == 0)
    return;
  parafa_import_put (parafa_import_get_group (reader->groups,
                                              reader->name != NULL ? reader->name : prefix),
                     kind, parafa_secret_get (text), parafa_secret_get_length (text));
}

static void
put_pair (Reader *reader, const ParafaJsonValue *item)
{
  ParafaJsonValue name;
  ParafaJsonValue value;
  ParafaJsonValue enabled;
  g_autofree char *key = NULL;

  if (!parafa_json_find (item, "key", &name) || name.kind != PARAFA_JSON_TEXT ||
      !parafa_json_find (item, "value", &value))
    return;
  if (parafa_json_find (item, "enabled", &enabled) && parafa_json_value_is_word (&enabled, "false"))
    return;
  key = parafa_json_value_dup_text (&name);
  put (reader, key, strlen (key), &value);
}

/* Everything in it, however deep: members by their names, and lists of key and value */
static void
walk (Reader *reader, const ParafaJsonValue *value, guint depth)
{
  ParafaJsonWalk at;
  ParafaJsonValue name;
  ParafaJsonValue item;

  if (depth > MAX_DEPTH || (value->kind != PARAFA_JSON_OBJECT && value->kind != PARAFA_JSON_ARRAY))
    return;
  parafa_json_walk_init (&at, value);
  if (value->kind == PARAFA_JSON_ARRAY)
    {
      while (parafa_json_walk_next_element (&at, &item))
        walk (reader, &item, depth + 1);
      return;
    }
  put_pair (reader, value);
  while (parafa_json_walk_next_member (&at, &name, &item))
    {
      g_autofree char *key = parafa_json_value_dup_text (&name);

      if (item.kind == PARAFA_JSON_TEXT || item.kind == PARAFA_JSON_NUMBER)
        put (reader, key, strlen (key), &item);
      else
        walk (reader, &item, depth + 1);
    }
}

static char *
dup_name (const ParafaJsonValue *object)
{
  ParafaJsonValue name;

  if (!parafa_json_find (object, "name", &name) || name.kind != PARAFA_JSON_TEXT)
    return NULL;
  return parafa_json_value_dup_text (&name);
}

/* Folders and requests of a collection, each with an `auth` of its own: an application each */
static void
read_items (Reader *reader, const ParafaJsonValue *folder, guint depth)
{
  g_autofree char *name = dup_name (folder);
  const char *outer = reader->name;
  ParafaJsonValue auth;
  ParafaJsonValue items;
  ParafaJsonValue request;
  ParafaJsonWalk at;
  ParafaJsonValue item;

  if (depth > MAX_DEPTH || folder->kind != PARAFA_JSON_OBJECT)
    return;
  if (name != NULL)
    reader->name = name;
  if (parafa_json_find (folder, "auth", &auth))
    walk (reader, &auth, 0);
  if (parafa_json_find (folder, "request", &request) && request.kind == PARAFA_JSON_OBJECT)
    walk (reader, &request, 0);
  if (parafa_json_find (folder, "item", &items) && items.kind == PARAFA_JSON_ARRAY)
    {
      parafa_json_walk_init (&at, &items);
      while (parafa_json_walk_next_element (&at, &item))
        read_items (reader, &item, depth + 1);
    }
  reader->name = outer;
}

static void
read_collection (Reader *reader, const ParafaJsonValue *root)
{
  ParafaJsonValue info;
  ParafaJsonValue variables;
  g_autofree char *name = NULL;

  if (parafa_json_find (root, "info", &info) && info.kind == PARAFA_JSON_OBJECT)
    name = dup_name (&info);
  reader->name = name;
  if (parafa_json_find (root, "variable", &variables) && variables.kind == PARAFA_JSON_ARRAY)
    reader->variables = &variables;
  read_items (reader, root, 0);
  if (reader->variables != NULL)
    walk (reader, reader->variables, 0);
  reader->name = NULL;
}

/* The names of an environment's own variables may tell several applications apart */
static void
read_environment (Reader *reader, const ParafaJsonValue *root, const ParafaJsonValue *values)
{
  g_autofree char *name = dup_name (root);

  reader->variables = values;
  walk (reader, values, 0);
  if (name == NULL || *name == '\0')
    return;
  for (guint i = 0; i < reader->groups->len && reader->groups->len == 1; i++)
    {
      ParafaImportFound *group = g_ptr_array_index (reader->groups, i);

      g_free (group->name);
      group->name = g_steal_pointer (&name);
    }
}

void
parafa_import_read_json (const ParafaJsonValue *root, GPtrArray *groups)
{
  Reader reader = { groups, NULL, NULL };
  ParafaJsonValue part;

  if (root->kind == PARAFA_JSON_OBJECT && parafa_json_find (root, "values", &part) &&
      part.kind == PARAFA_JSON_ARRAY)
    read_environment (&reader, root, &part);
  else if (root->kind == PARAFA_JSON_OBJECT && parafa_json_find (root, "item", &part) &&
           part.kind == PARAFA_JSON_ARRAY)
    read_collection (&reader, root);
  else
    walk (&reader, root, 0);
}
