/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-chain.h"
#include "parafa-secret.h"

G_BEGIN_DECLS

gboolean parafa_key_file_read (const char *path,
                               const ParafaSecret *password,
                               ParafaChain *chain,
                               gnutls_privkey_t *key,
                               GError **error);

G_END_DECLS
