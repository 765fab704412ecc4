/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-secret.h"

G_BEGIN_DECLS

gboolean parafa_terminal_output_write (const ParafaSecret *text);
gboolean parafa_terminal_output_print (const char *text);
char *parafa_terminal_output_make_printable (const char *text);
void parafa_terminal_output_append_column (GString *out, const char *text, glong width);

G_END_DECLS
