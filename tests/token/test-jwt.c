/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-claims.h"
#include "parafa-jwt.h"
#include "parafa-test-token.h"
#include "parafa-test.h"

#include <string.h>

/* RFC 7515, appendix A.1: HS256. RFC 7519 §3.1 has the same token. */
static const char rfc7515_a1[] = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
                                 ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
                                 "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
                                 ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/* RFC 7519 §6.1: an unsecured token, its signature empty. */
static const char rfc7519_6_1[] = "eyJhbGciOiJub25lIn0"
                                  ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGF"
                                  "tcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
                                  ".";

/* RFC 7515, appendix A.4: ES512 over a payload that is no JSON. */
static const char rfc7515_a4[] =
    "eyJhbGciOiJFUzUxMiJ9"
    ".UGF5bG9hZA"
    ".AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_"
    "7XdtAG8GaSwFKdC"
    "APZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn";

static ParafaJwt *
read_good (const char *text)
{
  g_autoptr (GError) error = NULL;
  ParafaJwt *jwt = parafa_jwt_new_from_text (text, -1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (jwt);
  return jwt;
}

static void
check_bad (const char *text, gssize length, ParafaJwtError code, const char *message)
{
  g_autoptr (GError) error = NULL;

  parafa_test_note (text);
  g_assert_null (parafa_jwt_new_from_text (text, length, &error));
  g_assert_error (error, PARAFA_JWT_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_rfc7515_a1 (void)
{
  g_autoptr (ParafaJwt) jwt = read_good (rfc7515_a1);
  g_autofree char *header = parafa_jwt_dup_header_text (jwt);
  g_autofree char *claims = parafa_jwt_dup_claims_text (jwt);
  const gsize *lengths = parafa_jwt_get_segment_lengths (jwt);

  g_assert_cmpstr (header, ==, "{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}");
  g_assert_cmpstr (claims, ==,
                   "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n "
                   "\"http://example.com/is_root\":true}");
  g_assert_cmpstr (json_object_get_string_member (parafa_jwt_get_header (jwt), "alg"), ==, "HS256");
  g_assert_cmpint (json_object_get_int_member (parafa_jwt_get_claims (jwt), "exp"), ==, 1300819380);
  g_assert_cmpuint (lengths[0], ==, 40);
  g_assert_cmpuint (lengths[1], ==, 94);
  g_assert_cmpuint (lengths[2], ==, 43);
}

static void
test_rfc7519_unsecured (void)
{
  g_autoptr (ParafaJwt) jwt = read_good (rfc7519_6_1);

  g_assert_cmpstr (json_object_get_string_member (parafa_jwt_get_header (jwt), "alg"), ==, "none");
  g_assert_cmpuint (parafa_jwt_get_segment_lengths (jwt)[2], ==, 0);
}

static void
test_rfc7515_payload_not_json (void)
{
  check_bad (rfc7515_a4, -1, PARAFA_JWT_ERROR_JSON, "claims: byte 0 of the JSON: no value");
}

static void
test_anaf_layouts (void)
{
  static const char *const layouts[] = { parafa_test_claims_new, parafa_test_claims_old };

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      g_autofree char *token = parafa_test_token_build (parafa_test_header, layouts[i]);
      g_autoptr (ParafaJwt) jwt = read_good (token);
      g_autofree char *claims = parafa_jwt_dup_claims_text (jwt);

      g_assert_true (g_str_has_prefix (token, "ewogIC"));
      g_assert_cmpstr (claims, ==, layouts[i]);
      g_assert_false (json_object_has_member (parafa_jwt_get_header (jwt), "typ"));
      g_assert_cmpuint (parafa_jwt_get_segment_lengths (jwt)[2], ==, 342);
    }
}

/* How a token is pasted: %s is the token. All read the same. */
static void
test_pasted (void)
{
  static const char *const pasted[] = {
    "%s",
    "  \n%s\r\n ",
    "\"%s\"",
    "'%s'",
    "`%s`",
    "\xef\xbb\xbf%s",
    "Bearer %s",
    "bearer   %s\n",
    "Authorization: Bearer %s",
    "Authorization: Bearer %s\r\nHost: api.example\r\nAccept: */*\r\n",
    "authorization: bearer\n %s\n",
    "curl -H 'Authorization: Bearer %s' https://api.example/TestOauth/jaxrs/hello?name=a",
    "curl https://api.example/ \\\n  -H \"Authorization: Bearer %s\" \\\n  -d 'a=b'",
    "curl -H Authorization:\\ Bearer\\ x -H 'Authorization: Bearer %s'",
    "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":7776000}",
    "{\n  \"token_type\" : \"Bearer\",\n  \"access_token\" : \"%s\"\n}\n",
    "{\"id_token\":\"%s\"}",
    "{\"profile\":{\"tokens\":[\"%s\"]}}",
    "ACCESS_TOKEN=%s\n",
    "export TOKEN=\"%s\"\n",
    "CLIENT_ID=abc\nACCESS_TOKEN='%s'\n",
    "token_type: Bearer\naccess_token: %s\n",
    "access_token=%s&token_type=Bearer",
    "jeton: <%s>",
    "Bearer %s -H",
    "Bearer %s --compressed",
    "Bearer %s api.example.ro",
    "jeton %s",
    "acesta e jetonul\n%s",
    "the token:\n\n%s\n",
  };
  g_autofree char *token = parafa_test_token_build (parafa_test_header, parafa_test_claims_new);

  for (guint i = 0; i < G_N_ELEMENTS (pasted); i++)
    {
      g_auto (GStrv) parts = g_strsplit (pasted[i], "%s", 2);
      g_autofree char *text = g_strconcat (parts[0], token, parts[1], NULL);
      g_autoptr (ParafaJwt) jwt = NULL;
      g_autofree char *claims = NULL;

      parafa_test_note (pasted[i]);
      jwt = read_good (text);
      claims = parafa_jwt_dup_claims_text (jwt);
      g_assert_cmpstr (claims, ==, parafa_test_claims_new);
      g_assert_cmpuint (parafa_jwt_get_segment_lengths (jwt)[2], ==, 342);
    }
}

/* Broken into lines at every length, in each of the forms that can carry it. */
static void
test_line_breaks (void)
{
  static const char *const forms[] = { "%s", "Authorization: Bearer %s",
                                       "{\"access_token\":\"%s\"}",
                                       "curl -H 'Authorization: Bearer %s' https://x" };
  g_autofree char *token = parafa_test_token_build (parafa_test_header, parafa_test_claims_new);

  for (gsize width = 1; width < 100; width += 7)
    for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
      {
        g_auto (GStrv) parts = g_strsplit (forms[i], "%s", 2);
        g_autoptr (GString) text = g_string_new (parts[0]);
        g_autoptr (ParafaJwt) jwt = NULL;

        for (gsize at = 0; at < strlen (token); at += width)
          {
            g_string_append (text, at > 0 ? "\r\n  " : "");
            g_string_append_len (text, token + at, (gssize) MIN (width, strlen (token) - at));
          }
        g_string_append (text, parts[1]);
        g_test_message ("%" G_GSIZE_FORMAT " %s", width, forms[i]);
        jwt = read_good (text->str);
        g_assert_cmpuint (parafa_jwt_get_segment_lengths (jwt)[2], ==, 342);
      }
}

static void
test_standard_base64 (void)
{
  static const char claims[] = "{\"a\":\"\x3f?\x3f>>>~~~\",\"iat\":1}";
  g_autofree char *header = g_base64_encode ((const guchar *) "{\"alg\":\"x\"}", 11);
  g_autofree char *payload = g_base64_encode ((const guchar *) claims, strlen (claims));
  g_autofree char *text = g_strdup_printf ("%s.%s.QQ==", header, payload);
  g_autoptr (ParafaJwt) jwt = read_good (text);
  g_autofree char *back = parafa_jwt_dup_claims_text (jwt);

  g_assert_nonnull (strpbrk (payload, "+/"));
  g_assert_cmpstr (back, ==, claims);
}

static void
test_problems (void)
{
  check_bad ("", -1, PARAFA_JWT_ERROR_EMPTY, "there is no text");
  check_bad (" \n\t", -1, PARAFA_JWT_ERROR_EMPTY, "there is no text");
  check_bad ("\"\"", -1, PARAFA_JWT_ERROR_EMPTY, "there is no text");
  check_bad ("Bearer ", -1, PARAFA_JWT_ERROR_EMPTY, "there is no token after Bearer");
  check_bad ("bearer", -1, PARAFA_JWT_ERROR_EMPTY, "there is no token after Bearer");
  check_bad ("Authorization:Bearer\r\n", -1, PARAFA_JWT_ERROR_EMPTY,
             "there is no token after Bearer");
  check_bad ("0a1b2c3dBearer", -1, PARAFA_JWT_ERROR_NOT_JWT,
             "one piece without dots: an opaque token or a refresh token, not a JWT");
  check_bad ("Authorization: Bearer ;", -1, PARAFA_JWT_ERROR_EMPTY,
             "there is no token after Bearer");
  check_bad ("0a1b2c3d", -1, PARAFA_JWT_ERROR_NOT_JWT,
             "one piece without dots: an opaque token or a refresh token, not a JWT");
  check_bad ("a.b", -1, PARAFA_JWT_ERROR_SEGMENTS, "2 segments instead of 3");
  check_bad ("a.b.c.d", -1, PARAFA_JWT_ERROR_SEGMENTS, "4 segments instead of 3");
  check_bad ("a.b.c.d.e", -1, PARAFA_JWT_ERROR_SEGMENTS, "5 segments: an encrypted token (JWE)");
  check_bad (".e30.QQ", -1, PARAFA_JWT_ERROR_SEGMENTS, "header: is empty");
  check_bad ("e30..QQ", -1, PARAFA_JWT_ERROR_SEGMENTS, "claims: is empty");
  check_bad ("a b\x01"
             "c",
             -1, PARAFA_JWT_ERROR_ENCODING, "character 3: not a character of a token");
  check_bad ("  ș", -1, PARAFA_JWT_ERROR_ENCODING, "character 2: not a character of a token");
  check_bad ("e30\0.e30.", 9, PARAFA_JWT_ERROR_ENCODING, "character 3: not a character of a token");
  check_bad ("e3=0.e30.QQ", -1, PARAFA_JWT_ERROR_ENCODING,
             "character 2: not a character of a token");
  check_bad ("e30.e3===.QQ", -1, PARAFA_JWT_ERROR_ENCODING, "claims: character 2: not base64url");
  check_bad ("e30.e30.Q", -1, PARAFA_JWT_ERROR_ENCODING,
             "signature: character 1: cut off in the middle of a byte");
  check_bad ("e30=.e30=.QQ=", -1, PARAFA_JWT_ERROR_ENCODING,
             "signature: character 2: not base64url");
  check_bad ("WzFd.e30.QQ", -1, PARAFA_JWT_ERROR_JSON, "header: byte 3 of the JSON: not an object");
  check_bad ("e30.eyJhIjp9.QQ", -1, PARAFA_JWT_ERROR_JSON, "claims: byte 5 of the JSON: no value");
  check_bad ("{\"error\":\"invalid_grant\"}", -1, PARAFA_JWT_ERROR_EMPTY,
             "answer: a JSON object without access_token");
  check_bad ("{\"refresh_token\":\"opaque\"}", -1, PARAFA_JWT_ERROR_NOT_JWT,
             "answer: a JSON object without access_token");
  check_bad ("{\"access_token\":\"a", -1, PARAFA_JWT_ERROR_JSON,
             "answer: byte 18: a text does not end");
  check_bad ("{\"access_token\":\"a;b\"}", -1, PARAFA_JWT_ERROR_ENCODING,
             "access_token: character 1: not a character of a token");
  check_bad ("{\"access_token\":\"opaque\"}", -1, PARAFA_JWT_ERROR_NOT_JWT,
             "one piece without dots: an opaque token or a refresh token, not a JWT");
}

static void
check_claims_problem (const char *claims, const char *problem)
{
  g_autofree char *token = parafa_test_token_build ("{}", claims);
  g_autofree char *message = g_strdup_printf ("claims: byte %s", problem);

  check_bad (token, -1, PARAFA_JWT_ERROR_JSON, message);
}

static void
test_json_problems (void)
{
  g_autofree char *open = g_strnfill (70, '[');
  g_autofree char *close = g_strnfill (70, ']');
  g_autofree char *deep = g_strdup_printf ("{\"a\":%s%s}", open, close);

  check_claims_problem ("{\"a\":1,\"a\":2}", "7 of the JSON: a member that stands twice");
  check_claims_problem ("{\"a\":\"\xff\"}", "6 of the JSON: not UTF-8");
  check_claims_problem ("{\"a\":\"\\u0000\"}", "7 of the JSON: an escaped NUL");
  check_claims_problem ("{\"a\":1} {}", "8 of the JSON: something follows the end");
  check_claims_problem ("// {}", "0 of the JSON: no value");
  check_claims_problem (deep, "68 of the JSON: nested too deeply");
  check_bad ("e30.ewB9.QQ", -1, PARAFA_JWT_ERROR_JSON, "claims: byte 1 of the JSON: a NUL byte");
}

static void
test_length_limit (void)
{
  g_autofree char *exact = g_strnfill (1024 * 1024, 'a');
  g_autofree char *longer = g_strnfill (1024 * 1024 + 1, 'a');

  check_bad (exact, -1, PARAFA_JWT_ERROR_NOT_JWT,
             "one piece without dots: an opaque token or a refresh token, not a JWT");
  check_bad (longer, -1, PARAFA_JWT_ERROR_TOO_LONG, "1048577 bytes: more than a token has");
}

/* A token as long as the reader takes is read, and its claims too, in good time. */
static void
test_big_token (void)
{
  g_autoptr (GString) claims = g_string_new ("{\"iat\":1");
  g_autofree char *token = NULL;
  g_autoptr (ParafaJwt) jwt = NULL;
  g_autoptr (ParafaClaims) read = NULL;
  guint n_claims;

  while (claims->len < 700000)
    g_string_append_printf (claims, ",\"claim%u\":[1,2,3]", (guint) claims->len);
  g_string_append (claims, "}");
  token = parafa_test_token_build (parafa_test_header, claims->str);
  jwt = read_good (token);
  read = parafa_claims_new (jwt);
  parafa_claims_get_list (read, &n_claims);
  g_assert_cmpuint (n_claims, >, 20000);
}

static void
test_length_is_respected (void)
{
  g_autofree char *text = g_strconcat (rfc7515_a1, "!garbage", NULL);
  g_autoptr (ParafaJwt) jwt = parafa_jwt_new_from_text (text, (gssize) strlen (rfc7515_a1), NULL);

  g_assert_nonnull (jwt);
}

/* An error's message goes into logs: nothing of the token may be in it. */
static void
check_message_clean (const char *message, const char *token)
{
  for (gsize at = 0; at + 8 <= strlen (token); at++)
    {
      g_autofree char *piece = g_strndup (token + at, 8);

      g_assert_null (strstr (message, piece));
    }
}

static char *
mutate (GRand *rand, const char *token)
{
  static const char bytes[] = "AZaz09-_+/=. \n\"'{}[]:,\\Bearer\x01\x7f\xc8\x99\xff";
  g_autoptr (GString) text = g_string_new (token);
  int n_changes = g_rand_int_range (rand, 1, 6);

  for (int i = 0; i < n_changes && text->len > 0; i++)
    {
      gssize at = g_rand_int_range (rand, 0, (gint32) text->len);
      gssize wanted = g_rand_int_range (rand, 1, 30);
      gssize length = MIN (wanted, (gssize) text->len - at);
      char byte = bytes[g_rand_int_range (rand, 0, sizeof bytes - 1)];

      switch (g_rand_int_range (rand, 0, 5))
        {
        case 0:
          text->str[at] = byte;
          break;
        case 1:
          g_string_insert_c (text, at, byte);
          break;
        case 2:
          g_string_erase (text, at, length);
          break;
        case 3:
          {
            g_autofree char *piece = g_strndup (text->str + at, (gsize) length);

            g_string_insert (text, g_rand_int_range (rand, 0, (gint32) text->len), piece);
          }
          break;
        default:
          g_string_truncate (text, (gsize) at);
        }
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* 15,000 damaged tokens: a value or an error each time, never both, never a crash. */
static void
test_mutated_text (void)
{
  g_autofree char *new_layout =
      parafa_test_token_build (parafa_test_header, parafa_test_claims_new);
  g_autofree char *old_layout =
      parafa_test_token_build (parafa_test_header, parafa_test_claims_old);
  g_autofree char *answer = g_strdup_printf ("{\"access_token\":\"%s\"}", old_layout);
  const char *seeds[] = { new_layout, old_layout, answer, rfc7515_a1, rfc7519_6_1 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261124);
  guint n_read = 0;

  for (int i = 0; i < 15000; i++)
    {
      const char *seed = seeds[i % (int) G_N_ELEMENTS (seeds)];
      g_autofree char *text = mutate (rand, seed);
      g_autoptr (GError) error = NULL;
      g_autoptr (ParafaJwt) jwt = parafa_jwt_new_from_text (text, -1, &error);

      g_assert_true ((jwt == NULL) != (error == NULL));
      if (jwt != NULL)
        {
          g_autoptr (ParafaClaims) claims = parafa_claims_new (jwt);

          n_read++;
          g_assert_nonnull (parafa_claims_get_services (claims));
        }
      else if (i % 50 == 0)
        check_message_clean (error->message, seed);
    }
  g_assert_cmpuint (n_read, >, 500);
  g_assert_cmpuint (n_read, <, 14500);
}

/* 15,000 whole tokens with damaged claims inside. */
static void
test_mutated_claims (void)
{
  static const char *const seeds[] = { parafa_test_claims_new, parafa_test_claims_old };
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);
  guint n_read = 0;

  for (int i = 0; i < 15000; i++)
    {
      g_autofree char *damaged = mutate (rand, seeds[i % 2]);
      g_autofree char *token = parafa_test_token_build (parafa_test_header, damaged);
      g_autoptr (GError) error = NULL;
      g_autoptr (ParafaJwt) jwt = parafa_jwt_new_from_text (token, -1, &error);

      g_assert_true ((jwt == NULL) != (error == NULL));
      if (jwt != NULL)
        {
          g_autoptr (ParafaClaims) claims = parafa_claims_new (jwt);
          guint n_claims;

          n_read++;
          parafa_claims_get_list (claims, &n_claims);
          g_assert_cmpuint (n_claims, ==, json_object_get_size (parafa_jwt_get_claims (jwt)));
        }
    }
  g_assert_cmpuint (n_read, >, 500);
}

static void
test_any_bytes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (int i = 0; i < 20000; i++)
    {
      char bytes[64];
      gsize length = (gsize) g_rand_int_range (rand, 0, sizeof bytes);
      g_autoptr (GError) error = NULL;
      g_autoptr (ParafaJwt) jwt = NULL;

      for (gsize j = 0; j < length; j++)
        bytes[j] = (char) g_rand_int_range (rand, 0, 256);
      jwt = parafa_jwt_new_from_text (bytes, (gssize) length, &error);
      g_assert_true ((jwt == NULL) != (error == NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/token/jwt/rfc7515-a1", test_rfc7515_a1);
  g_test_add_func ("/token/jwt/rfc7519-unsecured", test_rfc7519_unsecured);
  g_test_add_func ("/token/jwt/rfc7515-payload-not-json", test_rfc7515_payload_not_json);
  g_test_add_func ("/token/jwt/anaf-layouts", test_anaf_layouts);
  g_test_add_func ("/token/jwt/pasted", test_pasted);
  g_test_add_func ("/token/jwt/line-breaks", test_line_breaks);
  g_test_add_func ("/token/jwt/standard-base64", test_standard_base64);
  g_test_add_func ("/token/jwt/problems", test_problems);
  g_test_add_func ("/token/jwt/json-problems", test_json_problems);
  g_test_add_func ("/token/jwt/length-limit", test_length_limit);
  g_test_add_func ("/token/jwt/big-token", test_big_token);
  g_test_add_func ("/token/jwt/length-is-respected", test_length_is_respected);
  g_test_add_func ("/token/jwt/mutated-text", test_mutated_text);
  g_test_add_func ("/token/jwt/mutated-claims", test_mutated_claims);
  g_test_add_func ("/token/jwt/any-bytes", test_any_bytes);
  return g_test_run ();
}
