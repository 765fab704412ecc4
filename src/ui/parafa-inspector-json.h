/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-jwt.h"

G_BEGIN_DECLS

/* Header and content as JSON, with what is searched marked */
#define PARAFA_TYPE_INSPECTOR_JSON (parafa_inspector_json_get_type ())
G_DECLARE_FINAL_TYPE (ParafaInspectorJson, parafa_inspector_json, PARAFA, INSPECTOR_JSON, GtkWidget)

char *parafa_inspector_json_make_text (const char *header, const char *claims);
void parafa_inspector_json_set_token (ParafaInspectorJson *self, ParafaJwt *jwt);
guint parafa_inspector_json_set_search (ParafaInspectorJson *self, const char *words);
void parafa_inspector_json_next (ParafaInspectorJson *self);

G_END_DECLS
