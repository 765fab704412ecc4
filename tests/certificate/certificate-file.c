/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-certificate-chain.h"
#include "parafa-certificate-file.h"
#include "test-openssl.h"

#include <string.h>

/* Files people open, made by OpenSSL, and the order of what is in them */

/* a.pem an authority, b.pem one below it, c.pem a person; other.pem a stranger with b's name */
#define MAKE                                                                                       \
  "printf '[v]\\nbasicConstraints=critical,CA:TRUE\\nsubjectKeyIdentifier=hash\\n"                 \
  "[p]\\nkeyUsage=digitalSignature\\nauthorityKeyIdentifier=keyid\\n[req]\\n"                      \
  "distinguished_name=dn\\n[dn]\\n' >x.cnf\n"                                                      \
  "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout a.key -config "    \
  "x.cnf -extensions v -subj '/CN=Sigiliu Root' -days 30 -out a.pem\n"                             \
  "openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout b.key -config x.cnf "    \
  "-subj '/CN=Sigiliu Calificat' -out b.csr\n"                                                     \
  "openssl x509 -req -in b.csr -CA a.pem -CAkey a.key -set_serial 2 -extfile x.cnf -extensions v " \
  "-days 30 -out b.pem\n"                                                                          \
  "openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout c.key -config x.cnf "    \
  "-subj '/CN=Ion' -out c.csr\n"                                                                   \
  "openssl x509 -req -in c.csr -CA b.pem -CAkey b.key -set_serial 3 -extfile x.cnf -extensions p " \
  "-days 30 -out c.pem\n"                                                                          \
  "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout o.key -config "    \
  "x.cnf -extensions v -subj '/CN=Sigiliu Calificat' -days 30 -out other.pem\n"                    \
  "cat a.pem other.pem c.pem b.pem >all.pem\n"                                                     \
  "openssl x509 -in c.pem -outform DER -out c.der\n"                                               \
  "openssl crl2pkcs7 -nocrl -certfile all.pem -outform DER -out all.p7b\n"                         \
  "openssl crl2pkcs7 -nocrl -certfile all.pem -out all.p7c\n"                                      \
  "openssl crl2pkcs7 -nocrl -out none.p7c\n"                                                       \
  "openssl pkcs12 -export -in c.pem -inkey c.key -passout pass:practica -out c.p12\n"              \
  "openssl pkcs8 -topk8 -nocrypt -in c.key -outform DER -out c.p8\n"                               \
  "openssl ec -in c.key -outform DER -out c.ec\n"                                                  \
  "grep -v -e ----- c.pem >bare.txt\n"                                                             \
  "(echo 'Subject: Ion'; cat c.pem c.key) >both.pem\n"                                             \
  "(head -c 300 b.pem; echo; echo -----END CERTIFICATE-----; cat c.pem) >damaged.pem\n"            \
  "(printf '\\357\\273\\277\\n'; sed 's/$/\\r/' c.pem) >dos.pem\n"                                 \
  "openssl x509 -in c.pem -trustout -out trusted.pem\n"                                            \
  "printf '\\n<!DOCTYPE html><html><body>404</body></html>' >page.cer\n"                           \
  "printf ' \\n' >blank.cer; : >empty.cer; echo 'buna ziua' >text.cer\n"

static char *dir;

static GPtrArray *
read_file (const char *name, GError **error)
{
  g_autoptr (GBytes) bytes = test_openssl_read (dir, name);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  /* a copy of its own size, so that a sanitizer sees a read past its end */
  g_autofree guint8 *copy = g_memdup2 (data, size);

  return parafa_certificate_file_read (copy, size, error);
}

static void
test_forms (void)
{
  static const struct
  {
    const char *name;
    guint n;
  } files[] = {
    { "c.pem", 1 },   { "c.der", 1 },       { "all.pem", 4 },  { "all.p7b", 4 },
    { "all.p7c", 4 }, { "bare.txt", 1 },    { "both.pem", 1 }, { "damaged.pem", 1 },
    { "dos.pem", 1 }, { "trusted.pem", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) list = read_file (files[i].name, &error);

      g_test_message ("%s", files[i].name);
      g_assert_no_error (error);
      g_assert_cmpuint (list->len, ==, files[i].n);
      if (files[i].n == 1)
        g_assert_cmpstr (parafa_certificate_get_holder (list->pdata[0]), ==, "Ion");
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *name;
    ParafaCertificateError code;
  } files[] = {
    { "empty.cer", PARAFA_CERTIFICATE_ERROR_EMPTY },
    { "blank.cer", PARAFA_CERTIFICATE_ERROR_EMPTY },
    { "page.cer", PARAFA_CERTIFICATE_ERROR_PAGE },
    { "c.key", PARAFA_CERTIFICATE_ERROR_PRIVATE_KEY },
    { "c.p8", PARAFA_CERTIFICATE_ERROR_PRIVATE_KEY },
    { "c.ec", PARAFA_CERTIFICATE_ERROR_PRIVATE_KEY },
    { "c.p12", PARAFA_CERTIFICATE_ERROR_KEY_FILE },
    { "c.csr", PARAFA_CERTIFICATE_ERROR_REQUEST },
    { "none.p7c", PARAFA_CERTIFICATE_ERROR_NONE },
    { "text.cer", PARAFA_CERTIFICATE_ERROR_INVALID },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", files[i].name);
      g_assert_null (read_file (files[i].name, &error));
      g_assert_error (error, PARAFA_CERTIFICATE_ERROR, (int) files[i].code);
    }
}

static void
test_too_large (void)
{
  gsize length = PARAFA_CERTIFICATE_FILE_MAX + 1;
  g_autofree guint8 *bytes = g_malloc0 (length);
  g_autoptr (GError) error = NULL;

  g_assert_null (parafa_certificate_file_read (bytes, length, &error));
  g_assert_error (error, PARAFA_CERTIFICATE_ERROR, PARAFA_CERTIFICATE_ERROR_TOO_LARGE);
}

static void
test_written_is_read (void)
{
  g_autoptr (GPtrArray) list = read_file ("all.pem", NULL);
  g_autofree char *pem = parafa_certificate_file_make_pem (list);
  g_autoptr (GBytes) original = test_openssl_read (dir, "all.pem");

  /* byte for byte what OpenSSL writes */
  g_assert_cmpmem (pem, strlen (pem), g_bytes_get_data (original, NULL),
                   g_bytes_get_size (original));
}

static void
assert_link (ParafaCertificateChain *chain, guint index, const char *holder)
{
  g_assert_cmpstr (parafa_certificate_get_holder (chain->links->pdata[index]), ==, holder);
}

static void
test_chain (void)
{
  g_autoptr (GPtrArray) pool = read_file ("all.pem", NULL);
  ParafaCertificate *leaf = parafa_certificate_chain_find_leaf (pool);
  g_autoptr (ParafaCertificateChain) chain = NULL;
  g_autoptr (GPtrArray) below = read_file ("b.pem", NULL);
  g_autoptr (ParafaCertificateChain) cut = NULL;
  g_autoptr (ParafaCertificateChain) alone = NULL;

  g_assert_cmpstr (parafa_certificate_get_holder (leaf), ==, "Ion");
  chain = parafa_certificate_chain_new (leaf, pool);
  g_assert_cmpuint (chain->links->len, ==, 3);
  assert_link (chain, 0, "Ion");
  assert_link (chain, 1, "Sigiliu Calificat");
  assert_link (chain, 2, "Sigiliu Root");
  g_assert_true (chain->is_complete);
  g_assert_null (chain->missing);

  cut = parafa_certificate_chain_new (leaf, below);
  g_assert_cmpuint (cut->links->len, ==, 2);
  g_assert_false (cut->is_complete);
  g_assert_cmpstr (cut->missing, ==, "Sigiliu Root");

  alone = parafa_certificate_chain_new (leaf, NULL);
  g_assert_cmpuint (alone->links->len, ==, 1);
  g_assert_cmpstr (alone->missing, ==, "Sigiliu Calificat");
}

/* A certificate with the issuer's name and another key did not issue it */
static void
test_stranger_with_a_name (void)
{
  g_autoptr (GPtrArray) pool = read_file ("other.pem", NULL);
  g_autoptr (GPtrArray) leaf = read_file ("c.pem", NULL);
  g_autoptr (ParafaCertificateChain) chain = parafa_certificate_chain_new (leaf->pdata[0], pool);

  g_assert_cmpuint (chain->links->len, ==, 1);
  g_assert_cmpstr (chain->missing, ==, "Sigiliu Calificat");
}

/* Only authorities: the lowest one is meant */
static void
test_authorities_alone (void)
{
  g_autoptr (GPtrArray) pool = read_file ("a.pem", NULL);
  g_autoptr (GPtrArray) below = read_file ("b.pem", NULL);

  g_ptr_array_add (pool, g_object_ref (below->pdata[0]));
  g_assert_true (parafa_certificate_chain_find_leaf (pool) == below->pdata[0]);
  g_ptr_array_set_size (pool, 0);
  g_assert_null (parafa_certificate_chain_find_leaf (pool));
}

static void
test_self_signed (void)
{
  g_autoptr (GPtrArray) pool = read_file ("a.pem", NULL);
  g_autoptr (ParafaCertificateChain) chain = parafa_certificate_chain_new (pool->pdata[0], pool);

  g_assert_cmpuint (chain->links->len, ==, 1);
  g_assert_true (chain->is_complete);
  g_assert_true (parafa_certificate_chain_find_leaf (pool) == pool->pdata[0]);
}

static void
test_any_bytes (void)
{
  static const char *const seeds[] = { "all.pem", "all.p7b", "all.p7c", "c.p12", "bare.txt" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261124);
  guint n_read = 0;

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GBytes) seed = test_openssl_read (dir, seeds[round % G_N_ELEMENTS (seeds)]);
      gsize size = g_bytes_get_size (seed);
      g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (seed, NULL), size);
      g_autoptr (GPtrArray) list = NULL;
      g_autoptr (GError) error = NULL;

      for (int i = g_rand_int_range (rand, 1, 6); i > 0; i--)
        bytes[g_rand_int_range (rand, 0, (int) size)] = (guint8) g_rand_int_range (rand, 0, 256);
      list = parafa_certificate_file_read (bytes, size, &error);
      g_assert_true ((list == NULL) == (error != NULL));
      n_read += list != NULL ? 1 : 0;
    }
  g_assert_cmpuint (n_read, >, 100);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  dir = test_openssl_make_dir ();
  test_openssl_run (dir, MAKE);
  g_test_add_func ("/certificate/file/forms", test_forms);
  g_test_add_func ("/certificate/file/refused", test_refused);
  g_test_add_func ("/certificate/file/too-large", test_too_large);
  g_test_add_func ("/certificate/file/written-is-read", test_written_is_read);
  g_test_add_func ("/certificate/file/any-bytes", test_any_bytes);
  g_test_add_func ("/certificate/chain/order", test_chain);
  g_test_add_func ("/certificate/chain/stranger-with-a-name", test_stranger_with_a_name);
  g_test_add_func ("/certificate/chain/authorities-alone", test_authorities_alone);
  g_test_add_func ("/certificate/chain/self-signed", test_self_signed);
  status = g_test_run ();
  test_openssl_remove_dir (dir);
  return status;
}
