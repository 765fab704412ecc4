/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-sim-http-head.h"
#include "parafa-sim-reply.h"
#include "parafa-sim-world.h"

G_BEGIN_DECLS

gboolean parafa_sim_etransport_is_path (const char *path);
ParafaSimReply *
parafa_sim_etransport_answer (ParafaSimWorld *world, const ParafaSimRequest *request, gint64 now_s);

/* the parts of it */
typedef struct
{
  ParafaSimWorld *world;
  const ParafaSimRequest *request;
  char **parts; /* of the path, after the version */
  gboolean production;
  gint64 now_s;
} ParafaSimCall;

ParafaSimReply *parafa_sim_etransport_errors (gint64 now_s, const char *format, ...)
    G_GNUC_PRINTF (2, 3);
ParafaSimReply *parafa_sim_etransport_error (gint64 now_s, const char *format, ...)
    G_GNUC_PRINTF (2, 3);
ParafaSimReply *parafa_sim_etransport_not_found (const ParafaSimCall *call);
ParafaSimReply *parafa_sim_etransport_list (const ParafaSimCall *call);
ParafaSimReply *parafa_sim_etransport_info (const ParafaSimCall *call);
char *parafa_sim_etransport_time (gint64 now_s, const char *format);
char *parafa_sim_etransport_trace (void);

/* what servers on this state folder were told */
void parafa_sim_control_etransport_load (ParafaSimWorld *world);

G_END_DECLS
