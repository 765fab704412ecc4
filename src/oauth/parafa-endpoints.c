/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-endpoints.h"

#include <string.h>

struct _ParafaEndpoints
{
  char *authorize_uri; /* (owned) */
  char *token_uri;     /* (owned) */
  char *revoke_uri;    /* (owned) */
  char *hello_uri;     /* (owned) */
  char *api_uri;       /* (owned) */
  char **login_hosts;  /* (owned): "host:port" */
  GBytes *ca_pem;      /* (owned) (nullable) */
  gboolean practice;
};

G_DEFINE_BOXED_TYPE (ParafaEndpoints,
                     parafa_endpoints,
                     parafa_endpoints_ref,
                     parafa_endpoints_unref)

static void
endpoints_clear (gpointer data)
{
  ParafaEndpoints *self = data;

  g_free (self->authorize_uri);
  g_free (self->token_uri);
  g_free (self->revoke_uri);
  g_free (self->hello_uri);
  g_free (self->api_uri);
  g_strfreev (self->login_hosts);
  g_clear_pointer (&self->ca_pem, g_bytes_unref);
}

static ParafaEndpoints *
endpoints_new (const char *login, const char *api, const char *login_host)
{
  ParafaEndpoints *self = g_atomic_rc_box_new0 (ParafaEndpoints);

  self->authorize_uri = g_strconcat (login, "/anaf-oauth2/v1/authorize", NULL);
  self->token_uri = g_strconcat (login, "/anaf-oauth2/v1/token", NULL);
  self->revoke_uri = g_strconcat (login, "/anaf-oauth2/v1/revoke", NULL);
  self->hello_uri = g_strconcat (api, "/TestOauth/jaxrs/hello", NULL);
  self->api_uri = g_strdup (api);
  self->login_hosts = g_new0 (char *, 2);
  self->login_hosts[0] = g_strdup (login_host);
  return self;
}

/**
 * parafa_endpoints_new_anaf:
 *
 * The addresses of ANAF (ANAF OAuth procedure, 2024).
 *
 * Returns: (transfer full): the endpoints
 */
ParafaEndpoints *
parafa_endpoints_new_anaf (void)
{
  return endpoints_new ("https://logincert.anaf.ro", "https://api.anaf.ro",
                        "logincert.anaf.ro:443");
}

/* GUri hands out a host with its %XX decoded: only what can be a name may go into an address again */
static gboolean
is_loopback_name (const char *host)
{
  gsize suffix = strlen (".localhost");

  if (host == NULL || strlen (host) <= suffix || !g_str_has_suffix (host, ".localhost") ||
      host[0] == '.' || strstr (host, "..") != NULL)
    return FALSE;
  for (const char *at = host; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && *at != '-' && *at != '.')
      return FALSE;
  return TRUE;
}

/* Returns "host:port" and the address without anything behind the port */
static char *
read_origin (const char *text, char **host_port, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, error);
  const char *host;
  int port;

  if (uri == NULL)
    return NULL;
  host = g_uri_get_host (uri);
  if (!g_str_equal (g_uri_get_scheme (uri), "https") || !is_loopback_name (host) ||
      g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL ||
      (*g_uri_get_path (uri) != '\0' && !g_str_equal (g_uri_get_path (uri), "/")))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "A practice server's address is https, under .localhost, without a "
                           "path");
      return NULL;
    }
  port = g_uri_get_port (uri) > 0 ? g_uri_get_port (uri) : 443;
  if (host_port != NULL)
    *host_port = g_strdup_printf ("%s:%d", host, port);
  return g_strdup_printf ("https://%s:%d", host, port);
}

/**
 * parafa_endpoints_new_practice:
 * @login_uri: the practice server's login address, as `https://logincert.localhost:PORT`
 * @api_uri: its address for the services, as `https://api.localhost:PORT`
 * @ca_pem: (nullable): the certificate authority it made for itself, as PEM
 * @error: location for an error
 *
 * The addresses of a practice server on this machine. Names under `.localhost` never leave it (RFC 6761
 * §6.3), so a practice authority is never honoured for anything else.
 *
 * Fails with %G_IO_ERROR_INVALID_ARGUMENT or %G_URI_ERROR for any other address.
 *
 * Returns: (transfer full): the endpoints
 */
ParafaEndpoints *
parafa_endpoints_new_practice (const char *login_uri,
                               const char *api_uri,
                               GBytes *ca_pem,
                               GError **error)
{
  g_autofree char *host_port = NULL;
  g_autofree char *login = NULL;
  g_autofree char *api = NULL;
  ParafaEndpoints *self;

  g_return_val_if_fail (login_uri != NULL, NULL);
  g_return_val_if_fail (api_uri != NULL, NULL);

  login = read_origin (login_uri, &host_port, error);
  if (login == NULL)
    return NULL;
  api = read_origin (api_uri, NULL, error);
  if (api == NULL)
    return NULL;

  self = endpoints_new (login, api, host_port);
  self->ca_pem = ca_pem != NULL ? g_bytes_ref (ca_pem) : NULL;
  self->practice = TRUE;
  return self;
}

/**
 * parafa_endpoints_ref:
 * @self: endpoints
 *
 * Returns: (transfer full): the same endpoints
 */
ParafaEndpoints *
parafa_endpoints_ref (ParafaEndpoints *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

/**
 * parafa_endpoints_unref:
 * @self: (transfer full): endpoints
 *
 * Drops a reference.
 */
void
parafa_endpoints_unref (ParafaEndpoints *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, endpoints_clear);
}

/**
 * parafa_endpoints_get_authorize_uri:
 * @self: endpoints
 *
 * Returns: (transfer none): where a login starts
 */
const char *
parafa_endpoints_get_authorize_uri (ParafaEndpoints *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->authorize_uri;
}

/**
 * parafa_endpoints_get_token_uri:
 * @self: endpoints
 *
 * Returns: (transfer none): where codes and refresh tokens are exchanged
 */
const char *
parafa_endpoints_get_token_uri (ParafaEndpoints *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->token_uri;
}

/**
 * parafa_endpoints_get_revoke_uri:
 * @self: endpoints
 *
 * Returns: (transfer none): where tokens were once revoked
 */
const char *
parafa_endpoints_get_revoke_uri (ParafaEndpoints *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->revoke_uri;
}

/**
 * parafa_endpoints_get_hello_uri:
 * @self: endpoints
 *
 * Returns: (transfer none): the address of TestOauth, without a query
 */
const char *
parafa_endpoints_get_hello_uri (ParafaEndpoints *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->hello_uri;
}

/**
 * parafa_endpoints_get_api_uri:
 * @self: endpoints
 *
 * Returns: (transfer none): where the services are, as `https://api.anaf.ro`
 */
const char *
parafa_endpoints_get_api_uri (ParafaEndpoints *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->api_uri;
}

/**
 * parafa_endpoints_get_login_hosts:
 * @self: endpoints
 *
 * Returns: (transfer none) (array zero-terminated=1): the hosts a login's pages come from, as `host:port`
 */
const char *const *
parafa_endpoints_get_login_hosts (ParafaEndpoints *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return (const char *const *) self->login_hosts;
}

/**
 * parafa_endpoints_get_ca_pem:
 * @self: endpoints
 *
 * The authority to hand to parafa_http_set_practice_trust().
 *
 * Returns: (transfer none) (nullable): the practice server's authority as PEM
 */
GBytes *
parafa_endpoints_get_ca_pem (ParafaEndpoints *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->ca_pem;
}

/**
 * parafa_endpoints_is_practice:
 * @self: endpoints
 *
 * Returns: whether these are a practice server's
 */
gboolean
parafa_endpoints_is_practice (ParafaEndpoints *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->practice;
}
