/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-application.h"
#include "parafa-banner.h"
#include "parafa-close-question.h"
#include "parafa-filings-page.h"
#include "parafa-page.h"
#include "parafa-profile-row.h"
#include "parafa-settings.h"
#include "parafa-test.h"
#include "ui-fixture.h"
#include "ui-names.h"
#include "ui-session.h"

#include <glib/gstdio.h>

/* The program's window with real accounts in a real keyring: its actions, and what a screen reader would find */

static gboolean
is_shown (ParafaWindow *window, const char *text)
{
  return ui_fixture_find_text (GTK_WIDGET (window), text) != NULL;
}

static void
activate (ParafaWindow *window, const char *action, const char *target)
{
  ui_fixture_settle ();
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action,
                                             target != NULL ? "s" : NULL, target));
  ui_fixture_settle ();
}

static void
test_profiles_are_listed (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);

  g_assert_true (is_shown (window, "Valid · 63 days"));
  g_assert_true (is_shown (window, "Expires soon · 6 days"));
  g_assert_true (is_shown (window, "Expired 3 days ago"));
  g_assert_true (is_shown (window, "Not logged in"));
  g_assert_true (is_shown (window, "Valid · 89 days"));
  g_assert_nonnull (
      ui_fixture_find (GTK_WIDGET (window), PARAFA_TYPE_PROFILE_ROW, UI_N_ACCOUNTS - 1));
  g_assert_null (ui_fixture_find (GTK_WIDGET (window), PARAFA_TYPE_PROFILE_ROW, UI_N_ACCOUNTS));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_moving_through_profiles (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);

  ui_session_select (window, UI_VALID);
  activate (window, "win.next-profile", NULL);
  g_assert_true (parafa_window_get_account (window) == ui_session_get_account (UI_SOON));
  activate (window, "win.previous-profile", NULL);
  activate (window, "win.previous-profile", NULL);
  g_assert_true (parafa_window_get_account (window) == ui_session_get_account (UI_VALID));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Cabinet Salcia");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_ribbon_only_for_practice (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);

  ui_session_select (window, UI_VALID);
  ui_fixture_settle ();
  g_assert_false (is_shown (window, "PRACTICE"));
  ui_session_select (window, UI_PRACTICE);
  ui_fixture_settle ();
  g_assert_true (is_shown (window, "PRACTICE"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_bar_on_the_other_page (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  ParafaBanner *banner =
      PARAFA_BANNER (ui_fixture_find (GTK_WIDGET (window), PARAFA_TYPE_BANNER, 0));

  ui_session_select (window, UI_SOON);
  ui_fixture_settle ();
  g_assert_false (parafa_banner_is_shown (banner));
  activate (window, "win.page", "hello");
  g_assert_true (parafa_banner_is_shown (banner));
  g_assert_nonnull (strstr (parafa_banner_get_text (banner), "expires soon"));
  ui_session_select (window, UI_VALID);
  g_assert_false (parafa_banner_is_shown (banner));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_actions_follow_the_account (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);

  ui_session_select (window, UI_EMPTY);
  ui_fixture_settle ();
  gtk_widget_activate_action (GTK_WIDGET (window), "win.copy", "s", "access");
  g_assert_null (gdk_clipboard_get_content (gtk_widget_get_clipboard (GTK_WIDGET (window))));
  g_assert_true (is_shown (window, "Not logged in yet"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
on_text_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
is_read (gpointer data)
{
  return *(char **) data != NULL;
}

static void
test_copies (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (window));
  ParafaTokenPair *pair = parafa_account_get_pair (ui_session_get_account (UI_VALID));
  const char *token = parafa_secret_get (parafa_token_pair_get_access (pair));
  g_autofree char *header = g_strconcat ("Authorization: Bearer ", token, NULL);
  g_autofree char *text = NULL;

  ui_session_select (window, UI_VALID);
  activate (window, "win.copy", "access");
  gdk_clipboard_read_text_async (clipboard, NULL, on_text_read, &text);
  parafa_test_wait_until (is_read, &text, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpstr (text, ==, token);
  g_assert_true (is_shown (window, "emptied in 60 seconds"));
  g_clear_pointer (&text, g_free);
  activate (window, "win.copy", "header");
  gdk_clipboard_read_text_async (clipboard, NULL, on_text_read, &text);
  parafa_test_wait_until (is_read, &text, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpstr (text, ==, header);
  gdk_clipboard_set_content (clipboard, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_dialog (ParafaWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) other = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (other) == GTK_WINDOW (window))
        return GTK_WIDGET (other);
    }
  return NULL;
}

static void
test_rename (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  GtkWidget *dialog;

  ui_session_select (window, UI_SOON);
  activate (window, "win.rename", NULL);
  dialog = find_dialog (window);
  g_assert_true (ADW_IS_MESSAGE_DIALOG (dialog));
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, GTK_TYPE_ENTRY, 0)), "   ");
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "rename"));
  gtk_editable_set_text (GTK_EDITABLE (ui_fixture_find (dialog, GTK_TYPE_ENTRY, 0)),
                         " Morile Roșii ");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "rename");
  ui_fixture_settle ();
  g_assert_cmpstr (parafa_profile_get_name (
                       parafa_account_get_profile (ui_session_get_account (UI_SOON))),
                   ==, "Morile Roșii");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Morile Roșii");
  g_assert_true (is_shown (window, "Morile Roșii"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_gone (gpointer data)
{
  return parafa_session_find (ui_session_get (), data) == NULL;
}

static void
test_remove_and_undo (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  ParafaAccount *account = ui_session_get_account (UI_EXPIRED);
  GtkWidget *undo;

  ui_session_select (window, UI_EXPIRED);
  activate (window, "win.remove", NULL);
  g_assert_true (parafa_window_get_account (window) != account);
  g_assert_null (ui_fixture_find (GTK_WIDGET (window), PARAFA_TYPE_PROFILE_ROW, UI_N_ACCOUNTS - 1));
  undo =
      gtk_widget_get_ancestor (ui_fixture_find_text (GTK_WIDGET (window), "Undo"), GTK_TYPE_BUTTON);
  g_assert_nonnull (undo);
  g_signal_emit_by_name (undo, "clicked");
  ui_fixture_settle ();
  g_assert_true (parafa_window_get_account (window) == account);
  g_assert_nonnull (
      ui_fixture_find (GTK_WIDGET (window), PARAFA_TYPE_PROFILE_ROW, UI_N_ACCOUNTS - 1));
  g_assert_nonnull (parafa_account_get_pair (account));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Quitting asks the window, however many dialogs are over it */
static void
test_quit_from_a_dialog_over_a_dialog (void)
{
  g_autoptr (ParafaApplication) application = parafa_application_new ();
  g_autoptr (GError) error = NULL;
  GtkWidget *windows[3] = { NULL };

  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    {
      windows[i] = i == 0 ? GTK_WIDGET (parafa_window_new (application, ui_session_get ()))
                          : gtk_window_new ();
      g_object_add_weak_pointer (G_OBJECT (windows[i]), (gpointer *) &windows[i]);
      gtk_window_set_application (GTK_WINDOW (windows[i]), GTK_APPLICATION (application));
      if (i > 0)
        gtk_window_set_transient_for (GTK_WINDOW (windows[i]), GTK_WINDOW (windows[i - 1]));
      gtk_window_set_destroy_with_parent (GTK_WINDOW (windows[i]), i > 0);
      ui_fixture_show (GTK_WINDOW (windows[i]));
    }
  g_assert_true (gtk_application_get_active_window (GTK_APPLICATION (application)) ==
                 GTK_WINDOW (windows[2]));
  g_action_group_activate_action (G_ACTION_GROUP (application), "quit", NULL);
  ui_fixture_settle ();
  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    g_assert_null (windows[i]);
}

static void
test_remove_and_close (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  g_autofree char *id = g_strdup (
      parafa_profile_get_id (parafa_account_get_profile (ui_session_get_account (UI_EMPTY))));

  ui_session_select (window, UI_EMPTY);
  activate (window, "win.remove", NULL);
  g_assert_nonnull (parafa_session_find (ui_session_get (), id));
  gtk_window_close (GTK_WINDOW (window));
  parafa_test_wait_until (is_gone, id, PARAFA_TEST_LIMIT_MS);
}

/* Practising before the Undo of its own profile is over keeps the profile: the toast's end, and the window's, take
 * nothing away */
static void
test_remove_and_practise (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  ParafaAccount *account = ui_session_get_account (UI_PRACTICE);
  g_autoptr (ParafaTestResult) practised = parafa_test_result_new ();
  g_autoptr (ParafaAccount) found = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_strdup (parafa_profile_get_id (parafa_account_get_profile (account)));

  ui_session_select (window, UI_PRACTICE);
  activate (window, "win.remove", NULL);
  g_assert_true (parafa_window_get_account (window) != account);
  g_assert_true (is_shown (window, "removed from this computer"));
  activate (window, "win.practise", NULL);
  parafa_session_practise_async (ui_session_get (), NULL, parafa_test_result_callback, practised);
  found = parafa_session_practise_finish (ui_session_get (),
                                          parafa_test_result_wait (practised, PARAFA_TEST_LIMIT_MS),
                                          &error);
  g_assert_no_error (error);
  g_assert_true (found == account);
  ui_fixture_settle ();
  g_assert_true (parafa_window_get_account (window) == account);
  g_assert_false (is_shown (window, "removed from this computer"));
  gtk_window_close (GTK_WINDOW (window));
  ui_fixture_settle ();
  g_assert_true (parafa_session_find (ui_session_get (), id) == account);
  g_assert_nonnull (parafa_account_get_pair (account));
}

static gboolean
is_unsaved (gpointer data)
{
  return parafa_account_is_unsaved (PARAFA_ACCOUNT (data));
}

/* With the keyring gone a fresh pair is held: the bar says so, closing asks first, and "Save Again" ends it */
static void
test_unsaved (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  ParafaAccount *account = ui_session_get_account (UI_VALID);
  ParafaBanner *banner =
      PARAFA_BANNER (ui_fixture_find (GTK_WIDGET (window), PARAFA_TYPE_BANNER, 0));
  g_autoptr (ParafaTokenPair) pair = ui_fixture_new_pair (UI_ENDS, UI_LOGIN, TRUE);
  g_autoptr (ParafaTestResult) kept = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  GtkWidget *question;

  ui_session_select (window, UI_VALID);
  g_assert_false (parafa_close_question_is_needed (ui_session_get ()));
  parafa_test_keyring_kill_service (ui_session_get_keyring ());
  parafa_account_keep_async (account, pair, NULL, parafa_test_result_callback, kept);
  g_assert_false (parafa_account_keep_finish (account,
                                              parafa_test_result_wait (kept, PARAFA_TEST_LIMIT_MS),
                                              &error));
  parafa_test_wait_until (is_unsaved, account, PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
  g_assert_true (parafa_banner_is_shown (banner));
  g_assert_nonnull (strstr (parafa_banner_get_text (banner), "did not take the token"));
  g_assert_true (parafa_close_question_is_needed (ui_session_get ()));
  gtk_window_close (GTK_WINDOW (window));
  ui_fixture_settle ();
  question = find_dialog (window);
  g_assert_true (ADW_IS_MESSAGE_DIALOG (question));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "cancel");
  ui_fixture_settle ();
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (window)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_everything_has_a_name (void)
{
  static const char *const views[] = { "claims", "json", "raw" };
  ParafaWindow *window = ui_session_make_window (1000, 700);
  guint n_checked = 0;

  for (guint i = UI_VALID; i <= UI_EXPIRED; i++)
    {
      ui_session_select (window, i);
      ui_fixture_settle ();
      n_checked += ui_names_check (GTK_WIDGET (window));
    }
  ui_session_select (window, UI_VALID);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      parafa_token_page_show_details (parafa_window_get_token_page (window), views[i]);
      ui_fixture_settle ();
      n_checked += ui_names_check (GTK_WIDGET (window));
    }
  activate (window, "win.page", "certificate");
  n_checked += ui_names_check (GTK_WIDGET (window));
  activate (window, "win.page", "hello");
  n_checked += ui_names_check (GTK_WIDGET (window));
  activate (window, "win.page", "etransport");
  n_checked += ui_names_check (GTK_WIDGET (window));
  g_assert_cmpuint (n_checked, >, 100);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_empty_archive_shown (gpointer data)
{
  return is_shown (data, "Nothing Was Filed Here Yet");
}

static gboolean
is_archive_refused (gpointer data)
{
  return is_shown (data, "The Archive Cannot Be Used");
}

/* What a newer Parafa, or something else, left there is neither used nor replaced */
static void
test_archive_error (void)
{
  g_autofree char *path = parafa_filings_get_default_path ();
  ParafaWindow *window = ui_session_make_window (1000, 700);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  ui_session_select (window, UI_EMPTY);
  activate (window, "win.page", "etransport");
  parafa_test_wait_until (is_archive_refused, window, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (g_rmdir (path), ==, 0);
  gtk_widget_activate_action (ui_fixture_find (GTK_WIDGET (window), PARAFA_TYPE_FILINGS_PAGE, 0),
                              "etransport.try-again", NULL);
  parafa_test_wait_until (is_empty_archive_shown, window, PARAFA_TEST_LIMIT_MS);
  activate (window, "win.page", "token");
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkToggleButton *
find_toggle (ParafaWindow *window, const char *label)
{
  GtkWidget *button;

  for (guint i = 0;
       (button = ui_fixture_find (GTK_WIDGET (window), GTK_TYPE_TOGGLE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0)
      return GTK_TOGGLE_BUTTON (button);
  return NULL;
}

/* Opened from the person's archive; TEST wears a ribbon, and the practice profile has no choice */
static void
test_etransport (void)
{
  static const char *const ribbon = "TEST · nothing you send here counts for an inspection";
  ParafaWindow *window = ui_session_make_window (1000, 700);
  GtkToggleButton *test;

  ui_session_select (window, UI_EMPTY);
  activate (window, "win.page", "etransport");
  parafa_test_wait_until (is_empty_archive_shown, window, PARAFA_TEST_LIMIT_MS);
  test = find_toggle (window, "Test");
  g_assert_nonnull (test);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (test)));
  g_assert_false (is_shown (window, ribbon));
  gtk_toggle_button_set_active (test, TRUE);
  ui_fixture_settle ();
  g_assert_true (is_shown (window, ribbon));
  ui_fixture_save_picture (GTK_WIDGET (window), "en-light-1000-etransport-test");
  ui_session_select (window, UI_PRACTICE);
  ui_fixture_settle ();
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (test)));
  g_assert_false (is_shown (window, ribbon));
  g_assert_true (is_shown (window, "PRACTICE"));
  g_assert_false (is_shown (window, "PRODUCTION"));
  activate (window, "win.page", "token");
  gtk_window_destroy (GTK_WINDOW (window));
  window = ui_session_make_window (360, 720);
  ui_session_select (window, UI_EMPTY);
  activate (window, "win.page", "etransport");
  parafa_test_wait_until (is_empty_archive_shown, window, PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), <=, 360);
  ui_fixture_save_picture (GTK_WIDGET (window), "en-light-360-etransport");
  activate (window, "win.page", "token");
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_idle (gpointer data)
{
  return !parafa_testoauth_page_is_running (PARAFA_TESTOAUTH_PAGE (data));
}

/* A real call to the practice server, which has not issued this token */
static void
test_testoauth_is_sent (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  ParafaTestoauthPage *page;

  ui_session_select (window, UI_PRACTICE);
  activate (window, "win.page", "hello");
  page = parafa_window_get_testoauth_page (window);
  parafa_testoauth_page_send (page);
  g_assert_true (parafa_testoauth_page_is_running (page));
  parafa_testoauth_page_cancel (page);
  parafa_test_wait_until (is_idle, page, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpstr (parafa_testoauth_page_get_sentence (page), ==, "Does ANAF recognise you?");
  parafa_testoauth_page_send (page);
  parafa_test_wait_until (is_idle, page, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpstr (parafa_testoauth_page_get_sentence (page), ==,
                   "ANAF does not accept this token");
  g_assert_true (is_shown (window, "HTTP status 401"));
  activate (window, "win.page", "token");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_remembers (void)
{
  g_autoptr (GSettings) settings = parafa_settings_new ();
  ParafaWindow *window = ui_session_make_window (900, 640);
  g_autofree char *id = NULL;

  g_assert_nonnull (settings);
  ui_session_select (window, UI_SOON);
  activate (window, "win.page", "hello");
  gtk_window_close (GTK_WINDOW (window));
  id = g_settings_get_string (settings, "last-profile");
  g_assert_cmpstr (id, ==,
                   parafa_profile_get_id (
                       parafa_account_get_profile (ui_session_get_account (UI_SOON))));
  window = ui_session_make_window (900, 640);
  g_assert_true (parafa_window_get_account (window) == ui_session_get_account (UI_SOON));
  g_assert_true (is_shown (window, "Does ANAF recognise you?"));
  activate (window, "win.page", "token");
  gtk_window_close (GTK_WINDOW (window));
}

static void
test_fits_a_phone (void)
{
  ParafaWindow *window = ui_session_make_window (340, 284);
  int minimum;

  for (guint i = UI_VALID; i <= UI_EXPIRED; i++)
    {
      ui_session_select (window, i);
      ui_fixture_settle ();
      gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                          NULL);
      g_assert_cmpint (minimum, <=, 360);
      gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_VERTICAL, 360, &minimum, NULL, NULL,
                          NULL);
      g_assert_cmpint (minimum, <=, 294);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  int status;

  ui_fixture_init (&argc, &argv);
  ui_session_set_up ();
  ui_fixture_start_gtk ();
  g_test_add_func ("/ui/window/archive-error", test_archive_error);
  g_test_add_func ("/ui/window/profiles-are-listed", test_profiles_are_listed);
  g_test_add_func ("/ui/window/moving-through-profiles", test_moving_through_profiles);
  g_test_add_func ("/ui/window/ribbon-only-for-practice", test_ribbon_only_for_practice);
  g_test_add_func ("/ui/window/bar-on-the-other-page", test_bar_on_the_other_page);
  g_test_add_func ("/ui/window/actions-follow-the-account", test_actions_follow_the_account);
  g_test_add_func ("/ui/window/copies", test_copies);
  g_test_add_func ("/ui/window/everything-has-a-name", test_everything_has_a_name);
  g_test_add_func ("/ui/window/etransport", test_etransport);
  g_test_add_func ("/ui/window/fits-a-phone", test_fits_a_phone);
  g_test_add_func ("/ui/window/testoauth-is-sent", test_testoauth_is_sent);
  g_test_add_func ("/ui/window/remembers", test_remembers);
  g_test_add_func ("/ui/window/rename", test_rename);
  g_test_add_func ("/ui/window/remove-and-undo", test_remove_and_undo);
  g_test_add_func ("/ui/window/remove-and-practise", test_remove_and_practise);
  g_test_add_func ("/ui/window/quit-from-a-dialog-over-a-dialog",
                   test_quit_from_a_dialog_over_a_dialog);
  g_test_add_func ("/ui/window/remove-and-close", test_remove_and_close);
  g_test_add_func ("/ui/window/unsaved", test_unsaved);
  status = g_test_run ();
  ui_session_tear_down ();
  return status;
}
