/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sim-world.h"

#include "parafa-sim-control.h"

#include <string.h>

static JsonObject *
say (SimWorld *sim, const char *line)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = parafa_sim_control_execute (sim->world, line);

  g_assert_null (strchr (answer, '\n'));
  json_parser_load_from_data (parser, answer, -1, &error);
  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

static void
assert_ok (SimWorld *sim, const char *line)
{
  g_autoptr (JsonObject) answer = say (sim, line);

  g_test_message ("%s", line);
  g_assert_true (json_object_get_boolean_member (answer, "ok"));
}

static void
assert_refused (SimWorld *sim, const char *line)
{
  g_autoptr (JsonObject) answer = say (sim, line);

  g_test_message ("%s", line);
  g_assert_false (json_object_get_boolean_member (answer, "ok"));
  g_assert_cmpuint (strlen (json_object_get_string_member (answer, "error")), >, 0);
  g_assert_cmpuint (json_object_get_size (answer), ==, 2);
}

static void
test_register (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autoptr (JsonObject) one =
      say (sim, "{\"do\":\"register\",\"name\":\"Ș\",\"redirect_uri\":\"https://localhost:1/cb\"}");
  g_autoptr (JsonObject) two = say (sim, "{\"do\":\"register\",\"name\":\"b\",\"redirect_uris\":["
                                         "\"https://x/1\",\"https://x/2\"]}");
  const char *id = json_object_get_string_member (one, "client_id");
  const char *secret = json_object_get_string_member (one, "client_secret");

  g_assert_true (json_object_get_boolean_member (one, "ok"));
  g_assert_cmpuint (strlen (id), ==, 48);
  g_assert_cmpuint (strlen (secret), ==, 64);
  g_assert_true (parafa_sim_store_check_secret (sim->world->store, id, secret));
  g_assert_true (parafa_sim_store_has_redirect (sim->world->store, id, "https://localhost:1/cb"));
  id = json_object_get_string_member (two, "client_id");
  g_assert_true (parafa_sim_store_has_redirect (sim->world->store, id, "https://x/1"));
  g_assert_true (parafa_sim_store_has_redirect (sim->world->store, id, "https://x/2"));
}

static void
test_set (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  const ParafaSimSettings *settings = &sim->world->settings;

  assert_ok (sim, "{\"do\":\"set\",\"tls_style\":\"post-handshake\"}");
  g_assert_cmpint (settings->tls_style, ==, PARAFA_SIM_TLS_POST_HANDSHAKE);
  assert_ok (sim, "{\"do\":\"set\",\"tls_style\":\"first-1.2\",\"delay_ms\":7}");
  g_assert_cmpint (settings->tls_style, ==, PARAFA_SIM_TLS_FIRST_1_2);
  g_assert_cmpint (settings->delay_ms, ==, 7);
  assert_ok (sim, "{\"do\":\"set\",\"clock_offset_s\":-61}");
  g_assert_cmpint (parafa_sim_world_get_now (sim->world), ==, SIM_NOW - 61);
  assert_ok (sim, "{\"do\":\"set\",\"access_lifetime_s\":5}");
  g_assert_cmpint (settings->access_lifetime_s, ==, 5);
  assert_ok (sim, "{\"do\":\"set\",\"layout\":\"old\"}");
  g_assert_cmpint (settings->layout, ==, PARAFA_SIM_LAYOUT_OLD);
  assert_ok (sim, "{\"do\":\"set\",\"layout\":\"new\"}");
  g_assert_cmpint (settings->layout, ==, PARAFA_SIM_LAYOUT_NEW);
  assert_ok (sim, "{\"do\":\"set\",\"keep_alive\":true,\"close_notify\":false}");
  g_assert_cmpint (settings->keep_alive, ==, PARAFA_SIM_SWITCH_ON);
  g_assert_cmpint (settings->close_notify, ==, PARAFA_SIM_SWITCH_OFF);
  assert_ok (sim, "{\"do\":\"set\",\"keep_alive\":null}");
  g_assert_cmpint (settings->keep_alive, ==, PARAFA_SIM_SWITCH_AS_STYLE);
  assert_ok (sim, "{\"do\":\"set\",\"rotation\":false}");
  g_assert_false (settings->rotation);
  assert_ok (sim, "{\"do\":\"set\",\"server_certificate\":\"untrusted\"}");
  g_assert_cmpint (settings->server_certificate, ==, PARAFA_SIM_SERVER_UNTRUSTED);
}

/* All or nothing */
static void
test_set_nothing (void)
{
  static const char *const lines[] = {
    "{\"do\":\"set\",\"delay_ms\":3,\"tls_style\":\"1.4\"}",
    "{\"do\":\"set\",\"delay_ms\":3,\"speed\":1}",
    "{\"do\":\"set\",\"delay_ms\":-1}",
    "{\"do\":\"set\",\"delay_ms\":\"3\"}",
    "{\"do\":\"set\",\"delay_ms\":3.5}",
    "{\"do\":\"set\",\"delay_ms\":[3]}",
    "{\"do\":\"set\",\"delay_ms\":null}",
    "{\"do\":\"set\",\"delay_ms\":3,\"rotation\":1}",
    "{\"do\":\"set\",\"delay_ms\":3,\"layout\":\"older\"}",
    "{\"do\":\"set\",\"delay_ms\":3,\"layout\":{}}",
    "{\"do\":\"set\",\"delay_ms\":3,\"access_lifetime_s\":0}",
    "{\"do\":\"set\",\"delay_ms\":3,\"keep_alive\":\"yes\"}",
    "{\"do\":\"set\",\"delay_ms\":3,\"server_certificate\":\"bad\"}",
    "{\"do\":\"set\",\"delay_ms\":3,\"tls_style\":false}",
  };
  g_autoptr (SimWorld) sim = sim_world_new ();
  ParafaSimSettings before = sim->world->settings;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      assert_refused (sim, lines[i]);
      g_assert_cmpint (sim->world->settings.delay_ms, ==, before.delay_ms);
      g_assert_cmpint (sim->world->settings.tls_style, ==, before.tls_style);
      g_assert_cmpint (sim->world->settings.rotation, ==, before.rotation);
      g_assert_cmpint (sim->world->settings.layout, ==, before.layout);
    }
}

static void
test_fail_and_clear (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  ParafaSimFailures *failures = &sim->world->failures;

  assert_ok (sim, "{\"do\":\"fail\",\"at\":\"token\",\"how\":\"500\",\"times\":2}");
  g_assert_cmpint (failures->how[PARAFA_SIM_AT_TOKEN], ==, PARAFA_SIM_HOW_500);
  g_assert_cmpint (failures->left[PARAFA_SIM_AT_TOKEN], ==, 2);
  assert_ok (sim, "{\"do\":\"fail\",\"at\":\"handshake\",\"how\":\"reset\"}");
  g_assert_cmpint (failures->left[PARAFA_SIM_AT_HANDSHAKE], ==, -1);
  assert_ok (sim, "{\"do\":\"clear\"}");
  g_assert_cmpint (failures->how[PARAFA_SIM_AT_TOKEN], ==, PARAFA_SIM_HOW_NONE);
  g_assert_cmpint (failures->how[PARAFA_SIM_AT_HANDSHAKE], ==, PARAFA_SIM_HOW_NONE);
}

/* Each pair that the agreement names is understood */
static void
test_fail_names (void)
{
  static const char *const pairs[][2] = {
    { "authorize", "access_denied" },
    { "authorize", "no_certificate_page" },
    { "authorize", "session_finished" },
    { "authorize", "blocked" },
    { "authorize", "maintenance" },
    { "authorize", "html200" },
    { "authorize", "redirect" },
    { "authorize", "500" },
    { "authorize", "429" },
    { "authorize", "401" },
    { "authorize", "403" },
    { "authorize", "garbage" },
    { "authorize", "hang" },
    { "authorize", "reset" },
    { "authorize", "wrong_state" },
    { "authorize", "other_host" },
    { "authorize", "truncate" },
    { "policy", "access_denied" },
    { "policy", "no_certificate_page" },
    { "policy", "certificate_refused" },
    { "policy", "wrong_state" },
    { "policy", "other_host" },
    { "token", "invalid_client" },
    { "token", "invalid_grant" },
    { "token", "invalid_request" },
    { "token", "expired_text" },
    { "token", "no_refresh_token" },
    { "token", "garbage" },
    { "token", "truncate" },
    { "hello", "401" },
    { "hello", "hang" },
    { "handshake", "hang" },
    { "handshake", "reset" },
    { "handshake", "garbage" },
    { "handshake", "truncate" },
    { "handshake", "certificate_refused" },
  };
  g_autoptr (SimWorld) sim = sim_world_new ();

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *line =
          g_strdup_printf ("{\"do\":\"fail\",\"at\":\"%s\",\"how\":\"%s\",\"times\":1}",
                           pairs[i][0], pairs[i][1]);

      assert_ok (sim, line);
    }
}

/* What hangs does so until the control line that lets it go, not until the failures are cleared */
static void
test_release (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autoptr (JsonObject) answer = NULL;
  guint since = parafa_sim_world_hold (sim->world);

  assert_ok (sim, "{\"do\":\"clear\"}");
  g_assert_true (parafa_sim_world_is_held (sim->world, since));
  assert_ok (sim, "{\"do\":\"release\"}");
  g_assert_false (parafa_sim_world_is_held (sim->world, since));
  g_assert_true (parafa_sim_world_is_held (sim->world, parafa_sim_world_hold (sim->world)));
  answer = say (sim, "{\"do\":\"counts\"}");
  g_assert_cmpint (json_object_get_int_member (answer, "held"), ==, 2);
}

static void
test_counts (void)
{
  static const char *const names[] = {
    "authorize", "codes",      "exchanges",           "refreshes",
    "hellos",    "handshakes", "client_certificates", "handed_out",
  };
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *code = sim_world_login (sim);
  g_autoptr (ParafaSimReply) reply = sim_world_exchange (sim, code);
  g_autoptr (JsonObject) answer = NULL;

  g_assert_cmpuint (reply->status, ==, 200);
  parafa_sim_world_count_handshake (sim->world);
  answer = say (sim, "{\"do\":\"counts\"}");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_true (json_object_has_member (answer, names[i]));
  g_assert_cmpint (json_object_get_int_member (answer, "authorize"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (answer, "codes"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (answer, "exchanges"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (answer, "handed_out"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (answer, "client_certificates"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (answer, "handshakes"), ==, 1);
}

static void
test_last_client (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *code = NULL;
  g_autoptr (JsonObject) answer = NULL;

  assert_refused (sim, "{\"do\":\"last_client\"}");
  code = sim_world_login (sim);
  answer = say (sim, "{\"do\":\"last_client\"}");
  g_assert_true (json_object_get_boolean_member (answer, "ok"));
  g_assert_cmpstr (json_object_get_string_member (answer, "holder"), ==, "Daria Stânceanu");
  g_assert_cmpstr (json_object_get_string_member (answer, "serial"), ==, "5c:00:9e");
  g_assert_cmpint (json_object_get_int_member (answer, "chain"), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (answer, "tls"), ==, "TLSv1.2");
  g_assert_cmpstr (json_object_get_string_member (answer, "signature"), ==, "rsassaPss SHA256");
  g_assert_true (json_object_get_boolean_member (answer, "good"));
}

static void
test_refused (void)
{
  static const char *const lines[] = {
    "",
    "x",
    "[]",
    "1",
    "null",
    "{}",
    "{\"do\":1}",
    "{\"do\":\"x\"}",
    "{\"do\":\"counts\"",
    "{\"do\":\"register\"}",
    "{\"do\":\"register\",\"name\":\"x\"}",
    "{\"do\":\"register\",\"name\":\"\",\"redirect_uri\":\"https://x/\"}",
    "{\"do\":\"register\",\"name\":1,\"redirect_uri\":\"https://x/\"}",
    "{\"do\":\"register\",\"name\":\"x\",\"redirect_uri\":\"http://x/\"}",
    "{\"do\":\"register\",\"name\":\"x\",\"redirect_uris\":[1,{}]}",
    "{\"do\":\"fail\"}",
    "{\"do\":\"fail\",\"at\":\"token\"}",
    "{\"do\":\"fail\",\"at\":\"token\",\"how\":500}",
    "{\"do\":\"fail\",\"at\":\"token\",\"how\":\"500\",\"times\":0}",
    "{\"do\":\"fail\",\"at\":\"token\",\"how\":\"500\",\"times\":\"1\"}",
    "{\"do\":\"fail\",\"at\":\"moon\",\"how\":\"500\"}",
    "{\"do\":\"fail\",\"at\":\"handshake\",\"how\":\"429\"}",
  };
  g_autoptr (SimWorld) sim = sim_world_new ();

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_refused (sim, lines[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/simulator/control/register", test_register);
  g_test_add_func ("/simulator/control/set", test_set);
  g_test_add_func ("/simulator/control/set-nothing", test_set_nothing);
  g_test_add_func ("/simulator/control/fail-and-clear", test_fail_and_clear);
  g_test_add_func ("/simulator/control/fail-names", test_fail_names);
  g_test_add_func ("/simulator/control/counts", test_counts);
  g_test_add_func ("/simulator/control/release", test_release);
  g_test_add_func ("/simulator/control/last-client", test_last_client);
  g_test_add_func ("/simulator/control/refused", test_refused);

  return g_test_run ();
}
