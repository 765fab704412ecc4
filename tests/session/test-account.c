/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "session-test.h"

#define NOW (G_GINT64_CONSTANT (1795500000))
#define DAY (G_GINT64_CONSTANT (86400))

/* A real keyring; a test locks it or takes it away, and unlocks it again */
static ParafaTestKeyring *keyring;

typedef struct
{
  ParafaClock *clock;
  ParafaSession *session;
  ParafaAccount *account;
  guint n_changed;
} Fixture;

static void
count (GObject *object, gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
}

static void
unlock_keyring (void)
{
  parafa_test_keyring_kill_service (keyring);
  parafa_test_keyring_start_service (keyring);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaProfile) profile = parafa_profile_new ("Firma Alfa", PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (GError) error = NULL;

  fixture->clock = parafa_clock_new_fixed (NOW);
  fixture->session = session_test_open (fixture->clock, &error);
  g_assert_no_error (error);
  fixture->account = session_test_add (fixture->session, profile, "client-secret", &error);
  g_assert_no_error (error);
  session_test_wait_loaded (fixture->account);
  g_signal_connect (fixture->account, "changed", G_CALLBACK (count), &fixture->n_changed);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  session_test_remove (fixture->session, fixture->account, &error);
  g_assert_no_error (error);
  g_signal_handlers_disconnect_by_data (fixture->account, &fixture->n_changed);
  session_test_release (fixture->session);
  g_assert_finalize_object (fixture->account);
  parafa_clock_unref (fixture->clock);
}

static void
assert_access (ParafaTokenPair *pair, const char *mark)
{
  g_autofree char *expected = g_strconcat ("access-", mark, NULL);

  g_assert_nonnull (pair);
  g_assert_cmpstr (parafa_secret_get (parafa_token_pair_get_access (pair)), ==, expected);
}

static void
assert_stored (ParafaAccount *account, const char *mark)
{
  g_autoptr (ParafaTokenPair) pair = session_test_stored_pair (account);

  assert_access (pair, mark);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (parafa_account_get_state (fixture->account), ==, PARAFA_ACCOUNT_EMPTY);
  g_assert_null (parafa_account_get_pair (fixture->account));
  g_assert_cmpint (parafa_account_get_token_state (fixture->account), ==, PARAFA_TOKEN_UNKNOWN);
  g_assert_cmpint (parafa_account_get_days_left (fixture->account), ==, -1);
  g_assert_cmpint (parafa_account_get_refresh_days_left (fixture->account), ==, -1);
  g_assert_false (parafa_account_is_unsaved (fixture->account));
  g_assert_true (session_test_save (fixture->account, &error));
  g_assert_false (session_test_refresh (fixture->account, &error));
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_NO_PAIR);
  g_clear_error (&error);
  g_assert_null (session_test_hello (fixture->account, "Ana", &error));
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_NO_PAIR);
}

/* Held before it is stored */
static void
test_keep (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaTokenPair) pair = session_test_pair ("one", NOW, 90 * DAY);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  parafa_account_keep_async (fixture->account, pair, NULL, parafa_test_result_callback, result);
  g_assert_true (parafa_account_get_pair (fixture->account) == pair);
  g_assert_cmpint (parafa_account_get_state (fixture->account), ==, PARAFA_ACCOUNT_READY);
  g_assert_true (parafa_account_is_unsaved (fixture->account));
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_true (parafa_account_keep_finish (fixture->account,
                                             parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                             &error));
  g_assert_no_error (error);
  g_assert_false (parafa_account_is_unsaved (fixture->account));
  /* told again when it was stored; full days end within the second, which is told, too */
  g_assert_cmpuint (fixture->n_changed, >=, 2);
  g_assert_cmpint (parafa_account_get_days_left (fixture->account), ==, 90);
  g_assert_cmpint (parafa_account_get_refresh_days_left (fixture->account), ==, 1095);
  g_assert_cmpint (parafa_account_get_token_state (fixture->account), ==, PARAFA_TOKEN_VALID);
  assert_stored (fixture->account, "one");
}

/* Two pairs in a row: the newer one is in the keyring in the end, whoever was answered first */
static void
test_newest_pair_wins (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaTokenPair) one = session_test_pair ("one", NOW, DAY);
  g_autoptr (ParafaTokenPair) two = session_test_pair ("two", NOW, DAY);
  g_autoptr (ParafaTestResult) first = parafa_test_result_new ();
  g_autoptr (ParafaTestResult) second = parafa_test_result_new ();

  parafa_account_keep_async (fixture->account, one, NULL, parafa_test_result_callback, first);
  parafa_account_keep_async (fixture->account, two, NULL, parafa_test_result_callback, second);
  g_assert_true (parafa_account_keep_finish (fixture->account,
                                             parafa_test_result_wait (first, PARAFA_TEST_LIMIT_MS),
                                             NULL));
  g_assert_true (parafa_account_keep_finish (fixture->account,
                                             parafa_test_result_wait (second, PARAFA_TEST_LIMIT_MS),
                                             NULL));
  assert_access (parafa_account_get_pair (fixture->account), "two");
  g_assert_false (parafa_account_is_unsaved (fixture->account));
  assert_stored (fixture->account, "two");
}

static void
test_cancelled_keep_is_stored (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaTokenPair) pair = session_test_pair ("kept", NOW, DAY);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  parafa_account_keep_async (fixture->account, pair, cancellable, parafa_test_result_callback,
                             result);
  g_cancellable_cancel (cancellable);
  g_assert_false (
      parafa_account_keep_finish (fixture->account,
                                  parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (parafa_account_is_unsaved (fixture->account));
  assert_stored (fixture->account, "kept");
}

/* A load that was asked before never takes a fresh pair away */
static void
test_load_against_keep (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaTokenPair) old = session_test_pair ("old", NOW, DAY);
  g_autoptr (ParafaTokenPair) fresh = session_test_pair ("fresh", NOW, DAY);
  g_autoptr (ParafaTestResult) loaded = parafa_test_result_new ();
  g_autoptr (ParafaTestResult) kept = parafa_test_result_new ();

  g_assert_true (session_test_keep (fixture->account, old, NULL));
  parafa_account_load_async (fixture->account, NULL, parafa_test_result_callback, loaded);
  parafa_account_keep_async (fixture->account, fresh, NULL, parafa_test_result_callback, kept);
  g_assert_true (parafa_account_load_finish (fixture->account,
                                             parafa_test_result_wait (loaded, PARAFA_TEST_LIMIT_MS),
                                             NULL));
  assert_access (parafa_account_get_pair (fixture->account), "fresh");
  g_assert_true (parafa_account_keep_finish (fixture->account,
                                             parafa_test_result_wait (kept, PARAFA_TEST_LIMIT_MS),
                                             NULL));
  assert_access (parafa_account_get_pair (fixture->account), "fresh");
  assert_stored (fixture->account, "fresh");
}

static void
test_next_session_loads (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaTokenPair) pair = session_test_pair ("later", NOW, DAY);
  const char *id = parafa_profile_get_id (parafa_account_get_profile (fixture->account));
  ParafaSession *next = NULL;
  ParafaAccount *account = NULL;

  g_assert_true (session_test_keep (fixture->account, pair, NULL));
  next = session_test_open (fixture->clock, NULL);
  account = parafa_session_find (next, id);
  g_assert_nonnull (account);
  session_test_wait_loaded (account);
  assert_access (parafa_account_get_pair (account), "later");
  g_assert_cmpint (parafa_account_get_state (account), ==, PARAFA_ACCOUNT_READY);
  session_test_release (next);
}

/* The keyring refuses: the pair stays held and usable, is never overwritten by a load, and is
 * stored when it is offered again */
static void
assert_refused_then_saved (Fixture *fixture, int code, void (*mend) (void))
{
  g_autoptr (ParafaTokenPair) pair = session_test_pair ("held", NOW, 90 * DAY);
  g_autoptr (GError) error = NULL;

  g_assert_false (session_test_keep (fixture->account, pair, &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, code);
  g_clear_error (&error);
  g_assert_true (parafa_account_is_unsaved (fixture->account));
  assert_access (parafa_account_get_pair (fixture->account), "held");
  g_assert_cmpint (parafa_account_get_days_left (fixture->account), ==, 90);

  g_assert_true (session_test_load (fixture->account, &error));
  assert_access (parafa_account_get_pair (fixture->account), "held");
  g_assert_false (session_test_save (fixture->account, &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, code);
  g_clear_error (&error);
  g_assert_true (parafa_account_is_unsaved (fixture->account));

  mend ();
  g_assert_true (session_test_load (fixture->account, &error));
  assert_access (parafa_account_get_pair (fixture->account), "held");
  g_assert_true (session_test_save (fixture->account, &error));
  g_assert_no_error (error);
  g_assert_false (parafa_account_is_unsaved (fixture->account));
  assert_stored (fixture->account, "held");
}

static void
test_locked_keyring (Fixture *fixture, gconstpointer data)
{
  parafa_test_keyring_lock (keyring);
  assert_refused_then_saved (fixture, PARAFA_VAULT_ERROR_LOCKED, unlock_keyring);
}

static void
start_keyring (void)
{
  parafa_test_keyring_start_service (keyring);
}

static void
test_absent_keyring (Fixture *fixture, gconstpointer data)
{
  parafa_test_keyring_kill_service (keyring);
  assert_refused_then_saved (fixture, PARAFA_VAULT_ERROR_ABSENT, start_keyring);
}

static void
test_load_states (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaTokenPair) pair = session_test_pair ("kept", NOW, DAY);
  const char *id = parafa_profile_get_id (parafa_account_get_profile (fixture->account));
  g_autoptr (GError) error = NULL;
  ParafaSession *next = NULL;
  ParafaAccount *account = NULL;

  g_assert_true (session_test_keep (fixture->account, pair, NULL));
  parafa_test_keyring_lock (keyring);
  next = session_test_open (fixture->clock, NULL);
  account = parafa_session_find (next, id);
  session_test_wait_loaded (account);
  g_assert_cmpint (parafa_account_get_state (account), ==, PARAFA_ACCOUNT_KEYRING_LOCKED);
  g_assert_null (parafa_account_get_pair (account));

  parafa_test_keyring_kill_service (keyring);
  g_assert_false (session_test_load (account, &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_ABSENT);
  g_clear_error (&error);
  g_assert_cmpint (parafa_account_get_state (account), ==, PARAFA_ACCOUNT_KEYRING_ABSENT);

  /* a pair that was loaded before stays usable when the keyring goes away */
  g_assert_false (session_test_load (fixture->account, &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_ABSENT);
  g_clear_error (&error);
  assert_access (parafa_account_get_pair (fixture->account), "kept");
  g_assert_cmpint (parafa_account_get_state (fixture->account), ==, PARAFA_ACCOUNT_READY);

  parafa_test_keyring_start_service (keyring);
  g_assert_true (session_test_load (account, &error));
  g_assert_cmpint (parafa_account_get_state (account), ==, PARAFA_ACCOUNT_READY);
  assert_access (parafa_account_get_pair (account), "kept");
  session_test_release (next);
}

static gboolean
is_expired (gpointer data)
{
  int state = -1;

  g_object_get (data, "token-state", &state, NULL);
  return state == PARAFA_TOKEN_EXPIRED;
}

/* Told by itself at the moment it happens, by the property and by the signal */
static void
test_expiry_tells_itself (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaTokenPair) pair = session_test_pair ("short", NOW, 2);
  int state = -1;

  g_assert_true (session_test_keep (fixture->account, pair, NULL));
  g_object_get (fixture->account, "token-state", &state, NULL);
  g_assert_cmpint (state, ==, PARAFA_TOKEN_EXPIRES_SOON);
  g_assert_cmpint (parafa_account_get_days_left (fixture->account), ==, 1);
  fixture->n_changed = 0;
  parafa_clock_set_now (fixture->clock, NOW + 2);
  parafa_test_wait_until (is_expired, fixture->account, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_cmpint (parafa_account_get_days_left (fixture->account), ==, 0);
}

static void
count_notify (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  count (object, user_data);
}

static void
test_properties (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaTokenPair) pair = session_test_pair ("one", NOW, 90 * DAY);
  g_autoptr (ParafaProfile) profile = NULL;
  gboolean busy = TRUE;
  gboolean unsaved = TRUE;
  int state = -1;
  guint n_state = 0;
  guint n_unsaved = 0;

  g_signal_connect (fixture->account, "notify::state", G_CALLBACK (count_notify), &n_state);
  g_signal_connect (fixture->account, "notify::unsaved", G_CALLBACK (count_notify), &n_unsaved);
  g_assert_true (session_test_keep (fixture->account, pair, NULL));
  g_assert_cmpuint (n_state, ==, 1);
  g_assert_cmpuint (n_unsaved, ==, 2);
  g_assert_true (session_test_keep (fixture->account, pair, NULL));
  g_assert_cmpuint (n_state, ==, 1);
  g_object_get (fixture->account, "profile", &profile, "busy", &busy, "unsaved", &unsaved, "state",
                &state, NULL);
  g_assert_true (profile == parafa_account_get_profile (fixture->account));
  g_assert_false (busy);
  g_assert_false (unsaved);
  g_assert_cmpint (state, ==, PARAFA_ACCOUNT_READY);
  g_signal_handlers_disconnect_by_data (fixture->account, &n_state);
  g_signal_handlers_disconnect_by_data (fixture->account, &n_unsaved);
}

/* A write that runs while the account is removed leaves nothing behind */
static void
test_removed_during_keep (void)
{
  Fixture fixture = { 0 };
  g_autoptr (ParafaTokenPair) pair = session_test_pair ("gone", NOW, DAY);
  g_autoptr (ParafaTokenPair) stored = NULL;
  g_autoptr (ParafaTestResult) kept = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  set_up (&fixture, NULL);
  parafa_account_keep_async (fixture.account, pair, NULL, parafa_test_result_callback, kept);
  g_assert_true (session_test_remove (fixture.session, fixture.account, &error));
  g_assert_no_error (error);
  parafa_test_result_wait (kept, PARAFA_TEST_LIMIT_MS);
  stored = session_test_stored_pair (fixture.account);
  g_assert_null (stored);
  g_assert_false (session_test_keep (fixture.account, pair, &error));
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_REMOVED);
  g_clear_error (&error);
  g_assert_false (session_test_refresh (fixture.account, &error));
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_REMOVED);
  parafa_test_result_reset (kept);
  g_signal_handlers_disconnect_by_data (fixture.account, &fixture.n_changed);
  session_test_release (fixture.session);
  g_assert_finalize_object (fixture.account);
  parafa_clock_unref (fixture.clock);
}

/* What is handed out without asking a server */
static void
test_access (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaTokenPair) pair = session_test_pair ("one", NOW, DAY);
  g_autoptr (ParafaSecret) access = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (session_test_get_access (fixture->account, PARAFA_ACCESS_DEFAULT, &error));
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_NO_PAIR);
  g_clear_error (&error);
  g_assert_true (session_test_keep (fixture->account, pair, NULL));
  access = session_test_get_access (fixture->account, PARAFA_ACCESS_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_true (parafa_secret_equal (access, parafa_token_pair_get_access (pair)));

  /* within a minute of its end it is as good as ended */
  parafa_clock_set_now (fixture->clock, NOW + DAY - 60);
  g_assert_null (session_test_get_access (fixture->account, PARAFA_ACCESS_NO_REFRESH, &error));
  g_assert_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_EXPIRED);
}

static void
test_access_without_refresh_token (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaSecret) text = parafa_secret_new ("access-alone", -1);
  g_autoptr (ParafaTokenPair) pair = parafa_token_pair_new (text, NULL, DAY, NOW, NOW);
  g_autoptr (GError) error = NULL;

  g_assert_true (session_test_keep (fixture->account, pair, NULL));
  parafa_clock_set_now (fixture->clock, NOW + DAY);
  g_assert_null (session_test_get_access (fixture->account, PARAFA_ACCESS_DEFAULT, &error));
  g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN);
}

/* What another program stored is found, without asking anybody else */
static void
test_access_of_another_program (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaTokenPair) pair = session_test_pair ("ours", NOW, DAY);
  g_autoptr (ParafaTokenPair) theirs = session_test_pair ("theirs", NOW, 90 * DAY);
  const char *id = parafa_profile_get_id (parafa_account_get_profile (fixture->account));
  ParafaSession *other = session_test_open (fixture->clock, NULL);
  ParafaAccount *account = parafa_session_find (other, id);
  g_autoptr (ParafaSecret) access = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (session_test_keep (fixture->account, pair, NULL));
  session_test_wait_loaded (account);
  g_assert_true (session_test_keep (account, theirs, NULL));
  parafa_clock_set_now (fixture->clock, NOW + DAY);
  access = session_test_get_access (fixture->account, PARAFA_ACCESS_NO_REFRESH, &error);
  g_assert_no_error (error);
  g_assert_true (parafa_secret_equal (access, parafa_token_pair_get_access (theirs)));
  session_test_release (other);
}

static void
test_access_with_locked_keyring (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ParafaTokenPair) pair = session_test_pair ("kept", NOW, DAY);
  const char *id = parafa_profile_get_id (parafa_account_get_profile (fixture->account));
  ParafaSession *next = NULL;
  ParafaAccount *account = NULL;
  g_autoptr (ParafaSecret) access = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (session_test_keep (fixture->account, pair, NULL));
  parafa_test_keyring_lock (keyring);
  next = session_test_open (fixture->clock, NULL);
  account = parafa_session_find (next, id);
  g_assert_null (session_test_get_access (account, PARAFA_ACCESS_NO_REFRESH, &error));
  g_assert_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_LOCKED);
  access = session_test_get_access (fixture->account, PARAFA_ACCESS_NO_REFRESH, NULL);
  g_assert_nonnull (access);
  session_test_wait_loaded (account);
  session_test_release (next);
  unlock_keyring ();
}

#define ADD(name, function)                                                                        \
  g_test_add ("/session/account/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int status = 0;

  keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_test_init (&argc, &argv, NULL);

  ADD ("empty", test_empty);
  ADD ("keep", test_keep);
  ADD ("newest-pair-wins", test_newest_pair_wins);
  ADD ("cancelled-keep-is-stored", test_cancelled_keep_is_stored);
  ADD ("load-against-keep", test_load_against_keep);
  ADD ("next-session-loads", test_next_session_loads);
  ADD ("locked-keyring", test_locked_keyring);
  ADD ("absent-keyring", test_absent_keyring);
  ADD ("load-states", test_load_states);
  ADD ("expiry-tells-itself", test_expiry_tells_itself);
  ADD ("properties", test_properties);
  ADD ("access", test_access);
  ADD ("access-without-refresh-token", test_access_without_refresh_token);
  ADD ("access-of-another-program", test_access_of_another_program);
  ADD ("access-with-locked-keyring", test_access_with_locked_keyring);
  g_test_add_func ("/session/account/removed-during-keep", test_removed_during_keep);

  status = g_test_run ();
  parafa_test_keyring_free (keyring);
  return status;
}
