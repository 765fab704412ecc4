/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-etransport-codes.h"

G_BEGIN_DECLS

/* The simple types of the declaration's schema */
typedef enum
{
  PARAFA_TYPE_DECLARANT,
  PARAFA_TYPE_TEXT_20,
  PARAFA_TYPE_TEXT_30,
  PARAFA_TYPE_TEXT_50,
  PARAFA_TYPE_TEXT_100,
  PARAFA_TYPE_TEXT_200,
  PARAFA_TYPE_AFTER_OUTAGE,
  PARAFA_TYPE_UIT,
  PARAFA_TYPE_TARIFF,
  PARAFA_TYPE_POSITIVE,
  PARAFA_TYPE_AMOUNT,
  PARAFA_TYPE_UNIT,
  PARAFA_TYPE_COUNTRY,
  PARAFA_TYPE_PLATE,
  PARAFA_TYPE_DATE,
  PARAFA_TYPE_DATE_TIME,
  PARAFA_TYPE_OPERATION,
  PARAFA_TYPE_SCOPE,
  PARAFA_TYPE_DOCUMENT,
  PARAFA_TYPE_CONFIRMATION,
  PARAFA_TYPE_COUNTY,
  PARAFA_TYPE_BORDER_POINT,
  PARAFA_TYPE_CUSTOMS_OFFICE,
} ParafaSimpleType;

gboolean parafa_simple_type_accepts (ParafaSimpleType type, const char *value);
gboolean parafa_simple_type_read_decimal (const char *value, gint64 *hundredths);
gboolean parafa_simple_type_read_date (const char *value, int *year, int *month, int *day);

G_END_DECLS
