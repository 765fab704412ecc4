/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One device on the USB bus that is a reader, or may be a token */
typedef struct
{
  guint16 vendor;
  guint16 product;
  char *name;         /* (owned): as it calls itself, "" when it does not */
  gboolean is_reader; /* has an interface of the smart card class (0x0b) */
} ParafaUsbDevice;

void parafa_usb_device_free (ParafaUsbDevice *self);
ParafaUsbDevice *parafa_usb_device_copy (const ParafaUsbDevice *self);
GPtrArray *parafa_usb_devices_read (const char *root);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaUsbDevice, parafa_usb_device_free)

G_END_DECLS
