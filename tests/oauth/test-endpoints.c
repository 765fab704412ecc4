/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-endpoints.h"

static void
test_anaf (void)
{
  g_autoptr (ParafaEndpoints) endpoints = parafa_endpoints_new_anaf ();
  const char *const hosts[] = { "logincert.anaf.ro:443", NULL };

  g_assert_cmpstr (parafa_endpoints_get_authorize_uri (endpoints), ==,
                   "https://logincert.anaf.ro/anaf-oauth2/v1/authorize");
  g_assert_cmpstr (parafa_endpoints_get_token_uri (endpoints), ==,
                   "https://logincert.anaf.ro/anaf-oauth2/v1/token");
  g_assert_cmpstr (parafa_endpoints_get_revoke_uri (endpoints), ==,
                   "https://logincert.anaf.ro/anaf-oauth2/v1/revoke");
  g_assert_cmpstr (parafa_endpoints_get_hello_uri (endpoints), ==,
                   "https://api.anaf.ro/TestOauth/jaxrs/hello");
  g_assert_cmpstrv (parafa_endpoints_get_login_hosts (endpoints), hosts);
  g_assert_null (parafa_endpoints_get_ca_pem (endpoints));
  g_assert_false (parafa_endpoints_is_practice (endpoints));
}

static void
test_practice (void)
{
  g_autoptr (GBytes) ca = g_bytes_new_static ("CA", 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaEndpoints) endpoints =
      parafa_endpoints_new_practice ("https://logincert.localhost:8443",
                                     "https://api.localhost:9443/", ca, &error);
  g_autoptr (ParafaEndpoints) again = NULL;
  const char *const hosts[] = { "logincert.localhost:8443", NULL };

  g_assert_no_error (error);
  again = parafa_endpoints_ref (endpoints);
  g_assert_cmpstr (parafa_endpoints_get_authorize_uri (again), ==,
                   "https://logincert.localhost:8443/anaf-oauth2/v1/authorize");
  g_assert_cmpstr (parafa_endpoints_get_hello_uri (again), ==,
                   "https://api.localhost:9443/TestOauth/jaxrs/hello");
  g_assert_cmpstrv (parafa_endpoints_get_login_hosts (again), hosts);
  g_assert_true (parafa_endpoints_get_ca_pem (again) == ca);
  g_assert_true (parafa_endpoints_is_practice (again));
}

static void
test_practice_port (void)
{
  g_autoptr (ParafaEndpoints) endpoints =
      parafa_endpoints_new_practice ("https://logincert.localhost", "https://api.localhost", NULL,
                                     NULL);
  const char *const hosts[] = { "logincert.localhost:443", NULL };

  g_assert_cmpstrv (parafa_endpoints_get_login_hosts (endpoints), hosts);
}

/* Nothing that could lead off this machine passes for a practice server */
static void
test_no_practice_server (void)
{
  static const char *const addresses[] = {
    "",
    "logincert.localhost",
    "http://logincert.localhost",
    "https://logincert.anaf.ro",
    "https://localhost",
    "https://.localhost",
    "https://xlocalhost",
    "https://127.0.0.1",
    "https://logincert.localhost.exemplu.ro",
    "https://logincert.localhost@exemplu.ro",
    "https://nume@logincert.localhost",
    "https://logincert.localhost/cale",
    "https://logincert.localhost?a=1",
    "https://logincert.localhost#a",
    "https://exemplu.ro/.localhost",
    "https://exemplu.ro?.localhost",
    "https://exemplu.ro%2f.localhost",
    "https://exemplu.ro\\.localhost",
    "https://a b.localhost",
    "ftp://logincert.localhost",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GError) first = NULL;
      g_autoptr (GError) second = NULL;

      g_test_message ("%s", addresses[i]);
      g_assert_null (
          parafa_endpoints_new_practice (addresses[i], "https://api.localhost", NULL, &first));
      g_assert_nonnull (first);
      g_assert_null (parafa_endpoints_new_practice ("https://logincert.localhost", addresses[i],
                                                    NULL, &second));
      g_assert_nonnull (second);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/endpoints/anaf", test_anaf);
  g_test_add_func ("/endpoints/practice", test_practice);
  g_test_add_func ("/endpoints/practice-port", test_practice_port);
  g_test_add_func ("/endpoints/no-practice-server", test_no_practice_server);
  return g_test_run ();
}
