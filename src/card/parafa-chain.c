/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-chain.h"
#include "parafa-card.h"

#include <gnutls/pkcs11.h>

/* Longer than any real chain */
#define MAX_CHAIN 8

static gboolean
is_self_signed (gnutls_x509_crt_t crt)
{
  return gnutls_x509_crt_check_issuer (crt, crt) != 0;
}

/* Looks for the issuer's certificate on one token, or on all (@place "pkcs11:"), without a login */
static gnutls_x509_crt_t
find_issuer (gnutls_x509_crt_t crt, const char *place)
{
  gnutls_datum_t der = { NULL, 0 };
  gnutls_x509_crt_t issuer = NULL;
  int ret = gnutls_pkcs11_get_raw_issuer (place, crt, &der, GNUTLS_X509_FMT_DER,
                                          GNUTLS_PKCS11_OBJ_FLAG_RETRIEVE_ANY);

  if (ret < 0)
    return NULL;
  gnutls_x509_crt_init (&issuer);
  ret = gnutls_x509_crt_import (issuer, &der, GNUTLS_X509_FMT_DER);
  gnutls_free (der.data);
  if (ret >= 0 && gnutls_x509_crt_check_issuer (crt, issuer) != 0)
    return issuer;
  gnutls_x509_crt_deinit (issuer);
  return NULL;
}

/* The token part of an object's URI */
static char *
dup_token_uri (const char *uri)
{
  g_autoptr (GString) text = g_string_new ("pkcs11:");
  g_auto (GStrv) parts = NULL;

  if (!g_str_has_prefix (uri, "pkcs11:"))
    return g_strdup ("pkcs11:");
  parts = g_strsplit (uri + strlen ("pkcs11:"), ";", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (!g_str_has_prefix (parts[i], "id=") && !g_str_has_prefix (parts[i], "object=") &&
        !g_str_has_prefix (parts[i], "type="))
      g_string_append_printf (text, text->len > strlen ("pkcs11:") ? ";%s" : "%s", parts[i]);
  return g_strdup (text->str);
}

/**
 * parafa_chain_load_from_token:
 * @self: an empty chain
 * @leaf: the leaf certificate, DER
 * @uri: where it lies
 * @error: where to put the reason
 *
 * Makes the chain of a certificate: intermediates are looked for on its token first, then on every
 * other one (some issuers hand theirs out on a token of their own). A chain that cannot be
 * completed is sent as far as it goes: the server may know the rest.
 *
 * Returns: whether the leaf could be read
 */
gboolean
parafa_chain_load_from_token (ParafaChain *self, GBytes *leaf, const char *uri, GError **error)
{
  g_autofree char *token = dup_token_uri (uri);
  gnutls_x509_crt_t list[MAX_CHAIN];
  guint n = 0;
  gsize size;
  const void *data = g_bytes_get_data (leaf, &size);
  gnutls_datum_t datum = { (guchar *) data, (guint) size };
  gboolean loaded = FALSE;

  gnutls_x509_crt_init (&list[n++]);
  if (gnutls_x509_crt_import (list[0], &datum, GNUTLS_X509_FMT_DER) >= 0)
    {
      while (n < MAX_CHAIN && !is_self_signed (list[n - 1]))
        {
          gnutls_x509_crt_t issuer = find_issuer (list[n - 1], token);

          if (issuer == NULL)
            issuer = find_issuer (list[n - 1], "pkcs11:");
          if (issuer == NULL)
            break;
          list[n++] = issuer;
        }
      loaded = parafa_chain_load_from_list (self, list, n, error);
    }
  else
    g_set_error_literal (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_FAILED, "not a certificate");
  for (guint i = 0; i < n; i++)
    gnutls_x509_crt_deinit (list[i]);
  return loaded;
}

/**
 * parafa_chain_load_from_list:
 * @self: an empty chain
 * @certificates: (array length=n_certificates): leaf first
 * @n_certificates: how many
 * @error: where to put the reason
 *
 * Makes the chain of a list; a root at its end is left out, servers have their own.
 *
 * Returns: whether it worked
 */
gboolean
parafa_chain_load_from_list (ParafaChain *self,
                             gnutls_x509_crt_t *certificates,
                             guint n_certificates,
                             GError **error)
{
  int ret;

  if (n_certificates > 1 && is_self_signed (certificates[n_certificates - 1]))
    n_certificates--;
  self->certificates = g_new0 (gnutls_pcert_st, n_certificates);
  self->length = n_certificates;
  ret = gnutls_pcert_import_x509_list (self->certificates, certificates, &self->length, 0);
  if (ret >= 0 && self->length > 0)
    return TRUE;
  g_clear_pointer (&self->certificates, g_free);
  self->length = 0;
  g_set_error (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_FAILED, "certificate chain: %s",
               gnutls_strerror (ret));
  return FALSE;
}

/**
 * parafa_chain_dup_leaf:
 * @self: a chain that is not empty
 *
 * Returns: (transfer full): the bytes of its first certificate, DER
 */
GBytes *
parafa_chain_dup_leaf (ParafaChain *self)
{
  g_return_val_if_fail (self->length > 0, NULL);
  return g_bytes_new (self->certificates[0].cert.data, self->certificates[0].cert.size);
}

/**
 * parafa_chain_clear:
 * @self: a chain
 */
void
parafa_chain_clear (ParafaChain *self)
{
  for (guint i = 0; i < self->length; i++)
    gnutls_pcert_deinit (&self->certificates[i]);
  g_clear_pointer (&self->certificates, g_free);
  self->length = 0;
}
