/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-broker-peers.h"
#include "parafa-broker.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* parafa-broker.c */
ParafaBrokerPeers *parafa_broker_get_peers (ParafaBroker *self);
gboolean parafa_broker_ask (ParafaBroker *self, ParafaConsentQuestion *question);
GQueue *parafa_broker_get_questions (
    ParafaBroker *self); /* of requests: the first one is being asked about */

/* parafa-broker-request.c: one call from its arrival to its answer */
typedef struct _ParafaBrokerRequest ParafaBrokerRequest;
void parafa_broker_request_get_token (ParafaBroker *broker,
                                      GDBusMethodInvocation *invocation,
                                      const char *profile,
                                      GVariant *options);
void parafa_broker_request_list (ParafaBroker *broker, GDBusMethodInvocation *invocation);

G_END_DECLS
