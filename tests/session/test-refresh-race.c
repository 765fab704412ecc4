/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "session-test.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_PROGRAMS 2
#ifdef __SANITIZE_ADDRESS__
#define ROUNDS 40
#else
#define ROUNDS 200
#endif

static ParafaTestKeyring *keyring;
static char *program; /* (owned): this one */

/* -- one of the programs: refreshes at each line it reads, and says what it holds then -- */

static void
say_what_is_held (ParafaAccount *account)
{
  ParafaSecret *access = parafa_token_pair_get_access (parafa_account_get_pair (account));
  g_autofree char *sum =
      g_compute_checksum_for_string (G_CHECKSUM_SHA256, parafa_secret_get (access), -1);

  dprintf (STDOUT_FILENO, "%s\n", sum);
}

static int
refresh_on_demand (void)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  ParafaSession *session = session_test_open (clock, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaAccount) account = session_test_practise (session, &error);
  char line[16];

  g_assert_no_error (error);
  session_test_wait_loaded (account);
  dprintf (STDOUT_FILENO, "ready\n");
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      session_test_refresh (account, &error);
      g_assert_no_error (error);
      say_what_is_held (account);
    }
  dprintf (STDOUT_FILENO, "%" G_GINT64_FORMAT "\n", session_test_count (session, "refreshes"));
  g_clear_object (&account);
  session_test_release (session);
  return 0;
}

/* -- the test -- */

typedef struct
{
  GPid pid;
  int in;
  GIOChannel *out; /* (owned) */
} Program;

static void
program_start (Program *self)
{
  const char *argv[] = { program, "--refresh-on-demand", NULL };
  g_autoptr (GError) error = NULL;
  int out = -1;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                            &self->pid, &self->in, &out, NULL, &error);
  g_assert_no_error (error);
  self->out = g_io_channel_unix_new (out);
  g_io_channel_set_close_on_unref (self->out, TRUE);
}

static char *
program_read (Program *self)
{
  char *line = NULL;
  gsize end = 0;

  g_assert_cmpint (g_io_channel_read_line (self->out, &line, NULL, &end, NULL), ==,
                   G_IO_STATUS_NORMAL);
  line[end] = '\0';
  return line;
}

static gint64
program_end (Program *self)
{
  g_autofree char *count = NULL;
  int status = 0;

  close (self->in);
  count = program_read (self);
  g_assert_cmpint (waitpid (self->pid, &status, 0), ==, self->pid);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  g_clear_pointer (&self->out, g_io_channel_unref);
  return g_ascii_strtoll (count, NULL, 10);
}

/* Both hold the same pair, a new one */
static void
race (Program *programs, char **last)
{
  g_autofree char *first = NULL;

  for (guint i = 0; i < N_PROGRAMS; i++)
    g_assert_cmpint (write (programs[i].in, "go\n", 3), ==, 3);
  for (guint i = 0; i < N_PROGRAMS; i++)
    {
      g_autofree char *held = program_read (&programs[i]);

      if (first == NULL)
        first = g_steal_pointer (&held);
      else
        g_assert_cmpstr (held, ==, first);
    }
  g_assert_cmpstr (first, !=, *last);
  g_free (*last);
  *last = g_steal_pointer (&first);
}

/* Two programs, one profile, a server that kills each refresh token at its first use: one refresh a
 * round, and no pair is ever lost */
static void
test_race (void)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  ParafaSession *session = session_test_open (clock, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaAccount) account = session_test_practise (session, &error);
  g_autoptr (ParafaHello) hello = NULL;
  g_autofree char *last = g_strdup ("");
  Program programs[N_PROGRAMS] = { 0 };
  gint64 n_refreshes = 0;

  g_assert_no_error (error);
  session_test_wait_loaded (account);
  session_test_grant (session, account);
  for (guint i = 0; i < N_PROGRAMS; i++)
    program_start (&programs[i]);
  for (guint i = 0; i < N_PROGRAMS; i++)
    {
      g_autofree char *ready = program_read (&programs[i]);

      g_assert_cmpstr (ready, ==, "ready");
    }
  for (guint i = 0; i < ROUNDS; i++)
    race (programs, &last);
  for (guint i = 0; i < N_PROGRAMS; i++)
    n_refreshes += program_end (&programs[i]);
  g_assert_cmpint (n_refreshes, ==, ROUNDS);

  /* this one, which only looked on, takes over what they left */
  g_assert_true (session_test_refresh (account, &error));
  g_assert_no_error (error);
  g_assert_cmpint (session_test_count (session, "refreshes"), ==, 0);
  hello = session_test_hello (account, "Ana", NULL);
  g_assert_cmpuint (parafa_hello_get_status (hello), ==, 200);
  g_clear_object (&account);
  session_test_release (session);
}

int
main (int argc, char **argv)
{
  int status;

  if (argc == 2 && g_str_equal (argv[1], "--refresh-on-demand"))
    return refresh_on_demand ();

  signal (SIGPIPE, SIG_IGN);
  program = g_file_read_link ("/proc/self/exe", NULL);
  keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/refresh-race/two-programs", test_race);
  status = g_test_run ();
  parafa_test_keyring_free (keyring);
  g_free (program);
  return status;
}
