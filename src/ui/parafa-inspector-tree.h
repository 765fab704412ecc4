/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-jwt.h"

G_BEGIN_DECLS

/* Header, content and signature as a tree of fields, values and meanings */
#define PARAFA_TYPE_INSPECTOR_TREE (parafa_inspector_tree_get_type ())
G_DECLARE_FINAL_TYPE (ParafaInspectorTree, parafa_inspector_tree, PARAFA, INSPECTOR_TREE, GtkWidget)

void parafa_inspector_tree_set_token (ParafaInspectorTree *self, ParafaJwt *jwt, gint64 now_s);
void parafa_inspector_tree_set_search (ParafaInspectorTree *self, const char *words);
void parafa_inspector_tree_set_narrow (ParafaInspectorTree *self, gboolean narrow);
guint parafa_inspector_tree_get_n_rows (ParafaInspectorTree *self);

G_END_DECLS
