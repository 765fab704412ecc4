/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "login-sheet-fixture.h"

#include "parafa-account-private.h"
#include "parafa-certificate-row.h"
#include "parafa-error-text.h"
#include "parafa-login-sheet.h"
#include "parafa-login-steps.h"
#include "parafa-pin-page.h"
#include "parafa-test.h"

#include <string.h>

static void
test_starts (SheetFixture *fixture, gconstpointer data)
{
  GtkWidget *steps = fake_find (fixture->sheet, PARAFA_TYPE_LOGIN_STEPS, 0);

  g_assert_cmpuint (fake_flow_count (FAKE_CALL_START), ==, 1);
  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, TRUE, PARAFA_LOGIN_PROBLEM_NONE);
  g_assert_cmpint (parafa_login_steps_get_state (PARAFA_LOGIN_STEPS (steps),
                                                 PARAFA_LOGIN_CERTIFICATE),
                   ==, PARAFA_STEP_BUSY);
  g_assert_true (sheet_can_press (fixture, "Cancel"));
  g_assert_null (fake_find_button (fixture->sheet, "Continue"));
  g_assert_true (gtk_window_get_modal (GTK_WINDOW (fixture->sheet)));
}

static void
test_only_usable_is_chosen (SheetFixture *fixture, gconstpointer data)
{
  sheet_list (fixture);
  g_assert_true (fake_shows (fixture->sheet, "Ruxandra Bâlteanu · the new one"));
  g_assert_true (fake_shows (fixture->sheet, "1 certificate that cannot be used"));
  g_assert_true (sheet_can_press (fixture, "Continue"));
  fake_press (fixture->sheet, "Continue");
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_CHOOSE), ==, 1);
  g_assert_cmpstr (fake_flow_get_text (), ==, parafa_certificate_get_serial (fixture->fresh));
}

/* nobody logs in with a certificate they did not look at */
static void
test_two_usable_none_is_chosen (SheetFixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  fake_flow_add_certificate (fixture->other);
  sheet_list (fixture);
  g_assert_false (sheet_can_press (fixture, "Continue"));
  row = fake_find (fixture->sheet, PARAFA_TYPE_CERTIFICATE_ROW, 0);
  parafa_certificate_row_choose (PARAFA_CERTIFICATE_ROW (row));
  fake_settle ();
  fake_press (fixture->sheet, "Continue");
  g_assert_cmpstr (fake_flow_get_text (), ==, parafa_certificate_get_serial (fixture->other));
}

static void
test_remembered_is_chosen (SheetFixture *fixture, gconstpointer data)
{
  fake_flow_set_remembered (PARAFA_LOGIN_REMEMBERED_FOUND, fixture->fresh);
  fake_flow_add_certificate (fixture->other);
  sheet_list (fixture);
  fake_press (fixture->sheet, "Continue");
  g_assert_cmpstr (fake_flow_get_text (), ==, parafa_certificate_get_serial (fixture->fresh));
}

static void
test_unusable_cannot_be_chosen (SheetFixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  fake_flow_add_certificate (fixture->old);
  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, FALSE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_settle ();
  /* the only group is open then, with the reason */
  g_assert_true (fake_shows (fixture->sheet, "it cannot be used any more"));
  row = fake_find (fixture->sheet, PARAFA_TYPE_CERTIFICATE_ROW, 0);
  g_assert_false (gtk_widget_is_sensitive (row));
  g_assert_false (sheet_can_press (fixture, "Continue"));
}

static void
test_refresh (SheetFixture *fixture, gconstpointer data)
{
  sheet_list (fixture);
  g_assert_true (gtk_widget_activate_action (fixture->sheet, "login.refresh", NULL));
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_START), ==, 2);
}

static void
test_no_certificates (SheetFixture *fixture, gconstpointer data)
{
  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, FALSE, PARAFA_LOGIN_PROBLEM_NO_CERTIFICATES);
  fake_settle ();
  g_assert_true (fake_shows (fixture->sheet, "No certificate was found"));
  fake_press (fixture->sheet, "Try Again");
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_RETRY), ==, 1);
}

static void
test_pin_is_sent_once_and_forgotten (SheetFixture *fixture, gconstpointer data)
{
  sheet_go_to_pin (fixture, 0, -1);
  g_assert_false (sheet_can_press (fixture, "Unlock"));
  g_assert_true (fake_shows (fixture->sheet, "The PIN goes to the token only and is not kept."));
  gtk_editable_set_text (sheet_find_entry (fixture), "738291");
  g_assert_true (sheet_can_press (fixture, "Unlock"));
  fake_press (fixture->sheet, "Unlock");
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_UNLOCK), ==, 1);
  g_assert_cmpstr (fake_flow_get_text (), ==, "738291");
  g_assert_cmpstr (gtk_editable_get_text (sheet_find_entry (fixture)), ==, "");

  /* while it is tried, nothing can be sent; a wrong one is said and not sent again */
  fake_flow_set (PARAFA_LOGIN_PIN, TRUE, PARAFA_LOGIN_PROBLEM_NONE);
  g_assert_false (sheet_can_press (fixture, "Unlock"));
  fake_flow_set_pin_state (PARAFA_PIN_COUNT_LOW, 2);
  fake_flow_set (PARAFA_LOGIN_PIN, FALSE, PARAFA_LOGIN_PROBLEM_PIN_WRONG);
  fake_settle ();
  g_assert_true (fake_shows (fixture->sheet, "The PIN was wrong"));
  g_assert_true (fake_shows (fixture->sheet, "2 tries are left."));
  g_assert_false (sheet_can_press (fixture, "Unlock"));
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_UNLOCK), ==, 1);
}

static void
test_return_sends_the_pin (SheetFixture *fixture, gconstpointer data)
{
  sheet_go_to_pin (fixture, 0, -1);
  g_signal_emit_by_name (sheet_find_entry (fixture), "activate");
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_UNLOCK), ==, 0);
  gtk_editable_set_text (sheet_find_entry (fixture), "1234");
  g_signal_emit_by_name (sheet_find_entry (fixture), "activate");
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_UNLOCK), ==, 1);
}

static void
test_entry_leaves_no_trace (SheetFixture *fixture, gconstpointer data)
{
  GtkText *text;

  sheet_go_to_pin (fixture, 0, -1);
  text = GTK_TEXT (gtk_editable_get_delegate (sheet_find_entry (fixture)));
  g_assert_false (gtk_editable_get_enable_undo (GTK_EDITABLE (text)));
  g_assert_true (GTK_IS_PASSWORD_ENTRY_BUFFER (gtk_text_get_buffer (text)));
  g_assert_cmpint (gtk_text_get_input_purpose (text), ==, GTK_INPUT_PURPOSE_PIN);
  g_assert_cmpint (gtk_text_get_input_hints (text) & GTK_INPUT_HINT_PRIVATE, !=, 0);
  g_assert_false (gtk_text_get_visibility (text));
}

/* a certificate that appears meanwhile must not empty what is being typed */
static void
test_typing_is_not_lost (SheetFixture *fixture, gconstpointer data)
{
  sheet_go_to_pin (fixture, 0, -1);
  gtk_editable_set_text (sheet_find_entry (fixture), "12");
  fake_flow_add_certificate (fixture->other);
  fake_settle ();
  g_assert_cmpstr (gtk_editable_get_text (sheet_find_entry (fixture)), ==, "12");
}

static void
test_last_try_is_confirmed (SheetFixture *fixture, gconstpointer data)
{
  GtkWidget *page;

  sheet_go_to_pin (fixture, PARAFA_PIN_COUNT_LOW | PARAFA_PIN_FINAL_TRY, -1);
  g_assert_true (fake_shows (fixture->sheet, "This is the last try"));
  g_assert_true (fake_shows (fixture->sheet, "PUK"));
  gtk_editable_set_text (sheet_find_entry (fixture), "1234");
  g_assert_false (sheet_can_press (fixture, "Unlock"));
  g_signal_emit_by_name (sheet_find_entry (fixture), "activate");
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_UNLOCK), ==, 0);
  page = fake_find (fixture->sheet, PARAFA_TYPE_PIN_PAGE, 0);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (fake_find (page, GTK_TYPE_CHECK_BUTTON, 0)), TRUE);
  fake_press (fixture->sheet, "Unlock");
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_UNLOCK), ==, 1);
}

/* one try left counts as the last one also where the flag is not set */
static void
test_one_left_is_the_last (SheetFixture *fixture, gconstpointer data)
{
  sheet_go_to_pin (fixture, 0, 1);
  gtk_editable_set_text (sheet_find_entry (fixture), "1234");
  g_assert_true (fake_shows (fixture->sheet, "This is the last try"));
  g_assert_false (sheet_can_press (fixture, "Unlock"));
}

/* a count only if the token gave one */
static void
test_no_invented_count (SheetFixture *fixture, gconstpointer data)
{
  sheet_go_to_pin (fixture, PARAFA_PIN_COUNT_LOW, -1);
  g_assert_true (fake_shows (fixture->sheet, "A wrong PIN was typed at least once"));
  g_assert_true (fake_shows (fixture->sheet, "The token does not say how many tries are left."));
  g_assert_false (fake_shows (fixture->sheet, "0 tries"));
  g_assert_false (fake_shows (fixture->sheet, "-1"));
}

static void
test_pin_pad (SheetFixture *fixture, gconstpointer data)
{
  sheet_go_to_pin (fixture, PARAFA_PIN_PAD, -1);
  g_assert_true (fake_shows (fixture->sheet, "Type the PIN on the reader"));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (sheet_find_entry (fixture))));
  fake_press (fixture->sheet, "Unlock");
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_UNLOCK), ==, 1);
  g_assert_cmpstr (fake_flow_get_text (), ==, "");
}

static void
test_locked (SheetFixture *fixture, gconstpointer data)
{
  sheet_go_to_pin (fixture, 0, -1);
  fake_flow_set (PARAFA_LOGIN_PIN, FALSE, PARAFA_LOGIN_PROBLEM_PIN_LOCKED);
  fake_settle ();
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (sheet_find_entry (fixture))));
  g_assert_true (fake_shows (fixture->sheet, "Find the PUK"));
  fake_press (fixture->sheet, "Choose Another Certificate");
  g_assert_cmpint (fake_flow_get_call (), ==, FAKE_CALL_BACK);
}

static void
test_back_from_pin (SheetFixture *fixture, gconstpointer data)
{
  sheet_go_to_pin (fixture, 0, -1);
  gtk_editable_set_text (sheet_find_entry (fixture), "1234");
  fake_press (fixture->sheet, "Choose Another Certificate");
  g_assert_cmpint (fake_flow_get_call (), ==, FAKE_CALL_BACK);
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_UNLOCK), ==, 0);
  g_assert_cmpstr (gtk_editable_get_text (sheet_find_entry (fixture)), ==, "");
}

/* the redirects of a good login show no page at all */
static void
test_page_passed_through (SheetFixture *fixture, gconstpointer data)
{
  guint n_closed = fake_view_count_closed ();

  sheet_go_to_page (fixture);
  fake_view_show ("https://logincert.example/my.policy", "", "");
  fake_view_catch ();
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_CALLBACK), ==, 1);
  g_assert_false (gtk_widget_get_mapped (fake_view_get ()));
  fake_flow_set (PARAFA_LOGIN_TOKEN, TRUE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_flow_close_page ();
  fake_settle ();
  g_assert_cmpuint (fake_view_count_closed (), ==, n_closed + 1);
  g_assert_null (fake_view_get ());
}

static gboolean
shows_view (gpointer data)
{
  return fake_view_get () != NULL && gtk_widget_get_mapped (fake_view_get ());
}

static void
test_page_that_stays (SheetFixture *fixture, gconstpointer data)
{
  sheet_go_to_page (fixture);
  fake_view_show ("https://logincert.example/form", "Form", "Something to fill in");
  parafa_test_wait_until (shows_view, NULL, PARAFA_TEST_LIMIT_MS);
  g_assert_true (fake_shows (fixture->sheet, "https://logincert.example/form"));
  g_assert_false (fake_shows (fixture->sheet, "What you can do"));
}

static void
test_known_page_is_explained_beside (SheetFixture *fixture, gconstpointer data)
{
  sheet_go_to_page (fixture);
  fake_flow_set (PARAFA_LOGIN_PAGE, FALSE, PARAFA_LOGIN_PROBLEM_PAGE_NO_CERTIFICATE);
  fake_view_show ("https://logincert.example/vdesk/hangup.php3", "Not presented", "…");
  fake_settle ();
  g_assert_true (shows_view (NULL));
  g_assert_true (fake_shows (fixture->sheet, "ANAF says no certificate was presented"));
  g_assert_true (fake_shows (fixture->sheet, "What you can do"));
  fake_press (fixture->sheet, "Try Again");
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_RETRY), ==, 1);
}

/* what the lock says comes from the relay, and only for the host it is about */
static void
test_lock_follows_the_relay (SheetFixture *fixture, gconstpointer data)
{
  GtkWidget *lock;

  sheet_go_to_page (fixture);
  fake_flow_tell_upstream ("elsewhere.example:443");
  fake_view_show ("https://logincert.example/form", "Form", "…");
  parafa_test_wait_until (shows_view, NULL, PARAFA_TEST_LIMIT_MS);
  lock = fake_find (fixture->sheet, GTK_TYPE_MENU_BUTTON, 0);
  g_assert_cmpstr (gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (lock)), ==,
                   "dialog-information-symbolic");
  fake_flow_tell_upstream ("logincert.example:443");
  g_assert_cmpstr (gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (lock)), ==,
                   "channel-secure-symbolic");
}

static gboolean
is_past_the_latest (gpointer data)
{
  return g_get_monotonic_time () > *(gint64 *) data;
}

/* a failure before any page stays explained in its place, also when the view's time has come */
static void
test_network_problem_without_page (SheetFixture *fixture, gconstpointer data)
{
  gint64 latest_us;

  sheet_go_to_pin (fixture, 0, -1);
  fake_flow_set (PARAFA_LOGIN_PAGE, FALSE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_flow_open_page ();
  fake_flow_set (PARAFA_LOGIN_PAGE, FALSE, PARAFA_LOGIN_PROBLEM_UNREACHABLE);
  latest_us = g_get_monotonic_time () + 4500 * 1000;
  parafa_test_wait_until (is_past_the_latest, &latest_us, PARAFA_TEST_LIMIT_MS);
  fake_settle ();
  g_assert_false (shows_view (NULL));
  g_assert_true (fake_shows (fixture->sheet, "The server cannot be reached"));
}

static void
test_second_pin (SheetFixture *fixture, gconstpointer data)
{
  sheet_go_to_page (fixture);
  fake_flow_ask (5, PARAFA_PIN_CONTEXT_SPECIFIC, "BALTEANU R.");
  fake_settle ();
  g_assert_true (fake_shows (fixture->sheet, "The token asks for its PIN again"));
  gtk_editable_set_text (sheet_find_entry (fixture), "998877");
  fake_press (fixture->sheet, "Unlock");
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_ANSWER), ==, 1);
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_UNLOCK), ==, 0);
  g_assert_cmpstr (fake_flow_get_text (), ==, "998877");
  g_assert_false (fake_shows (fixture->sheet, "The token asks for its PIN again"));
}

static void
test_sandbox_is_told_before_the_pin (SheetFixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->sheet));
  sheet_wait_closed (fixture);
  fake_module_fail (TRUE, TRUE);
  sheet_open_sheet (fixture);
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_VIEW_FAILED), ==, 1);
  g_assert_true (fake_shows (fixture->sheet, "The page cannot be shown safely on this system"));
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_UNLOCK), ==, 0);
}

static void
test_missing_module_is_told_at_the_page (SheetFixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->sheet));
  sheet_wait_closed (fixture);
  fake_module_fail (TRUE, FALSE);
  sheet_open_sheet (fixture);
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_VIEW_FAILED), ==, 0);
  fake_flow_set (PARAFA_LOGIN_PAGE, FALSE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_flow_open_page ();
  fake_settle ();
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_VIEW_FAILED), ==, 1);
  g_assert_true (fake_shows (fixture->sheet, "The login page stopped working"));
}

static void
test_view_crash (SheetFixture *fixture, gconstpointer data)
{
  sheet_go_to_page (fixture);
  fake_view_fail ("web process ended");
  fake_settle ();
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_VIEW_FAILED), ==, 1);
  g_assert_true (fake_shows (fixture->sheet, "The login page stopped working"));
}

static void
test_file (SheetFixture *fixture, gconstpointer data)
{
  sheet_list (fixture);
  fake_choose_path ("/nowhere/salcie.p12");
  g_assert_true (gtk_widget_activate_action (fixture->sheet, "login.file", NULL));
  fake_settle ();
  g_assert_true (fake_shows (fixture->sheet, "Password of the certificate file"));
  g_assert_true (fake_shows (fixture->sheet, "salcie.p12"));
  gtk_editable_set_text (sheet_find_entry (fixture), "parolă");
  fake_press (fixture->sheet, "Unlock");
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_OPEN_FILE), ==, 1);
  g_assert_cmpstr (fake_flow_get_text (), ==, "parolă");

  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, TRUE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, FALSE, PARAFA_LOGIN_PROBLEM_FILE_PASSWORD);
  fake_settle ();
  g_assert_true (fake_shows (fixture->sheet, "The password was wrong"));
  g_assert_cmpstr (gtk_editable_get_text (sheet_find_entry (fixture)), ==, "");

  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, TRUE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, FALSE, PARAFA_LOGIN_PROBLEM_FILE);
  fake_settle ();
  g_assert_true (fake_shows (fixture->sheet, "This is not a certificate file"));
  fake_press (fixture->sheet, "Choose the File Again…");
  g_assert_true (fake_shows (fixture->sheet, "Password of the certificate file"));
}

static void
test_no_file_chosen (SheetFixture *fixture, gconstpointer data)
{
  sheet_list (fixture);
  fake_choose_path (NULL);
  g_assert_true (gtk_widget_activate_action (fixture->sheet, "login.file", NULL));
  fake_settle ();
  g_assert_true (fake_shows (fixture->sheet, "Which certificate do you log in with?"));
}

static void
test_keyring (SheetFixture *fixture, gconstpointer data)
{
  sheet_go_to_pin (fixture, 0, -1);
  fake_flow_set (PARAFA_LOGIN_TOKEN, FALSE, PARAFA_LOGIN_PROBLEM_KEYRING_LOCKED);
  fake_settle ();
  g_assert_true (fake_shows (fixture->sheet, "is not lost"));
  fake_press (fixture->sheet, "Save Again");
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_RETRY), ==, 1);
}

static void
test_done (SheetFixture *fixture, gconstpointer data)
{
  sheet_go_to_pin (fixture, 0, -1);
  fake_flow_set (PARAFA_LOGIN_TOKEN, TRUE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_flow_finish ();
  sheet_wait_closed (fixture);
  g_assert_cmpstr (fixture->logged_in, ==, parafa_profile_get_id (fixture->profile));
}

static void
test_settings (SheetFixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  gboolean found = FALSE;

  sheet_go_to_pin (fixture, 0, -1);
  fake_flow_set (PARAFA_LOGIN_TOKEN, FALSE, PARAFA_LOGIN_PROBLEM_SETTINGS);
  fake_settle ();
  fake_press (fixture->sheet, "Application Settings…");
  sheet_wait_closed (fixture);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_strcmp0 (gtk_window_get_title (window), "Application Settings") == 0)
        found = TRUE;
    }
  g_assert_true (found);
}

/* whatever fails, and wherever: it is said, there is a way on, Cancel works, no PIN is sent */
static void
test_each_problem_is_shown (SheetFixture *fixture, gconstpointer data)
{
  const ParafaLoginStep steps[] = { PARAFA_LOGIN_CERTIFICATE, PARAFA_LOGIN_PIN, PARAFA_LOGIN_PAGE,
                                    PARAFA_LOGIN_TOKEN };

  sheet_list (fixture);
  fake_flow_set_certificate (fixture->fresh);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    for (int problem = PARAFA_LOGIN_PROBLEM_NONE + 1; problem <= PARAFA_LOGIN_PROBLEM_SETUP;
         problem++)
      {
        const ParafaErrorText *text = parafa_error_text_for_step (problem, steps[i]);
        gboolean in_place =
            steps[i] == PARAFA_LOGIN_PIN && (problem == PARAFA_LOGIN_PROBLEM_PIN_WRONG ||
                                             problem == PARAFA_LOGIN_PROBLEM_PIN_LENGTH ||
                                             problem == PARAFA_LOGIN_PROBLEM_QUESTION_LEFT_OPEN);

        fake_flow_set (steps[i], FALSE, problem);
        fake_settle ();
        g_test_message ("step %d: %s", (int) steps[i], text->id);
        g_assert_true (in_place || fake_shows (fixture->sheet, text->title));
        g_assert_true (in_place || fake_shows (fixture->sheet, text->remedies[0]));
        g_assert_true (in_place || sheet_can_press (fixture, "Check the Token…"));
        g_assert_true (sheet_can_press (fixture, "Cancel"));
      }
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_UNLOCK), ==, 0);
}

static void
test_cancel_at_each_step (SheetFixture *fixture, gconstpointer data)
{
  for (int step = PARAFA_LOGIN_CERTIFICATE; step <= PARAFA_LOGIN_TOKEN; step++)
    for (int busy = 0; busy < 2; busy++)
      {
        if (fixture->sheet == NULL)
          sheet_open_sheet (fixture);
        sheet_list (fixture);
        fake_flow_set_certificate (fixture->fresh);
        fake_flow_set (step, busy != 0, PARAFA_LOGIN_PROBLEM_NONE);
        if (step == PARAFA_LOGIN_PAGE)
          fake_flow_open_page ();
        if (step == PARAFA_LOGIN_PIN && !busy)
          gtk_editable_set_text (sheet_find_entry (fixture), "1234");
        fake_press (fixture->sheet, "Cancel");
        sheet_wait_closed (fixture);
        g_assert_cmpuint (fake_flow_count (FAKE_CALL_CANCEL), ==, 1);
        g_assert_cmpuint (fake_flow_count (FAKE_CALL_UNLOCK), ==, 0);
        g_assert_null (fake_flow_get ());
        g_assert_null (fake_view_get ());
        g_assert_null (fixture->logged_in);
      }
}

/* nothing can be focused that has no name */
static void
check_names (GtkWidget *widget)
{
  if (gtk_widget_get_mapped (widget) && GTK_IS_BUTTON (widget) && gtk_widget_get_focusable (widget))
    {
      const char *label = gtk_button_get_label (GTK_BUTTON (widget));
      gboolean named = (label != NULL && *label != '\0') ||
                       gtk_widget_get_tooltip_text (widget) != NULL ||
                       gtk_widget_get_tooltip_text (gtk_widget_get_parent (widget)) != NULL ||
                       fake_find (widget, GTK_TYPE_LABEL, 0) != NULL;

      g_assert_true (named);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_names (child);
}

static void
test_each_button_has_a_name (SheetFixture *fixture, gconstpointer data)
{
  sheet_list (fixture);
  check_names (fixture->sheet);
  sheet_go_to_page (fixture);
  fake_flow_set (PARAFA_LOGIN_PAGE, FALSE, PARAFA_LOGIN_PROBLEM_PAGE_BLOCKED);
  fake_view_show ("https://logincert.example/", "Blocked", "…");
  fake_settle ();
  check_names (fixture->sheet);
}

static GtkWidget *
find_details (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_EXPANDER (widget) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_details (child);
  return found;
}

/* a support id that is read to ANAF on the telephone must be that of the last page */
static void
test_same_failure_tells_its_own_detail (SheetFixture *fixture, gconstpointer data)
{
  const char *ids[] = { "11112222333344445555", "66667777888899990000" };

  sheet_go_to_page (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      GtkWidget *details;

      fake_flow_set (PARAFA_LOGIN_PAGE, FALSE, PARAFA_LOGIN_PROBLEM_NONE);
      fake_flow_set_detail (ids[i]);
      fake_flow_set (PARAFA_LOGIN_PAGE, FALSE, PARAFA_LOGIN_PROBLEM_PAGE_BLOCKED);
      fake_view_show ("https://logincert.example/", "Blocked", "…");
      fake_settle ();
      details = find_details (fixture->sheet);
      g_assert_nonnull (details);
      gtk_expander_set_expanded (GTK_EXPANDER (details), TRUE);
      fake_settle ();
      g_assert_true (fake_shows (fixture->sheet, ids[i]));
    }
}

/* nobody reads that a token is held when it is the client secret that cannot be had */
static void
test_keyring_before_and_after_the_token (SheetFixture *fixture, gconstpointer data)
{
  const ParafaLoginProblem problems[] = { PARAFA_LOGIN_PROBLEM_KEYRING_LOCKED,
                                          PARAFA_LOGIN_PROBLEM_KEYRING_ABSENT,
                                          PARAFA_LOGIN_PROBLEM_KEYRING_FAILED };

  sheet_go_to_pin (fixture, 0, -1);
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      fake_flow_set (PARAFA_LOGIN_PAGE, FALSE, problems[i]);
      fake_settle ();
      g_assert_false (fake_shows (fixture->sheet, "The new access token is here"));
      fake_flow_set (PARAFA_LOGIN_TOKEN, FALSE, problems[i]);
      fake_settle ();
      g_assert_true (fake_shows (fixture->sheet, "The new access token is here"));
    }
}

static gboolean
is_narrow (gpointer data)
{
  return gtk_widget_get_width (data) <= 360;
}

static void
test_phone_width (SheetFixture *fixture, gconstpointer data)
{
  sheet_go_to_pin (fixture, 0, -1);
  g_assert_false (fake_shows (fixture->sheet, "2 of 4 ·"));
  gtk_window_set_default_size (GTK_WINDOW (fixture->sheet), 360, 640);
  parafa_test_wait_until (is_narrow, fixture->sheet, PARAFA_TEST_LIMIT_MS);
  fake_settle ();
  g_assert_true (fake_shows (fixture->sheet, "2 of 4 ·"));
  g_assert_false (fake_shows (fixture->sheet, "Fetched and kept in the keyring"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fake_start_gtk ();
#define ADD(name, test)                                                                            \
  g_test_add ("/ui/login-sheet/" name, SheetFixture, NULL, sheet_set_up, test, sheet_tear_down)
  ADD ("starts", test_starts);
  ADD ("only-usable-is-chosen", test_only_usable_is_chosen);
  ADD ("two-usable-none-is-chosen", test_two_usable_none_is_chosen);
  ADD ("remembered-is-chosen", test_remembered_is_chosen);
  ADD ("unusable-cannot-be-chosen", test_unusable_cannot_be_chosen);
  ADD ("refresh", test_refresh);
  ADD ("no-certificates", test_no_certificates);
  ADD ("pin-is-sent-once-and-forgotten", test_pin_is_sent_once_and_forgotten);
  ADD ("return-sends-the-pin", test_return_sends_the_pin);
  ADD ("entry-leaves-no-trace", test_entry_leaves_no_trace);
  ADD ("typing-is-not-lost", test_typing_is_not_lost);
  ADD ("last-try-is-confirmed", test_last_try_is_confirmed);
  ADD ("one-left-is-the-last", test_one_left_is_the_last);
  ADD ("no-invented-count", test_no_invented_count);
  ADD ("pin-pad", test_pin_pad);
  ADD ("locked", test_locked);
  ADD ("back-from-pin", test_back_from_pin);
  ADD ("page-passed-through", test_page_passed_through);
  ADD ("page-that-stays", test_page_that_stays);
  ADD ("known-page-is-explained-beside", test_known_page_is_explained_beside);
  ADD ("lock-follows-the-relay", test_lock_follows_the_relay);
  ADD ("network-problem-without-page", test_network_problem_without_page);
  ADD ("second-pin", test_second_pin);
  ADD ("sandbox-is-told-before-the-pin", test_sandbox_is_told_before_the_pin);
  ADD ("missing-module-is-told-at-the-page", test_missing_module_is_told_at_the_page);
  ADD ("view-crash", test_view_crash);
  ADD ("file", test_file);
  ADD ("no-file-chosen", test_no_file_chosen);
  ADD ("keyring", test_keyring);
  ADD ("done", test_done);
  ADD ("settings", test_settings);
  ADD ("each-problem-is-shown", test_each_problem_is_shown);
  ADD ("cancel-at-each-step", test_cancel_at_each_step);
  ADD ("each-button-has-a-name", test_each_button_has_a_name);
  ADD ("same-failure-tells-its-own-detail", test_same_failure_tells_its_own_detail);
  ADD ("keyring-before-and-after-the-token", test_keyring_before_and_after_the_token);
  ADD ("phone-width", test_phone_width);
  return g_test_run ();
}
