/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "http-test.h"
#include "http-test-pki.h"
#include "http-test-raw.h"
#include "parafa-hello.h"
#include "parafa-oauth.h"

#include <libsoup/soup.h>
#include <string.h>

#define NOW (G_GINT64_CONSTANT (1790000000))
#define CLIENT_ID "0123456789abcdef"
#define REDIRECT "https://localhost:8443/întors?a=1&b=%20"

/* A token endpoint and a TestOauth that answer as they are told, behind real TLS */
static HttpTestPki *pki;

typedef struct
{
  SoupServer *server;         /* (owned) */
  ParafaHttp *http;           /* (owned) */
  ParafaEndpoints *endpoints; /* (owned) */
  ParafaOauth *oauth;         /* (owned) */
  guint status;               /* what is answered */
  const char *type;
  const char *text;
  guint requests; /* what was asked */
  char *method;   /* (owned) (nullable) */
  char *path;     /* (owned) (nullable) */
  char *query;    /* (owned) (nullable) */
  char *body;     /* (owned) (nullable) */
  char *user;     /* (owned) (nullable): the Authorization header */
} Fixture;

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Fixture *fixture = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  fixture->requests++;
  g_free (fixture->method);
  fixture->method = g_strdup (soup_server_message_get_method (message));
  g_free (fixture->path);
  fixture->path = g_strdup (path);
  g_free (fixture->query);
  fixture->query = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
  g_free (fixture->body);
  fixture->body = g_strndup (body->data != NULL ? body->data : "", (gsize) body->length);
  g_free (fixture->user);
  fixture->user = g_strdup (soup_message_headers_get_one (headers, "Authorization"));

  soup_server_message_set_status (message, fixture->status, NULL);
  if (fixture->status == 302)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location",
                                  "/my.policy");
  soup_server_message_set_response (message, fixture->type, SOUP_MEMORY_COPY, fixture->text,
                                    strlen (fixture->text));
}

static void
connect_to (Fixture *fixture, guint16 port)
{
  g_autofree char *login = g_strdup_printf ("https://logincert.localhost:%u", port);
  g_autofree char *api = g_strdup_printf ("https://api.localhost:%u", port);
  g_autoptr (ParafaClock) clock = parafa_clock_new_fixed (NOW);
  g_autoptr (GError) error = NULL;

  fixture->http = parafa_http_new ();
  fixture->endpoints =
      parafa_endpoints_new_practice (login, api, http_test_pki_get_ca (pki), &error);
  g_assert_no_error (error);
  parafa_http_set_practice_trust (fixture->http, parafa_endpoints_get_ca_pem (fixture->endpoints),
                                  &error);
  g_assert_no_error (error);
  fixture->oauth = parafa_oauth_new (fixture->http, fixture->endpoints);
  parafa_oauth_set_clock (fixture->oauth, clock);
}

static GTlsCertificate *
certificate_new (void)
{
  return http_test_pki_issue (pki, "DNS:logincert.localhost,DNS:api.localhost");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GTlsCertificate) certificate = certificate_new ();
  g_autoptr (GError) error = NULL;
  g_autoslist (GUri) uris = NULL;

  fixture->status = 200;
  fixture->type = "application/json";
  fixture->text = "{}";
  fixture->server = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (fixture->server, NULL, on_request, fixture, NULL);
  soup_server_listen_local (fixture->server, 0,
                            SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server);
  connect_to (fixture, (guint16) g_uri_get_port (uris->data));
}

static void
disconnect (Fixture *fixture)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->oauth));
  g_assert_finalize_object (g_steal_pointer (&fixture->http));
  g_clear_pointer (&fixture->endpoints, parafa_endpoints_unref);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  disconnect (fixture);
  soup_server_disconnect (fixture->server);
  g_clear_object (&fixture->server);
  g_free (fixture->method);
  g_free (fixture->path);
  g_free (fixture->query);
  g_free (fixture->body);
  g_free (fixture->user);
}

static ParafaTokenPair *
exchange (Fixture *fixture, const char *client_id, const char *client_secret, GError **error)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new (client_secret, -1);
  g_autoptr (ParafaSecret) code = parafa_secret_new ("COD/1+&=", -1);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_oauth_exchange_async (fixture->oauth, client_id, secret, code, REDIRECT, NULL,
                               parafa_test_result_callback, result);
  return parafa_oauth_exchange_finish (fixture->oauth,
                                       parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                       error);
}

static ParafaTokenPair *
pair_new (const char *refresh)
{
  g_autoptr (ParafaSecret) access = parafa_secret_new ("JETON-VECHI-0123456789", -1);
  g_autoptr (ParafaSecret) secret = refresh != NULL ? parafa_secret_new (refresh, -1) : NULL;

  return parafa_token_pair_new (access, secret, 100, NOW - 1000, NOW - 2000);
}

/* One whose access token is a JWT, as small as one can be */
static ParafaTokenPair *
jwt_pair_new (const char *refresh)
{
  g_autoptr (ParafaSecret) access = parafa_secret_new ("e30.e30.AAAA", -1);
  g_autoptr (ParafaSecret) secret = parafa_secret_new (refresh, -1);

  return parafa_token_pair_new (access, secret, 100, NOW - 1000, NOW - 2000);
}

static ParafaTokenPair *
refresh (Fixture *fixture, ParafaTokenPair *pair, GError **error)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new ("secret-client", -1);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_oauth_refresh_async (fixture->oauth, CLIENT_ID, secret, pair, NULL,
                              parafa_test_result_callback, result);
  return parafa_oauth_refresh_finish (fixture->oauth,
                                      parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                      error);
}

static ParafaHello *
say_hello (Fixture *fixture, const char *name)
{
  g_autoptr (ParafaTokenPair) pair = pair_new (NULL);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  ParafaHello *hello;

  parafa_oauth_hello_async (fixture->oauth, pair, name, NULL, parafa_test_result_callback, result);
  hello =
      parafa_oauth_hello_finish (fixture->oauth,
                                 parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), &error);
  g_assert_no_error (error);
  return hello;
}

static void
assert_secret (ParafaSecret *secret, const char *text)
{
  g_assert_nonnull (secret);
  g_assert_cmpstr (parafa_secret_get (secret), ==, text);
}

static void
test_exchange (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaTokenPair) pair = NULL;

  fixture->text = "{\"access_token\":\"A1\",\"expires_in\":7776000,\"refresh_token\":\"R1\","
                  "\"scope\":\"clientappid issuer role serial\",\"token_type\":\"Bearer\"}";
  pair = exchange (fixture, CLIENT_ID, "secret-client", &error);
  g_assert_no_error (error);
  assert_secret (parafa_token_pair_get_access (pair), "A1");
  assert_secret (parafa_token_pair_get_refresh (pair), "R1");
  g_assert_cmpint (parafa_token_pair_get_obtained_at (pair), ==, NOW);
  g_assert_cmpint (parafa_token_pair_get_first_login_at (pair), ==, NOW);
  g_assert_cmpint (parafa_token_pair_get_access_expires_at (pair), ==, NOW + 7776000);

  g_assert_cmpuint (fixture->requests, ==, 1);
  g_assert_cmpstr (fixture->method, ==, "POST");
  g_assert_cmpstr (fixture->path, ==, "/anaf-oauth2/v1/token");
  g_assert_null (fixture->query);
  g_assert_cmpstr (fixture->user, ==, "Basic MDEyMzQ1Njc4OWFiY2RlZjpzZWNyZXQtY2xpZW50");
  g_assert_cmpstr (fixture->body, ==,
                   "grant_type=authorization_code&code=COD%2F1%2B%26%3D"
                   "&redirect_uri=https%3A%2F%2Flocalhost%3A8443%2F%C3%AEntors%3Fa%3D1%26b%3D%2520"
                   "&token_content_type=jwt");
}

/* RFC 6749 §2.3.1: written as in a form first, so that a colon in the id cannot move the border */
static void
test_client_is_form_encoded (Fixture *fixture, gconstpointer data)
{
  g_autofree guchar *plain = NULL;
  gsize length;

  g_assert_null (exchange (fixture, "id:cu două", "se cret:%", NULL));
  g_assert_true (g_str_has_prefix (fixture->user, "Basic "));
  plain = g_base64_decode (fixture->user + strlen ("Basic "), &length);
  g_assert_cmpmem (plain, length, "id%3Acu%20dou%C4%83:se%20cret%3A%25",
                   strlen ("id%3Acu%20dou%C4%83:se%20cret%3A%25"));
}

static void
test_answers (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *type;
    const char *text;
    ParafaTokenError code;
  } cases[] = {
    { 400, "application/json", "{\"error\":\"invalid_client\"}", PARAFA_TOKEN_ERROR_SETTINGS },
    { 401, "application/json", "{\"error\":\"invalid_client\"}", PARAFA_TOKEN_ERROR_SETTINGS },
    { 400, "application/json", "{\"error\":\"invalid_grant\"}", PARAFA_TOKEN_ERROR_LOGIN_AGAIN },
    { 400, "application/json",
      "{\"error\":\"access_denied\",\"error_description\":\"Refresh Token status is expired\"}",
      PARAFA_TOKEN_ERROR_LOGIN_AGAIN },
    { 404, "application/json", "{\"error\":\"id_not_found\"}", PARAFA_TOKEN_ERROR_LOGIN_AGAIN },
    { 200, "text/html", "<html>Mentenanta</html>", PARAFA_TOKEN_ERROR_LATER },
    { 302, "text/html", "", PARAFA_TOKEN_ERROR_LATER },
    { 429, "text/plain", "", PARAFA_TOKEN_ERROR_LATER },
    { 500, "text/html", "<html>", PARAFA_TOKEN_ERROR_LATER },
    { 503, "application/json", "{}", PARAFA_TOKEN_ERROR_LATER },
    { 200, "application/json", "{\"token_type\":\"Bearer\"}", PARAFA_TOKEN_ERROR_INVALID },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ParafaTokenPair) old = pair_new ("INNOIRE-MARCATA");
      g_autoptr (GError) first = NULL;
      g_autoptr (GError) second = NULL;

      g_test_message ("%u %s", cases[i].status, cases[i].text);
      fixture->status = cases[i].status;
      fixture->type = cases[i].type;
      fixture->text = cases[i].text;
      fixture->requests = 0;
      g_assert_null (exchange (fixture, CLIENT_ID, "SECRET-MARCAT", &first));
      g_assert_error (first, PARAFA_TOKEN_ERROR, (int) cases[i].code);
      g_assert_null (refresh (fixture, old, &second));
      g_assert_error (second, PARAFA_TOKEN_ERROR, (int) cases[i].code);
      g_assert_cmpuint (fixture->requests, ==, 2);
      g_assert_null (strstr (first->message, "MARCAT"));
      g_assert_null (strstr (second->message, "MARCAT"));
    }
}

static void
test_refresh (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaTokenPair) old = jwt_pair_new ("INNOIRE+1");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaTokenPair) pair = NULL;

  fixture->text = "{\"access_token\":\"A2\",\"expires_in\":\"7776000\",\"refresh_token\":\"R2\"}";
  pair = refresh (fixture, old, &error);
  g_assert_no_error (error);
  assert_secret (parafa_token_pair_get_access (pair), "A2");
  assert_secret (parafa_token_pair_get_refresh (pair), "R2");
  g_assert_cmpint (parafa_token_pair_get_obtained_at (pair), ==, NOW);
  g_assert_cmpint (parafa_token_pair_get_first_login_at (pair), ==, NOW - 2000);
  assert_secret (parafa_token_pair_get_refresh (old), "INNOIRE+1");
  g_assert_cmpuint (fixture->requests, ==, 1);
  g_assert_cmpstr (fixture->body, ==,
                   "grant_type=refresh_token&refresh_token=INNOIRE%2B1&token_content_type=jwt");
  g_assert_true (g_str_has_prefix (fixture->user, "Basic "));
}

/* Opaque tokens: id and secret in the body, and no word of JWT */
static void
test_refresh_opaque (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaTokenPair) old = pair_new ("INNOIRE+1");
  g_autoptr (ParafaTokenPair) pair = NULL;
  g_autoptr (ParafaTokenPair) third = NULL;

  fixture->text = "{\"access_token\":\"A2\",\"expires_in\":7776000}";
  pair = refresh (fixture, old, NULL);
  g_assert_cmpstr (fixture->body, ==,
                   "grant_type=refresh_token&refresh_token=INNOIRE%2B1&client_id=" CLIENT_ID
                   "&client_secret=secret-client");
  g_assert_null (fixture->user);
  g_assert_cmpint (parafa_token_pair_get_refreshes_left (pair), ==, 63);
  /* the server took to JWT meanwhile */
  fixture->text = "{\"access_token\":\"e30.e30.AAAA\",\"refresh_token\":\"R3\"}";
  third = refresh (fixture, pair, NULL);
  g_assert_false (parafa_token_pair_is_opaque (third));
  g_assert_cmpint (parafa_token_pair_get_refreshes_left (third), ==, -1);
}

static int
revoke_token (Fixture *fixture, ParafaRevokeKind kind, const char *token, GError **error)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new ("secret-client", -1);
  g_autoptr (ParafaSecret) text = parafa_secret_new (token, -1);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_oauth_revoke_async (fixture->oauth, CLIENT_ID, secret, kind, text, NULL,
                             parafa_test_result_callback, result);
  return parafa_oauth_revoke_finish (fixture->oauth,
                                     parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), error);
}

static void
test_revoke (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (revoke_token (fixture, PARAFA_REVOKE_REFRESH, "R+1", &error), ==,
                   PARAFA_REVOCATION_DONE);
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->method, ==, "POST");
  g_assert_cmpstr (fixture->path, ==, "/anaf-oauth2/v1/revoke");
  g_assert_null (fixture->query);
  g_assert_cmpstr (fixture->body, ==,
                   "client_id=" CLIENT_ID
                   "&client_secret=secret-client&refresh_token=R%2B1&token=R%2B1"
                   "&token_type_hint=refresh_token");
  g_assert_null (fixture->user);
  g_assert_cmpint (revoke_token (fixture, PARAFA_REVOKE_ACCESS, "A1", NULL), ==,
                   PARAFA_REVOCATION_DONE);
  g_assert_cmpstr (fixture->body, ==,
                   "client_id=" CLIENT_ID "&client_secret=secret-client&access_token=A1&token=A1"
                   "&token_type_hint=access_token");
}

/* As ANAF answered in 2026; the redirect is not followed */
static void
test_revoke_not_offered (Fixture *fixture, gconstpointer data)
{
  fixture->status = 302;
  fixture->type = "text/html";
  fixture->text = "";
  g_assert_cmpint (revoke_token (fixture, PARAFA_REVOKE_REFRESH, "R1", NULL), ==,
                   PARAFA_REVOCATION_NOT_OFFERED);
  g_assert_cmpuint (fixture->requests, ==, 1);
}

static void
test_revoke_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->status = 400;
  fixture->text = "{\"error\":\"invalid_client\",\"error_description\":\"R1\"}";
  g_assert_cmpint (revoke_token (fixture, PARAFA_REVOKE_REFRESH, "R1", &error), ==, -1);
  g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_SETTINGS);
  g_assert_null (strstr (error->message, "R1"));
}

static void
test_refresh_token_is_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaTokenPair) old = pair_new ("R1");
  g_autoptr (ParafaTokenPair) pair = NULL;

  fixture->text = "{\"access_token\":\"A2\",\"expires_in\":60}";
  pair = refresh (fixture, old, NULL);
  g_assert_nonnull (pair);
  assert_secret (parafa_token_pair_get_refresh (pair), "R1");
}

static void
test_nothing_to_refresh (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaTokenPair) old = pair_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (refresh (fixture, old, &error));
  g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN);
  g_assert_cmpuint (fixture->requests, ==, 0);
}

static void
test_hello (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaHello) hello = NULL;
  const ParafaHelloHeader *headers;
  guint n;

  fixture->type = "text/plain";
  fixture->text = "Hello, \"Ștefan & Ana\"\nheaders=key=Authorization\n"
                  "val=[Bearer JETON-VECHI-0123456789]\nkey=X\nval=[JETON-VECHI-0123456789]\n";
  hello = say_hello (fixture, "\"Ștefan & Ana\"");
  g_assert_cmpint (parafa_hello_get_outcome (hello), ==, PARAFA_HELLO_GREETED);
  g_assert_cmpstr (parafa_hello_get_greeting (hello), ==, "Hello, \"Ștefan & Ana\"");
  g_assert_cmpint (parafa_hello_get_duration_us (hello), >, 0);
  headers = parafa_hello_get_headers (hello, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (headers[0].value, ==, "Bearer •••");
  g_assert_cmpstr (headers[1].value, ==, "•••");

  g_assert_cmpstr (fixture->method, ==, "GET");
  g_assert_cmpstr (fixture->path, ==, "/TestOauth/jaxrs/hello");
  g_assert_cmpstr (fixture->query, ==, "name=%22%C8%98tefan%20%26%20Ana%22");
  g_assert_cmpstr (fixture->user, ==, "Bearer JETON-VECHI-0123456789");
}

static void
test_hello_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaHello) hello = NULL;

  fixture->status = 401;
  fixture->text = "";
  hello = say_hello (fixture, "Ana");
  g_assert_cmpint (parafa_hello_get_outcome (hello), ==, PARAFA_HELLO_UNAUTHORIZED);
  g_assert_cmpuint (fixture->requests, ==, 1);
}

/* The answer to a code is lost: told as unknown, and the code is not sent again */
static void
swallow (HttpTestRaw *raw, GIOStream *stream)
{
  g_autofree char *request G_GNUC_UNUSED = http_test_raw_read (raw, stream);
}

static void
test_lost_answer (void)
{
  g_autoptr (GTlsCertificate) certificate = certificate_new ();
  g_autoptr (HttpTestRaw) raw = http_test_raw_new (certificate, swallow);
  g_autoptr (ParafaTokenPair) old = pair_new ("R1");
  Fixture fixture = { 0 };
  g_autoptr (GError) first = NULL;
  g_autoptr (GError) second = NULL;

  connect_to (&fixture, http_test_raw_get_port (raw));
  g_assert_null (exchange (&fixture, CLIENT_ID, "secret-client", &first));
  g_assert_error (first, PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_RESET);
  g_assert_cmpint (http_test_raw_count_requests (raw), ==, 1);
  g_assert_null (refresh (&fixture, old, &second));
  g_assert_error (second, PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_RESET);
  g_assert_cmpint (http_test_raw_count_requests (raw), ==, 2);
  disconnect (&fixture);
}

static void
wait_for_ever (HttpTestRaw *raw, GIOStream *stream)
{
  g_autofree char *request G_GNUC_UNUSED = http_test_raw_read (raw, stream);

  http_test_raw_wait_closed (raw, stream);
}

static gboolean
has_arrived (gpointer raw)
{
  return http_test_raw_count_requests (raw) == 1;
}

static void
test_cancelled (void)
{
  g_autoptr (GTlsCertificate) certificate = certificate_new ();
  g_autoptr (HttpTestRaw) raw = http_test_raw_new (certificate, wait_for_ever);
  g_autoptr (ParafaSecret) secret = parafa_secret_new ("s", -1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  Fixture fixture = { 0 };
  g_autoptr (GError) error = NULL;

  connect_to (&fixture, http_test_raw_get_port (raw));
  parafa_oauth_exchange_async (fixture.oauth, CLIENT_ID, secret, secret, REDIRECT, cancellable,
                               parafa_test_result_callback, result);
  parafa_test_wait_until (has_arrived, raw, PARAFA_TEST_LIMIT_MS);
  g_cancellable_cancel (cancellable);
  g_assert_null (
      parafa_oauth_exchange_finish (fixture.oauth,
                                    parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                    &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  parafa_test_result_reset (result);
  disconnect (&fixture);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  http_test_resolve_nothing ();
  pki = http_test_pki_new ();
  ADD ("/oauth/exchange", test_exchange);
  ADD ("/oauth/client-is-form-encoded", test_client_is_form_encoded);
  ADD ("/oauth/answers", test_answers);
  ADD ("/oauth/refresh", test_refresh);
  ADD ("/oauth/refresh-opaque", test_refresh_opaque);
  ADD ("/oauth/refresh-token-is-kept", test_refresh_token_is_kept);
  ADD ("/oauth/revoke", test_revoke);
  ADD ("/oauth/revoke-not-offered", test_revoke_not_offered);
  ADD ("/oauth/revoke-refused", test_revoke_refused);
  ADD ("/oauth/nothing-to-refresh", test_nothing_to_refresh);
  ADD ("/oauth/hello", test_hello);
  ADD ("/oauth/hello-refused", test_hello_refused);
  g_test_add_func ("/oauth/lost-answer", test_lost_answer);
  g_test_add_func ("/oauth/cancelled", test_cancelled);
  status = g_test_run ();
  http_test_pki_free (pki);
  return status;
}
