/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The real module in a real window, with scripted pages behind a gate in place of the relay */

#include "parafa-login-module.h"
#include "parafa-test-gate.h"
#include "parafa-test.h"

#include <gmodule.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define HOST "logincert.test:443"
#define BASE "https://logincert.test"
#define CALLBACK "https://oauth.pstmn.io/v1/callback"
#define MARK "k5w2-cookie-of-the-page"

typedef struct
{
  ParafaTestGate *gate;
  GtkWidget *window;
  GtkWidget *view; /* (owned) */
  ParafaSecret *callback;
  guint n_callbacks;
  char *shown_address;
  char *shown_text;
  guint n_shown;
  char *refused;
  int failure; /* -1 none */
  char *detail;
  char *download_dir;
} Fixture;

static const ParafaLoginModule *module;

static void
on_callback (GtkWidget *view, ParafaSecret *uri, Fixture *f)
{
  f->n_callbacks++;
  g_clear_pointer (&f->callback, parafa_secret_unref);
  f->callback = parafa_secret_ref (uri);
}

static void
on_page_shown (GtkWidget *view, const char *address, const char *text, Fixture *f)
{
  f->n_shown++;
  g_free (f->shown_address);
  f->shown_address = g_strdup (address);
  g_free (f->shown_text);
  f->shown_text = g_strstrip (g_strdup (text));
}

static void
on_refused (GtkWidget *view, const char *host, Fixture *f)
{
  g_free (f->refused);
  f->refused = g_strdup (host);
}

static void
on_failed (GtkWidget *view, int failure, const char *detail, Fixture *f)
{
  f->failure = failure;
  g_free (f->detail);
  f->detail = g_strdup (detail);
}

static void
open_view (Fixture *f, const char *redirect_uri, const char *password, const char *certificate)
{
  const char *const hosts[] = { HOST, NULL };
  g_autoptr (ParafaSecret) secret = parafa_secret_new (password, -1);
  ParafaLoginViewSettings settings = {
    .relay_port = parafa_test_gate_get_port (f->gate),
    .relay_password = secret,
    .relay_certificate_pem = certificate,
    .hosts = hosts,
    .redirect_uri = redirect_uri,
  };

  f->view = g_object_ref_sink (module->view_new (&settings));
  g_signal_connect (f->view, "callback", G_CALLBACK (on_callback), f);
  g_signal_connect (f->view, "page-shown", G_CALLBACK (on_page_shown), f);
  g_signal_connect (f->view, "refused", G_CALLBACK (on_refused), f);
  g_signal_connect (f->view, "failed", G_CALLBACK (on_failed), f);
  f->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (f->window), 640, 480);
  gtk_window_set_child (GTK_WINDOW (f->window), f->view);
  gtk_window_present (GTK_WINDOW (f->window));
}

static void
close_view (Fixture *f)
{
  if (f->view == NULL)
    return;
  module->view_close (f->view);
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_assert_finalize_object (f->view);
  f->view = NULL;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  const char *const hosts[] = { HOST, NULL };

  f->gate = parafa_test_gate_new (hosts, "right-password");
  f->failure = -1;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_view (f);
  parafa_test_gate_free (f->gate);
  g_clear_pointer (&f->callback, parafa_secret_unref);
  g_free (f->shown_address);
  g_free (f->shown_text);
  g_free (f->refused);
  g_free (f->detail);
}

static void
open_standard_view (Fixture *f)
{
  open_view (f, CALLBACK, "right-password", parafa_test_gate_get_certificate (f->gate));
}

static void
load (Fixture *f, const char *path)
{
  g_autofree char *uri = g_strconcat (BASE, path, NULL);

  module->view_load (f->view, uri);
}

static gboolean
something_happened (gpointer data)
{
  Fixture *f = data;

  return f->n_shown > 0 || f->n_callbacks > 0 || f->refused != NULL || f->failure != -1;
}

static void
wait_for_something (Fixture *f)
{
  parafa_test_wait_until (something_happened, f, PARAFA_TEST_LIMIT_MS);
}

static void
assert_nothing_bad (Fixture *f)
{
  g_assert_cmpint (f->failure, ==, -1);
  g_assert_cmpstr (f->refused, ==, NULL);
}

/* The main loop runs a little longer, so that what must not come has its chance */
static gboolean
never (gpointer data)
{
  return FALSE;
}

static void
let_it_settle (void)
{
  parafa_test_poll_until (never, NULL, 300);
}

/* The web process tells title and state apart from the end of the load, in any order */
static gboolean
is_titled_and_still (gpointer data)
{
  g_autofree char *title = NULL;
  gboolean loading = TRUE;

  g_object_get (((Fixture *) data)->view, "title", &title, "loading", &loading, NULL);
  return title != NULL && !loading;
}

static void
test_shows_page (Fixture *f, gconstpointer data)
{
  g_autofree char *address = NULL;
  g_autofree char *title = NULL;

  parafa_test_gate_answer_html (f->gate, "/my.policy",
                                "<title>Autentificare</title><p>Bun venit</p>");
  open_standard_view (f);
  load (f, "/my.policy?state=secret-state");
  wait_for_something (f);
  assert_nothing_bad (f);
  g_assert_cmpstr (f->shown_address, ==, BASE "/my.policy");
  g_assert_cmpstr (f->shown_text, ==, "Bun venit");
  parafa_test_wait_until (is_titled_and_still, f, PARAFA_TEST_LIMIT_MS);
  g_object_get (f->view, "address", &address, "title", &title, NULL);
  g_assert_cmpstr (address, ==, BASE "/my.policy");
  g_assert_cmpstr (title, ==, "Autentificare");
  g_assert_cmpuint (parafa_test_gate_count_requests (f->gate, "/my.policy"), ==, 1);
}

static gboolean
was_shown_twice (gpointer data)
{
  return ((Fixture *) data)->n_shown == 2;
}

static void
test_reloads (Fixture *f, gconstpointer data)
{
  parafa_test_gate_answer_html (f->gate, "/a", "first");
  open_standard_view (f);
  load (f, "/a");
  wait_for_something (f);
  parafa_test_gate_answer_html (f->gate, "/a", "second");
  module->view_reload (f->view);
  parafa_test_wait_until (was_shown_twice, f, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpstr (f->shown_text, ==, "second");
}

/* Long pages are cut, in bytes and between characters */
static void
test_text_is_limited (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) page = g_string_new ("<meta charset=utf-8><p>");

  for (guint i = 0; i < 70000; i++)
    g_string_append (page, "ș");
  parafa_test_gate_answer_html (f->gate, "/long", page->str);
  open_standard_view (f);
  load (f, "/long");
  wait_for_something (f);
  g_assert_cmpuint (strlen (f->shown_text), ==, 65536);
  g_assert_true (g_utf8_validate (f->shown_text, -1, NULL));
}

/* The page cannot change what is read of it */
static void
test_text_is_read_apart (Fixture *f, gconstpointer data)
{
  parafa_test_gate_answer_html (
      f->gate, "/sly",
      "<p>what it says</p><script>Object.defineProperty (HTMLElement.prototype, 'innerText', "
      "{ get: () => 'a lie' }); String.prototype.slice = () => 'a lie';</script>");
  open_standard_view (f);
  load (f, "/sly");
  wait_for_something (f);
  g_assert_cmpstr (f->shown_text, ==, "what it says");
}

static void
assert_caught (Fixture *f, const char *redirect_uri)
{
  g_autofree char *expected = g_strconcat (redirect_uri, "?code=c0de&state=st4te", NULL);
  g_autoptr (GUri) uri = g_uri_parse (redirect_uri, G_URI_FLAGS_NONE, NULL);
  g_autofree char *host = g_strdup_printf ("%s:%d", g_uri_get_host (uri),
                                           g_uri_get_port (uri) == -1 ? 443 : g_uri_get_port (uri));
  g_autofree char *address = NULL;
  guint n_requests;

  wait_for_something (f);
  let_it_settle ();
  assert_nothing_bad (f);
  g_assert_cmpuint (f->n_callbacks, ==, 1);
  g_assert_cmpstr (parafa_secret_get (f->callback), ==, expected);
  g_assert_cmpuint (parafa_test_gate_count_connects (f->gate, host), ==, 0);
  g_object_get (f->view, "address", &address, NULL);
  g_assert_null (strstr (address, "code"));
  /* and nothing is loaded any more */
  n_requests = parafa_test_gate_count_requests (f->gate, "/again");
  load (f, "/again");
  module->view_reload (f->view);
  let_it_settle ();
  g_assert_cmpuint (parafa_test_gate_count_requests (f->gate, "/again"), ==, n_requests);
  g_assert_cmpuint (f->n_callbacks, ==, 1);
}

/* data: the registered callback */
static void
test_catches_redirect (Fixture *f, gconstpointer data)
{
  g_autofree char *location = g_strconcat (data, "?code=c0de&state=st4te", NULL);

  parafa_test_gate_answer_redirect (f->gate, "/authorize", location);
  parafa_test_gate_answer_html (f->gate, "/again", "never");
  open_view (f, data, "right-password", parafa_test_gate_get_certificate (f->gate));
  load (f, "/authorize");
  assert_caught (f, data);
}

/* data: a page that goes to the callback by itself */
static void
test_catches_page (Fixture *f, gconstpointer data)
{
  parafa_test_gate_answer_html (f->gate, "/authorize", data);
  open_standard_view (f);
  load (f, "/authorize");
  while (f->n_callbacks == 0 && f->failure == -1 && f->refused == NULL)
    g_main_context_iteration (NULL, TRUE);
  f->n_shown = 0;
  assert_caught (f, CALLBACK);
}

/* Another path on the callback's host is not the callback, and its host is not listed */
static void
test_refuses_near_callback (Fixture *f, gconstpointer data)
{
  parafa_test_gate_answer_redirect (f->gate, "/authorize",
                                    "https://oauth.pstmn.io/v1/callback2?code=c0de");
  open_standard_view (f);
  load (f, "/authorize");
  wait_for_something (f);
  g_assert_cmpuint (f->n_callbacks, ==, 0);
  g_assert_cmpstr (f->refused, ==, "oauth.pstmn.io");
}

/* data: a foreign address, the host that is told, and the CONNECT that must not come */
static void
test_refuses (Fixture *f, gconstpointer data)
{
  g_auto (GStrv) words = g_strsplit (data, " ", 3);

  parafa_test_gate_answer_redirect (f->gate, "/away", words[0]);
  open_standard_view (f);
  load (f, "/away");
  wait_for_something (f);
  let_it_settle ();
  g_assert_cmpstr (f->refused, ==, words[1]);
  /* our own refusal is no failure of the page */
  g_assert_cmpint (f->failure, ==, -1);
  g_assert_cmpuint (parafa_test_gate_count_connects (f->gate, words[2]), ==, 0);
  g_assert_cmpuint (parafa_test_gate_count_requests (f->gate, "/x"), ==, 0);
}

static void
test_wrong_password (Fixture *f, gconstpointer data)
{
  open_view (f, CALLBACK, "wrong-password", parafa_test_gate_get_certificate (f->gate));
  load (f, "/a");
  wait_for_something (f);
  g_assert_cmpint (f->failure, ==, PARAFA_LOGIN_VIEW_FAILURE_LOAD);
  g_assert_null (strstr (f->detail, "logincert"));
  g_assert_cmpuint (parafa_test_gate_count_requests (f->gate, "/a"), ==, 0);
}

/* Someone else's listener on the port is not believed */
static void
test_other_certificate (Fixture *f, gconstpointer data)
{
  const char *const hosts[] = { HOST, NULL };
  g_autoptr (ParafaTestGate) other = parafa_test_gate_new (hosts, "x");

  open_view (f, CALLBACK, "right-password", parafa_test_gate_get_certificate (other));
  load (f, "/a");
  wait_for_something (f);
  g_assert_cmpint (f->failure, ==, PARAFA_LOGIN_VIEW_FAILURE_TLS);
  g_assert_cmpuint (parafa_test_gate_count_requests (f->gate, "/a"), ==, 0);
}

/* A server that asks for a password gets no answer, least of all the relay's */
static void
test_server_password (Fixture *f, gconstpointer data)
{
  g_autofree char *heard = NULL;

  parafa_test_gate_answer (f->gate, "/basic",
                           "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"relay\"\r\n"
                           "Content-Type: text/html\r\nContent-Length: 2\r\nConnection: "
                           "close\r\n\r\nno");
  open_standard_view (f);
  load (f, "/basic");
  wait_for_something (f);
  let_it_settle ();
  heard = parafa_test_gate_dup_heard (f->gate);
  g_assert_cmpint (f->failure, ==, PARAFA_LOGIN_VIEW_FAILURE_LOAD);
  g_assert_nonnull (strstr (heard, "GET /basic"));
  g_assert_null (strcasestr (heard, "\nAuthorization:"));
}

static void
test_refused_connect (Fixture *f, gconstpointer data)
{
  const char *const hosts[] = { "other.test:443", NULL };

  parafa_test_gate_free (f->gate);
  f->gate = parafa_test_gate_new (hosts, "right-password");
  open_standard_view (f);
  load (f, "/a");
  wait_for_something (f);
  g_assert_cmpint (f->failure, ==, PARAFA_LOGIN_VIEW_FAILURE_LOAD);
}

/* Subresources of other hosts go to the relay, which refuses them; the page goes on */
static void
test_foreign_picture (Fixture *f, gconstpointer data)
{
  parafa_test_gate_answer_html (f->gate, "/a",
                                "<p>here</p><img src='https://tracker.test/pixel.png'>");
  open_standard_view (f);
  load (f, "/a");
  wait_for_something (f);
  assert_nothing_bad (f);
  g_assert_cmpstr (f->shown_text, ==, "here");
}

static gboolean
is_not_busy (gpointer data)
{
  gboolean loading = TRUE;

  g_object_get (((Fixture *) data)->view, "loading", &loading, NULL);
  return !loading;
}

static void
assert_in_no_file (const char *mark)
{
  const char *places[] = { g_get_home_dir (), g_get_user_data_dir (), g_get_user_cache_dir (),
                           g_get_user_runtime_dir () };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const char *argv[] = { "grep", "-rlaF", mark, places[i], NULL };
      g_autofree char *out = NULL;

      parafa_test_run (argv, NULL, &out, NULL);
      g_assert_cmpstr (out, ==, "");
    }
}

static void
test_no_download (Fixture *f, gconstpointer data)
{
  parafa_test_gate_answer (f->gate, "/file",
                           "200 OK\r\nContent-Type: application/x-tar\r\nContent-Length: 23\r\n"
                           "Content-Disposition: attachment; filename=\"x.tar\"\r\nConnection: "
                           "close\r\n\r\n" MARK);
  parafa_test_gate_answer_html (f->gate, "/a",
                                "<p>here</p><a id=a href='/file' "
                                "download>x</a><script>document.getElementById ('a').click "
                                "(); location = '/file';</script>");
  open_standard_view (f);
  load (f, "/a");
  wait_for_something (f);
  let_it_settle ();
  parafa_test_wait_until (is_not_busy, f, PARAFA_TEST_LIMIT_MS);
  /* what cannot be shown counts as a page that did not load */
  g_assert_cmpint (f->failure, ==, PARAFA_LOGIN_VIEW_FAILURE_LOAD);
  g_assert_cmpuint (parafa_test_gate_count_requests (f->gate, "/file"), ==, 1);
  assert_in_no_file (MARK);
}

/* What a page can ask for beside showing itself */
static void
test_powers_are_off (Fixture *f, gconstpointer data)
{
  const char *page =
      "<p id=p></p><script>"
      "const off = [];"
      "const canvas = document.createElement ('canvas');"
      "off.push ('webgl ' + (canvas.getContext ('webgl') === null));"
      "off.push ('webrtc ' + (typeof RTCPeerConnection === 'undefined'));"
      "off.push ('window ' + (window.open ('/other') === null));"
      "off.push ('audio ' + (typeof AudioContext === 'undefined'));"
      "off.push ('workers ' + !('serviceWorker' in navigator));"
      "off.push ('capture ' + !(navigator.mediaDevices && navigator.mediaDevices.getDisplayMedia));"
      "document.getElementById ('p').textContent = off.join (', ');"
      "</script>";

  parafa_test_gate_answer_html (f->gate, "/a", page);
  open_standard_view (f);
  load (f, "/a");
  wait_for_something (f);
  g_assert_cmpstr (f->shown_text, ==,
                   "webgl true, webrtc true, window true, audio true, workers true, capture true");
  g_assert_cmpuint (parafa_test_gate_count_requests (f->gate, "/other"), ==, 0);
}

/* The child processes of this program with this name */
static GArray *
find_children (const char *name)
{
  GArray *pids = g_array_new (FALSE, FALSE, sizeof (int));
  g_autofree char *out = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *me = g_strdup_printf ("%d", (int) getpid ());
  const char *argv[] = { "ps", "-e", "-o", "pid=,ppid=,comm=", NULL };
  g_autoptr (GHashTable) mine = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_cmpint (parafa_test_run (argv, NULL, &out, NULL), ==, 0);
  g_hash_table_add (mine, g_steal_pointer (&me));
  lines = g_strsplit (out, "\n", -1);
  /* ps lists parents before children but for wrapped numbers; twice is enough for three steps down */
  for (int round = 0; round < 3; round++)
    {
      g_array_set_size (pids, 0);
      for (gsize i = 0; lines[i] != NULL; i++)
        {
          char pid[16];
          char parent[16];
          char comm[32];

          if (sscanf (lines[i], "%15s %15s %31s", pid, parent, comm) != 3 ||
              !g_hash_table_contains (mine, parent))
            continue;
          g_hash_table_add (mine, g_strdup (pid));
          if (g_str_has_prefix (comm, name))
            {
              int number = atoi (pid);

              g_array_append_val (pids, number);
            }
        }
    }
  return pids;
}

static gboolean
web_process_is_gone (gpointer data)
{
  g_autoptr (GArray) pids = find_children ("WebKitWebProces");

  return pids->len == 0;
}

static void
test_crash (Fixture *f, gconstpointer data)
{
  g_autoptr (GArray) pids = NULL;

  parafa_test_gate_answer_html (f->gate, "/a", "here");
  open_standard_view (f);
  load (f, "/a");
  wait_for_something (f);
  assert_nothing_bad (f);
  pids = find_children ("WebKitWebProces");
  g_assert_cmpuint (pids->len, >=, 1);
  for (guint i = 0; i < pids->len; i++)
    kill (g_array_index (pids, int, i), SIGKILL);
  f->n_shown = 0;
  wait_for_something (f);
  g_assert_cmpint (f->failure, ==, PARAFA_LOGIN_VIEW_FAILURE_CRASH);
}

static void
test_close (Fixture *f, gconstpointer data)
{
  g_autofree char *address = NULL;
  g_autofree char *title = NULL;

  parafa_test_gate_answer_html (f->gate, "/a", "<title>t</title>here");
  open_standard_view (f);
  load (f, "/a");
  wait_for_something (f);
  module->view_close (f->view);
  module->view_close (f->view);
  g_object_get (f->view, "address", &address, "title", &title, NULL);
  g_assert_cmpstr (address, ==, "");
  g_assert_cmpstr (title, ==, NULL);
  g_assert_null (gtk_widget_get_first_child (f->view));
  parafa_test_wait_until (web_process_is_gone, NULL, PARAFA_TEST_LIMIT_MS);
  /* harmless afterwards */
  module->view_load (f->view, BASE "/a");
  module->view_reload (f->view);
  g_assert_cmpint (f->failure, ==, -1);
  g_assert_cmpuint (parafa_test_gate_count_requests (f->gate, "/a"), ==, 1);
}

/* Closing in the middle of a load, and from inside a signal of the view */
static void
on_callback_close (GtkWidget *view, ParafaSecret *uri, Fixture *f)
{
  module->view_close (view);
}

static void
test_close_inside_signal (Fixture *f, gconstpointer data)
{
  parafa_test_gate_answer_redirect (f->gate, "/a", CALLBACK "?code=c0de&state=st4te");
  open_standard_view (f);
  g_signal_connect (f->view, "callback", G_CALLBACK (on_callback_close), f);
  load (f, "/a");
  wait_for_something (f);
  let_it_settle ();
  g_assert_cmpuint (f->n_callbacks, ==, 1);
  g_assert_cmpint (f->failure, ==, -1);
}

/* The next login does not know the last one, and no file does */
static void
test_keeps_nothing (Fixture *f, gconstpointer data)
{
  g_autofree char *heard = NULL;

  parafa_test_gate_answer (f->gate, "/a",
                           "200 OK\r\nContent-Type: text/html\r\nSet-Cookie: MRHSession=" MARK
                           "; Max-Age=86400; Secure; Path=/\r\nCache-Control: max-age=86400\r\n"
                           "Content-Length: 138\r\nConnection: close\r\n\r\n"
                           "<p>here</p><script>localStorage.a = '" MARK
                           "'; document.body.append (localStorage.a ? ' kept' : '');"
                           "                               </script>");
  parafa_test_gate_answer_html (f->gate, "/b",
                                "<script>document.write (document.cookie + (localStorage.a || "
                                "'nothing'));</script>");
  open_standard_view (f);
  load (f, "/a");
  wait_for_something (f);
  assert_nothing_bad (f);
  close_view (f);
  f->n_shown = 0;
  open_standard_view (f);
  load (f, "/b");
  wait_for_something (f);
  g_assert_cmpstr (f->shown_text, ==, "nothing");
  heard = parafa_test_gate_dup_heard (f->gate);
  g_assert_null (strstr (heard, "Cookie:"));
  close_view (f);
  assert_in_no_file (MARK);
}

static gboolean
web_kit_is_mapped (void)
{
  g_autofree char *maps = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  return strstr (maps, "libwebkitgtk") != NULL;
}

static void
open_module (void)
{
  const char *path = g_getenv ("PARAFA_TEST_LOGIN_MODULE");
  GModule *opened;
  ParafaLoginModuleGet get = NULL;

  g_assert_nonnull (path);
  g_assert_false (web_kit_is_mapped ());
  opened = g_module_open (path, G_MODULE_BIND_LOCAL);
  if (opened == NULL)
    g_error ("%s", g_module_error ());
  g_assert_true (g_module_symbol (opened, "parafa_login_module_get", (gpointer *) &get));
  g_assert_true (web_kit_is_mapped ());
  module = get ();
  g_assert_cmpuint (module->version, ==, PARAFA_LOGIN_MODULE_VERSION);
}

/* One door: nothing else of the module can be seen from outside */
static void
test_one_symbol (void)
{
  const char *argv[] = {
    "nm", "-D", "--defined-only", "--format=posix", g_getenv ("PARAFA_TEST_LOGIN_MODULE"), NULL
  };
  g_autofree char *out = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_cmpint (parafa_test_run (argv, NULL, &out, NULL), ==, 0);
  lines = g_strsplit (g_strstrip (out), "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    g_assert_true (g_str_has_prefix (lines[i], "parafa_login_module_get "));
  g_assert_cmpuint (g_strv_length (lines), ==, 1);
}

static void
test_sandbox (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (module->check_sandbox (&error));
  g_assert_no_error (error);
}

#define ADD(name, data, function)                                                                  \
  g_test_add ("/login/view/" name, Fixture, data, set_up, function, tear_down)

static void
add_tests (void)
{
  ADD ("shows-page", NULL, test_shows_page);
  ADD ("reloads", NULL, test_reloads);
  ADD ("text-is-limited", NULL, test_text_is_limited);
  ADD ("text-is-read-apart", NULL, test_text_is_read_apart);
  ADD ("catches/redirect", CALLBACK, test_catches_redirect);
  ADD ("catches/localhost", "https://localhost:47631/callback", test_catches_redirect);
  ADD ("catches/blocked-port", "https://localhost:9/cb", test_catches_redirect);
  ADD ("catches/script", "<script>location.replace ('" CALLBACK "?code=c0de&state=st4te')</script>",
       test_catches_page);
  ADD ("catches/form",
       "<form method=post action='" CALLBACK "?code=c0de&state=st4te'></form>"
       "<script>document.forms[0].submit ()</script>",
       test_catches_page);
  ADD ("catches/refresh",
       "<meta http-equiv=refresh content='0; url=" CALLBACK "?code=c0de&state=st4te'>",
       test_catches_page);
  ADD ("catches/frame", "<iframe src='" CALLBACK "?code=c0de&state=st4te'></iframe>",
       test_catches_page);
  ADD ("refuses/near-callback", NULL, test_refuses_near_callback);
  ADD ("refuses/other-host", "https://elsewhere.test/x?code=1 elsewhere.test elsewhere.test:443",
       test_refuses);
  ADD ("refuses/plain-http", "http://logincert.test/x logincert.test logincert.test:80",
       test_refuses);
  ADD ("refuses/other-port", "https://logincert.test:8443/x logincert.test logincert.test:8443",
       test_refuses);
  ADD ("wrong-password", NULL, test_wrong_password);
  ADD ("other-certificate", NULL, test_other_certificate);
  ADD ("server-password", NULL, test_server_password);
  ADD ("refused-connect", NULL, test_refused_connect);
  ADD ("foreign-picture", NULL, test_foreign_picture);
  ADD ("no-download", NULL, test_no_download);
  ADD ("powers-are-off", NULL, test_powers_are_off);
  ADD ("crash", NULL, test_crash);
  ADD ("close", NULL, test_close);
  ADD ("close-inside-signal", NULL, test_close_inside_signal);
  ADD ("keeps-nothing", NULL, test_keeps_nothing);
}

int
main (int argc, char **argv)
{
  g_autoptr (ParafaTestDir) home = parafa_test_dir_new ();

  g_setenv ("HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  /* was read at the start: a warning is fatal here, not in WebKit's processes, which have their own */
  g_unsetenv ("G_DEBUG");
  open_module ();
  parafa_test_pardon_libraries ();
  gtk_init ();
  g_test_add_func ("/login/view/one-symbol", test_one_symbol);
  g_test_add_func ("/login/view/sandbox", test_sandbox);
  add_tests ();
  return g_test_run ();
}
