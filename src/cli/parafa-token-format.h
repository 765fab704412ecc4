/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-profile.h"
#include "parafa-secret.h"

G_BEGIN_DECLS

typedef enum
{
  PARAFA_TOKEN_FORMAT_RAW,
  PARAFA_TOKEN_FORMAT_HEADER,
  PARAFA_TOKEN_FORMAT_ENV,
  PARAFA_TOKEN_FORMAT_JSON,
  PARAFA_TOKEN_FORMAT_CURL,
} ParafaTokenFormat;

gboolean parafa_token_format_from_name (const char *name, ParafaTokenFormat *format);
ParafaSecret *parafa_token_format_write (ParafaTokenFormat format,
                                         ParafaSecret *access,
                                         gint64 expires_at_s,
                                         ParafaProfile *profile);

G_END_DECLS
