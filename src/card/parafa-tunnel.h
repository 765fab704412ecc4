/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void parafa_tunnel_run (int view_fd, int server_fd, guint idle_ms, GCancellable *cancellable);

G_END_DECLS
