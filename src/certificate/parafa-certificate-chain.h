/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-certificate.h"

G_BEGIN_DECLS

/* A certificate and those who vouch for it, as far as they are known */
typedef struct
{
  GPtrArray *links;     /* (owned) (element-type ParafaCertificate): the certificate first */
  gboolean is_complete; /* the last one vouches for itself */
  char *missing;        /* (owned) (nullable): who issued the last link, when that is not known */
} ParafaCertificateChain;

ParafaCertificateChain *parafa_certificate_chain_new (ParafaCertificate *leaf, GPtrArray *pool);
void parafa_certificate_chain_free (ParafaCertificateChain *self);
ParafaCertificate *parafa_certificate_chain_find_leaf (GPtrArray *pool);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaCertificateChain, parafa_certificate_chain_free)

G_END_DECLS
