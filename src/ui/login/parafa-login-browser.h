/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "parafa-login-flow.h"

G_BEGIN_DECLS

/* Stands between a login flow and the web view: maps the module, makes a view when the flow wants a
 * page, tells the flow what the view meets, closes it. Signals: "view-changed" (): there is another
 * view, or none; "page-shown" (): a page finished loading in it. */
#define PARAFA_TYPE_LOGIN_BROWSER (parafa_login_browser_get_type ())
G_DECLARE_FINAL_TYPE (ParafaLoginBrowser, parafa_login_browser, PARAFA, LOGIN_BROWSER, GObject)
/* starts mapping the module at once, on a worker thread */
ParafaLoginBrowser *parafa_login_browser_new (ParafaLoginFlow *flow);
void parafa_login_browser_prepare (ParafaLoginBrowser *self);
GtkWidget *parafa_login_browser_get_view (ParafaLoginBrowser *self); /* (nullable) */
void parafa_login_browser_reload (ParafaLoginBrowser *self);
/* drops view and session and listens to the flow no more; may be called twice */
void parafa_login_browser_close (ParafaLoginBrowser *self);

G_END_DECLS
