/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-pill.h"

G_BEGIN_DECLS

GdkRGBA parafa_colours_get (GtkWidget *widget, const char *name, double alpha);
GdkRGBA parafa_colours_get_kind (GtkWidget *widget, ParafaPillKind kind, double alpha);
double parafa_colours_get_faint_alpha (void);
double parafa_colours_get_text_scale (GtkWidget *widget);

G_END_DECLS
