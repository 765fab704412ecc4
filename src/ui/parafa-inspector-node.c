/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-inspector-node.h"

#include <glib/gi18n.h>
#include <string.h>

#include "parafa-inspector-text.h"
#include "parafa-json.h"

/* Bytes of a value that are shown in its cell */
#define SHOWN 240

/**
 * ParafaInspectorNode:
 *
 * A field of a token: where it stands in the JSON, and what is said about it. Children are made when they are asked
 * for.
 */
struct _ParafaInspectorNode
{
  GObject parent_instance;

  ParafaNodeKind kind;
  GBytes *json; /* (owned) (nullable): the text the value stands in */
  ParafaJsonValue value;
  char *name;    /* (owned) */
  char *path;    /* (owned): with the names of what it stands in */
  char *meaning; /* (owned) (nullable): known beforehand */
  guint depth;   /* 0 for header, claims and signature */
  gint64 now_s;
};

G_DEFINE_FINAL_TYPE (ParafaInspectorNode, parafa_inspector_node, G_TYPE_OBJECT)

static void
parafa_inspector_node_finalize (GObject *object)
{
  ParafaInspectorNode *self = PARAFA_INSPECTOR_NODE (object);

  g_clear_pointer (&self->json, g_bytes_unref);
  g_free (self->name);
  g_free (self->path);
  g_free (self->meaning);
  G_OBJECT_CLASS (parafa_inspector_node_parent_class)->finalize (object);
}

static void
parafa_inspector_node_class_init (ParafaInspectorNodeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parafa_inspector_node_finalize;
}

static void
parafa_inspector_node_init (ParafaInspectorNode *self)
{
}

static ParafaInspectorNode *
make_child (ParafaInspectorNode *parent, char *name, const ParafaJsonValue *value)
{
  ParafaInspectorNode *self = g_object_new (PARAFA_TYPE_INSPECTOR_NODE, NULL);

  self->kind = PARAFA_NODE_FIELD;
  self->json = g_bytes_ref (parent->json);
  self->value = *value;
  self->name = name;
  self->depth = parent->depth + 1;
  self->now_s = parent->now_s;
  if (parent->depth == 0)
    self->path = g_strdup (name);
  else
    self->path = g_strdup_printf ("%s › %s", parent->path, name);
  return self;
}

static ParafaInspectorNode *
make_rest (guint n_more)
{
  ParafaInspectorNode *self = g_object_new (PARAFA_TYPE_INSPECTOR_NODE, NULL);

  self->kind = PARAFA_NODE_REST;
  self->name = g_strdup ("…");
  self->path = g_strdup ("…");
  self->meaning = g_strdup_printf (ngettext ("%d more; searching finds it",
                                             "%d more; searching finds them", n_more),
                                   (int) n_more);
  return self;
}

typedef gboolean (*ChildFunc) (ParafaInspectorNode *child, gpointer user_data);

/* Calls @func for each child until it says FALSE. Returns how many there are besides */
static guint
walk (ParafaInspectorNode *self, guint n_max, ChildFunc func, gpointer user_data)
{
  gboolean object = self->value.kind == PARAFA_JSON_OBJECT;
  ParafaJsonWalk at;
  ParafaJsonValue name;
  ParafaJsonValue value;
  guint n = 0;

  parafa_json_walk_init (&at, &self->value);
  while (object ? parafa_json_walk_next_member (&at, &name, &value)
                : parafa_json_walk_next_element (&at, &value))
    {
      g_autoptr (ParafaInspectorNode) child = NULL;

      if (++n > n_max)
        continue;
      child =
          make_child (self, object ? parafa_json_value_dup_text (&name) : g_strdup_printf ("%u", n),
                      &value);
      if (!func (child, user_data))
        return 0;
    }
  return n > n_max ? n - n_max : 0;
}

static gboolean
is_container (ParafaInspectorNode *self)
{
  return self->json != NULL &&
         (self->value.kind == PARAFA_JSON_OBJECT || self->value.kind == PARAFA_JSON_ARRAY);
}

static gboolean
append_child (ParafaInspectorNode *child, gpointer user_data)
{
  g_list_store_append (user_data, child);
  return TRUE;
}

static guint
count (const ParafaJsonValue *value)
{
  ParafaJsonWalk at;
  ParafaJsonValue name;
  ParafaJsonValue child;
  guint n = 0;

  parafa_json_walk_init (&at, value);
  if (value->kind == PARAFA_JSON_OBJECT)
    while (parafa_json_walk_next_member (&at, &name, &child))
      n++;
  else
    while (parafa_json_walk_next_element (&at, &child))
      n++;
  return n;
}

/* `{"id": "issuer", "value": "SigiliuCert"}`, as ANAF writes it in scope_data */
static char *
describe_element (const ParafaJsonValue *element)
{
  ParafaJsonValue id;
  ParafaJsonValue value;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (element->kind != PARAFA_JSON_OBJECT || !parafa_json_find (element, "id", &id) ||
      !parafa_json_find (element, "value", &value) || id.kind != PARAFA_JSON_TEXT ||
      value.kind != PARAFA_JSON_TEXT || value.length > SHOWN)
    return g_strdup ("");
  name = parafa_json_value_dup_text (&id);
  text = parafa_json_value_dup_text (&value);
  /* Translators: a name and its value, from a list in the token */
  return g_strdup_printf (C_ ("name and value", "%s: %s"), name, text);
}

/**
 * parafa_inspector_node_new:
 * @kind: header or claims
 * @json: (transfer full): the checked JSON object it holds
 * @now_s: Unix seconds, for "in 63 days"
 *
 * Returns: (transfer full): the root of a part of a token
 */
ParafaInspectorNode *
parafa_inspector_node_new (ParafaNodeKind kind, char *json, gint64 now_s)
{
  ParafaInspectorNode *self;

  g_return_val_if_fail (json != NULL, NULL);

  self = g_object_new (PARAFA_TYPE_INSPECTOR_NODE, NULL);
  self->kind = kind;
  self->json = g_bytes_new_take (json, strlen (json) + 1);
  self->now_s = now_s;
  self->name = g_strdup (kind == PARAFA_NODE_HEADER ? _ ("Header") : _ ("Content"));
  self->path = g_strdup (self->name);
  self->meaning = g_strdup ("");
  parafa_json_get_root (json, strlen (json), &self->value);
  return self;
}

/**
 * parafa_inspector_node_new_signature:
 * @meaning: (transfer full): what is said about it
 *
 * Returns: (transfer full): the signature's row
 */
ParafaInspectorNode *
parafa_inspector_node_new_signature (char *meaning)
{
  ParafaInspectorNode *self = g_object_new (PARAFA_TYPE_INSPECTOR_NODE, NULL);

  self->kind = PARAFA_NODE_SIGNATURE;
  self->name = g_strdup (_ ("Signature"));
  self->path = g_strdup (self->name);
  self->meaning = meaning;
  return self;
}

/**
 * parafa_inspector_node_get_kind:
 * @self: a node
 *
 * Returns: what it stands for
 */
ParafaNodeKind
parafa_inspector_node_get_kind (ParafaInspectorNode *self)
{
  g_return_val_if_fail (PARAFA_IS_INSPECTOR_NODE (self), PARAFA_NODE_FIELD);

  return self->kind;
}

/**
 * parafa_inspector_node_get_name:
 * @self: a node
 *
 * Returns: its name; the number of an element of a list
 */
const char *
parafa_inspector_node_get_name (ParafaInspectorNode *self)
{
  g_return_val_if_fail (PARAFA_IS_INSPECTOR_NODE (self), NULL);

  return self->name;
}

/**
 * parafa_inspector_node_get_path:
 * @self: a node
 *
 * Returns: its name with those of what it stands in: "scope_data › 2 › id"
 */
const char *
parafa_inspector_node_get_path (ParafaInspectorNode *self)
{
  g_return_val_if_fail (PARAFA_IS_INSPECTOR_NODE (self), NULL);

  return self->path;
}

/**
 * parafa_inspector_node_dup_value:
 * @self: a node
 *
 * Returns: (transfer full): its JSON, shortened; how many there are in an object or a list
 */
char *
parafa_inspector_node_dup_value (ParafaInspectorNode *self)
{
  g_autofree char *part = NULL;
  g_autofree char *valid = NULL;

  g_return_val_if_fail (PARAFA_IS_INSPECTOR_NODE (self), NULL);

  if (self->kind != PARAFA_NODE_FIELD)
    return g_strdup ("");
  if (is_container (self))
    return g_strdup_printf (self->value.kind == PARAFA_JSON_OBJECT ? "{%u}" : "[%u]",
                            count (&self->value));
  if (self->value.length <= SHOWN)
    return g_strndup (self->value.start, self->value.length);
  part = g_strndup (self->value.start, SHOWN);
  valid = g_utf8_make_valid (part, -1);
  return g_strconcat (valid, "…", NULL);
}

/**
 * parafa_inspector_node_dup_full_value:
 * @self: a node
 *
 * Returns: (transfer full): the value to be copied: a text without its quotes, anything else as JSON
 */
char *
parafa_inspector_node_dup_full_value (ParafaInspectorNode *self)
{
  g_return_val_if_fail (PARAFA_IS_INSPECTOR_NODE (self), NULL);

  if (self->json == NULL)
    return g_strdup ("");
  if (is_container (self))
    return parafa_json_value_format (&self->value, 2, 0);
  return parafa_json_value_dup_text (&self->value);
}

/**
 * parafa_inspector_node_dup_meaning:
 * @self: a node
 *
 * Returns: (transfer full): what it means, in plain words; may be empty
 */
char *
parafa_inspector_node_dup_meaning (ParafaInspectorNode *self)
{
  g_autofree char *value = NULL;

  g_return_val_if_fail (PARAFA_IS_INSPECTOR_NODE (self), NULL);

  if (self->meaning != NULL)
    return g_strdup (self->meaning);
  if (self->depth > 1)
    return describe_element (&self->value);
  if (!is_container (self) && self->value.length <= SHOWN)
    value = parafa_json_value_dup_text (&self->value);
  return parafa_inspector_text_meaning (self->name, value != NULL ? value : "", self->now_s);
}

/**
 * parafa_inspector_node_make_children:
 * @self: a node
 *
 * Lists what is in an object or a list, at most #PARAFA_NODE_CHILDREN_MAX and a node that says how many more there
 * are.
 *
 * Returns: (transfer full) (nullable): the children; %NULL when it can have none
 */
GListModel *
parafa_inspector_node_make_children (ParafaInspectorNode *self)
{
  GListStore *children;
  guint n_more;

  g_return_val_if_fail (PARAFA_IS_INSPECTOR_NODE (self), NULL);

  if (!is_container (self))
    return NULL;
  children = g_list_store_new (PARAFA_TYPE_INSPECTOR_NODE);
  n_more = walk (self, PARAFA_NODE_CHILDREN_MAX, append_child, children);
  if (n_more > 0)
    {
      g_autoptr (ParafaInspectorNode) rest = make_rest (n_more);

      g_list_store_append (children, rest);
    }
  return G_LIST_MODEL (children);
}

typedef struct
{
  const char *words; /* folded */
  guint n_max;
  GListStore *found;
} Search;

static gboolean
has_words (const char *text, const char *words)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return strstr (folded, words) != NULL;
}

static gboolean
matches (ParafaInspectorNode *self, const char *words)
{
  g_autofree char *value = NULL;
  g_autofree char *meaning = NULL;

  if (has_words (self->name, words))
    return TRUE;
  if (!is_container (self))
    {
      value = parafa_inspector_node_dup_full_value (self);
      if (has_words (value, words))
        return TRUE;
    }
  meaning = parafa_inspector_node_dup_meaning (self);
  return has_words (meaning, words);
}

static gboolean
search (ParafaInspectorNode *child, gpointer user_data)
{
  Search *data = user_data;

  if (matches (child, data->words))
    g_list_store_append (data->found, child);
  if (is_container (child))
    walk (child, G_MAXUINT, search, data);
  return g_list_model_get_n_items (G_LIST_MODEL (data->found)) < data->n_max;
}

/**
 * parafa_inspector_node_find:
 * @self: the root of a part
 * @words: what is searched
 * @n_max: how many to find at most
 * @found: where to append what was found
 *
 * Searches names, values and meanings, in any case.
 */
void
parafa_inspector_node_find (ParafaInspectorNode *self,
                            const char *words,
                            guint n_max,
                            GListStore *found)
{
  g_autofree char *folded = NULL;
  Search data;

  g_return_if_fail (PARAFA_IS_INSPECTOR_NODE (self));
  g_return_if_fail (words != NULL);

  if (!is_container (self))
    return;
  folded = g_utf8_casefold (words, -1);
  data = (Search){ folded, n_max, found };
  walk (self, G_MAXUINT, search, &data);
}
