/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-authorize.h"
#include "parafa-test.h"

#include <string.h>

#define AUTHORIZE "https://logincert.localhost:8443/anaf-oauth2/v1/authorize"
#define CALLBACK "https://oauth.pstmn.io/v1/callback"

static ParafaAuthorizeRequest *
make_request (const char *redirect_uri)
{
  g_autoptr (GError) error = NULL;
  ParafaAuthorizeRequest *request =
      parafa_authorize_request_new (AUTHORIZE, "0a1b2c", redirect_uri, &error);

  g_assert_no_error (error);
  return request;
}

static char *
get_state (ParafaAuthorizeRequest *request)
{
  const char *state = strstr (parafa_authorize_request_get_uri (request), "&state=");

  g_assert_nonnull (state);
  return g_strdup (state + strlen ("&state="));
}

static void
test_address (void)
{
  g_autoptr (ParafaAuthorizeRequest) request = make_request (CALLBACK);
  g_autofree char *state = get_state (request);
  g_autofree char *expected = NULL;

  expected = g_strdup_printf (AUTHORIZE "?response_type=code&client_id=0a1b2c&redirect_uri="
                                        "https%%3A%%2F%%2Foauth.pstmn.io%%2Fv1%%2Fcallback"
                                        "&token_content_type=jwt&state=%s",
                              state);
  g_assert_cmpstr (parafa_authorize_request_get_uri (request), ==, expected);
  g_assert_cmpstr (parafa_authorize_request_get_redirect_uri (request), ==, CALLBACK);
  g_assert_cmpuint (strlen (state), ==, 43); /* 256 bits */
}

static void
test_address_with_query (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaAuthorizeRequest) request =
      parafa_authorize_request_new (AUTHORIZE "?tenant=1", "a&b=c", "https://x.example/cb?a=1&b=2",
                                    &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (parafa_authorize_request_get_uri (request), AUTHORIZE
                                   "?tenant=1&response_type=code&client_id=a%26b%3Dc"
                                   "&redirect_uri=https%3A%2F%2Fx.example%2Fcb%3Fa%3D1%26b"
                                   "%3D2&token_content_type=jwt&state="));
}

static void
test_states_differ (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < 200; i++)
    {
      g_autoptr (ParafaAuthorizeRequest) request = make_request (CALLBACK);

      g_assert_true (g_hash_table_add (seen, get_state (request)));
    }
}

static void
check_refused (const char *authorize_uri,
               const char *client_id,
               const char *redirect_uri,
               const char *message)
{
  g_autoptr (GError) error = NULL;

  parafa_test_note (message);
  g_assert_null (parafa_authorize_request_new (authorize_uri, client_id, redirect_uri, &error));
  g_assert_error (error, PARAFA_AUTHORIZE_ERROR, PARAFA_AUTHORIZE_ERROR_ADDRESS);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_refused_requests (void)
{
  check_refused ("http://x.example/a", "id", CALLBACK, "authorize address: not https");
  check_refused ("", "id", CALLBACK, "authorize address: is empty");
  check_refused (AUTHORIZE "#f", "id", CALLBACK, "authorize address: a fragment (#) in it");
  check_refused (AUTHORIZE, "", CALLBACK, "client id: is empty");
  check_refused (AUTHORIZE, "a b", CALLBACK, "client id: has blanks or other signs");
  check_refused (AUTHORIZE, "aș", CALLBACK, "client id: has blanks or other signs");
  check_refused (AUTHORIZE, "id", "http://x.example/", "callback address: not https");
}

static void
test_good_redirects (void)
{
  static const char *const good[] = {
    CALLBACK,
    "https://localhost:8765/callback",
    "https://127.0.0.1:9443/",
    "https://[::1]:9443/cb",
    "https://x.example",
    "https://x.example/cb?a=b&c=%20d",
    "HTTPS://X.example/cb",
    "https://x.example:443/cb",
    "https://x.example:65535/cb",
    "https://x.example/a..b/.c/...",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;

      parafa_test_note (good[i]);
      g_assert_true (parafa_authorize_check_redirect_uri (good[i], &error));
      g_assert_no_error (error);
    }
}

static void
test_bad_redirects (void)
{
  static const struct
  {
    const char *uri;
    const char *problem;
  } cases[] = {
    { "", "is empty" },
    { " https://x.example/", "blanks around it" },
    { "https://x.example/\n", "blanks around it" },
    { "https://x.example/a b", "signs in it that no address has" },
    { "https://x.example/ș", "signs in it that no address has" },
    { "https://x.example/\"", "signs in it that no address has" },
    { "https://x.example\\@y.example/", "signs in it that no address has" },
    { "https://x.example/%zz", "a damaged % escape" },
    { "https://x.example/%2", "a damaged % escape" },
    { "https://x.example/cb#f", "a fragment (#) in it" },
    { "https://x.example/cb?a#", "a fragment (#) in it" },
    { "x.example/cb", "not an address" },
    { "https://x.example:port/", "not an address" },
    { "https://x.example:99999/", "not an address" },
    { "http://x.example/cb", "not https" },
    { "myapp://callback", "not https" },
    { "https:cb", "no host" },
    { "https:///cb", "no host" },
    { "https://ion@x.example/", "a user name in it" },
    { "https://ion:parola@x.example/", "a user name in it" },
    { "https://x%2eexample/", "a damaged host" },
    { "https://x.example:0/", "port 0" },
    { "https://x.example/a/../b", "`.` or `..` in the path" },
    { "https://x.example/./b", "`.` or `..` in the path" },
    { "https://x.example/a/%2E%2e", "`.` or `..` in the path" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *message = g_strdup_printf ("callback address: %s", cases[i].problem);

      parafa_test_note (cases[i].uri);
      g_assert_false (parafa_authorize_check_redirect_uri (cases[i].uri, &error));
      g_assert_error (error, PARAFA_AUTHORIZE_ERROR, PARAFA_AUTHORIZE_ERROR_ADDRESS);
      g_assert_cmpstr (error->message, ==, message);
    }
}

/* Also those that browsers block: the view catches such a callback where its load fails. */
static void
test_every_port (void)
{
  for (int port = 1; port < 65536; port++)
    {
      g_autofree char *uri = g_strdup_printf ("https://localhost:%d/cb", port);

      g_assert_true (parafa_authorize_check_redirect_uri (uri, NULL));
    }
}

static void
test_is_callback (void)
{
  static const struct
  {
    const char *registered;
    const char *uri;
    gboolean expected;
  } cases[] = {
    { CALLBACK, CALLBACK, TRUE },
    { CALLBACK, CALLBACK "?code=1&state=2", TRUE },
    { CALLBACK, CALLBACK "?error=access_denied#x", TRUE },
    { CALLBACK, CALLBACK "#x", TRUE },
    { CALLBACK, "HTTPS://OAuth.PSTMN.io/v1/callback?code=1", TRUE },
    { CALLBACK, "https://oauth.pstmn.io:443/v1/callback?code=1", TRUE },
    { "https://oauth.pstmn.io:443/v1/callback", CALLBACK "?code=1", TRUE },
    { "https://localhost:8765/cb", "https://localhost:8765/cb?code=1", TRUE },
    { "https://x.example", "https://x.example/?code=1", TRUE },
    { "https://x.example/", "https://x.example?code=1", TRUE },
    { "https://x.example/cb?a=1&b=2", "https://x.example/cb?b=2&code=3&a=1", TRUE },
    { CALLBACK, "https://oauth%2Epstmn.io/v1/callback?code=1", TRUE }, /* the same to WebKit */
    { CALLBACK, "http://oauth.pstmn.io/v1/callback?code=1", FALSE },
    { CALLBACK, "https://oauth.pstmn.io/v1/callback/", FALSE },
    { CALLBACK, "https://oauth.pstmn.io/v1/callbackx?code=1", FALSE },
    { CALLBACK, "https://oauth.pstmn.io/v1/Callback?code=1", FALSE },
    { CALLBACK, "https://oauth.pstmn.io/v1?code=1", FALSE },
    { CALLBACK, "https://oauth.pstmn.io.evil.example/v1/callback?code=1", FALSE },
    { CALLBACK, "https://oauth.pstmn.io:8443/v1/callback?code=1", FALSE },
    { CALLBACK, "https://oauth.pstmn.io@evil.example/v1/callback?code=1", FALSE },
    { CALLBACK, "https://user@oauth.pstmn.io/v1/callback?code=1", FALSE },
    { CALLBACK, "https://evil.example/?x=https://oauth.pstmn.io/v1/callback", FALSE },
    { CALLBACK, "https://oauth.pstmn.io./v1/callback?code=1", FALSE },
    { CALLBACK, "about:blank", FALSE },
    { CALLBACK, "", FALSE },
    { CALLBACK, "\xff", FALSE },
    { "https://localhost:8765/cb", "https://localhost:8766/cb?code=1", FALSE },
    { "https://localhost:8765/cb", "https://localhost/cb?code=1", FALSE },
    { "https://localhost:8765/cb", "https://127.0.0.1:8765/cb?code=1", FALSE },
    { "https://x.example/cb?a=1", "https://x.example/cb?code=1", FALSE },
    { "https://x.example/cb?a=1", "https://x.example/cb?a=12", FALSE },
    { "https://x.example/cb?a=1&b", "https://x.example/cb?a=1", FALSE },
    { "https://x.example/cb?a=1", "https://x.example/cb?b=1#a=1", FALSE },
    { "http://x.example/cb", "http://x.example/cb", FALSE },
    { "", "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      parafa_test_note (cases[i].registered);
      parafa_test_note (cases[i].uri);
      g_assert_cmpint (parafa_authorize_is_callback (cases[i].registered, cases[i].uri), ==,
                       cases[i].expected);
    }
}

/* Reads a callback in which STATE stands for the right state. */
static ParafaSecret *
read_callback (const char *redirect_uri, const char *pattern, GError **error)
{
  g_autoptr (ParafaAuthorizeRequest) request = make_request (redirect_uri);
  g_autofree char *state = get_state (request);
  g_auto (GStrv) parts = g_strsplit (pattern, "STATE", -1);
  g_autofree char *uri = g_strjoinv (state, parts);
  g_autoptr (ParafaSecret) secret = parafa_secret_new (uri, -1);

  return parafa_authorize_request_read_callback (request, secret, error);
}

static void
test_code (void)
{
  static const struct
  {
    const char *uri;
    const char *code;
  } cases[] = {
    { CALLBACK "?code=0a1b&state=STATE", "0a1b" },
    { CALLBACK "?state=STATE&code=0a1b", "0a1b" },
    { CALLBACK "?&&x=y&state=STATE&&code=0a1b&z", "0a1b" },
    { CALLBACK "?code=a%2Bb%2fc+d&state=STATE", "a+b/c d" },
    { CALLBACK "?code=a=b&state=STATE#code=other&state=other", "a=b" },
    { CALLBACK "?%63ode=x&%73tate=STATE", "x" },
    { CALLBACK "?codes=1&xcode=2&code=3&state=STATE", "3" },
    { "https://OAUTH.pstmn.io:443/v1/callback?code=1&state=STATE", "1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ParafaSecret) code = NULL;

      parafa_test_note (cases[i].uri);
      code = read_callback (CALLBACK, cases[i].uri, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (parafa_secret_get (code), ==, cases[i].code);
    }
}

static const struct
{
  const char *uri;
  ParafaAuthorizeError code;
  const char *message;
} refused[] = {
  { "https://evil.example/v1/callback?code=1&state=STATE", PARAFA_AUTHORIZE_ERROR_NOT_CALLBACK,
    "callback: another address" },
  { "", PARAFA_AUTHORIZE_ERROR_NOT_CALLBACK, "callback: another address" },
  { CALLBACK "?code=1", PARAFA_AUTHORIZE_ERROR_STATE, "callback: no state" },
  { CALLBACK, PARAFA_AUTHORIZE_ERROR_STATE, "callback: no state" },
  { CALLBACK "?code=1#state=STATE", PARAFA_AUTHORIZE_ERROR_STATE, "callback: no state" },
  { CALLBACK "?code=1&state=", PARAFA_AUTHORIZE_ERROR_STATE, "callback: the state is not ours" },
  { CALLBACK "?code=1&state", PARAFA_AUTHORIZE_ERROR_STATE, "callback: the state is not ours" },
  { CALLBACK "?code=1&state=other", PARAFA_AUTHORIZE_ERROR_STATE,
    "callback: the state is not ours" },
  { CALLBACK "?code=1&state=STATEx", PARAFA_AUTHORIZE_ERROR_STATE,
    "callback: the state is not ours" },
  { CALLBACK "?code=1&state=STATE&state=STATE", PARAFA_AUTHORIZE_ERROR_STATE,
    "callback: the state is not ours" },
  { CALLBACK "?code=1&state=STATE&st%61te=x", PARAFA_AUTHORIZE_ERROR_STATE,
    "callback: the state is not ours" },
  { CALLBACK "?code=1&state=%00STATE", PARAFA_AUTHORIZE_ERROR_STATE,
    "callback: the state is not ours" },
  { CALLBACK "?error=access_denied", PARAFA_AUTHORIZE_ERROR_STATE, "callback: no state" },
  { CALLBACK "?error=access_denied&state=STATE", PARAFA_AUTHORIZE_ERROR_DENIED,
    "callback: error access_denied" },
  { CALLBACK "?error=access_denied&code=1&state=STATE", PARAFA_AUTHORIZE_ERROR_DENIED,
    "callback: error access_denied" },
  { CALLBACK "?error=server_error&error_description=x&state=STATE", PARAFA_AUTHORIZE_ERROR_SERVER,
    "callback: error server_error" },
  { CALLBACK "?error=%3Cscript%3E&state=STATE", PARAFA_AUTHORIZE_ERROR_SERVER,
    "callback: error (unreadable)" },
  { CALLBACK "?error=&state=STATE", PARAFA_AUTHORIZE_ERROR_SERVER, "callback: error (unreadable)" },
  { CALLBACK "?error=%&state=STATE", PARAFA_AUTHORIZE_ERROR_SERVER,
    "callback: error (unreadable)" },
  { CALLBACK "?error=access_denied&error=x&state=STATE", PARAFA_AUTHORIZE_ERROR_SERVER,
    "callback: error (unreadable)" },
  { CALLBACK "?state=STATE", PARAFA_AUTHORIZE_ERROR_NO_CODE, "callback: neither code nor error" },
  { CALLBACK "?code=1&code=1&state=STATE", PARAFA_AUTHORIZE_ERROR_NO_CODE,
    "callback: code stands there twice" },
  { CALLBACK "?code=&state=STATE", PARAFA_AUTHORIZE_ERROR_NO_CODE,
    "callback: code is empty or unreadable" },
  { CALLBACK "?code&state=STATE", PARAFA_AUTHORIZE_ERROR_NO_CODE,
    "callback: code is empty or unreadable" },
  { CALLBACK "?code=%zz&state=STATE", PARAFA_AUTHORIZE_ERROR_NO_CODE,
    "callback: code is empty or unreadable" },
  { CALLBACK "?code=%4&state=STATE", PARAFA_AUTHORIZE_ERROR_NO_CODE,
    "callback: code is empty or unreadable" },
  { CALLBACK "?code=a%00b&state=STATE", PARAFA_AUTHORIZE_ERROR_NO_CODE,
    "callback: code is empty or unreadable" },
  { CALLBACK "?code=a%0d%0ab&state=STATE", PARAFA_AUTHORIZE_ERROR_NO_CODE,
    "callback: code is unreadable" },
  { CALLBACK "?code=\xc8\x99&state=STATE", PARAFA_AUTHORIZE_ERROR_NO_CODE,
    "callback: code is unreadable" },
};

static void
test_refused_callbacks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      parafa_test_note (refused[i].uri);
      g_assert_null (read_callback (CALLBACK, refused[i].uri, &error));
      g_assert_error (error, PARAFA_AUTHORIZE_ERROR, (int) refused[i].code);
      g_assert_cmpstr (error->message, ==, refused[i].message);
    }
}

static void
test_state_of_another_request (void)
{
  g_autoptr (ParafaAuthorizeRequest) one = make_request (CALLBACK);
  g_autoptr (ParafaAuthorizeRequest) other = make_request (CALLBACK);
  g_autofree char *state = get_state (other);
  g_autofree char *uri = g_strdup_printf (CALLBACK "?code=1&state=%s", state);
  g_autoptr (ParafaSecret) secret = parafa_secret_new (uri, -1);
  g_autoptr (GError) error = NULL;

  g_assert_null (parafa_authorize_request_read_callback (one, secret, &error));
  g_assert_error (error, PARAFA_AUTHORIZE_ERROR, PARAFA_AUTHORIZE_ERROR_STATE);
}

static void
test_nul_in_callback (void)
{
  g_autoptr (ParafaAuthorizeRequest) request = make_request (CALLBACK);
  g_autoptr (ParafaSecret) secret = parafa_secret_new (CALLBACK "\0?code=1", -1);
  g_autoptr (ParafaSecret) cut = parafa_secret_new (CALLBACK "\0?code=1", sizeof CALLBACK + 7);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (parafa_secret_get_length (cut), >, parafa_secret_get_length (secret));
  g_assert_null (parafa_authorize_request_read_callback (request, cut, &error));
  g_assert_error (error, PARAFA_AUTHORIZE_ERROR, PARAFA_AUTHORIZE_ERROR_NOT_CALLBACK);
}

static void
test_long_code (void)
{
  g_autofree char *longest = g_strnfill (4096, 'a');
  g_autofree char *fits = g_strdup_printf (CALLBACK "?code=%s&state=STATE", longest);
  g_autofree char *longer = g_strdup_printf (CALLBACK "?code=%sa&state=STATE", longest);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaSecret) code = read_callback (CALLBACK, fits, NULL);

  g_assert_cmpuint (parafa_secret_get_length (code), ==, 4096);
  g_assert_null (read_callback (CALLBACK, longer, &error));
  g_assert_error (error, PARAFA_AUTHORIZE_ERROR, PARAFA_AUTHORIZE_ERROR_NO_CODE);
}

/* A damaged callback gives a code only when the state survived. */
static void
test_any_bytes (void)
{
  g_autoptr (ParafaAuthorizeRequest) request = make_request (CALLBACK);
  g_autofree char *state = get_state (request);
  g_autofree char *seed = g_strdup_printf (CALLBACK "?code=0a1b2c&state=%s", state);
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  guint n_codes = 0;

  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *uri = g_strdup (seed);
      g_autoptr (ParafaSecret) secret = NULL;
      g_autoptr (ParafaSecret) code = NULL;
      g_autoptr (GError) error = NULL;

      uri[g_rand_int_range (rand, 0, (gint32) strlen (seed))] =
          (char) g_rand_int_range (rand, 0, 256);
      secret = parafa_secret_new (uri, -1);
      code = parafa_authorize_request_read_callback (request, secret, &error);
      g_assert_true ((code == NULL) != (error == NULL));
      if (code != NULL)
        {
          n_codes++;
          g_assert_nonnull (strstr (uri, state));
        }
      else
        g_assert_null (strstr (error->message, "0a1b2c"));
    }
  g_assert_cmpuint (n_codes, >, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/token/authorize/address", test_address);
  g_test_add_func ("/token/authorize/address-with-query", test_address_with_query);
  g_test_add_func ("/token/authorize/states-differ", test_states_differ);
  g_test_add_func ("/token/authorize/refused-requests", test_refused_requests);
  g_test_add_func ("/token/authorize/good-redirects", test_good_redirects);
  g_test_add_func ("/token/authorize/bad-redirects", test_bad_redirects);
  g_test_add_func ("/token/authorize/every-port", test_every_port);
  g_test_add_func ("/token/authorize/is-callback", test_is_callback);
  g_test_add_func ("/token/authorize/code", test_code);
  g_test_add_func ("/token/authorize/refused-callbacks", test_refused_callbacks);
  g_test_add_func ("/token/authorize/state-of-another-request", test_state_of_another_request);
  g_test_add_func ("/token/authorize/nul-in-callback", test_nul_in_callback);
  g_test_add_func ("/token/authorize/long-code", test_long_code);
  g_test_add_func ("/token/authorize/any-bytes", test_any_bytes);
  return g_test_run ();
}
