/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The one place that knows the toolkit's file chooser. Fails with G_IO_ERROR_CANCELLED when the
 * person chose nothing. */
void parafa_choose_certificate_file_async (GtkWindow *parent,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
GFile *parafa_choose_certificate_file_finish (GAsyncResult *result, GError **error);

/* any file of certificates; where to write one. Both fail with G_IO_ERROR_CANCELLED like the first */
void parafa_choose_public_certificate_async (GtkWindow *parent,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
void parafa_choose_pem_to_save_async (GtkWindow *parent,
                                      const char *name,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* any other file; suffixes: (nullable): NULL for all files */
void parafa_choose_file_async (GtkWindow *parent,
                               const char *title,
                               const char *filter,
                               const char *const *suffixes,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* where to save; the person was asked before an existing file is replaced */
void parafa_choose_save_async (GtkWindow *parent,
                               const char *title,
                               const char *name,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GFile *parafa_choose_file_finish (GAsyncResult *result, GError **error);

G_END_DECLS
