/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-key-file.h"
#include "parafa-card.h"

#include <gnutls/pkcs12.h>
#include <string.h>

/* Certificate, key and chain take some kilobytes */
#define MAX_FILE_BYTES (1024 * 1024)

static gboolean
fail (GError **error, ParafaCardError code, const char *text)
{
  g_set_error_literal (error, PARAFA_CARD_ERROR, code, text);
  return FALSE;
}

static gboolean
read_file (const char *path, char **bytes, gsize *length, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &reason);

  if (file == NULL)
    return fail (error, PARAFA_CARD_ERROR_FILE, reason->message);
  *length = g_mapped_file_get_length (file);
  if (*length == 0 || *length > MAX_FILE_BYTES)
    return fail (error, PARAFA_CARD_ERROR_FILE, "the file is empty or too long");
  *bytes = g_memdup2 (g_mapped_file_get_contents (file), *length);
  return TRUE;
}

/* An empty password may be stored as "" or as none (PKCS#12 leaves it open): both are tried */
static int
check_password (gnutls_pkcs12_t file, const ParafaSecret *password, const char **accepted)
{
  const char *text = parafa_secret_get (password);
  int ret = gnutls_pkcs12_verify_mac (file, text);

  *accepted = text;
  if (ret == GNUTLS_E_MAC_VERIFY_FAILED && *text == '\0' &&
      gnutls_pkcs12_verify_mac (file, NULL) >= 0)
    {
      *accepted = NULL;
      ret = 0;
    }
  return ret;
}

static gboolean
use_contents (gnutls_x509_privkey_t x509_key,
              gnutls_x509_crt_t *certificates,
              guint n_certificates,
              ParafaChain *chain,
              gnutls_privkey_t *key,
              GError **error)
{
  int ret;

  if (x509_key == NULL || n_certificates == 0)
    return fail (error, PARAFA_CARD_ERROR_KEY_MISSING, "the file has no certificate with its key");
  if (!parafa_chain_load_from_list (chain, certificates, n_certificates, error))
    return FALSE;
  gnutls_privkey_init (key);
  ret = gnutls_privkey_import_x509 (*key, x509_key, GNUTLS_PRIVKEY_IMPORT_COPY);
  if (ret < 0)
    return fail (error, PARAFA_CARD_ERROR_FILE, gnutls_strerror (ret));
  return TRUE;
}

static gboolean
parse (gnutls_pkcs12_t file,
       const ParafaSecret *password,
       ParafaChain *chain,
       gnutls_privkey_t *key,
       GError **error)
{
  gnutls_x509_privkey_t x509_key = NULL;
  gnutls_x509_crt_t *certificates = NULL;
  guint n_certificates = 0;
  const char *accepted;
  gboolean used;
  int ret = check_password (file, password, &accepted);

  if (ret == GNUTLS_E_MAC_VERIFY_FAILED)
    return fail (error, PARAFA_CARD_ERROR_FILE_PASSWORD, "wrong password");
  ret = gnutls_pkcs12_simple_parse (file, accepted, &x509_key, &certificates, &n_certificates, NULL,
                                    NULL, NULL, 0);
  if (ret == GNUTLS_E_DECRYPTION_FAILED)
    return fail (error, PARAFA_CARD_ERROR_FILE_PASSWORD, "wrong password");
  if (ret < 0)
    return fail (error, PARAFA_CARD_ERROR_FILE, gnutls_strerror (ret));
  used = use_contents (x509_key, certificates, n_certificates, chain, key, error);
  for (guint i = 0; i < n_certificates; i++)
    gnutls_x509_crt_deinit (certificates[i]);
  gnutls_free (certificates);
  if (x509_key != NULL)
    gnutls_x509_privkey_deinit (x509_key);
  return used;
}

/**
 * parafa_key_file_read:
 * @path: a PKCS#12 file
 * @password: its password, may be empty
 * @chain: an empty chain
 * @key: (out): the key
 * @error: where to put the reason
 *
 * Reads certificate, intermediates and key of a file.
 *
 * Fails with %PARAFA_CARD_ERROR_FILE, %PARAFA_CARD_ERROR_FILE_PASSWORD or
 * %PARAFA_CARD_ERROR_KEY_MISSING.
 *
 * Returns: whether it worked
 */
gboolean
parafa_key_file_read (const char *path,
                      const ParafaSecret *password,
                      ParafaChain *chain,
                      gnutls_privkey_t *key,
                      GError **error)
{
  g_autofree char *bytes = NULL;
  gsize length = 0;
  gnutls_pkcs12_t file;
  gnutls_datum_t datum;
  gboolean read = FALSE;

  if (!read_file (path, &bytes, &length, error))
    return FALSE;
  datum.data = (guchar *) bytes;
  datum.size = (guint) length;
  gnutls_pkcs12_init (&file);
  if (gnutls_pkcs12_import (file, &datum, GNUTLS_X509_FMT_DER, 0) < 0)
    fail (error, PARAFA_CARD_ERROR_FILE, "not a PKCS#12 file");
  else
    read = parse (file, password, chain, key, error);
  gnutls_pkcs12_deinit (file);
  explicit_bzero (bytes, length);
  return read;
}
