/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-login-flow.h"

G_BEGIN_DECLS

void parafa_login_look_list (ParafaLoginFlow *self);
void parafa_login_look_list_again (ParafaLoginFlow *self);
void parafa_login_look_for_token (ParafaLoginFlow *self);

G_END_DECLS
