/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Starting with the desktop, without a window: asked of the portal in a sandbox, else a file of the user's */
gboolean parafa_background_is_sandboxed (void);
void parafa_background_set_async (gboolean wanted,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* Fails with G_IO_ERROR_PERMISSION_DENIED when the person or the desktop says no */
gboolean parafa_background_set_finish (GAsyncResult *result, GError **error);
/* the two ways, for tests */
void parafa_background_ask_portal_async (gboolean wanted,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean parafa_background_write_entry (gboolean wanted, GError **error);

G_END_DECLS
