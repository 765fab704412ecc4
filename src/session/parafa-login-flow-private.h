/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-login-flow.h"

G_BEGIN_DECLS

/* for tests: how long a page may stay without anything happening */
void parafa_login_flow_set_patience (ParafaLoginFlow *self, guint patience_ms);

G_END_DECLS
