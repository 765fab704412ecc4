/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-account-ending.h"
#include "parafa-profile-row.h"
#include "parafa-revoke-letter.h"
#include "parafa-revoke.h"
#include "parafa-test.h"
#include "ui-fixture.h"
#include "ui-session.h"

/* How a token ends before its time, and the order of the profiles, in the program's window */

static void
activate (ParafaWindow *window, const char *action)
{
  ui_fixture_settle ();
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
  ui_fixture_settle ();
}

static GtkWidget *
find_dialog (ParafaWindow *window)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *item = windows; item != NULL; item = item->next)
    if (gtk_window_get_transient_for (GTK_WINDOW (item->data)) == GTK_WINDOW (window))
      return item->data;
  return NULL;
}

static gboolean
is_empty (gpointer data)
{
  return parafa_account_get_state (PARAFA_ACCOUNT (data)) == PARAFA_ACCOUNT_EMPTY;
}

static gboolean
has_undo (gpointer data)
{
  return ui_fixture_find_text (GTK_WIDGET (data), "Undo") != NULL;
}

static gboolean
is_saved (gpointer data)
{
  return parafa_account_get_pair (PARAFA_ACCOUNT (data)) != NULL &&
         !parafa_account_is_unsaved (PARAFA_ACCOUNT (data));
}

static ParafaTokenPair *
load_stored (ParafaAccount *account)
{
  ParafaVault *vault = parafa_session_get_vault (ui_session_get ());
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_vault_load_pair_async (vault, parafa_profile_get_id (parafa_account_get_profile (account)),
                                NULL, parafa_test_result_callback, result);
  return parafa_vault_load_pair_finish (vault,
                                        parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                        NULL);
}

/* Forgotten at once, back with one click, the same token, in the keyring too */
static void
test_forget_and_undo (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  ParafaAccount *account = ui_session_get_account (UI_VALID);
  g_autoptr (ParafaSecret) access =
      parafa_secret_ref (parafa_token_pair_get_access (parafa_account_get_pair (account)));
  g_autoptr (ParafaTokenPair) none = NULL;
  g_autoptr (ParafaTokenPair) stored = NULL;
  GtkWidget *undo;

  ui_session_select (window, UI_VALID);
  activate (window, "win.forget");
  parafa_test_wait_until (is_empty, account, PARAFA_TEST_LIMIT_MS);
  parafa_test_wait_until (has_undo, window, PARAFA_TEST_LIMIT_MS);
  none = load_stored (account);
  g_assert_null (none);
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (window), "Not logged in yet"));
  undo =
      gtk_widget_get_ancestor (ui_fixture_find_text (GTK_WIDGET (window), "Undo"), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (undo, "clicked");
  parafa_test_wait_until (is_saved, account, PARAFA_TEST_LIMIT_MS);
  stored = load_stored (account);
  g_assert_true (parafa_secret_equal (parafa_token_pair_get_access (stored), access));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Asked first; Cancel is what Enter and Escape do, and nothing is sent then */
static void
test_revoke_is_asked (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  GtkWidget *dialog;

  ui_session_select (window, UI_VALID);
  activate (window, "win.revoke");
  dialog = find_dialog (window);
  g_assert_true (ADW_IS_MESSAGE_DIALOG (dialog));
  g_assert_cmpstr (adw_message_dialog_get_default_response (ADW_MESSAGE_DIALOG (dialog)), ==,
                   "cancel");
  g_assert_cmpstr (adw_message_dialog_get_close_response (ADW_MESSAGE_DIALOG (dialog)), ==,
                   "cancel");
  g_assert_nonnull (
      strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), "26 January 2027"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  ui_fixture_settle ();
  g_assert_nonnull (parafa_account_get_pair (ui_session_get_account (UI_VALID)));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The practice server knows no such application: the answer is told, and nothing thrown away */
static gboolean
is_refused (gpointer data)
{
  return ui_fixture_find_text (GTK_WIDGET (data), "ANAF does not accept the application’s data") !=
         NULL;
}

static void
test_refused_revocation (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);

  ui_session_select (window, UI_PRACTICE);
  activate (window, "win.revoke");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog (window)), "revoke");
  parafa_test_wait_until (is_refused, window, PARAFA_TEST_LIMIT_MS);
  g_assert_nonnull (parafa_account_get_pair (ui_session_get_account (UI_PRACTICE)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_letter (void)
{
  g_autoptr (ParafaProfile) profile =
      ui_fixture_new_profile ("Cabinet Salcia", PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (ParafaTokenPair) pair = ui_fixture_new_pair (UI_ENDS, UI_LOGIN, TRUE);
  ParafaClaims *claims = parafa_token_pair_get_claims (pair);
  g_autofree char *letter = parafa_revoke_letter_make (profile, pair);
  g_autoptr (ParafaSecret) opaque_access = parafa_secret_new ("0123456789abcdef", -1);
  g_autoptr (ParafaTokenPair) opaque =
      parafa_token_pair_new (opaque_access, NULL, DAY, UI_NOW, UI_NOW);
  g_autofree char *opaque_letter = parafa_revoke_letter_make (profile, opaque);

  g_assert_nonnull (strstr (letter, parafa_claims_get_id (claims)));
  g_assert_nonnull (strstr (letter, parafa_claims_get_serial (claims)));
  g_assert_nonnull (strstr (letter, parafa_profile_get_client_id (profile)));
  g_assert_nonnull (strstr (letter, "26.01.2027, 10:14 (ora României)"));
  g_assert_null (strstr (letter, parafa_secret_get (parafa_token_pair_get_access (pair))));
  g_assert_null (strstr (letter, parafa_secret_get (parafa_token_pair_get_refresh (pair))));
  g_assert_null (strstr (opaque_letter, "0123456789abcdef"));
  g_assert_null (strstr (opaque_letter, "jti"));
  g_assert_nonnull (strstr (opaque_letter, "opac"));
}

/* An opaque token is shown as one: three years, so many renewals, no services read in it */
static void
test_opaque (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 760);
  ParafaAccount *account = ui_session_get_account (UI_EMPTY);
  g_autoptr (ParafaSecret) access = parafa_secret_new ("0123456789abcdef", -1);
  g_autoptr (ParafaSecret) refresh = parafa_secret_new ("fedcba9876543210", -1);
  g_autoptr (ParafaTokenPair) first =
      parafa_token_pair_new (access, refresh, 90 * DAY, UI_NOW - 100 * DAY, UI_NOW - 100 * DAY);
  g_autoptr (ParafaTokenPair) pair =
      parafa_token_pair_new_refreshed (first, access, NULL, 90 * DAY, UI_NOW - 10 * DAY);
  g_autoptr (ParafaTestResult) kept = parafa_test_result_new ();
  g_autoptr (ParafaTestResult) forgotten = parafa_test_result_new ();

  parafa_account_keep_async (account, pair, NULL, parafa_test_result_callback, kept);
  parafa_test_result_wait (kept, PARAFA_TEST_LIMIT_MS);
  ui_session_select (window, UI_EMPTY);
  ui_fixture_settle ();
  g_assert_nonnull (
      ui_fixture_find_text (GTK_WIDGET (window), "Opaque token: it says nothing by itself"));
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (window),
                                          "ANAF gave out such tokens until 2024; it can be "
                                          "renewed 63 more times"));
  ui_fixture_save_picture (GTK_WIDGET (window), "en-light-1000-token-opaque");
  parafa_account_forget_async (account, NULL, parafa_test_result_callback, forgotten);
  parafa_test_result_wait (forgotten, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (parafa_account_get_state (account), ==, PARAFA_ACCOUNT_EMPTY);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* -- profiles -- */

static guint
find_position (ParafaAccount *account)
{
  GListModel *model = G_LIST_MODEL (ui_session_get ());

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (ParafaAccount) other = g_list_model_get_item (model, i);

      if (other == account)
        return i;
    }
  return G_MAXUINT;
}

static void
test_order (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  ParafaAccount *account = ui_session_get_account (UI_SOON);
  ParafaAccount *last = ui_session_get_account (UI_PRACTICE);

  ui_session_select (window, UI_SOON);
  activate (window, "win.move-up");
  g_assert_cmpuint (find_position (account), ==, 0);
  g_assert_true (parafa_window_get_account (window) == account);
  activate (window, "win.move-up");
  g_assert_cmpuint (find_position (account), ==, 0);
  activate (window, "win.move-down");
  g_assert_cmpuint (find_position (account), ==, 1);

  /* dragged onto the last one, and that one back onto it */
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (window), "win.move-onto", "(ss)",
                                  parafa_profile_get_id (parafa_account_get_profile (account)),
                                  parafa_profile_get_id (parafa_account_get_profile (last))));
  ui_fixture_settle ();
  g_assert_cmpuint (find_position (account), ==, UI_N_ACCOUNTS - 1);
  g_assert_cmpuint (find_position (last), ==, UI_N_ACCOUNTS - 2);
  g_assert_true (parafa_window_get_account (window) == account);
  activate (window, "win.move-down");
  g_assert_cmpuint (find_position (account), ==, UI_N_ACCOUNTS - 1);
  for (guint i = 0; i + 2 < UI_N_ACCOUNTS; i++)
    activate (window, "win.move-up");
  g_assert_cmpuint (find_position (account), ==, UI_SOON);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_copy (gpointer data)
{
  return g_list_model_get_n_items (data) == UI_N_ACCOUNTS + 1;
}

static gboolean
has_original_number (gpointer data)
{
  return g_list_model_get_n_items (data) == UI_N_ACCOUNTS;
}

static void
test_duplicate (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  ParafaProfile *profile = parafa_account_get_profile (ui_session_get_account (UI_VALID));
  ParafaAccount *copy;
  ParafaProfile *copied;
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaTestResult) loaded = parafa_test_result_new ();
  g_autoptr (ParafaSecret) secret = NULL;

  ui_session_select (window, UI_VALID);
  activate (window, "win.duplicate");
  parafa_test_wait_until (has_copy, ui_session_get (), PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
  copy = ui_session_get_account (UI_N_ACCOUNTS);
  copied = parafa_account_get_profile (copy);
  g_assert_cmpstr (parafa_profile_get_name (copied), ==, "Cabinet Salcia (copy)");
  g_assert_cmpstr (parafa_profile_get_client_id (copied), ==,
                   parafa_profile_get_client_id (profile));
  g_assert_cmpstr (parafa_profile_get_redirect_uri (copied), ==,
                   parafa_profile_get_redirect_uri (profile));
  g_assert_null (parafa_profile_get_holder (copied));
  g_assert_null (parafa_account_get_pair (copy));
  parafa_vault_load_client_secret_async (parafa_session_get_vault (ui_session_get ()),
                                         parafa_profile_get_id (copied), NULL,
                                         parafa_test_result_callback, loaded);
  secret = parafa_vault_load_client_secret_finish (parafa_session_get_vault (ui_session_get ()),
                                                   parafa_test_result_wait (loaded,
                                                                            PARAFA_TEST_LIMIT_MS),
                                                   NULL);
  g_assert_cmpstr (parafa_secret_get (secret), ==, "client-secret-of-a-test");

  parafa_session_remove_async (ui_session_get (), copy, NULL, parafa_test_result_callback, result);
  parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS);
  parafa_test_wait_until (has_original_number, ui_session_get (), PARAFA_TEST_LIMIT_MS);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* -- pictures -- */

static void
take (const char *language, gboolean dark, int width)
{
  g_autofree char *ask =
      g_strdup_printf ("%s-%s-%d-revoke", language, dark ? "dark" : "light", width);
  g_autofree char *ways =
      g_strdup_printf ("%s-%s-%d-revoke-not-offered", language, dark ? "dark" : "light", width);
  ParafaWindow *window;
  GtkWidget *dialog;

  ui_fixture_set_language (language);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
  window = ui_session_make_window (width, 700);
  ui_session_select (window, UI_VALID);
  activate (window, "win.revoke");
  dialog = find_dialog (window);
  ui_fixture_save_picture (dialog, ask);
  gtk_window_destroy (GTK_WINDOW (dialog));
  parafa_revoke_show_not_offered (GTK_WINDOW (window), "letter");
  ui_fixture_settle ();
  dialog = find_dialog (window);
  ui_fixture_save_picture (dialog, ways);
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_pictures (void)
{
  take ("en", FALSE, 1000);
  take ("ro", TRUE, 360);
  ui_fixture_set_language ("en");
}

int
main (int argc, char *argv[])
{
  int status;

  ui_session_set_up ();
  ui_fixture_init (&argc, &argv);
  ui_fixture_start_gtk ();
  ui_fixture_set_language ("en");
  g_test_add_func ("/ui/token-ending/letter", test_letter);
  g_test_add_func ("/ui/token-ending/forget-and-undo", test_forget_and_undo);
  g_test_add_func ("/ui/token-ending/revoke-is-asked", test_revoke_is_asked);
  g_test_add_func ("/ui/token-ending/refused-revocation", test_refused_revocation);
  g_test_add_func ("/ui/token-ending/opaque", test_opaque);
  g_test_add_func ("/ui/token-ending/order", test_order);
  g_test_add_func ("/ui/token-ending/duplicate", test_duplicate);
  g_test_add_func ("/ui/token-ending/pictures", test_pictures);
  status = g_test_run ();
  ui_session_tear_down ();
  return status;
}
