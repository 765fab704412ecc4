/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "http-test.h"
#include "http-test-pki.h"
#include "http-test-raw.h"

#include <libsoup/soup.h>
#include <string.h>

/* Servers that break off, stall or talk nonsense */
static HttpTestPki *pki;

static char *
address_of (HttpTestRaw *raw)
{
  return g_strdup_printf ("http://api.localhost:%u/cale?code=MARCAJ", http_test_raw_get_port (raw));
}

static void
assert_problem (const GError *error, ParafaHttpError code)
{
  g_assert_error (error, PARAFA_HTTP_ERROR, (int) code);
  g_assert_null (strstr (error->message, "MARCAJ"));
  g_assert_null (strstr (error->message, "/cale"));
}

/* Posts to a server with @script and expects @code */
static void
expect (HttpTestScript script, ParafaHttpError code, int requests)
{
  g_autoptr (HttpTestRaw) raw = http_test_raw_new (NULL, script);
  g_autoptr (ParafaHttp) http = parafa_http_new ();
  g_autofree char *uri = address_of (raw);
  g_autoptr (GError) error = NULL;

  g_assert_null (http_test_post (http, uri, "code=MARCAJ", &error));
  assert_problem (error, code);
  g_assert_cmpint (http_test_raw_count_requests (raw), ==, requests);
}

static void
close_after_reading (HttpTestRaw *raw, GIOStream *stream)
{
  g_autofree char *request = http_test_raw_read (raw, stream);

  g_assert_nonnull (request);
}

static void
close_at_once (HttpTestRaw *raw, GIOStream *stream)
{
}

static void
break_off_in_the_head (HttpTestRaw *raw, GIOStream *stream)
{
  g_autofree char *request G_GNUC_UNUSED = http_test_raw_read (raw, stream);

  http_test_raw_write (stream, "HTTP/1.1 200 OK\r\nContent-Le");
}

static void
break_off_in_the_body (HttpTestRaw *raw, GIOStream *stream)
{
  g_autofree char *request G_GNUC_UNUSED = http_test_raw_read (raw, stream);

  http_test_raw_write (stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"access_token\":");
}

static void
break_off_in_a_chunk (HttpTestRaw *raw, GIOStream *stream)
{
  g_autofree char *request G_GNUC_UNUSED = http_test_raw_read (raw, stream);

  http_test_raw_write (stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\nabc");
}

static void
talk_nonsense (HttpTestRaw *raw, GIOStream *stream)
{
  g_autofree char *request G_GNUC_UNUSED = http_test_raw_read (raw, stream);

  http_test_raw_write (stream, "SSH-2.0-OpenSSH_9.2\r\n\r\n");
}

static void
test_no_answer (void)
{
  expect (close_after_reading, PARAFA_HTTP_ERROR_RESET, 1);
  expect (close_at_once, PARAFA_HTTP_ERROR_RESET, 0);
}

static void
test_half_an_answer (void)
{
  expect (break_off_in_the_head, PARAFA_HTTP_ERROR_RESET, 1);
  expect (break_off_in_the_body, PARAFA_HTTP_ERROR_RESET, 1);
  expect (break_off_in_a_chunk, PARAFA_HTTP_ERROR_RESET, 1);
}

static void
test_nonsense (void)
{
  expect (talk_nonsense, PARAFA_HTTP_ERROR_RESET, 1);
}

/* Answers once, waits for the second request and goes away with it: what an idle connection that the
 * server is closing looks like */
static void
answer_once_then_leave (HttpTestRaw *raw, GIOStream *stream)
{
  g_autofree char *first = http_test_raw_read (raw, stream);
  g_autofree char *second = NULL;

  if (first == NULL)
    return;
  if (http_test_raw_count_requests (raw) == 1)
    {
      http_test_raw_write (stream, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nda");
      second = http_test_raw_read (raw, stream);
    }
}

static void
test_post_is_not_sent_again (void)
{
  g_autoptr (HttpTestRaw) raw = http_test_raw_new (NULL, answer_once_then_leave);
  g_autoptr (ParafaHttp) http = parafa_http_new ();
  g_autofree char *uri = address_of (raw);
  g_autoptr (ParafaHttpAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = http_test_get (http, uri, &error);
  g_assert_no_error (error);
  g_assert_null (http_test_post (http, uri, "o data", &error));
  assert_problem (error, PARAFA_HTTP_ERROR_RESET);
  /* The post came on a connection of its own, once */
  g_assert_cmpint (http_test_raw_count_connections (raw), ==, 2);
  g_assert_cmpint (http_test_raw_count_requests (raw), ==, 2);
}

/* Every method but GET and HEAD: libsoup alone would repeat a PUT or a DELETE */
static void
test_change_is_not_sent_again (void)
{
  static const char *const methods[] = { "POST", "PUT", "DELETE", "PATCH" };

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (HttpTestRaw) raw = http_test_raw_new (NULL, answer_once_then_leave);
      g_autoptr (ParafaHttp) http = parafa_http_new ();
      g_autofree char *uri = address_of (raw);
      g_autoptr (ParafaHttpRequest) first = parafa_http_request_new (methods[i], uri);
      g_autoptr (ParafaHttpRequest) second = parafa_http_request_new (methods[i], uri);
      g_autoptr (ParafaHttpAnswer) answer = NULL;
      g_autoptr (GError) error = NULL;

      parafa_http_request_add_field (first, "a", "1");
      parafa_http_request_add_field (second, "a", "2");
      answer = http_test_send (http, first, PARAFA_TEST_LIMIT_MS, &error);
      g_assert_no_error (error);
      g_assert_null (http_test_send (http, second, PARAFA_TEST_LIMIT_MS, &error));
      assert_problem (error, PARAFA_HTTP_ERROR_RESET);
      g_assert_cmpint (http_test_raw_count_connections (raw), ==, 2);
      g_assert_cmpint (http_test_raw_count_requests (raw), ==, 2);
    }
}

/* What the flag guards against: shown on a bare libsoup session, so that the guard is known to be needed */
static void
test_libsoup_alone_repeats_a_put (void)
{
  g_autoptr (HttpTestRaw) raw = http_test_raw_new (NULL, answer_once_then_leave);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *uri = address_of (raw);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (SoupMessage) message = soup_message_new ("PUT", uri);
      g_autoptr (GBytes) body = g_bytes_new_static ("x", 1);
      g_autoptr (GBytes) answer = NULL;
      g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

      soup_message_set_request_body_from_bytes (message, "text/plain", body);
      soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL,
                                        parafa_test_result_callback, result);
      answer =
          soup_session_send_and_read_finish (session,
                                             parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                             NULL);
    }
  g_assert_cmpint (http_test_raw_count_requests (raw), ==, 3);
}

static void
test_refused (void)
{
  g_autoptr (HttpTestRaw) raw = http_test_raw_new (NULL, close_at_once);
  g_autoptr (ParafaHttp) http = parafa_http_new ();
  g_autofree char *uri = address_of (raw);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&raw, http_test_raw_free);
  g_assert_null (http_test_post (http, uri, "x", &error));
  assert_problem (error, PARAFA_HTTP_ERROR_OFFLINE);
}

static void
test_name_not_found (void)
{
  g_autoptr (ParafaHttp) http = parafa_http_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (http_test_post (http, "https://api.exemplu.ro/cale?code=MARCAJ", "x", &error));
  assert_problem (error, PARAFA_HTTP_ERROR_OFFLINE);
}

static void
greet_first (HttpTestRaw *raw, GIOStream *stream)
{
  http_test_raw_write (stream, "SSH-2.0-OpenSSH_9.2\r\n");
  http_test_raw_wait_closed (raw, stream);
}

static void
test_no_tls_on_the_other_side (void)
{
  static const HttpTestScript scripts[] = { greet_first, close_at_once };

  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr (HttpTestRaw) raw = http_test_raw_new (NULL, scripts[i]);
      g_autoptr (ParafaHttp) http = parafa_http_new ();
      g_autofree char *uri =
          g_strdup_printf ("https://api.localhost:%u/cale", http_test_raw_get_port (raw));
      g_autoptr (GError) error = NULL;

      g_assert_null (http_test_post (http, uri, "x", &error));
      g_assert_nonnull (error);
      g_assert_cmpint (error->domain, ==, PARAFA_HTTP_ERROR);
      g_assert_true (error->code == PARAFA_HTTP_ERROR_TLS ||
                     error->code == PARAFA_HTTP_ERROR_OFFLINE);
      g_assert_cmpint (http_test_raw_count_requests (raw), ==, 0);
    }
}

static void
say_nothing (HttpTestRaw *raw, GIOStream *stream)
{
  g_autofree char *request G_GNUC_UNUSED = http_test_raw_read (raw, stream);

  http_test_raw_wait_closed (raw, stream);
}

static void
stop_in_the_body (HttpTestRaw *raw, GIOStream *stream)
{
  g_autofree char *request G_GNUC_UNUSED = http_test_raw_read (raw, stream);

  http_test_raw_write (stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
  http_test_raw_wait_closed (raw, stream);
}

/* One byte at a time: no single wait is long, but the whole is */
static void
drip (HttpTestRaw *raw, GIOStream *stream)
{
  g_autofree char *request G_GNUC_UNUSED = http_test_raw_read (raw, stream);
  gssize written = 1;

  http_test_raw_write (stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
  while (written == 1)
    {
      g_usleep (10 * 1000);
      written = g_output_stream_write (g_io_stream_get_output_stream (stream), "x", 1, NULL, NULL);
    }
}

static void
test_too_slow (void)
{
  static const HttpTestScript scripts[] = { say_nothing, stop_in_the_body, drip };

  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr (HttpTestRaw) raw = http_test_raw_new (NULL, scripts[i]);
      g_autoptr (ParafaHttp) http = parafa_http_new ();
      g_autofree char *uri = address_of (raw);
      g_autoptr (ParafaHttpRequest) request = parafa_http_request_new ("GET", uri);
      g_autoptr (GError) error = NULL;

      g_assert_null (http_test_send (http, request, 300, &error));
      assert_problem (error, PARAFA_HTTP_ERROR_TIMEOUT);
    }
}

/* A server that takes the connection and never shakes hands */
static void
test_too_slow_to_shake_hands (void)
{
  g_autoptr (HttpTestRaw) raw = http_test_raw_new (NULL, say_nothing);
  g_autoptr (ParafaHttp) http = parafa_http_new ();
  g_autofree char *uri =
      g_strdup_printf ("https://api.localhost:%u/cale", http_test_raw_get_port (raw));
  g_autoptr (ParafaHttpRequest) request = parafa_http_request_new ("POST", uri);
  g_autoptr (GError) error = NULL;

  g_assert_null (http_test_send (http, request, 300, &error));
  assert_problem (error, PARAFA_HTTP_ERROR_TIMEOUT);
  g_assert_cmpint (http_test_raw_count_requests (raw), ==, 0);
}

static gboolean
has_arrived (gpointer raw)
{
  return http_test_raw_count_requests (raw) == 1;
}

static void
test_cancelled_on_the_way (void)
{
  g_autoptr (HttpTestRaw) raw = http_test_raw_new (NULL, say_nothing);
  g_autoptr (ParafaHttp) http = parafa_http_new ();
  g_autofree char *uri = address_of (raw);
  g_autoptr (ParafaHttpRequest) request = parafa_http_request_new ("POST", uri);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  parafa_http_send_async (http, request, 0, cancellable, parafa_test_result_callback, result);
  parafa_test_wait_until (has_arrived, raw, PARAFA_TEST_LIMIT_MS);
  g_cancellable_cancel (cancellable);
  g_assert_null (parafa_http_send_finish (http,
                                          parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                          &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancelled_before (void)
{
  g_autoptr (HttpTestRaw) raw = http_test_raw_new (NULL, say_nothing);
  g_autoptr (ParafaHttp) http = parafa_http_new ();
  g_autofree char *uri = address_of (raw);
  g_autoptr (ParafaHttpRequest) request = parafa_http_request_new ("POST", uri);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  parafa_http_send_async (http, request, 0, cancellable, parafa_test_result_callback, result);
  g_assert_null (parafa_http_send_finish (http,
                                          parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                          &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (http_test_raw_count_requests (raw), ==, 0);
}

/* The gateway answers in HTTP/1.0 to the end of the connection, and ends it without TLS's goodbye */
static void
answer_and_drop (HttpTestRaw *raw, GIOStream *stream)
{
  g_autofree char *request G_GNUC_UNUSED = http_test_raw_read (raw, stream);

  http_test_raw_write (stream, "HTTP/1.0 200 OK\r\nConnection: close\r\n\r\nraspuns intreg");
}

static void
test_no_close_notify (void)
{
  g_autoptr (GTlsCertificate) certificate = http_test_pki_issue (pki, "DNS:api.localhost");
  g_autoptr (HttpTestRaw) raw = http_test_raw_new (certificate, answer_and_drop);
  g_autoptr (ParafaHttp) http = parafa_http_new ();
  g_autofree char *uri =
      g_strdup_printf ("https://api.localhost:%u/cale", http_test_raw_get_port (raw));
  g_autoptr (ParafaHttpAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (parafa_http_set_practice_trust (http, http_test_pki_get_ca (pki), NULL));
  answer = http_test_post (http, uri, "x", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (parafa_secret_get (parafa_http_answer_get_body (answer)), ==, "raspuns intreg");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  http_test_resolve_nothing ();
  pki = http_test_pki_new ();
  g_test_add_func ("/http/broken/no-answer", test_no_answer);
  g_test_add_func ("/http/broken/half-an-answer", test_half_an_answer);
  g_test_add_func ("/http/broken/nonsense", test_nonsense);
  g_test_add_func ("/http/broken/post-is-not-sent-again", test_post_is_not_sent_again);
  g_test_add_func ("/http/broken/change-is-not-sent-again", test_change_is_not_sent_again);
  g_test_add_func ("/http/broken/libsoup-alone-repeats-a-put", test_libsoup_alone_repeats_a_put);
  g_test_add_func ("/http/broken/refused", test_refused);
  g_test_add_func ("/http/broken/name-not-found", test_name_not_found);
  g_test_add_func ("/http/broken/no-tls-on-the-other-side", test_no_tls_on_the_other_side);
  g_test_add_func ("/http/broken/too-slow", test_too_slow);
  g_test_add_func ("/http/broken/too-slow-to-shake-hands", test_too_slow_to_shake_hands);
  g_test_add_func ("/http/broken/cancelled-on-the-way", test_cancelled_on_the_way);
  g_test_add_func ("/http/broken/cancelled-before", test_cancelled_before);
  g_test_add_func ("/http/broken/no-close-notify", test_no_close_notify);
  status = g_test_run ();
  http_test_pki_free (pki);
  return status;
}
