/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-usb-devices.h"

#include <string.h>

/* An attribute is one line; what a device says of itself is not to be trusted with more */
#define ATTRIBUTE_MAX 128
#define SMART_CARD_CLASS "0b"
#define HUB_CLASS "09"

static char *
read_attribute (const char *folder, const char *device, const char *name)
{
  g_autofree char *path = g_build_filename (folder, device, name, NULL);
  g_autofree char *text = NULL;
  char *valid = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  if (strlen (text) > ATTRIBUTE_MAX)
    text[ATTRIBUTE_MAX] = '\0';
  g_strstrip (text);
  valid = g_utf8_make_valid (text, -1);
  for (char *at = valid; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  return valid;
}

static gboolean
read_id (const char *folder, const char *device, const char *name, guint16 *id)
{
  g_autofree char *text = read_attribute (folder, device, name);
  guint64 value = 0;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 16, 0, G_MAXUINT16, &value, NULL))
    return FALSE;
  *id = (guint16) value;
  return TRUE;
}

/* Interfaces are folders beside the device's own: "1-2" has "1-2:1.0" */
static gboolean
has_card_interface (const char *folder, const char *device, GPtrArray *names)
{
  g_autofree char *prefix = g_strconcat (device, ":", NULL);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *class = NULL;

      if (!g_str_has_prefix (name, prefix))
        continue;
      class = read_attribute (folder, name, "bInterfaceClass");
      if (class != NULL && g_ascii_strcasecmp (class, SMART_CARD_CLASS) == 0)
        return TRUE;
    }
  return FALSE;
}

static ParafaUsbDevice *
read_device (const char *folder, const char *name, GPtrArray *names)
{
  ParafaUsbDevice *device = NULL;
  guint16 vendor = 0, product = 0;
  g_autofree char *class = NULL;

  if (strchr (name, ':') != NULL || !read_id (folder, name, "idVendor", &vendor) ||
      !read_id (folder, name, "idProduct", &product))
    return NULL;
  class = read_attribute (folder, name, "bDeviceClass");
  if (class != NULL && g_str_equal (class, HUB_CLASS))
    return NULL;
  device = g_new0 (ParafaUsbDevice, 1);
  device->vendor = vendor;
  device->product = product;
  device->name = read_attribute (folder, name, "product");
  if (device->name == NULL)
    device->name = g_strdup ("");
  device->is_reader = has_card_interface (folder, name, names);
  return device;
}

/**
 * parafa_usb_device_free:
 * @self: (nullable) (transfer full): a device
 */
void
parafa_usb_device_free (ParafaUsbDevice *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self);
}

/**
 * parafa_usb_device_copy:
 * @self: a device
 *
 * Returns: (transfer full): the same again
 */
ParafaUsbDevice *
parafa_usb_device_copy (const ParafaUsbDevice *self)
{
  ParafaUsbDevice *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (ParafaUsbDevice, 1);
  *copy = *self;
  copy->name = g_strdup (self->name);
  return copy;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * parafa_usb_devices_read:
 * @root: (nullable): the folder that stands for `/`; %NULL for the computer itself
 *
 * Reads `/sys/bus/usb/devices` (Linux, Documentation/ABI/stable/sysfs-bus-usb). Hubs are left out.
 * Nothing is sent to a device. Blocks for some small files: call it on a worker thread.
 *
 * Returns: (transfer full) (element-type ParafaUsbDevice) (nullable): the devices, in the kernel's
 *   order of ports; %NULL when the folder is not there
 */
GPtrArray *
parafa_usb_devices_read (const char *root)
{
  g_autofree char *folder =
      g_build_filename (root != NULL ? root : "/", "sys", "bus", "usb", "devices", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *devices = NULL;
  const char *name;

  if (dir == NULL)
    return NULL;
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  devices = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_usb_device_free);
  for (guint i = 0; i < names->len; i++)
    {
      ParafaUsbDevice *device = read_device (folder, g_ptr_array_index (names, i), names);

      if (device != NULL)
        g_ptr_array_add (devices, device);
    }
  return devices;
}
