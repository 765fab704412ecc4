/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  PARAFA_JSON_PART_NAME,
  PARAFA_JSON_PART_STRING,
  PARAFA_JSON_PART_NUMBER,
  PARAFA_JSON_PART_WORD, /* true, false, null */
} ParafaJsonPart;

typedef void (*ParafaJsonPartFunc) (ParafaJsonPart part, gsize from, gsize to, gpointer user_data);

void parafa_json_text_scan (const char *text, ParafaJsonPartFunc func, gpointer user_data);
void parafa_json_text_show (GtkTextView *view, const char *text);

G_END_DECLS
