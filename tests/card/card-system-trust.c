/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-system-trust.h"

/* The system's own p11-kit-trust, with whatever authorities are installed: the two ways to them are
 * to find the same ones, but for doubles */
static void
test_modules_are_as_good_as_the_file (void)
{
  gnutls_certificate_credentials_t by_file, by_modules;
  int n_by_file, n_by_modules;

  gnutls_certificate_allocate_credentials (&by_file);
  gnutls_certificate_allocate_credentials (&by_modules);
  n_by_file = parafa_system_trust_add (by_file);
  n_by_modules = parafa_system_trust_add_from_modules (by_modules);
  g_assert_cmpint (n_by_file, >, 0);
  g_assert_cmpint (n_by_modules, >=, n_by_file * 9 / 10);
  g_assert_cmpint (n_by_modules, <=, n_by_file * 11 / 10 + 1);
  gnutls_certificate_free_credentials (by_file);
  gnutls_certificate_free_credentials (by_modules);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/card/system-trust/modules-are-as-good-as-the-file",
                   test_modules_are_as_good_as_the_file);
  return g_test_run ();
}
