/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-test.h"

#include "parafa-paths.h"
#include "parafa-refresh-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_AT_ONCE 10
#define DAY (G_GINT64_CONSTANT (86400))

/* `parafa token` as scripts run it, beside a window (the session here) that has the same profile: a real keyring,
 * a real practice server, a real login. */
static const char *parafa; /* (unowned): the program under test */
static ParafaTestKeyring *keyring;
static ParafaSession *session;
static ParafaAccount *account;

static char *
dup_stored_access (void)
{
  g_autoptr (ParafaTokenPair) pair = session_test_stored_pair (account);

  return g_strdup (parafa_secret_get (parafa_token_pair_get_access (pair)));
}

static void
assert_prints (const char *words, const char *before, const char *after)
{
  g_autofree char *access = dup_stored_access ();
  g_autofree char *expected = g_strconcat (before, access, after, NULL);
  g_auto (CliTestRun) run = cli_test_run (parafa, words);

  g_assert_cmpint (run.status, ==, 0);
  g_assert_true (g_str_equal (run.output, expected));
  g_assert_cmpstr (run.errors, ==, "");
}

static void
assert_fails (const char *words, int status, const char *said)
{
  g_auto (CliTestRun) run = cli_test_run (parafa, words);

  g_assert_cmpint (run.status, ==, status);
  g_assert_cmpstr (run.output, ==, "");
  g_assert_nonnull (strstr (run.errors, said));
}

static void
test_formats (void)
{
  g_autofree char *by_id =
      g_strconcat ("token --profile ", parafa_profile_get_id (parafa_account_get_profile (account)),
                   NULL);

  assert_prints ("token", "", "\n");
  assert_prints (by_id, "", "\n");
  assert_prints ("token --profile=practice --format=raw", "", "\n");
  assert_prints ("token --profile Practice --format header", "Authorization: Bearer ", "\n");
  assert_prints ("token --format env", "ANAF_ACCESS_TOKEN='", "'\n");
  assert_prints ("token --no-refresh --format curl", "header = \"Authorization: Bearer ", "\"\n");
}

static void
test_json (void)
{
  g_autofree char *access = dup_stored_access ();
  g_auto (CliTestRun) run = cli_test_run (parafa, "token --format json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  g_assert_cmpint (run.status, ==, 0);
  json_parser_load_from_data (parser, run.output, -1, &error);
  g_assert_no_error (error);
  object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (object, "access_token"), ==, access);
  g_assert_cmpstr (json_object_get_string_member (object, "token_type"), ==, "Bearer");
  g_assert_cmpstr (json_object_get_string_member (object, "environment"), ==, "practice");
  g_assert_cmpstr (json_object_get_string_member (object, "name"), ==, "Practice");
  g_assert_cmpint (json_object_get_int_member (object, "expires_at"), ==,
                   parafa_token_pair_get_access_expires_at (parafa_account_get_pair (account)));
}

static void
test_usage (void)
{
  assert_fails ("token --format yaml", 2, "raw, header, env, json and curl");
  assert_fails ("token --format", 2, "--format");
  assert_fails ("token practice", 2, "practice");
  assert_fails ("token --profile", 2, "--profile");
  assert_fails ("token --formats=raw", 2, "--formats");
  assert_fails ("profiles --yaml", 2, "--yaml");
}

static void
test_no_profile (void)
{
  g_autoptr (ParafaProfile) other = parafa_profile_new ("Firma Alfa", PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (GError) error = NULL;
  ParafaAccount *added;

  assert_fails ("token --profile nobody", 3, "“Practice”");
  added = session_test_add (session, other, "client-secret", &error);
  g_assert_no_error (error);
  assert_fails ("token", 3, "“Practice”, “Firma Alfa”");
  assert_fails ("token --profile firma_alfa", 4, "“Firma Alfa”");
  session_test_remove (session, added, &error);
  g_assert_no_error (error);
}

/* Also when nothing at all is there */
static void
test_no_profiles (void)
{
  g_autofree char *config = g_strdup (g_getenv ("XDG_CONFIG_HOME"));
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();

  g_setenv ("XDG_CONFIG_HOME", dir, TRUE);
  assert_fails ("token", 3, "no profile yet");
  {
    g_auto (CliTestRun) table = cli_test_run (parafa, "profiles");
    g_auto (CliTestRun) json = cli_test_run (parafa, "profiles --json");

    g_assert_cmpint (table.status, ==, 0);
    g_assert_cmpstr (table.output, ==, "");
    g_assert_nonnull (strstr (table.errors, "no profile yet"));
    g_assert_cmpint (json.status, ==, 0);
    g_assert_cmpstr (json.output, ==, "[]\n");
  }
  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
}

/* One alone shows how much a refresh draws; then ten at once draw no more than one */
static void
test_ten_at_once_refresh_once (void)
{
  GSubprocess *processes[N_AT_ONCE];
  g_autofree char *access = NULL;
  guint before, n_for_one;

  cli_test_expire (account, NULL);
  before = cli_test_count_draws ();
  assert_fails ("token --no-refresh", 5, "has ended");
  g_assert_cmpuint (cli_test_count_draws (), ==, before);
  {
    g_auto (CliTestRun) run = cli_test_run (parafa, "token");

    g_assert_cmpint (run.status, ==, 0);
    g_assert_null (strstr (run.output, "ended-access-token"));
  }
  n_for_one = cli_test_count_draws () - before;
  g_assert_cmpuint (n_for_one, >, 0);

  cli_test_expire (account, NULL);
  before = cli_test_count_draws ();
  for (guint i = 0; i < N_AT_ONCE; i++)
    processes[i] = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, parafa, "token", NULL);
  for (guint i = 0; i < N_AT_ONCE; i++)
    {
      g_autofree char *said = NULL;
      g_autoptr (GError) error = NULL;

      g_subprocess_communicate_utf8 (processes[i], NULL, NULL, &said, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (g_subprocess_get_successful (processes[i]));
      if (access == NULL)
        access = g_strdup (said);
      g_assert_cmpstr (said, ==, access);
      g_object_unref (processes[i]);
    }
  g_assert_cmpuint (cli_test_count_draws () - before, ==, n_for_one);
  assert_prints ("token", "", "\n");
  {
    g_autofree char *stored = dup_stored_access ();

    g_assert_true (g_str_has_prefix (access, stored));
  }
}

/* Two weeks before the end a renewal is due; with the server gone the token is handed out all the same */
static void
test_due (void)
{
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (ParafaTokenPair) good = session_test_stored_pair (account);
  g_autoptr (ParafaSecret) access = parafa_secret_new ("soon-ended-token", -1);
  g_autoptr (ParafaSecret) dead = parafa_secret_new ("dead-refresh-token", -1);
  g_autoptr (ParafaTokenPair) hopeless =
      parafa_token_pair_new (access, dead, 10 * DAY, now_s, now_s - 80 * DAY);
  g_autoptr (ParafaTokenPair) soon =
      parafa_token_pair_new (access, parafa_token_pair_get_refresh (good), 90 * DAY,
                             now_s - 80 * DAY, now_s - 80 * DAY);
  g_autoptr (GError) error = NULL;

  session_test_keep (account, hopeless, &error);
  g_assert_no_error (error);
  {
    g_auto (CliTestRun) run = cli_test_run (parafa, "token");

    g_assert_cmpint (run.status, ==, 0);
    g_assert_cmpstr (run.output, ==, "soon-ended-token\n");
    g_assert_nonnull (strstr (run.errors, "could not be renewed"));
  }
  session_test_keep (account, soon, &error);
  g_assert_no_error (error);
  assert_prints ("token --no-refresh", "", "\n");
  {
    g_auto (CliTestRun) run = cli_test_run (parafa, "token");

    g_assert_cmpint (run.status, ==, 0);
    g_assert_null (strstr (run.output, "soon-ended-token"));
    g_assert_cmpstr (run.errors, ==, "");
  }
}

static void
test_login_needed (void)
{
  g_autoptr (ParafaTokenPair) good = session_test_stored_pair (account);
  g_autoptr (GError) error = NULL;

  cli_test_expire (account, "dead-refresh-token");
  assert_fails ("token", 5, "log in again");
  session_test_keep (account, good, &error);
  g_assert_no_error (error);
}

static void
store_client_secret (const char *text)
{
  ParafaVault *vault = parafa_session_get_vault (session);
  g_autoptr (ParafaSecret) secret = parafa_secret_new (text, -1);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_vault_store_client_secret_async (vault,
                                          parafa_profile_get_id (
                                              parafa_account_get_profile (account)),
                                          "Practice", secret, NULL, parafa_test_result_callback,
                                          result);
  g_assert_true (
      parafa_vault_store_client_secret_finish (vault,
                                               parafa_test_result_wait (result,
                                                                        PARAFA_TEST_LIMIT_MS),
                                               NULL));
}

static ParafaSecret *
load_client_secret (void)
{
  ParafaVault *vault = parafa_session_get_vault (session);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_vault_load_client_secret_async (vault,
                                         parafa_profile_get_id (
                                             parafa_account_get_profile (account)),
                                         NULL, parafa_test_result_callback, result);
  return parafa_vault_load_client_secret_finish (vault,
                                                 parafa_test_result_wait (result,
                                                                          PARAFA_TEST_LIMIT_MS),
                                                 NULL);
}

static void
test_refused_and_silent_server (void)
{
  g_autoptr (ParafaTokenPair) good = session_test_stored_pair (account);
  g_autoptr (ParafaSecret) secret = load_client_secret ();
  g_autofree char *state = g_strdup (g_getenv ("XDG_STATE_HOME"));
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *file = parafa_test_write_file (dir, "file", "no folder");
  g_autoptr (GError) error = NULL;

  cli_test_expire (account, NULL);
  store_client_secret ("another-secret");
  assert_fails ("token", 9, "gives no token");
  store_client_secret (parafa_secret_get (secret));
  g_setenv ("XDG_STATE_HOME", file, TRUE);
  assert_fails ("token", 8, "does not answer");
  g_setenv ("XDG_STATE_HOME", state, TRUE);
  session_test_keep (account, good, &error);
  g_assert_no_error (error);
}

/* A token on the screen stays in the scrollback */
static void
test_terminal (void)
{
  int terminal = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC);
  const char *plain[] = { parafa, "token", NULL };
  const char *shown[] = { parafa, "token", "--show", NULL };
  const char *const *const ways[] = { plain, shown };
  int statuses[] = { 2, 0 };
  int slave;

  g_assert_cmpint (grantpt (terminal), ==, 0);
  g_assert_cmpint (unlockpt (terminal), ==, 0);
  slave = open (ptsname (terminal), O_RDWR | O_NOCTTY | O_CLOEXEC);
  g_assert_cmpint (slave, >=, 0);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      GPid pid = 0;
      int status = 0;
      g_autoptr (GError) error = NULL;

      g_spawn_async_with_fds (NULL, (char **) ways[i], NULL,
                              G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                              &pid, -1, slave, -1, &error);
      g_assert_no_error (error);
      g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
      g_assert_true (WIFEXITED (status));
      g_assert_cmpint (WEXITSTATUS (status), ==, statuses[i]);
    }
  close (slave);
  {
    g_autofree char *access = dup_stored_access ();
    char buffer[8192];
    gssize n = read (terminal, buffer, sizeof buffer - 1);

    g_assert_cmpint (n, >, 0);
    buffer[n] = '\0';
    g_assert_true (g_str_has_prefix (buffer, access));
  }
  close (terminal);
}

/* Ended in the middle of a refresh, it first puts the new pair where it belongs */
static void
test_signal_waits_for_refresh (void)
{
  const char *id = parafa_profile_get_id (parafa_account_get_profile (account));
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaRefreshLock) lock = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (ParafaTestResult) ended = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *stored = NULL;

  cli_test_expire (account, NULL);
  parafa_refresh_lock_take_async (id, 0, parafa_test_result_callback, result);
  lock = parafa_refresh_lock_take_finish (parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                          &error);
  g_assert_no_error (error);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, parafa, "token", NULL);
  g_assert_no_error (error);
  g_subprocess_wait_async (process, NULL, parafa_test_result_callback, ended);
  /* long enough for the program to come to the lock on any machine; if it does not, nothing is proved and
   * nothing fails */
  g_usleep (G_USEC_PER_SEC);
  g_subprocess_send_signal (process, SIGTERM);
  g_assert_false (
      parafa_test_poll_until ((ParafaTestCondition) parafa_test_result_is_ready, ended, 500));
  g_clear_pointer (&lock, parafa_refresh_lock_free);
  parafa_test_result_wait (ended, PARAFA_TEST_LIMIT_MS);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 128 + SIGTERM);
  stored = dup_stored_access ();
  g_assert_cmpstr (stored, !=, "ended-access-token");
}

static void
test_profiles (void)
{
  g_auto (CliTestRun) names = cli_test_run (parafa, "profiles --names");
  g_auto (CliTestRun) table = cli_test_run (parafa, "profiles");
  g_auto (CliTestRun) json = cli_test_run (parafa, "profiles --json");
  ParafaProfile *profile = parafa_account_get_profile (account);
  g_autofree char *access = dup_stored_access ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  g_assert_cmpstr (names.output, ==, "Practice\n");
  g_assert_true (g_str_has_prefix (table.output, "Profile   Environment  State"));
  g_assert_nonnull (strstr (table.output, "\nPractice  practice     valid"));
  json_parser_load_from_data (parser, json.output, -1, &error);
  g_assert_no_error (error);
  object = json_array_get_object_element (json_node_get_array (json_parser_get_root (parser)), 0);
  g_assert_cmpstr (json_object_get_string_member (object, "id"), ==,
                   parafa_profile_get_id (profile));
  g_assert_cmpstr (json_object_get_string_member (object, "state"), ==, "valid");
  g_assert_cmpint (json_object_get_int_member (object, "certificate_expires_at"), ==,
                   parafa_profile_get_certificate_ends_at (profile));
  g_assert_cmpint (json_object_get_int_member (object, "access_expires_at"), >, 0);
  g_assert_cmpint (json_object_get_int_member (object, "refresh_expires_at"), >, 0);
  g_assert_null (strstr (json.output, access));
  g_assert_null (strstr (table.output, access));
}

/* In the worker thread of the connection */
static GDBusMessage *
count_questions (GDBusConnection *bus, GDBusMessage *message, gboolean incoming, gpointer user_data)
{
  if (incoming && g_strcmp0 (g_dbus_message_get_interface (message),
                             "org.gnome.keyring.internal.Prompter") == 0)
    g_atomic_int_inc ((int *) user_data);
  return message;
}

static void
own_prompter (GDBusConnection *bus)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer G_GNUC_UNUSED =
      g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                   "org.freedesktop.DBus", "RequestName",
                                   g_variant_new ("(su)", "org.gnome.keyring.SystemPrompter", 0),
                                   NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
}

/* Nothing asks for a password; whoever allows it gets the keyring's own question, which nobody answers here */
static void
test_keyring_locked (void)
{
  static int n_questions;
  GDBusConnection *bus = parafa_test_keyring_get_bus (keyring);

  own_prompter (bus);
  g_dbus_connection_add_filter (bus, count_questions, &n_questions, NULL);
  parafa_test_keyring_lock (keyring);
  assert_fails ("token", 6, "--interactive");
  g_assert_cmpint (g_atomic_int_get (&n_questions), ==, 0);
  assert_fails ("token --interactive", 6, "stayed locked");
  g_assert_cmpint (g_atomic_int_get (&n_questions), >, 0);
  {
    g_auto (CliTestRun) names = cli_test_run (parafa, "profiles --names");
    g_auto (CliTestRun) json = cli_test_run (parafa, "profiles --json");

    g_assert_cmpstr (names.output, ==, "Practice\n");
    g_assert_cmpint (json.status, ==, 0);
    g_assert_nonnull (strstr (json.output, "\"keyring-locked\""));
  }
  parafa_test_keyring_kill_service (keyring);
  assert_fails ("token", 7, "keyring");
  parafa_test_keyring_start_service (keyring);
  assert_prints ("token", "", "\n");
}

int
main (int argc, char **argv)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  g_autofree char *spy = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  parafa = argv[1];
  spy = g_build_filename (parafa_test_keyring_get_dir (keyring), "spy", NULL);
  g_setenv ("PARAFA_SIMULATOR_SPY", spy, TRUE);
  session = session_test_open (clock, &error);
  g_assert_no_error (error);
  account = cli_test_log_in (session);

  g_test_add_func ("/cli/token/formats", test_formats);
  g_test_add_func ("/cli/token/json", test_json);
  g_test_add_func ("/cli/token/usage", test_usage);
  g_test_add_func ("/cli/token/no-profile", test_no_profile);
  g_test_add_func ("/cli/token/no-profiles", test_no_profiles);
  g_test_add_func ("/cli/token/ten-at-once-refresh-once", test_ten_at_once_refresh_once);
  g_test_add_func ("/cli/token/due", test_due);
  g_test_add_func ("/cli/token/login-needed", test_login_needed);
  g_test_add_func ("/cli/token/refused-and-silent-server", test_refused_and_silent_server);
  g_test_add_func ("/cli/token/terminal", test_terminal);
  g_test_add_func ("/cli/token/signal-waits-for-refresh", test_signal_waits_for_refresh);
  g_test_add_func ("/cli/token/profiles", test_profiles);
  g_test_add_func ("/cli/token/keyring-locked", test_keyring_locked);
  status = g_test_run ();

  g_clear_object (&account);
  session_test_release (session);
  parafa_test_keyring_free (keyring);
  return status;
}
