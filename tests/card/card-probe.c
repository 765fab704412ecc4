/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Choose driver file: what is wrong with it is told, each thing apart */

#include "test-drivers.h"

#include <elf.h>
#include <glib/gstdio.h>
#include <string.h>

static TestDrivers *drivers;
static ParafaCard *card;

static void
set_up (void)
{
  test_drivers_clear (drivers);
  card = test_drivers_new_card (drivers);
}

static void
tear_down (void)
{
  test_drivers_end_card (card);
  test_drivers_wait_for_processes (0);
}

static void
assert_probed (const char *path, ParafaDriverProblem problem, const char *words)
{
  g_autoptr (ParafaDriverReport) report = test_drivers_probe (card, path);
  const ParafaDriverFindings *findings = parafa_driver_report_get_findings (report);
  g_autofree char *name = g_path_get_basename (path);

  g_test_message ("%s", findings->message);
  g_assert_cmpint (findings->problem, ==, problem);
  g_assert_true (g_str_has_prefix (findings->message, name));
  g_assert_nonnull (strstr (findings->message, words));
  g_assert_cmpint (parafa_driver_get_settings (parafa_driver_report_get_driver (report))->origin,
                   ==, PARAFA_DRIVER_ORIGIN_FILE);
}

static void
test_good (void)
{
  g_autofree char *path = NULL;
  g_autoptr (ParafaDriverReport) report = NULL;
  const ParafaDriverFindings *findings;

  set_up ();
  path = test_drivers_add (drivers, "good", "store", NULL, NULL);
  report = test_drivers_probe (card, path);
  findings = parafa_driver_report_get_findings (report);
  g_assert_cmpint (findings->problem, ==, PARAFA_DRIVER_PROBLEM_NONE);
  g_assert_null (findings->message);
  g_assert_cmpstr (findings->manufacturer, ==, "SoftHSM");
  g_assert_cmpuint (findings->n_tokens, ==, 2);
  tear_down ();
}

static void
test_not_a_library (void)
{
  g_autofree char *text = NULL;
  g_autofree char *empty = NULL;

  set_up ();
  text = parafa_test_write_file (drivers->dir, "libtext.so", "/* GNU ld script */\nGROUP (a.so)\n");
  empty = parafa_test_write_file (drivers->dir, "libempty.so", "");
  assert_probed (text, PARAFA_DRIVER_PROBLEM_NOT_A_LIBRARY, "is no library");
  assert_probed (empty, PARAFA_DRIVER_PROBLEM_NOT_A_LIBRARY, "is no library");
  assert_probed (drivers->dir, PARAFA_DRIVER_PROBLEM_NOT_A_LIBRARY, "");
  assert_probed ("/nowhere/libx.so", PARAFA_DRIVER_PROBLEM_NO_FILE, "cannot be read");
  tear_down ();
}

static void
test_other_machine (void)
{
  g_autofree char *bytes = NULL;
  g_autofree char *path = g_build_filename (drivers->dir, "libother.so", NULL);
  g_autofree char *narrow = g_build_filename (drivers->dir, "libnarrow.so", NULL);
  gsize length = 0;

  set_up ();
  g_assert_true (g_file_get_contents (g_getenv ("TEST_PKCS11_LIBRARY"), &bytes, &length, NULL));
  bytes[18] = bytes[18] == EM_X86_64 ? EM_386 : EM_X86_64;
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  assert_probed (path, PARAFA_DRIVER_PROBLEM_OTHER_MACHINE, "another kind of computer");
  bytes[18] = bytes[18] == EM_X86_64 ? EM_386 : EM_X86_64;
  bytes[EI_CLASS] = bytes[EI_CLASS] == ELFCLASS64 ? ELFCLASS32 : ELFCLASS64;
  g_assert_true (g_file_set_contents (narrow, bytes, (gssize) length, NULL));
  assert_probed (narrow, PARAFA_DRIVER_PROBLEM_OTHER_MACHINE, "another kind of computer");
  tear_down ();
}

/* An ELF head and then nothing: the linker has the last word */
static void
test_truncated (void)
{
  g_autofree char *bytes = NULL;
  g_autofree char *path = g_build_filename (drivers->dir, "libcut.so", NULL);
  gsize length = 0;

  set_up ();
  g_assert_true (g_file_get_contents (g_getenv ("TEST_PKCS11_LIBRARY"), &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (path, bytes, 200, NULL));
  assert_probed (path, PARAFA_DRIVER_PROBLEM_DOES_NOT_LOAD, "cannot be loaded");
  tear_down ();
}

static void
test_missing_library (void)
{
  g_autofree char *path = NULL;
  g_autoptr (ParafaDriverReport) report = NULL;
  const ParafaDriverFindings *findings;

  set_up ();
  path = test_drivers_copy_library (drivers, g_getenv ("TEST_NEEDY_LIBRARY"), "libneedy.so");
  report = test_drivers_probe (card, path);
  findings = parafa_driver_report_get_findings (report);
  g_test_message ("%s", findings->message);
  g_assert_cmpint (findings->problem, ==, PARAFA_DRIVER_PROBLEM_MISSING_LIBRARY);
  g_assert_cmpstr (findings->detail, ==, "libtest-absent.so");
  tear_down ();
}

static void
test_not_pkcs11 (void)
{
  g_autofree char *path = NULL;

  set_up ();
  path = test_drivers_copy_library (drivers, g_getenv ("TEST_ABSENT_LIBRARY"), "libplain.so");
  assert_probed (path, PARAFA_DRIVER_PROBLEM_NOT_PKCS11, "C_GetFunctionList is missing");
  tear_down ();
}

static void
test_bad_ones (void)
{
  g_autofree char *dies = NULL;
  g_autofree char *hangs = NULL;
  g_autofree char *refuses = NULL;
  g_autofree char *empty = NULL;

  set_up ();
  dies = test_drivers_add (drivers, "dies", "store", "TEST_PKCS11_ABORT_AT=load", NULL);
  hangs = test_drivers_add (drivers, "hangs", "store", "TEST_PKCS11_HANG_AT=C_Initialize", NULL);
  refuses =
      test_drivers_add (drivers, "refuses", "store", "TEST_PKCS11_FAIL_AT=C_Initialize", NULL);
  empty = test_drivers_add (drivers, "broken", "store", "TEST_PKCS11_FAIL_AT=C_GetSlotList", NULL);
  assert_probed (dies, PARAFA_DRIVER_PROBLEM_CRASHES, "took its process down");
  assert_probed (refuses, PARAFA_DRIVER_PROBLEM_DOES_NOT_START, "does not start (0x30)");
  assert_probed (empty, PARAFA_DRIVER_PROBLEM_CANNOT_LIST, "cannot say which tokens there are");
  parafa_card_set_list_timeout (card, 1000);
  assert_probed (hangs, PARAFA_DRIVER_PROBLEM_HANGS, "did not answer in 1000 ms");
  tear_down ();
}

static void
test_cancel (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  set_up ();
  path = test_drivers_add (drivers, "hangs", "store", "TEST_PKCS11_HANG_AT=load", NULL);
  parafa_card_probe_driver_async (card, path, cancellable, parafa_test_result_callback, result);
  g_assert_false (parafa_test_poll_until (parafa_test_is_set, &error, 300));
  g_cancellable_cancel (cancellable);
  g_assert_null (
      parafa_card_probe_driver_finish (card, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                       &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  parafa_test_result_reset (result);
  tear_down ();
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("LD_LIBRARY_PATH");
  drivers = test_drivers_new ();
  test_drivers_add_token (drivers, "store", "Magazin", TEST_DRIVER_PIN, NULL);
  g_test_add_func ("/card/probe/good", test_good);
  g_test_add_func ("/card/probe/not-a-library", test_not_a_library);
  g_test_add_func ("/card/probe/other-machine", test_other_machine);
  g_test_add_func ("/card/probe/truncated", test_truncated);
  g_test_add_func ("/card/probe/missing-library", test_missing_library);
  g_test_add_func ("/card/probe/not-pkcs11", test_not_pkcs11);
  g_test_add_func ("/card/probe/bad-ones", test_bad_ones);
  g_test_add_func ("/card/probe/cancel", test_cancel);
  status = g_test_run ();
  test_drivers_free (drivers);
  return status;
}
