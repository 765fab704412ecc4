/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-clock.h"
#include "parafa-consent.h"
#include "parafa-token-use.h"

G_BEGIN_DECLS

/* Who may have tokens, and who had one, remembered in programs.ini */
#define PARAFA_TYPE_CONSENTS (parafa_consents_get_type ())
G_DECLARE_FINAL_TYPE (ParafaConsents, parafa_consents, PARAFA, CONSENTS, GObject)
/* folder: (nullable): where programs.ini lies; NULL for the person's own */
ParafaConsents *parafa_consents_new (const char *folder, ParafaClock *clock);
/* reads the file once, off the main thread */
void parafa_consents_load_async (ParafaConsents *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean parafa_consents_load_finish (ParafaConsents *self, GAsyncResult *result, GError **error);
GListModel *parafa_consents_get_list (ParafaConsents *self); /* of ParafaConsent */
GListModel *
parafa_consents_get_uses (ParafaConsents *self); /* of ParafaTokenUse, the newest first */
ParafaConsent *parafa_consents_find (ParafaConsents *self,
                                     ParafaCaller *caller,
                                     const char *profile_id); /* (nullable) (transfer none) */
void parafa_consents_allow (ParafaConsents *self, ParafaCaller *caller, const char *profile_id);
void parafa_consents_revoke (ParafaConsents *self, ParafaConsent *consent);
void parafa_consents_note (ParafaConsents *self,
                           ParafaTokenUseEvent event,
                           ParafaCaller *caller,
                           const char *profile_id);
void parafa_consents_clear_uses (ParafaConsents *self);
gboolean parafa_consents_is_saving (ParafaConsents *self);

G_END_DECLS
