/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PARAFA_TYPE_SECRET (parafa_secret_get_type ())
typedef struct _ParafaSecret ParafaSecret;

GType parafa_secret_get_type (void) G_GNUC_CONST;
ParafaSecret *parafa_secret_new (const char *text, gssize length);
ParafaSecret *parafa_secret_new_from_fd (int fd, gsize max_bytes, GError **error);
ParafaSecret *parafa_secret_new_random (gsize bytes);
ParafaSecret *parafa_secret_ref (ParafaSecret *self);
void parafa_secret_unref (ParafaSecret *self);
const char *parafa_secret_get (const ParafaSecret *self);
gsize parafa_secret_get_length (const ParafaSecret *self);
gboolean parafa_secret_equal (const ParafaSecret *self, const ParafaSecret *other);
int parafa_secret_to_pipe (const ParafaSecret *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaSecret, parafa_secret_unref)

G_END_DECLS
