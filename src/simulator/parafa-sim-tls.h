/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <openssl/ssl.h>
#include "parafa-sim-world.h"

G_BEGIN_DECLS

/* The server's side of TLS: one context a style, and one for the interface */
typedef struct _ParafaSimTls ParafaSimTls;

ParafaSimTls *parafa_sim_tls_new (const char *dir, gint64 now_s, GError **error);
void parafa_sim_tls_free (ParafaSimTls *self);
SSL *parafa_sim_tls_new_session (ParafaSimTls *self,
                                 ParafaSimPort port,
                                 const ParafaSimSettings *settings);
void parafa_sim_tls_read_peer (SSL *session, ParafaSimPeer *peer);
int parafa_sim_tls_get_finished (SSL *session);
void parafa_sim_tls_refuse_client (SSL *session);
gboolean parafa_sim_tls_ask_client (SSL *session, ParafaSimTlsStyle style);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaSimTls, parafa_sim_tls_free)

G_END_DECLS
