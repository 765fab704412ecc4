/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "filing-rows.h"
#include "parafa-carried-window.h"
#include "parafa-declaration.h"
#include "parafa-file-save.h"
#include "parafa-filing-bar.h"
#include "parafa-filing-notice.h"
#include "parafa-filing-words.h"
#include "parafa-panel.h"
#include "parafa-saving.h"
#include "parafa-test.h"
#include "ui-names.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

/* What e-Transport shows now and then: menus, questions, what went wrong, every fate of a filing. Each is looked at in
 * both languages, light and dark, wide and narrow; what is asserted is what a picture cannot say. */

#define VALID_FROM (UI_NOW - 10 * 3600) /* 24 November 2026, midnight in Bucharest */

typedef struct
{
  const char *name;
  FilingsFixtureRow row;
  const char *text; /* in the details, in English */
} Fate;

static const Fate fates[] = {
  { "valid",
    { .state = PARAFA_FILING_OK,
      .uit = "7K0A2C4E6H8J9L70",
      .valid_from = VALID_FROM,
      .valid_until = VALID_FROM + 5 * DAY },
    "The transport may leave." },
  { "expired",
    { .state = PARAFA_FILING_OK,
      .uit = "6E4F2H8J0K7L5M81",
      .date = "2026-11-12",
      .partner = "Brutăria Izvorul Mic SRL",
      .valid_from = VALID_FROM - 12 * DAY,
      .valid_until = VALID_FROM - 7 * DAY },
    "The UIT does not count any more." },
  { "confirmed",
    { .state = PARAFA_FILING_OK,
      .uit = "5Y7A9D1E3F8J0K79",
      .partner = "Agro Valea Teiului SRL",
      .valid_from = VALID_FROM - DAY,
      .valid_until = VALID_FROM + 4 * DAY },
    "The transport was confirmed." },
  { "deleted",
    { .state = PARAFA_FILING_OK,
      .uit = "0W6X8Y2A4C9D1E99",
      .valid_from = VALID_FROM - DAY,
      .valid_until = VALID_FROM + 4 * DAY },
    "The declaration was deleted. Its UIT does not count any more." },
  { "vehicle",
    { .state = PARAFA_FILING_OK,
      .uit = "8L2M4N6P1Q9R3T27",
      .partner = "Depozit Câmpeni Nord SRL",
      .valid_from = VALID_FROM,
      .valid_until = VALID_FROM + 5 * DAY },
    "B99QRS" },
  { "rejected",
    { .state = PARAFA_FILING_NOK,
      .partner = "Brutăria Izvorul Mic SRL",
      .message = "BR-013: Greutatea brută (greutateBruta) trebuie să fie mai mare sau egală cu "
                 "greutatea netă (greutateNeta). Linia 2: greutateBruta=120.00, "
                 "greutateNeta=180.00" },
    "ANAF checked it and rejected it. The transport must not leave." },
  { "refused",
    { .state = PARAFA_FILING_REFUSED, .message = "Nu aveti drept in SPV pentru CIF=8000000000" },
    "ANAF did not take it in. The transport must not leave." },
  { "unsure", { .state = PARAFA_FILING_UNKNOWN, .problem = "unsure" }, "Look in SPV" },
  { "settling", { .state = PARAFA_FILING_UNKNOWN }, "Sent, but no answer came." },
  { "processing",
    { .state = PARAFA_FILING_PROCESSING, .partner = "Depozit Câmpeni Nord SRL" },
    "The transport must not leave yet." },
};

/* what did it to three of them */
static const FilingsFixtureRow later[] = {
  { .state = PARAFA_FILING_OK,
    .kind = PARAFA_DECLARATION_CONFIRMATION,
    .subject_uit = "5Y7A9D1E3F8J0K79",
    .partner = "" },
  { .state = PARAFA_FILING_OK,
    .kind = PARAFA_DECLARATION_DELETION,
    .subject_uit = "0W6X8Y2A4C9D1E99",
    .partner = "" },
  { .state = PARAFA_FILING_OK,
    .kind = PARAFA_DECLARATION_VEHICLE,
    .subject_uit = "8L2M4N6P1Q9R3T27",
    .vehicle = "B99QRS",
    .partner = "" },
};

static void
take (GtkWidget *widget, char **parts, const char *what)
{
  g_autofree char *name = g_strdup_printf ("%s-%s-%s-scene-%s", parts[0], parts[1], parts[2], what);

  ui_fixture_settle ();
  ui_fixture_save_picture (widget, name);
}

static void
take_popover (GtkWidget *popover, char **parts, const char *what)
{
  ui_fixture_settle ();
  g_assert_true (gtk_widget_get_mapped (popover));
  take (popover, parts, what);
  gtk_popover_popdown (GTK_POPOVER (popover));
  ui_fixture_settle ();
}

/* -- list and menus -- */

static void
add_fates (FilingsFixture *self)
{
  for (guint i = G_N_ELEMENTS (fates); i > 0; i--)
    filings_fixture_add (self, &fates[i - 1].row);
  for (guint i = 0; i < G_N_ELEMENTS (later); i++)
    filings_fixture_add (self, &later[i]);
}

static void
show_menus (FilingsFixture *self, char **parts)
{
  GtkWidget *bar = ui_fixture_find (GTK_WIDGET (self->page), PARAFA_TYPE_FILING_BAR, 0);
  GtkWidget *button = NULL;
  GtkWidget *next;

  for (guint i = 0; (next = ui_fixture_find (bar, GTK_TYPE_MENU_BUTTON, i)) != NULL; i++)
    button = next;
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  take_popover (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))), parts, "menu");
  if (!parafa_filings_page_is_narrow (self->page))
    {
      GtkWidget *columns =
          gtk_popover_menu_new_from_model (parafa_filing_view_get_columns_menu (self->view));

      gtk_widget_set_parent (columns, bar);
      gtk_popover_popup (GTK_POPOVER (columns));
      take_popover (columns, parts, "columns");
      gtk_widget_unparent (columns);
    }
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (self->view)));
  parafa_filing_view_select (self->view, 0);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "filings.menu", NULL);
  take_popover (ui_fixture_find (GTK_WIDGET (self->view), GTK_TYPE_POPOVER, 0), parts,
                "context-menu");
}

static void
show_selection (FilingsFixture *self, char **parts)
{
  GtkSelectionModel *model = gtk_column_view_get_model (
      GTK_COLUMN_VIEW (ui_fixture_find (GTK_WIDGET (self->page), GTK_TYPE_COLUMN_VIEW, 0)));

  for (guint i = 1; i < 4; i++)
    gtk_selection_model_select_item (model, i, FALSE);
  take (GTK_WIDGET (self->window), parts, "selection");
  gtk_selection_model_unselect_all (model);
}

static void
show_details (FilingsFixture *self, char **parts)
{
  for (guint i = 0; i < G_N_ELEMENTS (fates); i++)
    {
      filings_fixture_open_row (self, G_N_ELEMENTS (later) + i);
      if (g_str_equal (parts[0], "en"))
        filings_fixture_wait_text_in (filings_fixture_get_details (self), fates[i].text);
      else
        filings_fixture_wait_text_in (filings_fixture_get_details (self), "18.400\302\240kg");
      take (GTK_WIDGET (self->window), parts, fates[i].name);
      if (parafa_filings_page_is_narrow (self->page))
        gtk_widget_activate_action (filings_fixture_get_details (self), "filing.close", NULL);
    }
}

/* -- questions, and what went wrong -- */

static void
take_dialog (char **parts, const char *what, const char *response)
{
  GtkWindow *dialog = filings_fixture_wait_window (ADW_TYPE_MESSAGE_DIALOG);

  g_assert_cmpuint (ui_names_check (GTK_WIDGET (dialog)), >, 0);
  take (GTK_WIDGET (dialog), parts, what);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (dialog);
  ui_fixture_settle ();
}

static void
on_failure_seen (gboolean again, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  g_assert_false (again);
}

static void
show_not_saved (FilingsFixture *self, char **parts)
{
  static const struct
  {
    const char *name;
    int code;
  } failures[] = { { "full-disk", G_FILE_ERROR_NOSPC }, { "read-only", G_FILE_ERROR_ROFS } };

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (G_FILE_ERROR, failures[i].code, "x");
      gboolean seen = FALSE;

      parafa_saving_fail (GTK_WIDGET (self->page), parafa_file_save_describe (error), TRUE,
                          on_failure_seen, &seen);
      take_dialog (parts, failures[i].name, "close");
      g_assert_true (seen);
    }
}

static void
show_questions (FilingsFixture *self, char **parts)
{
  g_autofree char *text = filing_test_notice (2);
  g_autofree char *path = filings_fixture_write (self, "aviz-000417.xml", text);
  const char *paths[] = { path, NULL };

  for (guint i = 0; i < 2; i++)
    {
      parafa_filings_page_open_files (self->page, paths);
      filings_fixture_wait_state (self, "check");
      ui_fixture_settle ();
      gtk_widget_activate_action (GTK_WIDGET (filings_fixture_get_check (self)), "declaration.send",
                                  NULL);
      if (i == 0)
        take_dialog (parts, "confirm", "send");
      else
        {
          GtkWindow *dialog = filings_fixture_wait_window (ADW_TYPE_MESSAGE_DIALOG);

          adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "send");
          gtk_window_destroy (dialog);
          take_dialog (parts, "twice", "cancel");
          parafa_panel_go_back (PARAFA_PANEL (self->page));
        }
      filings_fixture_wait_state (self, "list");
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
show_queue (FilingsFixture *self, char **parts)
{
  const char *paths[] = { self->folder, NULL };

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *name = g_strdup_printf ("coada-%02u.xml", i);
      g_autofree char *text = filing_test_notice (100 + i);
      G_GNUC_UNUSED g_autofree char *path = filings_fixture_write (self, name, text);
    }
  parafa_filing_sender_pause (parafa_filings_get_sender (self->filing.filings));
  parafa_filings_page_open_files (self->page, paths);
  filings_fixture_wait_state (self, "check");
  take (GTK_WIDGET (self->window), parts, "check-many");
  gtk_widget_activate_action (GTK_WIDGET (filings_fixture_get_check (self)), "declaration.send",
                              NULL);
  take_dialog (parts, "confirm-many", "send");
}

static void
show_carried (FilingsFixture *self, char **parts)
{
  GtkWindow *window;

  gtk_widget_activate_action (GTK_WIDGET (self->page), "etransport.carried", NULL);
  window = filings_fixture_wait_window (PARAFA_TYPE_CARRIED_WINDOW);
  if (atoi (parts[2]) < 600)
    gtk_window_set_default_size (window, 360, 600);
  take (GTK_WIDGET (window), parts, "carried");
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), <=,
                   atoi (parts[2]) < 600 ? 360 : 1000);
  gtk_window_destroy (window);
}

/* What was salvaged is said before what it left in doubt */
static void
show_damage (FilingsFixture *self, char **parts)
{
  ParafaFilingNotice *notice = PARAFA_FILING_NOTICE (
      ui_fixture_find (GTK_WIDGET (self->page), PARAFA_TYPE_FILING_NOTICE, 0));
  g_autofree char *before = g_strdup (parafa_filing_notice_get_text (notice));
  const char *text =
      g_dngettext (GETTEXT_PACKAGE,
                   "The archive was damaged. %s filing could be read; the damaged file is kept as "
                   "“%s”. Before anything more is filed, ANAF’s list is asked what was.",
                   "The archive was damaged. %s filings could be read; the damaged file is kept as "
                   "“%s”. Before anything more is filed, ANAF’s list is asked what was.",
                   1284);
  g_auto (GStrv) between = g_strsplit (text, "%s", -1);
  g_autofree char *said = g_strconcat (between[0], "1.284", between[1],
                                       "archive.db.damaged-20261124", between[2], NULL);

  g_assert_nonnull (before);
  parafa_filing_notice_set_damage (notice, said);
  g_assert_cmpstr (parafa_filing_notice_get_text (notice), ==, said);
  take (GTK_WIDGET (self->window), parts, "damage");
  gtk_widget_activate_action (GTK_WIDGET (notice), "notice.dismiss", NULL);
  g_assert_cmpstr (parafa_filing_notice_get_text (notice), ==, before);
}

/* -- ANAF's two systems -- */

static void
show_systems (FilingsFixture *self, char **parts)
{
  static const FilingsFixtureRow row = { .state = PARAFA_FILING_OK,
                                         .system = PARAFA_FILING_PRODUCTION,
                                         .uit = "3U5V7W1X9Y0C2D33",
                                         .valid_from = VALID_FROM,
                                         .valid_until = VALID_FROM + 5 * DAY };
  ParafaFilingBar *bar =
      PARAFA_FILING_BAR (ui_fixture_find (GTK_WIDGET (self->page), PARAFA_TYPE_FILING_BAR, 0));
  GtkWidget *button;

  filings_fixture_add (self, &row);
  parafa_filing_bar_set_practice (bar, FALSE);
  g_signal_emit_by_name (bar, "changed");
  filings_fixture_wait_rows (self, 1);
  filings_fixture_wait_text (self, "3U5V 7W1X 9Y0C 2D33");
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (self->window)), <=, atoi (parts[2]));
  take (GTK_WIDGET (self->window), parts, "production");
  for (guint i = 0;
       (button = ui_fixture_find (GTK_WIDGET (bar), GTK_TYPE_TOGGLE_BUTTON, i)) != NULL; i++)
    if (gtk_button_get_label (GTK_BUTTON (button)) != NULL && gtk_widget_get_mapped (button))
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  filings_fixture_wait_state (self, "empty");
  g_assert_cmpint (parafa_filing_bar_get_system (bar), ==, PARAFA_FILING_TEST);
  take (GTK_WIDGET (self->window), parts, "test");
}

/* -- pictures -- */

static gboolean
is_scrolled (FilingsFixture *self)
{
  GtkWidget *scroller;

  ui_fixture_settle ();
  for (guint i = 0;
       (scroller = ui_fixture_find (GTK_WIDGET (self->view), GTK_TYPE_SCROLLED_WINDOW, i)) != NULL;
       i++)
    if (gtk_widget_get_mapped (scroller))
      return gtk_adjustment_get_value (
                 gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller))) > 0;
  g_assert_not_reached ();
}

static void
open_scene (FilingsFixture *self, char **parts)
{
  int width = atoi (parts[2]);

  filing_rows_open (self, width, width > 600 ? 714 : 674);
  if (width < 600)
    filings_fixture_wait_narrow (self);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (self->window)), <=, width);
}

static void
test_scenes (gconstpointer data)
{
  g_auto (GStrv) parts = g_strsplit (data, "/", 3);
  FilingsFixture self;

  memset (&self, 0, sizeof self);
  filing_rows_set_up (&self, NULL);
  ui_fixture_set_language (parts[0]);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_str_equal (parts[1], "dark")
                                          ? ADW_COLOR_SCHEME_FORCE_DARK
                                          : ADW_COLOR_SCHEME_FORCE_LIGHT);
  /* a queue first: nothing is in doubt yet */
  filings_fixture_add (&self, &fates[6].row);
  open_scene (&self, parts);
  filings_fixture_wait_state (&self, "list");
  show_questions (&self, parts);
  show_queue (&self, parts);
  filings_fixture_wait_rows (&self, 32);
  filings_fixture_wait_text (&self, g_str_equal (parts[0], "en") ? "30 filings wait to be sent"
                                                                 : "30 de depuneri");
  /* what was just filed is in sight */
  filings_fixture_wait_text (&self, g_str_equal (parts[0], "en") ? "Waiting" : "Așteaptă");
  g_assert_false (is_scrolled (&self));
  take (GTK_WIDGET (self.window), parts, "queue");
  filings_fixture_tear_down (&self, NULL);
  memset (&self, 0, sizeof self);
  ui_fixture_set_language ("en");
  filing_rows_set_up (&self, NULL);
  ui_fixture_set_language (parts[0]);
  add_fates (&self);
  open_scene (&self, parts);
  filings_fixture_wait_rows (&self, G_N_ELEMENTS (fates) + G_N_ELEMENTS (later));
  filings_fixture_wait_state (&self, "list");
  filings_fixture_wait_text (&self, "7K0A 2C4E 6H8J 9L70");
  take (GTK_WIDGET (self.window), parts, "list");
  show_menus (&self, parts);
  if (!parafa_filings_page_is_narrow (self.page))
    show_selection (&self, parts);
  show_details (&self, parts);
  show_carried (&self, parts);
  show_not_saved (&self, parts);
  show_damage (&self, parts);
  show_systems (&self, parts);
  filings_fixture_tear_down (&self, NULL);
  ui_fixture_set_language ("en");
}

int
main (int argc, char *argv[])
{
  static const char *const sets[] = { "en/light/1000", "ro/dark/1000", "ro/light/360" };

  ui_fixture_init (&argc, &argv);
  ui_fixture_start_gtk ();
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/filing-scenes/%s", sets[i]);

      g_test_add_data_func (path, sets[i], test_scenes);
    }
  return filing_test_run ();
}
