/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-session.h"

G_BEGIN_DECLS

ParafaAccount *parafa_account_new (ParafaSession *session, ParafaProfile *profile);
/* nothing is stored any more from here on; waits for a write that runs */
void parafa_account_retire_async (ParafaAccount *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean parafa_account_retire_finish (ParafaAccount *self, GAsyncResult *result, GError **error);
void parafa_account_unretire (ParafaAccount *self);

G_END_DECLS
