/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A field: what it is called, small, and below it the whole value, however long, to be read and selected */
#define PARAFA_TYPE_FIELD_ROW (parafa_field_row_get_type ())
G_DECLARE_FINAL_TYPE (ParafaFieldRow, parafa_field_row, PARAFA, FIELD_ROW, GtkListBoxRow)

GtkWidget *parafa_field_row_new (const char *label, const char *value, gboolean is_code);
const char *parafa_field_row_get_label (ParafaFieldRow *self);
const char *parafa_field_row_get_value (ParafaFieldRow *self);

G_END_DECLS
