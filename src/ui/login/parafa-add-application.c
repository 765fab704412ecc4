/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-add-application.h"

struct _ParafaAddApplication
{
  AdwWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (ParafaAddApplication, parafa_add_application, ADW_TYPE_WINDOW)

static void
parafa_add_application_class_init (ParafaAddApplicationClass *klass)
{
}

static void
parafa_add_application_init (ParafaAddApplication *self)
{
}

void
parafa_add_application_present (GtkWindow *parent, ParafaSession *session)
{
  GtkWindow *dialog =
      g_object_new (PARAFA_TYPE_ADD_APPLICATION, "transient-for", parent, "modal", TRUE, NULL);

  gtk_window_present (dialog);
}
