/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-test.h"

/* Logs in with the practice certificate, without a window, and leaves the profile and its token in the home and keyring
 * it is started in: for tests of what comes after a login. */
int
main (int argc, char **argv)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  g_autoptr (GError) error = NULL;
  ParafaSession *session;

  g_test_init (&argc, &argv, NULL);
  session = session_test_open (clock, &error);
  g_assert_no_error (error);
  cli_test_log_in (session);
  session_test_release (session);
  return 0;
}
