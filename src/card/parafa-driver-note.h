/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void parafa_driver_note_open (int fd);
void parafa_driver_note_set (const char *driver);
char *parafa_driver_note_dup (void);

G_END_DECLS
