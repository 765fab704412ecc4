/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-driver-report.h"

G_BEGIN_DECLS

/* One driver: how it does, and behind it where it lies and what can be done with it. Its buttons activate
 * drivers.toggle, drivers.remove, drivers.up and drivers.down with the driver's name */
#define PARAFA_TYPE_DRIVER_ROW (parafa_driver_row_get_type ())
G_DECLARE_FINAL_TYPE (ParafaDriverRow, parafa_driver_row, PARAFA, DRIVER_ROW, GtkListBoxRow)

/* title: what people call it; report: (nullable) */
GtkWidget *
parafa_driver_row_new (ParafaDriver *driver, ParafaDriverReport *report, const char *title);
ParafaDriver *parafa_driver_row_get_driver (ParafaDriverRow *self);
void parafa_driver_row_set_narrow (ParafaDriverRow *self, gboolean narrow);
/* whether it can be moved to an earlier or later place */
void parafa_driver_row_set_place (ParafaDriverRow *self, gboolean has_before, gboolean has_after);
void parafa_driver_row_set_open (ParafaDriverRow *self, gboolean open);
gboolean parafa_driver_row_is_open (ParafaDriverRow *self);

G_END_DECLS
