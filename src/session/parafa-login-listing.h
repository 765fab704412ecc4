/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-card.h"
#include "parafa-session.h"

G_BEGIN_DECLS

/* What a person can choose from */
typedef struct
{
  GPtrArray *certificates; /* (owned) (element-type ParafaCertificate): in the order of offering */
  GStrv problems;     /* (owned) (nullable): a sentence for developers per driver that failed */
  gboolean card_lost; /* the card process did not survive the drivers */
} ParafaLoginListing;

void parafa_login_listing_free (ParafaLoginListing *self);
void parafa_login_listing_make_async (ParafaSession *session,
                                      ParafaProfile *profile,
                                      ParafaCard *card,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
ParafaLoginListing *
parafa_login_listing_make_finish (ParafaSession *session, GAsyncResult *result, GError **error);
void parafa_login_listing_order (GPtrArray *certificates, ParafaProfile *profile, gint64 now_s);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaLoginListing, parafa_login_listing_free)

G_END_DECLS
