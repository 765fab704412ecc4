/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <gnutls/gnutls.h>

G_BEGIN_DECLS

int parafa_system_trust_add (gnutls_certificate_credentials_t credentials);
int parafa_system_trust_add_from_modules (gnutls_certificate_credentials_t credentials);

G_END_DECLS
