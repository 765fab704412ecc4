/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define PARAFA_JWT_ERROR (parafa_jwt_error_quark ())
GQuark parafa_jwt_error_quark (void);

/**
 * ParafaJwtError:
 * @PARAFA_JWT_ERROR_EMPTY: there is no text
 * @PARAFA_JWT_ERROR_NOT_JWT: one piece without dots: an opaque or refresh token
 * @PARAFA_JWT_ERROR_SEGMENTS: not three segments
 * @PARAFA_JWT_ERROR_ENCODING: a segment is not base64url
 * @PARAFA_JWT_ERROR_JSON: a segment is not a JSON object
 * @PARAFA_JWT_ERROR_TOO_LONG: longer than the reader accepts (1 MiB)
 */
typedef enum
{
  PARAFA_JWT_ERROR_EMPTY,
  PARAFA_JWT_ERROR_NOT_JWT,
  PARAFA_JWT_ERROR_SEGMENTS,
  PARAFA_JWT_ERROR_ENCODING,
  PARAFA_JWT_ERROR_JSON,
  PARAFA_JWT_ERROR_TOO_LONG,
} ParafaJwtError;

#define PARAFA_TYPE_JWT (parafa_jwt_get_type ())
typedef struct _ParafaJwt ParafaJwt;

GType parafa_jwt_get_type (void) G_GNUC_CONST;
ParafaJwt *parafa_jwt_new_from_text (const char *text, gssize length, GError **error);
ParafaJwt *parafa_jwt_ref (ParafaJwt *self);
void parafa_jwt_unref (ParafaJwt *self);
JsonObject *parafa_jwt_get_header (ParafaJwt *self);
JsonObject *parafa_jwt_get_claims (ParafaJwt *self);
char *parafa_jwt_dup_header_text (ParafaJwt *self);
char *parafa_jwt_dup_claims_text (ParafaJwt *self);
/* (array length=3): lengths in characters of header, claims and signature as they stand in the text
 */
const gsize *parafa_jwt_get_segment_lengths (ParafaJwt *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaJwt, parafa_jwt_unref)

G_END_DECLS
