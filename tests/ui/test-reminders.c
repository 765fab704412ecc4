/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "parafa-paths.h"
#include "parafa-profile-store.h"
#include "parafa-test.h"
#include "parafa-vault.h"
#include "test-keyring.h"
#include "test-notifications.h"
#include "ui-fixture.h"

/* The real program as the desktop starts it, without a window, on a private bus with a real keyring and a stand-in for the
 * notifications of the desktop */

#define OBJECT_PATH "/ro/parafa/Parafa"

static ParafaTestKeyring *keyring;
static GPtrArray *shown; /* (element-type ParafaTestNotification) */
static GSubprocess *program;
static char *profile_id;

static gboolean
is_shown (gpointer title)
{
  return parafa_test_notifications_find (shown, title) != NULL;
}

/* -- the program -- */

static char *
get_settings_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "glib-2.0", "settings", "keyfile", NULL);
}

static void
set_setting (const char *key, const char *value)
{
  g_autofree char *path = get_settings_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);
  g_key_file_set_string (file, "ro/parafa/Parafa", key, value);
  g_assert_true (g_key_file_save_to_file (file, path, NULL));
}

static gboolean
owns_name (gpointer data)
{
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_sync (parafa_test_keyring_get_bus (keyring), "org.freedesktop.DBus",
                                   "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
                                   g_variant_new ("(s)", PARAFA_APP_ID), NULL, 0, -1, NULL, NULL);
  gboolean owned = FALSE;

  g_variant_get (answer, "(b)", &owned);
  return owned;
}

static gboolean
owns_no_name (gpointer data)
{
  return !owns_name (data);
}

static void
start_program (void)
{
  g_autofree char *path = parafa_paths_find (PARAFA_PROGRAM_WINDOW);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "GSETTINGS_BACKEND", "keyfile", TRUE);
  g_subprocess_launcher_setenv (launcher, "GNOTIFICATION_BACKEND", "freedesktop", TRUE);
  g_subprocess_launcher_setenv (launcher, "LANGUAGE", "en", TRUE);
  g_ptr_array_set_size (shown, 0);
  program = g_subprocess_launcher_spawn (launcher, &error, path, "--gapplication-service", NULL);
  g_assert_no_error (error);
  parafa_test_wait_until (owns_name, NULL, PARAFA_TEST_LIMIT_MS);
}

static void
stop_program (void)
{
  g_autoptr (ParafaTestResult) ended = parafa_test_result_new ();

  g_subprocess_send_signal (program, SIGTERM);
  g_subprocess_wait_async (program, NULL, parafa_test_result_callback, ended);
  g_subprocess_wait_finish (program, parafa_test_result_wait (ended, PARAFA_TEST_LIMIT_MS), NULL);
  parafa_test_wait_until (owns_no_name, NULL, PARAFA_TEST_LIMIT_MS);
  g_clear_object (&program);
}

/* As the desktop does it: org.freedesktop.Application */
static void
activate (const char *action)
{
  GVariantBuilder parameters;

  g_variant_builder_init (&parameters, G_VARIANT_TYPE ("av"));
  if (!g_str_equal (action, "quit"))
    g_variant_builder_add (&parameters, "v", g_variant_new_string (profile_id));
  g_dbus_connection_call (parafa_test_keyring_get_bus (keyring), PARAFA_APP_ID, OBJECT_PATH,
                          "org.freedesktop.Application", "ActivateAction",
                          g_variant_new ("(s@av@a{sv})", action,
                                         g_variant_builder_end (&parameters),
                                         g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0)),
                          NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}

/* A button of a notification, as the desktop tells it */
static void
press (const ParafaTestNotification *one, const char *action)
{
  for (guint i = 0; one->actions[i] != NULL; i += 2)
    if (strstr (one->actions[i], action) != NULL)
      {
        g_dbus_connection_emit_signal (parafa_test_keyring_get_bus (keyring), NULL,
                                       "/org/freedesktop/Notifications",
                                       "org.freedesktop.Notifications", "ActionInvoked",
                                       g_variant_new ("(us)", one->id, one->actions[i]), NULL);
        return;
      }
  g_error ("no button %s", action);
}

/* GTK shows each of its windows on the bus */
static gboolean
has_window (gpointer data)
{
  for (guint i = 1; i < 4; i++)
    {
      g_autofree char *path = g_strdup_printf (OBJECT_PATH "/window/%u", i);
      g_autoptr (GVariant) answer =
          g_dbus_connection_call_sync (parafa_test_keyring_get_bus (keyring), PARAFA_APP_ID, path,
                                       "org.gtk.Actions", "List", NULL, NULL,
                                       G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL);

      if (answer != NULL)
        return TRUE;
    }
  return FALSE;
}

/* -- what it reminds of -- */

static void
store_pair (ParafaTokenPair *pair)
{
  g_autoptr (ParafaVault) vault = parafa_vault_new ();
  g_autoptr (ParafaTestResult) stored = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  parafa_vault_store_pair_async (vault, profile_id, "Parafa", pair, NULL,
                                 parafa_test_result_callback, stored);
  g_assert_true (
      parafa_vault_store_pair_finish (vault, parafa_test_result_wait (stored, PARAFA_TEST_LIMIT_MS),
                                      &error));
  g_assert_no_error (error);
}

/* Days are counted by the calendar: six of them from now, whatever the hour is */
static gint64
get_noon_in_six_days (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) day = g_date_time_add_days (now, 6);
  g_autoptr (GDateTime) noon =
      g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day),
                             g_date_time_get_day_of_month (day), 12, 0, 0);

  return g_date_time_to_unix (noon);
}

/* A profile without a client secret: nothing can be sent for it to anybody */
static void
make_profile (void)
{
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (ParafaProfile) profile =
      parafa_profile_new ("Cabinet Salcia", PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (ParafaTokenPair) pair =
      ui_fixture_new_pair (get_noon_in_six_days (), now_s - 84 * DAY, TRUE);
  g_autofree char *folder = parafa_paths_get_config_dir ();
  g_autoptr (ParafaProfileStore) store = parafa_profile_store_new (folder);
  g_autoptr (GPtrArray) profiles = g_ptr_array_new ();
  g_autoptr (ParafaTestResult) written = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  parafa_profile_set_certificate (profile, "Daria Stânceanu", "SigiliuCert", "5c:00:9e",
                                  now_s + 20 * DAY + 3600);
  profile_id = g_strdup (parafa_profile_get_id (profile));
  g_ptr_array_add (profiles, profile);
  parafa_profile_store_write_async (store, profiles, NULL, parafa_test_result_callback, written);
  g_assert_true (
      parafa_profile_store_write_finish (store,
                                         parafa_test_result_wait (written, PARAFA_TEST_LIMIT_MS),
                                         &error));
  g_assert_no_error (error);
  store_pair (pair);
}

static void
test_without_a_window (void)
{
  ParafaTestNotification *access;
  ParafaTestNotification *certificate;

  start_program ();
  parafa_test_wait_until (is_shown, (gpointer) "Access to ANAF expires in", PARAFA_TEST_LIMIT_MS);
  parafa_test_wait_until (is_shown, (gpointer) "The certificate expires in", PARAFA_TEST_LIMIT_MS);
  access = parafa_test_notifications_find (shown, "Access to ANAF expires in");
  certificate = parafa_test_notifications_find (shown, "The certificate expires in");
  if (access == NULL || certificate == NULL)
    g_error ("a reminder went");
  g_assert_true (g_str_has_prefix (access->body, "Cabinet Salcia: valid until "));
  g_assert_nonnull (strstr (certificate->body, "Ask the issuer"));
  for (guint i = 0; i < shown->len; i++)
    {
      const ParafaTestNotification *one = shown->pdata[i];

      g_assert_null (strstr (one->body, "refresh-token"));
      g_assert_null (strstr (one->body, "5c:00"));
      g_assert_null (strstr (one->body, "eyJ"));
    }
  /* the button renews without a window; without a client secret that ends before anything is sent */
  press (access, "app.renew");
  parafa_test_wait_until (is_shown, (gpointer) "client secret", PARAFA_TEST_LIMIT_MS);
  g_assert_false (has_window (NULL));
  stop_program ();
}

/* An arrival that is to be confirmed, as e-Transport wrote it down while its page was open; that of a profile that is gone
 * is nobody's */
static void
test_confirm (void)
{
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *ends =
      g_strdup_printf ("[('%s', %" G_GINT64_FORMAT "), ('gone', %" G_GINT64_FORMAT ")]", profile_id,
                       now_s + 3600, now_s + 7200);
  guint n = 0;
  ParafaTestNotification *confirm;

  set_setting ("confirm-ends", ends);
  start_program ();
  parafa_test_wait_until (is_shown, (gpointer) "Confirm the arrival", PARAFA_TEST_LIMIT_MS);
  confirm = parafa_test_notifications_find (shown, "Confirm the arrival");
  if (confirm == NULL)
    g_error ("the reminder went");
  g_assert_true (g_str_has_prefix (confirm->body, "Cabinet Salcia: valid until "));
  for (guint i = 0; i < shown->len; i++)
    n += strstr (((ParafaTestNotification *) shown->pdata[i])->title, "Confirm the arrival") != NULL
             ? 1
             : 0;
  g_assert_cmpuint (n, ==, 1);
  stop_program ();
  set_setting ("confirm-ends", "@a(sx) []");
}

/* The same day, another start: nothing is said again; what is pressed still works */
static void
test_never_twice (void)
{
  start_program ();
  activate ("renew");
  parafa_test_wait_until (is_shown, (gpointer) "client secret", PARAFA_TEST_LIMIT_MS);
  g_assert_null (parafa_test_notifications_find (shown, "expires in"));
  stop_program ();
}

/* With the keyring locked nothing asks for its password: what was known is said */
static void
test_keyring_locked (void)
{
  set_setting ("reminders-shown", "@as []");
  parafa_test_keyring_lock (keyring);
  start_program ();
  parafa_test_wait_until (is_shown, (gpointer) "Access to ANAF expires in 6 days",
                          PARAFA_TEST_LIMIT_MS);
  stop_program ();
}

static void
test_switched_off (void)
{
  set_setting ("reminders-shown", "@as []");
  set_setting ("remind-access", "false");
  start_program ();
  parafa_test_wait_until (is_shown, (gpointer) "The certificate expires in", PARAFA_TEST_LIMIT_MS);
  g_assert_null (parafa_test_notifications_find (shown, "Access to ANAF"));
  set_setting ("remind-access", "true");
  stop_program ();
}

static gboolean
has_no_window (gpointer data)
{
  return !has_window (data);
}

/* The program writes the same file, the size of its window for example, and may have read it before this did */
static gboolean
has_gone (gpointer data)
{
  g_autofree char *path = get_settings_path ();
  g_autofree char *text = NULL;

  if (g_file_get_contents (path, &text, NULL, NULL) &&
      strstr (text, "remind-when-closed=false") == NULL)
    set_setting ("remind-when-closed", "false");
  return owns_no_name (NULL);
}

/* The window comes when it is asked for and goes when it is closed; the program stays only as long as it was allowed to */
static void
test_window_comes_and_goes (void)
{
  g_autoptr (ParafaTestResult) ended = parafa_test_result_new ();

  start_program ();
  g_assert_false (has_window (NULL));
  activate ("show-certificate");
  parafa_test_wait_until (has_window, NULL, PARAFA_TEST_LIMIT_MS);
  activate ("quit");
  parafa_test_wait_until (has_no_window, NULL, PARAFA_TEST_LIMIT_MS);
  g_assert_true (owns_name (NULL));
  activate ("show");
  parafa_test_wait_until (has_window, NULL, PARAFA_TEST_LIMIT_MS);
  activate ("quit");
  parafa_test_wait_until (has_no_window, NULL, PARAFA_TEST_LIMIT_MS);
  g_subprocess_wait_async (program, NULL, parafa_test_result_callback, ended);
  parafa_test_wait_until (has_gone, NULL, PARAFA_TEST_LIMIT_MS);
  g_subprocess_wait_finish (program, parafa_test_result_wait (ended, PARAFA_TEST_LIMIT_MS), NULL);
  g_assert_true (g_subprocess_get_if_exited (program));
  g_assert_cmpint (g_subprocess_get_exit_status (program), ==, 0);
  g_clear_object (&program);
}

int
main (int argc, char *argv[])
{
  int status;

  ui_fixture_init (&argc, &argv);
  keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  shown = parafa_test_notifications_serve (parafa_test_keyring_get_bus (keyring));
  set_setting ("remind-when-closed", "true");
  make_profile ();
  g_test_add_func ("/ui/reminders/without-a-window", test_without_a_window);
  g_test_add_func ("/ui/reminders/confirm", test_confirm);
  g_test_add_func ("/ui/reminders/never-twice", test_never_twice);
  g_test_add_func ("/ui/reminders/keyring-locked", test_keyring_locked);
  g_test_add_func ("/ui/reminders/switched-off", test_switched_off);
  g_test_add_func ("/ui/reminders/window-comes-and-goes", test_window_comes_and_goes);
  status = g_test_run ();
  g_free (profile_id);
  g_ptr_array_unref (shown);
  parafa_test_keyring_free (keyring);
  return status;
}
