/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-profile.h"

G_BEGIN_DECLS

/* profiles.ini, read and written off the main thread, one write at a time */
#define PARAFA_TYPE_PROFILE_STORE (parafa_profile_store_get_type ())
G_DECLARE_FINAL_TYPE (ParafaProfileStore, parafa_profile_store, PARAFA, PROFILE_STORE, GObject)
/* folder: where profiles.ini lies */
ParafaProfileStore *parafa_profile_store_new (const char *folder);
/* (element-type ParafaProfile) (transfer full) */
void parafa_profile_store_read_async (ParafaProfileStore *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *
parafa_profile_store_read_finish (ParafaProfileStore *self, GAsyncResult *result, GError **error);
/* profiles: (element-type ParafaProfile): all of them, as they are now */
void parafa_profile_store_write_async (ParafaProfileStore *self,
                                       GPtrArray *profiles,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
parafa_profile_store_write_finish (ParafaProfileStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
