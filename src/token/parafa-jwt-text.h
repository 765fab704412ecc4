/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-jwt.h"
#include "parafa-secret.h"

G_BEGIN_DECLS

#define PARAFA_JWT_MAX_BYTES (1024 * 1024)

ParafaSecret *parafa_jwt_text_find (const char *text, gsize length, GError **error);
GBytes *parafa_jwt_text_decode (const char *segment, gsize length, gsize *bad_offset);

G_END_DECLS
