/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-about.h"
#include "parafa-claim-row.h"
#include "parafa-fact-row.h"
#include "parafa-http.h"
#include "parafa-page.h"
#include "parafa-problem-list.h"
#include "parafa-test.h"
#include "parafa-testoauth-page.h"
#include "parafa-token-answer.h"
#include "parafa-token-page.h"
#include "ui-fixture.h"

/* The pages with plain values, in every state */

static GtkWindow *
show_page (GtkWidget *page, int width)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_child (window, page);
  gtk_window_set_default_size (window, width, 700);
  ui_fixture_show (window);
  return window;
}

static gboolean
is_shown (GtkWidget *root, const char *text)
{
  return ui_fixture_find_text (root, text) != NULL;
}

static void
test_token_valid (void)
{
  GtkWidget *page = g_object_new (PARAFA_TYPE_TOKEN_PAGE, NULL);
  g_autoptr (ParafaTokenFacts) facts = ui_fixture_new_facts (UI_ENDS, UI_LOGIN, TRUE);
  g_autoptr (ParafaTokenPair) pair = ui_fixture_new_pair (UI_ENDS, UI_LOGIN, TRUE);
  GtkWindow *window = show_page (page, 900);

  parafa_token_page_show (PARAFA_TOKEN_PAGE (page), facts, pair);
  ui_fixture_settle ();
  g_assert_cmpstr (parafa_token_page_get_view (PARAFA_TOKEN_PAGE (page)), ==, "token");
  g_assert_cmpstr (parafa_token_page_get_sentence (PARAFA_TOKEN_PAGE (page)), ==,
                   "You can use ANAF for 63 more days");
  g_assert_true (is_shown (page, "Daria Stânceanu"));
  g_assert_true (is_shown (page, "until 26 January 2027"));
  g_assert_true (is_shown (page, "until 28 July 2027"));
  g_assert_true (is_shown (page, "110 days"));
  g_assert_true (is_shown (page, "e-Transport"));
  g_assert_true (is_shown (page, "16 fields explained"));
  g_assert_false (is_shown (page, "If the renewal is refused"));
  gtk_window_destroy (window);
}

static void
test_token_details (void)
{
  GtkWidget *page = g_object_new (PARAFA_TYPE_TOKEN_PAGE, NULL);
  g_autoptr (ParafaTokenFacts) facts = ui_fixture_new_facts (UI_ENDS, UI_LOGIN, TRUE);
  g_autoptr (ParafaTokenPair) pair = ui_fixture_new_pair (UI_ENDS, UI_LOGIN, TRUE);
  GtkWindow *window = show_page (page, 900);
  GtkWidget *row;

  parafa_token_page_show (PARAFA_TOKEN_PAGE (page), facts, pair);
  g_assert_null (ui_fixture_find (page, PARAFA_TYPE_CLAIM_ROW, 0));
  parafa_token_page_show_details (PARAFA_TOKEN_PAGE (page), "claims");
  ui_fixture_settle ();
  g_assert_nonnull (ui_fixture_find (page, PARAFA_TYPE_CLAIM_ROW, 15));
  g_assert_null (ui_fixture_find (page, PARAFA_TYPE_CLAIM_ROW, 16));
  row = ui_fixture_find (page, PARAFA_TYPE_CLAIM_ROW, 14);
  g_assert_cmpstr (parafa_claim_row_get_name (PARAFA_CLAIM_ROW (row)), ==, "exp");
  g_assert_cmpstr (parafa_claim_row_get_value (PARAFA_CLAIM_ROW (row)), ==,
                   "2027-01-26 10:14:07 +02:00");
  parafa_token_page_show_details (PARAFA_TOKEN_PAGE (page), "json");
  g_assert_false (gtk_widget_get_visible (row));
  g_assert_nonnull (ui_fixture_find (page, GTK_TYPE_TEXT_VIEW, 0));
  gtk_window_destroy (window);
}

static void
test_token_expired (void)
{
  GtkWidget *page = g_object_new (PARAFA_TYPE_TOKEN_PAGE, NULL);
  g_autoptr (ParafaTokenFacts) facts = ui_fixture_new_facts (UI_NOW - 3 * DAY, UI_LOGIN, TRUE);
  GtkWindow *window = show_page (page, 900);

  parafa_token_page_show (PARAFA_TOKEN_PAGE (page), facts, NULL);
  ui_fixture_settle ();
  g_assert_cmpstr (parafa_token_page_get_sentence (PARAFA_TOKEN_PAGE (page)), ==,
                   "Access to ANAF expired 3 days ago");
  g_assert_true (is_shown (page, "If the renewal is refused"));
  g_assert_true (is_shown (page, "Renew"));
  g_assert_false (is_shown (page, "Copy"));
  gtk_window_destroy (window);
}

static void
assert_view (GtkWidget *page, ParafaAccountState state, const char *view, const char *text)
{
  g_autoptr (ParafaProfile) profile =
      ui_fixture_new_profile ("Viile din Deal", PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (ParafaTokenFacts) facts =
      parafa_token_facts_new_from_parts (profile, state, NULL, UI_NOW);

  parafa_token_page_show (PARAFA_TOKEN_PAGE (page), facts, NULL);
  ui_fixture_settle ();
  g_assert_cmpstr (parafa_token_page_get_view (PARAFA_TOKEN_PAGE (page)), ==, view);
  if (text != NULL)
    g_assert_true (is_shown (page, text));
}

static void
test_token_states (void)
{
  GtkWidget *page = g_object_new (PARAFA_TYPE_TOKEN_PAGE, NULL);
  GtkWindow *window = show_page (page, 900);

  assert_view (page, PARAFA_ACCOUNT_LOADING, "loading", NULL);
  assert_view (page, PARAFA_ACCOUNT_EMPTY, "empty", "Not logged in yet");
  assert_view (page, PARAFA_ACCOUNT_KEYRING_LOCKED, "keyring", "The keyring is locked");
  assert_view (page, PARAFA_ACCOUNT_KEYRING_ABSENT, "keyring", "This computer has no keyring");
  assert_view (page, PARAFA_ACCOUNT_KEYRING_FAILED, "keyring", "did not answer as it should");
  gtk_window_destroy (window);
}

static gboolean
has_spinner (gpointer data)
{
  return gtk_widget_get_visible (ui_fixture_find (data, GTK_TYPE_SPINNER, 0));
}

static void
test_spinner_comes_late (void)
{
  GtkWidget *page = g_object_new (PARAFA_TYPE_TOKEN_PAGE, NULL);
  g_autoptr (ParafaProfile) profile =
      ui_fixture_new_profile ("Viile din Deal", PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (ParafaTokenFacts) facts =
      parafa_token_facts_new_from_parts (profile, PARAFA_ACCOUNT_LOADING, NULL, UI_NOW);
  GtkWindow *window = show_page (page, 900);
  gint64 start_us = g_get_monotonic_time ();

  parafa_token_page_show (PARAFA_TOKEN_PAGE (page), facts, NULL);
  g_assert_false (has_spinner (page));
  parafa_test_wait_until (has_spinner, page, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (g_get_monotonic_time () - start_us, >=, 295000);
  gtk_window_destroy (window);
}

static void
test_token_narrow (void)
{
  GtkWidget *page = g_object_new (PARAFA_TYPE_TOKEN_PAGE, NULL);
  g_autoptr (ParafaTokenFacts) facts = ui_fixture_new_facts (UI_ENDS, UI_LOGIN, TRUE);
  g_autoptr (ParafaTokenPair) pair = ui_fixture_new_pair (UI_ENDS, UI_LOGIN, TRUE);
  GtkWindow *window = show_page (page, 340);
  int minimum;

  parafa_token_page_show (PARAFA_TOKEN_PAGE (page), facts, pair);
  parafa_token_page_show_details (PARAFA_TOKEN_PAGE (page), "claims");
  ui_fixture_settle ();
  g_assert_cmpstr (parafa_token_page_get_sentence (PARAFA_TOKEN_PAGE (page)), ==,
                   "Access for 63 more days");
  g_assert_true (parafa_page_is_narrow (PARAFA_PAGE (ui_fixture_find (page, PARAFA_TYPE_PAGE, 0))));
  gtk_widget_measure (ui_fixture_find (ui_fixture_find (page, PARAFA_TYPE_PAGE, 0), ADW_TYPE_CLAMP,
                                       0),
                      GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  /* nothing is cut off at the width of a phone */
  g_assert_cmpint (minimum, <=, 340);
  gtk_window_destroy (window);
}

static void
test_refusals (void)
{
  static const ParafaTokenError token_errors[] = { PARAFA_TOKEN_ERROR_LOGIN_AGAIN,
                                                   PARAFA_TOKEN_ERROR_SETTINGS,
                                                   PARAFA_TOKEN_ERROR_LATER,
                                                   PARAFA_TOKEN_ERROR_INVALID };
  GtkWidget *page = g_object_new (PARAFA_TYPE_TOKEN_PAGE, NULL);
  g_autoptr (ParafaTokenFacts) facts = ui_fixture_new_facts (UI_NOW - DAY, UI_LOGIN, TRUE);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkWindow *window = show_page (page, 900);
  GtkWidget *list = ui_fixture_find (page, PARAFA_TYPE_PROBLEM_LIST, 0);

  parafa_token_page_show (PARAFA_TOKEN_PAGE (page), facts, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (token_errors); i++)
    {
      g_autoptr (GError) error = g_error_new (PARAFA_TOKEN_ERROR, token_errors[i], "answer");

      parafa_token_page_show_error (PARAFA_TOKEN_PAGE (page), error);
      g_assert_true (g_hash_table_add (seen, g_strdup (parafa_problem_list_get_title (
                                                 PARAFA_PROBLEM_LIST (list)))));
    }
  for (guint i = PARAFA_HTTP_ERROR_FAILED; i <= PARAFA_HTTP_ERROR_TOO_LARGE; i++)
    {
      g_autoptr (GError) error = g_error_new (PARAFA_HTTP_ERROR, (int) i, "no answer");

      parafa_token_page_show_error (PARAFA_TOKEN_PAGE (page), error);
      g_assert_true (g_hash_table_add (seen, g_strdup (parafa_problem_list_get_title (
                                                 PARAFA_PROBLEM_LIST (list)))));
    }
  g_assert_false (is_shown (page, "If the renewal is refused"));
  parafa_token_page_clear_error (PARAFA_TOKEN_PAGE (page));
  g_assert_null (parafa_problem_list_get_title (PARAFA_PROBLEM_LIST (list)));
  gtk_window_destroy (window);
}

static ParafaHello *
make_hello (guint status, const char *type, const char *text)
{
  g_autoptr (ParafaSecret) body = parafa_secret_new (text, -1);

  return parafa_hello_new_from_answer (status, type, body, "Parafa", 212000);
}

static void
test_testoauth_greeted (void)
{
  GtkWidget *page = g_object_new (PARAFA_TYPE_TESTOAUTH_PAGE, NULL);
  GtkWindow *window = show_page (page, 900);
  g_autoptr (ParafaHello) hello =
      make_hello (200, "text/plain",
                  "Hello, "
                  "Parafa\r\nheaders=key=Accept\r\nval=[*/*]\r\nkey=Authorization\r\nval=[Bearer "
                  "aaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbb.ccccccccccccccc]\r\n");

  g_assert_cmpstr (parafa_testoauth_page_get_sentence (PARAFA_TESTOAUTH_PAGE (page)), ==,
                   "Does ANAF recognise you?");
  g_assert_null (parafa_testoauth_page_get_greeting (PARAFA_TESTOAUTH_PAGE (page)));
  parafa_testoauth_page_show_answer (PARAFA_TESTOAUTH_PAGE (page), hello);
  ui_fixture_settle ();
  g_assert_cmpstr (parafa_testoauth_page_get_greeting (PARAFA_TESTOAUTH_PAGE (page)), ==,
                   "Hello, Parafa");
  g_assert_true (is_shown (page, "212 ms"));
  g_assert_true (is_shown (page, "HTTP status 200"));
  g_assert_true (is_shown (page, "Authorization"));
  g_assert_false (is_shown (page, "bbbbbbbbbbbbbbbb"));
  gtk_window_destroy (window);
}

static void
test_testoauth_outcomes (void)
{
  static const struct
  {
    guint status;
    const char *type;
    const char *body;
    const char *sentence;
  } answers[] = {
    { 401, "text/plain", "", "ANAF does not accept this token" },
    { 403, "text/plain", "", "ANAF knows the token but refuses the test" },
    { 429, "text/plain", "", "ANAF asks for a pause" },
    { 200, "text/html", "<html><body>Mentenanta</body></html>",
      "A page came instead of the answer" },
    { 503, "text/plain", "", "ANAF’s server failed to answer" },
    { 200, "text/plain", "Hello, Altul\r\n", "ANAF recognises you, but greets another name" },
    { 418, "text/plain", "", "ANAF answered something unknown" },
  };
  GtkWidget *page = g_object_new (PARAFA_TYPE_TESTOAUTH_PAGE, NULL);
  GtkWindow *window = show_page (page, 900);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (ParafaHello) hello =
          make_hello (answers[i].status, answers[i].type, answers[i].body);

      parafa_testoauth_page_show_answer (PARAFA_TESTOAUTH_PAGE (page), hello);
      g_assert_cmpstr (parafa_testoauth_page_get_sentence (PARAFA_TESTOAUTH_PAGE (page)), ==,
                       answers[i].sentence);
    }
  gtk_window_destroy (window);
}

static void
test_testoauth_without_answer (void)
{
  GtkWidget *page = g_object_new (PARAFA_TYPE_TESTOAUTH_PAGE, NULL);
  GtkWindow *window = show_page (page, 900);
  g_autoptr (GError) error = g_error_new (PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_OFFLINE, "refused");

  parafa_testoauth_page_show_error (PARAFA_TESTOAUTH_PAGE (page), error);
  ui_fixture_settle ();
  g_assert_cmpstr (parafa_testoauth_page_get_sentence (PARAFA_TESTOAUTH_PAGE (page)), ==,
                   "The test got no answer");
  g_assert_true (is_shown (page, "No connection to the server"));
  g_assert_false (parafa_testoauth_page_is_running (PARAFA_TESTOAUTH_PAGE (page)));
  gtk_window_destroy (window);
}

/* The list of keys and the window about the program, to be looked at; both know their language when they are made */
static void
take_windows (const char *language)
{
  g_autofree char *shortcuts = g_strdup_printf ("%s-light-shortcuts", language);
  g_autofree char *about = g_strdup_printf ("%s-light-about", language);
  g_autoptr (GtkBuilder) builder = NULL;
  GtkWindow *window = NULL;

  ui_fixture_set_language (language);
  builder = gtk_builder_new_from_resource ("/ro/parafa/Parafa/gtk/help-overlay.ui");
  window = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));
  ui_fixture_show (window);
  g_assert_nonnull (ui_fixture_find (GTK_WIDGET (window), GTK_TYPE_SHORTCUTS_SHORTCUT, 10));
  ui_fixture_save_picture (GTK_WIDGET (window), shortcuts);
  gtk_window_destroy (window);
  parafa_about_present (NULL);
  window = g_list_model_get_item (gtk_window_get_toplevels (), 0);
  ui_fixture_show (window);
  g_assert_true (is_shown (GTK_WIDGET (window), PARAFA_VERSION));
  g_assert_nonnull (
      strstr (adw_about_window_get_release_notes (ADW_ABOUT_WINDOW (window)), "<li>"));
  ui_fixture_save_picture (GTK_WIDGET (window), about);
  gtk_window_destroy (window);
  g_object_unref (window);
  ui_fixture_set_language ("en");
}

static void
test_other_windows (void)
{
  /* GTK 4.8's list of shortcuts measures one of its own labels below zero and warns of it */
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);

  take_windows ("en");
  take_windows ("ro");
  g_log_set_always_fatal (fatal);
}

int
main (int argc, char *argv[])
{
  ui_fixture_init (&argc, &argv);
  ui_fixture_start_gtk ();
  g_test_add_func ("/ui/pages/token/valid", test_token_valid);
  g_test_add_func ("/ui/pages/token/details", test_token_details);
  g_test_add_func ("/ui/pages/token/expired", test_token_expired);
  g_test_add_func ("/ui/pages/token/states", test_token_states);
  g_test_add_func ("/ui/pages/token/spinner-comes-late", test_spinner_comes_late);
  g_test_add_func ("/ui/pages/token/narrow", test_token_narrow);
  g_test_add_func ("/ui/pages/token/refusals", test_refusals);
  g_test_add_func ("/ui/pages/testoauth/greeted", test_testoauth_greeted);
  g_test_add_func ("/ui/pages/testoauth/outcomes", test_testoauth_outcomes);
  g_test_add_func ("/ui/pages/testoauth/without-answer", test_testoauth_without_answer);
  g_test_add_func ("/ui/pages/other-windows", test_other_windows);
  return g_test_run ();
}
