/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "vault-test.h"
#include "parafa-test.h"
#include "parafa-vault-file.h"
#include "parafa-vault-libsecret-file.h"

#include <string.h>

static ParafaTestKeyring *keyring;
static gboolean in_sandbox;

static const SecretSchema schema = {
  "ro.parafa.Parafa.Token",
  SECRET_SCHEMA_NONE,
  { { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL } },
};

/* Every item of a profile as another program sees it */
static GList *
items_of (const char *profile_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) attributes =
      secret_attributes_build (&schema, "profile", profile_id, NULL);
  GList *items =
      secret_service_search_sync (NULL, &schema, attributes,
                                  SECRET_SEARCH_ALL | SECRET_SEARCH_LOAD_SECRETS, NULL, &error);

  g_assert_no_error (error);
  return items;
}

static guint
count_items_of_service (const char *profile_id)
{
  g_autolist (SecretItem) items = items_of (profile_id);

  return g_list_length (items);
}

static guint
count_items_of_file (const char *profile_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretBackend) backend = parafa_vault_libsecret_file_open (&error);
  g_autoptr (GHashTable) attributes =
      secret_attributes_build (&schema, "profile", profile_id, NULL);
  GList *items = NULL;
  guint n;

  g_assert_no_error (error);
  g_assert_true (parafa_vault_libsecret_file_find (backend, attributes, &items, &error));
  n = g_list_length (items);
  parafa_vault_items_free (items);
  return n;
}

static guint
count_items (const char *profile_id)
{
  if (in_sandbox)
    return count_items_of_file (profile_id);
  return count_items_of_service (profile_id);
}

static void
add_item_to_file (const char *profile_id, const char *kind, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretBackend) backend = parafa_vault_libsecret_file_open (&error);
  g_autoptr (GHashTable) attributes =
      secret_attributes_build (&schema, "profile", profile_id, "kind", kind, NULL);
  g_autoptr (ParafaSecret) secret = parafa_secret_new (text, -1);

  g_assert_no_error (error);
  g_hash_table_insert (attributes, g_strdup ("xdg:schema"), g_strdup (schema.name));
  g_assert_true (parafa_vault_libsecret_file_put (backend, attributes, "Parafa", secret, &error));
}

/* Puts an item beside those that are there, in another collection if need be */
static void
add_item (const char *profile_id, const char *collection_path, const char *kind, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) attributes =
      secret_attributes_build (&schema, "profile", profile_id, "kind", kind, NULL);
  g_autoptr (SecretService) service = NULL;
  g_autoptr (SecretCollection) collection = NULL;
  g_autoptr (SecretItem) item = NULL;
  g_autoptr (SecretValue) value = secret_value_new (text, -1, "text/plain");

  if (in_sandbox)
    {
      add_item_to_file (profile_id, kind, text);
      return;
    }
  service = secret_service_get_sync (SECRET_SERVICE_OPEN_SESSION, NULL, &error);
  g_assert_no_error (error);
  collection = secret_collection_for_alias_sync (service, collection_path, SECRET_COLLECTION_NONE,
                                                 NULL, &error);
  g_assert_no_error (error);
  item = secret_item_create_sync (collection, &schema, attributes, "Parafa", value,
                                  SECRET_ITEM_CREATE_NONE, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_stored (ParafaVault *vault, const char *profile_id, const char *mark, gint64 obtained_at_s)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaTokenPair) pair = vault_test_pair (mark, obtained_at_s);

  vault_test_store (vault, profile_id, pair, &error);
  g_assert_no_error (error);
}

static void
assert_loads (ParafaVault *vault, const char *profile_id, const char *mark)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaTokenPair) pair = vault_test_load (vault, profile_id, &error);

  g_assert_no_error (error);
  vault_test_assert_pair (pair, mark);
}

static void
test_pair_comes_back (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (ParafaVault) other = parafa_vault_new ();
  g_autoptr (ParafaTokenPair) pair = NULL;

  assert_stored (vault, "intoarce", "m1", 1700000000);
  pair = vault_test_load (other, "intoarce", NULL);
  vault_test_assert_pair (pair, "m1");
  g_assert_cmpint (parafa_token_pair_get_obtained_at (pair), ==, 1700000000);
  g_assert_cmpint (parafa_token_pair_get_first_login_at (pair), ==, 1700000000);
}

static void
test_nothing_stored (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (vault_test_load (vault, "nimic", &error));
  g_assert_no_error (error);
  g_assert_null (vault_test_load_client_secret (vault, "nimic", &error));
  g_assert_no_error (error);
}

static void
test_replaces_in_place (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autolist (SecretItem) before = NULL;
  g_autolist (SecretItem) after = NULL;

  assert_stored (vault, "inlocuire", "vechi", 1700000000);
  before = items_of ("inlocuire");
  assert_stored (vault, "inlocuire", "nou", 1700000100);
  after = items_of ("inlocuire");

  g_assert_cmpuint (g_list_length (before), ==, 1);
  g_assert_cmpuint (g_list_length (after), ==, 1);
  g_assert_cmpstr (g_dbus_proxy_get_object_path (before->data), ==,
                   g_dbus_proxy_get_object_path (after->data));
  assert_loads (vault, "inlocuire", "nou");
}

static void
test_profiles_apart (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();

  assert_stored (vault, "unu", "p1", 1700000000);
  assert_stored (vault, "doi", "p2", 1700000000);
  assert_loads (vault, "unu", "p1");
  assert_loads (vault, "doi", "p2");
}

static void
test_client_secret_apart (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaSecret) secret = NULL;

  assert_stored (vault, "amandoua", "pereche", 1700000000);
  g_assert_true (vault_test_store_client_secret (vault, "amandoua", "secret-vechi", &error));
  g_assert_true (vault_test_store_client_secret (vault, "amandoua", "șă „x” \\ %41", &error));
  g_assert_no_error (error);
  secret = vault_test_load_client_secret (vault, "amandoua", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (parafa_secret_get (secret), ==, "șă „x” \\ %41");
  assert_loads (vault, "amandoua", "pereche");
  g_assert_cmpuint (count_items ("amandoua"), ==, 2);
}

static void
test_long_tokens (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autofree char *mark = g_strnfill (20000, 'x');

  assert_stored (vault, "lung", mark, 1700000000);
  assert_loads (vault, "lung", mark);
}

/* The keyring's own file, or ours */
static void
assert_not_in_file (const char *mark)
{
  g_autofree char *service_path = g_build_filename (parafa_test_keyring_get_dir (keyring), "data",
                                                    "keyrings", "login.keyring", NULL);
  g_autofree char *own_path = parafa_vault_file_get_path ();
  g_autofree char *file = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (in_sandbox ? own_path : service_path, &file, &length, NULL));
  g_assert_cmpuint (length, >, 0);
  g_assert_null (memmem (file, length, mark, strlen (mark)));
}

static void
test_nothing_in_the_open (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();

  assert_stored (vault, "ascuns-aici", "MARCAJ", 1700000000);
  assert_not_in_file ("MARCAJ");
  assert_not_in_file ("ascuns-aici");
}

static void
test_label_and_attributes (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autolist (SecretItem) items = NULL;

  assert_stored (vault, "ascuns", "MARCAJ", 1700000000);
  items = items_of ("ascuns");
  g_assert_cmpuint (g_list_length (items), ==, 1);
  for (GList *item = items; item != NULL; item = item->next)
    {
      g_autofree char *label = secret_item_get_label (item->data);
      g_autoptr (GHashTable) attributes = secret_item_get_attributes (item->data);

      g_assert_cmpstr (label, ==, "Parafa: Firma Exemplu");
      g_assert_cmpuint (g_hash_table_size (attributes), ==, 3);
      g_assert_cmpstr (g_hash_table_lookup (attributes, "profile"), ==, "ascuns");
      g_assert_cmpstr (g_hash_table_lookup (attributes, "kind"), ==, "pair");
      g_assert_cmpstr (g_hash_table_lookup (attributes, "xdg:schema"), ==, schema.name);
    }
}

static void
test_garbage_is_damaged_and_stays (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (GError) error = NULL;

  add_item ("stricat", SECRET_COLLECTION_DEFAULT, "pair", "{ nu e o pereche");
  g_assert_null (vault_test_load (vault, "stricat", &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_DAMAGED);
  g_assert_null (strstr (error->message, "pereche"));
  g_assert_cmpuint (count_items ("stricat"), ==, 1);

  g_clear_error (&error);
  add_item ("stricat", SECRET_COLLECTION_DEFAULT, "client-secret", "");
  g_assert_null (vault_test_load_client_secret (vault, "stricat", &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_DAMAGED);
  g_assert_cmpuint (count_items ("stricat"), ==, 2);
}

static void
test_readable_beside_garbage (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();

  assert_stored (vault, "langa", "bun", 1700000000);
  add_item ("langa", SECRET_COLLECTION_SESSION, "pair", "gunoi");
  assert_loads (vault, "langa", "bun");
  g_assert_cmpuint (count_items ("langa"), ==, 2);
}

/* A pair left in another collection, because the default one was changed meanwhile */
static void
test_newest_of_two (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (ParafaTokenPair) older = vault_test_pair ("vechi", 1600000000);
  g_autoptr (ParafaTokenPair) newer = vault_test_pair ("cel-mai-nou", 1800000000);
  g_autoptr (ParafaSecret) older_text = parafa_token_pair_to_secret (older);
  g_autoptr (ParafaSecret) newer_text = parafa_token_pair_to_secret (newer);

  assert_stored (vault, "doua", "mijloc", 1700000000);
  add_item ("doua", SECRET_COLLECTION_SESSION, "pair", parafa_secret_get (older_text));
  assert_loads (vault, "doua", "mijloc");
  add_item ("doua", SECRET_COLLECTION_SESSION, "pair", parafa_secret_get (newer_text));
  assert_loads (vault, "doua", "cel-mai-nou");
}

/* What is stored counts, also where the clock was set back since the other one was: it goes, but only when
 * the new one was read back */
static void
test_twin_goes (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (ParafaTokenPair) twin = vault_test_pair ("geaman", 1900000000);
  g_autoptr (ParafaSecret) twin_text = parafa_token_pair_to_secret (twin);
  g_autoptr (GError) error = NULL;

  add_item ("gemeni", SECRET_COLLECTION_SESSION, "pair", parafa_secret_get (twin_text));
  g_assert_true (vault_test_store_client_secret (vault, "gemeni", "s", &error));
  assert_loads (vault, "gemeni", "geaman");
  assert_stored (vault, "gemeni", "acum", 1700000000);
  assert_loads (vault, "gemeni", "acum");
  g_assert_cmpuint (count_items ("gemeni"), ==, 2);
}

static void
test_erase_takes_one_profile (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (GError) error = NULL;

  assert_stored (vault, "sters", "m", 1700000000);
  assert_stored (vault, "ramas", "r", 1700000000);
  g_assert_true (vault_test_store_client_secret (vault, "sters", "s", &error));
  g_assert_true (vault_test_erase (vault, "sters", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_items ("sters"), ==, 0);
  assert_loads (vault, "ramas", "r");

  g_assert_true (vault_test_erase (vault, "sters", &error));
  g_assert_no_error (error);
}

static void
test_calls_at_once_keep_order (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (ParafaTokenPair) first = vault_test_pair ("intai", 1700000000);
  g_autoptr (ParafaTokenPair) second = vault_test_pair ("apoi", 1700000001);
  g_autoptr (ParafaTestResult) a = parafa_test_result_new ();
  g_autoptr (ParafaTestResult) b = parafa_test_result_new ();
  g_autoptr (ParafaTestResult) c = parafa_test_result_new ();
  g_autoptr (ParafaTokenPair) pair = NULL;

  parafa_vault_store_pair_async (vault, "rand", "l", first, NULL, parafa_test_result_callback, a);
  parafa_vault_store_pair_async (vault, "rand", "l", second, NULL, parafa_test_result_callback, b);
  parafa_vault_load_pair_async (vault, "rand", NULL, parafa_test_result_callback, c);
  pair = parafa_vault_load_pair_finish (vault, parafa_test_result_wait (c, PARAFA_TEST_LIMIT_MS),
                                        NULL);
  vault_test_assert_pair (pair, "apoi");
  g_assert_true (parafa_vault_store_pair_finish (vault, parafa_test_result_wait (a, 1), NULL));
  g_assert_true (parafa_vault_store_pair_finish (vault, parafa_test_result_wait (b, 1), NULL));
}

static void
test_cancelled (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  assert_stored (vault, "oprit", "inainte", 1700000000);
  g_cancellable_cancel (cancellable);
  parafa_vault_load_pair_async (vault, "oprit", cancellable, parafa_test_result_callback, result);
  g_assert_null (
      parafa_vault_load_pair_finish (vault, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                     &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_loads (vault, "oprit", "inainte");
}

static void
test_service_comes_back (void)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (GError) error = NULL;

  assert_stored (vault, "revine", "inainte", 1700000000);
  parafa_test_keyring_kill_service (keyring);
  g_assert_null (vault_test_load (vault, "revine", &error));
  /* a portal does not say why it gives no key */
  g_assert_error (error, PARAFA_VAULT_ERROR,
                  in_sandbox ? PARAFA_VAULT_ERROR_LOCKED : PARAFA_VAULT_ERROR_ABSENT);

  parafa_test_keyring_start_service (keyring);
  assert_loads (vault, "revine", "inainte");
  assert_stored (vault, "revine", "dupa", 1700000001);
  assert_loads (vault, "revine", "dupa");
}

static void
test_dropped_while_busy (void)
{
  ParafaVault *vault = parafa_vault_new ();
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaVault) source = NULL;

  parafa_vault_load_pair_async (vault, "lasat", NULL, parafa_test_result_callback, result);
  g_object_unref (vault);
  parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS);
  source = g_object_ref (PARAFA_VAULT (parafa_test_result_get_source (result)));
  g_assert_null (parafa_vault_load_pair_finish (source, parafa_test_result_wait (result, 1), NULL));
}

/* of which a service has several, and which other programs see */
static void
add_tests_of_collections (void)
{
  g_test_add_func ("/vault/label-and-attributes", test_label_and_attributes);
  g_test_add_func ("/vault/replaces-in-place", test_replaces_in_place);
  g_test_add_func ("/vault/readable-beside-garbage", test_readable_beside_garbage);
  g_test_add_func ("/vault/newest-of-two", test_newest_of_two);
  g_test_add_func ("/vault/twin-goes", test_twin_goes);
}

int
main (int argc, char **argv)
{
  int status;

  in_sandbox = vault_test_init ();
  keyring = vault_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vault/pair-comes-back", test_pair_comes_back);
  g_test_add_func ("/vault/nothing-stored", test_nothing_stored);
  g_test_add_func ("/vault/profiles-apart", test_profiles_apart);
  g_test_add_func ("/vault/client-secret-apart", test_client_secret_apart);
  g_test_add_func ("/vault/long-tokens", test_long_tokens);
  g_test_add_func ("/vault/nothing-in-the-open", test_nothing_in_the_open);
  g_test_add_func ("/vault/garbage-is-damaged-and-stays", test_garbage_is_damaged_and_stays);
  g_test_add_func ("/vault/erase-takes-one-profile", test_erase_takes_one_profile);
  g_test_add_func ("/vault/calls-at-once-keep-order", test_calls_at_once_keep_order);
  g_test_add_func ("/vault/cancelled", test_cancelled);
  g_test_add_func ("/vault/service-comes-back", test_service_comes_back);
  g_test_add_func ("/vault/dropped-while-busy", test_dropped_while_busy);
  if (!in_sandbox)
    add_tests_of_collections ();
  status = g_test_run ();
  secret_service_disconnect ();
  parafa_test_keyring_free (keyring);
  return status;
}
