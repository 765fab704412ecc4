/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PARAFA_CODES_COUNTY,
  PARAFA_CODES_BORDER_POINT,
  PARAFA_CODES_CUSTOMS_OFFICE,
  PARAFA_CODES_OPERATION,
  PARAFA_CODES_SCOPE,
  PARAFA_CODES_DOCUMENT,
  PARAFA_CODES_CONFIRMATION,
  PARAFA_CODES_UNIT,
  PARAFA_CODES_COUNTRY,
} ParafaCodes;

gboolean parafa_codes_contain_number (ParafaCodes codes, gint64 code);
gboolean parafa_codes_contain_text (ParafaCodes codes, const char *code);
const char *parafa_codes_get_name (ParafaCodes codes, const char *code);
gboolean parafa_codes_is_eu_country (const char *code);

G_END_DECLS
