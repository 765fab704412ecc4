/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-login-machine.h"

G_BEGIN_DECLS

/* What a login does: card process, listing, PIN, relay, exchange, keyring. When is the machine's. */
void parafa_login_work_run (ParafaLoginFlow *self, ParafaLoginActions actions);
void parafa_login_work_ensure_card (ParafaLoginFlow *self);
void parafa_login_work_watch (ParafaLoginFlow *self);
void parafa_login_work_end_card (ParafaLoginFlow *self);
void parafa_login_work_drop_card (ParafaLoginFlow *self);
void parafa_login_work_remember_refusal (ParafaLoginFlow *self);

void
parafa_login_work_handle_error (ParafaLoginFlow *self, ParafaLoginEvent event, const GError *error);
gboolean parafa_login_work_postpone (ParafaLoginFlow *self, ParafaLoginActions action);

G_END_DECLS
