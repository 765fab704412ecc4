/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-certificate-chain.h"
#include "parafa-certificate-private.h"

/* Longer than any real chain */
#define MAX_LINKS 8

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_crt_t, gnutls_x509_crt_deinit, NULL)

/* By name, key identifier and signature: a new key of an authority has the name of its old one */
static gboolean
is_issued_by (ParafaCertificate *certificate, ParafaCertificate *issuer)
{
  const guint flags = GNUTLS_VERIFY_DISABLE_TIME_CHECKS | GNUTLS_VERIFY_DISABLE_CRL_CHECKS |
                      GNUTLS_VERIFY_ALLOW_SIGN_RSA_MD5 | GNUTLS_VERIFY_ALLOW_SIGN_WITH_SHA1 |
                      GNUTLS_VERIFY_ALLOW_ANY_X509_V1_CA_CRT;
  g_auto (gnutls_x509_crt_t) crt =
      parafa_certificate_import (parafa_certificate_get_der (certificate), NULL);
  g_auto (gnutls_x509_crt_t) by =
      parafa_certificate_import (parafa_certificate_get_der (issuer), NULL);
  guint status = 0;

  if (crt == NULL || by == NULL || gnutls_x509_crt_check_issuer (crt, by) == 0)
    return FALSE;
  if (gnutls_x509_crt_verify (crt, &by, 1, flags, &status) < 0)
    return FALSE;
  return (status & (GNUTLS_CERT_SIGNATURE_FAILURE | GNUTLS_CERT_SIGNER_NOT_FOUND)) == 0;
}

static gboolean
is_same (ParafaCertificate *a, ParafaCertificate *b)
{
  return a == b || g_bytes_equal (parafa_certificate_get_der (a), parafa_certificate_get_der (b));
}

static gboolean
contains (GPtrArray *links, ParafaCertificate *certificate)
{
  for (guint i = 0; i < links->len; i++)
    if (is_same (links->pdata[i], certificate))
      return TRUE;
  return FALSE;
}

static ParafaCertificate *
find_issuer (ParafaCertificate *certificate, GPtrArray *pool, GPtrArray *links)
{
  for (guint i = 0; i < pool->len; i++)
    if (!contains (links, pool->pdata[i]) && is_issued_by (certificate, pool->pdata[i]))
      return pool->pdata[i];
  return NULL;
}

/**
 * parafa_certificate_chain_new:
 * @leaf: a certificate
 * @pool: (nullable) (element-type ParafaCertificate): certificates of authorities, in any order
 *
 * Puts those of @pool that vouch for @leaf in order. Whether they are in force or trusted is not
 * asked; that their signatures hold is.
 *
 * Returns: (transfer full): the chain
 */
ParafaCertificateChain *
parafa_certificate_chain_new (ParafaCertificate *leaf, GPtrArray *pool)
{
  ParafaCertificateChain *self;
  ParafaCertificate *last = leaf;

  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (leaf), NULL);

  self = g_new0 (ParafaCertificateChain, 1);
  self->links = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->links, g_object_ref (leaf));
  while (self->links->len < MAX_LINKS && !is_issued_by (last, last))
    {
      last = pool != NULL ? find_issuer (last, pool, self->links) : NULL;
      if (last == NULL)
        break;
      g_ptr_array_add (self->links, g_object_ref (last));
    }
  last = self->links->pdata[self->links->len - 1];
  self->is_complete = is_issued_by (last, last);
  if (!self->is_complete)
    self->missing = g_strdup (parafa_certificate_get_issuer (last));
  return self;
}

/**
 * parafa_certificate_chain_free:
 * @self: (nullable) (transfer full): a chain
 */
void
parafa_certificate_chain_free (ParafaCertificateChain *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->links);
  g_free (self->missing);
  g_free (self);
}

static gboolean
has_issued_one (ParafaCertificate *certificate, GPtrArray *pool)
{
  for (guint i = 0; i < pool->len; i++)
    if (!is_same (pool->pdata[i], certificate) && is_issued_by (pool->pdata[i], certificate))
      return TRUE;
  return FALSE;
}

/**
 * parafa_certificate_chain_find_leaf:
 * @pool: (element-type ParafaCertificate): the certificates of a file
 *
 * Returns: (transfer none) (nullable): the one that the others vouch for: the first that is of no
 *   authority, else the first that issued none of them; %NULL when there is none at all
 */
ParafaCertificate *
parafa_certificate_chain_find_leaf (GPtrArray *pool)
{
  g_return_val_if_fail (pool != NULL, NULL);

  /* what it is for does not depend on the time */
  for (guint i = 0; i < pool->len; i++)
    if (parafa_certificate_get_state (pool->pdata[i], 0) != PARAFA_CERTIFICATE_AUTHORITY)
      return pool->pdata[i];
  for (guint i = 0; i < pool->len; i++)
    if (!has_issued_one (pool->pdata[i], pool))
      return pool->pdata[i];
  return pool->len > 0 ? pool->pdata[0] : NULL;
}
