/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <gnutls/abstract.h>

G_BEGIN_DECLS

/* What is sent to a server: leaf and intermediates, without the root */
typedef struct
{
  gnutls_pcert_st *certificates; /* (owned) (array length=length) (nullable) */
  guint length;
} ParafaChain;

gboolean
parafa_chain_load_from_token (ParafaChain *self, GBytes *leaf, const char *uri, GError **error);
gboolean parafa_chain_load_from_list (ParafaChain *self,
                                      gnutls_x509_crt_t *certificates,
                                      guint n_certificates,
                                      GError **error);
GBytes *parafa_chain_dup_leaf (ParafaChain *self);
void parafa_chain_clear (ParafaChain *self);

G_END_DECLS
