/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* p11-kit's .module and pkcs11.conf files: "name: value" lines. Pure but for the one that reads */
char *parafa_module_file_dup_name (const char *file_name);
GHashTable *parafa_module_file_parse (const char *text, gsize length, gboolean *ours);
GHashTable *parafa_module_file_read (const char *path, gboolean *ours);
char *parafa_module_file_format (GHashTable *fields);

G_END_DECLS
