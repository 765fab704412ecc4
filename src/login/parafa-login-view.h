/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-login-module.h"

G_BEGIN_DECLS

#define PARAFA_TYPE_LOGIN_VIEW (parafa_login_view_get_type ())
G_DECLARE_FINAL_TYPE (ParafaLoginView, parafa_login_view, PARAFA, LOGIN_VIEW, GtkWidget)

ParafaLoginView *parafa_login_view_new (const ParafaLoginViewSettings *settings);
void parafa_login_view_load (ParafaLoginView *self, const char *uri);
void parafa_login_view_reload (ParafaLoginView *self);
void parafa_login_view_close (ParafaLoginView *self);

G_END_DECLS
