/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-card.h"

G_BEGIN_DECLS

/* Where a walk through the gateway's pages ended */
typedef struct
{
  ParafaSecret *callback; /* (owned) (nullable): the callback's whole address */
  char *address;          /* (owned): of the last page */
  char *text;             /* (owned) (nullable): what it says; NULL when none came */
  guint status;
  guint n_requests;
} RelayClientEnd;

void relay_client_end_free (RelayClientEnd *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelayClientEnd, relay_client_end_free)

/* A browser without a window: CONNECT to the relay, TLS with the relay's certificate and no other,
 * cookies, redirects, stops at the callback. Works in a thread. */
void relay_client_walk_async (const ParafaRelayAddress *relay,
                              const char *uri,
                              const char *redirect_uri,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
RelayClientEnd *relay_client_walk_finish (GAsyncResult *result, GError **error);

G_END_DECLS
