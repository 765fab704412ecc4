/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-session.h"
#include "parafa-tokens-dbus.h"

G_BEGIN_DECLS

/* Tells the bus when a token or a profile of the session changes; never which token */
typedef struct _ParafaBrokerSignals ParafaBrokerSignals;

ParafaBrokerSignals *parafa_broker_signals_new (ParafaSession *session, ParafaBusTokens1 *skeleton);
void parafa_broker_signals_free (ParafaBrokerSignals *self);

G_END_DECLS
