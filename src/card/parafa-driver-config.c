/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-driver-config.h"
#include "parafa-module-file.h"
#include "parafa-sandbox-drivers.h"

#include "parafa-config.h"

#include <stdlib.h>
#include <string.h>

/* More than any computer has; bounds what a strange folder can make us do */
#define MAX_FILES 256

/* Names by which enable-in and disable-in may mean us: the process that loads drivers, as p11-kit
 * would see it, and what people know of the program */
static const char *const our_names[] = { "parafa-card", PARAFA_APP_ID, "parafa", "parafa-window" };

typedef enum
{
  USER_NONE,
  USER_MERGE,
  USER_ONLY,
} UserMode;

/* One module, gathered from up to three files of the same name */
typedef struct
{
  GHashTable *fields; /* (owned): those of the file read first stay */
  char *config_file;  /* (owned): the one read first */
  ParafaDriverOrigin origin;
  gboolean overridden;
} Module;

static void
module_free (Module *module)
{
  g_hash_table_unref (module->fields);
  g_free (module->config_file);
  g_free (module);
}

/* --- folders --- */

/**
 * parafa_driver_folders_new:
 *
 * Returns: (transfer full): where p11-kit's configuration lies on this computer
 */
ParafaDriverFolders *
parafa_driver_folders_new (void)
{
  ParafaDriverFolders *self = g_new0 (ParafaDriverFolders, 1);
  const char *config = g_get_user_config_dir ();

  self->package_folder = g_strdup (PARAFA_P11_PACKAGE_FOLDER);
  self->admin_folder = g_build_filename (PARAFA_P11_ADMIN_FOLDER, "modules", NULL);
  self->admin_settings = g_build_filename (PARAFA_P11_ADMIN_FOLDER, "pkcs11.conf", NULL);
  self->user_folder = g_build_filename (config, "pkcs11", "modules", NULL);
  self->user_settings = g_build_filename (config, "pkcs11", "pkcs11.conf", NULL);
  self->library_folder = g_strdup (PARAFA_P11_LIBRARY_FOLDER);
  return self;
}

/**
 * parafa_driver_folders_new_under:
 * @folder: a folder
 *
 * Returns: (transfer full): the same layout in one place, for tests
 */
ParafaDriverFolders *
parafa_driver_folders_new_under (const char *folder)
{
  ParafaDriverFolders *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_new0 (ParafaDriverFolders, 1);
  self->package_folder = g_build_filename (folder, "package", NULL);
  self->admin_folder = g_build_filename (folder, "admin", NULL);
  self->admin_settings = g_build_filename (folder, "admin.conf", NULL);
  self->user_folder = g_build_filename (folder, "user", NULL);
  self->user_settings = g_build_filename (folder, "user.conf", NULL);
  self->library_folder = g_build_filename (folder, "lib", NULL);
  return self;
}

/**
 * parafa_driver_folders_copy:
 * @folders: folders
 *
 * Returns: (transfer full): the same
 */
ParafaDriverFolders *
parafa_driver_folders_copy (const ParafaDriverFolders *folders)
{
  ParafaDriverFolders *self;

  g_return_val_if_fail (folders != NULL, NULL);

  self = g_new0 (ParafaDriverFolders, 1);
  self->package_folder = g_strdup (folders->package_folder);
  self->admin_folder = g_strdup (folders->admin_folder);
  self->admin_settings = g_strdup (folders->admin_settings);
  self->user_folder = g_strdup (folders->user_folder);
  self->user_settings = g_strdup (folders->user_settings);
  self->library_folder = g_strdup (folders->library_folder);
  return self;
}

/**
 * parafa_driver_folders_free:
 * @folders: (transfer full): folders
 */
void
parafa_driver_folders_free (ParafaDriverFolders *folders)
{
  g_free (folders->package_folder);
  g_free (folders->admin_folder);
  g_free (folders->admin_settings);
  g_free (folders->user_folder);
  g_free (folders->user_settings);
  g_free (folders->library_folder);
  g_free (folders);
}

/* --- pkcs11.conf --- */

static UserMode
get_user_mode (const char *path, UserMode otherwise)
{
  g_autoptr (GHashTable) fields = parafa_module_file_read (path, NULL);
  const char *mode = fields != NULL ? g_hash_table_lookup (fields, "user-config") : NULL;

  if (mode == NULL)
    return otherwise;
  if (strcmp (mode, "none") == 0)
    return USER_NONE;
  if (strcmp (mode, "only") == 0 || strcmp (mode, "override") == 0)
    return USER_ONLY;
  return USER_MERGE;
}

static UserMode
read_user_mode (const ParafaDriverFolders *folders)
{
  UserMode mode = get_user_mode (folders->admin_settings, USER_MERGE);

  return mode != USER_NONE ? get_user_mode (folders->user_settings, mode) : USER_NONE;
}

/**
 * parafa_driver_config_allows_user:
 * @folders: where the configuration lies
 *
 * Reads files: not on the main thread.
 *
 * Returns: whether drivers that a person adds are looked at
 */
gboolean
parafa_driver_config_allows_user (const ParafaDriverFolders *folders)
{
  g_return_val_if_fail (folders != NULL, FALSE);
  return read_user_mode (folders) != USER_NONE;
}

/* --- module files --- */

static void
merge_file (GHashTable *modules, const char *path, const char *name, ParafaDriverOrigin origin)
{
  gboolean ours = FALSE;
  g_autoptr (GHashTable) fields = parafa_module_file_read (path, &ours);
  Module *module = g_hash_table_lookup (modules, name);
  GHashTableIter iter;
  gpointer key, value;

  if (fields == NULL)
    return;
  if (ours && origin == PARAFA_DRIVER_ORIGIN_USER)
    origin = PARAFA_DRIVER_ORIGIN_PARAFA;
  if (module == NULL)
    {
      module = g_new0 (Module, 1);
      module->fields = g_hash_table_ref (fields);
      module->config_file = g_strdup (path);
      module->origin = origin;
      g_hash_table_insert (modules, g_strdup (name), module);
      return;
    }
  /* where the library's path comes from is where the driver comes from */
  if (g_hash_table_lookup (module->fields, "module") == NULL &&
      g_hash_table_lookup (module->fields, "remote") == NULL)
    {
      module->overridden = module->origin == PARAFA_DRIVER_ORIGIN_PARAFA;
      module->origin = origin;
    }
  g_hash_table_iter_init (&iter, fields);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_hash_table_contains (module->fields, key))
      g_hash_table_insert (module->fields, g_strdup (key), g_strdup (value));
}

static void
read_folder (GHashTable *modules, const char *folder, ParafaDriverOrigin origin)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *file;

  for (guint n = 0; dir != NULL && n < MAX_FILES && (file = g_dir_read_name (dir)) != NULL; n++)
    {
      g_autofree char *name = parafa_module_file_dup_name (file);
      g_autofree char *path = g_build_filename (folder, file, NULL);

      if (name != NULL)
        merge_file (modules, path, name, origin);
    }
}

/* --- what a module's fields mean --- */

/**
 * parafa_driver_config_names_us:
 * @list: value of `enable-in:` or `disable-in:`, names with commas or blanks between them
 *
 * Returns: whether a name of ours is in it
 */
gboolean
parafa_driver_config_names_us (const char *list)
{
  g_auto (GStrv) words = g_strsplit_set (list, ", \t\r\v\f", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (parafa_driver_config_is_our_name (words[i]))
      return TRUE;
  return FALSE;
}

/**
 * parafa_driver_config_is_our_name:
 * @program: name of a program
 *
 * Returns: whether it is one of ours
 */
gboolean
parafa_driver_config_is_our_name (const char *program)
{
  for (guint i = 0; i < G_N_ELEMENTS (our_names); i++)
    if (strcmp (program, our_names[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_enabled (GHashTable *fields)
{
  const char *enable_in = g_hash_table_lookup (fields, "enable-in");
  const char *disable_in = g_hash_table_lookup (fields, "disable-in");

  if (enable_in != NULL)
    return parafa_driver_config_names_us (enable_in);
  return disable_in == NULL || !parafa_driver_config_names_us (disable_in);
}

static char *
dup_library (const char *module, const ParafaDriverFolders *folders)
{
  return g_path_is_absolute (module) ? g_strdup (module)
                                     : g_build_filename (folders->library_folder, module, NULL);
}

/* Returns: (nullable): NULL for settings that belong to no driver */
static ParafaDriver *
new_driver (const char *name, Module *module, const ParafaDriverFolders *folders)
{
  ParafaDriverSettings settings = { .name = name };
  const char *library = g_hash_table_lookup (module->fields, "module");
  const char *priority = g_hash_table_lookup (module->fields, "priority");
  g_autofree char *file = NULL;

  settings.remote = g_hash_table_lookup (module->fields, "remote");
  if (settings.remote == NULL && (library == NULL || *library == '\0'))
    return NULL;
  if (settings.remote == NULL)
    {
      file = dup_library (library, folders);
      settings.server_address = g_hash_table_lookup (module->fields, "server-address");
    }
  settings.file = file;
  settings.config_file = module->config_file;
  settings.origin = module->origin;
  settings.overridden = module->overridden;
  settings.priority = priority != NULL ? atoi (priority) : 0;
  settings.enabled = is_enabled (module->fields);
  settings.for_trust = g_strcmp0 (g_hash_table_lookup (module->fields, "trust-policy"), "yes") == 0;
  return parafa_driver_new (&settings);
}

/* As p11-kit does: the highest priority first, then by name */
static int
compare_drivers (gconstpointer a, gconstpointer b)
{
  const ParafaDriverSettings *one = parafa_driver_get_settings (*(ParafaDriver *const *) a);
  const ParafaDriverSettings *two = parafa_driver_get_settings (*(ParafaDriver *const *) b);

  if (one->priority != two->priority)
    return one->priority > two->priority ? -1 : 1;
  return strcmp (one->name, two->name);
}

static char *
dup_identity (const ParafaDriverSettings *settings)
{
  char *real = settings->file != NULL ? realpath (settings->file, NULL) : NULL;
  char *text = g_strdup_printf ("%s|%s|%s", real != NULL ? real : settings->file,
                                settings->server_address, settings->remote);

  free (real);
  return text;
}

/* A library that is registered twice is loaded once: the second does not count as enabled */
static void
set_doubles_aside (GPtrArray *drivers)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < drivers->len; i++)
    {
      ParafaDriverSettings settings = *parafa_driver_get_settings (drivers->pdata[i]);
      g_autofree char *identity = NULL;

      if (!parafa_driver_is_for_tokens (drivers->pdata[i]))
        continue;
      identity = dup_identity (&settings);
      settings.same_as = g_hash_table_lookup (seen, identity);
      if (settings.same_as == NULL)
        g_hash_table_insert (seen, g_steal_pointer (&identity), (char *) settings.name);
      else
        {
          ParafaDriver *old = drivers->pdata[i];

          drivers->pdata[i] = parafa_driver_new (&settings);
          g_object_unref (old);
        }
    }
}

/**
 * parafa_driver_config_read:
 * @folders: where the configuration lies
 *
 * Reads p11-kit's configuration as pkcs11.conf(5) describes it, in p11-kit's order. Two things
 * differ. A person's own files count for root, too: p11-kit ignores them there, and a person who
 * logs in as root is still the one who chose the driver. A file that cannot be read takes only
 * itself away, not the whole configuration. Blocks.
 *
 * Returns: (transfer full) (element-type ParafaDriver): the drivers
 */
GPtrArray *
parafa_driver_config_read (const ParafaDriverFolders *folders)
{
  g_autoptr (GHashTable) modules =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) module_free);
  GPtrArray *drivers = g_ptr_array_new_with_free_func (g_object_unref);
  UserMode mode;
  GHashTableIter iter;
  gpointer name, module;

  g_return_val_if_fail (folders != NULL, drivers);

  mode = read_user_mode (folders);
  if (mode != USER_NONE)
    read_folder (modules, folders->user_folder, PARAFA_DRIVER_ORIGIN_USER);
  if (mode != USER_ONLY)
    {
      read_folder (modules, folders->admin_folder, PARAFA_DRIVER_ORIGIN_ADMIN);
      read_folder (modules, folders->package_folder, PARAFA_DRIVER_ORIGIN_PACKAGE);
    }
  g_hash_table_iter_init (&iter, modules);
  while (g_hash_table_iter_next (&iter, &name, &module))
    {
      ParafaDriver *driver = new_driver (name, module, folders);

      if (driver != NULL)
        g_ptr_array_add (drivers, driver);
    }
  g_ptr_array_sort (drivers, compare_drivers);
  set_doubles_aside (drivers);
  return drivers;
}
