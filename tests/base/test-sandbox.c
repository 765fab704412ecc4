/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sandbox.h"

#include <string.h>

static void
test_starts (void)
{
  const char *argv[] = { "true", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (parafa_sandbox_probe (argv, 60000, &error));
  g_assert_no_error (error);
}

static void
test_says_why (void)
{
  const char *argv[] = { "sh", "-c", "echo no namespaces here >&2; exit 1", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (parafa_sandbox_probe (argv, 60000, &error));
  g_assert_error (error, PARAFA_SANDBOX_ERROR, PARAFA_SANDBOX_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "no namespaces here"));
}

static void
test_silent_failure (void)
{
  const char *argv[] = { "false", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (parafa_sandbox_probe (argv, 60000, &error));
  g_assert_error (error, PARAFA_SANDBOX_ERROR, PARAFA_SANDBOX_ERROR_FAILED);
}

static void
test_not_there (void)
{
  const char *argv[] = { "parafa-no-such-program", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (parafa_sandbox_probe (argv, 60000, &error));
  g_assert_error (error, PARAFA_SANDBOX_ERROR, PARAFA_SANDBOX_ERROR_NOT_INSTALLED);
}

/* A hanging program is killed; without that the test would take an hour */
static void
test_hangs (void)
{
  const char *argv[] = { "sleep", "3600", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (parafa_sandbox_probe (argv, 100, &error));
  g_assert_error (error, PARAFA_SANDBOX_ERROR, PARAFA_SANDBOX_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "100 ms"));
}

/* WebKit's own switch: no sandbox is started, so none has to work */
static void
test_switched_off (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strdup (g_getenv ("PATH"));

  g_setenv ("PATH", "/nonexistent", TRUE);
  g_setenv ("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1", TRUE);
  g_assert_true (parafa_sandbox_check (&error));
  g_assert_no_error (error);
  g_unsetenv ("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS");
  g_assert_false (parafa_sandbox_check (&error));
  g_assert_error (error, PARAFA_SANDBOX_ERROR, PARAFA_SANDBOX_ERROR_NOT_INSTALLED);
  g_setenv ("PATH", path, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/sandbox/starts", test_starts);
  g_test_add_func ("/base/sandbox/says-why", test_says_why);
  g_test_add_func ("/base/sandbox/silent-failure", test_silent_failure);
  g_test_add_func ("/base/sandbox/not-there", test_not_there);
  g_test_add_func ("/base/sandbox/hangs", test_hangs);
  g_test_add_func ("/base/sandbox/switched-off", test_switched_off);
  return g_test_run ();
}
