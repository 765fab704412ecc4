/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-token-verification.h"

#include "parafa-jwk.h"
#include "parafa-signature-key.h"

#include <string.h>

/**
 * ParafaTokenVerification:
 *
 * Whether a token was signed by a key a person loaded. The key comes from the person alone: what the
 * token's header brings along (`jwk`, `x5c`, `jku`, `x5u`) is never used.
 */
struct _ParafaTokenVerification
{
  gatomicrefcount references;
  ParafaVerificationOutcome outcome;
  char *algorithm; /* (owned) (nullable) */
  char *key_name;  /* (owned) (nullable) */
  char *key_id;    /* (owned) (nullable) */
  ParafaJwsEmbeds embeds;
};

G_DEFINE_BOXED_TYPE (ParafaTokenVerification,
                     parafa_token_verification,
                     parafa_token_verification_ref,
                     parafa_token_verification_unref)

static ParafaVerificationOutcome
translate (const GError *error)
{
  switch ((ParafaSignatureError) error->code)
    {
    case PARAFA_SIGNATURE_ERROR_PRIVATE:
      return PARAFA_VERIFICATION_PRIVATE_KEY;
    case PARAFA_SIGNATURE_ERROR_WEAK:
      return PARAFA_VERIFICATION_WEAK_KEY;
    case PARAFA_SIGNATURE_ERROR_WRONG_KEY:
      return PARAFA_VERIFICATION_WRONG_KEY;
    case PARAFA_SIGNATURE_ERROR_ALGORITHM:
      return PARAFA_VERIFICATION_UNKNOWN;
    case PARAFA_SIGNATURE_ERROR_MISMATCH:
      return PARAFA_VERIFICATION_BAD;
    case PARAFA_SIGNATURE_ERROR_UNREADABLE:
    default:
      return PARAFA_VERIFICATION_UNREADABLE_KEY;
    }
}

static ParafaVerificationOutcome
check_with (ParafaTokenVerification *self,
            ParafaJws *jws,
            ParafaSignatureKey *key,
            const GError *key_error)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text = parafa_jws_get_signed_text (jws, &length);

  if (key == NULL)
    return translate (key_error);
  g_free (self->key_name);
  self->key_name = g_strdup (parafa_signature_key_get_name (key));
  if (parafa_signature_key_verify (key, parafa_jws_get_algorithm (jws), text, length,
                                   parafa_jws_get_signature (jws), &error))
    return PARAFA_VERIFICATION_GOOD;
  return translate (error);
}

static ParafaSignatureKey *
make_key (ParafaJwk *jwk, GError **error)
{
  GBytes *n = parafa_jwk_get_number (jwk, "n");
  GBytes *e = parafa_jwk_get_number (jwk, "e");
  GBytes *x = parafa_jwk_get_number (jwk, "x");
  GBytes *y = parafa_jwk_get_number (jwk, "y");
  const char *curve = parafa_jwk_get_curve (jwk);
  ParafaJwkType type = parafa_jwk_get_key_type (jwk);

  if (type == PARAFA_JWK_RSA && n != NULL && e != NULL)
    return parafa_signature_key_new_rsa (n, e, error);
  if (type == PARAFA_JWK_EC && curve != NULL && x != NULL && y != NULL)
    return parafa_signature_key_new_ec (curve, x, y, error);
  if (type == PARAFA_JWK_OKP && curve != NULL && x != NULL)
    return parafa_signature_key_new_ed (curve, x, error);
  g_set_error_literal (error, PARAFA_SIGNATURE_ERROR, PARAFA_SIGNATURE_ERROR_UNREADABLE,
                       "a key without its numbers");
  return NULL;
}

static ParafaVerificationOutcome
check_with_jwk (ParafaTokenVerification *self, ParafaJws *jws, ParafaJwk *jwk)
{
  const char *algorithm = parafa_jwk_get_algorithm (jwk);
  g_autoptr (ParafaSignatureKey) key = NULL;
  g_autoptr (GError) error = NULL;

  if (parafa_jwk_is_private (jwk))
    return PARAFA_VERIFICATION_PRIVATE_KEY;
  if (parafa_jwk_get_key_type (jwk) == PARAFA_JWK_SHARED)
    return PARAFA_VERIFICATION_WRONG_KEY;
  if (!parafa_jwk_may_verify (jwk) ||
      (algorithm != NULL && strcmp (algorithm, parafa_jws_get_algorithm (jws)) != 0))
    return PARAFA_VERIFICATION_KEY_NOT_FOR_THIS;
  key = make_key (jwk, &error);
  return check_with (self, jws, key, error);
}

static gboolean
may_be_meant (ParafaJwk *jwk, const char *key_id, guint n_keys)
{
  const char *id = parafa_jwk_get_id (jwk);

  /* One key alone is what the person chose, whatever its name */
  return n_keys == 1 || key_id == NULL || id == NULL || strcmp (id, key_id) == 0;
}

/* Every key that may be meant is tried; what the last one of the right kind said is told */
static ParafaVerificationOutcome
check_with_set (ParafaTokenVerification *self, ParafaJws *jws, GPtrArray *keys)
{
  const char *key_id = parafa_jws_get_key_id (jws);
  ParafaVerificationOutcome outcome = PARAFA_VERIFICATION_NO_SUCH_KEY;

  for (guint i = 0; i < keys->len; i++)
    {
      ParafaJwk *jwk = g_ptr_array_index (keys, i);
      ParafaVerificationOutcome this_one;

      if (!may_be_meant (jwk, key_id, keys->len))
        continue;
      this_one = check_with_jwk (self, jws, jwk);
      if (this_one == PARAFA_VERIFICATION_GOOD)
        {
          self->key_id = g_strdup (parafa_jwk_get_id (jwk));
          return this_one;
        }
      if (outcome != PARAFA_VERIFICATION_BAD)
        outcome = this_one;
    }
  return outcome;
}

static ParafaVerificationOutcome
check_header (ParafaJws *jws)
{
  switch (parafa_jws_get_family (jws))
    {
    case PARAFA_JWS_UNSECURED:
      return PARAFA_VERIFICATION_UNSECURED;
    case PARAFA_JWS_HMAC:
      return PARAFA_VERIFICATION_SHARED_SECRET;
    case PARAFA_JWS_RSA:
    case PARAFA_JWS_RSA_PSS:
    case PARAFA_JWS_ECDSA:
    case PARAFA_JWS_EDDSA:
      return parafa_jws_has_critical (jws) ? PARAFA_VERIFICATION_CRITICAL
                                           : PARAFA_VERIFICATION_GOOD;
    case PARAFA_JWS_UNKNOWN:
    default:
      return PARAFA_VERIFICATION_UNKNOWN;
    }
}

static ParafaVerificationOutcome
check (ParafaTokenVerification *self, ParafaJws *jws, const char *key, gsize key_length)
{
  ParafaVerificationOutcome outcome = check_header (jws);
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (ParafaSignatureKey) single = NULL;
  g_autoptr (GError) error = NULL;

  /* Refused before any key is looked at: no key can make these good */
  if (outcome != PARAFA_VERIFICATION_GOOD)
    return outcome;
  keys = parafa_jwk_read (key, key_length, NULL);
  if (keys != NULL)
    return check_with_set (self, jws, keys);
  single = parafa_signature_key_new_from_data (key, key_length, &error);
  return check_with (self, jws, single, error);
}

/**
 * parafa_token_verification_new:
 * @token: a bare token
 * @key: a file: public key or certificate (PEM, DER), JWK or JWK set
 * @key_length: its length in bytes, at most 1 MiB
 *
 * Checks a token's signature. Takes some milliseconds; nothing is asked of the network. What the
 * token says about times is not looked at.
 *
 * Returns: (transfer full): what came out
 */
ParafaTokenVerification *
parafa_token_verification_new (ParafaSecret *token, const char *key, gsize key_length)
{
  ParafaTokenVerification *self = g_new0 (ParafaTokenVerification, 1);
  g_autoptr (ParafaJws) jws = NULL;

  g_return_val_if_fail (token != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  g_atomic_ref_count_init (&self->references);
  jws = parafa_jws_new (parafa_secret_get (token), parafa_secret_get_length (token), NULL);
  if (jws == NULL)
    {
      self->outcome = PARAFA_VERIFICATION_MALFORMED;
      return self;
    }
  self->algorithm = g_strdup (parafa_jws_get_algorithm (jws));
  self->embeds = parafa_jws_get_embeds (jws);
  self->outcome = check (self, jws, key, key_length);
  return self;
}

/**
 * parafa_token_verification_ref:
 * @self: a verification
 *
 * Takes a reference. Thread-safe.
 *
 * Returns: (transfer full): @self
 */
ParafaTokenVerification *
parafa_token_verification_ref (ParafaTokenVerification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * parafa_token_verification_unref:
 * @self: (transfer full): a verification
 *
 * Gives a reference back. Thread-safe.
 */
void
parafa_token_verification_unref (ParafaTokenVerification *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->algorithm);
  g_free (self->key_name);
  g_free (self->key_id);
  g_free (self);
}

/**
 * parafa_token_verification_get_outcome:
 * @self: a verification
 *
 * Returns: what came out
 */
ParafaVerificationOutcome
parafa_token_verification_get_outcome (ParafaTokenVerification *self)
{
  g_return_val_if_fail (self != NULL, PARAFA_VERIFICATION_MALFORMED);

  return self->outcome;
}

/**
 * parafa_token_verification_get_algorithm:
 * @self: a verification
 *
 * Returns: (transfer none) (nullable): `alg` as it stands in the token
 */
const char *
parafa_token_verification_get_algorithm (ParafaTokenVerification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->algorithm;
}

/**
 * parafa_token_verification_get_key_name:
 * @self: a verification
 *
 * Returns: (transfer none) (nullable): the kind of the key that was tried last: `RSA 2048`
 */
const char *
parafa_token_verification_get_key_name (ParafaTokenVerification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->key_name;
}

/**
 * parafa_token_verification_get_key_id:
 * @self: a verification
 *
 * Returns: (transfer none) (nullable): the name of the key in its set, when the token is good
 */
const char *
parafa_token_verification_get_key_id (ParafaTokenVerification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->key_id;
}

/**
 * parafa_token_verification_get_embeds:
 * @self: a verification
 *
 * Returns: which keys the token's header brings along; none of them was used
 */
ParafaJwsEmbeds
parafa_token_verification_get_embeds (ParafaTokenVerification *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->embeds;
}
