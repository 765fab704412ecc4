/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-panel.h"
#include "parafa-testoauth-page.h"
#include "parafa-token-page.h"
#include "parafa-window.h"

G_BEGIN_DECLS

/* Between the window and what it does to an account */
ParafaTokenPage *parafa_window_get_token_page (ParafaWindow *self);
ParafaTestoauthPage *parafa_window_get_testoauth_page (ParafaWindow *self);
ParafaPanel *parafa_window_get_panel (ParafaWindow *self); /* (nullable) (transfer none) */
void parafa_window_add_toast (ParafaWindow *self, AdwToast *toast);
void parafa_window_set_hidden (ParafaWindow *self, ParafaAccount *account, AdwToast *undo);
void parafa_window_update (ParafaWindow *self);
void parafa_window_install_account_actions (GtkWidgetClass *widget_class);
void parafa_window_finish_removals (ParafaWindow *self, GHashTable *hidden);
void parafa_window_keep_practice (ParafaWindow *self, GHashTable *hidden);
void parafa_window_update_account_actions (ParafaWindow *self);
/* parafa-window-ending.c: revoke, forget */
void parafa_window_install_ending_actions (GtkWidgetClass *widget_class);
void parafa_window_update_ending_actions (ParafaWindow *self);
/* parafa-window-profiles.c: duplicate, order */
void parafa_window_install_profile_actions (GtkWidgetClass *widget_class);
void parafa_window_update_profile_actions (ParafaWindow *self);
void parafa_window_accept_files (ParafaWindow *self);

G_END_DECLS
