/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-export-dialog.h"
#include "parafa-import-group.h"
#include "parafa-import-text.h"
#include "parafa-import-window.h"
#include "parafa-test.h"
#include "ui-fixture.h"
#include "ui-session.h"

#include <string.h>

/* The import: what is shown before anything is stored, and what is stored then */

#define ID "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"
#define SECRET "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a"

static gboolean
is_shown (gpointer window, const char *text)
{
  return ui_fixture_find_text (GTK_WIDGET (window), text) != NULL;
}

static ParafaImportWindow *
show (ParafaWindow *window, const char *text)
{
  ParafaImportWindow *import =
      parafa_import_window_present (GTK_WINDOW (window), ui_session_get ());
  g_autoptr (ParafaSecret) secret = parafa_secret_new (text, -1);

  ui_fixture_show (GTK_WINDOW (import));
  parafa_import_window_read_text (import, secret);
  ui_fixture_settle ();
  return import;
}

static gboolean
has_one_more (gpointer data)
{
  return g_list_model_get_n_items (data) == UI_N_ACCOUNTS + 1;
}

static gboolean
has_original_number (gpointer data)
{
  return g_list_model_get_n_items (data) == UI_N_ACCOUNTS;
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
test_new_profile (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  ParafaImportWindow *import = show (window, "ALFA_CLIENT_ID=" ID "\nALFA_CLIENT_SECRET=" SECRET
                                             "\nTOKEN=opaque-token-of-a-test\n");
  g_autoptr (ParafaTestResult) removed = parafa_test_result_new ();
  ParafaAccount *account;

  /* masked, and nothing stored yet */
  g_assert_true (is_shown (import, ID));
  g_assert_true (is_shown (import, "5a5a…5a5a · 64 characters"));
  g_assert_false (is_shown (import, SECRET));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (ui_session_get ())), ==, UI_N_ACCOUNTS);
  g_object_add_weak_pointer (G_OBJECT (import), (gpointer *) &import);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (import), "import.apply", NULL));
  parafa_test_wait_until (has_one_more, ui_session_get (), PARAFA_TEST_LIMIT_MS);
  account = ui_session_get_account (UI_N_ACCOUNTS);
  g_assert_cmpstr (parafa_profile_get_name (parafa_account_get_profile (account)), ==, "ALFA");
  parafa_test_wait_until (is_gone, &import, PARAFA_TEST_LIMIT_MS);
  parafa_session_remove_async (ui_session_get (), account, NULL, parafa_test_result_callback,
                               removed);
  parafa_test_result_wait (removed, PARAFA_TEST_LIMIT_MS);
  parafa_test_wait_until (has_original_number, ui_session_get (), PARAFA_TEST_LIMIT_MS);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* An application that is there: what is replaced is said, and another place can be chosen */
static void
test_conflict (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  ParafaProfile *profile = parafa_account_get_profile (ui_session_get_account (UI_VALID));
  g_autofree char *text = g_strdup_printf ("CLIENT_ID=%s\nCLIENT_SECRET=" SECRET "\n",
                                           parafa_profile_get_client_id (profile));
  ParafaImportWindow *import = show (window, text);
  ParafaImportGroup *group =
      PARAFA_IMPORT_GROUP (ui_fixture_find (GTK_WIDGET (import), PARAFA_TYPE_IMPORT_GROUP, 0));
  AdwComboRow *target = ADW_COMBO_ROW (ui_fixture_find (GTK_WIDGET (group), ADW_TYPE_COMBO_ROW, 0));

  g_assert_nonnull (parafa_import_group_get_target (group));
  g_assert_true (is_shown (import, "The client secret of “Cabinet Salcia” is replaced"));
  adw_combo_row_set_selected (target, 0);
  g_assert_null (parafa_import_group_get_target (group));
  g_assert_true (parafa_import_group_is_chosen (group));
  adw_combo_row_set_selected (target,
                              g_list_model_get_n_items (adw_combo_row_get_model (target)) - 1);
  g_assert_false (parafa_import_group_is_chosen (group));
  gtk_window_destroy (GTK_WINDOW (import));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Tokens alone know no application: they go nowhere before somebody says where */
static void
test_tokens_alone (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  ParafaImportWindow *import = show (window, "{\"access_token\":\"opaque-token-of-a-test\"}");
  ParafaImportGroup *group =
      PARAFA_IMPORT_GROUP (ui_fixture_find (GTK_WIDGET (import), PARAFA_TYPE_IMPORT_GROUP, 0));

  g_assert_false (parafa_import_group_is_chosen (group));
  g_assert_null (parafa_import_group_get_target (group));
  gtk_window_destroy (GTK_WINDOW (import));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_problems (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  ParafaImportWindow *import = show (window, "{\"a\": x}");

  g_assert_true (is_shown (import, "The JSON is damaged"));
  g_assert_true (is_shown (import, "It breaks at line 1, character 7. Export or copy it again."));
  g_assert_null (ui_fixture_find (GTK_WIDGET (import), PARAFA_TYPE_IMPORT_GROUP, 0));
  gtk_window_destroy (GTK_WINDOW (import));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_group (gpointer data)
{
  return ui_fixture_find (data, PARAFA_TYPE_IMPORT_GROUP, 0) != NULL;
}

static gboolean
has_problem (gpointer data)
{
  return is_shown (data, "The file could not be read");
}

static void
test_file (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *path =
      parafa_test_write_file (dir, "anaf.env", "CLIENT_ID=" ID "\nCLIENT_SECRET=" SECRET "\n");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) missing = g_file_get_child (file, "missing");
  ParafaWindow *window = ui_session_make_window (1000, 700);
  ParafaImportWindow *import = show (window, "");

  g_assert_true (is_shown (import, "There is no text in it"));
  parafa_import_window_read_file (import, file);
  parafa_test_wait_until (has_group, import, PARAFA_TEST_LIMIT_MS);
  parafa_import_window_read_file (import, missing);
  parafa_test_wait_until (has_problem, import, PARAFA_TEST_LIMIT_MS);
  gtk_window_destroy (GTK_WINDOW (import));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_found (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) other = g_list_model_get_item (windows, i);

      if (PARAFA_IS_IMPORT_WINDOW (other) &&
          ui_fixture_find (other, PARAFA_TYPE_IMPORT_GROUP, 0) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Ctrl+V before there is a profile; with one it opens nothing */
static void
test_pasted_at_the_start (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  ParafaSession *session = parafa_session_new (dir, parafa_session_get_clock (ui_session_get ()));
  ParafaWindow *with_profiles = ui_session_make_window (1000, 700);
  ParafaWindow *window = parafa_window_new (NULL, session);

  ui_fixture_show (GTK_WINDOW (window));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (window)),
                          "CLIENT_ID=" ID "\nCLIENT_SECRET=" SECRET "\n");
  gtk_widget_activate_action (GTK_WIDGET (with_profiles), "win.import-pasted", NULL);
  ui_fixture_settle ();
  g_assert_false (has_found (NULL));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.import-pasted", NULL);
  parafa_test_wait_until (has_found, NULL, PARAFA_TEST_LIMIT_MS);
  gtk_window_destroy (GTK_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (with_profiles));
  g_object_unref (session);
}

/* Every error has its own words, in both languages */
static void
test_words (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const ParafaImportPlace place = { 3, 14, 2 };

  for (int code = PARAFA_IMPORT_ERROR_EMPTY; code <= PARAFA_IMPORT_ERROR_HALF_TOKEN; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (PARAFA_IMPORT_ERROR, code, "x");
      g_autofree char *text = parafa_import_text_make_problem (error, &place);

      g_assert_true (g_hash_table_add (seen, (gpointer) parafa_import_text_get_title (error)));
      g_assert_cmpuint (strlen (text), >, 20);
    }
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

static GtkSwitch *
find_switch (GtkWidget *dialog, const char *title)
{
  GtkWidget *row =
      gtk_widget_get_ancestor (ui_fixture_find_text (dialog, title), ADW_TYPE_ACTION_ROW);

  return GTK_SWITCH (ui_fixture_find (row, GTK_TYPE_SWITCH, 0));
}

/* Nothing chosen, nothing exported; the refresh token is never proposed */
static void
test_export_question (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  AdwMessageDialog *dialog;

  ui_session_select (window, UI_VALID);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.export", NULL));
  ui_fixture_settle ();
  dialog = ADW_MESSAGE_DIALOG (find_dialog (window));
  g_assert_true (gtk_switch_get_active (find_switch (GTK_WIDGET (dialog), "Access token")));
  g_assert_false (gtk_switch_get_active (find_switch (GTK_WIDGET (dialog), "Refresh token")));
  g_assert_false (gtk_switch_get_active (find_switch (GTK_WIDGET (dialog), "Client secret")));
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "export"));
  gtk_switch_set_active (find_switch (GTK_WIDGET (dialog), "Access token"), FALSE);
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "export"));
  g_assert_cmpstr (adw_message_dialog_get_default_response (dialog), ==, "cancel");
  adw_message_dialog_response (dialog, "cancel");
  ui_fixture_settle ();
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
take (const char *language, gboolean dark, int width)
{
  const char *look = dark ? "dark" : "light";
  g_autofree char *found = g_strdup_printf ("%s-%s-%d-import", language, look, width);
  g_autofree char *broken = g_strdup_printf ("%s-%s-%d-import-broken", language, look, width);
  g_autofree char *export = g_strdup_printf ("%s-%s-%d-export", language, look, width);
  ParafaTokenPair *pair = parafa_account_get_pair (ui_session_get_account (UI_VALID));
  g_autofree char *text =
      g_strdup_printf ("ALFA_CLIENT_ID=" ID "\nALFA_CLIENT_SECRET=" SECRET
                       "\nALFA_CALLBACK_URL=https://localhost:47631/callback\nACCESS_TOKEN=%s\n"
                       "REFRESH_TOKEN=refresh-token-of-a-test\n",
                       parafa_secret_get (parafa_token_pair_get_access (pair)));
  ParafaWindow *window;
  ParafaImportWindow *import;

  ui_fixture_set_language (language);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
  window = ui_session_make_window (MAX (width, 360), 700);
  ui_session_select (window, UI_VALID);
  import = show (window, text);
  gtk_window_set_default_size (GTK_WINDOW (import), width, 760);
  ui_fixture_save_picture (GTK_WIDGET (import), found);
  gtk_window_destroy (GTK_WINDOW (import));
  import = show (window, "ACCESS_TOKEN=ewogICJhbGciOiJS");
  gtk_window_set_default_size (GTK_WINDOW (import), width, 400);
  ui_fixture_save_picture (GTK_WIDGET (import), broken);
  gtk_window_destroy (GTK_WINDOW (import));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.export", NULL);
  ui_fixture_settle ();
  ui_fixture_save_picture (find_dialog (window), export);
  gtk_window_destroy (GTK_WINDOW (find_dialog (window)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_pictures (void)
{
  take ("en", FALSE, 560);
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
  g_test_add_func ("/ui/import/new-profile", test_new_profile);
  g_test_add_func ("/ui/import/conflict", test_conflict);
  g_test_add_func ("/ui/import/tokens-alone", test_tokens_alone);
  g_test_add_func ("/ui/import/problems", test_problems);
  g_test_add_func ("/ui/import/file", test_file);
  g_test_add_func ("/ui/import/pasted-at-the-start", test_pasted_at_the_start);
  g_test_add_func ("/ui/import/words", test_words);
  g_test_add_func ("/ui/import/export-question", test_export_question);
  g_test_add_func ("/ui/import/pictures", test_pictures);
  status = g_test_run ();
  ui_session_tear_down ();
  return status;
}
