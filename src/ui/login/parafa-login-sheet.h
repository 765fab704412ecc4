/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "parafa-login-flow.h"

G_BEGIN_DECLS

/* The login of one account in a modal window: certificate, PIN, page, token. A thin driver: what is
 * shown follows the properties of a ParafaLoginFlow. */
#define PARAFA_TYPE_LOGIN_SHEET (parafa_login_sheet_get_type ())
G_DECLARE_FINAL_TYPE (ParafaLoginSheet, parafa_login_sheet, PARAFA, LOGIN_SHEET, AdwWindow)
/* opens the sheet and starts the login; closing it cancels. When the login is done the sheet closes
 * and activates "win.logged-in" (s: profile id) of the parent. */
void parafa_login_sheet_present (GtkWindow *parent, ParafaSession *session, ParafaAccount *account);

G_END_DECLS
