/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "session-test.h"

#include <glib/gstdio.h>

#include "parafa-certificate-chain.h"
#include "parafa-certificate-keep.h"

#define PRACTICE_HOLDER "Anița Brădișor"
#define RSA_HOLDER "Daria Stânceanu"
#define EC_HOLDER "Matei Văleanu"
#define FILE_HOLDER "Ilinca Mogoșan"
#define FILE_PASSWORD "practica"
#define HOUR (G_GINT64_CONSTANT (3600))

/* Whole logins: the real card process with a soft token and with files, the real relay, the real
 * practice server and a real keyring. Only the web view is played by relay-client. */
static ParafaSession *session;
static ParafaAccount *account;

static const char *const tls_styles[] = { "renegotiate", "first-1.2", "first-1.3",
                                          "post-handshake" };

static void
set_style (const char *style)
{
  g_autofree char *line = g_strdup_printf ("{\"do\":\"set\",\"tls_style\":\"%s\"}", style);

  session_test_command (session, line);
}

static gint64
get_now (void)
{
  return parafa_clock_get_now (parafa_session_get_clock (session));
}

static gboolean
is_kept (gpointer data)
{
  return g_file_test (data, G_FILE_TEST_EXISTS);
}

/* The public certificate lies in a file of the user's, with what vouches for it */
static void
assert_certificate_kept (ParafaProfile *profile, ParafaCertificate *certificate)
{
  g_autofree char *name = g_strconcat (parafa_profile_get_id (profile), ".pem", NULL);
  g_autofree char *path =
      g_build_filename (g_get_user_data_dir (), "parafa", "certificates", name, NULL);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaCertificate) kept = NULL;
  g_autoptr (ParafaCertificateChain) chain = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  parafa_test_wait_until (is_kept, path, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  parafa_certificate_keep_read_async (profile, NULL, parafa_test_result_callback, result);
  kept =
      parafa_certificate_keep_read_finish (parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                           &error);
  g_assert_no_error (error);
  g_assert_true (
      g_bytes_equal (parafa_certificate_get_der (kept), parafa_certificate_get_der (certificate)));
  chain = parafa_certificate_chain_new (kept, parafa_certificate_get_issuers (kept));
  g_test_message ("%u links", chain->links->len);
  g_unlink (path);
}

static void
assert_done (SessionTestLogin *login)
{
  ParafaTokenPair *pair = NULL;
  ParafaProfile *profile = parafa_account_get_profile (account);
  ParafaCertificate *certificate = NULL;
  g_autoptr (ParafaTokenPair) stored = NULL;
  g_autoptr (ParafaHello) hello = NULL;
  g_autoptr (GError) error = NULL;

  session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
  g_assert_cmpuint (login->n_done, ==, 1);
  g_assert_cmpuint (login->n_opened, ==, 1);
  g_assert_cmpuint (login->n_closed, ==, 1);
  g_assert_cmpuint (login->n_upstream_with_certificate, >, 0);
  g_assert_null (parafa_login_flow_get_relay (login->flow));

  certificate = parafa_login_flow_get_certificate (login->flow);
  pair = parafa_account_get_pair (account);
  g_assert_nonnull (pair);
  g_assert_false (parafa_account_is_unsaved (account));
  stored = session_test_stored_pair (account);
  g_assert_true (parafa_secret_equal (parafa_token_pair_get_access (pair),
                                      parafa_token_pair_get_access (stored)));
  g_assert_cmpint (parafa_account_get_days_left (account), >=, 89);
  g_assert_cmpint (parafa_token_pair_get_obtained_at (pair), ==, get_now ());

  /* the token is of the chosen certificate, which is remembered */
  g_assert_cmpstr (parafa_claims_get_serial (parafa_token_pair_get_claims (pair)), ==,
                   parafa_certificate_get_serial (certificate));
  g_assert_cmpstr (parafa_profile_get_holder (profile), ==,
                   parafa_certificate_get_holder (certificate));
  g_assert_cmpstr (parafa_profile_get_certificate_serial (profile), ==,
                   parafa_certificate_get_serial (certificate));
  g_assert_cmpint (parafa_profile_get_certificate_ends_at (profile), ==,
                   parafa_certificate_get_not_after (certificate));

  assert_certificate_kept (profile, certificate);

  hello = session_test_hello (account, "Ștefan \"x\"", &error);
  g_assert_no_error (error);
  g_assert_cmpint (parafa_hello_get_outcome (hello), ==, PARAFA_HELLO_GREETED);
}

static void
login_with_token (const char *holder)
{
  g_autoptr (SessionTestLogin) login = session_test_login_new (session, account);
  gint64 n_exchanges = session_test_count (session, "exchanges");

  session_test_login_start (login);
  session_test_login_choose (login, holder);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  g_assert_cmpuint (login->n_opened, ==, 0);
  session_test_login_type (login, SESSION_TEST_PIN);
  assert_done (login);
  g_assert_cmpint (session_test_count (session, "exchanges"), ==, n_exchanges + 1);
}

static void
test_token (gconstpointer data)
{
  const char *holder = data;

  for (guint i = 0; i < G_N_ELEMENTS (tls_styles); i++)
    {
      g_test_message ("style %s", tls_styles[i]);
      set_style (tls_styles[i]);
      login_with_token (holder);
    }
  set_style ("renegotiate");
}

static void
test_practice_certificate (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tls_styles); i++)
    {
      g_autoptr (SessionTestLogin) login = session_test_login_new (session, account);

      g_test_message ("style %s", tls_styles[i]);
      set_style (tls_styles[i]);
      session_test_login_start (login);
      session_test_login_choose (login, PRACTICE_HOLDER);
      assert_done (login);
    }
  set_style ("renegotiate");
}

static void
open_file (SessionTestLogin *login, const char *path, const char *password)
{
  g_autoptr (ParafaSecret) secret = parafa_secret_new (password, -1);

  parafa_login_flow_open_file (login->flow, path, secret);
}

static void
test_file (void)
{
  g_autofree char *path = session_test_issued_path ("file", ".p12");

  for (guint i = 0; i < G_N_ELEMENTS (tls_styles); i++)
    {
      g_autoptr (SessionTestLogin) login = session_test_login_new (session, account);

      g_test_message ("style %s", tls_styles[i]);
      set_style (tls_styles[i]);
      /* no listing is needed first */
      open_file (login, path, FILE_PASSWORD);
      assert_done (login);
      g_assert_cmpstr (parafa_certificate_get_holder (
                           parafa_login_flow_get_certificate (login->flow)),
                       ==, FILE_HOLDER);
    }
  set_style ("renegotiate");
}

static void
test_file_refused (void)
{
  g_autoptr (SessionTestLogin) login = session_test_login_new (session, account);
  g_autofree char *good = session_test_issued_path ("file", ".p12");
  g_autofree char *other = session_test_issued_path ("file", ".pem");

  session_test_login_start (login);
  open_file (login, good, "wrong");
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_FILE_PASSWORD);
  g_assert_cmpint (parafa_login_flow_get_step (login->flow), ==, PARAFA_LOGIN_CERTIFICATE);
  open_file (login, other, FILE_PASSWORD);
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_FILE);
  g_assert_cmpuint (login->n_opened, ==, 0);
  open_file (login, good, FILE_PASSWORD);
  assert_done (login);
}

/* The certificate of the last login is offered first, then the usable ones */
static void
test_order_of_offering (void)
{
  g_autoptr (SessionTestLogin) login = session_test_login_new (session, account);
  GListModel *certificates = parafa_login_flow_get_certificates (login->flow);
  g_autoptr (ParafaCertificate) first = NULL;
  g_autoptr (ParafaCertificate) last = NULL;
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  guint n = 0;

  login_with_token (EC_HOLDER);
  session_test_login_start (login);
  n = g_list_model_get_n_items (certificates);
  g_assert_cmpuint (n, ==, 4);
  first = g_list_model_get_item (certificates, 0);
  g_assert_cmpstr (parafa_certificate_get_holder (first), ==, EC_HOLDER);
  last = g_list_model_get_item (certificates, n - 1);
  g_assert_cmpint (parafa_certificate_get_state (last, now_s), ==, PARAFA_CERTIFICATE_EXPIRED);

  /* listed again, not twice */
  session_test_login_start (login);
  g_assert_cmpuint (g_list_model_get_n_items (certificates), ==, 4);
}

/* One PIN, one try; the page is not asked for before the PIN was right */
static void
test_wrong_pin (void)
{
  g_autoptr (SessionTestLogin) login = session_test_login_new (session, account);
  gint64 n_authorize = session_test_count (session, "authorize");
  gint64 n_handshakes = session_test_count (session, "handshakes");

  session_test_login_start (login);
  session_test_login_choose (login, RSA_HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);

  session_test_login_type (login, "");
  g_assert_cmpint (parafa_login_flow_get_problem (login->flow), ==,
                   PARAFA_LOGIN_PROBLEM_PIN_LENGTH);
  parafa_login_flow_unlock (login->flow, NULL);
  g_assert_false (parafa_login_flow_is_busy (login->flow));

  session_test_login_type (login, "000000");
  session_test_login_wait_problem (login, PARAFA_LOGIN_PROBLEM_PIN_WRONG);
  g_assert_cmpint (parafa_login_flow_get_step (login->flow), ==, PARAFA_LOGIN_PIN);
  g_assert_false (parafa_login_flow_is_busy (login->flow));
  parafa_login_flow_retry (login->flow);
  g_assert_false (parafa_login_flow_is_busy (login->flow));
  g_assert_cmpuint (login->n_opened, ==, 0);
  g_assert_cmpint (session_test_count (session, "authorize"), ==, n_authorize);
  g_assert_cmpint (session_test_count (session, "handshakes"), ==, n_handshakes);

  session_test_login_type (login, SESSION_TEST_PIN);
  assert_done (login);
}

static void
test_back_from_everywhere (void)
{
  g_autoptr (SessionTestLogin) login = session_test_login_new (session, account);

  session_test_login_start (login);
  session_test_login_choose (login, RSA_HOLDER);
  parafa_login_flow_back (login->flow);
  g_assert_false (parafa_login_flow_is_busy (login->flow));
  session_test_login_choose (login, RSA_HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  parafa_login_flow_back (login->flow);
  g_assert_cmpint (parafa_login_flow_get_step (login->flow), ==, PARAFA_LOGIN_CERTIFICATE);

  /* during the PIN's try, and from the page: logged out, listed again */
  session_test_login_choose (login, RSA_HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  session_test_login_type (login, SESSION_TEST_PIN);
  parafa_login_flow_back (login->flow);
  session_test_login_wait_idle (login);
  login->keep_callback = TRUE;
  session_test_login_choose (login, RSA_HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_PIN);
  session_test_login_type (login, SESSION_TEST_PIN);
  parafa_test_wait_until (parafa_test_is_set, &login->callback, PARAFA_TEST_LIMIT_MS);
  parafa_login_flow_back (login->flow);
  g_assert_cmpuint (login->n_closed, ==, login->n_opened);
  session_test_login_wait_idle (login);
  /* the callback of the page that was left counts for nothing */
  parafa_login_flow_callback_caught (login->flow, login->callback);
  g_assert_cmpint (parafa_login_flow_get_step (login->flow), ==, PARAFA_LOGIN_CERTIFICATE);
}

/* The same callback twice is one exchange */
static void
test_callback_twice (void)
{
  g_autoptr (SessionTestLogin) login = session_test_login_new (session, account);
  gint64 n_exchanges = session_test_count (session, "exchanges");

  login->keep_callback = TRUE;
  session_test_login_start (login);
  session_test_login_choose (login, PRACTICE_HOLDER);
  parafa_test_wait_until (parafa_test_is_set, &login->callback, PARAFA_TEST_LIMIT_MS);
  parafa_login_flow_callback_caught (login->flow, login->callback);
  /* sent off before the call returned: the step says so */
  g_assert_cmpint (parafa_login_flow_get_step (login->flow), ==, PARAFA_LOGIN_TOKEN);
  g_assert_true (parafa_login_flow_is_busy (login->flow));
  parafa_login_flow_callback_caught (login->flow, login->callback);
  assert_done (login);
  parafa_login_flow_callback_caught (login->flow, login->callback);
  g_assert_cmpint (session_test_count (session, "exchanges"), ==, n_exchanges + 1);
  g_assert_cmpuint (login->n_done, ==, 1);
}

static void
cancel_during_exchange (GApplication *application, SessionTestLogin *login)
{
  parafa_login_flow_callback_caught (login->flow, login->callback);
  g_assert_cmpint (parafa_login_flow_get_step (login->flow), ==, PARAFA_LOGIN_TOKEN);
  parafa_login_flow_cancel (login->flow);
}

/* The code is spent: what it brings is kept, also when the login is cancelled and the last window
 * closed before the answer. The program ends after that, and not before the card process did. */
static void
test_cancelled_exchange_is_kept (void)
{
  g_autoptr (SessionTestLogin) login = session_test_login_new (session, account);
  g_autoptr (GApplication) application = g_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_autoptr (ParafaTokenPair) before = parafa_token_pair_ref (parafa_account_get_pair (account));
  g_autoptr (ParafaTokenPair) stored = NULL;
  gint64 n_exchanges = session_test_count (session, "exchanges");

  login->keep_callback = TRUE;
  session_test_login_start (login);
  session_test_login_choose (login, PRACTICE_HOLDER);
  parafa_test_wait_until (parafa_test_is_set, &login->callback, PARAFA_TEST_LIMIT_MS);
  g_signal_connect (application, "activate", G_CALLBACK (cancel_during_exchange), login);
  g_assert_cmpint (g_application_run (application, 0, NULL), ==, 0);

  g_assert_cmpint (session_test_count (session, "exchanges"), ==, n_exchanges + 1);
  g_assert_cmpuint (login->n_done, ==, 0);
  g_assert_cmpuint (login->flow->n_ending, ==, 0);
  g_assert_true (parafa_account_get_pair (account) != before);
  g_assert_false (parafa_account_is_unsaved (account));
  stored = session_test_stored_pair (account);
  g_assert_true (
      parafa_secret_equal (parafa_token_pair_get_access (parafa_account_get_pair (account)),
                           parafa_token_pair_get_access (stored)));
}

static void
refreshed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint *n_refreshed = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (parafa_account_refresh_finish (PARAFA_ACCOUNT (source), result, &error));
  g_assert_no_error (error);
  (*n_refreshed)++;
}

static gboolean
is_five (gpointer data)
{
  return *(guint *) data == 5;
}

/* Whoever waits shares one refresh; the fresh pair is in the keyring */
static void
test_refresh_is_shared (void)
{
  g_autoptr (ParafaSecret) before = NULL;
  g_autoptr (ParafaTokenPair) stored = NULL;
  gint64 n_refreshes = 0;
  guint n_refreshed = 0;

  login_with_token (RSA_HOLDER);
  before = parafa_secret_ref (parafa_token_pair_get_refresh (parafa_account_get_pair (account)));
  n_refreshes = session_test_count (session, "refreshes");
  for (guint i = 0; i < 5; i++)
    parafa_account_refresh_async (account, NULL, refreshed, &n_refreshed);
  g_assert_true (parafa_account_is_busy (account));
  parafa_test_wait_until (is_five, &n_refreshed, PARAFA_TEST_LIMIT_MS);
  g_assert_false (parafa_account_is_busy (account));
  g_assert_cmpint (session_test_count (session, "refreshes"), ==, n_refreshes + 1);
  stored = session_test_stored_pair (account);
  g_assert_false (parafa_secret_equal (before, parafa_token_pair_get_refresh (stored)));
  g_assert_cmpint (parafa_token_pair_get_obtained_at (stored), ==, get_now ());
  g_assert_true (
      parafa_secret_equal (parafa_token_pair_get_refresh (parafa_account_get_pair (account)),
                           parafa_token_pair_get_refresh (stored)));
}

/* Two programs with the same profile: one refresh, and both have its pair */
static void
test_two_programs_refresh_once (void)
{
  const char *id = parafa_profile_get_id (parafa_account_get_profile (account));
  ParafaSession *other_session = NULL;
  ParafaAccount *other = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_refreshes = 0;
  guint n_refreshed = 3;

  login_with_token (RSA_HOLDER);
  n_refreshes = session_test_count (session, "refreshes");
  other_session = session_test_open (parafa_session_get_clock (session), &error);
  g_assert_no_error (error);
  other = parafa_session_find (other_session, id);
  session_test_wait_loaded (other);
  parafa_account_refresh_async (account, NULL, refreshed, &n_refreshed);
  parafa_account_refresh_async (other, NULL, refreshed, &n_refreshed);
  parafa_test_wait_until (is_five, &n_refreshed, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (session_test_count (session, "refreshes"), ==, n_refreshes + 1);
  g_assert_true (
      parafa_secret_equal (parafa_token_pair_get_refresh (parafa_account_get_pair (account)),
                           parafa_token_pair_get_refresh (parafa_account_get_pair (other))));
  session_test_release (other_session);
}

/* A caller that gives up does not stop the refresh: its answer may be the only copy */
static void
test_cancelled_refresh_goes_on (void)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaTokenPair) stored = NULL;
  gint64 n_refreshes = session_test_count (session, "refreshes");
  guint n_refreshed = 4;

  parafa_account_refresh_async (account, cancellable, parafa_test_result_callback, result);
  parafa_account_refresh_async (account, NULL, refreshed, &n_refreshed);
  g_cancellable_cancel (cancellable);
  g_assert_false (
      parafa_account_refresh_finish (account,
                                     parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                     &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  parafa_test_wait_until (is_five, &n_refreshed, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (session_test_count (session, "refreshes"), ==, n_refreshes + 1);
  stored = session_test_stored_pair (account);
  g_assert_true (
      parafa_secret_equal (parafa_token_pair_get_refresh (parafa_account_get_pair (account)),
                           parafa_token_pair_get_refresh (stored)));
}

typedef struct
{
  const char *how;
  ParafaTokenError code;
} RefreshFailure;

static const RefreshFailure refresh_failures[] = {
  { "invalid_grant", PARAFA_TOKEN_ERROR_LOGIN_AGAIN },
  { "expired_text", PARAFA_TOKEN_ERROR_LOGIN_AGAIN },
  { "invalid_client", PARAFA_TOKEN_ERROR_SETTINGS },
  { "html200", PARAFA_TOKEN_ERROR_LATER },
  { "redirect", PARAFA_TOKEN_ERROR_LATER },
  { "500", PARAFA_TOKEN_ERROR_LATER },
};

/* No failure takes a token away */
static void
test_refresh_failures_keep_the_pair (void)
{
  g_autoptr (ParafaTokenPair) before = parafa_token_pair_ref (parafa_account_get_pair (account));

  for (guint i = 0; i < G_N_ELEMENTS (refresh_failures); i++)
    {
      g_autofree char *line =
          g_strdup_printf ("{\"do\":\"fail\",\"at\":\"token\",\"how\":\"%s\",\"times\":1}",
                           refresh_failures[i].how);
      g_autoptr (ParafaTokenPair) stored = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("how %s", refresh_failures[i].how);
      session_test_command (session, line);
      g_assert_false (session_test_refresh (account, &error));
      g_assert_true (error->domain == PARAFA_TOKEN_ERROR);
      g_assert_cmpint (error->code, ==, refresh_failures[i].code);
      g_assert_true (parafa_account_get_pair (account) == before);
      g_assert_false (parafa_account_is_busy (account));
      stored = session_test_stored_pair (account);
      g_assert_true (parafa_secret_equal (parafa_token_pair_get_refresh (before),
                                          parafa_token_pair_get_refresh (stored)));
    }
}

int
main (int argc, char **argv)
{
  ParafaTestKeyring *keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  /* not the system's: what is obtained is dated by the session's clock */
  g_autoptr (ParafaClock) clock =
      parafa_clock_new_fixed (g_get_real_time () / G_USEC_PER_SEC + HOUR);
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  session_test_make_token (SESSION_TEST_PIN);
  session_test_issue ("rsa", RSA_HOLDER, "rsa", "authentication");
  session_test_issue ("ec", EC_HOLDER, "ec", "authentication");
  session_test_issue ("old", RSA_HOLDER, "rsa", "expired");
  session_test_issue ("file", FILE_HOLDER, "ec384", "authentication");
  session_test_put ("rsa", "01");
  session_test_put ("ec", "02");
  session_test_put ("old", "03");
  session = session_test_open (clock, &error);
  g_assert_no_error (error);
  account = session_test_practise (session, &error);
  g_assert_no_error (error);

  g_test_add_data_func ("/session/login-flow/token-rsa", RSA_HOLDER, test_token);
  g_test_add_data_func ("/session/login-flow/token-ec", EC_HOLDER, test_token);
  g_test_add_func ("/session/login-flow/practice-certificate", test_practice_certificate);
  g_test_add_func ("/session/login-flow/file", test_file);
  g_test_add_func ("/session/login-flow/file-refused", test_file_refused);
  g_test_add_func ("/session/login-flow/order-of-offering", test_order_of_offering);
  g_test_add_func ("/session/login-flow/wrong-pin", test_wrong_pin);
  g_test_add_func ("/session/login-flow/back-from-everywhere", test_back_from_everywhere);
  g_test_add_func ("/session/login-flow/callback-twice", test_callback_twice);
  g_test_add_func ("/session/login-flow/cancelled-exchange-is-kept",
                   test_cancelled_exchange_is_kept);
  g_test_add_func ("/session/login-flow/refresh-is-shared", test_refresh_is_shared);
  g_test_add_func ("/session/login-flow/two-programs-refresh-once", test_two_programs_refresh_once);
  g_test_add_func ("/session/login-flow/cancelled-refresh-goes-on", test_cancelled_refresh_goes_on);
  g_test_add_func ("/session/login-flow/refresh-failures-keep-the-pair",
                   test_refresh_failures_keep_the_pair);

  status = g_test_run ();
  session_test_release (session);
  g_assert_finalize_object (account);
  parafa_test_keyring_free (keyring);
  return status;
}
