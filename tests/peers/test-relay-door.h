/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-card.h"

G_BEGIN_DECLS

/* A port of this machine whose connections go through the login's relay, for programs that know no
 * CONNECT: they see the relay's certificate, and the server sees the token's. */
typedef struct _TestRelayDoor TestRelayDoor;

TestRelayDoor *test_relay_door_new (const ParafaRelayAddress *relay, const char *target);
guint16 test_relay_door_get_port (TestRelayDoor *self);
void test_relay_door_free (TestRelayDoor *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestRelayDoor, test_relay_door_free)

G_END_DECLS
