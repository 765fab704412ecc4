/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-checks-text.h"
#include "parafa-checks.h"
#include "parafa-page.h"
#include "parafa-test.h"
#include "parafa-testoauth-page.h"
#include "ui-fixture.h"

#include <string.h>

/* The page of checks with plain values */

static void
test_clock (void)
{
  static const struct
  {
    gint64 ahead_s;
    gboolean good;
    const char *text;
  } clocks[] = {
    { 0, TRUE, "The same as ANAF’s, to the second" },
    { -1, TRUE, "The same as ANAF’s, to the second" },
    { 42, TRUE, "42 seconds behind ANAF’s" },
    { -60, TRUE, "60 seconds ahead of ANAF’s" },
    { 61, FALSE, "61 seconds behind ANAF’s" },
    { -7200, FALSE, "7200 seconds ahead of ANAF’s" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      g_autofree char *text = parafa_checks_text_clock (clocks[i].ahead_s);

      g_assert_cmpstr (text, ==, clocks[i].text);
      g_assert_cmpint (parafa_checks_text_clock_is_good (clocks[i].ahead_s), ==, clocks[i].good);
    }
}

static void
test_latency (void)
{
  const gint64 some[] = { 84000, 212000, -1, 1800000, 90000 };
  const gint64 none[] = { -1 };
  g_autofree char *text = parafa_checks_text_latency (some, G_N_ELEMENTS (some));
  g_autofree char *refused = parafa_checks_text_latency (none, 1);
  g_autofree char *nothing = parafa_checks_text_latency (NULL, 0);

  g_assert_cmpstr (text, ==, "4 calls: from 84 ms to 1.8 s, usually 212 ms");
  g_assert_cmpstr (refused, ==, "No call was answered");
  g_assert_cmpstr (nothing, ==, "No call was answered");
}

/* Each answer has its own words and a way on */
static void
test_rights (void)
{
  g_autoptr (GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = PARAFA_COMPANY_REACHED; i <= PARAFA_COMPANY_UNKNOWN; i++)
    {
      ParafaChecksText text = parafa_checks_text_right ((ParafaCompanyRight) i);

      g_assert_true (g_hash_table_add (texts, (char *) text.text));
      g_assert_cmpint (text.words.kind == PARAFA_PILL_SUCCESS, ==, i == PARAFA_COMPANY_REACHED);
    }
}

static GtkWindow *
show_page (GtkWidget *page, int width)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_child (window, page);
  gtk_window_set_default_size (window, width, width > 600 ? 1100 : 720);
  ui_fixture_show (window);
  return window;
}

static ParafaHello *
make_hello (gint64 ahead_s)
{
  g_autoptr (ParafaSecret) body =
      parafa_secret_new ("Hello, Parafa\r\nheaders=key=Accept\r\nval=[*/*]\r\n", -1);
  ParafaHello *hello = parafa_hello_new_from_answer (200, "text/plain", body, "Parafa", 212000);

  parafa_hello_set_clock_difference (hello, ahead_s);
  return hello;
}

static void
fill (GtkWidget *page)
{
  const gint64 durations_us[] = { 212000, 84000, 96000, 88000, 420000, 91000, 87000, 93000 };
  ParafaChecks *checks = PARAFA_CHECKS (ui_fixture_find (page, PARAFA_TYPE_CHECKS, 0));
  g_autoptr (ParafaHello) hello = make_hello (1);
  g_autoptr (ParafaTokenPair) pair = ui_fixture_new_pair (UI_ENDS, UI_LOGIN, TRUE);

  parafa_testoauth_page_show_answer (PARAFA_TESTOAUTH_PAGE (page), hello);
  parafa_checks_show_claims (checks, parafa_token_pair_get_claims (pair));
  parafa_checks_show_durations (checks, durations_us, G_N_ELEMENTS (durations_us));
  parafa_checks_show_company (checks, "93627183", PARAFA_COMPANY_NO_RIGHT);
  parafa_checks_show_company (checks, "92140375", PARAFA_COMPANY_REACHED);
}

static gboolean
is_shown (GtkWidget *root, const char *text)
{
  return ui_fixture_find_text (root, text) != NULL;
}

static void
test_page (void)
{
  GtkWidget *page = g_object_new (PARAFA_TYPE_TESTOAUTH_PAGE, NULL);
  GtkWindow *window = show_page (page, 900);

  g_assert_true (is_shown (page, "Compared with ANAF’s when the test is sent"));
  g_assert_true (is_shown (page, "Nothing that can be read"));
  fill (page);
  ui_fixture_settle ();
  g_assert_true (is_shown (page, "The computer’s clock is right"));
  g_assert_true (is_shown (page, "TestOauth, e-Factura, e-Transport, e-Factura for programs"));
  g_assert_true (is_shown (page, "8 calls: from 84 ms to 420 ms, usually 93 ms"));
  g_assert_true (is_shown (page, "CIF 92140375"));
  g_assert_true (is_shown (page, "The token works for this company."));
  g_assert_true (is_shown (page, "No right"));
  gtk_window_destroy (window);
}

static void
test_pictures (gconstpointer data)
{
  g_auto (GStrv) parts = g_strsplit (data, "/", 3);
  int width = atoi (parts[2]);
  g_autofree char *name = g_strdup_printf ("%s-%s-%d-checks", parts[0], parts[1], width);
  GtkWidget *page;
  GtkWindow *window;
  int minimum;

  ui_fixture_set_language (parts[0]);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_str_equal (parts[1], "dark")
                                          ? ADW_COLOR_SCHEME_FORCE_DARK
                                          : ADW_COLOR_SCHEME_FORCE_LIGHT);
  page = g_object_new (PARAFA_TYPE_TESTOAUTH_PAGE, NULL);
  window = show_page (page, width);
  fill (page);
  ui_fixture_settle ();
  gtk_widget_measure (ui_fixture_find (ui_fixture_find (page, PARAFA_TYPE_PAGE, 0), ADW_TYPE_CLAMP,
                                       0),
                      GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  if (width < 600)
    {
      GtkWidget *scroller = ui_fixture_find (page, GTK_TYPE_SCROLLED_WINDOW, 0);
      GtkAdjustment *adjustment =
          gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
      ui_fixture_settle ();
    }
  ui_fixture_save_picture (GTK_WIDGET (window), name);
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  static const char *const sets[] = { "en/light/800", "ro/dark/800", "ro/light/360" };

  ui_fixture_init (&argc, &argv);
  ui_fixture_start_gtk ();
  g_test_add_func ("/ui/checks/clock", test_clock);
  g_test_add_func ("/ui/checks/latency", test_latency);
  g_test_add_func ("/ui/checks/rights", test_rights);
  g_test_add_func ("/ui/checks/page", test_page);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/checks/pictures/%s", sets[i]);

      g_test_add_data_func (path, sets[i], test_pictures);
    }
  return g_test_run ();
}
