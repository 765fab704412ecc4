/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-jwt-inspection.h"

#include "parafa-json-check.h"
#include "parafa-jwt-text.h"

#include <string.h>

/**
 * ParafaJwtInspection:
 *
 * A pasted text looked at: the token found in it, or what is wrong and where. It holds the whole token
 * and is as secret as it.
 */
struct _ParafaJwtInspection
{
  gatomicrefcount references;
  ParafaSecret *text;   /* (owned): the bare token; what was pasted when none was found */
  ParafaJwt *jwt;       /* (owned) (nullable) */
  ParafaClaims *claims; /* (owned) (nullable): what the token says */
  ParafaJwtProblem problem;
  guint n_segments;
  gsize starts[PARAFA_JWT_N_SEGMENTS];
  gsize lengths[PARAFA_JWT_N_SEGMENTS];
};

G_DEFINE_BOXED_TYPE (ParafaJwtInspection,
                     parafa_jwt_inspection,
                     parafa_jwt_inspection_ref,
                     parafa_jwt_inspection_unref)

static void
split (ParafaJwtInspection *self)
{
  const char *text = parafa_secret_get (self->text);
  const char *end = text + parafa_secret_get_length (self->text);
  const char *at = text;

  self->n_segments = 0;
  while (at != NULL)
    {
      const char *dot = memchr (at, '.', (gsize) (end - at));

      if (self->n_segments < PARAFA_JWT_N_SEGMENTS)
        {
          self->starts[self->n_segments] = (gsize) (at - text);
          self->lengths[self->n_segments] = (gsize) ((dot != NULL ? dot : end) - at);
        }
      self->n_segments++;
      at = dot != NULL ? dot + 1 : NULL;
    }
}

/* The first character that can be in no token; blanks are let through, as the finder does */
static gsize
find_foreign (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && !g_ascii_isspace (text[i]) &&
        (text[i] == '\0' || strchr ("-_.+/=", text[i]) == NULL))
      return i;
  for (gsize i = 0; i + 1 < length; i++)
    if (text[i] == '=' && g_ascii_isalnum (text[i + 1]))
      return i;
  return 0;
}

/* Of a text that is a token but for this one character: the part it stands in */
static void
name_segment (ParafaJwtInspection *self, const char *text, gsize start, gsize length)
{
  gsize after_dot = start;
  int n_dots = 0;

  for (gsize i = start; i < length; i++)
    if (g_ascii_isspace (text[i]))
      return;
  for (gsize i = start; i < self->problem.offset; i++)
    if (text[i] == '.')
      {
        n_dots++;
        after_dot = i + 1;
      }
  if (n_dots > 2 || memchr (text + start, '.', length - start) == NULL)
    return;
  self->problem.segment = n_dots;
  self->problem.in_segment = self->problem.offset - after_dot;
}

static void
locate_unfound (ParafaJwtInspection *self)
{
  const char *text = parafa_secret_get (self->text);
  gsize length = parafa_secret_get_length (self->text);
  gsize start = 0;

  while (start < length && g_ascii_isspace (text[start]))
    start++;
  if (self->problem.code == PARAFA_JWT_ERROR_ENCODING)
    {
      self->problem.offset = self->problem.in_segment = find_foreign (text, length);
      self->problem.length = 1;
      name_segment (self, text, start, length);
      return;
    }
  else if (self->problem.code == PARAFA_JWT_ERROR_JSON)
    {
      parafa_json_check (text + start, length - start, PARAFA_JSON_STRICT, &self->problem.why,
                         &self->problem.offset);
      self->problem.in_json = (gssize) self->problem.offset;
      self->problem.offset += start;
      self->problem.length = 1;
    }
  else
    self->problem.length = length;
  self->problem.in_segment = self->problem.offset;
}

static void
point_at (ParafaJwtInspection *self, guint segment, gsize in_segment, gsize length)
{
  self->problem.segment = (int) segment;
  self->problem.in_segment = in_segment;
  self->problem.offset = self->starts[segment] + in_segment;
  self->problem.length = length;
}

/* Three bytes are four characters: the one the byte begins in, and the next, which holds its rest */
static void
locate_in_json (ParafaJwtInspection *self, guint segment, GBytes *bytes)
{
  gsize length;
  const char *json = g_bytes_get_data (bytes, &length);
  gsize offset = 0;

  if (parafa_json_check (json, length, PARAFA_JSON_STRICT, &self->problem.why, &offset))
    offset = 0; /* good JSON, but no object */
  self->problem.in_json = (gssize) offset;
  point_at (self, segment, offset / 3 * 4 + offset % 3, 2);
}

/* FALSE when the segment is good */
static gboolean
locate_in_segment (ParafaJwtInspection *self, guint segment)
{
  const char *text = parafa_secret_get (self->text) + self->starts[segment];
  g_autoptr (GBytes) bytes = NULL;
  gsize offset = 0;
  const char *json;
  gsize length;

  if (self->lengths[segment] == 0 && segment < 2)
    {
      point_at (self, segment, 0, 1);
      return TRUE;
    }
  bytes = parafa_jwt_text_decode (text, self->lengths[segment], &offset);
  if (bytes == NULL)
    {
      point_at (self, segment, offset, 1);
      return TRUE;
    }
  if (segment == 2)
    return FALSE;
  json = g_bytes_get_data (bytes, &length);
  if (parafa_json_check (json, length, PARAFA_JSON_STRICT, NULL, NULL) &&
      json[strspn (json, " \t\r\n")] == '{')
    return FALSE;
  locate_in_json (self, segment, bytes);
  return TRUE;
}

static void
locate (ParafaJwtInspection *self)
{
  gsize length = parafa_secret_get_length (self->text);

  if (self->n_segments > PARAFA_JWT_N_SEGMENTS)
    {
      /* from the dot that is one too many */
      gsize end = self->starts[2] + self->lengths[2];

      self->problem.offset = self->problem.in_segment = end;
      self->problem.length = length - end;
      return;
    }
  if (self->n_segments < PARAFA_JWT_N_SEGMENTS)
    {
      self->problem.offset = self->problem.in_segment =
          self->problem.code == PARAFA_JWT_ERROR_NOT_JWT ? 0 : length;
      self->problem.length = length - self->problem.offset;
      return;
    }
  for (guint i = 0; i < PARAFA_JWT_N_SEGMENTS; i++)
    if (locate_in_segment (self, i))
      return;
}

/**
 * parafa_jwt_inspection_new:
 * @pasted: what was pasted or received
 *
 * Looks for a token as parafa_jwt_new_from_text() does and reads it. Pure; takes some 50 ms for a
 * megabyte: call it in a thread.
 *
 * Returns: (transfer full): what was found
 */
ParafaJwtInspection *
parafa_jwt_inspection_new (ParafaSecret *pasted)
{
  ParafaJwtInspection *self = g_new0 (ParafaJwtInspection, 1);
  g_auto (ParafaJwtText) token = { NULL, 0, NULL };
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (pasted != NULL, NULL);

  g_atomic_ref_count_init (&self->references);
  self->problem.segment = -1;
  self->problem.in_json = -1;
  if (!parafa_jwt_text_find (&token, parafa_secret_get (pasted), parafa_secret_get_length (pasted),
                             &error))
    {
      self->text = parafa_secret_ref (pasted);
      self->problem.code = (ParafaJwtError) error->code;
      locate_unfound (self);
      return self;
    }
  if (token.copy != NULL)
    self->text = parafa_secret_ref (token.copy);
  else if (token.length == parafa_secret_get_length (pasted))
    self->text = parafa_secret_ref (pasted);
  else
    self->text = parafa_secret_new (token.start, (gssize) token.length);
  split (self);
  self->jwt = parafa_jwt_new_from_text (parafa_secret_get (self->text),
                                        (gssize) parafa_secret_get_length (self->text), &error);
  self->problem.n_segments = self->n_segments;
  if (self->jwt == NULL)
    {
      self->problem.code = (ParafaJwtError) error->code;
      locate (self);
    }
  else
    self->claims = parafa_claims_new (self->jwt);
  return self;
}

/**
 * parafa_jwt_inspection_ref:
 * @self: an inspection
 *
 * Takes a reference. Thread-safe.
 *
 * Returns: (transfer full): @self
 */
ParafaJwtInspection *
parafa_jwt_inspection_ref (ParafaJwtInspection *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * parafa_jwt_inspection_unref:
 * @self: (transfer full): an inspection
 *
 * Gives a reference back. Thread-safe.
 */
void
parafa_jwt_inspection_unref (ParafaJwtInspection *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->text, parafa_secret_unref);
  g_clear_pointer (&self->jwt, parafa_jwt_unref);
  g_clear_pointer (&self->claims, parafa_claims_unref);
  g_free (self);
}

/**
 * parafa_jwt_inspection_get_text:
 * @self: an inspection
 *
 * Returns: (transfer none): the bare token, or what was pasted when there is none in it
 */
ParafaSecret *
parafa_jwt_inspection_get_text (ParafaJwtInspection *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

/**
 * parafa_jwt_inspection_get_jwt:
 * @self: an inspection
 *
 * Returns: (transfer none) (nullable): the token taken apart, or %NULL when it could not be read
 */
ParafaJwt *
parafa_jwt_inspection_get_jwt (ParafaJwtInspection *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->jwt;
}

/**
 * parafa_jwt_inspection_get_claims:
 * @self: an inspection
 *
 * Returns: (transfer none) (nullable): what the token says, or %NULL when it could not be read
 */
ParafaClaims *
parafa_jwt_inspection_get_claims (ParafaJwtInspection *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->claims;
}

/**
 * parafa_jwt_inspection_get_problem:
 * @self: an inspection
 *
 * Returns: (transfer none) (nullable): what is wrong, or %NULL when the token could be read
 */
const ParafaJwtProblem *
parafa_jwt_inspection_get_problem (ParafaJwtInspection *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->jwt == NULL ? &self->problem : NULL;
}

/**
 * parafa_jwt_inspection_get_segments:
 * @self: an inspection
 * @starts: (out) (array fixed-size=3): where they begin in the text, in bytes
 * @lengths: (out) (array fixed-size=3): their lengths
 *
 * Returns: how many segments the token has; 0 when none was found. Only the first three are told.
 */
guint
parafa_jwt_inspection_get_segments (ParafaJwtInspection *self,
                                    gsize starts[PARAFA_JWT_N_SEGMENTS],
                                    gsize lengths[PARAFA_JWT_N_SEGMENTS])
{
  g_return_val_if_fail (self != NULL, 0);

  memcpy (starts, self->starts, sizeof self->starts);
  memcpy (lengths, self->lengths, sizeof self->lengths);
  return self->n_segments;
}
