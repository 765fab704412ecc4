/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The code lists as data; parafa-etransport-codes.h asks them */
typedef struct
{
  int code;
  const char *name;
} ParafaCode;

extern const ParafaCode parafa_counties[];
extern const gsize parafa_counties_length;
extern const ParafaCode parafa_border_points[];
extern const gsize parafa_border_points_length;
extern const ParafaCode parafa_customs_offices[];
extern const gsize parafa_customs_offices_length;
extern const char parafa_units[][4];
extern const gsize parafa_units_length;
extern const char parafa_countries[][3];
extern const gsize parafa_countries_length;

G_END_DECLS
