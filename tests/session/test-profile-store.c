/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-profile-private.h"
#include "parafa-profile-store.h"
#include "parafa-profiles-file.h"
#include "parafa-session-error.h"
#include "parafa-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#define OTHERS_ID "8f14e45f-ceea-467f-a9ac-1b2c3d4e5f60"

static GPtrArray *
read_profiles (ParafaProfileStore *store, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_profile_store_read_async (store, NULL, parafa_test_result_callback, result);
  return parafa_profile_store_read_finish (store,
                                           parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                           error);
}

static gboolean
write_profiles (ParafaProfileStore *store, GPtrArray *profiles, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_profile_store_write_async (store, profiles, NULL, parafa_test_result_callback, result);
  return parafa_profile_store_write_finish (store,
                                            parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                            error);
}

static GPtrArray *
make_profiles (guint n)
{
  GPtrArray *profiles = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Firma %u", i);

      g_ptr_array_add (profiles, parafa_profile_new (name, PARAFA_ENVIRONMENT_ANAF));
    }
  return profiles;
}

static void
assert_same_ids (GPtrArray *a, GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    g_assert_cmpstr (parafa_profile_get_id (a->pdata[i]), ==, parafa_profile_get_id (b->pdata[i]));
}

static char *
read_text (const char *dir, const char *name)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
write_file (const char *dir, const char *name, const char *text)
{
  g_free (parafa_test_write_file (dir, name, text));
}

static guint
count_files (const char *dir)
{
  g_autoptr (GDir) open = g_dir_open (dir, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (open) != NULL)
    n++;
  return n;
}

static void
test_missing_file (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (ParafaProfileStore) store = parafa_profile_store_new (dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) profiles = read_profiles (store, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (profiles->len, ==, 0);
  g_assert_cmpuint (count_files (dir), ==, 0);
}

static void
test_round_trip_keeps_order (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *below = g_build_filename (dir, "a", "b", NULL);
  g_autofree char *path = g_build_filename (below, "profiles.ini", NULL);
  g_autoptr (ParafaProfileStore) store = parafa_profile_store_new (below);
  g_autoptr (ParafaProfileStore) other = parafa_profile_store_new (below);
  g_autoptr (GPtrArray) profiles = make_profiles (30);
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_assert_true (write_profiles (store, profiles, &error));
  g_assert_no_error (error);
  again = read_profiles (other, &error);
  g_assert_no_error (error);
  assert_same_ids (profiles, again);
  g_assert_cmpstr (parafa_profile_get_name (again->pdata[7]), ==, "Firma 7");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (count_files (below), ==, 1);
}

/* What this version does not know, comments among it, survives */
static void
test_unknown_stays (void)
{
  static const char text[] = "# made by hand\n"
                             "[Parafa]\nversion=7\nlater=yes\n\n"
                             "[" OTHERS_ID "]\nname=Alfa\nshape=round\n\n"
                             "[Something else]\nkey=value\n";
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (ParafaProfileStore) store = parafa_profile_store_new (dir);
  g_autoptr (GPtrArray) profiles = NULL;
  g_autofree char *after = NULL;

  write_file (dir, "profiles.ini", text);
  profiles = read_profiles (store, NULL);
  g_assert_cmpuint (profiles->len, ==, 1);
  parafa_profile_set_name (profiles->pdata[0], "Beta");
  g_assert_true (write_profiles (store, profiles, NULL));
  after = read_text (dir, "profiles.ini");
  g_assert_nonnull (strstr (after, "# made by hand"));
  g_assert_nonnull (strstr (after, "version=7"));
  g_assert_nonnull (strstr (after, "later=yes"));
  g_assert_nonnull (strstr (after, "shape=round"));
  g_assert_nonnull (strstr (after, "[Something else]\nkey=value"));
  g_assert_nonnull (strstr (after, "name=Beta"));
  g_assert_null (strstr (after, "Alfa"));
}

static void
test_damaged_is_set_aside (void)
{
  static const char *const damaged[] = { "[8f14e45f-ceea-", "no group at all\n",
                                         "[Parafa]\nversion=1\nname\n",
                                         "[Parafa]\nname=\xff\xfe\n\x01garbage\n" };

  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
      g_autoptr (ParafaProfileStore) store = parafa_profile_store_new (dir);
      g_autoptr (GPtrArray) made = make_profiles (1);
      g_autoptr (GError) error = NULL;
      g_autofree char *kept = NULL;
      g_autofree char *older = NULL;

      write_file (dir, "profiles.ini", damaged[i]);
      write_file (dir, "profiles.ini.damaged-1", "older");
      g_assert_null (read_profiles (store, &error));
      g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_DAMAGED);
      g_assert_nonnull (strstr (error->message, "profiles.ini.damaged-2"));
      kept = read_text (dir, "profiles.ini.damaged-2");
      g_assert_cmpstr (kept, ==, damaged[i]);
      older = read_text (dir, "profiles.ini.damaged-1");
      g_assert_cmpstr (older, ==, "older");

      /* the session goes on: what is added is written, and the damaged file stays */
      g_assert_true (write_profiles (store, made, NULL));
      g_assert_cmpuint (count_files (dir), ==, 3);
    }
}

/* Damaged while the program ran: all profiles are written, and the damaged file is kept */
static void
test_damaged_before_write (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (ParafaProfileStore) store = parafa_profile_store_new (dir);
  g_autoptr (GPtrArray) profiles = make_profiles (3);
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *kept = NULL;

  g_assert_true (write_profiles (store, profiles, NULL));
  write_file (dir, "profiles.ini", "[half");
  g_assert_true (write_profiles (store, profiles, NULL));
  kept = read_text (dir, "profiles.ini.damaged-1");
  g_assert_cmpstr (kept, ==, "[half");
  again = read_profiles (store, NULL);
  assert_same_ids (profiles, again);
}

static void
test_unreadable_is_left_alone (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "profiles.ini", NULL);
  g_autofree char *inside = g_build_filename (path, "x", NULL);
  g_autoptr (ParafaProfileStore) store = parafa_profile_store_new (dir);
  g_autoptr (GPtrArray) profiles = make_profiles (1);
  g_autoptr (GError) error = NULL;

  /* a folder in its place is what even root cannot read */
  g_assert_cmpint (g_mkdir_with_parents (inside, 0700), ==, 0);
  g_assert_null (read_profiles (store, &error));
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_FILE);
  g_clear_error (&error);
  g_assert_false (write_profiles (store, profiles, &error));
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_FILE);
  g_assert_true (g_file_test (inside, G_FILE_TEST_IS_DIR));
  g_assert_cmpuint (count_files (dir), ==, 1);
}

/* A disk without room: the write fails in the middle, the old file stays, nothing lies about */
static void
test_no_room_keeps_the_old_file (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (ParafaProfileStore) store = parafa_profile_store_new (dir);
  g_autoptr (GPtrArray) profiles = make_profiles (2);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *long_name = g_strnfill (100000, 'n');
  g_autoptr (GError) error = NULL;
  struct rlimit old = { 0 };
  struct rlimit small = { 0 };

  g_assert_true (write_profiles (store, profiles, NULL));
  before = read_text (dir, "profiles.ini");

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  small = old;
  small.rlim_cur = 4096;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  parafa_profile_set_name (profiles->pdata[0], long_name);
  g_assert_false (write_profiles (store, profiles, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);

  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_FILE);
  after = read_text (dir, "profiles.ini");
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (count_files (dir), ==, 1);

  /* with room again the change, which is not forgotten, is written */
  g_assert_true (write_profiles (store, profiles, NULL));
  g_clear_pointer (&after, g_free);
  after = read_text (dir, "profiles.ini");
  g_assert_nonnull (strstr (after, long_name));
}

static void
test_folder_that_cannot_be (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *file = parafa_test_write_file (dir, "file", "x");
  g_autofree char *below = g_build_filename (file, "parafa", NULL);
  g_autoptr (ParafaProfileStore) store = parafa_profile_store_new (below);
  g_autoptr (GPtrArray) profiles = make_profiles (1);
  g_autoptr (GError) error = NULL;

  g_assert_false (write_profiles (store, profiles, &error));
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_FILE);
}

/* The window and the command-line program, each with its own picture of the file */
static void
test_two_programs (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (ParafaProfileStore) one = parafa_profile_store_new (dir);
  g_autoptr (ParafaProfileStore) two = parafa_profile_store_new (dir);
  g_autoptr (GPtrArray) of_one = make_profiles (2);
  g_autoptr (GPtrArray) of_two = NULL;
  g_autoptr (GPtrArray) all = NULL;

  g_assert_true (write_profiles (one, of_one, NULL));
  of_two = read_profiles (two, NULL);
  g_ptr_array_add (of_two, parafa_profile_new ("Adăugată", PARAFA_ENVIRONMENT_ANAF));
  g_ptr_array_remove_index (of_two, 1);
  g_assert_true (write_profiles (two, of_two, NULL));

  /* one knows nothing of it and renames its first */
  parafa_profile_set_name (of_one->pdata[0], "Redenumită");
  g_assert_true (write_profiles (one, of_one, NULL));
  all = read_profiles (two, NULL);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (parafa_profile_get_name (all->pdata[0]), ==, "Redenumită");
  g_assert_cmpstr (parafa_profile_get_name (all->pdata[1]), ==, "Adăugată");
}

static void
test_removed_goes (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (ParafaProfileStore) store = parafa_profile_store_new (dir);
  g_autoptr (GPtrArray) profiles = make_profiles (3);
  g_autoptr (GPtrArray) again = NULL;

  g_assert_true (write_profiles (store, profiles, NULL));
  g_ptr_array_remove_index (profiles, 1);
  g_assert_true (write_profiles (store, profiles, NULL));
  again = read_profiles (store, NULL);
  assert_same_ids (profiles, again);
}

static void
count_good (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint *n_good = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (parafa_profile_store_write_finish (PARAFA_PROFILE_STORE (source), result, &error));
  g_assert_no_error (error);
  (*n_good)++;
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static gboolean
has_hundred (gpointer data)
{
  return *(guint *) data == 100;
}

/* Calls during a write share the next one; the newest state wins */
static void
test_many_writes_at_once (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  ParafaProfileStore *store = parafa_profile_store_new (dir);
  g_autoptr (GPtrArray) profiles = make_profiles (1);
  g_autoptr (GPtrArray) again = NULL;
  guint n_good = 0;

  for (guint i = 1; i <= 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("Numele %u", i);

      parafa_profile_set_name (profiles->pdata[0], name);
      parafa_profile_store_write_async (store, profiles, NULL, count_good, &n_good);
    }
  parafa_test_wait_until (has_hundred, &n_good, PARAFA_TEST_LIMIT_MS);
  again = read_profiles (store, NULL);
  g_assert_cmpstr (parafa_profile_get_name (again->pdata[0]), ==, "Numele 100");

  /* the worker's thread lets go of it a moment later */
  g_object_add_weak_pointer (G_OBJECT (store), (gpointer *) &store);
  g_object_unref (store);
  parafa_test_wait_until (is_gone, &store, PARAFA_TEST_LIMIT_MS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/profile-store/missing-file", test_missing_file);
  g_test_add_func ("/session/profile-store/round-trip-keeps-order", test_round_trip_keeps_order);
  g_test_add_func ("/session/profile-store/unknown-stays", test_unknown_stays);
  g_test_add_func ("/session/profile-store/damaged-is-set-aside", test_damaged_is_set_aside);
  g_test_add_func ("/session/profile-store/damaged-before-write", test_damaged_before_write);
  g_test_add_func ("/session/profile-store/unreadable-is-left-alone",
                   test_unreadable_is_left_alone);
  g_test_add_func ("/session/profile-store/no-room-keeps-the-old-file",
                   test_no_room_keeps_the_old_file);
  g_test_add_func ("/session/profile-store/folder-that-cannot-be", test_folder_that_cannot_be);
  g_test_add_func ("/session/profile-store/two-programs", test_two_programs);
  g_test_add_func ("/session/profile-store/removed-goes", test_removed_goes);
  g_test_add_func ("/session/profile-store/many-writes-at-once", test_many_writes_at_once);

  return g_test_run ();
}
