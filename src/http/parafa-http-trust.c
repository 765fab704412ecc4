/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-http-trust.h"
#include "parafa-http.h"

#include <string.h>

/**
 * parafa_http_trust_is_practice_host:
 * @host: a host name
 *
 * RFC 6761 §6.3 gives `localhost` and the names under it to this machine: no certificate authority
 * signs for them, and no resolver may send them elsewhere.
 *
 * Returns: whether @host is a name under `.localhost`
 */
gboolean
parafa_http_trust_is_practice_host (const char *host)
{
  gsize length;
  gsize suffix = strlen (".localhost");

  g_return_val_if_fail (host != NULL, FALSE);

  length = strlen (host);
  return length > suffix && g_ascii_strcasecmp (host + length - suffix, ".localhost") == 0;
}

/**
 * parafa_http_trust_read_pem:
 * @ca_pem: certificates as PEM
 * @error: location for an error
 *
 * Fails with %PARAFA_HTTP_ERROR_TLS when there is no certificate in it.
 *
 * Returns: (transfer full) (element-type GTlsCertificate): the certificates
 */
GList *
parafa_http_trust_read_pem (GBytes *ca_pem, GError **error)
{
  static const char begin[] = "-----BEGIN CERTIFICATE-----";
  static const char end[] = "-----END CERTIFICATE-----";
  gsize length;
  const char *data = g_bytes_get_data (ca_pem, &length);
  g_autofree char *text = g_strndup (data != NULL ? data : "", length);
  g_autolist (GTlsCertificate) authorities = NULL;
  const char *start = text;

  while ((start = strstr (start, begin)) != NULL)
    {
      const char *stop = strstr (start, end);
      GTlsCertificate *authority = NULL;

      if (stop != NULL)
        authority = g_tls_certificate_new_from_pem (start, stop + strlen (end) - start, NULL);
      if (authority == NULL)
        {
          g_set_error_literal (error, PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_TLS,
                               "A certificate authority cannot be read");
          return NULL;
        }
      authorities = g_list_append (authorities, authority);
      start = stop;
    }
  if (authorities == NULL)
    g_set_error_literal (error, PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_TLS,
                         "There is no certificate authority in the text");
  return g_steal_pointer (&authorities);
}

/**
 * parafa_http_trust_accepts:
 * @authorities: (element-type GTlsCertificate): the practice server's authorities
 * @peer: the certificate a server showed, with its chain
 * @host: the name that was asked for
 *
 * Checks chain, name and dates against the practice authorities. Any other name than one under
 * `.localhost` is refused before anything is looked at.
 *
 * Returns: whether the server is the practice server
 */
gboolean
parafa_http_trust_accepts (GList *authorities, GTlsCertificate *peer, const char *host)
{
  g_autoptr (GSocketConnectable) identity = NULL;

  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (peer), FALSE);
  g_return_val_if_fail (host != NULL, FALSE);

  if (!parafa_http_trust_is_practice_host (host))
    return FALSE;

  identity = g_network_address_new (host, 0);
  for (GList *item = authorities; item != NULL; item = item->next)
    if (g_tls_certificate_verify (peer, identity, item->data) == 0)
      return TRUE;
  return FALSE;
}
