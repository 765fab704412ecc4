/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-import.h"
#include "parafa-json.h"

G_BEGIN_DECLS

/* What a name says its value is */
typedef enum
{
  PARAFA_IMPORT_NOTHING,
  PARAFA_IMPORT_CLIENT_ID,
  PARAFA_IMPORT_CLIENT_SECRET,
  PARAFA_IMPORT_REDIRECT_URI,
  PARAFA_IMPORT_ACCESS,
  PARAFA_IMPORT_REFRESH,
  PARAFA_IMPORT_EXPIRES_IN,
  PARAFA_IMPORT_OBTAINED_AT,
} ParafaImportKind;

/* parafa-import.c */
ParafaImportKind parafa_import_kind_of_name (const char *name, gsize length, char **prefix);
ParafaImportFound *parafa_import_get_group (GPtrArray *groups, const char *prefix);
void
parafa_import_put (ParafaImportFound *group, ParafaImportKind kind, const char *text, gsize length);
gboolean parafa_import_found_is_empty (const ParafaImportFound *self);
/* the readers of the two forms: each adds what it finds to groups */
void parafa_import_read_json (const ParafaJsonValue *root, GPtrArray *groups);
void parafa_import_read_lines (const char *text, gsize length, GPtrArray *groups);

G_END_DECLS
