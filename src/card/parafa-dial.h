/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean parafa_dial_is_loopback_name (const char *host);
GSocketConnection *parafa_dial (const char *host,
                                guint16 port,
                                const char *proxy_uri,
                                guint timeout_ms,
                                GCancellable *cancellable,
                                GError **error);

G_END_DECLS
