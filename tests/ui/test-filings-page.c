/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "declarations.h"
#include "filing-test.h"
#include "parafa-declaration-view.h"
#include "parafa-filing-details.h"
#include "parafa-filing-notice.h"
#include "parafa-filing-view.h"
#include "parafa-filing-words.h"
#include "parafa-filings-page.h"
#include "parafa-panel.h"
#include "parafa-test.h"
#include "ui-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* The page on a real archive and the real practice server */

#define UIT "7K0A2C4E6H8J9L70"

typedef struct
{
  FilingTest filing;
  GtkWindow *window;
  ParafaFilingsPage *page;
  ParafaFilingView *view;
} Fixture;

static void
show_page (Fixture *fixture, int width, int height, ParafaClock *clock)
{
  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->page = g_object_new (PARAFA_TYPE_FILINGS_PAGE, NULL);
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->page));
  gtk_window_set_default_size (fixture->window, width, height);
  parafa_filings_page_set_filings (fixture->page, fixture->filing.filings, "profile", TRUE, clock);
  ui_fixture_show (fixture->window);
  fixture->view =
      PARAFA_FILING_VIEW (ui_fixture_find (GTK_WIDGET (fixture->page), PARAFA_TYPE_FILING_VIEW, 0));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  filing_test_set_up (&fixture->filing, NULL);
  show_page (fixture, 1000, 700, fixture->filing.clock);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  ui_fixture_settle ();
  filing_test_tear_down (&fixture->filing, NULL);
}

typedef struct
{
  gint64 state;
  const char *uit;
  const char *date;
  const char *partner;
  const char *problem;
  const char *message;
  gint64 valid_until;
} Row;

static const Row rows[] = {
  { PARAFA_FILING_OK, "5Y7A9D1E3F8J0K79", "2026-11-18", "Brutăria Izvorul Mic SRL", NULL, NULL,
    UI_NOW - DAY },
  { PARAFA_FILING_NOK, NULL, "2026-11-25", "Agro Valea Teiului SRL", NULL,
    "BR-020: Greutatea brută este mai mică decât cea netă", -1 },
  { PARAFA_FILING_UNKNOWN, NULL, "2026-11-24", "Panificația Lunca SRL", "no-answer", NULL, -1 },
  { PARAFA_FILING_PROCESSING, "4M1R8T3V5X2Y0A30", "2026-11-25", "Depozit Câmpeni Nord SRL", NULL,
    NULL, UI_NOW + 5 * DAY },
  { PARAFA_FILING_OK, UIT, "2026-11-25", "Panificația Lunca SRL", NULL, NULL, UI_NOW + 5 * DAY },
};

static void
add_row (Fixture *fixture, const Row *row, guint n)
{
  g_autoptr (ParafaFilingRecord) record = parafa_filing_record_new ();
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  record->profile = g_strdup ("profile");
  record->system = PARAFA_FILING_PRACTICE;
  record->source = PARAFA_FILING_FROM_LIST;
  record->cif = g_strdup (FILING_TEST_CIF);
  record->state = row->state;
  record->created_at = UI_NOW - 3600 + n;
  record->changed_at = UI_NOW - 1800 + n;
  record->kind = PARAFA_DECLARATION_NOTICE;
  record->partner_name = g_strdup (row->partner);
  record->vehicle = g_strdup ("CJ12QRM");
  record->transport_date = g_strdup (row->date);
  record->start = g_strdup ("Turda, Strada Morii, Cluj");
  record->end = g_strdup ("Reghin, Strada Gării, Mureș");
  record->goods = g_strdup ("Făină albă de grâu 650");
  record->gross = 1840000;
  record->uit = g_strdup (row->uit);
  record->index = g_strdup_printf ("50294813%u", n);
  record->problem = g_strdup (row->problem);
  record->message = g_strdup (row->message);
  record->valid_until = row->valid_until;
  {
    g_autoptr (GPtrArray) records = g_ptr_array_new ();

    g_ptr_array_add (records, record);
    parafa_archive_merge_async (fixture->filing.archive, records, NULL, parafa_test_result_callback,
                                result);
    g_assert_cmpint (parafa_archive_merge_finish (fixture->filing.archive,
                                                  parafa_test_result_wait (result,
                                                                           PARAFA_TEST_LIMIT_MS),
                                                  &error),
                     >=, 0);
    g_assert_no_error (error);
  }
}

static void
add_rows (Fixture *fixture)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    add_row (fixture, &rows[i], i);
}

typedef struct
{
  Fixture *fixture;
  guint n_rows;
  const char *text;
} Wait;

static gboolean
has_rows (gpointer data)
{
  Wait *wait = data;

  return parafa_filing_view_get_n_rows (wait->fixture->view) == wait->n_rows;
}

static void
wait_rows (Fixture *fixture, guint n_rows)
{
  Wait wait = { fixture, n_rows, NULL };

  parafa_test_wait_until (has_rows, &wait, PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
}

static gboolean
is_in_state (gpointer data)
{
  Wait *wait = data;

  return g_strcmp0 (parafa_filings_page_get_state (wait->fixture->page), wait->text) == 0;
}

static void
wait_state (Fixture *fixture, const char *state)
{
  Wait wait = { fixture, 0, state };

  parafa_test_wait_until (is_in_state, &wait, PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
}

static gboolean
has_text (gpointer data)
{
  Wait *wait = data;

  return ui_fixture_find_text (GTK_WIDGET (wait->fixture->page), wait->text) != NULL;
}

static void
wait_text (Fixture *fixture, const char *text)
{
  Wait wait = { fixture, 0, text };

  parafa_test_wait_until (has_text, &wait, PARAFA_TEST_LIMIT_MS);
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
test_empty (Fixture *fixture, gconstpointer data)
{
  wait_state (fixture, "empty");
  g_assert_nonnull (
      ui_fixture_find_text (GTK_WIDGET (fixture->page), "Nothing Was Filed Here Yet"));
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  GtkDropDown *state;
  ParafaFilingNotice *notice = PARAFA_FILING_NOTICE (
      ui_fixture_find (GTK_WIDGET (fixture->page), PARAFA_TYPE_FILING_NOTICE, 0));

  add_rows (fixture);
  wait_rows (fixture, 5);
  wait_state (fixture, "list");
  wait_text (fixture, "7K0A 2C4E 6H8J 9L70");
  /* one that does not count yet is not shown */
  g_assert_null (ui_fixture_find_text (GTK_WIDGET (fixture->page), "4M1R 8T3V 5X2Y 0A30"));
  wait_text (fixture, "1 filing got no answer. First find out whether it arrived");
  g_assert_nonnull (parafa_filing_notice_get_text (notice));
  parafa_filings_page_search (fixture->page, "lunca");
  wait_rows (fixture, 2);
  parafa_filings_page_search (fixture->page, "nimic");
  wait_state (fixture, "nothing");
  parafa_filings_page_search (fixture->page, "");
  state = GTK_DROP_DOWN (ui_fixture_find (GTK_WIDGET (fixture->page), GTK_TYPE_DROP_DOWN, 0));
  gtk_drop_down_set_selected (state, 4);
  wait_rows (fixture, 1);
  gtk_drop_down_set_selected (state, 0);
  wait_rows (fixture, 5);
}

static const char *
get_first_partner (Fixture *fixture)
{
  ParafaFilingRecord *record;

  parafa_filing_view_select (fixture->view, GTK_INVALID_LIST_POSITION);
  parafa_filing_view_select (fixture->view, 0);
  record = parafa_filing_item_get_record (parafa_filing_view_get_selected (fixture->view));
  return record != NULL ? record->partner_name : NULL;
}

static gboolean
is_first (gpointer data)
{
  Wait *wait = data;

  return g_strcmp0 (get_first_partner (wait->fixture), wait->text) == 0;
}

static void
test_sort (Fixture *fixture, gconstpointer data)
{
  GtkColumnView *table =
      GTK_COLUMN_VIEW (ui_fixture_find (GTK_WIDGET (fixture->page), GTK_TYPE_COLUMN_VIEW, 0));
  g_autoptr (GtkColumnViewColumn) partner =
      g_list_model_get_item (gtk_column_view_get_columns (table), 3);
  Wait first = { fixture, 0, "Agro Valea Teiului SRL" };
  Wait last = { fixture, 0, "Panificația Lunca SRL" };

  add_rows (fixture);
  wait_rows (fixture, 5);
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
test_details (Fixture *fixture, gconstpointer data)
{
  GtkWidget *details = ui_fixture_find (GTK_WIDGET (fixture->page), PARAFA_TYPE_FILING_DETAILS, 0);
  g_autofree char *uit = NULL;

  add_rows (fixture);
  wait_rows (fixture, 5);
  wait_state (fixture, "list");
  g_assert_false (gtk_widget_get_visible (details));
  parafa_filing_view_select (fixture->view, 0);
  wait_text (fixture, "Found in ANAF’s list");
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

static char *
write_file (Fixture *fixture, const char *name, const char *text)
{
  char *path = g_build_filename (g_get_tmp_dir (), name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, &error));
  g_assert_no_error (error);
  return path;
}

static void
open_text (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = write_file (fixture, name, text);
  const char *paths[] = { path, NULL };

  parafa_filings_page_open_files (fixture->page, paths);
  wait_state (fixture, "check");
  wait_text (fixture, name);
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

static ParafaDeclarationView *
get_check (Fixture *fixture)
{
  return PARAFA_DECLARATION_VIEW (
      ui_fixture_find (GTK_WIDGET (fixture->page), PARAFA_TYPE_DECLARATION_VIEW, 0));
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wrong = make_wrong ();
  g_autofree char *good = filing_test_notice (2);

  open_text (fixture, "gresit.xml", wrong);
  g_assert_false (parafa_declaration_view_can_send (get_check (fixture)));
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (fixture->page), "It cannot be sent yet"));
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (fixture->page), "CJ-12-QRM"));
  open_text (fixture, "altceva.xml", "<altceva/>");
  g_assert_nonnull (
      ui_fixture_find_text (GTK_WIDGET (fixture->page), "This Is No e-Transport Declaration"));
  g_assert_false (parafa_declaration_view_can_send (get_check (fixture)));
  open_text (fixture, "bun.xml", good);
  g_assert_true (parafa_declaration_view_can_send (get_check (fixture)));
  g_assert_true (parafa_panel_go_back (PARAFA_PANEL (fixture->page)));
  g_assert_cmpstr (parafa_filings_page_get_state (fixture->page), !=, "check");
}

static gboolean
can_send (gpointer data)
{
  return parafa_declaration_view_can_send (data);
}

static GtkToggleButton *
find_xml (Fixture *fixture)
{
  GtkWidget *button;

  /* a drop-down has one, too */
  for (guint i = 0; (button = ui_fixture_find (GTK_WIDGET (get_check (fixture)),
                                               GTK_TYPE_TOGGLE_BUTTON, i)) != NULL;
       i++)
    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), "_XML") == 0)
      return GTK_TOGGLE_BUTTON (button);
  g_assert_not_reached ();
}

/* The one line of the file is not marked as a whole, but what is wrong in it */
static void
test_xml (Fixture *fixture, gconstpointer data)
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
  buffer = gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (ui_fixture_find (GTK_WIDGET (get_check (fixture)), GTK_TYPE_TEXT_VIEW, 0)));
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
test_several (Fixture *fixture, gconstpointer data)
{
  g_autofree char *good = filing_test_notice (2);
  g_autofree char *wrong = make_wrong ();
  g_autofree char *first = write_file (fixture, "bun.xml", good);
  g_autofree char *second = write_file (fixture, "gresit.xml", wrong);
  const char *paths[] = { first, second, NULL };
  GtkDropDown *files;

  parafa_filings_page_open_files (fixture->page, paths);
  wait_state (fixture, "check");
  g_assert_false (parafa_declaration_view_can_send (get_check (fixture)));
  g_assert_nonnull (
      ui_fixture_find_text (GTK_WIDGET (fixture->page), "2 declarations, to practice"));
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (fixture->page), "It can be sent"));
  files = GTK_DROP_DOWN (ui_fixture_find (GTK_WIDGET (get_check (fixture)), GTK_TYPE_DROP_DOWN, 0));
  gtk_drop_down_set_selected (files, 1);
  ui_fixture_settle ();
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (fixture->page), "It cannot be sent yet"));
  /* mended in an editor, and read again */
  g_assert_true (g_file_set_contents (second, good, -1, NULL));
  parafa_panel_ask_again (PARAFA_PANEL (fixture->page));
  parafa_test_wait_until (can_send, get_check (fixture), PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (g_remove (first), ==, 0);
  g_assert_cmpint (g_remove (second), ==, 0);
}

static GtkWindow *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}

static gboolean
is_asked (gpointer data)
{
  return find_dialog () != NULL;
}

static void
answer (const char *response, const char *heading)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *asked = NULL;
  GtkWindow *dialog;

  parafa_test_wait_until (is_asked, NULL, PARAFA_TEST_LIMIT_MS);
  /* the name is known as soon as something of the company was filed */
  parts = g_strsplit (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (find_dialog ())),
                      "Transport Q (8000000000)", 2);
  asked = g_strjoinv ("8000000000", parts);
  g_assert_cmpstr (asked, ==, heading);
  dialog = find_dialog ();
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  /* pressed twice in a hurry: it counts once */
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (dialog);
  ui_fixture_settle ();
}

static void
test_send (Fixture *fixture, gconstpointer data)
{
  g_autofree char *good = filing_test_notice (2);
  const char *question = "Send 1 declaration for 8000000000 to practice?";

  open_text (fixture, "bun.xml", good);
  gtk_widget_activate_action (GTK_WIDGET (get_check (fixture)), "declaration.send", NULL);
  answer ("cancel", question);
  g_assert_cmpint (filing_test_count (&fixture->filing, "uploads"), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (get_check (fixture)), "declaration.send", NULL);
  answer ("send", question);
  wait_rows (fixture, 1);
  wait_text (fixture, "UIT valid");
  /* the same body twice asks first */
  open_text (fixture, "bun.xml", good);
  gtk_widget_activate_action (GTK_WIDGET (get_check (fixture)), "declaration.send", NULL);
  answer ("send", question);
  answer ("cancel", "File it a second time?");
  g_assert_cmpint (filing_test_count (&fixture->filing, "uploads"), ==, 1);
  /* its company is known by now, so nothing is asked */
  parafa_panel_ask_again (PARAFA_PANEL (fixture->page));
  parafa_panel_go_back (PARAFA_PANEL (fixture->page));
  parafa_panel_ask_again (PARAFA_PANEL (fixture->page));
  wait_rows (fixture, 1);
}

/* -- pictures -- */

static gboolean
is_narrow (gpointer data)
{
  return parafa_filings_page_is_narrow (data);
}

static void
take (Fixture *fixture, char **parts, const char *what)
{
  g_autofree char *name = g_strdup_printf ("%s-%s-%s-%s", parts[0], parts[1], parts[2], what);

  ui_fixture_settle ();
  ui_fixture_save_picture (GTK_WIDGET (fixture->window), name);
}

static void
test_pictures (gconstpointer data)
{
  g_auto (GStrv) parts = g_strsplit (data, "/", 3);
  int width = atoi (parts[2]);
  g_autoptr (ParafaClock) clock = parafa_clock_new_fixed (UI_NOW);
  g_autofree char *wrong = make_wrong ();
  Fixture fixture;

  memset (&fixture, 0, sizeof fixture);
  filing_test_set_up (&fixture.filing, NULL);
  ui_fixture_set_language (parts[0]);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_str_equal (parts[1], "dark")
                                          ? ADW_COLOR_SCHEME_FORCE_DARK
                                          : ADW_COLOR_SCHEME_FORCE_LIGHT);
  show_page (&fixture, width, width > 600 ? 714 : 674, clock);
  if (width < 600)
    parafa_test_wait_until (is_narrow, fixture.page, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture.window)), <=, width);
  wait_state (&fixture, "empty");
  take (&fixture, parts, "etransport-empty");
  add_rows (&fixture);
  wait_rows (&fixture, 5);
  wait_state (&fixture, "list");
  wait_text (&fixture, "7K0A 2C4E 6H8J 9L70");
  if (width < 600)
    take (&fixture, parts, "etransport-list");
  parafa_filing_view_select (fixture.view, 0);
  if (width < 600)
    g_signal_emit_by_name (fixture.view, "opened");
  take (&fixture, parts, "etransport-details");
  open_text (&fixture, "aviz-000417.xml", wrong);
  take (&fixture, parts, "etransport-check");
  gtk_toggle_button_set_active (find_xml (&fixture), TRUE);
  take (&fixture, parts, "etransport-xml");
  tear_down (&fixture, NULL);
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
  g_test_add ("/ui/filings/" name, Fixture, NULL, set_up, function, tear_down)
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
