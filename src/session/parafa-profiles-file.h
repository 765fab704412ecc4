/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-profile-record.h"

G_BEGIN_DECLS

/* profiles.ini itself. Both calls block: they are for a worker thread. */
GPtrArray *parafa_profiles_file_read (const char *path, GError **error);
gboolean parafa_profiles_file_write (const char *path,
                                     GPtrArray *records,
                                     const char *const *removed,
                                     GError **error);

G_END_DECLS
