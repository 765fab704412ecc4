/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether the desktop has a Secret portal; asks for nothing. Fails with PARAFA_VAULT_ERROR_ABSENT */
void parafa_vault_portal_look_async (GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* Lets the desktop unlock what holds the application's key. Without prompts it gives up soon */
void parafa_vault_portal_open_async (gboolean prompts,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* ends both */
gboolean parafa_vault_portal_finish (GAsyncResult *result, GError **error);

G_END_DECLS
