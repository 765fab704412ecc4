/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "session-test.h"

#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* More steps than a refresh has; the loop ends at the first that is never reached */
#define MAX_STEPS 300
/* Every step; under a sanitizer, where all is slow, every third */
#ifdef __SANITIZE_ADDRESS__
#define STRIDE 3
#else
#define STRIDE 1
#endif

static ParafaTestKeyring *keyring;
static char *program; /* (owned): this one */

/* -- the program that is killed -- */

static void
call_shim (const char *name)
{
  void (*function) (void) = (void (*) (void)) dlsym (RTLD_DEFAULT, name);

  g_assert_nonnull (function);
  function ();
}

/* Refreshes once, dying where it is told to. Exits with 0 when it lived. */
static int
refresh_once (gboolean rotation)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  ParafaSession *session = session_test_open (clock, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaAccount) account = session_test_practise (session, &error);

  g_assert_no_error (error);
  session_test_wait_loaded (account);
  if (!rotation)
    session_test_command (session, "{\"do\":\"set\",\"rotation\":false}");
  call_shim ("parafa_kill_after_arm");
  session_test_refresh (account, &error);
  g_assert_no_error (error);
  g_clear_object (&account);
  session_test_release (session);
  return 0;
}

/* -- the test -- */

/* Whether it was killed */
static gboolean
run_and_kill (guint steps, gboolean rotation)
{
  const char *argv[] = { program, "--refresh-once", rotation ? "rotation" : "none", NULL };
  g_autofree char *number = g_strdup_printf ("%u", steps);
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (GError) error = NULL;
  const char *others = g_environ_getenv (environment, "LD_PRELOAD");
  g_autofree char *preload =
      others != NULL && *others != '\0'
          ? g_strconcat (others, ":", g_getenv ("PARAFA_KILL_AFTER_SO"), NULL)
          : g_strdup (g_getenv ("PARAFA_KILL_AFTER_SO"));
  const char *sanitizer = g_environ_getenv (environment, "ASAN_OPTIONS");
  g_autofree char *with_order =
      g_strconcat (sanitizer != NULL ? sanitizer : "", ":verify_asan_link_order=0", NULL);
  int status = 0;
  GPid pid = 0;

  environment = g_environ_setenv (environment, "LD_PRELOAD", preload, TRUE);
  environment = g_environ_setenv (environment, "PARAFA_KILL_AFTER", number, TRUE);
  /* AddressSanitizer wants to be the first; the calls counted here are none of its business */
  environment = g_environ_setenv (environment, "ASAN_OPTIONS", with_order, TRUE);
  g_spawn_async (NULL, (char **) argv, environment,
                 G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  if (WIFEXITED (status))
    {
      g_assert_cmpint (WEXITSTATUS (status), ==, 0);
      return FALSE;
    }
  g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
  return TRUE;
}

typedef struct
{
  ParafaSession *session; /* (owned) */
  ParafaAccount *account; /* (owned) */
  guint n_kills;
  guint n_lost;
} Fixture;

/* After any kill: the keyring holds a whole pair, its access token opens TestOauth, and its refresh
 * token gives the next pair; or the program says that the answer with the next one was lost */
static void
assert_usable (Fixture *fixture, guint steps)
{
  g_autoptr (ParafaTokenPair) stored = session_test_stored_pair (fixture->account);
  g_autoptr (ParafaHello) hello = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (stored);
  g_assert_true (session_test_load (fixture->account, &error));
  g_assert_no_error (error);
  g_assert_true (parafa_secret_equal (parafa_token_pair_get_access (stored),
                                      parafa_token_pair_get_access (
                                          parafa_account_get_pair (fixture->account))));
  hello = session_test_hello (fixture->account, "Ana", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (parafa_hello_get_status (hello), ==, 200);
  if (session_test_refresh (fixture->account, &error))
    return;
  g_test_message ("step %u: %s", steps, error->message);
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_ANSWER_LOST);
  fixture->n_lost++;
  session_test_grant (fixture->session, fixture->account);
}

static void
kill_at_each_step (gboolean rotation, guint stride, Fixture *fixture)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  g_autoptr (GError) error = NULL;

  fixture->session = session_test_open (clock, NULL);
  fixture->account = session_test_practise (fixture->session, &error);
  g_assert_no_error (error);
  session_test_wait_loaded (fixture->account);
  if (!rotation)
    session_test_command (fixture->session, "{\"do\":\"set\",\"rotation\":false}");
  session_test_grant (fixture->session, fixture->account);
  for (guint steps = 0; steps < MAX_STEPS; steps += stride)
    {
      if (!run_and_kill (steps, rotation))
        break;
      fixture->n_kills++;
      assert_usable (fixture, steps);
    }
  assert_usable (fixture, MAX_STEPS);
  g_test_message ("%u kills, %u answers lost", fixture->n_kills, fixture->n_lost);
  /* the steps were counted, and there was an end to them */
  g_assert_cmpuint (fixture->n_kills, >, 10 / stride);
  g_assert_cmpuint (fixture->n_kills, <, MAX_STEPS / stride - 1);
  g_clear_object (&fixture->account);
  session_test_release (fixture->session);
}

/* A server that keeps the old refresh token good: nothing is ever lost */
static void
test_without_rotation (void)
{
  Fixture fixture = { 0 };

  kill_at_each_step (FALSE, 3 * STRIDE, &fixture);
  g_assert_cmpuint (fixture.n_lost, ==, 0);
}

/* One that kills it the moment it is used: between the request and the write of its answer no
 * client can win, and there the program says so. Everywhere else nothing is lost. */
static void
test_with_rotation (void)
{
  Fixture fixture = { 0 };

  kill_at_each_step (TRUE, STRIDE, &fixture);
  g_assert_cmpuint (fixture.n_lost, <, fixture.n_kills / 2);
}

int
main (int argc, char **argv)
{
  int status;

  if (argc == 3 && g_str_equal (argv[1], "--refresh-once"))
    return refresh_once (g_str_equal (argv[2], "rotation"));

  program = g_file_read_link ("/proc/self/exe", NULL);
  keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/refresh-crash/with-rotation", test_with_rotation);
  g_test_add_func ("/session/refresh-crash/without-rotation", test_without_rotation);
  status = g_test_run ();
  parafa_test_keyring_free (keyring);
  g_free (program);
  return status;
}
