/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-dial.h"
#include "parafa-relay-error.h"

/**
 * parafa_dial_is_loopback_name:
 * @host: a host name
 *
 * Returns: whether the name is `localhost` or under `.localhost`, which stand for this machine only
 *   (RFC 6761, section 6.3)
 */
gboolean
parafa_dial_is_loopback_name (const char *host)
{
  gsize length = strlen (host);
  gsize suffix = strlen (".localhost");

  return g_ascii_strcasecmp (host, "localhost") == 0 ||
         (length > suffix && g_ascii_strcasecmp (host + length - suffix, ".localhost") == 0);
}

static gboolean
is_on_loopback (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  const char *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (parafa_dial_is_loopback_name (host))
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* No resolver is asked, neither here nor at a proxy: whatever a network's name server says about
 * these names, they are this machine */
static GSocketConnection *
connect_to_loopback (GSocketClient *client, guint16 port, GCancellable *cancellable, GError **error)
{
  static const GSocketFamily families[] = { G_SOCKET_FAMILY_IPV4, G_SOCKET_FAMILY_IPV6 };
  GSocketConnection *connection = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (families) && connection == NULL; i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_loopback (families[i]);
      g_autoptr (GSocketAddress) at = g_inet_socket_address_new (address, port);
      g_autoptr (GError) reason = NULL;

      connection =
          g_socket_client_connect (client, G_SOCKET_CONNECTABLE (at), cancellable, &reason);
      /* what the first family said is what a person can act on */
      if (connection == NULL && (error == NULL || *error == NULL))
        g_propagate_error (error, g_steal_pointer (&reason));
    }
  if (connection != NULL)
    g_clear_error (error);
  return connection;
}

/**
 * parafa_dial:
 * @host: a host name
 * @port: its port
 * @proxy_uri: (nullable): the proxy to go through; %NULL asks the system
 * @timeout_ms: how long each step may take
 * @cancellable: (nullable): to give up
 * @error: where to put the reason
 *
 * Connects, through the company's proxy where there is one. Blocks: for worker threads.
 *
 * A name under `.localhost` goes straight to this machine; only a proxy on this machine itself may
 * stand in between.
 *
 * Fails with %PARAFA_CARD_ERROR_UNREACHABLE, %PARAFA_CARD_ERROR_NET_TIMEOUT or
 * %PARAFA_CARD_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (nullable): a connection whose socket does not block
 */
GSocketConnection *
parafa_dial (const char *host,
             guint16 port,
             const char *proxy_uri,
             guint timeout_ms,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) reason = NULL;
  GSocket *socket;

  g_socket_client_set_timeout (client, (timeout_ms + 999) / 1000);
  if (proxy_uri != NULL)
    {
      g_autoptr (GProxyResolver) resolver = g_simple_proxy_resolver_new (proxy_uri, NULL);

      g_socket_client_set_proxy_resolver (client, resolver);
    }
  if (parafa_dial_is_loopback_name (host) && (proxy_uri == NULL || !is_on_loopback (proxy_uri)))
    connection = connect_to_loopback (client, port, cancellable, &reason);
  else
    connection = g_socket_client_connect_to_host (client, host, port, cancellable, &reason);
  /* a proxy behind TLS is not a socket that GnuTLS can write to */
  if (connection != NULL && G_IS_TCP_WRAPPER_CONNECTION (connection))
    {
      g_clear_object (&connection);
      reason = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                                    "a proxy behind TLS cannot be used");
    }
  if (connection == NULL)
    {
      g_propagate_error (error, parafa_relay_error_from_socket (reason));
      return NULL;
    }
  socket = g_socket_connection_get_socket (connection);
  g_socket_set_timeout (socket, 0);
  g_socket_set_blocking (socket, FALSE);
  return g_steal_pointer (&connection);
}
