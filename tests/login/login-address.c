/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-address.h"

#include <string.h>

static const char *const hosts[] = { "logincert.example:443", "logincert.localhost:4711",
                                     "[::1]:8443", NULL };

static void
assert_refused (const char *uri, const char *host)
{
  g_autofree char *refused = NULL;

  g_assert_cmpint (parafa_login_address_judge (uri, hosts, &refused), ==,
                   PARAFA_LOGIN_ADDRESS_REFUSE);
  g_assert_cmpstr (refused, ==, host);
}

static void
assert_shown (const char *uri)
{
  g_autofree char *refused = NULL;

  g_assert_cmpint (parafa_login_address_judge (uri, hosts, &refused), ==,
                   PARAFA_LOGIN_ADDRESS_SHOW);
  g_assert_null (refused);
}

static void
test_listed (void)
{
  assert_shown ("https://logincert.example/my.policy?x=1#y");
  assert_shown ("https://LOGINCERT.example:443/");
  assert_shown ("HTTPS://logincert.localhost:4711/anaf-oauth2/v1/authorize");
  assert_shown ("https://[::1]:8443/");
}

static void
test_refused (void)
{
  assert_refused ("http://logincert.example/", "logincert.example");
  assert_refused ("https://logincert.example:8443/", "logincert.example");
  assert_refused ("https://logincert.localhost/", "logincert.localhost");
  assert_refused ("https://logincert.example.evil.example/", "logincert.example.evil.example");
  assert_refused ("https://logincert.example@evil.example/", "evil.example");
  assert_refused ("https://anyone@logincert.example/", "logincert.example");
  assert_refused ("https://logincert.example%2eevil.example/", "logincert.example.evil.example");
  assert_refused ("file:///etc/passwd", "file:");
  assert_refused ("data:text/html,hello", "data:");
  assert_refused ("javascript:alert(1)", "javascript:");
  assert_refused ("mailto:a@b.example", "mailto:");
  assert_refused ("about:config", "about:");
  assert_refused ("https:///path", "https:");
  assert_refused ("no address", "?");
  assert_refused ("", "?");
}

static void
test_refused_without_place (void)
{
  g_assert_cmpint (parafa_login_address_judge ("https://a.example/", NULL, NULL), ==,
                   PARAFA_LOGIN_ADDRESS_REFUSE);
}

/* A page's own empty frames are harmless */
static void
test_blank (void)
{
  g_assert_cmpint (parafa_login_address_judge ("about:blank", hosts, NULL), ==,
                   PARAFA_LOGIN_ADDRESS_BLANK);
  g_assert_cmpint (parafa_login_address_judge ("about:srcdoc", hosts, NULL), ==,
                   PARAFA_LOGIN_ADDRESS_BLANK);
}

static void
assert_text (const char *uri, const char *text)
{
  g_autofree char *shown = parafa_login_address_to_text (uri);

  g_assert_cmpstr (shown, ==, text);
}

/* The query holds code and state */
static void
test_text (void)
{
  assert_text ("https://logincert.example/my.policy?code=1&state=2#f",
               "https://logincert.example/my.policy");
  assert_text ("https://logincert.localhost:4711/a/b", "https://logincert.localhost:4711/a/b");
  assert_text ("https://user:secret@logincert.example/", "https://logincert.example/");
  assert_text ("https://[::1]:8443/x", "https://[::1]:8443/x");
  assert_text ("about:blank", "");
  assert_text ("data:text/html,secret", "");
  assert_text ("", "");
  assert_text (NULL, "");
}

static void
assert_name (const char *host, const char *name)
{
  g_autofree char *got = parafa_login_address_get_name (host);

  g_assert_cmpstr (got, ==, name);
}

static void
test_name (void)
{
  assert_name ("logincert.example:443", "logincert.example");
  assert_name ("logincert.example", "logincert.example");
  assert_name ("[::1]:8443", "::1");
}

static void
test_limit (void)
{
  g_autofree char *whole = parafa_login_address_limit_text ("abc", 3);
  g_autofree char *cut = parafa_login_address_limit_text ("abcd", 3);
  g_autofree char *at_character = parafa_login_address_limit_text ("abș", 3);
  g_autofree char *nothing = parafa_login_address_limit_text ("ș", 1);
  g_autofree char *invalid = parafa_login_address_limit_text ("a\xff", 10);

  g_assert_cmpstr (whole, ==, "abc");
  g_assert_cmpstr (cut, ==, "abc");
  g_assert_cmpstr (at_character, ==, "ab");
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpstr (invalid, ==, "a\xef\xbf\xbd");
}

/* Whatever the cut falls on, the result is valid and never longer */
static void
test_limit_everywhere (void)
{
  const char *text = "aă€😀ș";

  for (gsize max = 0; max <= strlen (text) + 1; max++)
    {
      g_autofree char *cut = parafa_login_address_limit_text (text, max);

      g_assert_cmpuint (strlen (cut), <=, max);
      g_assert_cmpuint (strlen (cut) + 3, >=, MIN (max, strlen (text)));
      g_assert_true (g_utf8_validate (cut, -1, NULL));
      g_assert_true (g_str_has_prefix (text, cut));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/login/address/listed", test_listed);
  g_test_add_func ("/login/address/refused", test_refused);
  g_test_add_func ("/login/address/refused-without-place", test_refused_without_place);
  g_test_add_func ("/login/address/blank", test_blank);
  g_test_add_func ("/login/address/text", test_text);
  g_test_add_func ("/login/address/name", test_name);
  g_test_add_func ("/login/address/limit", test_limit);
  g_test_add_func ("/login/address/limit-everywhere", test_limit_everywhere);
  return g_test_run ();
}
