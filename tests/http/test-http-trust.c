/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "http-test.h"
#include "http-test-pki.h"
#include "http-test-raw.h"

#include <string.h>

static HttpTestPki *pki;

static void
answer_all (HttpTestRaw *raw, GIOStream *stream)
{
  char *request;

  while ((request = http_test_raw_read (raw, stream)) != NULL)
    {
      g_free (request);
      http_test_raw_write (stream, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nda");
    }
}

/* Asks @host, which shows a certificate for @alt_name, and says what came of it */
static void
ask (GTlsCertificate *certificate, GBytes *ca_pem, const char *host, GError **error)
{
  g_autoptr (HttpTestRaw) raw = http_test_raw_new (certificate, answer_all);
  g_autoptr (ParafaHttp) http = parafa_http_new ();
  g_autoptr (ParafaHttpAnswer) answer = NULL;
  g_autofree char *uri = g_strdup_printf ("https://%s:%u/", host, http_test_raw_get_port (raw));

  g_assert_true (parafa_http_set_practice_trust (http, ca_pem, NULL));
  answer = http_test_get (http, uri, error);
  if (answer == NULL)
    g_assert_cmpint (http_test_raw_count_requests (raw), ==, 0);
  else
    g_assert_cmpuint (parafa_http_answer_get_status (answer), ==, 200);
}

static void
assert_refused (GTlsCertificate *certificate, GBytes *ca_pem, const char *host)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", host);
  ask (certificate, ca_pem, host, &error);
  g_assert_error (error, PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_TLS);
}

static void
assert_trusted (GTlsCertificate *certificate, GBytes *ca_pem, const char *host)
{
  g_autoptr (GError) error = NULL;

  ask (certificate, ca_pem, host, &error);
  g_assert_no_error (error);
}

static void
test_practice_host (void)
{
  g_autoptr (GTlsCertificate) exact = http_test_pki_issue (pki, "DNS:api.localhost");

  assert_trusted (exact, http_test_pki_get_ca (pki), "api.localhost");
  assert_trusted (exact, http_test_pki_get_ca (pki), "API.LOCALHOST");
}

/* The practice authority signs for a real name, and the name leads here: still refused */
static void
test_other_hosts (void)
{
  static const char *const hosts[] = {
    "api.exemplu.ro", "localhost.exemplu.ro", "localhost",
    "127.0.0.1",      "xlocalhost",           "x.localhost.ro",
  };

  http_test_resolve_all ();
  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      gboolean is_address = g_hostname_is_ip_address (hosts[i]);
      g_autofree char *alt_name = g_strconcat (is_address ? "IP:" : "DNS:", hosts[i], NULL);
      g_autoptr (GTlsCertificate) certificate = http_test_pki_issue (pki, alt_name);

      assert_refused (certificate, http_test_pki_get_ca (pki), hosts[i]);
    }
}

static void
test_wrong_name (void)
{
  g_autoptr (GTlsCertificate) certificate = http_test_pki_issue (pki, "DNS:api.localhost");

  assert_refused (certificate, http_test_pki_get_ca (pki), "logincert.localhost");
}

static void
test_ended (void)
{
  g_autoptr (GTlsCertificate) certificate = http_test_pki_issue_expired (pki, "DNS:api.localhost");

  assert_refused (certificate, http_test_pki_get_ca (pki), "api.localhost");
}

static void
test_other_authority (void)
{
  g_autoptr (GTlsCertificate) certificate = http_test_pki_issue (pki, "DNS:api.localhost");

  assert_refused (certificate, http_test_pki_get_other_ca (pki), "api.localhost");
  assert_refused (certificate, NULL, "api.localhost");
}

static void
test_two_authorities (void)
{
  g_autoptr (GTlsCertificate) certificate = http_test_pki_issue (pki, "DNS:api.localhost");
  g_autoptr (GByteArray) both = g_byte_array_new ();
  g_autoptr (GBytes) pem = NULL;
  GBytes *other = http_test_pki_get_other_ca (pki);
  GBytes *ca = http_test_pki_get_ca (pki);

  g_byte_array_append (both, g_bytes_get_data (other, NULL), (guint) g_bytes_get_size (other));
  g_byte_array_append (both, g_bytes_get_data (ca, NULL), (guint) g_bytes_get_size (ca));
  pem = g_byte_array_free_to_bytes (g_steal_pointer (&both));
  assert_trusted (certificate, pem, "api.localhost");
}

static void
test_bad_pem (void)
{
  static const char *const texts[] = {
    "",
    "nu e un certificat",
    "-----BEGIN CERTIFICATE-----",
    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
  };
  g_autoptr (ParafaHttp) http = parafa_http_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) pem = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;

      g_assert_false (parafa_http_set_practice_trust (http, pem, &error));
      g_assert_error (error, PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_TLS);
    }
}

/* What was trusted before is forgotten for new connections, and kept when the new text is bad */
static void
test_trust_changes (void)
{
  g_autoptr (GTlsCertificate) certificate = http_test_pki_issue (pki, "DNS:api.localhost");
  g_autoptr (HttpTestRaw) raw = http_test_raw_new (certificate, answer_all);
  g_autoptr (ParafaHttp) http = parafa_http_new ();
  g_autofree char *uri =
      g_strdup_printf ("https://api.localhost:%u/", http_test_raw_get_port (raw));
  g_autoptr (GBytes) bad = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaHttpAnswer) first = NULL;
  g_autoptr (ParafaHttpAnswer) second = NULL;

  g_assert_true (parafa_http_set_practice_trust (http, http_test_pki_get_ca (pki), NULL));
  g_assert_false (parafa_http_set_practice_trust (http, bad, NULL));
  first = http_test_post (http, uri, "x", &error);
  g_assert_no_error (error);
  g_assert_nonnull (first);

  g_assert_true (parafa_http_set_practice_trust (http, NULL, NULL));
  second = http_test_post (http, uri, "x", &error);
  g_assert_error (error, PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_TLS);
  g_assert_null (second);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  http_test_resolve_nothing ();
  pki = http_test_pki_new ();
  g_test_add_func ("/http/trust/practice-host", test_practice_host);
  g_test_add_func ("/http/trust/other-hosts", test_other_hosts);
  g_test_add_func ("/http/trust/wrong-name", test_wrong_name);
  g_test_add_func ("/http/trust/ended", test_ended);
  g_test_add_func ("/http/trust/other-authority", test_other_authority);
  g_test_add_func ("/http/trust/two-authorities", test_two_authorities);
  g_test_add_func ("/http/trust/bad-pem", test_bad_pem);
  g_test_add_func ("/http/trust/trust-changes", test_trust_changes);
  status = g_test_run ();
  http_test_pki_free (pki);
  return status;
}
