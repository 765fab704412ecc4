/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-session.h"

#include "parafa-certificate.h"

G_BEGIN_DECLS

/* The certificate of a profile from its token: one listing, no PIN */
void parafa_certificate_lookup_async (ParafaSession *session,
                                      ParafaProfile *profile,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
ParafaCertificate *
parafa_certificate_lookup_finish (ParafaSession *session, GAsyncResult *result, GError **error);

G_END_DECLS
