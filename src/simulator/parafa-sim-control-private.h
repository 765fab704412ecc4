/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>
#include "parafa-sim-world.h"

G_BEGIN_DECLS

/* Commands: they fill the answer, or say what is wrong. The world is locked. */
gboolean parafa_sim_control_etransport (ParafaSimWorld *world,
                                        JsonObject *input,
                                        JsonObject *answer,
                                        const char **problem);
gboolean parafa_sim_control_forget (ParafaSimWorld *world,
                                    JsonObject *input,
                                    JsonObject *answer,
                                    const char **problem);
gboolean parafa_sim_control_filings (ParafaSimWorld *world,
                                     JsonObject *input,
                                     JsonObject *answer,
                                     const char **problem);
gboolean parafa_sim_control_grant (ParafaSimWorld *world,
                                   JsonObject *input,
                                   JsonObject *answer,
                                   const char **problem);

G_END_DECLS
