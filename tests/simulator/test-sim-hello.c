/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sim-world.h"

#include <string.h>

static char *
get_access_token (SimWorld *sim)
{
  g_autofree char *code = sim_world_login (sim);
  g_autoptr (ParafaSimReply) reply = sim_world_exchange (sim, code);

  g_assert_cmpuint (reply->status, ==, 200);
  return sim_reply_get_json (reply, "access_token");
}

/* Text, order and the echo of the bearer token as in ANAF's own example */
static void
test_greeting (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *token = get_access_token (sim);
  g_autoptr (ParafaSimReply) reply = sim_world_hello (sim, token);
  g_autofree char *type = sim_reply_get_header (reply, "Content-Type");
  g_autofree char *pattern = g_strdup_printf ("^Hello, \"Ioana Ș\\.\"\n"
                                              "headers=key=accept\nval=\\[\\*/\\*\\]\n"
                                              "key=Authorization\nval=\\[Bearer %s\\]\n"
                                              "key=Host\nval=\\[api\\.localhost\\]\n"
                                              "key=issuer\nval=\\[Exemplu\\]\n"
                                              "key=serial_certificate\nval=\\[5c:00:9e\\]\n"
                                              "key=session-id\nval=\\[[0-9a-f]{8}\\]\n"
                                              "key=session-key\nval=\\[[0-9a-f]{32}\\]\n"
                                              "key=X-One\nval=\\[1, 2\\]\n$",
                                              token);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (type, ==, "text/plain; charset=utf-8");
  g_assert_true (g_regex_match_simple (pattern, reply->body->str, 0, 0));
  g_assert_cmpint (sim->world->counts.hellos, ==, 1);
}

static void
assert_unauthorised (const ParafaSimReply *reply, const char *text)
{
  g_autofree char *challenge = sim_reply_get_header (reply, "WWW-Authenticate");

  g_assert_cmpuint (reply->status, ==, 401);
  g_assert_true (g_str_has_prefix (challenge, "Bearer "));
  g_assert_nonnull (strstr (challenge, text));
}

static void
test_unauthorised (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *token = get_access_token (sim);
  g_autoptr (ParafaSimReply) none =
      sim_world_ask (sim, PARAFA_SIM_PORT_API, "GET " PARAFA_SIM_HELLO_PATH " HTTP/1.1\r\n\r\n",
                     NULL);
  g_autoptr (ParafaSimReply) basic =
      sim_world_ask (sim, PARAFA_SIM_PORT_API,
                     "GET " PARAFA_SIM_HELLO_PATH " HTTP/1.1\r\nAuthorization: Basic eDp5\r\n\r\n",
                     NULL);
  g_autoptr (ParafaSimReply) unknown = sim_world_hello (sim, "abc");
  g_autoptr (ParafaSimReply) expired = NULL;

  assert_unauthorised (none, "no access token");
  assert_unauthorised (basic, "no access token");
  assert_unauthorised (unknown, "invalid");
  sim_world_move_clock (sim, 7776000);
  expired = sim_world_hello (sim, token);
  assert_unauthorised (expired, "expired");
}

static void
test_no_name (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *token = get_access_token (sim);
  g_autofree char *text =
      g_strdup_printf ("GET " PARAFA_SIM_HELLO_PATH " HTTP/1.1\r\nAuthorization: bearer %s\r\n\r\n",
                       token);
  g_autoptr (ParafaSimReply) reply = sim_world_ask (sim, PARAFA_SIM_PORT_API, text, NULL);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_true (g_str_has_prefix (reply->body->str, "Hello, null\nheaders=key=Authorization\n"));
}

static void
test_other_paths (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autoptr (ParafaSimReply) other =
      sim_world_ask (sim, PARAFA_SIM_PORT_API, "GET /TestOauth/\"x\" HTTP/1.1\r\n\r\n", NULL);
  g_autoptr (ParafaSimReply) post =
      sim_world_ask (sim, PARAFA_SIM_PORT_API, "POST " PARAFA_SIM_HELLO_PATH " HTTP/1.1\r\n\r\n",
                     NULL);
  g_autoptr (ParafaSimReply) login =
      sim_world_ask (sim, PARAFA_SIM_PORT_API, "GET " PARAFA_SIM_AUTHORIZE_PATH " HTTP/1.1\r\n\r\n",
                     NULL);
  g_autofree char *path = sim_reply_get_json (other, "path");

  g_assert_cmpuint (other->status, ==, 404);
  g_assert_cmpstr (path, ==, "/TestOauth/\"x\"");
  g_assert_cmpuint (post->status, ==, 405);
  g_assert_cmpuint (login->status, ==, 404);
  g_assert_cmpint (sim->world->counts.hellos, ==, 0);
}

static void
test_failures (void)
{
  static const struct
  {
    const char *how;
    guint status;
    ParafaSimDelivery delivery;
  } cases[] = {
    { "401", 401, PARAFA_SIM_DELIVER_WHOLE },
    { "403", 403, PARAFA_SIM_DELIVER_WHOLE },
    { "access_denied", 403, PARAFA_SIM_DELIVER_WHOLE },
    { "429", 429, PARAFA_SIM_DELIVER_WHOLE },
    { "500", 500, PARAFA_SIM_DELIVER_WHOLE },
    { "maintenance", 503, PARAFA_SIM_DELIVER_WHOLE },
    { "html200", 200, PARAFA_SIM_DELIVER_WHOLE },
    { "blocked", 200, PARAFA_SIM_DELIVER_WHOLE },
    { "garbage", 200, PARAFA_SIM_DELIVER_WHOLE },
    { "redirect", 302, PARAFA_SIM_DELIVER_WHOLE },
    { "truncate", 200, PARAFA_SIM_DELIVER_HALF },
    { "hang", 0, PARAFA_SIM_DELIVER_NOTHING },
    { "reset", 0, PARAFA_SIM_DELIVER_RESET },
  };
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *token = get_access_token (sim);
  g_autoptr (ParafaSimReply) good = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ParafaSimReply) reply = NULL;

      g_test_message ("%s", cases[i].how);
      sim_world_fail (sim, "hello", cases[i].how, 1);
      reply = sim_world_hello (sim, token);
      g_assert_cmpuint (reply->status, ==, cases[i].status);
      g_assert_cmpint (reply->delivery, ==, cases[i].delivery);
    }
  good = sim_world_hello (sim, token);
  g_assert_cmpuint (good->status, ==, 200);
  g_assert_true (g_str_has_prefix (good->body->str, "Hello, "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/simulator/hello/greeting", test_greeting);
  g_test_add_func ("/simulator/hello/unauthorised", test_unauthorised);
  g_test_add_func ("/simulator/hello/no-name", test_no_name);
  g_test_add_func ("/simulator/hello/other-paths", test_other_paths);
  g_test_add_func ("/simulator/hello/failures", test_failures);

  return g_test_run ();
}
