/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-connect-head.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The user name is no secret */
#define PARAFA_RELAY_USER "relay"

/* A client that knew the password. @head is complete, of any method */
typedef void (*ParafaRelayAdmit) (GSocketConnection *view,
                                  const ParafaConnectHead *head,
                                  gboolean is_connect,
                                  gpointer user_data);

/* The listener on this machine, and everybody who has not shown the password yet. Main thread only */
typedef struct _ParafaRelayGate ParafaRelayGate;

ParafaRelayGate *parafa_relay_gate_new (const char *password,
                                        ParafaRelayAdmit admit,
                                        gpointer user_data,
                                        GError **error);
guint16 parafa_relay_gate_get_port (ParafaRelayGate *self);
void parafa_relay_gate_close (ParafaRelayGate *self);
void parafa_relay_gate_say (GSocketConnection *view, const char *answer);

G_END_DECLS
