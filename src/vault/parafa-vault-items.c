/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-vault-items.h"

G_DEFINE_QUARK (parafa_vault_error_quark, parafa_vault_error)

/* A search under way */
typedef struct
{
  SecretService *service; /* (owned) */
  GHashTable *attributes; /* (owned) */
  GList *items;   /* (owned) (element-type SecretItem): found, their secrets not loaded yet */
  gboolean again; /* the default collection was unlocked for this search */
} Search;

static void
items_free (gpointer items)
{
  g_list_free_full (items, g_object_unref);
}

static void
search_free (gpointer data)
{
  Search *search = data;

  g_clear_object (&search->service);
  g_hash_table_unref (search->attributes);
  items_free (search->items);
  g_free (search);
}

/**
 * parafa_vault_items_get_schema:
 *
 * Returns: (transfer none): how the program's items are told from those of others
 */
const SecretSchema *
parafa_vault_items_get_schema (void)
{
  static const SecretSchema schema = {
    "ro.parafa.Parafa.Token",
    SECRET_SCHEMA_NONE,
    {
        { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
        { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
        { NULL, 0 },
    },
  };

  return &schema;
}

/* Whether the service, or the bus, went away */
static gboolean
is_absent (const GError *foreign)
{
  return g_error_matches (foreign, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (foreign, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (foreign, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

/**
 * parafa_vault_items_translate:
 * @foreign: an error of libsecret, D-Bus or GIO
 * @cancellable: (nullable): the caller's
 *
 * Translates once, at the room's edge. A prompt that was closed is %G_IO_ERROR_CANCELLED to libsecret as
 * well; only when the caller did not cancel is it the person who did.
 *
 * Returns: (transfer full): an error of %PARAFA_VAULT_ERROR or %G_IO_ERROR_CANCELLED
 */
GError *
parafa_vault_items_translate (const GError *foreign, GCancellable *cancellable)
{
  ParafaVaultError code = PARAFA_VAULT_ERROR_FAILED;

  if (foreign->domain == PARAFA_VAULT_ERROR)
    return g_error_copy (foreign);
  if (g_error_matches (foreign, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (g_cancellable_is_cancelled (cancellable))
        return g_error_copy (foreign);
      code = PARAFA_VAULT_ERROR_LOCKED;
    }
  else if (g_error_matches (foreign, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    code = PARAFA_VAULT_ERROR_LOCKED;
  else if (is_absent (foreign))
    code = PARAFA_VAULT_ERROR_ABSENT;
  return g_error_new (PARAFA_VAULT_ERROR, code, "The keyring did not serve: %s", foreign->message);
}

/* libsecret's getters complain loudly about an item whose service went away between two calls */
static gboolean
has_properties (gpointer item_or_collection)
{
  g_autoptr (GVariant) locked =
      g_dbus_proxy_get_cached_property (G_DBUS_PROXY (item_or_collection), "Locked");

  return locked != NULL;
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  guint64 a_modified = secret_item_get_modified (SECRET_ITEM (a));
  guint64 b_modified = secret_item_get_modified (SECRET_ITEM (b));

  return a_modified < b_modified ? 1 : a_modified > b_modified ? -1 : 0;
}

static void
fail_gone (GTask *task)
{
  g_task_return_new_error (task, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_FAILED,
                           "The keyring did not hand out an item");
}

/* Finding: search → load the secrets; when nothing is found and the default collection is locked:
 * unlock it → search → load the secrets */
static void items_found (GObject *source, GAsyncResult *result, gpointer user_data);
static void secrets_loaded (GObject *source, GAsyncResult *result, gpointer user_data);
static void default_found (GObject *source, GAsyncResult *result, gpointer user_data);
static void default_unlocked (GObject *source, GAsyncResult *result, gpointer user_data);

static void
fail (GTask *task, const GError *foreign)
{
  g_task_return_error (task, parafa_vault_items_translate (foreign, g_task_get_cancellable (task)));
}

static void
fail_locked (GTask *task)
{
  g_task_return_new_error (task, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_LOCKED,
                           "The keyring stayed locked");
}

static void
search (GTask *task)
{
  Search *data = g_task_get_task_data (task);

  secret_service_search (data->service, parafa_vault_items_get_schema (), data->attributes,
                         SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK, g_task_get_cancellable (task),
                         items_found, task);
}

static void
items_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Search *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autolist (SecretItem) items = NULL;

  items = secret_service_search_finish (SECRET_SERVICE (source), result, &error);
  if (error != NULL)
    {
      fail (task, error);
      return;
    }
  /* Some services show nothing of a locked collection: nothing found is not nothing stored */
  if (items == NULL && !data->again)
    {
      data->again = TRUE;
      secret_collection_for_alias (data->service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                                   cancellable, default_found, g_steal_pointer (&task));
      return;
    }
  for (GList *item = items; item != NULL; item = item->next)
    {
      if (!has_properties (item->data))
        {
          fail_gone (task);
          return;
        }
      if (secret_item_get_locked (item->data))
        {
          fail_locked (task);
          return;
        }
    }
  data->items = g_steal_pointer (&items);
  /* The search could load the secrets itself, but keeps silent when that fails: an item that could not be
   * had would look like one that is damaged. */
  secret_item_load_secrets (data->items, cancellable, secrets_loaded, g_steal_pointer (&task));
}

static void
secrets_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Search *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!secret_item_load_secrets_finish (result, &error))
    {
      fail (task, error);
      return;
    }
  for (GList *item = data->items; item != NULL; item = item->next)
    {
      g_autoptr (SecretValue) value = secret_item_get_secret (item->data);

      if (value == NULL || !has_properties (item->data))
        {
          fail_gone (task);
          return;
        }
    }
  data->items = g_list_sort (data->items, newest_first);
  g_task_return_pointer (task, g_steal_pointer (&data->items), items_free);
}

static void
default_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Search *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, &error);
  g_autoptr (GList) list = NULL;

  if (error != NULL)
    {
      fail (task, error);
      return;
    }
  if (collection != NULL && !has_properties (collection))
    {
      fail_gone (task);
      return;
    }
  if (collection == NULL || !secret_collection_get_locked (collection))
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  list = g_list_append (NULL, collection);
  secret_service_unlock (data->service, list, cancellable, default_unlocked,
                         g_steal_pointer (&task));
}

static void
default_unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  int unlocked = secret_service_unlock_finish (SECRET_SERVICE (source), result, NULL, &error);

  if (error != NULL)
    fail (task, error);
  else if (unlocked <= 0)
    fail_locked (task);
  else
    search (g_steal_pointer (&task));
}

/**
 * parafa_vault_items_find_async:
 * @service: the Secret Service
 * @attributes: (element-type utf8 utf8): what to look for
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Finds every item with these attributes in any collection, unlocked and with its secret. The service asks
 * for the keyring's password itself.
 */
void
parafa_vault_items_find_async (SecretService *service,
                               GHashTable *attributes,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Search *data = g_new0 (Search, 1);

  g_task_set_source_tag (task, parafa_vault_items_find_async);
  data->service = g_object_ref (service);
  data->attributes = g_hash_table_ref (attributes);
  g_task_set_task_data (task, data, search_free);
  search (g_steal_pointer (&task));
}

/**
 * parafa_vault_items_find_finish:
 * @result: what the callback got
 * @items: (out) (transfer full) (element-type SecretItem): the items, newest first; %NULL for none
 * @error: location for an error
 *
 * Ends parafa_vault_items_find_async(). Fails with %PARAFA_VAULT_ERROR_LOCKED when anything stayed locked.
 *
 * Returns: whether it could be looked
 */
gboolean
parafa_vault_items_find_finish (GAsyncResult *result, GList **items, GError **error)
{
  g_autoptr (GError) own = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  *items = g_task_propagate_pointer (G_TASK (result), &own);
  if (own == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&own));
  return FALSE;
}
