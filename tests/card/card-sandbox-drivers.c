/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sandbox-drivers.h"

#include <glib/gstdio.h>

typedef struct
{
  char *dir;    /* (owned) */
  char *folder; /* (owned): not there yet */
  char *driver; /* (owned): a file */
  char *socket; /* (owned): a file, as good as a socket here */
  char *packed; /* (owned): what p11-kit reads about the driver */
  char *served; /* (owned): what p11-kit reads about the server */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = g_dir_make_tmp ("parafa-test-XXXXXX", NULL);
  fixture->folder = g_build_filename (fixture->dir, "pkcs11", "modules", NULL);
  fixture->driver = g_build_filename (fixture->dir, "driver.so", NULL);
  fixture->socket = g_build_filename (fixture->dir, "server", NULL);
  fixture->packed = g_build_filename (fixture->folder, "parafa-packed.module", NULL);
  fixture->served = g_build_filename (fixture->folder, "parafa-host.module", NULL);
  g_assert_true (g_file_set_contents (fixture->driver, "", 0, NULL));
  g_assert_true (g_file_set_contents (fixture->socket, "", 0, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *parent = g_path_get_dirname (fixture->folder);
  char **paths[] = { &fixture->packed, &fixture->served, &fixture->folder, &parent,
                     &fixture->driver, &fixture->socket, &fixture->dir };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_remove (*paths[i]);
      g_clear_pointer (paths[i], g_free);
    }
}

static void
assert_text (const char *path, const char *start, const char *end, const char *rest)
{
  g_autofree char *expected = g_strconcat (start, end, "\n", rest, NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_both (Fixture *fixture, gconstpointer data)
{
  g_assert_true (parafa_sandbox_drivers_write (fixture->folder, fixture->driver, fixture->socket));
  assert_text (fixture->packed, "module: ", fixture->driver, NULL);
  assert_text (fixture->served,
               "module: p11-kit-client.so\nserver-address: unix:path=", fixture->socket,
               "priority: 100\n");
}

/* Permission taken back, server ended: the module must not stay behind */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  g_assert_true (parafa_sandbox_drivers_write (fixture->folder, fixture->driver, fixture->socket));
  g_assert_cmpint (g_unlink (fixture->socket), ==, 0);
  g_assert_true (parafa_sandbox_drivers_write (fixture->folder, fixture->driver, fixture->socket));
  g_assert_false (g_file_test (fixture->served, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (fixture->packed, G_FILE_TEST_EXISTS));
}

static void
test_none (Fixture *fixture, gconstpointer data)
{
  g_assert_true (parafa_sandbox_drivers_write (fixture->folder, NULL, NULL));
  g_assert_false (g_file_test (fixture->packed, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (fixture->served, G_FILE_TEST_EXISTS));
}

/* What a person puts beside them is theirs */
static void
test_others_stay (Fixture *fixture, gconstpointer data)
{
  g_autofree char *own = g_build_filename (fixture->folder, "own.module", NULL);

  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (own, "module: own.so\n", -1, NULL));
  g_assert_true (parafa_sandbox_drivers_write (fixture->folder, NULL, NULL));
  assert_text (own, "module: ", "own.so", NULL);
  g_assert_cmpint (g_unlink (own), ==, 0);
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *below_file = g_build_filename (fixture->driver, "modules", NULL);

  g_assert_false (parafa_sandbox_drivers_write (below_file, fixture->driver, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/card/sandbox-drivers/both", Fixture, NULL, set_up, test_both, tear_down);
  g_test_add ("/card/sandbox-drivers/gone", Fixture, NULL, set_up, test_gone, tear_down);
  g_test_add ("/card/sandbox-drivers/none", Fixture, NULL, set_up, test_none, tear_down);
  g_test_add ("/card/sandbox-drivers/others-stay", Fixture, NULL, set_up, test_others_stay,
              tear_down);
  g_test_add ("/card/sandbox-drivers/no-folder", Fixture, NULL, set_up, test_no_folder, tear_down);
  return g_test_run ();
}
