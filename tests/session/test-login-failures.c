/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "session-test.h"

#include "parafa-login-problem.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PRACTICE_HOLDER "Anița Brădișor"
#define RSA_HOLDER "Daria Stânceanu"

/* What goes wrong on the way, each with its one problem and its way on; the same real parts as in
 * test-login-flow.c */
static ParafaTestKeyring *keyring;
static ParafaSession *session;
static ParafaAccount *account;

static void
fail_at (const char *at, const char *how)
{
  g_autofree char *line =
      g_strdup_printf ("{\"do\":\"fail\",\"at\":\"%s\",\"how\":\"%s\"}", at, how);

  session_test_command (session, line);
}

static void
clear_failures (void)
{
  session_test_command (session, "{\"do\":\"clear\"}");
}

static void
unlock_keyring (void)
{
  parafa_test_keyring_kill_service (keyring);
  parafa_test_keyring_start_service (keyring);
}

static SessionTestLogin *
begin (void)
{
  SessionTestLogin *login = session_test_login_new (session, account);

  session_test_login_start (login);
  session_test_login_choose (login, PRACTICE_HOLDER);
  return login;
}

static SessionTestLogin *
begin_with_token (void)
{
  SessionTestLogin *login = session_test_login_new (session, account);

  session_test_login_start (login);
  session_test_login_choose (login, RSA_HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  session_test_login_type (login, SESSION_TEST_PIN);
  return login;
}

typedef struct
{
  const char *at;
  const char *how;
  ParafaLoginProblem problem;
  ParafaLoginStep step;
} Failure;

static const Failure failures[] = {
  { "authorize", "access_denied", PARAFA_LOGIN_PROBLEM_DENIED, PARAFA_LOGIN_PAGE },
  { "authorize", "wrong_state", PARAFA_LOGIN_PROBLEM_STATE, PARAFA_LOGIN_PAGE },
  { "policy", "no_certificate_page", PARAFA_LOGIN_PROBLEM_PAGE_NO_CERTIFICATE, PARAFA_LOGIN_PAGE },
  { "policy", "session_finished", PARAFA_LOGIN_PROBLEM_PAGE_SESSION_FINISHED, PARAFA_LOGIN_PAGE },
  { "authorize", "blocked", PARAFA_LOGIN_PROBLEM_PAGE_BLOCKED, PARAFA_LOGIN_PAGE },
  { "authorize", "maintenance", PARAFA_LOGIN_PROBLEM_PAGE_MAINTENANCE, PARAFA_LOGIN_PAGE },
  { "authorize", "other_host", PARAFA_LOGIN_PROBLEM_HOST_REFUSED, PARAFA_LOGIN_PAGE },
  { "token", "invalid_client", PARAFA_LOGIN_PROBLEM_SETTINGS, PARAFA_LOGIN_TOKEN },
  { "token", "invalid_grant", PARAFA_LOGIN_PROBLEM_CODE_EXPIRED, PARAFA_LOGIN_TOKEN },
  { "token", "html200", PARAFA_LOGIN_PROBLEM_EXCHANGE_LATER, PARAFA_LOGIN_TOKEN },
  { "token", "redirect", PARAFA_LOGIN_PROBLEM_EXCHANGE_LATER, PARAFA_LOGIN_TOKEN },
  { "token", "500", PARAFA_LOGIN_PROBLEM_EXCHANGE_LATER, PARAFA_LOGIN_TOKEN },
  { "token", "429", PARAFA_LOGIN_PROBLEM_EXCHANGE_LATER, PARAFA_LOGIN_TOKEN },
  { "token", "garbage", PARAFA_LOGIN_PROBLEM_EXCHANGE_LATER, PARAFA_LOGIN_TOKEN },
  { "token", "reset", PARAFA_LOGIN_PROBLEM_EXCHANGE_LATER, PARAFA_LOGIN_TOKEN },
};

/* Each failure has its problem; after it, once more leads to the end without another PIN */
static void
test_failure_then_retry (gconstpointer data)
{
  ParafaProfile *profile = parafa_account_get_profile (account);
  const Failure *failure = data;
  g_autoptr (SessionTestLogin) login = NULL;
  gint64 n_exchanges = session_test_count (session, "exchanges");

  fail_at (failure->at, failure->how);
  login = begin ();
  session_test_login_wait_problem (login, failure->problem);
  g_assert_cmpint (parafa_login_flow_get_step (login->flow), ==, failure->step);
  g_assert_false (parafa_login_flow_is_busy (login->flow));
  g_assert_cmpuint (login->n_done, ==, 0);
  g_assert_cmpuint (login->n_opened, ==, 1);
  g_assert_cmpint (session_test_count (session, "exchanges"), <=, n_exchanges + 1);
  /* a certificate that was not taken is remembered until it is */
  g_assert_true ((parafa_profile_get_refused_serial (profile) != NULL) ==
                 parafa_login_problem_is_refusal (failure->problem));

  clear_failures ();
  parafa_login_flow_retry (login->flow);
  session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
  g_assert_null (parafa_profile_get_refused_serial (profile));
  g_assert_cmpuint (login->n_opened, ==, 2);
  g_assert_cmpuint (login->n_done, ==, 1);
}

/* The same with a token: it stays unlocked, the PIN is not asked for again */
static void
test_retry_with_token (void)
{
  g_autoptr (SessionTestLogin) login = NULL;

  fail_at ("token", "500");
  login = begin_with_token ();
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_EXCHANGE_LATER);
  clear_failures ();
  parafa_login_flow_retry (login->flow);
  session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
  g_assert_cmpuint (login->n_upstream_with_certificate, >, 0);
}

static void
test_block_page_has_its_number (void)
{
  g_autoptr (SessionTestLogin) login = NULL;
  const char *detail = NULL;

  fail_at ("authorize", "blocked");
  login = begin ();
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_PAGE_BLOCKED);
  clear_failures ();
  detail = parafa_login_flow_get_detail (login->flow);
  g_assert_nonnull (detail);
  g_assert_cmpuint (strspn (detail, "0123456789"), ==, strlen (detail));
  g_assert_nonnull (strstr (login->text, detail));
}

/* A page that is no known failure is the person's: shown, no problem */
static void
test_unknown_page_is_shown (void)
{
  g_autoptr (SessionTestLogin) login = NULL;

  fail_at ("authorize", "500");
  login = begin ();
  parafa_test_wait_until (parafa_test_is_set, &login->text, PARAFA_TEST_LIMIT_MS);
  clear_failures ();
  g_assert_cmpint (parafa_login_flow_get_problem (login->flow), ==, PARAFA_LOGIN_PROBLEM_NONE);
  g_assert_cmpint (parafa_login_flow_get_step (login->flow), ==, PARAFA_LOGIN_PAGE);
  g_assert_cmpuint (login->n_closed, ==, 0);
}

/* The relay knows why; the browser's own complaint about it does not replace that */
static void
test_handshake_breaks (void)
{
  g_autoptr (SessionTestLogin) login = NULL;
  ParafaLoginProblem problem = PARAFA_LOGIN_PROBLEM_NONE;

  fail_at ("handshake", "reset");
  login = begin ();
  parafa_test_wait_until (parafa_test_is_set, &login->browser, PARAFA_TEST_LIMIT_MS);
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_TLS);
  clear_failures ();
  parafa_login_flow_view_failed (login->flow, PARAFA_LOGIN_PROBLEM_VIEW, "late");
  problem = parafa_login_flow_get_problem (login->flow);
  g_assert_cmpint (problem, ==, PARAFA_LOGIN_PROBLEM_TLS);
  g_assert_null (strstr (parafa_login_flow_get_detail (login->flow), "late"));
  parafa_login_flow_retry (login->flow);
  session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
}

static gboolean
is_held (gpointer data)
{
  const gint64 *n_before = data;

  return session_test_count (session, "held") > *n_before;
}

/* However it hangs, cancelling returns at once and leaves nothing */
static void
test_cancel_while_hanging (gconstpointer data)
{
  const char *at = data;
  SessionTestLogin *login = NULL;
  gint64 before_us = 0;
  gint64 n_handshakes = session_test_count (session, "handshakes");
  gint64 n_held = session_test_count (session, "held");

  fail_at (at, "hang");
  login = begin ();
  parafa_test_wait_until (is_held, &n_held, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpuint (login->n_opened, ==, 1);
  if (!g_str_equal (at, "handshake"))
    g_assert_cmpint (session_test_count (session, "handshakes"), >=, n_handshakes);
  before_us = g_get_monotonic_time ();
  parafa_login_flow_cancel (login->flow);
  g_assert_cmpint (g_get_monotonic_time () - before_us, <, 500000);
  g_assert_false (parafa_login_flow_is_busy (login->flow));
  g_assert_cmpuint (login->n_opened, ==, login->n_closed);
  /* an exchange under way is not given up, so that its pair is not lost: it ends when the server lets go */
  session_test_command (session, "{\"do\":\"release\"}");
  session_test_login_free (login);
  clear_failures ();
}

/* Goes on with the login as a person would, until it is done or @n_iterations are over */
static void
go_on (SessionTestLogin *login, guint n_iterations)
{
  for (guint i = 0; i < n_iterations; i++)
    {
      ParafaLoginStep step = parafa_login_flow_get_step (login->flow);

      if (step == PARAFA_LOGIN_DONE)
        return;
      if (!parafa_login_flow_is_busy (login->flow) && step == PARAFA_LOGIN_CERTIFICATE)
        session_test_login_choose (login, RSA_HOLDER);
      else if (!parafa_login_flow_is_busy (login->flow) && step == PARAFA_LOGIN_PIN)
        session_test_login_type (login, SESSION_TEST_PIN);
      g_main_context_iteration (NULL, TRUE);
    }
}

/* What comes late counts for nothing; ends the login */
static void
cancel_and_free (SessionTestLogin *login)
{
  parafa_login_flow_cancel (login->flow);
  parafa_login_flow_start (login->flow);
  parafa_login_flow_retry (login->flow);
  parafa_login_flow_back (login->flow);
  g_assert_false (parafa_login_flow_is_busy (login->flow));
  session_test_login_free (login);
}

/* Cancelled at any moment, and the next login is not disturbed */
static void
test_cancel_at_every_step (void)
{
  static const ParafaLoginStep wanted[] = { PARAFA_LOGIN_CERTIFICATE, PARAFA_LOGIN_PIN,
                                            PARAFA_LOGIN_PAGE };
  guint n_cancelled[PARAFA_LOGIN_DONE + 1] = { 0 };

  for (guint n_iterations = 0; n_cancelled[PARAFA_LOGIN_DONE] == 0;
       n_iterations += n_cancelled[PARAFA_LOGIN_PAGE] == 0 ? 1 : 4)
    {
      SessionTestLogin *login = session_test_login_new (session, account);

      parafa_login_flow_start (login->flow);
      go_on (login, n_iterations);
      n_cancelled[parafa_login_flow_get_step (login->flow)]++;
      cancel_and_free (login);
    }
  /* how many iterations a step takes differs from time to time, so that none may have ended in one of them */
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      SessionTestLogin *login = NULL;

      if (n_cancelled[wanted[i]] > 0)
        continue;
      login = session_test_login_new (session, account);
      parafa_login_flow_start (login->flow);
      while (parafa_login_flow_get_step (login->flow) < wanted[i])
        go_on (login, 1);
      n_cancelled[parafa_login_flow_get_step (login->flow)]++;
      cancel_and_free (login);
    }
  for (guint i = 0; i < G_N_ELEMENTS (n_cancelled); i++)
    g_test_message ("step %u: %u times", i, n_cancelled[i]);
  g_assert_cmpuint (n_cancelled[PARAFA_LOGIN_CERTIFICATE], >, 0);
  g_assert_cmpuint (n_cancelled[PARAFA_LOGIN_PIN], >, 0);
  g_assert_cmpuint (n_cancelled[PARAFA_LOGIN_PAGE], >, 0);
}

/* The keyring refuses the fresh pair: held, offered again, done */
static void
test_keyring_locked_at_the_end (void)
{
  g_autoptr (SessionTestLogin) login = session_test_login_new (session, account);
  g_autoptr (ParafaTokenPair) stored = NULL;
  ParafaTokenPair *held = NULL;

  login->keep_callback = TRUE;
  session_test_login_start (login);
  session_test_login_choose (login, PRACTICE_HOLDER);
  parafa_test_wait_until (parafa_test_is_set, &login->callback, PARAFA_TEST_LIMIT_MS);
  parafa_test_keyring_lock (keyring);
  parafa_login_flow_callback_caught (login->flow, login->callback);
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_KEYRING_LOCKED);
  g_assert_cmpint (parafa_login_flow_get_step (login->flow), ==, PARAFA_LOGIN_TOKEN);
  g_assert_true (parafa_account_is_unsaved (account));
  held = parafa_account_get_pair (account);
  g_assert_nonnull (held);
  g_assert_cmpuint (login->n_done, ==, 0);

  parafa_login_flow_retry (login->flow);
  session_test_login_wait_idle (login);
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_KEYRING_LOCKED);

  unlock_keyring ();
  parafa_login_flow_retry (login->flow);
  session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
  g_assert_cmpuint (login->n_done, ==, 1);
  g_assert_true (parafa_account_get_pair (account) == held);
  g_assert_false (parafa_account_is_unsaved (account));
  stored = session_test_stored_pair (account);
  g_assert_true (parafa_secret_equal (parafa_token_pair_get_access (held),
                                      parafa_token_pair_get_access (stored)));
}

/* Left with the pair unsaved: the account still holds it */
static void
test_cancel_with_unsaved_pair (void)
{
  SessionTestLogin *login = session_test_login_new (session, account);
  g_autoptr (GError) error = NULL;

  login->keep_callback = TRUE;
  session_test_login_start (login);
  session_test_login_choose (login, PRACTICE_HOLDER);
  parafa_test_wait_until (parafa_test_is_set, &login->callback, PARAFA_TEST_LIMIT_MS);
  parafa_test_keyring_kill_service (keyring);
  parafa_login_flow_callback_caught (login->flow, login->callback);
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_KEYRING_ABSENT);
  session_test_login_free (login);
  g_assert_true (parafa_account_is_unsaved (account));
  g_assert_nonnull (parafa_account_get_pair (account));
  parafa_test_keyring_start_service (keyring);
  g_assert_true (session_test_save (account, &error));
  g_assert_no_error (error);
  g_assert_false (parafa_account_is_unsaved (account));
}

/* Locked before the page: told without asking the server for anything */
static void
test_keyring_locked_before_the_page (void)
{
  g_autoptr (SessionTestLogin) login = session_test_login_new (session, account);
  gint64 n_handshakes = session_test_count (session, "handshakes");

  session_test_login_start (login);
  parafa_test_keyring_lock (keyring);
  session_test_login_choose (login, PRACTICE_HOLDER);
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_KEYRING_LOCKED);
  g_assert_cmpuint (login->n_opened, ==, 0);
  g_assert_cmpint (session_test_count (session, "handshakes"), ==, n_handshakes);
  unlock_keyring ();
  parafa_login_flow_retry (login->flow);
  session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
}

static void
test_client_secret_missing (void)
{
  g_autoptr (ParafaProfile) profile =
      parafa_profile_new ("Fără secret", PARAFA_ENVIRONMENT_PRACTICE);
  g_autoptr (ParafaAccount) other = NULL;
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  ParafaVault *vault = parafa_session_get_vault (session);

  parafa_profile_set_client_id (profile, "0123");
  parafa_profile_set_redirect_uri (profile, PARAFA_PRACTICE_REDIRECT_URI);
  other = session_test_add (session, profile, "secret", &error);
  g_assert_no_error (error);
  parafa_vault_erase_async (vault, parafa_profile_get_id (profile), NULL,
                            parafa_test_result_callback, result);
  g_assert_true (parafa_vault_erase_finish (vault,
                                            parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                            &error));
  {
    g_autoptr (SessionTestLogin) login = session_test_login_new (session, other);

    session_test_login_start (login);
    session_test_login_choose (login, PRACTICE_HOLDER);
    session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_CLIENT_SECRET);
    g_assert_cmpuint (login->n_opened, ==, 0);
  }
  g_assert_true (session_test_remove (session, other, &error));
}

/* The keyring does not answer before the page: the token is logged out, and asks for its PIN anew */
static void
test_patience_ends_before_the_page (void)
{
  g_autoptr (SessionTestLogin) login = session_test_login_new (session, account);

  session_test_login_start (login);
  session_test_login_choose (login, RSA_HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  parafa_test_keyring_hang_service (keyring, TRUE);
  parafa_login_flow_set_patience (login->flow, 300);
  session_test_login_type (login, SESSION_TEST_PIN);
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_TIMEOUT);
  g_assert_cmpint (parafa_login_flow_get_step (login->flow), ==, PARAFA_LOGIN_PAGE);
  g_assert_cmpuint (login->n_opened, ==, 0);
  parafa_test_keyring_hang_service (keyring, FALSE);
  parafa_login_flow_set_patience (login->flow, PARAFA_TEST_LIMIT_MS);
  parafa_login_flow_retry (login->flow);
  session_test_login_wait_idle (login);
  session_test_login_choose (login, RSA_HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  session_test_login_type (login, SESSION_TEST_PIN);
  session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
}

/* Nobody does anything: the page goes, the token is logged out */
static void
test_patience_ends (void)
{
  g_autoptr (SessionTestLogin) login = session_test_login_new (session, account);

  /* enough to prepare the page */
  parafa_login_flow_set_patience (login->flow, 3000);
  fail_at ("authorize", "hang");
  session_test_login_start (login);
  session_test_login_choose (login, RSA_HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  session_test_login_type (login, SESSION_TEST_PIN);
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_TIMEOUT);
  g_assert_cmpuint (login->n_closed, ==, 1);
  clear_failures ();
  parafa_login_flow_set_patience (login->flow, PARAFA_TEST_LIMIT_MS);
  parafa_login_flow_retry (login->flow);
  session_test_login_wait_idle (login);
  session_test_login_choose (login, RSA_HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  session_test_login_type (login, SESSION_TEST_PIN);
  session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
}

static gboolean
is_lost (gpointer data)
{
  return PARAFA_LOGIN_FLOW (data)->machine.state == PARAFA_LOGIN_STATE_LOST;
}

/* What was told stays, word for word, when the key is given up after it */
static void
test_patience_ends_after_a_problem (void)
{
  g_autoptr (SessionTestLogin) login = NULL;
  g_autofree char *detail = NULL;

  fail_at ("authorize", "access_denied");
  login = begin_with_token ();
  while (login->n_opened == 0)
    g_main_context_iteration (NULL, TRUE);
  parafa_login_flow_set_patience (login->flow, 300);
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_DENIED);
  clear_failures ();
  detail = g_strdup (parafa_login_flow_get_detail (login->flow));
  g_assert_nonnull (detail);
  parafa_test_wait_until (is_lost, login->flow, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (parafa_login_flow_get_problem (login->flow), ==, PARAFA_LOGIN_PROBLEM_DENIED);
  g_assert_cmpstr (parafa_login_flow_get_detail (login->flow), ==, detail);
}

static void
test_no_sandbox (void)
{
  g_autoptr (SessionTestLogin) login = session_test_login_new (session, account);

  session_test_login_start (login);
  session_test_login_choose (login, RSA_HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  parafa_login_flow_view_failed (login->flow, PARAFA_LOGIN_PROBLEM_SANDBOX,
                                 "bwrap says access_token=abcdef");
  g_assert_cmpint (parafa_login_flow_get_problem (login->flow), ==, PARAFA_LOGIN_PROBLEM_SANDBOX);
  g_assert_null (strstr (parafa_login_flow_get_detail (login->flow), "abcdef"));
  session_test_login_type (login, SESSION_TEST_PIN);
  g_assert_false (parafa_login_flow_is_busy (login->flow));
}

static gboolean
kill_card (gpointer data)
{
  const char *argv[] = { "ps", "-e", "-o", "ppid=,pid=,comm=", NULL };
  g_autofree char *out = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_cmpint (parafa_test_run (argv, NULL, &out, NULL), ==, 0);
  lines = g_strsplit (out, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      int parent = 0;
      int pid = 0;
      char name[64] = "";

      if (sscanf (lines[i], "%d %d %63s", &parent, &pid, name) == 3 && parent == getpid () &&
          g_str_equal (name, "parafa-card"))
        return kill (pid, SIGKILL) == 0;
    }
  return FALSE;
}

/* The card process dies, as under a broken driver: told, and a new start helps */
static void
test_card_process_dies (void)
{
  g_autoptr (SessionTestLogin) login = session_test_login_new (session, account);

  session_test_login_start (login);
  session_test_login_choose (login, RSA_HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  g_assert_true (kill_card (NULL));
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_CARD_PROCESS);

  parafa_login_flow_retry (login->flow);
  session_test_login_wait_idle (login);
  login->keep_callback = TRUE;
  session_test_login_choose (login, RSA_HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  session_test_login_type (login, SESSION_TEST_PIN);
  parafa_test_wait_until (parafa_test_is_set, &login->callback, PARAFA_TEST_LIMIT_MS);
  g_assert_true (kill_card (NULL));
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_CARD_PROCESS);
  g_assert_cmpuint (login->n_closed, ==, 1);

  login->keep_callback = FALSE;
  parafa_login_flow_start (login->flow);
  session_test_login_wait_idle (login);
  session_test_login_choose (login, RSA_HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  session_test_login_type (login, SESSION_TEST_PIN);
  session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
}

/* An ordinary profile on a machine without a token */
static void
test_no_certificates (void)
{
  g_autofree char *config = g_strdup (g_getenv ("SOFTHSM2_CONF"));
  g_autoptr (ParafaProfile) profile = parafa_profile_new ("Firma", PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (ParafaAccount) other = NULL;
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *text = g_strdup_printf ("directories.tokendir = %s\n", dir);
  g_autofree char *empty = parafa_test_write_file (dir, "softhsm2.conf", text);
  g_autoptr (GError) error = NULL;

  parafa_profile_set_client_id (profile, "0123");
  parafa_profile_set_redirect_uri (profile, "https://localhost:1/x");
  other = session_test_add (session, profile, "secret", &error);
  g_assert_no_error (error);
  g_setenv ("SOFTHSM2_CONF", empty, TRUE);
  {
    g_autoptr (SessionTestLogin) login = session_test_login_new (session, other);

    session_test_login_start (login);
    g_assert_cmpint (parafa_login_flow_get_problem (login->flow), ==,
                     PARAFA_LOGIN_PROBLEM_NO_CERTIFICATES);
    g_assert_cmpint (parafa_login_flow_get_step (login->flow), ==, PARAFA_LOGIN_CERTIFICATE);
    parafa_login_flow_cancel (login->flow);
  }
  g_setenv ("SOFTHSM2_CONF", config, TRUE);
  g_assert_true (session_test_remove (session, other, &error));
}

int
main (int argc, char **argv)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  g_autoptr (GError) error = NULL;
  int status = 0;

  keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_test_init (&argc, &argv, NULL);
  session_test_make_token (SESSION_TEST_PIN);
  session_test_issue ("rsa", RSA_HOLDER, "rsa", "authentication");
  session_test_put ("rsa", "01");
  session = session_test_open (clock, &error);
  g_assert_no_error (error);
  account = session_test_practise (session, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/session/login-failures/%s-%s", failures[i].at, failures[i].how);

      g_test_add_data_func (path, &failures[i], test_failure_then_retry);
    }
  g_test_add_func ("/session/login-failures/retry-with-token", test_retry_with_token);
  g_test_add_func ("/session/login-failures/block-page-has-its-number",
                   test_block_page_has_its_number);
  g_test_add_func ("/session/login-failures/unknown-page-is-shown", test_unknown_page_is_shown);
  g_test_add_func ("/session/login-failures/handshake-breaks", test_handshake_breaks);
  g_test_add_data_func ("/session/login-failures/cancel-hanging-handshake", "handshake",
                        test_cancel_while_hanging);
  g_test_add_data_func ("/session/login-failures/cancel-hanging-authorize", "authorize",
                        test_cancel_while_hanging);
  g_test_add_data_func ("/session/login-failures/cancel-hanging-token", "token",
                        test_cancel_while_hanging);
  g_test_add_func ("/session/login-failures/cancel-at-every-step", test_cancel_at_every_step);
  g_test_add_func ("/session/login-failures/keyring-locked-at-the-end",
                   test_keyring_locked_at_the_end);
  g_test_add_func ("/session/login-failures/cancel-with-unsaved-pair",
                   test_cancel_with_unsaved_pair);
  g_test_add_func ("/session/login-failures/keyring-locked-before-the-page",
                   test_keyring_locked_before_the_page);
  g_test_add_func ("/session/login-failures/client-secret-missing", test_client_secret_missing);
  g_test_add_func ("/session/login-failures/patience-ends", test_patience_ends);
  g_test_add_func ("/session/login-failures/patience-ends-before-the-page",
                   test_patience_ends_before_the_page);
  g_test_add_func ("/session/login-failures/patience-ends-after-a-problem",
                   test_patience_ends_after_a_problem);
  g_test_add_func ("/session/login-failures/no-sandbox", test_no_sandbox);
  g_test_add_func ("/session/login-failures/card-process-dies", test_card_process_dies);
  g_test_add_func ("/session/login-failures/no-certificates", test_no_certificates);

  status = g_test_run ();
  session_test_release (session);
  g_assert_finalize_object (account);
  parafa_test_keyring_free (keyring);
  return status;
}
