/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-card.h"
#include "parafa-checkup-facts.h"
#include "parafa-session.h"

G_BEGIN_DECLS

/* The thin half of a check-up: each asks one thing and puts the answer into the facts. All are
 * asynchronous and end soon after they are cancelled; the finish functions change the facts only when
 * the answer came. */

/* the card reader service; GnuPG */
void parafa_checkup_probe_service_async (const char *root,
                                         guint timeout_ms,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean parafa_checkup_probe_service_finish (GAsyncResult *result, ParafaCheckupFacts *facts);
/* USB devices, the one that is a token, and the driver that it needs; file: (nullable): whether it is
 * still there */
void parafa_checkup_probe_usb_async (const char *root,
                                     const ParafaDistribution *distribution,
                                     const char *file,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean parafa_checkup_probe_usb_finish (GAsyncResult *result, ParafaCheckupFacts *facts);
/* WebKit's sandbox */
void parafa_checkup_probe_sandbox_async (const char *root,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean parafa_checkup_probe_sandbox_finish (GAsyncResult *result, ParafaCheckupFacts *facts);
/* a server's address, without credentials; server: changed by finish */
void parafa_checkup_probe_server_async (ParafaSession *session,
                                        const char *uri,
                                        guint timeout_ms,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean parafa_checkup_probe_server_finish (GAsyncResult *result, ParafaCheckupServer *server);
/* drivers, tokens, certificates; profile: (nullable): whose certificate is meant */
ParafaCertificate *parafa_checkup_choose_certificate (ParafaCardListing *listing,
                                                      ParafaProfile *profile);
void parafa_checkup_read_listing (ParafaCheckupFacts *facts,
                                  ParafaCardListing *listing,
                                  ParafaProfile *profile);
void parafa_checkup_read_kept (ParafaCheckupFacts *facts,
                               ParafaCertificate *kept,
                               ParafaProfile *profile);
void parafa_checkup_read_profile (ParafaCheckupFacts *facts, ParafaProfile *profile);

G_END_DECLS
