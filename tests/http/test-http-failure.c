/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-http-failure.h"

#include <libsoup/soup.h>
#include <string.h>

#define NEITHER -1

static void
assert_code (GQuark domain, int code, gboolean sent, int expected)
{
  g_autoptr (GError) foreign = g_error_new (domain, code, "ceva cu token=MARCAJSECRET");
  g_autoptr (GError) error = parafa_http_failure_translate (foreign, sent);

  g_test_message ("%s %d, %s", g_quark_to_string (domain), code, sent ? "sent" : "not sent");
  if (expected == NEITHER)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  else
    g_assert_error (error, PARAFA_HTTP_ERROR, expected);
  g_assert_null (strstr (error->message, "MARCAJSECRET"));
}

static void
test_before_sending (void)
{
  static const int offline[] = { G_IO_ERROR_HOST_NOT_FOUND,      G_IO_ERROR_HOST_UNREACHABLE,
                                 G_IO_ERROR_NETWORK_UNREACHABLE, G_IO_ERROR_CONNECTION_REFUSED,
                                 G_IO_ERROR_CONNECTION_CLOSED,   G_IO_ERROR_NOT_CONNECTED,
                                 G_IO_ERROR_TIMED_OUT,           G_IO_ERROR_PROXY_FAILED,
                                 G_IO_ERROR_PROXY_AUTH_FAILED,   G_IO_ERROR_PROXY_NEED_AUTH,
                                 G_IO_ERROR_PROXY_NOT_ALLOWED };

  for (gsize i = 0; i < G_N_ELEMENTS (offline); i++)
    assert_code (G_IO_ERROR, offline[i], FALSE, PARAFA_HTTP_ERROR_OFFLINE);
  assert_code (G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, FALSE, PARAFA_HTTP_ERROR_OFFLINE);
  assert_code (G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE, FALSE,
               PARAFA_HTTP_ERROR_OFFLINE);
  assert_code (G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, FALSE, PARAFA_HTTP_ERROR_TLS);
  assert_code (G_TLS_ERROR, G_TLS_ERROR_EOF, FALSE, PARAFA_HTTP_ERROR_TLS);
  assert_code (G_IO_ERROR, G_IO_ERROR_NO_SPACE, FALSE, PARAFA_HTTP_ERROR_FAILED);
  assert_code (SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING, FALSE, PARAFA_HTTP_ERROR_FAILED);
}

static void
test_after_sending (void)
{
  assert_code (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, TRUE, PARAFA_HTTP_ERROR_RESET);
  assert_code (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, TRUE, PARAFA_HTTP_ERROR_RESET);
  assert_code (G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, TRUE, PARAFA_HTTP_ERROR_RESET);
  assert_code (G_TLS_ERROR, G_TLS_ERROR_EOF, TRUE, PARAFA_HTTP_ERROR_RESET);
  assert_code (SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING, TRUE, PARAFA_HTTP_ERROR_RESET);
  assert_code (SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_ENCODING, TRUE, PARAFA_HTTP_ERROR_RESET);
}

static void
test_cancelled (void)
{
  assert_code (G_IO_ERROR, G_IO_ERROR_CANCELLED, FALSE, NEITHER);
  assert_code (G_IO_ERROR, G_IO_ERROR_CANCELLED, TRUE, NEITHER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/failure/before-sending", test_before_sending);
  g_test_add_func ("/http/failure/after-sending", test_after_sending);
  g_test_add_func ("/http/failure/cancelled", test_cancelled);
  return g_test_run ();
}
