/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "http-test.h"
#include "parafa-har.h"
#include "parafa-http-curl.h"

#include <libsoup/soup.h>
#include <string.h>

/* What is remembered of real exchanges: enough to understand them, and no secret */

#define TOKEN "ewogICJhbGciOiAiUlM1MTIifQ.MARCAJ-jeton-MARCAJ.c2VtbmF0dXJh"
#define SECRET "MARCAJ0123456789abcdef0123456789abcdef"
#define REFRESH "MARCAJ-reimprospatare-0123456789"

typedef struct
{
  SoupServer *server; /* (owned) */
  ParafaHttp *http;   /* (owned) */
  char *base;         /* (owned) */
} Fixture;

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *type = "text/plain";
  g_autofree char *body = NULL;
  gsize length;

  soup_message_headers_append (headers, "Set-Cookie", "MRHSession=MARCAJ; Path=/");
  if (g_str_equal (path, "/token"))
    {
      type = "application/json";
      body = g_strdup ("{\"access_token\":\"" TOKEN "\",\"refresh_token\":\"" REFRESH
                       "\",\"expires_in\":7776000}");
    }
  else if (g_str_equal (path, "/hello"))
    {
      soup_message_headers_append (headers, "X-Echo", TOKEN);
      body = g_strdup ("Hello, Ștefan\nkey=Authorization\nval=[Bearer " TOKEN "]\nword=" SECRET);
    }
  else if (g_str_equal (path, "/large"))
    {
      body = g_malloc (100001);
      for (gsize i = 0; i < 50000; i++)
        memcpy (body + 2 * i, "ș", 2);
      body[100000] = '\0';
    }
  else if (g_str_equal (path, "/zip"))
    {
      type = "application/zip";
      body = g_memdup2 ("PK\3\4\0\0ab", 8);
    }
  else
    body = g_strdup ("da");
  length = g_str_equal (path, "/zip") ? 8 : strlen (body);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, body, length);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoslist (GUri) uris = NULL;

  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, on_request, fixture, NULL);
  soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server);
  fixture->base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  fixture->http = parafa_http_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->http);
  g_clear_object (&fixture->server);
  g_free (fixture->base);
}

static void
send_request (Fixture *fixture, ParafaHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaHttpAnswer) answer =
      http_test_send (fixture->http, request, PARAFA_TEST_LIMIT_MS, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (parafa_http_answer_get_status (answer), ==, 200);
}

static ParafaHttpRequest *
start (Fixture *fixture, const char *method, const char *path)
{
  g_autofree char *uri = g_strconcat (fixture->base, path, NULL);

  return parafa_http_request_new (method, uri);
}

static void
send_hello (Fixture *fixture)
{
  g_autoptr (ParafaHttpRequest) request = start (fixture, "GET", "/hello?name=%C8%98tefan");
  g_autoptr (ParafaSecret) token = parafa_secret_new (TOKEN, -1);

  parafa_http_request_set_bearer (request, token);
  parafa_http_request_add_header (request, "Accept", "text/plain");
  send_request (fixture, request);
}

static void
send_refresh (Fixture *fixture)
{
  g_autoptr (ParafaHttpRequest) request = start (fixture, "POST", "/token");
  g_autoptr (ParafaSecret) secret = parafa_secret_new (SECRET, -1);
  g_autoptr (ParafaSecret) refresh = parafa_secret_new (REFRESH, -1);

  parafa_http_request_set_basic (request, "b6a8", secret);
  parafa_http_request_add_field (request, "grant_type", "refresh_token");
  parafa_http_request_add_secret_field (request, "refresh_token", refresh);
  send_request (fixture, request);
}

static void
send_upload (Fixture *fixture)
{
  g_autoptr (ParafaHttpRequest) request = start (fixture, "POST", "/upload?cif=92140375");
  g_autoptr (ParafaSecret) token = parafa_secret_new (TOKEN, -1);
  const char *xml = "<a b='it$s'>`x` \"y\" \\ $TOKEN " TOKEN "</a>";
  g_autoptr (GBytes) body = g_bytes_new (xml, strlen (xml));

  parafa_http_request_set_bearer (request, token);
  parafa_http_request_set_body (request, "application/xml", body);
  send_request (fixture, request);
}

static void
send_get (Fixture *fixture, const char *path)
{
  g_autoptr (ParafaHttpRequest) request = start (fixture, "GET", path);

  send_request (fixture, request);
}

static GListModel *
get_model (Fixture *fixture)
{
  GListModel *model;

  g_object_get (fixture->http, "exchanges", &model, NULL);
  g_object_unref (model);
  return model;
}

static ParafaHttpRecord *
get_last (Fixture *fixture)
{
  GListModel *model = get_model (fixture);

  return g_list_model_get_item (model, g_list_model_get_n_items (model) - 1);
}

static const char *
find_field (GPtrArray *fields, const char *name)
{
  for (guint i = 0; i < fields->len; i++)
    {
      ParafaHttpField *field = fields->pdata[i];

      if (g_ascii_strcasecmp (field->name, name) == 0)
        return field->value;
    }
  return NULL;
}

static void
assert_clean (const char *text)
{
  g_assert_null (strstr (text, "MARCAJ"));
  g_assert_null (strstr (text, TOKEN));
}

static void
test_hello (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaHttpRecord) record = NULL;
  g_autoptr (ParafaHttpDetails) details = NULL;

  send_hello (fixture);
  record = get_last (fixture);
  details = parafa_http_record_dup_details (record);
  g_assert_cmpstr (details->version, ==, "HTTP/1.1");
  g_assert_cmpstr (find_field (details->request_headers, "Authorization"), ==, "Bearer $TOKEN");
  g_assert_cmpstr (find_field (details->request_headers, "Accept"), ==, "text/plain");
  g_assert_nonnull (find_field (details->request_headers, "User-Agent"));
  g_assert_null (details->request_body);
  g_assert_cmpstr (details->answer_type, ==, "text/plain");
  g_assert_true (g_str_has_prefix (details->answer_body, "Hello, Ștefan\n"));
  g_assert_false (details->answer_cut);
  assert_clean (details->answer_body);
  assert_clean (find_field (details->answer_headers, "X-Echo"));
  assert_clean (find_field (details->answer_headers, "Set-Cookie"));
  g_assert_nonnull (strstr (find_field (details->answer_headers, "Set-Cookie"), "MRHSession="));
}

static void
test_refresh (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaHttpRecord) record = NULL;
  g_autoptr (ParafaHttpDetails) details = NULL;

  send_refresh (fixture);
  record = get_last (fixture);
  details = parafa_http_record_dup_details (record);
  g_assert_cmpstr (details->user, ==, "b6a8");
  g_assert_cmpstr (find_field (details->request_headers, "Authorization"), ==,
                   "Basic $CLIENT_SECRET");
  g_assert_cmpuint (details->form->len, ==, 2);
  g_assert_cmpstr (find_field (details->form, "grant_type"), ==, "refresh_token");
  g_assert_cmpstr (find_field (details->form, "refresh_token"), ==, "$REFRESH_TOKEN");
  g_assert_null (details->request_body);
  g_assert_nonnull (strstr (details->answer_body, "7776000"));
  assert_clean (details->answer_body);
}

static void
test_bodies (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaHttpRecord) upload = NULL;
  g_autoptr (ParafaHttpRecord) large = NULL;
  g_autoptr (ParafaHttpRecord) zip = NULL;
  g_autoptr (ParafaHttpDetails) uploaded = NULL;
  g_autoptr (ParafaHttpDetails) cut = NULL;
  g_autoptr (ParafaHttpDetails) binary = NULL;

  send_upload (fixture);
  upload = get_last (fixture);
  uploaded = parafa_http_record_dup_details (upload);
  g_assert_true (g_str_has_prefix (uploaded->request_body, "<a b='it$s'>"));
  assert_clean (uploaded->request_body);
  send_get (fixture, "/large");
  large = get_last (fixture);
  cut = parafa_http_record_dup_details (large);
  g_assert_true (cut->answer_cut);
  g_assert_cmpuint (cut->answer_bytes, ==, 100000);
  g_assert_cmpuint (strlen (cut->answer_body), <=, PARAFA_HTTP_BODY_KEPT);
  g_assert_cmpuint (strlen (cut->answer_body), >, PARAFA_HTTP_BODY_KEPT / 2);
  g_assert_true (g_utf8_validate (cut->answer_body, -1, NULL));
  send_get (fixture, "/zip");
  zip = get_last (fixture);
  binary = parafa_http_record_dup_details (zip);
  g_assert_null (binary->answer_body);
  g_assert_cmpuint (binary->answer_bytes, ==, 8);
}

static void
test_bounded (Fixture *fixture, gconstpointer data)
{
  GListModel *model = get_model (fixture);
  gsize kept = 0;
  guint with_details = 0;

  for (guint i = 0; i < PARAFA_HTTP_EXCHANGES_KEPT; i++)
    parafa_http_note (fixture->http, "CONNECT", "https://logincert.localhost", i + 1, NULL);
  for (guint i = 0; i < 90; i++)
    send_get (fixture, "/large");
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, PARAFA_HTTP_EXCHANGES_KEPT);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (ParafaHttpRecord) record = g_list_model_get_item (model, i);
      g_autoptr (ParafaHttpDetails) details = parafa_http_record_dup_details (record);

      if (details == NULL)
        continue;
      with_details++;
      kept += strlen (details->answer_body);
    }
  g_assert_cmpuint (kept, <=, PARAFA_HTTP_BODIES_KEPT_BYTES);
  g_assert_cmpuint (kept, >, PARAFA_HTTP_BODIES_KEPT_BYTES / 2);
  g_assert_cmpuint (with_details, <, 90);
  parafa_http_clear_exchanges (fixture->http);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 0);
  send_get (fixture, "/large");
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 1);
}

static void
test_note (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaHttpRecord) record = NULL;
  const ParafaHttpExchange *exchange;

  parafa_http_note (fixture->http, "CONNECT", "https://logincert.localhost:443", 5,
                    "TLS 1.2, password=MARCAJ");
  record = get_last (fixture);
  exchange = parafa_http_record_get_exchange (record);
  g_assert_cmpstr (exchange->method, ==, "CONNECT");
  g_assert_cmpstr (exchange->address, ==, "https://logincert.localhost:443");
  g_assert_cmpint (exchange->at_us, ==, 5);
  assert_clean (exchange->problem);
  g_assert_null (parafa_http_record_dup_details (record));
}

/* What a shell makes of a command line: its words, each on a line of its own */
static char *
run_in_shell (ParafaSecret *line)
{
  g_autofree char *script =
      g_strconcat ("curl() { for a in \"$@\"; do printf '%s\\n' \"$a\"; done; }\n"
                   "TOKEN=eu.unu.doi\nCLIENT_SECRET='co$\"d'\nREFRESH_TOKEN=reia\n",
                   parafa_secret_get (line), "\n", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) shell =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "sh", "-c", script, NULL);
  char *output = NULL;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (shell, NULL, NULL, &output, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (shell));
  return output;
}

static void
test_curl (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaHttpRecord) hello = NULL;
  g_autoptr (ParafaHttpRecord) refresh = NULL;
  g_autoptr (ParafaSecret) hello_line = NULL;
  g_autoptr (ParafaSecret) refresh_line = NULL;
  g_autofree char *hello_words = NULL;
  g_autofree char *refresh_words = NULL;
  g_autofree char *hello_expected = NULL;
  g_autofree char *refresh_expected = NULL;

  send_hello (fixture);
  hello = get_last (fixture);
  send_refresh (fixture);
  refresh = get_last (fixture);
  g_assert_true (parafa_http_curl_needs (hello, "TOKEN"));
  g_assert_false (parafa_http_curl_needs (hello, "REFRESH_TOKEN"));
  g_assert_true (parafa_http_curl_needs (refresh, "REFRESH_TOKEN"));
  hello_line = parafa_http_curl_write (hello, NULL, 0);
  refresh_line = parafa_http_curl_write (refresh, NULL, 0);
  assert_clean (parafa_secret_get (hello_line));
  assert_clean (parafa_secret_get (refresh_line));
  hello_words = run_in_shell (hello_line);
  refresh_words = run_in_shell (refresh_line);
  hello_expected = g_strconcat ("--request\nGET\n", fixture->base,
                                "/hello?name=%C8%98tefan\n--header\nAccept: text/plain\n"
                                "--header\nAuthorization: Bearer eu.unu.doi\n",
                                NULL);
  refresh_expected = g_strconcat ("--request\nPOST\n", fixture->base,
                                  "/token\n--user\nb6a8:co$\"d\n"
                                  "--data-urlencode\ngrant_type=refresh_token\n"
                                  "--data-urlencode\nrefresh_token=reia\n",
                                  NULL);
  g_assert_cmpstr (hello_words, ==, hello_expected);
  g_assert_cmpstr (refresh_words, ==, refresh_expected);
}

/* Quotes, backquotes and dollar signs of a body come through a shell as they are */
static void
test_curl_body (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaSecret) token = parafa_secret_new ("eu'doi", -1);
  const ParafaHttpVariable variable = { "TOKEN", token };
  g_autoptr (ParafaHttpRecord) record = NULL;
  g_autoptr (ParafaSecret) line = NULL;
  g_autofree char *words = NULL;

  send_upload (fixture);
  record = get_last (fixture);
  line = parafa_http_curl_write (record, &variable, 1);
  words = run_in_shell (line);
  g_assert_nonnull (strstr (words, "\nAuthorization: Bearer eu'doi\n"));
  g_assert_nonnull (strstr (words, "<a b='it$s'>`x` \"y\" \\ $TOKEN "));
  g_assert_nonnull (strstr (words, "\nContent-Type: application/xml\n"));
}

static GPtrArray *
get_records (Fixture *fixture)
{
  GListModel *model = get_model (fixture);
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (records, g_list_model_get_item (model, i));
  return records;
}

/* An archive of every kind of exchange, given to whoever checks the format: the peer's schema when
 * PARAFA_HAR_FILE says where it is wanted */
static void
test_har (Fixture *fixture, gconstpointer data)
{
  const char *file = g_getenv ("PARAFA_HAR_FILE");
  g_autoptr (ParafaHttpRequest) refused = parafa_http_request_new ("GET", "http://127.0.0.1:1/a");
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *har = NULL;
  g_autoptr (GError) error = NULL;

  send_hello (fixture);
  send_refresh (fixture);
  send_upload (fixture);
  send_get (fixture, "/large?a&b=&code=MARCAJMARCAJ");
  send_get (fixture, "/zip");
  g_assert_null (http_test_send (fixture->http, refused, PARAFA_TEST_LIMIT_MS, NULL));
  parafa_http_note (fixture->http, "CONNECT", "https://logincert.localhost", 1000, "TLS 1.2");
  records = get_records (fixture);
  har = parafa_har_write (records);
  assert_clean (har);
  g_assert_nonnull (strstr (har, "\"version\" : \"1.2\""));
  g_assert_nonnull (strstr (har, "\"startedDateTime\" : \"1970-01-01T00:00:00.001Z\""));
  g_assert_nonnull (strstr (har, "Hello, Ștefan"));
  if (file != NULL)
    g_assert_true (g_file_set_contents (file, har, -1, &error));
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/http/log/hello", Fixture, NULL, set_up, test_hello, tear_down);
  g_test_add ("/http/log/refresh", Fixture, NULL, set_up, test_refresh, tear_down);
  g_test_add ("/http/log/bodies", Fixture, NULL, set_up, test_bodies, tear_down);
  g_test_add ("/http/log/bounded", Fixture, NULL, set_up, test_bounded, tear_down);
  g_test_add ("/http/log/note", Fixture, NULL, set_up, test_note, tear_down);
  g_test_add ("/http/log/curl", Fixture, NULL, set_up, test_curl, tear_down);
  g_test_add ("/http/log/curl-body", Fixture, NULL, set_up, test_curl_body, tear_down);
  g_test_add ("/http/log/har", Fixture, NULL, set_up, test_har, tear_down);
  return g_test_run ();
}
