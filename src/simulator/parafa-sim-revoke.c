/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-routes.h"

static ParafaSimReply *
refuse_client (void)
{
  return parafa_sim_reply_new (400, "application/json; charset=utf-8",
                               "{\"error\":\"invalid_client\",\"error_description\":"
                               "\"The client is unknown or its secret is wrong.\"}");
}

/* Only what the server knows by heart can be revoked: opaque tokens, and refresh tokens where it is
 * so set. A JWT is valid by itself. */
static ParafaSimGrant *
find_revocable (ParafaSimWorld *world, GHashTable *form, const char *client_id)
{
  const char *token = g_hash_table_lookup (form, "refresh_token");
  g_autoptr (ParafaSimGrant) grant = NULL;

  if (token == NULL)
    token = g_hash_table_lookup (form, "access_token");
  if (token == NULL)
    return NULL;
  grant = parafa_sim_store_find_grant (world->store, token);
  if (grant == NULL || !g_str_equal (grant->client_id, client_id) ||
      (!grant->opaque && !world->settings.revokes))
    return NULL;
  return g_steal_pointer (&grant);
}

/**
 * parafa_sim_revoke_answer:
 * @world: the state, locked
 * @request: a POST to the revocation endpoint
 * @now_s: Unix seconds
 *
 * Revocation in the form of the procedure (ANAF OAuth procedure, early 2024): `client_id`,
 * `client_secret` and `access_token` or `refresh_token`. What cannot be revoked is answered as an
 * unknown path is: sent to the login page (observed 2026).
 *
 * Returns: (transfer full): the answer
 */
ParafaSimReply *
parafa_sim_revoke_answer (ParafaSimWorld *world, const ParafaSimRequest *request, gint64 now_s)
{
  g_autoptr (GHashTable) form = parafa_sim_form_parse (request->body);
  ParafaSimHow how = parafa_sim_failures_take (&world->failures, PARAFA_SIM_AT_REVOKE);
  g_autoptr (ParafaSimGrant) grant = NULL;
  g_autofree char *client_id = NULL;
  ParafaSimReply *reply;

  world->counts.revocations++;
  if (how == PARAFA_SIM_HOW_ACCESS_DENIED)
    how = PARAFA_SIM_HOW_403;
  reply = parafa_sim_failure_reply (how, world->login_port);
  if (reply != NULL)
    return reply;
  if (how != PARAFA_SIM_HOW_INVALID_CLIENT && form != NULL)
    client_id = parafa_sim_token_endpoint_check_client (world, request, form);
  if (client_id == NULL)
    return refuse_client ();
  grant = find_revocable (world, form, client_id);
  if (grant == NULL)
    return parafa_sim_gateway_lost (world, request, now_s);
  if (!parafa_sim_store_kill_login (world->store, grant->login, NULL))
    return parafa_sim_failure_reply (PARAFA_SIM_HOW_500, world->login_port);
  return parafa_sim_reply_new (200, "application/json; charset=utf-8", "{}");
}
