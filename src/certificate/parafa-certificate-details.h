/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "parafa-certificate.h"
#include "parafa-distinguished-name.h"
#include "parafa-qc-statement.h"

G_BEGIN_DECLS

/* One policy (RFC 5280, section 4.2.1.4) */
typedef struct
{
  char *oid;     /* (owned) */
  char *address; /* (owned) (nullable): of the practice statement */
  char *notice;  /* (owned) (nullable) */
} ParafaCertificatePolicy;

/* One extension, by its name */
typedef struct
{
  char *oid; /* (owned) */
  gboolean critical;
  gsize size; /* bytes of its value */
} ParafaCertificateExtension;

/* Everything a page shows of a certificate beside what ParafaCertificate knows. Lists may be empty, never NULL */
typedef struct
{
  guint version;      /* 3 for nearly all */
  GPtrArray *subject; /* (owned) (element-type ParafaNamePart): as they stand */
  GPtrArray *issuer;  /* (owned) (element-type ParafaNamePart) */
  gboolean has_key_usage;
  guint key_usage; /* ParafaKeyUsage */
  gboolean has_purposes;
  GStrv purposes;         /* (owned): object identifiers of the extended key usage */
  GPtrArray *policies;    /* (owned) (element-type ParafaCertificatePolicy) */
  GPtrArray *statements;  /* (owned) (element-type ParafaQcStatement) */
  GPtrArray *extensions;  /* (owned) (element-type ParafaCertificateExtension) */
  GStrv emails;           /* (owned): of the subject's alternative names */
  GStrv issuer_addresses; /* (owned): where the issuer's certificate can be had */
  GStrv status_addresses; /* (owned): OCSP */
  GStrv list_addresses;   /* (owned): revocation lists */
  char *signature;        /* (owned): "RSA-SHA256" */
  char *signature_oid;    /* (owned) */
  char *key_id;           /* (owned) (nullable): subject key identifier, hexadecimal */
  char *issuer_key_id;    /* (owned) (nullable) */
  char *sha1;             /* (owned): fingerprint, upper-case pairs with colons */
  gboolean is_authority;
  gboolean is_self_signed;
} ParafaCertificateDetails;

/* Bits of the key usage, RFC 5280, section 4.2.1.3 */
typedef enum
{
  PARAFA_KEY_USAGE_AUTHENTICATION = 1 << 0, /* digitalSignature */
  PARAFA_KEY_USAGE_SIGNATURE = 1 << 1,      /* nonRepudiation, contentCommitment */
  PARAFA_KEY_USAGE_KEY_ENCIPHERMENT = 1 << 2,
  PARAFA_KEY_USAGE_DATA_ENCIPHERMENT = 1 << 3,
  PARAFA_KEY_USAGE_AGREEMENT = 1 << 4,
  PARAFA_KEY_USAGE_CERTIFICATES = 1 << 5,
  PARAFA_KEY_USAGE_LISTS = 1 << 6,
} ParafaKeyUsage;

ParafaCertificateDetails *parafa_certificate_details_new (GBytes *der, GError **error);
void parafa_certificate_details_free (ParafaCertificateDetails *self);
const char *parafa_certificate_details_get_subject (const ParafaCertificateDetails *self,
                                                    const char *oid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaCertificateDetails, parafa_certificate_details_free)

G_END_DECLS
