/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-import.h"
#include "parafa-session.h"

G_BEGIN_DECLS

/* the callback proposed where the text names none */
#define PARAFA_IMPORT_CALLBACK "https://localhost:47631/callback"

void parafa_session_import_async (ParafaSession *self,
                                  const ParafaImportFound *found,
                                  ParafaAccount *target,
                                  const char *name,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
ParafaAccount *
parafa_session_import_finish (ParafaSession *self, GAsyncResult *result, GError **error);
ParafaAccount *parafa_session_find_import_target (ParafaSession *self,
                                                  const ParafaImportFound *found);

G_END_DECLS
