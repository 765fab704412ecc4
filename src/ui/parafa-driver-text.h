/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "parafa-driver-report.h"
#include "parafa-driver-store.h"
#include "parafa-pill.h"

G_BEGIN_DECLS

/* What is said of a driver */
typedef struct
{
  ParafaPillKind kind;
  const char *icon;
  char *word;     /* (owned): the pill */
  char *sentence; /* (owned) */
  char *remedy;   /* (owned) (nullable) */
} ParafaDriverText;

/* report: (nullable): NULL for one that was not asked, since it is not enabled */
ParafaDriverText *parafa_driver_text_new (ParafaDriver *driver, ParafaDriverReport *report);
void parafa_driver_text_free (ParafaDriverText *self);
char *parafa_driver_text_get_origin (ParafaDriver *driver);
char *parafa_driver_text_get_numbers (ParafaDriverReport *report);
const char *parafa_driver_text_get_store_problem (const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaDriverText, parafa_driver_text_free)

G_END_DECLS
