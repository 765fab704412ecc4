/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-driver-store.h"
#include "parafa-module-file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

/* The only program of ours that loads drivers, by the name that p11-kit has for it */
#define OUR_PROGRAM "parafa-card"

#define MAX_NAMES 99

struct _ParafaDriverStore
{
  GObject parent_instance;

  ParafaDriverFolders *folders; /* (owned) (nullable): NULL for p11-kit's */
};

G_DEFINE_QUARK (parafa_driver_store_error_quark, parafa_driver_store_error)
G_DEFINE_FINAL_TYPE (ParafaDriverStore, parafa_driver_store, G_TYPE_OBJECT)

/* One change, made in a thread. Changes come one by one: each reads what is there and writes it back */
typedef struct
{
  ParafaDriverFolders *folders; /* (owned) */
  ParafaDriver *driver;         /* (owned) (nullable) */
  char *path;                   /* (owned) (nullable) */
  gboolean enabled;
  int priority;
} Change;

static GMutex change_lock;

static void
change_free (Change *change)
{
  parafa_driver_folders_free (change->folders);
  g_clear_object (&change->driver);
  g_free (change->path);
  g_free (change);
}

static gboolean G_GNUC_PRINTF (3, 4)
    fail (GError **error, ParafaDriverStoreError code, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, PARAFA_DRIVER_STORE_ERROR, (int) code, text);
  return FALSE;
}

/* --- files --- */

static char *
dup_user_path (const ParafaDriverFolders *folders, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".module", NULL);

  return g_build_filename (folders->user_folder, file, NULL);
}

static GHashTable *
new_fields (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
set_field (GHashTable *fields, const char *name, const char *value)
{
  if (value != NULL)
    g_hash_table_replace (fields, g_strdup (name), g_strdup (value));
  else
    g_hash_table_remove (fields, name);
}

/* Returns: (nullable): what the person's file of that name says, nothing when there is none; NULL when
 * somebody else wrote it */
static GHashTable *
read_own (const ParafaDriverFolders *folders, const char *name, GError **error)
{
  g_autofree char *path = dup_user_path (folders, name);
  gboolean ours = FALSE;
  GHashTable *fields;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return new_fields ();
  fields = parafa_module_file_read (path, &ours);
  if (fields != NULL && ours)
    return fields;
  g_clear_pointer (&fields, g_hash_table_unref);
  fail (error, PARAFA_DRIVER_STORE_ERROR_FOREIGN, "%s was not written by Parafa", path);
  return NULL;
}

/* What p11-kit would know without the person's file */
static GHashTable *
read_base (const ParafaDriverFolders *folders, const char *name)
{
  const char *const places[] = { folders->admin_folder, folders->package_folder };
  g_autofree char *file = g_strconcat (name, ".module", NULL);
  GHashTable *base = new_fields ();

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (places[i], file, NULL);
      g_autoptr (GHashTable) fields = parafa_module_file_read (path, NULL);
      GHashTableIter iter;
      gpointer key, value;

      if (fields == NULL)
        continue;
      g_hash_table_iter_init (&iter, fields);
      while (g_hash_table_iter_next (&iter, &key, &value))
        if (!g_hash_table_contains (base, key))
          set_field (base, key, value);
    }
  return base;
}

/* A file that says nothing goes */
static gboolean
write_own (const ParafaDriverFolders *folders, const char *name, GHashTable *fields, GError **error)
{
  g_autofree char *path = dup_user_path (folders, name);
  g_autofree char *text = NULL;
  g_autoptr (GError) reason = NULL;

  if (g_hash_table_size (fields) == 0)
    return g_unlink (path) == 0 || errno == ENOENT ||
           fail (error, PARAFA_DRIVER_STORE_ERROR_WRITE, "%s cannot be removed: %s", path,
                 g_strerror (errno));
  if (g_mkdir_with_parents (folders->user_folder, 0700) != 0)
    return fail (error, PARAFA_DRIVER_STORE_ERROR_WRITE, "%s cannot be made: %s",
                 folders->user_folder, g_strerror (errno));
  text = parafa_module_file_format (fields);
  return g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, &reason) ||
         fail (error, PARAFA_DRIVER_STORE_ERROR_WRITE, "%s", reason->message);
}

static gboolean
check_allowed (const ParafaDriverFolders *folders, GError **error)
{
  return parafa_driver_config_allows_user (folders) ||
         fail (error, PARAFA_DRIVER_STORE_ERROR_REFUSED,
               "pkcs11.conf has user-config: none, so that nobody's own modules count");
}

/* --- add --- */

static gboolean
check_path (const char *path, GError **error)
{
  gsize length = strlen (path);

  /* p11-kit takes blanks off both ends of a line's value */
  if (!g_path_is_absolute (path) || g_ascii_isspace (path[length - 1]))
    return fail (error, PARAFA_DRIVER_STORE_ERROR_PATH, "not a path that p11-kit could read");
  for (gsize i = 0; i < length; i++)
    if (g_ascii_iscntrl (path[i]))
      return fail (error, PARAFA_DRIVER_STORE_ERROR_PATH, "the path has control characters");
  return TRUE;
}

static gboolean
is_same_file (const char *a, const char *b)
{
  char *one = realpath (a, NULL);
  char *two = realpath (b, NULL);
  gboolean same = g_strcmp0 (one != NULL ? one : a, two != NULL ? two : b) == 0;

  free (one);
  free (two);
  return same;
}

static gboolean
check_unknown (GPtrArray *drivers, const char *path, GError **error)
{
  for (guint i = 0; i < drivers->len; i++)
    {
      const ParafaDriverSettings *settings = parafa_driver_get_settings (drivers->pdata[i]);

      if (settings->file != NULL && settings->server_address == NULL &&
          is_same_file (settings->file, path))
        return fail (error, PARAFA_DRIVER_STORE_ERROR_KNOWN, "p11-kit knows it as %s",
                     settings->name);
    }
  return TRUE;
}

static gboolean
has_name (const ParafaDriverFolders *folders, GPtrArray *drivers, const char *name)
{
  g_autofree char *path = dup_user_path (folders, name);

  for (guint i = 0; i < drivers->len; i++)
    if (strcmp (parafa_driver_get_name (drivers->pdata[i]), name) == 0)
      return TRUE;
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* "/opt/x/libeToken.so.10" is called "parafa-libeToken" */
static char *
dup_new_name (const ParafaDriverFolders *folders, GPtrArray *drivers, const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = NULL;
  char *ending = strstr (base, ".so");

  if (ending != NULL && ending != base)
    *ending = '\0';
  for (char *c = base; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("_-", *c) == NULL)
      *c = '-';
  name = g_strconcat ("parafa-", base, NULL);
  for (guint i = 2; i < MAX_NAMES && has_name (folders, drivers, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("parafa-%s-%u", base, i);
    }
  return g_steal_pointer (&name);
}

static char *
add (const Change *change, GError **error)
{
  g_autoptr (GPtrArray) drivers = parafa_driver_config_read (change->folders);
  g_autoptr (GHashTable) fields = new_fields ();
  g_autofree char *name = NULL;

  if (!check_path (change->path, error) || !check_allowed (change->folders, error) ||
      !check_unknown (drivers, change->path, error))
    return NULL;
  name = dup_new_name (change->folders, drivers, change->path);
  set_field (fields, "module", change->path);
  return write_own (change->folders, name, fields, error) ? g_steal_pointer (&name) : NULL;
}

/* --- change --- */

/* A list of programs with ours in it, or without any name of ours */
static char *
change_list (const char *list, gboolean with_us)
{
  g_auto (GStrv) words = g_strsplit_set (list != NULL ? list : "", ", \t", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !parafa_driver_config_is_our_name (words[i]))
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", words[i]);
  if (with_us)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", OUR_PROGRAM);
  return g_string_free (text, FALSE);
}

/* Says it in the person's file only where the other files say otherwise */
static void
set_over (GHashTable *own, GHashTable *base, const char *name, const char *value)
{
  set_field (own, name, g_strcmp0 (value, g_hash_table_lookup (base, name)) == 0 ? NULL : value);
}

static void
set_enabled (GHashTable *own, GHashTable *base, gboolean enabled)
{
  const char *enable_in = g_hash_table_lookup (base, "enable-in");
  const char *disable_in = g_hash_table_lookup (base, "disable-in");
  g_autofree char *list = NULL;

  if (enable_in != NULL)
    {
      list = change_list (enable_in, enabled);
      set_over (own, base, "enable-in",
                enabled == parafa_driver_config_names_us (enable_in) ? enable_in : list);
      return;
    }
  if (enabled == (disable_in == NULL || !parafa_driver_config_names_us (disable_in)))
    {
      set_field (own, "disable-in", NULL);
      return;
    }
  list = change_list (disable_in, !enabled);
  set_over (own, base, "disable-in", *list != '\0' || disable_in != NULL ? list : NULL);
}

static gboolean
change_driver (const Change *change,
               void (*apply) (const Change *change, GHashTable *own, GHashTable *base),
               GError **error)
{
  const char *name = parafa_driver_get_name (change->driver);
  g_autoptr (GHashTable) own = NULL;
  g_autoptr (GHashTable) base = NULL;

  if (!check_allowed (change->folders, error))
    return FALSE;
  own = read_own (change->folders, name, error);
  if (own == NULL)
    return FALSE;
  base = read_base (change->folders, name);
  apply (change, own, base);
  return write_own (change->folders, name, own, error);
}

static void
apply_enabled (const Change *change, GHashTable *own, GHashTable *base)
{
  set_enabled (own, base, change->enabled);
}

static void
apply_priority (const Change *change, GHashTable *own, GHashTable *base)
{
  const char *priority = g_hash_table_lookup (base, "priority");
  g_autofree char *text = g_strdup_printf ("%d", change->priority);

  set_field (own, "priority",
             change->priority == (priority != NULL ? atoi (priority) : 0) ? NULL : text);
}

static gboolean
remove_driver (const Change *change, GError **error)
{
  const char *name = parafa_driver_get_name (change->driver);
  g_autoptr (GHashTable) own = read_own (change->folders, name, error);

  if (own == NULL)
    return FALSE;
  if (!g_hash_table_contains (own, "module"))
    return fail (error, PARAFA_DRIVER_STORE_ERROR_FOREIGN, "%s was not added by Parafa", name);
  g_hash_table_remove_all (own);
  return write_own (change->folders, name, own, error);
}

/* --- tasks --- */

static ParafaDriverFolders *
dup_folders (ParafaDriverStore *self)
{
  return self->folders != NULL ? parafa_driver_folders_copy (self->folders)
                               : parafa_driver_folders_new ();
}

static void
run (ParafaDriverStore *self,
     Change *change,
     gpointer tag,
     GTaskThreadFunc function,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  change->folders = dup_folders (self);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, change, (GDestroyNotify) change_free);
  g_task_run_in_thread (task, function);
}

static Change *
new_change (ParafaDriver *driver)
{
  Change *change = g_new0 (Change, 1);

  g_set_object (&change->driver, driver);
  return change;
}

static void
list_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Change *change = data;

  g_task_return_pointer (task, parafa_driver_config_read (change->folders),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
add_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  char *name;

  g_mutex_lock (&change_lock);
  name = add (data, &error);
  g_mutex_unlock (&change_lock);
  if (name != NULL)
    g_task_return_pointer (task, name, g_free);
  else
    g_task_return_error (task, error);
}

static void
return_done (GTask *task, gboolean done, GError *error)
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
remove_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  gboolean done;

  g_mutex_lock (&change_lock);
  done = remove_driver (data, &error);
  g_mutex_unlock (&change_lock);
  return_done (task, done, error);
}

static void
set_enabled_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  gboolean done;

  g_mutex_lock (&change_lock);
  done = change_driver (data, apply_enabled, &error);
  g_mutex_unlock (&change_lock);
  return_done (task, done, error);
}

static void
set_priority_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  gboolean done;

  g_mutex_lock (&change_lock);
  done = change_driver (data, apply_priority, &error);
  g_mutex_unlock (&change_lock);
  return_done (task, done, error);
}

/* --- object --- */

static void
parafa_driver_store_finalize (GObject *object)
{
  g_clear_pointer (&PARAFA_DRIVER_STORE (object)->folders, parafa_driver_folders_free);
  G_OBJECT_CLASS (parafa_driver_store_parent_class)->finalize (object);
}

static void
parafa_driver_store_class_init (ParafaDriverStoreClass *class)
{
  G_OBJECT_CLASS (class)->finalize = parafa_driver_store_finalize;
}

static void
parafa_driver_store_init (ParafaDriverStore *self)
{
}

/**
 * parafa_driver_store_new:
 * @folders: (nullable): where p11-kit's configuration lies; copied. %NULL for this computer's
 *
 * Returns: (transfer full): a store
 */
ParafaDriverStore *
parafa_driver_store_new (const ParafaDriverFolders *folders)
{
  ParafaDriverStore *self = g_object_new (PARAFA_TYPE_DRIVER_STORE, NULL);

  if (folders != NULL)
    self->folders = parafa_driver_folders_copy (folders);
  return self;
}

/**
 * parafa_driver_store_list_async:
 * @self: a store
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads all drivers that p11-kit's configuration names.
 */
void
parafa_driver_store_list_async (ParafaDriverStore *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (PARAFA_IS_DRIVER_STORE (self));

  run (self, new_change (NULL), parafa_driver_store_list_async, list_in_thread, cancellable,
       callback, user_data);
}

/**
 * parafa_driver_store_list_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: where to put the reason
 *
 * Returns: (transfer full) (nullable) (element-type ParafaDriver): the drivers, in p11-kit's order
 */
GPtrArray *
parafa_driver_store_list_finish (ParafaDriverStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * parafa_driver_store_add_async:
 * @self: a store
 * @path: a library, absolute; it should have been probed
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Registers a driver for the person, with p11-kit: other programs that use p11-kit find it too.
 *
 * Fails with a code of [error@DriverStoreError].
 */
void
parafa_driver_store_add_async (ParafaDriverStore *self,
                               const char *path,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Change *change;

  g_return_if_fail (PARAFA_IS_DRIVER_STORE (self));
  g_return_if_fail (path != NULL && *path != '\0');

  change = new_change (NULL);
  change->path = g_strdup (path);
  run (self, change, parafa_driver_store_add_async, add_in_thread, cancellable, callback,
       user_data);
}

/**
 * parafa_driver_store_add_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: where to put the reason
 *
 * Returns: (transfer full) (nullable): p11-kit's name for the driver
 */
char *
parafa_driver_store_add_finish (ParafaDriverStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * parafa_driver_store_remove_async:
 * @self: a store
 * @driver: a driver of origin %PARAFA_DRIVER_ORIGIN_PARAFA
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Makes p11-kit forget a driver; the library itself stays.
 *
 * Fails with %PARAFA_DRIVER_STORE_ERROR_FOREIGN for any other.
 */
void
parafa_driver_store_remove_async (ParafaDriverStore *self,
                                  ParafaDriver *driver,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (PARAFA_IS_DRIVER_STORE (self));
  g_return_if_fail (PARAFA_IS_DRIVER (driver));

  run (self, new_change (driver), parafa_driver_store_remove_async, remove_in_thread, cancellable,
       callback, user_data);
}

/**
 * parafa_driver_store_set_enabled_async:
 * @self: a store
 * @driver: a driver
 * @enabled: whether Parafa uses it
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Has Parafa use a driver or not; other programs are not concerned. For a driver of a package or of
 * the administrator a file of the same name is written to the person's folder, which p11-kit reads
 * first, and taken away again when it says nothing any more.
 *
 * Fails with %PARAFA_DRIVER_STORE_ERROR_FOREIGN for a driver that the person registered by hand.
 */
void
parafa_driver_store_set_enabled_async (ParafaDriverStore *self,
                                       ParafaDriver *driver,
                                       gboolean enabled,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  Change *change;

  g_return_if_fail (PARAFA_IS_DRIVER_STORE (self));
  g_return_if_fail (PARAFA_IS_DRIVER (driver));

  change = new_change (driver);
  change->enabled = !!enabled;
  run (self, change, parafa_driver_store_set_enabled_async, set_enabled_in_thread, cancellable,
       callback, user_data);
}

/**
 * parafa_driver_store_set_priority_async:
 * @self: a store
 * @driver: a driver
 * @priority: higher is asked first, and used where several drivers see one token
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Sets p11-kit's `priority:`, which counts for other programs, too. Fails as
 * parafa_driver_store_set_enabled_async().
 */
void
parafa_driver_store_set_priority_async (ParafaDriverStore *self,
                                        ParafaDriver *driver,
                                        int priority,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  Change *change;

  g_return_if_fail (PARAFA_IS_DRIVER_STORE (self));
  g_return_if_fail (PARAFA_IS_DRIVER (driver));

  change = new_change (driver);
  change->priority = priority;
  run (self, change, parafa_driver_store_set_priority_async, set_priority_in_thread, cancellable,
       callback, user_data);
}

/**
 * parafa_driver_store_change_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: where to put the reason
 *
 * Returns: whether it was done
 */
gboolean
parafa_driver_store_change_finish (ParafaDriverStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
