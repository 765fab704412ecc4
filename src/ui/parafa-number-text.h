/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers as a person writes them, with the marks of the language the texts are in */
char *parafa_number_text_decimal (const char *decimal);
char *parafa_number_text_hundredths (gint64 hundredths);
char *parafa_number_text_count (guint64 count);
char *parafa_number_text_with_unit (const char *number, const char *unit);

G_END_DECLS
