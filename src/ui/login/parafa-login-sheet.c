/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-sheet.h"

struct _ParafaLoginSheet
{
  AdwWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (ParafaLoginSheet, parafa_login_sheet, ADW_TYPE_WINDOW)

static void
parafa_login_sheet_class_init (ParafaLoginSheetClass *klass)
{
}

static void
parafa_login_sheet_init (ParafaLoginSheet *self)
{
}

void
parafa_login_sheet_present (GtkWindow *parent, ParafaSession *session, ParafaAccount *account)
{
  GtkWindow *sheet =
      g_object_new (PARAFA_TYPE_LOGIN_SHEET, "transient-for", parent, "modal", TRUE, NULL);

  gtk_window_present (sheet);
}
