/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-account.h"

G_BEGIN_DECLS

/* accounts: a GListModel of ParafaAccount; wanted: (nullable): an id or a name */
ParafaAccount *
parafa_profile_choice_find (GListModel *accounts, const char *wanted, GError **error);

G_END_DECLS
