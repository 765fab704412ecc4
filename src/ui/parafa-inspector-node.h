/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  PARAFA_NODE_HEADER,
  PARAFA_NODE_CLAIMS,
  PARAFA_NODE_SIGNATURE,
  PARAFA_NODE_FIELD,
  PARAFA_NODE_REST, /* stands for what is not listed */
} ParafaNodeKind;

/* how many members of one object or list are listed */
#define PARAFA_NODE_CHILDREN_MAX 2000

/* A field of a token, for a tree */
#define PARAFA_TYPE_INSPECTOR_NODE (parafa_inspector_node_get_type ())
G_DECLARE_FINAL_TYPE (ParafaInspectorNode, parafa_inspector_node, PARAFA, INSPECTOR_NODE, GObject)

ParafaInspectorNode *parafa_inspector_node_new (ParafaNodeKind kind, char *json, gint64 now_s);
ParafaInspectorNode *parafa_inspector_node_new_signature (char *meaning);
ParafaNodeKind parafa_inspector_node_get_kind (ParafaInspectorNode *self);
const char *parafa_inspector_node_get_name (ParafaInspectorNode *self);
const char *parafa_inspector_node_get_path (ParafaInspectorNode *self);
char *parafa_inspector_node_dup_value (ParafaInspectorNode *self);
char *parafa_inspector_node_dup_full_value (ParafaInspectorNode *self);
char *parafa_inspector_node_dup_meaning (ParafaInspectorNode *self);
GListModel *parafa_inspector_node_make_children (ParafaInspectorNode *self);
void parafa_inspector_node_find (ParafaInspectorNode *self,
                                 const char *words,
                                 guint n_max,
                                 GListStore *found);

G_END_DECLS
