/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-signature-key.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <string.h>

#define RSA_BITS_MIN 2048

/**
 * ParafaSignatureKey:
 *
 * A public key with which signatures of tokens are checked (RFC 7518 §3, RFC 8037 §3.1).
 */
struct _ParafaSignatureKey
{
  gatomicrefcount references;
  gnutls_pubkey_t key; /* (owned) */
  char *name;          /* (owned) */
  gboolean certificate;
};

G_DEFINE_QUARK (parafa_signature_error, parafa_signature_error)
G_DEFINE_BOXED_TYPE (ParafaSignatureKey,
                     parafa_signature_key,
                     parafa_signature_key_ref,
                     parafa_signature_key_unref)

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_crt_t, gnutls_x509_crt_deinit, NULL)

typedef struct
{
  const char *name;
  gnutls_pk_algorithm_t key;
  gnutls_sign_algorithm_t sign;
  gnutls_ecc_curve_t curve;
  gsize half; /* of an ECDSA signature, in bytes */
} Algorithm;

static const Algorithm ALGORITHMS[] = {
  { "RS256", GNUTLS_PK_RSA, GNUTLS_SIGN_RSA_SHA256, GNUTLS_ECC_CURVE_INVALID, 0 },
  { "RS384", GNUTLS_PK_RSA, GNUTLS_SIGN_RSA_SHA384, GNUTLS_ECC_CURVE_INVALID, 0 },
  { "RS512", GNUTLS_PK_RSA, GNUTLS_SIGN_RSA_SHA512, GNUTLS_ECC_CURVE_INVALID, 0 },
  { "PS256", GNUTLS_PK_RSA, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256, GNUTLS_ECC_CURVE_INVALID, 0 },
  { "PS384", GNUTLS_PK_RSA, GNUTLS_SIGN_RSA_PSS_RSAE_SHA384, GNUTLS_ECC_CURVE_INVALID, 0 },
  { "PS512", GNUTLS_PK_RSA, GNUTLS_SIGN_RSA_PSS_RSAE_SHA512, GNUTLS_ECC_CURVE_INVALID, 0 },
  { "ES256", GNUTLS_PK_ECDSA, GNUTLS_SIGN_ECDSA_SHA256, GNUTLS_ECC_CURVE_SECP256R1, 32 },
  { "ES384", GNUTLS_PK_ECDSA, GNUTLS_SIGN_ECDSA_SHA384, GNUTLS_ECC_CURVE_SECP384R1, 48 },
  { "ES512", GNUTLS_PK_ECDSA, GNUTLS_SIGN_ECDSA_SHA512, GNUTLS_ECC_CURVE_SECP521R1, 66 },
  { "EdDSA", GNUTLS_PK_EDDSA_ED25519, GNUTLS_SIGN_EDDSA_ED25519, GNUTLS_ECC_CURVE_ED25519, 0 },
  { "EdDSA", GNUTLS_PK_EDDSA_ED448, GNUTLS_SIGN_EDDSA_ED448, GNUTLS_ECC_CURVE_ED448, 0 },
};

static gnutls_datum_t
get_datum (GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  gnutls_datum_t datum = { (guchar *) data, (guint) size };

  return datum;
}

static gnutls_ecc_curve_t
get_curve (gnutls_pubkey_t key)
{
  gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;

  if (gnutls_pubkey_export_ecc_raw2 (key, &curve, NULL, NULL, 0) < 0)
    return GNUTLS_ECC_CURVE_INVALID;
  return curve;
}

static char *
make_name (gnutls_pubkey_t key, guint *bits)
{
  int type = gnutls_pubkey_get_pk_algorithm (key, bits);

  if (type == GNUTLS_PK_ECDSA)
    {
      gnutls_ecc_curve_t curve = get_curve (key);

      if (curve == GNUTLS_ECC_CURVE_SECP256R1)
        return g_strdup ("EC P-256");
      if (curve == GNUTLS_ECC_CURVE_SECP384R1)
        return g_strdup ("EC P-384");
      if (curve == GNUTLS_ECC_CURVE_SECP521R1)
        return g_strdup ("EC P-521");
      return g_strdup_printf ("EC %s", gnutls_ecc_curve_get_name (curve));
    }
  if (type == GNUTLS_PK_EDDSA_ED25519)
    return g_strdup ("Ed25519");
  if (type == GNUTLS_PK_EDDSA_ED448)
    return g_strdup ("Ed448");
  if (type == GNUTLS_PK_RSA)
    return g_strdup_printf ("RSA %u", *bits);
  return g_strdup_printf ("%s %u", gnutls_pk_algorithm_get_name (type), *bits);
}

static ParafaSignatureKey *
new_empty (void)
{
  ParafaSignatureKey *self = g_new0 (ParafaSignatureKey, 1);

  g_atomic_ref_count_init (&self->references);
  gnutls_pubkey_init (&self->key);
  return self;
}

/* Takes the key over when it is good */
static ParafaSignatureKey *
finish (ParafaSignatureKey *self, int ret, GError **error)
{
  guint bits = 0;

  if (ret < 0)
    {
      g_set_error (error, PARAFA_SIGNATURE_ERROR, PARAFA_SIGNATURE_ERROR_UNREADABLE,
                   "no public key: %s", gnutls_strerror (ret));
      parafa_signature_key_unref (self);
      return NULL;
    }
  self->name = make_name (self->key, &bits);
  if (gnutls_pubkey_get_pk_algorithm (self->key, NULL) == GNUTLS_PK_RSA && bits < RSA_BITS_MIN)
    {
      g_set_error (error, PARAFA_SIGNATURE_ERROR, PARAFA_SIGNATURE_ERROR_WEAK,
                   "an RSA key of %u bits is too short", bits);
      parafa_signature_key_unref (self);
      return NULL;
    }
  return self;
}

static gboolean
is_private (const char *data, gsize length)
{
  return g_strstr_len (data, (gssize) length, "PRIVATE KEY-----") != NULL;
}

static int
import_certificate (ParafaSignatureKey *self,
                    const gnutls_datum_t *datum,
                    gnutls_x509_crt_fmt_t format)
{
  g_auto (gnutls_x509_crt_t) crt = NULL;
  int ret;

  gnutls_x509_crt_init (&crt);
  ret = gnutls_x509_crt_import (crt, datum, format);
  if (ret >= 0)
    ret = gnutls_pubkey_import_x509 (self->key, crt, 0);
  self->certificate = ret >= 0;
  return ret;
}

/**
 * parafa_signature_key_new_from_data:
 * @data: a file: a public key or a certificate, PEM or DER
 * @length: its length in bytes
 * @error: return location
 *
 * Reads a key. Of several certificates the first counts. Nothing is asked about who issued the
 * certificate or when it ends: the person chose it.
 *
 * Fails with %PARAFA_SIGNATURE_ERROR_UNREADABLE, %PARAFA_SIGNATURE_ERROR_PRIVATE and
 * %PARAFA_SIGNATURE_ERROR_WEAK.
 *
 * Returns: (transfer full): the key
 */
ParafaSignatureKey *
parafa_signature_key_new_from_data (const char *data, gsize length, GError **error)
{
  gnutls_datum_t datum = { (guchar *) data, (guint) length };
  ParafaSignatureKey *self;
  gboolean pem;
  int ret;

  g_return_val_if_fail (data != NULL, NULL);
  g_return_val_if_fail (length <= G_MAXINT, NULL);

  if (is_private (data, length))
    {
      g_set_error_literal (error, PARAFA_SIGNATURE_ERROR, PARAFA_SIGNATURE_ERROR_PRIVATE,
                           "a private key");
      return NULL;
    }
  self = new_empty ();
  pem = g_strstr_len (data, (gssize) length, "-----BEGIN ") != NULL;
  ret = import_certificate (self, &datum, pem ? GNUTLS_X509_FMT_PEM : GNUTLS_X509_FMT_DER);
  if (ret < 0)
    ret = gnutls_pubkey_import (self->key, &datum, pem ? GNUTLS_X509_FMT_PEM : GNUTLS_X509_FMT_DER);
  return finish (self, ret, error);
}

/**
 * parafa_signature_key_new_rsa:
 * @modulus: the modulus, most significant byte first
 * @exponent: the public exponent
 * @error: return location
 *
 * Makes a key of `n` and `e` (RFC 7518 §6.3.1). Fails as parafa_signature_key_new_from_data().
 *
 * Returns: (transfer full): the key
 */
ParafaSignatureKey *
parafa_signature_key_new_rsa (GBytes *modulus, GBytes *exponent, GError **error)
{
  ParafaSignatureKey *self = new_empty ();
  gnutls_datum_t m;
  gnutls_datum_t e;

  g_return_val_if_fail (modulus != NULL, NULL);
  g_return_val_if_fail (exponent != NULL, NULL);

  m = get_datum (modulus);
  e = get_datum (exponent);
  if (m.size == 0 || e.size == 0)
    return finish (self, GNUTLS_E_PK_INVALID_PUBKEY, error);
  return finish (self, gnutls_pubkey_import_rsa_raw (self->key, &m, &e), error);
}

/**
 * parafa_signature_key_new_ec:
 * @curve: `P-256`, `P-384` or `P-521`
 * @x: the first coordinate
 * @y: the second coordinate
 * @error: return location
 *
 * Makes a key of a point (RFC 7518 §6.2.1); it must lie on the curve. Fails as
 * parafa_signature_key_new_from_data().
 *
 * Returns: (transfer full): the key
 */
ParafaSignatureKey *
parafa_signature_key_new_ec (const char *curve, GBytes *x, GBytes *y, GError **error)
{
  static const struct
  {
    const char *name;
    gnutls_ecc_curve_t curve;
  } curves[] = {
    { "P-256", GNUTLS_ECC_CURVE_SECP256R1 },
    { "P-384", GNUTLS_ECC_CURVE_SECP384R1 },
    { "P-521", GNUTLS_ECC_CURVE_SECP521R1 },
  };
  ParafaSignatureKey *self = new_empty ();
  gnutls_datum_t first;
  gnutls_datum_t second;
  int ret = GNUTLS_E_ECC_UNSUPPORTED_CURVE;

  g_return_val_if_fail (curve != NULL, NULL);
  g_return_val_if_fail (x != NULL, NULL);
  g_return_val_if_fail (y != NULL, NULL);

  first = get_datum (x);
  second = get_datum (y);
  for (guint i = 0; i < G_N_ELEMENTS (curves); i++)
    if (strcmp (curves[i].name, curve) == 0)
      ret = gnutls_pubkey_import_ecc_raw (self->key, curves[i].curve, &first, &second);
  if (ret >= 0)
    ret = gnutls_pubkey_verify_params (self->key);
  return finish (self, ret, error);
}

/**
 * parafa_signature_key_new_ed:
 * @curve: `Ed25519` or `Ed448`
 * @x: the public key
 * @error: return location
 *
 * Makes a key of an Edwards curve (RFC 8037 §2). Fails as parafa_signature_key_new_from_data().
 *
 * Returns: (transfer full): the key
 */
ParafaSignatureKey *
parafa_signature_key_new_ed (const char *curve, GBytes *x, GError **error)
{
  ParafaSignatureKey *self = new_empty ();
  gnutls_ecc_curve_t id = GNUTLS_ECC_CURVE_INVALID;
  gnutls_datum_t point;
  int ret = GNUTLS_E_ECC_UNSUPPORTED_CURVE;

  g_return_val_if_fail (curve != NULL, NULL);
  g_return_val_if_fail (x != NULL, NULL);

  point = get_datum (x);
  if (strcmp (curve, "Ed25519") == 0)
    id = GNUTLS_ECC_CURVE_ED25519;
  else if (strcmp (curve, "Ed448") == 0)
    id = GNUTLS_ECC_CURVE_ED448;
  if (id != GNUTLS_ECC_CURVE_INVALID)
    ret = gnutls_pubkey_import_ecc_raw (self->key, id, &point, NULL);
  return finish (self, ret, error);
}

/**
 * parafa_signature_key_ref:
 * @self: a key
 *
 * Takes a reference. Thread-safe.
 *
 * Returns: (transfer full): @self
 */
ParafaSignatureKey *
parafa_signature_key_ref (ParafaSignatureKey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * parafa_signature_key_unref:
 * @self: (transfer full): a key
 *
 * Gives a reference back. Thread-safe.
 */
void
parafa_signature_key_unref (ParafaSignatureKey *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  gnutls_pubkey_deinit (self->key);
  g_free (self->name);
  g_free (self);
}

/**
 * parafa_signature_key_get_name:
 * @self: a key
 *
 * Returns: (transfer none): what kind of key it is: `RSA 2048`, `EC P-256`, `Ed25519`
 */
const char *
parafa_signature_key_get_name (ParafaSignatureKey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

/**
 * parafa_signature_key_is_certificate:
 * @self: a key
 *
 * Returns: whether it came in a certificate
 */
gboolean
parafa_signature_key_is_certificate (ParafaSignatureKey *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->certificate;
}

static const Algorithm *
find_algorithm (ParafaSignatureKey *self, const char *name, GError **error)
{
  int type = gnutls_pubkey_get_pk_algorithm (self->key, NULL);
  gboolean known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (ALGORITHMS); i++)
    {
      const Algorithm *algorithm = &ALGORITHMS[i];

      if (strcmp (algorithm->name, name) != 0)
        continue;
      known = TRUE;
      if ((int) algorithm->key == type &&
          (algorithm->half == 0 || get_curve (self->key) == algorithm->curve))
        return algorithm;
    }
  if (known)
    g_set_error (error, PARAFA_SIGNATURE_ERROR, PARAFA_SIGNATURE_ERROR_WRONG_KEY, "the key is %s",
                 self->name);
  else
    g_set_error_literal (error, PARAFA_SIGNATURE_ERROR, PARAFA_SIGNATURE_ERROR_ALGORITHM,
                         "no public key checks this algorithm");
  return NULL;
}

/* Two numbers of fixed length (RFC 7518 §3.4), where X.509 and GnuTLS have a DER sequence */
static int
verify_pair (ParafaSignatureKey *self,
             const Algorithm *algorithm,
             const gnutls_datum_t *data,
             const gnutls_datum_t *signature)
{
  gnutls_datum_t r = { signature->data, (guint) algorithm->half };
  gnutls_datum_t s;
  gnutls_datum_t der = { NULL, 0 };
  int ret;

  if (signature->size != 2 * algorithm->half)
    return GNUTLS_E_PK_SIG_VERIFY_FAILED;
  s.data = signature->data + algorithm->half;
  s.size = (guint) algorithm->half;
  ret = gnutls_encode_rs_value (&der, &r, &s);
  if (ret >= 0)
    ret = gnutls_pubkey_verify_data2 (self->key, algorithm->sign, 0, data, &der);
  gnutls_free (der.data);
  return ret;
}

/**
 * parafa_signature_key_verify:
 * @self: a key
 * @algorithm: `alg` of the token's header
 * @data: what was signed
 * @length: its length in bytes
 * @signature: the signature, as it stands in the token
 * @error: return location
 *
 * Checks a signature. The key has to be of the kind the algorithm asks for, on the very curve, so that
 * no token can choose how its key is to be understood.
 *
 * Fails with %PARAFA_SIGNATURE_ERROR_WRONG_KEY, %PARAFA_SIGNATURE_ERROR_ALGORITHM and
 * %PARAFA_SIGNATURE_ERROR_MISMATCH.
 *
 * Returns: whether the signature is good
 */
gboolean
parafa_signature_key_verify (ParafaSignatureKey *self,
                             const char *algorithm,
                             const void *data,
                             gsize length,
                             GBytes *signature,
                             GError **error)
{
  gnutls_datum_t text = { (guchar *) data, (guint) length };
  const Algorithm *found;
  gnutls_datum_t datum;
  int ret;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (algorithm != NULL, FALSE);
  g_return_val_if_fail (data != NULL && length <= G_MAXINT, FALSE);
  g_return_val_if_fail (signature != NULL, FALSE);

  found = find_algorithm (self, algorithm, error);
  if (found == NULL)
    return FALSE;
  datum = get_datum (signature);
  if (found->half > 0)
    ret = verify_pair (self, found, &text, &datum);
  else
    ret = gnutls_pubkey_verify_data2 (self->key, found->sign, 0, &text, &datum);
  if (ret >= 0)
    return TRUE;
  g_set_error_literal (error, PARAFA_SIGNATURE_ERROR, PARAFA_SIGNATURE_ERROR_MISMATCH,
                       "the signature is not this key's");
  return FALSE;
}
