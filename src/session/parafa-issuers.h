/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Issuers' certificates that a person adds: they are sent along where token or file lack them */
void parafa_issuers_add_async (GFile *file,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
guint parafa_issuers_add_finish (GAsyncResult *result, GError **error);

G_END_DECLS
