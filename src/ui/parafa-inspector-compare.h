/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-jwt.h"

G_BEGIN_DECLS

/* Two tokens side by side, what differs marked */
#define PARAFA_TYPE_INSPECTOR_COMPARE (parafa_inspector_compare_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaInspectorCompare, parafa_inspector_compare, PARAFA, INSPECTOR_COMPARE, GtkWidget)

void parafa_inspector_compare_set (ParafaInspectorCompare *self,
                                   ParafaJwt *first,
                                   const char *first_name,
                                   ParafaJwt *second,
                                   const char *second_name,
                                   gint64 now_s);
void parafa_inspector_compare_set_problem (ParafaInspectorCompare *self, const char *text);
void parafa_inspector_compare_set_profiles (ParafaInspectorCompare *self, GMenuModel *profiles);
void parafa_inspector_compare_set_narrow (ParafaInspectorCompare *self, gboolean narrow);
const char *parafa_inspector_compare_get_sentence (ParafaInspectorCompare *self);
guint parafa_inspector_compare_get_n_rows (ParafaInspectorCompare *self);

G_END_DECLS
