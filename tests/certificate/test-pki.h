/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <gnutls/abstract.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

typedef enum
{
  TEST_KEY_EC,
  TEST_KEY_RSA,
  TEST_KEY_EC_384,
} TestKey;

typedef enum
{
  TEST_AUTHORITY,
  TEST_SERVER,
  TEST_PERSON,
} TestPurpose;

/* A certificate with its key */
typedef struct
{
  gnutls_x509_crt_t crt;
  gnutls_x509_privkey_t key;
} TestCert;

/* What a certificate is made of; what is 0 or NULL gets something sensible */
typedef struct
{
  TestKey key;
  TestPurpose purpose;
  const char *name;      /* common name */
  const char *given;     /* (nullable) */
  const char *surname;   /* (nullable) */
  const char *person_id; /* (nullable): serialNumber in the subject */
  const char *host;      /* (nullable): of a server */
  guint key_usage;       /* of a person */
  gint64 from_days;      /* validity, days from now */
  gint64 to_days;
  const TestCert *renewed; /* (nullable): takes that one's key over */
  gboolean not_qualified;
} TestCertSpec;

TestCert *test_cert_new (const TestCertSpec *spec, const TestCert *issuer);
void test_cert_free (TestCert *cert);
GBytes *test_cert_to_der (const TestCert *cert);
char *test_cert_to_pem (const TestCert *cert);
char *test_cert_write (const TestCert *cert, const char *dir, const char *name);
char *test_cert_write_key (const TestCert *cert, const char *dir, const char *name);
char *test_cert_write_p12 (const TestCert *cert,
                           const TestCert *issuer,
                           const char *dir,
                           const char *name,
                           const char *password);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestCert, test_cert_free)

G_END_DECLS
