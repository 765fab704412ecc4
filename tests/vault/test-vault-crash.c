/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "vault-test.h"
#include "parafa-test.h"

#define SECRET_API_SUBJECT_TO_CHANGE 1
#include <libsecret/secret.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define KILLS_OF_THE_PROGRAM 20
#define KILLS_OF_THE_SERVICE 10
#define STORE_FAILED 3

static ParafaTestKeyring *keyring;
static gboolean in_sandbox;
static char *program; /* (owned): this one */

/* The program that is killed: stores one pair after another and says the number of each before it starts
 * and after it is told that it is stored */
static int
store_for_ever (gint64 from)
{
  g_autoptr (ParafaVault) vault = NULL;

  vault_test_init ();
  vault = parafa_vault_new ();
  for (gint64 i = from;; i++)
    {
      g_autofree char *mark = g_strdup_printf ("%" G_GINT64_FORMAT, i);
      g_autoptr (ParafaTokenPair) pair = vault_test_pair (mark, 1700000000 + i);
      g_autoptr (GError) error = NULL;

      if (!vault_test_store (vault, TEST_PROFILE, pair, &error))
        {
          g_printerr ("# %s\n", error->message);
          return STORE_FAILED;
        }
      dprintf (STDOUT_FILENO, "%" G_GINT64_FORMAT "\n", i);
    }
}

typedef struct
{
  GPid pid;
  GIOChannel *out; /* (owned) */
  gint64 told;     /* the last pair that was told to be stored */
} Storer;

static void
storer_start (Storer *storer, gint64 from)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, from);
  const char *argv[] = { program, "--store-from", number, NULL };
  g_autoptr (GError) error = NULL;
  int out = -1;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                            &storer->pid, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  storer->out = g_io_channel_unix_new (out);
  g_io_channel_set_close_on_unref (storer->out, TRUE);
  storer->told = from - 1;
}

/* Reads one number; blocks until the storer has stored or is gone */
static gboolean
storer_read (Storer *storer)
{
  g_autofree char *line = NULL;

  if (g_io_channel_read_line (storer->out, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL)
    return FALSE;
  storer->told = g_ascii_strtoll (line, NULL, 10);
  return TRUE;
}

/* Kills the storer at any point of its work, and reads what it still said */
static void
storer_kill (Storer *storer)
{
  int status = 0;

  kill (storer->pid, SIGKILL);
  g_assert_cmpint (waitpid (storer->pid, &status, 0), ==, storer->pid);
  /* Killed by us, or ended by itself since the service failed it: never by a warning or a fault of its own */
  if (WIFEXITED (status))
    g_assert_cmpint (WEXITSTATUS (status), ==, STORE_FAILED);
  else
    g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
  while (storer_read (storer))
    ;
  g_clear_pointer (&storer->out, g_io_channel_unref);
}

/* A program that is killed while it asks gnome-keyring's portal (up to 48) leaves it refusing everybody until
 * the service is started again, as with the next session */
static void
begin_new_session (void)
{
  parafa_test_keyring_kill_service (keyring);
  parafa_test_keyring_start_service (keyring);
}

static ParafaTokenPair *
load (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (GError) error = NULL;
  ParafaTokenPair *pair = vault_test_load (vault, TEST_PROFILE, &error);

  if (in_sandbox && g_error_matches (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_LOCKED))
    {
      g_clear_error (&error);
      begin_new_session ();
      pair = vault_test_load (vault, TEST_PROFILE, &error);
    }
  g_assert_no_error (error);
  return pair;
}

/* A pair is there, whole, and no older than the last one that was told to be stored */
static gint64
assert_kept (gint64 told)
{
  g_autoptr (ParafaTokenPair) pair = load ();
  g_autofree char *mark = NULL;
  gint64 number;

  g_assert_nonnull (pair);
  number = parafa_token_pair_get_obtained_at (pair) - 1700000000;
  mark = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  vault_test_assert_pair (pair, mark);
  g_assert_cmpint (number, >=, told);
  return number;
}

static void
test_program_is_killed (void)
{
  gint64 kept = 0;

  for (guint i = 0; i < KILLS_OF_THE_PROGRAM; i++)
    {
      Storer storer = { 0 };

      storer_start (&storer, kept + 1);
      for (int stored = g_random_int_range (1, 6); stored > 0; stored--)
        g_assert_true (storer_read (&storer));
      g_usleep (g_random_int_range (0, 4000));
      storer_kill (&storer);
      kept = assert_kept (storer.told);
    }
  g_test_message ("%" G_GINT64_FORMAT " pairs stored, %d kills", kept, KILLS_OF_THE_PROGRAM);
}

static void
test_service_is_killed (void)
{
  gint64 kept = assert_kept (0);

  for (guint i = 0; i < KILLS_OF_THE_SERVICE; i++)
    {
      Storer storer = { 0 };

      storer_start (&storer, kept + 1);
      for (int stored = g_random_int_range (1, 6); stored > 0; stored--)
        g_assert_true (storer_read (&storer));
      g_usleep (g_random_int_range (0, 4000));
      parafa_test_keyring_kill_service (keyring);
      storer_kill (&storer);
      parafa_test_keyring_start_service (keyring);
      kept = assert_kept (storer.told);
    }
}

int
main (int argc, char **argv)
{
  int status;

  if (argc == 3 && g_str_equal (argv[1], "--store-from"))
    return store_for_ever (g_ascii_strtoll (argv[2], NULL, 10));

  in_sandbox = vault_test_init ();
  program = g_file_read_link ("/proc/self/exe", NULL);
  keyring = vault_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vault/crash/program-is-killed", test_program_is_killed);
  g_test_add_func ("/vault/crash/service-is-killed", test_service_is_killed);
  status = g_test_run ();
  secret_service_disconnect ();
  parafa_test_keyring_free (keyring);
  g_free (program);
  return status;
}
