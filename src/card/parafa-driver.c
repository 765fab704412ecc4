/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-driver.h"

struct _ParafaDriver
{
  GObject parent_instance;

  ParafaDriverSettings settings; /* (owned): its strings */
  char *file_name;               /* (owned) */
};

G_DEFINE_FINAL_TYPE (ParafaDriver, parafa_driver, G_TYPE_OBJECT)

static void
parafa_driver_finalize (GObject *object)
{
  ParafaDriver *self = PARAFA_DRIVER (object);

  g_free ((char *) self->settings.name);
  g_free ((char *) self->settings.file);
  g_free ((char *) self->settings.remote);
  g_free ((char *) self->settings.server_address);
  g_free ((char *) self->settings.config_file);
  g_free ((char *) self->settings.same_as);
  g_free (self->file_name);
  G_OBJECT_CLASS (parafa_driver_parent_class)->finalize (object);
}

static void
parafa_driver_class_init (ParafaDriverClass *class)
{
  G_OBJECT_CLASS (class)->finalize = parafa_driver_finalize;
}

static void
parafa_driver_init (ParafaDriver *self)
{
}

/**
 * parafa_driver_new:
 * @settings: what is known of it; copied
 *
 * Returns: (transfer full): a driver
 */
ParafaDriver *
parafa_driver_new (const ParafaDriverSettings *settings)
{
  ParafaDriver *self;

  g_return_val_if_fail (settings != NULL && settings->name != NULL, NULL);

  self = g_object_new (PARAFA_TYPE_DRIVER, NULL);
  self->settings = *settings;
  self->settings.name = g_strdup (settings->name);
  self->settings.file = g_strdup (settings->file);
  self->settings.remote = g_strdup (settings->remote);
  self->settings.server_address = g_strdup (settings->server_address);
  self->settings.config_file = g_strdup (settings->config_file);
  self->settings.same_as = g_strdup (settings->same_as);
  /* one library, p11-kit-client.so, stands for every server: its name would name none of them */
  if (settings->file != NULL && settings->server_address == NULL)
    self->file_name = g_path_get_basename (settings->file);
  else
    self->file_name = g_strdup (settings->name);
  return self;
}

/**
 * parafa_driver_new_for_file:
 * @path: a file, relative to the current folder or absolute
 *
 * Returns: (transfer full): a driver that p11-kit does not know, to be probed
 */
ParafaDriver *
parafa_driver_new_for_file (const char *path)
{
  g_autofree char *file = NULL;
  g_autofree char *name = NULL;
  ParafaDriverSettings settings = { .origin = PARAFA_DRIVER_ORIGIN_FILE, .enabled = TRUE };

  g_return_val_if_fail (path != NULL, NULL);

  file = g_canonicalize_filename (path, NULL);
  name = g_path_get_basename (file);
  settings.name = name;
  settings.file = file;
  return parafa_driver_new (&settings);
}

/**
 * parafa_driver_get_settings:
 * @self: a driver
 *
 * Returns: (transfer none): what is known of it
 */
const ParafaDriverSettings *
parafa_driver_get_settings (ParafaDriver *self)
{
  g_return_val_if_fail (PARAFA_IS_DRIVER (self), NULL);
  return &self->settings;
}

/**
 * parafa_driver_get_name:
 * @self: a driver
 *
 * Returns: (transfer none): p11-kit's name of it, unlike any other driver's
 */
const char *
parafa_driver_get_name (ParafaDriver *self)
{
  g_return_val_if_fail (PARAFA_IS_DRIVER (self), NULL);
  return self->settings.name;
}

/**
 * parafa_driver_get_file_name:
 * @self: a driver
 *
 * Returns: (transfer none): the library's file name without folder, which people may have seen; for
 *   a driver that another process serves, p11-kit's name
 */
const char *
parafa_driver_get_file_name (ParafaDriver *self)
{
  g_return_val_if_fail (PARAFA_IS_DRIVER (self), NULL);
  return self->file_name;
}

/**
 * parafa_driver_is_for_tokens:
 * @self: a driver
 *
 * Returns: whether Parafa looks for tokens with it
 */
gboolean
parafa_driver_is_for_tokens (ParafaDriver *self)
{
  g_return_val_if_fail (PARAFA_IS_DRIVER (self), FALSE);
  return self->settings.enabled && !self->settings.for_trust && self->settings.same_as == NULL;
}

/**
 * parafa_driver_equal:
 * @self: a driver
 * @other: another
 *
 * Returns: whether both are the same library, reached in the same way
 */
gboolean
parafa_driver_equal (ParafaDriver *self, ParafaDriver *other)
{
  g_return_val_if_fail (PARAFA_IS_DRIVER (self), FALSE);
  g_return_val_if_fail (PARAFA_IS_DRIVER (other), FALSE);

  return self == other ||
         (g_strcmp0 (self->settings.name, other->settings.name) == 0 &&
          g_strcmp0 (self->settings.file, other->settings.file) == 0 &&
          g_strcmp0 (self->settings.remote, other->settings.remote) == 0 &&
          g_strcmp0 (self->settings.server_address, other->settings.server_address) == 0);
}
