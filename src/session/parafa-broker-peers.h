/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-broker-caller.h"

G_BEGIN_DECLS

/* Who is on the bus just now: what each was allowed until it leaves, how much it asks, and who was told no a moment
 * ago. Nothing of it outlives the program. Signal "gone" (string): a unique name left the bus. */
#define PARAFA_TYPE_BROKER_PEERS (parafa_broker_peers_get_type ())
G_DECLARE_FINAL_TYPE (ParafaBrokerPeers, parafa_broker_peers, PARAFA, BROKER_PEERS, GObject)
ParafaBrokerPeers *parafa_broker_peers_new (void);
/* FALSE: too many requests of this name are under way */
gboolean
parafa_broker_peers_begin (ParafaBrokerPeers *self, GDBusConnection *bus, const char *sender);
void parafa_broker_peers_end (ParafaBrokerPeers *self, const char *sender);
/* FALSE: this program asked too often; now_us: monotonic time */
gboolean parafa_broker_peers_count (ParafaBrokerPeers *self, ParafaCaller *caller, gint64 now_us);
void
parafa_broker_peers_allow (ParafaBrokerPeers *self, const char *sender, const char *profile_id);
gboolean parafa_broker_peers_is_allowed (ParafaBrokerPeers *self,
                                         const char *sender,
                                         const char *profile_id);
void parafa_broker_peers_deny (ParafaBrokerPeers *self,
                               ParafaCaller *caller,
                               const char *profile_id,
                               gint64 now_us);
gboolean parafa_broker_peers_is_denied (ParafaBrokerPeers *self,
                                        ParafaCaller *caller,
                                        const char *profile_id,
                                        gint64 now_us);
/* takes back what was allowed until a program leaves, for a profile */
void parafa_broker_peers_forget_profile (ParafaBrokerPeers *self, const char *profile_id);

G_END_DECLS
