/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-import.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (ParafaSecret) text = parafa_secret_new ((const char *) data, (gssize) size);
  ParafaImportPlace place;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = parafa_import_read (text, &place, &error);

  if ((found == NULL) != (error != NULL) || (found != NULL && found->len == 0))
    g_error ("neither something found nor an error");
  return 0;
}
