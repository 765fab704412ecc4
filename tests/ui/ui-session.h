/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-session.h"
#include "parafa-window-private.h"
#include "test-keyring.h"

G_BEGIN_DECLS

/* Accounts of one session, in this order */
enum
{
  UI_VALID,
  UI_SOON,
  UI_EXPIRED,
  UI_EMPTY,
  UI_PRACTICE,
  UI_N_ACCOUNTS,
};

void ui_session_set_up (void);
void ui_session_tear_down (void);
ParafaSession *ui_session_get (void);
ParafaTestKeyring *ui_session_get_keyring (void);
ParafaAccount *ui_session_get_account (guint index);
ParafaWindow *ui_session_make_window (int width, int height);
void ui_session_select (ParafaWindow *window, guint index);

G_END_DECLS
