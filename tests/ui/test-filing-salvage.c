/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "archive-test.h"
#include "parafa-filing-notice.h"
#include "parafa-filing-view.h"
#include "parafa-filings-page.h"
#include "parafa-test.h"
#include "ui-fixture.h"
#include "ui-session.h"

#include <string.h>

/* The archive turns out to be damaged while the window shows it: what can be read is kept without a restart */

#define N_ROWS 60
#define PAGE_BYTES 4096
#define MARK "STRADA-CARE-SE-STRICA"

static ParafaArchive *
open_archive (const char *path)
{
  g_autoptr (ParafaTestResult) opened = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  ParafaArchive *archive;

  parafa_archive_open_async (path, NULL, parafa_test_result_callback, opened);
  archive =
      parafa_archive_open_finish (parafa_test_result_wait (opened, PARAFA_TEST_LIMIT_MS), &error);
  g_assert_no_error (error);
  return archive;
}

static void
fill (const char *path)
{
  ParafaArchive *archive = open_archive (path);
  ParafaProfile *profile = parafa_account_get_profile (ui_session_get_account (UI_VALID));

  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ParafaFilingRecord) record = archive_test_record (i);
      g_autoptr (ParafaFilingRecord) added = NULL;

      g_free (record->profile);
      g_free (record->start);
      record->profile = g_strdup (parafa_profile_get_id (profile));
      record->system = PARAFA_FILING_PRODUCTION;
      record->state = PARAFA_FILING_NOK;
      record->start = g_strdup (i == N_ROWS - 2 ? MARK : "Turda");
      added = archive_test_add (archive, record, "<a/>", TRUE, &error);
      g_assert_no_error (error);
    }
  archive_test_close (archive);
}

/* The page of the file that holds the row with the mark */
static void
damage (const char *path)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  const char *mark;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, &error));
  g_assert_no_error (error);
  mark = memmem (bytes, length, MARK, strlen (MARK));
  g_assert_nonnull (mark);
  memset (bytes + (mark - bytes) / PAGE_BYTES * PAGE_BYTES, 0xa5, PAGE_BYTES);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, &error));
  g_assert_no_error (error);
}

static gpointer
find (ParafaWindow *window, GType type)
{
  return ui_fixture_find (GTK_WIDGET (window), type, 0);
}

static gboolean
is_damage_shown (gpointer window)
{
  return ui_fixture_find_text (window, "The archive’s file is damaged.") != NULL;
}

static gboolean
is_salvaged (gpointer window)
{
  ParafaFilingNotice *notice = find (window, PARAFA_TYPE_FILING_NOTICE);
  const char *text = notice != NULL ? parafa_filing_notice_get_text (notice) : NULL;

  return text != NULL && g_str_has_prefix (text, "The archive was damaged.");
}

static gboolean
has_rows (gpointer window)
{
  ParafaFilingView *view = find (window, PARAFA_TYPE_FILING_VIEW);

  return view != NULL && parafa_filing_view_get_n_rows (view) > N_ROWS / 2;
}

static void
test_salvage (void)
{
  g_autofree char *path = parafa_filings_get_default_path ();
  ParafaWindow *window;
  GtkWidget *page;
  GtkWidget *button;

  fill (path);
  damage (path);
  window = ui_session_make_window (1000, 700);
  ui_session_select (window, UI_VALID);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", "etransport"));
  parafa_test_wait_until (is_damage_shown, window, PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
  ui_fixture_save_picture (GTK_WIDGET (window), "en-light-1000-archive-damaged");
  page = find (window, PARAFA_TYPE_FILINGS_PAGE);
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  button =
      gtk_widget_get_ancestor (ui_fixture_find_text (GTK_WIDGET (window), "Save What Can Be Read"),
                               GTK_TYPE_BUTTON);
  g_signal_emit_by_name (button, "clicked");
  parafa_test_wait_until (is_salvaged, window, PARAFA_TEST_LIMIT_MS);
  g_assert_null (page);
  parafa_test_wait_until (has_rows, window, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpstr (parafa_filings_page_get_state (find (window, PARAFA_TYPE_FILINGS_PAGE)), ==,
                   "list");
  ui_fixture_save_picture (GTK_WIDGET (window), "en-light-1000-archive-salvaged");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_autoptr (ParafaTestDir) state_dir = parafa_test_dir_new ();
  int status;

  g_setenv ("XDG_STATE_HOME", state_dir, TRUE);
  ui_fixture_init (&argc, &argv);
  ui_session_set_up ();
  ui_fixture_start_gtk ();
  g_test_add_func ("/ui/filing-salvage/at-once", test_salvage);
  status = g_test_run ();
  ui_session_tear_down ();
  return status;
}
