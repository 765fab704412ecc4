/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-jwt-inspection.h"

G_BEGIN_DECLS

/* The left side of the inspector: the raw text with its buttons, and what is to be thought of it */
#define PARAFA_TYPE_INSPECTOR_RAW (parafa_inspector_raw_get_type ())
G_DECLARE_FINAL_TYPE (ParafaInspectorRaw, parafa_inspector_raw, PARAFA, INSPECTOR_RAW, GtkWidget)

void parafa_inspector_raw_set (ParafaInspectorRaw *self,
                               ParafaJwtInspection *inspection,
                               const char *name,
                               gboolean own);
void parafa_inspector_raw_set_profiles (ParafaInspectorRaw *self, GMenuModel *profiles);

G_END_DECLS
