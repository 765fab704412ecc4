/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-jws.h"

#include "parafa-json.h"
#include "parafa-jwt-text.h"

#include <string.h>

G_DEFINE_QUARK (parafa_jws_error, parafa_jws_error)

/**
 * ParafaJws:
 *
 * What is needed to check a signature in compact serialization (RFC 7515 §7.1): the text that was
 * signed, the signature, and what the header says about both. The payload may be anything.
 */
struct _ParafaJws
{
  gatomicrefcount references;
  ParafaSecret *signed_text; /* (owned): header and payload with their dot */
  GBytes *signature;         /* (owned) */
  char *algorithm;           /* (owned) */
  char *key_id;              /* (owned) (nullable) */
  ParafaJwsEmbeds embeds;
  gboolean critical;
};

G_DEFINE_BOXED_TYPE (ParafaJws, parafa_jws, parafa_jws_ref, parafa_jws_unref)

static char *
dup_member_text (const ParafaJsonValue *object, const char *name)
{
  ParafaJsonValue value;

  if (!parafa_json_find (object, name, &value) || value.kind != PARAFA_JSON_TEXT)
    return NULL;
  return parafa_json_value_dup_text (&value);
}

static gboolean
read_header (ParafaJws *self, GBytes *bytes, GError **error)
{
  static const char *const embeds[] = { "jwk", "x5c", "jku", "x5u" };
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  ParafaJsonValue header;
  ParafaJsonValue value;

  if (!parafa_json_check (text, length, PARAFA_JSON_STRICT, NULL, NULL))
    {
      g_set_error_literal (error, PARAFA_JWS_ERROR, PARAFA_JWS_ERROR_HEADER,
                           "the header is not JSON");
      return FALSE;
    }
  parafa_json_get_root (text, length, &header);
  if (header.kind == PARAFA_JSON_OBJECT)
    self->algorithm = dup_member_text (&header, "alg");
  if (self->algorithm == NULL)
    {
      g_set_error_literal (error, PARAFA_JWS_ERROR, PARAFA_JWS_ERROR_HEADER,
                           "the header names no algorithm");
      return FALSE;
    }
  self->key_id = dup_member_text (&header, "kid");
  self->critical = parafa_json_find (&header, "crit", &value);
  for (guint i = 0; i < G_N_ELEMENTS (embeds); i++)
    if (parafa_json_find (&header, embeds[i], &value))
      self->embeds |= 1u << i;
  return TRUE;
}

/**
 * parafa_jws_new:
 * @text: a bare token, as parafa_jwt_text_find() finds it
 * @length: its length
 * @error: return location
 *
 * Takes a signed token apart for checking. Base64 in either alphabet is read, but the signature is
 * over the text as it stands (RFC 7515 §5.2).
 *
 * Fails with a code of #ParafaJwsError; nothing of the token is in the message.
 *
 * Returns: (transfer full): its parts
 */
ParafaJws *
parafa_jws_new (const char *text, gsize length, GError **error)
{
  g_autoptr (ParafaJws) self = g_new0 (ParafaJws, 1);
  g_autoptr (GBytes) header = NULL;
  const char *end = text + length;
  const char *first;
  const char *second;
  gsize offset;

  g_return_val_if_fail (text != NULL, NULL);

  g_atomic_ref_count_init (&self->references);
  first = memchr (text, '.', length);
  second = first != NULL ? memchr (first + 1, '.', (gsize) (end - first - 1)) : NULL;
  if (second != NULL && memchr (second + 1, '.', (gsize) (end - second - 1)) == NULL)
    {
      header = parafa_jwt_text_decode (text, (gsize) (first - text), &offset);
      self->signature = parafa_jwt_text_decode (second + 1, (gsize) (end - second - 1), &offset);
    }
  if (header == NULL || self->signature == NULL)
    {
      g_set_error_literal (error, PARAFA_JWS_ERROR, PARAFA_JWS_ERROR_MALFORMED,
                           "not three segments of base64url");
      return NULL;
    }
  if (!read_header (self, header, error))
    return NULL;
  self->signed_text = parafa_secret_new (text, second - text);
  return g_steal_pointer (&self);
}

/**
 * parafa_jws_ref:
 * @self: a signed token
 *
 * Takes a reference. Thread-safe.
 *
 * Returns: (transfer full): @self
 */
ParafaJws *
parafa_jws_ref (ParafaJws *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * parafa_jws_unref:
 * @self: (transfer full): a signed token
 *
 * Gives a reference back. Thread-safe.
 */
void
parafa_jws_unref (ParafaJws *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->signed_text, parafa_secret_unref);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_free (self->algorithm);
  g_free (self->key_id);
  g_free (self);
}

/**
 * parafa_jws_get_algorithm:
 * @self: a signed token
 *
 * Returns: (transfer none): `alg` as it stands
 */
const char *
parafa_jws_get_algorithm (ParafaJws *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->algorithm;
}

/**
 * parafa_jws_get_family:
 * @self: a signed token
 *
 * Returns: what kind of signature `alg` means
 */
ParafaJwsFamily
parafa_jws_get_family (ParafaJws *self)
{
  g_return_val_if_fail (self != NULL, PARAFA_JWS_UNKNOWN);

  return parafa_jws_family_of (self->algorithm);
}

/**
 * parafa_jws_get_key_id:
 * @self: a signed token
 *
 * Returns: (transfer none) (nullable): `kid`
 */
const char *
parafa_jws_get_key_id (ParafaJws *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->key_id;
}

/**
 * parafa_jws_get_embeds:
 * @self: a signed token
 *
 * Returns: which keys or addresses of keys the header brings along; never to be trusted
 */
ParafaJwsEmbeds
parafa_jws_get_embeds (ParafaJws *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->embeds;
}

/**
 * parafa_jws_has_critical:
 * @self: a signed token
 *
 * Returns: whether the header demands extensions (`crit`, RFC 7515 §4.1.11); none is understood here,
 * so such a token must be refused
 */
gboolean
parafa_jws_has_critical (ParafaJws *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->critical;
}

/**
 * parafa_jws_get_signed_text:
 * @self: a signed token
 * @length: (out): its length
 *
 * Returns: (transfer none): what was signed: header and payload as they stand, with the dot between
 */
const char *
parafa_jws_get_signed_text (ParafaJws *self, gsize *length)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (length != NULL, NULL);

  *length = parafa_secret_get_length (self->signed_text);
  return parafa_secret_get (self->signed_text);
}

/**
 * parafa_jws_get_signature:
 * @self: a signed token
 *
 * Returns: (transfer none): the signature, decoded
 */
GBytes *
parafa_jws_get_signature (ParafaJws *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->signature;
}

/**
 * parafa_jws_family_of:
 * @algorithm: a value of `alg`
 *
 * Names are compared in exact case (RFC 7515 §4.1.1), but every spelling of `none` is unsecured: some
 * readers were fooled by `None`.
 *
 * Returns: what kind of signature it means (RFC 7518 §3.1, RFC 8037 §3.1)
 */
ParafaJwsFamily
parafa_jws_family_of (const char *algorithm)
{
  static const struct
  {
    const char *name;
    ParafaJwsFamily family;
  } algorithms[] = {
    { "HS256", PARAFA_JWS_HMAC },    { "HS384", PARAFA_JWS_HMAC },
    { "HS512", PARAFA_JWS_HMAC },    { "RS256", PARAFA_JWS_RSA },
    { "RS384", PARAFA_JWS_RSA },     { "RS512", PARAFA_JWS_RSA },
    { "PS256", PARAFA_JWS_RSA_PSS }, { "PS384", PARAFA_JWS_RSA_PSS },
    { "PS512", PARAFA_JWS_RSA_PSS }, { "ES256", PARAFA_JWS_ECDSA },
    { "ES384", PARAFA_JWS_ECDSA },   { "ES512", PARAFA_JWS_ECDSA },
    { "EdDSA", PARAFA_JWS_EDDSA },
  };

  g_return_val_if_fail (algorithm != NULL, PARAFA_JWS_UNKNOWN);

  if (g_ascii_strcasecmp (algorithm, "none") == 0)
    return PARAFA_JWS_UNSECURED;
  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    if (strcmp (algorithms[i].name, algorithm) == 0)
      return algorithms[i].family;
  return PARAFA_JWS_UNKNOWN;
}
