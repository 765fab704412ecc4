/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-account.h"

G_BEGIN_DECLS

/* accounts: (element-type ParafaAccount): a list model */
char *parafa_profiles_text_json (GListModel *accounts);
char *parafa_profiles_text_table (GListModel *accounts);
char *parafa_profiles_text_names (GListModel *accounts);

G_END_DECLS
