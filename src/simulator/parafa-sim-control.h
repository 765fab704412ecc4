/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-sim-world.h"

G_BEGIN_DECLS

/* The control channel: one JSON object in, one out */
char *parafa_sim_control_execute (ParafaSimWorld *world, const char *line);

G_END_DECLS
