/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean parafa_sim_folder_make (const char *dir, GError **error);
int parafa_sim_folder_lock (const char *dir, GError **error);
void parafa_sim_folder_unlock (int lock);
gboolean parafa_sim_folder_write (const char *path, const char *data, gsize length, GError **error);

G_END_DECLS
