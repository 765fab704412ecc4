/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void parafa_sandbox_drivers_prepare (void);
gboolean
parafa_sandbox_drivers_write (const char *folder, const char *driver, const char *server_socket);

G_END_DECLS
