/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-pill.h"
#include "parafa-requests-list.h"
#include "parafa-requests-page.h"
#include "parafa-test.h"
#include "ui-fixture.h"

#include <libsoup/soup.h>
#include <string.h>

/* The log of requests, with real exchanges on loopback */

#define TOKEN "ewogICJhbGciOiAiUlM1MTIifQ.MARCAJ-jeton-MARCAJ.c2VtbmF0dXJh"

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  const char *type = "text/plain";
  const char *body = "Hello, Ștefan\nkey=Authorization\nval=[Bearer " TOKEN "]";
  guint status = 200;

  if (g_str_has_suffix (path, "token"))
    {
      type = "application/json";
      body = "{\"access_token\":\"" TOKEN "\",\"expires_in\":7776000,\"token_type\":\"Bearer\"}";
    }
  else if (g_str_has_suffix (path, "upload"))
    {
      type = "application/xml";
      body = "<?xml version=\"1.0\"?><header xmlns=\"a\" ExecutionStatus=\"0\" "
             "index_incarcare=\"77\"><Errors "
             "errorMessage=\"nu\"/></header>";
    }
  else if (g_str_has_suffix (path, "lista"))
    status = 403;
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, body, strlen (body));
}

static SoupServer *server;
static ParafaHttp *http;

static void
send_request (const char *method, const char *path, const char *body)
{
  g_autoslist (GUri) uris = soup_server_get_uris (server);
  g_autofree char *uri =
      g_strdup_printf ("http://127.0.0.1:%d%s", g_uri_get_port (uris->data), path);
  g_autoptr (ParafaHttpRequest) request = parafa_http_request_new (method, uri);
  g_autoptr (ParafaSecret) token = parafa_secret_new (TOKEN, -1);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaHttpAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  parafa_http_request_set_bearer (request, token);
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      parafa_http_request_set_body (request, "application/xml", bytes);
    }
  parafa_http_send_async (http, request, PARAFA_TEST_LIMIT_MS, NULL, parafa_test_result_callback,
                          result);
  answer = parafa_http_send_finish (http, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                    &error);
  g_assert_no_error (error);
}

static void
send_some (void)
{
  parafa_http_note (http, "CONNECT", "https://logincert.anaf.ro:443", g_get_real_time (),
                    "TLS 1.2, ECDHE-RSA-AES128, server certificate by Practice CA, client "
                    "certificate sent");
  send_request ("POST", "/anaf-oauth2/v1/token", NULL);
  send_request ("GET", "/TestOauth/jaxrs/hello?name=%C8%98tefan", NULL);
  send_request ("POST", "/prod/ETRANSPORT/ws/v1/upload",
                "<eTransport a=\"1\"><b>x</b></eTransport>");
  send_request ("GET", "/prod/ETRANSPORT/ws/v1/lista", NULL);
}

typedef struct
{
  GtkWindow *window;
  ParafaRequestsPage *page;
  ParafaRequestsList *list;
} Fixture;

static void
set_up_size (Fixture *fixture, int width, int height)
{
  g_autoptr (GError) error = NULL;

  server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server, NULL, on_request, NULL, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  http = parafa_http_new ();
  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->page = g_object_new (PARAFA_TYPE_REQUESTS_PAGE, NULL);
  parafa_requests_page_set_http (fixture->page, http);
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->page));
  gtk_window_set_default_size (fixture->window, width, height);
  ui_fixture_show (fixture->window);
  fixture->list = PARAFA_REQUESTS_LIST (
      ui_fixture_find (GTK_WIDGET (fixture->page), PARAFA_TYPE_REQUESTS_LIST, 0));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  set_up_size (fixture, 1000, 700);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  g_clear_object (&http);
  g_clear_object (&server);
}

static char *
get_details (Fixture *fixture)
{
  GtkTextView *view =
      GTK_TEXT_VIEW (ui_fixture_find (GTK_WIDGET (fixture->page), GTK_TYPE_TEXT_VIEW, 0));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static GtkToggleButton *
find_toggle (Fixture *fixture, const char *label)
{
  GtkWidget *button;

  for (guint i = 0;
       (button = ui_fixture_find (GTK_WIDGET (fixture->page), GTK_TYPE_TOGGLE_BUTTON, i)) != NULL;
       i++)
    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0)
      return GTK_TOGGLE_BUTTON (button);
  return NULL;
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (fixture->page), "Nothing Was Sent Yet"));
}

static void
test_details (Fixture *fixture, gconstpointer data)
{
  g_autofree char *request = NULL;
  g_autofree char *answer = NULL;

  send_some ();
  ui_fixture_settle ();
  g_assert_cmpuint (parafa_requests_list_get_n_rows (fixture->list), ==, 5);
  /* the newest first */
  parafa_requests_page_select (fixture->page, 3);
  request = get_details (fixture);
  g_assert_true (g_str_has_prefix (request, "POST http://127.0.0.1:"));
  g_assert_nonnull (strstr (request, "\nAuthorization: Bearer $TOKEN\n"));
  gtk_toggle_button_set_active (find_toggle (fixture, "Answer"), TRUE);
  answer = get_details (fixture);
  g_assert_nonnull (strstr (answer, "\n  \"expires_in\": 7776000,\n"));
  g_assert_null (strstr (answer, "MARCAJ"));
}

static void
test_filter (Fixture *fixture, gconstpointer data)
{
  GtkDropDown *kind;

  send_some ();
  parafa_requests_page_search (fixture->page, "INDEX_INCARCARE");
  g_assert_cmpuint (parafa_requests_list_get_n_rows (fixture->list), ==, 1);
  parafa_requests_page_search (fixture->page, "etransport");
  g_assert_cmpuint (parafa_requests_list_get_n_rows (fixture->list), ==, 2);
  kind = GTK_DROP_DOWN (ui_fixture_find (GTK_WIDGET (fixture->page), GTK_TYPE_DROP_DOWN, 0));
  gtk_drop_down_set_selected (kind, PARAFA_REQUESTS_REFUSED);
  g_assert_cmpuint (parafa_requests_list_get_n_rows (fixture->list), ==, 1);
  parafa_requests_page_search (fixture->page, "");
  gtk_drop_down_set_selected (kind, PARAFA_REQUESTS_GOOD);
  g_assert_cmpuint (parafa_requests_list_get_n_rows (fixture->list), ==, 3);
  gtk_drop_down_set_selected (kind, PARAFA_REQUESTS_ALL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_fixture_find (GTK_WIDGET (fixture->page),
                                                              GTK_TYPE_DROP_DOWN, 1)),
                              1);
  g_assert_cmpuint (parafa_requests_list_get_n_rows (fixture->list), ==, 1);
}

static void
test_pretty (void)
{
  g_autofree char *json = parafa_requests_text_pretty ("application/json", "{\"a\":[1,2]}");
  g_autofree char *xml =
      parafa_requests_text_pretty ("application/xml", "<?xml version=\"1.0\"?><a><b "
                                                      "c=\"d\"/><e>text</e><f><g>x</g></f></a>");
  g_autofree char *lines = parafa_requests_text_pretty ("text/xml", "<a>\n    <b>x</b>\r\n</a>");
  g_autofree char *text = parafa_requests_text_pretty ("text/plain", "Hello, {a}");
  g_autofree char *broken = parafa_requests_text_pretty ("application/json", "{\"a\":");
  g_autofree char *html = parafa_requests_text_pretty ("text/html", "<html><body>a</body></html>");

  g_assert_cmpstr (json, ==, "{\n  \"a\": [\n    1,\n    2\n  ]\n}");
  g_assert_cmpstr (xml, ==,
                   "<?xml version=\"1.0\"?>\n<a>\n  <b c=\"d\"/>\n  <e>text</e>\n  <f>\n    "
                   "<g>x</g>\n  </f>\n</a>");
  g_assert_cmpstr (lines, ==, "<a>\n  <b>x</b>\n</a>");
  g_assert_cmpstr (text, ==, "Hello, {a}");
  g_assert_cmpstr (broken, ==, "{\"a\":");
  g_assert_cmpstr (html, ==, "<html><body>a</body></html>");
}

static char *
read_clipboard (GtkWidget *widget)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL,
                                 parafa_test_result_callback, result);
  return gdk_clipboard_read_text_finish (gtk_widget_get_clipboard (widget),
                                         parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                         NULL);
}

static void
test_curl (Fixture *fixture, gconstpointer data)
{
  g_autofree char *line = NULL;

  send_some ();
  parafa_requests_page_select (fixture->page, 2);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "requests.copy-curl", NULL);
  line = read_clipboard (GTK_WIDGET (fixture->page));
  g_assert_true (g_str_has_prefix (line, "curl --request GET 'http://127.0.0.1:"));
  g_assert_nonnull (strstr (line, "'Authorization: Bearer '\"$TOKEN\"''"));
  g_assert_null (strstr (line, "MARCAJ"));
}

static gboolean
is_written (gpointer data)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (data, &text, NULL, NULL) && strlen (text) > 100;
}

static void
test_save (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "parafa-test.har", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;

  send_some ();
  parafa_requests_page_save (fixture->page, file);
  /* nothing is lost when the page forgets everything meanwhile */
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "requests.clear", NULL);
  parafa_test_wait_until (is_written, path, PARAFA_TEST_LIMIT_MS);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "index_incarcare"));
  g_assert_null (strstr (text, "MARCAJ"));
  g_assert_cmpuint (parafa_requests_list_get_n_rows (fixture->list), ==, 0);
  g_assert_true (g_file_delete (file, NULL, NULL));
}

static void
test_not_saved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/proc/nowhere/parafa-test.har");

  send_some ();
  parafa_requests_page_save (fixture->page, file);
  ui_fixture_wait_not_saved ("The folder is not there any more. Choose another place.");
}

static gboolean
is_narrow (gpointer data)
{
  return parafa_requests_page_is_narrow (data);
}

static void
test_pictures (gconstpointer data)
{
  g_auto (GStrv) parts = g_strsplit (data, "/", 3);
  int width = atoi (parts[2]);
  g_autofree char *empty = g_strdup_printf ("%s-%s-%d-requests-empty", parts[0], parts[1], width);
  g_autofree char *full = g_strdup_printf ("%s-%s-%d-requests", parts[0], parts[1], width);
  Fixture fixture;

  ui_fixture_set_language (parts[0]);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_str_equal (parts[1], "dark")
                                          ? ADW_COLOR_SCHEME_FORCE_DARK
                                          : ADW_COLOR_SCHEME_FORCE_LIGHT);
  set_up_size (&fixture, width, width > 600 ? 714 : 674);
  if (width < 600)
    parafa_test_wait_until (is_narrow, fixture.page, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture.window)), <=, width);
  ui_fixture_save_picture (GTK_WIDGET (fixture.window), empty);
  send_some ();
  parafa_requests_page_select (fixture.page, 1);
  ui_fixture_settle ();
  ui_fixture_save_picture (GTK_WIDGET (fixture.window), full);
  tear_down (&fixture, NULL);
}

int
main (int argc, char *argv[])
{
  static const char *const sets[] = { "en/light/1100", "ro/dark/1100", "ro/light/360" };

  ui_fixture_init (&argc, &argv);
  ui_fixture_start_gtk ();
  g_test_add_func ("/ui/requests/pretty", test_pretty);
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/requests/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("empty", test_empty);
  ADD ("details", test_details);
  ADD ("filter", test_filter);
  ADD ("curl", test_curl);
  ADD ("save", test_save);
  ADD ("not-saved", test_not_saved);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/requests/pictures/%s", sets[i]);

      g_test_add_data_func (path, sets[i], test_pictures);
    }
  return g_test_run ();
}
