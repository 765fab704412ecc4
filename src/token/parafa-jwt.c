/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-jwt.h"

#include "parafa-json.h"
#include "parafa-jwt-text.h"

#include <string.h>

G_DEFINE_QUARK (parafa_jwt_error, parafa_jwt_error)

#define N_SEGMENTS 3

static const char *const segment_names[N_SEGMENTS] = { "header", "claims", "signature" };

/**
 * ParafaJwt:
 *
 * A JSON Web Token (RFC 7519) taken apart for reading. Nothing is verified: ANAF publishes no key.
 * The signature is not kept, so that this cannot be used as a token any more.
 */
struct _ParafaJwt
{
  gatomicrefcount references;
  GBytes *texts[2];   /* (owned): header and claims, decoded, NUL after the end */
  JsonObject *header; /* (owned) */
  JsonObject *claims; /* (owned) */
  gsize lengths[N_SEGMENTS];
};

G_DEFINE_BOXED_TYPE (ParafaJwt, parafa_jwt, parafa_jwt_ref, parafa_jwt_unref)

static gboolean
split (const ParafaJwtText *token,
       const char *starts[N_SEGMENTS],
       gsize lengths[N_SEGMENTS],
       GError **error)
{
  const char *at = token->start;
  const char *end = token->start + token->length;
  guint n_segments = 1;

  for (const char *c = at; c < end; c++)
    n_segments += *c == '.';
  if (n_segments == 1)
    {
      g_set_error_literal (error, PARAFA_JWT_ERROR, PARAFA_JWT_ERROR_NOT_JWT,
                           "one piece without dots: an opaque token or a refresh token, not a JWT");
      return FALSE;
    }
  if (n_segments != N_SEGMENTS)
    {
      g_set_error (error, PARAFA_JWT_ERROR, PARAFA_JWT_ERROR_SEGMENTS,
                   n_segments == 5 ? "%u segments: an encrypted token (JWE)"
                                   : "%u segments instead of 3",
                   n_segments);
      return FALSE;
    }
  for (guint i = 0; i < N_SEGMENTS; i++)
    {
      const char *dot = memchr (at, '.', (gsize) (end - at));

      starts[i] = at;
      lengths[i] = (gsize) ((dot != NULL ? dot : end) - at);
      at += lengths[i] + 1;
      /* An unsecured token has an empty signature (RFC 7519 §6). */
      if (lengths[i] > 0 || i == 2)
        continue;
      g_set_error (error, PARAFA_JWT_ERROR, PARAFA_JWT_ERROR_SEGMENTS, "%s: is empty",
                   segment_names[i]);
      return FALSE;
    }
  return TRUE;
}

static GBytes *
decode (guint segment, const char *start, gsize length, GError **error)
{
  gsize offset = 0;
  GBytes *bytes = parafa_jwt_text_decode (start, length, &offset);

  if (bytes != NULL)
    return bytes;
  g_set_error (error, PARAFA_JWT_ERROR, PARAFA_JWT_ERROR_ENCODING,
               offset < length ? "%s: character %" G_GSIZE_FORMAT ": not base64url"
                               : "%s: character %" G_GSIZE_FORMAT
                                 ": cut off in the middle of a byte",
               segment_names[segment], offset);
  return NULL;
}

static JsonObject *
read_object (guint segment, GBytes *bytes, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) local_error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  const char *problem = NULL;
  gsize offset = 0;
  JsonNode *root = NULL;

  if (parafa_json_check (text, length, PARAFA_JSON_STRICT, &problem, &offset))
    {
      parser = json_parser_new_immutable ();
      if (json_parser_load_from_data (parser, text, (gssize) length, &local_error))
        root = json_parser_get_root (parser);
      if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
        return json_object_ref (json_node_get_object (root));
      problem = root != NULL ? "not an object" : "not readable";
    }
  g_set_error (error, PARAFA_JWT_ERROR, PARAFA_JWT_ERROR_JSON,
               "%s: byte %" G_GSIZE_FORMAT " of the JSON: %s", segment_names[segment], offset,
               problem);
  return NULL;
}

/**
 * parafa_jwt_new_from_text:
 * @text: what was pasted or received
 * @length: its length in bytes, or -1 when it is NUL-terminated
 * @error: return location
 *
 * Reads a token: alone or in a JSON answer, a `Bearer` line, a curl command, an environment file;
 * with line breaks, blanks and quotes, in base64url or base64, with or without padding (RFC 7515 §2,
 * RFC 4648). Header and claims must be JSON objects (RFC 8259) in which no member stands twice (RFC
 * 7519 §4), nested at most 64 deep. `typ` and `alg` are not asked for. The signature is not checked.
 *
 * Fails with a code of #ParafaJwtError; the message names the segment and the offset, and holds
 * nothing of the token.
 *
 * Returns: (transfer full): the token, taken apart
 */
ParafaJwt *
parafa_jwt_new_from_text (const char *text, gssize length, GError **error)
{
  g_autoptr (ParafaJwt) self = NULL;
  g_auto (ParafaJwtText) token = { NULL, 0, NULL };
  g_autoptr (GBytes) signature = NULL;
  const char *starts[N_SEGMENTS];
  JsonObject **objects[2];

  g_return_val_if_fail (text != NULL, NULL);

  if (!parafa_jwt_text_find (&token, text, length < 0 ? strlen (text) : (gsize) length, error))
    return NULL;
  self = g_new0 (ParafaJwt, 1);
  g_atomic_ref_count_init (&self->references);
  if (!split (&token, starts, self->lengths, error))
    return NULL;
  objects[0] = &self->header;
  objects[1] = &self->claims;
  for (guint i = 0; i < 2; i++)
    {
      self->texts[i] = decode (i, starts[i], self->lengths[i], error);
      if (self->texts[i] == NULL)
        return NULL;
      *objects[i] = read_object (i, self->texts[i], error);
      if (*objects[i] == NULL)
        return NULL;
    }
  signature = decode (2, starts[2], self->lengths[2], error);
  return signature != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * parafa_jwt_ref:
 * @self: a token
 *
 * Takes a reference. Thread-safe.
 *
 * Returns: (transfer full): @self
 */
ParafaJwt *
parafa_jwt_ref (ParafaJwt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * parafa_jwt_unref:
 * @self: (transfer full): a token
 *
 * Gives a reference back. Thread-safe.
 */
void
parafa_jwt_unref (ParafaJwt *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->header, json_object_unref);
  g_clear_pointer (&self->claims, json_object_unref);
  g_clear_pointer (&self->texts[0], g_bytes_unref);
  g_clear_pointer (&self->texts[1], g_bytes_unref);
  g_free (self);
}

/**
 * parafa_jwt_get_header:
 * @self: a token
 *
 * Returns: (transfer none): its header; not to be changed
 */
JsonObject *
parafa_jwt_get_header (ParafaJwt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->header;
}

/**
 * parafa_jwt_get_claims:
 * @self: a token
 *
 * The claims as json-glib reads them. Numbers json-glib cannot hold are exact only in
 * parafa_jwt_dup_claims_text() and in #ParafaClaims.
 *
 * Returns: (transfer none): its claims; not to be changed
 */
JsonObject *
parafa_jwt_get_claims (ParafaJwt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->claims;
}

static char *
dup_text (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return g_strndup (text, length);
}

/**
 * parafa_jwt_dup_header_text:
 * @self: a token
 *
 * Returns: (transfer full): the header's JSON exactly as it stands in the token, UTF-8
 */
char *
parafa_jwt_dup_header_text (ParafaJwt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return dup_text (self->texts[0]);
}

/**
 * parafa_jwt_dup_claims_text:
 * @self: a token
 *
 * Returns: (transfer full): the claims' JSON exactly as it stands in the token, UTF-8
 */
char *
parafa_jwt_dup_claims_text (ParafaJwt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return dup_text (self->texts[1]);
}

/**
 * parafa_jwt_get_segment_lengths:
 * @self: a token
 *
 * Returns: (transfer none) (array fixed-size=3): how many characters header, claims and signature
 * have in the token, without blanks
 */
const gsize *
parafa_jwt_get_segment_lengths (ParafaJwt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->lengths;
}
