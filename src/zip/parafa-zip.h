/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes a ZIP file into memory. Names are UTF-8 and lead nowhere but into the folder it is unpacked in. */
typedef struct _ParafaZip ParafaZip;

ParafaZip *parafa_zip_new (void);
void parafa_zip_free (ParafaZip *self);
gboolean
parafa_zip_add (ParafaZip *self, const char *name, GBytes *data, gint64 modified_s, GError **error);
GBytes *parafa_zip_finish (ParafaZip *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaZip, parafa_zip_free)

G_END_DECLS
