/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-jwt-text.h"

#include "parafa-json.h"
#include "parafa-secret-builder.h"

#include <string.h>

/* Finds the token in what people paste, and undoes base64url. A token is pasted as it stands in a
 * JSON answer, in a header line, in a curl command, in an environment file, broken into lines by a
 * mail program, or in standard base64; the answer is the bare token either way. */

static gboolean
is_token_char (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_' || c == '.' || c == '+' || c == '/' ||
         c == '=';
}

static gboolean
is_blank (char c)
{
  return g_ascii_isspace (c) || c == '\v';
}

/* An option of curl after the token, not the next line of a broken token. */
static gboolean
is_option (const char *word, gsize length)
{
  return length >= 2 && word[0] == '-' && (word[1] == '-' || length == 2);
}

/* Whether a word cannot go on a token that has its two dots already: an option of curl, a host. */
static gboolean
is_behind (const char *word, gsize length, guint n_dots)
{
  return n_dots >= 2 && (is_option (word, length) || memchr (word, '.', length) != NULL);
}

static guint
count_dots (const char *word, gsize length)
{
  guint n_dots = 0;

  for (gsize i = 0; i < length; i++)
    n_dots += word[i] == '.';
  return n_dots;
}

/* Takes words while they can belong to a token; blanks between them were put in by a line break. */
static ParafaSecret *
take_words (const char *at, const char *end)
{
  g_autoptr (ParafaSecretBuilder) builder = parafa_secret_builder_new ();
  guint n_dots = 0;

  while (at < end)
    {
      const char *word;
      gsize length;

      while (at < end && is_blank (*at))
        at++;
      word = at;
      while (at < end && is_token_char (*at))
        at++;
      length = (gsize) (at - word);
      /* `Name:` begins the next header line. */
      if (length == 0 || is_behind (word, length, n_dots) || (at < end && *at == ':'))
        break;
      n_dots += count_dots (word, length);
      parafa_secret_builder_append (builder, word, (gssize) length);
      if (at < end && !is_blank (*at))
        break;
    }
  return parafa_secret_builder_end (builder);
}

/* `Bearer` alone, as after a variable that was empty: at the end, and after nothing but the header's name */
static gboolean
is_bearer_alone (const char *at, const char *end)
{
  const char *word = end - strlen ("Bearer");

  return word >= at && g_ascii_strncasecmp (word, "Bearer", strlen ("Bearer")) == 0 &&
         (word == at || is_blank (word[-1]) || word[-1] == ':');
}

static const char *
find_bearer (const char *at, const char *end)
{
  for (; end - at > 7; at++)
    if (g_ascii_strncasecmp (at, "Bearer", 6) == 0 && (is_blank (at[6]) || at[6] == ':'))
      return at + 7;
  return NULL;
}

/* Base64url of `{"` is `eyJ`, of `{` and a line feed, as ANAF writes it, `ewo`: a word that begins
 * with either and has two dots. */
static ParafaSecret *
find_by_shape (const char *at, const char *end)
{
  for (const char *p = at; end - p > 8; p++)
    {
      const char *stop = p;
      guint n_dots = 0;

      if (p[0] != 'e' || (p[1] != 'y' && p[1] != 'w') ||
          (p > at && is_token_char (p[-1]) && p[-1] != '='))
        continue;
      while (stop < end && is_token_char (*stop))
        n_dots += *stop++ == '.';
      if (n_dots >= 2)
        return parafa_secret_new (p, stop - p);
      p = stop - 1;
    }
  return NULL;
}

/* `NAME=token`, not padding, which ends a segment. */
static gboolean
is_assignment (const char *at, const char *end)
{
  return *at == '=' && end - at > 1 && is_token_char (at[1]) && at[1] != '=' && at[1] != '.';
}

/* Everything without blanks, when nothing else is in it; else NULL and the offset of what is. */
static ParafaSecret *
take_all (const char *at, const char *end, gsize *bad_offset)
{
  g_autoptr (ParafaSecretBuilder) builder = parafa_secret_builder_new ();
  const char *start = at;

  while (at < end)
    {
      const char *word = at;

      while (at < end && is_token_char (*at) && !is_assignment (at, end))
        at++;
      parafa_secret_builder_append (builder, word, at - word);
      if (at < end && !is_blank (*at))
        {
          *bad_offset = (gsize) (at - start);
          return NULL;
        }
      while (at < end && is_blank (*at))
        at++;
    }
  return parafa_secret_builder_end (builder);
}

static gboolean
looks_like_start (const char *word, const char *end)
{
  return end - word > 8 && word[0] == 'e' && (word[1] == 'y' || word[1] == 'w');
}

/* Words before the token that are no part of it: `token eyJ…`. NULL when there are none. */
static ParafaSecret *
skip_words (const char *at, const char *end)
{
  g_autoptr (ParafaSecret) token = NULL;
  const char *start = at;

  while (at < end && !looks_like_start (at, end))
    {
      while (at < end && !is_blank (*at))
        at++;
      while (at < end && is_blank (*at))
        at++;
    }
  if (at == start || at == end)
    return NULL;
  token = take_words (at, end);
  if (count_dots (parafa_secret_get (token), parafa_secret_get_length (token)) < 2)
    return NULL;
  return g_steal_pointer (&token);
}

/* Line breaks inside a text, as a mail program puts them there, are no JSON; without them it may be
 * whole again. */
static ParafaSecret *
join_lines (const char *at, const char *end)
{
  g_autoptr (ParafaSecretBuilder) builder = parafa_secret_builder_new ();

  while (at < end)
    {
      const char *line = at;

      while (at < end && *at != '\r' && *at != '\n')
        at++;
      parafa_secret_builder_append (builder, line, at - line);
      while (at < end && (*at == '\r' || *at == '\n'))
        at++;
    }
  return parafa_secret_builder_end (builder);
}

static gboolean
is_json (const ParafaSecret *text, const char **problem, gsize *offset)
{
  return parafa_json_check (parafa_secret_get (text), parafa_secret_get_length (text),
                            PARAFA_JSON_STRICT, problem, offset);
}

static ParafaSecret *
find_member (const ParafaSecret *json)
{
  static const char *const names[] = { "access_token", "id_token", "token", "jwt" };
  const char *text = parafa_secret_get (json);
  ParafaJsonValue root;
  ParafaJsonValue value;

  parafa_json_get_root (text, parafa_secret_get_length (json), &root);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (parafa_json_find (&root, names[i], &value) && value.kind == PARAFA_JSON_TEXT)
      return parafa_json_value_dup_secret (&value);
  return find_by_shape (text, text + parafa_secret_get_length (json));
}

static gboolean
has_refresh_token (const ParafaSecret *json)
{
  ParafaJsonValue root;
  ParafaJsonValue value;

  parafa_json_get_root (parafa_secret_get (json), parafa_secret_get_length (json), &root);
  return parafa_json_find (&root, "refresh_token", &value) && value.kind == PARAFA_JSON_TEXT;
}

static ParafaSecret *
find_in_json (const char *at, const char *end, GError **error)
{
  g_autoptr (ParafaSecret) json = parafa_secret_new (at, end - at);
  g_autoptr (ParafaSecret) member = NULL;
  ParafaSecret *token = NULL;
  const char *problem;
  const char *start;
  gsize offset;

  if (!is_json (json, &problem, &offset))
    {
      g_clear_pointer (&json, parafa_secret_unref);
      json = join_lines (at, end);
      if (!is_json (json, NULL, NULL))
        {
          g_set_error (error, PARAFA_JWT_ERROR, PARAFA_JWT_ERROR_JSON,
                       "answer: byte %" G_GSIZE_FORMAT ": %s", offset, problem);
          return NULL;
        }
    }
  member = find_member (json);
  if (member == NULL)
    {
      /* what has a refresh token alone is an answer about one; anything else has nothing to do with tokens */
      g_set_error_literal (error, PARAFA_JWT_ERROR,
                           has_refresh_token (json) ? PARAFA_JWT_ERROR_NOT_JWT
                                                    : PARAFA_JWT_ERROR_EMPTY,
                           "answer: a JSON object without access_token");
      return NULL;
    }
  start = parafa_secret_get (member);
  token = take_all (start, start + parafa_secret_get_length (member), &offset);
  if (token == NULL)
    g_set_error (error, PARAFA_JWT_ERROR, PARAFA_JWT_ERROR_ENCODING,
                 "access_token: character %" G_GSIZE_FORMAT ": not a character of a token", offset);
  return token;
}

/* Takes pairs of quotes, apostrophes and the like off both ends. */
static void
trim (const char **at, const char **end)
{
  while (*at < *end && is_blank (**at))
    (*at)++;
  while (*end > *at && is_blank ((*end)[-1]))
    (*end)--;
  while (*end - *at >= 2 && **at == (*end)[-1] && strchr ("\"'`", **at) != NULL)
    {
      (*at)++;
      (*end)--;
      while (*at < *end && is_blank (**at))
        (*at)++;
      while (*end > *at && is_blank ((*end)[-1]))
        (*end)--;
    }
}

/* The commonest case, and the quickest: nothing but the token. */
static gboolean
is_bare (const char *at, const char *end)
{
  while (at < end && is_token_char (*at) && !is_assignment (at, end))
    at++;
  return at == end;
}

static ParafaSecret *
find_in_text (const char *text, const char *at, const char *end, GError **error)
{
  g_autoptr (ParafaSecret) found = NULL;
  ParafaSecret *by_shape;
  const char *bearer = find_bearer (at, end);
  gsize offset = 0;

  if (bearer != NULL)
    found = take_words (bearer, end);
  else
    found = skip_words (at, end);
  if (bearer == NULL && found == NULL)
    found = take_all (at, end, &offset);
  if (found != NULL && parafa_secret_get_length (found) > 0)
    return g_steal_pointer (&found);
  by_shape = find_by_shape (at, end);
  if (by_shape == NULL && found != NULL)
    g_set_error_literal (error, PARAFA_JWT_ERROR, PARAFA_JWT_ERROR_EMPTY,
                         "there is no token after Bearer");
  else if (by_shape == NULL)
    g_set_error (error, PARAFA_JWT_ERROR, PARAFA_JWT_ERROR_ENCODING,
                 "character %" G_GSIZE_FORMAT ": not a character of a token",
                 offset + (gsize) (at - text));
  return by_shape;
}

/**
 * parafa_jwt_text_find:
 * @self: (out caller-allocates): where the token stands, not checked further; valid as long as @text
 * @text: what was pasted
 * @length: its length in bytes
 * @error: return location
 *
 * Finds the token in it: alone, or in a JSON answer, a `Bearer` line, a curl command or a line of an
 * environment file; with line breaks and blanks, in quotes.
 *
 * Fails with %PARAFA_JWT_ERROR_TOO_LONG, %PARAFA_JWT_ERROR_EMPTY, %PARAFA_JWT_ERROR_ENCODING,
 * %PARAFA_JWT_ERROR_JSON (a damaged JSON answer) and %PARAFA_JWT_ERROR_NOT_JWT.
 *
 * Returns: whether there is one
 */
gboolean
parafa_jwt_text_find (ParafaJwtText *self, const char *text, gsize length, GError **error)
{
  const char *at = text;
  const char *end;

  if (length > PARAFA_JWT_MAX_BYTES)
    {
      g_set_error (error, PARAFA_JWT_ERROR, PARAFA_JWT_ERROR_TOO_LONG,
                   "%" G_GSIZE_FORMAT " bytes: more than a token has", length);
      return FALSE;
    }
  if (length >= 3 && memcmp (at, "\xef\xbb\xbf", 3) == 0) /* the mark some editors put first */
    at += 3;
  end = text + length;
  trim (&at, &end);
  if (at == end)
    {
      g_set_error_literal (error, PARAFA_JWT_ERROR, PARAFA_JWT_ERROR_EMPTY, "there is no text");
      return FALSE;
    }
  if (is_bearer_alone (at, end) && memchr (at, '.', (gsize) (end - at)) == NULL)
    {
      g_set_error_literal (error, PARAFA_JWT_ERROR, PARAFA_JWT_ERROR_EMPTY,
                           "there is no token after Bearer");
      return FALSE;
    }
  self->start = at;
  self->length = (gsize) (end - at);
  if (is_bare (at, end))
    return TRUE;
  self->copy = *at == '{' ? find_in_json (at, end, error) : find_in_text (text, at, end, error);
  if (self->copy == NULL)
    return FALSE;
  self->start = parafa_secret_get (self->copy);
  self->length = parafa_secret_get_length (self->copy);
  return TRUE;
}

/**
 * parafa_jwt_text_clear:
 * @self: where a token stands
 *
 * Wipes the copy, if there is one.
 */
void
parafa_jwt_text_clear (ParafaJwtText *self)
{
  g_clear_pointer (&self->copy, parafa_secret_unref);
}

/* Both alphabets: 0 to 63, or -1. */
static int
get_sextet (char c)
{
  if (c >= 'A' && c <= 'Z')
    return c - 'A';
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 26;
  if (c >= '0' && c <= '9')
    return c - '0' + 52;
  if (c == '-' || c == '+')
    return 62;
  if (c == '_' || c == '/')
    return 63;
  return -1;
}

/**
 * parafa_jwt_text_decode:
 * @segment: base64url (RFC 4648 §5) or base64 (§4), with or without padding
 * @length: its length in characters
 * @bad_offset: (out): where it is damaged, in characters
 *
 * Decodes a segment. One spare NUL follows the bytes.
 *
 * Returns: (transfer full) (nullable): the bytes, or %NULL
 */
GBytes *
parafa_jwt_text_decode (const char *segment, gsize length, gsize *bad_offset)
{
  g_autofree guint8 *out = NULL;
  gsize whole = length;
  gsize written = 0;
  guint32 bits = 0;
  guint n_bits = 0;

  while (whole > 0 && length - whole < 2 && segment[whole - 1] == '=')
    whole--;
  out = g_malloc (whole / 4 * 3 + 4);
  for (gsize i = 0; i < whole; i++)
    {
      int sextet = get_sextet (segment[i]);

      if (sextet < 0)
        {
          *bad_offset = i;
          return NULL;
        }
      bits = (bits << 6 | (guint32) sextet) & 0xffffff;
      n_bits += 6;
      if (n_bits >= 8)
        {
          n_bits -= 8;
          out[written++] = (guint8) (bits >> n_bits);
        }
    }
  /* One character alone is no byte; padding fills up to four characters. */
  if (whole % 4 == 1 || (whole != length && length % 4 != 0))
    {
      *bad_offset = whole;
      return NULL;
    }
  out[written] = '\0';
  return g_bytes_new_take (g_steal_pointer (&out), written);
}
