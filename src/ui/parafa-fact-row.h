/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-pill.h"

G_BEGIN_DECLS

#define PARAFA_TYPE_FACT_ROW (parafa_fact_row_get_type ())
G_DECLARE_FINAL_TYPE (ParafaFactRow, parafa_fact_row, PARAFA, FACT_ROW, GtkListBoxRow)

void parafa_fact_row_set_title (ParafaFactRow *self, const char *title);
void parafa_fact_row_set_subtitle (ParafaFactRow *self, const char *subtitle);
void parafa_fact_row_set_icon_name (ParafaFactRow *self, const char *icon_name);
void parafa_fact_row_set_sign (ParafaFactRow *self, ParafaPillKind kind, const char *icon_name);
void parafa_fact_row_set_narrow (ParafaFactRow *self, gboolean narrow);
const char *parafa_fact_row_get_title (ParafaFactRow *self);
const char *parafa_fact_row_get_subtitle (ParafaFactRow *self);

G_END_DECLS
