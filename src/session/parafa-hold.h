/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void parafa_hold_program (void);
void parafa_release_program (void);
gboolean parafa_program_is_held (void);
void parafa_program_call_when_released (GSourceOnceFunc func, gpointer user_data);

G_END_DECLS
