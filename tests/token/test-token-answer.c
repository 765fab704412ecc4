/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-test-token.h"
#include "parafa-test.h"
#include "parafa-token-answer.h"

#include <string.h>

#define NOW (G_GINT64_CONSTANT (1795000000))

static ParafaTokenPair *
read_good (guint status, const char *body, ParafaTokenPair *previous)
{
  g_autoptr (GError) error = NULL;
  ParafaTokenPair *pair =
      parafa_token_answer_read (status, body, strlen (body), previous, NOW, &error);

  g_assert_no_error (error);
  g_assert_nonnull (pair);
  return pair;
}

static void
test_login (void)
{
  g_autofree char *token = parafa_test_token_build_at (NOW, 7776000);
  g_autofree char *body =
      g_strdup_printf ("{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":7776000,"
                       "\"refresh_token\":\"blob\",\"scope\":\"clientappid issuer role serial\"}",
                       token);
  g_autoptr (ParafaTokenPair) pair = read_good (200, body, NULL);

  g_assert_cmpstr (parafa_secret_get (parafa_token_pair_get_access (pair)), ==, token);
  g_assert_cmpstr (parafa_secret_get (parafa_token_pair_get_refresh (pair)), ==, "blob");
  g_assert_cmpint (parafa_token_pair_get_obtained_at (pair), ==, NOW);
  g_assert_cmpint (parafa_token_pair_get_first_login_at (pair), ==, NOW);
  g_assert_cmpint (parafa_token_pair_get_access_expires_at (pair), ==, NOW + 7776000);
}

static ParafaTokenPair *
make_previous (void)
{
  g_autoptr (ParafaSecret) access = parafa_secret_new ("old", -1);
  g_autoptr (ParafaSecret) refresh = parafa_secret_new ("old-refresh", -1);

  return parafa_token_pair_new (access, refresh, 10, NOW - 1000, NOW - 5000);
}

static void
test_refresh (void)
{
  g_autoptr (ParafaTokenPair) previous = make_previous ();
  g_autoptr (ParafaTokenPair) pair =
      read_good (200, "{\"access_token\":\"new\",\"refresh_token\":\"new-refresh\"}", previous);

  g_assert_cmpstr (parafa_secret_get (parafa_token_pair_get_refresh (pair)), ==, "new-refresh");
  g_assert_cmpint (parafa_token_pair_get_obtained_at (pair), ==, NOW);
  g_assert_cmpint (parafa_token_pair_get_first_login_at (pair), ==, NOW - 5000);
}

/* An answer that lacks a usable refresh token keeps the old one. */
static void
test_refresh_token_kept (void)
{
  static const char *const bodies[] = {
    "{\"access_token\":\"new\"}",
    "{\"access_token\":\"new\",\"refresh_token\":null}",
    "{\"access_token\":\"new\",\"refresh_token\":\"\"}",
    "{\"access_token\":\"new\",\"refresh_token\":\"has blank\"}",
    "{\"access_token\":\"new\",\"refresh_token\":7}",
  };
  g_autoptr (ParafaTokenPair) previous = make_previous ();

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (ParafaTokenPair) pair = read_good (200, bodies[i], previous);

      parafa_test_note (bodies[i]);
      g_assert_cmpstr (parafa_secret_get (parafa_token_pair_get_access (pair)), ==, "new");
      g_assert_cmpstr (parafa_secret_get (parafa_token_pair_get_refresh (pair)), ==, "old-refresh");
    }
}

static void
test_expires_in (void)
{
  static const struct
  {
    const char *value;
    gint64 expected;
  } cases[] = {
    { "7776000", NOW + 7776000 },
    { "\"7776000\"", NOW + 7776000 },
    { "7776000.0", NOW + 7776000 },
    { "0", -1 },
    { "-5", -1 },
    { "null", -1 },
    { "\"x\"", -1 },
    { "1e99", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body =
          g_strdup_printf ("{\"access_token\":\"opaque\",\"expires_in\":%s}", cases[i].value);
      g_autoptr (ParafaTokenPair) pair = read_good (200, body, NULL);

      parafa_test_note (body);
      g_assert_cmpint (parafa_token_pair_get_access_expires_at (pair), ==, cases[i].expected);
    }
}

/* A pair is worth more than a well-formed answer. */
static void
test_odd_but_good (void)
{
  static const char *const bodies[] = {
    "\xef\xbb\xbf{\"access_token\":\"tok\"}",
    " \r\n{ \"access_token\" : \"tok\" }\n\n",
    "{\"scope\":\"a\",\"scope\":\"b\",\"access_token\":\"tok\"}",
    "{\"access_token\":\"tok\",\"error_description\":\"\xe9\"}",
    "{\"access_token\":\"tok\",\"token_type\":\"bearer\"}",
    "{\"access_token\":\"tok\",\"token_type\":\"MAC\"}",
    "{\"access_token\":\"tok\",\"error\":null}",
    "{\"access_token\":\"tok\",\"error\":\"\"}",
    "{\"access_token\":\"old\",\"access_token\":\"tok\"}",
    "{\"access_token\":\"t\\u006fk\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (ParafaTokenPair) pair = NULL;

      parafa_test_note (bodies[i]);
      pair = read_good (i % 2 == 0 ? 200 : 201, bodies[i], NULL);
      g_assert_cmpstr (parafa_secret_get (parafa_token_pair_get_access (pair)), ==, "tok");
    }
}

typedef struct
{
  guint status;
  const char *body;
  ParafaTokenError expected;
  const char *message; /* what follows "token answer: HTTP n: " */
} Case;

static void
check_errors (const Case *cases, gsize n_cases)
{
  g_autoptr (ParafaTokenPair) previous = make_previous ();

  for (gsize i = 0; i < n_cases; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *message =
          g_strdup_printf ("token answer: HTTP %u: %s", cases[i].status, cases[i].message);

      parafa_test_note (cases[i].body);
      g_assert_null (parafa_token_answer_read (cases[i].status, cases[i].body,
                                               strlen (cases[i].body), previous, NOW, &error));
      g_assert_error (error, PARAFA_TOKEN_ERROR, (int) cases[i].expected);
      g_assert_cmpstr (error->message, ==, message);
    }
}

static void
test_settings (void)
{
  static const Case cases[] = {
    { 400, "{\"error\":\"invalid_client\"}", PARAFA_TOKEN_ERROR_SETTINGS, "error invalid_client" },
    { 401, "{\"error\":\"invalid_client\",\"error_description\":\"client secret expired\"}",
      PARAFA_TOKEN_ERROR_SETTINGS, "error invalid_client" },
    { 400, "{\"error\":\"unauthorized_client\"}", PARAFA_TOKEN_ERROR_SETTINGS,
      "error unauthorized_client" },
    { 400, "{\"error\":\"unsupported_grant_type\"}", PARAFA_TOKEN_ERROR_SETTINGS,
      "error unsupported_grant_type" },
    { 400, "{\"error\":\"invalid_request\"}", PARAFA_TOKEN_ERROR_SETTINGS,
      "error invalid_request" },
    { 400, "{\"error\":\"invalid_grant\",\"error_description\":\"redirect_uri differs\"}",
      PARAFA_TOKEN_ERROR_SETTINGS, "error invalid_grant" },
    { 401, "{\"error\":\"whatever\"}", PARAFA_TOKEN_ERROR_SETTINGS, "error whatever" },
    { 500, "{\"error\":\"invalid_client\"}", PARAFA_TOKEN_ERROR_SETTINGS, "error invalid_client" },
  };

  check_errors (cases, G_N_ELEMENTS (cases));
}

static void
test_login_again (void)
{
  static const Case cases[] = {
    { 400, "{\"error\":\"invalid_grant\"}", PARAFA_TOKEN_ERROR_LOGIN_AGAIN, "error invalid_grant" },
    { 400,
      "{\"error\":\"access_denied\",\"error_description\":\"Refresh Token status is expired\"}",
      PARAFA_TOKEN_ERROR_LOGIN_AGAIN, "error access_denied" },
    { 400,
      "{\"error\":\"invalid_request\",\"error_description\":\"Refresh Token status is expired\"}",
      PARAFA_TOKEN_ERROR_LOGIN_AGAIN, "error invalid_request" },
    { 400,
      "{\"error\":\"invalid_grant\",\"error_description\":\"Refresh Token status is expired\"}",
      PARAFA_TOKEN_ERROR_LOGIN_AGAIN, "error invalid_grant" },
    { 404, "{\"error\":\"id_not_found\"}", PARAFA_TOKEN_ERROR_LOGIN_AGAIN, "error id_not_found" },
    { 400, "{\"error\":\"server_said\",\"error_description\":\"The refresh token is not found\"}",
      PARAFA_TOKEN_ERROR_LOGIN_AGAIN, "error server_said" },
    { 400, "{\"error\":\"token\",\"error_description\":\"REVOKED\"}",
      PARAFA_TOKEN_ERROR_LOGIN_AGAIN, "error token" },
    { 403, "{\"error\":\"access_denied\"}", PARAFA_TOKEN_ERROR_LOGIN_AGAIN, "error access_denied" },
    { 200, "{\"error\":\"invalid_grant\"}", PARAFA_TOKEN_ERROR_LOGIN_AGAIN, "error invalid_grant" },
    { 400,
      "{\"error\":\"invalid_grant\",\"error_description\":\"The provided grant is invalid, "
      "expired, "
      "revoked, does not match the redirection URI used in the request\"}",
      PARAFA_TOKEN_ERROR_LOGIN_AGAIN, "error invalid_grant" },
  };

  check_errors (cases, G_N_ELEMENTS (cases));
}

static void
test_later (void)
{
  static const Case cases[] = {
    { 200, "", PARAFA_TOKEN_ERROR_LATER, "no JSON" },
    { 204, "", PARAFA_TOKEN_ERROR_LATER, "no JSON" },
    { 200, "<html><body>Mentenanta</body></html>", PARAFA_TOKEN_ERROR_LATER, "no JSON" },
    { 302, "", PARAFA_TOKEN_ERROR_LATER, "no JSON" },
    { 302, "<html>Moved</html>", PARAFA_TOKEN_ERROR_LATER, "no JSON" },
    { 403, "<html>The requested URL was rejected</html>", PARAFA_TOKEN_ERROR_LATER, "no JSON" },
    { 500, "Internal error", PARAFA_TOKEN_ERROR_LATER, "no JSON" },
    { 502, "", PARAFA_TOKEN_ERROR_LATER, "no JSON" },
    { 200, "{\"access_token\":\"tok", PARAFA_TOKEN_ERROR_LATER, "no JSON" },
    { 200, "{\"access_token\":\"tok\"", PARAFA_TOKEN_ERROR_LATER, "no JSON" },
    { 400, "{\"error\":\"invalid_gr", PARAFA_TOKEN_ERROR_LATER, "no JSON" },
    { 503, "{\"error\":\"temporarily_unavailable\"}", PARAFA_TOKEN_ERROR_LATER,
      "error temporarily_unavailable" },
    { 400, "{\"error\":\"server_error\"}", PARAFA_TOKEN_ERROR_LATER, "error server_error" },
    { 500, "{\"error\":\"invalid_grant\"}", PARAFA_TOKEN_ERROR_LATER, "error invalid_grant" },
    { 429, "{\"error\":\"access_denied\"}", PARAFA_TOKEN_ERROR_LATER, "error access_denied" },
    { 429, "{\"message\":\"slow down\"}", PARAFA_TOKEN_ERROR_LATER, "no error code" },
    { 503, "{}", PARAFA_TOKEN_ERROR_LATER, "no error code" },
    { 500, "{\"access_token\":\"tok\"}", PARAFA_TOKEN_ERROR_LATER, "no error code" },
  };

  check_errors (cases, G_N_ELEMENTS (cases));
}

static void
test_invalid (void)
{
  static const Case cases[] = {
    { 200, "[]", PARAFA_TOKEN_ERROR_INVALID, "not an object" },
    { 200, "\"token\"", PARAFA_TOKEN_ERROR_INVALID, "not an object" },
    { 200, "{}", PARAFA_TOKEN_ERROR_INVALID, "neither a token nor an error code" },
    { 400, "{}", PARAFA_TOKEN_ERROR_INVALID, "neither a token nor an error code" },
    { 400, "{\"access_token\":\"tok\"}", PARAFA_TOKEN_ERROR_INVALID,
      "neither a token nor an error code" },
    { 200, "{\"access_token\":5}", PARAFA_TOKEN_ERROR_INVALID,
      "neither a token nor an error code" },
    { 200, "{\"access_token\":\"\"}", PARAFA_TOKEN_ERROR_INVALID,
      "neither a token nor an error code" },
    { 200, "{\"access_token\":\"a\\r\\nX: y\"}", PARAFA_TOKEN_ERROR_INVALID,
      "neither a token nor an error code" },
    { 200, "{\"access_token\":\"ș\"}", PARAFA_TOKEN_ERROR_INVALID,
      "neither a token nor an error code" },
    { 400, "{\"error\":\"something_new\"}", PARAFA_TOKEN_ERROR_INVALID, "error something_new" },
    { 400, "{\"error\":{\"code\":1}}", PARAFA_TOKEN_ERROR_INVALID,
      "neither a token nor an error code" },
  };

  check_errors (cases, G_N_ELEMENTS (cases));
}

/* What the server sends back of what it was sent does not come out in a message. */
static void
test_message_holds_no_echo (void)
{
  static const Case cases[] = {
    { 400, "{\"error\":\"Bad code 5f1d0c9b\"}", PARAFA_TOKEN_ERROR_INVALID, "error (unreadable)" },
    { 400, "{\"error\":\"5f1d0c9b8a7e6f5d4c3b2a19\"}", PARAFA_TOKEN_ERROR_INVALID,
      "error (unreadable)" },
    { 400, "{\"error\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}", PARAFA_TOKEN_ERROR_INVALID,
      "error (unreadable)" },
    { 400, "{\"error\":\"a\\nb\"}", PARAFA_TOKEN_ERROR_INVALID, "error (unreadable)" },
    { 400, "{\"error\":\"invalid_grant\",\"error_description\":\"code 5f1d0c9b expired\"}",
      PARAFA_TOKEN_ERROR_LOGIN_AGAIN, "error invalid_grant" },
  };

  check_errors (cases, G_N_ELEMENTS (cases));
}

/* Every beginning of a good answer is a truncated one: wait, lose nothing. */
static void
test_every_truncation (void)
{
  static const char body[] =
      "{\"access_token\":\"tok\",\"expires_in\":7776000,\"refresh_token\":\"r\"}";

  for (gsize length = 0; length < strlen (body); length++)
    {
      g_autofree char *part = g_strndup (body, length);
      g_autoptr (GError) error = NULL;

      g_assert_null (parafa_token_answer_read (200, part, length, NULL, NOW, &error));
      g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LATER);
    }
}

static void
test_any_bytes (void)
{
  static const char seed[] = "{\"access_token\":\"tok\",\"expires_in\":\"77\",\"error\":\"invalid_"
                             "grant\",\"refresh_token\":null}";
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);

  for (int i = 0; i < 20000; i++)
    {
      char body[sizeof seed];
      gsize length = sizeof seed - 1;
      g_autofree char *exact = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (ParafaTokenPair) pair = NULL;

      memcpy (body, seed, sizeof seed);
      for (int j = 0; j < 3; j++)
        body[g_rand_int_range (rand, 0, (gint32) length)] =
            i % 2 == 0 ? (char) g_rand_int_range (rand, 0, 256)
                       : seed[g_rand_int_range (rand, 0, (gint32) length)];
      length = (gsize) g_rand_int_range (rand, (gint32) length / 2, (gint32) length + 1);
      exact = g_memdup2 (body, length); /* no NUL after it: reading past the end shows */
      pair = parafa_token_answer_read (i % 3 == 0 ? 400 : 200, exact, length, NULL, NOW, &error);
      g_assert_true ((pair == NULL) != (error == NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/token/token-answer/login", test_login);
  g_test_add_func ("/token/token-answer/refresh", test_refresh);
  g_test_add_func ("/token/token-answer/refresh-token-kept", test_refresh_token_kept);
  g_test_add_func ("/token/token-answer/expires-in", test_expires_in);
  g_test_add_func ("/token/token-answer/odd-but-good", test_odd_but_good);
  g_test_add_func ("/token/token-answer/settings", test_settings);
  g_test_add_func ("/token/token-answer/login-again", test_login_again);
  g_test_add_func ("/token/token-answer/later", test_later);
  g_test_add_func ("/token/token-answer/invalid", test_invalid);
  g_test_add_func ("/token/token-answer/message-holds-no-echo", test_message_holds_no_echo);
  g_test_add_func ("/token/token-answer/every-truncation", test_every_truncation);
  g_test_add_func ("/token/token-answer/any-bytes", test_any_bytes);
  return g_test_run ();
}
