/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-card.h"

G_DEFINE_BOXED_TYPE (ParafaUpstream, parafa_upstream, parafa_upstream_copy, parafa_upstream_free)

/**
 * parafa_relay_address_free:
 * @address: (transfer full): an address
 *
 * Frees an address and wipes its password.
 */
void
parafa_relay_address_free (ParafaRelayAddress *address)
{
  g_return_if_fail (address != NULL);
  g_clear_pointer (&address->password, parafa_secret_unref);
  g_free (address->certificate_pem);
  g_free (address);
}

/**
 * parafa_upstream_copy:
 * @upstream: what is known of a connection
 *
 * Returns: (transfer full): a copy
 */
ParafaUpstream *
parafa_upstream_copy (const ParafaUpstream *upstream)
{
  ParafaUpstream *copy;

  g_return_val_if_fail (upstream != NULL, NULL);
  copy = g_new0 (ParafaUpstream, 1);
  copy->host = g_strdup (upstream->host);
  copy->protocol = g_strdup (upstream->protocol);
  copy->cipher = g_strdup (upstream->cipher);
  copy->issuer = g_strdup (upstream->issuer);
  copy->certificate_sent = upstream->certificate_sent;
  return copy;
}

/**
 * parafa_upstream_free:
 * @upstream: (transfer full): what is known of a connection
 */
void
parafa_upstream_free (ParafaUpstream *upstream)
{
  g_return_if_fail (upstream != NULL);
  g_free (upstream->host);
  g_free (upstream->protocol);
  g_free (upstream->cipher);
  g_free (upstream->issuer);
  g_free (upstream);
}
