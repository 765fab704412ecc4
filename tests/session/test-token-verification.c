/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-token-verification.h"
#include "rfc-tokens.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <string.h>

/* Signatures of tokens, against the examples of RFC 7515 and 8037, and everything that must be refused */

static ParafaVerificationOutcome
check (const char *token, const char *key)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new (token, -1);
  g_autoptr (ParafaTokenVerification) verification =
      parafa_token_verification_new (secret, key, strlen (key));

  return parafa_token_verification_get_outcome (verification);
}

static void
test_examples (void)
{
  static const struct
  {
    const char *token;
    const char *key;
    const char *name;
  } examples[] = {
    { RFC_RS256, RFC_RS256_KEY, "RSA 2048" },
    { RFC_ES256, RFC_ES256_KEY, "EC P-256" },
    { RFC_ES512, RFC_ES512_KEY, "EC P-521" },
    { RFC_EDDSA, RFC_EDDSA_KEY, "Ed25519" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr (ParafaSecret) secret = parafa_secret_new (examples[i].token, -1);
      g_autoptr (ParafaTokenVerification) verification =
          parafa_token_verification_new (secret, examples[i].key, strlen (examples[i].key));

      g_assert_cmpint (parafa_token_verification_get_outcome (verification), ==,
                       PARAFA_VERIFICATION_GOOD);
      g_assert_cmpstr (parafa_token_verification_get_key_name (verification), ==, examples[i].name);
    }
}

/* One bit changed in every tenth place of payload and signature */
static void
test_changed (void)
{
  static const struct
  {
    const char *token;
    const char *key;
  } examples[] = {
    { RFC_RS256, RFC_RS256_KEY },
    { RFC_ES256, RFC_ES256_KEY },
    { RFC_EDDSA, RFC_EDDSA_KEY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      const char *first_dot = strchr (examples[i].token, '.');
      gsize length = strlen (examples[i].token);

      for (gsize at = (gsize) (first_dot - examples[i].token) + 1; at + 2 < length; at += 10)
        {
          g_autofree char *text = g_strdup (examples[i].token);

          if (text[at] == '.')
            continue;
          text[at] = text[at] == 'A' ? 'B' : 'A';
          g_assert_cmpint (check (text, examples[i].key), ==, PARAFA_VERIFICATION_BAD);
        }
    }
}

static void
test_cut_signature (void)
{
  g_autofree char *ec = g_strndup (RFC_ES256, strlen (RFC_ES256) - 4);
  g_autofree char *rsa = g_strndup (RFC_RS256, strlen (RFC_RS256) - 4);
  g_autofree char *none = g_strndup (RFC_ES256, strlen (RFC_ES256) - 86);

  g_assert_cmpint (check (ec, RFC_ES256_KEY), ==, PARAFA_VERIFICATION_BAD);
  g_assert_cmpint (check (rsa, RFC_RS256_KEY), ==, PARAFA_VERIFICATION_BAD);
  g_assert_cmpint (check (none, RFC_ES256_KEY), ==, PARAFA_VERIFICATION_BAD);
}

static char *
make_token (const char *header, const char *signature)
{
  g_autofree char *text = g_base64_encode ((const guchar *) header, strlen (header));

  return g_strconcat (text, "." RFC_CLAIMS ".", signature, NULL);
}

static void
test_unsecured (void)
{
  static const char *const headers[] = { "{\"alg\":\"none\"}", "{\"alg\":\"None\"}",
                                         "{\"alg\":\"nOnE\"}" };
  const char *signature = strrchr (RFC_RS256, '.') + 1;

  g_assert_cmpint (check (RFC_NONE, RFC_RS256_KEY), ==, PARAFA_VERIFICATION_UNSECURED);
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autofree char *with = make_token (headers[i], signature);
      g_autofree char *without = make_token (headers[i], "");

      g_assert_cmpint (check (with, RFC_RS256_KEY), ==, PARAFA_VERIFICATION_UNSECURED);
      g_assert_cmpint (check (without, RFC_RS256_KEY), ==, PARAFA_VERIFICATION_UNSECURED);
    }
}

/* The classical attack: a token signed with HMAC, the public key's text as its secret */
static void
test_hmac_with_public_key (void)
{
  static const char header[] = "{\"alg\":\"HS256\"}";
  g_autofree char *head = g_base64_encode ((const guchar *) header, strlen (header));
  g_autofree char *text = g_strconcat (head, "." RFC_CLAIMS, NULL);
  g_autoptr (GHmac) hmac = NULL;
  g_autofree char *signature = NULL;
  g_autofree char *token = NULL;
  guint8 digest[32];
  gsize size = sizeof digest;

  hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) RFC_RS256_KEY, strlen (RFC_RS256_KEY));
  g_hmac_update (hmac, (const guchar *) text, -1);
  g_hmac_get_digest (hmac, digest, &size);
  signature = g_base64_encode (digest, size);
  token = g_strconcat (text, ".", signature, NULL);
  g_assert_cmpint (check (token, RFC_RS256_KEY), ==, PARAFA_VERIFICATION_SHARED_SECRET);
  g_assert_cmpint (check (RFC_HS256, RFC_HS256_KEY), ==, PARAFA_VERIFICATION_SHARED_SECRET);
}

static void
test_key_of_another_kind (void)
{
  const char *p384 = "{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"AA\",\"y\":\"AA\"}";
  g_autofree char *curve = make_token ("{\"alg\":\"ES384\"}", strrchr (RFC_ES256, '.') + 1);
  g_autofree char *sha1 = make_token ("{\"alg\":\"RS1\"}", strrchr (RFC_RS256, '.') + 1);

  g_assert_cmpint (check (RFC_RS256, RFC_ES256_KEY), ==, PARAFA_VERIFICATION_WRONG_KEY);
  g_assert_cmpint (check (RFC_ES256, RFC_RS256_KEY), ==, PARAFA_VERIFICATION_WRONG_KEY);
  g_assert_cmpint (check (RFC_EDDSA, RFC_ES256_KEY), ==, PARAFA_VERIFICATION_WRONG_KEY);
  g_assert_cmpint (check (RFC_RS256, RFC_EDDSA_KEY), ==, PARAFA_VERIFICATION_WRONG_KEY);
  g_assert_cmpint (check (RFC_RS256, RFC_HS256_KEY), ==, PARAFA_VERIFICATION_WRONG_KEY);
  /* the right kind on the wrong curve */
  g_assert_cmpint (check (RFC_ES512, RFC_ES256_KEY), ==, PARAFA_VERIFICATION_WRONG_KEY);
  g_assert_cmpint (check (curve, RFC_ES256_KEY), ==, PARAFA_VERIFICATION_WRONG_KEY);
  g_assert_cmpint (check (RFC_ES256, p384), ==, PARAFA_VERIFICATION_UNREADABLE_KEY);
  g_assert_cmpint (check (sha1, RFC_RS256_KEY), ==, PARAFA_VERIFICATION_UNKNOWN);
}

/* A header that brings its own key: the key is right, and still not taken */
static void
test_embedded_key (void)
{
  g_autofree char *header =
      g_strconcat ("{\"alg\":\"RS256\",\"jwk\":", RFC_RS256_KEY, ",\"x5c\":[\"AA\"]}", NULL);
  g_autofree char *token = make_token (header, strrchr (RFC_RS256, '.') + 1);
  g_autoptr (ParafaSecret) secret = parafa_secret_new (token, -1);
  g_autoptr (ParafaTokenVerification) verification =
      parafa_token_verification_new (secret, RFC_ES256_KEY, strlen (RFC_ES256_KEY));

  g_assert_cmpint (parafa_token_verification_get_outcome (verification), ==,
                   PARAFA_VERIFICATION_WRONG_KEY);
  g_assert_cmpint (parafa_token_verification_get_embeds (verification), ==,
                   PARAFA_JWS_EMBEDS_JWK | PARAFA_JWS_EMBEDS_X5C);
}

static void
test_critical (void)
{
  g_autofree char *token = make_token ("{\"alg\":\"RS256\",\"crit\":[\"b64\"],\"b64\":false}",
                                       strrchr (RFC_RS256, '.') + 1);

  g_assert_cmpint (check (token, RFC_RS256_KEY), ==, PARAFA_VERIFICATION_CRITICAL);
}

static void
test_unreadable (void)
{
  g_assert_cmpint (check (RFC_RS256, ""), ==, PARAFA_VERIFICATION_UNREADABLE_KEY);
  g_assert_cmpint (check (RFC_RS256, "hello"), ==, PARAFA_VERIFICATION_UNREADABLE_KEY);
  g_assert_cmpint (check (RFC_RS256, "{\"kty\":\"RSA\"}"), ==, PARAFA_VERIFICATION_UNREADABLE_KEY);
  g_assert_cmpint (check (RFC_RS256, "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}"), ==,
                   PARAFA_VERIFICATION_WEAK_KEY);
  g_assert_cmpint (check (RFC_RS256, "-----BEGIN PRIVATE KEY-----\nAAAA\n"), ==,
                   PARAFA_VERIFICATION_PRIVATE_KEY);
  g_assert_cmpint (check (RFC_RS256, "{\"kty\":\"RSA\",\"n\":\"" RFC_RS256_N
                                     "\",\"e\":\"AQAB\",\"d\":\"AA\"}"),
                   ==, PARAFA_VERIFICATION_PRIVATE_KEY);
  g_assert_cmpint (check ("one.two", RFC_RS256_KEY), ==, PARAFA_VERIFICATION_MALFORMED);
}

/* a point that is not on its curve */
static void
test_invalid_point (void)
{
  const char *key =
      "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
      "\"y\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\"}";

  g_assert_cmpint (check (RFC_ES256, key), ==, PARAFA_VERIFICATION_UNREADABLE_KEY);
}

static void
test_sets (void)
{
  g_autofree char *set = g_strconcat ("{\"keys\":[", RFC_ES256_KEY, ",", RFC_EDDSA_KEY, ",",
                                      RFC_RS256_KEY, "]}", NULL);
  g_autofree char *not_in_it =
      g_strconcat ("{\"keys\":[", RFC_ES256_KEY, ",", RFC_EDDSA_KEY, "]}", NULL);
  const char *encryption =
      "{\"kty\":\"RSA\",\"use\":\"enc\",\"n\":\"" RFC_RS256_N "\",\"e\":\"AQAB\"}";
  const char *other =
      "{\"kty\":\"RSA\",\"alg\":\"RS512\",\"n\":\"" RFC_RS256_N "\",\"e\":\"AQAB\"}";
  g_autofree char *named = make_token ("{\"alg\":\"RS256\",\"kid\":\"c\"}", "AAAA");
  const char *other_names = "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"a\"},"
                            "{\"kty\":\"RSA\",\"kid\":\"b\"}]}";

  g_assert_cmpint (check (RFC_RS256, set), ==, PARAFA_VERIFICATION_GOOD);
  g_assert_cmpint (check (RFC_ES256, set), ==, PARAFA_VERIFICATION_GOOD);
  g_assert_cmpint (check (RFC_EDDSA, set), ==, PARAFA_VERIFICATION_GOOD);
  g_assert_cmpint (check (RFC_RS256, not_in_it), ==, PARAFA_VERIFICATION_WRONG_KEY);
  g_assert_cmpint (check (RFC_RS256, encryption), ==, PARAFA_VERIFICATION_KEY_NOT_FOR_THIS);
  g_assert_cmpint (check (RFC_RS256, other), ==, PARAFA_VERIFICATION_KEY_NOT_FOR_THIS);
  g_assert_cmpint (check (named, other_names), ==, PARAFA_VERIFICATION_NO_SUCH_KEY);
}

typedef struct
{
  const char *algorithm;
  gnutls_pk_algorithm_t type;
  guint bits;
  gnutls_sign_algorithm_t sign;
  gsize half;
} Signing;

static const Signing signings[] = {
  { "RS256", GNUTLS_PK_RSA, 2048, GNUTLS_SIGN_RSA_SHA256, 0 },
  { "RS384", GNUTLS_PK_RSA, 2048, GNUTLS_SIGN_RSA_SHA384, 0 },
  { "RS512", GNUTLS_PK_RSA, 2048, GNUTLS_SIGN_RSA_SHA512, 0 },
  { "PS256", GNUTLS_PK_RSA, 2048, GNUTLS_SIGN_RSA_PSS_RSAE_SHA256, 0 },
  { "PS384", GNUTLS_PK_RSA, 2048, GNUTLS_SIGN_RSA_PSS_RSAE_SHA384, 0 },
  { "PS512", GNUTLS_PK_RSA, 2048, GNUTLS_SIGN_RSA_PSS_RSAE_SHA512, 0 },
  { "ES256", GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1),
    GNUTLS_SIGN_ECDSA_SHA256, 32 },
  { "ES384", GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP384R1),
    GNUTLS_SIGN_ECDSA_SHA384, 48 },
  { "ES512", GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP521R1),
    GNUTLS_SIGN_ECDSA_SHA512, 66 },
  { "EdDSA", GNUTLS_PK_EDDSA_ED25519, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_ED25519),
    GNUTLS_SIGN_EDDSA_ED25519, 0 },
  { "EdDSA", GNUTLS_PK_EDDSA_ED448, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_ED448),
    GNUTLS_SIGN_EDDSA_ED448, 0 },
};

/* The numbers of a DER signature, each at the end of its half */
static void
put_halves (const gnutls_datum_t *der, guint8 *out, gsize half)
{
  gnutls_datum_t parts[2] = { 0 };

  g_assert_cmpint (gnutls_decode_rs_value (der, &parts[0], &parts[1]), ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      guint8 *data = parts[i].data;
      gsize size = parts[i].size;

      while (size > half)
        {
          data++;
          size--;
        }
      memcpy (out + (i + 1) * half - size, data, size);
      gnutls_free (parts[i].data);
    }
}

static char *
sign (const Signing *signing, gnutls_privkey_t key)
{
  g_autofree char *header = g_strdup_printf ("{\"alg\":\"%s\"}", signing->algorithm);
  g_autofree char *unsigned_token = make_token (header, "");
  gnutls_datum_t text = { (guchar *) unsigned_token, (guint) strlen (unsigned_token) - 1 };
  gnutls_datum_t signature;
  g_autofree char *encoded = NULL;
  guint8 halves[132] = { 0 };

  g_assert_cmpint (gnutls_privkey_sign_data2 (key, signing->sign, 0, &text, &signature), ==, 0);
  if (signing->half > 0)
    {
      put_halves (&signature, halves, signing->half);
      encoded = g_base64_encode (halves, 2 * signing->half);
    }
  else
    encoded = g_base64_encode (signature.data, signature.size);
  gnutls_free (signature.data);
  return g_strconcat (unsigned_token, encoded, NULL);
}

static char *
export_public (gnutls_privkey_t key)
{
  gnutls_pubkey_t public;
  gnutls_datum_t pem;
  char *text;

  gnutls_pubkey_init (&public);
  g_assert_cmpint (gnutls_pubkey_import_privkey (public, key, 0, 0), ==, 0);
  g_assert_cmpint (gnutls_pubkey_export2 (public, GNUTLS_X509_FMT_PEM, &pem), ==, 0);
  text = g_strndup ((const char *) pem.data, pem.size);
  gnutls_free (pem.data);
  gnutls_pubkey_deinit (public);
  return text;
}

static void
test_every_algorithm (gconstpointer data)
{
  const Signing *signing = data;
  g_autofree char *token = NULL;
  g_autofree char *pem = NULL;
  gnutls_privkey_t key;

  gnutls_privkey_init (&key);
  g_assert_cmpint (gnutls_privkey_generate (key, signing->type, signing->bits, 0), ==, 0);
  token = sign (signing, key);
  pem = export_public (key);
  g_assert_cmpint (check (token, pem), ==, PARAFA_VERIFICATION_GOOD);
  token[strlen (token) - 20] = token[strlen (token) - 20] == 'A' ? 'B' : 'A';
  g_assert_cmpint (check (token, pem), ==, PARAFA_VERIFICATION_BAD);
  gnutls_privkey_deinit (key);
}

static char *
make_certificate (gnutls_x509_privkey_t key)
{
  gnutls_x509_crt_t crt;
  gnutls_datum_t pem;
  char *text;

  gnutls_x509_crt_init (&crt);
  gnutls_x509_crt_set_version (crt, 3);
  gnutls_x509_crt_set_serial (crt, "\x01", 1);
  gnutls_x509_crt_set_dn (crt, "CN=Cheie de probă", NULL);
  gnutls_x509_crt_set_activation_time (crt, 1000);
  gnutls_x509_crt_set_expiration_time (crt, 2000);
  gnutls_x509_crt_set_key (crt, key);
  g_assert_cmpint (gnutls_x509_crt_sign2 (crt, crt, key, GNUTLS_DIG_SHA256, 0), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_export2 (crt, GNUTLS_X509_FMT_PEM, &pem), ==, 0);
  text = g_strndup ((const char *) pem.data, pem.size);
  gnutls_free (pem.data);
  gnutls_x509_crt_deinit (crt);
  return text;
}

static void
test_certificate (void)
{
  g_autofree char *pem = NULL;
  g_autofree char *token = NULL;
  gnutls_x509_privkey_t key;
  gnutls_privkey_t abstract;

  gnutls_x509_privkey_init (&key);
  g_assert_cmpint (gnutls_x509_privkey_generate (key, GNUTLS_PK_RSA, 2048, 0), ==, 0);
  gnutls_privkey_init (&abstract);
  g_assert_cmpint (gnutls_privkey_import_x509 (abstract, key, 0), ==, 0);
  pem = make_certificate (key);
  token = sign (&signings[2], abstract);
  g_assert_cmpint (check (token, pem), ==, PARAFA_VERIFICATION_GOOD);
  g_assert_cmpint (check (RFC_RS256, pem), ==, PARAFA_VERIFICATION_BAD);
  gnutls_privkey_deinit (abstract);
  gnutls_x509_privkey_deinit (key);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/verification/examples", test_examples);
  g_test_add_func ("/session/verification/changed", test_changed);
  g_test_add_func ("/session/verification/cut-signature", test_cut_signature);
  g_test_add_func ("/session/verification/unsecured", test_unsecured);
  g_test_add_func ("/session/verification/hmac-with-public-key", test_hmac_with_public_key);
  g_test_add_func ("/session/verification/key-of-another-kind", test_key_of_another_kind);
  g_test_add_func ("/session/verification/embedded-key", test_embedded_key);
  g_test_add_func ("/session/verification/critical", test_critical);
  g_test_add_func ("/session/verification/unreadable", test_unreadable);
  g_test_add_func ("/session/verification/invalid-point", test_invalid_point);
  g_test_add_func ("/session/verification/sets", test_sets);
  g_test_add_func ("/session/verification/certificate", test_certificate);
  for (guint i = 0; i < G_N_ELEMENTS (signings); i++)
    {
      g_autofree char *path = g_strdup_printf ("/session/verification/%s/%s", signings[i].algorithm,
                                               gnutls_sign_get_name (signings[i].sign));

      g_test_add_data_func (path, &signings[i], test_every_algorithm);
    }
  return g_test_run ();
}
