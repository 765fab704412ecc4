/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-chain.h"
#include "parafa-card.h"
#include "parafa-issuer-folder.h"
#include "parafa-paths.h"

#include <gnutls/pkcs11.h>

/* Longer than any real chain */
#define MAX_CHAIN 8

/* The certificates of a chain while it is being made */
typedef struct
{
  gnutls_x509_crt_t list[MAX_CHAIN]; /* (owned): leaf first */
  guint n;
  gint64 now_s;
  const char *token;       /* (nullable): PKCS#11 URI of the leaf's token */
  gnutls_x509_crt_t *more; /* (nullable): what lay beside the leaf */
  guint n_more;
  GPtrArray *issuers; /* (owned) (nullable) (element-type ParafaCertificate): of the folders */
} Making;

static gboolean
is_self_signed (gnutls_x509_crt_t crt)
{
  return gnutls_x509_crt_check_issuer (crt, crt) != 0;
}

/* Issuers are renewed under their name, with a new key or with the old one: the name does not say
 * which of them it was, the signature does */
static gboolean
has_issued (gnutls_x509_crt_t issuer, gnutls_x509_crt_t crt)
{
  const guint unwanted =
      GNUTLS_CERT_SIGNATURE_FAILURE | GNUTLS_CERT_SIGNER_NOT_FOUND | GNUTLS_CERT_SIGNER_NOT_CA;
  guint status = 0;

  return gnutls_x509_crt_check_issuer (crt, issuer) != 0 &&
         gnutls_x509_crt_verify (crt, &issuer, 1,
                                 GNUTLS_VERIFY_DISABLE_TIME_CHECKS | GNUTLS_VERIFY_ALLOW_BROKEN,
                                 &status) >= 0 &&
         (status & unwanted) == 0;
}

/* A root is not sent, but it ends the search */
static gboolean
is_next (Making *making, gnutls_x509_crt_t issuer)
{
  return has_issued (issuer, making->list[making->n - 1]) &&
         (is_self_signed (issuer) ||
          (gnutls_x509_crt_get_expiration_time (issuer) >= making->now_s &&
           gnutls_x509_crt_get_activation_time (issuer) <= making->now_s));
}

/* Returns: (nullable): a certificate of its own */
static gnutls_x509_crt_t
import (const gnutls_datum_t *der)
{
  gnutls_x509_crt_t crt = NULL;

  gnutls_x509_crt_init (&crt);
  if (gnutls_x509_crt_import (crt, der, GNUTLS_X509_FMT_DER) >= 0)
    return crt;
  gnutls_x509_crt_deinit (crt);
  return NULL;
}

static gnutls_x509_crt_t
import_bytes (GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  gnutls_datum_t datum = { (guchar *) data, (guint) size };

  return import (&datum);
}

/* Looks on one token, or on all ("pkcs11:"), without a login */
static gnutls_x509_crt_t
find_on_token (Making *making, const char *place)
{
  gnutls_datum_t der = { NULL, 0 };
  gnutls_x509_crt_t issuer = NULL;

  if (gnutls_pkcs11_get_raw_issuer (place, making->list[making->n - 1], &der, GNUTLS_X509_FMT_DER,
                                    GNUTLS_PKCS11_OBJ_FLAG_RETRIEVE_ANY) < 0)
    return NULL;
  issuer = import (&der);
  gnutls_free (der.data);
  if (issuer != NULL && is_next (making, issuer))
    return issuer;
  if (issuer != NULL)
    gnutls_x509_crt_deinit (issuer);
  return NULL;
}

static gnutls_x509_crt_t
find_beside (Making *making)
{
  for (guint i = 0; i < making->n_more; i++)
    if (is_next (making, making->more[i]))
      {
        gnutls_datum_t der = { NULL, 0 };
        gnutls_x509_crt_t copy = NULL;

        if (gnutls_x509_crt_export2 (making->more[i], GNUTLS_X509_FMT_DER, &der) < 0)
          continue;
        copy = import (&der);
        gnutls_free (der.data);
        if (copy != NULL)
          return copy;
      }
  return NULL;
}

static void
read_folders (Making *making)
{
  g_autofree char *shared = parafa_paths_find_data ("issuers");
  g_autofree char *own = parafa_paths_get_own_dir ("issuers");

  if (making->issuers != NULL)
    return;
  making->issuers = g_ptr_array_new_with_free_func (g_object_unref);
  parafa_issuer_folder_read (own, making->now_s, making->issuers, NULL);
  parafa_issuer_folder_read (shared, making->now_s, making->issuers, NULL);
}

static gnutls_x509_crt_t
find_in_folders (Making *making)
{
  read_folders (making);
  for (guint i = 0; i < making->issuers->len; i++)
    {
      gnutls_x509_crt_t issuer =
          import_bytes (parafa_certificate_get_der (g_ptr_array_index (making->issuers, i)));

      if (issuer != NULL && is_next (making, issuer))
        return issuer;
      if (issuer != NULL)
        gnutls_x509_crt_deinit (issuer);
    }
  return NULL;
}

/* What the issuer handed out with the certificate first, what the person added last; other tokens in
 * between, because some issuers hand theirs out on one of their own */
static gnutls_x509_crt_t
find_next (Making *making)
{
  gnutls_x509_crt_t issuer = find_beside (making);

  if (issuer == NULL && making->token != NULL)
    issuer = find_on_token (making, making->token);
  if (issuer == NULL && making->token != NULL)
    issuer = find_on_token (making, "pkcs11:");
  if (issuer == NULL)
    issuer = find_in_folders (making);
  return issuer;
}

/* Takes over @leaf */
static gboolean
load (ParafaChain *self, gnutls_x509_crt_t leaf, Making *making, GError **error)
{
  int ret;

  making->now_s = g_get_real_time () / G_USEC_PER_SEC;
  making->list[making->n++] = leaf;
  while (making->n < MAX_CHAIN && !is_self_signed (making->list[making->n - 1]))
    {
      gnutls_x509_crt_t issuer = find_next (making);

      if (issuer == NULL)
        break;
      making->list[making->n++] = issuer;
    }
  self->length = making->n;
  if (making->n > 1 && is_self_signed (making->list[making->n - 1]))
    self->length--;
  self->certificates = g_new0 (gnutls_pcert_st, self->length);
  ret = gnutls_pcert_import_x509_list (self->certificates, making->list, &self->length, 0);
  for (guint i = 0; i < making->n; i++)
    gnutls_x509_crt_deinit (making->list[i]);
  g_clear_pointer (&making->issuers, g_ptr_array_unref);
  if (ret >= 0 && self->length > 0)
    return TRUE;
  g_clear_pointer (&self->certificates, g_free);
  self->length = 0;
  g_set_error (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_FAILED, "certificate chain: %s",
               gnutls_strerror (ret));
  return FALSE;
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
 * other one, then in the folders of issuers. Those that have ended are passed over. A chain that
 * cannot be completed is sent as far as it goes: the server may know the rest.
 *
 * Returns: whether the leaf could be read
 */
gboolean
parafa_chain_load_from_token (ParafaChain *self, GBytes *leaf, const char *uri, GError **error)
{
  g_autofree char *token = dup_token_uri (uri);
  gnutls_x509_crt_t crt = import_bytes (leaf);
  Making making = { .token = token };

  if (crt != NULL)
    return load (self, crt, &making, error);
  g_set_error_literal (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_FAILED, "not a certificate");
  return FALSE;
}

/**
 * parafa_chain_load_from_list:
 * @self: an empty chain
 * @certificates: (array length=n_certificates): what a file holds, leaf first
 * @n_certificates: how many
 * @error: where to put the reason
 *
 * Makes the chain of a list, in whatever order the issuers stand there; what it lacks is looked for
 * in the folders of issuers. A root is left out, servers have their own.
 *
 * Returns: whether it worked
 */
gboolean
parafa_chain_load_from_list (ParafaChain *self,
                             gnutls_x509_crt_t *certificates,
                             guint n_certificates,
                             GError **error)
{
  gnutls_datum_t der = { NULL, 0 };
  gnutls_x509_crt_t leaf = NULL;
  Making making = { .more = certificates + 1,
                    .n_more = n_certificates > 0 ? n_certificates - 1 : 0 };

  if (n_certificates > 0 &&
      gnutls_x509_crt_export2 (certificates[0], GNUTLS_X509_FMT_DER, &der) >= 0)
    leaf = import (&der);
  gnutls_free (der.data);
  if (leaf != NULL)
    return load (self, leaf, &making, error);
  g_set_error_literal (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_FAILED, "not a certificate");
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
