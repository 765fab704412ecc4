/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-address.h"

#include "parafa-secret-builder.h"

#include <string.h>

/* Addresses of the OAuth dialogue (RFC 3986), compared part by part, never by prefix. A query may
 * hold a code, so it is read where it stands; only what is before it goes through GUri, which copies.
 */

#define HTTPS_PORT 443

static int
get_port (GUri *uri)
{
  return g_uri_get_port (uri) == -1 ? HTTPS_PORT : g_uri_get_port (uri);
}

/* What stands before the query and the fragment. */
static GUri *
parse_base (const char *uri)
{
  g_autofree char *base = g_strndup (uri, strcspn (uri, "?#"));

  return g_uri_parse (base, G_URI_FLAGS_ENCODED | G_URI_FLAGS_HAS_PASSWORD, NULL);
}

/* GUri decodes a host: it is looked at as it was typed. */
static gboolean
has_escaped_host (const char *uri)
{
  const char *authority = strstr (uri, "//");

  return authority != NULL && memchr (authority, '%', 2 + strcspn (authority + 2, "/?#")) != NULL;
}

/* GUri and browsers resolve these; the registered text would not come back. */
static gboolean
has_dot_segment (const char *uri)
{
  g_autofree char *base = g_strndup (uri, strcspn (uri, "?#"));
  const char *authority = strstr (base, "//");
  g_auto (GStrv) segments = g_strsplit (authority != NULL ? authority + 2 : base, "/", -1);

  for (guint i = 0; segments[i] != NULL; i++)
    {
      g_autofree char *segment = g_uri_unescape_string (segments[i], NULL);

      if (g_strcmp0 (segment, ".") == 0 || g_strcmp0 (segment, "..") == 0)
        return TRUE;
    }
  return FALSE;
}

static const char *
check_parsed (GUri *uri)
{
  const char *host = g_uri_get_host (uri);

  if (strcmp (g_uri_get_scheme (uri), "https") != 0)
    return "not https";
  if (g_uri_get_userinfo (uri) != NULL)
    return "a user name in it";
  if (host == NULL || *host == '\0')
    return "no host";
  if (get_port (uri) == 0)
    return "port 0";
  return NULL;
}

/**
 * parafa_address_check:
 * @uri: an address
 *
 * Checks that it is an https address a web view goes to unchanged.
 *
 * Returns: (transfer none) (nullable): what is wrong, or %NULL
 */
const char *
parafa_address_check (const char *uri)
{
  g_autoptr (GUri) parsed = NULL;

  if (*uri == '\0')
    return "is empty";
  if (g_ascii_isspace (uri[0]) || g_ascii_isspace (uri[strlen (uri) - 1]))
    return "blanks around it";
  for (const char *c = uri; *c != '\0'; c++)
    {
      if (!g_ascii_isgraph (*c) || strchr ("\"<>\\^`{|}", *c) != NULL)
        return "signs in it that no address has";
      if (*c == '%' && (!g_ascii_isxdigit (c[1]) || !g_ascii_isxdigit (c[2])))
        return "a damaged % escape";
    }
  if (strchr (uri, '#') != NULL)
    return "a fragment (#) in it";
  if (has_escaped_host (uri))
    return "a damaged host";
  if (has_dot_segment (uri))
    return "`.` or `..` in the path";
  parsed = parse_base (uri);
  return parsed != NULL ? check_parsed (parsed) : "not an address";
}

/* A browser asks for `/` where an address has no path. */
static const char *
get_path (GUri *uri)
{
  return *g_uri_get_path (uri) != '\0' ? g_uri_get_path (uri) : "/";
}

/* The query between `?` and `#`; its length may be 0. */
static const char *
get_query (const char *uri, gsize *length)
{
  const char *end = uri + strcspn (uri, "#");
  const char *start = memchr (uri, '?', (gsize) (end - uri));

  start = start != NULL ? start + 1 : end;
  *length = (gsize) (end - start);
  return start;
}

static gboolean
has_piece (const char *uri, const char *piece, gsize piece_length)
{
  gsize left;
  const char *at = get_query (uri, &left);

  while (left > 0)
    {
      const char *ampersand = memchr (at, '&', left);
      gsize length = ampersand != NULL ? (gsize) (ampersand - at) : left;

      if (length == piece_length && memcmp (at, piece, length) == 0)
        return TRUE;
      if (ampersand == NULL)
        break;
      at += length + 1;
      left -= length + 1;
    }
  return FALSE;
}

static gboolean
has_query_of (const char *uri, const char *registered)
{
  gsize left;
  const char *at = get_query (registered, &left);

  while (left > 0)
    {
      const char *ampersand = memchr (at, '&', left);
      gsize length = ampersand != NULL ? (gsize) (ampersand - at) : left;

      if (length > 0 && !has_piece (uri, at, length))
        return FALSE;
      if (ampersand == NULL)
        break;
      at += length + 1;
      left -= length + 1;
    }
  return TRUE;
}

/**
 * parafa_address_matches:
 * @registered: the registered callback
 * @uri: an address
 *
 * Compares scheme, host, port and path, and asks for everything in the registered query. An address
 * with a user name in it never matches.
 *
 * Returns: whether @uri is @registered, with more in its query or not
 */
gboolean
parafa_address_matches (const char *registered, const char *uri)
{
  g_autoptr (GUri) a = NULL;
  g_autoptr (GUri) b = NULL;

  if (parafa_address_check (registered) != NULL)
    return FALSE;
  a = parse_base (registered);
  b = parse_base (uri);
  if (a == NULL || b == NULL || g_uri_get_host (b) == NULL || g_uri_get_userinfo (b) != NULL)
    return FALSE;
  return strcmp (g_uri_get_scheme (a), g_uri_get_scheme (b)) == 0 &&
         g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0 &&
         get_port (a) == get_port (b) && strcmp (get_path (a), get_path (b)) == 0 &&
         has_query_of (uri, registered);
}

/**
 * parafa_address_walk_init:
 * @walk: (out caller-allocates): a walk
 * @uri: an address
 *
 * Begins a walk over the parameters of @uri's query.
 */
void
parafa_address_walk_init (ParafaAddressWalk *walk, const char *uri)
{
  gsize length;

  walk->at = get_query (uri, &length);
}

static int
get_escaped_byte (const char *at)
{
  if (at[0] != '%' || !g_ascii_isxdigit (at[1]) || !g_ascii_isxdigit (at[2]))
    return -1;
  return g_ascii_xdigit_value (at[1]) << 4 | g_ascii_xdigit_value (at[2]);
}

/* Whether the decoded name of a parameter is @name: `%73tate` is `state` too, so that nobody hides a
 * second one. */
static gboolean
is_named (const char *at, gsize length, const char *name)
{
  const char *end = at + length;

  while (at < end && *name != '\0')
    {
      int byte = end - at >= 3 ? get_escaped_byte (at) : -1;

      if ((byte >= 0 ? (char) byte : *at) != *name++)
        return FALSE;
      at += byte >= 0 ? 3 : 1;
    }
  return at == end && *name == '\0';
}

/**
 * parafa_address_walk_find:
 * @walk: a walk
 * @name: a parameter's name
 * @value: (out) (transfer none): its value as it stands
 * @length: (out): the value's length in bytes
 *
 * Goes on to the next parameter of this name.
 *
 * Returns: whether there was one
 */
gboolean
parafa_address_walk_find (ParafaAddressWalk *walk,
                          const char *name,
                          const char **value,
                          gsize *length)
{
  while (*walk->at != '\0' && *walk->at != '#')
    {
      const char *piece = walk->at;
      gsize piece_length = strcspn (piece, "&#");
      gsize name_length = strcspn (piece, "=&#");

      walk->at = piece + piece_length;
      if (*walk->at == '&')
        walk->at++;
      if (!is_named (piece, name_length, name))
        continue;
      *value = piece + MIN (name_length + 1, piece_length);
      *length = piece_length - (gsize) (*value - piece);
      return TRUE;
    }
  return FALSE;
}

/**
 * parafa_address_decode:
 * @text: a parameter's value as it stands in a query
 * @length: its length in bytes
 *
 * Undoes application/x-www-form-urlencoded (RFC 6749, appendix B) into locked memory.
 *
 * Returns: (transfer full) (nullable): the value, or %NULL for a damaged escape or a NUL
 */
ParafaSecret *
parafa_address_decode (const char *text, gsize length)
{
  g_autoptr (ParafaSecretBuilder) builder = parafa_secret_builder_new ();
  const char *end = text + length;

  while (text < end)
    {
      char c = *text == '+' ? ' ' : *text;

      if (*text == '%')
        {
          int byte = end - text >= 3 ? get_escaped_byte (text) : -1;

          if (byte <= 0)
            return NULL;
          c = (char) byte;
          text += 2;
        }
      parafa_secret_builder_append (builder, &c, 1);
      text++;
    }
  return parafa_secret_builder_end (builder);
}
