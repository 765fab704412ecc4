/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "declarations.h"
#include "filings-fixture.h"
#include "parafa-filing-notice.h"
#include "parafa-filing-words.h"
#include "parafa-panel.h"
#include "parafa-test.h"

#include <glib/gstdio.h>
#include <string.h>

/* The page on a real archive and the real practice server */

#define UIT FILINGS_FIXTURE_UIT

static const FilingsFixtureRow rows[] = {
  { .state = PARAFA_FILING_OK,
    .uit = "5Y7A9D1E3F8J0K79",
    .date = "2026-11-18",
    .partner = "Brutăria Izvorul Mic SRL",
    .valid_until = UI_NOW - DAY },
  { .state = PARAFA_FILING_NOK,
    .partner = "Agro Valea Teiului SRL",
    .message = "BR-020: Greutatea brută este mai mică decât cea netă" },
  { .state = PARAFA_FILING_UNKNOWN, .date = "2026-11-24", .problem = "no-answer" },
  { .state = PARAFA_FILING_PROCESSING,
    .uit = "4M1R8T3V5X2Y0A30",
    .partner = "Depozit Câmpeni Nord SRL",
    .valid_until = UI_NOW + 5 * DAY },
  { .state = PARAFA_FILING_OK, .uit = UIT, .valid_until = UI_NOW + 5 * DAY },
};

static void
add_rows (FilingsFixture *fixture)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    filings_fixture_add (fixture, &rows[i]);
}

/* -- words -- */

static void
test_words (void)
{
  g_autoptr (ParafaFilingRecord) record = parafa_filing_record_new ();
  g_autofree char *grouped = parafa_filing_words_group_uit (UIT);
  g_autofree char *date = parafa_filing_words_format_date ("2026-11-25");
  g_autofree char *odd = parafa_filing_words_format_date ("mâine");

  g_assert_cmpstr (grouped, ==, "7K0A 2C4E 6H8J 9L70");
  g_assert_cmpstr (date, ==, "25 Nov 2026");
  g_assert_cmpstr (odd, ==, "mâine");
  record->uit = g_strdup (UIT);
  record->state = PARAFA_FILING_PROCESSING;
  /* given, and does not count yet */
  g_assert_null (parafa_filing_words_get_uit (record));
  record->state = PARAFA_FILING_OK;
  record->valid_until = 1000;
  g_assert_cmpstr (parafa_filing_words_get_uit (record), ==, UIT);
  g_assert_cmpstr (parafa_filing_words_get_state (record, 999).word, ==, "UIT valid");
  g_assert_cmpstr (parafa_filing_words_get_state (record, 1001).word, ==, "UIT expired");
  record->kind = PARAFA_DECLARATION_DELETION;
  g_assert_cmpstr (parafa_filing_words_get_state (record, 999).word, ==, "Deleted");
  for (gint64 state = 0; state < PARAFA_FILING_N_STATES; state++)
    {
      record->state = state;
      g_assert_cmpstr (parafa_filing_words_get_state (record, 0).word, !=, "");
      g_assert_cmpstr (parafa_filing_words_get_reason (record, 0), !=, "");
    }
  for (int code = PARAFA_ARCHIVE_ERROR_FAILED; code <= PARAFA_ARCHIVE_ERROR_NO_ROW; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (PARAFA_ARCHIVE_ERROR, code, "x");

      g_assert_cmpstr (parafa_filing_words_describe_archive (error), !=, "");
    }
  for (guint stop = PARAFA_FILING_STOP_BUSY; stop <= PARAFA_FILING_STOP_ARCHIVE; stop++)
    g_assert_nonnull (parafa_filing_words_describe_stop ((ParafaFilingStop) stop));
}

/* -- the list -- */

static void
test_empty (FilingsFixture *fixture, gconstpointer data)
{
  filings_fixture_wait_state (fixture, "empty");
  g_assert_nonnull (
      ui_fixture_find_text (GTK_WIDGET (fixture->page), "Nothing Was Filed Here Yet"));
}

static void
test_list (FilingsFixture *fixture, gconstpointer data)
{
  GtkDropDown *state;
  ParafaFilingNotice *notice = PARAFA_FILING_NOTICE (
      ui_fixture_find (GTK_WIDGET (fixture->page), PARAFA_TYPE_FILING_NOTICE, 0));

  add_rows (fixture);
  filings_fixture_wait_rows (fixture, 5);
  filings_fixture_wait_state (fixture, "list");
  filings_fixture_wait_text (fixture, "7K0A 2C4E 6H8J 9L70");
  /* one that does not count yet is not shown */
  g_assert_null (ui_fixture_find_text (GTK_WIDGET (fixture->page), "4M1R 8T3V 5X2Y 0A30"));
  filings_fixture_wait_text (fixture, "1 filing got no answer. First find out whether it arrived");
  g_assert_nonnull (parafa_filing_notice_get_text (notice));
  parafa_filings_page_search (fixture->page, "lunca");
  filings_fixture_wait_rows (fixture, 2);
  parafa_filings_page_search (fixture->page, "nimic");
  filings_fixture_wait_state (fixture, "nothing");
  parafa_filings_page_search (fixture->page, "");
  state = GTK_DROP_DOWN (ui_fixture_find (GTK_WIDGET (fixture->page), GTK_TYPE_DROP_DOWN, 0));
  gtk_drop_down_set_selected (state, 4);
  filings_fixture_wait_rows (fixture, 1);
  gtk_drop_down_set_selected (state, 0);
  filings_fixture_wait_rows (fixture, 5);
}

static const char *
get_first_partner (FilingsFixture *fixture)
{
  ParafaFilingRecord *record;

  parafa_filing_view_select (fixture->view, GTK_INVALID_LIST_POSITION);
  parafa_filing_view_select (fixture->view, 0);
  record = parafa_filing_item_get_record (parafa_filing_view_get_selected (fixture->view));
  return record != NULL ? record->partner_name : NULL;
}

typedef struct
{
  FilingsFixture *fixture;
  const char *text;
} Wait;

static gboolean
is_first (gpointer data)
{
  Wait *wait = data;

  return g_strcmp0 (get_first_partner (wait->fixture), wait->text) == 0;
}

static void
test_sort (FilingsFixture *fixture, gconstpointer data)
{
  GtkColumnView *table =
      GTK_COLUMN_VIEW (ui_fixture_find (GTK_WIDGET (fixture->page), GTK_TYPE_COLUMN_VIEW, 0));
  g_autoptr (GtkColumnViewColumn) partner =
      g_list_model_get_item (gtk_column_view_get_columns (table), 3);
  Wait first = { fixture, "Agro Valea Teiului SRL" };
  Wait last = { fixture, "Panificația Lunca SRL" };

  add_rows (fixture);
  filings_fixture_wait_rows (fixture, 5);
  gtk_column_view_sort_by_column (table, partner, GTK_SORT_ASCENDING);
  parafa_test_wait_until (is_first, &first, PARAFA_TEST_LIMIT_MS);
  gtk_column_view_sort_by_column (table, partner, GTK_SORT_DESCENDING);
  parafa_test_wait_until (is_first, &last, PARAFA_TEST_LIMIT_MS);
}

static char *
read_clipboard (GtkWidget *widget)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL,
                                 parafa_test_result_callback, result);
  return gdk_clipboard_read_text_finish (gtk_widget_get_clipboard (widget),
                                         parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                         NULL);
}

static void
test_details (FilingsFixture *fixture, gconstpointer data)
{
  GtkWidget *details = ui_fixture_find (GTK_WIDGET (fixture->page), PARAFA_TYPE_FILING_DETAILS, 0);
  g_autofree char *uit = NULL;

  add_rows (fixture);
  filings_fixture_wait_rows (fixture, 5);
  filings_fixture_wait_state (fixture, "list");
  g_assert_false (gtk_widget_get_visible (details));
  parafa_filing_view_select (fixture->view, 0);
  filings_fixture_wait_text (fixture, "Found in ANAF’s list");
  g_assert_true (gtk_widget_get_visible (details));
  g_assert_nonnull (ui_fixture_find_text (details, "7K0A 2C4E 6H8J 9L70"));
  gtk_widget_activate_action (details, "filing.copy-uit", NULL);
  uit = read_clipboard (details);
  g_assert_cmpstr (uit, ==, UIT);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "etransport.details", NULL);
  g_assert_false (gtk_widget_get_visible (details));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "etransport.details", NULL);
  g_assert_true (gtk_widget_get_visible (details));
}

/* -- check and send -- */

static void
open_text (FilingsFixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = filings_fixture_write (fixture, name, text);
  const char *paths[] = { path, NULL };

  parafa_filings_page_open_files (fixture->page, paths);
  filings_fixture_wait_state (fixture, "check");
  filings_fixture_wait_text (fixture, name);
  ui_fixture_settle ();
  g_assert_cmpint (g_remove (path), ==, 0);
}

static char *
make_wrong (void)
{
  g_autofree char *text = filing_test_notice (2);
  g_auto (GStrv) parts = g_strsplit (text, "CJ00002AB", -1);

  return g_strjoinv ("CJ-12-QRM", parts);
}

static void
test_check (FilingsFixture *fixture, gconstpointer data)
{
  g_autofree char *wrong = make_wrong ();
  g_autofree char *good = filing_test_notice (2);

  open_text (fixture, "gresit.xml", wrong);
  g_assert_false (parafa_declaration_view_can_send (filings_fixture_get_check (fixture)));
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (fixture->page), "It cannot be sent yet"));
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (fixture->page), "CJ-12-QRM"));
  open_text (fixture, "altceva.xml", "<altceva/>");
  g_assert_nonnull (
      ui_fixture_find_text (GTK_WIDGET (fixture->page), "This Is No e-Transport Declaration"));
  g_assert_false (parafa_declaration_view_can_send (filings_fixture_get_check (fixture)));
  open_text (fixture, "bun.xml", good);
  g_assert_true (parafa_declaration_view_can_send (filings_fixture_get_check (fixture)));
  g_assert_true (parafa_panel_go_back (PARAFA_PANEL (fixture->page)));
  g_assert_cmpstr (parafa_filings_page_get_state (fixture->page), !=, "check");
}

static gboolean
can_send (gpointer data)
{
  return parafa_declaration_view_can_send (data);
}

static GtkToggleButton *
find_xml (FilingsFixture *fixture)
{
  GtkWidget *button;

  /* a drop-down has one, too */
  for (guint i = 0; (button = ui_fixture_find (GTK_WIDGET (filings_fixture_get_check (fixture)),
                                               GTK_TYPE_TOGGLE_BUTTON, i)) != NULL;
       i++)
    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), "_XML") == 0)
      return GTK_TOGGLE_BUTTON (button);
  g_assert_not_reached ();
}

/* The one line of the file is not marked as a whole, but what is wrong in it */
static void
test_xml (FilingsFixture *fixture, gconstpointer data)
{
  g_autofree char *wrong = make_wrong ();
  GtkTextBuffer *buffer;
  GtkTextIter iter;
  GtkTextIter end;
  GtkTextTag *tag;
  g_autofree char *marked = NULL;

  open_text (fixture, "gresit.xml", wrong);
  gtk_toggle_button_set_active (find_xml (fixture), TRUE);
  ui_fixture_settle ();
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (
      ui_fixture_find (GTK_WIDGET (filings_fixture_get_check (fixture)), GTK_TYPE_TEXT_VIEW, 0)));
  tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), "background-0");
  g_assert_nonnull (tag);
  gtk_text_buffer_get_start_iter (buffer, &iter);
  g_assert_true (gtk_text_iter_forward_to_tag_toggle (&iter, tag));
  end = iter;
  g_assert_true (gtk_text_iter_forward_to_tag_toggle (&end, tag));
  marked = gtk_text_iter_get_text (&iter, &end);
  g_assert_cmpstr (marked, ==, "nrVehicul='CJ-12-QRM'");
  gtk_toggle_button_set_active (find_xml (fixture), FALSE);
}

/* One that is wrong keeps all of them; each can be looked at */
static void
test_several (FilingsFixture *fixture, gconstpointer data)
{
  g_autofree char *good = filing_test_notice (2);
  g_autofree char *wrong = make_wrong ();
  g_autofree char *first = filings_fixture_write (fixture, "bun.xml", good);
  g_autofree char *second = filings_fixture_write (fixture, "gresit.xml", wrong);
  const char *paths[] = { first, second, NULL };
  GtkDropDown *files;

  parafa_filings_page_open_files (fixture->page, paths);
  filings_fixture_wait_state (fixture, "check");
  g_assert_false (parafa_declaration_view_can_send (filings_fixture_get_check (fixture)));
  g_assert_nonnull (
      ui_fixture_find_text (GTK_WIDGET (fixture->page), "2 declarations, to practice"));
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (fixture->page), "It can be sent"));
  files = GTK_DROP_DOWN (
      ui_fixture_find (GTK_WIDGET (filings_fixture_get_check (fixture)), GTK_TYPE_DROP_DOWN, 0));
  gtk_drop_down_set_selected (files, 1);
  ui_fixture_settle ();
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (fixture->page), "It cannot be sent yet"));
  /* mended in an editor, and read again */
  g_assert_true (g_file_set_contents (second, good, -1, NULL));
  parafa_panel_ask_again (PARAFA_PANEL (fixture->page));
  parafa_test_wait_until (can_send, filings_fixture_get_check (fixture), PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (g_remove (first), ==, 0);
  g_assert_cmpint (g_remove (second), ==, 0);
}

static void
test_send (FilingsFixture *fixture, gconstpointer data)
{
  g_autofree char *good = filing_test_notice (2);
  const char *question = "Send 1 declaration for 8000000000 to practice?";

  open_text (fixture, "bun.xml", good);
  gtk_widget_activate_action (GTK_WIDGET (filings_fixture_get_check (fixture)), "declaration.send",
                              NULL);
  filings_fixture_answer ("cancel", question);
  g_assert_cmpint (filing_test_count (&fixture->filing, "uploads"), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (filings_fixture_get_check (fixture)), "declaration.send",
                              NULL);
  filings_fixture_answer ("send", question);
  filings_fixture_wait_rows (fixture, 1);
  filings_fixture_wait_text (fixture, "UIT valid");
  /* the same body twice asks first */
  open_text (fixture, "bun.xml", good);
  gtk_widget_activate_action (GTK_WIDGET (filings_fixture_get_check (fixture)), "declaration.send",
                              NULL);
  filings_fixture_answer ("send", question);
  filings_fixture_answer ("cancel", "File it a second time?");
  g_assert_cmpint (filing_test_count (&fixture->filing, "uploads"), ==, 1);
  /* its company is known by now, so nothing is asked */
  parafa_panel_ask_again (PARAFA_PANEL (fixture->page));
  parafa_panel_go_back (PARAFA_PANEL (fixture->page));
  parafa_panel_ask_again (PARAFA_PANEL (fixture->page));
  filings_fixture_wait_rows (fixture, 1);
}

/* -- pictures -- */

static void
test_pictures (gconstpointer data)
{
  g_auto (GStrv) parts = g_strsplit (data, "/", 3);
  int width = atoi (parts[2]);
  g_autoptr (ParafaClock) clock = parafa_clock_new_fixed (UI_NOW);
  g_autofree char *wrong = make_wrong ();
  FilingsFixture fixture;

  memset (&fixture, 0, sizeof fixture);
  filing_test_set_up (&fixture.filing, NULL);
  ui_fixture_set_language (parts[0]);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_str_equal (parts[1], "dark")
                                          ? ADW_COLOR_SCHEME_FORCE_DARK
                                          : ADW_COLOR_SCHEME_FORCE_LIGHT);
  filings_fixture_show (&fixture, width, width > 600 ? 714 : 674, clock);
  if (width < 600)
    filings_fixture_wait_narrow (&fixture);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture.window)), <=, width);
  filings_fixture_wait_state (&fixture, "empty");
  filings_fixture_take (&fixture, GTK_WIDGET (fixture.window), parts, "etransport-empty");
  add_rows (&fixture);
  filings_fixture_wait_rows (&fixture, 5);
  filings_fixture_wait_state (&fixture, "list");
  filings_fixture_wait_text (&fixture, "7K0A 2C4E 6H8J 9L70");
  if (width < 600)
    filings_fixture_take (&fixture, GTK_WIDGET (fixture.window), parts, "etransport-list");
  parafa_filing_view_select (fixture.view, 0);
  if (width < 600)
    g_signal_emit_by_name (fixture.view, "opened");
  filings_fixture_take (&fixture, GTK_WIDGET (fixture.window), parts, "etransport-details");
  open_text (&fixture, "aviz-000417.xml", wrong);
  filings_fixture_take (&fixture, GTK_WIDGET (fixture.window), parts, "etransport-check");
  gtk_toggle_button_set_active (find_xml (&fixture), TRUE);
  filings_fixture_take (&fixture, GTK_WIDGET (fixture.window), parts, "etransport-xml");
  filings_fixture_tear_down (&fixture, NULL);
  ui_fixture_set_language ("en");
}

int
main (int argc, char *argv[])
{
  static const char *const sets[] = { "en/light/860", "ro/dark/1100", "ro/light/360" };

  ui_fixture_init (&argc, &argv);
  ui_fixture_start_gtk ();
  g_test_add_func ("/ui/filings/words", test_words);
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/filings/" name, FilingsFixture, NULL, filings_fixture_set_up, function,         \
              filings_fixture_tear_down)
  ADD ("empty", test_empty);
  ADD ("list", test_list);
  ADD ("sort", test_sort);
  ADD ("details", test_details);
  ADD ("check", test_check);
  ADD ("xml", test_xml);
  ADD ("several", test_several);
  ADD ("send", test_send);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/filings/pictures/%s", sets[i]);

      g_test_add_data_func (path, sets[i], test_pictures);
    }
  return filing_test_run ();
}
