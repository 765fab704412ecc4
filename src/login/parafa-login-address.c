/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-address.h"

#include <string.h>

#define HTTPS_PORT 443

static gboolean
host_is_listed (const char *host, int port, const char *const *hosts)
{
  g_autofree char *wanted = NULL;

  wanted = strchr (host, ':') != NULL ? g_strdup_printf ("[%s]:%d", host, port)
                                      : g_strdup_printf ("%s:%d", host, port);
  for (gsize i = 0; hosts != NULL && hosts[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (hosts[i], wanted) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The name to report: the host, or the scheme of an address without one. Never the path or the
 * query, which may hold a code. */
static char *
name_refused (const char *uri, GUri *parsed)
{
  g_autofree char *scheme = NULL;

  if (parsed != NULL && g_uri_get_host (parsed) != NULL && *g_uri_get_host (parsed) != '\0')
    return g_strdup (g_uri_get_host (parsed));
  scheme = g_uri_parse_scheme (uri);
  return scheme != NULL ? g_strconcat (scheme, ":", NULL) : g_strdup ("?");
}

/**
 * parafa_login_address_judge:
 * @uri: the address a page wants to go to
 * @hosts: (array zero-terminated=1) (nullable): what may be shown, as "host:port"
 * @refused_host: (out) (optional) (transfer full) (nullable): the host of an address that is
 *   refused, or its scheme and a colon when it has none
 *
 * Decides whether the login view may show @uri: https only, without user name, on a listed host and
 * port. The callback is not asked here: who calls has compared it before.
 *
 * Returns: what to do with the address
 */
ParafaLoginAddressKind
parafa_login_address_judge (const char *uri, const char *const *hosts, char **refused_host)
{
  g_autoptr (GUri) parsed = NULL;
  int port;

  g_return_val_if_fail (uri != NULL, PARAFA_LOGIN_ADDRESS_REFUSE);

  if (refused_host != NULL)
    *refused_host = NULL;
  if (g_str_equal (uri, "about:blank") || g_str_equal (uri, "about:srcdoc"))
    return PARAFA_LOGIN_ADDRESS_BLANK;
  parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED, NULL);
  if (parsed != NULL && g_str_equal (g_uri_get_scheme (parsed), "https") &&
      g_uri_get_host (parsed) != NULL && g_uri_get_userinfo (parsed) == NULL)
    {
      port = g_uri_get_port (parsed) != -1 ? g_uri_get_port (parsed) : HTTPS_PORT;
      if (host_is_listed (g_uri_get_host (parsed), port, hosts))
        return PARAFA_LOGIN_ADDRESS_SHOW;
    }
  if (refused_host != NULL)
    *refused_host = name_refused (uri, parsed);
  return PARAFA_LOGIN_ADDRESS_REFUSE;
}

/**
 * parafa_login_address_to_text:
 * @uri: (nullable): an address
 *
 * Makes what may be shown of an address: scheme, host, port and path. The query and the fragment
 * hold code and state and are left out, and so is a user name.
 *
 * Returns: (transfer full): the text; empty when @uri is not an address with a host
 */
char *
parafa_login_address_to_text (const char *uri)
{
  g_autoptr (GUri) parsed = uri != NULL ? g_uri_parse (uri, G_URI_FLAGS_ENCODED, NULL) : NULL;

  if (parsed == NULL || g_uri_get_host (parsed) == NULL || *g_uri_get_host (parsed) == '\0')
    return g_strdup ("");
  return g_uri_join (G_URI_FLAGS_ENCODED, g_uri_get_scheme (parsed), NULL, g_uri_get_host (parsed),
                     g_uri_get_port (parsed), g_uri_get_path (parsed), NULL, NULL);
}

/**
 * parafa_login_address_get_name:
 * @host: "host:port" or "[address]:port"
 *
 * Takes the port off.
 *
 * Returns: (transfer full): the host name
 */
char *
parafa_login_address_get_name (const char *host)
{
  const char *colon;

  g_return_val_if_fail (host != NULL, NULL);

  if (*host == '[' && strchr (host, ']') != NULL)
    return g_strndup (host + 1, (gsize) (strchr (host, ']') - host - 1));
  colon = strrchr (host, ':');
  return colon != NULL ? g_strndup (host, (gsize) (colon - host)) : g_strdup (host);
}

/**
 * parafa_login_address_limit_text:
 * @text: what a page says, UTF-8
 * @max_bytes: the limit
 *
 * Shortens @text to at most @max_bytes without cutting a character in two.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
parafa_login_address_limit_text (const char *text, gsize max_bytes)
{
  g_autofree char *valid = NULL;
  const char *end;

  g_return_val_if_fail (text != NULL, NULL);

  /* A page may hold lone surrogates and the like */
  valid = g_utf8_make_valid (text, -1);
  if (strlen (valid) <= max_bytes)
    return g_steal_pointer (&valid);
  end = valid + max_bytes;
  while (end > valid && ((guchar) *end & 0xc0) == 0x80)
    end--;
  return g_strndup (valid, (gsize) (end - valid));
}
