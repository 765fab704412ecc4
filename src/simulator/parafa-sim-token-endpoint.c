/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-routes.h"

#include <string.h>

#define REFRESH_LIFETIME_S                                                                         \
  (G_GINT64_CONSTANT (31536000)) /* 365 days (ANAF OAuth procedure, 2024) */
/* of opaque ones (the same, edition of early 2024) */
#define OPAQUE_REFRESH_LIFETIME_S (G_GINT64_CONSTANT (94608000)) /* 1095 days */
#define OPAQUE_REUSE_LIMIT 64

static ParafaSimReply *
refuse (guint status, const char *error, const char *description)
{
  g_autofree char *body =
      g_strdup_printf ("{\"error\":\"%s\",\"error_description\":\"%s\"}", error, description);

  return parafa_sim_reply_new (status, "application/json; charset=utf-8", body);
}

static void
wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

/* Basic credentials (RFC 7617); id and secret are form-encoded by some clients (RFC 6749 §2.3.1),
 * which changes nothing for hex digits */
static gboolean
read_basic (const char *header, char **client_id, char **client_secret)
{
  g_autofree guchar *decoded = NULL;
  gsize length;
  char *text;
  char *colon;

  if (g_ascii_strncasecmp (header, "Basic ", 6) != 0)
    return FALSE;
  decoded = g_base64_decode (header + 6, &length);
  text = g_strndup ((const char *) decoded, length);
  explicit_bzero (decoded, length);
  colon = strchr (text, ':');
  if (colon != NULL)
    {
      *client_id = g_strndup (text, (gsize) (colon - text));
      *client_secret = g_strdup (colon + 1);
    }
  wipe (text);
  return colon != NULL;
}

/**
 * parafa_sim_token_endpoint_check_client:
 * @world: the state, locked
 * @request: a request
 * @form: its form
 *
 * Checks id and secret: Basic or body, not both (RFC 6749 §2.3).
 *
 * Returns: (transfer full) (nullable): the client's id
 */
char *
parafa_sim_token_endpoint_check_client (ParafaSimWorld *world,
                                        const ParafaSimRequest *request,
                                        GHashTable *form)
{
  const char *header = parafa_sim_request_get_header (request, "Authorization");
  char *client_id = NULL;
  char *client_secret = NULL;
  gboolean good = FALSE;

  if (header != NULL)
    read_basic (header, &client_id, &client_secret);
  else
    {
      client_id = g_strdup (g_hash_table_lookup (form, "client_id"));
      client_secret = g_strdup (g_hash_table_lookup (form, "client_secret"));
    }
  if (client_id != NULL && client_secret != NULL)
    good = parafa_sim_store_check_secret (world->store, client_id, client_secret);
  wipe (client_secret);
  if (!good)
    g_clear_pointer (&client_id, g_free);
  return client_id;
}

static ParafaSimReply *
give_tokens (ParafaSimWorld *world, const char *access, const char *refresh, gboolean with_refresh)
{
  const char *scope = world->settings.layout == PARAFA_SIM_LAYOUT_OLD
                          ? "clientappid info issuer role serial"
                          : "clientappid issuer role serial";
  g_autofree char *refresh_member =
      with_refresh ? g_strdup_printf ("\"refresh_token\":\"%s\",", refresh) : g_strdup ("");
  g_autofree char *body =
      g_strdup_printf ("{\"access_token\":\"%s\",\"expires_in\":%" G_GINT64_FORMAT
                       ",%s\"scope\":\"%s\",\"token_type\":\"Bearer\"}",
                       access, world->settings.access_lifetime_s, refresh_member, scope);
  ParafaSimReply *reply = parafa_sim_reply_new (200, "application/json; charset=utf-8", body);

  explicit_bzero (body, strlen (body));
  explicit_bzero (refresh_member, strlen (refresh_member));
  parafa_sim_reply_add_header (reply, "Pragma", "no-cache");
  world->counts.handed_out++;
  return reply;
}

static char *
make_access (ParafaSimWorld *world, const ParafaSimGrant *grant)
{
  ParafaSimTokenText text = {
    .client_id = grant->client_id,
    .issuer = grant->issuer,
    .serial = grant->serial,
    .issued_at_s = grant->issued_at_s,
    .lifetime_s = world->settings.access_lifetime_s,
    .layout = world->settings.layout,
  };

  return parafa_sim_token_new_access (world->signing_key, &text, NULL);
}

/* Keeps an opaque access token, which says nothing itself */
static char *
make_opaque_access (ParafaSimWorld *world, const ParafaSimGrant *grant)
{
  g_autoptr (ParafaSimGrant) access_grant =
      parafa_sim_grant_new (grant->client_id, grant->issuer, grant->serial, grant->login,
                            grant->issued_at_s);
  char *access = parafa_sim_random_hex (32);

  access_grant->opaque = TRUE;
  access_grant->ends_at_s = grant->issued_at_s + world->settings.access_lifetime_s;
  if (!parafa_sim_store_add_grant (world->store, access, access_grant, NULL))
    g_clear_pointer (&access, wipe);
  return access;
}

/* An opaque pair; with an old token, that one stays and no other is given */
static ParafaSimReply *
give_opaque (ParafaSimWorld *world, ParafaSimGrant *grant, const char *old_token)
{
  char *access = make_opaque_access (world, grant);
  char *refresh = parafa_sim_random_hex (32);
  ParafaSimReply *reply;
  gboolean kept;

  grant->opaque = TRUE;
  kept = old_token != NULL ? parafa_sim_store_count_use (world->store, old_token, NULL)
                           : parafa_sim_store_add_grant (world->store, refresh, grant, NULL);
  if (access != NULL && kept)
    reply = give_tokens (world, access, refresh, old_token == NULL);
  else
    reply = parafa_sim_failure_reply (PARAFA_SIM_HOW_500, world->login_port);
  wipe (access);
  wipe (refresh);
  return reply;
}

/* A new pair for a grant; old_token is the one it takes the place of, or NULL */
static ParafaSimReply *
give_pair (ParafaSimWorld *world,
           const ParafaSimGrant *grant,
           const char *old_token,
           ParafaSimHow how)
{
  char *access = make_access (world, grant);
  char *refresh = parafa_sim_token_new_refresh ();
  ParafaSimReply *reply;
  gboolean kept;

  if (how == PARAFA_SIM_HOW_NO_REFRESH_TOKEN)
    kept = TRUE;
  else if (old_token != NULL && world->settings.rotation)
    kept = parafa_sim_store_replace_grant (world->store, old_token, refresh, grant, NULL);
  else
    kept = parafa_sim_store_add_grant (world->store, refresh, grant, NULL);
  if (access != NULL && kept)
    reply = give_tokens (world, access, refresh, how != PARAFA_SIM_HOW_NO_REFRESH_TOKEN);
  else
    reply = parafa_sim_failure_reply (PARAFA_SIM_HOW_500, world->login_port);
  wipe (access);
  wipe (refresh);
  return reply;
}

/* A code that comes a second time is stolen or sent twice by mistake: what it gave dies too
 * (RFC 6749 §4.1.2) */
static ParafaSimReply *
exchange (
    ParafaSimWorld *world, GHashTable *form, const char *client_id, gint64 now_s, ParafaSimHow how)
{
  const char *text = g_hash_table_lookup (form, "code");
  const char *redirect_uri = g_hash_table_lookup (form, "redirect_uri");
  const char *type = g_hash_table_lookup (form, "token_content_type");
  ParafaSimCode *code;
  g_autoptr (ParafaSimGrant) grant = NULL;

  if (text == NULL || redirect_uri == NULL)
    return refuse (400, "invalid_request", "A required parameter is missing.");
  if (g_strcmp0 (type, "jwt") != 0 && !world->settings.opaque)
    return refuse (400, "invalid_request", "Opaque tokens are not issued any more.");
  code = parafa_sim_sessions_find_code (world->sessions, text);
  if (code == NULL || !g_str_equal (code->client_id, client_id))
    return refuse (400, "invalid_grant", "The authorization code is invalid.");
  if (code->used)
    {
      parafa_sim_store_kill_login (world->store, code->login, NULL);
      return refuse (400, "invalid_grant", "The authorization code was used before.");
    }
  code->used = TRUE;
  if (now_s - code->issued_at_s >= PARAFA_SIM_CODE_LIFETIME_S)
    return refuse (400, "invalid_grant", "The authorization code is expired.");
  if (!g_str_equal (code->redirect_uri, redirect_uri))
    return refuse (400, "invalid_grant", "The redirect address does not match.");
  grant = parafa_sim_grant_new (client_id, code->issuer, code->serial, code->login, now_s);
  return world->settings.opaque ? give_opaque (world, grant, NULL)
                                : give_pair (world, grant, NULL, how);
}

/* The procedure has id and secret of an opaque token's refresh in the body, not in a header */
static ParafaSimReply *
refresh_opaque (ParafaSimWorld *world,
                const ParafaSimRequest *request,
                const ParafaSimGrant *old,
                const char *token,
                gint64 now_s)
{
  g_autoptr (ParafaSimGrant) grant = NULL;

  if (parafa_sim_request_get_header (request, "Authorization") != NULL)
    return refuse (400, "invalid_client", "The client is unknown or its secret is wrong.");
  if (now_s - old->issued_at_s >= OPAQUE_REFRESH_LIFETIME_S)
    return refuse (400, "access_denied", "Refresh Token status is expired.");
  if (old->uses >= OPAQUE_REUSE_LIMIT)
    return refuse (400, "access_denied", "Refresh Token status is expired: reuse limit reached.");
  grant = parafa_sim_grant_new (old->client_id, old->issuer, old->serial, old->login, now_s);
  return give_opaque (world, grant, token);
}

static ParafaSimReply *
refresh_pair (ParafaSimWorld *world,
              const ParafaSimRequest *request,
              GHashTable *form,
              const char *client_id,
              gint64 now_s,
              ParafaSimHow how)
{
  const char *token = g_hash_table_lookup (form, "refresh_token");
  g_autoptr (ParafaSimGrant) old = NULL;
  g_autoptr (ParafaSimGrant) grant = NULL;

  if (token == NULL || *token == '\0')
    return refuse (400, "invalid_request", "A required parameter is missing.");
  old = parafa_sim_store_find_grant (world->store, token);
  if (old == NULL || old->ends_at_s > 0 || !g_str_equal (old->client_id, client_id))
    return refuse (404, "id_not_found", "The refresh token is not found.");
  if (old->dead)
    return refuse (400, "invalid_grant", "Refresh Token status is revoked.");
  if (old->opaque)
    return refresh_opaque (world, request, old, token, now_s);
  if (now_s - old->issued_at_s >= REFRESH_LIFETIME_S)
    return refuse (400, "access_denied", "Refresh Token status is expired.");
  grant = parafa_sim_grant_new (client_id, old->issuer, old->serial, old->login, now_s);
  return give_pair (world, grant, token, how);
}

static ParafaSimReply *
fail (ParafaSimHow how, guint login_port)
{
  switch ((int) how)
    {
    case PARAFA_SIM_HOW_ACCESS_DENIED:
      return refuse (400, "access_denied", "Access is denied.");
    case PARAFA_SIM_HOW_INVALID_CLIENT:
      return refuse (400, "invalid_client", "The client is unknown or its secret is wrong.");
    case PARAFA_SIM_HOW_INVALID_GRANT:
      return refuse (400, "invalid_grant", "The grant is invalid.");
    case PARAFA_SIM_HOW_INVALID_REQUEST:
      return refuse (400, "invalid_request", "The request is invalid.");
    case PARAFA_SIM_HOW_EXPIRED_TEXT:
      return refuse (400, "access_denied", "Refresh Token status is expired.");
    default:
      return parafa_sim_failure_reply (how, login_port);
    }
}

static ParafaSimReply *
answer_form (ParafaSimWorld *world,
             const ParafaSimRequest *request,
             GHashTable *form,
             gint64 now_s,
             ParafaSimHow how)
{
  const char *type = g_hash_table_lookup (form, "grant_type");
  g_autofree char *client_id = NULL;

  client_id = parafa_sim_token_endpoint_check_client (world, request, form);
  if (client_id == NULL)
    return refuse (400, "invalid_client", "The client is unknown or its secret is wrong.");
  if (g_strcmp0 (type, "authorization_code") == 0)
    return exchange (world, form, client_id, now_s, how);
  if (g_strcmp0 (type, "refresh_token") == 0)
    return refresh_pair (world, request, form, client_id, now_s, how);
  return refuse (400, "invalid_request", "The grant type is missing or not supported.");
}

static void
count_request (ParafaSimWorld *world, GHashTable *form)
{
  const char *type = form != NULL ? g_hash_table_lookup (form, "grant_type") : NULL;

  if (g_strcmp0 (type, "authorization_code") == 0)
    world->counts.exchanges++;
  else if (g_strcmp0 (type, "refresh_token") == 0)
    world->counts.refreshes++;
}

static gboolean
is_form (const ParafaSimRequest *request)
{
  const char *type = parafa_sim_request_get_header (request, "Content-Type");
  static const char form_type[] = "application/x-www-form-urlencoded";

  return type != NULL && g_ascii_strncasecmp (type, form_type, strlen (form_type)) == 0;
}

/**
 * parafa_sim_token_endpoint_answer:
 * @world: the state, locked
 * @request: a POST to the token endpoint
 * @now_s: Unix seconds
 *
 * Exchange and refresh (RFC 6749 §4.1.3, §6; ANAF OAuth procedure, 2024). Errors come with status
 * 400, also for a wrong client (observed 2026).
 *
 * Returns: (transfer full): the answer
 */
ParafaSimReply *
parafa_sim_token_endpoint_answer (ParafaSimWorld *world,
                                  const ParafaSimRequest *request,
                                  gint64 now_s)
{
  g_autoptr (GHashTable) form = NULL;
  ParafaSimHow how = parafa_sim_failures_take (&world->failures, PARAFA_SIM_AT_TOKEN);
  ParafaSimReply *reply;

  if (is_form (request))
    form = parafa_sim_form_parse (request->body);
  count_request (world, form);
  reply = fail (how, world->login_port);
  if (reply != NULL)
    return reply;
  if (form == NULL)
    return refuse (400, "invalid_request", "The body is not a form.");
  reply = answer_form (world, request, form, now_s, how);
  if (how == PARAFA_SIM_HOW_TRUNCATE)
    reply->delivery = PARAFA_SIM_DELIVER_HALF;
  return reply;
}

/**
 * parafa_sim_token_endpoint_grant:
 * @world: the state, locked
 * @client_id: a registered application
 * @now_s: Unix seconds
 *
 * Returns: (transfer full): what an exchange would answer after a login with a certificate made up
 */
ParafaSimReply *
parafa_sim_token_endpoint_grant (ParafaSimWorld *world, const char *client_id, gint64 now_s)
{
  g_autofree char *login = parafa_sim_random_hex (16);
  g_autoptr (ParafaSimGrant) grant =
      parafa_sim_grant_new (client_id, "Exemplu", "5c:00:9e", login, now_s);

  return world->settings.opaque ? give_opaque (world, grant, NULL)
                                : give_pair (world, grant, NULL, PARAFA_SIM_HOW_NONE);
}
