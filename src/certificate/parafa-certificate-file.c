/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-certificate-file.h"

#include <gnutls/pkcs12.h>
#include <gnutls/pkcs7.h>
#include <gnutls/x509.h>
#include <string.h>

/* A file of certificates in any of the forms people are handed: PEM, DER, PKCS#7, bare base64 */

#define MAX_CERTIFICATES 64
#define PEM_BEGIN "-----BEGIN "

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_pkcs7_t, gnutls_pkcs7_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_pkcs12_t, gnutls_pkcs12_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_privkey_t, gnutls_x509_privkey_deinit, NULL)

static void
set_error (GError **error, ParafaCertificateError code, const char *message)
{
  g_set_error_literal (error, PARAFA_CERTIFICATE_ERROR, (int) code, message);
}

static gboolean
add_der (GPtrArray *list, const void *data, gsize length)
{
  g_autoptr (GBytes) der = g_bytes_new (data, length);
  ParafaCertificate *certificate =
      list->len < MAX_CERTIFICATES ? parafa_certificate_new (der, NULL, NULL) : NULL;

  if (certificate != NULL)
    g_ptr_array_add (list, certificate);
  return certificate != NULL;
}

static gboolean
add_pkcs7 (GPtrArray *list, const gnutls_datum_t *datum, gnutls_x509_crt_fmt_t format)
{
  g_auto (gnutls_pkcs7_t) pkcs7 = NULL;
  int n;

  if (gnutls_pkcs7_init (&pkcs7) < 0 || gnutls_pkcs7_import (pkcs7, datum, format) < 0)
    return FALSE;
  n = gnutls_pkcs7_get_crt_count (pkcs7);
  for (int i = 0; i < n && i < MAX_CERTIFICATES; i++)
    {
      gnutls_datum_t raw = { NULL, 0 };

      if (gnutls_pkcs7_get_crt_raw2 (pkcs7, (guint) i, &raw) < 0)
        continue;
      add_der (list, raw.data, raw.size);
      gnutls_free (raw.data);
    }
  return TRUE;
}

/* One block of a PEM file; one that is damaged does not spoil the others */
static void
add_block (GPtrArray *list, const char *begin, gsize length, gboolean *is_container)
{
  gnutls_datum_t datum = { (guchar *) begin, (guint) length };
  gnutls_datum_t der = { NULL, 0 };
  const char *name = begin + strlen (PEM_BEGIN);

  if (g_str_has_prefix (name, "PKCS7-----") || g_str_has_prefix (name, "CMS-----"))
    {
      *is_container = TRUE;
      add_pkcs7 (list, &datum, GNUTLS_X509_FMT_PEM);
      return;
    }
  if (!g_str_has_prefix (name, "CERTIFICATE-----") &&
      !g_str_has_prefix (name, "X509 CERTIFICATE-----") &&
      !g_str_has_prefix (name, "TRUSTED CERTIFICATE-----"))
    return;
  if (gnutls_pem_base64_decode2 (NULL, &datum, &der) < 0)
    return;
  add_der (list, der.data, der.size);
  gnutls_free (der.data);
}

static void
explain_pem (const char *text, gboolean is_container, GError **error)
{
  if (is_container)
    set_error (error, PARAFA_CERTIFICATE_ERROR_NONE, "a PKCS#7 file without certificates");
  else if (strstr (text, "CERTIFICATE REQUEST-----") != NULL)
    set_error (error, PARAFA_CERTIFICATE_ERROR_REQUEST, "a request for a certificate");
  else if (strstr (text, "PRIVATE KEY-----") != NULL)
    set_error (error, PARAFA_CERTIFICATE_ERROR_PRIVATE_KEY, "a private key, no certificate");
  else
    set_error (error, PARAFA_CERTIFICATE_ERROR_INVALID, "no certificate among the PEM blocks");
}

static void
read_pem (GPtrArray *list, const char *text, GError **error)
{
  gboolean is_container = FALSE;
  const char *begin = strstr (text, PEM_BEGIN);

  while (begin != NULL)
    {
      const char *next = strstr (begin + strlen (PEM_BEGIN), PEM_BEGIN);
      gsize length = next != NULL ? (gsize) (next - begin) : strlen (begin);

      add_block (list, begin, length, &is_container);
      begin = next;
    }
  if (list->len == 0)
    explain_pem (text, is_container, error);
}

static gboolean
is_private_key (const gnutls_datum_t *datum)
{
  g_auto (gnutls_x509_privkey_t) key = NULL;
  int ret;

  if (gnutls_x509_privkey_init (&key) < 0)
    return FALSE;
  ret = gnutls_x509_privkey_import (key, datum, GNUTLS_X509_FMT_DER);
  if (ret < 0)
    ret =
        gnutls_x509_privkey_import_pkcs8 (key, datum, GNUTLS_X509_FMT_DER, NULL, GNUTLS_PKCS_PLAIN);
  return ret >= 0 || ret == GNUTLS_E_DECRYPTION_FAILED;
}

static void
read_der (GPtrArray *list, const guint8 *bytes, gsize length, GError **error)
{
  gnutls_datum_t datum = { (guchar *) bytes, (guint) length };
  g_auto (gnutls_pkcs12_t) pkcs12 = NULL;

  if (add_der (list, bytes, length))
    return;
  if (add_pkcs7 (list, &datum, GNUTLS_X509_FMT_DER))
    {
      if (list->len == 0)
        set_error (error, PARAFA_CERTIFICATE_ERROR_NONE, "a PKCS#7 file without certificates");
      return;
    }
  if (gnutls_pkcs12_init (&pkcs12) >= 0 &&
      gnutls_pkcs12_import (pkcs12, &datum, GNUTLS_X509_FMT_DER, 0) >= 0)
    set_error (error, PARAFA_CERTIFICATE_ERROR_KEY_FILE, "a PKCS#12 file, locked by a password");
  else if (is_private_key (&datum))
    set_error (error, PARAFA_CERTIFICATE_ERROR_PRIVATE_KEY, "a private key, no certificate");
  else
    set_error (error, PARAFA_CERTIFICATE_ERROR_INVALID, "no X.509 certificate");
}

/* A certificate copied without its first and last line */
static guint8 *
decode_base64 (const char *text, gsize *length)
{
  gsize size = strlen (text);

  if (size < 64 || strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                 "+/= \t\r\n") != size)
    return NULL;
  return g_base64_decode (text, length);
}

static void
read_text (GPtrArray *list, const char *text, GError **error)
{
  gsize length = 0;
  g_autofree guint8 *der = NULL;

  if (strstr (text, PEM_BEGIN) != NULL)
    {
      read_pem (list, text, error);
      return;
    }
  der = decode_base64 (text, &length);
  if (der != NULL)
    read_der (list, der, length, error);
  else if (*text == '<')
    set_error (error, PARAFA_CERTIFICATE_ERROR_PAGE, "a web page or XML");
  else
    set_error (error, PARAFA_CERTIFICATE_ERROR_INVALID, "a text without a certificate");
}

static gboolean
is_text (const guint8 *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (bytes[i] == 0 || (bytes[i] < 0x20 && !g_ascii_isspace (bytes[i])))
      return FALSE;
  return TRUE;
}

/**
 * parafa_certificate_file_read:
 * @bytes: (array length=length): the contents of a file
 * @length: number of bytes
 * @error: where to put the reason
 *
 * Reads certificates in PEM (one or many, also beside other things), DER, PKCS#7 (RFC 5652) in both
 * forms, and base64 without the lines around it. Damaged ones among good ones are left out.
 *
 * Fails with the codes of #ParafaCertificateError, each for a file that people do take for one of
 * certificates.
 *
 * Returns: (transfer full) (nullable) (element-type ParafaCertificate): at least one, as they stand
 */
GPtrArray *
parafa_certificate_file_read (const guint8 *bytes, gsize length, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  if (length > PARAFA_CERTIFICATE_FILE_MAX)
    {
      set_error (error, PARAFA_CERTIFICATE_ERROR_TOO_LARGE, "larger than any certificate file");
      return NULL;
    }
  if (is_text (bytes, length))
    {
      g_autoptr (GString) copy = g_string_new_len ((const char *) bytes, (gssize) length);
      const char *text = g_str_has_prefix (copy->str, "\xef\xbb\xbf") ? copy->str + 3 : copy->str;

      while (g_ascii_isspace (*text))
        text++;
      if (*text == '\0')
        set_error (error, PARAFA_CERTIFICATE_ERROR_EMPTY, "an empty file");
      else
        read_text (list, text, error);
    }
  else
    read_der (list, bytes, length, error);
  return list->len > 0 ? g_steal_pointer (&list) : NULL;
}

/**
 * parafa_certificate_file_make_pem:
 * @certificates: (element-type ParafaCertificate): certificates
 *
 * Returns: (transfer full): them as PEM (RFC 7468, section 5), in their order
 */
char *
parafa_certificate_file_make_pem (GPtrArray *certificates)
{
  GString *pem = g_string_new (NULL);

  g_return_val_if_fail (certificates != NULL, g_string_free (pem, FALSE));

  for (guint i = 0; i < certificates->len; i++)
    {
      gsize length;
      const void *data =
          g_bytes_get_data (parafa_certificate_get_der (certificates->pdata[i]), &length);
      gnutls_datum_t der = { (guchar *) data, (guint) length };
      gnutls_datum_t text = { NULL, 0 };

      if (gnutls_pem_base64_encode2 ("CERTIFICATE", &der, &text) < 0)
        g_error ("certificate: out of memory");
      g_string_append_len (pem, (const char *) text.data, (gssize) text.size);
      gnutls_free (text.data);
    }
  return g_string_free (pem, FALSE);
}
