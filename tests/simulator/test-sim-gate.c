/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The real program, in all four ways of asking for the certificate */
#include "sim-client.h"

#include "parafa-sim-pki.h"
#include "parafa-test.h"

#include <signal.h>
#include <string.h>

#define BAD_CERTIFICATE_ALERT 42

typedef struct
{
  const char *style;
  const char *tls;
} Style;

static const Style styles[] = {
  { "renegotiate", "TLSv1.2" },
  { "first-1.2", "TLSv1.2" },
  { "first-1.3", "TLSv1.3" },
  { "post-handshake", "TLSv1.3" },
};

/* One state folder for all: keys take their time */
static ParafaTestDir *dir;

static SimServer *
start (const char *style)
{
  const char *options[] = { "--tls-style", style, NULL };

  return sim_server_new (dir, options);
}

static void
issue (const char *in, ParafaSimIssue order)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  order.holder = "Daria Stânceanu";
  done = parafa_sim_pki_issue (in, &order, g_get_real_time () / G_USEC_PER_SEC, &error);
  g_assert_no_error (error);
  g_assert_true (done);
}

static void
assert_code (const char *callback)
{
  g_assert_nonnull (callback);
  g_assert_true (g_regex_match_simple ("^https://localhost:47631/cb\\?code=[0-9a-f]{64}&state=abc$",
                                       callback, 0, 0));
}

static void
assert_last_client (SimServer *server, const char *tls, int chain, gboolean good)
{
  g_autoptr (JsonObject) last = sim_server_say (server, "{\"do\":\"last_client\"}");

  g_assert_cmpstr (json_object_get_string_member (last, "holder"), ==, "Daria Stânceanu");
  g_assert_cmpstr (json_object_get_string_member (last, "tls"), ==, tls);
  g_assert_cmpint (json_object_get_int_member (last, "chain"), ==, chain);
  g_assert_cmpint (json_object_get_boolean_member (last, "good"), ==, good);
}

/* The login, the exchange and TestOauth */
static void
test_login (gconstpointer data)
{
  const Style *style = data;
  g_autoptr (SimServer) server = start (style->style);
  g_autoptr (SimClient) client = sim_client_new (server, dir, "rsa");
  g_autofree char *callback = sim_client_find_callback (client, server);
  g_autoptr (SimAnswer) tokens = NULL;
  g_autoptr (SimAnswer) hello = NULL;
  g_autofree char *access = NULL;
  g_autoptr (JsonObject) last = NULL;

  assert_code (callback);
  tokens = sim_client_exchange (client, server, callback);
  g_assert_cmpuint (tokens->status, ==, 200);
  access = sim_answer_get_json (tokens, "access_token");
  hello = sim_client_hello (client, server, access);
  g_assert_cmpuint (hello->status, ==, 200);
  g_assert_true (g_str_has_prefix (hello->body, "Hello, Ana\nheaders=key=Authorization\n"));
  assert_last_client (server, style->tls, 2, TRUE);
  last = sim_server_say (server, "{\"do\":\"last_client\"}");
  g_assert_cmpstr (json_object_get_string_member (last, "serial"), ==, "5c:00:9e:41");
  g_assert_cmpint (sim_server_count (server, "client_certificates"), ==, 1);
  g_assert_cmpint (sim_server_count (server, "codes"), ==, 1);
  g_assert_cmpint (sim_server_count (server, "handed_out"), ==, 1);
  /* four steps, the exchange and the greeting: each on a connection of its own */
  g_assert_cmpint (sim_server_count (server, "handshakes"), ==, 6);
}

static void
test_no_certificate (gconstpointer data)
{
  const Style *style = data;
  g_autoptr (SimServer) server = start (style->style);
  g_autoptr (SimClient) client = sim_client_new (server, dir, NULL);
  g_autofree char *callback = NULL;
  g_autoptr (SimAnswer) end = sim_client_walk (client, server, &callback);

  g_assert_null (callback);
  g_assert_cmpuint (end->status, ==, 200);
  g_assert_nonnull (strstr (end->body, "Certificatul nu a fost prezentat"));
  g_assert_cmpint (sim_server_count (server, "client_certificates"), ==, 0);
  g_assert_cmpint (sim_server_count (server, "codes"), ==, 0);
}

/* The server knows the root only, so a missing intermediate shows */
static void
test_no_intermediate (gconstpointer data)
{
  const Style *style = data;
  g_autoptr (SimServer) server = start (style->style);
  g_autoptr (SimClient) client = sim_client_new_with_leaf (server, dir, "rsa");
  g_autofree char *callback = sim_client_find_callback (client, server);

  g_assert_cmpstr (callback, ==, SIM_CALLBACK "?error=access_denied&state=abc");
  assert_last_client (server, style->tls, 1, FALSE);
}

static void
test_bad_certificates (gconstpointer data)
{
  static const char *const names[] = { "expired", "future", "signature", "foreign" };
  const Style *style = data;
  g_autoptr (SimServer) server = start (style->style);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SimClient) client = sim_client_new (server, dir, names[i]);
      g_autofree char *callback = sim_client_find_callback (client, server);

      g_test_message ("%s", names[i]);
      g_assert_cmpstr (callback, ==, SIM_CALLBACK "?error=access_denied&state=abc");
      assert_last_client (server, style->tls, 2, FALSE);
    }
  g_assert_cmpint (sim_server_count (server, "codes"), ==, 0);
}

static void
test_elliptic_keys (gconstpointer data)
{
  static const char *const names[] = { "ec", "ec384" };
  const Style *style = data;
  g_autoptr (SimServer) server = start (style->style);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SimClient) client = sim_client_new (server, dir, names[i]);
      g_autofree char *callback = sim_client_find_callback (client, server);

      assert_code (callback);
      assert_last_client (server, style->tls, 2, TRUE);
    }
}

/* A certificate that is refused with an alert instead of a page */
static void
test_refused_certificate (gconstpointer data)
{
  const Style *style = data;
  g_autoptr (SimServer) server = start (style->style);
  g_autoptr (SimClient) client = sim_client_new (server, dir, "rsa");
  gboolean first = g_str_has_prefix (style->style, "first");
  g_autofree char *callback = NULL;
  g_autofree char *again = NULL;
  g_autoptr (SimAnswer) end = NULL;

  sim_server_fail (server, first ? "handshake" : "policy", "certificate_refused");
  end = sim_client_walk (client, server, &callback);
  g_assert_null (callback);
  g_assert_cmpint (end->end, ==, SIM_END_ALERT);
  g_assert_cmpint (end->alert, ==, BAD_CERTIFICATE_ALERT);
  again = sim_client_find_callback (client, server);
  assert_code (again);
}

static int
count_question (SSL *session, X509 **certificate, EVP_PKEY **key)
{
  int *questions = SSL_get_app_data (session);

  (*questions)++;
  return 0;
}

/* As observed on ANAF's hosts: TLS 1.2, one old suite, no ALPN, no certificate asked for at first,
 * HTTP/1.0, closed after each answer and without close_notify */
static void
test_gateway (void)
{
  static const guint8 alpn[] = "\x02h2\x08http/1.1";
  g_autoptr (SimServer) server = start ("renegotiate");
  g_autoptr (SimClient) client = sim_client_new (server, dir, NULL);
  g_autofree char *target = sim_authorize_target (server);
  g_autoptr (SimConnection) connection = NULL;
  g_autoptr (SimConnection) second = NULL;
  g_autoptr (SimAnswer) authorize = NULL;
  g_autoptr (SimAnswer) policy = NULL;
  const guint8 *chosen = NULL;
  guint chosen_length = 0;
  int questions = 0;

  SSL_CTX_set_client_cert_cb (client->context, count_question);
  SSL_CTX_set_alpn_protos (client->context, alpn, sizeof alpn - 1);
  connection = sim_client_connect (client, server->login_port);
  g_assert_nonnull (connection->session);
  g_assert_cmpstr (SSL_get_version (connection->session), ==, "TLSv1.2");
  g_assert_cmpstr (SSL_get_cipher (connection->session), ==, "ECDHE-RSA-AES128-SHA");
  SSL_get0_alpn_selected (connection->session, &chosen, &chosen_length);
  g_assert_cmpuint (chosen_length, ==, 0);
  SSL_set_app_data (connection->session, &questions);
  authorize = sim_connection_get (client, connection, target);
  g_assert_cmpint (questions, ==, 0);
  g_assert_true (g_str_has_prefix (authorize->head, "HTTP/1.0 302 Found\r\nServer: BigIP\r\n"
                                                    "Connection: Close\r\n"));
  g_assert_false (authorize->close_notify);

  second = sim_client_connect (client, server->login_port);
  SSL_set_app_data (second->session, &questions);
  policy = sim_connection_get (client, second, "/my.policy");
  g_assert_cmpint (questions, ==, 1);
  g_assert_cmpuint (policy->status, ==, 302);
}

static void
test_close_notify (void)
{
  g_autoptr (SimServer) server = start ("renegotiate");
  g_autoptr (SimClient) client = sim_client_new (server, dir, NULL);
  g_autoptr (SimAnswer) with = NULL;
  g_autoptr (SimAnswer) without = NULL;

  sim_server_do (server, "{\"do\":\"set\",\"close_notify\":true}");
  with = sim_client_get (client, server->login_port, "/");
  g_assert_true (with->close_notify);
  sim_server_do (server, "{\"do\":\"set\",\"close_notify\":null}");
  without = sim_client_get (client, server->login_port, "/");
  g_assert_false (without->close_notify);
}

/* The whole login on one connection that is kept, renegotiated in the middle of it */
static void
test_keep_alive (gconstpointer data)
{
  const Style *style = data;
  g_autoptr (SimServer) server = start (style->style);
  g_autoptr (SimClient) client = sim_client_new (server, dir, "rsa");
  g_autoptr (SimConnection) connection = NULL;
  g_autofree char *target = sim_authorize_target (server);

  sim_server_do (server, "{\"do\":\"set\",\"keep_alive\":true}");
  connection = sim_client_connect (client, server->login_port);
  for (guint step = 0; step < 4; step++)
    {
      g_autoptr (SimAnswer) answer = sim_connection_get (client, connection, target);

      g_assert_cmpint (answer->end, ==, SIM_END_REPLY);
      g_assert_true (g_str_has_prefix (answer->head, "HTTP/1.1 302"));
      g_free (target);
      target = sim_answer_get_header (answer, "Location");
    }
  assert_code (target);
  g_assert_cmpint (sim_server_count (server, "handshakes"), ==, 1);
}

static void
test_pipelined (void)
{
  g_autoptr (SimServer) server = start ("first-1.3");
  g_autoptr (SimClient) client = sim_client_new (server, dir, NULL);
  g_autoptr (SimConnection) connection = sim_client_connect (client, server->login_port);
  g_autoptr (SimAnswer) first = NULL;
  g_autoptr (SimAnswer) second = NULL;
  g_autoptr (SimAnswer) third = NULL;

  sim_connection_send (connection,
                       "GET /vdesk/hangup.php3 HTTP/1.1\r\n\r\n"
                       "POST /anaf-oauth2/v1/token HTTP/1.1\r\nContent-Length: 3\r\n\r\na=b"
                       "GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
  first = sim_connection_read (connection);
  second = sim_connection_read (connection);
  third = sim_connection_read (connection);
  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpuint (second->status, ==, 400);
  g_assert_cmpuint (third->status, ==, 302);
  g_assert_true (third->close_notify);
}

/* A client that cannot be asked after the handshake gets the page, as one without a certificate */
static void
test_no_post_handshake (void)
{
  g_autoptr (SimServer) server = start ("post-handshake");
  g_autoptr (SimClient) client = sim_client_new (server, dir, "rsa");
  g_autofree char *callback = NULL;
  g_autoptr (SimAnswer) end = NULL;

  SSL_CTX_set_post_handshake_auth (client->context, 0);
  end = sim_client_walk (client, server, &callback);
  g_assert_null (callback);
  g_assert_nonnull (strstr (end->body, "Certificatul nu a fost prezentat"));
}

static void
test_server_certificates (void)
{
  static const struct
  {
    const char *name;
    long problem;
  } cases[] = {
    { "expired", X509_V_ERR_CERT_HAS_EXPIRED },
    { "other_host", X509_V_ERR_HOSTNAME_MISMATCH },
    { "untrusted", X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT },
    { "good", X509_V_OK },
  };
  g_autoptr (SimServer) server = start ("renegotiate");
  g_autoptr (SimClient) client = sim_client_new (server, dir, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line =
          g_strdup_printf ("{\"do\":\"set\",\"server_certificate\":\"%s\"}", cases[i].name);
      g_autoptr (SimAnswer) answer = NULL;

      sim_server_do (server, line);
      answer = sim_client_get (client, server->login_port, "/");
      g_assert_cmpint (answer->end, ==,
                       cases[i].problem == X509_V_OK ? SIM_END_REPLY : SIM_END_UNTRUSTED);
      g_assert_cmpint (answer->verify_result, ==, cases[i].problem);
    }
}

/* The style changes for the connections that come, without a new start */
static void
test_style_changes (void)
{
  g_autoptr (SimServer) server = start ("renegotiate");

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      g_autoptr (SimClient) client = sim_client_new (server, dir, "rsa");
      g_autofree char *line =
          g_strdup_printf ("{\"do\":\"set\",\"tls_style\":\"%s\"}", styles[i].style);
      g_autofree char *callback = NULL;

      sim_server_do (server, line);
      callback = sim_client_find_callback (client, server);
      assert_code (callback);
      assert_last_client (server, styles[i].tls, 2, TRUE);
    }
}

/* The practice clock judges codes, tokens and the client's certificate */
static void
test_clock (void)
{
  g_autoptr (SimServer) server = start ("first-1.3");
  g_autoptr (SimClient) client = sim_client_new (server, dir, "rsa");
  g_autoptr (SimClient) future = sim_client_new (server, dir, "future");
  g_autofree char *callback = sim_client_find_callback (client, server);
  g_autofree char *future_callback = NULL;
  g_autofree char *error = NULL;
  g_autoptr (SimAnswer) late = NULL;

  assert_code (callback);
  sim_server_do (server, "{\"do\":\"set\",\"clock_offset_s\":61}");
  late = sim_client_exchange (client, server, callback);
  error = sim_answer_get_json (late, "error");
  g_assert_cmpuint (late->status, ==, 400);
  g_assert_cmpstr (error, ==, "invalid_grant");
  sim_server_do (server, "{\"do\":\"set\",\"clock_offset_s\":5184000}");
  future_callback = sim_client_find_callback (future, server);
  assert_code (future_callback);
}

static void
add_for_styles (const char *name, GTestDataFunc function)
{
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      g_autofree char *path = g_strdup_printf ("/simulator/gate/%s/%s", name, styles[i].style);

      g_test_add_data_func (path, &styles[i], function);
    }
}

/* A certificate of the same name under another authority */
static void
issue_foreign (void)
{
  static const char *const endings[] = { "-chain.pem", ".key" };
  g_autoptr (ParafaTestDir) other = parafa_test_dir_new ();

  issue (other, (ParafaSimIssue){ .name = "foreign" });
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat ("foreign", endings[i], NULL);
      g_autofree char *from = g_build_filename (other, "issued", name, NULL);
      g_autofree char *to = g_build_filename (dir, "issued", name, NULL);
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (from, &text, NULL, NULL));
      g_assert_true (g_file_set_contents (to, text, -1, NULL));
    }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);
  dir = parafa_test_dir_new ();
  issue (dir, (ParafaSimIssue){ .name = "rsa", .serial = "5c009e41" });
  issue (dir, (ParafaSimIssue){ .name = "ec", .key = PARAFA_SIM_KEY_EC });
  issue (dir, (ParafaSimIssue){ .name = "ec384", .key = PARAFA_SIM_KEY_EC384 });
  issue (dir, (ParafaSimIssue){ .name = "expired", .kind = PARAFA_SIM_ISSUE_EXPIRED });
  issue (dir, (ParafaSimIssue){ .name = "future", .kind = PARAFA_SIM_ISSUE_FUTURE });
  issue (dir, (ParafaSimIssue){ .name = "signature", .kind = PARAFA_SIM_ISSUE_SIGNATURE });
  issue_foreign ();

  add_for_styles ("login", test_login);
  add_for_styles ("no-certificate", test_no_certificate);
  add_for_styles ("no-intermediate", test_no_intermediate);
  add_for_styles ("bad-certificates", test_bad_certificates);
  add_for_styles ("elliptic-keys", test_elliptic_keys);
  add_for_styles ("refused-certificate", test_refused_certificate);
  add_for_styles ("keep-alive", test_keep_alive);
  g_test_add_func ("/simulator/gate/gateway", test_gateway);
  g_test_add_func ("/simulator/gate/close-notify", test_close_notify);
  g_test_add_func ("/simulator/gate/pipelined", test_pipelined);
  g_test_add_func ("/simulator/gate/no-post-handshake", test_no_post_handshake);
  g_test_add_func ("/simulator/gate/server-certificates", test_server_certificates);
  g_test_add_func ("/simulator/gate/style-changes", test_style_changes);
  g_test_add_func ("/simulator/gate/clock", test_clock);

  result = g_test_run ();
  parafa_test_dir_free (dir);
  return result;
}
