/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-practice.h"
#include "parafa-session-error.h"
#include "parafa-test.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static gboolean
start (ParafaPractice *practice, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_practice_start_async (practice, NULL, parafa_test_result_callback, result);
  return parafa_practice_start_finish (practice,
                                       parafa_test_result_wait (result, 2 * PARAFA_TEST_LIMIT_MS),
                                       error);
}

static ParafaSecret *
command (ParafaPractice *practice, const char *line, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_practice_command_async (practice, line, NULL, parafa_test_result_callback, result);
  return parafa_practice_command_finish (practice,
                                         parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                         error);
}

/* The process id of the one server this test runs; 0 when there is none */
static int
find_server (void)
{
  const char *argv[] = { "ps", "-e", "-o", "ppid=,pid=,comm=", NULL };
  g_autofree char *out = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_cmpint (parafa_test_run (argv, NULL, &out, NULL), ==, 0);
  lines = g_strsplit (out, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      int parent = 0;
      int pid = 0;
      char name[64] = "";

      if (sscanf (lines[i], "%d %d %63s", &parent, &pid, name) == 3 && parent == getpid () &&
          g_str_has_prefix (name, "parafa-simul"))
        return pid;
    }
  return 0;
}

static gboolean
has_no_server (gpointer data)
{
  return find_server () == 0;
}

static void
count (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
}

static void
test_start_and_stop (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  ParafaPractice *practice = parafa_practice_new (dir);
  ParafaEndpoints *endpoints = NULL;
  g_autoptr (GError) error = NULL;
  guint n_notified = 0;

  g_signal_connect (practice, "notify::running", G_CALLBACK (count), &n_notified);
  g_assert_false (parafa_practice_is_running (practice));
  g_assert_null (parafa_practice_get_endpoints (practice));
  g_assert_null (parafa_practice_get_certificate_file (practice));
  g_assert_true (start (practice, &error));
  g_assert_no_error (error);
  g_assert_true (parafa_practice_is_running (practice));
  g_assert_true (parafa_practice_is_new (practice));
  g_assert_cmpuint (n_notified, ==, 1);
  endpoints = parafa_practice_get_endpoints (practice);
  g_assert_true (parafa_endpoints_is_practice (endpoints));
  g_assert_nonnull (parafa_endpoints_get_ca_pem (endpoints));
  g_assert_true (g_str_has_prefix (parafa_endpoints_get_authorize_uri (endpoints),
                                   "https://logincert.localhost:"));
  g_assert_true (
      g_file_test (parafa_practice_get_certificate_file (practice), G_FILE_TEST_IS_REGULAR));
  g_assert_cmpuint (parafa_secret_get_length (parafa_practice_get_certificate_password (practice)),
                    >, 0);

  /* it runs: once more is the same server */
  g_assert_true (start (practice, &error));
  g_assert_true (parafa_practice_get_endpoints (practice) == endpoints);

  parafa_practice_stop (practice);
  parafa_practice_stop (practice);
  g_assert_false (parafa_practice_is_running (practice));
  g_assert_cmpuint (n_notified, ==, 2);
  parafa_test_wait_until (has_no_server, NULL, PARAFA_TEST_LIMIT_MS);

  g_assert_true (start (practice, &error));
  g_assert_false (parafa_practice_is_new (practice));
  g_assert_finalize_object (practice);
  parafa_test_wait_until (has_no_server, NULL, PARAFA_TEST_LIMIT_MS);
}

static void
started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint *n_started = user_data;

  g_assert_true (parafa_practice_start_finish (PARAFA_PRACTICE (source), result, NULL));
  (*n_started)++;
}

static gboolean
is_three (gpointer data)
{
  return *(guint *) data == 3;
}

static void
test_starts_share_one_server (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (ParafaPractice) practice = parafa_practice_new (dir);
  guint n_started = 0;

  for (guint i = 0; i < 3; i++)
    parafa_practice_start_async (practice, NULL, started, &n_started);
  parafa_test_wait_until (is_three, &n_started, 2 * PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (find_server (), !=, 0);
}

static void
test_stop_during_start (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (ParafaPractice) practice = parafa_practice_new (dir);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  parafa_practice_start_async (practice, NULL, parafa_test_result_callback, result);
  parafa_practice_stop (practice);
  g_assert_false (
      parafa_practice_start_finish (practice,
                                    parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                    &error));
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_PRACTICE);
  g_clear_error (&error);
  /* answers of the start that was given up do not disturb the next */
  g_assert_true (start (practice, &error));
  g_assert_no_error (error);
}

static void
test_folder_that_cannot_be (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *file = parafa_test_write_file (dir, "file", "x");
  g_autofree char *below = g_build_filename (file, "practice", NULL);
  g_autoptr (ParafaPractice) practice = parafa_practice_new (below);
  g_autoptr (GError) error = NULL;

  g_assert_false (start (practice, &error));
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_PRACTICE);
  g_assert_false (parafa_practice_is_running (practice));
}

static void
test_commands (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (ParafaPractice) practice = parafa_practice_new (dir);
  g_autoptr (ParafaTestResult) first = parafa_test_result_new ();
  g_autoptr (ParafaTestResult) second = parafa_test_result_new ();
  g_autoptr (ParafaSecret) answer = NULL;
  g_autoptr (ParafaSecret) other = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (command (practice, "{\"do\":\"counts\"}", &error));
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_PRACTICE);
  g_clear_error (&error);
  g_assert_true (start (practice, &error));
  g_assert_null (command (practice, "{\"do\":\"fly\"}", &error));
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_PRACTICE);
  g_clear_error (&error);

  /* answers come to those who asked */
  parafa_practice_command_async (practice, "{\"do\":\"counts\"}", NULL, parafa_test_result_callback,
                                 first);
  parafa_practice_command_async (practice, "{\"do\":\"clear\"}", NULL, parafa_test_result_callback,
                                 second);
  answer = parafa_practice_command_finish (practice,
                                           parafa_test_result_wait (first, PARAFA_TEST_LIMIT_MS),
                                           &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (parafa_secret_get (answer), "\"exchanges\""));
  other = parafa_practice_command_finish (practice,
                                          parafa_test_result_wait (second, PARAFA_TEST_LIMIT_MS),
                                          &error);
  g_assert_no_error (error);
  g_assert_null (strstr (parafa_secret_get (other), "exchanges"));
}

static void
test_register (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (ParafaPractice) practice = parafa_practice_new (dir);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (parafa_practice_get_client_id (practice));
  g_assert_true (start (practice, &error));
  parafa_practice_register_async (practice, "Țest \"x\"", NULL, parafa_test_result_callback,
                                  result);
  g_assert_true (
      parafa_practice_register_finish (practice,
                                       parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                       &error));
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (parafa_practice_get_client_id (practice)), ==, 48);
  g_assert_cmpuint (parafa_secret_get_length (parafa_practice_get_client_secret (practice)), ==,
                    64);
  g_assert_cmpstr (parafa_practice_get_redirect_uri (practice), ==, PARAFA_PRACTICE_REDIRECT_URI);
}

static gboolean
is_stopped (gpointer data)
{
  return !parafa_practice_is_running (PARAFA_PRACTICE (data));
}

/* It ends by itself: told, what waits fails, and the next start is a new server */
static void
test_server_dies (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (ParafaPractice) practice = parafa_practice_new (dir);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  guint n_notified = 0;

  g_assert_true (start (practice, &error));
  g_signal_connect (practice, "notify::running", G_CALLBACK (count), &n_notified);
  kill (find_server (), SIGSTOP);
  parafa_practice_command_async (practice, "{\"do\":\"counts\"}", NULL, parafa_test_result_callback,
                                 result);
  kill (find_server (), SIGKILL);
  g_assert_null (
      parafa_practice_command_finish (practice,
                                      parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                      &error));
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_PRACTICE);
  g_clear_error (&error);
  parafa_test_wait_until (is_stopped, practice, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_null (parafa_practice_get_endpoints (practice));
  g_assert_true (start (practice, &error));
  g_assert_true (parafa_practice_is_running (practice));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/practice/start-and-stop", test_start_and_stop);
  g_test_add_func ("/session/practice/starts-share-one-server", test_starts_share_one_server);
  g_test_add_func ("/session/practice/stop-during-start", test_stop_during_start);
  g_test_add_func ("/session/practice/folder-that-cannot-be", test_folder_that_cannot_be);
  g_test_add_func ("/session/practice/commands", test_commands);
  g_test_add_func ("/session/practice/register", test_register);
  g_test_add_func ("/session/practice/server-dies", test_server_dies);

  return g_test_run ();
}
