/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sim-world.h"

#include <string.h>

static void
assert_error (const ParafaSimReply *reply, guint status, const char *error, const char *text)
{
  g_autofree char *found = sim_reply_get_json (reply, "error");
  g_autofree char *description = sim_reply_get_json (reply, "error_description");

  g_assert_cmpuint (reply->status, ==, status);
  g_assert_cmpstr (found, ==, error);
  g_assert_nonnull (description);
  g_assert_nonnull (strstr (description, text));
}

static char *
assert_pair (const ParafaSimReply *reply, char **access)
{
  g_autofree char *type = sim_reply_get_json (reply, "token_type");
  char *refresh = sim_reply_get_json (reply, "refresh_token");

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (type, ==, "Bearer");
  g_assert_nonnull (refresh);
  if (access != NULL)
    *access = sim_reply_get_json (reply, "access_token");
  return refresh;
}

/* Form, members and sizes as observed in 2025 */
static void
test_exchange (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *code = sim_world_login (sim);
  g_autoptr (ParafaSimReply) reply = sim_world_exchange (sim, code);
  g_autofree char *access = NULL;
  g_autofree char *refresh = assert_pair (reply, &access);
  g_autofree char *lifetime = sim_reply_get_json (reply, "expires_in");
  g_autofree char *scope = sim_reply_get_json (reply, "scope");
  g_autofree char *cache = sim_reply_get_header (reply, "Cache-Control");
  g_autofree char *issuer = NULL;
  g_autofree char *serial = NULL;

  g_assert_cmpstr (lifetime, ==, "7776000");
  g_assert_cmpstr (scope, ==, "clientappid issuer role serial");
  g_assert_cmpstr (cache, ==, "no-store");
  g_assert_cmpuint (strlen (refresh), ==, 1480);
  g_assert_cmpint (parafa_sim_token_check (sim->world->signing_key, access, SIM_NOW, &issuer,
                                           &serial),
                   ==, PARAFA_SIM_TOKEN_GOOD);
  g_assert_cmpstr (issuer, ==, "Exemplu");
  g_assert_cmpstr (serial, ==, "5c:00:9e");
  g_assert_cmpint (sim->world->counts.exchanges, ==, 1);
  g_assert_cmpint (sim->world->counts.handed_out, ==, 1);
}

static void
test_credentials_in_body (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *code = sim_world_login (sim);
  g_autofree char *body =
      g_strdup_printf ("grant_type=authorization_code&code=%s&redirect_uri=" SIM_CALLBACK_FORMAT
                       "&token_content_type=jwt&client_id=%s&client_secret=%s",
                       code, sim->client_id, sim->client_secret);
  g_autoptr (ParafaSimReply) reply = sim_world_post_token (sim, NULL, body);
  g_autofree char *refresh = assert_pair (reply, NULL);

  g_assert_nonnull (refresh);
}

static void
test_wrong_credentials (void)
{
  static const char *const headers[] = {
    "Basic", "Basic ", "Basic !!!!", "Basic bm9jb2xvbg==", "Basic eDp5", "Bearer eDp5",
  };
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *code = sim_world_login (sim);
  g_autofree char *form =
      g_strdup_printf ("grant_type=authorization_code&code=%s&redirect_uri=" SIM_CALLBACK_FORMAT
                       "&token_content_type=jwt",
                       code);
  g_autofree char *no_secret = g_strdup_printf ("%s&client_id=%s", form, sim->client_id);
  g_autofree char *bad_secret = g_strdup_printf ("%s&client_secret=00", no_secret);
  g_autoptr (ParafaSimReply) none = sim_world_post_token (sim, NULL, form);
  g_autoptr (ParafaSimReply) half = sim_world_post_token (sim, NULL, no_secret);
  g_autoptr (ParafaSimReply) bad = sim_world_post_token (sim, NULL, bad_secret);
  g_autoptr (ParafaSimReply) good = NULL;

  assert_error (none, 400, "invalid_client", "secret");
  assert_error (half, 400, "invalid_client", "secret");
  assert_error (bad, 400, "invalid_client", "secret");
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autoptr (ParafaSimReply) reply = sim_world_post_token (sim, headers[i], form);

      assert_error (reply, 400, "invalid_client", "secret");
    }
  /* none of it used the code up */
  good = sim_world_exchange (sim, code);
  g_assert_cmpuint (good->status, ==, 200);
}

static void
test_code_once (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *code = sim_world_login (sim);
  g_autoptr (ParafaSimReply) first = sim_world_exchange (sim, code);
  g_autofree char *refresh = assert_pair (first, NULL);
  g_autoptr (ParafaSimReply) second = sim_world_exchange (sim, code);
  g_autoptr (ParafaSimReply) killed = sim_world_refresh (sim, refresh);

  assert_error (second, 400, "invalid_grant", "used before");
  assert_error (killed, 400, "invalid_grant", "revoked");
}

static void
test_code_in_time (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *one = sim_world_login (sim);
  g_autofree char *two = sim_world_login (sim);
  g_autoptr (ParafaSimReply) in_time = NULL;
  g_autoptr (ParafaSimReply) late = NULL;

  sim_world_move_clock (sim, 59);
  in_time = sim_world_exchange (sim, one);
  g_assert_cmpuint (in_time->status, ==, 200);
  sim_world_move_clock (sim, 1);
  late = sim_world_exchange (sim, two);
  assert_error (late, 400, "invalid_grant", "expired");
}

static void
test_code_of_other_client (void)
{
  static const char *const uris[] = { SIM_CALLBACK, NULL };
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *code = sim_world_login (sim);
  g_autofree char *id = NULL;
  g_autofree char *secret = NULL;
  g_autofree char *body = NULL;
  g_autoptr (ParafaSimReply) other = NULL;
  g_autoptr (ParafaSimReply) own = NULL;

  g_assert_true (parafa_sim_store_register (sim->world->store, "Other", uris, &id, &secret, NULL));
  body = g_strdup_printf ("grant_type=authorization_code&code=%s&redirect_uri=" SIM_CALLBACK_FORMAT
                          "&token_content_type=jwt&client_id=%s&client_secret=%s",
                          code, id, secret);
  other = sim_world_post_token (sim, NULL, body);
  assert_error (other, 400, "invalid_grant", "invalid");
  own = sim_world_exchange (sim, code);
  g_assert_cmpuint (own->status, ==, 200);
}

static void
test_code_of_other_redirect (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *code = sim_world_login (sim);
  g_autofree char *body =
      g_strdup_printf ("grant_type=authorization_code&code=%s&redirect_uri=" SIM_CALLBACK_FORMAT
                       "%%2F&token_content_type=jwt&client_id=%s&client_secret=%s",
                       code, sim->client_id, sim->client_secret);
  g_autoptr (ParafaSimReply) reply = sim_world_post_token (sim, NULL, body);

  assert_error (reply, 400, "invalid_grant", "redirect");
}

static void
test_bad_requests (void)
{
  static const char *const forms[] = {
    "",
    "grant_type=",
    "grant_type=password",
    "grant_type=authorization_code",
    "grant_type=authorization_code&code=x&redirect_uri=https%3A%2F%2Fx",
    "grant_type=authorization_code&code=x&token_content_type=jwt",
    "grant_type=refresh_token",
    "grant_type=refresh_token&refresh_token=",
  };
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autoptr (ParafaSimReply) broken = sim_world_post_token (sim, NULL, "a=%zz");
  g_autoptr (ParafaSimReply) json = sim_world_ask (sim, PARAFA_SIM_PORT_LOGIN,
                                                   "POST " PARAFA_SIM_TOKEN_PATH " HTTP/1.1\r\n"
                                                   "Content-Type: application/json\r\n"
                                                   "Content-Length: 2\r\n\r\n{}",
                                                   NULL);

  assert_error (broken, 400, "invalid_request", "form");
  assert_error (json, 400, "invalid_request", "form");
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *body = g_strdup_printf ("%s&client_id=%s&client_secret=%s", forms[i],
                                               sim->client_id, sim->client_secret);
      g_autoptr (ParafaSimReply) reply =
          sim_world_post_token (sim, NULL, body[0] == '&' ? body + 1 : body);

      g_test_message ("%s", forms[i]);
      assert_error (reply, 400, "invalid_request", "");
    }
}

static void
test_rotation (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *code = sim_world_login (sim);
  g_autoptr (ParafaSimReply) first = sim_world_exchange (sim, code);
  g_autofree char *old = assert_pair (first, NULL);
  g_autoptr (ParafaSimReply) second = sim_world_refresh (sim, old);
  g_autofree char *access = NULL;
  g_autofree char *fresh = assert_pair (second, &access);
  g_autoptr (ParafaSimReply) dead = NULL;
  g_autoptr (ParafaSimReply) third = NULL;

  g_assert_cmpstr (old, !=, fresh);
  dead = sim_world_refresh (sim, old);
  assert_error (dead, 400, "invalid_grant", "revoked");
  third = sim_world_refresh (sim, fresh);
  g_assert_cmpuint (third->status, ==, 200);
  g_assert_cmpint (sim->world->counts.refreshes, ==, 3);
  g_assert_cmpint (sim->world->counts.handed_out, ==, 3);
}

static void
test_no_rotation (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *code = sim_world_login (sim);
  g_autoptr (ParafaSimReply) first = sim_world_exchange (sim, code);
  g_autofree char *old = assert_pair (first, NULL);
  g_autoptr (ParafaSimReply) second = NULL;
  g_autoptr (ParafaSimReply) third = NULL;

  sim->world->settings.rotation = FALSE;
  second = sim_world_refresh (sim, old);
  third = sim_world_refresh (sim, old);
  g_assert_cmpuint (second->status, ==, 200);
  g_assert_cmpuint (third->status, ==, 200);
}

static void
test_refresh_lifetime (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *code = sim_world_login (sim);
  g_autoptr (ParafaSimReply) first = sim_world_exchange (sim, code);
  g_autofree char *old = assert_pair (first, NULL);
  g_autoptr (ParafaSimReply) in_time = NULL;
  g_autofree char *fresh = NULL;
  g_autoptr (ParafaSimReply) late = NULL;
  g_autoptr (ParafaSimReply) unknown = NULL;

  sim_world_move_clock (sim, G_GINT64_CONSTANT (31535999));
  in_time = sim_world_refresh (sim, old);
  fresh = assert_pair (in_time, NULL);
  sim_world_move_clock (sim, G_GINT64_CONSTANT (31536000));
  late = sim_world_refresh (sim, fresh);
  assert_error (late, 400, "access_denied", "Refresh Token status is expired");
  unknown = sim_world_refresh (sim, "unknown");
  assert_error (unknown, 404, "id_not_found", "not found");
}

/* A stolen refresh token is of no use to another application */
static void
test_refresh_of_other_client (void)
{
  static const char *const uris[] = { SIM_CALLBACK, NULL };
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *code = sim_world_login (sim);
  g_autoptr (ParafaSimReply) first = sim_world_exchange (sim, code);
  g_autofree char *token = assert_pair (first, NULL);
  g_autofree char *id = NULL;
  g_autofree char *secret = NULL;
  g_autofree char *body = NULL;
  g_autoptr (ParafaSimReply) other = NULL;
  g_autoptr (ParafaSimReply) own = NULL;

  g_assert_true (parafa_sim_store_register (sim->world->store, "Other", uris, &id, &secret, NULL));
  body = g_strdup_printf ("grant_type=refresh_token&refresh_token=%s&client_id=%s&client_secret=%s",
                          token, id, secret);
  other = sim_world_post_token (sim, NULL, body);
  assert_error (other, 404, "id_not_found", "not found");
  own = sim_world_refresh (sim, token);
  g_assert_cmpuint (own->status, ==, 200);
}

static void
test_settings (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *code = sim_world_login (sim);
  g_autoptr (ParafaSimReply) reply = NULL;
  g_autofree char *lifetime = NULL;
  g_autofree char *scope = NULL;

  sim->world->settings.access_lifetime_s = 30;
  sim->world->settings.layout = PARAFA_SIM_LAYOUT_OLD;
  reply = sim_world_exchange (sim, code);
  lifetime = sim_reply_get_json (reply, "expires_in");
  scope = sim_reply_get_json (reply, "scope");
  g_assert_cmpstr (lifetime, ==, "30");
  g_assert_cmpstr (scope, ==, "clientappid info issuer role serial");
}

static void
test_errors_on_order (void)
{
  static const struct
  {
    const char *how;
    const char *error;
    const char *text;
  } cases[] = {
    { "access_denied", "access_denied", "denied" },
    { "invalid_client", "invalid_client", "client" },
    { "invalid_grant", "invalid_grant", "grant" },
    { "invalid_request", "invalid_request", "request" },
    { "expired_text", "access_denied", "Refresh Token status is expired" },
  };
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *code = sim_world_login (sim);
  g_autoptr (ParafaSimReply) good = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ParafaSimReply) reply = NULL;

      sim_world_fail (sim, "token", cases[i].how, 1);
      reply = sim_world_exchange (sim, code);
      assert_error (reply, 400, cases[i].error, cases[i].text);
    }
  /* a failure that was ordered uses nothing up */
  good = sim_world_exchange (sim, code);
  g_assert_cmpuint (good->status, ==, 200);
}

static void
test_pages_on_order (void)
{
  static const struct
  {
    const char *how;
    guint status;
  } cases[] = {
    { "blocked", 200 }, { "maintenance", 503 }, { "html200", 200 }, { "500", 500 },
    { "429", 429 },     { "401", 401 },         { "403", 403 },
  };
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autoptr (ParafaSimReply) redirect = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ParafaSimReply) reply = NULL;
      g_autofree char *type = NULL;

      sim_world_fail (sim, "token", cases[i].how, 1);
      reply = sim_world_exchange (sim, "x");
      type = sim_reply_get_header (reply, "Content-Type");
      g_assert_cmpuint (reply->status, ==, cases[i].status);
      g_assert_cmpstr (type, ==, "text/html; charset=utf-8");
    }
  sim_world_fail (sim, "token", "redirect", 1);
  redirect = sim_world_exchange (sim, "x");
  sim_reply_assert_redirect (redirect, "/my.policy");
}

static void
test_other_failures (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *one = sim_world_login (sim);
  g_autofree char *two = sim_world_login (sim);
  g_autoptr (ParafaSimReply) without = NULL;
  g_autoptr (ParafaSimReply) half = NULL;
  g_autoptr (ParafaSimReply) garbage = NULL;
  g_autoptr (ParafaSimReply) silent = NULL;
  g_autoptr (ParafaSimReply) gone = NULL;
  g_autofree char *refresh = NULL;
  g_autofree char *access = NULL;

  sim_world_fail (sim, "token", "no_refresh_token", 1);
  without = sim_world_exchange (sim, one);
  g_assert_cmpuint (without->status, ==, 200);
  refresh = sim_reply_get_json (without, "refresh_token");
  access = sim_reply_get_json (without, "access_token");
  g_assert_null (refresh);
  g_assert_nonnull (access);
  sim_world_fail (sim, "token", "truncate", 1);
  half = sim_world_exchange (sim, two);
  g_assert_cmpuint (half->status, ==, 200);
  g_assert_cmpint (half->delivery, ==, PARAFA_SIM_DELIVER_HALF);
  sim_world_fail (sim, "token", "garbage", 1);
  garbage = sim_world_exchange (sim, two);
  g_assert_cmpuint (garbage->status, ==, 200);
  g_assert_false (g_utf8_validate (garbage->body->str, (gssize) garbage->body->len, NULL));
  sim_world_fail (sim, "token", "hang", 1);
  silent = sim_world_exchange (sim, two);
  g_assert_cmpint (silent->delivery, ==, PARAFA_SIM_DELIVER_NOTHING);
  sim_world_fail (sim, "token", "reset", 1);
  gone = sim_world_exchange (sim, two);
  g_assert_cmpint (gone->delivery, ==, PARAFA_SIM_DELIVER_RESET);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/simulator/token-endpoint/exchange", test_exchange);
  g_test_add_func ("/simulator/token-endpoint/credentials-in-body", test_credentials_in_body);
  g_test_add_func ("/simulator/token-endpoint/wrong-credentials", test_wrong_credentials);
  g_test_add_func ("/simulator/token-endpoint/code-once", test_code_once);
  g_test_add_func ("/simulator/token-endpoint/code-in-time", test_code_in_time);
  g_test_add_func ("/simulator/token-endpoint/code-of-other-client", test_code_of_other_client);
  g_test_add_func ("/simulator/token-endpoint/code-of-other-redirect", test_code_of_other_redirect);
  g_test_add_func ("/simulator/token-endpoint/bad-requests", test_bad_requests);
  g_test_add_func ("/simulator/token-endpoint/rotation", test_rotation);
  g_test_add_func ("/simulator/token-endpoint/no-rotation", test_no_rotation);
  g_test_add_func ("/simulator/token-endpoint/refresh-lifetime", test_refresh_lifetime);
  g_test_add_func ("/simulator/token-endpoint/refresh-of-other-client",
                   test_refresh_of_other_client);
  g_test_add_func ("/simulator/token-endpoint/settings", test_settings);
  g_test_add_func ("/simulator/token-endpoint/errors-on-order", test_errors_on_order);
  g_test_add_func ("/simulator/token-endpoint/pages-on-order", test_pages_on_order);
  g_test_add_func ("/simulator/token-endpoint/other-failures", test_other_failures);

  return g_test_run ();
}
