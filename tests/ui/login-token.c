/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "login-sheet-fixture.h"

#include "parafa-certificate-row.h"
#include "parafa-paste-page.h"
#include "parafa-pin-page.h"
#include "parafa-test.h"

/* What the sheet says about tokens and PINs before it asks, about the certificate of the last login,
 * and about tokens that come and go */

static void
list_what_there_is (SheetFixture *fixture, ParafaLoginRemembered remembered, guint n)
{
  ParafaCertificate *certificates[] = { fixture->fresh, fixture->other };

  parafa_profile_set_certificate (fixture->profile, "Ruxandra Bâlteanu", "SigiliuCert CA G3",
                                  "34:e1:07:9e", FAKE_NOW + 3 * FAKE_DAY);
  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, TRUE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_flow_set_remembered (remembered, n > 0 ? certificates[0] : NULL);
  for (guint i = 0; i < n; i++)
    fake_flow_add_certificate (certificates[i]);
  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, FALSE,
                 n > 0 ? PARAFA_LOGIN_PROBLEM_NONE : PARAFA_LOGIN_PROBLEM_NO_CERTIFICATES);
  fake_settle ();
}

static void
choose_row (SheetFixture *fixture, guint nth)
{
  GtkWidget *row = fake_find (fixture->sheet, PARAFA_TYPE_CERTIFICATE_ROW, nth);

  g_assert_nonnull (row);
  parafa_certificate_row_choose (PARAFA_CERTIFICATE_ROW (row));
  fake_settle ();
}

static GtkEditable *
find_paste_entry (SheetFixture *fixture)
{
  GtkWidget *page = fake_find (fixture->sheet, PARAFA_TYPE_PASTE_PAGE, 0);

  return GTK_EDITABLE (fake_find (page, GTK_TYPE_PASSWORD_ENTRY, 0));
}

/* --- the certificate of the last login --- */

static void
test_missed_without_any (SheetFixture *fixture, gconstpointer data)
{
  list_what_there_is (fixture, PARAFA_LOGIN_REMEMBERED_MISSED, 0);
  g_assert_true (fake_shows (fixture->sheet, "The certificate of Ruxandra Bâlteanu is not here"));
  g_assert_true (fake_shows (fixture->sheet, "the login goes on by itself"));
  g_assert_false (fake_shows (fixture->sheet, "No certificate was found"));
  g_assert_false (sheet_can_press (fixture, "Continue"));
}

/* Who chose another one is not carried off to the PIN of the first */
static void
test_missed_then_another_is_chosen (SheetFixture *fixture, gconstpointer data)
{
  list_what_there_is (fixture, PARAFA_LOGIN_REMEMBERED_MISSED, 0);
  fake_flow_add_certificate (fixture->other);
  fake_flow_add_certificate (fixture->fresh);
  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, FALSE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_settle ();
  g_assert_true (fake_shows (fixture->sheet, "the login goes on by itself"));
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_STAY), ==, 0);
  choose_row (fixture, 0);
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_STAY), ==, 1);
  g_assert_true (fake_shows (fixture->sheet, "To use it again, put its token in."));
  fake_press (fixture->sheet, "Continue");
  g_assert_cmpstr (fake_flow_get_text (), ==, parafa_certificate_get_serial (fixture->other));
}

static void
test_renewed_is_offered (SheetFixture *fixture, gconstpointer data)
{
  list_what_there_is (fixture, PARAFA_LOGIN_REMEMBERED_RENEWED, 2);
  g_assert_true (fake_shows (fixture->sheet, "The certificate of Ruxandra Bâlteanu was renewed"));
  g_assert_true (sheet_can_press (fixture, "How to Enrol It"));
  fake_press (fixture->sheet, "Continue");
  g_assert_cmpstr (fake_flow_get_text (), ==, parafa_certificate_get_serial (fixture->fresh));
}

static void
test_both_are_told (SheetFixture *fixture, gconstpointer data)
{
  list_what_there_is (fixture, PARAFA_LOGIN_REMEMBERED_BOTH, 2);
  g_assert_true (fake_shows (fixture->sheet, "Ruxandra Bâlteanu has a newer certificate"));
  g_assert_true (fake_shows (fixture->sheet, "Until then the old one goes on working."));
}

static void
test_file_is_one_password (SheetFixture *fixture, gconstpointer data)
{
  parafa_profile_set_certificate_file (fixture->profile, "/home/rux/firma.p12");
  list_what_there_is (fixture, PARAFA_LOGIN_REMEMBERED_FILE, 0);
  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, TRUE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, FALSE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_settle ();
  g_assert_true (fake_shows (fixture->sheet, "Password of the certificate file"));
  g_assert_true (fake_shows (fixture->sheet, "firma.p12"));
  gtk_editable_set_text (sheet_find_entry (fixture), "parola");
  fake_press (fixture->sheet, "Unlock");
  g_assert_cmpint (fake_flow_get_call (), ==, FAKE_CALL_OPEN_FILE);
  g_assert_cmpstr (fake_flow_get_text (), ==, "parola");
}

/* The way back from it is not a way in a circle */
static void
test_file_is_asked_once (SheetFixture *fixture, gconstpointer data)
{
  parafa_profile_set_certificate_file (fixture->profile, "/home/rux/firma.p12");
  fake_flow_set_remembered (PARAFA_LOGIN_REMEMBERED_FILE, NULL);
  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, TRUE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, FALSE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_settle ();
  fake_press (fixture->sheet, "Choose Another Certificate");
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_BACK), ==, 1);
  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, TRUE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_flow_add_certificate (fixture->other);
  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, FALSE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_settle ();
  g_assert_false (fake_shows (fixture->sheet, "Password of the certificate file"));
  g_assert_true (fake_shows (fixture->sheet, "Ion Salcie"));
}

static void
test_file_gone (SheetFixture *fixture, gconstpointer data)
{
  parafa_profile_set_certificate_file (fixture->profile, "/home/rux/firma.p12");
  list_what_there_is (fixture, PARAFA_LOGIN_REMEMBERED_FILE_GONE, 2);
  g_assert_true (fake_shows (fixture->sheet, "The certificate file is not where it was"));
  g_assert_true (fake_shows (fixture->sheet, "“/home/rux/firma.p12”"));
  fake_flow_remove_certificates ();
  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, FALSE, PARAFA_LOGIN_PROBLEM_FILE_GONE);
  fake_settle ();
  g_assert_true (fake_shows (fixture->sheet, "If you moved the file, choose it at its new place"));
  fake_choose_path ("/home/rux/altul.p12");
  fake_press (fixture->sheet, "Choose the File Again…");
  fake_settle ();
  g_assert_true (fake_shows (fixture->sheet, "altul.p12"));
}

/* --- tokens that come and go --- */

static void
test_choice_by_hand_stays (SheetFixture *fixture, gconstpointer data)
{
  list_what_there_is (fixture, PARAFA_LOGIN_REMEMBERED_NONE, 2);
  fake_flow_set_remembered (PARAFA_LOGIN_REMEMBERED_NONE, NULL);
  choose_row (fixture, 1);
  /* another one is put in */
  fake_flow_add_certificate (fixture->old);
  fake_settle ();
  fake_press (fixture->sheet, "Continue");
  g_assert_cmpstr (fake_flow_get_text (), ==, parafa_certificate_get_serial (fixture->other));
}

/* Nobody chose the one that was alone */
static void
test_suggestion_goes (SheetFixture *fixture, gconstpointer data)
{
  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, FALSE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_flow_add_certificate (fixture->other);
  fake_settle ();
  g_assert_true (sheet_can_press (fixture, "Continue"));
  fake_flow_add_certificate (fixture->fresh);
  fake_settle ();
  g_assert_false (sheet_can_press (fixture, "Continue"));
}

static void
test_gone_then_back (SheetFixture *fixture, gconstpointer data)
{
  sheet_go_to_pin (fixture, 0, -1);
  gtk_editable_set_text (sheet_find_entry (fixture), "12");
  fake_flow_set (PARAFA_LOGIN_PIN, FALSE, PARAFA_LOGIN_PROBLEM_TOKEN_GONE);
  fake_settle ();
  g_assert_true (fake_shows (fixture->sheet, "The token is not in the reader any more"));
  g_assert_true (fake_shows (fixture->sheet, "the login goes on with the PIN"));
  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, TRUE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_flow_set_token_back (TRUE);
  fake_flow_set (PARAFA_LOGIN_PIN, FALSE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_settle ();
  g_assert_true (fake_shows (fixture->sheet, "The token is back"));
  g_assert_cmpstr (gtk_editable_get_text (sheet_find_entry (fixture)), ==, "");
}

/* --- before the PIN --- */

static void
test_no_pin_yet (SheetFixture *fixture, gconstpointer data)
{
  sheet_go_to_pin (fixture, PARAFA_PIN_NOT_INITIALISED, -1);
  g_assert_true (fake_shows (fixture->sheet, "The token says that it has no PIN yet"));
  /* a hint only: some drivers say so without reason */
  gtk_editable_set_text (sheet_find_entry (fixture), "1234");
  g_assert_true (sheet_can_press (fixture, "Unlock"));
}

static void
test_to_be_changed (SheetFixture *fixture, gconstpointer data)
{
  sheet_go_to_pin (fixture, PARAFA_PIN_TO_BE_CHANGED, -1);
  g_assert_true (fake_shows (fixture->sheet, "The PIN has to be changed"));
  fake_flow_set (PARAFA_LOGIN_PIN, FALSE, PARAFA_LOGIN_PROBLEM_PIN_EXPIRED);
  fake_settle ();
  g_assert_true (fake_shows (fixture->sheet, "The PIN has to be changed first"));
  fake_press (fixture->sheet, "Type the PIN Again");
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_RETRY), ==, 1);
}

static void
test_reader_waits (SheetFixture *fixture, gconstpointer data)
{
  sheet_go_to_pin (fixture, PARAFA_PIN_PAD, -1);
  fake_press (fixture->sheet, "Unlock");
  fake_flow_set (PARAFA_LOGIN_PIN, TRUE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_settle ();
  g_assert_true (fake_shows (fixture->sheet, "The reader waits for the PIN now."));
  g_assert_false (sheet_can_press (fixture, "Unlock"));
  fake_flow_set (PARAFA_LOGIN_PIN, FALSE, PARAFA_LOGIN_PROBLEM_QUESTION_LEFT_OPEN);
  fake_settle ();
  g_assert_true (fake_shows (fixture->sheet, "Nothing was typed on the reader"));
  g_assert_true (sheet_can_press (fixture, "Unlock"));
}

/* The last try on a reader with keys is confirmed as well */
static void
test_reader_last_try (SheetFixture *fixture, gconstpointer data)
{
  sheet_go_to_pin (fixture, PARAFA_PIN_PAD | PARAFA_PIN_FINAL_TRY, 1);
  g_assert_false (sheet_can_press (fixture, "Unlock"));
  gtk_widget_activate_action (fixture->sheet, "login.continue", NULL);
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_UNLOCK), ==, 0);
}

/* The check of the last try is reached and set with the keyboard alone */
static void
test_last_try_by_keyboard (SheetFixture *fixture, gconstpointer data)
{
  GtkWidget *page;
  GtkWidget *check;

  sheet_go_to_pin (fixture, PARAFA_PIN_FINAL_TRY, 1);
  page = fake_find (fixture->sheet, PARAFA_TYPE_PIN_PAGE, 0);
  check = fake_find (page, GTK_TYPE_CHECK_BUTTON, 0);
  gtk_editable_set_text (sheet_find_entry (fixture), "1234");
  g_signal_emit_by_name (sheet_find_entry (fixture), "activate");
  gtk_widget_activate_action (fixture->sheet, "login.continue", NULL);
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_UNLOCK), ==, 0);

  /* with Tab, in some number of steps, and Space or Return; with Alt and its letter */
  gtk_widget_grab_focus (GTK_WIDGET (sheet_find_entry (fixture)));
  for (guint i = 0; i < 20 && !gtk_widget_has_focus (check); i++)
    gtk_widget_child_focus (fixture->sheet, GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_has_focus (check));
  g_assert_true (gtk_widget_activate (check));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  g_assert_true (gtk_widget_mnemonic_activate (check, FALSE));
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_UNLOCK), ==, 0);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_signal_emit_by_name (sheet_find_entry (fixture), "activate");
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_UNLOCK), ==, 1);

  /* and the next question asks for it again */
  fake_flow_set (PARAFA_LOGIN_PIN, TRUE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_flow_set (PARAFA_LOGIN_PIN, FALSE, PARAFA_LOGIN_PROBLEM_PIN_WRONG);
  fake_settle ();
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
}

static void
test_which_of_two_pins (SheetFixture *fixture, gconstpointer data)
{
  const ParafaPinState state = { 0, -1 };
  ParafaPinPage *page;

  sheet_go_to_pin (fixture, 0, -1);
  page = PARAFA_PIN_PAGE (fake_find (fixture->sheet, PARAFA_TYPE_PIN_PAGE, 0));
  g_assert_true (fake_shows (fixture->sheet, "PIN of the token"));
  parafa_pin_page_set_kind (page, PARAFA_PIN_KIND_LOGIN);
  parafa_pin_page_ask (page, PARAFA_PIN_QUESTION_UNLOCK, fixture->fresh, NULL, state,
                       PARAFA_PIN_ANSWER_NONE);
  g_assert_true (fake_shows (fixture->sheet, "PIN for logging in"));
  g_assert_true (fake_shows (fixture->sheet, "not the one for signatures"));
  parafa_pin_page_set_kind (page, PARAFA_PIN_KIND_SIGNATURE);
  parafa_pin_page_ask (page, PARAFA_PIN_QUESTION_UNLOCK, fixture->fresh, NULL, state,
                       PARAFA_PIN_ANSWER_NONE);
  g_assert_true (fake_shows (fixture->sheet, "PIN for signatures"));
}

/* --- without a view --- */

static void
test_browser_instead_of_view (SheetFixture *fixture, gconstpointer data)
{
  sheet_list (fixture);
  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, FALSE, PARAFA_LOGIN_PROBLEM_SANDBOX);
  fake_settle ();
  fake_press (fixture->sheet, "Use the Browser…");
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_PASTE), ==, 1);
  fake_flow_set (PARAFA_LOGIN_PAGE, TRUE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_flow_set (PARAFA_LOGIN_PAGE, FALSE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_settle ();
  g_assert_true (fake_shows (fixture->sheet, "Log in with your browser"));
  g_assert_false (fake_shows (fixture->sheet, "The token is unlocked"));
  g_assert_true (fake_shows (fixture->sheet, "https://localhost:47631/callback"));
  g_assert_false (sheet_can_press (fixture, "Continue"));

  /* wrong, told beside it; the way on is the same */
  gtk_editable_set_text (find_paste_entry (fixture), "https://example.org/");
  fake_press (fixture->sheet, "Continue");
  g_assert_cmpstr (fake_flow_get_text (), ==, "https://example.org/");
  g_assert_cmpstr (gtk_editable_get_text (find_paste_entry (fixture)), ==, "");
  fake_flow_set (PARAFA_LOGIN_PAGE, FALSE, PARAFA_LOGIN_PROBLEM_NOT_CALLBACK);
  fake_settle ();
  g_assert_true (fake_shows (fixture->sheet, "does not begin with the application’s callback"));
  gtk_editable_set_text (find_paste_entry (fixture),
                         "https://localhost:47631/callback?code=x&state=y");
  g_signal_emit_by_name (find_paste_entry (fixture), "activate");
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_PASTED), ==, 2);
  fake_flow_set (PARAFA_LOGIN_PAGE, FALSE, PARAFA_LOGIN_PROBLEM_NONE);
  fake_press (fixture->sheet, "Back to Parafa’s Own Login");
  g_assert_cmpuint (fake_flow_count (FAKE_CALL_BACK), ==, 1);
}

/* --- the check-up --- */

static void
on_tool (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  char **shown = user_data;

  *shown = g_variant_dup_string (parameter, NULL);
}

static void
test_check_up (SheetFixture *fixture, gconstpointer data)
{
  const GActionEntry entries[] = { { "tool", on_tool, "s" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autofree char *shown = NULL;

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, 1, &shown);
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->parent), "win", G_ACTION_GROUP (actions));
  fake_flow_set (PARAFA_LOGIN_CERTIFICATE, FALSE, PARAFA_LOGIN_PROBLEM_NO_CERTIFICATES);
  fake_settle ();
  fake_press (fixture->sheet, "Check the Token…");
  sheet_wait_closed (fixture);
  g_assert_cmpstr (shown, ==, "checkup");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fake_start_gtk ();
#define ADD(name, test)                                                                            \
  g_test_add ("/ui/login-token/" name, SheetFixture, NULL, sheet_set_up, test, sheet_tear_down)
  ADD ("missed-without-any", test_missed_without_any);
  ADD ("missed-then-another-is-chosen", test_missed_then_another_is_chosen);
  ADD ("renewed-is-offered", test_renewed_is_offered);
  ADD ("both-are-told", test_both_are_told);
  ADD ("file-is-one-password", test_file_is_one_password);
  ADD ("file-is-asked-once", test_file_is_asked_once);
  ADD ("file-gone", test_file_gone);
  ADD ("choice-by-hand-stays", test_choice_by_hand_stays);
  ADD ("suggestion-goes", test_suggestion_goes);
  ADD ("gone-then-back", test_gone_then_back);
  ADD ("no-pin-yet", test_no_pin_yet);
  ADD ("to-be-changed", test_to_be_changed);
  ADD ("reader-waits", test_reader_waits);
  ADD ("reader-last-try", test_reader_last_try);
  ADD ("last-try-by-keyboard", test_last_try_by_keyboard);
  ADD ("which-of-two-pins", test_which_of_two_pins);
  ADD ("browser-instead-of-view", test_browser_instead_of_view);
  ADD ("check-up", test_check_up);
  return g_test_run ();
}
