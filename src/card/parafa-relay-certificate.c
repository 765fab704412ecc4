/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-relay-certificate.h"
#include "parafa-card.h"

#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <string.h>
#include <time.h>

#define SECONDS_BEFORE 3600 /* clocks of view and relay are the same; a step back does no harm */
#define SECONDS_AFTER 86400

static void
set_names (gnutls_x509_crt_t crt, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    gnutls_x509_crt_set_subject_alt_name (crt, GNUTLS_SAN_DNSNAME, names[i],
                                          (guint) strlen (names[i]), GNUTLS_FSAN_APPEND);
}

static int
fill (gnutls_x509_crt_t crt, gnutls_x509_privkey_t key, const char *const *names)
{
  time_t now = time (NULL);
  guint8 serial[16];

  gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial);
  serial[0] = (guint8) ((serial[0] & 0x7f) | 1);
  gnutls_x509_crt_set_version (crt, 3);
  gnutls_x509_crt_set_serial (crt, serial, sizeof serial);
  gnutls_x509_crt_set_dn (crt, "CN=Parafa login relay", NULL);
  gnutls_x509_crt_set_activation_time (crt, now - SECONDS_BEFORE);
  gnutls_x509_crt_set_expiration_time (crt, now + SECONDS_AFTER);
  gnutls_x509_crt_set_basic_constraints (crt, 0, -1);
  gnutls_x509_crt_set_key_usage (crt, GNUTLS_KEY_DIGITAL_SIGNATURE);
  gnutls_x509_crt_set_key_purpose_oid (crt, GNUTLS_KP_TLS_WWW_SERVER, 0);
  set_names (crt, names);
  gnutls_x509_crt_set_key (crt, key);
  return gnutls_x509_crt_sign2 (crt, crt, key, GNUTLS_DIG_SHA256, 0);
}

static int
use (gnutls_certificate_credentials_t credentials,
     gnutls_x509_crt_t crt,
     gnutls_x509_privkey_t key,
     char **pem)
{
  gnutls_datum_t text = { NULL, 0 };
  int ret = gnutls_certificate_set_x509_key (credentials, &crt, 1, key);

  if (ret >= 0)
    ret = gnutls_x509_crt_export2 (crt, GNUTLS_X509_FMT_PEM, &text);
  if (ret >= 0)
    *pem = g_strndup ((const char *) text.data, text.size);
  gnutls_free (text.data);
  return ret;
}

/**
 * parafa_relay_certificate_new:
 * @names: the login hosts, without port
 * @pem: (out): the certificate, for the view to accept
 * @error: where to put the reason
 *
 * Makes the certificate that the relay shows to the view: for this login and these hosts only. Its
 * key never leaves this process' memory.
 *
 * Returns: (transfer full) (nullable): credentials with certificate and key
 */
gnutls_certificate_credentials_t
parafa_relay_certificate_new (const char *const *names, char **pem, GError **error)
{
  gnutls_certificate_credentials_t credentials = NULL;
  gnutls_x509_privkey_t key = NULL;
  gnutls_x509_crt_t crt = NULL;
  int ret;

  gnutls_certificate_allocate_credentials (&credentials);
  gnutls_x509_privkey_init (&key);
  gnutls_x509_crt_init (&crt);
  ret = gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA,
                                      GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0);
  if (ret >= 0)
    ret = fill (crt, key, names);
  if (ret >= 0)
    ret = use (credentials, crt, key, pem);
  gnutls_x509_crt_deinit (crt);
  gnutls_x509_privkey_deinit (key);
  if (ret >= 0)
    return credentials;
  gnutls_certificate_free_credentials (credentials);
  g_set_error (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_FAILED, "relay certificate: %s",
               gnutls_strerror (ret));
  return NULL;
}
