/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-redact.h"
#include "parafa-test.h"

#include <string.h>

/* Invented values in the shapes of real ones. */
#define HEX64 "5f1d0c9b8a7e6f5d4c3b2a190817263544536271809fae0d1c2b3a4958677685"
#define JWT                                                                                        \
  "ewogICJhbGciOiAiUlM1MTIiCn0.ewogICJpc3MiOiAiaHR0cHM6Ly9sb2dpbmNlcnQiCn0.c2lnbmF0dXJhLWludmVu"   \
  "dGF0YQ"
#define BASE64                                                                                     \
  "aGVsbG8gd29ybGQgdGhpcyBpcyBhIHZlcnkgbG9uZyBibG9i/ab+cdEFGHIJKLmnopQRSTUV1234567890=="

static void
test_secret_names (void)
{
  static const char *const secret[] = {
    "Authorization", "authorization", "Proxy-Authorization", "Cookie",       "Set-Cookie",
    "code",          "state",         "access_token",        "Access-Token", "refresh_token",
    "id_token",      "client_secret", "CLIENT_SECRET",       "password",     "pin",
    "PIN",           "user_pin",      "ANAF_ACCESS_TOKEN",   "MRHSession",   "db_password",
  };
  static const char *const open[] = {
    "",           "Host",       "token_type",   "token_content_type",
    "client_id",  "scope",      "codes",        "encoding",
    "error_code", "Accept",     "redirect_uri", "pinned",
    "status",     "expires_in",
  };

  for (guint i = 0; i < G_N_ELEMENTS (secret); i++)
    {
      parafa_test_note (secret[i]);
      g_assert_true (parafa_redact_is_secret_name (secret[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (open); i++)
    {
      parafa_test_note (open[i]);
      g_assert_false (parafa_redact_is_secret_name (open[i]));
    }
}

typedef struct
{
  const char *text;
  const char *expected;
} Case;

static void
check_texts (const Case *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *redacted = parafa_redact_text (cases[i].text);
      g_autofree char *again = parafa_redact_text (redacted);

      parafa_test_note (cases[i].text);
      g_assert_cmpstr (redacted, ==, cases[i].expected);
      g_assert_cmpstr (again, ==, redacted);
    }
}

static void
test_addresses (void)
{
  static const Case cases[] = {
    { "https://oauth.pstmn.io/v1/callback?code=ab12&state=xyz",
      "https://oauth.pstmn.io/v1/callback?code=***&state=***" },
    { "https://x.example/cb?error=access_denied&state=q#f",
      "https://x.example/cb?error=access_denied&state=***#f" },
    { "https://x.example/cb#access_token=abc&token_type=Bearer",
      "https://x.example/cb#access_token=***&token_type=Bearer" },
    { "https://login.example/a?redirect_uri=https%3A%2F%2Fx%2Fcb%3Fcode%3Dsecret%26a%3Db&scope=s",
      "https://login.example/a?redirect_uri=https%3A%2F%2Fx%2Fcb%3Fcode%3D***%26a%3Db&scope=s" },
    { "https://ion:parola1@x.example/", "https://***@x.example/" },
    { "https://x.example/my.policy_nonce?nonce=123",
      "https://x.example/my.policy_nonce?nonce=***" },
    { "https://x.example/code/list?page=2", "https://x.example/code/list?page=2" },
    { "https://x.example/" HEX64 "/end", "https://x.example/***" },
    { "/anaf-oauth2/v1/authorize?client_id=abc&code=",
      "/anaf-oauth2/v1/authorize?client_id=abc&code=" },
    { "https://webserviceapl.anaf.ro/prod/ETRANSPORT/ws/v1/lista/30/12340",
      "https://webserviceapl.anaf.ro/prod/ETRANSPORT/ws/v1/lista/30/12340" },
  };

  check_texts (cases, G_N_ELEMENTS (cases));
}

static void
test_json (void)
{
  static const Case cases[] = {
    { "{\"access_token\":\"a.b.c\",\"expires_in\":7776000}",
      "{\"access_token\":\"***\",\"expires_in\":7776000}" },
    { "{ \"refresh_token\" : \"x\\\"y\" , \"scope\": \"s\" }",
      "{ \"refresh_token\" : \"***\" , \"scope\": \"s\" }" },
    { "{\"pin\":1234,\"a\":1}", "{\"pin\":***,\"a\":1}" },
    { "{\"code\": null}", "{\"code\": ***}" },
    { "{\"password\":[\"a\",\"]\"],\"b\":2}", "{\"password\":***,\"b\":2}" },
    { "{\"token\":{\"x\":\"y\"},\"b\":2}", "{\"token\":***,\"b\":2}" },
    { "{\"body\":\"{\\\"access_token\\\":\\\"t1\\\",\\\"b\\\":1}\"}",
      "{\"body\":\"{\\\"access_token\\\":\\\"***\\\",\\\"b\\\":1}\"}" },
    { "{\"access_token\":\"never ends", "{\"access_token\":\"***" },
    { "{\"error\":\"invalid_grant\"}", "{\"error\":\"invalid_grant\"}" },
  };

  check_texts (cases, G_N_ELEMENTS (cases));
}

static void
test_lines (void)
{
  static const Case cases[] = {
    { "Authorization: Bearer abc.def\r\nHost: x\r\n", "Authorization: ***\r\nHost: x\r\n" },
    { "cookie: MRHSession=1; F5_ST=2\nx: y", "cookie: ***\nx: y" },
    { "curl -H 'Authorization: Bearer abc' https://x.example/a?b=c",
      "curl -H 'Authorization: ***' https://x.example/a?b=c" },
    { "curl -d client_secret=s3cr3t -d grant_type=authorization_code https://x",
      "curl -d client_secret=*** -d grant_type=authorization_code https://x" },
    { "grant_type=refresh_token&refresh_token=abc%2Bd&client_id=q",
      "grant_type=refresh_token&refresh_token=***&client_id=q" },
    { "password: two words\nnext", "password: ***\nnext" },
    { "PIN=1234 tried", "PIN=*** tried" },
    { "the token: abc, then more", "the token: ***, then more" },
    { "export ACCESS_TOKEN='abc'", "export ACCESS_TOKEN='***'" },
  };

  check_texts (cases, G_N_ELEMENTS (cases));
}

static void
test_shapes (void)
{
  static const Case cases[] = {
    { "got " JWT ".", "got ***" },
    { "answer <" HEX64 ">", "answer <***>" },
    { "blob " BASE64 " end", "blob *** end" },
    { "sent Bearer abcdefgh and Basic dXNlcjpwYXNz now", "sent Bearer *** and Basic *** now" },
    { "a basic idea, a bearer of news", "a basic idea, a bearer of news" },
    { "support id 12345678901234567890", "support id 12345678901234567890" },
    { "id 123e4567-e89b-12d3-a456-426614174000", "id 123e4567-e89b-12d3-a456-426614174000" },
    { "serial 34:00:0a:1b:2c:3d:4e:5f:60:71:82:93:a4:b5:c6:d7:e8:f9",
      "serial 34:00:0a:1b:2c:3d:4e:5f:60:71:82:93:a4:b5:c6:d7:e8:f9" },
    { "a-very-long-file-name-in-lower-case-letters-only",
      "a-very-long-file-name-in-lower-case-letters-only" },
    { "", "" },
    { "o propoziție cu ș și ț", "o propoziție cu ș și ț" },
  };

  check_texts (cases, G_N_ELEMENTS (cases));
}

static void
test_not_utf8 (void)
{
  g_autofree char *redacted = parafa_redact_text ("a\xff"
                                                  "b code=\xfe\xfd&c=d");

  g_assert_true (g_utf8_validate (redacted, -1, NULL));
  g_assert_cmpstr (redacted, ==,
                   "a\xef\xbf\xbd"
                   "b code=***&c=d");
}

/* Wherever a secret stands, it does not come out. */
static void
test_never_leaks (void)
{
  static const char *const secrets[] = { JWT, HEX64, BASE64 };
  static const char *const around[] = {
    "%s",
    "x %s y",
    "https://x.example/cb?code=%s&state=1",
    "https://x.example/%s/z?a=b",
    "{\"access_token\":\"%s\",\"token_type\":\"Bearer\"}",
    "{\"unknown\":\"%s\"}",
    "[\"%s\"]",
    "<input name=\"SAMLResponse\" value=\"%s\"/>",
    "Authorization: Bearer %s\r\nHost: x",
    "curl -H 'Authorization: Bearer %s' https://x",
    "TOKEN=%s\n",
    "a=%s;b=c",
    "(%s)",
    "é%sé",
    "path/%s",
    "x,%s,y",
  };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    for (guint j = 0; j < G_N_ELEMENTS (around); j++)
      {
        g_auto (GStrv) parts = g_strsplit (around[j], "%s", 2);
        g_autofree char *text = g_strconcat (parts[0], secrets[i], parts[1], NULL);
        g_autofree char *redacted = parafa_redact_text (text);

        parafa_test_note (text);
        for (gsize at = 0; at + 12 <= strlen (secrets[i]); at++)
          {
            g_autofree char *piece = g_strndup (secrets[i] + at, 12);

            if (strstr (redacted, piece) != NULL)
              g_error ("“%s” is left in “%s”", piece, redacted);
          }
      }
}

/* Whatever the bytes, the answer is valid text, and comes in good time. */
static void
test_any_bytes (void)
{
  static const char alphabet[] = "ab0Z%=&?:/\\\"'{}[] \n;,.-_+\xc8\x99\xff"
                                 "eyJ";
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (int i = 0; i < 5000; i++)
    {
      char text[120];
      gsize length = (gsize) g_rand_int_range (rand, 0, sizeof text);
      g_autofree char *redacted = NULL;

      for (gsize j = 0; j < length; j++)
        text[j] = alphabet[g_rand_int_range (rand, 0, sizeof alphabet - 1)];
      if (length > 20 && i % 3 == 0)
        memcpy (text + g_rand_int_range (rand, 0, (int) length - 10), "pin", 3);
      text[length] = '\0';
      redacted = parafa_redact_text (text);
      g_assert_true (g_utf8_validate (redacted, -1, NULL));
    }
}

static void
test_long_texts (void)
{
  static const char *const units[] = {
    "a/", "ey", "code=", "://", "\"pin\":", "%3D", "eyJaaaaaaaa "
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *redacted = NULL;
      gint64 start_us = g_get_monotonic_time ();

      while (text->len < 500000)
        g_string_append (text, units[i]);
      redacted = parafa_redact_text (text->str);
      g_assert_nonnull (redacted);
      g_assert_cmpint (g_get_monotonic_time () - start_us, <, 20 * G_USEC_PER_SEC);
    }
}

static void
check_header (const char *name, const char *value, const char *expected)
{
  g_autofree char *redacted = parafa_redact_header (name, value);

  g_assert_cmpstr (redacted, ==, expected);
}

static void
test_headers (void)
{
  check_header ("Authorization", "Bearer a.b.c", "Bearer ***");
  check_header ("authorization", "Basic dXNlcg==", "Basic ***");
  check_header ("Authorization", "abc", "***");
  check_header ("Cookie", "MRHSession=abc; F5_ST=1z1", "MRHSession=***; F5_ST=***");
  check_header ("Cookie", "bare", "***");
  check_header ("Set-Cookie", "MRHSession=abc; path=/; Secure; HttpOnly; other=1",
                "MRHSession=***; path=/; Secure; HttpOnly; other=***");
  check_header ("X-Api-Key", "abc", "***");
  check_header ("Location", "https://x/cb?code=ab&state=c", "https://x/cb?code=***&state=***");
  check_header ("Content-Type", "application/json", "application/json");
}

static void
check_mask (const char *value, guint head, guint tail, const char *expected)
{
  g_autofree char *masked = parafa_redact_mask (value, head, tail);

  g_assert_cmpstr (masked, ==, expected);
}

static void
test_mask (void)
{
  check_mask ("abcdefghijklmnopqrstuvwxyz", 4, 4, "abcd…wxyz");
  check_mask ("abcdefghijklmnop", 4, 4, "abcd…mnop");
  check_mask ("abcdefghijklmno", 4, 4, "…");
  check_mask ("", 4, 4, "…");
  check_mask ("1234", 0, 1, "…4");
  check_mask ("șșșșțțțț", 2, 2, "șș…țț");
  check_mask ("abcdefgh", G_MAXUINT, 1, "…");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/redact/secret-names", test_secret_names);
  g_test_add_func ("/base/redact/addresses", test_addresses);
  g_test_add_func ("/base/redact/json", test_json);
  g_test_add_func ("/base/redact/lines", test_lines);
  g_test_add_func ("/base/redact/shapes", test_shapes);
  g_test_add_func ("/base/redact/not-utf8", test_not_utf8);
  g_test_add_func ("/base/redact/never-leaks", test_never_leaks);
  g_test_add_func ("/base/redact/any-bytes", test_any_bytes);
  g_test_add_func ("/base/redact/long-texts", test_long_texts);
  g_test_add_func ("/base/redact/headers", test_headers);
  g_test_add_func ("/base/redact/mask", test_mask);
  return g_test_run ();
}
