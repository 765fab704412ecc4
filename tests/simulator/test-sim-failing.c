/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What goes wrong on the wire: failures on order, clients that behave badly, many at once */
#include "sim-client.h"

#include "parafa-sim-pki.h"
#include "parafa-test.h"

#include <openssl/err.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define SHORT_WAIT_MS 300 /* for what must never come */

static ParafaTestDir *dir;

static SimServer *
start (const char *style)
{
  const char *options[] = { "--tls-style", style, NULL };

  return sim_server_new (dir, options);
}

/* Each failure comes once, where it was ordered, and then all is well */
static void
test_authorize_and_policy (void)
{
  static const struct
  {
    const char *how;
    SimEnd end;
    guint status;
    const char *text;     /* of the page */
    const char *callback; /* how it begins */
  } cases[] = {
    { "access_denied", SIM_END_REPLY, 302, NULL, SIM_CALLBACK "?error=access_denied&state=abc" },
    { "invalid_request", SIM_END_REPLY, 302, NULL, SIM_CALLBACK "?error=invalid_request" },
    { "wrong_state", SIM_END_REPLY, 302, NULL, SIM_CALLBACK "?code=" },
    { "other_host", SIM_END_REPLY, 302, NULL, "https://elsewhere.localhost:" },
    { "no_certificate_page", SIM_END_REPLY, 200, "Certificatul nu a fost prezentat", NULL },
    { "session_finished", SIM_END_REPLY, 200, "Your session is finished", NULL },
    { "blocked", SIM_END_REPLY, 200, "Your support ID is: ", NULL },
    { "maintenance", SIM_END_REPLY, 503, "mentenanță", NULL },
    { "html200", SIM_END_REPLY, 200, "mentenanță", NULL },
    { "500", SIM_END_REPLY, 500, "Internal Server Error", NULL },
    { "429", SIM_END_REPLY, 429, "Too Many Requests", NULL },
    { "401", SIM_END_REPLY, 401, "Unauthorized", NULL },
    { "403", SIM_END_REPLY, 403, "Forbidden", NULL },
    { "garbage", SIM_END_REPLY, 200, "\x1f\x8b", NULL },
    { "truncate", SIM_END_HALF, 302, NULL, NULL },
    { "hang", SIM_END_SILENCE, 0, NULL, NULL },
    { "reset", SIM_END_RESET, 0, NULL, NULL },
  };
  static const char *const places[] = { "authorize", "policy" };
  g_autoptr (SimServer) server = start ("renegotiate");

  for (guint i = 0; i < 2 * G_N_ELEMENTS (cases); i++)
    {
      guint n = i / 2;
      g_autoptr (SimClient) client = sim_client_new (server, dir, "rsa");
      g_autoptr (SimClient) again = sim_client_new (server, dir, "rsa");
      g_autofree char *callback = NULL;
      g_autofree char *good = NULL;
      g_autoptr (SimAnswer) end = NULL;

      if (cases[n].end == SIM_END_SILENCE)
        client->wait_ms = SHORT_WAIT_MS;
      sim_server_fail (server, places[i % 2], cases[n].how);
      end = sim_client_walk (client, server, &callback);
      g_assert_cmpint (end->end, ==, cases[n].end);
      g_assert_cmpuint (end->status, ==, cases[n].status);
      if (cases[n].text != NULL)
        g_assert_nonnull (strstr (end->body, cases[n].text));
      if (cases[n].callback != NULL)
        g_assert_true (g_str_has_prefix (callback, cases[n].callback));
      else
        g_assert_null (callback);
      if (g_str_equal (cases[n].how, "wrong_state"))
        g_assert_false (g_str_has_suffix (callback, "&state=abc"));
      good = sim_client_find_callback (again, server);
      g_assert_true (g_str_has_prefix (good, SIM_CALLBACK "?code="));
    }
}

/* A redirect to where the client is already: it must stop by itself one day */
static void
test_redirect_in_circles (void)
{
  g_autoptr (SimServer) server = start ("renegotiate");
  g_autoptr (SimClient) client = sim_client_new (server, dir, "rsa");
  g_autofree char *target = sim_authorize_target (server);
  g_autoptr (SimAnswer) first = sim_client_get (client, server->login_port, target);

  g_assert_cmpuint (first->status, ==, 302);
  sim_server_do (server, "{\"do\":\"fail\",\"at\":\"policy\",\"how\":\"redirect\"}");
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (SimAnswer) answer = sim_client_get (client, server->login_port, "/my.policy");
      g_autofree char *location = sim_answer_get_header (answer, "Location");

      g_assert_cmpstr (location, ==, "/my.policy");
    }
  sim_server_do (server, "{\"do\":\"clear\"}");
  {
    g_autoptr (SimAnswer) answer = sim_client_get (client, server->login_port, "/my.policy");
    g_autofree char *location = sim_answer_get_header (answer, "Location");

    g_assert_true (g_str_has_prefix (location, "/my.policy_nonce?nonce="));
  }
}

static void
test_handshake (void)
{
  static const struct
  {
    const char *how;
    SimEnd end;
  } cases[] = {
    { "hang", SIM_END_SILENCE },
    { "reset", SIM_END_RESET },
    { "garbage", SIM_END_NO_TLS },
    { "truncate", SIM_END_CLOSED },
  };
  g_autoptr (SimServer) server = start ("first-1.3");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SimClient) client = sim_client_new (server, dir, NULL);
      g_autoptr (SimAnswer) answer = NULL;
      g_autoptr (SimAnswer) good = NULL;

      if (cases[i].end == SIM_END_SILENCE)
        client->wait_ms = SHORT_WAIT_MS;
      sim_server_fail (server, "handshake", cases[i].how);
      answer = sim_client_get (client, server->login_port, "/");
      g_assert_cmpint (answer->end, ==, cases[i].end);
      client->wait_ms = 60000;
      good = sim_client_get (client, server->login_port, "/");
      g_assert_cmpuint (good->status, ==, 302);
    }
  g_assert_cmpint (sim_server_count (server, "handshakes"), ==, G_N_ELEMENTS (cases));
}

static void
test_token_and_hello (void)
{
  static const struct
  {
    const char *how;
    SimEnd end;
    guint status;
  } cases[] = {
    { "500", SIM_END_REPLY, 500 },      { "429", SIM_END_REPLY, 429 },
    { "401", SIM_END_REPLY, 401 },      { "403", SIM_END_REPLY, 403 },
    { "html200", SIM_END_REPLY, 200 },  { "maintenance", SIM_END_REPLY, 503 },
    { "redirect", SIM_END_REPLY, 302 }, { "garbage", SIM_END_REPLY, 200 },
    { "truncate", SIM_END_HALF, 0 },    { "hang", SIM_END_SILENCE, 0 },
    { "reset", SIM_END_RESET, 0 },
  };
  g_autoptr (SimServer) server = start ("first-1.3");
  g_autoptr (SimClient) client = sim_client_new (server, dir, "rsa");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *callback = sim_client_find_callback (client, server);
      g_autoptr (SimAnswer) token = NULL;
      g_autoptr (SimAnswer) hello = NULL;

      sim_server_fail (server, "token", cases[i].how);
      sim_server_fail (server, "hello", cases[i].how);
      if (cases[i].end == SIM_END_SILENCE)
        client->wait_ms = SHORT_WAIT_MS;
      token = sim_client_exchange (client, server, callback);
      hello = sim_client_hello (client, server, "x");
      client->wait_ms = 60000;
      g_assert_cmpint (token->end, ==, cases[i].end);
      g_assert_cmpint (hello->end, ==, cases[i].end);
      if (cases[i].end == SIM_END_REPLY)
        {
          g_assert_cmpuint (token->status, ==, cases[i].status);
          g_assert_cmpuint (hello->status, ==, cases[i].status);
        }
    }
  g_assert_cmpint (sim_server_count (server, "exchanges"), ==, (gint64) G_N_ELEMENTS (cases));
  g_assert_cmpint (sim_server_count (server, "hellos"), ==, (gint64) G_N_ELEMENTS (cases));
}

/* A reply that is delayed comes late, but comes */
static void
test_delay (void)
{
  g_autoptr (SimServer) server = start ("first-1.3");
  g_autoptr (SimClient) client = sim_client_new (server, dir, NULL);
  g_autoptr (SimAnswer) answer = NULL;
  gint64 before;

  sim_server_do (server, "{\"do\":\"set\",\"delay_ms\":200}");
  before = g_get_monotonic_time ();
  answer = sim_client_get (client, server->login_port, "/");
  g_assert_cmpint (g_get_monotonic_time () - before, >=, 200000);
  g_assert_cmpuint (answer->status, ==, 302);
}

static void
test_bad_requests (void)
{
  g_autofree char *long_head = g_strnfill (20000, 'a');
  g_autofree char *long_target = g_strdup_printf ("GET /%s HTTP/1.1\r\n\r\n", long_head);
  const struct
  {
    const char *text;
    guint status;
  } cases[] = {
    { "GET\r\n\r\n", 400 },
    { "\r\n\r\n", 400 },
    { "GET / HTTP/3\r\n\r\n", 400 },
    { "GET / HTTP/1.1\r\nA\r\n\r\n", 400 },
    { "POST / HTTP/1.1\r\nContent-Length: 9999999\r\n\r\n", 413 },
    { "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 413 },
    { long_head, 431 },
    { long_target, 431 },
  };
  g_autoptr (SimServer) server = start ("first-1.3");
  g_autoptr (SimClient) client = sim_client_new (server, dir, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SimAnswer) answer = sim_client_ask (client, server->login_port, cases[i].text);

      g_assert_cmpint (answer->end, ==, SIM_END_REPLY);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
    }
}

/* What is no TLS, what stops in the middle, and what leaves at the worst moment */
static void
test_rude_clients (void)
{
  g_autoptr (SimServer) server = start ("renegotiate");
  g_autoptr (SimClient) client = sim_client_new (server, dir, "rsa");
  g_autoptr (GRand) random = g_rand_new_with_seed (20261124);
  g_autofree char *callback = NULL;

  for (guint i = 0; i < 40; i++)
    {
      int fd = sim_client_dial (i % 2 == 0 ? server->login_port : server->api_port, 60000);
      guint8 bytes[64];

      for (guint j = 0; j < sizeof bytes; j++)
        bytes[j] = (guint8) g_rand_int_range (random, 0, 256);
      if (i % 3 == 0)
        bytes[0] = SSL3_RT_HANDSHAKE;
      g_assert_cmpint (send (fd, bytes, sizeof bytes, MSG_NOSIGNAL), ==, sizeof bytes);
      close (fd);
    }
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (SimConnection) half = sim_client_connect (client, server->login_port);
      g_autoptr (SimConnection) gone = sim_client_connect (client, server->login_port);

      sim_connection_send (half, "GET /my.policy HT");
      sim_connection_send (gone, "GET / HTTP/1.1\r\n\r\n");
    }
  callback = sim_client_find_callback (client, server);
  g_assert_true (g_str_has_prefix (callback, SIM_CALLBACK "?code="));
}

/* A client that leaves when it is asked for its certificate */
static void
test_leaves_at_question (void)
{
  g_autoptr (SimServer) server = start ("renegotiate");
  g_autoptr (SimClient) client = sim_client_new (server, dir, "rsa");
  g_autofree char *target = sim_authorize_target (server);
  g_autofree char *callback = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (SimAnswer) first = sim_client_get (client, server->login_port, target);
      g_autoptr (SimConnection) connection = sim_client_connect (client, server->login_port);
      g_autofree char *text =
          g_strdup_printf ("GET /my.policy HTTP/1.1\r\nCookie: MRHSession=%s; LastMRH_Session=%s; "
                           "F5_ST=%s\r\n\r\n",
                           (char *) g_hash_table_lookup (client->cookies, "MRHSession"),
                           (char *) g_hash_table_lookup (client->cookies, "LastMRH_Session"),
                           (char *) g_hash_table_lookup (client->cookies, "F5_ST"));

      g_assert_cmpuint (first->status, ==, 302);
      sim_connection_send (connection, text);
    }
  g_hash_table_remove_all (client->cookies);
  callback = sim_client_find_callback (client, server);
  g_assert_true (g_str_has_prefix (callback, SIM_CALLBACK "?code="));
}

/* Connections that only sit there do not keep others out */
static void
test_idle_clients (void)
{
  g_autoptr (SimServer) server = start ("first-1.3");
  g_autoptr (SimClient) client = sim_client_new (server, dir, "rsa");
  g_autofree char *callback = NULL;
  int idle[100];

  for (guint i = 0; i < G_N_ELEMENTS (idle); i++)
    idle[i] = sim_client_dial (server->login_port, 60000);
  callback = sim_client_find_callback (client, server);
  g_assert_true (g_str_has_prefix (callback, SIM_CALLBACK "?code="));
  sim_server_end (server);
  for (guint i = 0; i < G_N_ELEMENTS (idle); i++)
    close (idle[i]);
}

static gpointer
log_in_often (gpointer data)
{
  SimServer *server = data;
  guint good = 0;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (SimClient) client = sim_client_new (server, dir, "rsa");
      g_autofree char *callback = NULL;
      g_autoptr (SimAnswer) end = sim_client_walk (client, server, &callback);
      g_autoptr (SimAnswer) tokens = NULL;

      if (callback == NULL || !g_str_has_prefix (callback, SIM_CALLBACK "?code="))
        {
          g_test_message ("ended %d %u at %s", end->end, end->status, callback);
          continue;
        }
      tokens = sim_client_exchange (client, server, callback);
      if (tokens->status == 200)
        good++;
      else
        g_test_message ("exchange ended %d %u %s", tokens->end, tokens->status, tokens->body);
    }
  OPENSSL_thread_stop ();
  return GUINT_TO_POINTER (good);
}

static void
test_parallel (gconstpointer data)
{
  g_autoptr (SimServer) server = start (data);
  GThread *threads[12];
  guint good = 0;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("login", log_in_often, server);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    good += GPOINTER_TO_UINT (g_thread_join (threads[i]));
  g_assert_cmpuint (good, ==, 5 * G_N_ELEMENTS (threads));
  g_assert_cmpint (sim_server_count (server, "handed_out"), ==, good);
  g_assert_cmpint (sim_server_count (server, "client_certificates"), ==, good);
}

int
main (int argc, char **argv)
{
  static const char *const styles[] = { "renegotiate", "first-1.2", "first-1.3", "post-handshake" };
  g_autoptr (GError) error = NULL;
  ParafaSimIssue issue = { .name = "rsa", .holder = "Daria Stânceanu" };
  int result;

  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);
  dir = parafa_test_dir_new ();
  g_assert_true (parafa_sim_pki_issue (dir, &issue, g_get_real_time () / G_USEC_PER_SEC, &error));

  g_test_add_func ("/simulator/failing/authorize-and-policy", test_authorize_and_policy);
  g_test_add_func ("/simulator/failing/redirect-in-circles", test_redirect_in_circles);
  g_test_add_func ("/simulator/failing/handshake", test_handshake);
  g_test_add_func ("/simulator/failing/token-and-hello", test_token_and_hello);
  g_test_add_func ("/simulator/failing/delay", test_delay);
  g_test_add_func ("/simulator/failing/bad-requests", test_bad_requests);
  g_test_add_func ("/simulator/failing/rude-clients", test_rude_clients);
  g_test_add_func ("/simulator/failing/leaves-at-question", test_leaves_at_question);
  g_test_add_func ("/simulator/failing/idle-clients", test_idle_clients);
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      g_autofree char *path = g_strdup_printf ("/simulator/failing/parallel/%s", styles[i]);

      g_test_add_data_func (path, styles[i], test_parallel);
    }

  result = g_test_run ();
  parafa_test_dir_free (dir);
  return result;
}
