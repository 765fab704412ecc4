/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-routes.h"

#include "parafa-sim-etransport.h"

#include <string.h>

#define POLICY_PATH "/my.policy"
#define NONCE_PATH "/my.policy_nonce"
#define HANGUP_PATH "/vdesk/hangup.php3"

/**
 * parafa_sim_failure_reply:
 * @how: a failure
 * @login_port: the port of the login host
 *
 * The failures that look the same wherever they happen.
 *
 * Returns: (transfer full) (nullable): the answer; %NULL when the place has its own for it
 */
ParafaSimReply *
parafa_sim_failure_reply (ParafaSimHow how, guint login_port)
{
  switch ((int) how)
    {
    case PARAFA_SIM_HOW_SESSION_FINISHED:
      return parafa_sim_page_session_finished ();
    case PARAFA_SIM_HOW_BLOCKED:
      return parafa_sim_page_blocked ();
    case PARAFA_SIM_HOW_MAINTENANCE:
      return parafa_sim_page_maintenance (503);
    case PARAFA_SIM_HOW_HTML200:
      return parafa_sim_page_maintenance (200);
    case PARAFA_SIM_HOW_REDIRECT:
      return parafa_sim_reply_new_redirect (POLICY_PATH);
    case PARAFA_SIM_HOW_500:
      return parafa_sim_page_error (500, "Internal Server Error", "The server met an error.");
    case PARAFA_SIM_HOW_429:
      return parafa_sim_page_error (429, "Too Many Requests", "The limit of requests is reached.");
    case PARAFA_SIM_HOW_401:
      return parafa_sim_page_error (401, "Unauthorized", "Authentication is required.");
    case PARAFA_SIM_HOW_403:
      return parafa_sim_page_error (403, "Forbidden", "The request is not authorised.");
    case PARAFA_SIM_HOW_GARBAGE:
      return parafa_sim_reply_new (200, "application/json", "\x1f\x8b\x08{\"access_token\":\xff[,");
    case PARAFA_SIM_HOW_HANG:
      return parafa_sim_reply_new_delivery (PARAFA_SIM_DELIVER_NOTHING);
    case PARAFA_SIM_HOW_RESET:
      return parafa_sim_reply_new_delivery (PARAFA_SIM_DELIVER_RESET);
    case PARAFA_SIM_HOW_OTHER_HOST:
      {
        g_autofree char *uri = g_strdup_printf ("https://elsewhere.localhost:%u/login", login_port);

        return parafa_sim_reply_new_redirect (uri);
      }
    default:
      return NULL;
    }
}

static ParafaSimReply *
hang_up (void)
{
  return parafa_sim_reply_new_redirect (HANGUP_PATH);
}

static ParafaSimLogin *
find_login (ParafaSimWorld *world, const ParafaSimRequest *request)
{
  g_autofree char *id = parafa_sim_request_get_cookie (request, "MRHSession");

  return parafa_sim_sessions_find (world->sessions, id);
}

/* The session the request's cookies name, when it may still go on */
static ParafaSimLogin *
find_fresh_login (ParafaSimWorld *world, const ParafaSimRequest *request, gint64 now_s)
{
  g_autofree char *stamp = parafa_sim_request_get_cookie (request, "F5_ST");
  g_autofree char *last = parafa_sim_request_get_cookie (request, "LastMRH_Session");
  ParafaSimLogin *login = find_login (world, request);

  return login != NULL && parafa_sim_login_is_fresh (login, stamp, last, now_s) ? login : NULL;
}

static void
add_cookies (ParafaSimReply *reply, const ParafaSimLogin *login)
{
  g_autofree char *last =
      g_strdup_printf ("LastMRH_Session=%s;path=/;secure", login->id + strlen (login->id) - 8);
  g_autofree char *session = g_strdup_printf ("MRHSession=%s;path=/;secure", login->id);
  g_autofree char *stamp = g_strdup_printf ("F5_ST=%s;path=/;secure", login->stamp);

  parafa_sim_reply_add_header (reply, "Set-Cookie", last);
  parafa_sim_reply_add_header (reply, "Set-Cookie", session);
  parafa_sim_reply_add_header (reply, "Set-Cookie",
                               "MRHSHint=deleted;expires=Thu, 01-Jan-1970 00:00:01 GMT;path=/");
  parafa_sim_reply_add_header (reply, "Set-Cookie", stamp);
}

static char *
get_target (const ParafaSimRequest *request)
{
  return request->query != NULL ? g_strconcat (request->path, "?", request->query, NULL)
                                : g_strdup (request->path);
}

/**
 * parafa_sim_gateway_lost:
 * @world: the state
 * @request: a request the gateway has no page for
 * @now_s: Unix seconds
 *
 * What the gateway does with any address it does not know: it sends to the login.
 *
 * Returns: (transfer full): the answer
 */
ParafaSimReply *
parafa_sim_gateway_lost (ParafaSimWorld *world, const ParafaSimRequest *request, gint64 now_s)
{
  ParafaSimLogin *login = find_fresh_login (world, request, now_s);
  g_autofree char *target = get_target (request);
  ParafaSimReply *reply;

  if (login != NULL && login->stage == PARAFA_SIM_LOGIN_GOOD)
    return parafa_sim_page_error (404, "Not Found", "There is no such page.");
  reply = parafa_sim_reply_new_redirect (POLICY_PATH);
  if (login == NULL)
    add_cookies (reply, parafa_sim_sessions_start (world->sessions, target, now_s));
  return reply;
}

/* The callback with one more parameter, and the state that was sent */
static ParafaSimReply *
call_back (const char *redirect_uri, const char *name, const char *value, const char *state)
{
  g_autoptr (GString) uri = g_string_new (redirect_uri);

  g_string_append_printf (uri, "%c%s=%s", strchr (redirect_uri, '?') != NULL ? '&' : '?', name,
                          value);
  if (state != NULL)
    {
      g_string_append (uri, "&state=");
      g_string_append_uri_escaped (uri, state, NULL, FALSE);
    }
  return parafa_sim_reply_new_redirect (uri->str);
}

/* Failures that end at the callback */
static ParafaSimReply *
fail_at_callback (ParafaSimHow how, const char *redirect_uri, const char *state)
{
  if (redirect_uri == NULL)
    return NULL;
  if (how == PARAFA_SIM_HOW_ACCESS_DENIED)
    return call_back (redirect_uri, "error", "access_denied", state);
  if (how == PARAFA_SIM_HOW_INVALID_REQUEST)
    return call_back (redirect_uri, "error", "invalid_request", state);
  return NULL;
}

static ParafaSimReply *
end_without_certificate (ParafaSimLogin *login)
{
  login->stage = PARAFA_SIM_LOGIN_NO_CERTIFICATE;
  return hang_up ();
}

/* The login is done: a code for the application */
static ParafaSimReply *
give_code (ParafaSimWorld *world,
           const ParafaSimLogin *login,
           const char *client_id,
           const char *redirect_uri,
           const char *state,
           gint64 now_s)
{
  g_autofree char *code = NULL;
  g_autofree char *other_state = NULL;
  ParafaSimReply *reply;

  if (parafa_sim_failures_peek (&world->failures, PARAFA_SIM_AT_AUTHORIZE) ==
      PARAFA_SIM_HOW_WRONG_STATE)
    {
      parafa_sim_failures_take (&world->failures, PARAFA_SIM_AT_AUTHORIZE);
      state = other_state = parafa_sim_random_hex (16);
    }
  code = parafa_sim_sessions_new_code (world->sessions, login, client_id, redirect_uri, now_s);
  world->counts.codes++;
  reply = call_back (redirect_uri, "code", code, state);
  explicit_bzero (code, strlen (code));
  return reply;
}

static ParafaSimReply *
check_authorize (ParafaSimWorld *world, GHashTable *form)
{
  const char *client_id = form != NULL ? g_hash_table_lookup (form, "client_id") : NULL;
  const char *redirect_uri = form != NULL ? g_hash_table_lookup (form, "redirect_uri") : NULL;
  const char *type = form != NULL ? g_hash_table_lookup (form, "response_type") : NULL;

  if (client_id == NULL || !parafa_sim_store_has_client (world->store, client_id))
    return parafa_sim_page_error (400, "invalid_client", "Unknown application.");
  if (redirect_uri == NULL ||
      !parafa_sim_store_has_redirect (world->store, client_id, redirect_uri))
    return parafa_sim_page_error (400, "invalid_request", "The redirect address does not match.");
  if (g_strcmp0 (type, "code") != 0)
    return call_back (redirect_uri, "error", "unsupported_response_type",
                      g_hash_table_lookup (form, "state"));
  return NULL;
}

static ParafaSimReply *
start_login (ParafaSimWorld *world, const ParafaSimRequest *request, GHashTable *form, gint64 now_s)
{
  ParafaSimReply *reply = parafa_sim_reply_new_redirect (POLICY_PATH);
  g_autofree char *target = get_target (request);
  ParafaSimLogin *login = parafa_sim_sessions_start (world->sessions, target, now_s);

  login->redirect_uri = g_strdup (g_hash_table_lookup (form, "redirect_uri"));
  login->state = g_strdup (g_hash_table_lookup (form, "state"));
  add_cookies (reply, login);
  return reply;
}

/* A login that is over before the certificate was asked for */
static ParafaSimReply *
start_without_certificate (ParafaSimWorld *world, gint64 now_s)
{
  ParafaSimLogin *login = parafa_sim_sessions_start (world->sessions, "/", now_s);
  ParafaSimReply *reply = end_without_certificate (login);

  add_cookies (reply, login);
  return reply;
}

/* Failures that come at the first visit and at the second alike; wrong_state and truncate are left
 * for where they belong */
static ParafaSimReply *
fail_authorize (ParafaSimWorld *world, const char *redirect_uri, const char *state, gint64 now_s)
{
  ParafaSimHow how = parafa_sim_failures_peek (&world->failures, PARAFA_SIM_AT_AUTHORIZE);
  ParafaSimReply *reply;

  if (how == PARAFA_SIM_HOW_WRONG_STATE || how == PARAFA_SIM_HOW_TRUNCATE)
    return NULL;
  parafa_sim_failures_take (&world->failures, PARAFA_SIM_AT_AUTHORIZE);
  if (how == PARAFA_SIM_HOW_NO_CERTIFICATE_PAGE)
    return start_without_certificate (world, now_s);
  reply = fail_at_callback (how, redirect_uri, state);
  return reply != NULL ? reply : parafa_sim_failure_reply (how, world->login_port);
}

static ParafaSimReply *
answer_authorize (ParafaSimWorld *world, const ParafaSimRequest *request, gint64 now_s)
{
  g_autoptr (GHashTable) form = parafa_sim_form_parse (request->query);
  ParafaSimLogin *login = find_fresh_login (world, request, now_s);
  ParafaSimReply *reply = check_authorize (world, form);
  const char *redirect_uri;
  const char *state;

  world->counts.authorize++;
  if (reply != NULL)
    return reply;
  redirect_uri = g_hash_table_lookup (form, "redirect_uri");
  state = g_hash_table_lookup (form, "state");
  reply = fail_authorize (world, redirect_uri, state, now_s);
  if (reply != NULL)
    return reply;
  if (login != NULL && login->stage == PARAFA_SIM_LOGIN_GOOD)
    return give_code (world, login, g_hash_table_lookup (form, "client_id"), redirect_uri, state,
                      now_s);
  reply = start_login (world, request, form, now_s);
  if (parafa_sim_failures_peek (&world->failures, PARAFA_SIM_AT_AUTHORIZE) ==
      PARAFA_SIM_HOW_TRUNCATE)
    {
      parafa_sim_failures_take (&world->failures, PARAFA_SIM_AT_AUTHORIZE);
      reply->delivery = PARAFA_SIM_DELIVER_HALF;
    }
  return reply;
}

/* Whether a failure at /my.policy comes after the certificate was asked for */
static gboolean
comes_after_certificate (ParafaSimHow how)
{
  return how == PARAFA_SIM_HOW_NONE || how == PARAFA_SIM_HOW_ACCESS_DENIED ||
         how == PARAFA_SIM_HOW_INVALID_REQUEST || how == PARAFA_SIM_HOW_WRONG_STATE ||
         how == PARAFA_SIM_HOW_CERTIFICATE_REFUSED || how == PARAFA_SIM_HOW_TRUNCATE;
}

/**
 * parafa_sim_routes_wants_certificate:
 * @world: the state, locked
 * @request: a request to the login port
 * @now_s: Unix seconds
 *
 * Returns: whether the certificate is to be asked for before the request is answered
 */
gboolean
parafa_sim_routes_wants_certificate (ParafaSimWorld *world,
                                     const ParafaSimRequest *request,
                                     gint64 now_s)
{
  ParafaSimHow how = parafa_sim_failures_peek (&world->failures, PARAFA_SIM_AT_POLICY);
  ParafaSimLogin *login;

  if (!g_str_equal (request->path, POLICY_PATH) || !comes_after_certificate (how))
    return FALSE;
  login = find_fresh_login (world, request, now_s);
  return login != NULL && login->stage == PARAFA_SIM_LOGIN_STARTED;
}

static ParafaSimReply *
send_nonce (ParafaSimLogin *login, const ParafaSimPeer *peer, gint64 now_s)
{
  g_autofree char *location = NULL;
  ParafaSimReply *reply;

  parafa_sim_login_accept (login, peer->issuer, peer->serial, now_s);
  location = g_strconcat (NONCE_PATH "?nonce=", login->nonce, NULL);
  reply = parafa_sim_reply_new_redirect (location);
  add_cookies (reply, login);
  return reply;
}

/* A certificate that is not good ends at the callback, as ANAF does it with one that is not
 * enrolled; without a callback there is only the end page */
static ParafaSimReply *
deny (ParafaSimLogin *login)
{
  login->stage = PARAFA_SIM_LOGIN_ENDED;
  if (login->redirect_uri == NULL)
    return hang_up ();
  return call_back (login->redirect_uri, "error", "access_denied", login->state);
}

static ParafaSimReply *
answer_policy (ParafaSimWorld *world,
               const ParafaSimRequest *request,
               const ParafaSimPeer *peer,
               gint64 now_s)
{
  ParafaSimHow how = parafa_sim_failures_take (&world->failures, PARAFA_SIM_AT_POLICY);
  ParafaSimLogin *login = find_fresh_login (world, request, now_s);
  ParafaSimReply *reply;

  if (login == NULL || login->stage != PARAFA_SIM_LOGIN_STARTED)
    return hang_up ();
  parafa_sim_world_note_client (world, peer);
  reply = parafa_sim_failure_reply (how, world->login_port);
  if (reply != NULL)
    return reply;
  reply = fail_at_callback (how, login->redirect_uri, login->state);
  if (reply != NULL)
    {
      login->stage = PARAFA_SIM_LOGIN_ENDED;
      return reply;
    }
  if (how == PARAFA_SIM_HOW_NO_CERTIFICATE_PAGE || !peer->present)
    return end_without_certificate (login);
  if (!peer->good || how == PARAFA_SIM_HOW_CERTIFICATE_REFUSED)
    return deny (login);
  if (how == PARAFA_SIM_HOW_WRONG_STATE && login->redirect_uri != NULL)
    {
      g_autofree char *state = parafa_sim_random_hex (16);

      return call_back (login->redirect_uri, "code", state, state);
    }
  reply = send_nonce (login, peer, parafa_sim_world_get_now (world));
  if (how == PARAFA_SIM_HOW_TRUNCATE)
    reply->delivery = PARAFA_SIM_DELIVER_HALF;
  return reply;
}

static ParafaSimReply *
answer_nonce (ParafaSimWorld *world, const ParafaSimRequest *request, gint64 now_s)
{
  g_autoptr (GHashTable) form = parafa_sim_form_parse (request->query);
  const char *nonce = form != NULL ? g_hash_table_lookup (form, "nonce") : NULL;
  ParafaSimLogin *login = find_fresh_login (world, request, now_s);

  if (login == NULL || !parafa_sim_login_take_nonce (login, nonce))
    return hang_up ();
  return parafa_sim_reply_new_redirect (login->target);
}

static ParafaSimReply *
answer_hangup (ParafaSimWorld *world, const ParafaSimRequest *request)
{
  ParafaSimLogin *login = find_login (world, request);

  if (login != NULL && login->stage == PARAFA_SIM_LOGIN_NO_CERTIFICATE)
    return parafa_sim_page_no_certificate ();
  return parafa_sim_page_session_finished ();
}

static ParafaSimReply *
answer_login_port (ParafaSimWorld *world,
                   const ParafaSimRequest *request,
                   const ParafaSimPeer *peer,
                   gint64 now_s)
{
  if (g_str_equal (request->path, PARAFA_SIM_TOKEN_PATH) && g_str_equal (request->method, "POST"))
    return parafa_sim_token_endpoint_answer (world, request, now_s);
  if (g_str_equal (request->path, PARAFA_SIM_REVOKE_PATH) && g_str_equal (request->method, "POST"))
    return parafa_sim_revoke_answer (world, request, now_s);
  if (!g_str_equal (request->method, "GET"))
    return parafa_sim_gateway_lost (world, request, now_s);
  if (g_str_equal (request->path, PARAFA_SIM_AUTHORIZE_PATH))
    return answer_authorize (world, request, now_s);
  if (g_str_equal (request->path, POLICY_PATH))
    return answer_policy (world, request, peer, now_s);
  if (g_str_equal (request->path, NONCE_PATH))
    return answer_nonce (world, request, now_s);
  if (g_str_equal (request->path, HANGUP_PATH))
    return answer_hangup (world, request);
  return parafa_sim_gateway_lost (world, request, now_s);
}

/**
 * parafa_sim_routes_answer:
 * @world: the state, locked
 * @port: where the request came in
 * @request: the request
 * @peer: what the client presented
 * @now_s: Unix seconds, when the request came in
 *
 * Returns: (transfer full): the answer
 */
ParafaSimReply *
parafa_sim_routes_answer (ParafaSimWorld *world,
                          ParafaSimPort port,
                          const ParafaSimRequest *request,
                          const ParafaSimPeer *peer,
                          gint64 now_s)
{
  g_return_val_if_fail (world != NULL && request != NULL && peer != NULL, NULL);

  /* a client's word to its own proxy, which no server should hear */
  if (parafa_sim_request_get_header (request, "Proxy-Authorization") != NULL)
    world->counts.proxy_passwords++;
  if (port == PARAFA_SIM_PORT_LOGIN)
    return answer_login_port (world, request, peer, now_s);
  if (parafa_sim_etransport_is_path (request->path))
    return parafa_sim_etransport_answer (world, request, now_s);
  return parafa_sim_hello_answer (world, request, now_s);
}
