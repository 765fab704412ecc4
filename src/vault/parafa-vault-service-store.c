/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-vault-service-store.h"

#include "parafa-vault-items.h"

struct _ParafaVaultServiceStore
{
  GObject parent_instance;

  SecretService *service; /* (owned) (nullable) */
  gboolean silent;
};

static void store_iface_init (ParafaVaultStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ParafaVaultServiceStore,
                               parafa_vault_service_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PARAFA_TYPE_VAULT_STORE, store_iface_init))

static GTask *
task_new (gpointer self,
          gpointer tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  /* What was done is said to be done, even if the caller gave up meanwhile */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

static void
opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaVaultServiceStore *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->service);
  self->service = parafa_vault_service_open_finish (result, &error);
  if (self->service != NULL)
    {
      parafa_vault_service_set_prompts (PARAFA_VAULT_SERVICE (self->service), !self->silent);
      g_task_return_boolean (task, TRUE);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    /* There are as many errors for a missing bus as there are ways to miss it; all mean the same */
    g_task_return_new_error (task, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_ABSENT,
                             "No keyring answers: %s", error->message);
}

static void
open_async (ParafaVaultStore *store,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  GTask *task = task_new (store, open_async, cancellable, callback, user_data);

  parafa_vault_service_open_async (cancellable, opened, task);
}

static gboolean
is_current (ParafaVaultStore *store)
{
  ParafaVaultServiceStore *self = PARAFA_VAULT_SERVICE_STORE (store);

  return self->service != NULL &&
         parafa_vault_service_is_current (PARAFA_VAULT_SERVICE (self->service));
}

static void
set_prompts (ParafaVaultStore *store, gboolean prompts)
{
  ParafaVaultServiceStore *self = PARAFA_VAULT_SERVICE_STORE (store);

  self->silent = !prompts;
  if (self->service != NULL)
    parafa_vault_service_set_prompts (PARAFA_VAULT_SERVICE (self->service), prompts);
}

static ParafaVaultItem *
item_new (SecretItem *found)
{
  g_autoptr (SecretValue) value = secret_item_get_secret (found);
  gsize length = 0;
  const char *text = secret_value_get (value, &length);
  g_autoptr (ParafaSecret) secret = parafa_secret_new (text != NULL ? text : "", (gssize) length);

  return parafa_vault_item_new (secret, NULL, G_OBJECT (found));
}

static void
found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autolist (SecretItem) items = NULL;
  GList *kept = NULL;

  if (!parafa_vault_items_find_finish (result, &items, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  for (GList *item = items; item != NULL; item = item->next)
    kept = g_list_prepend (kept, item_new (item->data));
  g_task_return_pointer (task, g_list_reverse (kept), (GDestroyNotify) parafa_vault_items_free);
}

static void
find_async (ParafaVaultStore *store,
            GHashTable *attributes,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  GTask *task = task_new (store, find_async, cancellable, callback, user_data);

  parafa_vault_items_find_async (PARAFA_VAULT_SERVICE_STORE (store)->service, attributes,
                                 cancellable, found, task);
}

static void
put (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (secret_service_store_finish (SECRET_SERVICE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
put_async (ParafaVaultStore *store,
           GHashTable *attributes,
           const char *label,
           ParafaSecret *secret,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = task_new (store, put_async, cancellable, callback, user_data);
  /* The copy is in libsecret's own locked memory. CreateItem with replace=true is one call: the service
   * puts the new item in place of the old one or leaves the old one as it is. */
  g_autoptr (SecretValue) value =
      secret_value_new (parafa_secret_get (secret), (gssize) parafa_secret_get_length (secret),
                        "text/plain");

  secret_service_store (PARAFA_VAULT_SERVICE_STORE (store)->service,
                        parafa_vault_items_get_schema (), attributes, SECRET_COLLECTION_DEFAULT,
                        label, value, cancellable, put, task);
}

static void
dropped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (secret_item_delete_finish (SECRET_ITEM (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
drop_async (ParafaVaultStore *store,
            ParafaVaultItem *item,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  GTask *task = task_new (store, drop_async, cancellable, callback, user_data);

  secret_item_delete (SECRET_ITEM (item->handle), cancellable, dropped, task);
}

static void
parafa_vault_service_store_dispose (GObject *object)
{
  g_clear_object (&PARAFA_VAULT_SERVICE_STORE (object)->service);
  G_OBJECT_CLASS (parafa_vault_service_store_parent_class)->dispose (object);
}

static void
parafa_vault_service_store_class_init (ParafaVaultServiceStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parafa_vault_service_store_dispose;
}

static void
parafa_vault_service_store_init (ParafaVaultServiceStore *self)
{
}

static void
store_iface_init (ParafaVaultStoreInterface *iface)
{
  iface->open_async = open_async;
  iface->is_current = is_current;
  iface->set_prompts = set_prompts;
  iface->find_async = find_async;
  iface->put_async = put_async;
  iface->drop_async = drop_async;
}
