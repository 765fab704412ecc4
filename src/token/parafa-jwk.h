/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PARAFA_JWK_ERROR (parafa_jwk_error_quark ())
GQuark parafa_jwk_error_quark (void);

/**
 * ParafaJwkError:
 * @PARAFA_JWK_ERROR_NOT_JSON: the text is no JSON object
 * @PARAFA_JWK_ERROR_NO_KEY: it is, but holds no key
 */
typedef enum
{
  PARAFA_JWK_ERROR_NOT_JSON,
  PARAFA_JWK_ERROR_NO_KEY,
} ParafaJwkError;

typedef enum
{
  PARAFA_JWK_OTHER,
  PARAFA_JWK_RSA,
  PARAFA_JWK_EC,
  PARAFA_JWK_OKP,
  PARAFA_JWK_SHARED, /* `oct`: a secret both sides know */
} ParafaJwkType;

#define PARAFA_TYPE_JWK (parafa_jwk_get_type ())
typedef struct _ParafaJwk ParafaJwk;

GType parafa_jwk_get_type (void) G_GNUC_CONST;
GPtrArray *parafa_jwk_read (const char *text, gsize length, GError **error);
ParafaJwk *parafa_jwk_ref (ParafaJwk *self);
void parafa_jwk_unref (ParafaJwk *self);
ParafaJwkType parafa_jwk_get_key_type (ParafaJwk *self);
const char *parafa_jwk_get_id (ParafaJwk *self);                   /* (nullable) */
const char *parafa_jwk_get_algorithm (ParafaJwk *self);            /* (nullable) */
const char *parafa_jwk_get_curve (ParafaJwk *self);                /* (nullable) */
GBytes *parafa_jwk_get_number (ParafaJwk *self, const char *name); /* (nullable) */
gboolean parafa_jwk_is_private (ParafaJwk *self);
gboolean parafa_jwk_may_verify (ParafaJwk *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaJwk, parafa_jwk_unref)

G_END_DECLS
