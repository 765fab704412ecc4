/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A note on the disk while a renewal is under way: when it was sent, and which pair (by the second
 * it was obtained in) it spends. It holds no secret. What is found when a pair's renewal is refused
 * says that an earlier answer was lost. */
void parafa_renewal_note_begin_async (const char *profile_id,
                                      gint64 obtained_at_s,
                                      gint64 now_s,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gint64 parafa_renewal_note_begin_finish (GAsyncResult *result);
void parafa_renewal_note_clear_async (const char *profile_id,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
void parafa_renewal_note_clear_finish (GAsyncResult *result);

G_END_DECLS
