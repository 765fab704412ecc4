/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-sim-http-head.h"
#include "parafa-sim-reply.h"
#include "parafa-sim-world.h"

G_BEGIN_DECLS

/* Pure but for the world: a request in, an answer out. The world's lock is held by the caller. */
gboolean parafa_sim_routes_wants_certificate (ParafaSimWorld *world,
                                              const ParafaSimRequest *request,
                                              gint64 now_s);
ParafaSimReply *parafa_sim_routes_answer (ParafaSimWorld *world,
                                          ParafaSimPort port,
                                          const ParafaSimRequest *request,
                                          const ParafaSimPeer *peer,
                                          gint64 now_s);

/* the parts of it */
ParafaSimReply *parafa_sim_failure_reply (ParafaSimHow how, guint login_port);
ParafaSimReply *
parafa_sim_gateway_lost (ParafaSimWorld *world, const ParafaSimRequest *request, gint64 now_s);
ParafaSimReply *parafa_sim_token_endpoint_answer (ParafaSimWorld *world,
                                                  const ParafaSimRequest *request,
                                                  gint64 now_s);
ParafaSimReply *
parafa_sim_token_endpoint_grant (ParafaSimWorld *world, const char *client_id, gint64 now_s);
char *parafa_sim_token_endpoint_check_client (ParafaSimWorld *world,
                                              const ParafaSimRequest *request,
                                              GHashTable *form);
ParafaSimReply *
parafa_sim_revoke_answer (ParafaSimWorld *world, const ParafaSimRequest *request, gint64 now_s);
ParafaSimReply *
parafa_sim_hello_answer (ParafaSimWorld *world, const ParafaSimRequest *request, gint64 now_s);

ParafaSimReply *
parafa_sim_token_refusal (ParafaSimWorld *world, const ParafaSimRequest *request, gint64 now_s);

#define PARAFA_SIM_AUTHORIZE_PATH "/anaf-oauth2/v1/authorize"
#define PARAFA_SIM_TOKEN_PATH "/anaf-oauth2/v1/token"
#define PARAFA_SIM_REVOKE_PATH "/anaf-oauth2/v1/revoke"
#define PARAFA_SIM_HELLO_PATH "/TestOauth/jaxrs/hello"

G_END_DECLS
