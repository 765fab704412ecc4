/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *parafa_serial_from_bytes (const guint8 *bytes, gsize length);
char *parafa_serial_normalise (const char *text);
gboolean parafa_serial_equal (const char *a, const char *b);

G_END_DECLS
