/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-issuers.h"
#include "parafa-session-error.h"
#include "parafa-test.h"

#include "test-pki.h"

static ParafaTestDir *dir;
static TestCert *root;

static guint
add (const char *text, GError **error)
{
  g_autofree char *path = parafa_test_write_file (dir, "added", text);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_issuers_add_async (file, NULL, parafa_test_result_callback, result);
  return parafa_issuers_add_finish (parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), error);
}

static guint
count_kept (void)
{
  g_autofree char *path = g_build_filename (dir, "data", "parafa", "issuers", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (folder != NULL && g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static char *
make_pem (TestPurpose purpose, const char *name, gint64 to_days)
{
  const TestCertSpec spec = { .purpose = purpose,
                              .name = name,
                              .from_days = -10,
                              .to_days = to_days };
  g_autoptr (TestCert) cert = test_cert_new (&spec, root);

  return test_cert_to_pem (cert);
}

static void
test_added_once (void)
{
  g_autofree char *a = make_pem (TEST_AUTHORITY, "Emitent A", 300);
  g_autofree char *b = make_pem (TEST_AUTHORITY, "Emitent B", 300);
  g_autofree char *both = g_strconcat (a, b, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (add (a, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpuint (add (a, &error), ==, 1);
  g_assert_cmpuint (count_kept (), ==, 1);
  g_assert_cmpuint (add (both, &error), ==, 2);
  g_assert_cmpuint (count_kept (), ==, 2);
}

static void
test_refused (void)
{
  g_autofree char *person = make_pem (TEST_PERSON, "Om", 300);
  g_autofree char *ended = make_pem (TEST_AUTHORITY, "Vechi", -1);
  g_autofree char *self_signed = test_cert_to_pem (root);
  const char *const texts[] = { person, ended, self_signed, "", "no certificate" };
  guint n = count_kept ();

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (add (texts[i], &error), ==, 0);
      g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_ISSUER);
    }
  g_assert_cmpuint (count_kept (), ==, n);
}

static void
test_absent (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/at/all");
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  parafa_issuers_add_async (file, NULL, parafa_test_result_callback, result);
  g_assert_cmpuint (parafa_issuers_add_finish (parafa_test_result_wait (result,
                                                                        PARAFA_TEST_LIMIT_MS),
                                               &error),
                    ==, 0);
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_FILE);
}

int
main (int argc, char **argv)
{
  const TestCertSpec spec = { .purpose = TEST_AUTHORITY, .name = "Rădăcină" };
  g_autofree char *data = NULL;
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  dir = parafa_test_dir_new ();
  data = g_build_filename (dir, "data", NULL);
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  root = test_cert_new (&spec, NULL);
  g_test_add_func ("/session/issuers/added-once", test_added_once);
  g_test_add_func ("/session/issuers/refused", test_refused);
  g_test_add_func ("/session/issuers/absent", test_absent);
  status = g_test_run ();
  test_cert_free (root);
  parafa_test_dir_free (dir);
  return status;
}
