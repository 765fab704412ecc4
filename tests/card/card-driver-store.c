/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The person's own module files, as we read them and as the real p11-kit does */

#include "parafa-driver-store.h"
#include "parafa-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  ParafaTestDir *dir;
  ParafaDriverFolders *folders;
  ParafaDriverStore *store;
  char *library;
} Fixture;

static void
put (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->dir = parafa_test_dir_new ();
  f->folders = parafa_driver_folders_new_under (f->dir);
  f->store = parafa_driver_store_new (f->folders);
  f->library = parafa_test_write_file (f->dir, "libeToken.so.10", "x");
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* a task's thread may hold the store a moment longer */
static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer weak = f->store;

  g_object_add_weak_pointer (G_OBJECT (f->store), &weak);
  g_object_unref (f->store);
  parafa_test_wait_until (is_gone, &weak, PARAFA_TEST_LIMIT_MS);
  parafa_driver_folders_free (f->folders);
  g_free (f->library);
  parafa_test_dir_free (f->dir);
}

static char *
add (Fixture *f, const char *path, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_driver_store_add_async (f->store, path, NULL, parafa_test_result_callback, result);
  return parafa_driver_store_add_finish (f->store,
                                         parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                         error);
}

static ParafaDriver *
get (Fixture *f, const char *name)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GPtrArray) drivers = NULL;

  parafa_driver_store_list_async (f->store, NULL, parafa_test_result_callback, result);
  drivers = parafa_driver_store_list_finish (f->store,
                                             parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                             NULL);
  for (guint i = 0; i < drivers->len; i++)
    if (g_str_equal (parafa_driver_get_name (drivers->pdata[i]), name))
      return g_object_ref (drivers->pdata[i]);
  return NULL;
}

static gboolean
finish (Fixture *f, ParafaTestResult *result, GError **error)
{
  return parafa_driver_store_change_finish (f->store,
                                            parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                            error);
}

static gboolean
set_enabled (Fixture *f, const char *name, gboolean enabled, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaDriver) driver = get (f, name);

  parafa_driver_store_set_enabled_async (f->store, driver, enabled, NULL,
                                         parafa_test_result_callback, result);
  return finish (f, result, error);
}

static gboolean
set_priority (Fixture *f, const char *name, int priority, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaDriver) driver = get (f, name);

  parafa_driver_store_set_priority_async (f->store, driver, priority, NULL,
                                          parafa_test_result_callback, result);
  return finish (f, result, error);
}

static gboolean
remove_driver (Fixture *f, const char *name, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaDriver) driver = get (f, name);

  parafa_driver_store_remove_async (f->store, driver, NULL, parafa_test_result_callback, result);
  return finish (f, result, error);
}

/* The person's file of that name without its first line; NULL for none */
static char *
read_user (Fixture *f, const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.module", f->folders->user_folder, name);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  g_assert_true (g_str_has_prefix (text, "# Written by Parafa."));
  return g_strdup (strchr (text, '\n') + 1);
}

static void
assert_user (Fixture *f, const char *name, const char *expected)
{
  g_autofree char *text = read_user (f, name);

  g_assert_cmpstr (text, ==, expected);
}

static gboolean
is_enabled (Fixture *f, const char *name)
{
  g_autoptr (ParafaDriver) driver = get (f, name);

  return parafa_driver_get_settings (driver)->enabled;
}

static void
test_add (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = add (f, f->library, &error);
  g_autofree char *expected = g_strdup_printf ("module: %s\n", f->library);
  g_autofree char *path = NULL;
  g_autoptr (ParafaDriver) driver = NULL;
  GStatBuf info;

  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "parafa-libeToken");
  assert_user (f, name, expected);
  path = g_build_filename (f->folders->user_folder, "parafa-libeToken.module", NULL);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  driver = get (f, name);
  g_assert_cmpint (parafa_driver_get_settings (driver)->origin, ==, PARAFA_DRIVER_ORIGIN_PARAFA);
  g_assert_true (parafa_driver_is_for_tokens (driver));

  g_assert_true (remove_driver (f, name, &error));
  g_assert_no_error (error);
  assert_user (f, name, NULL);
  g_assert_true (g_file_test (f->library, G_FILE_TEST_EXISTS));
}

static void
test_add_twice (Fixture *f, gconstpointer data)
{
  g_autofree char *again = g_strdup_printf ("%s/./libeToken.so.10", f->dir);
  g_autofree char *strange = parafa_test_write_file (f->dir, "lib eȚ@.so", "y");
  g_autofree char *other_folder = g_build_filename (f->dir, "other", NULL);
  g_autofree char *other = g_build_filename (other_folder, "libeToken.so", NULL);
  g_autofree char *first = add (f, f->library, NULL);
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (first, ==, "parafa-libeToken");
  g_assert_null (add (f, again, &error));
  g_assert_error (error, PARAFA_DRIVER_STORE_ERROR, PARAFA_DRIVER_STORE_ERROR_KNOWN);
  /* another of the same name */
  put (other_folder, "libeToken.so", "z");
  second = add (f, other, NULL);
  g_assert_cmpstr (second, ==, "parafa-libeToken-2");
  third = add (f, strange, NULL);
  g_assert_cmpstr (third, ==, "parafa-lib-e---");
}

static void
test_bad_paths (Fixture *f, gconstpointer data)
{
  static const char *const paths[] = { "libx.so", "/x\n/y.so", "/x.so ", "/x\t.so" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (add (f, paths[i], &error));
      g_assert_error (error, PARAFA_DRIVER_STORE_ERROR, PARAFA_DRIVER_STORE_ERROR_PATH);
    }
}

static void
test_disable (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put (f->folders->package_folder, "opensc.module",
       "module: /opensc.so\ndisable-in: p11-kit-proxy\n");
  put (f->folders->admin_folder, "plain.module", "module: /plain.so\n");
  put (f->folders->package_folder, "only.module", "module: /only.so\nenable-in: firefox, parafa\n");
  put (f->folders->package_folder, "not.module", "module: /not.so\ndisable-in: parafa-card\n");

  /* the others' part of the list stays theirs */
  g_assert_true (set_enabled (f, "opensc", FALSE, &error));
  assert_user (f, "opensc", "disable-in: p11-kit-proxy, parafa-card\n");
  g_assert_false (is_enabled (f, "opensc"));
  g_assert_true (set_enabled (f, "plain", FALSE, &error));
  assert_user (f, "plain", "disable-in: parafa-card\n");
  g_assert_true (set_enabled (f, "only", FALSE, &error));
  assert_user (f, "only", "enable-in: firefox\n");
  g_assert_false (is_enabled (f, "only"));
  g_assert_true (set_enabled (f, "not", TRUE, &error));
  g_assert_true (is_enabled (f, "not"));

  /* back: a file that says nothing goes */
  g_assert_true (set_enabled (f, "opensc", TRUE, &error));
  assert_user (f, "opensc", NULL);
  g_assert_true (is_enabled (f, "opensc"));
  g_assert_true (set_enabled (f, "plain", TRUE, &error));
  assert_user (f, "plain", NULL);
  g_assert_true (set_enabled (f, "only", TRUE, &error));
  assert_user (f, "only", NULL);
  g_assert_true (set_enabled (f, "not", FALSE, &error));
  assert_user (f, "not", NULL);
  g_assert_no_error (error);
}

static void
test_own_disable_and_order (Fixture *f, gconstpointer data)
{
  g_autofree char *name = add (f, f->library, NULL);
  g_autofree char *both =
      g_strdup_printf ("disable-in: parafa-card\nmodule: %s\npriority: 5\n", f->library);
  g_autofree char *plain = g_strdup_printf ("module: %s\n", f->library);
  g_autoptr (GError) error = NULL;

  put (f->folders->package_folder, "opensc.module", "module: /opensc.so\npriority: 2\n");
  g_assert_true (set_enabled (f, name, FALSE, &error));
  g_assert_true (set_priority (f, name, 5, &error));
  assert_user (f, name, both);
  g_assert_true (set_enabled (f, name, TRUE, &error));
  g_assert_true (set_priority (f, name, 0, &error));
  assert_user (f, name, plain);

  g_assert_true (set_priority (f, "opensc", -1, &error));
  assert_user (f, "opensc", "priority: -1\n");
  g_assert_true (set_priority (f, "opensc", 2, &error));
  assert_user (f, "opensc", NULL);
  /* an override is no driver that could be removed */
  g_assert_true (set_priority (f, "opensc", 3, &error));
  g_assert_no_error (error);
  g_assert_false (remove_driver (f, "opensc", &error));
  g_assert_error (error, PARAFA_DRIVER_STORE_ERROR, PARAFA_DRIVER_STORE_ERROR_FOREIGN);
}

static void
test_foreign (Fixture *f, gconstpointer data)
{
  const char *text = "# mine\nmodule: /mine.so\n";
  g_autofree char *path = g_build_filename (f->folders->user_folder, "mine.module", NULL);
  g_autofree char *after = NULL;
  g_autoptr (GError) disable = NULL;
  g_autoptr (GError) order = NULL;
  g_autoptr (GError) gone = NULL;

  put (f->folders->user_folder, "mine.module", text);
  g_assert_false (set_enabled (f, "mine", FALSE, &disable));
  g_assert_error (disable, PARAFA_DRIVER_STORE_ERROR, PARAFA_DRIVER_STORE_ERROR_FOREIGN);
  g_assert_false (set_priority (f, "mine", 3, &order));
  g_assert_error (order, PARAFA_DRIVER_STORE_ERROR, PARAFA_DRIVER_STORE_ERROR_FOREIGN);
  g_assert_false (remove_driver (f, "mine", &gone));
  g_assert_error (gone, PARAFA_DRIVER_STORE_ERROR, PARAFA_DRIVER_STORE_ERROR_FOREIGN);
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, text);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) disable = NULL;

  put (f->folders->package_folder, "opensc.module", "module: /opensc.so\n");
  put (f->dir, "admin.conf", "user-config: none\n");
  g_assert_null (add (f, f->library, &error));
  g_assert_error (error, PARAFA_DRIVER_STORE_ERROR, PARAFA_DRIVER_STORE_ERROR_REFUSED);
  g_assert_false (set_enabled (f, "opensc", FALSE, &disable));
  g_assert_error (disable, PARAFA_DRIVER_STORE_ERROR, PARAFA_DRIVER_STORE_ERROR_REFUSED);
  g_assert_false (g_file_test (f->folders->user_folder, G_FILE_TEST_EXISTS));
}

static void
test_unwritable (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  /* a file where the folder should be */
  g_assert_true (g_file_set_contents (f->folders->user_folder, "", 0, NULL));
  g_assert_null (add (f, f->library, &error));
  g_assert_error (error, PARAFA_DRIVER_STORE_ERROR, PARAFA_DRIVER_STORE_ERROR_WRITE);
}

/* --- the real p11-kit --- */

/* What p11-kit lists for a program of that name. It knows a program by its file name, so that a link
 * to its own tool stands for the program */
static char *
ask_p11_kit (Fixture *f, const char *program)
{
  g_autofree char *link = g_build_filename (f->dir, program, NULL);
  g_autofree char *tool = g_find_program_in_path ("p11-kit");
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  g_assert_nonnull (tool);
  g_unlink (link);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK) || symlink (tool, link) == 0);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", f->dir, TRUE);
  g_subprocess_launcher_setenv (launcher, "LD_PRELOAD", g_getenv ("TEST_NOT_ROOT_LIBRARY"), TRUE);
  g_subprocess_launcher_unsetenv (launcher, "ASAN_OPTIONS");
  process = g_subprocess_launcher_spawn (launcher, &error, link, "list-modules", NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error));
  g_assert_no_error (error);
  return output;
}

static void
assert_p11_kit (Fixture *f, const char *program, const char *module, gboolean listed)
{
  g_autofree char *output = ask_p11_kit (f, program);
  g_autofree char *line = g_strconcat (module, ":", NULL);
  /* since p11-kit 0.25 */
  g_autofree char *newer = g_strconcat ("module: ", module, "\n", NULL);

  g_test_message ("%s:\n%s", program, output);
  g_assert_nonnull (strstr (output, "p11-kit-trust"));
  g_assert_cmpint ((strstr (output, line) != NULL || strstr (output, newer) != NULL), ==, listed);
}

static void
test_real (Fixture *f, gconstpointer data)
{
  g_autoptr (ParafaDriverFolders) real = parafa_driver_folders_new ();
  g_autofree char *folder = g_build_filename (f->dir, "pkcs11", "modules", NULL);
  g_autoptr (GError) error = NULL;

  /* this computer's packages, a person of our own */
  g_free (f->folders->user_folder);
  f->folders->user_folder = g_steal_pointer (&folder);
  g_free (f->folders->package_folder);
  f->folders->package_folder = g_strdup (real->package_folder);
  g_clear_object (&f->store);
  f->store = parafa_driver_store_new (f->folders);

  assert_p11_kit (f, "parafa-card", "softhsm2", TRUE);

  g_assert_true (set_enabled (f, "softhsm2", FALSE, &error));
  assert_p11_kit (f, "parafa-card", "softhsm2", FALSE);
  assert_p11_kit (f, "firefox", "softhsm2", TRUE);
  g_assert_true (set_enabled (f, "softhsm2", TRUE, &error));
  assert_p11_kit (f, "parafa-card", "softhsm2", TRUE);
  g_assert_no_error (error);
}

/* A registered library is one that p11-kit loads, in the order that was set */
static void
test_real_added (Fixture *f, gconstpointer data)
{
  g_autoptr (ParafaDriverFolders) real = parafa_driver_folders_new ();
  g_autoptr (GPtrArray) known = parafa_driver_config_read (real);
  g_autofree char *folder = g_build_filename (f->dir, "pkcs11", "modules", NULL);
  g_autofree char *copy = NULL;
  g_autofree char *name = NULL;
  g_autofree char *output = NULL;
  g_autofree char *line = NULL;
  g_autofree char *newer = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < known->len && copy == NULL; i++)
    if (strstr (parafa_driver_get_file_name (known->pdata[i]), "softhsm") != NULL)
      {
        g_autoptr (GFile) from =
            g_file_new_for_path (parafa_driver_get_settings (known->pdata[i])->file);
        g_autoptr (GFile) to = NULL;

        copy = g_build_filename (f->dir, "libcopy.so", NULL);
        to = g_file_new_for_path (copy);
        g_assert_true (g_file_copy (from, to, 0, NULL, NULL, NULL, NULL));
      }
  g_free (f->folders->user_folder);
  f->folders->user_folder = g_steal_pointer (&folder);
  g_clear_object (&f->store);
  f->store = parafa_driver_store_new (f->folders);
  name = add (f, copy, &error);
  g_assert_no_error (error);
  g_assert_true (set_priority (f, name, 100, &error));
  output = ask_p11_kit (f, "parafa-card");
  line = g_strconcat (name, ":", NULL);
  newer = g_strconcat ("module: ", name, "\n", NULL);
  g_test_message ("%s", output);
  /* with a priority of 100 before everything else */
  g_assert_true (g_str_has_prefix (output, line) || g_str_has_prefix (output, newer));
  g_assert_true (remove_driver (f, name, &error));
  g_assert_no_error (error);
  assert_p11_kit (f, "parafa-card", name, FALSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/card/driver-store/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("add", test_add);
  ADD ("add-twice", test_add_twice);
  ADD ("bad-paths", test_bad_paths);
  ADD ("disable", test_disable);
  ADD ("own-disable-and-order", test_own_disable_and_order);
  ADD ("foreign", test_foreign);
  ADD ("refused", test_refused);
  ADD ("unwritable", test_unwritable);
  ADD ("real", test_real);
  ADD ("real-added", test_real_added);
  return g_test_run ();
}
