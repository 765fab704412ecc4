/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-export.h"
#include "parafa-session-import.h"
#include "session-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW (G_GINT64_CONSTANT (1795500000))

/* What is imported lands in a real keyring, what is exported in a real file */

static ParafaTestKeyring *keyring;

typedef struct
{
  ParafaClock *clock;     /* (owned) */
  ParafaSession *session; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->clock = parafa_clock_new_fixed (NOW);
  fixture->session = session_test_open (fixture->clock, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (fixture->session)) > 0)
    {
      g_autoptr (ParafaAccount) account =
          g_list_model_get_item (G_LIST_MODEL (fixture->session), 0);

      g_assert_true (session_test_remove (fixture->session, account, NULL));
    }
  session_test_release (fixture->session);
  parafa_clock_unref (fixture->clock);
}

static ParafaAccount *
import (Fixture *fixture, const char *text, ParafaAccount *target, const char *name, GError **error)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new (text, -1);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  ParafaImportPlace place;
  g_autoptr (GPtrArray) found = parafa_import_read (secret, &place, NULL);

  g_assert_nonnull (found);
  parafa_session_import_async (fixture->session, found->pdata[0], target, name, NULL,
                               parafa_test_result_callback, result);
  return parafa_session_import_finish (fixture->session,
                                       parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                       error);
}

static char *
load_secret (ParafaAccount *account)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaSecret) secret = NULL;

  parafa_vault_load_client_secret_async (vault,
                                         parafa_profile_get_id (
                                             parafa_account_get_profile (account)),
                                         NULL, parafa_test_result_callback, result);
  secret = parafa_vault_load_client_secret_finish (vault,
                                                   parafa_test_result_wait (result,
                                                                            PARAFA_TEST_LIMIT_MS),
                                                   NULL);
  return g_strdup (secret != NULL ? parafa_secret_get (secret) : NULL);
}

static void
test_new_profile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaAccount) account =
      import (fixture,
              "CLIENT_ID=aa11\nCLIENT_SECRET=s1\nACCESS_TOKEN=opaque-one\nREFRESH_TOKEN=r1\n"
              "EXPIRES_IN=1000\n",
              NULL, "Alfa", &error);
  g_autoptr (ParafaTokenPair) stored = NULL;
  g_autofree char *secret = NULL;
  ParafaProfile *profile = NULL;

  g_assert_no_error (error);
  profile = parafa_account_get_profile (account);
  g_assert_cmpstr (parafa_profile_get_name (profile), ==, "Alfa");
  g_assert_cmpstr (parafa_profile_get_client_id (profile), ==, "aa11");
  g_assert_cmpstr (parafa_profile_get_redirect_uri (profile), ==, PARAFA_IMPORT_CALLBACK);
  secret = load_secret (account);
  g_assert_cmpstr (secret, ==, "s1");
  stored = session_test_stored_pair (account);
  g_assert_cmpstr (parafa_secret_get (parafa_token_pair_get_access (stored)), ==, "opaque-one");
  g_assert_cmpint (parafa_token_pair_get_access_expires_at (stored), ==, NOW + 1000);
}

/* Tokens for a profile that is there: its client secret stays when none was found */
static void
test_into_a_profile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaAccount) account =
      import (fixture, "CLIENT_ID=aa11\nCLIENT_SECRET=s1\n", NULL, "Alfa", NULL);
  g_autoptr (ParafaAccount) same = import (fixture, "ACCESS_TOKEN=one\n", account, NULL, NULL);
  g_autoptr (ParafaAccount) again =
      import (fixture, "CLIENT_ID=aa11\nCLIENT_SECRET=s2\n", account, NULL, NULL);
  g_autoptr (ParafaTokenPair) stored = session_test_stored_pair (account);
  g_autofree char *secret = load_secret (account);

  g_assert_true (same == account && again == account);
  g_assert_cmpstr (secret, ==, "s2");
  g_assert_cmpstr (parafa_secret_get (parafa_token_pair_get_access (stored)), ==, "one");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->session)), ==, 1);
}

static void
test_target_is_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaAccount) account =
      import (fixture, "CLIENT_ID=aa11\nCLIENT_SECRET=s1\n", NULL, "Alfa", NULL);
  g_autoptr (ParafaSecret) same = parafa_secret_new ("CLIENT_ID=aa11\n", -1);
  g_autoptr (ParafaSecret) other = parafa_secret_new ("CLIENT_ID=bb22\n", -1);
  ParafaImportPlace place;
  g_autoptr (GPtrArray) found_same = parafa_import_read (same, &place, NULL);
  g_autoptr (GPtrArray) found_other = parafa_import_read (other, &place, NULL);

  g_assert_true (parafa_session_find_import_target (fixture->session, found_same->pdata[0]) ==
                 account);
  g_assert_null (parafa_session_find_import_target (fixture->session, found_other->pdata[0]));
}

static void
test_incomplete (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (import (fixture, "CLIENT_ID=aa11\nACCESS_TOKEN=one\n", NULL, "Alfa", &error));
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_CLIENT_SECRET);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->session)), ==, 0);
}

static gboolean export(ParafaAccount *account, GFile *file, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_export_write_async (account, PARAFA_EXPORT_ENV,
                             PARAFA_EXPORT_ACCESS | PARAFA_EXPORT_CLIENT_SECRET, file, NULL,
                             parafa_test_result_callback, result);
  return parafa_export_write_finish (account,
                                     parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), error);
}

/* The person's alone, also where a file of that name lay open to all; whole, or as before */
static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *path = parafa_test_write_file (dir, "alfa.env", "old");
  g_autofree char *nowhere = g_build_filename (dir, "missing", "alfa.env", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) lost = g_file_new_for_path (nowhere);
  g_autoptr (ParafaAccount) account =
      import (fixture, "CLIENT_ID=aa11\nCLIENT_SECRET=s1\nACCESS_TOKEN=one\n", NULL, "Alfa", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  g_assert_true (export(account, file, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "ANAF_CLIENT_SECRET='s1'\n"));
  g_assert_nonnull (strstr (text, "ANAF_ACCESS_TOKEN='one'\n"));
  g_assert_false (export(account, lost, &error));
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_FILE);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/session/session-import/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int status = 0;

  keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_test_init (&argc, &argv, NULL);
  ADD ("new-profile", test_new_profile);
  ADD ("into-a-profile", test_into_a_profile);
  ADD ("target-is-found", test_target_is_found);
  ADD ("incomplete", test_incomplete);
  ADD ("export", test_export);
  status = g_test_run ();
  parafa_test_keyring_free (keyring);
  return status;
}
