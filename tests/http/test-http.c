/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "http-test.h"
#include "http-test-pki.h"

#include <libsoup/soup.h>
#include <string.h>

/* A real server that says what it was asked */
static HttpTestPki *pki;

typedef struct
{
  SoupServer *server; /* (owned) */
  ParafaHttp *http;   /* (owned) */
  char *base;         /* (owned): https://api.localhost:PORT */
  guint requests;
  char *authorization; /* (owned) (nullable): of the last request, as the next ones */
  char *cookie;        /* (owned) (nullable) */
  char *agent;         /* (owned) (nullable) */
  char *encodings;     /* (owned) (nullable) */
  char *body;          /* (owned) (nullable) */
} Fixture;

static void
remember (char **place, SoupServerMessage *message, const char *name)
{
  g_free (*place);
  *place = g_strdup (
      soup_message_headers_get_one (soup_server_message_get_request_headers (message), name));
}

static void
set_answer (SoupServerMessage *message, guint status, const char *type, const char *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Fixture *fixture = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autofree char *large = NULL;

  fixture->requests++;
  remember (&fixture->authorization, message, "Authorization");
  remember (&fixture->cookie, message, "Cookie");
  remember (&fixture->agent, message, "User-Agent");
  remember (&fixture->encodings, message, "Accept-Encoding");
  g_free (fixture->body);
  fixture->body = g_strndup (body->data != NULL ? body->data : "", (gsize) body->length);

  if (g_str_equal (path, "/redirect"))
    {
      soup_message_headers_replace (headers, "Location", "/alta");
      set_answer (message, 302, "text/html", "muta-te");
    }
  else if (g_str_equal (path, "/401"))
    {
      soup_message_headers_replace (headers, "WWW-Authenticate", "Basic realm=\"x\"");
      set_answer (message, 401, "text/plain", "nu");
    }
  else if (g_str_equal (path, "/cookie"))
    {
      soup_message_headers_append (headers, "Set-Cookie", "MRHSession=MARCAJ; Path=/");
      soup_message_headers_append (headers, "Strict-Transport-Security", "max-age=1000");
      soup_message_headers_append (headers, "X-Unu", "a");
      soup_message_headers_append (headers, "X-Unu", "b");
      set_answer (message, 200, "text/plain; charset=UTF-8", "ok");
    }
  else if (g_str_has_prefix (path, "/large"))
    {
      large = g_strnfill (100001, 'x');
      set_answer (message, 200, "text/plain", large);
      if (g_str_equal (path, "/large-chunked"))
        {
          soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
          soup_message_body_complete (soup_server_message_get_response_body (message));
        }
    }
  else if (g_str_equal (path, "/empty"))
    soup_server_message_set_status (message, 204, NULL);
  else if (g_str_equal (path, "/zero"))
    {
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "x/y", SOUP_MEMORY_STATIC, "a\0b", 3);
    }
  else
    set_answer (message, g_str_equal (path, "/500") ? 500 : 200, "text/plain", "da");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GTlsCertificate) certificate = http_test_pki_issue (pki, "DNS:api.localhost");
  g_autoptr (GError) error = NULL;
  g_autoslist (GUri) uris = NULL;

  fixture->server = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (fixture->server, NULL, on_request, fixture, NULL);
  soup_server_listen_local (fixture->server, 0,
                            SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server);
  fixture->base = g_strdup_printf ("https://api.localhost:%d", g_uri_get_port (uris->data));
  fixture->http = data == NULL ? parafa_http_new ()
                               : g_object_new (PARAFA_TYPE_HTTP, "body-limit",
                                               (guint64) GPOINTER_TO_UINT (data), NULL);
  g_assert_true (parafa_http_set_practice_trust (fixture->http, http_test_pki_get_ca (pki), NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->http));
  soup_server_disconnect (fixture->server);
  g_clear_object (&fixture->server);
  g_free (fixture->base);
  g_free (fixture->authorization);
  g_free (fixture->cookie);
  g_free (fixture->agent);
  g_free (fixture->encodings);
  g_free (fixture->body);
}

static ParafaHttpAnswer *
get (Fixture *fixture, const char *path, GError **error)
{
  g_autofree char *uri = g_strconcat (fixture->base, path, NULL);

  return http_test_get (fixture->http, uri, error);
}

static ParafaHttpAnswer *
get_ok (Fixture *fixture, const char *path)
{
  g_autoptr (GError) error = NULL;
  ParafaHttpAnswer *answer = get (fixture, path, &error);

  g_assert_no_error (error);
  return answer;
}

static void
assert_body (ParafaHttpAnswer *answer, const char *text)
{
  g_assert_cmpstr (parafa_secret_get (parafa_http_answer_get_body (answer)), ==, text);
}

static void
test_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaHttpAnswer) answer = get_ok (fixture, "/cookie");

  g_assert_cmpuint (parafa_http_answer_get_status (answer), ==, 200);
  g_assert_cmpstr (parafa_http_answer_get_content_type (answer), ==, "text/plain; charset=UTF-8");
  g_assert_cmpstr (parafa_http_answer_get_header (answer, "x-unu"), ==, "a, b");
  g_assert_null (parafa_http_answer_get_header (answer, "x-doi"));
  g_assert_cmpint (parafa_http_answer_get_duration_us (answer), >, 0);
  assert_body (answer, "ok");
  g_assert_true (g_str_has_prefix (fixture->agent, "Parafa/"));
  g_assert_null (fixture->encodings);
}

static void
test_bodies (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaHttpAnswer) empty = get_ok (fixture, "/empty");
  g_autoptr (ParafaHttpAnswer) zero = get_ok (fixture, "/zero");
  g_autoptr (ParafaHttpAnswer) large = get_ok (fixture, "/large");
  g_autoptr (ParafaHttpAnswer) chunked = get_ok (fixture, "/large-chunked");
  ParafaSecret *body = parafa_http_answer_get_body (zero);

  g_assert_cmpuint (parafa_http_answer_get_status (empty), ==, 204);
  g_assert_cmpuint (parafa_secret_get_length (parafa_http_answer_get_body (empty)), ==, 0);
  g_assert_cmpmem (parafa_secret_get (body), parafa_secret_get_length (body), "a\0b", 3);
  g_assert_cmpuint (parafa_secret_get_length (parafa_http_answer_get_body (large)), ==, 100001);
  g_assert_true (parafa_secret_equal (parafa_http_answer_get_body (large),
                                      parafa_http_answer_get_body (chunked)));
}

static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  static const char *const paths[] = { "/large", "/large-chunked" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (get (fixture, paths[i], &error));
      g_assert_error (error, PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_TOO_LARGE);
    }
  /* The session serves on */
  parafa_http_answer_unref (get_ok (fixture, "/"));
}

static void
test_just_large_enough (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaHttpAnswer) answer = get_ok (fixture, "/large");
  g_autoptr (ParafaHttpAnswer) chunked = get_ok (fixture, "/large-chunked");

  g_assert_cmpuint (parafa_secret_get_length (parafa_http_answer_get_body (answer)), ==, 100001);
  g_assert_cmpuint (parafa_secret_get_length (parafa_http_answer_get_body (chunked)), ==, 100001);
}

static void
test_redirect_is_an_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaHttpAnswer) answer = get_ok (fixture, "/redirect");
  g_autofree char *uri = g_strconcat (fixture->base, "/redirect", NULL);
  g_autoptr (ParafaHttpAnswer) posted = http_test_post (fixture->http, uri, "x", NULL);

  g_assert_cmpuint (parafa_http_answer_get_status (answer), ==, 302);
  g_assert_cmpstr (parafa_http_answer_get_header (answer, "Location"), ==, "/alta");
  assert_body (answer, "muta-te");
  g_assert_cmpuint (parafa_http_answer_get_status (posted), ==, 302);
  g_assert_cmpuint (fixture->requests, ==, 2);
}

static void
test_no_cookies (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaHttpAnswer) first = get_ok (fixture, "/cookie");
  g_autoptr (ParafaHttpAnswer) second = get_ok (fixture, "/");

  g_assert_null (parafa_http_answer_get_header (first, "Set-Cookie"));
  g_assert_cmpuint (parafa_http_answer_get_status (second), ==, 200);
  g_assert_null (fixture->cookie);
}

static ParafaHttpAnswer *
get_with_basic (Fixture *fixture, const char *path)
{
  g_autofree char *uri = g_strconcat (fixture->base, path, NULL);
  g_autoptr (ParafaHttpRequest) request = parafa_http_request_new ("GET", uri);
  g_autoptr (ParafaSecret) password = parafa_secret_new ("open sesame", -1);

  parafa_http_request_set_basic (request, "Aladdin", password);
  return http_test_send (fixture->http, request, PARAFA_TEST_LIMIT_MS, NULL);
}

/* A 401 is not asked twice, and the credentials of one request are not those of the next */
static void
test_credentials_stay_with_their_request (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaHttpAnswer) refused = get_with_basic (fixture, "/401");
  g_autoptr (ParafaHttpAnswer) plain = NULL;

  g_assert_cmpuint (parafa_http_answer_get_status (refused), ==, 401);
  g_assert_cmpuint (fixture->requests, ==, 1);
  g_assert_cmpstr (fixture->authorization, ==, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  plain = get_ok (fixture, "/401");
  g_assert_cmpuint (fixture->requests, ==, 2);
  g_assert_null (fixture->authorization);
}

static void
test_form_arrives (Fixture *fixture, gconstpointer data)
{
  static const char expected[] =
      "grant_type=authorization_code&code=a%2Bb%26c%3Dd%20%C3%A9%2F%25%0A&gol="
      "&nume%20%C8%99=https%3A%2F%2Flocalhost%3A8443%2Fc%3Fa%3D1";
  g_autofree char *uri = g_strconcat (fixture->base, "/token", NULL);
  g_autoptr (ParafaHttpRequest) request = parafa_http_request_new ("POST", uri);
  g_autoptr (ParafaSecret) code = parafa_secret_new ("a+b&c=d é/%\n", -1);

  parafa_http_request_add_field (request, "grant_type", "authorization_code");
  parafa_http_request_add_secret_field (request, "code", code);
  parafa_http_request_add_field (request, "gol", "");
  parafa_http_request_add_field (request, "nume ș", "https://localhost:8443/c?a=1");

  /* Twice: sending took nothing out of the request itself */
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (ParafaHttpAnswer) answer =
          http_test_send (fixture->http, request, PARAFA_TEST_LIMIT_MS, NULL);

      g_assert_nonnull (answer);
      g_assert_cmpstr (fixture->body, ==, expected);
    }
}

static void
on_exchange (ParafaHttp *http, ParafaHttpExchange *exchange, gpointer user_data)
{
  g_ptr_array_add (user_data, parafa_http_exchange_copy (exchange));
}

static void
test_exchanges (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) heard =
      g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_http_exchange_free);
  g_autoptr (GListModel) list = NULL;
  g_autoptr (ParafaHttpRecord) last = NULL;
  g_autofree char *address = NULL;
  const ParafaHttpExchange *exchange;
  gint64 before_us = g_get_real_time ();

  g_signal_connect (fixture->http, "exchange", G_CALLBACK (on_exchange), heard);
  parafa_http_answer_unref (get_ok (fixture, "/"));
  parafa_http_answer_unref (get_ok (fixture, "/500?code=MARCAJ"));
  g_assert_null (http_test_get (fixture->http, "https://nicaieri.exemplu.ro/", NULL));

  g_object_get (fixture->http, "exchanges", &list, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 3);
  g_assert_cmpuint (heard->len, ==, 3);
  exchange = g_ptr_array_index (heard, 1);
  address = g_strconcat (fixture->base, "/500?code=", NULL);
  g_assert_cmpuint (exchange->status, ==, 500);
  g_assert_cmpstr (exchange->method, ==, "GET");
  g_assert_true (g_str_has_prefix (exchange->address, address));
  g_assert_null (strstr (exchange->address, "MARCAJ"));
  g_assert_null (exchange->problem);
  g_assert_cmpint (exchange->at_us, >=, before_us);
  g_assert_cmpint (exchange->duration_us, >, 0);

  last = g_list_model_get_item (list, 2);
  g_assert_cmpuint (parafa_http_record_get_exchange (last)->status, ==, 0);
  g_assert_nonnull (parafa_http_record_get_exchange (last)->problem);
}

static void
test_five_hundred_exchanges (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) list = NULL;
  g_autoptr (ParafaHttpRecord) first = NULL;
  g_autoptr (ParafaHttpRecord) last = NULL;

  for (guint i = 0; i < 503; i++)
    {
      g_autofree char *address = g_strdup_printf ("nu e o adresa %u", i);
      g_assert_null (http_test_get (fixture->http, address, NULL));
    }
  g_object_get (fixture->http, "exchanges", &list, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 500);
  g_assert_true (g_list_model_get_item_type (list) == PARAFA_TYPE_HTTP_RECORD);
  first = g_list_model_get_item (list, 0);
  last = g_list_model_get_item (list, 499);
  g_assert_cmpint (parafa_http_record_get_exchange (first)->at_us, <=,
                   parafa_http_record_get_exchange (last)->at_us);
}

static void
test_many_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) results =
      g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_test_result_free);
  g_autofree char *uri = g_strconcat (fixture->base, "/", NULL);

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (ParafaHttpRequest) request = parafa_http_request_new (i % 2 ? "POST" : "GET", uri);
      ParafaTestResult *result = parafa_test_result_new ();

      g_ptr_array_add (results, result);
      parafa_http_send_async (fixture->http, request, PARAFA_TEST_LIMIT_MS, NULL,
                              parafa_test_result_callback, result);
    }
  for (guint i = 0; i < results->len; i++)
    {
      g_autoptr (ParafaHttpAnswer) answer =
          parafa_http_send_finish (fixture->http,
                                   parafa_test_result_wait (g_ptr_array_index (results, i),
                                                            PARAFA_TEST_LIMIT_MS),
                                   NULL);

      g_assert_nonnull (answer);
      assert_body (answer, "da");
    }
  g_assert_cmpuint (fixture->requests, ==, 20);
}

#define ADD(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  http_test_resolve_nothing ();
  pki = http_test_pki_new ();
  ADD ("/http/answer", NULL, test_answer);
  ADD ("/http/bodies", NULL, test_bodies);
  ADD ("/http/too-large", GUINT_TO_POINTER (100000), test_too_large);
  ADD ("/http/just-large-enough", GUINT_TO_POINTER (100001), test_just_large_enough);
  ADD ("/http/redirect-is-an-answer", NULL, test_redirect_is_an_answer);
  ADD ("/http/no-cookies", NULL, test_no_cookies);
  ADD ("/http/credentials-stay-with-their-request", NULL, test_credentials_stay_with_their_request);
  ADD ("/http/form-arrives", NULL, test_form_arrives);
  ADD ("/http/exchanges", NULL, test_exchanges);
  ADD ("/http/five-hundred-exchanges", NULL, test_five_hundred_exchanges);
  ADD ("/http/many-at-once", NULL, test_many_at_once);
  status = g_test_run ();
  http_test_pki_free (pki);
  return status;
}
