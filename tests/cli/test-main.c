/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-test.h"

#include "parafa-config.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *parafa;       /* (unowned): the program under test */
static const char *parafa_token; /* (unowned): what it becomes to hand out tokens */

typedef struct
{
  int status;
  char *output;
  char *errors;
} Run;

static void
run_clear (Run *run)
{
  g_free (run->output);
  g_free (run->errors);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static Run
run (const char *program, const char *first, const char *second)
{
  const char *argv[] = { program, first, second, NULL };
  Run result = { 0, NULL, NULL };

  result.status = parafa_test_run (argv, NULL, &result.output, &result.errors);
  return result;
}

static void
test_version (void)
{
  g_auto (Run) result = run (parafa, "--version", NULL);

  g_assert_cmpint (result.status, ==, 0);
  g_assert_cmpstr (result.output, ==, "parafa " PARAFA_VERSION "\n");
  g_assert_cmpstr (result.errors, ==, "");
}

static void
test_help (void)
{
  static const char *const names[] = { "--help", "-h" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto (Run) result = run (parafa, names[i], NULL);

      g_assert_cmpint (result.status, ==, 0);
      g_assert_nonnull (strstr (result.output, "parafa decode [--json] FILE|-"));
      g_assert_nonnull (strstr (result.output, "Exit status: 0"));
      g_assert_cmpstr (result.errors, ==, "");
    }
}

static void
test_unknown_command (void)
{
  static const char *const names[] = { "decod", "--jsn", "", "\x1b[31m" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto (Run) result = run (parafa, names[i], NULL);

      g_assert_cmpint (result.status, ==, 2);
      g_assert_cmpstr (result.output, ==, "");
      g_assert_nonnull (strstr (result.errors, "parafa --help"));
    }
}

/* The window's own help comes: the right program was started, and got its arguments. */
static void
test_window (void)
{
  g_auto (Run) result = run (parafa, "window", "--help");

  g_assert_cmpint (result.status, ==, 0);
  g_assert_nonnull (strstr (result.output, "parafa-window"));
}

/* Outside the build folder the installed window is meant; when it is not there, that is said. */
static void
test_window_not_installed (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *copy = g_build_filename (dir, "parafa", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (parafa);
  g_autoptr (GFile) to = g_file_new_for_path (copy);
  g_autoptr (GError) error = NULL;

  if (g_file_test (PARAFA_LIBEXECDIR "/parafa-window", G_FILE_TEST_EXISTS))
    {
      g_test_message ("parafa is installed here");
      return;
    }
  g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (copy, 0700), ==, 0);
  {
    g_auto (Run) bare = run (copy, NULL, NULL);
    g_auto (Run) named = run (copy, "window", NULL);

    g_assert_cmpint (bare.status, ==, 2);
    g_assert_cmpstr (bare.errors, ==,
                     "parafa: " PARAFA_LIBEXECDIR "/parafa-window: No such file or directory\n");
    g_assert_cmpint (named.status, ==, 2);
    g_assert_cmpstr (named.errors, ==, bare.errors);
  }
}

static char *
list_libraries (const char *program)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *libraries = NULL;

  g_subprocess_launcher_setenv (launcher, "LD_TRACE_LOADED_OBJECTS", "1", TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, program, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &libraries, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (libraries, "libjson-glib"));
  return libraries;
}

static void
assert_maps_none (const char *program, const char *const *unwanted)
{
  g_autofree char *libraries = list_libraries (program);

  for (guint i = 0; unwanted[i] != NULL; i++)
    {
      g_autofree char *library = g_strdup_printf ("lib%s", unwanted[i]);

      g_test_message ("%s: %s", program, library);
      g_assert_null (strstr (libraries, library));
    }
}

/* The loader tells what it would map; the process itself lets nobody look into it. What hands out tokens needs
 * keyring and network, the rest of the terminal program does not. */
static void
test_maps_no_graphics (void)
{
  static const char *const graphics[] = { "gtk",   "gdk", "adwaita", "webkit",
                                          "cairo", "X11", "wayland", NULL };
  static const char *const others[] = { "soup", "secret", "p11", "gnutls", NULL };

  assert_maps_none (parafa, graphics);
  assert_maps_none (parafa, others);
  assert_maps_none (parafa_token, graphics);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 3);
  parafa = argv[1];
  parafa_token = argv[2];
  g_test_add_func ("/cli/main/version", test_version);
  g_test_add_func ("/cli/main/help", test_help);
  g_test_add_func ("/cli/main/unknown-command", test_unknown_command);
  g_test_add_func ("/cli/main/window", test_window);
  g_test_add_func ("/cli/main/window-not-installed", test_window_not_installed);
  g_test_add_func ("/cli/main/maps-no-graphics", test_maps_no_graphics);
  return g_test_run ();
}
