/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-preferences.h"
#include "parafa-reminder-settings.h"
#include "parafa-settings.h"
#include "ui-fixture.h"

/* The preferences: what is switched is what is kept */

static GtkWindow *
show (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  parafa_preferences_present (NULL);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (!PARAFA_IS_PREFERENCES (window))
        continue;
      ui_fixture_show (window);
      return window;
    }
  g_assert_not_reached ();
}

static void
test_days (void)
{
  g_autoptr (GSettings) settings = parafa_settings_new ();
  ParafaReminderWishes wishes;
  GtkWindow *window = show ();
  GtkWidget *expander = ui_fixture_find (GTK_WIDGET (window), ADW_TYPE_EXPANDER_ROW, 0);
  GtkWidget *row;

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), TRUE);
  ui_fixture_settle ();
  row = gtk_widget_get_ancestor (ui_fixture_find_text (expander, "14 days before"),
                                 ADW_TYPE_ACTION_ROW);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  ui_fixture_settle ();
  parafa_reminder_settings_read_wishes (settings, &wishes);
  g_assert_cmpint (wishes.days[PARAFA_REMINDER_CERTIFICATE][0], ==, 30);
  g_assert_cmpint (wishes.days[PARAFA_REMINDER_CERTIFICATE][1], ==, 7);
  g_assert_cmpint (wishes.days[PARAFA_REMINDER_CERTIFICATE][2], ==, 1);
  g_assert_cmpint (wishes.days[PARAFA_REMINDER_CERTIFICATE][3], ==, 0);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  ui_fixture_settle ();
  parafa_reminder_settings_read_wishes (settings, &wishes);
  g_assert_cmpint (wishes.days[PARAFA_REMINDER_CERTIFICATE][1], ==, 14);
  gtk_window_destroy (window);
}

static void
test_kinds (void)
{
  g_autoptr (GSettings) settings = parafa_settings_new ();
  GtkWindow *window = show ();

  for (guint kind = 0; kind < PARAFA_N_REMINDERS; kind++)
    {
      GtkWidget *expander = ui_fixture_find (GTK_WIDGET (window), ADW_TYPE_EXPANDER_ROW, kind);
      ParafaReminderWishes wishes;

      parafa_reminder_settings_read_wishes (settings, &wishes);
      g_assert_cmpint (wishes.days[kind][0], ==, kind == PARAFA_REMINDER_CONFIRM ? 1 : 30);
      adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (expander), FALSE);
      parafa_reminder_settings_read_wishes (settings, &wishes);
      g_assert_cmpint (wishes.days[kind][0], ==, 0);
      g_settings_reset (settings, parafa_reminder_settings_get_key ((ParafaReminderKind) kind));
      g_assert_true (adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (expander)));
    }
  gtk_window_destroy (window);
}

static void
test_ends_are_kept (void)
{
  g_autoptr (GSettings) settings = parafa_settings_new ();
  g_autoptr (GPtrArray) ends =
      g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_reminder_end_free);
  g_autoptr (GPtrArray) read = NULL;

  g_ptr_array_add (ends, parafa_reminder_end_new ("a", "Țepeș", PARAFA_REMINDER_ACCESS, TRUE, 12));
  g_ptr_array_add (ends, parafa_reminder_end_new ("b", "", PARAFA_REMINDER_RENEWAL, FALSE, -1));
  parafa_reminder_settings_write_ends (settings, ends);
  read = parafa_reminder_settings_read_ends (settings);
  g_assert_cmpuint (read->len, ==, 2);
  for (guint i = 0; i < read->len; i++)
    g_assert_true (parafa_reminder_end_equal (ends->pdata[i], read->pdata[i]));
  g_settings_reset (settings, "reminder-ends");
}

static void
take (const char *language, gboolean dark, int width)
{
  g_autofree char *name =
      g_strdup_printf ("%s-%s-%d-preferences", language, dark ? "dark" : "light", width);
  GtkWindow *window;
  GtkWidget *expander;

  ui_fixture_set_language (language);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
  window = show ();
  gtk_window_set_default_size (window, width, 640);
  expander = ui_fixture_find (GTK_WIDGET (window), ADW_TYPE_EXPANDER_ROW, 0);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), TRUE);
  ui_fixture_save_picture (GTK_WIDGET (window), name);
  gtk_window_destroy (window);
}

/* On from the first day */
static void
test_renewal (void)
{
  g_autoptr (GSettings) settings = parafa_settings_new ();
  GtkWindow *window = show ();
  GtkWidget *row;
  GtkWidget *toggle;

  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (window), "tokens");
  ui_fixture_settle ();
  row =
      gtk_widget_get_ancestor (ui_fixture_find_text (GTK_WIDGET (window), "Renew access by itself"),
                               ADW_TYPE_ACTION_ROW);
  toggle = ui_fixture_find (row, GTK_TYPE_SWITCH, 0);
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (toggle)));
  gtk_switch_set_active (GTK_SWITCH (toggle), FALSE);
  g_assert_false (g_settings_get_boolean (settings, "renew-automatically"));
  ui_fixture_save_picture (GTK_WIDGET (window), "en-light-560-preferences-tokens");
  g_settings_reset (settings, "renew-automatically");
  gtk_window_destroy (window);
}

static void
test_pictures (void)
{
  take ("en", FALSE, 560);
  take ("ro", TRUE, 360);
  take ("ro", FALSE, 560);
  ui_fixture_set_language ("en");
}

int
main (int argc, char *argv[])
{
  ui_fixture_init (&argc, &argv);
  ui_fixture_start_gtk ();
  g_test_add_func ("/ui/preferences/days", test_days);
  g_test_add_func ("/ui/preferences/kinds", test_kinds);
  g_test_add_func ("/ui/preferences/ends-are-kept", test_ends_are_kept);
  g_test_add_func ("/ui/preferences/renewal", test_renewal);
  g_test_add_func ("/ui/preferences/pictures", test_pictures);
  return g_test_run ();
}
