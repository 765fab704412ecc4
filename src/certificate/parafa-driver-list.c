/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-driver-list.h"
#include "parafa-paths.h"

#include <stdlib.h>
#include <string.h>

#define MAX_GROUPS 256

struct _ParafaDriverList
{
  gatomicrefcount references;
  GPtrArray *drivers; /* (owned) (element-type ParafaKnownDriver) */
};

G_DEFINE_QUARK (parafa_driver_list_error_quark, parafa_driver_list_error)
G_DEFINE_BOXED_TYPE (ParafaDriverList,
                     parafa_driver_list,
                     parafa_driver_list_ref,
                     parafa_driver_list_unref)

static void
known_driver_free (ParafaKnownDriver *driver)
{
  g_free (driver->id);
  g_free (driver->title);
  g_strfreev (driver->files);
  g_strfreev (driver->folders);
  g_strfreev (driver->usb);
  g_strfreev (driver->manufacturers);
  g_strfreev (driver->models);
  g_strfreev (driver->providers);
  g_strfreev (driver->packages);
  g_strfreev (driver->alternatives);
  g_free (driver->page);
  g_free (driver);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaKnownDriver, known_driver_free)

static ParafaDriverList *
list_new (void)
{
  ParafaDriverList *self = g_new0 (ParafaDriverList, 1);

  g_atomic_ref_count_init (&self->references);
  self->drivers = g_ptr_array_new_with_free_func ((GDestroyNotify) known_driver_free);
  return self;
}

/* --- reading --- */

static GStrv
read_words (GKeyFile *file, const char *id, const char *key)
{
  GStrv words = g_key_file_get_string_list (file, id, key, NULL, NULL);

  return words != NULL ? words : g_new0 (char *, 1);
}

static gboolean
fail (GError **error, const char *id, const char *what)
{
  g_set_error (error, PARAFA_DRIVER_LIST_ERROR, PARAFA_DRIVER_LIST_ERROR_INVALID, "%s: %s", id,
               what);
  return FALSE;
}

static gboolean
read_rank (GKeyFile *file, ParafaKnownDriver *driver, GError **error)
{
  static const struct
  {
    const char *word;
    ParafaDriverRank rank;
  } ranks[] = {
    { "vendor", PARAFA_DRIVER_RANK_VENDOR },
    { "generic", PARAFA_DRIVER_RANK_GENERIC },
    { "test", PARAFA_DRIVER_RANK_TEST },
  };
  g_autofree char *word = g_key_file_get_string (file, driver->id, "rank", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ranks); i++)
    if (g_strcmp0 (word, ranks[i].word) == 0)
      {
        driver->rank = ranks[i].rank;
        return TRUE;
      }
  return fail (error, driver->id, "rank is none of vendor, generic, test");
}

static gboolean
is_usb_number (const char *text)
{
  for (guint i = 0; i < 9; i++)
    {
      if (i == 4 && text[i] == ':' && text[5] == '*' && text[6] == '\0')
        return TRUE;
      if (i == 4 ? text[i] != ':' : !g_ascii_isxdigit (text[i]) || g_ascii_isupper (text[i]))
        return FALSE;
    }
  return text[9] == '\0';
}

static gboolean
check (const ParafaKnownDriver *driver, GError **error)
{
  if (driver->title == NULL || *driver->title == '\0')
    return fail (error, driver->id, "no title");
  if (driver->files[0] == NULL)
    return fail (error, driver->id, "no files");
  for (guint i = 0; driver->files[i] != NULL; i++)
    if (*driver->files[i] == '\0' || strchr (driver->files[i], '/') != NULL)
      return fail (error, driver->id, "files are names without folder");
  for (guint i = 0; driver->folders[i] != NULL; i++)
    if (!g_path_is_absolute (driver->folders[i]))
      return fail (error, driver->id, "a folder is not absolute");
  for (guint i = 0; driver->usb[i] != NULL; i++)
    if (!is_usb_number (driver->usb[i]))
      return fail (error, driver->id,
                   "usb is vendor:product, four lower-case digits each, or vendor:*");
  for (guint i = 0; driver->packages[i] != NULL; i++)
    if (strchr (driver->packages[i], '=') == NULL)
      return fail (error, driver->id, "packages are distribution=package");
  return TRUE;
}

static ParafaKnownDriver *
read_group (GKeyFile *file, const char *id, GError **error)
{
  g_autoptr (ParafaKnownDriver) driver = g_new0 (ParafaKnownDriver, 1);

  driver->id = g_strdup (id);
  driver->title = g_key_file_get_string (file, id, "title", NULL);
  driver->files = read_words (file, id, "files");
  driver->folders = read_words (file, id, "folders");
  driver->usb = read_words (file, id, "usb");
  driver->manufacturers = read_words (file, id, "manufacturers");
  driver->models = read_words (file, id, "models");
  driver->providers = read_words (file, id, "providers");
  driver->packages = read_words (file, id, "packages");
  driver->alternatives = read_words (file, id, "alternatives");
  driver->page = g_key_file_get_string (file, id, "page", NULL);
  if (!read_rank (file, driver, error) || !check (driver, error))
    return NULL;
  return g_steal_pointer (&driver);
}

static gboolean
check_alternatives (ParafaDriverList *self, GError **error)
{
  for (guint i = 0; i < self->drivers->len; i++)
    {
      const ParafaKnownDriver *driver = self->drivers->pdata[i];

      for (guint k = 0; driver->alternatives[k] != NULL; k++)
        if (parafa_driver_list_find (self, driver->alternatives[k]) == NULL)
          return fail (error, driver->id, "an alternative is not in the list");
    }
  return TRUE;
}

/**
 * parafa_driver_list_new:
 * @bytes: a list, in the format that the head of `data/drivers.ini` describes
 * @error: where to put the reason
 *
 * Fails with %PARAFA_DRIVER_LIST_ERROR_INVALID.
 *
 * Returns: (transfer full) (nullable): the drivers
 */
ParafaDriverList *
parafa_driver_list_new (GBytes *bytes, GError **error)
{
  g_autoptr (ParafaDriverList) self = list_new ();
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) reason = NULL;
  g_auto (GStrv) groups = NULL;
  gsize n_groups = 0;

  g_return_val_if_fail (bytes != NULL, NULL);

  if (!g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, &reason))
    {
      fail (error, "list", reason->message);
      return NULL;
    }
  groups = g_key_file_get_groups (file, &n_groups);
  if (n_groups > MAX_GROUPS)
    {
      fail (error, "list", "too many drivers");
      return NULL;
    }
  for (gsize i = 0; i < n_groups; i++)
    {
      ParafaKnownDriver *driver = read_group (file, groups[i], error);

      if (driver == NULL)
        return NULL;
      g_ptr_array_add (self->drivers, driver);
    }
  return check_alternatives (self, error) ? g_steal_pointer (&self) : NULL;
}

static ParafaDriverList *
load_installed (void)
{
  g_autofree char *path = parafa_paths_find_data ("drivers.ini");
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  ParafaDriverList *list = NULL;
  gsize length = 0;

  if (g_file_get_contents (path, &text, &length, &error))
    {
      bytes = g_bytes_new_take (g_steal_pointer (&text), length);
      list = parafa_driver_list_new (bytes, &error);
    }
  if (list == NULL)
    g_info ("driver-list: %s", error->message);
  return list != NULL ? list : list_new ();
}

/**
 * parafa_driver_list_get_default:
 *
 * Reads the installed list at the first call: not on the main thread. A damaged one is as good as
 * none, because everything works without it, only not as well.
 *
 * Returns: (transfer full): the drivers
 */
ParafaDriverList *
parafa_driver_list_get_default (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      ParafaDriverList *list = load_installed ();

      g_once_init_leave (&once, (gsize) list);
    }
  return parafa_driver_list_ref ((ParafaDriverList *) once);
}

/**
 * parafa_driver_list_ref:
 * @self: a list
 *
 * Returns: (transfer full): @self
 */
ParafaDriverList *
parafa_driver_list_ref (ParafaDriverList *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * parafa_driver_list_unref:
 * @self: (transfer full): a list
 */
void
parafa_driver_list_unref (ParafaDriverList *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_ptr_array_unref (self->drivers);
  g_free (self);
}

/* --- asking --- */

/**
 * parafa_driver_list_get_length:
 * @self: a list
 *
 * Returns: how many drivers it has
 */
guint
parafa_driver_list_get_length (ParafaDriverList *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->drivers->len;
}

/**
 * parafa_driver_list_get:
 * @self: a list
 * @i: from 0
 *
 * Returns: (transfer none): a driver, in the file's order
 */
const ParafaKnownDriver *
parafa_driver_list_get (ParafaDriverList *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->drivers->len, NULL);
  return self->drivers->pdata[i];
}

/**
 * parafa_driver_list_find:
 * @self: a list
 * @id: a driver's id
 *
 * Returns: (transfer none) (nullable): the driver
 */
const ParafaKnownDriver *
parafa_driver_list_find (ParafaDriverList *self, const char *id)
{
  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  for (guint i = 0; i < self->drivers->len; i++)
    if (strcmp (((ParafaKnownDriver *) self->drivers->pdata[i])->id, id) == 0)
      return self->drivers->pdata[i];
  return NULL;
}

static gboolean
matches_file (const char *pattern, const char *name)
{
  gsize length = strlen (pattern);

  if (pattern[length - 1] == '*')
    return g_ascii_strncasecmp (pattern, name, length - 1) == 0;
  return g_ascii_strcasecmp (pattern, name) == 0;
}

/**
 * parafa_driver_list_find_file:
 * @self: a list
 * @file: name or path of a library
 *
 * Returns: (transfer none) (nullable): the driver that it is
 */
const ParafaKnownDriver *
parafa_driver_list_find_file (ParafaDriverList *self, const char *file)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (self != NULL && file != NULL, NULL);

  name = g_path_get_basename (file);
  for (guint i = 0; i < self->drivers->len; i++)
    {
      const ParafaKnownDriver *driver = self->drivers->pdata[i];

      for (guint k = 0; driver->files[k] != NULL; k++)
        if (matches_file (driver->files[k], name))
          return driver;
    }
  return NULL;
}

static gboolean
begins_with_one (const char *text, GStrv beginnings)
{
  for (guint i = 0; text != NULL && beginnings[i] != NULL; i++)
    if (g_ascii_strncasecmp (text, beginnings[i], strlen (beginnings[i])) == 0)
      return TRUE;
  return FALSE;
}

/**
 * parafa_driver_list_find_token:
 * @self: a list
 * @manufacturer: (nullable): what the token calls its manufacturer
 * @model: (nullable): what it calls its model
 *
 * Returns: (transfer none) (nullable): the driver made for it: where both match, else where the model
 *   does, else the manufacturer
 */
const ParafaKnownDriver *
parafa_driver_list_find_token (ParafaDriverList *self, const char *manufacturer, const char *model)
{
  const ParafaKnownDriver *best = NULL;
  guint best_points = 0;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->drivers->len; i++)
    {
      const ParafaKnownDriver *driver = self->drivers->pdata[i];
      guint points = (begins_with_one (model, driver->models) ? 2 : 0) +
                     (begins_with_one (manufacturer, driver->manufacturers) ? 1 : 0);

      if (points > best_points)
        {
          best = driver;
          best_points = points;
        }
    }
  return best;
}

/* 2 for the product itself, 1 for its vendor, 0 */
static guint
match_usb (const ParafaKnownDriver *driver, const char *number)
{
  guint match = 0;

  for (guint i = 0; driver->usb[i] != NULL; i++)
    {
      if (strcmp (driver->usb[i], number) == 0)
        return 2;
      if (driver->usb[i][5] == '*' && strncmp (driver->usb[i], number, 5) == 0)
        match = 1;
    }
  return match;
}

/**
 * parafa_driver_list_find_usb:
 * @self: a list
 * @vendor: idVendor of a USB device
 * @product: its idProduct
 *
 * Returns: (transfer container) (element-type ParafaKnownDriver): the drivers for it, those that name
 *   the product itself first; empty when none is known
 */
GPtrArray *
parafa_driver_list_find_usb (ParafaDriverList *self, guint16 vendor, guint16 product)
{
  g_autofree char *number = g_strdup_printf ("%04x:%04x", vendor, product);
  GPtrArray *found = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL, found);

  for (guint wanted = 2; wanted > 0; wanted--)
    for (guint i = 0; i < self->drivers->len; i++)
      if (match_usb (self->drivers->pdata[i], number) == wanted)
        g_ptr_array_add (found, self->drivers->pdata[i]);
  return found;
}

/**
 * parafa_known_driver_dup_package:
 * @driver: a driver
 * @distribution: "debian", "fedora", "opensuse" or "arch"
 *
 * Returns: (transfer full) (nullable): the package that has it
 */
char *
parafa_known_driver_dup_package (const ParafaKnownDriver *driver, const char *distribution)
{
  gsize length;

  g_return_val_if_fail (driver != NULL && distribution != NULL, NULL);

  length = strlen (distribution);
  for (guint i = 0; driver->packages[i] != NULL; i++)
    if (strncmp (driver->packages[i], distribution, length) == 0 &&
        driver->packages[i][length] == '=')
      return g_strdup (driver->packages[i] + length + 1);
  return NULL;
}
