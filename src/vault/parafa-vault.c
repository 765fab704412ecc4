/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-vault.h"
#include "parafa-vault-items.h"
#include "parafa-vault-store.h"

#include <string.h>

#define KIND_PAIR "pair"
#define KIND_CLIENT_SECRET "client-secret"

struct _ParafaVault
{
  GObject parent_instance;

  GQueue waiting; /* (element-type GTask) (owned): what is done after the one under way */
  gboolean busy;
  gboolean silent;
  ParafaVaultStore *store; /* (owned) (nullable): the one that was opened */
};

G_DEFINE_FINAL_TYPE (ParafaVault, parafa_vault, G_TYPE_OBJECT)

/* One thing to do. One at a time: what is read back after storing must not be another's. */
typedef struct
{
  void (*start) (GTask *task);
  GHashTable *attributes; /* (owned) */
  char *label;            /* (owned) (nullable) */
  ParafaSecret *secret;   /* (owned) (nullable): what is stored */
  GList *items;           /* (owned) (element-type ParafaVaultItem): still to be erased */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_hash_table_unref (job->attributes);
  g_free (job->label);
  g_clear_pointer (&job->secret, parafa_secret_unref);
  parafa_vault_items_free (job->items);
  g_free (job);
}

static void run_next (ParafaVault *self);

static gboolean
on_done_idle (gpointer user_data)
{
  ParafaVault *self = PARAFA_VAULT (user_data);

  self->busy = FALSE;
  run_next (self);
  return G_SOURCE_REMOVE;
}

/* Call before the task returns */
static void
done (GTask *task)
{
  ParafaVault *self = g_task_get_source_object (task);
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, on_done_idle, g_object_ref (self), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
fail (GTask *task, const GError *foreign)
{
  ParafaVault *self = g_task_get_source_object (task);

  /* Whatever went wrong with the store, the next call starts afresh */
  g_clear_object (&self->store);
  done (task);
  g_task_return_error (task, parafa_vault_items_translate (foreign, g_task_get_cancellable (task)));
}

/* Doing: store, unless the one at hand still serves → the job's own steps */
static void store_opened (GObject *source, GAsyncResult *result, gpointer user_data);

static void
run_next (ParafaVault *self)
{
  GTask *task;
  Job *job;

  if (self->busy || g_queue_is_empty (&self->waiting))
    return;
  task = g_queue_pop_head (&self->waiting);
  self->busy = TRUE;
  if (self->store != NULL && parafa_vault_store_is_current (self->store))
    {
      job = g_task_get_task_data (task);
      job->start (task);
      return;
    }
  g_clear_object (&self->store);
  self->store = parafa_vault_store_new ();
  parafa_vault_store_set_prompts (self->store, !self->silent);
  parafa_vault_store_open_async (self->store, g_task_get_cancellable (task), store_opened, task);
}

static void
store_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!parafa_vault_store_finish (result, &error))
    {
      fail (task, error);
      return;
    }
  job->start (g_steal_pointer (&task));
}

static void
find (GTask *task, GAsyncReadyCallback callback)
{
  ParafaVault *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);

  parafa_vault_store_find_async (self->store, job->attributes, g_task_get_cancellable (task),
                                 callback, task);
}

static GHashTable *
attributes_new (const char *profile_id, const char *kind)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (attributes, (char *) "profile", g_strdup (profile_id));
  if (kind != NULL)
    g_hash_table_insert (attributes, (char *) "kind", g_strdup (kind));
  return attributes;
}

static Job *
enqueue (ParafaVault *self,
         gpointer tag,
         void (*start) (GTask *task),
         GHashTable *attributes,
         GCancellable *cancellable,
         GAsyncReadyCallback callback,
         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, tag);
  /* What was stored is said to be stored, even if the caller gave up meanwhile */
  g_task_set_check_cancellable (task, FALSE);
  job->start = start;
  job->attributes = attributes;
  g_task_set_task_data (task, job, job_free);
  g_queue_push_tail (&self->waiting, task);
  return job;
}

/* Storing: store in place of the item with the same attributes → find → compare → erase older ones */
static void erase_twin (GTask *task);
static void twin_erased (GObject *source, GAsyncResult *result, gpointer user_data);
static void stored (GObject *source, GAsyncResult *result, gpointer user_data);
static void read_back (GObject *source, GAsyncResult *result, gpointer user_data);

static void
store_start (GTask *task)
{
  ParafaVault *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);

  parafa_vault_store_put_async (self->store, job->attributes, job->label, job->secret,
                                g_task_get_cancellable (task), stored, task);
}

static void
stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (!parafa_vault_store_finish (result, &error))
    {
      fail (task, error);
      return;
    }
  find (g_steal_pointer (&task), read_back);
}

static void
read_back (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GList *items = NULL;
  gboolean found = FALSE;

  if (!parafa_vault_store_find_finish (result, &items, &error))
    {
      fail (task, error);
      return;
    }
  for (GList *l = items; l != NULL; l = l->next)
    {
      ParafaVaultItem *item = l->data;

      if (parafa_secret_equal (item->secret, job->secret))
        {
          found = TRUE;
          parafa_vault_item_free (item);
        }
      else
        job->items = g_list_prepend (job->items, item);
    }
  g_list_free (items);
  if (!found)
    {
      error = g_error_new_literal (PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_FAILED,
                                   "What was stored did not come back");
      fail (task, error);
      return;
    }
  /* An older one lies in another keyring, which was the default one once: only now that the new one is
   * read back may it go, and should it stay, the new one is stored all the same */
  erase_twin (g_steal_pointer (&task));
}

static void
erase_twin (GTask *task)
{
  g_autoptr (GTask) owned = task;
  Job *job = g_task_get_task_data (task);
  ParafaVault *self = g_task_get_source_object (task);
  ParafaVaultItem *item;

  if (job->items == NULL)
    {
      done (task);
      g_task_return_boolean (task, TRUE);
      return;
    }
  item = job->items->data;
  job->items = g_list_delete_link (job->items, job->items);
  parafa_vault_store_drop_async (self->store, item, NULL, twin_erased, g_steal_pointer (&owned));
  parafa_vault_item_free (item);
}

static void
twin_erased (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (!parafa_vault_store_finish (result, &error))
    g_info ("vault: an older item stays: %s", error->message);
  erase_twin (g_steal_pointer (&task));
}

/* Loading: find → the newest that can be read */
static void load_pair_found (GObject *source, GAsyncResult *result, gpointer user_data);
static void load_secret_found (GObject *source, GAsyncResult *result, gpointer user_data);

static void
load_pair_start (GTask *task)
{
  find (task, load_pair_found);
}

static void
fail_damaged (GTask *task)
{
  done (task);
  g_task_return_new_error (task, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_DAMAGED,
                           "The keyring holds an item that cannot be read");
}

/* The service counts in seconds, so that of two items the pair itself says which is newer */
static gboolean
is_newer (ParafaTokenPair *pair, ParafaTokenPair *than)
{
  return than == NULL ||
         parafa_token_pair_get_obtained_at (pair) > parafa_token_pair_get_obtained_at (than);
}

static void
load_pair_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  GList *items = NULL;
  g_autoptr (ParafaTokenPair) newest = NULL;
  gboolean any;

  if (!parafa_vault_store_find_finish (result, &items, &error))
    {
      fail (task, error);
      return;
    }
  any = items != NULL;
  for (GList *l = items; l != NULL; l = l->next)
    {
      ParafaVaultItem *item = l->data;
      g_autoptr (ParafaTokenPair) pair = parafa_token_pair_new_from_secret (item->secret, NULL);

      if (pair != NULL && is_newer (pair, newest))
        {
          g_clear_pointer (&newest, parafa_token_pair_unref);
          newest = g_steal_pointer (&pair);
        }
    }
  parafa_vault_items_free (items);
  if (newest == NULL && any)
    {
      fail_damaged (task);
      return;
    }
  done (task);
  g_task_return_pointer (task, g_steal_pointer (&newest), (GDestroyNotify) parafa_token_pair_unref);
}

static void
load_secret_start (GTask *task)
{
  find (task, load_secret_found);
}

static void
load_secret_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  GList *items = NULL;
  g_autoptr (ParafaSecret) secret = NULL;
  gboolean any;

  if (!parafa_vault_store_find_finish (result, &items, &error))
    {
      fail (task, error);
      return;
    }
  any = items != NULL;
  for (GList *l = items; l != NULL && secret == NULL; l = l->next)
    {
      ParafaVaultItem *item = l->data;

      if (parafa_secret_get_length (item->secret) > 0)
        secret = parafa_secret_ref (item->secret);
    }
  parafa_vault_items_free (items);
  if (secret == NULL && any)
    {
      fail_damaged (task);
      return;
    }
  done (task);
  g_task_return_pointer (task, g_steal_pointer (&secret), (GDestroyNotify) parafa_secret_unref);
}

/* Erasing: find, everything unlocked → delete one → delete the next … */
static void erase_found (GObject *source, GAsyncResult *result, gpointer user_data);
static void item_erased (GObject *source, GAsyncResult *result, gpointer user_data);

static void
erase_start (GTask *task)
{
  find (task, erase_found);
}

static void
erase_one (GTask *task)
{
  g_autoptr (GTask) owned = task;
  Job *job = g_task_get_task_data (task);
  ParafaVault *self = g_task_get_source_object (task);
  ParafaVaultItem *item;

  if (job->items == NULL)
    {
      done (task);
      g_task_return_boolean (task, TRUE);
      return;
    }
  item = job->items->data;
  job->items = g_list_delete_link (job->items, job->items);
  parafa_vault_store_drop_async (self->store, item, g_task_get_cancellable (task), item_erased,
                                 g_steal_pointer (&owned));
  parafa_vault_item_free (item);
}

static void
erase_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!parafa_vault_store_find_finish (result, &job->items, &error))
    {
      fail (task, error);
      return;
    }
  erase_one (g_steal_pointer (&task));
}

static void
item_erased (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (!parafa_vault_store_finish (result, &error))
    {
      fail (task, error);
      return;
    }
  erase_one (g_steal_pointer (&task));
}

static void
parafa_vault_dispose (GObject *object)
{
  ParafaVault *self = PARAFA_VAULT (object);

  g_clear_object (&self->store);
  G_OBJECT_CLASS (parafa_vault_parent_class)->dispose (object);
}

static void
parafa_vault_finalize (GObject *object)
{
  ParafaVault *self = PARAFA_VAULT (object);

  g_queue_clear_full (&self->waiting, g_object_unref);
  G_OBJECT_CLASS (parafa_vault_parent_class)->finalize (object);
}

static void
parafa_vault_class_init (ParafaVaultClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = parafa_vault_dispose;
  object_class->finalize = parafa_vault_finalize;
}

static void
parafa_vault_init (ParafaVault *self)
{
  g_queue_init (&self->waiting);
}

/**
 * parafa_vault_new:
 *
 * Returns: (transfer full): the door to what keeps the secrets, the session's Secret Service or in a sandbox
 *     the application's own encrypted file; nothing is asked of it yet
 */
ParafaVault *
parafa_vault_new (void)
{
  return g_object_new (PARAFA_TYPE_VAULT, NULL);
}

/**
 * parafa_vault_set_prompts:
 * @self: the vault
 * @prompts: whether the keyring may ask the person for its password
 *
 * For programs that nobody looks at: without prompts a locked keyring is
 * %PARAFA_VAULT_ERROR_LOCKED at once, and no window of it opens. Holds for what is asked of the
 * vault from here on.
 */
void
parafa_vault_set_prompts (ParafaVault *self, gboolean prompts)
{
  g_return_if_fail (PARAFA_IS_VAULT (self));

  self->silent = !prompts;
  if (self->store != NULL)
    parafa_vault_store_set_prompts (self->store, prompts);
}

/**
 * parafa_vault_store_pair_async:
 * @self: the vault
 * @profile_id: the profile's id
 * @label: what the keyring's own program shows; holds no secret
 * @pair: the pair
 * @cancellable: (nullable): to stop waiting; the pair may be stored all the same
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Stores a pair in place of the profile's former one. Both tokens are one item, so that the old pair is
 * there until the new one is; the item is read back and compared before success is told.
 *
 * Keep the pair until this succeeds: it fails with %PARAFA_VAULT_ERROR_LOCKED, %PARAFA_VAULT_ERROR_ABSENT or
 * %PARAFA_VAULT_ERROR_FAILED, and then may be tried again.
 */
void
parafa_vault_store_pair_async (ParafaVault *self,
                               const char *profile_id,
                               const char *label,
                               ParafaTokenPair *pair,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Job *job;

  g_return_if_fail (PARAFA_IS_VAULT (self));
  g_return_if_fail (profile_id != NULL && *profile_id != '\0');
  g_return_if_fail (label != NULL);
  g_return_if_fail (pair != NULL);

  job = enqueue (self, parafa_vault_store_pair_async, store_start,
                 attributes_new (profile_id, KIND_PAIR), cancellable, callback, user_data);
  job->label = g_strdup (label);
  job->secret = parafa_token_pair_to_secret (pair);
  run_next (self);
}

/**
 * parafa_vault_store_pair_finish:
 * @self: the vault
 * @result: what the callback got
 * @error: location for an error
 *
 * Ends parafa_vault_store_pair_async().
 *
 * Returns: whether the pair is stored and was read back
 */
gboolean
parafa_vault_store_pair_finish (ParafaVault *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * parafa_vault_load_pair_async:
 * @self: the vault
 * @profile_id: the profile's id
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Loads a profile's pair. A locked keyring asks for its password.
 */
void
parafa_vault_load_pair_async (ParafaVault *self,
                              const char *profile_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (PARAFA_IS_VAULT (self));
  g_return_if_fail (profile_id != NULL && *profile_id != '\0');

  enqueue (self, parafa_vault_load_pair_async, load_pair_start,
           attributes_new (profile_id, KIND_PAIR), cancellable, callback, user_data);
  run_next (self);
}

/**
 * parafa_vault_load_pair_finish:
 * @self: the vault
 * @result: what the callback got
 * @error: location for an error
 *
 * Ends parafa_vault_load_pair_async(). Fails with %PARAFA_VAULT_ERROR_LOCKED, %PARAFA_VAULT_ERROR_ABSENT,
 * %PARAFA_VAULT_ERROR_DAMAGED (the item is left as it is) or %PARAFA_VAULT_ERROR_FAILED.
 *
 * Returns: (transfer full) (nullable): the pair, or %NULL without an error when none is stored
 */
ParafaTokenPair *
parafa_vault_load_pair_finish (ParafaVault *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * parafa_vault_store_client_secret_async:
 * @self: the vault
 * @profile_id: the profile's id
 * @label: what the keyring's own program shows; holds no secret
 * @secret: the application's client secret
 * @cancellable: (nullable): to stop waiting; the secret may be stored all the same
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Stores a client secret in place of the profile's former one, as parafa_vault_store_pair_async() does.
 */
void
parafa_vault_store_client_secret_async (ParafaVault *self,
                                        const char *profile_id,
                                        const char *label,
                                        ParafaSecret *secret,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  Job *job;

  g_return_if_fail (PARAFA_IS_VAULT (self));
  g_return_if_fail (profile_id != NULL && *profile_id != '\0');
  g_return_if_fail (label != NULL);
  g_return_if_fail (secret != NULL && parafa_secret_get_length (secret) > 0);

  job = enqueue (self, parafa_vault_store_client_secret_async, store_start,
                 attributes_new (profile_id, KIND_CLIENT_SECRET), cancellable, callback, user_data);
  job->label = g_strdup (label);
  job->secret = parafa_secret_ref (secret);
  run_next (self);
}

/**
 * parafa_vault_store_client_secret_finish:
 * @self: the vault
 * @result: what the callback got
 * @error: location for an error
 *
 * Ends parafa_vault_store_client_secret_async().
 *
 * Returns: whether the secret is stored and was read back
 */
gboolean
parafa_vault_store_client_secret_finish (ParafaVault *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * parafa_vault_load_client_secret_async:
 * @self: the vault
 * @profile_id: the profile's id
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Loads a profile's client secret. A locked keyring asks for its password.
 */
void
parafa_vault_load_client_secret_async (ParafaVault *self,
                                       const char *profile_id,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_return_if_fail (PARAFA_IS_VAULT (self));
  g_return_if_fail (profile_id != NULL && *profile_id != '\0');

  enqueue (self, parafa_vault_load_client_secret_async, load_secret_start,
           attributes_new (profile_id, KIND_CLIENT_SECRET), cancellable, callback, user_data);
  run_next (self);
}

/**
 * parafa_vault_load_client_secret_finish:
 * @self: the vault
 * @result: what the callback got
 * @error: location for an error
 *
 * Ends parafa_vault_load_client_secret_async().
 *
 * Returns: (transfer full) (nullable): the secret, or %NULL without an error when none is stored
 */
ParafaSecret *
parafa_vault_load_client_secret_finish (ParafaVault *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * parafa_vault_erase_async:
 * @self: the vault
 * @profile_id: the profile's id
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Removes the profile's pair and client secret. A locked keyring asks for its password; when it stays
 * locked, nothing is removed.
 */
void
parafa_vault_erase_async (ParafaVault *self,
                          const char *profile_id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (PARAFA_IS_VAULT (self));
  g_return_if_fail (profile_id != NULL && *profile_id != '\0');

  enqueue (self, parafa_vault_erase_async, erase_start, attributes_new (profile_id, NULL),
           cancellable, callback, user_data);
  run_next (self);
}

/**
 * parafa_vault_erase_pair_async:
 * @self: the vault
 * @profile_id: the profile's id
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done; it calls parafa_vault_erase_finish()
 * @user_data: for @callback
 *
 * Removes the profile's pair and leaves its client secret. Otherwise as parafa_vault_erase_async().
 */
void
parafa_vault_erase_pair_async (ParafaVault *self,
                               const char *profile_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (PARAFA_IS_VAULT (self));
  g_return_if_fail (profile_id != NULL && *profile_id != '\0');

  enqueue (self, parafa_vault_erase_pair_async, erase_start, attributes_new (profile_id, KIND_PAIR),
           cancellable, callback, user_data);
  run_next (self);
}

/**
 * parafa_vault_erase_finish:
 * @self: the vault
 * @result: what the callback got
 * @error: location for an error
 *
 * Ends parafa_vault_erase_async() and parafa_vault_erase_pair_async().
 *
 * Returns: whether nothing of the profile is left
 */
gboolean
parafa_vault_erase_finish (ParafaVault *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
