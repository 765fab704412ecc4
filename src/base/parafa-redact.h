/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean parafa_redact_is_secret_name (const char *name);
char *parafa_redact_text (const char *text);
char *parafa_redact_header (const char *name, const char *value);
char *parafa_redact_mask (const char *value, guint head, guint tail);

G_END_DECLS
