/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-pki.h"

#include "parafa-sim-folder.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <string.h>

#define HOUR_S (G_GINT64_CONSTANT (3600))
#define DAY_S (24 * HOUR_S)
#define YEAR_S (365 * DAY_S)
#define RENEW_BEFORE_S (30 * DAY_S)

#define SERVER_HOSTS "DNS:logincert.localhost,DNS:api.localhost,DNS:localhost,IP:127.0.0.1,IP:::1"

/* One certificate with its key */
typedef struct
{
  X509 *certificate; /* (owned) */
  EVP_PKEY *key;     /* (owned) */
} Identity;

static void
identity_clear (Identity *self)
{
  g_clear_pointer (&self->certificate, X509_free);
  g_clear_pointer (&self->key, EVP_PKEY_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Identity, identity_clear)

static char *
path_in (const char *dir, const char *name, const char *ending)
{
  g_autofree char *file = g_strconcat (name, ending, NULL);

  return g_build_filename (dir, file, NULL);
}

/* Writes what a memory BIO collected, and wipes it: it may have been a key */
static gboolean
write_bio (BIO *bio, const char *path, GError **error)
{
  char *data = NULL;
  long length = BIO_get_mem_data (bio, &data);
  gboolean written;

  written = parafa_sim_folder_write (path, data, (gsize) length, error);
  OPENSSL_cleanse (data, (gsize) length);
  return written;
}

static gboolean
write_key (EVP_PKEY *key, const char *path, GError **error)
{
  BIO *bio = BIO_new (BIO_s_secmem ());
  gboolean written = FALSE;

  if (PEM_write_bio_PKCS8PrivateKey (bio, key, NULL, NULL, 0, NULL, NULL) == 1)
    written = write_bio (bio, path, error);
  else
    parafa_sim_set_crypto_error (error, "cannot write a key");
  BIO_free (bio);
  return written;
}

static gboolean
write_certificates (X509 *first, X509 *second, const char *path, GError **error)
{
  BIO *bio = BIO_new (BIO_s_mem ());
  gboolean written = FALSE;

  if (PEM_write_bio_X509 (bio, first) == 1 &&
      (second == NULL || PEM_write_bio_X509 (bio, second) == 1))
    written = write_bio (bio, path, error);
  else
    parafa_sim_set_crypto_error (error, "cannot write a certificate");
  BIO_free (bio);
  return written;
}

static gboolean
write_pkcs12 (
    const Identity *identity, X509 *issuer, const char *label, const char *path, GError **error)
{
  STACK_OF (X509) *chain = sk_X509_new_null ();
  BIO *bio = BIO_new (BIO_s_mem ());
  PKCS12 *file = NULL;
  gboolean written = FALSE;

  if (chain != NULL && sk_X509_push (chain, issuer) > 0)
    file = PKCS12_create (PARAFA_SIM_PRACTICE_PASSWORD, label, identity->key, identity->certificate,
                          chain, 0, 0, 0, 0, 0);
  if (file != NULL && i2d_PKCS12_bio (bio, file) == 1)
    written = write_bio (bio, path, error);
  else
    parafa_sim_set_crypto_error (error, "cannot write a PKCS#12 file");
  PKCS12_free (file);
  BIO_free (bio);
  sk_X509_free (chain);
  return written;
}

/**
 * parafa_sim_pki_load_key:
 * @dir: the state folder
 * @name: "signing" reads DIR/signing.key
 * @error: return location for a %PARAFA_SIM_ERROR
 *
 * Returns: (transfer full) (nullable): the private key
 */
EVP_PKEY *
parafa_sim_pki_load_key (const char *dir, const char *name, GError **error)
{
  g_autofree char *path = path_in (dir, name, ".key");
  BIO *bio = BIO_new_file (path, "r");
  EVP_PKEY *key = bio != NULL ? PEM_read_bio_PrivateKey (bio, NULL, NULL, NULL) : NULL;

  BIO_free (bio);
  if (key == NULL)
    parafa_sim_set_crypto_error (error, "cannot read a key of the state folder");
  return key;
}

/**
 * parafa_sim_pki_load_certificate:
 * @dir: the state folder
 * @name: "server" reads DIR/server.pem
 * @error: return location for a %PARAFA_SIM_ERROR
 *
 * Returns: (transfer full) (nullable): the first certificate of the file
 */
X509 *
parafa_sim_pki_load_certificate (const char *dir, const char *name, GError **error)
{
  g_autofree char *path = path_in (dir, name, ".pem");
  BIO *bio = BIO_new_file (path, "r");
  X509 *certificate = bio != NULL ? PEM_read_bio_X509 (bio, NULL, NULL, NULL) : NULL;

  BIO_free (bio);
  if (certificate == NULL)
    parafa_sim_set_crypto_error (error, "cannot read a certificate of the state folder");
  return certificate;
}

/* A pair that is damaged, ends soon, was signed by another authority or does not belong together is
 * as good as none */
static gboolean
identity_load (Identity *self, const char *dir, const char *name, X509 *issuer, gint64 now_s)
{
  g_autoptr (EVP_PKEY) issuer_key = NULL;
  time_t soon = (time_t) (now_s + RENEW_BEFORE_S);
  time_t now = (time_t) now_s;

  self->certificate = parafa_sim_pki_load_certificate (dir, name, NULL);
  self->key = parafa_sim_pki_load_key (dir, name, NULL);
  if (self->certificate != NULL)
    issuer_key = X509_get_pubkey (issuer != NULL ? issuer : self->certificate);
  if (self->key != NULL && issuer_key != NULL &&
      X509_check_private_key (self->certificate, self->key) == 1 &&
      X509_verify (self->certificate, issuer_key) == 1 &&
      X509_cmp_time (X509_get0_notBefore (self->certificate), &now) < 0 &&
      X509_cmp_time (X509_get0_notAfter (self->certificate), &soon) > 0)
    return TRUE;
  ERR_clear_error ();
  identity_clear (self);
  return FALSE;
}

static gboolean
identity_make (Identity *self,
               const ParafaSimCertificateText *text,
               ParafaSimKeyType type,
               const Identity *issuer,
               GError **error)
{
  self->key = parafa_sim_key_new (type, error);
  if (self->key == NULL)
    return FALSE;
  self->certificate =
      parafa_sim_certificate_new (text, self->key, issuer != NULL ? issuer->certificate : NULL,
                                  issuer != NULL ? issuer->key : self->key, error);
  return self->certificate != NULL;
}

/* Reads an authority's or the server's pair, or makes and writes it */
static gboolean
identity_ensure (Identity *self,
                 const char *dir,
                 const char *name,
                 ParafaSimCertificateText *text,
                 const Identity *issuer,
                 gint64 now_s,
                 GError **error)
{
  g_autofree char *certificate_path = path_in (dir, name, ".pem");
  g_autofree char *key_path = path_in (dir, name, ".key");

  if (identity_load (self, dir, name, issuer != NULL ? issuer->certificate : NULL, now_s))
    return TRUE;
  text->not_before_s = now_s - DAY_S;
  text->not_after_s =
      now_s + (text->kind == PARAFA_SIM_CERTIFICATE_SERVER ? 2 * YEAR_S : 10 * YEAR_S);
  return identity_make (self, text, PARAFA_SIM_KEY_RSA, issuer, error) &&
         write_key (self->key, key_path, error) &&
         write_certificates (self->certificate, NULL, certificate_path, error);
}

static gboolean
ensure_server (const char *dir, gint64 now_s, GError **error)
{
  g_auto (Identity) ca = { NULL, NULL };
  g_auto (Identity) server = { NULL, NULL };
  ParafaSimCertificateText ca_text = {
    .kind = PARAFA_SIM_CERTIFICATE_ROOT,
    .common_name = "Parafa Practice Server CA",
  };
  ParafaSimCertificateText server_text = {
    .kind = PARAFA_SIM_CERTIFICATE_SERVER,
    .common_name = "logincert.localhost",
    .hosts = SERVER_HOSTS,
  };

  return identity_ensure (&ca, dir, "ca", &ca_text, NULL, now_s, error) &&
         identity_ensure (&server, dir, "server", &server_text, &ca, now_s, error);
}

static gboolean
ensure_client_authority (Identity *intermediate, const char *dir, gint64 now_s, GError **error)
{
  g_auto (Identity) root = { NULL, NULL };
  ParafaSimCertificateText root_text = {
    .kind = PARAFA_SIM_CERTIFICATE_ROOT,
    .common_name = "Parafa Practice Root CA",
  };
  ParafaSimCertificateText intermediate_text = {
    .kind = PARAFA_SIM_CERTIFICATE_INTERMEDIATE,
    .common_name = "Parafa Practice Qualified CA",
  };

  return identity_ensure (&root, dir, "client-root", &root_text, NULL, now_s, error) &&
         identity_ensure (intermediate, dir, "client-intermediate", &intermediate_text, &root,
                          now_s, error);
}

static gboolean
ensure_signing_key (const char *dir, GError **error)
{
  g_autofree char *path = path_in (dir, "signing", ".key");
  g_autoptr (EVP_PKEY) key = parafa_sim_pki_load_key (dir, "signing", NULL);

  if (key != NULL)
    return TRUE;
  key = parafa_sim_key_new (PARAFA_SIM_KEY_RSA, error);
  return key != NULL && write_key (key, path, error);
}

static void
issue_times (ParafaSimCertificateText *text, ParafaSimIssueKind kind, gint64 now_s)
{
  text->not_before_s = now_s - HOUR_S;
  text->not_after_s = now_s + 2 * YEAR_S;
  if (kind == PARAFA_SIM_ISSUE_EXPIRED)
    {
      text->not_before_s = now_s - 2 * YEAR_S;
      text->not_after_s = now_s - 30 * DAY_S;
    }
  else if (kind == PARAFA_SIM_ISSUE_FUTURE)
    {
      text->not_before_s = now_s + 30 * DAY_S;
      text->not_after_s = now_s + 30 * DAY_S + 2 * YEAR_S;
    }
}

static gboolean
issue_into (const char *dir,
            const ParafaSimIssue *issue,
            const Identity *authority,
            gint64 now_s,
            GError **error)
{
  g_auto (Identity) leaf = { NULL, NULL };
  g_autofree char *pem = path_in (dir, issue->name, ".pem");
  g_autofree char *chain = path_in (dir, issue->name, "-chain.pem");
  g_autofree char *key = path_in (dir, issue->name, ".key");
  g_autofree char *file = path_in (dir, issue->name, ".p12");
  ParafaSimCertificateText text = {
    .kind = issue->kind == PARAFA_SIM_ISSUE_SIGNATURE ? PARAFA_SIM_CERTIFICATE_PERSON_SIGN
                                                      : PARAFA_SIM_CERTIFICATE_PERSON,
    .common_name = issue->holder,
    .serial = issue->serial,
  };

  issue_times (&text, issue->kind, now_s);
  return identity_make (&leaf, &text, issue->key, authority, error) &&
         write_key (leaf.key, key, error) &&
         write_certificates (leaf.certificate, authority->certificate, chain, error) &&
         write_pkcs12 (&leaf, authority->certificate, issue->holder, file, error) &&
         write_certificates (leaf.certificate, NULL, pem, error);
}

/* The file is what others read; it is written before practice.pem, so a stop in between repeats */
static gboolean
ensure_practice (const char *dir, const Identity *authority, gint64 now_s, GError **error)
{
  g_auto (Identity) practice = { NULL, NULL };
  g_autofree char *file = path_in (dir, "practice", ".p12");
  ParafaSimIssue issue = { .name = "practice", .holder = PARAFA_SIM_PRACTICE_HOLDER };

  if (identity_load (&practice, dir, "practice", authority->certificate, now_s) &&
      g_file_test (file, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  return issue_into (dir, &issue, authority, now_s, error);
}

/**
 * parafa_sim_pki_prepare:
 * @dir: the state folder, made when absent
 * @now_s: Unix seconds
 * @error: return location for a %PARAFA_SIM_ERROR
 *
 * Makes what is missing, damaged or about to end: the server's authority and certificate, the
 * clients' root and intermediate, the key that signs tokens, the practice certificate.
 *
 * Returns: whether all of it is there
 */
gboolean
parafa_sim_pki_prepare (const char *dir, gint64 now_s, GError **error)
{
  g_auto (Identity) authority = { NULL, NULL };
  int lock = parafa_sim_folder_lock (dir, error);
  gboolean done;

  if (lock < 0)
    return FALSE;
  done = ensure_server (dir, now_s, error) && ensure_signing_key (dir, error) &&
         ensure_client_authority (&authority, dir, now_s, error) &&
         ensure_practice (dir, &authority, now_s, error);
  parafa_sim_folder_unlock (lock);
  return done;
}

static gboolean
check_issue (const ParafaSimIssue *issue, GError **error)
{
  static const char *const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                     "0123456789-_";

  if (*issue->name == '\0' || strspn (issue->name, letters) != strlen (issue->name))
    g_set_error_literal (error, PARAFA_SIM_ERROR, PARAFA_SIM_ERROR_ARGUMENT,
                         "the name may have letters, digits, - and _ only");
  else if (*issue->holder == '\0' || !g_utf8_validate (issue->holder, -1, NULL) ||
           g_utf8_strlen (issue->holder, -1) > 64)
    g_set_error_literal (error, PARAFA_SIM_ERROR, PARAFA_SIM_ERROR_ARGUMENT,
                         "the holder's name is empty, longer than 64 characters or not UTF-8");
  else if (issue->serial != NULL &&
           (*issue->serial == '\0' || strlen (issue->serial) > 40 ||
            strspn (issue->serial, "0123456789abcdefABCDEF") != strlen (issue->serial)))
    g_set_error_literal (error, PARAFA_SIM_ERROR, PARAFA_SIM_ERROR_ARGUMENT,
                         "the serial is not 1 to 40 hex digits");
  else
    return TRUE;
  return FALSE;
}

/**
 * parafa_sim_pki_issue:
 * @dir: the state folder, made when absent
 * @issue: what is wanted
 * @now_s: Unix seconds
 * @error: return location for a %PARAFA_SIM_ERROR
 *
 * Issues a client certificate under the practice authority and writes DIR/issued/NAME.pem,
 * NAME-chain.pem, NAME.key and NAME.p12.
 *
 * Returns: whether the files are written
 */
gboolean
parafa_sim_pki_issue (const char *dir, const ParafaSimIssue *issue, gint64 now_s, GError **error)
{
  g_auto (Identity) authority = { NULL, NULL };
  g_autofree char *issued = NULL;
  int lock;
  gboolean done;

  g_return_val_if_fail (dir != NULL && issue != NULL, FALSE);

  if (!check_issue (issue, error))
    return FALSE;
  lock = parafa_sim_folder_lock (dir, error);
  if (lock < 0)
    return FALSE;
  issued = g_build_filename (dir, "issued", NULL);
  done = ensure_client_authority (&authority, dir, now_s, error) &&
         parafa_sim_folder_make (issued, error) &&
         issue_into (issued, issue, &authority, now_s, error);
  parafa_sim_folder_unlock (lock);
  return done;
}
