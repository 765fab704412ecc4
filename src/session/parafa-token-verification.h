/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-jws.h"
#include "parafa-secret.h"

G_BEGIN_DECLS

typedef enum
{
  PARAFA_VERIFICATION_GOOD,
  PARAFA_VERIFICATION_BAD,            /* not this key's, or the token was changed */
  PARAFA_VERIFICATION_MALFORMED,      /* no token in three parts */
  PARAFA_VERIFICATION_UNSECURED,      /* `alg` is none */
  PARAFA_VERIFICATION_SHARED_SECRET,  /* HS*: what checks it could also make it */
  PARAFA_VERIFICATION_UNKNOWN,        /* an algorithm not known here */
  PARAFA_VERIFICATION_CRITICAL,       /* the header demands what is not known here */
  PARAFA_VERIFICATION_WRONG_KEY,      /* a key of another kind than the algorithm needs */
  PARAFA_VERIFICATION_UNREADABLE_KEY, /* no key in the file */
  PARAFA_VERIFICATION_PRIVATE_KEY,
  PARAFA_VERIFICATION_WEAK_KEY,
  PARAFA_VERIFICATION_NO_SUCH_KEY,     /* a set without the key the token names */
  PARAFA_VERIFICATION_KEY_NOT_FOR_THIS /* the key says it is for something else */
} ParafaVerificationOutcome;

#define PARAFA_TYPE_TOKEN_VERIFICATION (parafa_token_verification_get_type ())
typedef struct _ParafaTokenVerification ParafaTokenVerification;

GType parafa_token_verification_get_type (void) G_GNUC_CONST;
ParafaTokenVerification *
parafa_token_verification_new (ParafaSecret *token, const char *key, gsize key_length);
ParafaTokenVerification *parafa_token_verification_ref (ParafaTokenVerification *self);
void parafa_token_verification_unref (ParafaTokenVerification *self);
ParafaVerificationOutcome parafa_token_verification_get_outcome (ParafaTokenVerification *self);
const char *
parafa_token_verification_get_algorithm (ParafaTokenVerification *self);            /* (nullable) */
const char *parafa_token_verification_get_key_name (ParafaTokenVerification *self); /* (nullable) */
const char *parafa_token_verification_get_key_id (ParafaTokenVerification *self);   /* (nullable) */
ParafaJwsEmbeds parafa_token_verification_get_embeds (ParafaTokenVerification *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaTokenVerification, parafa_token_verification_unref)

G_END_DECLS
