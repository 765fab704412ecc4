/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PARAFA_JSON_STRICT = 0,
  PARAFA_JSON_LENIENT = 1 << 0, /* a member may stand twice, texts need not be UTF-8 */
} ParafaJsonFlags;

gboolean parafa_json_check (
    const char *text, gsize length, ParafaJsonFlags flags, const char **problem, gsize *offset);

G_END_DECLS
