/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-paths.h"
#include "parafa-test.h"

#include "parafa-config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

/* The program itself, when it is run as a child: tells what it finds, one a line. */
static int
print_paths (void)
{
  for (int i = PARAFA_PROGRAM_CARD; i <= PARAFA_PROGRAM_LOGIN_MODULE; i++)
    {
      g_autofree char *path = parafa_paths_find ((ParafaProgram) i);

      g_print ("%s\n", path);
    }
  {
    g_autofree char *locale_dir = parafa_paths_get_locale_dir ();

    g_print ("%s\n", locale_dir);
  }
  return 0;
}

static char *
run_copy (const char *program)
{
  const char *const argv[] = { program, "--print-paths", NULL };
  char *output = NULL;

  g_assert_cmpint (parafa_test_run (argv, NULL, &output, NULL), ==, 0);
  return output;
}

static char *
copy_to (const char *dir, const char *name)
{
  g_autoptr (GFile) from = g_file_new_for_path ("/proc/self/exe");
  char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GFile) to = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (path, 0700), ==, 0);
  return path;
}

static const char built[] = PARAFA_BUILDDIR
    "/src/card/parafa-card\n" PARAFA_BUILDDIR "/src/simulator/parafa-simulator\n" PARAFA_BUILDDIR
    "/src/ui/parafa-window\n" PARAFA_BUILDDIR "/src/cli/parafa-doctor\n" PARAFA_BUILDDIR
    "/src/cli/parafa-token\n" PARAFA_BUILDDIR "/src/cli/parafa-etransport\n" PARAFA_BUILDDIR
    "/src/login/libparafa-login.so\n" PARAFA_BUILDDIR "/po\n";

static const char installed[] =
    PARAFA_LIBEXECDIR "/parafa-card\n" PARAFA_LIBEXECDIR "/parafa-simulator\n" PARAFA_LIBEXECDIR
                      "/parafa-window\n" PARAFA_LIBEXECDIR "/parafa-doctor\n" PARAFA_LIBEXECDIR
                      "/parafa-token\n" PARAFA_LIBEXECDIR "/parafa-etransport\n" PARAFA_MODULEDIR
                      "/libparafa-login.so\n" PARAFA_LOCALEDIR "\n";

static void
test_in_build_folder (void)
{
  g_autofree char *output = run_copy ("/proc/self/exe");

  g_assert_cmpstr (output, ==, built);
}

static void
test_installed (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *program = copy_to (dir, "program");
  g_autofree char *output = run_copy (program);

  g_assert_cmpstr (output, ==, installed);
}

/* A folder whose name only begins like the build folder's is another folder. */
static void
test_beside_build_folder (void)
{
  g_autofree char *beside = g_strdup_printf ("%s-beside-XXXXXX", PARAFA_BUILDDIR);
  g_autofree char *program = NULL;
  g_autofree char *output = NULL;

  g_assert_nonnull (g_mkdtemp (beside));
  program = copy_to (beside, "program");
  output = run_copy (program);
  parafa_test_remove_tree (beside);
  g_assert_cmpstr (output, ==, installed);
}

/* The place of a build folder is in no program: one that was moved finds its own. Without the mark of
 * a build folder, one that is named like it is none. */
static void
test_moved_build_folder (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *real = realpath (dir, NULL);
  g_autofree char *room = g_build_filename (real, "src", "room", NULL);
  g_autofree char *mark = g_build_filename (real, "parafa-config.h", NULL);
  g_autofree char *program = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GString) paths = g_string_new (built);

  g_assert_cmpint (g_mkdir_with_parents (room, 0700), ==, 0);
  program = copy_to (room, "program");
  before = run_copy (program);
  g_assert_cmpstr (before, ==, installed);

  g_assert_true (g_file_set_contents (mark, "", -1, NULL));
  after = run_copy (program);
  g_string_replace (paths, PARAFA_BUILDDIR, real, 0);
  g_assert_cmpstr (after, ==, paths->str);
}

/* No variable chooses which code is run. */
static void
test_environment_does_not_matter (void)
{
  static const char *const names[] = {
    "PARAFA_BUILDDIR", "PARAFA_LIBEXECDIR", "PARAFA_MODULEDIR", "PARAFA_CARD", "MESON_BUILD_ROOT",
  };
  g_autofree char *output = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_setenv (names[i], "/elsewhere", TRUE);
  output = run_copy ("/proc/self/exe");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_unsetenv (names[i]);
  g_assert_cmpstr (output, ==, built);
}

static void
check_private (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_true (S_ISDIR (info.st_mode));
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
}

static void
test_own_folders (void)
{
  g_autofree char *config = parafa_paths_get_config_dir ();
  g_autofree char *state = parafa_paths_get_state_dir (NULL);
  g_autofree char *part = parafa_paths_get_state_dir ("practice");
  g_autofree char *expected_config =
      g_build_filename (g_getenv ("XDG_CONFIG_HOME"), "parafa", NULL);
  g_autofree char *expected_part =
      g_build_filename (g_getenv ("XDG_STATE_HOME"), "parafa", "practice", NULL);

  g_assert_cmpstr (config, ==, expected_config);
  g_assert_cmpstr (part, ==, expected_part);
  g_assert_true (g_str_has_prefix (part, state));
  check_private (config);
  check_private (state);
  check_private (part);
}

int
main (int argc, char **argv)
{
  g_autoptr (ParafaTestDir) home = NULL;

  if (argc == 2 && strcmp (argv[1], "--print-paths") == 0)
    return print_paths ();
  /* Not G_TEST_OPTION_ISOLATE_DIRS, which leaks in GLib 2.74 where no suppression finds it. */
  home = parafa_test_dir_new ();
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_STATE_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/paths/in-build-folder", test_in_build_folder);
  g_test_add_func ("/base/paths/installed", test_installed);
  g_test_add_func ("/base/paths/beside-build-folder", test_beside_build_folder);
  g_test_add_func ("/base/paths/moved-build-folder", test_moved_build_folder);
  g_test_add_func ("/base/paths/environment-does-not-matter", test_environment_does_not_matter);
  g_test_add_func ("/base/paths/own-folders", test_own_folders);
  return g_test_run ();
}
