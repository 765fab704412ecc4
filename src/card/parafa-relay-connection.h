/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-relay-private.h"

G_BEGIN_DECLS

void parafa_relay_connection_serve (ParafaRelay *relay,
                                    GSocketConnection *view,
                                    const ParafaRelayHost *host);
int parafa_relay_connection_retrieve (gnutls_session_t session,
                                      const struct gnutls_cert_retr_st *info,
                                      gnutls_pcert_st **certificates,
                                      guint *n_certificates,
                                      gnutls_ocsp_data_st **ocsp,
                                      guint *n_ocsp,
                                      gnutls_privkey_t *key,
                                      guint *flags);

G_END_DECLS
