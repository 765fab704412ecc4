/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-jwt.h"

G_BEGIN_DECLS

typedef enum
{
  PARAFA_JWT_SAME,
  PARAFA_JWT_DIFFERENT,
  PARAFA_JWT_ONLY_FIRST,
  PARAFA_JWT_ONLY_SECOND,
} ParafaJwtDifference;

/* One field of two tokens */
typedef struct
{
  char *name;
  char *first;     /* (nullable): its JSON, on one line */
  char *second;    /* (nullable) */
  gboolean header; /* of the header, not of the claims */
  ParafaJwtDifference difference;
} ParafaJwtPairing;

void parafa_jwt_pairing_free (ParafaJwtPairing *pairing);
GPtrArray *parafa_jwt_compare (ParafaJwt *first, ParafaJwt *second);

G_END_DECLS
