/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @file: (nullable): where it was saved; NULL when it was not */
typedef void (*ParafaSavingFunc) (GFile *file, gpointer user_data);
/* @again: whether the person wants to choose another place */
typedef void (*ParafaSavingAgainFunc) (gboolean again, gpointer user_data);

/* From what there is to a saved file: ask where, write it whole or not at all, say so. What goes wrong is a dialog that
 * offers another place. The widget's window needs the action win.toast. */
void parafa_saving_bytes (GtkWidget *widget,
                          const char *title,
                          const char *name,
                          GFile *file,
                          GBytes *bytes,
                          const char *done,
                          ParafaSavingFunc func,
                          gpointer user_data);
void parafa_saving_fail (GtkWidget *widget,
                         const char *why,
                         gboolean other_place,
                         ParafaSavingAgainFunc func,
                         gpointer user_data);

G_END_DECLS
