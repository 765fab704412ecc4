/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "filings-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "declarations.h"
#include "parafa-declaration-fix.h"
#include "parafa-filing-notice.h"
#include "parafa-filing-words.h"
#include "parafa-test.h"

/* Files on their way to ANAF: dropped or chosen, checked, mended, asked about, sent, paused, sent again */

#define QUESTION "Send 1 declaration for 8000000000 to practice?"

static char *
make_wrong (guint number)
{
  g_autofree char *text = filing_test_notice (number);
  g_autofree char *plate = g_strdup_printf ("CJ%05uAB", number);
  g_auto (GStrv) parts = g_strsplit (text, plate, -1);
  g_autofree char *joined = g_strjoinv ("CJ-12-QRM", parts);
  g_auto (GStrv) lines = g_strsplit (joined, "><", -1);

  return g_strjoinv (">\n<", lines);
}

static char *
write_notice (FilingsFixture *fixture, const char *name, guint number)
{
  g_autofree char *text = filing_test_notice (number);

  return filings_fixture_write (fixture, name, text);
}

/* -- drop -- */

static gboolean
drop (FilingsFixture *fixture, const char *const *paths)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->page));
  GSList *files = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  for (guint i = 0; paths[i] != NULL; i++)
    files = g_slist_append (files, g_file_new_for_path (paths[i]));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_list (files));
  g_slist_free_full (files, g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 10., 10., &taken);
    }
  return taken;
}

static void
test_drop_one (FilingsFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_notice (fixture, "aviz.xml", 2);
  const char *paths[] = { path, NULL };

  g_assert_true (drop (fixture, paths));
  filings_fixture_wait_state (fixture, "check");
  g_assert_true (parafa_declaration_view_can_send (filings_fixture_get_check (fixture)));
  filings_fixture_wait_text (fixture, "For 8000000000, to practice");
}

static void
test_drop_nothing (FilingsFixture *fixture, gconstpointer data)
{
  const char *paths[] = { fixture->folder, NULL };

  g_assert_true (drop (fixture, paths));
  filings_fixture_wait_toast (fixture, "There is no XML file in it");
  g_assert_cmpstr (parafa_filings_page_get_state (fixture->page), !=, "check");
}

static void
test_drop_many (FilingsFixture *fixture, gconstpointer data)
{
  g_autofree char *first = write_notice (fixture, "aviz-1.xml", 2);
  g_autofree char *second = write_notice (fixture, "aviz-2.xml", 4);
  g_autofree char *gone = g_build_filename (fixture->folder, "lipsa.xml", NULL);
  const char *paths[] = { first, second, NULL };
  const char *with_gone[] = { first, gone, NULL };

  g_assert_true (drop (fixture, paths));
  filings_fixture_wait_state (fixture, "check");
  filings_fixture_wait_text (fixture, "2 declarations, to practice");
  g_assert_true (parafa_declaration_view_can_send (filings_fixture_get_check (fixture)));
  /* one that cannot be read is not left out silently */
  g_assert_true (drop (fixture, with_gone));
  while (parafa_declaration_view_can_send (filings_fixture_get_check (fixture)))
    g_main_context_iteration (NULL, TRUE);
}

/* 200 files, 20 of them something else: those are left out, and said to be; each declaration arrives once */
static void
test_drop_folder (FilingsFixture *fixture, gconstpointer data)
{
  const char *paths[] = { fixture->folder, NULL };
  GtkWindow *dialog;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("aviz-%03u.xml", i);
      G_GNUC_UNUSED g_autofree char *path =
          i % 10 == 9 ? filings_fixture_write (fixture, name, "<altceva/>")
                      : write_notice (fixture, name, i + 1);
    }
  g_assert_true (drop (fixture, paths));
  filings_fixture_wait_state (fixture, "check");
  filings_fixture_wait_text (fixture, "180 declarations, to practice · 20 files are no "
                                      "declarations and are left out");
  gtk_widget_activate_action (GTK_WIDGET (filings_fixture_get_check (fixture)), "declaration.send",
                              NULL);
  dialog = filings_fixture_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (dialog);
  filings_fixture_answer ("send", "Send 180 declarations for 8000000000 to practice?");
  filings_fixture_wait_rows (fixture, 180);
  filing_test_wait_done (&fixture->filing);
  g_assert_cmpint (filing_test_count (&fixture->filing, "uploads"), ==, 180);
}

static void
test_open (FilingsFixture *fixture, gconstpointer data)
{
  G_GNUC_UNUSED g_autofree char *path = write_notice (fixture, "aviz.xml", 2);
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);

  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "etransport.open", NULL);
  filings_fixture_choose_nothing ();
  g_assert_cmpstr (parafa_filings_page_get_state (fixture->page), !=, "check");
  ui_fixture_press (GTK_WIDGET (fixture->window), GDK_KEY_o, GDK_CONTROL_MASK);
  filings_fixture_choose (folder, "aviz.xml");
  filings_fixture_wait_state (fixture, "check");
}

/* -- check -- */

/* the button of the error: others may be about the whole file */
static GtkWidget *
find_jump (GtkWidget *root)
{
  GtkWidget *button;

  for (guint i = 0; (button = ui_fixture_find (root, GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), "declaration.jump") ==
            0 &&
        gtk_widget_has_css_class (gtk_widget_get_parent (button), "error"))
      return button;
  return NULL;
}

static void
test_jump (FilingsFixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_wrong (2);
  g_autofree char *path = filings_fixture_write (fixture, "gresit.xml", text);
  const char *paths[] = { path, NULL };
  GtkWidget *check = GTK_WIDGET (filings_fixture_get_check (fixture));
  GtkTextBuffer *buffer;
  GtkTextIter iter;
  GtkTextIter end;
  GtkWidget *button;
  g_autofree char *at = NULL;

  parafa_filings_page_open_files (fixture->page, paths);
  filings_fixture_wait_state (fixture, "check");
  button = find_jump (check);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  ui_fixture_settle ();
  buffer =
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_fixture_find (check, GTK_TYPE_TEXT_VIEW, 0)));
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  end = iter;
  gtk_text_iter_forward_chars (&end, (int) strlen ("nrVehicul"));
  at = gtk_text_iter_get_text (&iter, &end);
  g_assert_cmpstr (at, ==, "nrVehicul");
  g_assert_true (GTK_IS_TEXT_VIEW (gtk_root_get_focus (GTK_ROOT (fixture->window))));
}

static gboolean
can_send (gpointer data)
{
  return parafa_declaration_view_can_send (data);
}

/* Mended in an editor, which writes a new file over the old one */
static void
test_changed_on_disk (FilingsFixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_wrong (2);
  g_autofree char *good = filing_test_notice (2);
  g_autofree char *path = filings_fixture_write (fixture, "gresit.xml", text);
  const char *paths[] = { path, NULL };
  GtkWidget *check = GTK_WIDGET (filings_fixture_get_check (fixture));

  parafa_filings_page_open_files (fixture->page, paths);
  filings_fixture_wait_state (fixture, "check");
  g_assert_null (ui_fixture_find_text (check, "The file was changed on the disk"));
  g_assert_true (g_file_set_contents (path, good, -1, NULL));
  filings_fixture_wait_text (fixture, "The file was changed on the disk");
  g_assert_false (parafa_declaration_view_can_send (filings_fixture_get_check (fixture)));
  gtk_widget_activate_action (check, "declaration.check-again", NULL);
  parafa_test_wait_until (can_send, check, PARAFA_TEST_LIMIT_MS);
  g_assert_null (ui_fixture_find_text (check, "The file was changed on the disk"));
}

/* -- fix -- */

/* What has one spelling is mended, what has not is left to a person; nothing but the value changes */
static void
test_fix_find (void)
{
  static const struct
  {
    const char *text;
    const char *path;
    guint line;
    guint column;
    const char *value;
  } cases[] = {
    { "<a nrVehicul='cj-12-qrm' b='ș'/>", "/a/@nrVehicul", 1, 4, "CJ12QRM" },
    { "<a\n b='ș' nrRemorca1 = \"CJ 12.QRM\"/>", "/a/@nrRemorca1", 2, 8, "CJ12QRM" },
    { "<a nrVehicul='CJ12QRM'/>", "/a/@nrVehicul", 1, 4, NULL },
    { "<a nrVehicul='CJ/12'/>", "/a/@nrVehicul", 1, 4, NULL },
    { "<a nrVehicul='CJ&#45;12'/>", "/a/@nrVehicul", 1, 4, NULL },
    { "<a nrVehicul='-'/>", "/a/@nrVehicul", 1, 4, NULL },
    { "<a nrVehicul='Ș-12'/>", "/a/@nrVehicul", 1, 4, NULL },
    { "<a numar='a-1'/>", "/a/@numar", 1, 4, NULL },
    { "<a nrVehicul='cj-12-qrm'/>", "/a/@nrVehicul", 1, 5, NULL },
    { "<a nrVehicul='cj-12-qrm'/>", "/a/@nrVehicul", 9, 4, NULL },
    { "<a nrVehicul='cj-12-qrm", "/a/@nrVehicul", 1, 4, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ParafaFinding finding = { .place = { .line = cases[i].line, .column = cases[i].column },
                                .path = (char *) cases[i].path };
      g_autoptr (GBytes) body = g_bytes_new_static (cases[i].text, strlen (cases[i].text));
      g_autoptr (ParafaDeclarationFix) fix = parafa_declaration_fix_find (&finding, body);
      g_autoptr (GBytes) mended = NULL;
      g_autofree char *text = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (fix != NULL ? fix->new_value : NULL, ==, cases[i].value);
      if (fix == NULL)
        continue;
      mended = parafa_declaration_fix_apply (fix, body);
      text = g_strndup (g_bytes_get_data (mended, NULL), g_bytes_get_size (mended));
      g_assert_true (g_str_has_prefix (text, "<a"));
      g_assert_true (g_str_has_suffix (text, "/>"));
      g_assert_nonnull (strstr (text, "CJ12QRM"));
      g_assert_nonnull (strstr (text, "b='ș'"));
      g_assert_cmpuint (strlen (text), ==, strlen (cases[i].text) - 2);
    }
}

/* The button shows what changes, asks where to, and leaves the file alone; the copy can be sent */
static void
test_fix (FilingsFixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_wrong (2);
  g_autofree char *path = filings_fixture_write (fixture, "gresit.xml", text);
  g_autofree char *kept = NULL;
  g_autofree char *copy = g_build_filename (fixture->folder, "gresit-corrected.xml", NULL);
  g_autofree char *mended = NULL;
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  const char *paths[] = { path, NULL };
  GtkWidget *check = GTK_WIDGET (filings_fixture_get_check (fixture));
  GtkWidget *button;
  GtkWindow *dialog;

  parafa_filings_page_open_files (fixture->page, paths);
  filings_fixture_wait_state (fixture, "check");
  button =
      gtk_widget_get_ancestor (ui_fixture_find_text (check, "Write CJ12QRM…"), GTK_TYPE_BUTTON);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  dialog = filings_fixture_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)),
                            "“CJ-12-QRM” becomes “CJ12QRM”"));
  filings_fixture_answer ("save", "Save a Corrected Copy?");
  filings_fixture_choose (folder, NULL);
  parafa_test_wait_until (can_send, check, PARAFA_TEST_LIMIT_MS);
  g_assert_nonnull (ui_fixture_find_text (check, "gresit-corrected.xml"));
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, text);
  g_assert_true (g_file_get_contents (copy, &mended, NULL, NULL));
  g_assert_nonnull (strstr (mended, "nrVehicul='CJ12QRM'"));
}

/* -- sending -- */

static void
open_and_send (FilingsFixture *fixture, const char *const *paths)
{
  parafa_filings_page_open_files (fixture->page, paths);
  filings_fixture_wait_state (fixture, "check");
  ui_fixture_press (GTK_WIDGET (fixture->window), GDK_KEY_Return, GDK_CONTROL_MASK);
}

static void
test_question (FilingsFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_notice (fixture, "aviz.xml", 2);
  const char *paths[] = { path, NULL };
  GtkWindow *dialog;

  parafa_filings_page_open_files (fixture->page, paths);
  filings_fixture_wait_state (fixture, "check");
  gtk_widget_child_focus (GTK_WIDGET (filings_fixture_get_check (fixture)), GTK_DIR_TAB_FORWARD);
  ui_fixture_press (GTK_WIDGET (fixture->window), GDK_KEY_Return, GDK_CONTROL_MASK);
  dialog = filings_fixture_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)),
                            "Declaration of a transport"));
  g_assert_nonnull (
      strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), "CJ00002AB"));
  /* Enter alone sends nothing */
  g_assert_cmpstr (adw_message_dialog_get_default_response (ADW_MESSAGE_DIALOG (dialog)), ==,
                   "cancel");
  filings_fixture_answer ("cancel", QUESTION);
  g_assert_cmpint (filing_test_count (&fixture->filing, "uploads"), ==, 0);
}

/* who knows companies names one in the question; what is printed again is what stood there */
static void
test_words (void)
{
  g_autoptr (ParafaCompanies) companies = parafa_companies_new ();
  g_autofree char *named = NULL;
  g_autofree char *unnamed = parafa_filing_words_name_company (companies, "8000000000");
  static const char *const dates[][2] = { { "2026-11-25", "25 November 2026" },
                                          { "2026-11-25T14:30:00", "25 November 2026, 14:30" },
                                          { "2026-02-30", "2026-02-30" },
                                          { "25.11.2026", "25.11.2026" } };
  g_assert_cmpstr (unnamed, ==, "8000000000");
  parafa_companies_put (companies, "8000000000", "Agro Valea Teiului SRL");
  named = parafa_filing_words_name_company (companies, "8000000000");
  g_assert_cmpstr (named, ==, "Agro Valea Teiului SRL (8000000000)");
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autofree char *text = parafa_filing_words_format_long_date (dates[i][0]);

      g_assert_cmpstr (text, ==, dates[i][1]);
    }
}

static void
test_two_companies (FilingsFixture *fixture, gconstpointer data)
{
  G_GNUC_UNUSED g_autofree char *own = write_notice (fixture, "a.xml", 2);
  g_autofree char *text = filing_test_notice (4);
  g_auto (GStrv) parts = g_strsplit (text, "codDeclarant='8000000000'", -1);
  g_autofree char *other_text = g_strjoinv ("codDeclarant='8000000019'", parts);
  G_GNUC_UNUSED g_autofree char *other = filings_fixture_write (fixture, "b.xml", other_text);
  const char *paths[] = { fixture->folder, NULL };
  GtkWindow *dialog;

  parafa_filings_page_open_files (fixture->page, paths);
  filings_fixture_wait_state (fixture, "check");
  gtk_widget_activate_action (GTK_WIDGET (filings_fixture_get_check (fixture)), "declaration.send",
                              NULL);
  dialog = filings_fixture_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (
      strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), "· 8000000000"));
  g_assert_nonnull (
      strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), "· 8000000019"));
  filings_fixture_answer ("send", "Send 2 declarations for 2 companies to practice?");
  filings_fixture_wait_rows (fixture, 2);
  filing_test_wait_done (&fixture->filing);
  g_assert_cmpint (filing_test_count (&fixture->filing, "uploads"), ==, 2);
}

static void
test_same_twice (FilingsFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_notice (fixture, "aviz.xml", 2);
  const char *paths[] = { path, NULL };

  parafa_filings_page_open_files (fixture->page, paths);
  filings_fixture_wait_state (fixture, "check");
  gtk_widget_activate_action (GTK_WIDGET (filings_fixture_get_check (fixture)), "declaration.send",
                              NULL);
  filings_fixture_answer ("send", QUESTION);
  filings_fixture_wait_rows (fixture, 1);
  filings_fixture_wait_toast (fixture, "UIT valid");
  /* the first one's end is not taken for the second one's */
  filing_test_wait_done (&fixture->filing);
  open_and_send (fixture, paths);
  filings_fixture_answer ("send", QUESTION);
  filings_fixture_answer ("send", "File it a second time?");
  filings_fixture_wait_rows (fixture, 2);
  filing_test_wait_done (&fixture->filing);
  g_assert_cmpint (filing_test_count (&fixture->filing, "uploads"), ==, 2);
}

/* Two files of one drop that say the same: the second one is asked about, and not sent by itself */
static void
test_same_content (FilingsFixture *fixture, gconstpointer data)
{
  g_autofree char *first = write_notice (fixture, "aviz.xml", 2);
  g_autofree char *text = filing_test_notice (2);
  g_autoptr (GString) changed = g_string_new (text);
  g_autofree char *second = NULL;
  const char *paths[] = { first, NULL, NULL };
  GtkWindow *dialog;

  g_assert_cmpuint (g_string_replace (changed, "><", ">\r\n<", 0), >, 5);
  paths[1] = second = filings_fixture_write (fixture, "copie.xml", changed->str);
  g_assert_true (drop (fixture, paths));
  filings_fixture_wait_state (fixture, "check");
  filings_fixture_wait_text (fixture, "2 declarations, to practice");
  gtk_widget_activate_action (GTK_WIDGET (filings_fixture_get_check (fixture)), "declaration.send",
                              NULL);
  filings_fixture_answer ("send", "Send 2 declarations for 8000000000 to practice?");
  dialog = filings_fixture_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (
      strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)),
              "“copie.xml” is a declaration that was filed before, saved differently,"));
  filings_fixture_answer ("cancel", "File it a second time?");
  filings_fixture_wait_rows (fixture, 1);
  filing_test_wait_done (&fixture->filing);
  g_assert_cmpint (filing_test_count (&fixture->filing, "uploads"), ==, 1);
}

static void
test_pause (FilingsFixture *fixture, gconstpointer data)
{
  ParafaFilingSender *sender = parafa_filings_get_sender (fixture->filing.filings);
  GtkWidget *notice = ui_fixture_find (GTK_WIDGET (fixture->page), PARAFA_TYPE_FILING_NOTICE, 0);
  const char *paths[] = { fixture->folder, NULL };

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("aviz-%02u.xml", i);
      G_GNUC_UNUSED g_autofree char *path = write_notice (fixture, name, i + 1);
    }
  parafa_filing_sender_pause (sender);
  parafa_filings_page_open_files (fixture->page, paths);
  filings_fixture_wait_state (fixture, "check");
  gtk_widget_activate_action (GTK_WIDGET (filings_fixture_get_check (fixture)), "declaration.send",
                              NULL);
  filings_fixture_answer ("send", "Send 12 declarations for 8000000000 to practice?");
  filings_fixture_wait_rows (fixture, 12);
  filings_fixture_wait_text (fixture, "12 filings wait to be sent");
  g_assert_cmpint (filing_test_count (&fixture->filing, "uploads"), ==, 0);
  gtk_widget_activate_action (notice, "notice.go-on", NULL);
  g_assert_false (parafa_filing_sender_is_paused (sender));
  filing_test_wait_done (&fixture->filing);
  g_assert_cmpint (filing_test_count (&fixture->filing, "uploads"), ==, 12);
}

/* A filing nobody can tell from another: sent again only on a person's word */
static void
test_send_again (FilingsFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaFilingRecord) record = filing_test_submit (&fixture->filing, 2, &error);
  g_autoptr (ParafaFilingRecord) changed = NULL;
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  ParafaFilingChange *change = parafa_filing_change_new (0, PARAFA_FILING_UNKNOWN, UI_NOW);
  GtkWidget *details = filings_fixture_get_details (fixture);

  g_assert_no_error (error);
  change->problem = g_strdup ("unsure");
  parafa_archive_change_async (fixture->filing.archive, record->id, change, NULL,
                               parafa_test_result_callback, result);
  changed =
      parafa_archive_change_finish (fixture->filing.archive,
                                    parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), &error);
  g_assert_no_error (error);
  filings_fixture_wait_rows (fixture, 1);
  filings_fixture_open_row (fixture, 0);
  filings_fixture_wait_text (fixture, "Send Again…");
  gtk_widget_activate_action (details, "filing.send-again", NULL);
  filings_fixture_answer ("cancel", "Send it again?");
  filing_test_wait_state (&fixture->filing, record->id, PARAFA_FILING_UNKNOWN);
  gtk_widget_activate_action (details, "filing.send-again", NULL);
  filings_fixture_answer ("send", "Send it again?");
  filings_fixture_wait_toast (fixture, "It waits to be sent again");
  filing_test_wait_state (&fixture->filing, record->id, PARAFA_FILING_QUEUED);
}

/* -- pictures -- */

static void
test_pictures (gconstpointer data)
{
  g_auto (GStrv) parts = g_strsplit (data, "/", 3);
  int width = atoi (parts[2]);
  g_autoptr (ParafaClock) clock = parafa_clock_new_fixed (UI_NOW);
  g_autofree char *text = make_wrong (2);
  g_autofree char *path = NULL;
  const char *paths[2] = { NULL, NULL };
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
  path = filings_fixture_write (&fixture, "aviz-000417.xml", text);
  paths[0] = path;
  parafa_filings_page_open_files (fixture.page, paths);
  filings_fixture_wait_state (&fixture, "check");
  filings_fixture_take (&fixture, GTK_WIDGET (fixture.window), parts, "filing-check");
  gtk_widget_activate_action (GTK_WIDGET (filings_fixture_get_check (&fixture)), "declaration.next",
                              "i", 1);
  filings_fixture_take (&fixture, GTK_WIDGET (fixture.window), parts, "filing-fix");
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  while (find_jump (GTK_WIDGET (fixture.page)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (find_jump (GTK_WIDGET (fixture.page)), "clicked");
  ui_fixture_settle ();
  filings_fixture_take (&fixture, GTK_WIDGET (fixture.window), parts, "filing-line");
  filings_fixture_tear_down (&fixture, NULL);
  ui_fixture_set_language ("en");
}

int
main (int argc, char *argv[])
{
  static const char *const sets[] = { "en/light/1000", "ro/dark/1000", "ro/light/360" };
  g_autoptr (ParafaTestDir) data_dir = parafa_test_dir_new ();

  /* the file chooser writes down there what was chosen */
  g_setenv ("XDG_DATA_HOME", data_dir, TRUE);
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/ui/filing-check/fix-find", test_fix_find);
  ui_fixture_start_gtk ();
  g_test_add_func ("/ui/filing-check/words", test_words);
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/filing-check/" name, FilingsFixture, NULL, filings_fixture_set_up, function,    \
              filings_fixture_tear_down)
  ADD ("drop-one", test_drop_one);
  ADD ("drop-nothing", test_drop_nothing);
  ADD ("drop-many", test_drop_many);
  ADD ("drop-folder", test_drop_folder);
  ADD ("open", test_open);
  ADD ("jump", test_jump);
  ADD ("changed-on-disk", test_changed_on_disk);
  ADD ("fix", test_fix);
  ADD ("question", test_question);
  ADD ("two-companies", test_two_companies);
  ADD ("same-twice", test_same_twice);
  ADD ("same-content", test_same_content);
  ADD ("pause", test_pause);
  ADD ("send-again", test_send_again);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/filing-check/pictures/%s", sets[i]);

      g_test_add_data_func (path, sets[i], test_pictures);
    }
  return filing_test_run ();
}
