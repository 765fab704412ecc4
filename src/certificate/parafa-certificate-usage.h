/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

/* What a certificate says it is for */
typedef struct
{
  gboolean is_authority; /* basicConstraints CA:TRUE */
  gboolean
      for_authentication; /* key usage and extended key usage allow TLS client authentication */
  gboolean is_qualified;  /* QcCompliance */
} ParafaCertificateUsage;

void parafa_certificate_usage_read (gnutls_x509_crt_t certificate, ParafaCertificateUsage *usage);
gboolean parafa_certificate_usage_has_statement (const guint8 *der,
                                                 gsize length,
                                                 const guint8 *oid,
                                                 gsize oid_length);
char *parafa_certificate_usage_describe_key (gnutls_x509_crt_t certificate);

G_END_DECLS
