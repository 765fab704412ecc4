/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-store.h"

#include "parafa-sim-x509.h"
#include "parafa-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define NOW (G_GINT64_CONSTANT (1795500000))

static char *
read_file (const char *dir, const char *name)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
assert_private (const char *dir, const char *name)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, S_ISDIR (status.st_mode) ? 0700 : 0600);
}

static void
test_clients (void)
{
  static const char *const uris[] = { "https://localhost:47631/cb", "https://a.example/x;y", NULL };
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (ParafaSimStore) store = parafa_sim_store_new (dir);
  g_autoptr (ParafaSimStore) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *secret = NULL;
  g_autofree char *text = NULL;

  g_assert_true (parafa_sim_store_register (store, "Contabilitate", uris, &id, &secret, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (id), ==, 48);
  g_assert_cmpuint (strlen (secret), ==, 64);
  text = read_file (dir, "clients.ini");
  g_assert_null (strstr (text, secret));
  g_assert_nonnull (strstr (text, id));
  assert_private (dir, "clients.ini");
  assert_private (dir, ".");

  again = parafa_sim_store_new (dir);
  g_assert_true (parafa_sim_store_has_client (again, id));
  g_assert_false (parafa_sim_store_has_client (again, "00"));
  g_assert_false (parafa_sim_store_has_client (again, "[x]"));
  g_assert_false (parafa_sim_store_has_client (again, ""));
  g_assert_true (parafa_sim_store_has_redirect (again, id, uris[0]));
  g_assert_true (parafa_sim_store_has_redirect (again, id, uris[1]));
  g_assert_false (parafa_sim_store_has_redirect (again, id, "https://localhost:47631/cb/"));
  g_assert_false (parafa_sim_store_has_redirect (again, "00", uris[0]));
  g_assert_true (parafa_sim_store_check_secret (again, id, secret));
  secret[0] = secret[0] == '0' ? '1' : '0';
  g_assert_false (parafa_sim_store_check_secret (again, id, secret));
  g_assert_false (parafa_sim_store_check_secret (again, id, ""));
  g_assert_false (parafa_sim_store_check_secret (again, "00", secret));
}

/* The portal refuses http with an error of its own; nothing is written */
static void
test_refused (void)
{
  static const char *const wrong[] = { "http://localhost/cb", "https", "", "https://[",
                                       "myapp://x" };
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (ParafaSimStore) store = parafa_sim_store_new (dir);
  g_autofree char *path = g_build_filename (dir, "clients.ini", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      const char *uris[] = { "https://good.example/cb", wrong[i], NULL };
      g_autoptr (GError) error = NULL;
      char *id = NULL;
      char *secret = NULL;

      g_assert_false (parafa_sim_store_register (store, "x", uris, &id, &secret, &error));
      g_assert_error (error, PARAFA_SIM_ERROR, PARAFA_SIM_ERROR_ARGUMENT);
      g_assert_null (id);
      g_assert_null (secret);
    }
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_grants (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (ParafaSimStore) store = parafa_sim_store_new (dir);
  g_autoptr (ParafaSimGrant) grant =
      parafa_sim_grant_new ("c1", "Aut;oritate", "5c:00", "login-1", NOW);
  g_autoptr (ParafaSimGrant) found = NULL;
  g_autoptr (ParafaSimGrant) dead = NULL;
  g_autoptr (ParafaSimGrant) alive = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (parafa_sim_store_add_grant (store, "token-one", grant, &error));
  g_assert_no_error (error);
  text = read_file (dir, "refresh-tokens.ini");
  g_assert_null (strstr (text, "token-one"));
  assert_private (dir, "refresh-tokens.ini");

  found = parafa_sim_store_find_grant (store, "token-one");
  g_assert_nonnull (found);
  g_assert_cmpstr (found->client_id, ==, "c1");
  g_assert_cmpstr (found->issuer, ==, "Aut;oritate");
  g_assert_cmpstr (found->serial, ==, "5c:00");
  g_assert_cmpint (found->issued_at_s, ==, NOW);
  g_assert_false (found->dead);
  g_assert_null (parafa_sim_store_find_grant (store, "token-two"));

  g_assert_true (parafa_sim_store_replace_grant (store, "token-one", "token-two", grant, &error));
  g_assert_no_error (error);
  dead = parafa_sim_store_find_grant (store, "token-one");
  g_assert_true (dead->dead);
  alive = parafa_sim_store_find_grant (store, "token-two");
  g_assert_false (alive->dead);
  g_assert_false (
      parafa_sim_store_replace_grant (store, "token-one", "token-three", grant, &error));
  g_assert_error (error, PARAFA_SIM_ERROR, PARAFA_SIM_ERROR_ARGUMENT);
  g_assert_null (parafa_sim_store_find_grant (store, "token-three"));
}

static void
test_killed_login (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (ParafaSimStore) store = parafa_sim_store_new (dir);
  g_autoptr (ParafaSimGrant) one = parafa_sim_grant_new ("c1", "A", "5c:00", "login-1", NOW);
  g_autoptr (ParafaSimGrant) two = parafa_sim_grant_new ("c1", "A", "5c:00", "login-2", NOW);
  g_autoptr (ParafaSimGrant) first = NULL;
  g_autoptr (ParafaSimGrant) second = NULL;

  g_assert_true (parafa_sim_store_add_grant (store, "token-one", one, NULL));
  g_assert_true (parafa_sim_store_add_grant (store, "token-two", two, NULL));
  g_assert_true (parafa_sim_store_kill_login (store, "login-1", NULL));
  first = parafa_sim_store_find_grant (store, "token-one");
  second = parafa_sim_store_find_grant (store, "token-two");
  g_assert_true (first->dead);
  g_assert_false (second->dead);
}

/* A damaged file is as good as none, and is whole again after the next change */
static void
test_damaged (void)
{
  static const char *const uris[] = { "https://localhost:47631/cb", NULL };
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (ParafaSimStore) store = parafa_sim_store_new (dir);
  g_autofree char *path = parafa_test_write_file (dir, "clients.ini", "[\xff\x01 no");
  g_autofree char *id = NULL;
  g_autofree char *secret = NULL;

  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_false (parafa_sim_store_has_client (store, "00"));
  g_assert_true (parafa_sim_store_register (store, "x", uris, &id, &secret, NULL));
  g_assert_true (parafa_sim_store_check_secret (store, id, secret));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/simulator/store/clients", test_clients);
  g_test_add_func ("/simulator/store/refused", test_refused);
  g_test_add_func ("/simulator/store/grants", test_grants);
  g_test_add_func ("/simulator/store/killed-login", test_killed_login);
  g_test_add_func ("/simulator/store/damaged", test_damaged);

  return g_test_run ();
}
