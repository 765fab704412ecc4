/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "relay-client.h"
#include "session-shim.h"
#include "session-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define PRACTICE_HOLDER "Anița Brădișor"
#define HOLDER "Daria Stânceanu"
#define OTHER_HOLDER "Matei Văleanu"
#define FILE_PASSWORD "practica"

/* Tokens that come and go, the certificate of the last login, and the log-out after each: the real card
 * process, relay, practice server and keyring, with a driver before SoftHSM that can be told what to do */
static ParafaSession *session;
static ParafaAccount *account;

/* goes_on: the remembered certificate is taken by itself, as in the window */
static SessionTestLogin *
begin (gboolean goes_on)
{
  SessionTestLogin *login = session_test_login_new (session, account);

  login->flow->goes_on = goes_on;
  session_test_login_start (login);
  return login;
}

static SessionTestLogin *
begin_and_unlock (const char *holder)
{
  SessionTestLogin *login = begin (FALSE);

  session_test_login_choose (login, holder);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  session_test_login_type (login, SESSION_TEST_PIN);
  return login;
}

static void
log_in (const char *holder)
{
  g_autoptr (SessionTestLogin) login = begin_and_unlock (holder);

  session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
}

static void
tokens_changed (SessionTestLogin *login)
{
  parafa_login_flow_handle_good (login->flow, PARAFA_LOGIN_EVENT_TOKENS_CHANGED);
}

static void
assert_holder (SessionTestLogin *login, const char *holder)
{
  g_assert_cmpstr (parafa_certificate_get_holder (parafa_login_flow_get_certificate (login->flow)),
                   ==, holder);
}

/* Every login that succeeded is undone. session_test_login_free() waits for the process to end */
static void
assert_logged_out (guint n_logins)
{
  g_assert_cmpuint (session_shim_count ("C_Login 6 0x0"), ==, n_logins);
  g_assert_cmpuint (session_shim_count ("C_Logout 0x0"), ==, n_logins);
  session_shim_reset ();
}

/* --- the log-out --- */

static void
test_logged_out_when_done (void)
{
  session_shim_reset ();
  log_in (HOLDER);
  assert_logged_out (1);
}

static void
test_logged_out_when_cancelled (void)
{
  SessionTestLogin *login = NULL;

  session_shim_reset ();
  login = begin (FALSE);
  session_test_login_choose (login, HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  login->keep_callback = TRUE;
  session_test_login_type (login, SESSION_TEST_PIN);
  parafa_test_wait_until (parafa_test_is_set, &login->callback, 2 * PARAFA_TEST_LIMIT_MS);
  g_assert_cmpuint (session_shim_count ("C_Logout"), ==, 0);
  session_test_login_free (login);
  assert_logged_out (1);
}

/* Closed while the token is still thinking about the PIN */
static void
test_logged_out_when_cancelled_early (void)
{
  SessionTestLogin *login = NULL;

  session_shim_reset ();
  session_shim_set ("TEST_PKCS11_SLOW_MS", "400");
  login = begin (FALSE);
  session_test_login_choose (login, HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  session_test_login_type (login, SESSION_TEST_PIN);
  session_test_login_free (login);
  /* the PIN may not have reached the token before the end did */
  g_assert_cmpuint (session_shim_count ("C_Login 6 0x0"), ==, session_shim_count ("C_Logout 0x0"));
  g_assert_cmpuint (session_shim_count ("C_Login"), <=, 1);
}

static void
test_logged_out_when_failed (void)
{
  const char *const failures[] = {
    "{\"do\":\"fail\",\"at\":\"token\",\"how\":\"500\"}",
    "{\"do\":\"fail\",\"at\":\"authorize\",\"how\":\"access_denied\"}",
    "{\"do\":\"fail\",\"at\":\"policy\",\"how\":\"no_certificate_page\"}"
  };
  const ParafaLoginProblem problems[] = { PARAFA_LOGIN_PROBLEM_EXCHANGE_LATER,
                                          PARAFA_LOGIN_PROBLEM_DENIED,
                                          PARAFA_LOGIN_PROBLEM_PAGE_NO_CERTIFICATE };

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      SessionTestLogin *login = NULL;

      session_shim_reset ();
      session_test_command (session, failures[i]);
      login = begin_and_unlock (HOLDER);
      session_test_login_wait_problem (login, problems[i]);
      session_test_login_free (login);
      session_test_command (session, "{\"do\":\"clear\"}");
      assert_logged_out (1);
    }
}

static void
test_logged_out_when_going_back (void)
{
  SessionTestLogin *login = NULL;

  session_shim_reset ();
  login = begin (FALSE);
  session_test_login_choose (login, HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  login->keep_callback = TRUE;
  session_test_login_type (login, SESSION_TEST_PIN);
  parafa_test_wait_until (parafa_test_is_set, &login->callback, 2 * PARAFA_TEST_LIMIT_MS);
  parafa_login_flow_back (login->flow);
  session_test_login_wait_idle (login);
  g_assert_cmpint (parafa_login_flow_get_step (login->flow), ==, PARAFA_LOGIN_CERTIFICATE);
  g_assert_cmpuint (session_shim_count ("C_Logout 0x0"), ==, 1);
  session_test_login_free (login);
  assert_logged_out (1);
}

/* A wrong PIN is one try, however often "once more" is pressed */
static void
test_wrong_pin_is_not_repeated (void)
{
  g_autoptr (SessionTestLogin) login = NULL;

  session_shim_reset ();
  login = begin (FALSE);
  session_test_login_choose (login, HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  session_test_login_type (login, "000000");
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_PIN_WRONG);
  for (guint i = 0; i < 3; i++)
    parafa_login_flow_retry (login->flow);
  session_test_login_wait_idle (login);
  g_assert_cmpuint (session_shim_count ("C_Login"), ==, 1);
  g_assert_cmpint (parafa_login_flow_get_problem (login->flow), ==, PARAFA_LOGIN_PROBLEM_PIN_WRONG);
}

/* The token says at the login what it did not say before; once it is mended, the PIN is asked again */
static void
test_pin_to_be_mended (void)
{
  const struct
  {
    const char *rv;
    ParafaLoginProblem problem;
  } answers[] = { { "0xa3", PARAFA_LOGIN_PROBLEM_PIN_EXPIRED },
                  { "0x102", PARAFA_LOGIN_PROBLEM_PIN_NOT_SET } };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (SessionTestLogin) login = NULL;

      session_shim_reset ();
      session_shim_set ("TEST_PKCS11_LOGIN_RV", answers[i].rv);
      login = begin_and_unlock (HOLDER);
      session_test_login_wait_problem (login, answers[i].problem);
      g_assert_cmpint (parafa_login_flow_get_step (login->flow), ==, PARAFA_LOGIN_PIN);
      parafa_login_flow_retry (login->flow);
      session_test_login_wait_idle (login);
      g_assert_cmpint (parafa_login_flow_get_problem (login->flow), ==, 0);
      g_assert_cmpint (parafa_login_flow_get_step (login->flow), ==, PARAFA_LOGIN_PIN);
      g_assert_cmpuint (session_shim_count ("C_Login"), ==, 1);
    }
}

/* --- the certificate of the last login --- */

static void
test_remembered_is_one_press (void)
{
  g_autoptr (SessionTestLogin) login = NULL;

  session_shim_reset ();
  log_in (OTHER_HOLDER);
  login = begin (TRUE);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  assert_holder (login, OTHER_HOLDER);
  g_assert_cmpint (parafa_login_flow_get_remembered (login->flow, NULL), ==,
                   PARAFA_LOGIN_REMEMBERED_FOUND);
  session_test_login_type (login, SESSION_TEST_PIN);
  session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
  g_assert_cmpstr (parafa_claims_get_serial (
                       parafa_token_pair_get_claims (parafa_account_get_pair (account))),
                   ==,
                   parafa_certificate_get_serial (parafa_login_flow_get_certificate (login->flow)));
}

/* The way back from it is no circle */
static void
test_remembered_then_another (void)
{
  g_autoptr (SessionTestLogin) login = NULL;

  session_shim_reset ();
  log_in (OTHER_HOLDER);
  login = begin (TRUE);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  parafa_login_flow_back (login->flow);
  session_test_login_wait_idle (login);
  g_assert_cmpint (parafa_login_flow_get_step (login->flow), ==, PARAFA_LOGIN_CERTIFICATE);
  tokens_changed (login);
  session_test_login_choose (login, HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  assert_holder (login, HOLDER);
  session_test_login_type (login, SESSION_TEST_PIN);
  session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
}

static gboolean
is_missed (gpointer data)
{
  return parafa_login_flow_get_remembered (((SessionTestLogin *) data)->flow, NULL) ==
         PARAFA_LOGIN_REMEMBERED_MISSED;
}

static gboolean
is_at_pin (gpointer data)
{
  ParafaLoginFlow *flow = ((SessionTestLogin *) data)->flow;

  return parafa_login_flow_get_step (flow) == PARAFA_LOGIN_PIN &&
         parafa_login_flow_get_problem (flow) == PARAFA_LOGIN_PROBLEM_NONE;
}

/* Not there: missed; put in: the login goes on to its PIN by itself */
static void
test_missed_then_put_in (void)
{
  g_autoptr (SessionTestLogin) login = NULL;

  session_shim_reset ();
  log_in (HOLDER);
  session_shim_pull_out ();
  login = begin (TRUE);
  g_assert_true (is_missed (login));
  g_assert_cmpint (parafa_login_flow_get_step (login->flow), ==, PARAFA_LOGIN_CERTIFICATE);
  /* something else changed: it stays */
  tokens_changed (login);
  session_shim_put_in ();
  tokens_changed (login);
  parafa_test_wait_until (is_at_pin, login, PARAFA_TEST_LIMIT_MS);
  assert_holder (login, HOLDER);
}

static gboolean
lists_four (gpointer data)
{
  return g_list_model_get_n_items (
             parafa_login_flow_get_certificates (((SessionTestLogin *) data)->flow)) == 4;
}

/* The list fills by itself; who has begun to choose is left alone */
static void
test_missed_but_another_is_chosen (void)
{
  g_autoptr (SessionTestLogin) login = NULL;

  session_shim_reset ();
  log_in (HOLDER);
  session_shim_pull_out ();
  login = begin (TRUE);
  parafa_login_flow_stay (login->flow);
  session_shim_put_in ();
  tokens_changed (login);
  parafa_test_wait_until (lists_four, login, PARAFA_TEST_LIMIT_MS);
  g_assert_false (parafa_login_flow_is_busy (login->flow));
  g_assert_cmpint (parafa_login_flow_get_step (login->flow), ==, PARAFA_LOGIN_CERTIFICATE);
  g_assert_cmpint (parafa_login_flow_get_remembered (login->flow, NULL), ==,
                   PARAFA_LOGIN_REMEMBERED_FOUND);
}

static gboolean
lists_one (gpointer data)
{
  return g_list_model_get_n_items (
             parafa_login_flow_get_certificates (((SessionTestLogin *) data)->flow)) == 1;
}

/* Pulled out while the person chooses: the list shows it; many changes at once are no more than two
 * listings */
static void
test_list_follows (void)
{
  g_autoptr (SessionTestLogin) login = NULL;

  session_shim_reset ();
  login = begin (FALSE);
  g_assert_true (lists_four (login));
  session_shim_pull_out ();
  for (guint i = 0; i < 20; i++)
    tokens_changed (login);
  parafa_test_wait_until (lists_one, login, PARAFA_TEST_LIMIT_MS);
  session_shim_put_in ();
  tokens_changed (login);
  parafa_test_wait_until (lists_four, login, PARAFA_TEST_LIMIT_MS);
  g_assert_false (parafa_login_flow_is_busy (login->flow));
}

/* --- pulled out in the middle --- */

static gboolean
is_token_back (gpointer data)
{
  return parafa_login_flow_is_token_back (((SessionTestLogin *) data)->flow);
}

static void
put_in_and_finish (SessionTestLogin *login)
{
  session_shim_put_in ();
  tokens_changed (login);
  parafa_test_wait_until (is_at_pin, login, PARAFA_TEST_LIMIT_MS);
  g_assert_true (parafa_login_flow_is_token_back (login->flow));
  assert_holder (login, HOLDER);
  session_test_login_type (login, SESSION_TEST_PIN);
  session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
  g_assert_cmpuint (login->n_done, ==, 1);
}

static void
test_pulled_out_before_pin (void)
{
  g_autoptr (SessionTestLogin) login = NULL;

  session_shim_reset ();
  login = begin (FALSE);
  session_test_login_choose (login, HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  g_assert_false (parafa_login_flow_is_token_back (login->flow));
  session_shim_pull_out ();
  tokens_changed (login);
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_TOKEN_GONE);
  g_assert_cmpuint (session_shim_count ("C_Login"), ==, 0);
  put_in_and_finish (login);
  g_assert_cmpuint (session_shim_count ("C_Login 6"), ==, 1);
}

/* Nothing was noticed before the PIN was typed */
static void
test_pulled_out_at_pin (void)
{
  g_autoptr (SessionTestLogin) login = NULL;

  session_shim_reset ();
  login = begin (FALSE);
  session_test_login_choose (login, HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  session_shim_pull_out ();
  session_test_login_type (login, SESSION_TEST_PIN);
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_TOKEN_GONE);
  g_assert_cmpuint (session_shim_count ("C_Login"), ==, 0);
  put_in_and_finish (login);
}

static void
test_pulled_out_on_page (void)
{
  g_autoptr (SessionTestLogin) login = NULL;

  session_shim_reset ();
  login = begin (FALSE);
  session_test_login_choose (login, HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  login->keep_callback = TRUE;
  session_test_login_type (login, SESSION_TEST_PIN);
  parafa_test_wait_until (parafa_test_is_set, &login->callback, 2 * PARAFA_TEST_LIMIT_MS);
  session_shim_pull_out ();
  tokens_changed (login);
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_TOKEN_GONE);
  g_assert_cmpint (parafa_login_flow_get_step (login->flow), ==, PARAFA_LOGIN_PAGE);
  g_assert_cmpuint (login->n_closed, ==, 0);
  login->keep_callback = FALSE;
  put_in_and_finish (login);
  g_assert_cmpuint (login->n_opened, ==, 2);
}

/* Out and in again before anybody looked: the token is there, and its login is gone. That shows when it
 * is to sign, and the login goes on with the PIN by itself */
static void
test_pulled_out_for_a_moment (void)
{
  g_autoptr (SessionTestLogin) login = NULL;

  session_shim_reset ();
  session_shim_set ("TEST_PKCS11_BOUNCES", "1");
  login = begin (FALSE);
  session_test_login_choose (login, HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  session_test_login_type (login, SESSION_TEST_PIN);
  parafa_test_wait_until (is_token_back, login, 2 * PARAFA_TEST_LIMIT_MS);
  parafa_test_wait_until (is_at_pin, login, PARAFA_TEST_LIMIT_MS);
  assert_holder (login, HOLDER);
  g_assert_cmpuint (session_shim_count ("C_Login"), ==, 1);
  session_test_login_type (login, SESSION_TEST_PIN);
  session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
  g_assert_cmpuint (session_shim_count ("C_Login"), ==, 2);
  g_assert_cmpuint (login->n_done, ==, 1);
}

/* The page was on its way to its end already */
static void
test_pulled_out_and_done (void)
{
  g_autoptr (SessionTestLogin) login = NULL;

  session_shim_reset ();
  login = begin (FALSE);
  session_test_login_choose (login, HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  login->keep_callback = TRUE;
  session_test_login_type (login, SESSION_TEST_PIN);
  parafa_test_wait_until (parafa_test_is_set, &login->callback, 2 * PARAFA_TEST_LIMIT_MS);
  session_shim_pull_out ();
  tokens_changed (login);
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_TOKEN_GONE);
  parafa_login_flow_callback_caught (login->flow, login->callback);
  session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
}

/* Nobody tells the login but the driver's own process, which looks once a second */
static void
test_noticed_without_being_told (void)
{
  g_autoptr (SessionTestLogin) login = NULL;
  gint64 start_us = 0;

  session_shim_reset ();
  login = begin (FALSE);
  g_assert_true (parafa_card_get_watching (login->flow->card));
  session_shim_pull_out ();
  start_us = g_get_monotonic_time ();
  parafa_test_wait_until (lists_one, login, PARAFA_TEST_LIMIT_MS);
  session_shim_put_in ();
  parafa_test_wait_until (lists_four, login, PARAFA_TEST_LIMIT_MS);
  g_test_message ("out and in noticed after %d ms",
                  (int) ((g_get_monotonic_time () - start_us) / 1000));
  session_test_login_choose (login, HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  login->keep_callback = TRUE;
  session_test_login_type (login, SESSION_TEST_PIN);
  parafa_test_wait_until (parafa_test_is_set, &login->callback, 2 * PARAFA_TEST_LIMIT_MS);
  g_assert_true (parafa_card_get_watching (login->flow->card));
  session_shim_pull_out ();
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_TOKEN_GONE);
  session_shim_put_in ();
  parafa_test_wait_until (is_at_pin, login, PARAFA_TEST_LIMIT_MS);
  login->keep_callback = FALSE;
  session_test_login_type (login, SESSION_TEST_PIN);
  session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
}

/* Never comes back: the person goes another way */
static void
test_pulled_out_for_good (void)
{
  g_autoptr (SessionTestLogin) login = NULL;

  session_shim_reset ();
  login = begin (FALSE);
  session_test_login_choose (login, HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  session_shim_pull_out ();
  tokens_changed (login);
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_TOKEN_GONE);
  parafa_login_flow_retry (login->flow);
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_TOKEN_GONE);
  parafa_login_flow_back (login->flow);
  session_test_login_wait_idle (login);
  session_test_login_choose (login, PRACTICE_HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
}

/* --- without a view --- */

/* Walks where the system's browser would, with a card process of its own for the practice certificate */
static ParafaSecret *
visit_elsewhere (SessionTestLogin *login)
{
  ParafaPractice *practice = parafa_session_get_practice (session);
  g_autoptr (ParafaCard) card = parafa_card_new ();
  g_autoptr (ParafaTestResult) opened = parafa_test_result_new ();
  g_autoptr (ParafaTestResult) started = parafa_test_result_new ();
  g_autoptr (ParafaTestResult) walked = parafa_test_result_new ();
  g_autoptr (ParafaTestResult) ended = parafa_test_result_new ();
  g_autoptr (ParafaCertificate) certificate = NULL;
  g_autoptr (ParafaRelayAddress) relay = NULL;
  g_autoptr (RelayClientEnd) end = NULL;
  g_autoptr (GError) error = NULL;
  ParafaRelaySettings settings = { NULL };
  ParafaEndpoints *endpoints = login->flow->preparation->endpoints;

  settings.login_hosts = parafa_endpoints_get_login_hosts (endpoints);
  settings.trust_pem = parafa_endpoints_get_ca_pem (endpoints);
  parafa_card_open_file_async (card, parafa_practice_get_certificate_file (practice),
                               parafa_practice_get_certificate_password (practice), NULL,
                               parafa_test_result_callback, opened);
  certificate =
      parafa_card_open_file_finish (card, parafa_test_result_wait (opened, PARAFA_TEST_LIMIT_MS),
                                    &error);
  g_assert_no_error (error);
  parafa_card_start_relay_async (card, certificate, &settings, NULL, parafa_test_result_callback,
                                 started);
  relay =
      parafa_card_start_relay_finish (card, parafa_test_result_wait (started, PARAFA_TEST_LIMIT_MS),
                                      &error);
  g_assert_no_error (error);
  relay_client_walk_async (relay, parafa_login_flow_get_page_uri (login->flow),
                           parafa_login_flow_get_redirect_uri (login->flow), NULL,
                           parafa_test_result_callback, walked);
  end = relay_client_walk_finish (parafa_test_result_wait (walked, PARAFA_TEST_LIMIT_MS), &error);
  g_assert_no_error (error);
  parafa_card_end_async (card, NULL, parafa_test_result_callback, ended);
  parafa_test_result_wait (ended, PARAFA_TEST_LIMIT_MS);
  g_assert_nonnull (end->callback);
  return parafa_secret_ref (end->callback);
}

static void
paste (SessionTestLogin *login, const char *text)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new (text, -1);

  parafa_login_flow_callback_pasted (login->flow, secret);
}

/* The address is pasted with a blank and a line end, after two wrong ones; the token is free meanwhile */
static void
test_pasted (void)
{
  ParafaProfile *profile = parafa_account_get_profile (account);
  g_autoptr (SessionTestLogin) login = NULL;
  g_autoptr (ParafaSecret) callback = NULL;
  g_autofree char *serial = NULL;
  g_autofree char *untidy = NULL;
  g_autofree char *foreign = NULL;
  gint64 n_exchanges = 0;

  session_shim_reset ();
  log_in (HOLDER);
  serial = g_strdup (parafa_profile_get_certificate_serial (profile));
  session_shim_reset ();
  n_exchanges = session_test_count (session, "exchanges");
  login = begin_and_unlock (HOLDER);
  login->keep_callback = TRUE;
  parafa_test_wait_until (parafa_test_is_set, &login->callback, 2 * PARAFA_TEST_LIMIT_MS);
  parafa_login_flow_paste (login->flow);
  session_test_login_wait_idle (login);
  g_assert_true (parafa_login_flow_is_pasting (login->flow));
  g_assert_cmpint (parafa_login_flow_get_problem (login->flow), ==, 0);
  g_assert_null (login->flow->card);
  g_assert_cmpuint (session_shim_count ("C_Logout 0x0"), ==, 1);

  paste (login, "https://example.org/?code=1");
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_NOT_CALLBACK);
  foreign = g_strconcat (parafa_login_flow_get_redirect_uri (login->flow),
                         "?code=abc&state=another", NULL);
  paste (login, foreign);
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_STATE);
  g_assert_cmpint (session_test_count (session, "exchanges"), ==, n_exchanges);

  callback = visit_elsewhere (login);
  untidy = g_strdup_printf (" %s\n", parafa_secret_get (callback));
  paste (login, untidy);
  session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
  g_assert_cmpint (session_test_count (session, "exchanges"), ==, n_exchanges + 1);
  /* which certificate the browser showed is not known: the remembered one stays */
  g_assert_cmpstr (parafa_profile_get_certificate_serial (profile), ==, serial);
}

/* --- files --- */

static void
open_file (SessionTestLogin *login, const char *path, const char *password)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new (password, -1);

  parafa_login_flow_open_file (login->flow, path, secret);
}

/* Remembered by its place, its password by nobody; then it is moved away */
static void
test_file_is_remembered (void)
{
  ParafaProfile *profile = parafa_account_get_profile (account);
  g_autofree char *issued = session_test_issued_path ("file", ".p12");
  g_autofree char *path = g_build_filename (g_get_home_dir (), "al meu [1].p12", NULL);
  g_autofree char *bytes = NULL;
  gsize length = 0;

  session_shim_reset ();
  g_assert_true (g_file_get_contents (issued, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  {
    g_autoptr (SessionTestLogin) login = begin (FALSE);

    open_file (login, path, FILE_PASSWORD);
    session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
    g_assert_cmpstr (parafa_profile_get_certificate_file (profile), ==, path);
  }
  {
    /* no driver is asked: the file is enough */
    g_autoptr (SessionTestLogin) login = begin (TRUE);

    g_assert_cmpint (parafa_login_flow_get_remembered (login->flow, NULL), ==,
                     PARAFA_LOGIN_REMEMBERED_FILE);
    g_assert_null (login->flow->card);
    open_file (login, path, "wrong");
    session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_FILE_PASSWORD);
    open_file (login, path, FILE_PASSWORD);
    session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
  }
  {
    /* another one is wanted: now the tokens are looked at */
    g_autoptr (SessionTestLogin) login = begin (TRUE);

    parafa_login_flow_back (login->flow);
    session_test_login_wait_idle (login);
    g_assert_true (lists_four (login));
    g_assert_cmpint (parafa_login_flow_get_remembered (login->flow, NULL), ==,
                     PARAFA_LOGIN_REMEMBERED_NONE);
  }
  {
    g_autoptr (SessionTestLogin) login = begin (TRUE);

    g_assert_cmpint (g_remove (path), ==, 0);
    open_file (login, path, FILE_PASSWORD);
    session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_FILE_GONE);
  }
  {
    g_autoptr (SessionTestLogin) login = begin (TRUE);

    g_assert_cmpint (parafa_login_flow_get_remembered (login->flow, NULL), ==,
                     PARAFA_LOGIN_REMEMBERED_FILE_GONE);
    g_assert_true (lists_four (login));
  }
  /* a token takes its place again */
  log_in (HOLDER);
  g_assert_null (parafa_profile_get_certificate_file (profile));
}

int
main (int argc, char **argv)
{
  ParafaTestKeyring *keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  session_test_make_token (SESSION_TEST_PIN);
  session_test_issue ("rsa", HOLDER, "rsa", "authentication");
  session_test_issue ("ec", OTHER_HOLDER, "ec", "authentication");
  session_test_issue ("old", HOLDER, "rsa", "expired");
  session_test_issue ("file", "Ilinca Mogoșan", "ec384", "authentication");
  session_test_put ("rsa", "01");
  session_test_put ("ec", "02");
  session_test_put ("old", "03");
  session_shim_prepare ();
  session = session_test_open (clock, &error);
  g_assert_no_error (error);
  account = session_test_practise (session, &error);
  g_assert_no_error (error);
#define ADD(path, function) g_test_add_func ("/session/login-token/" path, function)
  ADD ("logged-out-when-done", test_logged_out_when_done);
  ADD ("logged-out-when-cancelled", test_logged_out_when_cancelled);
  ADD ("logged-out-when-cancelled-early", test_logged_out_when_cancelled_early);
  ADD ("logged-out-when-failed", test_logged_out_when_failed);
  ADD ("logged-out-when-going-back", test_logged_out_when_going_back);
  ADD ("wrong-pin-is-not-repeated", test_wrong_pin_is_not_repeated);
  ADD ("pin-to-be-mended", test_pin_to_be_mended);
  ADD ("remembered-is-one-press", test_remembered_is_one_press);
  ADD ("remembered-then-another", test_remembered_then_another);
  ADD ("missed-then-put-in", test_missed_then_put_in);
  ADD ("missed-but-another-is-chosen", test_missed_but_another_is_chosen);
  ADD ("list-follows", test_list_follows);
  ADD ("pulled-out-before-pin", test_pulled_out_before_pin);
  ADD ("pulled-out-at-pin", test_pulled_out_at_pin);
  ADD ("pulled-out-on-page", test_pulled_out_on_page);
  ADD ("pulled-out-for-a-moment", test_pulled_out_for_a_moment);
  ADD ("pulled-out-and-done", test_pulled_out_and_done);
  ADD ("noticed-without-being-told", test_noticed_without_being_told);
  ADD ("pulled-out-for-good", test_pulled_out_for_good);
  ADD ("pasted", test_pasted);
  ADD ("file-is-remembered", test_file_is_remembered);
  status = g_test_run ();
  session_test_release (session);
  g_assert_finalize_object (account);
  parafa_test_keyring_free (keyring);
  return status;
}
