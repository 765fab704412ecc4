/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* to a screen reader, where GTK can (4.14): what changed away from the focus */
void parafa_announce (GtkWidget *widget, const char *text);
/* a headline and what belongs to it */
void parafa_announce_pair (GtkWidget *widget, const char *sentence, const char *more);

G_END_DECLS
