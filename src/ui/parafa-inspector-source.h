/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "parafa-jwt-inspection.h"
#include "parafa-secret.h"

G_BEGIN_DECLS

/* Where a text to be inspected comes from: the clipboard or a file. It is a secret from the first byte on. */
void parafa_inspector_source_paste_async (GdkClipboard *clipboard,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
void parafa_inspector_source_load_async (GFile *file,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
ParafaSecret *parafa_inspector_source_finish (GAsyncResult *result, GError **error);
/* reads it in a thread: a megabyte takes longer than a frame */
void parafa_inspector_source_inspect_async (ParafaSecret *text,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
ParafaJwtInspection *parafa_inspector_source_inspect_finish (GAsyncResult *result, GError **error);
ParafaSecret *parafa_inspector_source_take (char *text, gsize length);

G_END_DECLS
