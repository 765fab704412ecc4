/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-consent-question.h"
#include "parafa-consents.h"
#include "parafa-session.h"

G_BEGIN_DECLS

#define PARAFA_BROKER_PATH "/ro/parafa/Parafa/Tokens"
/* how long a program that was started for it alone stays when nobody asks */
#define PARAFA_BROKER_IDLE_MS 10000

/* makes the session when it is first needed; (transfer none) */
typedef ParafaSession *(*ParafaBrokerSessionFunc) (gpointer user_data);
/* puts the question to the person; FALSE when nobody can be asked */
typedef gboolean (*ParafaBrokerAskFunc) (ParafaConsentQuestion *question, gpointer user_data);

/* Hands access tokens to other programs of the person's over the bus: ro.parafa.Parafa.Tokens1 */
#define PARAFA_TYPE_BROKER (parafa_broker_get_type ())
G_DECLARE_FINAL_TYPE (ParafaBroker, parafa_broker, PARAFA, BROKER, GObject)
ParafaBroker *parafa_broker_new (ParafaBrokerSessionFunc get_session,
                                 ParafaBrokerAskFunc ask,
                                 gpointer user_data);
gboolean parafa_broker_export (ParafaBroker *self, GDBusConnection *bus, GError **error);
void parafa_broker_unexport (ParafaBroker *self);
/* makes the session, and tells the bus what changes in it from here on */
ParafaSession *parafa_broker_get_session (ParafaBroker *self);   /* (transfer none) */
ParafaConsents *parafa_broker_get_consents (ParafaBroker *self); /* (transfer none) */
/* from the page: forgets a consent, and what was allowed until a program leaves */
void parafa_broker_revoke (ParafaBroker *self, ParafaConsent *consent);

G_END_DECLS
