/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-import-private.h"

#include <string.h>

#include "parafa-jwt-text.h"

/* Reads what other programs keep of an application and its tokens. Pure: a text in, values out, and
 * no secret leaves locked memory. */

G_DEFINE_QUARK (parafa_import_error_quark, parafa_import_error)

/* Longest first: the end of a name counts, in letters and digits only */
static const struct
{
  const char *end;
  ParafaImportKind kind;
} names[] = {
  { "clientsecret", PARAFA_IMPORT_CLIENT_SECRET },
  { "appsecret", PARAFA_IMPORT_CLIENT_SECRET },
  { "clientid", PARAFA_IMPORT_CLIENT_ID },
  { "clientappid", PARAFA_IMPORT_CLIENT_ID },
  { "redirecturi", PARAFA_IMPORT_REDIRECT_URI },
  { "redirecturl", PARAFA_IMPORT_REDIRECT_URI },
  { "callbackuri", PARAFA_IMPORT_REDIRECT_URI },
  { "callbackurl", PARAFA_IMPORT_REDIRECT_URI },
  { "refreshtoken", PARAFA_IMPORT_REFRESH },
  { "accesstoken", PARAFA_IMPORT_ACCESS },
  { "bearertoken", PARAFA_IMPORT_ACCESS },
  { "authorization", PARAFA_IMPORT_ACCESS },
  { "jwttoken", PARAFA_IMPORT_ACCESS },
  { "expiresin", PARAFA_IMPORT_EXPIRES_IN },
  { "obtainedat", PARAFA_IMPORT_OBTAINED_AT },
  { "token", PARAFA_IMPORT_ACCESS },
  { "bearer", PARAFA_IMPORT_ACCESS },
  { "jwt", PARAFA_IMPORT_ACCESS },
};

/* Names that end as one above does and mean something else */
static const char *const others[] = { "idtoken", "csrftoken", "xsrftoken", "usetoken", "addtoken" };

/**
 * parafa_import_found_free:
 * @self: (nullable) (transfer full): what was found
 */
void
parafa_import_found_free (ParafaImportFound *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->client_id);
  g_free (self->redirect_uri);
  g_clear_pointer (&self->client_secret, parafa_secret_unref);
  g_clear_pointer (&self->access, parafa_secret_unref);
  g_clear_pointer (&self->refresh, parafa_secret_unref);
  g_free (self);
}

/* The kind of a name, and what stands before the part that says so: `ALFA_CLIENT_ID` is the client
 * ID of `ALFA` */
ParafaImportKind
parafa_import_kind_of_name (const char *name, gsize length, char **prefix)
{
  g_autoptr (GString) letters = g_string_new (NULL);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (gsize));

  *prefix = NULL;
  for (gsize i = 0; i < length; i++)
    if (g_ascii_isalnum (name[i]))
      {
        g_string_append_c (letters, g_ascii_tolower (name[i]));
        g_array_append_val (places, i);
      }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_has_suffix (letters->str, others[i]))
      return PARAFA_IMPORT_NOTHING;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_suffix (letters->str, names[i].end))
      {
        gsize end = g_array_index (places, gsize, letters->len - strlen (names[i].end));

        while (end > 0 && !g_ascii_isalnum (name[end - 1]))
          end--;
        *prefix = g_strndup (name, end);
        return names[i].kind;
      }
  return PARAFA_IMPORT_NOTHING;
}

/* The group of that name, made when there is none */
ParafaImportFound *
parafa_import_get_group (GPtrArray *groups, const char *prefix)
{
  const char *name = prefix != NULL && *prefix != '\0' ? prefix : NULL;
  ParafaImportFound *group = NULL;

  for (guint i = 0; i < groups->len; i++)
    {
      group = g_ptr_array_index (groups, i);
      if (g_strcmp0 (group->name, name) == 0)
        return group;
    }
  group = g_new0 (ParafaImportFound, 1);
  group->name = g_strdup (name);
  group->expires_in_s = -1;
  group->obtained_at_s = -1;
  g_ptr_array_add (groups, group);
  return group;
}

gboolean
parafa_import_found_is_empty (const ParafaImportFound *self)
{
  return self->client_id == NULL && self->client_secret == NULL && self->access == NULL &&
         self->refresh == NULL;
}

/* What stands where a value is still to be filled in */
static gboolean
is_placeholder (const char *text, gsize length)
{
  static const char *const begins[] = { "{{", "<", "${", "$", "your", "xxx", "changeme", "..." };

  for (guint i = 0; i < G_N_ELEMENTS (begins); i++)
    if (length >= strlen (begins[i]) &&
        g_ascii_strncasecmp (text, begins[i], strlen (begins[i])) == 0)
      return TRUE;
  return length == 4 && g_ascii_strncasecmp (text, "null", 4) == 0;
}

static void
strip (const char **text, gsize *length)
{
  while (*length > 0 && g_ascii_isspace (**text))
    {
      (*text)++;
      (*length)--;
    }
  while (*length > 0 && g_ascii_isspace ((*text)[*length - 1]))
    (*length)--;
}

/* Only what could stand in a header or a form: anything else is no value of these names */
static gboolean
is_visible (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] <= ' ' || text[i] > '~')
      return FALSE;
  return length > 0;
}

static void
put_secret (ParafaSecret **place, const char *text, gsize length)
{
  if (*place == NULL)
    *place = parafa_secret_new (text, (gssize) length);
}

static void
put_text (char **place, const char *text, gsize length)
{
  if (*place == NULL)
    *place = g_strndup (text, length);
}

static void
put_number (gint64 *place, const char *text, gsize length)
{
  g_autofree char *number = g_strndup (text, length);
  gint64 value = 0;

  if (*place < 0 && g_ascii_string_to_signed (number, 10, 0, G_MAXINT32 * 64LL, &value, NULL))
    *place = value;
}

/* The first value of a kind stays */
void
parafa_import_put (ParafaImportFound *group, ParafaImportKind kind, const char *text, gsize length)
{
  strip (&text, &length);
  if (kind == PARAFA_IMPORT_ACCESS && length > 7 && g_ascii_strncasecmp (text, "Bearer ", 7) == 0)
    {
      text += 7;
      length -= 7;
      strip (&text, &length);
    }
  if (!is_visible (text, length) || is_placeholder (text, length))
    return;
  switch (kind)
    {
    case PARAFA_IMPORT_CLIENT_ID:
      put_text (&group->client_id, text, length);
      break;
    case PARAFA_IMPORT_CLIENT_SECRET:
      put_secret (&group->client_secret, text, length);
      break;
    case PARAFA_IMPORT_REDIRECT_URI:
      put_text (&group->redirect_uri, text, length);
      break;
    case PARAFA_IMPORT_ACCESS:
      put_secret (&group->access, text, length);
      break;
    case PARAFA_IMPORT_REFRESH:
      put_secret (&group->refresh, text, length);
      break;
    case PARAFA_IMPORT_EXPIRES_IN:
      put_number (&group->expires_in_s, text, length);
      break;
    case PARAFA_IMPORT_OBTAINED_AT:
      put_number (&group->obtained_at_s, text, length);
      break;
    case PARAFA_IMPORT_NOTHING:
    default:
      break;
    }
}

/* -- several groups that are one -- */

static void
merge (ParafaImportFound *into, ParafaImportFound *other)
{
  if (into->client_id == NULL)
    into->client_id = g_steal_pointer (&other->client_id);
  if (into->redirect_uri == NULL)
    into->redirect_uri = g_steal_pointer (&other->redirect_uri);
  if (into->client_secret == NULL)
    into->client_secret = g_steal_pointer (&other->client_secret);
  if (into->access == NULL)
    into->access = g_steal_pointer (&other->access);
  if (into->refresh == NULL)
    into->refresh = g_steal_pointer (&other->refresh);
  if (into->expires_in_s < 0)
    into->expires_in_s = other->expires_in_s;
  if (into->obtained_at_s < 0)
    into->obtained_at_s = other->obtained_at_s;
  if (into->name == NULL)
    into->name = g_steal_pointer (&other->name);
}

/* `CLIENT_ID`, `ANAF_SECRET_TOKEN`…: where at most one group names an application, all of them speak
 * of that one; and the same application twice is once */
static void
join_groups (GPtrArray *groups)
{
  guint n_applications = 0;

  for (guint i = groups->len; i > 0; i--)
    if (parafa_import_found_is_empty (g_ptr_array_index (groups, i - 1)) && groups->len > 1)
      g_ptr_array_remove_index (groups, i - 1);
  for (guint i = 0; i < groups->len; i++)
    n_applications += ((ParafaImportFound *) g_ptr_array_index (groups, i))->client_id != NULL;
  for (guint i = groups->len; i > 1; i--)
    {
      ParafaImportFound *last = g_ptr_array_index (groups, i - 1);

      for (guint j = 0; j < i - 1; j++)
        {
          ParafaImportFound *other = g_ptr_array_index (groups, j);

          if (n_applications > 1 &&
              (last->client_id == NULL || g_strcmp0 (last->client_id, other->client_id) != 0))
            continue;
          merge (other, last);
          g_ptr_array_remove_index (groups, i - 1);
          break;
        }
    }
}

/* -- a token that is whole -- */

/* Characters of an RSA signature of 1024, 2048, 3072 or 4096 bits in base64url */
static gboolean
is_signature_length (gsize length)
{
  return length == 171 || length == 342 || length == 512 || length == 683;
}

/* Which of the two readable parts does not read, from 1 */
static guint
find_unreadable_part (const char *text)
{
  const char *at = text;

  for (guint part = 1; part <= 2; part++)
    {
      const char *dot = strchr (at, '.');
      g_autoptr (GBytes) bytes = NULL;
      gsize bad_offset = 0;
      gsize size = 0;
      const char *json = NULL;

      bytes =
          parafa_jwt_text_decode (at, dot != NULL ? (gsize) (dot - at) : strlen (at), &bad_offset);
      if (bytes == NULL || dot == NULL)
        return part;
      json = g_bytes_get_data (bytes, &size);
      if (size == 0 || !parafa_json_check (json, size, PARAFA_JSON_LENIENT, NULL, NULL))
        return part;
      at = dot + 1;
    }
  return 3;
}

/* 0 when it is whole or opaque, else the part that is damaged, from 1 */
static guint
find_broken_part (const ParafaSecret *token)
{
  const char *text = parafa_secret_get (token);
  gsize length = parafa_secret_get_length (token);
  guint n_dots = 0;
  g_autoptr (ParafaJwt) jwt = NULL;
  const char *algorithm = NULL;

  for (gsize i = 0; i < length; i++)
    n_dots += text[i] == '.';
  if (n_dots < 2)
    return g_str_has_prefix (text, "eyJ") || g_str_has_prefix (text, "ewo") ? n_dots + 1 : 0;
  jwt = parafa_jwt_new_from_text (text, (gssize) length, NULL);
  if (jwt == NULL)
    return find_unreadable_part (text);
  algorithm = json_object_get_string_member_with_default (parafa_jwt_get_header (jwt), "alg", "");
  if (algorithm != NULL &&
      (g_str_has_prefix (algorithm, "RS") || g_str_has_prefix (algorithm, "PS")) &&
      !is_signature_length (parafa_jwt_get_segment_lengths (jwt)[2]))
    return 3;
  return 0;
}

static void
find_place (const char *text, gsize offset, ParafaImportPlace *place)
{
  place->line = 1;
  place->column = 1;
  for (gsize i = 0; i < offset; i++)
    {
      if (text[i] == '\n')
        {
          place->line++;
          place->column = 1;
        }
      else if (((guchar) text[i] & 0xc0) != 0x80)
        place->column++;
    }
}

/* Where the token stands in the text, to say where it breaks off: its end */
static void
place_token (const ParafaSecret *text, const ParafaSecret *token, ParafaImportPlace *place)
{
  const char *at = g_strstr_len (parafa_secret_get (text), (gssize) parafa_secret_get_length (text),
                                 parafa_secret_get (token));

  if (at != NULL)
    find_place (parafa_secret_get (text),
                (gsize) (at - parafa_secret_get (text)) + parafa_secret_get_length (token), place);
}

static gboolean
check_tokens (GPtrArray *groups, ParafaSecret *text, ParafaImportPlace *place, GError **error)
{
  for (guint i = 0; i < groups->len; i++)
    {
      ParafaImportFound *group = g_ptr_array_index (groups, i);
      guint part = group->access != NULL ? find_broken_part (group->access) : 0;

      if (part == 0)
        continue;
      place->part = part;
      place_token (text, group->access, place);
      g_set_error (error, PARAFA_IMPORT_ERROR, PARAFA_IMPORT_ERROR_HALF_TOKEN,
                   "import: the access token breaks off in part %u", part);
      return FALSE;
    }
  return TRUE;
}

/* -- reading -- */

static gboolean
fail (GError **error, ParafaImportError code, const char *what)
{
  g_set_error (error, PARAFA_IMPORT_ERROR, (int) code, "import: %s", what);
  return FALSE;
}

/* A lone token, with the line breaks a mail program made */
static void
read_lone_token (const char *text, gsize length, GPtrArray *groups)
{
  g_auto (ParafaJwtText) found = { 0 };

  if (parafa_jwt_text_find (&found, text, length, NULL))
    parafa_import_put (parafa_import_get_group (groups, NULL), PARAFA_IMPORT_ACCESS, found.start,
                       found.length);
}

static gboolean
has_something (GPtrArray *groups)
{
  for (guint i = 0; i < groups->len; i++)
    if (!parafa_import_found_is_empty (g_ptr_array_index (groups, i)))
      return TRUE;
  return FALSE;
}

static gboolean
fill_groups (
    const char *text, gsize length, GPtrArray *groups, ParafaImportPlace *place, GError **error)
{
  ParafaJsonValue root;
  const char *problem = NULL;
  gsize offset = 0;

  if (*text == '{' || *text == '[')
    {
      if (!parafa_json_check (text, length, PARAFA_JSON_LENIENT, &problem, &offset))
        {
          find_place (text, offset, place);
          return fail (error, PARAFA_IMPORT_ERROR_JSON, problem);
        }
      parafa_json_get_root (text, length, &root);
      parafa_import_read_json (&root, groups);
    }
  else
    {
      parafa_import_read_lines (text, length, groups);
      if (!has_something (groups))
        read_lone_token (text, length, groups);
    }
  return has_something (groups) ||
         fail (error, PARAFA_IMPORT_ERROR_NOTHING, "nothing is known in it");
}

/**
 * parafa_import_read:
 * @text: a file's contents, or what was pasted
 * @place: (out caller-allocates): where it breaks, for %PARAFA_IMPORT_ERROR_JSON and
 *   %PARAFA_IMPORT_ERROR_HALF_TOKEN
 * @error: return location for a %PARAFA_IMPORT_ERROR
 *
 * Reads applications and tokens out of a Postman collection (v2.0, v2.1) or environment, a token
 * endpoint's answer, an environment file, header lines, or a lone token. What is still to be filled
 * in (`{{name}}`, `<…>`) counts as missing. Nothing is stored.
 *
 * Returns: (transfer full) (element-type ParafaImportFound): at least one
 */
GPtrArray *
parafa_import_read (ParafaSecret *text, ParafaImportPlace *place, GError **error)
{
  g_autoptr (GPtrArray) groups =
      g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_import_found_free);
  const char *start = NULL;
  gsize length = 0;

  g_return_val_if_fail (text != NULL && place != NULL, NULL);

  *place = (ParafaImportPlace){ 0 };
  start = parafa_secret_get (text);
  length = parafa_secret_get_length (text);
  if (length >= 3 && memcmp (start, "\xef\xbb\xbf", 3) == 0)
    {
      start += 3;
      length -= 3;
    }
  strip (&start, &length);
  if (length == 0)
    fail (error, PARAFA_IMPORT_ERROR_EMPTY, "there is no text");
  else if (length > PARAFA_IMPORT_MAX_BYTES)
    fail (error, PARAFA_IMPORT_ERROR_TOO_LONG, "the text is too long");
  else if (!g_utf8_validate_len (start, length, NULL))
    fail (error, PARAFA_IMPORT_ERROR_NOT_TEXT, "it is no text");
  else if (fill_groups (start, length, groups, place, error))
    {
      join_groups (groups);
      if (check_tokens (groups, text, place, error))
        return g_steal_pointer (&groups);
    }
  return NULL;
}

/**
 * parafa_import_found_make_pair:
 * @self: what was found
 * @now_s: now, Unix seconds
 *
 * Makes a pair of the tokens found. When it was issued is taken from the token, else from the text,
 * else it is now; the login with the certificate stays unknown.
 *
 * Returns: (transfer full) (nullable): the pair, or %NULL without an access token
 */
ParafaTokenPair *
parafa_import_found_make_pair (const ParafaImportFound *self, gint64 now_s)
{
  g_autoptr (ParafaTokenPair) raw = NULL;
  ParafaClaims *claims = NULL;
  gint64 obtained_at_s = self->obtained_at_s;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->access == NULL)
    return NULL;
  raw = parafa_token_pair_new (self->access, self->refresh, -1, -1, -1);
  claims = parafa_token_pair_get_claims (raw);
  if (claims != NULL && parafa_claims_get_issued_at (claims) >= 0)
    obtained_at_s = parafa_claims_get_issued_at (claims);
  if (obtained_at_s < 0 || obtained_at_s > now_s)
    obtained_at_s = now_s;
  return parafa_token_pair_new (self->access, self->refresh, self->expires_in_s, obtained_at_s, -1);
}
