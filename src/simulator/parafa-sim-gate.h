/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-sim-tls.h"

G_BEGIN_DECLS

/* The two listeners on 127.0.0.1 and the threads that serve */
typedef struct _ParafaSimGate ParafaSimGate;

ParafaSimGate *parafa_sim_gate_new (ParafaSimWorld *world,
                                    ParafaSimTls *tls,
                                    guint16 login_port,
                                    guint16 api_port,
                                    gboolean verbose,
                                    GError **error);
void parafa_sim_gate_free (ParafaSimGate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaSimGate, parafa_sim_gate_free)

G_END_DECLS
