/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-jwt-inspection.h"
#include "parafa-secret.h"

G_BEGIN_DECLS

/* The tool that reads any token: win.tool::inspector, win.tool::inspector:own for the
 * token of the profile shown, win.tool::inspector:PROFILE-ID for that of another */
#define PARAFA_TYPE_INSPECTOR (parafa_inspector_get_type ())
G_DECLARE_FINAL_TYPE (ParafaInspector, parafa_inspector, PARAFA, INSPECTOR, GtkWidget)

void parafa_inspector_inspect (ParafaInspector *self,
                               ParafaSecret *text,
                               const char *name,
                               gboolean own);
void parafa_inspector_inspect_second (ParafaInspector *self, ParafaSecret *text, const char *name);
void parafa_inspector_show_view (ParafaInspector *self, const char *view);
void parafa_inspector_search (ParafaInspector *self, const char *words);
ParafaJwtInspection *parafa_inspector_get_inspection (ParafaInspector *self); /* (nullable) */
gboolean parafa_inspector_is_busy (ParafaInspector *self);
gboolean parafa_inspector_is_narrow (ParafaInspector *self);
/* for tests and pictures: what "now" is, instead of the clock */
void parafa_inspector_set_now (ParafaInspector *self, gint64 now_s);

G_END_DECLS
