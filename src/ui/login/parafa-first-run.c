/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-first-run.h"

struct _ParafaFirstRun
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (ParafaFirstRun, parafa_first_run, ADW_TYPE_BIN)

static void
parafa_first_run_class_init (ParafaFirstRunClass *klass)
{
}

static void
parafa_first_run_init (ParafaFirstRun *self)
{
}

GtkWidget *
parafa_first_run_new (void)
{
  return g_object_new (PARAFA_TYPE_FIRST_RUN, NULL);
}
