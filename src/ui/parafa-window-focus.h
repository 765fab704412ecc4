/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void parafa_window_focus_turn (GtkStack *root, const char *name);
void parafa_window_focus_start (GtkStack *root, GtkWidget *widget);
void parafa_window_focus_panel (GtkWidget *panel);

G_END_DECLS
