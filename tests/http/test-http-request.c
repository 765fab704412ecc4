/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-http-request-private.h"

#include <string.h>

static SoupMessage *
build (ParafaHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  SoupMessage *message = parafa_http_request_build (request, &error);

  g_assert_no_error (error);
  return message;
}

static const char *
header (SoupMessage *message, const char *name)
{
  return soup_message_headers_get_one (soup_message_get_request_headers (message), name);
}

/* What is in the body is seen by the server of test-http.c; libsoup does not give it back here */
static void
test_form (void)
{
  g_autoptr (ParafaHttpRequest) request = parafa_http_request_new ("POST", "https://x.localhost/t");
  g_autoptr (ParafaSecret) secret = parafa_secret_new ("a+b", -1);
  g_autoptr (SoupMessage) message = NULL;

  parafa_http_request_add_secret_field (request, "code", secret);
  message = build (request);
  g_assert_cmpstr (header (message, "Content-Type"), ==, "application/x-www-form-urlencoded");
  g_assert_cmpstr (header (message, "Content-Length"), ==, "10");
  g_assert_null (header (message, "Authorization"));
}

/* RFC 7617 §2's own example, and lengths around base64's groups of three */
static void
test_basic (void)
{
  static const struct
  {
    const char *user;
    const char *password;
    const char *value;
  } cases[] = {
    { "Aladdin", "open sesame", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==" },
    { "a", "", "Basic YTo=" },
    { "a", "b", "Basic YTpi" },
    { "a", "bc", "Basic YTpiYw==" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ParafaHttpRequest) request =
          parafa_http_request_new ("GET", "https://x.localhost/");
      g_autoptr (ParafaSecret) password = parafa_secret_new (cases[i].password, -1);
      g_autoptr (SoupMessage) message = NULL;

      parafa_http_request_set_basic (request, cases[i].user, password);
      message = build (request);
      g_assert_cmpstr (header (message, "Authorization"), ==, cases[i].value);
    }
}

static void
test_bearer (void)
{
  g_autoptr (ParafaHttpRequest) request = parafa_http_request_new ("GET", "https://x.localhost/");
  g_autoptr (ParafaSecret) token = parafa_secret_new ("ab.cd-_~+/=", -1);
  g_autoptr (SoupMessage) message = NULL;

  parafa_http_request_set_bearer (request, token);
  message = build (request);
  g_assert_cmpstr (header (message, "Authorization"), ==, "Bearer ab.cd-_~+/=");
}

/* A line end in a token would start a header of the attacker's choice */
static void
test_bearer_that_cannot_be_sent (void)
{
  static const char *const tokens[] = { "", "a b", "a\r\nX-Y: z", "ă", "a\tb" };

  for (gsize i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autoptr (ParafaHttpRequest) request =
          parafa_http_request_new ("GET", "https://x.localhost/");
      g_autoptr (ParafaSecret) token = parafa_secret_new (tokens[i], -1);
      g_autoptr (GError) error = NULL;

      parafa_http_request_set_bearer (request, token);
      g_assert_null (parafa_http_request_build (request, &error));
      g_assert_error (error, PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_FAILED);
      if (tokens[i][0] != '\0')
        g_assert_null (strstr (error->message, tokens[i]));
    }
}

static void
test_addresses_that_cannot_be_used (void)
{
  static const char *const addresses[] = {
    "",
    "x",
    "/cale",
    "https://",
    "https:///cale",
    "ftp://x.localhost/",
    "file:///etc/passwd",
    "https://nume:MARCAJ@x.localhost/",
    "https://x.localhost:99999/",
    "https://x y/",
    "https://exemplu.ro%2f.localhost/",
    "https://x%00.localhost/",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (ParafaHttpRequest) request = parafa_http_request_new ("GET", addresses[i]);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", addresses[i]);
      g_assert_null (parafa_http_request_build (request, &error));
      g_assert_error (error, PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_FAILED);
      g_assert_null (strstr (error->message, "MARCAJ"));
    }
}

static void
test_flags (void)
{
  static const struct
  {
    const char *method;
    gboolean own_connection;
  } cases[] = { { "GET", FALSE }, { "HEAD", FALSE },  { "POST", TRUE },
                { "PUT", TRUE },  { "DELETE", TRUE }, { "PATCH", TRUE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ParafaHttpRequest) request =
          parafa_http_request_new (cases[i].method, "https://x.localhost/");
      g_autoptr (SoupMessage) message = build (request);

      g_assert_true (soup_message_query_flags (message, SOUP_MESSAGE_NO_REDIRECT));
      g_assert_cmpint (soup_message_query_flags (message, SOUP_MESSAGE_NEW_CONNECTION), ==,
                       cases[i].own_connection);
    }
}

/* The message holds no credential any more, the request still does; wiping twice is harmless */
static void
test_wiped (void)
{
  g_autoptr (ParafaHttpRequest) request = parafa_http_request_new ("POST", "https://x.localhost/");
  g_autoptr (ParafaSecret) token = parafa_secret_new ("jetonul-intreg", -1);
  g_autoptr (SoupMessage) message = NULL;

  parafa_http_request_set_bearer (request, token);
  parafa_http_request_add_secret_field (request, "code", token);
  message = build (request);
  parafa_http_request_wipe_message (message);
  g_assert_null (header (message, "Authorization"));
  g_assert_cmpstr (parafa_secret_get (token), ==, "jetonul-intreg");

  parafa_http_request_wipe_message (message);
}

static void
test_headers_and_body (void)
{
  g_autoptr (ParafaHttpRequest) request = parafa_http_request_new ("PUT", "https://x.localhost/");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("<a/>", 4);
  g_autoptr (SoupMessage) message = NULL;

  parafa_http_request_add_header (request, "Accept", "application/json");
  parafa_http_request_set_body (request, "application/xml", bytes);
  message = build (request);
  g_assert_cmpstr (header (message, "Accept"), ==, "application/json");
  g_assert_cmpstr (header (message, "Content-Type"), ==, "application/xml");
  g_assert_cmpstr (header (message, "Content-Length"), ==, "4");
  g_assert_cmpstr (parafa_http_request_get_method (request), ==, "PUT");
  g_assert_cmpstr (parafa_http_request_get_uri (request), ==, "https://x.localhost/");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/request/form", test_form);
  g_test_add_func ("/http/request/basic", test_basic);
  g_test_add_func ("/http/request/bearer", test_bearer);
  g_test_add_func ("/http/request/bearer-that-cannot-be-sent", test_bearer_that_cannot_be_sent);
  g_test_add_func ("/http/request/addresses-that-cannot-be-used",
                   test_addresses_that_cannot_be_used);
  g_test_add_func ("/http/request/flags", test_flags);
  g_test_add_func ("/http/request/wiped", test_wiped);
  g_test_add_func ("/http/request/headers-and-body", test_headers_and_body);
  return g_test_run ();
}
