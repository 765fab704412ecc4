/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-account.h"
#include "parafa-clock.h"
#include "parafa-http.h"
#include "parafa-practice.h"
#include "parafa-session-error.h"
#include "parafa-vault.h"

G_BEGIN_DECLS

/* The practice profile's name in the file; the interface shows its own word for it, by the
 * environment */
#define PARAFA_SESSION_PRACTICE_NAME "Practice"

/* What both faces share: the accounts, the http session, the vault, the practice server. No GTK.
 * It is also a GListModel of ParafaAccount, in the person's order.
 * Properties: "practice-ready" (gboolean): the practice server runs; "automatic-renewal" (gboolean,
 * off): tokens are renewed in their last 14 days without being asked. */
#define PARAFA_TYPE_SESSION (parafa_session_get_type ())
G_DECLARE_FINAL_TYPE (ParafaSession, parafa_session, PARAFA, SESSION, GObject)
/* config_dir: (nullable): where profiles.ini lies; NULL for the person's own */
ParafaSession *parafa_session_new (const char *config_dir, ParafaClock *clock);
ParafaClock *parafa_session_get_clock (ParafaSession *self);
ParafaHttp *parafa_session_get_http (ParafaSession *self);
ParafaVault *parafa_session_get_vault (ParafaSession *self);
/* for the login flow and tests; it may not run yet */
ParafaPractice *parafa_session_get_practice (ParafaSession *self);
gboolean parafa_session_get_automatic_renewal (ParafaSession *self);
void parafa_session_set_automatic_renewal (ParafaSession *self, gboolean automatic);
/* reads profiles.ini (off the main thread) and starts loading each account's pair */
void parafa_session_open_async (ParafaSession *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean parafa_session_open_finish (ParafaSession *self, GAsyncResult *result, GError **error);
/* adds a profile: stores the client secret in the vault first, then the profile; nothing half-made
 * stays behind */
void parafa_session_add_async (ParafaSession *self,
                               ParafaProfile *profile,
                               ParafaSecret *client_secret,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
ParafaAccount *
parafa_session_add_finish (ParafaSession *self, GAsyncResult *result, GError **error);
/* starts the practice server if need be and makes (or finds) the practice profile, ready to log in
 */
void parafa_session_practise_async (ParafaSession *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
ParafaAccount *
parafa_session_practise_finish (ParafaSession *self, GAsyncResult *result, GError **error);
/* writes profiles.ini after a profile changed */
void parafa_session_save_profiles_async (ParafaSession *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
parafa_session_save_profiles_finish (ParafaSession *self, GAsyncResult *result, GError **error);
/* removes the profile and its secrets */
void parafa_session_remove_async (ParafaSession *self,
                                  ParafaAccount *account,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean parafa_session_remove_finish (ParafaSession *self, GAsyncResult *result, GError **error);
/* a profile of the same application, with its client secret and without tokens */
void parafa_session_duplicate_async (ParafaSession *self,
                                     ParafaAccount *account,
                                     const char *name,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
ParafaAccount *
parafa_session_duplicate_finish (ParafaSession *self, GAsyncResult *result, GError **error);
/* to another place in the person's order */
void parafa_session_move_async (ParafaSession *self,
                                ParafaAccount *account,
                                guint position,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean parafa_session_move_finish (ParafaSession *self, GAsyncResult *result, GError **error);
ParafaAccount *parafa_session_find (ParafaSession *self,
                                    const char *profile_id); /* (nullable) (transfer none) */
/* the addresses an account talks to; practice accounts start the practice server if it does not run
 */
void parafa_session_get_endpoints_async (ParafaSession *self,
                                         ParafaProfile *profile,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
ParafaEndpoints *
parafa_session_get_endpoints_finish (ParafaSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
