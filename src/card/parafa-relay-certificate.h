/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <gnutls/gnutls.h>

G_BEGIN_DECLS

gnutls_certificate_credentials_t
parafa_relay_certificate_new (const char *const *names, char **pem, GError **error);

G_END_DECLS
