/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sim-world.h"

#include <string.h>

/* A pair as the control line "grant" gives it */
static void
grant (SimWorld *sim, char **access, char **refresh)
{
  g_autoptr (ParafaSimReply) reply =
      parafa_sim_token_endpoint_grant (sim->world, sim->client_id, SIM_NOW);

  g_assert_cmpuint (reply->status, ==, 200);
  *access = sim_reply_get_json (reply, "access_token");
  *refresh = sim_reply_get_json (reply, "refresh_token");
}

static ParafaSimReply *
post (SimWorld *sim, const char *path, const char *fields)
{
  g_autofree char *body = g_strdup_printf ("client_id=%s&client_secret=%s&%s", sim->client_id,
                                           sim->client_secret, fields);
  g_autofree char *text = g_strdup_printf ("POST %s HTTP/1.1\r\nHost: logincert.localhost\r\n"
                                           "Content-Type: application/x-www-form-urlencoded\r\n"
                                           "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                                           path, strlen (body), body);

  return sim_world_ask (sim, PARAFA_SIM_PORT_LOGIN, text, NULL);
}

static guint
revoke_token (SimWorld *sim, const char *name, const char *token)
{
  g_autofree char *fields = g_strdup_printf ("%s=%s", name, token);
  g_autoptr (ParafaSimReply) reply = post (sim, PARAFA_SIM_REVOKE_PATH, fields);

  return reply->status;
}

static guint
refresh_in_body (SimWorld *sim, const char *token)
{
  g_autofree char *fields = g_strdup_printf ("grant_type=refresh_token&refresh_token=%s", token);
  g_autoptr (ParafaSimReply) reply = post (sim, PARAFA_SIM_TOKEN_PATH, fields);

  return reply->status;
}

static guint
hello (SimWorld *sim, const char *token)
{
  g_autoptr (ParafaSimReply) reply = sim_world_hello (sim, token);

  return reply->status;
}

static void
test_opaque_refresh (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *access = NULL;
  g_autofree char *refresh = NULL;
  g_autoptr (ParafaSimReply) basic = NULL;

  sim->world->settings.opaque = TRUE;
  grant (sim, &access, &refresh);
  g_assert_null (strchr (access, '.'));
  g_assert_cmpuint (hello (sim, access), ==, 200);
  /* an access token refreshes nothing, a refresh token opens nothing */
  g_assert_cmpuint (refresh_in_body (sim, access), ==, 404);
  g_assert_cmpuint (hello (sim, refresh), ==, 401);
  basic = sim_world_refresh (sim, refresh);
  g_assert_cmpuint (basic->status, ==, 400);
  for (int i = 0; i < 64; i++)
    g_assert_cmpuint (refresh_in_body (sim, refresh), ==, 200);
  g_assert_cmpuint (refresh_in_body (sim, refresh), ==, 400);
}

static void
test_opaque_lifetimes (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *access = NULL;
  g_autofree char *refresh = NULL;

  sim->world->settings.opaque = TRUE;
  grant (sim, &access, &refresh);
  sim_world_move_clock (sim, 7776000 - 1);
  g_assert_cmpuint (hello (sim, access), ==, 200);
  sim_world_move_clock (sim, 1);
  g_assert_cmpuint (hello (sim, access), ==, 401);
  sim_world_move_clock (sim, 94608000 - 7776000 - 1);
  g_assert_cmpuint (refresh_in_body (sim, refresh), ==, 200);
  sim_world_move_clock (sim, 1);
  g_assert_cmpuint (refresh_in_body (sim, refresh), ==, 400);
}

static void
test_revoke_opaque (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *access = NULL;
  g_autofree char *refresh = NULL;
  g_autofree char *other_access = NULL;
  g_autofree char *other_refresh = NULL;

  sim->world->settings.opaque = TRUE;
  grant (sim, &access, &refresh);
  grant (sim, &other_access, &other_refresh);
  g_assert_cmpuint (revoke_token (sim, "access_token", access), ==, 200);
  g_assert_cmpuint (hello (sim, access), ==, 401);
  g_assert_cmpuint (refresh_in_body (sim, refresh), ==, 400);
  g_assert_cmpuint (hello (sim, other_access), ==, 200);
  g_assert_cmpuint (revoke_token (sim, "refresh_token", other_refresh), ==, 200);
  g_assert_cmpuint (hello (sim, other_access), ==, 401);
  g_assert_cmpint (sim->world->counts.revocations, ==, 2);
}

/* A JWT, an unknown token, RFC 7009's own member: all sent to the login page */
static void
test_not_offered (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *access = NULL;
  g_autofree char *refresh = NULL;

  grant (sim, &access, &refresh);
  g_assert_cmpuint (revoke_token (sim, "access_token", access), ==, 302);
  g_assert_cmpuint (revoke_token (sim, "refresh_token", refresh), ==, 302);
  g_assert_cmpuint (revoke_token (sim, "refresh_token", "never-given"), ==, 302);
  g_assert_cmpuint (revoke_token (sim, "token", refresh), ==, 302);
  sim->world->settings.revokes = TRUE;
  g_assert_cmpuint (revoke_token (sim, "access_token", access), ==, 302);
  g_assert_cmpuint (revoke_token (sim, "refresh_token", refresh), ==, 200);
  g_assert_cmpuint (hello (sim, access), ==, 200);
}

static void
test_failures (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *access = NULL;
  g_autofree char *refresh = NULL;

  sim->world->settings.opaque = TRUE;
  grant (sim, &access, &refresh);
  sim_world_fail (sim, "revoke", "500", 1);
  g_assert_cmpuint (revoke_token (sim, "access_token", access), ==, 500);
  sim_world_fail (sim, "revoke", "access_denied", 1);
  g_assert_cmpuint (revoke_token (sim, "access_token", access), ==, 403);
  sim_world_fail (sim, "revoke", "invalid_client", 1);
  g_assert_cmpuint (revoke_token (sim, "access_token", access), ==, 400);
  sim_world_fail (sim, "revoke", "html200", 1);
  g_assert_cmpuint (revoke_token (sim, "access_token", access), ==, 200);
  g_assert_cmpuint (hello (sim, access), ==, 200);
  *sim->client_secret = *sim->client_secret == '0' ? '1' : '0';
  g_assert_cmpuint (revoke_token (sim, "access_token", access), ==, 400);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/simulator/revoke/opaque-refresh", test_opaque_refresh);
  g_test_add_func ("/simulator/revoke/opaque-lifetimes", test_opaque_lifetimes);
  g_test_add_func ("/simulator/revoke/opaque", test_revoke_opaque);
  g_test_add_func ("/simulator/revoke/not-offered", test_not_offered);
  g_test_add_func ("/simulator/revoke/failures", test_failures);
  return g_test_run ();
}
