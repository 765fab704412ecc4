/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* From the PIN to the token in the keyring, as the window does it (C_Login on a software token, relay, web view,
 * redirects, code, exchange, keyring), beside a bare client that walks the same way to the same server with its key
 * in a file. What the bare client needs is the server's time; the rest is the application's. */

#include "parafa-test-login.h"

#include "parafa-paths.h"
#include "parafa-practice.h"
#include "parafa-test.h"

#include <json-glib/json-glib.h>
#include <stdlib.h>

#define RUNS 9

static int
compare_times (const void *a, const void *b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

static double
median_ms (gint64 *times, guint n)
{
  qsort (times, n, sizeof *times, compare_times);
  return times[n / 2] / 1000.0;
}

static gint64
time_application (ParafaTestLogin *login)
{
  gint64 start_us;

  parafa_test_login_start (login);
  parafa_test_login_choose (login, "Daria Stânceanu");
  start_us = g_get_monotonic_time ();
  parafa_test_login_type (login, PARAFA_TEST_PIN);
  parafa_test_login_wait_step (login, PARAFA_LOGIN_DONE);
  start_us = g_get_monotonic_time () - start_us;
  parafa_login_flow_cancel (login->flow);
  g_clear_object (&login->flow);
  return start_us;
}

/* a registered application: its id and secret, and the address of the login server */
static char *
dup_credentials (ParafaTestLogin *login)
{
  g_autofree char *answer =
      parafa_test_login_command (login, "{\"do\":\"register\",\"name\":\"bench\",\"redirect_uri\":"
                                        "\"https://localhost:8443/bench\"}");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  json_parser_load_from_data (parser, answer, -1, &error);
  g_assert_no_error (error);
  object = json_node_get_object (json_parser_get_root (parser));
  return g_strdup_printf ("%s:%s\n", json_object_get_string_member (object, "client_id"),
                          json_object_get_string_member (object, "client_secret"));
}

static gint64
time_bare_client (const char *login_uri, const char *credentials)
{
  g_autofree char *dir = parafa_paths_get_state_dir ("practice");
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "bench", "bare-login", NULL);
  g_autofree char *ca = g_build_filename (dir, "ca.pem", NULL);
  g_autofree char *chain = g_build_filename (dir, "issued", "rsa-chain.pem", NULL);
  g_autofree char *key = g_build_filename (dir, "issued", "rsa.key", NULL);
  const char *argv[] = { program, login_uri, ca, chain, key, "https://localhost:8443/bench", NULL };
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;

  process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                               &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, credentials, NULL, &output, NULL, &error));
  g_assert_true (g_subprocess_get_successful (process));
  return g_ascii_strtoll (output, NULL, 10);
}

static char *
dup_login_uri (ParafaTestLogin *login)
{
  ParafaPractice *practice = parafa_session_get_practice (login->session);
  ParafaEndpoints *endpoints = parafa_practice_get_endpoints (practice);

  return g_strconcat ("https://", parafa_endpoints_get_login_hosts (endpoints)[0], NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (ParafaTestLogin) login = NULL;
  g_autofree char *login_uri = NULL, *credentials = NULL;
  gint64 ours[RUNS], bare[RUNS];
  double ours_ms, bare_ms;

  g_test_init (&argc, &argv, NULL);
  parafa_test_login_prepare ();
  login = parafa_test_login_new (NULL);
  parafa_test_login_begin (login, "Daria Stânceanu");
  parafa_test_login_wait_step (login, PARAFA_LOGIN_DONE);
  login_uri = dup_login_uri (login);
  parafa_login_flow_cancel (login->flow);
  g_clear_object (&login->flow);
  credentials = dup_credentials (login);
  for (guint i = 0; i < RUNS; i++)
    {
      ours[i] = time_application (login);
      bare[i] = time_bare_client (login_uri, credentials);
    }
  ours_ms = median_ms (ours, RUNS);
  bare_ms = median_ms (bare, RUNS);
  g_print ("PIN to token:         %.0f ms, bare client on the same way %.0f ms: the application "
           "adds %.0f ms, ratio %.1f\n",
           ours_ms, bare_ms, ours_ms - bare_ms, ours_ms / bare_ms);
  return 0;
}
