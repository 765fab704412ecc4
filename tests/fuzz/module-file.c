/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* p11-kit's module files, which a person or another program may have written */

#include "parafa-module-file.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GHashTable) fields = parafa_module_file_parse ((const char *) data, size, NULL);
  g_autoptr (GHashTable) again = NULL;
  g_autofree char *text = NULL;
  gboolean ours = FALSE;

  if (fields == NULL)
    return 0;
  text = parafa_module_file_format (fields);
  again = parafa_module_file_parse (text, strlen (text), &ours);
  /* what we write we know again */
  g_assert_true (ours);
  return 0;
}
