/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "vault-test.h"
#include "parafa-test.h"
#include "parafa-vault-file.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#define PROGRAMS 3
#define PAIRS_OF_EACH 4
#define FIRST_KILLS 12

static ParafaTestKeyring *keyring;
static char *program; /* (owned): this one */

static void
store (ParafaVault *vault, const char *profile_id, const char *mark, gint64 obtained_at_s)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaTokenPair) pair = vault_test_pair (mark, obtained_at_s);

  vault_test_store (vault, profile_id, pair, &error);
  g_assert_no_error (error);
}

static void
assert_loads (const char *profile_id, const char *mark)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaTokenPair) pair = vault_test_load (vault, profile_id, &error);

  g_assert_no_error (error);
  vault_test_assert_pair (pair, mark);
}

static void
assert_fails (gboolean prompts, ParafaVaultError code)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (GError) error = NULL;

  parafa_vault_set_prompts (vault, prompts);
  g_assert_null (vault_test_load (vault, TEST_PROFILE, &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, (int) code);
}

static gsize
count_in_file (void)
{
  g_autofree char *path = parafa_vault_file_get_path ();
  g_autoptr (GError) error = NULL;
  gsize n_items = 0;

  g_assert_true (parafa_vault_file_check (path, &n_items, &error));
  g_assert_no_error (error);
  return n_items;
}

/* Nothing was ever kept */
static void
begin_anew (void)
{
  g_autofree char *path = parafa_vault_file_get_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_file_test (folder, G_FILE_TEST_EXISTS))
    parafa_test_remove_tree (folder);
}

static void
begin_new_session (void)
{
  parafa_test_keyring_kill_service (keyring);
  parafa_test_keyring_start_service (keyring);
}

/* -- programs beside this one -- */

static int
store_some (const char *profile_id)
{
  g_autoptr (ParafaVault) vault = NULL;

  vault_test_init ();
  vault = parafa_vault_new ();
  for (int i = 1; i <= PAIRS_OF_EACH; i++)
    {
      g_autofree char *mark = g_strdup_printf ("%s-%d", profile_id, i);

      store (vault, profile_id, mark, 1700000000 + i);
    }
  return 0;
}

static GPid
start_beside (const char *what, const char *argument, char **environment)
{
  const char *argv[] = { program, what, argument, NULL };
  g_autoptr (GError) error = NULL;
  GPid pid = 0;

  g_spawn_async (NULL, (char **) argv, environment,
                 G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  return pid;
}

static void
assert_ends_well (GPid pid)
{
  int status = -1;

  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static void
test_programs_at_once (void)
{
  GPid pids[PROGRAMS];

  begin_anew ();
  for (int i = 0; i < PROGRAMS; i++)
    {
      g_autofree char *profile_id = g_strdup_printf ("program-%d", i);

      pids[i] = start_beside ("--store-some", profile_id, NULL);
    }
  for (int i = 0; i < PROGRAMS; i++)
    assert_ends_well (pids[i]);
  for (int i = 0; i < PROGRAMS; i++)
    {
      g_autofree char *profile_id = g_strdup_printf ("program-%d", i);
      g_autofree char *mark = g_strdup_printf ("%s-%d", profile_id, PAIRS_OF_EACH);

      assert_loads (profile_id, mark);
    }
  g_assert_cmpuint (count_in_file (), ==, PROGRAMS);
}

/* Who read the file before another program wrote it puts nothing back */
static void
test_stale_copy (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autofree char *mark = g_strdup_printf ("alt-program-%d", PAIRS_OF_EACH);

  begin_anew ();
  store (vault, TEST_PROFILE, "intai", 1700000000);
  assert_ends_well (start_beside ("--store-some", "alt-program", NULL));
  store (vault, TEST_PROFILE, "apoi", 1700000001);
  assert_loads ("alt-program", mark);
  assert_loads (TEST_PROFILE, "apoi");
}

/* Killed before, in or after the very first store, there is nothing or a whole pair; never a file that
 * is refused */
static void
test_first_store_is_killed (void)
{
  guint n_kept = 0;

  for (int i = 0; i < FIRST_KILLS; i++)
    {
      g_autoptr (ParafaVault) vault = parafa_vault_new ();
      g_autoptr (ParafaTokenPair) pair = NULL;
      g_autoptr (GError) error = NULL;
      GPid pid;

      begin_anew ();
      pid = start_beside ("--store-some", TEST_PROFILE, NULL);
      g_usleep (g_random_int_range (20000, 300000));
      kill (pid, SIGKILL);
      g_assert_cmpint (waitpid (pid, NULL, 0), ==, pid);
      begin_new_session ();
      pair = vault_test_load (vault, TEST_PROFILE, &error);
      g_assert_no_error (error);
      n_kept += pair != NULL;
      store (vault, TEST_PROFILE, "dupa", 1800000000);
      assert_loads (TEST_PROFILE, "dupa");
    }
  g_test_message ("%u of %d had stored", n_kept, FIRST_KILLS);
}

/* -- what lies in the file -- */

static guint
count_names (const char *prefix)
{
  g_autofree char *path = parafa_vault_file_get_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (name, prefix);
  return n;
}

static void
test_damaged_file (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autofree char *path = parafa_vault_file_get_path ();
  g_autofree char *text = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  gsize length_after = 0;

  begin_anew ();
  store (vault, TEST_PROFILE, "pierdut", 1700000000);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_true (g_file_set_contents (path, text, (gssize) length / 2, NULL));
  assert_fails (TRUE, PARAFA_VAULT_ERROR_DAMAGED);
  g_assert_false (vault_test_erase (vault, TEST_PROFILE, &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_DAMAGED);
  g_assert_true (g_file_get_contents (path, &after, &length_after, NULL));
  g_assert_cmpmem (after, length_after, text, length / 2);

  /* what is stored then finds a place, and what was there is kept beside */
  store (vault, TEST_PROFILE, "nou", 1700000001);
  assert_loads (TEST_PROFILE, "nou");
  g_assert_cmpuint (count_names ("default.keyring.damaged-"), ==, 1);
}

/* One bit of what is encrypted */
static void
test_changed_item (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autofree char *path = parafa_vault_file_get_path ();
  g_autofree char *text = NULL;
  gsize length = 0;

  begin_anew ();
  store (vault, TEST_PROFILE, "schimbat", 1700000000);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  text[length - 100] ^= 1;
  g_assert_true (g_file_set_contents (path, text, (gssize) length, NULL));
  assert_fails (TRUE, PARAFA_VAULT_ERROR_DAMAGED);
  store (vault, "altul", "intreg", 1700000000);
  assert_loads ("altul", "intreg");
}

static void
move_keyrings (const char *from, const char *to)
{
  g_autofree char *old = g_build_filename (parafa_test_keyring_get_dir (keyring), from, NULL);
  g_autofree char *new = g_build_filename (parafa_test_keyring_get_dir (keyring), to, NULL);

  parafa_test_keyring_kill_service (keyring);
  if (g_file_test (old, G_FILE_TEST_EXISTS))
    g_assert_cmpint (g_rename (old, new), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (old, 0700), ==, 0);
  parafa_test_keyring_start_service (keyring);
}

/* The person's keyring was made anew, or another desktop has one of its own: what is there is not
 * nothing, and comes back with its key */
static void
test_other_key (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (GError) error = NULL;

  begin_anew ();
  store (vault, TEST_PROFILE, "vechi", 1700000000);
  move_keyrings ("data/keyrings", "data/first");
  assert_fails (TRUE, PARAFA_VAULT_ERROR_DAMAGED);
  g_assert_null (vault_test_load_client_secret (vault, TEST_PROFILE, &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_false (vault_test_erase (vault, TEST_PROFILE, &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_DAMAGED);
  g_clear_error (&error);

  store (vault, TEST_PROFILE, "nou", 1700000001);
  assert_loads (TEST_PROFILE, "nou");
  /* something is readable, so that nothing found is nothing kept */
  g_assert_null (vault_test_load (vault, "necunoscut", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_in_file (), ==, 2);

  move_keyrings ("data/keyrings", "data/second");
  parafa_test_keyring_kill_service (keyring);
  {
    g_autofree char *now =
        g_build_filename (parafa_test_keyring_get_dir (keyring), "data", "keyrings", NULL);
    g_autofree char *first =
        g_build_filename (parafa_test_keyring_get_dir (keyring), "data", "first", NULL);

    parafa_test_remove_tree (now);
    g_assert_cmpint (g_rename (first, now), ==, 0);
  }
  parafa_test_keyring_start_service (keyring);
  assert_loads (TEST_PROFILE, "vechi");
}

/* libsecret leaves the file it replaced beside: what was forgotten would be in it */
static void
test_nothing_former_stays (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (GError) error = NULL;

  begin_anew ();
  store (vault, TEST_PROFILE, "intai", 1700000000);
  store (vault, TEST_PROFILE, "apoi", 1700000001);
  g_assert_cmpuint (count_in_file (), ==, 1);
  g_assert_cmpuint (count_names ("default.keyring~"), ==, 0);
  g_assert_true (vault_test_erase (vault, TEST_PROFILE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_in_file (), ==, 0);
  g_assert_cmpuint (count_names ("default.keyring~"), ==, 0);
  g_assert_cmpuint (count_names (".goutputstream-"), ==, 0);
}

/* -- the portal -- */

static gint64
milliseconds_of (gboolean prompts)
{
  gint64 start_us = g_get_monotonic_time ();

  assert_fails (prompts, PARAFA_VAULT_ERROR_LOCKED);
  return (g_get_monotonic_time () - start_us) / 1000;
}

/* A keyring that shows a prompt does not answer: whoever must not ask gives up, and does not ask again;
 * whoever may ask opens it for all */
static void
test_without_prompts (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (ParafaTokenPair) pair = NULL;
  g_autoptr (GError) error = NULL;

  begin_anew ();
  parafa_vault_set_prompts (vault, FALSE);
  store (vault, TEST_PROFILE, "tacut", 1700000000);
  parafa_test_keyring_hang_service (keyring, TRUE);
  g_assert_cmpint (milliseconds_of (FALSE), >=, 1000);
  g_assert_cmpint (milliseconds_of (FALSE), <, 1000);
  parafa_test_keyring_hang_service (keyring, FALSE);

  assert_loads (TEST_PROFILE, "tacut");
  pair = vault_test_load (vault, TEST_PROFILE, &error);
  g_assert_no_error (error);
  vault_test_assert_pair (pair, "tacut");
}

static void
test_cancelled_prompt (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  begin_anew ();
  store (vault, TEST_PROFILE, "oprit", 1700000000);
  parafa_test_keyring_hang_service (keyring, TRUE);
  parafa_vault_load_pair_async (vault, TEST_PROFILE, cancellable, parafa_test_result_callback,
                                result);
  g_cancellable_cancel (cancellable);
  g_assert_null (
      parafa_vault_load_pair_finish (vault, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                     &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  parafa_test_keyring_hang_service (keyring, FALSE);
  assert_loads (TEST_PROFILE, "oprit");
}

static gboolean
kill_portal (gpointer user_data)
{
  parafa_test_keyring_kill_portal (keyring);
  return G_SOURCE_REMOVE;
}

static void
test_portal_ends_meanwhile (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();

  begin_anew ();
  store (vault, TEST_PROFILE, "ramas", 1700000000);
  parafa_test_keyring_hang_service (keyring, TRUE);
  g_timeout_add (500, kill_portal, NULL);
  assert_fails (TRUE, PARAFA_VAULT_ERROR_FAILED);
  parafa_test_keyring_hang_service (keyring, FALSE);
  begin_new_session ();
  parafa_test_keyring_start_portal (keyring, TRUE);
  assert_loads (TEST_PROFILE, "ramas");
}

/* Portals, but none for secrets */
static void
test_no_secret_portal (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (ParafaTokenPair) pair = vault_test_pair ("m", 1700000000);
  g_autoptr (GError) error = NULL;

  parafa_test_keyring_kill_portal (keyring);
  parafa_test_keyring_start_portal (keyring, FALSE);
  assert_fails (TRUE, PARAFA_VAULT_ERROR_ABSENT);
  assert_fails (FALSE, PARAFA_VAULT_ERROR_ABSENT);
  g_assert_false (vault_test_store (vault, TEST_PROFILE, pair, &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_ABSENT);
  parafa_test_keyring_kill_portal (keyring);
  parafa_test_keyring_start_portal (keyring, TRUE);
}

int
main (int argc, char **argv)
{
  int status;

  if (argc == 3 && g_str_equal (argv[1], "--store-some"))
    return store_some (argv[2]);

  program = g_file_read_link ("/proc/self/exe", NULL);
  keyring = vault_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vault/portal/programs-at-once", test_programs_at_once);
  g_test_add_func ("/vault/portal/stale-copy", test_stale_copy);
  g_test_add_func ("/vault/portal/first-store-is-killed", test_first_store_is_killed);
  g_test_add_func ("/vault/portal/damaged-file", test_damaged_file);
  g_test_add_func ("/vault/portal/changed-item", test_changed_item);
  g_test_add_func ("/vault/portal/other-key", test_other_key);
  g_test_add_func ("/vault/portal/nothing-former-stays", test_nothing_former_stays);
  g_test_add_func ("/vault/portal/without-prompts", test_without_prompts);
  g_test_add_func ("/vault/portal/cancelled-prompt", test_cancelled_prompt);
  g_test_add_func ("/vault/portal/portal-ends-meanwhile", test_portal_ends_meanwhile);
  g_test_add_func ("/vault/portal/no-secret-portal", test_no_secret_portal);
  status = g_test_run ();
  parafa_test_keyring_free (keyring);
  g_free (program);
  return status;
}
