/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The list of known drivers, and what is asked of it */

#include "parafa-driver-list.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (ParafaDriverList) list = parafa_driver_list_new (bytes, NULL);
  g_autoptr (GPtrArray) found = NULL;

  if (list == NULL)
    return 0;
  found = parafa_driver_list_find_usb (list, 0x0529, 0x0620);
  parafa_driver_list_find_file (list, "/usr/lib/libx.so.1");
  parafa_driver_list_find_token (list, "maker", "model");
  return 0;
}
