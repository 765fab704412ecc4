/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-certificate-usage.h"
#include "parafa-der.h"

#include <gnutls/abstract.h>
#include <string.h>

#define OID_QC_STATEMENTS "1.3.6.1.5.5.7.1.3" /* RFC 3739, section 3.2.6 */
#define OID_ANY_PURPOSE "2.5.29.37.0"         /* RFC 5280, section 4.2.1.12 */
#define MAX_EXTENSIONS 64
#define MAX_PURPOSES 64

/* 0.4.0.1862.1.1, ETSI EN 319 412-5, section 4.2.1 */
static const guint8 qc_compliance[] = { 0x04, 0x00, 0x8e, 0x46, 0x01, 0x01 };

/**
 * parafa_certificate_usage_has_statement:
 * @der: (array length=length): the value of the extension qcStatements
 * @length: number of bytes
 * @oid: (array length=oid_length): content bytes of an object identifier
 * @oid_length: number of bytes
 *
 * Looks for a statement in `QCStatements ::= SEQUENCE OF SEQUENCE { OBJECT IDENTIFIER, … }`
 * (RFC 3739, section 3.2.6).
 *
 * Returns: %TRUE when the statement is there; %FALSE otherwise, also for bytes that are no such
 *   list
 */
gboolean
parafa_certificate_usage_has_statement (const guint8 *der,
                                        gsize length,
                                        const guint8 *oid,
                                        gsize oid_length)
{
  ParafaDer all = { der, length };
  ParafaDer list;
  ParafaDer statement;
  ParafaDer id;

  if (!parafa_der_take (&all, PARAFA_DER_SEQUENCE, &list))
    return FALSE;
  while (parafa_der_take (&list, PARAFA_DER_SEQUENCE, &statement))
    if (parafa_der_take (&statement, PARAFA_DER_OBJECT_IDENTIFIER, &id) &&
        id.length == oid_length && memcmp (id.bytes, oid, oid_length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
read_is_qualified (gnutls_x509_crt_t certificate)
{
  for (guint i = 0; i < MAX_EXTENSIONS; i++)
    {
      char oid[128];
      size_t oid_size = sizeof oid;
      guint critical;
      gnutls_datum_t value = { NULL, 0 };
      gboolean found;
      int ret = gnutls_x509_crt_get_extension_info (certificate, i, oid, &oid_size, &critical);

      if (ret == GNUTLS_E_SHORT_MEMORY_BUFFER)
        continue;
      if (ret < 0)
        return FALSE;
      if (strcmp (oid, OID_QC_STATEMENTS) != 0)
        continue;
      if (gnutls_x509_crt_get_extension_data2 (certificate, i, &value) < 0)
        return FALSE;
      found = parafa_certificate_usage_has_statement (value.data, value.size, qc_compliance,
                                                      sizeof qc_compliance);
      gnutls_free (value.data);
      return found;
    }
  return FALSE;
}

/* No extended key usage means every purpose, RFC 5280, section 4.2.1.12 */
static gboolean
allows_client_purpose (gnutls_x509_crt_t certificate)
{
  for (guint i = 0; i < MAX_PURPOSES; i++)
    {
      char oid[128];
      size_t size = sizeof oid;
      guint critical;
      int ret = gnutls_x509_crt_get_key_purpose_oid (certificate, i, oid, &size, &critical);

      if (ret == GNUTLS_E_SHORT_MEMORY_BUFFER)
        continue;
      if (ret < 0)
        return i == 0 && ret == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE;
      if (strcmp (oid, GNUTLS_KP_TLS_WWW_CLIENT) == 0 || strcmp (oid, OID_ANY_PURPOSE) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
allows_signing_in (gnutls_x509_crt_t certificate)
{
  guint usage = 0;
  guint critical;
  int ret = gnutls_x509_crt_get_key_usage (certificate, &usage, &critical);

  if (ret == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
    return TRUE;
  return ret >= 0 && (usage & GNUTLS_KEY_DIGITAL_SIGNATURE) != 0;
}

/**
 * parafa_certificate_usage_read:
 * @certificate: a certificate
 * @usage: (out caller-allocates): what it is for
 *
 * Reads key usage, extended key usage, basic constraints and qualified-certificate statements.
 * A certificate whose key may only prove that its holder signed a document (nonRepudiation alone)
 * is not for authentication: servers refuse it in TLS.
 */
void
parafa_certificate_usage_read (gnutls_x509_crt_t certificate, ParafaCertificateUsage *usage)
{
  guint critical;

  usage->is_authority = gnutls_x509_crt_get_ca_status (certificate, &critical) > 0;
  usage->for_authentication =
      allows_signing_in (certificate) && allows_client_purpose (certificate);
  usage->is_qualified = read_is_qualified (certificate);
}

static const struct
{
  gnutls_ecc_curve_t curve;
  const char *name;
} curve_names[] = {
  { GNUTLS_ECC_CURVE_SECP192R1, "EC P-192" }, { GNUTLS_ECC_CURVE_SECP224R1, "EC P-224" },
  { GNUTLS_ECC_CURVE_SECP256R1, "EC P-256" }, { GNUTLS_ECC_CURVE_SECP384R1, "EC P-384" },
  { GNUTLS_ECC_CURVE_SECP521R1, "EC P-521" },
};

static char *
describe_curve (gnutls_x509_crt_t certificate, guint bits)
{
  gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;
  gnutls_datum_t x = { NULL, 0 };
  gnutls_datum_t y = { NULL, 0 };

  if (gnutls_x509_crt_get_pk_ecc_raw (certificate, &curve, &x, &y) >= 0)
    {
      gnutls_free (x.data);
      gnutls_free (y.data);
    }
  for (guint i = 0; i < G_N_ELEMENTS (curve_names); i++)
    if (curve_names[i].curve == curve)
      return g_strdup (curve_names[i].name);
  return g_strdup_printf ("EC %u", bits);
}

/**
 * parafa_certificate_usage_describe_key:
 * @certificate: a certificate
 *
 * Returns: (transfer full): kind and size of its key, such as "RSA 2048" or "EC P-256"
 */
char *
parafa_certificate_usage_describe_key (gnutls_x509_crt_t certificate)
{
  guint bits = 0;
  int algorithm = gnutls_x509_crt_get_pk_algorithm (certificate, &bits);
  const char *name;

  if (algorithm == GNUTLS_PK_ECDSA)
    return describe_curve (certificate, bits);
  if (algorithm == GNUTLS_PK_RSA || algorithm == GNUTLS_PK_RSA_PSS)
    return g_strdup_printf ("RSA %u", bits);
  name = algorithm > 0 ? gnutls_pk_get_name ((gnutls_pk_algorithm_t) algorithm) : NULL;
  return g_strdup (name != NULL ? name : "?");
}
