/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-certificate-keep.h"

#include <glib/gstdio.h>
#include <string.h>

#include "parafa-certificate-chain.h"
#include "parafa-certificate-file.h"
#include "parafa-test.h"
#include "test-pki.h"

/* The certificate of the last login, in a file of a private folder */

static char *data_dir;

static ParafaCertificate *
make_certificate (GPtrArray **issuers)
{
  const TestCertSpec root_spec = { .purpose = TEST_AUTHORITY, .name = "Sigiliu Root" };
  const TestCertSpec middle_spec = { .purpose = TEST_AUTHORITY, .name = "Sigiliu Calificat" };
  const TestCertSpec spec = { .purpose = TEST_PERSON, .name = "Daria Stânceanu" };
  g_autoptr (TestCert) root = test_cert_new (&root_spec, NULL);
  g_autoptr (TestCert) middle = test_cert_new (&middle_spec, root);
  g_autoptr (TestCert) leaf = test_cert_new (&spec, middle);
  g_autoptr (GBytes) root_der = test_cert_to_der (root);
  g_autoptr (GBytes) middle_der = test_cert_to_der (middle);
  g_autoptr (GBytes) der = test_cert_to_der (leaf);

  *issuers = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (*issuers, parafa_certificate_new (root_der, NULL, NULL));
  g_ptr_array_add (*issuers, parafa_certificate_new (middle_der, NULL, NULL));
  return parafa_certificate_new (der, NULL, NULL);
}

static ParafaCertificate *
read_kept (ParafaProfile *profile, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_certificate_keep_read_async (profile, NULL, parafa_test_result_callback, result);
  return parafa_certificate_keep_read_finish (parafa_test_result_wait (result,
                                                                       PARAFA_TEST_LIMIT_MS),
                                              error);
}

static char *
get_path (ParafaProfile *profile)
{
  g_autofree char *name = g_strconcat (parafa_profile_get_id (profile), ".pem", NULL);

  return g_build_filename (data_dir, "parafa", "certificates", name, NULL);
}

static gboolean
exists (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_written_is_read (void)
{
  g_autoptr (ParafaProfile) profile = parafa_profile_new ("Cabinet", PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (GPtrArray) issuers = NULL;
  g_autoptr (ParafaCertificate) certificate = make_certificate (&issuers);
  g_autofree char *path = get_path (profile);
  g_autoptr (ParafaCertificate) kept = NULL;
  g_autoptr (ParafaCertificateChain) chain = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  parafa_certificate_set_issuers (certificate, issuers);
  parafa_certificate_keep_write (profile, certificate);
  parafa_test_wait_until (exists, path, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  kept = read_kept (profile, &error);
  g_assert_no_error (error);
  g_assert_true (
      g_bytes_equal (parafa_certificate_get_der (kept), parafa_certificate_get_der (certificate)));
  chain = parafa_certificate_chain_new (kept, parafa_certificate_get_issuers (kept));
  g_assert_cmpuint (chain->links->len, ==, 3);
  g_assert_true (chain->is_complete);

  parafa_certificate_keep_erase (profile);
  g_assert_false (exists (path));
  parafa_certificate_keep_erase (profile);
}

static void
test_nothing_kept (void)
{
  g_autoptr (ParafaProfile) profile = parafa_profile_new ("Cabinet", PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (GError) error = NULL;

  g_assert_null (read_kept (profile, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_damaged (void)
{
  g_autoptr (ParafaProfile) profile = parafa_profile_new ("Cabinet", PARAFA_ENVIRONMENT_ANAF);
  g_autofree char *path = get_path (profile);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "-----BEGIN CERTIFICATE-----\nMIIB", -1, NULL));
  g_assert_null (read_kept (profile, &error));
  g_assert_error (error, PARAFA_CERTIFICATE_ERROR, PARAFA_CERTIFICATE_ERROR_INVALID);
  parafa_certificate_keep_erase (profile);
}

/* A folder that cannot be written to: nothing is kept, nobody is told, nothing is left half */
static void
test_cannot_write (void)
{
  g_autoptr (ParafaProfile) profile = parafa_profile_new ("Cabinet", PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (GPtrArray) issuers = NULL;
  g_autoptr (ParafaCertificate) certificate = make_certificate (&issuers);
  g_autofree char *path = get_path (profile);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  parafa_certificate_keep_write (profile, certificate);
  /* the last reference to the profile is the task's: done when it has ended */
  while (G_OBJECT (profile)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (read_kept (profile, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
test_file_of_any_size (void)
{
  g_autofree char *path = g_build_filename (data_dir, "large.cer", NULL);
  g_autofree char *bytes = g_malloc0 (PARAFA_CERTIFICATE_FILE_MAX * 2);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, bytes, PARAFA_CERTIFICATE_FILE_MAX * 2, NULL));
  parafa_certificate_keep_load_async (file, NULL, parafa_test_result_callback, result);
  g_assert_null (
      parafa_certificate_keep_load_finish (parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                           &error));
  g_assert_error (error, PARAFA_CERTIFICATE_ERROR, PARAFA_CERTIFICATE_ERROR_TOO_LARGE);
  g_unlink (path);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *parafa = NULL;
  int status;

  data_dir = g_dir_make_tmp ("parafa-keep-XXXXXX", &error);
  g_assert_no_error (error);
  g_setenv ("XDG_DATA_HOME", data_dir, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/certificate-keep/written-is-read", test_written_is_read);
  g_test_add_func ("/session/certificate-keep/nothing-kept", test_nothing_kept);
  g_test_add_func ("/session/certificate-keep/damaged", test_damaged);
  g_test_add_func ("/session/certificate-keep/cannot-write", test_cannot_write);
  g_test_add_func ("/session/certificate-keep/file-of-any-size", test_file_of_any_size);
  status = g_test_run ();
  folder = g_build_filename (data_dir, "parafa", "certificates", NULL);
  parafa = g_build_filename (data_dir, "parafa", NULL);
  g_rmdir (folder);
  g_rmdir (parafa);
  g_rmdir (data_dir);
  g_free (data_dir);
  return status;
}
