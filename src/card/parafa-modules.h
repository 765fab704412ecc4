/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <p11-kit/p11-kit.h>

G_BEGIN_DECLS

/* One PKCS#11 driver that p11-kit knows */
typedef struct
{
  CK_FUNCTION_LIST *functions; /* (unowned) */
  char *file;                  /* (owned): file name, without folder */
  gboolean for_trust;          /* the system's trust list, no token */
  CK_RV started;               /* what its initialization answered */
} ParafaModule;

const GPtrArray *parafa_modules_get (void);
char *parafa_modules_trim (const guint8 *text, gsize length);

G_END_DECLS
