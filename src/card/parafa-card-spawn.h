/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-driver.h"

G_BEGIN_DECLS

/* A child that was just started */
typedef struct
{
  GSubprocess *child;        /* (owned) */
  GSocketConnection *stream; /* (owned): the application's end of the socket pair */
  int note_fd;               /* (owned): shared memory for its note of the driver at work */
} ParafaCardSpawned;

void parafa_card_spawned_free (ParafaCardSpawned *spawned);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaCardSpawned, parafa_card_spawned_free)

void
parafa_card_spawn_async (ParafaDriver *driver, GAsyncReadyCallback callback, gpointer user_data);
ParafaCardSpawned *parafa_card_spawn_finish (GAsyncResult *result, GError **error);

G_END_DECLS
