/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One refresh of a profile at a time among all programs of the person: window, command line.
 * Freeing it lets the next one in; so does the end of the program. */
typedef struct _ParafaRefreshLock ParafaRefreshLock;

void parafa_refresh_lock_take_async (const char *profile_id,
                                     guint limit_ms,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
ParafaRefreshLock *parafa_refresh_lock_take_finish (GAsyncResult *result, GError **error);
void parafa_refresh_lock_free (ParafaRefreshLock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaRefreshLock, parafa_refresh_lock_free)

G_END_DECLS
