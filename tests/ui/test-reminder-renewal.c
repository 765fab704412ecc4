/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-reminder-renewal.h"
#include "session-test.h"
#include "test-notifications.h"

#include <string.h>

/* A reminder's button that renews, with no window: the program has just been started for it. A real keyring, a real
 * practice server, and a stand-in for the notifications of the desktop. */

static GPtrArray *shown; /* (element-type ParafaTestNotification) */

static gboolean
was_told (gpointer data)
{
  return shown->len > 0;
}

/* Logs in, so to say, and ends: what is left is in the keyring and in the files. Returns the profile's id */
static char *
leave_a_login_behind (ParafaClock *clock, ParafaTokenPair **pair)
{
  g_autoptr (GError) error = NULL;
  ParafaSession *session = session_test_open (clock, &error);
  ParafaAccount *account = session_test_practise (session, &error);
  char *id;

  g_assert_no_error (error);
  session_test_grant (session, account);
  *pair = session_test_stored_pair (account);
  id = g_strdup (parafa_profile_get_id (parafa_account_get_profile (account)));
  g_object_unref (account);
  session_test_release (session);
  return id;
}

static void
test_renewed (void)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  g_autoptr (GApplication) application =
      g_application_new ("ro.parafa.TestRenewal", G_APPLICATION_DEFAULT_FLAGS);
  g_autoptr (ParafaTokenPair) before = NULL;
  g_autofree char *id = leave_a_login_behind (clock, &before);
  ParafaSession *session = parafa_session_new (NULL, clock);
  g_autoptr (ParafaTokenPair) after = NULL;
  g_autoptr (GError) error = NULL;
  const ParafaTestNotification *said;
  const char *token;

  g_application_register (application, NULL, &error);
  g_assert_no_error (error);
  parafa_reminder_renewal_start (application, session, id);
  parafa_test_wait_until (was_told, NULL, 2 * PARAFA_TEST_LIMIT_MS);
  g_assert_cmpuint (shown->len, ==, 1);
  said = shown->pdata[0];
  g_assert_cmpstr (said->title, ==, "Access renewed");
  g_assert_true (g_str_has_prefix (said->body, "Practice: valid until "));
  g_assert_null (strchr (said->body, '\n'));

  after = session_test_stored_pair (parafa_session_find (session, id));
  g_assert_nonnull (after);
  g_assert_false (parafa_secret_equal (parafa_token_pair_get_refresh (before),
                                       parafa_token_pair_get_refresh (after)));
  g_assert_cmpint (parafa_token_pair_get_first_login_at (after), ==,
                   parafa_token_pair_get_first_login_at (before));
  g_assert_cmpint (session_test_count (session, "refreshes"), ==, 1);
  token = parafa_secret_get (parafa_token_pair_get_access (after));
  g_assert_null (strstr (said->title, token));
  g_assert_null (strstr (said->body, token));
  session_test_release (session);
}

int
main (int argc, char *argv[])
{
  ParafaTestKeyring *keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_autoptr (GDBusConnection) bus = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  shown = parafa_test_notifications_serve (bus);
  g_test_add_func ("/ui/reminder-renewal/renewed", test_renewed);
  status = g_test_run ();
  g_ptr_array_unref (shown);
  parafa_test_keyring_free (keyring);
  return status;
}
