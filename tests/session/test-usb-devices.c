/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-test.h"
#include "parafa-usb-devices.h"

#include <glib/gstdio.h>
#include <string.h>

static void
add (const ParafaTestDir *root, const char *device, const char *attribute, const char *value)
{
  g_autofree char *dir = g_build_filename (root, "sys", "bus", "usb", "devices", device, NULL);
  g_autofree char *path = g_build_filename (dir, attribute, NULL);

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, value, -1, NULL));
}

static void
add_device (const ParafaTestDir *root,
            const char *device,
            const char *vendor,
            const char *product,
            const char *name)
{
  add (root, device, "idVendor", vendor);
  add (root, device, "idProduct", product);
  if (name != NULL)
    add (root, device, "product", name);
}

static void
test_absent (void)
{
  g_autoptr (ParafaTestDir) root = parafa_test_dir_new ();

  g_assert_null (parafa_usb_devices_read (root));
}

static void
test_tree (void)
{
  g_autoptr (ParafaTestDir) root = parafa_test_dir_new ();
  g_autoptr (GPtrArray) devices = NULL;
  const ParafaUsbDevice *device;

  /* a hub, a mouse, a token, a composite device with a reader in it */
  add_device (root, "usb1", "1d6b\n", "0002\n", "xHCI Host Controller\n");
  add (root, "usb1", "bDeviceClass", "09\n");
  add_device (root, "1-1", "046d\n", "c077\n", "USB Optical Mouse\n");
  add (root, "1-1", "bDeviceClass", "00\n");
  add (root, "1-1:1.0", "bInterfaceClass", "03\n");
  add_device (root, "1-10", "096e\n", "0807\n", "ePass2003\n");
  add (root, "1-10:1.0", "bInterfaceClass", "0b\n");
  add_device (root, "1-2", "25dd\n", "3111\n", NULL);
  add (root, "1-2:1.0", "bInterfaceClass", "08\n");
  add (root, "1-2:1.1", "bInterfaceClass", "0B\n");
  devices = parafa_usb_devices_read (root);
  g_assert_cmpuint (devices->len, ==, 3);
  device = devices->pdata[0];
  g_assert_cmphex (device->vendor, ==, 0x046d);
  g_assert_false (device->is_reader);
  device = devices->pdata[1];
  g_assert_cmphex (device->vendor, ==, 0x096e);
  g_assert_cmphex (device->product, ==, 0x0807);
  g_assert_cmpstr (device->name, ==, "ePass2003");
  g_assert_true (device->is_reader);
  device = devices->pdata[2];
  g_assert_cmphex (device->vendor, ==, 0x25dd);
  g_assert_cmpstr (device->name, ==, "");
  g_assert_true (device->is_reader);
}

/* What a device says of itself is no more than a short line of text */
static void
test_hostile (void)
{
  g_autoptr (ParafaTestDir) root = parafa_test_dir_new ();
  g_autofree char *name = g_strnfill (100000, 'a');
  g_autoptr (GPtrArray) devices = NULL;

  add_device (root, "1-1", "zzzz\n", "0807\n", "x");
  add_device (root, "1-2", "12345\n", "0807\n", "x");
  add_device (root, "1-3", "", "", "x");
  add_device (root, "1-4", "096e\n", "0807\n", name);
  add_device (root, "1-5", "096e\n", "0807\n", "\033[31mA\377\n\nB");
  add_device (root, "1-6", "-001\n", "0807\n", "x");
  devices = parafa_usb_devices_read (root);
  g_assert_cmpuint (devices->len, ==, 2);
  g_assert_cmpuint (strlen (((ParafaUsbDevice *) devices->pdata[0])->name), <=, 128);
  g_assert_null (strpbrk (((ParafaUsbDevice *) devices->pdata[1])->name, "\033\n"));
  g_assert_true (g_utf8_validate (((ParafaUsbDevice *) devices->pdata[1])->name, -1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/usb-devices/absent", test_absent);
  g_test_add_func ("/session/usb-devices/tree", test_tree);
  g_test_add_func ("/session/usb-devices/hostile", test_hostile);
  return g_test_run ();
}
