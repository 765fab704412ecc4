/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "session-test.h"

#define NOW (G_GINT64_CONSTANT (1795500000))
#define DAY (G_GINT64_CONSTANT (86400))

/* A real keyring and the practice server, whose clock stands where the session's does */
static ParafaTestKeyring *keyring;

typedef struct
{
  ParafaClock *clock;     /* (owned) */
  ParafaSession *session; /* (owned) */
  ParafaAccount *account; /* (unowned) */
} Fixture;

static void
set_server_clock (ParafaSession *session, gint64 now_s)
{
  g_autofree char *line =
      g_strdup_printf ("{\"do\":\"set\",\"clock_offset_s\":%" G_GINT64_FORMAT "}",
                       now_s - g_get_real_time () / G_USEC_PER_SEC);

  session_test_command (session, line);
}

static void
set_clocks (Fixture *fixture, gint64 now_s)
{
  parafa_clock_set_now (fixture->clock, now_s);
  set_server_clock (fixture->session, now_s);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  fixture->clock = parafa_clock_new_fixed (NOW);
  fixture->session = session_test_open (fixture->clock, &error);
  g_assert_no_error (error);
  account = session_test_practise (fixture->session, &error);
  g_assert_no_error (error);
  fixture->account = account;
  session_test_wait_loaded (account);
  set_clocks (fixture, NOW);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  session_test_remove (fixture->session, fixture->account, &error);
  g_assert_no_error (error);
  session_test_release (fixture->session);
  parafa_clock_unref (fixture->clock);
}

static gboolean
works (ParafaAccount *account)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaHello) hello = session_test_hello (account, "Ana", &error);

  g_assert_no_error (error);
  return parafa_hello_get_status (hello) == 200;
}

static ParafaSecret *
ref_access (ParafaAccount *account)
{
  return parafa_secret_ref (parafa_token_pair_get_access (parafa_account_get_pair (account)));
}

static void
assert_stored_is_held (ParafaAccount *account)
{
  g_autoptr (ParafaTokenPair) stored = session_test_stored_pair (account);

  g_assert_true (
      parafa_secret_equal (parafa_token_pair_get_access (stored),
                           parafa_token_pair_get_access (parafa_account_get_pair (account))));
}

/* -- by itself -- */

static gboolean
is_renewed (gpointer data)
{
  Fixture *fixture = data;

  return !parafa_account_is_busy (fixture->account) &&
         parafa_account_get_days_left (fixture->account) >= 89;
}

static void
test_automatic (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaSecret) before = NULL;

  session_test_grant (fixture->session, fixture->account);
  before = ref_access (fixture->account);
  g_assert_cmpint (parafa_account_get_renewal_due_at (fixture->account), ==, -1);
  parafa_session_set_automatic_renewal (fixture->session, TRUE);
  g_assert_cmpint (parafa_account_get_renewal_due_at (fixture->account), ==, NOW + 76 * DAY);
  g_assert_false (parafa_account_is_busy (fixture->account));

  /* the day before it, nothing; on it, once */
  parafa_session_set_automatic_renewal (fixture->session, FALSE);
  set_clocks (fixture, NOW + 76 * DAY - 1);
  parafa_session_set_automatic_renewal (fixture->session, TRUE);
  g_assert_false (parafa_account_is_busy (fixture->account));
  set_clocks (fixture, NOW + 76 * DAY);
  parafa_test_wait_until (is_renewed, fixture, PARAFA_TEST_LIMIT_MS);
  g_assert_false (parafa_secret_equal (before, parafa_token_pair_get_access (
                                                   parafa_account_get_pair (fixture->account))));
  g_assert_cmpint (session_test_count (fixture->session, "refreshes"), ==, 1);
  g_assert_cmpint (parafa_token_pair_get_first_login_at (
                       parafa_account_get_pair (fixture->account)),
                   ==, NOW);
  assert_stored_is_held (fixture->account);
  g_assert_true (works (fixture->account));
}

static gboolean
has_failed (gpointer data)
{
  Fixture *fixture = data;

  return parafa_account_get_refresh_error (fixture->account) != NULL;
}

/* A failure is told, tried again later and not at once, and goes with the next success */
static void
test_automatic_failure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  session_test_grant (fixture->session, fixture->account);
  set_clocks (fixture, NOW + 80 * DAY);
  session_test_command (fixture->session, "{\"do\":\"fail\",\"at\":\"token\",\"how\":\"500\"}");
  parafa_session_set_automatic_renewal (fixture->session, TRUE);
  parafa_test_wait_until (has_failed, fixture, PARAFA_TEST_LIMIT_MS);
  g_assert_error (parafa_account_get_refresh_error (fixture->account), PARAFA_TOKEN_ERROR,
                  PARAFA_TOKEN_ERROR_LATER);
  session_test_command (fixture->session, "{\"do\":\"clear\"}");
  parafa_session_set_automatic_renewal (fixture->session, FALSE);
  parafa_session_set_automatic_renewal (fixture->session, TRUE);
  g_assert_false (parafa_account_is_busy (fixture->account));
  g_assert_cmpint (session_test_count (fixture->session, "refreshes"), ==, 1);

  /* who needs a token gets the one that is still good, without a wait */
  {
    g_autoptr (ParafaSecret) access =
        session_test_get_access (fixture->account, PARAFA_ACCESS_DEFAULT, &error);

    g_assert_no_error (error);
    g_assert_nonnull (access);
    g_assert_cmpint (session_test_count (fixture->session, "refreshes"), ==, 1);
  }
  set_clocks (fixture, NOW + 80 * DAY + 3600);
  parafa_test_wait_until (is_renewed, fixture, PARAFA_TEST_LIMIT_MS);
  g_assert_null (parafa_account_get_refresh_error (fixture->account));
}

/* -- handing out -- */

static void
test_access_refreshes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaSecret) before = NULL;
  g_autoptr (ParafaSecret) access = NULL;
  g_autoptr (GError) error = NULL;

  session_test_grant (fixture->session, fixture->account);
  before = ref_access (fixture->account);
  set_clocks (fixture, NOW + 90 * DAY);
  g_assert_null (session_test_get_access (fixture->account, PARAFA_ACCESS_NO_REFRESH, &error));
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_EXPIRED);
  g_clear_error (&error);
  access = session_test_get_access (fixture->account, PARAFA_ACCESS_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_false (parafa_secret_equal (access, before));
  g_assert_true (works (fixture->account));
  g_assert_cmpint (session_test_count (fixture->session, "refreshes"), ==, 1);
}

static void
test_access_ahead_of_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaSecret) before = NULL;
  g_autoptr (ParafaSecret) as_it_is = NULL;
  g_autoptr (ParafaSecret) access = NULL;

  session_test_grant (fixture->session, fixture->account);
  before = ref_access (fixture->account);
  set_clocks (fixture, NOW + 80 * DAY);
  as_it_is = session_test_get_access (fixture->account, PARAFA_ACCESS_DEFAULT, NULL);
  g_assert_true (parafa_secret_equal (as_it_is, before));
  parafa_session_set_automatic_renewal (fixture->session, TRUE);
  access = session_test_get_access (fixture->account, PARAFA_ACCESS_DEFAULT, NULL);
  g_assert_false (parafa_secret_equal (access, before));
  g_assert_cmpint (session_test_count (fixture->session, "refreshes"), ==, 1);
}

/* 401: another token, once; who comes later with the same refused one shares it */
static void
test_replace_access (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaSecret) refused = NULL;
  g_autoptr (ParafaSecret) first = NULL;
  g_autoptr (ParafaSecret) second = NULL;
  g_autoptr (GError) error = NULL;

  session_test_grant (fixture->session, fixture->account);
  refused = ref_access (fixture->account);
  first = session_test_replace_access (fixture->account, refused, &error);
  g_assert_no_error (error);
  g_assert_false (parafa_secret_equal (first, refused));
  second = session_test_replace_access (fixture->account, refused, &error);
  g_assert_no_error (error);
  g_assert_true (parafa_secret_equal (first, second));
  g_assert_cmpint (session_test_count (fixture->session, "refreshes"), ==, 1);

  session_test_command (fixture->session,
                        "{\"do\":\"fail\",\"at\":\"token\",\"how\":\"invalid_grant\"}");
  g_assert_null (session_test_replace_access (fixture->account, first, &error));
  g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN);
  g_assert_true (works (fixture->account));
}

/* TestOauth refuses a token that looks good: renewed and asked once more, where tokens are renewed by
 * themselves; where they are not, or when it fails, the refusal is shown */
static void
test_hello_after_401 (Fixture *fixture, gconstpointer data)
{
  session_test_grant (fixture->session, fixture->account);
  session_test_command (fixture->session,
                        "{\"do\":\"fail\",\"at\":\"hello\",\"how\":\"401\",\"times\":1}");
  g_assert_false (works (fixture->account));
  parafa_session_set_automatic_renewal (fixture->session, TRUE);
  session_test_command (fixture->session,
                        "{\"do\":\"fail\",\"at\":\"hello\",\"how\":\"401\",\"times\":1}");
  g_assert_true (works (fixture->account));
  g_assert_cmpint (session_test_count (fixture->session, "refreshes"), ==, 1);
  g_assert_cmpint (session_test_count (fixture->session, "hellos"), ==, 3);

  session_test_command (fixture->session, "{\"do\":\"fail\",\"at\":\"hello\",\"how\":\"401\"}");
  g_assert_false (works (fixture->account));
  g_assert_cmpint (session_test_count (fixture->session, "refreshes"), ==, 2);
  g_assert_cmpint (session_test_count (fixture->session, "hellos"), ==, 5);
  session_test_command (fixture->session, "{\"do\":\"fail\",\"at\":\"token\",\"how\":\"500\"}");
  g_assert_false (works (fixture->account));
  g_assert_cmpint (session_test_count (fixture->session, "hellos"), ==, 6);
}

/* -- refreshed by others -- */

/* Another program stored a pair without the lock while our request was under way, and its refresh
 * killed our refresh token: its pair is taken */
static void
test_refreshed_elsewhere (Fixture *fixture, gconstpointer data)
{
  const char *id = parafa_profile_get_id (parafa_account_get_profile (fixture->account));
  g_autoptr (ParafaTokenPair) theirs = NULL;
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (ParafaTestResult) stored = parafa_test_result_new ();
  g_autoptr (ParafaTestResult) refreshed = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  session_test_grant (fixture->session, fixture->account);
  theirs = session_test_new_grant (fixture->session, fixture->account);
  session_test_command (fixture->session,
                        "{\"do\":\"fail\",\"at\":\"token\",\"how\":\"invalid_grant\"}");
  session_test_command (fixture->session, "{\"do\":\"set\",\"delay_ms\":1500}");
  parafa_account_refresh_async (fixture->account, NULL, parafa_test_result_callback, refreshed);
  while (session_test_count (fixture->session, "refreshes") == 0)
    continue;
  parafa_vault_store_pair_async (vault, id, "theirs", theirs, NULL, parafa_test_result_callback,
                                 stored);
  g_assert_true (
      parafa_vault_store_pair_finish (vault, parafa_test_result_wait (stored, PARAFA_TEST_LIMIT_MS),
                                      NULL));
  g_assert_true (
      parafa_account_refresh_finish (fixture->account,
                                     parafa_test_result_wait (refreshed, PARAFA_TEST_LIMIT_MS),
                                     &error));
  g_assert_no_error (error);
  g_assert_true (parafa_secret_equal (parafa_token_pair_get_access (theirs),
                                      parafa_token_pair_get_access (
                                          parafa_account_get_pair (fixture->account))));
}

/* The clock was set back by a day before the other program stored: its pair is the newer one all
 * the same, and no refresh token is spent twice */
static void
test_clock_set_back (Fixture *fixture, gconstpointer data)
{
  const char *id = parafa_profile_get_id (parafa_account_get_profile (fixture->account));
  ParafaSession *other = NULL;
  ParafaAccount *account = NULL;
  g_autoptr (GError) error = NULL;

  session_test_grant (fixture->session, fixture->account);
  other = session_test_open (fixture->clock, NULL);
  account = parafa_session_find (other, id);
  session_test_wait_loaded (account);
  set_clocks (fixture, NOW - DAY);
  g_assert_true (session_test_refresh (fixture->account, &error));
  g_assert_no_error (error);
  g_assert_true (session_test_refresh (account, &error));
  g_assert_no_error (error);
  g_assert_cmpint (session_test_count (fixture->session, "refreshes"), ==, 1);
  assert_stored_is_held (account);
  session_test_release (other);
}

/* What the other program stored is itself old by now: it is refreshed, not handed on */
static void
test_stale_pair_of_another (Fixture *fixture, gconstpointer data)
{
  ParafaSession *other = NULL;
  g_autoptr (ParafaAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  session_test_grant (fixture->session, fixture->account);
  other = session_test_open (fixture->clock, NULL);
  account = session_test_practise (other, &error);
  g_assert_no_error (error);
  session_test_wait_loaded (account);
  g_assert_true (session_test_refresh (fixture->account, &error));
  set_clocks (fixture, NOW + 100 * DAY);
  set_server_clock (other, NOW + 100 * DAY);
  g_assert_true (session_test_refresh (account, &error));
  g_assert_no_error (error);
  g_assert_cmpint (session_test_count (fixture->session, "refreshes"), ==, 1);
  g_assert_cmpint (session_test_count (other, "refreshes"), ==, 1);
  g_assert_cmpint (parafa_account_get_days_left (account), ==, 90);
  g_clear_object (&account);
  session_test_release (other);
}

/* -- answers that get lost -- */

/* Half the answer came: the server has spent the refresh token. What is held stays, is tried again,
 * and the refusal is explained. */
static void
test_lost_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  session_test_grant (fixture->session, fixture->account);
  session_test_command (fixture->session,
                        "{\"do\":\"fail\",\"at\":\"token\",\"how\":\"truncate\",\"times\":1}");
  g_assert_false (session_test_refresh (fixture->account, &error));
  g_assert_nonnull (error);
  g_assert_false (error->domain == PARAFA_SESSION_ERROR);
  g_clear_error (&error);
  g_assert_true (works (fixture->account));
  for (int i = 0; i < 2; i++)
    {
      g_assert_false (session_test_refresh (fixture->account, &error));
      g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_ANSWER_LOST);
      g_clear_error (&error);
    }
  assert_stored_is_held (fixture->account);
  g_assert_true (works (fixture->account));
}

/* The same with a server that does not rotate: the old refresh token is good, and trying it again
 * mends everything */
static void
test_lost_answer_without_rotation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  session_test_command (fixture->session, "{\"do\":\"set\",\"rotation\":false}");
  session_test_grant (fixture->session, fixture->account);
  session_test_command (fixture->session,
                        "{\"do\":\"fail\",\"at\":\"token\",\"how\":\"truncate\",\"times\":1}");
  g_assert_false (session_test_refresh (fixture->account, &error));
  g_clear_error (&error);
  g_assert_true (session_test_refresh (fixture->account, &error));
  g_assert_no_error (error);
  /* and a refusal later on is no lost answer any more */
  session_test_command (fixture->session,
                        "{\"do\":\"fail\",\"at\":\"token\",\"how\":\"expired_text\"}");
  g_assert_false (session_test_refresh (fixture->account, &error));
  g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN);
}

static void
test_no_refresh_token_in_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaSecret) refresh = NULL;
  g_autoptr (GError) error = NULL;

  session_test_grant (fixture->session, fixture->account);
  refresh = parafa_secret_ref (
      parafa_token_pair_get_refresh (parafa_account_get_pair (fixture->account)));
  session_test_command (fixture->session, "{\"do\":\"fail\",\"at\":\"token\",\"how\":\"no_refresh_"
                                          "token\",\"times\":1}");
  g_assert_true (session_test_refresh (fixture->account, &error));
  g_assert_no_error (error);
  g_assert_true (parafa_secret_equal (refresh, parafa_token_pair_get_refresh (
                                                   parafa_account_get_pair (fixture->account))));
  g_assert_true (session_test_refresh (fixture->account, &error));
  g_assert_no_error (error);
  assert_stored_is_held (fixture->account);
}

/* -- opaque tokens -- */

static void
test_opaque (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaTokenPair) stored = NULL;
  g_autoptr (GError) error = NULL;
  ParafaTokenPair *pair = NULL;

  session_test_command (fixture->session, "{\"do\":\"set\",\"opaque\":true}");
  session_test_grant (fixture->session, fixture->account);
  pair = parafa_account_get_pair (fixture->account);
  g_assert_true (parafa_token_pair_is_opaque (pair));
  g_assert_cmpint (parafa_account_get_refresh_days_left (fixture->account), ==, 1095);
  g_assert_cmpint (parafa_account_get_days_left (fixture->account), ==, 90);
  g_assert_true (works (fixture->account));
  for (int i = 64; i > 0; i--)
    {
      g_assert_cmpint (parafa_token_pair_get_refreshes_left (
                           parafa_account_get_pair (fixture->account)),
                       ==, i);
      g_assert_true (session_test_refresh (fixture->account, &error));
      g_assert_no_error (error);
    }
  stored = session_test_stored_pair (fixture->account);
  g_assert_cmpint (parafa_token_pair_get_refreshes_left (stored), ==, 0);
  g_assert_true (works (fixture->account));
  g_assert_false (session_test_refresh (fixture->account, &error));
  g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN);
}

/* -- revoked and forgotten -- */

static void
test_revoke_opaque (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaTokenPair) pair = NULL;
  g_autoptr (ParafaTokenPair) stored = NULL;
  g_autoptr (GError) error = NULL;

  session_test_command (fixture->session, "{\"do\":\"set\",\"opaque\":true}");
  session_test_grant (fixture->session, fixture->account);
  pair = parafa_token_pair_ref (parafa_account_get_pair (fixture->account));
  g_assert_cmpint (session_test_revoke (fixture->account, &error), ==, PARAFA_REVOCATION_DONE);
  g_assert_no_error (error);
  g_assert_cmpint (session_test_count (fixture->session, "revocations"), ==, 2);
  g_assert_cmpint (parafa_account_get_state (fixture->account), ==, PARAFA_ACCOUNT_EMPTY);
  stored = session_test_stored_pair (fixture->account);
  g_assert_null (stored);
  /* dead at the server, too */
  g_assert_true (session_test_keep (fixture->account, pair, NULL));
  g_assert_false (works (fixture->account));
  g_assert_false (session_test_refresh (fixture->account, &error));
  g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN);
}

/* As ANAF answers today: nothing is revoked, and nothing is thrown away */
static void
test_revoke_not_offered (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  session_test_grant (fixture->session, fixture->account);
  g_assert_cmpint (session_test_revoke (fixture->account, &error), ==,
                   PARAFA_REVOCATION_NOT_OFFERED);
  g_assert_no_error (error);
  assert_stored_is_held (fixture->account);
  g_assert_true (works (fixture->account));
  g_assert_true (session_test_refresh (fixture->account, &error));

  session_test_command (fixture->session, "{\"do\":\"set\",\"revokes\":true}");
  g_assert_cmpint (session_test_revoke (fixture->account, &error), ==, PARAFA_REVOCATION_DONE);
  g_assert_null (parafa_account_get_pair (fixture->account));
}

static void
test_revoke_failures (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *how;
    int code;
  } rows[] = {
    { "500", PARAFA_TOKEN_ERROR_LATER },
    { "429", PARAFA_TOKEN_ERROR_LATER },
    { "maintenance", PARAFA_TOKEN_ERROR_LATER },
    { "invalid_client", PARAFA_TOKEN_ERROR_SETTINGS },
  };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (session_test_revoke (fixture->account, &error), ==, -1);
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_NO_PAIR);
  g_clear_error (&error);
  session_test_command (fixture->session, "{\"do\":\"set\",\"opaque\":true}");
  session_test_grant (fixture->session, fixture->account);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *line =
          g_strdup_printf ("{\"do\":\"fail\",\"at\":\"revoke\",\"how\":\"%s\"}", rows[i].how);

      g_test_message ("how %s", rows[i].how);
      session_test_command (fixture->session, line);
      g_assert_cmpint (session_test_revoke (fixture->account, &error), ==, -1);
      g_assert_error (error, PARAFA_TOKEN_ERROR, rows[i].code);
      g_clear_error (&error);
      assert_stored_is_held (fixture->account);
    }
}

static void
test_forget_and_take_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaTokenPair) pair = NULL;
  g_autoptr (ParafaTokenPair) stored = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (session_test_forget (fixture->account, &error));
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_NO_PAIR);
  g_clear_error (&error);
  session_test_grant (fixture->session, fixture->account);
  pair = parafa_token_pair_ref (parafa_account_get_pair (fixture->account));
  g_assert_true (session_test_forget (fixture->account, &error));
  g_assert_no_error (error);
  g_assert_cmpint (parafa_account_get_state (fixture->account), ==, PARAFA_ACCOUNT_EMPTY);
  g_assert_cmpint (parafa_account_get_token_state (fixture->account), ==, PARAFA_TOKEN_UNKNOWN);
  stored = session_test_stored_pair (fixture->account);
  g_assert_null (stored);
  g_assert_true (session_test_keep (fixture->account, pair, NULL));
  /* the client secret was not forgotten, and no server was told */
  g_assert_cmpint (session_test_count (fixture->session, "revocations"), ==, 0);
  g_assert_true (session_test_refresh (fixture->account, &error));
  g_assert_no_error (error);
}

/* What a write that runs puts into the keyring is erased after it */
static void
test_forget_during_keep (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaTokenPair) pair = session_test_new_grant (fixture->session, fixture->account);
  g_autoptr (ParafaTokenPair) stored = NULL;
  g_autoptr (ParafaTestResult) kept = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  parafa_account_keep_async (fixture->account, pair, NULL, parafa_test_result_callback, kept);
  g_assert_true (session_test_forget (fixture->account, &error));
  g_assert_no_error (error);
  parafa_test_result_wait (kept, PARAFA_TEST_LIMIT_MS);
  stored = session_test_stored_pair (fixture->account);
  g_assert_null (stored);
  g_assert_null (parafa_account_get_pair (fixture->account));
  g_assert_false (parafa_account_is_unsaved (fixture->account));
}

static void
test_forget_with_locked_keyring (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  session_test_grant (fixture->session, fixture->account);
  parafa_test_keyring_lock (keyring);
  g_assert_false (session_test_forget (fixture->account, &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_LOCKED);
  g_assert_cmpint (parafa_account_get_state (fixture->account), ==, PARAFA_ACCOUNT_READY);
  g_assert_nonnull (parafa_account_get_pair (fixture->account));
  parafa_test_keyring_kill_service (keyring);
  parafa_test_keyring_start_service (keyring);
  assert_stored_is_held (fixture->account);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/session/account-refresh/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int status = 0;

  keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_test_init (&argc, &argv, NULL);

  ADD ("automatic", test_automatic);
  ADD ("automatic-failure", test_automatic_failure);
  ADD ("access-refreshes", test_access_refreshes);
  ADD ("access-ahead-of-time", test_access_ahead_of_time);
  ADD ("replace-access", test_replace_access);
  ADD ("hello-after-401", test_hello_after_401);
  ADD ("refreshed-elsewhere", test_refreshed_elsewhere);
  ADD ("clock-set-back", test_clock_set_back);
  ADD ("stale-pair-of-another", test_stale_pair_of_another);
  ADD ("lost-answer", test_lost_answer);
  ADD ("lost-answer-without-rotation", test_lost_answer_without_rotation);
  ADD ("no-refresh-token-in-answer", test_no_refresh_token_in_answer);
  ADD ("opaque", test_opaque);
  ADD ("revoke-opaque", test_revoke_opaque);
  ADD ("revoke-not-offered", test_revoke_not_offered);
  ADD ("revoke-failures", test_revoke_failures);
  ADD ("forget-and-take-back", test_forget_and_take_back);
  ADD ("forget-during-keep", test_forget_during_keep);
  ADD ("forget-with-locked-keyring", test_forget_with_locked_keyring);

  status = g_test_run ();
  parafa_test_keyring_free (keyring);
  return status;
}
