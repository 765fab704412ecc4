/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-hello.h"
#include "parafa-page.h"
#include "parafa-token-answer.h"
#include "ui-fixture.h"
#include "ui-session.h"

/* The window of the program in its states, languages and sizes, as pictures to be looked at */

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

  ui_session_select (window, UI_VALID);
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

  ui_session_select (window, UI_VALID);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", "hello");
  page = parafa_window_get_testoauth_page (window);
  take (window, prefix, "testoauth");
  parafa_testoauth_page_show_answer (page, hello);
  take (window, prefix, "testoauth-answer");
  ui_session_select (window, UI_SOON);
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
  window = ui_session_make_window (width, height);
  ui_session_select (window, UI_VALID);
  take (window, prefix, "token-valid");
  take_details (window, prefix);
  ui_session_select (window, UI_SOON);
  take (window, prefix, "token-soon");
  ui_session_select (window, UI_EXPIRED);
  take (window, prefix, "token-expired");
  parafa_token_page_show_error (parafa_window_get_token_page (window), refused);
  take (window, prefix, "token-refused");
  ui_session_select (window, UI_EMPTY);
  take (window, prefix, "token-empty");
  ui_session_select (window, UI_PRACTICE);
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
  ui_session_set_up ();
  ui_fixture_start_gtk ();
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/pictures/%s", sets[i]);

      g_test_add_data_func (path, sets[i], test_pictures);
    }
  status = g_test_run ();
  ui_session_tear_down ();
  return status;
}
