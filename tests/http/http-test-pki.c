/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "http-test-pki.h"
#include "parafa-test.h"

#ifdef __SANITIZE_ADDRESS__
/* GCC 12's leak checker falls over the thread-local storage of threads in which a TLS handshake was done
 * ("Tracer caught signal 11"); without this interceptor it sees them right. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "intercept_tls_get_addr=0";
}
#endif

struct _HttpTestPki
{
  ParafaTestDir *dir; /* (owned) */
  GBytes *ca;         /* (owned) */
  GBytes *other_ca;   /* (owned) */
};

/* What is said of a certificate that has ended, so that only its dates are wrong */
static const char ca_config[] = "[ca]\n"
                                "default_ca = practice\n"
                                "[practice]\n"
                                "database = %1$s/index.txt\n"
                                "new_certs_dir = %1$s\n"
                                "default_md = sha256\n"
                                "policy = any\n"
                                "copy_extensions = copy\n"
                                "rand_serial = yes\n"
                                "[any]\n"
                                "commonName = supplied\n";

static void
run (const char *const *argv)
{
  g_autofree char *errors = NULL;
  int status = parafa_test_run (argv, NULL, NULL, &errors);

  if (status != 0)
    g_error ("%s %s: %s", argv[0], argv[1], errors);
}

static char *
path_of (HttpTestPki *self, const char *name)
{
  return g_build_filename (self->dir, name, NULL);
}

static GBytes *
make_ca (HttpTestPki *self, const char *name)
{
  g_autofree char *key_name = g_strconcat (name, ".key", NULL);
  g_autofree char *pem_name = g_strconcat (name, ".pem", NULL);
  g_autofree char *key = path_of (self, key_name);
  g_autofree char *pem = path_of (self, pem_name);
  g_autofree char *subject = g_strconcat ("/CN=CA de proba ", name, NULL);
  const char *argv[] = { "openssl",  "req",
                         "-x509",    "-nodes",
                         "-newkey",  "ec",
                         "-pkeyopt", "ec_paramgen_curve:P-256",
                         "-keyout",  key,
                         "-out",     pem,
                         "-days",    "2",
                         "-subj",    subject,
                         "-addext",  "keyUsage=critical,keyCertSign",
                         NULL };
  char *text = NULL;
  gsize length;

  run (argv);
  g_assert_true (g_file_get_contents (pem, &text, &length, NULL));
  return g_bytes_new_take (text, length);
}

/**
 * http_test_pki_new:
 *
 * Returns: (transfer full): two authorities that know nothing of each other
 */
HttpTestPki *
http_test_pki_new (void)
{
  HttpTestPki *self = g_new0 (HttpTestPki, 1);

  self->dir = parafa_test_dir_new ();
  self->ca = make_ca (self, "ca");
  self->other_ca = make_ca (self, "other");
  return self;
}

void
http_test_pki_free (HttpTestPki *self)
{
  g_clear_pointer (&self->dir, parafa_test_dir_free);
  g_clear_pointer (&self->ca, g_bytes_unref);
  g_clear_pointer (&self->other_ca, g_bytes_unref);
  g_free (self);
}

GBytes *
http_test_pki_get_ca (HttpTestPki *self)
{
  return self->ca;
}

GBytes *
http_test_pki_get_other_ca (HttpTestPki *self)
{
  return self->other_ca;
}

static GTlsCertificate *
load (const char *pem, const char *key)
{
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_files (pem, key, &error);

  g_assert_no_error (error);
  return certificate;
}

/**
 * http_test_pki_issue:
 * @self: the authorities
 * @alt_name: as `DNS:*.localhost`
 *
 * Returns: (transfer full): a server certificate of the first authority, with its key
 */
GTlsCertificate *
http_test_pki_issue (HttpTestPki *self, const char *alt_name)
{
  g_autofree char *ca = path_of (self, "ca.pem");
  g_autofree char *ca_key = path_of (self, "ca.key");
  g_autofree char *key = path_of (self, "server.key");
  g_autofree char *pem = path_of (self, "server.pem");
  g_autofree char *extension = g_strconcat ("subjectAltName=", alt_name, NULL);
  const char *argv[] = { "openssl", "req",     "-x509",    "-nodes",
                         "-newkey", "ec",      "-pkeyopt", "ec_paramgen_curve:P-256",
                         "-CA",     ca,        "-CAkey",   ca_key,
                         "-keyout", key,       "-out",     pem,
                         "-days",   "2",       "-subj",    "/CN=server",
                         "-addext", extension, "-addext",  "basicConstraints=critical,CA:FALSE",
                         NULL };

  run (argv);
  return load (pem, key);
}

/**
 * http_test_pki_issue_expired:
 * @self: the authorities
 * @alt_name: as `DNS:*.localhost`
 *
 * Returns: (transfer full): a server certificate of the first authority that ended in 2020
 */
GTlsCertificate *
http_test_pki_issue_expired (HttpTestPki *self, const char *alt_name)
{
  g_autofree char *text = g_strdup_printf (ca_config, self->dir);
  g_autofree char *config = parafa_test_write_file (self->dir, "ca.conf", text);
  g_autofree char *database = parafa_test_write_file (self->dir, "index.txt", "");
  g_autofree char *ca = path_of (self, "ca.pem");
  g_autofree char *ca_key = path_of (self, "ca.key");
  g_autofree char *key = path_of (self, "old.key");
  g_autofree char *csr = path_of (self, "old.csr");
  g_autofree char *pem = path_of (self, "old.pem");
  g_autofree char *extension = g_strconcat ("subjectAltName=", alt_name, NULL);
  const char *request[] = {
    "openssl", "req", "-nodes", "-newkey", "ec",    "-pkeyopt", "ec_paramgen_curve:P-256",
    "-keyout", key,   "-out",   csr,       "-subj", "/CN=old",  "-addext",
    extension, NULL
  };
  const char *sign[] = { "openssl",    "ca",
                         "-batch",     "-notext",
                         "-config",    config,
                         "-cert",      ca,
                         "-keyfile",   ca_key,
                         "-in",        csr,
                         "-out",       pem,
                         "-startdate", "20200101000000Z",
                         "-enddate",   "20200201000000Z",
                         NULL };

  g_assert_nonnull (database);
  run (request);
  run (sign);
  return load (pem, key);
}
