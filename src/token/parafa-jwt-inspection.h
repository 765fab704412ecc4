/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-claims.h"
#include "parafa-jwt.h"
#include "parafa-secret.h"

G_BEGIN_DECLS

#define PARAFA_JWT_N_SEGMENTS 3

/* What keeps a text from being a token, and where */
typedef struct
{
  ParafaJwtError code;
  int segment;      /* 0 header, 1 claims, 2 signature, -1 the text as a whole */
  gsize offset;     /* in bytes of the inspection's text */
  gsize length;     /* how many bytes to point at; 0 at the end of the text */
  gsize in_segment; /* the offset from the segment's start */
  gssize in_json;   /* the offset in the decoded JSON, or -1 */
  const char *why;  /* (nullable): what the JSON reader says, untranslated */
  guint n_segments;
} ParafaJwtProblem;

#define PARAFA_TYPE_JWT_INSPECTION (parafa_jwt_inspection_get_type ())
typedef struct _ParafaJwtInspection ParafaJwtInspection;

GType parafa_jwt_inspection_get_type (void) G_GNUC_CONST;
ParafaJwtInspection *parafa_jwt_inspection_new (ParafaSecret *pasted);
ParafaJwtInspection *parafa_jwt_inspection_ref (ParafaJwtInspection *self);
void parafa_jwt_inspection_unref (ParafaJwtInspection *self);
ParafaSecret *parafa_jwt_inspection_get_text (ParafaJwtInspection *self);
ParafaJwt *parafa_jwt_inspection_get_jwt (ParafaJwtInspection *self);       /* (nullable) */
ParafaClaims *parafa_jwt_inspection_get_claims (ParafaJwtInspection *self); /* (nullable) */
const ParafaJwtProblem *
parafa_jwt_inspection_get_problem (ParafaJwtInspection *self); /* (nullable) */
guint parafa_jwt_inspection_get_segments (ParafaJwtInspection *self,
                                          gsize starts[PARAFA_JWT_N_SEGMENTS],
                                          gsize lengths[PARAFA_JWT_N_SEGMENTS]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaJwtInspection, parafa_jwt_inspection_unref)

G_END_DECLS
