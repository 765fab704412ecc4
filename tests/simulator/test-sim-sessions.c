/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-sessions.h"

#include <string.h>

#define NOW (G_GINT64_CONSTANT (1795500000))

static const char *
last_of (const ParafaSimLogin *login)
{
  return login->id + strlen (login->id) - 8;
}

static void
test_fresh (void)
{
  g_autoptr (ParafaSimSessions) sessions = parafa_sim_sessions_new ();
  ParafaSimLogin *login = parafa_sim_sessions_start (sessions, "/x?y", NOW);

  g_assert_cmpuint (strlen (login->id), ==, 32);
  g_assert_cmpstr (login->target, ==, "/x?y");
  g_assert_true (parafa_sim_sessions_find (sessions, login->id) == login);
  g_assert_null (parafa_sim_sessions_find (sessions, "0"));
  g_assert_null (parafa_sim_sessions_find (sessions, NULL));
  g_assert_true (parafa_sim_login_is_fresh (login, login->stamp, last_of (login), NOW));
  g_assert_true (parafa_sim_login_is_fresh (login, login->stamp, last_of (login), NOW + 59));
  g_assert_false (parafa_sim_login_is_fresh (login, login->stamp, last_of (login), NOW + 60));
  g_assert_true (parafa_sim_login_is_fresh (login, login->stamp, last_of (login), NOW - 1));
  g_assert_false (parafa_sim_login_is_fresh (login, login->stamp, last_of (login), NOW - 60));
  g_assert_false (parafa_sim_login_is_fresh (login, NULL, last_of (login), NOW));
  g_assert_false (parafa_sim_login_is_fresh (login, "1z1z1z1z60", last_of (login), NOW));
  g_assert_false (parafa_sim_login_is_fresh (login, login->stamp, NULL, NOW));
  g_assert_false (parafa_sim_login_is_fresh (login, login->stamp, "00000000", NOW));
}

/* The PIN may take longer than the chain lives; afterwards the cookies live on */
static void
test_accepted (void)
{
  g_autoptr (ParafaSimSessions) sessions = parafa_sim_sessions_new ();
  ParafaSimLogin *login = parafa_sim_sessions_start (sessions, "/", NOW);
  g_autofree char *old_stamp = g_strdup (login->stamp);
  g_autofree char *nonce = NULL;

  g_assert_false (parafa_sim_login_take_nonce (login, "0"));
  parafa_sim_login_accept (login, "Authority", "5c:00", NOW + 200);
  nonce = g_strdup (login->nonce);
  g_assert_cmpstr (login->stamp, !=, old_stamp);
  g_assert_true (parafa_sim_login_is_fresh (login, login->stamp, last_of (login), NOW + 259));
  g_assert_false (parafa_sim_login_is_fresh (login, login->stamp, last_of (login), NOW + 260));
  g_assert_false (parafa_sim_login_is_fresh (login, old_stamp, last_of (login), NOW + 201));
  g_assert_false (parafa_sim_login_take_nonce (login, NULL));
  g_assert_false (parafa_sim_login_take_nonce (login, "00000000000000000000000000000000"));
  g_assert_true (parafa_sim_login_take_nonce (login, nonce));
  g_assert_false (parafa_sim_login_take_nonce (login, nonce));
  g_assert_cmpint (login->stage, ==, PARAFA_SIM_LOGIN_GOOD);
  g_assert_true (parafa_sim_login_is_fresh (login, login->stamp, last_of (login), NOW + 1099));
  g_assert_false (parafa_sim_login_is_fresh (login, login->stamp, last_of (login), NOW + 1100));
}

static void
test_codes (void)
{
  g_autoptr (ParafaSimSessions) sessions = parafa_sim_sessions_new ();
  ParafaSimLogin *login = parafa_sim_sessions_start (sessions, "/", NOW);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  ParafaSimCode *code;

  parafa_sim_login_accept (login, "Authority", "5c:00", NOW);
  first = parafa_sim_sessions_new_code (sessions, login, "client", "https://x/cb", NOW + 1);
  second = parafa_sim_sessions_new_code (sessions, login, "client", "https://x/cb", NOW + 2);
  g_assert_cmpuint (strlen (first), ==, 64);
  g_assert_cmpuint (strspn (first, "0123456789abcdef"), ==, 64);
  g_assert_cmpstr (first, !=, second);
  code = parafa_sim_sessions_find_code (sessions, first);
  g_assert_nonnull (code);
  g_assert_cmpstr (code->client_id, ==, "client");
  g_assert_cmpstr (code->redirect_uri, ==, "https://x/cb");
  g_assert_cmpstr (code->issuer, ==, "Authority");
  g_assert_cmpstr (code->serial, ==, "5c:00");
  g_assert_cmpint (code->issued_at_s, ==, NOW + 1);
  g_assert_false (code->used);
  g_assert_cmpstr (code->login, !=, parafa_sim_sessions_find_code (sessions, second)->login);
  g_assert_null (parafa_sim_sessions_find_code (sessions, "0"));
}

/* A flood of logins drops the oldest and stays bounded */
static void
test_bounded (void)
{
  g_autoptr (ParafaSimSessions) sessions = parafa_sim_sessions_new ();
  g_autofree char *first = NULL;
  g_autofree char *newest = NULL;

  first = g_strdup (parafa_sim_sessions_start (sessions, "/", NOW)->id);
  for (guint i = 0; i < 1000; i++)
    {
      g_free (newest);
      newest = g_strdup (parafa_sim_sessions_start (sessions, "/", NOW)->id);
    }
  g_assert_null (parafa_sim_sessions_find (sessions, first));
  g_assert_nonnull (parafa_sim_sessions_find (sessions, newest));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/simulator/sessions/fresh", test_fresh);
  g_test_add_func ("/simulator/sessions/accepted", test_accepted);
  g_test_add_func ("/simulator/sessions/codes", test_codes);
  g_test_add_func ("/simulator/sessions/bounded", test_bounded);

  return g_test_run ();
}
