/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkText *parafa_secret_entry_guard (GtkEditable *entry);
void parafa_secret_entry_set_name (GtkEditable *entry, const char *name);

G_END_DECLS
