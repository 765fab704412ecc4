/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-token-maker.h"

#include <string.h>

#define NOW (G_GINT64_CONSTANT (1795500000))
#define CLIENT "3f1c0a77d2e94b5588aa10cc7e6f2b9d4410ab38c95e7710"
#define SERIAL "5c:00:9e:41:07:aa:bb:cc:dd:ee:ff:01"

static EVP_PKEY *key;

static const char new_claims[] = "{\n"
                                 "  \"token_type\":\"Bearer\",\n"
                                 "  \"scope\":\"clientappid issuer role serial\",\n"
                                 "  \"scope_data\":[\n"
                                 "    {\n"
                                 "        \"id\":\"clientappid\",\n"
                                 "        \"value\":\"" CLIENT "\"\n"
                                 "    },\n"
                                 "    {\n"
                                 "        \"id\":\"issuer\",\n"
                                 "        \"value\":\"Exemplu\"\n"
                                 "    },\n"
                                 "    {\n"
                                 "        \"id\":\"role\",\n"
                                 "        \"value\":\"HELLO,EFACTURA,ETRANSPORT,SRV_EFACTURA\"\n"
                                 "    },\n"
                                 "    {\n"
                                 "        \"id\":\"serial\",\n"
                                 "        \"value\":\"" SERIAL "\"\n"
                                 "    }\n"
                                 "  ],\n"
                                 "  \"iss\":\"https://logincert.anaf.ro\",\n"
                                 "  \"clientappid\":\"" CLIENT "\",\n"
                                 "  \"efactura\":\"EFACTURA@SRV_EFACTURA\",\n"
                                 "  \"etransport\":\"ETRANSPORT\",\n"
                                 "  \"hello\":\"HELLO\",\n"
                                 "  \"issuer\":\"Exemplu\",\n"
                                 "  \"roles\":\"HELLO@EFACTURA@ETRANSPORT@SRV_EFACTURA\",\n"
                                 "  \"serial\":\"" SERIAL "\",\n"
                                 "  \"sub\":\"5c009e4107aabbccddeeff01\",\n"
                                 "  \"jti\":\"*\",\n"
                                 "  \"iat\":1795500000,\n"
                                 "  \"exp\":1803276000,\n"
                                 "  \"nbf\":1795499700\n"
                                 "}";

static const char old_claims[] = "{\n"
                                 "  \"token_type\":\"Bearer\",\n"
                                 "  \"scope\":\"clientappid info issuer role serial\",\n"
                                 "  \"scope_data\":[\n"
                                 "    {\n"
                                 "        \"id\":\"clientappid\",\n"
                                 "        \"value\":\"" CLIENT "\"\n"
                                 "    },\n"
                                 "    {\n"
                                 "        \"id\":\"info\",\n"
                                 "        \"value\":\"\"\n"
                                 "    },\n"
                                 "    {\n"
                                 "        \"id\":\"issuer\",\n"
                                 "        \"value\":\"Exemplu\"\n"
                                 "    },\n"
                                 "    {\n"
                                 "        \"id\":\"role\",\n"
                                 "        \"value\":\"HELLO,EFACTURA,ETRANSPORT,SRV_EFACTURA\"\n"
                                 "    },\n"
                                 "    {\n"
                                 "        \"id\":\"serial\",\n"
                                 "        \"value\":\"" SERIAL "\"\n"
                                 "    }\n"
                                 "  ],\n"
                                 "  \"iss\":\"https://logincert.anaf.ro\",\n"
                                 "  \"clientappid\":\"" CLIENT "\",\n"
                                 "  \"efactura\":\"EFACTURA,SRV_EFACTURA\",\n"
                                 "  \"etransport\":\"ETRANSPORT\",\n"
                                 "  \"hello\":\"HELLO\",\n"
                                 "  \"issuer\":\"Exemplu\",\n"
                                 "  \"role\":\"HELLO,EFACTURA,ETRANSPORT,SRV_EFACTURA\",\n"
                                 "  \"serial\":\"" SERIAL "\",\n"
                                 "  \"sub\":\"5c009e4107aabbccddeeff01\",\n"
                                 "  \"jti\":\"*\",\n"
                                 "  \"iat\":1795500000,\n"
                                 "  \"exp\":1803276000,\n"
                                 "  \"nbf\":1795499700\n"
                                 "}";

static ParafaSimTokenText
good_text (void)
{
  return (ParafaSimTokenText){
    .client_id = CLIENT,
    .issuer = "Exemplu",
    .serial = SERIAL,
    .issued_at_s = NOW,
    .lifetime_s = 7776000,
    .layout = PARAFA_SIM_LAYOUT_NEW,
  };
}

static char *
make (const ParafaSimTokenText *text)
{
  g_autoptr (GError) error = NULL;
  char *token = parafa_sim_token_new_access (key, text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (token);
  return token;
}

static char *
decode (const char *segment)
{
  g_autofree char *text = g_strdup (segment);
  g_autofree char *padded = NULL;
  g_autofree guchar *bytes = NULL;
  gsize length;

  g_strdelimit (text, "-", '+');
  g_strdelimit (text, "_", '/');
  padded = g_strconcat (text, &"==="[3 - (4 - strlen (text) % 4) % 4], NULL);
  bytes = g_base64_decode (padded, &length);
  return g_strndup ((const char *) bytes, length);
}

static void
assert_claims (const char *token, const char *wanted)
{
  g_auto (GStrv) segments = g_strsplit (token, ".", -1);
  g_autofree char *header = NULL;
  g_autofree char *claims = NULL;
  g_autofree char *claims_without_id = NULL;
  g_autoptr (GRegex) id = g_regex_new ("\"jti\":\"[0-9a-f]{64}\"", 0, 0, NULL);

  g_assert_cmpuint (g_strv_length (segments), ==, 3);
  header = decode (segments[0]);
  claims = decode (segments[1]);
  g_assert_cmpstr (header, ==, "{\n  \"alg\":\"RS512\",\n  \"kid\":\"anaf_2023_2024\"\n}");
  claims_without_id = g_regex_replace_literal (id, claims, -1, 0, "\"jti\":\"*\"", 0, NULL);
  g_assert_cmpstr (claims_without_id, ==, wanted);
}

/* Byte for byte, in ANAF's order */
static void
test_new_layout (void)
{
  ParafaSimTokenText text = good_text ();
  g_autofree char *token = make (&text);

  assert_claims (token, new_claims);
  g_assert_true (g_str_has_prefix (token, "ewogICJ"));
}

static void
test_old_layout (void)
{
  ParafaSimTokenText text = good_text ();
  g_autofree char *token = NULL;

  text.layout = PARAFA_SIM_LAYOUT_OLD;
  token = make (&text);
  assert_claims (token, old_claims);
}

/* The token observed in 2025 had 60 + 1243 + 342 characters and two dots */
static void
test_size (void)
{
  ParafaSimTokenText text = good_text ();
  g_autofree char *token = make (&text);
  g_auto (GStrv) segments = g_strsplit (token, ".", -1);

  g_assert_cmpuint (strlen (segments[0]), ==, 60);
  g_assert_cmpuint (strlen (segments[1]), >=, 1200);
  g_assert_cmpuint (strlen (segments[1]), <=, 1300);
  g_assert_cmpuint (strlen (segments[2]), ==, 342);
  g_assert_null (strpbrk (token, "+/= \n"));
}

static void
test_signature (void)
{
  ParafaSimTokenText text = good_text ();
  g_autofree char *token = make (&text);
  g_autofree char *signature_text = g_strdup (strrchr (token, '.') + 1);
  g_autofree char *padded = NULL;
  g_autofree guchar *signature = NULL;
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  gsize length;

  g_strdelimit (signature_text, "-", '+');
  g_strdelimit (signature_text, "_", '/');
  padded = g_strconcat (signature_text, "==", NULL);
  signature = g_base64_decode (padded, &length);
  g_assert_cmpuint (length, ==, 256);
  g_assert_cmpint (EVP_DigestVerifyInit (context, NULL, EVP_sha512 (), NULL, key), ==, 1);
  g_assert_cmpint (EVP_DigestVerify (context, signature, length, (const guint8 *) token,
                                     (gsize) (strrchr (token, '.') - token)),
                   ==, 1);
  EVP_MD_CTX_free (context);
}

static ParafaSimTokenState
check (const char *token, gint64 now_s)
{
  g_autofree char *issuer = NULL;
  g_autofree char *serial = NULL;
  ParafaSimTokenState state = parafa_sim_token_check (key, token, now_s, &issuer, &serial);

  g_assert_cmpint (issuer != NULL, ==, state == PARAFA_SIM_TOKEN_GOOD);
  g_assert_cmpint (serial != NULL, ==, state == PARAFA_SIM_TOKEN_GOOD);
  return state;
}

static void
test_times (void)
{
  ParafaSimTokenText text = good_text ();
  g_autofree char *token = make (&text);

  g_assert_cmpint (check (token, NOW - 301), ==, PARAFA_SIM_TOKEN_BAD);
  g_assert_cmpint (check (token, NOW - 300), ==, PARAFA_SIM_TOKEN_GOOD);
  g_assert_cmpint (check (token, NOW + 7775999), ==, PARAFA_SIM_TOKEN_GOOD);
  g_assert_cmpint (check (token, NOW + 7776000), ==, PARAFA_SIM_TOKEN_EXPIRED);
}

/* Names from a certificate may hold anything */
static void
test_escaped (void)
{
  ParafaSimTokenText text = good_text ();
  g_autofree char *token = NULL;
  g_autofree char *issuer = NULL;
  g_autofree char *serial = NULL;

  text.issuer = "A \"quoted\\\" Ș\n\x01 name";
  token = make (&text);
  g_assert_cmpint (parafa_sim_token_check (key, token, NOW, &issuer, &serial), ==,
                   PARAFA_SIM_TOKEN_GOOD);
  g_assert_cmpstr (issuer, ==, text.issuer);
  g_assert_cmpstr (serial, ==, SERIAL);
}

/* A token changed anywhere, and texts that are none, are refused */
static void
test_refused (void)
{
  static const char *const wrong[] = { "", ".", "..", "a.b", "a.b.c", "....", "a..b", "=.=.=" };
  ParafaSimTokenText text = good_text ();
  g_autofree char *token = make (&text);
  g_autofree char *longer = g_strconcat (token, ".x", NULL);
  g_autofree char *endless = g_strnfill (20000, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_cmpint (check (wrong[i], NOW), ==, PARAFA_SIM_TOKEN_BAD);
  g_assert_cmpint (check (longer, NOW), ==, PARAFA_SIM_TOKEN_BAD);
  g_assert_cmpint (check (endless, NOW), ==, PARAFA_SIM_TOKEN_BAD);
  /* the last character carries unused bits, so it is left out */
  for (gsize i = 0; i + 1 < strlen (token); i += 7)
    {
      char kept = token[i];

      token[i] = kept == 'A' ? 'B' : 'A';
      g_assert_cmpint (check (token, NOW), ==, PARAFA_SIM_TOKEN_BAD);
      token[i] = kept;
    }
  g_assert_cmpint (check (token, NOW), ==, PARAFA_SIM_TOKEN_GOOD);
}

static void
test_refresh (void)
{
  g_autofree char *one = parafa_sim_token_new_refresh ();
  g_autofree char *two = parafa_sim_token_new_refresh ();

  g_assert_cmpuint (strlen (one), ==, 1480);
  g_assert_null (strpbrk (one, ".+/="));
  g_assert_cmpstr (one, !=, two);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  key = parafa_sim_key_new (PARAFA_SIM_KEY_RSA, NULL);
  g_assert_nonnull (key);

  g_test_add_func ("/simulator/token-maker/new-layout", test_new_layout);
  g_test_add_func ("/simulator/token-maker/old-layout", test_old_layout);
  g_test_add_func ("/simulator/token-maker/size", test_size);
  g_test_add_func ("/simulator/token-maker/signature", test_signature);
  g_test_add_func ("/simulator/token-maker/times", test_times);
  g_test_add_func ("/simulator/token-maker/escaped", test_escaped);
  g_test_add_func ("/simulator/token-maker/refused", test_refused);
  g_test_add_func ("/simulator/token-maker/refresh", test_refresh);

  result = g_test_run ();
  EVP_PKEY_free (key);
  return result;
}
