/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-hello.h"
#include "parafa-page.h"
#include "parafa-session.h"
#include "parafa-test.h"
#include "parafa-token-answer.h"
#include "parafa-window-private.h"
#include "test-keyring.h"
#include "ui-fixture.h"

/* The window of the program in its states, languages and sizes, with real accounts in a real keyring, as pictures to
 * be looked at */
typedef struct
{
  ParafaTestKeyring *keyring;
  ParafaTestDir *dir;
  ParafaClock *clock;
  ParafaSession *session;
} Fixture;

static Fixture fixture;

static void
add_account (const char *name, ParafaEnvironment environment, gint64 ends_at_s, gint64 login_at_s)
{
  g_autoptr (ParafaProfile) profile = ui_fixture_new_profile (name, environment);
  g_autoptr (ParafaSecret) secret = parafa_secret_new ("client-secret-of-a-test", -1);
  g_autoptr (ParafaTestResult) added = parafa_test_result_new ();
  g_autoptr (ParafaTestResult) kept = parafa_test_result_new ();
  g_autoptr (ParafaTokenPair) pair = NULL;
  g_autoptr (GError) error = NULL;
  ParafaAccount *account;

  parafa_session_add_async (fixture.session, profile, secret, NULL, parafa_test_result_callback,
                            added);
  account =
      parafa_session_add_finish (fixture.session,
                                 parafa_test_result_wait (added, PARAFA_TEST_LIMIT_MS), &error);
  g_assert_no_error (error);
  if (ends_at_s < 0)
    return;
  pair = ui_fixture_new_pair (ends_at_s, login_at_s, TRUE);
  parafa_account_keep_async (account, pair, NULL, parafa_test_result_callback, kept);
  g_assert_true (parafa_account_keep_finish (account,
                                             parafa_test_result_wait (kept, PARAFA_TEST_LIMIT_MS),
                                             &error));
  g_assert_no_error (error);
}

static void
open_session (void)
{
  g_autoptr (ParafaTestResult) opened = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  fixture.session = parafa_session_new (fixture.dir, fixture.clock);
  parafa_session_open_async (fixture.session, NULL, parafa_test_result_callback, opened);
  g_assert_true (parafa_session_open_finish (fixture.session,
                                             parafa_test_result_wait (opened, PARAFA_TEST_LIMIT_MS),
                                             &error));
  g_assert_no_error (error);
}

static void
set_up (void)
{
  fixture.keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  fixture.dir = parafa_test_dir_new ();
  fixture.clock = parafa_clock_new_fixed (UI_NOW);
  open_session ();
  add_account ("Cabinet Salcia", PARAFA_ENVIRONMENT_ANAF, UI_ENDS, UI_LOGIN);
  add_account ("Morile Albastre", PARAFA_ENVIRONMENT_ANAF, UI_NOW + 6 * DAY + 7200,
               UI_NOW - 280 * DAY);
  add_account ("Cotul Dealului Trans", PARAFA_ENVIRONMENT_ANAF, UI_NOW - 3 * DAY,
               UI_NOW - 207 * DAY);
  add_account ("Viile din Deal", PARAFA_ENVIRONMENT_ANAF, -1, -1);
  add_account (PARAFA_SESSION_PRACTICE_NAME, PARAFA_ENVIRONMENT_PRACTICE, UI_NOW + 89 * DAY + 7200,
               UI_NOW);
}

static gboolean
has_account (gpointer data)
{
  return parafa_window_get_account (PARAFA_WINDOW (data)) != NULL;
}

static ParafaWindow *
make_window (int width, int height)
{
  ParafaWindow *window = parafa_window_new (NULL, fixture.session);

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  ui_fixture_show (GTK_WINDOW (window));
  parafa_test_wait_until (has_account, window, PARAFA_TEST_LIMIT_MS);
  return window;
}

static void
select_account (ParafaWindow *window, guint index)
{
  g_autoptr (ParafaAccount) account = g_list_model_get_item (G_LIST_MODEL (fixture.session), index);

  parafa_window_select (window, account);
  g_assert_true (parafa_window_get_account (window) == account);
}

static void
take (ParafaWindow *window, const char *prefix, const char *name)
{
  g_autofree char *full = g_strdup_printf ("%s-%s", prefix, name);

  ui_fixture_save_picture (GTK_WIDGET (window), full);
}

static ParafaHello *
make_hello (void)
{
  g_autoptr (ParafaSecret) body = parafa_secret_new (
      "Hello, Parafa\r\nheaders=key=Accept\r\nval=[*/*]\r\nkey=Authorization\r\n"
      "val=[Bearer ewogICJhbGciOiAiUlM1MTIiCn0.ewogICJpc3MiOiAieCIKfQ.c2lnbmF0dXJl]\r\nkey=Host\r\n"
      "val=[api.anaf.ro]\r\nkey=issuer\r\nval=[SigiliuCert]\r\nkey=serial_certificate\r\n"
      "val=[5c:00:9e:41:7a:d2:9c:4f:1a]\r\nkey=User-Agent\r\nval=[Parafa/0.1.0]\r\n",
      -1);

  return parafa_hello_new_from_answer (200, "text/plain", body, "Parafa", 212000);
}

static void
scroll_down (GtkWidget *page)
{
  GtkWidget *scroller =
      ui_fixture_find (ui_fixture_find (page, PARAFA_TYPE_PAGE, 0), GTK_TYPE_SCROLLED_WINDOW, 0);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  ui_fixture_settle ();
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  ui_fixture_settle ();
}

static void
take_details (ParafaWindow *window, const char *prefix)
{
  ParafaTokenPage *page = parafa_window_get_token_page (window);
  static const char *const views[] = { "claims", "json", "raw" };

  select_account (window, 0);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autofree char *name = g_strdup_printf ("token-details-%s", views[i]);

      parafa_token_page_show_details (page, views[i]);
      scroll_down (GTK_WIDGET (page));
      take (window, prefix, name);
    }
  parafa_token_page_toggle_details (page);
}

static void
take_testoauth (ParafaWindow *window, const char *prefix)
{
  ParafaTestoauthPage *page;
  g_autoptr (ParafaHello) hello = make_hello ();

  select_account (window, 0);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", "hello");
  page = parafa_window_get_testoauth_page (window);
  take (window, prefix, "testoauth");
  parafa_testoauth_page_show_answer (page, hello);
  take (window, prefix, "testoauth-answer");
  select_account (window, 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", "token");
}

static void
take_set (const char *language, gboolean dark, int width, int height)
{
  g_autofree char *prefix = g_strdup_printf ("%s-%s-%d", language, dark ? "dark" : "light", width);
  g_autoptr (GError) refused =
      g_error_new (PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN, "refresh token is expired");
  ParafaWindow *window;

  ui_fixture_set_language (language);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
  window = make_window (width, height);
  select_account (window, 0);
  take (window, prefix, "token-valid");
  take_details (window, prefix);
  select_account (window, 1);
  take (window, prefix, "token-soon");
  select_account (window, 2);
  take (window, prefix, "token-expired");
  parafa_token_page_show_error (parafa_window_get_token_page (window), refused);
  take (window, prefix, "token-refused");
  select_account (window, 3);
  take (window, prefix, "token-empty");
  select_account (window, 4);
  take (window, prefix, "practice");
  take_testoauth (window, prefix);
  if (width < 600)
    {
      gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
      take (window, prefix, "profiles");
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_pictures (gconstpointer data)
{
  const char *what = data;
  g_auto (GStrv) parts = g_strsplit (what, "/", 3);
  int width = atoi (parts[2]);

  take_set (parts[0], g_str_equal (parts[1], "dark"), width, width > 600 ? 760 : 720);
}

int
main (int argc, char *argv[])
{
  static const char *const sets[] = { "ro/light/1100", "ro/dark/1100", "ro/light/360",
                                      "en/light/1100", "en/dark/360" };
  int status;

  ui_fixture_init (&argc, &argv);
  set_up ();
  ui_fixture_start_gtk ();
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/pictures/%s", sets[i]);

      g_test_add_data_func (path, sets[i], test_pictures);
    }
  status = g_test_run ();
  g_clear_object (&fixture.session);
  g_clear_pointer (&fixture.clock, parafa_clock_unref);
  g_clear_pointer (&fixture.dir, parafa_test_dir_free);
  g_clear_pointer (&fixture.keyring, parafa_test_keyring_free);
  return status;
}
