/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-checkup-line.h"

G_BEGIN_DECLS

/* One step of a check-up; one that failed opens and shows its cure */
#define PARAFA_TYPE_CHECKUP_ROW (parafa_checkup_row_get_type ())
G_DECLARE_FINAL_TYPE (ParafaCheckupRow, parafa_checkup_row, PARAFA, CHECKUP_ROW, GtkListBoxRow)

GtkWidget *parafa_checkup_row_new (ParafaCheckupStep step);
/* line: (nullable): NULL for a step that has not ended */
void parafa_checkup_row_set_line (ParafaCheckupRow *self, ParafaCheckupLine *line);
ParafaCheckupLine *parafa_checkup_row_get_line (ParafaCheckupRow *self); /* (nullable) */
void parafa_checkup_row_set_busy (ParafaCheckupRow *self, gboolean busy);
void parafa_checkup_row_set_narrow (ParafaCheckupRow *self, gboolean narrow);
void parafa_checkup_row_toggle (ParafaCheckupRow *self);
gboolean parafa_checkup_row_is_open (ParafaCheckupRow *self);

G_END_DECLS
