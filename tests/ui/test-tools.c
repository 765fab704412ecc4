/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-inspector.h"
#include "parafa-raw-token.h"
#include "parafa-requests-page.h"
#include "parafa-test.h"
#include "ui-fixture.h"
#include "ui-session.h"

#include <string.h>

/* The developers' tools in the window of the program, with the token of a profile */

static gboolean
has_token (gpointer data)
{
  GtkWidget *inspector = ui_fixture_find (data, PARAFA_TYPE_INSPECTOR, 0);

  return inspector != NULL &&
         parafa_inspector_get_inspection (PARAFA_INSPECTOR (inspector)) != NULL;
}

static void
test_inspector (void)
{
  ParafaWindow *window = ui_session_make_window (1100, 760);
  ParafaPanel *before;
  ParafaRawToken *raw;
  g_autofree char *shown = NULL;
  ParafaTokenPair *pair;

  ui_session_select (window, UI_VALID);
  before = parafa_window_get_panel (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.tool", "s", "inspector:own");
  parafa_test_wait_until (has_token, window, PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
  g_assert_true (PARAFA_IS_INSPECTOR (parafa_window_get_panel (window)));
  raw = PARAFA_RAW_TOKEN (
      ui_fixture_find (GTK_WIDGET (parafa_window_get_panel (window)), PARAFA_TYPE_RAW_TOKEN, 0));
  shown = parafa_raw_token_dup_text (raw);
  pair = parafa_account_get_pair (ui_session_get_account (UI_VALID));
  g_assert_false (parafa_raw_token_is_revealed (raw));
  /* its signature, which is what makes it usable, is nowhere */
  g_assert_null (
      strstr (shown, strrchr (parafa_secret_get (parafa_token_pair_get_access (pair)), '.') + 10));
  ui_fixture_save_picture (GTK_WIDGET (window), "en-light-1100-tool-inspector");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  g_assert_true (parafa_window_get_panel (window) == before);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_requests (void)
{
  ParafaWindow *window = ui_session_make_window (1100, 760);

  ui_session_select (window, UI_VALID);
  parafa_http_note (parafa_session_get_http (ui_session_get ()), "CONNECT",
                    "https://logincert.localhost:443", g_get_real_time (), "TLS 1.2");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.tool", "s", "requests");
  ui_fixture_settle ();
  g_assert_true (PARAFA_IS_REQUESTS_PAGE (parafa_window_get_panel (window)));
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (window), "logincert.localhost:443"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  int status;

  ui_fixture_init (&argc, &argv);
  ui_session_set_up ();
  ui_fixture_start_gtk ();
  g_test_add_func ("/ui/tools/inspector", test_inspector);
  g_test_add_func ("/ui/tools/requests", test_requests);
  status = g_test_run ();
  ui_session_tear_down ();
  return status;
}
