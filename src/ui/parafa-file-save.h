/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes a file whole or not at all, off the caller's thread */
void parafa_file_save_async (GFile *file,
                             GBytes *bytes,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean parafa_file_save_finish (GAsyncResult *result, GError **error);
const char *parafa_file_save_describe (const GError *error);

G_END_DECLS
