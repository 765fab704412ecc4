/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-sim-tls.h"

G_BEGIN_DECLS

/* One connection, on its own thread. @stop_fd becomes readable when the server ends. */
void parafa_sim_connection_serve (ParafaSimWorld *world,
                                  ParafaSimTls *tls,
                                  ParafaSimPort port,
                                  int fd,
                                  int stop_fd,
                                  gboolean verbose);

G_END_DECLS
