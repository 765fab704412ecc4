/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

gboolean parafa_http_trust_is_practice_host (const char *host);
GList *parafa_http_trust_read_pem (GBytes *ca_pem, GError **error);
gboolean parafa_http_trust_accepts (GList *authorities, GTlsCertificate *peer, const char *host);

G_END_DECLS
