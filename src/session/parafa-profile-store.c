/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-profile-store.h"
#include "parafa-profiles-file.h"

struct _ParafaProfileStore
{
  GObject parent_instance;
  char *path;          /* (owned) */
  GHashTable *written; /* (owned) (element-type utf8 ParafaProfileRecord): what the file holds */
  gboolean writing;
  GPtrArray *next;    /* (owned) (nullable) (element-type ParafaProfileRecord): to be written */
  GPtrArray *waiting; /* (owned) (element-type GTask): those who wait for @next */
};

G_DEFINE_FINAL_TYPE (ParafaProfileStore, parafa_profile_store, G_TYPE_OBJECT)

/* What one write needs; the worker thread only reads it */
typedef struct
{
  char *path;         /* (owned) */
  GPtrArray *records; /* (owned) (element-type ParafaProfileRecord) */
  GStrv removed;      /* (owned) */
  GPtrArray *waiting; /* (owned) (element-type GTask) */
} WriteData;

static void
write_data_free (WriteData *data)
{
  g_free (data->path);
  g_ptr_array_unref (data->records);
  g_strfreev (data->removed);
  g_ptr_array_unref (data->waiting);
  g_free (data);
}

static void start_write (ParafaProfileStore *self);

static void
remember_written (ParafaProfileStore *self, GPtrArray *records)
{
  g_hash_table_remove_all (self->written);
  while (records->len > 0)
    {
      ParafaProfileRecord *record = g_ptr_array_steal_index (records, 0);

      g_hash_table_insert (self->written, record->id, record);
    }
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *records = parafa_profiles_file_read (task_data, &error);

  if (records == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, records, (GDestroyNotify) g_ptr_array_unref);
}

static void
read_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaProfileStore *self = PARAFA_PROFILE_STORE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = g_task_propagate_pointer (G_TASK (result), &error);
  GPtrArray *profiles = NULL;

  if (records == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  profiles = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (profiles, parafa_profile_record_to_profile (g_ptr_array_index (records, i)));
  remember_written (self, records);
  g_task_return_pointer (task, profiles, (GDestroyNotify) g_ptr_array_unref);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  WriteData *data = task_data;
  g_autoptr (GError) error = NULL;

  if (parafa_profiles_file_write (data->path, data->records, (const char *const *) data->removed,
                                  &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
write_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaProfileStore *self = PARAFA_PROFILE_STORE (source);
  WriteData *data = g_task_get_task_data (G_TASK (result));
  g_autoptr (GPtrArray) waiting = g_ptr_array_ref (data->waiting);
  g_autoptr (GError) error = NULL;
  gboolean good = g_task_propagate_boolean (G_TASK (result), &error);

  self->writing = FALSE;
  if (good)
    remember_written (self, data->records);
  if (self->next != NULL)
    start_write (self);
  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);

      if (good)
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, g_error_copy (error));
    }
}

static GStrv
find_removed (ParafaProfileStore *self, GPtrArray *records)
{
  g_autoptr (GStrvBuilder) removed = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer id = NULL;

  g_hash_table_iter_init (&iter, self->written);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      gboolean there = FALSE;

      for (guint i = 0; i < records->len && !there; i++)
        there = g_str_equal (((ParafaProfileRecord *) g_ptr_array_index (records, i))->id, id);
      if (!there)
        g_strv_builder_add (removed, id);
    }
  return g_strv_builder_end (removed);
}

static void
mark_changed (ParafaProfileStore *self, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      ParafaProfileRecord *record = g_ptr_array_index (records, i);
      const ParafaProfileRecord *old = g_hash_table_lookup (self->written, record->id);

      record->changed = old == NULL || !parafa_profile_record_equal (old, record);
    }
}

static void
start_write (ParafaProfileStore *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, write_ready, NULL);
  WriteData *data = g_new0 (WriteData, 1);

  self->writing = TRUE;
  data->path = g_strdup (self->path);
  data->records = g_steal_pointer (&self->next);
  data->waiting = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  mark_changed (self, data->records);
  data->removed = find_removed (self, data->records);

  g_task_set_source_tag (task, start_write);
  g_task_set_task_data (task, data, (GDestroyNotify) write_data_free);
  g_task_run_in_thread (task, write_in_thread);
}

static void
parafa_profile_store_finalize (GObject *object)
{
  ParafaProfileStore *self = PARAFA_PROFILE_STORE (object);

  g_free (self->path);
  g_hash_table_unref (self->written);
  g_clear_pointer (&self->next, g_ptr_array_unref);
  g_ptr_array_unref (self->waiting);

  G_OBJECT_CLASS (parafa_profile_store_parent_class)->finalize (object);
}

static void
parafa_profile_store_class_init (ParafaProfileStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parafa_profile_store_finalize;
}

static void
parafa_profile_store_init (ParafaProfileStore *self)
{
  self->written = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify) parafa_profile_record_free);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * parafa_profile_store_new:
 * @folder: where profiles.ini lies or will lie
 *
 * Returns: (transfer full): a store; nothing is read yet
 */
ParafaProfileStore *
parafa_profile_store_new (const char *folder)
{
  ParafaProfileStore *self = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (PARAFA_TYPE_PROFILE_STORE, NULL);
  self->path = g_build_filename (folder, "profiles.ini", NULL);
  return self;
}

/**
 * parafa_profile_store_read_async:
 * @self: a store
 * @cancellable: (nullable): ends the wait
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads the profiles in a thread. Errors: see parafa_profiles_file_read().
 */
void
parafa_profile_store_read_async (ParafaProfileStore *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) reader = NULL;

  g_return_if_fail (PARAFA_IS_PROFILE_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_profile_store_read_async);
  reader = g_task_new (self, cancellable, read_ready, g_steal_pointer (&task));
  g_task_set_task_data (reader, g_strdup (self->path), g_free);
  g_task_run_in_thread (reader, read_in_thread);
}

/**
 * parafa_profile_store_read_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type ParafaProfile): the profiles in the file's order
 */
GPtrArray *
parafa_profile_store_read_finish (ParafaProfileStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * parafa_profile_store_write_async:
 * @self: a store
 * @profiles: (element-type ParafaProfile): all profiles, copied now
 * @cancellable: (nullable): ends the wait, not the write
 * @callback: called when done
 * @user_data: for @callback
 *
 * Writes what changed since the file was last read or written, and takes out what is no longer
 * among @profiles. Calls during a write share the next one, which holds the newest state. Errors:
 * see parafa_profiles_file_write().
 */
void
parafa_profile_store_write_async (ParafaProfileStore *self,
                                  GPtrArray *profiles,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (PARAFA_IS_PROFILE_STORE (self));
  g_return_if_fail (profiles != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_profile_store_write_async);
  g_ptr_array_add (self->waiting, task);

  g_clear_pointer (&self->next, g_ptr_array_unref);
  self->next = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_profile_record_free);
  for (guint i = 0; i < profiles->len; i++)
    g_ptr_array_add (self->next, parafa_profile_record_new (g_ptr_array_index (profiles, i)));
  if (!self->writing)
    start_write (self);
}

/**
 * parafa_profile_store_write_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: %TRUE when the file is on the disk
 */
gboolean
parafa_profile_store_write_finish (ParafaProfileStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
