/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-jwt.h"
#include "parafa-secret.h"

G_BEGIN_DECLS

#define PARAFA_JWT_MAX_BYTES (1024 * 1024)

/* Where a token stands: in the text that was searched, or in a copy without blanks */
typedef struct
{
  const char *start;
  gsize length;
  ParafaSecret *copy; /* (owned) (nullable) */
} ParafaJwtText;

gboolean parafa_jwt_text_find (ParafaJwtText *self, const char *text, gsize length, GError **error);
void parafa_jwt_text_clear (ParafaJwtText *self);
GBytes *parafa_jwt_text_decode (const char *segment, gsize length, gsize *bad_offset);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ParafaJwtText, parafa_jwt_text_clear)

G_END_DECLS
