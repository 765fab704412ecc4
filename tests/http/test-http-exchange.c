/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-http-exchange.h"

#include <string.h>

static void
test_address (void)
{
  static const struct
  {
    const char *uri;
    const char *seen;
  } cases[] = {
    { "https://api.exemplu.ro/TestOauth/jaxrs/hello?name=Ana%20Pop",
      "https://api.exemplu.ro/TestOauth/jaxrs/hello?name=Ana%20Pop" },
    { "https://api.localhost:8443/cale", "https://api.localhost:8443/cale" },
    { "http://x.localhost", "http://x.localhost" },
    { "https://nume:MARCAJ@x.localhost/", "https://x.localhost/" },
    { "https://x.localhost/#MARCAJ", "https://x.localhost/" },
    { "nu e o adresa MARCAJ", "•••" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ParafaHttpExchange) exchange =
          parafa_http_exchange_new ("GET", cases[i].uri, 1, 200, 2, NULL);

      g_assert_cmpstr (exchange->address, ==, cases[i].seen);
    }
}

/* A mark of a token's length in every place of an address */
static void
test_no_secret_in_the_address (void)
{
  static const char *const patterns[] = {
    "https://x.localhost/c?code=%s",
    "https://x.localhost/c?a=1&access_token=%s&b=2",
    "https://x.localhost/c?refresh_token=%s",
    "https://x.localhost/c?client_secret=%s",
    "https://x.localhost/c?%s",
    "https://x.localhost/c?altceva=%s",
    "https://x.localhost/%s",
    "https://x.localhost/c#%s",
    "https://u:%s@x.localhost/c",
  };
  static const char mark[] =
      "eyJhbGciOiJSUzUxMiJ9.eyJNQVJDQUoiOiJNQVJDQUpNQVJDQUpNQVJDQUpNQVJDQUoifQ.TUFSQ0FKTUFSQ0FK";

  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_auto (GStrv) parts = g_strsplit (patterns[i], "%s", 2);
      g_autofree char *uri = g_strconcat (parts[0], mark, parts[1], NULL);
      g_autoptr (ParafaHttpExchange) exchange =
          parafa_http_exchange_new ("GET", uri, 1, 200, 2, NULL);

      g_test_message ("%s", exchange->address);
      g_assert_null (strstr (exchange->address, "eyJNQVJDQUoi"));
      g_assert_null (strstr (exchange->address, "TUFSQ0FK"));
    }
}

static void
test_copy (void)
{
  g_autoptr (GError) problem =
      g_error_new (PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_TLS, "client_secret=MARCAJSECRET");
  g_autoptr (ParafaHttpExchange) exchange =
      parafa_http_exchange_new ("POST", "https://x.localhost/c", 11, 0, 22, problem);
  g_autoptr (ParafaHttpExchange) copy = parafa_http_exchange_copy (exchange);
  g_autoptr (ParafaHttpRecord) record = NULL;

  g_clear_pointer (&exchange, parafa_http_exchange_free);
  g_assert_cmpint (copy->at_us, ==, 11);
  g_assert_cmpint (copy->duration_us, ==, 22);
  g_assert_cmpuint (copy->status, ==, 0);
  g_assert_cmpstr (copy->method, ==, "POST");
  g_assert_nonnull (copy->problem);
  g_assert_null (strstr (copy->problem, "MARCAJSECRET"));

  record = parafa_http_record_new (copy);
  g_assert_cmpstr (parafa_http_record_get_exchange (record)->address, ==, "https://x.localhost/c");
  g_assert_finalize_object (g_steal_pointer (&record));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/exchange/address", test_address);
  g_test_add_func ("/http/exchange/no-secret-in-the-address", test_no_secret_in_the_address);
  g_test_add_func ("/http/exchange/copy", test_copy);
  return g_test_run ();
}
