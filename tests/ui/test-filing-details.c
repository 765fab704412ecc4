/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "filings-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "parafa-confirm-watch.h"
#include "parafa-file-save.h"
#include "parafa-filing-validity.h"
#include "parafa-slip-print.h"
#include "parafa-slip-window.h"
#include "parafa-test.h"

/* One filing: its UIT and the time that has, what is saved of it, and the driver's slip on screen and paper */

#define VALID_FROM (UI_NOW + DAY - 10 * 3600) /* 25 November 2026, midnight in Bucharest */
#define VALID_UNTIL (VALID_FROM + 5 * DAY)

static const FilingsFixtureRow valid = { .state = PARAFA_FILING_OK,
                                         .uit = FILINGS_FIXTURE_UIT,
                                         .valid_from = VALID_FROM,
                                         .valid_until = VALID_UNTIL };

/* -- the time of a UIT, without a display -- */

typedef struct
{
  const char *what;
  gint64 state;
  gint64 kind;
  gint64 now;
  ParafaUitState expected;
  int days;
  const char *sentence;
} Time;

static const Time times[] = {
  { "waiting", PARAFA_FILING_PROCESSING, 0, UI_NOW, PARAFA_UIT_WAITING, 0,
    "There is a UIT as soon" },
  { "queued", PARAFA_FILING_QUEUED, 0, UI_NOW, PARAFA_UIT_WAITING, 0, "There is a UIT as soon" },
  { "unsure", PARAFA_FILING_UNKNOWN, 0, UI_NOW, PARAFA_UIT_WAITING, 0, "There is a UIT as soon" },
  { "rejected", PARAFA_FILING_NOK, 0, UI_NOW, PARAFA_UIT_NONE, 0, "" },
  { "ahead", PARAFA_FILING_OK, 0, UI_NOW, PARAFA_UIT_AHEAD, 5,
    "Valid from 25 November 2026 to 29 November 2026" },
  { "first second", PARAFA_FILING_OK, 0, VALID_FROM, PARAFA_UIT_VALID, 5,
    "Valid 5 days, until 29 November 2026" },
  { "third day", PARAFA_FILING_OK, 0, VALID_FROM + 2 * DAY + 3600, PARAFA_UIT_VALID, 3,
    "Valid 5 days, until 29 November 2026" },
  { "last day", PARAFA_FILING_OK, 0, VALID_UNTIL - DAY, PARAFA_UIT_LAST_DAY, 1,
    "Last day: valid until 29 November 2026 at midnight, Romanian time" },
  { "last second", PARAFA_FILING_OK, 0, VALID_UNTIL - 1, PARAFA_UIT_LAST_DAY, 1,
    "Last day: valid until 29 November 2026" },
  { "over", PARAFA_FILING_OK, 0, VALID_UNTIL, PARAFA_UIT_ENDED, 0,
    "It was valid until 29 November 2026" },
  { "deletion", PARAFA_FILING_OK, PARAFA_DECLARATION_DELETION, VALID_FROM, PARAFA_UIT_NONE, 0, "" },
};

static ParafaFilingRecord *
make_record (const Time *time)
{
  ParafaFilingRecord *record = parafa_filing_record_new ();

  record->id = 1;
  record->state = time->state;
  record->kind = time->kind;
  record->cif = g_strdup (FILING_TEST_CIF);
  record->uit = g_strdup (FILINGS_FIXTURE_UIT);
  record->valid_from = VALID_FROM;
  record->valid_until = VALID_UNTIL;
  return record;
}

static void
test_validity (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (ParafaFilingRecord) record = make_record (&times[i]);
      g_autoptr (ParafaFilingValidity) validity =
          parafa_filing_validity_new (record, NULL, times[i].now);

      g_test_message ("%s: %s", times[i].what, validity->sentence);
      g_assert_cmpint (validity->state, ==, times[i].expected);
      g_assert_cmpint (validity->days, ==, times[i].days);
      g_assert_true (g_str_has_prefix (validity->sentence, times[i].sentence));
      g_assert_cmpint (validity->confirm != NULL, ==,
                       validity->state == PARAFA_UIT_AHEAD || validity->state == PARAFA_UIT_VALID ||
                           validity->state == PARAFA_UIT_LAST_DAY);
      if (parafa_filing_validity_has_clock (validity))
        g_assert_cmpstr (validity->caption, ==, "of 5 days");
    }
}

/* 15 days over the end of summer time are 15 days */
static void
test_validity_summer_time (void)
{
  g_autoptr (ParafaFilingRecord) record = make_record (&times[4]);
  g_autoptr (ParafaFilingValidity) validity = NULL;

  record->valid_from = 1792357200; /* 19 October 2026 in Bucharest, in summer time */
  record->valid_until = 1792357200 + 15 * DAY + 3600;
  validity = parafa_filing_validity_new (record, NULL, record->valid_from + 60);
  g_assert_cmpint (validity->days, ==, 15);
  g_assert_cmpstr (validity->caption, ==, "of 15 days");
  g_assert_cmpstr (validity->sentence, ==, "Valid 15 days, until 2 November 2026");
}

/* Which arrivals are to be confirmed: real ones, that count, once a profile and day */
static void
test_confirm_ends (void)
{
  static const struct
  {
    gint64 system;
    gint64 state;
    gint64 kind;
    const char *uit;
    const char *subject;
    gint64 until;
    gint64 confirmation; /* as ANAF's list says; 0: nothing */
  } rows[] = {
    { PARAFA_FILING_PRODUCTION, PARAFA_FILING_OK, 0, "A", NULL, VALID_UNTIL },
    { PARAFA_FILING_PRODUCTION, PARAFA_FILING_OK, 0, "B", NULL, VALID_UNTIL },
    { PARAFA_FILING_PRODUCTION, PARAFA_FILING_OK, 0, "C", NULL, VALID_UNTIL + DAY },
    { PARAFA_FILING_PRODUCTION, PARAFA_FILING_OK, 0, "D", NULL, VALID_UNTIL + 2 * DAY },
    { PARAFA_FILING_PRODUCTION, PARAFA_FILING_PROCESSING, 0, "E", NULL, VALID_UNTIL + 3 * DAY },
    { PARAFA_FILING_TEST, PARAFA_FILING_OK, 0, "F", NULL, VALID_UNTIL + 4 * DAY },
    { PARAFA_FILING_PRODUCTION, PARAFA_FILING_OK, 0, "G", NULL, UI_NOW - DAY },
    { PARAFA_FILING_PRODUCTION, PARAFA_FILING_OK, PARAFA_DECLARATION_CONFIRMATION, NULL, "C", -1 },
    { PARAFA_FILING_PRODUCTION, PARAFA_FILING_NOK, PARAFA_DECLARATION_CONFIRMATION, NULL, "A", -1 },
    { PARAFA_FILING_PRODUCTION, PARAFA_FILING_OK, PARAFA_DECLARATION_DELETION, NULL, "D", -1 },
    { PARAFA_FILING_PRODUCTION, PARAFA_FILING_OK, 0, "H", NULL, VALID_UNTIL + 5 * DAY, 10 },
    { PARAFA_FILING_PRODUCTION, PARAFA_FILING_OK, 0, "I", NULL, VALID_UNTIL + 6 * DAY, 20 },
    { PARAFA_FILING_PRODUCTION, PARAFA_FILING_OK, 0, "J", NULL, VALID_UNTIL + 7 * DAY, 30 },
    /* a correction without a UIT of its own is the one to be confirmed, for its own days */
    { PARAFA_FILING_PRODUCTION, PARAFA_FILING_OK, 0, "K", NULL, VALID_UNTIL + 8 * DAY },
    { PARAFA_FILING_PRODUCTION, PARAFA_FILING_OK, PARAFA_DECLARATION_CORRECTION, NULL, "K",
      VALID_UNTIL },
  };
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_filing_record_unref);
  g_autoptr (GVariant) ends = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected =
      g_strdup_printf ("[('profile', %" G_GINT64_FORMAT ")]", VALID_UNTIL - 1);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ParafaFilingRecord *record = parafa_filing_record_new ();

      record->id = i + 1;
      record->confirmation = rows[i].confirmation != 0 ? rows[i].confirmation : -1;
      record->profile = g_strdup ("profile");
      record->system = rows[i].system;
      record->state = rows[i].state;
      record->kind = rows[i].kind;
      record->uit = g_strdup (rows[i].uit);
      record->subject_uit = g_strdup (rows[i].subject);
      record->valid_until = rows[i].until;
      g_ptr_array_add (records, record);
    }
  ends = g_variant_ref_sink (parafa_confirm_watch_find_ends (records, UI_NOW));
  text = g_variant_print (ends, FALSE);
  g_assert_cmpstr (text, ==, expected);
}

static gboolean
has_one_end (gpointer data)
{
  g_autoptr (GVariant) ends = g_settings_get_value (data, "confirm-ends");

  return g_variant_n_children (ends) == 1;
}

static gboolean
has_no_end (gpointer data)
{
  g_autoptr (GVariant) ends = g_settings_get_value (data, "confirm-ends");

  return g_variant_n_children (ends) == 0;
}

/* From the archive into the settings the reminders read, and out again with the confirmation */
static void
test_confirm_watch (FilingsFixture *fixture, gconstpointer data)
{
  FilingsFixtureRow row = valid;
  const FilingsFixtureRow confirmation = { .state = PARAFA_FILING_OK,
                                           .system = PARAFA_FILING_PRODUCTION,
                                           .kind = PARAFA_DECLARATION_CONFIRMATION,
                                           .subject_uit = FILINGS_FIXTURE_UIT };
  g_autoptr (GSettings) settings = g_settings_new ("ro.parafa.Parafa");
  g_autoptr (ParafaClock) clock = parafa_clock_new_fixed (UI_NOW);
  g_autoptr (ParafaConfirmWatch) watch =
      parafa_confirm_watch_new (fixture->filing.archive, clock, settings);

  row.system = PARAFA_FILING_PRODUCTION;
  filings_fixture_add (fixture, &row);
  parafa_test_wait_until (has_one_end, settings, PARAFA_TEST_LIMIT_MS);
  filings_fixture_add (fixture, &confirmation);
  parafa_test_wait_until (has_no_end, settings, PARAFA_TEST_LIMIT_MS);
  g_object_run_dispose (G_OBJECT (watch));
}

static void
test_save_words (void)
{
  g_autoptr (GError) full = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_NOSPC, "x");
  g_autoptr (GError) denied = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_ACCES, "x");
  g_autoptr (GError) gone = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_NOENT, "x");
  g_autoptr (GError) other = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_IO, "x");
  g_autoptr (GError) full_share = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "x");

  g_assert_true (g_str_has_prefix (parafa_file_save_describe (full), "The disk is full."));
  g_assert_cmpstr (parafa_file_save_describe (full), ==, parafa_file_save_describe (full_share));
  g_assert_true (g_str_has_prefix (parafa_file_save_describe (denied), "You may not write"));
  g_assert_true (g_str_has_prefix (parafa_file_save_describe (gone), "The folder is not there"));
  g_assert_true (g_str_has_prefix (parafa_file_save_describe (other), "The file cannot be"));
}

/* -- the pane -- */

static void
test_waiting (FilingsFixture *fixture, gconstpointer data)
{
  const FilingsFixtureRow row = { .state = PARAFA_FILING_PROCESSING, .uit = FILINGS_FIXTURE_UIT };
  GtkWidget *details;

  filings_fixture_add (fixture, &row);
  filings_fixture_wait_rows (fixture, 1);
  filings_fixture_open_row (fixture, 0);
  details = filings_fixture_get_details (fixture);
  filings_fixture_wait_text (fixture, "There is a UIT as soon as ANAF has accepted");
  /* given with the upload, and worth nothing yet: it is nowhere, cannot be copied, has no slip */
  g_assert_null (ui_fixture_find_text (details, "7K0A"));
  g_assert_nonnull (ui_fixture_find_text (details, "Waiting"));
  gtk_widget_activate_action (details, "filing.copy-uit", NULL);
  gtk_widget_activate_action (details, "filing.slip", NULL);
  ui_fixture_settle ();
  g_assert_cmpuint (fixture->toasts->len, ==, 0);
  g_assert_null (ui_fixture_find_text (details, "Driver’s Slip"));
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
open_valid (FilingsFixture *fixture)
{
  filings_fixture_add (fixture, &valid);
  filings_fixture_wait_rows (fixture, 1);
  filings_fixture_open_row (fixture, 0);
  filings_fixture_wait_text (fixture, "Driver’s Slip");
}

static void
test_copy (FilingsFixture *fixture, gconstpointer data)
{
  g_autofree char *uit = NULL;

  open_valid (fixture);
  g_assert_nonnull (
      ui_fixture_find_text (filings_fixture_get_details (fixture), "7K0A 2C4E 6H8J 9L70"));
  /* the list has a Ctrl+C of its own, for what is selected */
  gtk_root_set_focus (GTK_ROOT (fixture->window), NULL);
  ui_fixture_press (GTK_WIDGET (fixture->window), GDK_KEY_c, GDK_CONTROL_MASK);
  filings_fixture_wait_toast (fixture, "UIT copied");
  uit = read_clipboard (GTK_WIDGET (fixture->window));
  g_assert_cmpstr (uit, ==, FILINGS_FIXTURE_UIT);
}

static void
test_deleted (FilingsFixture *fixture, gconstpointer data)
{
  const FilingsFixtureRow deletion = { .state = PARAFA_FILING_OK,
                                       .kind = PARAFA_DECLARATION_DELETION,
                                       .subject_uit = FILINGS_FIXTURE_UIT };
  GtkWidget *details = filings_fixture_get_details (fixture);

  filings_fixture_add (fixture, &valid);
  filings_fixture_add (fixture, &deletion);
  filings_fixture_wait_rows (fixture, 2);
  filings_fixture_open_row (fixture, 1);
  filings_fixture_wait_text (fixture, "The declaration was deleted. Its UIT does not count");
  g_assert_nonnull (ui_fixture_find_text (details, "Deleted"));
  g_assert_null (ui_fixture_find_text (details, "Driver’s Slip"));
  g_assert_null (ui_fixture_find_text (details, "Valid from"));
}

/* -- saving -- */

static void
file_one (FilingsFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  G_GNUC_UNUSED g_autoptr (ParafaFilingRecord) record =
      filing_test_submit (&fixture->filing, 2, &error);

  g_assert_no_error (error);
  parafa_filings_start (fixture->filing.filings);
  filings_fixture_wait_rows (fixture, 1);
  filings_fixture_wait_text (fixture, "UIT valid");
  filings_fixture_open_row (fixture, 0);
}

static void
download (FilingsFixture *fixture, const char *name)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);

  gtk_widget_activate_action (filings_fixture_get_details (fixture), "filing.download", NULL);
  filings_fixture_choose (folder, name);
}

static char *
read_file (FilingsFixture *fixture, const char *name, gsize *length)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  GStatBuf info;

  g_file_get_contents (path, &text, length, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  return text;
}

static gboolean
has_bytes (const char *data, gsize length, const char *text)
{
  gsize size = strlen (text);

  for (gsize i = 0; i + size <= length; i++)
    if (memcmp (data + i, text, size) == 0)
      return TRUE;
  return FALSE;
}

/* cairo 1.18 packs what a PDF's pages are into streams */
static gboolean
has_pdf_text (const char *pdf, gsize length, const char *text)
{
  static const char start[] = "stream\n";
  gboolean found = has_bytes (pdf, length, text);

  for (gsize i = 0; i + strlen (start) < length && !found; i++)
    if (memcmp (pdf + i, start, strlen (start)) == 0)
      {
        g_autoptr (GZlibDecompressor) zlib =
            g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
        char plain[65536];
        gsize read;
        gsize written;

        if (g_converter_convert (G_CONVERTER (zlib), pdf + i + strlen (start),
                                 length - i - strlen (start), plain, sizeof plain,
                                 G_CONVERTER_NO_FLAGS, &read, &written, NULL) != G_CONVERTER_ERROR)
          found = has_bytes (plain, written, text);
      }
  return found;
}

static void
test_download_from_anaf (FilingsFixture *fixture, gconstpointer data)
{
  g_autofree char *sent = filing_test_notice (2);
  g_autofree char *got = NULL;
  gsize length;

  sim_server_do (fixture->filing.server, "{\"do\":\"etransport\",\"download\":true}");
  file_one (fixture);
  download (fixture, "anaf.xml");
  filings_fixture_wait_toast (fixture, "Saved");
  filings_fixture_wait_text (fixture, "Saved: the declaration as ANAF has it.");
  got = read_file (fixture, "anaf.xml", &length);
  g_assert_cmpmem (got, length, sent, strlen (sent));
  sim_server_do (fixture->filing.server, "{\"do\":\"etransport\",\"download\":false}");
}

static void
test_download_withdrawn (FilingsFixture *fixture, gconstpointer data)
{
  g_autofree char *got = NULL;
  gsize length;

  sim_server_do (fixture->filing.server, "{\"do\":\"etransport\",\"download\":false}");
  file_one (fixture);
  download (fixture, "arhiva.zip");
  filings_fixture_wait_toast (fixture, "Saved");
  filings_fixture_wait_text (fixture, "ANAF does not offer this download any more. Saved from the "
                                      "archive: declaration, answers and receipt.");
  got = read_file (fixture, "arhiva.zip", &length);
  g_assert_cmpmem (got, 2, "PK", 2);
  g_assert_true (has_bytes (got, length, "declaratie.xml"));
  g_assert_true (has_bytes (got, length, "recipisa.txt"));
  g_assert_true (has_bytes (got, length, "-upload.json"));
}

/* Without a token, and then without a server: what is here is saved all the same */
static void
test_download_alone (FilingsFixture *fixture, gconstpointer data)
{
  g_autofree char *got = NULL;
  gsize length;

  file_one (fixture);
  filing_test_access_set_token (fixture->filing.access, NULL);
  download (fixture, "singur.zip");
  filings_fixture_wait_text (fixture, "ANAF could not be asked without a token that serves.");
  got = read_file (fixture, "singur.zip", &length);
  g_assert_cmpmem (got, 2, "PK", 2);
}

static void
test_download_not_ours (FilingsFixture *fixture, gconstpointer data)
{
  open_valid (fixture);
  download (fixture, "lista.zip");
  filings_fixture_wait_text (fixture, "The declaration was filed with another program, so the "
                                      "archive does not have it.");
}

/* Nothing was chosen: nothing is said, and the button works again */
static void
test_download_dropped (FilingsFixture *fixture, gconstpointer data)
{
  GtkWidget *details = filings_fixture_get_details (fixture);

  open_valid (fixture);
  gtk_widget_activate_action (details, "filing.download", NULL);
  filings_fixture_choose_nothing ();
  ui_fixture_settle ();
  g_assert_cmpuint (fixture->toasts->len, ==, 0);
  g_assert_null (ui_fixture_find_text (details, "Asking ANAF for it"));
  download (fixture, "dupa.zip");
  filings_fixture_wait_toast (fixture, "Saved");
}

/* What is cut off in the middle leaves the old file whole, and nothing half beside it */
static void
test_save_cut_off (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *path = parafa_test_write_file (dir, "plin.zip", "what was there");
  g_autofree char *large = g_strnfill (1024 * 1024, 'x');
  g_autoptr (GBytes) bytes = g_bytes_new (large, 1024 * 1024);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) names = NULL;
  g_autofree char *text = NULL;
  struct rlimit limit;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = 512 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  parafa_file_save_async (file, bytes, NULL, parafa_test_result_callback, result);
  g_assert_false (
      parafa_file_save_finish (parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), &error));
  limit.rlim_cur = limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_cmpint (error->domain, ==, G_FILE_ERROR);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "what was there");
  names = g_dir_open (dir, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (names), ==, "plin.zip");
  g_assert_null (g_dir_read_name (names));
}

/* -- the slip -- */

static GtkWindow *
open_slip (FilingsFixture *fixture)
{
  ui_fixture_press (GTK_WIDGET (fixture->window), GDK_KEY_p, GDK_CONTROL_MASK);
  return filings_fixture_wait_window (PARAFA_TYPE_SLIP_WINDOW);
}

static void
test_slip_window (FilingsFixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autofree char *pdf = NULL;
  g_autofree char *uit = NULL;
  GtkWindow *window;
  gsize length;

  open_valid (fixture);
  gtk_widget_child_focus (GTK_WIDGET (fixture->view), GTK_DIR_TAB_FORWARD);
  window = open_slip (fixture);
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (window), "7K0A 2C4E 6H8J 9L70"));
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (window), "As on paper, A4"));
  ui_fixture_press (GTK_WIDGET (window), GDK_KEY_c, GDK_CONTROL_MASK);
  uit = read_clipboard (GTK_WIDGET (window));
  g_assert_cmpstr (uit, ==, FILINGS_FIXTURE_UIT);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (
                                  ui_fixture_find (GTK_WIDGET (window), GTK_TYPE_DROP_DOWN, 0)),
                              1);
  ui_fixture_settle ();
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (window), "As on paper, A5"));
  ui_fixture_press (GTK_WIDGET (window), GDK_KEY_s, GDK_CONTROL_MASK);
  filings_fixture_choose (folder, NULL);
  while (ui_fixture_find_text (GTK_WIDGET (window), "Saved") == NULL)
    g_main_context_iteration (NULL, TRUE);
  pdf = read_file (fixture, "etransport-" FILINGS_FIXTURE_UIT ".pdf", &length);
  g_assert_cmpmem (pdf, 5, "%PDF-", 5);
  g_assert_true (has_bytes (pdf, length, "/MediaBox [ 0 0 419.5"));
  ui_fixture_press (GTK_WIDGET (window), GDK_KEY_w, GDK_CONTROL_MASK);
  filings_fixture_wait_no_window (PARAFA_TYPE_SLIP_WINDOW);
}

/* What only ANAF's list tells: it was confirmed, by whom ever. The slip on the screen says so, too. */
static void
test_confirmed_elsewhere (FilingsFixture *fixture, gconstpointer data)
{
  static const struct
  {
    gint64 confirmation;
    const char *word;
    const char *reason;
    const char *arrival;
    const char *picture;
  } words[] = {
    { PARAFA_FILING_CONFIRMED, "Confirmed", "The transport was confirmed.",
      "The arrival was confirmed", "slip-confirmed" },
    { PARAFA_FILING_CONFIRMED_IN_PART, "Confirmed in part", "The transport was confirmed in part.",
      "The arrival was confirmed in part", "slip-confirmed-in-part" },
    { PARAFA_FILING_NOT_CONFIRMED, "Not confirmed", "The transport was declared not confirmed.",
      "The arrival was declared not confirmed", "slip-not-confirmed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      FilingsFixtureRow row = valid;
      GtkWidget *details;
      GtkWindow *window;

      row.uit = i == 0 ? "5Y7A9D1E3F8J0K79" : (i == 1 ? "6Y7A9D1E3F8J0K80" : "8Y7A9D1E3F8J0K82");
      row.confirmation = words[i].confirmation;
      filings_fixture_add (fixture, &row);
      filings_fixture_wait_rows (fixture, i + 1);
      filings_fixture_open_row (fixture, 0);
      details = filings_fixture_get_details (fixture);
      filings_fixture_wait_text_in (details, words[i].reason);
      filings_fixture_wait_text_in (details, words[i].word);
      filings_fixture_wait_text_in (details, words[i].arrival);
      window = open_slip (fixture);
      g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (window), words[i].word));
      g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (window), words[i].reason));
      g_assert_null (ui_fixture_find_text (GTK_WIDGET (window), "UIT valid"));
      g_assert_null (ui_fixture_find_text (GTK_WIDGET (window), "Valid from"));
      ui_fixture_settle ();
      ui_fixture_save_picture (GTK_WIDGET (window), words[i].picture);
      gtk_window_destroy (window);
      filings_fixture_wait_no_window (PARAFA_TYPE_SLIP_WINDOW);
    }
}

/* A later declaration of the same UIT, wherever it was filed: the older one is not printed as if it counted */
static void
test_replaced (FilingsFixture *fixture, gconstpointer data)
{
  FilingsFixtureRow later = valid;
  GtkWidget *details;
  GtkWindow *window;

  open_valid (fixture);
  later.date = "2026-11-26";
  filings_fixture_add (fixture, &later);
  filings_fixture_wait_rows (fixture, 2);
  details = filings_fixture_get_details (fixture);
  filings_fixture_wait_text_in (details, "Replaced");
  window = open_slip (fixture);
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (window), "Replaced"));
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (window), "A later declaration of this UIT"));
  gtk_window_destroy (window);
}

/* It does not fit: that is said, and another place can be chosen */
static void
test_slip_not_saved (FilingsFixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autofree char *pdf = NULL;
  struct rlimit limit;
  GtkWindow *window;
  gsize length;

  open_valid (fixture);
  window = open_slip (fixture);
  gtk_widget_activate_action (GTK_WIDGET (window), "slip.save", NULL);
  filings_fixture_wait_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  signal (SIGXFSZ, SIG_IGN);
  /* enough for what the chooser writes down about itself */
  limit.rlim_cur = 6 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  filings_fixture_choose (folder, "mare.pdf");
  filings_fixture_wait_window (ADW_TYPE_MESSAGE_DIALOG);
  limit.rlim_cur = limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  filings_fixture_answer ("again", "It Was Not Saved");
  filings_fixture_choose (folder, "altul.pdf");
  while (ui_fixture_find_text (GTK_WIDGET (window), "Saved") == NULL)
    g_main_context_iteration (NULL, TRUE);
  pdf = read_file (fixture, "altul.pdf", &length);
  g_assert_cmpmem (pdf, 5, "%PDF-", 5);
  g_assert_cmpuint (length, >, 6 * 1024);
  gtk_window_destroy (window);
}

static void
on_done (GtkPrintOperation *operation, GtkPrintOperationResult result, gpointer user_data)
{
  *(int *) user_data = (int) result;
}

static gboolean
is_done (gpointer data)
{
  return *(int *) data >= 0;
}

/* GTK's own printing, into a file: one page of the size that is shown */
static void
test_print (FilingsFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "tipar.pdf", NULL);
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autofree char *pdf = NULL;
  g_autoptr (GError) error = NULL;
  GtkWindow *window;
  gsize length;
  int done = -1;

  open_valid (fixture);
  window = open_slip (fixture);
  operation = parafa_slip_window_make_print (PARAFA_SLIP_WINDOW (window));
  g_signal_connect (operation, "done", G_CALLBACK (on_done), &done);
  gtk_print_operation_set_export_filename (operation, path);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, window, &error);
  g_assert_no_error (error);
  parafa_test_wait_until (is_done, &done, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (done, ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_true (g_file_get_contents (path, &pdf, &length, NULL));
  g_assert_cmpmem (pdf, 5, "%PDF-", 5);
  g_assert_true (has_pdf_text (pdf, length, "/Count 1"));
  g_assert_true (has_pdf_text (pdf, length, "595.2"));
  gtk_window_destroy (window);
}

/* Ctrl+P in the preview opens the desktop's dialog; closing it prints nothing and says nothing */
static void
test_print_dialog (FilingsFixture *fixture, gconstpointer data)
{
  GtkWindow *window;
  GtkWindow *dialog;

  open_valid (fixture);
  window = open_slip (fixture);
  ui_fixture_press (GTK_WIDGET (window), GDK_KEY_p, GDK_CONTROL_MASK);
  dialog = filings_fixture_wait_window (GTK_TYPE_DIALOG);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  filings_fixture_wait_no_window (GTK_TYPE_DIALOG);
  g_assert_null (ui_fixture_find_text (GTK_WIDGET (window), "Sent to the printer"));
  gtk_window_destroy (window);
}

/* -- pictures -- */

static void
test_pictures (gconstpointer data)
{
  g_auto (GStrv) parts = g_strsplit (data, "/", 3);
  int width = atoi (parts[2]);
  g_autoptr (ParafaClock) clock = parafa_clock_new_fixed (VALID_FROM + DAY + 9 * 3600);
  const FilingsFixtureRow waiting = { .state = PARAFA_FILING_PROCESSING };
  FilingsFixture fixture;
  GtkWindow *window;

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
  filings_fixture_add (&fixture, &waiting);
  filings_fixture_wait_rows (&fixture, 1);
  filings_fixture_open_row (&fixture, 0);
  filings_fixture_take (&fixture, GTK_WIDGET (fixture.window), parts, "filing-waiting");
  filings_fixture_add (&fixture, &valid);
  filings_fixture_wait_rows (&fixture, 2);
  filings_fixture_open_row (&fixture, 0);
  filings_fixture_take (&fixture, GTK_WIDGET (fixture.window), parts, "filing-valid");
  gtk_widget_activate_action (filings_fixture_get_details (&fixture), "filing.slip", NULL);
  window = filings_fixture_wait_window (PARAFA_TYPE_SLIP_WINDOW);
  if (width < 600)
    gtk_window_set_default_size (window, 360, 674);
  filings_fixture_take (&fixture, GTK_WIDGET (window), parts, "filing-slip");
  gtk_window_destroy (window);
  filings_fixture_tear_down (&fixture, NULL);
  ui_fixture_set_language ("en");
}

int
main (int argc, char *argv[])
{
  static const char *const sets[] = { "en/light/1000", "ro/dark/1000", "ro/light/360" };
  g_autoptr (ParafaTestDir) data_dir = NULL;

  /* the file chooser writes down there what was chosen */
  data_dir = parafa_test_dir_new ();
  g_setenv ("XDG_DATA_HOME", data_dir, TRUE);
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/ui/filing-details/validity", test_validity);
  g_test_add_func ("/ui/filing-details/validity-summer-time", test_validity_summer_time);
  g_test_add_func ("/ui/filing-details/confirm-ends", test_confirm_ends);
  g_test_add_func ("/ui/filing-details/save-words", test_save_words);
  g_test_add_func ("/ui/filing-details/save-cut-off", test_save_cut_off);
  ui_fixture_start_gtk ();
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/filing-details/" name, FilingsFixture, NULL, filings_fixture_set_up, function,  \
              filings_fixture_tear_down)
  ADD ("waiting", test_waiting);
  ADD ("copy", test_copy);
  ADD ("deleted", test_deleted);
  ADD ("confirm-watch", test_confirm_watch);
  ADD ("download-from-anaf", test_download_from_anaf);
  ADD ("download-withdrawn", test_download_withdrawn);
  ADD ("download-alone", test_download_alone);
  ADD ("download-not-ours", test_download_not_ours);
  ADD ("download-dropped", test_download_dropped);
  ADD ("slip-window", test_slip_window);
  ADD ("confirmed-elsewhere", test_confirmed_elsewhere);
  ADD ("replaced", test_replaced);
  ADD ("slip-not-saved", test_slip_not_saved);
  ADD ("print", test_print);
  ADD ("print-dialog", test_print_dialog);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/filing-details/pictures/%s", sets[i]);

      g_test_add_data_func (path, sets[i], test_pictures);
    }
  return filing_test_run ();
}
