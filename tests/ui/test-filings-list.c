/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "filing-rows.h"
#include "parafa-carried-window.h"
#include "parafa-company-chooser.h"
#include "parafa-filing-bar.h"
#include "parafa-filing-notice.h"
#include "parafa-filing-scope.h"
#include "parafa-panel.h"
#include "parafa-test.h"
#include "ui-fixture.h"

#include <stdlib.h>
#include <string.h>

/* The list: companies, filters, columns, selection, export, and what one carries */

#define MILLS "8000000000"
#define BAKERY "8000000018"

static void
open_list (FilingsFixture *self, gconstpointer data)
{
  filing_rows_set_up (self, NULL);
  filing_rows_add (self, 0, 40);
  filing_rows_open (self, 1000, 700);
  filings_fixture_wait_rows (self, 40);
  filings_fixture_wait_state (self, "list");
}

static void
open_empty (FilingsFixture *self, gconstpointer data)
{
  filing_rows_set_up (self, NULL);
  filing_rows_open (self, 1000, 700);
  filings_fixture_wait_state (self, "empty");
}

static gpointer
find (FilingsFixture *self, GType type)
{
  return ui_fixture_find (GTK_WIDGET (self->page), type, 0);
}

static gboolean
knows_mills (gpointer data)
{
  return parafa_companies_get_name (data, MILLS) != NULL;
}

/* -- companies -- */

static void
test_companies (FilingsFixture *self, gconstpointer data)
{
  ParafaCompanies *companies = parafa_filings_page_get_companies (self->page);
  ParafaCompanyChooser *chooser = find (self, PARAFA_TYPE_COMPANY_CHOOSER);
  const char *both[] = { MILLS, BAKERY, NULL };

  parafa_test_wait_until (knows_mills, companies, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpstr (parafa_companies_get_name (companies, MILLS), ==, "Morile Albastre SRL");
  g_assert_cmpstr (parafa_company_chooser_get_label (chooser), ==, "All companies");
  parafa_company_set_chosen (parafa_companies_find (companies, MILLS), TRUE);
  filings_fixture_wait_rows (self, 14);
  g_assert_cmpstr (parafa_company_chooser_get_label (chooser), ==, "Morile Albastre SRL");
  parafa_companies_choose (companies, both);
  filings_fixture_wait_rows (self, 27);
  g_assert_cmpstr (parafa_company_chooser_get_label (chooser), ==, "2 companies");
  /* remembered, and the name that was given, too */
  parafa_companies_put (companies, BAKERY, "Brutăria");
  filings_fixture_close (self);
  filing_rows_open (self, 1000, 700);
  filings_fixture_wait_rows (self, 27);
  companies = parafa_filings_page_get_companies (self->page);
  g_assert_cmpstr (parafa_companies_get_name (companies, BAKERY), ==, "Brutăria");
  gtk_widget_activate_action (GTK_WIDGET (self->page), "etransport.clear-filters", NULL);
  filings_fixture_wait_rows (self, 40);
}

static GtkEditable *
get_row (GtkWindow *dialog, guint n)
{
  return GTK_EDITABLE (ui_fixture_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, n));
}

static gboolean
is_idle (gpointer data)
{
  return !parafa_filing_bar_is_busy (data);
}

/* Without any company the first question is whose list it is; a slip in the number is pointed out, not forbidden */
static void
test_add_company (FilingsFixture *self, gconstpointer data)
{
  ParafaCompanies *companies = parafa_filings_page_get_companies (self->page);
  GtkWindow *dialog;
  AdwMessageDialog *question;

  parafa_panel_ask_again (PARAFA_PANEL (self->page));
  dialog = filings_fixture_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  question = ADW_MESSAGE_DIALOG (dialog);
  g_assert_cmpstr (adw_message_dialog_get_heading (question), ==, "Add a company");
  g_assert_false (adw_message_dialog_get_response_enabled (question, "save"));
  gtk_editable_set_text (get_row (dialog, 0), "80 00x");
  g_assert_false (adw_message_dialog_get_response_enabled (question, "save"));
  gtk_editable_set_text (get_row (dialog, 0), "RO 8000000001");
  g_assert_true (adw_message_dialog_get_response_enabled (question, "save"));
  filings_fixture_wait_text_in (GTK_WIDGET (dialog), "The last digit does not fit the others. Look "
                                                     "whether the CIF is typed right.");
  gtk_editable_set_text (get_row (dialog, 0), "RO " MILLS);
  gtk_editable_set_text (get_row (dialog, 1), "  Morile ");
  adw_message_dialog_response (question, "save");
  gtk_window_destroy (dialog);
  g_assert_cmpstr (parafa_companies_get_name (companies, MILLS), ==, "Morile");
  parafa_test_wait_until (is_idle, find (self, PARAFA_TYPE_FILING_BAR), PARAFA_TEST_LIMIT_MS);
}

/* ANAF's list is asked for the companies chosen, and for as many days as the person wants */
static void
test_refresh (FilingsFixture *self, gconstpointer data)
{
  ParafaCompanies *companies = parafa_filings_page_get_companies (self->page);
  ParafaFilingBar *bar = find (self, PARAFA_TYPE_FILING_BAR);
  ParafaFilingNotice *notice = find (self, PARAFA_TYPE_FILING_NOTICE);
  const char *one[] = { MILLS, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaFilingRecord) filed = NULL;

  parafa_filing_scope_set_days (find (self, PARAFA_TYPE_FILING_SCOPE), 7);
  g_assert_cmpuint (parafa_filing_bar_get_days (bar), ==, 7);
  parafa_companies_put (companies, MILLS, NULL);
  parafa_companies_put (companies, BAKERY, NULL);
  /* nothing there is an answer, no failure */
  parafa_companies_choose (companies, one);
  parafa_panel_ask_again (PARAFA_PANEL (self->page));
  g_assert_true (parafa_filing_bar_is_busy (bar));
  parafa_test_wait_until (is_idle, bar, PARAFA_TEST_LIMIT_MS);
  g_assert_null (parafa_filing_notice_get_text (notice));
  filings_fixture_wait_state (self, "nothing");
  /* one company that is not the person's does not keep the others from being asked */
  sim_server_do (self->filing.server, "{\"do\":\"etransport\",\"rights\":[\"" MILLS "\"]}");
  parafa_companies_choose (companies, NULL);
  parafa_filings_start (self->filing.filings);
  filed = filing_test_submit (&self->filing, 2, &error);
  g_assert_no_error (error);
  filing_test_wait_state (&self->filing, filed->id, PARAFA_FILING_OK);
  parafa_panel_ask_again (PARAFA_PANEL (self->page));
  parafa_test_wait_until (is_idle, bar, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpstr (parafa_filing_notice_get_text (notice), ==,
                   "Nu aveti drept in SPV pentru CIF=" BAKERY);
  filings_fixture_wait_rows (self, 1);
}

/* -- filters -- */

static void
test_scope (FilingsFixture *self, gconstpointer data)
{
  static const char *const days[][2] = {
    { "2026-11-25", "2026-11-25" },
    { " 25.11.2026 ", "2026-11-25" },
    { "5/1/2026", "2026-01-05" },
    { "2026-02-30", NULL },
    { "mâine", NULL },
    { "2026-11-25x", NULL },
    { "", NULL },
    { "0000-01-01", NULL },
  };
  ParafaFilingScope *scope = find (self, PARAFA_TYPE_FILING_SCOPE);

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *day = parafa_filing_scope_read_day (days[i][0]);

      g_assert_cmpstr (day, ==, days[i][1]);
    }
  g_assert_cmpstr (parafa_filing_scope_get_label (scope), ==, "Any day");
  parafa_filing_scope_show_days (scope, "2026-11-20", "25.11.2026");
  filings_fixture_wait_rows (self, 6);
  g_assert_cmpstr (parafa_filing_scope_get_label (scope), ==, "Chosen days");
  parafa_filing_scope_show_days (scope, "2026-11-2", "");
  filings_fixture_wait_rows (self, 27);
  parafa_filing_scope_clear (scope);
  filings_fixture_wait_rows (self, 40);
  /* domestic transports */
  parafa_filing_scope_show_kind (scope, 7);
  filings_fixture_wait_rows (self, 20);
  g_assert_cmpstr (parafa_filing_scope_get_label (scope), ==, "Any day · 30");
  /* confirmations */
  parafa_filing_scope_show_kind (scope, 13);
  filings_fixture_wait_rows (self, 4);
  parafa_filing_scope_show_last (scope, 7);
  g_assert_true (parafa_filing_scope_is_set (scope));
  gtk_widget_activate_action (GTK_WIDGET (self->page), "etransport.clear-filters", NULL);
  filings_fixture_wait_rows (self, 40);
}

static void
test_search (FilingsFixture *self, gconstpointer data)
{
  GtkSearchEntry *search = find (self, GTK_TYPE_SEARCH_ENTRY);
  GtkWidget *typed_into = gtk_search_entry_get_key_capture_widget (search);

  /* typing in the list searches */
  g_assert_nonnull (typed_into);
  g_assert_true (gtk_widget_is_ancestor (GTK_WIDGET (self->view), typed_into));
  parafa_panel_find (PARAFA_PANEL (self->page));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (self->window), GTK_WIDGET (search)));
  gtk_editable_set_text (GTK_EDITABLE (search), "campeni aviz-37");
  filings_fixture_wait_rows (self, 1);
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (self->page), "1 found"));
  gtk_editable_set_text (GTK_EDITABLE (search), "502000007");
  filings_fixture_wait_rows (self, 1);
  gtk_editable_set_text (GTK_EDITABLE (search), "nicăieri");
  filings_fixture_wait_state (self, "nothing");
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (self->page), "No Filing Fits"));
  g_signal_emit_by_name (search, "stop-search");
  filings_fixture_wait_rows (self, 40);
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (self->page), "40 filings"));
}

/* -- keyboard -- */

static gboolean
is_in_view (FilingsFixture *self)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view));
}

/* The page's key leads to the list, and to the row that is selected in it, not to the search above */
static void
test_focus (FilingsFixture *self, gconstpointer data)
{
  GtkSearchEntry *search = find (self, GTK_TYPE_SEARCH_ENTRY);
  GtkWidget *row;

  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (self->page)));
  g_assert_true (is_in_view (self));
  row = gtk_window_get_focus (self->window);
  /* no head of a column */
  g_assert_cmpfloat (gtk_widget_get_width (row), >, 400);
  parafa_filing_view_select (self->view, 3);
  ui_fixture_settle ();
  parafa_panel_find (PARAFA_PANEL (self->page));
  g_assert_false (is_in_view (self));
  gtk_editable_set_text (GTK_EDITABLE (search), "nicăieri");
  filings_fixture_wait_state (self, "nothing");
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (self->page)));
  g_assert_cmpstr (gtk_actionable_get_action_name (
                       GTK_ACTIONABLE (gtk_window_get_focus (self->window))),
                   ==, "etransport.clear-filters");
  g_signal_emit_by_name (search, "stop-search");
  filings_fixture_wait_rows (self, 40);
  filings_fixture_wait_state (self, "list");
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (self->page)));
  g_assert_true (is_in_view (self));
  /* from the details back to the list */
  gtk_widget_child_focus (filings_fixture_get_details (self), GTK_DIR_TAB_FORWARD);
  gtk_widget_activate_action (filings_fixture_get_details (self), "filing.close", NULL);
  g_assert_true (is_in_view (self));
}

/* -- columns -- */

static void
toggle (FilingsFixture *self, const char *name)
{
  g_autofree char *action = g_strdup_printf ("filing-columns.column-%s", name);

  gtk_widget_activate_action (GTK_WIDGET (self->page), action, NULL);
  ui_fixture_settle ();
}

static void
test_columns (FilingsFixture *self, gconstpointer data)
{
  static const char *const usual[] = { "uit", "transport", "partner", "vehicle" };
  GtkColumnView *table = find (self, GTK_TYPE_COLUMN_VIEW);
  GListModel *columns = gtk_column_view_get_columns (table);
  g_autoptr (GtkColumnViewColumn) vehicle = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (columns), ==, 4);
  toggle (self, "vehicle");
  toggle (self, "state");
  g_assert_true (parafa_filing_view_has_column (self->view, "vehicle"));
  g_assert_false (parafa_filing_view_has_column (self->view, "state"));
  filings_fixture_wait_text_in (GTK_WIDGET (self->view), "CJ00000QRM");
  vehicle = g_list_model_get_item (columns, 3);
  gtk_column_view_sort_by_column (table, vehicle, GTK_SORT_DESCENDING);
  /* columns and order are remembered */
  filings_fixture_close (self);
  filing_rows_open (self, 1000, 700);
  filings_fixture_wait_rows (self, 40);
  g_assert_true (parafa_filing_view_has_column (self->view, "vehicle"));
  g_assert_false (parafa_filing_view_has_column (self->view, "state"));
  parafa_filing_view_select (self->view, 0);
  filings_fixture_wait_text_in (GTK_WIDGET (self->view), "CJ00039QRM");
  /* the last one stays */
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    toggle (self, usual[i]);
  columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (find (self, GTK_TYPE_COLUMN_VIEW)));
  g_assert_cmpuint (g_list_model_get_n_items (columns), ==, 1);
  for (guint i = 0; i < 3; i++)
    toggle (self, usual[i]);
  toggle (self, "state");
}

/* Each column can be drawn */
static void
test_all_columns (FilingsFixture *self, gconstpointer data)
{
  static const char *const others[] = { "vehicle", "company", "kind",  "reference",
                                        "index",   "gross",   "filed", "file" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    toggle (self, others[i]);
  filings_fixture_wait_text_in (GTK_WIDGET (self->view), "AVIZ-0");
  filings_fixture_wait_text_in (GTK_WIDGET (self->view), "502000000");
  filings_fixture_wait_text_in (GTK_WIDGET (self->view), "18,400\302\240kg");
}

/* -- selection, clipboard, export -- */

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

typedef struct
{
  GtkWidget *widget;
  const char *text;
} Clip;

static gboolean
is_copied (gpointer data)
{
  Clip *clip = data;
  GdkClipboard *clipboard = gtk_widget_get_clipboard (clip->widget);
  g_autofree char *text = NULL;

  if (!gdk_clipboard_is_local (clipboard))
    return FALSE;
  text = read_clipboard (clip->widget);
  return g_strcmp0 (text, clip->text) == 0;
}

static void
assert_copies (FilingsFixture *self, const char *action, const char *text)
{
  Clip clip = { GTK_WIDGET (self->view), text };

  gtk_widget_activate_action (GTK_WIDGET (self->view), action, NULL);
  parafa_test_wait_until (is_copied, &clip, PARAFA_TEST_LIMIT_MS);
}

static guint
count_lines (const char *path)
{
  g_autofree char *text = NULL;
  guint n = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  for (const char *at = text; (at = strchr (at, '\n')) != NULL; at++)
    n++;
  return n;
}

typedef struct
{
  const char *path;
  guint n_lines;
} File;

static gboolean
has_lines (gpointer data)
{
  File *file = data;

  return count_lines (file->path) == file->n_lines;
}

static void
assert_exports (FilingsFixture *self, gboolean json, guint n_lines)
{
  g_autofree char *path = g_build_filename (self->filing.dir, json ? "a.json" : "a.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  File wait = { path, n_lines };

  parafa_filings_page_export (self->page, json, file);
  parafa_test_wait_until (has_lines, &wait, PARAFA_TEST_LIMIT_MS);
  g_assert_true (g_file_delete (file, NULL, NULL));
}

static void
test_selection (FilingsFixture *self, gconstpointer data)
{
  GtkSelectionModel *model =
      gtk_column_view_get_model (GTK_COLUMN_VIEW (find (self, GTK_TYPE_COLUMN_VIEW)));
  GtkColumnView *table = find (self, GTK_TYPE_COLUMN_VIEW);
  g_autoptr (GtkColumnViewColumn) partner =
      g_list_model_get_item (gtk_column_view_get_columns (table), 3);
  g_autoptr (GArray) ids = NULL;
  gint64 id;

  parafa_filing_view_select (self->view, 3);
  id = parafa_filing_item_get_id (parafa_filing_view_get_selected (self->view));
  assert_copies (self, "filings.copy-index", "502000003");
  assert_copies (self, "filings.copy-cif", MILLS);
  assert_copies (self, "filings.copy-uit", "7K0A2C4E6H000370");
  /* it stays selected wherever it goes */
  gtk_column_view_sort_by_column (table, partner, GTK_SORT_ASCENDING);
  ui_fixture_settle ();
  g_assert_cmpint (parafa_filing_item_get_id (parafa_filing_view_get_selected (self->view)), ==,
                   id);
  gtk_column_view_sort_by_column (table, NULL, GTK_SORT_ASCENDING);
  ui_fixture_settle ();
  gtk_selection_model_select_item (model, 4, FALSE);
  g_assert_cmpuint (parafa_filing_view_get_n_selected (self->view), ==, 2);
  g_assert_null (parafa_filing_view_get_selected (self->view));
  assert_copies (self, "filings.copy-index", "502000003\n502000004");
  ids = parafa_filing_view_get_ids (self->view);
  g_assert_cmpuint (ids->len, ==, 2);
  assert_exports (self, FALSE, 3);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "filings.select-all", NULL);
  g_assert_cmpuint (parafa_filing_view_get_n_selected (self->view), ==, 40);
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (self->page), "40 of 40 selected"));
  assert_exports (self, TRUE, 42);
  parafa_filing_view_select (self->view, GTK_INVALID_LIST_POSITION);
  g_assert_cmpuint (parafa_filing_view_get_n_selected (self->view), ==, 0);
  /* what is shown, when nothing is chosen */
  parafa_filings_page_search (self->page, "campeni");
  filings_fixture_wait_rows (self, 10);
  assert_exports (self, FALSE, 11);
}

/* Said in a dialog that offers another place, and saved there */
static void
test_export_trouble (FilingsFixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->filing.dir, "none", "a.csv", NULL);
  g_autofree char *other = g_build_filename (self->folder, "b.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) folder = g_file_new_for_path (self->folder);
  File wait = { other, 41 };
  GtkWindow *dialog;

  parafa_filings_page_export (self->page, FALSE, file);
  dialog = filings_fixture_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_cmpstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), ==,
                   "The folder is not there any more. Choose another place.");
  filings_fixture_answer ("again", "It Was Not Saved");
  filings_fixture_choose (folder, "b.csv");
  parafa_test_wait_until (has_lines, &wait, PARAFA_TEST_LIMIT_MS);
  filings_fixture_wait_toast (self, "40 filings saved");
}

/* -- what one carries -- */

static gboolean
is_answered (gpointer data)
{
  const char *state = parafa_carried_window_get_state (data);

  return !g_str_equal (state, "asking") && !g_str_equal (state, "start");
}

static void
assert_carried (ParafaCarriedWindow *window,
                const char *carrier,
                const char *words,
                const char *state)
{
  parafa_carried_window_ask (window, carrier, words);
  parafa_test_wait_until (is_answered, window, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpstr (parafa_carried_window_get_state (window), ==, state);
  ui_fixture_settle ();
}

static void
test_carried (FilingsFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaFilingRecord) filed = NULL;
  g_autoptr (ParafaFilingRecord) settled = NULL;
  ParafaCarriedWindow *window;

  parafa_filings_start (self->filing.filings);
  filed = filing_test_submit (&self->filing, 2, &error);
  g_assert_no_error (error);
  filing_test_wait_state (&self->filing, filed->id, PARAFA_FILING_OK);
  settled = filing_test_get (&self->filing, filed->id);
  gtk_widget_activate_action (GTK_WIDGET (self->page), "etransport.carried", NULL);
  window = PARAFA_CARRIED_WINDOW (filings_fixture_wait_window (PARAFA_TYPE_CARRIED_WINDOW));
  g_assert_cmpstr (parafa_carried_window_get_state (window), ==, "start");
  /* no number, nothing asked */
  parafa_carried_window_ask (window, "x", "");
  g_assert_cmpstr (parafa_carried_window_get_state (window), ==, "start");
  assert_carried (window, MILLS, "", "list");
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (window), "PRACTICA SRL · CJ00002AB"));
  assert_carried (window, MILLS, "7k0a 2c4e 6h8j 9l70", "nothing");
  assert_carried (window, MILLS, settled->uit, "list");
  assert_carried (window, MILLS, BAKERY, "nothing");
  sim_server_do (self->filing.server, "{\"do\":\"etransport\",\"rights\":[\"" MILLS "\"]}");
  assert_carried (window, BAKERY, "", "trouble");
  g_assert_nonnull (
      ui_fixture_find_text (GTK_WIDGET (window), "Nu aveti drept in SPV pentru CIF=" BAKERY));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* -- pictures -- */

static gboolean
is_narrow (gpointer data)
{
  return parafa_filings_page_is_narrow (data);
}

static void
take (GtkWidget *widget, char **parts, const char *what)
{
  g_autofree char *name = g_strdup_printf ("%s-%s-%s-%s", parts[0], parts[1], parts[2], what);

  ui_fixture_settle ();
  ui_fixture_save_picture (widget, name);
}

/* A popover is a surface of its own */
static void
take_popover (FilingsFixture *self, GtkWidget *owner, char **parts, const char *what)
{
  GtkWidget *popover;

  ui_fixture_settle ();
  popover = ui_fixture_find (owner, GTK_TYPE_POPOVER, 0);
  g_assert_nonnull (popover);
  take (popover, parts, what);
  gtk_popover_popdown (GTK_POPOVER (popover));
  ui_fixture_settle ();
}

static void
take_pictures (FilingsFixture *self, char **parts)
{
  ParafaCompanyChooser *chooser = find (self, PARAFA_TYPE_COMPANY_CHOOSER);
  ParafaFilingScope *scope = find (self, PARAFA_TYPE_FILING_SCOPE);
  ParafaCompanies *companies = parafa_filings_page_get_companies (self->page);
  GtkWindow *window;

  parafa_test_wait_until (knows_mills, companies, PARAFA_TEST_LIMIT_MS);
  take (GTK_WIDGET (self->window), parts, "filings-list");
  parafa_companies_put (companies, BAKERY, "Brutăria Izvorul Mic SRL");
  parafa_company_set_chosen (parafa_companies_find (companies, MILLS), TRUE);
  parafa_company_chooser_popup (chooser);
  take_popover (self, GTK_WIDGET (chooser), parts, "filings-companies");
  gtk_widget_activate_action (GTK_WIDGET (chooser), "companies.add", NULL);
  window = filings_fixture_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  gtk_editable_set_text (get_row (window, 0), "8000000001");
  take (GTK_WIDGET (window), parts, "filings-add");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (window), "cancel");
  gtk_window_destroy (window);
  parafa_filing_scope_show_days (scope, "2026-11-01", "2026-11-31");
  parafa_filing_scope_popup (scope);
  take_popover (self, GTK_WIDGET (scope), parts, "filings-scope");
  parafa_filings_page_search (self->page, "nicăieri");
  filings_fixture_wait_state (self, "nothing");
  take (GTK_WIDGET (self->window), parts, "filings-nothing");
  gtk_widget_activate_action (GTK_WIDGET (self->page), "etransport.carried", NULL);
  window = filings_fixture_wait_window (PARAFA_TYPE_CARRIED_WINDOW);
  assert_carried (PARAFA_CARRIED_WINDOW (window), MILLS, "", "list");
  take (GTK_WIDGET (window), parts, "filings-carried");
  gtk_window_destroy (window);
}

static void
test_pictures (gconstpointer data)
{
  g_auto (GStrv) parts = g_strsplit (data, "/", 3);
  int width = atoi (parts[2]);
  FilingsFixture self;
  g_autoptr (ParafaFilingRecord) filed = NULL;

  memset (&self, 0, sizeof self);
  filing_rows_set_up (&self, NULL);
  ui_fixture_set_language (parts[0]);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_str_equal (parts[1], "dark")
                                          ? ADW_COLOR_SCHEME_FORCE_DARK
                                          : ADW_COLOR_SCHEME_FORCE_LIGHT);
  filing_rows_add (&self, 0, 40);
  parafa_filings_start (self.filing.filings);
  filed = filing_test_submit (&self.filing, 2, NULL);
  filing_test_wait_state (&self.filing, filed->id, PARAFA_FILING_OK);
  filing_rows_open (&self, width, width > 600 ? 714 : 674);
  if (width < 600)
    parafa_test_wait_until (is_narrow, self.page, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (self.window)), <=, width);
  filings_fixture_wait_rows (&self, 41);
  take_pictures (&self, parts);
  filings_fixture_tear_down (&self, NULL);
  ui_fixture_set_language ("en");
}

int
main (int argc, char *argv[])
{
  static const char *const sets[] = { "en/light/860", "ro/dark/1100", "ro/light/360" };

  g_autoptr (ParafaTestDir) data_dir = parafa_test_dir_new ();

  /* the file chooser writes down there what was chosen */
  g_setenv ("XDG_DATA_HOME", data_dir, TRUE);
  ui_fixture_init (&argc, &argv);
  ui_fixture_start_gtk ();
#define ADD(name, set_up, function)                                                                \
  g_test_add ("/ui/filings-list/" name, FilingsFixture, NULL, set_up, function,                    \
              filings_fixture_tear_down)
  ADD ("companies", open_list, test_companies);
  ADD ("add-company", open_empty, test_add_company);
  ADD ("refresh", open_empty, test_refresh);
  ADD ("scope", open_list, test_scope);
  ADD ("search", open_list, test_search);
  ADD ("focus", open_list, test_focus);
  ADD ("columns", open_list, test_columns);
  ADD ("all-columns", open_list, test_all_columns);
  ADD ("selection", open_list, test_selection);
  ADD ("export-trouble", open_list, test_export_trouble);
  ADD ("carried", open_empty, test_carried);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/filings-list/pictures/%s", sets[i]);

      g_test_add_data_func (path, sets[i], test_pictures);
    }
  return g_test_run ();
}
