/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-card.h"

#include <gnutls/gnutls.h>

G_BEGIN_DECLS

GError *parafa_relay_error_from_tls (gnutls_session_t session, int code, gboolean certificate_sent);
ParafaCardError parafa_relay_error_from_verification (guint status);
ParafaCardError parafa_relay_error_from_alert (guint alert, gboolean certificate_sent);
GError *parafa_relay_error_from_socket (const GError *error);
gboolean parafa_relay_error_is_of_key (int code);

G_END_DECLS
