/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-pki.h"

#include "parafa-test.h"

#include <glib/gstdio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <sys/stat.h>

#define DAY_S (G_GINT64_CONSTANT (86400))

/* One client authority for all tests that only issue: keys take their time */
static ParafaTestDir *shared_dir;

static gint64
now_s (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
prepare (const char *dir, gint64 at_s)
{
  g_autoptr (GError) error = NULL;
  gboolean done = parafa_sim_pki_prepare (dir, at_s, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

static void
issue (const char *dir, ParafaSimIssue order)
{
  g_autoptr (GError) error = NULL;
  gboolean done = parafa_sim_pki_issue (dir, &order, now_s (), &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

static X509 *
load (const char *dir, const char *name)
{
  g_autoptr (GError) error = NULL;
  X509 *certificate = parafa_sim_pki_load_certificate (dir, name, &error);

  g_assert_no_error (error);
  g_assert_nonnull (certificate);
  return certificate;
}

static char *
checksum (const char *dir, const char *name)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, length);
}

static void
assert_same (const char *dir, const char *name, const char *before, gboolean same)
{
  g_autofree char *after = checksum (dir, name);

  g_test_message ("%s", name);
  if (same)
    g_assert_cmpstr (after, ==, before);
  else
    g_assert_cmpstr (after, !=, before);
}

/* As a server does that knows the root only */
static int
verify (const char *dir, X509 *leaf, gboolean with_intermediate, int purpose)
{
  g_autoptr (X509) root = load (dir, "client-root");
  g_autoptr (X509) intermediate = load (dir, "client-intermediate");
  X509_STORE *store = X509_STORE_new ();
  X509_STORE_CTX *context = X509_STORE_CTX_new ();
  STACK_OF (X509) *chain = sk_X509_new_null ();
  int problem;

  if (with_intermediate)
    sk_X509_push (chain, intermediate);
  X509_STORE_add_cert (store, root);
  X509_STORE_CTX_init (context, store, leaf, chain);
  X509_STORE_CTX_set_purpose (context, purpose);
  X509_verify_cert (context);
  problem = X509_STORE_CTX_get_error (context);
  X509_STORE_CTX_free (context);
  X509_STORE_free (store);
  sk_X509_free (chain);
  return problem;
}

static char *
subject_text (X509 *certificate, int nid)
{
  X509_NAME *name = X509_get_subject_name (certificate);
  int index = X509_NAME_get_index_by_NID (name, nid, -1);
  guint8 *utf8 = NULL;
  char *text;

  g_assert_cmpint (index, >=, 0);
  g_assert_cmpint (ASN1_STRING_to_UTF8 (&utf8, X509_NAME_ENTRY_get_data (
                                                   X509_NAME_get_entry (name, index))),
                   >=, 0);
  text = g_strdup ((const char *) utf8);
  OPENSSL_free (utf8);
  return text;
}

static void
test_made (void)
{
  static const char *const names[] = {
    "ca.pem",
    "ca.key",
    "server.pem",
    "server.key",
    "signing.key",
    "client-root.pem",
    "client-root.key",
    "client-intermediate.pem",
    "client-intermediate.key",
    "practice.pem",
    "practice-chain.pem",
    "practice.key",
    "practice.p12",
  };
  g_autoptr (ParafaTestDir) parent = parafa_test_dir_new ();
  g_autofree char *dir = g_build_filename (parent, "state", "practice", NULL);
  g_autoptr (X509) server = NULL;
  g_autoptr (X509) ca = NULL;
  GStatBuf status;

  prepare (dir, now_s ());
  g_assert_cmpint (g_stat (dir, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (dir, names[i], NULL);

      g_test_message ("%s", names[i]);
      g_assert_cmpint (g_stat (path, &status), ==, 0);
      g_assert_cmpint (status.st_mode & 0777, ==, 0600);
    }
  server = load (dir, "server");
  ca = load (dir, "ca");
  g_assert_cmpint (X509_check_issued (ca, server), ==, X509_V_OK);
  g_assert_cmpint (X509_check_host (server, "logincert.localhost", 0, 0, NULL), ==, 1);
  g_assert_cmpint (X509_check_host (server, "api.localhost", 0, 0, NULL), ==, 1);
  g_assert_cmpint (X509_check_host (server, "localhost", 0, 0, NULL), ==, 1);
  g_assert_cmpint (X509_check_ip_asc (server, "127.0.0.1", 0), ==, 1);
  g_assert_cmpint (X509_check_host (server, "logincert.anaf.ro", 0, 0, NULL), ==, 0);
  g_assert_cmpint (X509_check_ca (server), ==, 0);
  g_assert_cmpint (X509_check_ca (ca), ==, 1);
}

/* A second start changes nothing; two years later the server has a new certificate under the same
 * authority; what is damaged is made anew with all that hangs on it */
static void
test_kept_and_renewed (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *ca = NULL;
  g_autofree char *server = NULL;
  g_autofree char *root = NULL;
  g_autofree char *signing = NULL;
  g_autofree char *practice = NULL;
  g_autofree char *path = NULL;

  prepare (dir, now_s ());
  ca = checksum (dir, "ca.pem");
  server = checksum (dir, "server.pem");
  root = checksum (dir, "client-root.pem");
  signing = checksum (dir, "signing.key");
  practice = checksum (dir, "practice.p12");
  prepare (dir, now_s () + 600 * DAY_S);
  assert_same (dir, "ca.pem", ca, TRUE);
  assert_same (dir, "server.pem", server, TRUE);
  assert_same (dir, "practice.p12", practice, TRUE);

  prepare (dir, now_s () + 701 * DAY_S);
  assert_same (dir, "ca.pem", ca, TRUE);
  assert_same (dir, "client-root.pem", root, TRUE);
  assert_same (dir, "signing.key", signing, TRUE);
  assert_same (dir, "server.pem", server, FALSE);
  assert_same (dir, "practice.p12", practice, FALSE);

  path = parafa_test_write_file (dir, "ca.pem", "-----BEGIN nothing-----");
  g_free (server);
  server = checksum (dir, "server.pem");
  prepare (dir, now_s ());
  assert_same (dir, "ca.pem", ca, FALSE);
  assert_same (dir, "server.pem", server, FALSE);
  assert_same (dir, "client-root.pem", root, TRUE);
}

static void
test_authentication (void)
{
  const char *dir = shared_dir;
  g_autofree char *issued = g_build_filename (dir, "issued", NULL);
  g_autoptr (X509) leaf = NULL;
  g_autofree char *holder = NULL;
  g_autofree char *surname = NULL;
  g_autofree char *given = NULL;
  g_autofree char *country = NULL;
  g_autofree char *identifier = NULL;

  issue (dir, (ParafaSimIssue){ .name = "daria",
                                .holder = "Ioana Daria Stânceanu-Țîrlea",
                                .serial = "5c009E" });
  leaf = load (issued, "daria");
  holder = subject_text (leaf, NID_commonName);
  surname = subject_text (leaf, NID_surname);
  given = subject_text (leaf, NID_givenName);
  country = subject_text (leaf, NID_countryName);
  identifier = subject_text (leaf, NID_serialNumber);
  g_assert_cmpstr (holder, ==, "Ioana Daria Stânceanu-Țîrlea");
  g_assert_cmpstr (surname, ==, "Stânceanu-Țîrlea");
  g_assert_cmpstr (given, ==, "Ioana Daria");
  g_assert_cmpstr (country, ==, "RO");
  g_assert_true (g_str_has_prefix (identifier, "PRACTICE-"));
  g_assert_cmpuint (ASN1_INTEGER_get (X509_get0_serialNumber (leaf)), ==, 0x5c009e);
  g_assert_cmphex (X509_get_key_usage (leaf), ==, KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION);
  g_assert_cmphex (X509_get_extended_key_usage (leaf), ==, XKU_SSL_CLIENT | XKU_SMIME);
  g_assert_cmpint (X509_check_ca (leaf), ==, 0);
  g_assert_cmpint (verify (dir, leaf, TRUE, X509_PURPOSE_SSL_CLIENT), ==, X509_V_OK);
  g_assert_cmpint (verify (dir, leaf, FALSE, X509_PURPOSE_SSL_CLIENT), ==,
                   X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY);
}

/* Read the way OpenSSL's own decoder sees it, not the way it was written */
static void
test_qualified (void)
{
  const char *dir = shared_dir;
  g_autofree char *issued = g_build_filename (dir, "issued", NULL);
  g_autoptr (X509) leaf = NULL;
  X509_EXTENSION *extension;
  ASN1_OCTET_STRING *value;
  ASN1_SEQUENCE_ANY *statements;
  CERTIFICATEPOLICIES *policies;
  const guint8 *bytes;
  char policy[64];

  issue (dir, (ParafaSimIssue){ .name = "q", .holder = "Mihnea Șerbuță" });
  leaf = load (issued, "q");
  extension = X509_get_ext (leaf, X509_get_ext_by_NID (leaf, NID_qcStatements, -1));
  g_assert_nonnull (extension);
  value = X509_EXTENSION_get_data (extension);
  bytes = ASN1_STRING_get0_data (value);
  statements = d2i_ASN1_SEQUENCE_ANY (NULL, &bytes, ASN1_STRING_length (value));
  g_assert_nonnull (statements);
  g_assert_true (bytes == ASN1_STRING_get0_data (value) + ASN1_STRING_length (value));
  g_assert_cmpint (sk_ASN1_TYPE_num (statements), ==, 3);
  sk_ASN1_TYPE_pop_free (statements, ASN1_TYPE_free);

  policies = X509_get_ext_d2i (leaf, NID_certificate_policies, NULL, NULL);
  g_assert_nonnull (policies);
  g_assert_cmpint (sk_POLICYINFO_num (policies), ==, 1);
  OBJ_obj2txt (policy, sizeof policy, sk_POLICYINFO_value (policies, 0)->policyid, 1);
  g_assert_cmpstr (policy, ==, "0.4.0.194112.1.2");
  CERTIFICATEPOLICIES_free (policies);
}

static void
test_kinds (void)
{
  const char *dir = shared_dir;
  g_autofree char *issued = g_build_filename (dir, "issued", NULL);
  g_autoptr (X509) sign = NULL;
  g_autoptr (X509) expired = NULL;
  g_autoptr (X509) future = NULL;

  issue (dir, (ParafaSimIssue){ .name = "s", .holder = "A B", .kind = PARAFA_SIM_ISSUE_SIGNATURE });
  issue (dir, (ParafaSimIssue){ .name = "e", .holder = "A B", .kind = PARAFA_SIM_ISSUE_EXPIRED });
  issue (dir, (ParafaSimIssue){ .name = "f", .holder = "A B", .kind = PARAFA_SIM_ISSUE_FUTURE });
  sign = load (issued, "s");
  expired = load (issued, "e");
  future = load (issued, "f");
  g_assert_cmphex (X509_get_key_usage (sign), ==, KU_NON_REPUDIATION);
  g_assert_cmphex (X509_get_extended_key_usage (sign), ==, XKU_SMIME);
  g_assert_cmpint (verify (dir, sign, TRUE, X509_PURPOSE_SSL_CLIENT), ==,
                   X509_V_ERR_INVALID_PURPOSE);
  g_assert_cmpint (verify (dir, expired, TRUE, X509_PURPOSE_SSL_CLIENT), ==,
                   X509_V_ERR_CERT_HAS_EXPIRED);
  g_assert_cmpint (verify (dir, future, TRUE, X509_PURPOSE_SSL_CLIENT), ==,
                   X509_V_ERR_CERT_NOT_YET_VALID);
}

static void
test_keys (void)
{
  static const struct
  {
    ParafaSimKeyType type;
    const char *name;
    int algorithm;
    int bits;
  } cases[] = {
    { PARAFA_SIM_KEY_RSA, "rsa", EVP_PKEY_RSA, 2048 },
    { PARAFA_SIM_KEY_EC, "ec", EVP_PKEY_EC, 256 },
    { PARAFA_SIM_KEY_EC384, "ec384", EVP_PKEY_EC, 384 },
  };
  const char *dir = shared_dir;
  g_autofree char *issued = g_build_filename (dir, "issued", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (X509) leaf = NULL;
      g_autoptr (EVP_PKEY) key = NULL;

      issue (dir, (ParafaSimIssue){ .name = cases[i].name, .holder = "A B", .key = cases[i].type });
      leaf = load (issued, cases[i].name);
      key = parafa_sim_pki_load_key (issued, cases[i].name, NULL);
      g_assert_cmpint (EVP_PKEY_get_base_id (key), ==, cases[i].algorithm);
      g_assert_cmpint (EVP_PKEY_get_bits (key), ==, cases[i].bits);
      g_assert_cmpint (X509_check_private_key (leaf, key), ==, 1);
      g_assert_cmpint (verify (dir, leaf, TRUE, X509_PURPOSE_SSL_CLIENT), ==, X509_V_OK);
    }
}

static void
test_pkcs12 (void)
{
  const char *dir = shared_dir;
  g_autofree char *path = g_build_filename (dir, "issued", "p.p12", NULL);
  g_autoptr (X509) leaf = NULL;
  g_autoptr (EVP_PKEY) key = NULL;
  STACK_OF (X509) *chain = NULL;
  PKCS12 *file;
  BIO *bio;

  issue (dir, (ParafaSimIssue){ .name = "p", .holder = "A B" });
  bio = BIO_new_file (path, "r");
  file = d2i_PKCS12_bio (bio, NULL);
  g_assert_nonnull (file);
  g_assert_cmpint (PKCS12_parse (file, "practica?", &key, &leaf, &chain), ==, 0);
  g_assert_cmpint (PKCS12_parse (file, "practica", &key, &leaf, &chain), ==, 1);
  ERR_clear_error ();
  g_assert_cmpint (X509_check_private_key (leaf, key), ==, 1);
  g_assert_cmpint (sk_X509_num (chain), ==, 1);
  g_assert_cmpint (X509_check_issued (sk_X509_value (chain, 0), leaf), ==, X509_V_OK);
  sk_X509_pop_free (chain, X509_free);
  PKCS12_free (file);
  BIO_free (bio);
}

static void
test_chain_file (void)
{
  const char *dir = shared_dir;
  g_autofree char *path = g_build_filename (dir, "issued", "c-chain.pem", NULL);
  BIO *bio;
  guint count = 0;

  issue (dir, (ParafaSimIssue){ .name = "c", .holder = "A B" });
  bio = BIO_new_file (path, "r");
  for (X509 *one; (one = PEM_read_bio_X509 (bio, NULL, NULL, NULL)) != NULL; count++)
    X509_free (one);
  ERR_clear_error ();
  BIO_free (bio);
  g_assert_cmpuint (count, ==, 2);
}

static void
test_refused (void)
{
  static const ParafaSimIssue cases[] = {
    { .name = "", .holder = "A" },
    { .name = "../x", .holder = "A" },
    { .name = "a/b", .holder = "A" },
    { .name = "x", .holder = "" },
    { .name = "x", .holder = "\xff" },
    { .name = "x",
      .holder = "0123456789012345678901234567890123456789012345678901234567890123456" },
    { .name = "x", .holder = "A", .serial = "" },
    { .name = "x", .holder = "A", .serial = "xy" },
    { .name = "x", .holder = "A", .serial = "01234567890123456789012345678901234567890" },
  };
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *issued = g_build_filename (dir, "issued", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (parafa_sim_pki_issue (dir, &cases[i], now_s (), &error));
      g_assert_error (error, PARAFA_SIM_ERROR, PARAFA_SIM_ERROR_ARGUMENT);
    }
  g_assert_false (g_file_test (issued, G_FILE_TEST_EXISTS));
}

/* A folder that cannot be made is an error, not a crash */
static void
test_no_folder (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *file = parafa_test_write_file (dir, "file", "");
  g_autofree char *inside = g_build_filename (file, "state", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (parafa_sim_pki_prepare (inside, now_s (), &error));
  g_assert_error (error, PARAFA_SIM_ERROR, PARAFA_SIM_ERROR_FILE);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  shared_dir = parafa_test_dir_new ();

  g_test_add_func ("/simulator/pki/made", test_made);
  g_test_add_func ("/simulator/pki/kept-and-renewed", test_kept_and_renewed);
  g_test_add_func ("/simulator/pki/authentication", test_authentication);
  g_test_add_func ("/simulator/pki/qualified", test_qualified);
  g_test_add_func ("/simulator/pki/kinds", test_kinds);
  g_test_add_func ("/simulator/pki/keys", test_keys);
  g_test_add_func ("/simulator/pki/pkcs12", test_pkcs12);
  g_test_add_func ("/simulator/pki/chain-file", test_chain_file);
  g_test_add_func ("/simulator/pki/refused", test_refused);
  g_test_add_func ("/simulator/pki/no-folder", test_no_folder);

  result = g_test_run ();
  parafa_test_dir_free (shared_dir);
  return result;
}
