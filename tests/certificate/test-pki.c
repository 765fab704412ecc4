/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-pki.h"

#include <gnutls/crypto.h>
#include <gnutls/pkcs12.h>
#include <string.h>
#include <time.h>

#define DAY_S 86400

/* SEQUENCE { SEQUENCE { 0.4.0.1862.1.1 }, SEQUENCE { 0.4.0.1862.1.4 } } */
static const guint8 qc_statements[] = { 0x30, 0x14, 0x30, 0x08, 0x06, 0x06, 0x04, 0x00,
                                        0x8e, 0x46, 0x01, 0x01, 0x30, 0x08, 0x06, 0x06,
                                        0x04, 0x00, 0x8e, 0x46, 0x01, 0x04 };

static void
ok (int ret)
{
  if (ret < 0)
    g_error ("test pki: %s", gnutls_strerror (ret));
}

static void
set_name (gnutls_x509_crt_t crt, const char *oid, const char *value)
{
  if (value != NULL)
    ok (gnutls_x509_crt_set_dn_by_oid (crt, oid, 0, value, (guint) strlen (value)));
}

static void
make_key (TestCert *self, const TestCertSpec *spec)
{
  ok (gnutls_x509_privkey_init (&self->key));
  if (spec->renewed != NULL)
    ok (gnutls_x509_privkey_cpy (self->key, spec->renewed->key));
  else if (spec->key == TEST_KEY_RSA)
    ok (gnutls_x509_privkey_generate (self->key, GNUTLS_PK_RSA, 2048, 0));
  else
    ok (gnutls_x509_privkey_generate (self->key, GNUTLS_PK_ECDSA,
                                      spec->key == TEST_KEY_EC_384
                                          ? GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP384R1)
                                          : GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1),
                                      0));
}

static void
set_purpose (gnutls_x509_crt_t crt, const TestCertSpec *spec)
{
  switch (spec->purpose)
    {
    case TEST_AUTHORITY:
      ok (gnutls_x509_crt_set_basic_constraints (crt, 1, -1));
      ok (gnutls_x509_crt_set_key_usage (crt, GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN));
      break;
    case TEST_SERVER:
      ok (gnutls_x509_crt_set_basic_constraints (crt, 0, -1));
      ok (gnutls_x509_crt_set_key_usage (crt, GNUTLS_KEY_DIGITAL_SIGNATURE));
      ok (gnutls_x509_crt_set_key_purpose_oid (crt, GNUTLS_KP_TLS_WWW_SERVER, 0));
      ok (gnutls_x509_crt_set_subject_alt_name (crt, GNUTLS_SAN_DNSNAME, spec->host,
                                                (guint) strlen (spec->host), GNUTLS_FSAN_SET));
      break;
    case TEST_PERSON:
    default:
      ok (gnutls_x509_crt_set_basic_constraints (crt, 0, -1));
      ok (gnutls_x509_crt_set_key_usage (crt, spec->key_usage != 0
                                                  ? spec->key_usage
                                                  : GNUTLS_KEY_DIGITAL_SIGNATURE |
                                                        GNUTLS_KEY_NON_REPUDIATION));
      ok (gnutls_x509_crt_set_key_purpose_oid (crt, GNUTLS_KP_TLS_WWW_CLIENT, 0));
      ok (gnutls_x509_crt_set_key_purpose_oid (crt, GNUTLS_KP_EMAIL_PROTECTION, 0));
      if (!spec->not_qualified)
        ok (gnutls_x509_crt_set_extension_by_oid (crt, "1.3.6.1.5.5.7.1.3", qc_statements,
                                                  sizeof qc_statements, 0));
      break;
    }
}

static void
set_key_ids (gnutls_x509_crt_t crt, gnutls_x509_crt_t issuer)
{
  guint8 id[64];
  size_t size = sizeof id;

  ok (gnutls_x509_crt_get_key_id (crt, 0, id, &size));
  ok (gnutls_x509_crt_set_subject_key_id (crt, id, size));
  size = sizeof id;
  ok (gnutls_x509_crt_get_key_id (issuer, 0, id, &size));
  ok (gnutls_x509_crt_set_authority_key_id (crt, id, size));
}

/* issuer: NULL for a self-signed one */
TestCert *
test_cert_new (const TestCertSpec *spec, const TestCert *issuer)
{
  TestCert *self = g_new0 (TestCert, 1);
  time_t now = time (NULL);
  guint8 serial[12];

  make_key (self, spec);
  ok (gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial));
  serial[0] = (guint8) ((serial[0] & 0x7f) | 1);
  ok (gnutls_x509_crt_init (&self->crt));
  ok (gnutls_x509_crt_set_version (self->crt, 3));
  ok (gnutls_x509_crt_set_serial (self->crt, serial, sizeof serial));
  ok (gnutls_x509_crt_set_key (self->crt, self->key));
  set_name (self->crt, GNUTLS_OID_X520_COUNTRY_NAME, "RO");
  set_name (self->crt, "2.5.4.5", spec->person_id);
  set_name (self->crt, GNUTLS_OID_X520_SURNAME, spec->surname);
  set_name (self->crt, GNUTLS_OID_X520_GIVEN_NAME, spec->given);
  set_name (self->crt, GNUTLS_OID_X520_COMMON_NAME, spec->name);
  ok (gnutls_x509_crt_set_activation_time (self->crt,
                                           now + (spec->from_days != 0 ? spec->from_days : -30) *
                                                     DAY_S));
  ok (gnutls_x509_crt_set_expiration_time (self->crt,
                                           now +
                                               (spec->to_days != 0 ? spec->to_days : 300) * DAY_S));
  set_purpose (self->crt, spec);
  set_key_ids (self->crt, issuer != NULL ? issuer->crt : self->crt);
  if (issuer == NULL)
    issuer = self;
  ok (gnutls_x509_crt_sign2 (self->crt, issuer->crt, issuer->key, GNUTLS_DIG_SHA256, 0));
  return self;
}

void
test_cert_free (TestCert *self)
{
  gnutls_x509_crt_deinit (self->crt);
  gnutls_x509_privkey_deinit (self->key);
  g_free (self);
}

GBytes *
test_cert_to_der (const TestCert *self)
{
  gnutls_datum_t der = { NULL, 0 };
  GBytes *bytes;

  ok (gnutls_x509_crt_export2 (self->crt, GNUTLS_X509_FMT_DER, &der));
  bytes = g_bytes_new (der.data, der.size);
  gnutls_free (der.data);
  return bytes;
}

char *
test_cert_to_pem (const TestCert *self)
{
  gnutls_datum_t pem = { NULL, 0 };
  char *text;

  ok (gnutls_x509_crt_export2 (self->crt, GNUTLS_X509_FMT_PEM, &pem));
  text = g_strndup ((const char *) pem.data, pem.size);
  gnutls_free (pem.data);
  return text;
}

static char *
write_file (const char *dir, const char *name, const char *suffix, const void *data, gsize size)
{
  g_autofree char *file = g_strconcat (name, suffix, NULL);
  char *path = g_build_filename (dir, file, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, (gssize) size, &error);
  g_assert_no_error (error);
  return path;
}

char *
test_cert_write (const TestCert *self, const char *dir, const char *name)
{
  g_autofree char *pem = test_cert_to_pem (self);

  return write_file (dir, name, ".crt", pem, strlen (pem));
}

char *
test_cert_write_key (const TestCert *self, const char *dir, const char *name)
{
  gnutls_datum_t pem = { NULL, 0 };
  char *path;

  /* PKCS#8, the form that every tool reads */
  ok (gnutls_x509_privkey_export2_pkcs8 (self->key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN,
                                         &pem));
  path = write_file (dir, name, ".key", pem.data, pem.size);
  gnutls_free (pem.data);
  return path;
}

static void
add_bag (gnutls_pkcs12_t p12, gnutls_pkcs12_bag_t bag, const char *password)
{
  if (password != NULL)
    ok (gnutls_pkcs12_bag_encrypt (bag, password, GNUTLS_PKCS_PBES2_AES_256));
  ok (gnutls_pkcs12_set_bag (p12, bag));
  gnutls_pkcs12_bag_deinit (bag);
}

/* A file as a browser exports it: key, leaf, and the issuer where one is given */
char *
test_cert_write_p12 (const TestCert *self,
                     const TestCert *issuer,
                     const char *dir,
                     const char *name,
                     const char *password)
{
  gnutls_pkcs12_t p12;
  gnutls_pkcs12_bag_t certificates, keys;
  gnutls_datum_t key = { NULL, 0 }, der = { NULL, 0 };
  guint8 id[64];
  size_t id_size = sizeof id;
  gnutls_datum_t key_id = { id, 0 };
  int index;
  char *path;

  ok (gnutls_x509_crt_get_key_id (self->crt, 0, id, &id_size));
  key_id.size = (guint) id_size;
  ok (gnutls_pkcs12_init (&p12));
  ok (gnutls_pkcs12_bag_init (&certificates));
  ok (gnutls_pkcs12_bag_init (&keys));
  index = gnutls_pkcs12_bag_set_crt (certificates, self->crt);
  ok (index);
  ok (gnutls_pkcs12_bag_set_key_id (certificates, (guint) index, &key_id));
  if (issuer != NULL)
    ok (gnutls_pkcs12_bag_set_crt (certificates, issuer->crt));
  ok (gnutls_x509_privkey_export2_pkcs8 (self->key, GNUTLS_X509_FMT_DER, password,
                                         GNUTLS_PKCS_PBES2_AES_256, &key));
  index = gnutls_pkcs12_bag_set_data (keys, GNUTLS_BAG_PKCS8_ENCRYPTED_KEY, &key);
  ok (index);
  ok (gnutls_pkcs12_bag_set_key_id (keys, (guint) index, &key_id));
  add_bag (p12, certificates, password);
  add_bag (p12, keys, NULL);
  ok (gnutls_pkcs12_generate_mac (p12, password));
  ok (gnutls_pkcs12_export2 (p12, GNUTLS_X509_FMT_DER, &der));
  path = write_file (dir, name, ".p12", der.data, der.size);
  gnutls_pkcs12_deinit (p12);
  gnutls_free (key.data);
  gnutls_free (der.data);
  return path;
}
