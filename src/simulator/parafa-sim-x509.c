/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-x509.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <string.h>

G_DEFINE_QUARK (parafa_sim_error, parafa_sim_error)

#define SERIAL_BYTES 12
#define PRACTICE_ORGANISATION "Parafa Practice"

/* QCStatements (RFC 3739 §3.2.6, ETSI EN 319 412-5): QcCompliance, QcSSCD, QcType esign */
static const guint8 qc_statements[] = {
  0x30, 0x29,                                                       /* three statements */
  0x30, 0x08, 0x06, 0x06, 0x04, 0x00, 0x8e, 0x46, 0x01, 0x01,       /* 0.4.0.1862.1.1 */
  0x30, 0x08, 0x06, 0x06, 0x04, 0x00, 0x8e, 0x46, 0x01, 0x04,       /* 0.4.0.1862.1.4 */
  0x30, 0x13, 0x06, 0x06, 0x04, 0x00, 0x8e, 0x46, 0x01, 0x06,       /* 0.4.0.1862.1.6 */
  0x30, 0x09, 0x06, 0x07, 0x04, 0x00, 0x8e, 0x46, 0x01, 0x06, 0x01, /* 0.4.0.1862.1.6.1 */
};

/* Certificate policies: QCP-n-qscd, 0.4.0.194112.1.2 (ETSI EN 319 411-2): a natural person's key on
 * a secure device */
static const guint8 policies[] = {
  0x30, 0x0b, 0x30, 0x09, 0x06, 0x07, 0x04, 0x00, 0x8b, 0xec, 0x40, 0x01, 0x02,
};

/**
 * parafa_sim_set_crypto_error:
 * @error: (nullable): where to put it
 * @what: what was tried
 *
 * Makes an error out of OpenSSL's last one and empties its queue.
 */
void
parafa_sim_set_crypto_error (GError **error, const char *what)
{
  const char *reason = ERR_reason_error_string (ERR_peek_last_error ());

  g_set_error (error, PARAFA_SIM_ERROR, PARAFA_SIM_ERROR_CRYPTO, "%s: %s", what,
               reason != NULL ? reason : "no reason given");
  ERR_clear_error ();
}

/**
 * parafa_sim_key_new:
 * @type: RSA 2048, P-256 or P-384
 * @error: return location for a %PARAFA_SIM_ERROR
 *
 * Returns: (transfer full) (nullable): a new private key
 */
EVP_PKEY *
parafa_sim_key_new (ParafaSimKeyType type, GError **error)
{
  EVP_PKEY *key = NULL;

  switch (type)
    {
    case PARAFA_SIM_KEY_RSA:
      key = EVP_RSA_gen (2048);
      break;
    case PARAFA_SIM_KEY_EC:
      key = EVP_EC_gen ("P-256");
      break;
    case PARAFA_SIM_KEY_EC384:
      key = EVP_EC_gen ("P-384");
      break;
    default:
      g_return_val_if_reached (NULL);
    }
  if (key == NULL)
    parafa_sim_set_crypto_error (error, "cannot make a key");
  return key;
}

static gboolean
add_name (X509_NAME *name, const char *field, const char *text)
{
  return X509_NAME_add_entry_by_txt (name, field, MBSTRING_UTF8, (const unsigned char *) text, -1,
                                     -1, 0) == 1;
}

/* A person's name as Romanian qualified certificates write it (ETSI EN 319 412-2): surname, given
 * name and an identifier that is no personal number */
static gboolean
set_person_name (X509_NAME *name, const char *holder)
{
  const char *blank = strrchr (holder, ' ');
  g_autofree char *given = NULL;
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, holder, -1);
  g_autofree char *identifier = NULL;

  given = blank != NULL ? g_strndup (holder, (gsize) (blank - holder)) : g_strdup (holder);
  identifier = g_strdup_printf ("PRACTICE-%.10s", sum);
  return add_name (name, "C", "RO") && add_name (name, "serialNumber", identifier) &&
         add_name (name, "SN", blank != NULL ? blank + 1 : holder) &&
         add_name (name, "GN", given) && add_name (name, "CN", holder);
}

static gboolean
set_subject (X509 *certificate, const ParafaSimCertificateText *text)
{
  X509_NAME *name = X509_get_subject_name (certificate);

  if (text->kind == PARAFA_SIM_CERTIFICATE_PERSON ||
      text->kind == PARAFA_SIM_CERTIFICATE_PERSON_SIGN)
    return set_person_name (name, text->common_name);
  return add_name (name, "C", "RO") && add_name (name, "O", PRACTICE_ORGANISATION) &&
         add_name (name, "CN", text->common_name);
}

static gboolean
set_serial (X509 *certificate, const char *hex)
{
  guint8 bytes[SERIAL_BYTES];
  BIGNUM *number = NULL;
  gboolean done;

  if (hex != NULL)
    BN_hex2bn (&number, hex);
  else if (RAND_bytes (bytes, sizeof bytes) == 1)
    {
      bytes[0] = 0x5c; /* positive, and long like those of the Romanian authorities */
      bytes[1] = 0x00;
      number = BN_bin2bn (bytes, sizeof bytes, NULL);
    }
  done = number != NULL && BN_to_ASN1_INTEGER (number, X509_get_serialNumber (certificate)) != NULL;
  BN_free (number);
  return done;
}

static gboolean
set_times (X509 *certificate, gint64 not_before_s, gint64 not_after_s)
{
  return ASN1_TIME_adj (X509_getm_notBefore (certificate), (time_t) not_before_s, 0, 0) != NULL &&
         ASN1_TIME_adj (X509_getm_notAfter (certificate), (time_t) not_after_s, 0, 0) != NULL;
}

static gboolean
add_extension (X509 *certificate, X509 *issuer, int nid, const char *value)
{
  X509V3_CTX context;
  X509_EXTENSION *extension;
  gboolean done;

  X509V3_set_ctx_nodb (&context);
  X509V3_set_ctx (&context, issuer, certificate, NULL, NULL, 0);
  extension = X509V3_EXT_conf_nid (NULL, &context, nid, value);
  done = extension != NULL && X509_add_ext (certificate, extension, -1) == 1;
  X509_EXTENSION_free (extension);
  return done;
}

static gboolean
add_encoded_extension (X509 *certificate, int nid, const guint8 *bytes, gsize length)
{
  ASN1_OCTET_STRING *value = ASN1_OCTET_STRING_new ();
  X509_EXTENSION *extension = NULL;
  gboolean done;

  if (value != NULL && ASN1_OCTET_STRING_set (value, bytes, (int) length) == 1)
    extension = X509_EXTENSION_create_by_NID (NULL, nid, 0, value);
  done = extension != NULL && X509_add_ext (certificate, extension, -1) == 1;
  X509_EXTENSION_free (extension);
  ASN1_OCTET_STRING_free (value);
  return done;
}

static gboolean
add_person_extensions (X509 *certificate, X509 *issuer, gboolean sign_only)
{
  return add_extension (certificate, issuer, NID_basic_constraints, "critical,CA:FALSE") &&
         add_extension (certificate, issuer, NID_key_usage,
                        sign_only ? "critical,nonRepudiation"
                                  : "critical,digitalSignature,nonRepudiation") &&
         add_extension (certificate, issuer, NID_ext_key_usage,
                        sign_only ? "emailProtection" : "clientAuth,emailProtection") &&
         add_encoded_extension (certificate, NID_certificate_policies, policies, sizeof policies) &&
         add_encoded_extension (certificate, NID_qcStatements, qc_statements, sizeof qc_statements);
}

static gboolean
add_extensions (X509 *certificate, X509 *issuer, const ParafaSimCertificateText *text)
{
  gboolean done = FALSE;

  switch (text->kind)
    {
    case PARAFA_SIM_CERTIFICATE_ROOT:
    case PARAFA_SIM_CERTIFICATE_INTERMEDIATE:
      done = add_extension (certificate, issuer, NID_basic_constraints,
                            text->kind == PARAFA_SIM_CERTIFICATE_ROOT
                                ? "critical,CA:TRUE"
                                : "critical,CA:TRUE,pathlen:0") &&
             add_extension (certificate, issuer, NID_key_usage, "critical,keyCertSign,cRLSign");
      break;
    case PARAFA_SIM_CERTIFICATE_SERVER:
      done = add_extension (certificate, issuer, NID_basic_constraints, "critical,CA:FALSE") &&
             add_extension (certificate, issuer, NID_key_usage,
                            "critical,digitalSignature,keyEncipherment") &&
             add_extension (certificate, issuer, NID_ext_key_usage, "serverAuth") &&
             add_extension (certificate, issuer, NID_subject_alt_name, text->hosts);
      break;
    case PARAFA_SIM_CERTIFICATE_PERSON:
    case PARAFA_SIM_CERTIFICATE_PERSON_SIGN:
      done = add_person_extensions (certificate, issuer,
                                    text->kind == PARAFA_SIM_CERTIFICATE_PERSON_SIGN);
      break;
    default:
      break;
    }
  return done && add_extension (certificate, issuer, NID_subject_key_identifier, "hash") &&
         add_extension (certificate, issuer, NID_authority_key_identifier, "keyid:always");
}

/**
 * parafa_sim_certificate_new:
 * @text: what it is to say
 * @key: the key it is for
 * @issuer: (nullable): the issuer's certificate; %NULL for a self-signed one
 * @issuer_key: the key that signs
 * @error: return location for a %PARAFA_SIM_ERROR
 *
 * Returns: (transfer full) (nullable): an X.509 v3 certificate signed with SHA-256
 */
X509 *
parafa_sim_certificate_new (const ParafaSimCertificateText *text,
                            EVP_PKEY *key,
                            X509 *issuer,
                            EVP_PKEY *issuer_key,
                            GError **error)
{
  g_autoptr (X509) self = X509_new ();
  X509 *signer = issuer != NULL ? issuer : self;

  g_return_val_if_fail (text != NULL && key != NULL && issuer_key != NULL, NULL);

  if (self == NULL || X509_set_version (self, X509_VERSION_3) != 1 ||
      !set_serial (self, text->serial) || !set_subject (self, text) ||
      X509_set_issuer_name (self, X509_get_subject_name (signer)) != 1 ||
      !set_times (self, text->not_before_s, text->not_after_s) ||
      X509_set_pubkey (self, key) != 1 || !add_extensions (self, signer, text) ||
      X509_sign (self, issuer_key, EVP_sha256 ()) == 0)
    {
      parafa_sim_set_crypto_error (error, "cannot make a certificate");
      return NULL;
    }
  return g_steal_pointer (&self);
}
