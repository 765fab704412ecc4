/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

G_BEGIN_DECLS

#define PARAFA_SIM_ERROR (parafa_sim_error_quark ())
GQuark parafa_sim_error_quark (void);

/**
 * ParafaSimError:
 * @PARAFA_SIM_ERROR_CRYPTO: OpenSSL refused something
 * @PARAFA_SIM_ERROR_FILE: a file of the state folder cannot be read or written
 * @PARAFA_SIM_ERROR_ARGUMENT: what was asked for makes no sense
 * @PARAFA_SIM_ERROR_NETWORK: a port cannot be opened
 */
typedef enum
{
  PARAFA_SIM_ERROR_CRYPTO,
  PARAFA_SIM_ERROR_FILE,
  PARAFA_SIM_ERROR_ARGUMENT,
  PARAFA_SIM_ERROR_NETWORK,
} ParafaSimError;

typedef enum
{
  PARAFA_SIM_CERTIFICATE_ROOT,
  PARAFA_SIM_CERTIFICATE_INTERMEDIATE,
  PARAFA_SIM_CERTIFICATE_SERVER,
  PARAFA_SIM_CERTIFICATE_PERSON,      /* qualified, for authentication and signature */
  PARAFA_SIM_CERTIFICATE_PERSON_SIGN, /* qualified, for signature only */
} ParafaSimCertificateKind;

/* What a certificate is to say. Strings are borrowed for the call. */
typedef struct
{
  ParafaSimCertificateKind kind;
  const char *common_name;
  const char *hosts;  /* (nullable): subjectAltName in OpenSSL's notation, server only */
  const char *serial; /* (nullable): hex digits; random when NULL */
  gint64 not_before_s;
  gint64 not_after_s;
} ParafaSimCertificateText;

typedef enum
{
  PARAFA_SIM_KEY_RSA,
  PARAFA_SIM_KEY_EC,
  PARAFA_SIM_KEY_EC384,
} ParafaSimKeyType;

EVP_PKEY *parafa_sim_key_new (ParafaSimKeyType type, GError **error);
X509 *parafa_sim_certificate_new (const ParafaSimCertificateText *text,
                                  EVP_PKEY *key,
                                  X509 *issuer,
                                  EVP_PKEY *issuer_key,
                                  GError **error);
void parafa_sim_set_crypto_error (GError **error, const char *what);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)

G_END_DECLS
