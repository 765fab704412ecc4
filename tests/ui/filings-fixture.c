/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "filings-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "parafa-test.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

static void
on_toast (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  FilingsFixture *self = user_data;

  g_ptr_array_add (self->toasts, g_variant_dup_string (parameter, NULL));
}

void
filings_fixture_show (FilingsFixture *self, int width, int height, ParafaClock *clock)
{
  const GActionEntry entries[] = {
    { .name = "toast", .activate = on_toast, .parameter_type = "s" }
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  self->toasts = g_ptr_array_new_with_free_func (g_free);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win", G_ACTION_GROUP (actions));
  self->page = g_object_new (PARAFA_TYPE_FILINGS_PAGE, NULL);
  gtk_window_set_child (self->window, GTK_WIDGET (self->page));
  gtk_window_set_default_size (self->window, width, height);
  parafa_filings_page_set_filings (self->page, self->filing.filings, "profile", TRUE, clock);
  ui_fixture_show (self->window);
  self->view =
      PARAFA_FILING_VIEW (ui_fixture_find (GTK_WIDGET (self->page), PARAFA_TYPE_FILING_VIEW, 0));
  self->folder = g_build_filename (self->filing.dir, "files", NULL);
  g_assert_cmpint (g_mkdir_with_parents (self->folder, 0700), ==, 0);
}

void
filings_fixture_set_up (FilingsFixture *self, gconstpointer data)
{
  filing_test_set_up (&self->filing, NULL);
  filings_fixture_show (self, 1000, 700, self->filing.clock);
}

/* Closes the window; another may be shown */
void
filings_fixture_close (FilingsFixture *self)
{
  gtk_window_destroy (self->window);
  self->window = NULL;
  ui_fixture_settle ();
  g_clear_pointer (&self->toasts, g_ptr_array_unref);
  g_clear_pointer (&self->folder, g_free);
}

void
filings_fixture_tear_down (FilingsFixture *self, gconstpointer data)
{
  if (self->window != NULL)
    filings_fixture_close (self);
  filing_test_tear_down (&self->filing, NULL);
}

void
filings_fixture_add (FilingsFixture *self, const FilingsFixtureRow *row)
{
  static guint n = 0;
  g_autoptr (ParafaFilingRecord) record = parafa_filing_record_new ();
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  n++;
  record->profile = g_strdup ("profile");
  record->system = row->system != 0 ? row->system : PARAFA_FILING_PRACTICE;
  record->source = PARAFA_FILING_FROM_LIST;
  record->cif = g_strdup (FILING_TEST_CIF);
  record->declarant = g_strdup (FILING_TEST_CIF);
  record->state = row->state;
  record->created_at = UI_NOW - 3600 + n;
  record->changed_at = UI_NOW - 1800 + n;
  record->kind = row->kind;
  record->partner_name = g_strdup (row->partner != NULL ? row->partner : "Panificația Lunca SRL");
  record->vehicle = g_strdup (row->vehicle != NULL ? row->vehicle : "CJ12QRM");
  record->transport_date = g_strdup (row->date != NULL ? row->date : "2026-11-25");
  record->start = g_strdup ("Turda, Strada Morii, Cluj");
  record->end = g_strdup ("Reghin, Strada Gării, Mureș");
  record->goods = g_strdup ("Făină albă de grâu 650");
  record->gross = 1840000;
  record->uit = g_strdup (row->uit);
  record->subject_uit = g_strdup (row->subject_uit);
  record->index = g_strdup_printf ("50294813%02u", n);
  record->confirmation = row->confirmation != 0 ? row->confirmation : -1;
  record->problem = g_strdup (row->problem);
  record->message = g_strdup (row->message);
  record->valid_from = row->valid_from != 0 ? row->valid_from : -1;
  record->valid_until = row->valid_until != 0 ? row->valid_until : -1;
  g_ptr_array_add (records, record);
  parafa_archive_merge_async (self->filing.archive, records, NULL, parafa_test_result_callback,
                              result);
  g_assert_cmpint (parafa_archive_merge_finish (self->filing.archive,
                                                parafa_test_result_wait (result,
                                                                         PARAFA_TEST_LIMIT_MS),
                                                &error),
                   >=, 0);
  g_assert_no_error (error);
}

/* -- waiting -- */

typedef struct
{
  FilingsFixture *self;
  guint n_rows;
  const char *text;
  GType type;
  GtkWidget *widget;
} Wait;

static gboolean
has_rows (gpointer data)
{
  Wait *wait = data;

  return parafa_filing_view_get_n_rows (wait->self->view) == wait->n_rows;
}

void
filings_fixture_wait_rows (FilingsFixture *self, guint n_rows)
{
  Wait wait = { .self = self, .n_rows = n_rows };

  parafa_test_wait_until (has_rows, &wait, PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
}

static gboolean
is_in_state (gpointer data)
{
  Wait *wait = data;

  return g_strcmp0 (parafa_filings_page_get_state (wait->self->page), wait->text) == 0;
}

void
filings_fixture_wait_state (FilingsFixture *self, const char *state)
{
  Wait wait = { .self = self, .text = state };

  parafa_test_wait_until (is_in_state, &wait, PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
}

static gboolean
has_text (gpointer data)
{
  Wait *wait = data;

  return ui_fixture_find_text (wait->widget, wait->text) != NULL;
}

void
filings_fixture_wait_text_in (GtkWidget *widget, const char *text)
{
  Wait wait = { .widget = widget, .text = text };

  parafa_test_wait_until (has_text, &wait, PARAFA_TEST_LIMIT_MS);
}

void
filings_fixture_wait_text (FilingsFixture *self, const char *text)
{
  filings_fixture_wait_text_in (GTK_WIDGET (self->page), text);
}

static gboolean
has_toast (gpointer data)
{
  Wait *wait = data;

  for (guint i = 0; i < wait->self->toasts->len; i++)
    if (strstr (wait->self->toasts->pdata[i], wait->text) != NULL)
      return TRUE;
  return FALSE;
}

/* waits for one that has @text, and forgets all of them */
void
filings_fixture_wait_toast (FilingsFixture *self, const char *text)
{
  Wait wait = { .self = self, .text = text };

  parafa_test_wait_until (has_toast, &wait, PARAFA_TEST_LIMIT_MS);
  g_ptr_array_set_size (self->toasts, 0);
}

static gboolean
is_narrow (gpointer data)
{
  return parafa_filings_page_is_narrow (data);
}

void
filings_fixture_wait_narrow (FilingsFixture *self)
{
  parafa_test_wait_until (is_narrow, self->page, PARAFA_TEST_LIMIT_MS);
}

static gboolean
shows_record (gpointer data)
{
  ParafaFilingItem *item = parafa_filing_view_get_selected (data);

  return item != NULL && parafa_filing_item_get_record (item) != NULL;
}

void
filings_fixture_open_row (FilingsFixture *self, guint row)
{
  parafa_filing_view_select (self->view, GTK_INVALID_LIST_POSITION);
  parafa_filing_view_select (self->view, row);
  parafa_test_wait_until (shows_record, self->view, PARAFA_TEST_LIMIT_MS);
  if (parafa_filings_page_is_narrow (self->page))
    g_signal_emit_by_name (self->view, "opened");
  ui_fixture_settle ();
}

GtkWidget *
filings_fixture_get_details (FilingsFixture *self)
{
  return ui_fixture_find (GTK_WIDGET (self->page), PARAFA_TYPE_FILING_DETAILS, 0);
}

ParafaDeclarationView *
filings_fixture_get_check (FilingsFixture *self)
{
  return PARAFA_DECLARATION_VIEW (
      ui_fixture_find (GTK_WIDGET (self->page), PARAFA_TYPE_DECLARATION_VIEW, 0));
}

char *
filings_fixture_write (FilingsFixture *self, const char *name, const char *text)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, &error));
  g_assert_no_error (error);
  return path;
}

void
filings_fixture_take (FilingsFixture *self, GtkWidget *what, char **set, const char *name)
{
  g_autofree char *file = g_strdup_printf ("%s-%s-%s-%s", set[0], set[1], set[2], name);

  ui_fixture_settle ();
  ui_fixture_save_picture (what, file);
}

/* -- other windows -- */

static GtkWindow *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static gboolean
is_there (gpointer data)
{
  return find_window (((Wait *) data)->type) != NULL;
}

static gboolean
is_gone (gpointer data)
{
  return !is_there (data);
}

GtkWindow *
filings_fixture_wait_window (GType type)
{
  Wait wait = { .type = type };

  parafa_test_wait_until (is_there, &wait, PARAFA_TEST_LIMIT_MS);
  return find_window (type);
}

void
filings_fixture_wait_no_window (GType type)
{
  Wait wait = { .type = type };

  parafa_test_wait_until (is_gone, &wait, PARAFA_TEST_LIMIT_MS);
}

void
filings_fixture_answer (const char *response, const char *heading)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *asked = NULL;
  GtkWindow *dialog = filings_fixture_wait_window (ADW_TYPE_MESSAGE_DIALOG);

  /* the name is known as soon as something of the company was filed */
  parts = g_strsplit (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)),
                      "Transport Q (8000000000)", 2);
  asked = g_strjoinv ("8000000000", parts);
  g_assert_cmpstr (asked, ==, heading);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  /* pressed twice in a hurry: it counts once */
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (dialog);
}

typedef struct
{
  GtkFileChooser *chooser;
  GFile *file;
} Choice;

/* it opens with a folder of its own, which must not come after ours */
static gboolean
has_folder (gpointer data)
{
  g_autoptr (GFile) folder = gtk_file_chooser_get_current_folder (data);

  return folder != NULL;
}

static gboolean
has_chosen (gpointer data)
{
  Choice *choice = data;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (choice->chooser);

  return file != NULL && g_file_equal (file, choice->file);
}

static gboolean
is_answered (gpointer data)
{
  return find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) == NULL;
}

/* libcloudproviders, which the chooser asks when it opens, does not free where it looked */
static GtkWindow *
wait_chooser (void)
{
  GtkWindow *dialog;

#ifdef __SANITIZE_ADDRESS__
  __lsan_disable ();
#endif
  dialog = filings_fixture_wait_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
  ui_fixture_settle ();
#ifdef __SANITIZE_ADDRESS__
  __lsan_enable ();
#endif
  return dialog;
}

/**
 * filings_fixture_set_place:
 * @folder: where
 * @name: (nullable): the file; %NULL for the name that is proposed
 *
 * Fills in the toolkit's own file chooser, which is not answered yet.
 */
void
filings_fixture_set_place (GFile *folder, const char *name)
{
  GtkWindow *dialog = wait_chooser ();
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);
  gboolean save = gtk_file_chooser_get_action (chooser) == GTK_FILE_CHOOSER_ACTION_SAVE;
  g_autofree char *proposed = save ? gtk_file_chooser_get_current_name (chooser) : NULL;
  g_autoptr (GFile) file = g_file_get_child (folder, name != NULL ? name : proposed);
  Choice choice = { chooser, file };

  if (save)
    parafa_test_wait_until (has_folder, chooser, PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
  if (save)
    {
      g_assert_true (gtk_file_chooser_set_current_folder (chooser, folder, NULL));
      gtk_file_chooser_set_current_name (chooser, name != NULL ? name : proposed);
    }
  else
    g_assert_true (gtk_file_chooser_set_file (chooser, file, NULL));
  parafa_test_wait_until (has_chosen, &choice, PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
  g_assert_true (has_chosen (&choice));
}

void
filings_fixture_accept (void)
{
  GtkWindow *dialog = wait_chooser ();
  GtkWidget *button = gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  g_signal_emit_by_name (button, "clicked");
  parafa_test_wait_until (is_answered, NULL, PARAFA_TEST_LIMIT_MS);
}

/* as a person does, with the button */
void
filings_fixture_choose (GFile *folder, const char *name)
{
  filings_fixture_set_place (folder, name);
  filings_fixture_accept ();
}

/* A chooser that is closed in the middle of its first look at a folder leaves a handler behind (GTK 4.8): a person is
 * slower */
void
filings_fixture_choose_nothing (void)
{
  GtkWindow *dialog = wait_chooser ();

  /* one that opens begins with what was used last, and has no folder */
  if (gtk_file_chooser_get_action (GTK_FILE_CHOOSER (dialog)) == GTK_FILE_CHOOSER_ACTION_SAVE)
    parafa_test_wait_until (has_folder, dialog, PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
  g_signal_emit_by_name (gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog),
                                                             GTK_RESPONSE_CANCEL),
                         "clicked");
  filings_fixture_wait_no_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
}
