/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-certificate-details.h"
#include "test-openssl.h"

#include <string.h>

/* Certificates of many shapes, made by OpenSSL and certtool */

static char *dir;

static ParafaCertificateDetails *
read_details (GBytes *der)
{
  g_autoptr (GError) error = NULL;
  ParafaCertificateDetails *details = parafa_certificate_details_new (der, &error);

  g_assert_no_error (error);
  return details;
}

static const ParafaQcStatement *
find_statement (const ParafaCertificateDetails *details, ParafaQcKind kind)
{
  for (guint i = 0; i < details->statements->len; i++)
    if (((ParafaQcStatement *) details->statements->pdata[i])->kind == kind)
      return details->statements->pdata[i];
  g_assert_not_reached ();
}

static void
assert_statements (const ParafaCertificateDetails *details)
{
  const ParafaQcStatement *statement;

  g_assert_cmpuint (details->statements->len, ==, 8);
  find_statement (details, PARAFA_QC_COMPLIANCE);
  find_statement (details, PARAFA_QC_DEVICE);
  statement = find_statement (details, PARAFA_QC_TYPE);
  g_assert_cmpstr (statement->values[0], ==, PARAFA_QC_TYPE_SIGNATURE);
  g_assert_cmpstr (statement->values[1], ==, PARAFA_QC_TYPE_SEAL);
  g_assert_null (statement->values[2]);
  g_assert_cmpint (find_statement (details, PARAFA_QC_RETENTION)->number, ==, 10);
  statement = find_statement (details, PARAFA_QC_DISCLOSURE);
  g_assert_cmpstr (statement->values[0], ==, "https://pds.exemplu.test/en.pdf");
  g_assert_cmpstr (statement->values[1], ==, "en");
  statement = find_statement (details, PARAFA_QC_LIMIT);
  g_assert_cmpint (statement->number, ==, 5);
  g_assert_cmpint (statement->exponent, ==, 3);
  g_assert_cmpstr (statement->values[0], ==, "EUR");
  g_assert_cmpstr (find_statement (details, PARAFA_QC_SEMANTICS)->values[0], ==,
                   "0.4.0.194121.1.1");
  g_assert_cmpstr (find_statement (details, PARAFA_QC_OTHER)->oid, ==, "1.2.3.4.5.6");
}

static void
test_everything (void)
{
  const TestOpensslSpec spec = { .names = TEST_OPENSSL_NAMES,
                                 .extensions = TEST_OPENSSL_QUALIFIED };
  g_autoptr (GBytes) der = test_openssl_make (dir, &spec);
  g_autoptr (ParafaCertificateDetails) details = read_details (der);
  const ParafaCertificatePolicy *policy;
  g_autofree char *name = parafa_name_parts_to_text (details->subject);

  g_assert_cmpuint (details->version, ==, 3);
  g_assert_cmpstr (name, ==,
                   "C=RO, O=Cabinet Salcia S.R.L., surName=Țârlea, givenName=Ștefăniță, "
                   "serialNumber=199805TS12, CN=Ștefăniță Țârlea");
  g_assert_cmpstr (parafa_certificate_details_get_subject (details, PARAFA_OID_SURNAME), ==,
                   "Țârlea");
  g_assert_null (parafa_certificate_details_get_subject (details, PARAFA_OID_UNIT));
  g_assert_true (details->has_key_usage);
  g_assert_cmpuint (details->key_usage, ==,
                    PARAFA_KEY_USAGE_AUTHENTICATION | PARAFA_KEY_USAGE_SIGNATURE);
  g_assert_true (details->has_purposes);
  g_assert_cmpuint (g_strv_length (details->purposes), ==, 3);
  g_assert_cmpstr (details->purposes[0], ==, "1.3.6.1.5.5.7.3.2");
  g_assert_cmpuint (details->policies->len, ==, 2);
  policy = details->policies->pdata[1];
  g_assert_cmpstr (policy->oid, ==, "0.4.0.194112.1.2");
  g_assert_cmpstr (policy->address, ==, "http://cps.exemplu.test/");
  g_assert_cmpstr (policy->notice, ==, "Certificat calificat ș");
  g_assert_cmpstr (details->issuer_addresses[0], ==, "http://pki.exemplu.test/ca.cer");
  g_assert_cmpstr (details->status_addresses[0], ==, "http://ocsp.exemplu.test");
  g_assert_cmpstr (details->list_addresses[0], ==, "http://pki.exemplu.test/ca.crl");
  g_assert_cmpstr (details->emails[0], ==, "stefanita@exemplu.test");
  g_assert_cmpstr (details->signature, ==, "ECDSA-SHA256");
  g_assert_cmpstr (details->signature_oid, ==, "1.2.840.10045.4.3.2");
  g_assert_cmpuint (details->extensions->len, ==, 8);
  g_assert_true (((ParafaCertificateExtension *) details->extensions->pdata[0])->critical);
  g_assert_true (details->is_self_signed);
  g_assert_false (details->is_authority);
  g_assert_cmpuint (strlen (details->sha1), ==, 59);
  g_assert_nonnull (details->key_id);
  assert_statements (details);
}

/* Names in the encodings that authorities used over the years */
static void
test_encodings (void)
{
  static const char *const masks[] = { "utf8only", "MASK:0x800", "MASK:0x100" };

  for (guint i = 0; i < G_N_ELEMENTS (masks); i++)
    {
      const TestOpensslSpec spec = { .names = TEST_OPENSSL_NAMES, .mask = masks[i] };
      g_autoptr (GBytes) der = test_openssl_make (dir, &spec);
      g_autoptr (ParafaCertificateDetails) details = read_details (der);

      g_assert_cmpstr (parafa_certificate_details_get_subject (details, PARAFA_OID_COMMON_NAME), ==,
                       "Ștefăniță Țârlea");
    }
}

static void
test_keys (void)
{
  static const struct
  {
    const char *key;
    const char *type;
    const char *signature;
  } keys[] = {
    { "rsa", "RSA 2048", "RSA-SHA256" },
    { "ec", "EC P-256", "ECDSA-SHA256" },
    { "p384", "EC P-384", "ECDSA-SHA256" },
    { "ed25519", "EdDSA (Ed25519)", "EdDSA-Ed25519" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const TestOpensslSpec spec = { .names = "CN=Ion", .key = keys[i].key };
      g_autoptr (GBytes) der = test_openssl_make (dir, &spec);
      g_autoptr (ParafaCertificateDetails) details = read_details (der);
      g_autoptr (ParafaCertificate) certificate = parafa_certificate_new (der, NULL, NULL);

      g_assert_cmpstr (parafa_certificate_get_key_type (certificate), ==, keys[i].type);
      g_assert_cmpstr (details->signature, ==, keys[i].signature);
    }
}

static void
test_serials (void)
{
  static const struct
  {
    const char *given;
    const char *shown;
  } serials[] = {
    { "0x1", "01" },
    { "0x80", "80" },
    { "0x8f1122334455667788990011223344556677889a", "8f:11:22:33:44:55:66:77:88:99:00:11:22:33:44:"
                                                    "55:66:77:88:9a" },
    /* the number -0x5a11 in DER */
    { "-0x5a11", "a5:ef" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (serials); i++)
    {
      const TestOpensslSpec spec = { .names = "CN=Ion", .serial = serials[i].given };
      g_autoptr (GBytes) der = test_openssl_make (dir, &spec);
      g_autoptr (ParafaCertificate) certificate = parafa_certificate_new (der, NULL, NULL);

      g_assert_cmpstr (parafa_certificate_get_serial (certificate), ==, serials[i].shown);
    }
}

/* Nothing said about usage means every usage */
static void
test_no_usage (void)
{
  const TestOpensslSpec spec = { .names = "CN=Ion", .extensions = "basicConstraints=CA:FALSE" };
  g_autoptr (GBytes) der = test_openssl_make (dir, &spec);
  g_autoptr (ParafaCertificateDetails) details = read_details (der);

  g_assert_false (details->has_key_usage);
  g_assert_false (details->has_purposes);
  g_assert_cmpuint (details->policies->len, ==, 0);
  g_assert_cmpuint (details->statements->len, ==, 0);
  g_assert_null (details->emails[0]);
}

static void
test_dates (void)
{
  static const struct
  {
    const char *from;
    const char *to;
    ParafaCertificateState state;
  } dates[] = {
    { "2020-01-01 10:00:00", "2021-01-01 10:00:00", PARAFA_CERTIFICATE_EXPIRED },
    { "2030-01-01 10:00:00", "2031-01-01 10:00:00", PARAFA_CERTIFICATE_NOT_YET_VALID },
    { "2026-01-01 10:00:00", "2029-01-01 10:00:00", PARAFA_CERTIFICATE_USABLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autoptr (GBytes) der = test_openssl_make_dated (dir, dates[i].from, dates[i].to);
      g_autoptr (ParafaCertificate) certificate = parafa_certificate_new (der, NULL, NULL);
      g_autoptr (ParafaCertificateDetails) details = read_details (der);

      g_assert_cmpint (parafa_certificate_get_state (certificate, 1795507200), ==, dates[i].state);
      g_assert_cmpstr (parafa_certificate_details_get_subject (details, PARAFA_OID_COMMON_NAME), ==,
                       "Ion Țepeș");
    }
}

static void
test_other_bytes (void)
{
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) text = g_bytes_new_static ("<html>", 6);
  g_autoptr (GError) error = NULL;

  g_assert_null (parafa_certificate_details_new (none, &error));
  g_assert_error (error, PARAFA_CERTIFICATE_ERROR, PARAFA_CERTIFICATE_ERROR_INVALID);
  g_assert_null (parafa_certificate_details_new (text, NULL));
}

/* Changed bytes: read or refused, never a crash; texts stay UTF-8 */
static void
test_any_bytes (void)
{
  const TestOpensslSpec spec = { .names = TEST_OPENSSL_NAMES,
                                 .extensions = TEST_OPENSSL_QUALIFIED };
  g_autoptr (GBytes) der = test_openssl_make (dir, &spec);
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261124);
  gsize size = g_bytes_get_size (der);
  guint n_read = 0;

  for (guint round = 0; round < 4000; round++)
    {
      guint8 *bytes = g_memdup2 (g_bytes_get_data (der, NULL), size);
      gsize length = g_rand_int_range (rand, 0, 20) == 0
                         ? (gsize) g_rand_int_range (rand, 0, (int) size)
                         : size;
      g_autoptr (GBytes) changed = NULL;
      g_autoptr (ParafaCertificateDetails) details = NULL;

      for (int i = g_rand_int_range (rand, 1, 4); i > 0; i--)
        bytes[g_rand_int_range (rand, 0, (int) size)] = (guint8) g_rand_int_range (rand, 0, 256);
      changed = g_bytes_new_take (bytes, length);
      details = parafa_certificate_details_new (changed, NULL);
      if (details == NULL)
        continue;
      n_read++;
      for (guint i = 0; i < details->subject->len; i++)
        g_assert_true (
            g_utf8_validate (((ParafaNamePart *) details->subject->pdata[i])->text, -1, NULL));
      for (guint i = 0; i < details->policies->len; i++)
        {
          const ParafaCertificatePolicy *policy = details->policies->pdata[i];

          g_assert_true (policy->notice == NULL || g_utf8_validate (policy->notice, -1, NULL));
        }
    }
  g_test_message ("%u of 4000 could be read", n_read);
  g_assert_cmpuint (n_read, >, 100);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  dir = test_openssl_make_dir ();
  g_test_add_func ("/certificate/details/everything", test_everything);
  g_test_add_func ("/certificate/details/encodings", test_encodings);
  g_test_add_func ("/certificate/details/keys", test_keys);
  g_test_add_func ("/certificate/details/serials", test_serials);
  g_test_add_func ("/certificate/details/no-usage", test_no_usage);
  g_test_add_func ("/certificate/details/dates", test_dates);
  g_test_add_func ("/certificate/details/other-bytes", test_other_bytes);
  g_test_add_func ("/certificate/details/any-bytes", test_any_bytes);
  status = g_test_run ();
  test_openssl_remove_dir (dir);
  return status;
}
