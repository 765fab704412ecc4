/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "session-test.h"
#include "parafa-paths.h"

#include <string.h>

#define NOW (G_GINT64_CONSTANT (1795500000))

static ParafaTestKeyring *keyring;
static ParafaClock *fixed;

static void
start_keyring (void)
{
  parafa_test_keyring_start_service (keyring);
}

static ParafaSession *
open_session (void)
{
  g_autoptr (GError) error = NULL;
  ParafaSession *session = session_test_open (fixed, &error);

  g_assert_no_error (error);
  return session;
}

static ParafaSecret *
load_client_secret (ParafaSession *session, ParafaProfile *profile)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  ParafaVault *vault = parafa_session_get_vault (session);
  g_autoptr (GError) error = NULL;
  ParafaSecret *secret = NULL;

  parafa_vault_load_client_secret_async (vault, parafa_profile_get_id (profile), NULL,
                                         parafa_test_result_callback, result);
  secret = parafa_vault_load_client_secret_finish (vault,
                                                   parafa_test_result_wait (result,
                                                                            PARAFA_TEST_LIMIT_MS),
                                                   &error);
  g_assert_no_error (error);
  return secret;
}

static ParafaAccount *
add (ParafaSession *session, const char *name)
{
  g_autoptr (ParafaProfile) profile = parafa_profile_new (name, PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (GError) error = NULL;
  ParafaAccount *account = session_test_add (session, profile, "un-secret", &error);

  g_assert_no_error (error);
  session_test_wait_loaded (account);
  return account;
}

static void
remove_all (ParafaSession *session)
{
  g_autoptr (GError) error = NULL;

  while (g_list_model_get_n_items (G_LIST_MODEL (session)) > 0)
    {
      g_autoptr (ParafaAccount) account = g_list_model_get_item (G_LIST_MODEL (session), 0);

      g_assert_true (session_test_remove (session, account, &error));
      g_assert_no_error (error);
    }
}

typedef struct
{
  guint n;
  guint position;
  guint removed;
  guint added;
} Change;

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, Change *change)
{
  change->n++;
  change->position = position;
  change->removed = removed;
  change->added = added;
}

static void
test_list_model (void)
{
  ParafaSession *session = open_session ();
  GListModel *model = G_LIST_MODEL (session);
  g_autoptr (ParafaAccount) alfa = NULL;
  g_autoptr (ParafaAccount) beta = NULL;
  g_autoptr (ParafaAccount) item = NULL;
  Change change = { 0 };

  g_assert_true (g_list_model_get_item_type (model) == PARAFA_TYPE_ACCOUNT);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 0);
  g_signal_connect (model, "items-changed", G_CALLBACK (on_items_changed), &change);
  alfa = add (session, "Alfa");
  beta = add (session, "Beta");
  g_assert_cmpuint (change.n, ==, 2);
  g_assert_cmpuint (change.position, ==, 1);
  g_assert_cmpuint (change.added, ==, 1);
  item = g_list_model_get_item (model, 0);
  g_assert_true (item == alfa);
  g_assert_null (g_list_model_get_item (model, 2));
  g_assert_true (parafa_session_find (session, parafa_profile_get_id (
                                                   parafa_account_get_profile (beta))) == beta);
  g_assert_null (parafa_session_find (session, "no such"));
  g_assert_true (session_test_remove (session, alfa, NULL));
  g_assert_cmpuint (change.n, ==, 3);
  g_assert_cmpuint (change.position, ==, 0);
  g_assert_cmpuint (change.removed, ==, 1);
  /* once more is nothing */
  g_assert_true (session_test_remove (session, alfa, NULL));
  g_assert_cmpuint (change.n, ==, 3);
  remove_all (session);
  session_test_release (session);
}

/* Added with its secret; the next session finds both, in order; removed, nothing is left */
static void
test_add_open_remove (void)
{
  ParafaSession *session = open_session ();
  ParafaSession *next = NULL;
  g_autoptr (ParafaAccount) alfa = add (session, "Alfa");
  g_autoptr (ParafaAccount) beta = add (session, "Beta");
  g_autoptr (ParafaProfile) profile = g_object_ref (parafa_account_get_profile (alfa));
  g_autoptr (ParafaAccount) first = NULL;
  g_autoptr (ParafaSecret) secret = NULL;
  g_autoptr (ParafaSecret) gone = NULL;

  parafa_profile_set_name (profile, "Alfa SRL");
  g_assert_true (session_test_save_profiles (session, NULL));
  next = open_session ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (next)), ==, 2);
  g_assert_nonnull (
      parafa_session_find (next, parafa_profile_get_id (parafa_account_get_profile (beta))));
  first = g_list_model_get_item (G_LIST_MODEL (next), 0);
  g_assert_cmpstr (parafa_profile_get_name (parafa_account_get_profile (first)), ==, "Alfa SRL");
  secret = load_client_secret (next, profile);
  g_assert_cmpstr (parafa_secret_get (secret), ==, "un-secret");
  session_test_wait_loaded (first);
  session_test_release (next);

  remove_all (session);
  gone = load_client_secret (session, profile);
  g_assert_null (gone);
  session_test_release (session);
  next = open_session ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (next)), ==, 0);
  session_test_release (next);
}

/* Neither a profile without a secret nor a secret without a profile */
static void
test_add_is_whole_or_nothing (void)
{
  ParafaSession *session = open_session ();
  g_autoptr (ParafaProfile) profile = parafa_profile_new ("Gama", PARAFA_ENVIRONMENT_ANAF);
  g_autofree char *config = parafa_paths_get_config_dir ();
  g_autofree char *path = g_build_filename (config, "profiles.ini", NULL);
  g_autofree char *inside = g_build_filename (path, "x", NULL);
  g_autoptr (ParafaSecret) none = NULL;
  g_autoptr (GError) error = NULL;

  parafa_test_keyring_kill_service (keyring);
  g_assert_null (session_test_add (session, profile, "un-secret", &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_ABSENT);
  g_clear_error (&error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (session)), ==, 0);
  start_keyring ();

  parafa_test_remove_tree (path);
  g_assert_cmpint (g_mkdir_with_parents (inside, 0700), ==, 0);
  g_assert_null (session_test_add (session, profile, "un-secret", &error));
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_FILE);
  g_clear_error (&error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (session)), ==, 0);
  none = load_client_secret (session, profile);
  g_assert_null (none);
  g_assert_true (parafa_test_remove_tree (path));
  session_test_release (session);
}

/* The file cannot be written: the account is back at its place, with its secrets */
static void
test_remove_that_fails (void)
{
  ParafaSession *session = open_session ();
  g_autoptr (ParafaAccount) alfa = add (session, "Alfa");
  g_autoptr (ParafaAccount) beta = add (session, "Beta");
  g_autoptr (ParafaAccount) item = NULL;
  g_autofree char *config = parafa_paths_get_config_dir ();
  g_autofree char *path = g_build_filename (config, "profiles.ini", NULL);
  g_autofree char *inside = g_build_filename (path, "x", NULL);
  g_autoptr (ParafaTokenPair) pair = session_test_pair ("still", NOW, 1000);
  g_autoptr (GError) error = NULL;

  parafa_test_remove_tree (path);
  g_assert_cmpint (g_mkdir_with_parents (inside, 0700), ==, 0);
  g_assert_false (session_test_remove (session, alfa, &error));
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_FILE);
  g_clear_error (&error);
  item = g_list_model_get_item (G_LIST_MODEL (session), 0);
  g_assert_true (item == alfa);
  g_assert_cmpint (parafa_account_get_state (beta), ==, PARAFA_ACCOUNT_EMPTY);
  g_assert_true (session_test_keep (alfa, pair, &error));
  g_assert_true (parafa_test_remove_tree (path));
  remove_all (session);
  session_test_release (session);
}

static void
test_damaged_file (void)
{
  g_autofree char *config = parafa_paths_get_config_dir ();
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaAccount) account = NULL;
  ParafaSession *session = NULL;

  g_free (parafa_test_write_file (config, "profiles.ini", "[half"));
  session = session_test_open (fixed, &error);
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_DAMAGED);
  account = add (session, "Nouă");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (session)), ==, 1);
  remove_all (session);
  session_test_release (session);
}

/* No secret and no token in the file, nor anything readable by others */
static void
test_file_has_no_secrets (void)
{
  ParafaSession *session = open_session ();
  g_autoptr (ParafaAccount) account = add (session, "Alfa");
  g_autoptr (ParafaTokenPair) pair = session_test_pair ("mark", NOW, 1000);
  g_autofree char *config = parafa_paths_get_config_dir ();
  g_autofree char *path = g_build_filename (config, "profiles.ini", NULL);
  g_autofree char *text = NULL;

  g_assert_true (session_test_keep (account, pair, NULL));
  g_assert_true (session_test_save_profiles (session, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Alfa"));
  g_assert_null (strstr (text, "un-secret"));
  g_assert_null (strstr (text, "access-mark"));
  g_assert_null (strstr (text, "refresh-mark"));
  remove_all (session);
  session_test_release (session);
}

static ParafaEndpoints *
get_endpoints (ParafaSession *session, ParafaProfile *profile)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  ParafaEndpoints *endpoints = NULL;

  parafa_session_get_endpoints_async (session, profile, NULL, parafa_test_result_callback, result);
  endpoints =
      parafa_session_get_endpoints_finish (session,
                                           parafa_test_result_wait (result,
                                                                    2 * PARAFA_TEST_LIMIT_MS),
                                           &error);
  g_assert_no_error (error);
  return endpoints;
}

static void
test_endpoints (void)
{
  ParafaSession *session = open_session ();
  g_autoptr (ParafaProfile) anaf = parafa_profile_new ("a", PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (ParafaProfile) practice = parafa_profile_new ("p", PARAFA_ENVIRONMENT_PRACTICE);
  g_autoptr (ParafaEndpoints) of_anaf = get_endpoints (session, anaf);
  g_autoptr (ParafaEndpoints) of_practice = NULL;
  gboolean ready = TRUE;

  g_assert_false (parafa_endpoints_is_practice (of_anaf));
  g_assert_true (g_str_has_prefix (parafa_endpoints_get_authorize_uri (of_anaf),
                                   "https://logincert.anaf.ro/"));
  g_object_get (session, "practice-ready", &ready, NULL);
  g_assert_false (ready);
  of_practice = get_endpoints (session, practice);
  g_assert_true (parafa_endpoints_is_practice (of_practice));
  g_object_get (session, "practice-ready", &ready, NULL);
  g_assert_true (ready);
  session_test_release (session);
}

/* Made once, found again; registered anew only where the server or the keyring forgot it */
static void
test_practise (void)
{
  ParafaSession *session = open_session ();
  g_autoptr (ParafaAccount) account = NULL;
  g_autoptr (ParafaAccount) again = NULL;
  g_autoptr (ParafaAccount) third = NULL;
  g_autofree char *client_id = NULL;
  g_autofree char *state_dir = parafa_paths_get_state_dir ("practice");
  ParafaProfile *profile = NULL;
  g_autoptr (ParafaSecret) secret = NULL;
  g_autoptr (ParafaSecret) fresh = NULL;
  g_autoptr (GError) error = NULL;

  account = session_test_practise (session, &error);
  g_assert_no_error (error);
  profile = parafa_account_get_profile (account);
  g_assert_cmpint (parafa_profile_get_environment (profile), ==, PARAFA_ENVIRONMENT_PRACTICE);
  g_assert_cmpstr (parafa_profile_get_name (profile), ==, PARAFA_SESSION_PRACTICE_NAME);
  g_assert_cmpuint (strlen (parafa_profile_get_client_id (profile)), ==, 48);
  client_id = g_strdup (parafa_profile_get_client_id (profile));
  secret = load_client_secret (session, profile);
  g_assert_cmpuint (parafa_secret_get_length (secret), ==, 64);

  again = session_test_practise (session, &error);
  g_assert_true (again == account);
  g_assert_cmpstr (parafa_profile_get_client_id (profile), ==, client_id);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (session)), ==, 1);

  /* the next session finds it all in files and keyring */
  g_clear_object (&account);
  g_clear_object (&again);
  session_test_release (session);
  session = open_session ();
  again = session_test_practise (session, &error);
  g_assert_no_error (error);
  profile = parafa_account_get_profile (again);
  g_assert_cmpstr (parafa_profile_get_client_id (profile), ==, client_id);

  /* the server's folder is gone: the same profile, a new registration */
  parafa_practice_stop (parafa_session_get_practice (session));
  g_assert_true (parafa_test_remove_tree (state_dir));
  third = session_test_practise (session, &error);
  g_assert_no_error (error);
  g_assert_true (third == again);
  g_assert_cmpstr (parafa_profile_get_client_id (profile), !=, client_id);
  fresh = load_client_secret (session, profile);
  g_assert_false (parafa_secret_equal (secret, fresh));
  remove_all (session);
  g_clear_object (&again);
  g_clear_object (&third);
  session_test_release (session);
}

static void
test_practise_without_keyring (void)
{
  ParafaSession *session = open_session ();
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaAccount) account = NULL;

  parafa_test_keyring_kill_service (keyring);
  g_assert_null (session_test_practise (session, &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_ABSENT);
  g_clear_error (&error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (session)), ==, 0);
  start_keyring ();
  account = session_test_practise (session, &error);
  g_assert_no_error (error);
  remove_all (session);
  session_test_release (session);
}

int
main (int argc, char **argv)
{
  int status = 0;

  keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_test_init (&argc, &argv, NULL);
  fixed = parafa_clock_new_fixed (NOW);

  g_test_add_func ("/session/session/list-model", test_list_model);
  g_test_add_func ("/session/session/add-open-remove", test_add_open_remove);
  g_test_add_func ("/session/session/add-is-whole-or-nothing", test_add_is_whole_or_nothing);
  g_test_add_func ("/session/session/remove-that-fails", test_remove_that_fails);
  g_test_add_func ("/session/session/damaged-file", test_damaged_file);
  g_test_add_func ("/session/session/file-has-no-secrets", test_file_has_no_secrets);
  g_test_add_func ("/session/session/endpoints", test_endpoints);
  g_test_add_func ("/session/session/practise", test_practise);
  g_test_add_func ("/session/session/practise-without-keyring", test_practise_without_keyring);

  status = g_test_run ();
  parafa_clock_unref (fixed);
  parafa_test_keyring_free (keyring);
  return status;
}
