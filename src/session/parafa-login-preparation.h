/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-authorize.h"
#include "parafa-card.h"
#include "parafa-session.h"

G_BEGIN_DECLS

/* All that has to be there before the first page is asked for */
typedef struct
{
  ParafaSecret *client_secret;     /* (owned) */
  ParafaEndpoints *endpoints;      /* (owned) */
  ParafaAuthorizeRequest *request; /* (owned) */
  ParafaRelayAddress *relay;       /* (owned) */
} ParafaLoginPreparation;

void parafa_login_preparation_free (ParafaLoginPreparation *self);
void parafa_login_preparation_make_async (ParafaSession *session,
                                          ParafaProfile *profile,
                                          ParafaCard *card,
                                          ParafaCertificate *certificate,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
ParafaLoginPreparation *
parafa_login_preparation_make_finish (ParafaSession *session, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaLoginPreparation, parafa_login_preparation_free)

G_END_DECLS
