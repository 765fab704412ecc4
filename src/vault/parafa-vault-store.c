/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-vault-store.h"

#include "parafa-vault-choice.h"
#include "parafa-vault-portal-store.h"
#include "parafa-vault-service-store.h"

G_DEFINE_INTERFACE (ParafaVaultStore, parafa_vault_store, G_TYPE_OBJECT)

static void
parafa_vault_store_default_init (ParafaVaultStoreInterface *iface)
{
}

/**
 * parafa_vault_item_new:
 * @secret: what is kept
 * @attributes: (nullable) (element-type utf8 utf8): how it is told from others
 * @handle: (nullable): what the store knows it by
 *
 * Returns: (transfer full): an item
 */
ParafaVaultItem *
parafa_vault_item_new (ParafaSecret *secret, GHashTable *attributes, GObject *handle)
{
  ParafaVaultItem *item = g_new0 (ParafaVaultItem, 1);

  item->secret = parafa_secret_ref (secret);
  item->attributes = attributes != NULL ? g_hash_table_ref (attributes) : NULL;
  item->handle = handle != NULL ? g_object_ref (handle) : NULL;
  return item;
}

/**
 * parafa_vault_item_free:
 * @item: (transfer full): an item
 */
void
parafa_vault_item_free (ParafaVaultItem *item)
{
  parafa_secret_unref (item->secret);
  g_clear_pointer (&item->attributes, g_hash_table_unref);
  g_clear_object (&item->handle);
  g_free (item);
}

/**
 * parafa_vault_items_free:
 * @items: (transfer full) (nullable) (element-type ParafaVaultItem): items
 */
void
parafa_vault_items_free (GList *items)
{
  g_list_free_full (items, (GDestroyNotify) parafa_vault_item_free);
}

/**
 * parafa_vault_store_new:
 *
 * Returns: (transfer full): the store that this program keeps its items in; not opened yet
 */
ParafaVaultStore *
parafa_vault_store_new (void)
{
  if (parafa_vault_choice_get () == PARAFA_VAULT_CHOICE_PORTAL)
    return g_object_new (PARAFA_TYPE_VAULT_PORTAL_STORE, NULL);
  return g_object_new (PARAFA_TYPE_VAULT_SERVICE_STORE, NULL);
}

/**
 * parafa_vault_store_is_current:
 * @self: a store that was opened
 *
 * Returns: whether it can be used without opening it again
 */
gboolean
parafa_vault_store_is_current (ParafaVaultStore *self)
{
  return PARAFA_VAULT_STORE_GET_IFACE (self)->is_current (self);
}

/**
 * parafa_vault_store_set_prompts:
 * @self: a store
 * @prompts: whether the person may be asked for the keyring's password
 */
void
parafa_vault_store_set_prompts (ParafaVaultStore *self, gboolean prompts)
{
  PARAFA_VAULT_STORE_GET_IFACE (self)->set_prompts (self, prompts);
}

/**
 * parafa_vault_store_open_async:
 * @self: a store
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done; it calls parafa_vault_store_finish()
 * @user_data: for @callback
 *
 * Finds who serves the store.
 */
void
parafa_vault_store_open_async (ParafaVaultStore *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  PARAFA_VAULT_STORE_GET_IFACE (self)->open_async (self, cancellable, callback, user_data);
}

/**
 * parafa_vault_store_find_async:
 * @self: a store that is open
 * @attributes: (element-type utf8 utf8): what to look for
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Finds every item with these attributes and reads its secret.
 */
void
parafa_vault_store_find_async (ParafaVaultStore *self,
                               GHashTable *attributes,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  PARAFA_VAULT_STORE_GET_IFACE (self)->find_async (self, attributes, cancellable, callback,
                                                   user_data);
}

/**
 * parafa_vault_store_find_finish:
 * @result: what the callback got
 * @items: (out) (transfer full) (element-type ParafaVaultItem): the items, newest first; %NULL for none
 * @error: location for an error
 *
 * Ends parafa_vault_store_find_async().
 *
 * Returns: whether it could be looked
 */
gboolean
parafa_vault_store_find_finish (GAsyncResult *result, GList **items, GError **error)
{
  g_autoptr (GError) own = NULL;

  *items = g_task_propagate_pointer (G_TASK (result), &own);
  if (own == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&own));
  return FALSE;
}

/**
 * parafa_vault_store_put_async:
 * @self: a store that is open
 * @attributes: (element-type utf8 utf8): how the item is told from others
 * @label: what a person may see of it
 * @secret: what is kept
 * @cancellable: (nullable): to stop it; it may be kept all the same
 * @callback: called when it is done; it calls parafa_vault_store_finish()
 * @user_data: for @callback
 *
 * Keeps a secret in place of the one with the same attributes.
 */
void
parafa_vault_store_put_async (ParafaVaultStore *self,
                              GHashTable *attributes,
                              const char *label,
                              ParafaSecret *secret,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  PARAFA_VAULT_STORE_GET_IFACE (self)->put_async (self, attributes, label, secret, cancellable,
                                                  callback, user_data);
}

/**
 * parafa_vault_store_drop_async:
 * @self: a store that is open
 * @item: an item it found
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done; it calls parafa_vault_store_finish()
 * @user_data: for @callback
 *
 * Removes an item.
 */
void
parafa_vault_store_drop_async (ParafaVaultStore *self,
                               ParafaVaultItem *item,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  PARAFA_VAULT_STORE_GET_IFACE (self)->drop_async (self, item, cancellable, callback, user_data);
}

/**
 * parafa_vault_store_finish:
 * @result: what the callback got
 * @error: location for an error
 *
 * Ends parafa_vault_store_open_async(), parafa_vault_store_put_async() and parafa_vault_store_drop_async().
 *
 * Returns: whether it was done
 */
gboolean
parafa_vault_store_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
