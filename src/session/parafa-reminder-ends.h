/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-account.h"
#include "parafa-reminder-plan.h"

G_BEGIN_DECLS

/* What ends when, read from accounts, or from files and keyring without them */
GPtrArray *parafa_reminder_ends_from_accounts (GListModel *accounts, GPtrArray *known);
void parafa_reminder_ends_check_async (const char *config_dir,
                                       GPtrArray *known,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *parafa_reminder_ends_check_finish (GAsyncResult *result, GError **error);

G_END_DECLS
