/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-application.h"
#include "parafa-session.h"

G_BEGIN_DECLS

#define PARAFA_TYPE_WINDOW (parafa_window_get_type ())
G_DECLARE_FINAL_TYPE (ParafaWindow, parafa_window, PARAFA, WINDOW, AdwApplicationWindow)

ParafaWindow *parafa_window_new (ParafaApplication *application, ParafaSession *session);
void parafa_window_open (ParafaWindow *self, ParafaSession *session);
ParafaSession *parafa_window_get_session (ParafaWindow *self);
ParafaAccount *parafa_window_get_account (ParafaWindow *self);
void parafa_window_select (ParafaWindow *self, ParafaAccount *account);
void parafa_window_ask (ParafaWindow *self, const char *profile_id, const char *action);
void parafa_window_toast (ParafaWindow *self, const char *text);

G_END_DECLS
