/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sim-world.h"

#include <string.h>

static void
assert_page (const ParafaSimReply *reply, guint status, const char *text)
{
  g_autofree char *type = sim_reply_get_header (reply, "Content-Type");

  g_assert_cmpuint (reply->status, ==, status);
  g_assert_cmpstr (type, ==, "text/html; charset=utf-8");
  g_test_message ("%s", reply->body->str);
  g_assert_nonnull (strstr (reply->body->str, text));
}

static gboolean
wants_certificate (SimWorld *sim)
{
  g_autoptr (GString) text = g_string_new ("GET /my.policy HTTP/1.1\r\nCookie: a=b");
  g_autoptr (ParafaSimRequest) request = NULL;
  GHashTableIter iter;
  gpointer name;
  gpointer value;
  gsize head_length;

  g_hash_table_iter_init (&iter, sim->cookies);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_string_append_printf (text, "; %s=%s", (char *) name, (char *) value);
  g_string_append (text, "\r\n\r\n");
  parafa_sim_http_head_parse (text->str, text->len, &request, &head_length);
  return parafa_sim_routes_wants_certificate (sim->world, request, sim->now_s);
}

static void
start (SimWorld *sim, const char *state)
{
  g_autofree char *target = sim_world_authorize_target (sim, state);
  g_autoptr (ParafaSimReply) reply = sim_world_get (sim, target, NULL);

  sim_reply_assert_redirect (reply, "/my.policy");
}

/* Each step as observed on ANAF's sister hosts */
static void
test_choreography (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  ParafaSimPeer peer = sim_world_good_peer ();
  g_autofree char *target = sim_world_authorize_target (sim, "a%20b%26c");
  g_autoptr (ParafaSimReply) policy = NULL;
  g_autoptr (ParafaSimReply) nonce = NULL;
  g_autoptr (ParafaSimReply) code = NULL;
  g_autofree char *nonce_target = NULL;
  g_autofree char *callback = NULL;
  const char *session;

  start (sim, "a%20b%26c");
  session = g_hash_table_lookup (sim->cookies, "MRHSession");
  g_assert_cmpuint (strlen (session), ==, 32);
  g_assert_true (g_str_has_suffix (session, g_hash_table_lookup (sim->cookies, "LastMRH_Session")));
  g_assert_true (g_str_has_prefix (g_hash_table_lookup (sim->cookies, "F5_ST"), "1z1z1z"));
  g_assert_false (g_hash_table_contains (sim->cookies, "MRHSHint"));
  g_assert_true (wants_certificate (sim));

  policy = sim_world_get (sim, "/my.policy", &peer);
  nonce_target = sim_reply_get_header (policy, "Location");
  g_assert_true (g_str_has_prefix (nonce_target, "/my.policy_nonce?nonce="));
  nonce = sim_world_get (sim, nonce_target, NULL);
  sim_reply_assert_redirect (nonce, target);
  code = sim_world_get (sim, target, NULL);
  callback = sim_reply_get_header (code, "Location");
  g_assert_true (
      g_regex_match_simple ("^https://localhost:47631/cb\\?code=[0-9a-f]{64}&state=a%20b%26c$",
                            callback, 0, 0));
  g_assert_cmpint (sim->world->counts.authorize, ==, 2);
  g_assert_cmpint (sim->world->counts.codes, ==, 1);
  g_assert_cmpint (sim->world->counts.client_certificates, ==, 1);
}

/* A callback that has a query already gets one more parameter, and no state gives no state */
static void
test_callback_with_query (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  ParafaSimPeer peer = sim_world_good_peer ();
  g_autofree char *target =
      g_strdup_printf (PARAFA_SIM_AUTHORIZE_PATH "?response_type=code&client_id=%s&redirect_uri="
                                                 "https%%3A%%2F%%2Fa.example%%2Fx%%3Fy%%3Dz",
                       sim->client_id);

  for (guint step = 0; step < 4; step++)
    {
      g_autoptr (ParafaSimReply) reply = sim_world_get (sim, target, &peer);

      g_free (target);
      target = sim_reply_get_header (reply, "Location");
    }
  g_assert_true (
      g_regex_match_simple ("^https://a\\.example/x\\?y=z&code=[0-9a-f]{64}$", target, 0, 0));
}

/* After the login the cookies alone are the proof: a second code needs no certificate */
static void
test_cookies_are_the_proof (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *first = sim_world_login (sim);
  g_autofree char *target = sim_world_authorize_target (sim, "again");
  g_autoptr (ParafaSimReply) reply = sim_world_get (sim, target, NULL);
  g_autoptr (ParafaSimReply) late = NULL;
  g_autofree char *callback = sim_reply_get_header (reply, "Location");

  g_assert_true (g_str_has_prefix (callback, SIM_CALLBACK "?code="));
  g_assert_null (strstr (callback, first));
  sim_world_move_clock (sim, 900);
  late = sim_world_get (sim, target, NULL);
  sim_reply_assert_redirect (late, "/my.policy");
}

static void
test_no_certificate (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autoptr (ParafaSimReply) policy = NULL;
  g_autoptr (ParafaSimReply) page = NULL;
  g_autoptr (ParafaSimReply) again = NULL;

  start (sim, "s");
  policy = sim_world_get (sim, "/my.policy", NULL);
  sim_reply_assert_redirect (policy, "/vdesk/hangup.php3");
  page = sim_world_get (sim, "/vdesk/hangup.php3", NULL);
  assert_page (page, 200, "Certificatul nu a fost prezentat");
  g_assert_false (wants_certificate (sim));
  again = sim_world_get (sim, "/my.policy", NULL);
  sim_reply_assert_redirect (again, "/vdesk/hangup.php3");
  g_assert_cmpint (sim->world->counts.client_certificates, ==, 0);
}

static void
test_bad_certificate (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  ParafaSimPeer peer = sim_world_good_peer ();
  g_autoptr (ParafaSimReply) policy = NULL;
  g_autoptr (ParafaSimReply) page = NULL;

  peer.good = FALSE;
  peer.problem = "certificate has expired";
  start (sim, "s");
  policy = sim_world_get (sim, "/my.policy", &peer);
  sim_reply_assert_redirect (policy, SIM_CALLBACK "?error=access_denied&state=s");
  page = sim_world_get (sim, "/vdesk/hangup.php3", NULL);
  assert_page (page, 200, "Your session is finished");
  g_assert_cmpint (sim->world->counts.client_certificates, ==, 1);
  g_assert_cmpint (sim->world->counts.codes, ==, 0);
}

/* Missing, wrong or old cookies all end at the same place, and no certificate is asked for */
static void
test_stale_cookies (void)
{
  static const char *const names[] = { "MRHSession", "LastMRH_Session", "F5_ST" };
  ParafaSimPeer peer = sim_world_good_peer ();

  for (guint i = 0; i < 2 * G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SimWorld) sim = sim_world_new ();
      g_autoptr (ParafaSimReply) reply = NULL;
      g_autoptr (ParafaSimReply) page = NULL;

      start (sim, NULL);
      if (i < G_N_ELEMENTS (names))
        g_hash_table_remove (sim->cookies, names[i]);
      else
        g_hash_table_insert (sim->cookies, g_strdup (names[i - G_N_ELEMENTS (names)]),
                             g_strdup ("00000000"));
      g_assert_false (wants_certificate (sim));
      reply = sim_world_get (sim, "/my.policy", &peer);
      sim_reply_assert_redirect (reply, "/vdesk/hangup.php3");
      page = sim_world_get (sim, "/vdesk/hangup.php3", NULL);
      assert_page (page, 200, "Your session is finished");
    }
}

static void
test_chain_too_slow (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  ParafaSimPeer peer = sim_world_good_peer ();
  g_autoptr (ParafaSimReply) late = NULL;
  g_autoptr (ParafaSimReply) policy = NULL;
  g_autoptr (ParafaSimReply) slow = NULL;
  g_autofree char *target = NULL;

  start (sim, NULL);
  sim_world_move_clock (sim, 60);
  g_assert_false (wants_certificate (sim));
  late = sim_world_get (sim, "/my.policy", &peer);
  sim_reply_assert_redirect (late, "/vdesk/hangup.php3");

  start (sim, NULL);
  policy = sim_world_get (sim, "/my.policy", &peer);
  target = sim_reply_get_header (policy, "Location");
  sim_world_move_clock (sim, 60);
  slow = sim_world_get (sim, target, NULL);
  sim_reply_assert_redirect (slow, "/vdesk/hangup.php3");
}

static void
test_nonce (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  ParafaSimPeer peer = sim_world_good_peer ();
  g_autoptr (ParafaSimReply) policy = NULL;
  g_autoptr (ParafaSimReply) wrong = NULL;
  g_autoptr (ParafaSimReply) none = NULL;
  g_autoptr (ParafaSimReply) good = NULL;
  g_autoptr (ParafaSimReply) twice = NULL;
  g_autofree char *target = NULL;

  start (sim, NULL);
  policy = sim_world_get (sim, "/my.policy", &peer);
  target = sim_reply_get_header (policy, "Location");
  wrong = sim_world_get (sim, "/my.policy_nonce?nonce=00", NULL);
  sim_reply_assert_redirect (wrong, "/vdesk/hangup.php3");
  none = sim_world_get (sim, "/my.policy_nonce", NULL);
  sim_reply_assert_redirect (none, "/vdesk/hangup.php3");
  good = sim_world_get (sim, target, NULL);
  g_assert_cmpuint (good->status, ==, 302);
  twice = sim_world_get (sim, target, NULL);
  sim_reply_assert_redirect (twice, "/vdesk/hangup.php3");
}

static void
test_wrong_authorize (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *other_redirect =
      g_strdup_printf (PARAFA_SIM_AUTHORIZE_PATH
                       "?response_type=code&client_id=%s&redirect_uri=" SIM_CALLBACK_FORMAT "%%2F",
                       sim->client_id);
  g_autofree char *other_type =
      g_strdup_printf (PARAFA_SIM_AUTHORIZE_PATH
                       "?response_type=token&client_id=%s&redirect_uri=" SIM_CALLBACK_FORMAT
                       "&state=s",
                       sim->client_id);
  g_autoptr (ParafaSimReply) client =
      sim_world_get (sim,
                     PARAFA_SIM_AUTHORIZE_PATH "?response_type=code&client_id=00&redirect_uri=x",
                     NULL);
  g_autoptr (ParafaSimReply) nothing = sim_world_get (sim, PARAFA_SIM_AUTHORIZE_PATH, NULL);
  g_autoptr (ParafaSimReply) broken = sim_world_get (sim, PARAFA_SIM_AUTHORIZE_PATH "?%zz", NULL);
  g_autoptr (ParafaSimReply) redirect = sim_world_get (sim, other_redirect, NULL);
  g_autoptr (ParafaSimReply) type = sim_world_get (sim, other_type, NULL);

  assert_page (client, 400, "invalid_client");
  assert_page (nothing, 400, "invalid_client");
  assert_page (broken, 400, "invalid_client");
  assert_page (redirect, 400, "invalid_request");
  sim_reply_assert_redirect (type, SIM_CALLBACK "?error=unsupported_response_type&state=s");
  g_assert_cmpuint (g_hash_table_size (sim->cookies), ==, 0);
}

/* Any other address is the login, as on the real gateway: also GET of the token endpoint, and the
 * revocation that ANAF withdrew */
static void
test_lost (void)
{
  static const char *const targets[] = {
    "/",
    PARAFA_SIM_TOKEN_PATH,
    "/anaf-oauth2/v1/revoke",
    "/favicon.ico?x",
  };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr (SimWorld) sim = sim_world_new ();
      ParafaSimPeer peer = sim_world_good_peer ();
      g_autoptr (ParafaSimReply) reply = sim_world_get (sim, targets[i], NULL);
      g_autoptr (ParafaSimReply) policy = NULL;
      g_autoptr (ParafaSimReply) nonce = NULL;
      g_autoptr (ParafaSimReply) end = NULL;
      g_autofree char *target = NULL;

      sim_reply_assert_redirect (reply, "/my.policy");
      policy = sim_world_get (sim, "/my.policy", &peer);
      target = sim_reply_get_header (policy, "Location");
      nonce = sim_world_get (sim, target, NULL);
      sim_reply_assert_redirect (nonce, targets[i]);
      end = sim_world_get (sim, targets[i], NULL);
      assert_page (end, 404, "Not Found");
    }
}

/* A page's icon asked for in the middle of a login does not end it */
static void
test_lost_in_between (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *session = NULL;
  g_autoptr (ParafaSimReply) icon = NULL;

  start (sim, NULL);
  session = g_strdup (g_hash_table_lookup (sim->cookies, "MRHSession"));
  icon = sim_world_get (sim, "/favicon.ico", NULL);
  sim_reply_assert_redirect (icon, "/my.policy");
  g_assert_cmpstr (g_hash_table_lookup (sim->cookies, "MRHSession"), ==, session);
  g_assert_true (wants_certificate (sim));
}

static void
test_pages_on_order (void)
{
  static const struct
  {
    const char *how;
    guint status;
    const char *text;
  } cases[] = {
    { "session_finished", 200, "Your session is finished" },
    { "blocked", 200, "Your support ID is: 1" },
    { "maintenance", 503, "mentenanță" },
    { "html200", 200, "mentenanță" },
    { "500", 500, "Internal Server Error" },
    { "429", 429, "Too Many Requests" },
    { "401", 401, "Unauthorized" },
    { "403", 403, "Forbidden" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SimWorld) sim = sim_world_new ();
      g_autofree char *target = sim_world_authorize_target (sim, NULL);
      g_autoptr (ParafaSimReply) authorize = NULL;
      g_autoptr (ParafaSimReply) policy = NULL;

      sim_world_fail (sim, "authorize", cases[i].how, 1);
      authorize = sim_world_get (sim, target, NULL);
      assert_page (authorize, cases[i].status, cases[i].text);
      start (sim, NULL);
      sim_world_fail (sim, "policy", cases[i].how, 1);
      g_assert_false (wants_certificate (sim));
      policy = sim_world_get (sim, "/my.policy", NULL);
      assert_page (policy, cases[i].status, cases[i].text);
      g_assert_true (wants_certificate (sim));
    }
}

static void
test_callbacks_on_order (void)
{
  static const char *const errors[] = { "access_denied", "invalid_request" };
  ParafaSimPeer peer = sim_world_good_peer ();

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr (SimWorld) sim = sim_world_new ();
      g_autofree char *target = sim_world_authorize_target (sim, "s");
      g_autofree char *callback = g_strdup_printf (SIM_CALLBACK "?error=%s&state=s", errors[i]);
      g_autoptr (ParafaSimReply) authorize = NULL;
      g_autoptr (ParafaSimReply) policy = NULL;

      sim_world_fail (sim, "authorize", errors[i], 1);
      authorize = sim_world_get (sim, target, NULL);
      sim_reply_assert_redirect (authorize, callback);
      start (sim, "s");
      sim_world_fail (sim, "policy", errors[i], 1);
      g_assert_true (wants_certificate (sim));
      policy = sim_world_get (sim, "/my.policy", &peer);
      sim_reply_assert_redirect (policy, callback);
    }
}

static void
test_wrong_state (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  ParafaSimPeer peer = sim_world_good_peer ();
  g_autofree char *target = sim_world_authorize_target (sim, "mine");
  g_autofree char *location = g_strdup (target);
  g_autoptr (ParafaSimReply) policy = NULL;
  g_autofree char *other = NULL;

  sim_world_fail (sim, "authorize", "wrong_state", 1);
  for (guint step = 0; step < 4; step++)
    {
      g_autoptr (ParafaSimReply) reply = sim_world_get (sim, location, &peer);

      g_free (location);
      location = sim_reply_get_header (reply, "Location");
    }
  g_assert_true (
      g_regex_match_simple ("^https://localhost:47631/cb\\?code=[0-9a-f]{64}&state=[0-9a-f]{32}$",
                            location, 0, 0));
  g_assert_cmpint (parafa_sim_failures_peek (&sim->world->failures, PARAFA_SIM_AT_AUTHORIZE), ==,
                   PARAFA_SIM_HOW_NONE);

  g_hash_table_remove_all (sim->cookies);
  start (sim, "mine");
  sim_world_fail (sim, "policy", "wrong_state", 1);
  policy = sim_world_get (sim, "/my.policy", &peer);
  other = sim_reply_get_header (policy, "Location");
  g_assert_true (g_str_has_prefix (other, SIM_CALLBACK "?code="));
  g_assert_false (g_str_has_suffix (other, "&state=mine"));
}

static void
test_other_failures (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *target = sim_world_authorize_target (sim, NULL);
  g_autoptr (ParafaSimReply) elsewhere = NULL;
  g_autoptr (ParafaSimReply) redirect = NULL;
  g_autoptr (ParafaSimReply) hangup = NULL;
  g_autoptr (ParafaSimReply) page = NULL;
  g_autoptr (ParafaSimReply) half = NULL;
  g_autoptr (ParafaSimReply) silent = NULL;
  g_autoptr (ParafaSimReply) gone = NULL;

  sim_world_fail (sim, "authorize", "other_host", 1);
  elsewhere = sim_world_get (sim, target, NULL);
  sim_reply_assert_redirect (elsewhere, "https://elsewhere.localhost:4711/login");
  sim_world_fail (sim, "authorize", "redirect", 1);
  redirect = sim_world_get (sim, target, NULL);
  sim_reply_assert_redirect (redirect, "/my.policy");
  sim_world_fail (sim, "authorize", "no_certificate_page", 1);
  hangup = sim_world_get (sim, target, NULL);
  sim_reply_assert_redirect (hangup, "/vdesk/hangup.php3");
  page = sim_world_get (sim, "/vdesk/hangup.php3", NULL);
  assert_page (page, 200, "Certificatul nu a fost prezentat");
  sim_world_fail (sim, "authorize", "truncate", 1);
  half = sim_world_get (sim, target, NULL);
  g_assert_cmpint (half->delivery, ==, PARAFA_SIM_DELIVER_HALF);
  sim_world_fail (sim, "authorize", "hang", 1);
  silent = sim_world_get (sim, target, NULL);
  g_assert_cmpint (silent->delivery, ==, PARAFA_SIM_DELIVER_NOTHING);
  sim_world_fail (sim, "authorize", "reset", 1);
  gone = sim_world_get (sim, target, NULL);
  g_assert_cmpint (gone->delivery, ==, PARAFA_SIM_DELIVER_RESET);
  start (sim, NULL);
}

/* No header line of an answer can be broken by what a client sends */
static void
test_no_header_injection (void)
{
  g_autoptr (SimWorld) sim = sim_world_new ();
  g_autofree char *target = sim_world_authorize_target (sim, "x%0d%0aSet-Cookie:%20evil=1");
  g_autoptr (ParafaSimReply) reply = NULL;

  sim_world_fail (sim, "authorize", "access_denied", 1);
  reply = sim_world_get (sim, target, NULL);
  sim_reply_assert_redirect (reply, SIM_CALLBACK
                             "?error=access_denied&state=x%0D%0ASet-Cookie%3A%20evil%3D1");
  g_assert_null (strstr (reply->headers->str, "evil=1"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/simulator/routes/choreography", test_choreography);
  g_test_add_func ("/simulator/routes/callback-with-query", test_callback_with_query);
  g_test_add_func ("/simulator/routes/cookies-are-the-proof", test_cookies_are_the_proof);
  g_test_add_func ("/simulator/routes/no-certificate", test_no_certificate);
  g_test_add_func ("/simulator/routes/bad-certificate", test_bad_certificate);
  g_test_add_func ("/simulator/routes/stale-cookies", test_stale_cookies);
  g_test_add_func ("/simulator/routes/chain-too-slow", test_chain_too_slow);
  g_test_add_func ("/simulator/routes/nonce", test_nonce);
  g_test_add_func ("/simulator/routes/wrong-authorize", test_wrong_authorize);
  g_test_add_func ("/simulator/routes/lost", test_lost);
  g_test_add_func ("/simulator/routes/lost-in-between", test_lost_in_between);
  g_test_add_func ("/simulator/routes/pages-on-order", test_pages_on_order);
  g_test_add_func ("/simulator/routes/callbacks-on-order", test_callbacks_on_order);
  g_test_add_func ("/simulator/routes/wrong-state", test_wrong_state);
  g_test_add_func ("/simulator/routes/other-failures", test_other_failures);
  g_test_add_func ("/simulator/routes/no-header-injection", test_no_header_injection);

  return g_test_run ();
}
