/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-system-trust.h"

#include <gnutls/x509.h>
/* the iterator is in every version, under this switch */
#define P11_KIT_FUTURE_UNSTABLE_API
#include <p11-kit/iter.h>
#include <p11-kit/p11-kit.h>

#define MAX_CERTIFICATE_BYTES 65536

static void
add_authority (P11KitIter *iter, GPtrArray *authorities)
{
  g_autofree guint8 *bytes = g_malloc (MAX_CERTIFICATE_BYTES);
  CK_ATTRIBUTE value = { CKA_VALUE, bytes, MAX_CERTIFICATE_BYTES };
  gnutls_datum_t der = { bytes, 0 };
  gnutls_x509_crt_t crt;

  if (p11_kit_iter_get_attributes (iter, &value, 1) != CKR_OK ||
      value.ulValueLen > MAX_CERTIFICATE_BYTES)
    return;
  der.size = (guint) value.ulValueLen;
  gnutls_x509_crt_init (&crt);
  if (gnutls_x509_crt_import (crt, &der, GNUTLS_X509_FMT_DER) == 0)
    g_ptr_array_add (authorities, crt);
  else
    gnutls_x509_crt_deinit (crt);
}

/**
 * parafa_system_trust_add_from_modules:
 * @credentials: where to add them
 *
 * Trusts the authorities of the modules that p11-kit's configuration gives a trust policy. GnuTLS
 * does so itself, except where a token is served by `p11-kit server` and the trust list is too, as
 * in a Flatpak: both modules introduce themselves with the same words there, and GnuTLS takes the
 * second for the first.
 *
 * Returns: how many there were
 */
int
parafa_system_trust_add_from_modules (gnutls_certificate_credentials_t credentials)
{
  g_autoptr (GPtrArray) authorities =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gnutls_x509_crt_deinit);
  CK_OBJECT_CLASS class = CKO_CERTIFICATE;
  CK_BBOOL trusted = CK_TRUE;
  CK_ATTRIBUTE wanted[] = { { CKA_CLASS, &class, sizeof class },
                            { CKA_TRUSTED, &trusted, sizeof trusted } };
  CK_FUNCTION_LIST **modules = p11_kit_modules_load_and_initialize (P11_KIT_MODULE_TRUSTED);
  P11KitIter *iter;

  if (modules == NULL)
    return 0;
  iter = p11_kit_iter_new (NULL, 0);
  p11_kit_iter_add_filter (iter, wanted, G_N_ELEMENTS (wanted));
  p11_kit_iter_begin (iter, modules);
  while (p11_kit_iter_next (iter) == CKR_OK)
    add_authority (iter, authorities);
  p11_kit_iter_free (iter);
  p11_kit_modules_finalize_and_release (modules);
  if (authorities->len > 0)
    gnutls_certificate_set_x509_trust (credentials, (gnutls_x509_crt_t *) authorities->pdata,
                                       (int) authorities->len);
  return (int) authorities->len;
}

/**
 * parafa_system_trust_add:
 * @credentials: where to add them
 *
 * Trusts whom the system trusts.
 *
 * Returns: how many authorities; zero or a GnuTLS code when there are none
 */
int
parafa_system_trust_add (gnutls_certificate_credentials_t credentials)
{
  int added = gnutls_certificate_set_x509_system_trust (credentials);

  return added > 0 ? added : parafa_system_trust_add_from_modules (credentials);
}
