/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-driver-report.h"

#include <p11-kit/p11-kit.h>

G_BEGIN_DECLS

/* The PKCS#11 driver that this process is for */
typedef struct
{
  CK_FUNCTION_LIST *functions; /* (unowned) (nullable): NULL when it cannot be loaded */
  char *file;                  /* (owned): file name, without folder */
  gboolean for_trust;          /* the system's trust list, no token */
  CK_RV started;               /* what its initialization answered; an error when not loaded */
  ParafaDriverProblem problem; /* up to its initialization */
  char *message;               /* (owned) (nullable): for developers */
  char *detail;                /* (owned) (nullable): name of a missing library */
} ParafaModule;

void parafa_modules_set_driver (const char *name, const char *path);
const GPtrArray *parafa_modules_get (void);
void parafa_modules_lock (void);
gboolean parafa_modules_try_lock (void);
void parafa_modules_unlock (void);
void parafa_modules_enter (void);
void parafa_modules_leave (void);
char *parafa_modules_trim (const guint8 *text, gsize length);

G_END_DECLS
