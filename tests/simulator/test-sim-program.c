/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The program itself: options, what it leaves behind, how it ends, what it writes down */
#include "sim-client.h"

#include "parafa-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

static void
test_wrong_options (void)
{
  static const char *const cases[][6] = {
    { SIM_PROGRAM, NULL },
    { SIM_PROGRAM, "--state-dir", "X", "--tls-style", "1.3", NULL },
    { SIM_PROGRAM, "--state-dir", "X", "--login-port", "65536", NULL },
    { SIM_PROGRAM, "--state-dir", "X", "--login-port", "-1", NULL },
    { SIM_PROGRAM, "--state-dir", "X", "else", NULL },
    { SIM_PROGRAM, "--moon", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
      const char *argv[7] = { NULL };
      g_autofree char *output = NULL;
      g_autofree char *problem = NULL;

      for (guint j = 0; cases[i][j] != NULL; j++)
        argv[j] = g_str_equal (cases[i][j], "X") ? dir : cases[i][j];
      g_assert_cmpint (parafa_test_run (argv, "", &output, &problem), ==, 1);
      g_assert_cmpstr (output, ==, "");
      g_assert_true (g_str_has_prefix (problem, "parafa-simulator: "));
    }
}

static void
test_issue (void)
{
  static const char *const endings[] = { ".pem", "-chain.pem", ".key", ".p12" };
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();

  sim_server_issue (dir, "daria", "authentication", "ec");
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat ("daria", endings[i], NULL);
      g_autofree char *path = g_build_filename (dir, "issued", name, NULL);
      GStatBuf status;

      g_assert_cmpint (g_stat (path, &status), ==, 0);
      g_assert_cmpint (status.st_mode & 0777, ==, 0600);
    }
}

static void
test_wrong_issue (void)
{
  static const char *const pairs[][2] = {
    { "--key", "dsa" },
    { "--kind", "past" },
    { "--serial", "xyz" },
    { "--holder", "" },
  };
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      const char *argv[] = {
        SIM_PROGRAM, "--state-dir", dir, "--issue", "x", pairs[i][0], pairs[i][1], NULL,
      };
      g_autofree char *problem = NULL;

      g_assert_cmpint (parafa_test_run (argv, NULL, NULL, &problem), ==, 1);
      g_assert_true (g_str_has_prefix (problem, "parafa-simulator: "));
    }
}

/* Authority, applications, signing key and refresh tokens outlive the program */
static void
test_restart (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (SimServer) first = sim_server_new (dir, NULL);
  g_autoptr (SimServer) second = NULL;
  g_autoptr (SimClient) client = NULL;
  g_autoptr (SimClient) later = NULL;
  g_autofree char *callback = NULL;
  g_autoptr (SimAnswer) tokens = NULL;
  g_autoptr (SimAnswer) hello = NULL;
  g_autoptr (SimAnswer) refreshed = NULL;
  g_autofree char *access = NULL;
  g_autofree char *refresh = NULL;

  sim_server_issue (dir, "daria", "authentication", "rsa");
  client = sim_client_new (first, dir, "daria");
  callback = sim_client_find_callback (client, first);
  tokens = sim_client_exchange (client, first, callback);
  access = sim_answer_get_json (tokens, "access_token");
  refresh = sim_answer_get_json (tokens, "refresh_token");
  sim_server_end (first);

  second = sim_server_new (dir, NULL);
  g_free (second->client_id);
  g_free (second->client_secret);
  second->client_id = g_strdup (first->client_id);
  second->client_secret = g_strdup (first->client_secret);
  later = sim_client_new (second, dir, "daria");
  hello = sim_client_hello (later, second, access);
  g_assert_cmpuint (hello->status, ==, 200);
  refreshed = sim_client_refresh (later, second, refresh);
  g_assert_cmpuint (refreshed->status, ==, 200);
}

/* Two servers of one folder know each other's applications, and rotate a refresh token once */
static void
test_shared_folder (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (SimServer) one = sim_server_new (dir, NULL);
  g_autoptr (SimServer) two = sim_server_new (dir, NULL);
  g_autoptr (SimClient) client = NULL;
  g_autofree char *callback = NULL;
  g_autofree char *refresh = NULL;
  g_autoptr (SimAnswer) tokens = NULL;
  g_autoptr (SimAnswer) first = NULL;
  g_autoptr (SimAnswer) second = NULL;

  sim_server_issue (dir, "daria", "authentication", "rsa");
  client = sim_client_new (one, dir, "daria");
  callback = sim_client_find_callback (client, one);
  tokens = sim_client_exchange (client, one, callback);
  refresh = sim_answer_get_json (tokens, "refresh_token");
  g_free (two->client_id);
  g_free (two->client_secret);
  two->client_id = g_strdup (one->client_id);
  two->client_secret = g_strdup (one->client_secret);
  first = sim_client_refresh (client, two, refresh);
  g_assert_cmpuint (first->status, ==, 200);
  second = sim_client_refresh (client, one, refresh);
  g_assert_cmpuint (second->status, ==, 400);
}

static void
test_ports (void)
{
  static const char *const options[] = { "--login-port", "0", "--api-port", "0", NULL };
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (SimServer) server = sim_server_new (dir, options);
  g_autofree char *port = g_strdup_printf ("%u", server->login_port);
  const char *argv[] = { SIM_PROGRAM, "--state-dir", dir, "--login-port", port, NULL };
  g_autofree char *problem = NULL;

  g_assert_cmpuint (server->login_port, !=, server->api_port);
  g_assert_cmpint (parafa_test_run (argv, "", NULL, &problem), ==, 1);
  g_assert_nonnull (strstr (problem, "cannot listen"));
}

/* A connection that is open, or held on order, does not delay the end */
static void
test_term (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (SimServer) server = sim_server_new (dir, NULL);
  g_autoptr (SimClient) client = sim_client_new (server, dir, NULL);
  g_autoptr (SimConnection) open = sim_client_connect (client, server->api_port);
  g_autoptr (SimConnection) held = NULL;
  g_autofree char *target = sim_authorize_target (server);
  g_autofree char *text = g_strdup_printf ("GET %s HTTP/1.1\r\n\r\n", target);
  gint64 before;

  g_assert_nonnull (open->session);
  sim_server_fail (server, "authorize", "hang");
  held = sim_client_connect (client, server->login_port);
  sim_connection_send (held, text);
  while (sim_server_count (server, "authorize") == 0)
    g_usleep (1000);
  before = g_get_monotonic_time ();
  g_subprocess_send_signal (server->process, SIGTERM);
  g_subprocess_wait (server->process, NULL, NULL);
  g_assert_cmpint (g_get_monotonic_time () - before, <, 20 * G_USEC_PER_SEC);
  sim_server_end (server);
}

static void
test_control_lines (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (SimServer) server = sim_server_new (dir, NULL);
  g_autofree char *endless = g_strnfill (70000, 'x');
  g_autoptr (JsonObject) too_long = sim_server_say (server, endless);
  g_autoptr (JsonObject) unknown = sim_server_say (server, "\n\n{\"do\":\"dance\"}");
  g_autoptr (JsonObject) good = sim_server_say (server, "{\"do\":\"counts\"}");

  g_assert_false (json_object_get_boolean_member (too_long, "ok"));
  g_assert_cmpstr (json_object_get_string_member (too_long, "error"), ==, "the line is too long");
  g_assert_false (json_object_get_boolean_member (unknown, "ok"));
  g_assert_true (json_object_get_boolean_member (good, "ok"));
}

static void
assert_absent (const char *text, const char *secret)
{
  g_assert_cmpuint (strlen (secret), >=, 32);
  g_assert_null (strstr (text, secret));
}

/* What is written down names methods, paths and results; no code, cookie, secret or token */
static void
test_log (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (SimServer) server = sim_server_new (dir, NULL);
  g_autoptr (SimClient) client = NULL;
  g_autofree char *callback = NULL;
  g_autofree char *code = NULL;
  g_autofree char *access = NULL;
  g_autofree char *refresh = NULL;
  g_autofree char *log = NULL;
  g_autoptr (SimAnswer) tokens = NULL;
  g_autoptr (SimAnswer) refreshed = NULL;
  g_autoptr (SimAnswer) hello = NULL;

  sim_server_issue (dir, "daria", "authentication", "rsa");
  client = sim_client_new (server, dir, "daria");
  callback = sim_client_find_callback (client, server);
  code = g_strndup (callback + strlen (SIM_CALLBACK "?code="), 64);
  tokens = sim_client_exchange (client, server, callback);
  access = sim_answer_get_json (tokens, "access_token");
  refresh = sim_answer_get_json (tokens, "refresh_token");
  refreshed = sim_client_refresh (client, server, refresh);
  hello = sim_client_hello (client, server, access);
  sim_server_end (server);

  g_assert_true (g_file_get_contents (server->log, &log, NULL, NULL));
  g_assert_nonnull (strstr (log, "login GET /anaf-oauth2/v1/authorize 302\n"));
  g_assert_nonnull (strstr (log, "login POST /anaf-oauth2/v1/token 200\n"));
  g_assert_nonnull (strstr (log, "api GET /TestOauth/jaxrs/hello 200\n"));
  assert_absent (log, code);
  assert_absent (log, server->client_secret);
  assert_absent (log, g_hash_table_lookup (client->cookies, "MRHSession"));
  assert_absent (log, access);
  assert_absent (log, refresh);
  access[60] = '\0';
  assert_absent (log, access);
}

/* Nothing of what opens something lies in the folder, but for keys of practice certificates */
static void
test_folder (void)
{
  static const char *const names[] = { "clients.ini", "refresh-tokens.ini" };
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (SimServer) server = sim_server_new (dir, NULL);
  g_autoptr (SimClient) client = NULL;
  g_autofree char *callback = NULL;
  g_autofree char *refresh = NULL;
  g_autoptr (SimAnswer) tokens = NULL;

  sim_server_issue (dir, "daria", "authentication", "rsa");
  client = sim_client_new (server, dir, "daria");
  callback = sim_client_find_callback (client, server);
  tokens = sim_client_exchange (client, server, callback);
  refresh = sim_answer_get_json (tokens, "refresh_token");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (dir, names[i], NULL);
      g_autofree char *text = NULL;
      GStatBuf status;

      g_assert_cmpint (g_stat (path, &status), ==, 0);
      g_assert_cmpint (status.st_mode & 0777, ==, 0600);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      assert_absent (text, server->client_secret);
      assert_absent (text, refresh);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);

  g_test_add_func ("/simulator/program/wrong-options", test_wrong_options);
  g_test_add_func ("/simulator/program/issue", test_issue);
  g_test_add_func ("/simulator/program/wrong-issue", test_wrong_issue);
  g_test_add_func ("/simulator/program/restart", test_restart);
  g_test_add_func ("/simulator/program/shared-folder", test_shared_folder);
  g_test_add_func ("/simulator/program/ports", test_ports);
  g_test_add_func ("/simulator/program/term", test_term);
  g_test_add_func ("/simulator/program/control-lines", test_control_lines);
  g_test_add_func ("/simulator/program/log", test_log);
  g_test_add_func ("/simulator/program/folder", test_folder);

  return g_test_run ();
}
