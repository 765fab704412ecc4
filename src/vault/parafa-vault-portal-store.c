/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-vault-portal-store.h"

#include "parafa-vault-file.h"
#include "parafa-vault-items.h"
#include "parafa-vault-libsecret-file.h"
#include "parafa-vault-portal.h"

#include <unistd.h>

/* What all our items have: that some of this key are there tells nothing found from nothing readable */
#define SCHEMA_ATTRIBUTE "xdg:schema"

struct _ParafaVaultPortalStore
{
  GObject parent_instance;

  gboolean silent;
};

static void store_iface_init (ParafaVaultStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ParafaVaultPortalStore,
                               parafa_vault_portal_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PARAFA_TYPE_VAULT_STORE, store_iface_init))

/* One thing done to the file, in a thread: reading blocks, and finding the key counts 100 000 rounds */
typedef struct
{
  GHashTable *attributes; /* (owned) */
  char *label;            /* (owned) (nullable) */
  ParafaSecret *secret;   /* (owned) (nullable) */
} Work;

static void
work_free (Work *work)
{
  g_hash_table_unref (work->attributes);
  g_free (work->label);
  g_clear_pointer (&work->secret, parafa_secret_unref);
  g_free (work);
}

static GHashTable *
attributes_copy (GHashTable *attributes)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, attributes);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy, g_strdup (key), g_strdup (value));
  g_hash_table_insert (copy, g_strdup (SCHEMA_ATTRIBUTE),
                       g_strdup (parafa_vault_items_get_schema ()->name));
  return copy;
}

static GTask *
task_new (gpointer self,
          gpointer tag,
          GHashTable *attributes,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Work *work = NULL;

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  if (attributes == NULL)
    return task;
  work = g_new0 (Work, 1);
  work->attributes = attributes_copy (attributes);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  return task;
}

/* -- opening -- */

static void
opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (parafa_vault_portal_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
open_async (ParafaVaultStore *store,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  GTask *task = task_new (store, open_async, NULL, cancellable, callback, user_data);

  parafa_vault_portal_open_async (!PARAFA_VAULT_PORTAL_STORE (store)->silent, cancellable, opened,
                                  task);
}

/* The keyring that holds the key may be locked at any time, and nothing tells */
static gboolean
is_current (ParafaVaultStore *store)
{
  return FALSE;
}

static void
set_prompts (ParafaVaultStore *store, gboolean prompts)
{
  PARAFA_VAULT_PORTAL_STORE (store)->silent = !prompts;
}

/* -- finding -- */

/* Whether any item opens with this key. Another desktop's portal, or a keyring that was made anew, has
 * another one: then what is there looks like nothing */
static gboolean
fits_key (SecretBackend *backend, GError **error)
{
  g_autoptr (GHashTable) ours = g_hash_table_new (g_str_hash, g_str_equal);
  GList *items = NULL;
  gboolean fits;

  g_hash_table_insert (ours, (char *) SCHEMA_ATTRIBUTE,
                       (char *) parafa_vault_items_get_schema ()->name);
  if (!parafa_vault_libsecret_file_find (backend, ours, &items, error))
    return FALSE;
  fits = items != NULL;
  parafa_vault_items_free (items);
  if (!fits)
    g_set_error_literal (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_DAMAGED,
                         "The portal's key opens nothing of the keyring's file");
  return fits;
}

static gboolean
find_locked (const char *path, GHashTable *attributes, GList **items, GError **error)
{
  g_autoptr (SecretBackend) backend = NULL;
  gsize n_items = 0;

  if (!parafa_vault_file_exists (path))
    return TRUE;
  if (!parafa_vault_file_check (path, &n_items, error))
    return FALSE;
  if (n_items == 0)
    return TRUE;
  backend = parafa_vault_libsecret_file_open (error);
  if (backend == NULL || !parafa_vault_libsecret_file_find (backend, attributes, items, error))
    return FALSE;
  return *items != NULL || fits_key (backend, error);
}

static void
find_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;
  g_autofree char *path = parafa_vault_file_get_path ();
  g_autoptr (GError) error = NULL;
  GList *items = NULL;
  int lock = -1;
  gboolean found = parafa_vault_file_lock (path, cancellable, &lock, &error) &&
                   find_locked (path, work->attributes, &items, &error);

  if (lock >= 0)
    close (lock);
  if (found)
    g_task_return_pointer (task, items, (GDestroyNotify) parafa_vault_items_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
find_async (ParafaVaultStore *store,
            GHashTable *attributes,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_autoptr (GTask) task =
      task_new (store, find_async, attributes, cancellable, callback, user_data);

  g_task_run_in_thread (task, find_in_thread);
}

/* -- writing -- */

static gboolean
make_ready (const char *path, GError **error)
{
  g_autoptr (GError) unfit = NULL;
  gsize n_items = 0;

  if (!parafa_vault_file_exists (path))
    return parafa_vault_file_create (path, error);
  if (parafa_vault_file_check (path, &n_items, &unfit))
    return TRUE;
  if (g_error_matches (unfit, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_DAMAGED))
    return parafa_vault_file_set_aside (path, error) && parafa_vault_file_create (path, error);
  g_propagate_error (error, g_steal_pointer (&unfit));
  return FALSE;
}

static gboolean
put_locked (const char *path, Work *work, GError **error)
{
  g_autoptr (SecretBackend) backend = NULL;
  gboolean put;

  if (!make_ready (path, error))
    return FALSE;
  backend = parafa_vault_libsecret_file_open (error);
  put = backend != NULL && parafa_vault_libsecret_file_put (backend, work->attributes, work->label,
                                                            work->secret, error);
  parafa_vault_file_settle (path);
  return put;
}

static gboolean
drop_locked (const char *path, Work *work, GError **error)
{
  g_autoptr (SecretBackend) backend = NULL;
  gsize n_items = 0;
  gboolean dropped;

  if (!parafa_vault_file_exists (path))
    return TRUE;
  if (!parafa_vault_file_check (path, &n_items, error))
    return FALSE;
  backend = parafa_vault_libsecret_file_open (error);
  dropped = backend != NULL && parafa_vault_libsecret_file_drop (backend, work->attributes, error);
  parafa_vault_file_settle (path);
  return dropped;
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;
  g_autofree char *path = parafa_vault_file_get_path ();
  g_autoptr (GError) error = NULL;
  int lock = -1;
  gboolean written =
      parafa_vault_file_lock (path, cancellable, &lock, &error) &&
      !g_cancellable_set_error_if_cancelled (cancellable, &error) &&
      (work->secret != NULL ? put_locked (path, work, &error) : drop_locked (path, work, &error));

  if (lock >= 0)
    close (lock);
  if (written)
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
  g_autoptr (GTask) task =
      task_new (store, put_async, attributes, cancellable, callback, user_data);
  Work *work = g_task_get_task_data (task);

  work->label = g_strdup (label);
  work->secret = parafa_secret_ref (secret);
  g_task_run_in_thread (task, write_in_thread);
}

static void
drop_async (ParafaVaultStore *store,
            ParafaVaultItem *item,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_autoptr (GTask) task =
      task_new (store, drop_async, item->attributes, cancellable, callback, user_data);

  g_task_run_in_thread (task, write_in_thread);
}

static void
parafa_vault_portal_store_class_init (ParafaVaultPortalStoreClass *klass)
{
}

static void
parafa_vault_portal_store_init (ParafaVaultPortalStore *self)
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
