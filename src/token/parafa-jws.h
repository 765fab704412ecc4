/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PARAFA_JWS_ERROR (parafa_jws_error_quark ())
GQuark parafa_jws_error_quark (void);

/**
 * ParafaJwsError:
 * @PARAFA_JWS_ERROR_MALFORMED: not three segments, or not base64url
 * @PARAFA_JWS_ERROR_HEADER: the header is no JSON object, or has no `alg` that is a text
 */
typedef enum
{
  PARAFA_JWS_ERROR_MALFORMED,
  PARAFA_JWS_ERROR_HEADER,
} ParafaJwsError;

typedef enum
{
  PARAFA_JWS_UNKNOWN,
  PARAFA_JWS_UNSECURED, /* `none` */
  PARAFA_JWS_HMAC,
  PARAFA_JWS_RSA,
  PARAFA_JWS_RSA_PSS,
  PARAFA_JWS_ECDSA,
  PARAFA_JWS_EDDSA,
} ParafaJwsFamily;

/* Keys that a header brings along; whoever made the token chose them, so they prove nothing */
typedef enum
{
  PARAFA_JWS_EMBEDS_JWK = 1 << 0,
  PARAFA_JWS_EMBEDS_X5C = 1 << 1,
  PARAFA_JWS_EMBEDS_JKU = 1 << 2,
  PARAFA_JWS_EMBEDS_X5U = 1 << 3,
} ParafaJwsEmbeds;

#define PARAFA_TYPE_JWS (parafa_jws_get_type ())
typedef struct _ParafaJws ParafaJws;

GType parafa_jws_get_type (void) G_GNUC_CONST;
ParafaJws *parafa_jws_new (const char *text, gsize length, GError **error);
ParafaJws *parafa_jws_ref (ParafaJws *self);
void parafa_jws_unref (ParafaJws *self);
const char *parafa_jws_get_algorithm (ParafaJws *self);
ParafaJwsFamily parafa_jws_get_family (ParafaJws *self);
const char *parafa_jws_get_key_id (ParafaJws *self); /* (nullable) */
ParafaJwsEmbeds parafa_jws_get_embeds (ParafaJws *self);
gboolean parafa_jws_has_critical (ParafaJws *self);
const char *parafa_jws_get_signed_text (ParafaJws *self, gsize *length);
GBytes *parafa_jws_get_signature (ParafaJws *self);
ParafaJwsFamily parafa_jws_family_of (const char *algorithm);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaJws, parafa_jws_unref)

G_END_DECLS
