/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "http-test.h"
#include "parafa-http-direct.h"

#define PROXY "http://proxy.exemplu.ro:3128"

/* What a company's settings say: everything through its proxy */
static GProxyResolver *
make (void)
{
  g_autoptr (GProxyResolver) system = g_simple_proxy_resolver_new (PROXY, NULL);

  return parafa_http_direct_new (system);
}

static void
assert_goes (const char *uri, const char *expected)
{
  g_autoptr (GProxyResolver) resolver = make ();
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_auto (GStrv) found = NULL;
  g_auto (GStrv) found_at_once = NULL;
  g_autoptr (GError) error = NULL;

  g_proxy_resolver_lookup_async (resolver, uri, NULL, parafa_test_result_callback, result);
  found = g_proxy_resolver_lookup_finish (resolver,
                                          parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                          &error);
  g_assert_no_error (error);
  found_at_once = g_proxy_resolver_lookup (resolver, uri, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (found), ==, 1);
  g_assert_cmpstr (found[0], ==, expected);
  g_assert_cmpstrv (found, found_at_once);
}

static void
test_practice_goes_past_the_proxy (void)
{
  assert_goes ("https://logincert.localhost:8443", "direct://");
  assert_goes ("https://API.LOCALHOST", "direct://");
}

static void
test_others_go_through_it (void)
{
  assert_goes ("https://api.exemplu.ro", PROXY);
  assert_goes ("https://localhost.exemplu.ro", PROXY);
  assert_goes ("https://xlocalhost", PROXY);
}

static void
test_life (void)
{
  g_autoptr (GProxyResolver) resolver = make ();

  g_assert_true (g_proxy_resolver_is_supported (resolver));
  g_assert_finalize_object (g_steal_pointer (&resolver));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/direct/practice-goes-past-the-proxy", test_practice_goes_past_the_proxy);
  g_test_add_func ("/http/direct/others-go-through-it", test_others_go_through_it);
  g_test_add_func ("/http/direct/life", test_life);
  return g_test_run ();
}
