/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-test.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>

/* GLib lets go of its first table of quarks when a program has more than 2 048 of them, and says itself that this is a
 * leak. What libraries allocate before main() starts is theirs: these arrays run before any constructor of theirs. */
static void
ignore_libraries (void)
{
  __lsan_disable ();
}

__attribute__ ((section (".preinit_array"),
                used)) static void (*const first) (void) = ignore_libraries;

__attribute__ ((constructor)) static void
watch_again (void)
{
  __lsan_enable ();
}
#endif

/* How often a condition is looked at when no event of the main context made it true: files,
 * processes and threads change without telling it. */
#define LOOK_AGAIN_MS 10

struct _ParafaTestResult
{
  GMainContext *context; /* (owned): where the operation was started */
  GObject *source;       /* (owned) (nullable) */
  GAsyncResult *result;  /* (owned) (nullable) */
};

/* GTK 4.24 on an X server that tells no times of frames hands in a frame's twice, and its icons that can move wonder at
 * a clock that was set back for that. Whole beginnings, so that nothing else is meant. */
static const struct
{
  const char *domain;
  const char *words;
} pardoned[] = {
  { "Gdk", "gdk_frame_timings_submitted() called on submitted frame." },
  { "Gtk", "gtk_svg_advance: time went backward: " },
};

static const char *
find_field (const GLogField *fields, gsize n_fields, const char *key)
{
  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, key) == 0 && fields[i].length < 0)
      return fields[i].value;
  return "";
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  const char *domain = find_field (fields, n_fields, "GLIB_DOMAIN");
  const char *words = find_field (fields, n_fields, "MESSAGE");

  for (guint i = 0; i < G_N_ELEMENTS (pardoned); i++)
    if (strcmp (domain, pardoned[i].domain) == 0 && g_str_has_prefix (words, pardoned[i].words))
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, user_data);
}

/**
 * parafa_test_pardon_libraries:
 *
 * Lets a program in which every warning is fatal live on after those that GTK makes about itself. Once a process, before
 * GTK is started.
 */
void
parafa_test_pardon_libraries (void)
{
  g_log_set_writer_func (write_log, NULL, NULL);
}

static gboolean
look_again (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/**
 * parafa_test_poll_until:
 * @condition: what is waited for
 * @data: for @condition
 * @limit_ms: how long to wait, in milliseconds
 *
 * Runs the thread-default main context until @condition holds.
 *
 * Returns: whether it held before the limit
 */
gboolean
parafa_test_poll_until (ParafaTestCondition condition, gpointer data, guint limit_ms)
{
  GMainContext *context = g_main_context_get_thread_default ();
  gint64 end_us = g_get_monotonic_time () + (gint64) limit_ms * 1000;
  g_autoptr (GSource) timer = g_timeout_source_new (LOOK_AGAIN_MS);
  gboolean held;

  g_source_set_callback (timer, look_again, NULL, NULL);
  g_source_attach (timer, context);
  while (!(held = condition (data)) && g_get_monotonic_time () < end_us)
    g_main_context_iteration (context, TRUE);
  g_source_destroy (timer);
  return held;
}

/**
 * parafa_test_wait_until:
 * @condition: what is waited for
 * @data: for @condition
 * @limit_ms: how long to wait, in milliseconds; %PARAFA_TEST_LIMIT_MS where nothing speaks against it
 *
 * Like parafa_test_poll_until(), but ends the test program when the limit passes.
 */
void
parafa_test_wait_until (ParafaTestCondition condition, gpointer data, guint limit_ms)
{
  if (!parafa_test_poll_until (condition, data, limit_ms))
    g_error ("what the test waits for did not happen within %u ms", limit_ms);
}

/**
 * parafa_test_is_set:
 * @data: the address of a pointer
 *
 * A condition: the pointer is no longer %NULL.
 *
 * Returns: whether it is set
 */
gboolean
parafa_test_is_set (gpointer data)
{
  return *(gpointer *) data != NULL;
}

/**
 * parafa_test_file_exists:
 * @data: a path
 *
 * A condition: there is something at this path.
 *
 * Returns: whether there is
 */
gboolean
parafa_test_file_exists (gpointer data)
{
  return g_file_test (data, G_FILE_TEST_EXISTS);
}

/**
 * parafa_test_result_new:
 *
 * Something to catch the result of one asynchronous call: hand parafa_test_result_callback() and
 * this to the call, then parafa_test_result_wait(). The call must end before this is freed.
 *
 * Returns: (transfer full): a catcher
 */
ParafaTestResult *
parafa_test_result_new (void)
{
  ParafaTestResult *self = g_new0 (ParafaTestResult, 1);

  self->context = g_main_context_ref_thread_default ();
  return self;
}

/**
 * parafa_test_result_free:
 * @self: (transfer full): a catcher
 *
 * Frees it and the result.
 */
void
parafa_test_result_free (ParafaTestResult *self)
{
  parafa_test_result_reset (self);
  g_main_context_unref (self->context);
  g_free (self);
}

/**
 * parafa_test_result_callback:
 * @source: (nullable): who answers
 * @result: the answer
 * @user_data: a #ParafaTestResult
 *
 * The #GAsyncReadyCallback to hand to the call. A second answer ends the test program.
 */
void
parafa_test_result_callback (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaTestResult *self = user_data;

  g_assert_null (self->result);
  g_assert_true (g_main_context_is_owner (self->context));
  g_set_object (&self->source, source);
  self->result = g_object_ref (result);
}

/**
 * parafa_test_result_is_ready:
 * @self: a catcher
 *
 * Returns: whether the answer is there
 */
gboolean
parafa_test_result_is_ready (ParafaTestResult *self)
{
  return self->result != NULL;
}

/**
 * parafa_test_result_wait:
 * @self: a catcher
 * @limit_ms: how long to wait, in milliseconds
 *
 * Waits for the answer; ends the test program when the limit passes.
 *
 * Returns: (transfer none): the answer, for the `_finish` function
 */
GAsyncResult *
parafa_test_result_wait (ParafaTestResult *self, guint limit_ms)
{
  parafa_test_wait_until (parafa_test_is_set, &self->result, limit_ms);
  return self->result;
}

/**
 * parafa_test_result_get_source:
 * @self: a catcher with an answer
 *
 * Returns: (transfer none) (nullable): who answered
 */
GObject *
parafa_test_result_get_source (ParafaTestResult *self)
{
  return self->source;
}

/**
 * parafa_test_result_reset:
 * @self: a catcher
 *
 * Forgets the answer, so that the catcher can be used again.
 */
void
parafa_test_result_reset (ParafaTestResult *self)
{
  g_clear_object (&self->source);
  g_clear_object (&self->result);
}

/**
 * parafa_test_dir_new:
 *
 * Makes a private directory. `g_autoptr (ParafaTestDir)` removes it with all that is in it.
 *
 * Returns: (transfer full): its path
 */
ParafaTestDir *
parafa_test_dir_new (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("parafa-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

/**
 * parafa_test_dir_free:
 * @path: (transfer full): a directory made with parafa_test_dir_new()
 *
 * Removes the directory with all that is in it.
 */
void
parafa_test_dir_free (ParafaTestDir *path)
{
  if (!parafa_test_remove_tree (path))
    g_printerr ("# %s could not be removed\n", path);
  g_free (path);
}

/**
 * parafa_test_remove_tree:
 * @path: a file or directory
 *
 * Removes it and all that is in it, following no symbolic link.
 *
 * Returns: whether nothing is left
 */
gboolean
parafa_test_remove_tree (const char *path)
{
  GStatBuf info;

  if (g_lstat (path, &info) != 0)
    return TRUE;
  if (S_ISDIR (info.st_mode))
    {
      g_autoptr (GDir) dir = NULL;
      const char *name;

      g_chmod (path, 0700);
      dir = g_dir_open (path, 0, NULL);
      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          parafa_test_remove_tree (child);
        }
    }
  return g_remove (path) == 0;
}

/**
 * parafa_test_write_file:
 * @dir: a directory
 * @name: a name in it
 * @text: what to write
 *
 * Writes a small file for a test.
 *
 * Returns: (transfer full): its path
 */
char *
parafa_test_write_file (const ParafaTestDir *dir, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (dir, name, NULL);

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

/**
 * parafa_test_note:
 * @text: any text
 *
 * Says in the test's output what is tried next, on one line: g_test_message() lets line breaks
 * through, which are no TAP.
 */
void
parafa_test_note (const char *text)
{
  g_autofree char *escaped = g_strescape (text, NULL);

  g_test_message ("%.100s", escaped);
}

/**
 * parafa_test_run:
 * @argv: (array zero-terminated=1): a program and its arguments
 * @input: (nullable): what it reads on standard input
 * @standard_output: (out) (transfer full) (optional): what it wrote
 * @standard_error: (out) (transfer full) (optional): what it wrote there
 *
 * Runs a program to its end. Being ended by a signal fails the test. Both outputs must be UTF-8.
 *
 * Returns: its exit status
 */
int
parafa_test_run (const char *const *argv,
                 const char *input,
                 char **standard_output,
                 char **standard_error)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;

  process = g_subprocess_newv (argv,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                   G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input != NULL ? input : "", NULL, standard_output,
                                 standard_error, &error);
  g_assert_no_error (error);
  if (g_subprocess_get_if_signaled (process))
    g_error ("%s was ended by signal %d", argv[0], g_subprocess_get_term_sig (process));
  return g_subprocess_get_exit_status (process);
}

/**
 * parafa_test_set_locale:
 *
 * Sets a locale in which gettext speaks the language of the variable LANGUAGE. A bare machine has
 * C.UTF-8 only, where gettext keeps silent since glibc 2.39: it gets a second name for the moment
 * in which it is loaded. Not for tests that start GTK, which sets the locale of the environment.
 */
void
parafa_test_set_locale (void)
{
  static const char *const sources[] = { "/usr/lib/locale/C.utf8", "/usr/lib/locale/C.UTF-8" };
  g_autofree char *dir = g_dir_make_tmp ("parafa-locale-XXXXXX", NULL);
  g_autofree char *link = g_build_filename (dir, "ro_RO.utf8", NULL);
  g_autofree char *before = g_strdup (g_getenv ("LOCPATH"));
  gboolean named = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (sources) && !named; i++)
    named = g_file_test (sources[i], G_FILE_TEST_IS_DIR) && symlink (sources[i], link) == 0;
  if (named)
    g_setenv ("LOCPATH", dir, TRUE);
  g_assert_nonnull (setlocale (LC_ALL, "ro_RO.UTF-8"));
  if (before != NULL)
    g_setenv ("LOCPATH", before, TRUE);
  else
    g_unsetenv ("LOCPATH");
  g_unlink (link);
  g_rmdir (dir);
}
