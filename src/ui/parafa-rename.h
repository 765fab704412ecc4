/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* new_name: (nullable): NULL when the person cancelled. Called exactly once. */
typedef void (*ParafaRenameFunc) (const char *new_name, gpointer user_data);

void
parafa_rename_ask (GtkWindow *parent, const char *name, ParafaRenameFunc func, gpointer user_data);

G_END_DECLS
