/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-jwk.h"
#include "parafa-jws.h"
#include "rfc-tokens.h"

#include <string.h>

/* Signed tokens and keys taken apart, against the examples of RFC 7515 and 8037 */

static ParafaJws *
read_token (const char *text)
{
  g_autoptr (GError) error = NULL;
  ParafaJws *jws = parafa_jws_new (text, strlen (text), &error);

  g_assert_no_error (error);
  return jws;
}

static void
test_examples (void)
{
  static const struct
  {
    const char *text;
    const char *algorithm;
    ParafaJwsFamily family;
    gsize signature_bytes;
  } examples[] = {
    { RFC_HS256, "HS256", PARAFA_JWS_HMAC, 32 },   { RFC_RS256, "RS256", PARAFA_JWS_RSA, 256 },
    { RFC_ES256, "ES256", PARAFA_JWS_ECDSA, 64 },  { RFC_ES512, "ES512", PARAFA_JWS_ECDSA, 132 },
    { RFC_NONE, "none", PARAFA_JWS_UNSECURED, 0 }, { RFC_EDDSA, "EdDSA", PARAFA_JWS_EDDSA, 64 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr (ParafaJws) jws = read_token (examples[i].text);
      const char *last_dot = strrchr (examples[i].text, '.');
      const char *text;
      gsize length;

      g_assert_cmpstr (parafa_jws_get_algorithm (jws), ==, examples[i].algorithm);
      g_assert_cmpint (parafa_jws_get_family (jws), ==, examples[i].family);
      g_assert_cmpuint (g_bytes_get_size (parafa_jws_get_signature (jws)), ==,
                        examples[i].signature_bytes);
      text = parafa_jws_get_signed_text (jws, &length);
      g_assert_cmpmem (text, length, examples[i].text, (gsize) (last_dot - examples[i].text));
      g_assert_null (parafa_jws_get_key_id (jws));
      g_assert_cmpint (parafa_jws_get_embeds (jws), ==, 0);
      g_assert_false (parafa_jws_has_critical (jws));
    }
}

static char *
make_token (const char *header)
{
  g_autofree char *text = g_base64_encode ((const guchar *) header, strlen (header));

  return g_strconcat (text, ".e30.c2ln", NULL);
}

static void
test_header (void)
{
  g_autofree char *text =
      make_token ("{\"alg\":\"RS256\",\"kid\":\"a\",\"crit\":[\"exp\"],\"jwk\":{},\"x5c\":[],"
                  "\"jku\":\"https://example.org\",\"x5u\":\"\"}");
  g_autoptr (ParafaJws) jws = read_token (text);

  g_assert_cmpstr (parafa_jws_get_key_id (jws), ==, "a");
  g_assert_true (parafa_jws_has_critical (jws));
  g_assert_cmpint (parafa_jws_get_embeds (jws), ==,
                   PARAFA_JWS_EMBEDS_JWK | PARAFA_JWS_EMBEDS_X5C | PARAFA_JWS_EMBEDS_JKU |
                       PARAFA_JWS_EMBEDS_X5U);
}

static void
test_names (void)
{
  g_assert_cmpint (parafa_jws_family_of ("None"), ==, PARAFA_JWS_UNSECURED);
  g_assert_cmpint (parafa_jws_family_of ("NONE"), ==, PARAFA_JWS_UNSECURED);
  g_assert_cmpint (parafa_jws_family_of ("rs256"), ==, PARAFA_JWS_UNKNOWN);
  g_assert_cmpint (parafa_jws_family_of ("RS256 "), ==, PARAFA_JWS_UNKNOWN);
  g_assert_cmpint (parafa_jws_family_of ("RS1"), ==, PARAFA_JWS_UNKNOWN);
  g_assert_cmpint (parafa_jws_family_of ("PS384"), ==, PARAFA_JWS_RSA_PSS);
}

static void
assert_refused (const char *text, ParafaJwsError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parafa_jws_new (text, strlen (text), &error));
  g_assert_error (error, PARAFA_JWS_ERROR, (int) code);
}

static void
test_refused (void)
{
  g_autofree char *no_algorithm = make_token ("{\"typ\":\"JWT\"}");
  g_autofree char *number = make_token ("{\"alg\":1}");
  g_autofree char *list = make_token ("[]");
  g_autofree char *twice = make_token ("{\"alg\":\"none\",\"alg\":\"RS256\"}");

  assert_refused ("", PARAFA_JWS_ERROR_MALFORMED);
  assert_refused ("abc", PARAFA_JWS_ERROR_MALFORMED);
  assert_refused ("a.b", PARAFA_JWS_ERROR_MALFORMED);
  assert_refused ("e30.e30.e30.e30", PARAFA_JWS_ERROR_MALFORMED);
  assert_refused ("e30.e30.a*b", PARAFA_JWS_ERROR_MALFORMED);
  assert_refused ("e*0.e30.e30", PARAFA_JWS_ERROR_MALFORMED);
  assert_refused ("e30.e30.e30", PARAFA_JWS_ERROR_HEADER);
  assert_refused ("e3.e30.e30", PARAFA_JWS_ERROR_HEADER);
  assert_refused (no_algorithm, PARAFA_JWS_ERROR_HEADER);
  assert_refused (number, PARAFA_JWS_ERROR_HEADER);
  assert_refused (list, PARAFA_JWS_ERROR_HEADER);
  assert_refused (twice, PARAFA_JWS_ERROR_HEADER);
}

static ParafaJwk *
read_one (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) keys = parafa_jwk_read (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (keys->len, ==, 1);
  return parafa_jwk_ref (keys->pdata[0]);
}

static void
test_keys (void)
{
  g_autoptr (ParafaJwk) rsa = read_one (RFC_RS256_KEY);
  g_autoptr (ParafaJwk) ec = read_one (RFC_ES512_KEY);
  g_autoptr (ParafaJwk) ed = read_one (RFC_EDDSA_KEY);
  g_autoptr (ParafaJwk) shared = read_one (RFC_HS256_KEY);

  g_assert_cmpint (parafa_jwk_get_key_type (rsa), ==, PARAFA_JWK_RSA);
  g_assert_cmpuint (g_bytes_get_size (parafa_jwk_get_number (rsa, "n")), ==, 256);
  g_assert_cmpuint (g_bytes_get_size (parafa_jwk_get_number (rsa, "e")), ==, 3);
  g_assert_null (parafa_jwk_get_number (rsa, "x"));
  g_assert_null (parafa_jwk_get_number (rsa, "d"));
  g_assert_false (parafa_jwk_is_private (rsa));
  g_assert_true (parafa_jwk_may_verify (rsa));
  g_assert_cmpint (parafa_jwk_get_key_type (ec), ==, PARAFA_JWK_EC);
  g_assert_cmpstr (parafa_jwk_get_curve (ec), ==, "P-521");
  g_assert_cmpuint (g_bytes_get_size (parafa_jwk_get_number (ec, "x")), ==, 66);
  g_assert_cmpuint (g_bytes_get_size (parafa_jwk_get_number (ec, "y")), ==, 66);
  g_assert_cmpint (parafa_jwk_get_key_type (ed), ==, PARAFA_JWK_OKP);
  g_assert_cmpuint (g_bytes_get_size (parafa_jwk_get_number (ed, "x")), ==, 32);
  g_assert_cmpint (parafa_jwk_get_key_type (shared), ==, PARAFA_JWK_SHARED);
}

static void
test_key_set (void)
{
  const char *text =
      "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"a\",\"use\":\"enc\"},"
      "{\"kty\":\"EC\",\"kid\":\"b\",\"use\":\"sig\",\"alg\":\"ES256\",\"d\":\"AA\"},"
      "{\"kty\":\"OKP\",\"key_ops\":[\"sign\"]},7,"
      "{\"kty\":\"OKP\",\"key_ops\":[\"sign\",\"verify\"]},{\"kty\":\"LATTICE\"}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) keys = parafa_jwk_read (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (keys->len, ==, 5);
  g_assert_cmpstr (parafa_jwk_get_id (keys->pdata[0]), ==, "a");
  g_assert_false (parafa_jwk_may_verify (keys->pdata[0]));
  g_assert_true (parafa_jwk_may_verify (keys->pdata[1]));
  g_assert_true (parafa_jwk_is_private (keys->pdata[1]));
  g_assert_cmpstr (parafa_jwk_get_algorithm (keys->pdata[1]), ==, "ES256");
  g_assert_false (parafa_jwk_may_verify (keys->pdata[2]));
  g_assert_true (parafa_jwk_may_verify (keys->pdata[3]));
  g_assert_cmpint (parafa_jwk_get_key_type (keys->pdata[4]), ==, PARAFA_JWK_OTHER);
}

static void
test_keys_refused (void)
{
  static const struct
  {
    const char *text;
    ParafaJwkError code;
  } texts[] = {
    { "", PARAFA_JWK_ERROR_NOT_JSON },
    { "-----BEGIN CERTIFICATE-----", PARAFA_JWK_ERROR_NOT_JSON },
    { "[]", PARAFA_JWK_ERROR_NOT_JSON },
    { "{\"keys\":[]}", PARAFA_JWK_ERROR_NO_KEY },
    { "{\"keys\":[7,\"a\"]}", PARAFA_JWK_ERROR_NO_KEY },
    { "{\"n\":\"AA\"}", PARAFA_JWK_ERROR_NO_KEY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parafa_jwk_read (texts[i].text, strlen (texts[i].text), &error));
      g_assert_error (error, PARAFA_JWK_ERROR, (int) texts[i].code);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/token/jws/examples", test_examples);
  g_test_add_func ("/token/jws/header", test_header);
  g_test_add_func ("/token/jws/names", test_names);
  g_test_add_func ("/token/jws/refused", test_refused);
  g_test_add_func ("/token/jwk/examples", test_keys);
  g_test_add_func ("/token/jwk/set", test_key_set);
  g_test_add_func ("/token/jwk/refused", test_keys_refused);
  return g_test_run ();
}
