/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-card.h"
#include "parafa-profile.h"

G_BEGIN_DECLS

/* The public certificate a profile logged in with, and what vouches for it: no secret, a file */
void parafa_certificate_keep_collect (ParafaCard *card, ParafaCertificate *certificate);
void parafa_certificate_keep_write (ParafaProfile *profile, ParafaCertificate *certificate);
void parafa_certificate_keep_read_async (ParafaProfile *profile,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
ParafaCertificate *parafa_certificate_keep_read_finish (GAsyncResult *result, GError **error);
void parafa_certificate_keep_erase (ParafaProfile *profile);
void parafa_certificate_keep_load_async (GFile *file,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
ParafaCertificate *parafa_certificate_keep_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
