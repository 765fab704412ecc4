/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-json-check.h"
#include "parafa-secret.h"

G_BEGIN_DECLS

typedef enum
{
  PARAFA_JSON_OBJECT,
  PARAFA_JSON_ARRAY,
  PARAFA_JSON_TEXT,
  PARAFA_JSON_NUMBER,
  PARAFA_JSON_WORD, /* true, false, null */
} ParafaJsonKind;

/* One value where it stands in a checked text; owns nothing */
typedef struct
{
  ParafaJsonKind kind;
  const char *start;
  gsize length;
} ParafaJsonValue;

/* Walks the members of an object or the elements of an array; owns nothing */
typedef struct
{
  const char *at;
} ParafaJsonWalk;

void parafa_json_get_root (const char *text, gsize length, ParafaJsonValue *root);
void parafa_json_walk_init (ParafaJsonWalk *walk, const ParafaJsonValue *container);
gboolean
parafa_json_walk_next_member (ParafaJsonWalk *walk, ParafaJsonValue *name, ParafaJsonValue *value);
gboolean parafa_json_walk_next_element (ParafaJsonWalk *walk, ParafaJsonValue *value);
gboolean parafa_json_find (const ParafaJsonValue *object, const char *name, ParafaJsonValue *value);
gboolean parafa_json_value_is_word (const ParafaJsonValue *value, const char *word);
char *parafa_json_value_dup_text (const ParafaJsonValue *value);
ParafaSecret *parafa_json_value_dup_secret (const ParafaJsonValue *value);
gboolean parafa_json_value_get_seconds (const ParafaJsonValue *value, gint64 *seconds);
char *parafa_json_value_format (const ParafaJsonValue *value, guint indent, guint depth);

G_END_DECLS
