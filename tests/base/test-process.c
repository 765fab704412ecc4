/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-process.h"

#include <sys/prctl.h>
#include <sys/resource.h>

static const char *const loud[] = {
  "SSLKEYLOGFILE", "GNUTLS_DEBUG_LEVEL", "G_TLS_GNUTLS_PRIORITY", "P11_KIT_DEBUG", "SOUP_DEBUG",
};

static void
set_loud (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (loud); i++)
    g_setenv (loud[i], "1", TRUE);
  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
}

static void
check_quiet (void)
{
  struct rlimit core;

  for (guint i = 0; i < G_N_ELEMENTS (loud); i++)
    g_assert_null (g_getenv (loud[i]));
  g_assert_cmpstr (g_getenv ("G_MESSAGES_DEBUG"), ==, "all");
  g_assert_cmpint (getrlimit (RLIMIT_CORE, &core), ==, 0);
  g_assert_cmpuint (core.rlim_cur, ==, 0);
  g_assert_cmpuint (core.rlim_max, ==, 0);
}

/* GLib takes it from the subprocess of a test, since 2.78 */
static void
allow_tracing (void)
{
  g_assert_cmpint (prctl (PR_SET_DUMPABLE, 1, 0, 0, 0), ==, 0);
}

static void
test_harden (void)
{
  if (g_test_subprocess ())
    {
      set_loud ();
      allow_tracing ();
      parafa_process_harden ();
      check_quiet ();
      g_assert_cmpint (prctl (PR_GET_DUMPABLE, 0, 0, 0, 0), ==, 0);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

/* Portals look into /proc/PID of the application. */
static void
test_harden_application (void)
{
  if (g_test_subprocess ())
    {
      set_loud ();
      allow_tracing ();
      parafa_process_harden_application ();
      check_quiet ();
      g_assert_cmpint (prctl (PR_GET_DUMPABLE, 0, 0, 0, 0), ==, 1);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/process/harden", test_harden);
  g_test_add_func ("/base/process/harden-application", test_harden_application);
  return g_test_run ();
}
