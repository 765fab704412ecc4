/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One sender per archive among all programs of the person. Freeing it lets the next one in; so does the end of the
 * program, however it ends. */
typedef struct _ParafaFilingLock ParafaFilingLock;

ParafaFilingLock *parafa_filing_lock_take (const char *archive_path, GError **error);
void parafa_filing_lock_free (ParafaFilingLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaFilingLock, parafa_filing_lock_free)

G_END_DECLS
