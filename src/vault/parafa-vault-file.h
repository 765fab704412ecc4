/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The file that libsecret's file back end keeps: what is done around libsecret, so that two programs may
 * use it and a crash leaves it whole. For threads: these calls block. */
char *parafa_vault_file_get_path (void);
gboolean parafa_vault_file_exists (const char *path);
/* fd: (out): to be closed, which lets go */
gboolean
parafa_vault_file_lock (const char *path, GCancellable *cancellable, int *fd, GError **error);
/* n_items: (out): of every key. Fails with PARAFA_VAULT_ERROR_DAMAGED for what libsecret must not see */
gboolean parafa_vault_file_check (const char *path, gsize *n_items, GError **error);
gboolean parafa_vault_file_create (const char *path, GError **error);
gboolean parafa_vault_file_set_aside (const char *path, GError **error);
/* after something was written */
void parafa_vault_file_settle (const char *path);

G_END_DECLS
