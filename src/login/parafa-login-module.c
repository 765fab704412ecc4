/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-module.h"
#include "parafa-sandbox.h"
#include "parafa-login-view.h"

static GtkWidget *
view_new (const ParafaLoginViewSettings *settings)
{
  return GTK_WIDGET (parafa_login_view_new (settings));
}

static void
view_load (GtkWidget *view, const char *uri)
{
  parafa_login_view_load (PARAFA_LOGIN_VIEW (view), uri);
}

static void
view_reload (GtkWidget *view)
{
  parafa_login_view_reload (PARAFA_LOGIN_VIEW (view));
}

static void
view_close (GtkWidget *view)
{
  parafa_login_view_close (PARAFA_LOGIN_VIEW (view));
}

static const ParafaLoginModule module = {
  .version = PARAFA_LOGIN_MODULE_VERSION,
  .check_sandbox = parafa_sandbox_check,
  .view_new = view_new,
  .view_load = view_load,
  .view_reload = view_reload,
  .view_close = view_close,
};

G_MODULE_EXPORT const ParafaLoginModule *parafa_login_module_get (void);

/**
 * parafa_login_module_get:
 *
 * The door to the web view: the only symbol this module exports. The module stays in memory once
 * opened (it registers types).
 *
 * Returns: (transfer none): the functions, valid for ever
 */
G_MODULE_EXPORT const ParafaLoginModule *
parafa_login_module_get (void)
{
  return &module;
}
