/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static gboolean
set_flag (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static gboolean
is_never (gpointer data)
{
  return FALSE;
}

static void
test_wait_for_event (void)
{
  gboolean flag = FALSE;

  g_timeout_add (30, set_flag, &flag);
  parafa_test_wait_until (is_true, &flag, PARAFA_TEST_LIMIT_MS);
  g_assert_true (flag);
}

static gpointer
make_file (gpointer path)
{
  g_usleep (30000);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  return NULL;
}

/* What no event of the main context tells. */
static void
test_wait_for_file (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "new", NULL);
  GThread *thread = g_thread_new ("file", make_file, path);

  parafa_test_wait_until (parafa_test_file_exists, path, PARAFA_TEST_LIMIT_MS);
  g_thread_join (thread);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_limit (void)
{
  gint64 start_us = g_get_monotonic_time ();

  g_assert_false (parafa_test_poll_until (is_never, NULL, 50));
  g_assert_cmpint (g_get_monotonic_time () - start_us, >=, 50000);
}

static void
test_limit_ends_the_test (void)
{
  if (g_test_subprocess ())
    {
      parafa_test_wait_until (is_never, NULL, 20);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
}

static void
return_later (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_int (task, 42);
}

static void
test_result (void)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GCancellable) source = g_cancellable_new ();

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GTask) task = g_task_new (source, NULL, parafa_test_result_callback, result);
      GAsyncResult *answer;

      g_task_run_in_thread (task, return_later);
      g_assert_false (parafa_test_result_is_ready (result));
      answer = parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS);
      g_assert_true (parafa_test_result_is_ready (result));
      g_assert_cmpint (g_task_propagate_int (G_TASK (answer), NULL), ==, 42);
      g_assert_true (parafa_test_result_get_source (result) == G_OBJECT (source));
      parafa_test_result_reset (result);
    }
}

/* Removal goes into folders without rights, and never through a symbolic link. */
static void
test_remove_tree (void)
{
  g_autoptr (ParafaTestDir) kept = parafa_test_dir_new ();
  ParafaTestDir *removed = parafa_test_dir_new ();
  g_autofree char *path = g_strdup (removed);
  g_autofree char *inner = g_build_filename (removed, "a", "b", NULL);
  g_autofree char *link = g_build_filename (removed, "a", "link", NULL);
  g_autofree char *kept_file = parafa_test_write_file (kept, "file", "text");
  g_autofree char *inner_file = NULL;

  g_assert_cmpint (g_mkdir_with_parents (inner, 0700), ==, 0);
  inner_file = parafa_test_write_file (inner, "file", "text");
  g_assert_cmpint (symlink (kept, link), ==, 0);
  g_assert_cmpint (g_chmod (inner, 0), ==, 0);
  parafa_test_dir_free (removed);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (kept_file, G_FILE_TEST_EXISTS));
}

static void
test_run (void)
{
  static const char *const argv[] = { "sh", "-c", "cat; echo e >&2; exit 3", NULL };
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;

  g_assert_cmpint (parafa_test_run (argv, "in", &output, &errors), ==, 3);
  g_assert_cmpstr (output, ==, "in");
  g_assert_cmpstr (errors, ==, "e\n");
}

static void
warn (const char *domain, const char *words)
{
  g_log_structured (domain, G_LOG_LEVEL_WARNING, "MESSAGE", "%s", words);
}

/* The rest of what is said in the same domain, and the same in another one, stays fatal. */
static void
test_pardon_libraries (void)
{
  static const char *const frame = "gdk_frame_timings_submitted() called on submitted frame.";

  if (g_test_subprocess ())
    {
      const char *what = g_getenv ("TEST_WARNING");

      parafa_test_pardon_libraries ();
      warn ("Gdk", frame);
      warn ("Gtk", "gtk_svg_advance: time went backward: self->current_time=2 current_time=1");
      if (what != NULL)
        warn (what, strcmp (what, "Gdk") == 0 ? "another" : frame);
      return;
    }
  g_unsetenv ("TEST_WARNING");
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_setenv ("TEST_WARNING", "Gdk", TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_setenv ("TEST_WARNING", "Gtk", TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/support/wait-for-event", test_wait_for_event);
  g_test_add_func ("/support/wait-for-file", test_wait_for_file);
  g_test_add_func ("/support/limit", test_limit);
  g_test_add_func ("/support/limit-ends-the-test", test_limit_ends_the_test);
  g_test_add_func ("/support/result", test_result);
  g_test_add_func ("/support/remove-tree", test_remove_tree);
  g_test_add_func ("/support/run", test_run);
  g_test_add_func ("/support/pardon-libraries", test_pardon_libraries);
  return g_test_run ();
}
