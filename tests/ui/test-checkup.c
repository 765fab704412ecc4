/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-checkup-facts.h"
#include "parafa-checkup-page.h"
#include "parafa-checkup-row.h"
#include "parafa-command-box.h"
#include "parafa-page.h"
#include "parafa-panel.h"
#include "parafa-test.h"
#include "test-drivers.h"
#include "ui-fixture.h"
#include "ui-session.h"

#include <glib/gstdio.h>
#include <string.h>

/* The check-up page: what it says of made-up facts, in pictures too, and a real run with the practice profile.
 * A profile of ANAF is never given to it here: its servers would be asked. */

#define DEBIAN "ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n"

static ParafaCheckupFacts *
new_facts (void)
{
  g_autoptr (ParafaDistribution) distribution = parafa_distribution_new (DEBIAN, FALSE);
  ParafaCheckupFacts *facts = parafa_checkup_facts_new (distribution, UI_NOW);
  ParafaUsbDevice *device = g_new0 (ParafaUsbDevice, 1);

  facts->has = ~0u;
  facts->service = g_new0 (ParafaReaderServiceAnswer, 1);
  facts->service->state = PARAFA_READER_SERVICE_ANSWERS;
  facts->service->readers = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_reader_free);
  g_ptr_array_add (facts->service->readers,
                   parafa_reader_new ("Feitian ePass2003 00 00", TRUE, FALSE, FALSE));
  facts->usb = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_usb_device_free);
  device->vendor = 0x096e;
  device->product = 0x0807;
  device->name = g_strdup ("ePass2003");
  facts->device = parafa_usb_device_copy (device);
  g_ptr_array_add (facts->usb, device);
  facts->login_server.host = g_strdup ("logincert.anaf.ro");
  facts->login_server.asked = TRUE;
  facts->login_server.server_time_s = facts->login_server.asked_at_s = UI_NOW;
  facts->card_limit_s = facts->network_limit_s = 10;
  return facts;
}

static void
add_token (ParafaCheckupFacts *facts)
{
  ParafaCheckupToken *token =
      parafa_checkup_facts_add_token (facts, "EnterSafe", "ePass2003", "0123456789abcdef");

  token->driver = g_strdup ("libcastle_v2.so.1.0.0");
  parafa_checkup_facts_add_driver (facts, token->driver, PARAFA_CHECKUP_DRIVER_WORKS);
  facts->certificate = g_new0 (ParafaCheckupCertificate, 1);
  facts->certificate->issuer = g_strdup ("SigiliuCert Calificat CA G2");
  facts->certificate->serial = g_strdup ("5c:00:9e");
  facts->certificate->key_type = g_strdup ("RSA 2048");
  facts->certificate->not_before_s = UI_NOW - 100 * DAY;
  facts->certificate->not_after_s = UI_NOW + 110 * DAY + 3600;
  facts->certificate->for_authentication = facts->certificate->qualified = TRUE;
  facts->certificate->chain_read = TRUE;
  facts->certificate->n_issuers = 1;
  facts->n_certificates = 1;
  facts->login.succeeded = TRUE;
  facts->login.serial = g_strdup ("5c:00:9e");
}

static void
show_facts (ParafaCheckupPage *page, const ParafaCheckupFacts *facts)
{
  for (guint i = 0; i < PARAFA_CHECKUP_N_STEPS; i++)
    {
      g_autoptr (ParafaCheckupLine) line = parafa_checkup_judge (facts, (ParafaCheckupStep) i);

      parafa_checkup_page_show_line (page, line);
    }
  parafa_checkup_page_show_summary (page);
}

static GtkWindow *
show_page (GtkWidget *page, int width, int height)
{
  GtkWindow *window = GTK_WINDOW (adw_window_new ());
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), adw_window_title_new ("Check-Up", ""));
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_default_size (window, width, height);
  ui_fixture_show (window);
  return window;
}

static ParafaCheckupRow *
get_row (GtkWidget *page, ParafaCheckupStep step)
{
  return PARAFA_CHECKUP_ROW (ui_fixture_find (page, PARAFA_TYPE_CHECKUP_ROW, step));
}

static void
test_good (void)
{
  GtkWidget *page = g_object_new (PARAFA_TYPE_CHECKUP_PAGE, NULL);
  g_autoptr (ParafaCheckupFacts) facts = new_facts ();
  GtkWindow *window = show_page (page, 900, 700);

  add_token (facts);
  show_facts (PARAFA_CHECKUP_PAGE (page), facts);
  ui_fixture_settle ();
  g_assert_cmpstr (parafa_checkup_page_get_sentence (PARAFA_CHECKUP_PAGE (page)), ==,
                   "You can log in");
  g_assert_cmpstr (parafa_checkup_page_get_pill (PARAFA_CHECKUP_PAGE (page)), ==, "In order");
  for (guint i = 0; i < PARAFA_CHECKUP_N_STEPS; i++)
    {
      ParafaCheckupRow *row = get_row (page, (ParafaCheckupStep) i);

      g_assert_false (parafa_checkup_row_is_open (row));
      g_assert_false (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
    }
  g_assert_null (ui_fixture_find (page, PARAFA_TYPE_COMMAND_BOX, 0));
  gtk_window_destroy (window);
}

/* What stops a login is open, says what to do, and closes again */
static void
test_stops (void)
{
  GtkWidget *page = g_object_new (PARAFA_TYPE_CHECKUP_PAGE, NULL);
  g_autoptr (ParafaCheckupFacts) facts = new_facts ();
  GtkWindow *window = show_page (page, 900, 900);
  GtkWidget *command;
  ParafaCheckupRow *row;

  show_facts (PARAFA_CHECKUP_PAGE (page), facts);
  ui_fixture_settle ();
  g_assert_cmpstr (parafa_checkup_page_get_sentence (PARAFA_CHECKUP_PAGE (page)), ==,
                   "No driver for tokens is installed");
  g_assert_cmpstr (parafa_checkup_page_get_pill (PARAFA_CHECKUP_PAGE (page)), ==,
                   "1 stops the login");
  row = get_row (page, PARAFA_CHECKUP_DRIVER);
  g_assert_true (parafa_checkup_row_is_open (row));
  command = ui_fixture_find (GTK_WIDGET (row), PARAFA_TYPE_COMMAND_BOX, 0);
  g_assert_cmpstr (parafa_command_box_get_command (PARAFA_COMMAND_BOX (command)), ==,
                   "sudo apt install opensc-pkcs11");
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (row), "Choose File…"));
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (row), "Which Driver Do I Need?"));
  g_assert_nonnull (ui_fixture_find_text (page, "Checked once the token can be read"));
  g_signal_emit_by_name (gtk_widget_get_parent (GTK_WIDGET (row)), "row-activated", row);
  g_assert_false (parafa_checkup_row_is_open (row));
  parafa_checkup_row_toggle (row);
  g_assert_true (parafa_checkup_row_is_open (row));
  gtk_window_destroy (window);
}

static void
read_text (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static char *
read_clipboard (GtkWidget *widget)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, read_text, &text);
  parafa_test_wait_until (parafa_test_is_set, &text, PARAFA_TEST_LIMIT_MS);
  return text;
}

static void
test_copy_command (void)
{
  GtkWidget *page = g_object_new (PARAFA_TYPE_CHECKUP_PAGE, NULL);
  g_autoptr (ParafaCheckupFacts) facts = new_facts ();
  GtkWindow *window = show_page (page, 900, 900);
  GtkWidget *command;
  g_autofree char *text = NULL;

  show_facts (PARAFA_CHECKUP_PAGE (page), facts);
  ui_fixture_settle ();
  command = ui_fixture_find (page, PARAFA_TYPE_COMMAND_BOX, 0);
  gtk_widget_activate_action (command, "command.copy", NULL);
  text = read_clipboard (page);
  g_assert_cmpstr (text, ==, "sudo apt install opensc-pkcs11");
  gtk_window_destroy (window);
}

static void
test_attention (void)
{
  GtkWidget *page = g_object_new (PARAFA_TYPE_CHECKUP_PAGE, NULL);
  g_autoptr (ParafaCheckupFacts) facts = new_facts ();
  GtkWindow *window = show_page (page, 900, 700);

  add_token (facts);
  ((ParafaCheckupToken *) facts->tokens->pdata[0])->pin.flags = PARAFA_PIN_FINAL_TRY;
  show_facts (PARAFA_CHECKUP_PAGE (page), facts);
  g_assert_cmpstr (parafa_checkup_page_get_sentence (PARAFA_CHECKUP_PAGE (page)), ==,
                   "You can log in");
  g_assert_cmpstr (parafa_checkup_page_get_pill (PARAFA_CHECKUP_PAGE (page)), ==, "1 worth a look");
  g_assert_nonnull (ui_fixture_find_text (page, "One more wrong PIN locks the token"));
  g_assert_false (parafa_checkup_row_is_open (get_row (page, PARAFA_CHECKUP_PIN)));
  gtk_window_destroy (window);
}

/* -- a real run -- */

static gboolean
has_ended (gpointer page)
{
  return !parafa_checkup_page_is_running (PARAFA_CHECKUP_PAGE (page));
}

static void
test_run (void)
{
  GtkWidget *page = g_object_new (PARAFA_TYPE_CHECKUP_PAGE, NULL);
  GtkWindow *window;
  g_autofree char *report = NULL;

  parafa_panel_set_account (PARAFA_PANEL (page), ui_session_get (),
                            ui_session_get_account (UI_PRACTICE));
  g_assert_false (parafa_checkup_page_is_running (PARAFA_CHECKUP_PAGE (page)));
  /* it begins when it comes into view */
  window = show_page (page, 900, 700);
  parafa_test_wait_until (has_ended, page, PARAFA_TEST_LIMIT_MS);
  g_assert_nonnull (ui_fixture_find_text (page, "The keyring is open"));
  g_assert_nonnull (ui_fixture_find_text (page, "logincert.localhost answers"));
  gtk_widget_activate_action (page, "checkup.copy-report", NULL);
  report = read_clipboard (page);
  g_assert_true (g_str_has_prefix (report, "Parafa "));
  g_assert_nonnull (strstr (report, "The keyring is open"));

  /* F5; and out of sight it stops */
  parafa_panel_ask_again (PARAFA_PANEL (page));
  g_assert_true (parafa_checkup_page_is_running (PARAFA_CHECKUP_PAGE (page)));
  gtk_widget_set_visible (page, FALSE);
  parafa_test_wait_until (has_ended, page, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpstr (parafa_checkup_page_get_sentence (PARAFA_CHECKUP_PAGE (page)), ==,
                   "The check-up was stopped");
  gtk_window_destroy (window);
}

typedef struct
{
  GtkWidget *page;
  const char *id; /* of the line on the token that is waited for */
} Wait;

static gboolean
shows_token (gpointer data)
{
  Wait *wait = data;
  ParafaCheckup *checkup = parafa_checkup_page_get_checkup (PARAFA_CHECKUP_PAGE (wait->page));
  ParafaCheckupLine *line = parafa_checkup_get_line (checkup, PARAFA_CHECKUP_PIN);

  return !parafa_checkup_page_is_running (PARAFA_CHECKUP_PAGE (wait->page)) && line != NULL &&
         g_str_equal (line->id, wait->id);
}

static void
count_run (GObject *checkup, GParamSpec *pspec, guint *n_runs)
{
  if (parafa_checkup_is_running (PARAFA_CHECKUP (checkup)))
    (*n_runs)++;
}

/* A token that is pulled out or put in while the page is in view is noticed; out of sight nobody looks */
static void
test_hot_plug (void)
{
  g_autoptr (TestDrivers) drivers = test_drivers_new ();
  g_autofree char *gone = g_build_filename (drivers->dir, "gone", NULL);
  g_autofree char *settings = g_strdup_printf ("TEST_PKCS11_GONE=%s", gone);
  GtkWidget *page = g_object_new (PARAFA_TYPE_CHECKUP_PAGE, NULL);
  Wait there = { page, "pin.good" }, away = { page, "pin.waits" };
  GtkWindow *window = NULL;
  ParafaCheckup *checkup = NULL;
  guint n_runs = 0;

  test_drivers_add_token (drivers, "unu", "Cheia", TEST_DRIVER_PIN, NULL);
  g_free (test_drivers_add (drivers, "alfa", "unu", settings, NULL));
  parafa_panel_set_account (PARAFA_PANEL (page), ui_session_get (),
                            ui_session_get_account (UI_PRACTICE));
  checkup = parafa_checkup_page_get_checkup (PARAFA_CHECKUP_PAGE (page));
  parafa_card_set_folders (parafa_checkup_get_card (checkup), drivers->folders);
  g_signal_connect (checkup, "notify::running", G_CALLBACK (count_run), &n_runs);
  window = show_page (page, 900, 700);
  parafa_test_wait_until (shows_token, &there, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpuint (n_runs, ==, 1);
  g_assert_true (g_file_set_contents (gone, "", -1, NULL));
  parafa_test_wait_until (shows_token, &away, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (g_remove (gone), ==, 0);
  parafa_test_wait_until (shows_token, &there, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpuint (n_runs, >=, 3);
  n_runs = 0;
  gtk_widget_set_visible (page, FALSE);
  g_assert_false (parafa_card_get_watching (parafa_checkup_get_card (checkup)));
  test_drivers_wait_for_processes (0);
  g_assert_cmpuint (n_runs, ==, 0);
  gtk_window_destroy (window);
}

static GtkWidget *
find_unlock_button (GtkWidget *page)
{
  GtkWidget *label = ui_fixture_find_text (page, "Unlock Keyring…");

  return label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON) : NULL;
}

static gboolean
can_unlock (gpointer page)
{
  GtkWidget *button = find_unlock_button (page);

  return button != NULL && gtk_widget_is_sensitive (button);
}

static gboolean
shows_open (gpointer page)
{
  return has_ended (page) && ui_fixture_find_text (page, "The keyring is open") != NULL;
}

/* A prompt that was closed leaves all as it was, and the button for another try; one that opened the
 * keyring is seen by another run */
static void
test_unlock_keyring (void)
{
  ParafaTestKeyring *keyring = ui_session_get_keyring ();
  GtkWidget *page = g_object_new (PARAFA_TYPE_CHECKUP_PAGE, NULL);
  GtkWindow *window;

  parafa_test_keyring_lock (keyring);
  parafa_panel_set_account (PARAFA_PANEL (page), ui_session_get (),
                            ui_session_get_account (UI_PRACTICE));
  window = show_page (page, 900, 900);
  parafa_test_wait_until (has_ended, page, PARAFA_TEST_LIMIT_MS);
  if (!parafa_checkup_row_is_open (get_row (page, PARAFA_CHECKUP_KEYRING)))
    parafa_checkup_row_toggle (get_row (page, PARAFA_CHECKUP_KEYRING));
  g_assert_true (can_unlock (page));
  /* nobody answers a prompt on this bus */
  g_signal_emit_by_name (find_unlock_button (page), "clicked");
  g_assert_false (can_unlock (page));
  parafa_test_wait_until (can_unlock, page, PARAFA_TEST_LIMIT_MS);
  g_assert_false (parafa_checkup_page_is_running (PARAFA_CHECKUP_PAGE (page)));
  g_assert_null (ui_fixture_find_text (page, "The keyring is open"));

  parafa_test_keyring_kill_service (keyring);
  parafa_test_keyring_start_service (keyring);
  g_signal_emit_by_name (find_unlock_button (page), "clicked");
  parafa_test_wait_until (shows_open, page, PARAFA_TEST_LIMIT_MS);
  g_assert_null (find_unlock_button (page));
  gtk_window_destroy (window);
}

/* Gone in the middle of a run: nothing is touched afterwards */
static void
test_destroyed_while_running (void)
{
  GtkWidget *page = g_object_new (PARAFA_TYPE_CHECKUP_PAGE, NULL);
  GtkWindow *window;
  gpointer weak = page;

  g_object_add_weak_pointer (G_OBJECT (page), &weak);
  parafa_panel_set_account (PARAFA_PANEL (page), ui_session_get (),
                            ui_session_get_account (UI_PRACTICE));
  window = show_page (page, 900, 700);
  parafa_panel_ask_again (PARAFA_PANEL (page));
  gtk_window_destroy (window);
  while (weak != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
find_page (ParafaWindow *window)
{
  return ui_fixture_find (GTK_WIDGET (window), PARAFA_TYPE_CHECKUP_PAGE, 0);
}

static gboolean
page_has_ended (gpointer window)
{
  GtkWidget *page = find_page (window);

  return page != NULL && has_ended (page);
}

/* As a person gets there: from the menu, or from a login that failed; and back */
static void
test_in_window (void)
{
  ParafaWindow *window = ui_session_make_window (1100, 760);

  ui_session_select (window, UI_PRACTICE);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.tool", "s", "checkup");
  parafa_test_wait_until (page_has_ended, window, PARAFA_TEST_LIMIT_MS);
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (window), "Check-Up"));
  g_assert_nonnull (ui_fixture_find_text (GTK_WIDGET (window), "logincert.localhost answers"));
  ui_fixture_save_picture (GTK_WIDGET (window), "en-light-1100-checkup-window");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  ui_fixture_settle ();
  g_assert_false (gtk_widget_get_mapped (find_page (window)));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* -- pictures -- */

static void
take (const char *language, gboolean dark, int width, gboolean good)
{
  g_autofree char *name = g_strdup_printf ("%s-%s-%d-checkup-%s", language, dark ? "dark" : "light",
                                           width, good ? "good" : "stops");
  g_autoptr (ParafaCheckupFacts) facts = NULL;
  GtkWidget *page = NULL;
  GtkWindow *window = NULL;

  ui_fixture_set_language (language);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
  facts = new_facts ();
  page = g_object_new (PARAFA_TYPE_CHECKUP_PAGE, NULL);
  window = show_page (page, width, width > 600 ? 1180 : 900);
  if (good)
    {
      add_token (facts);
      ((ParafaCheckupToken *) facts->tokens->pdata[0])->pin.flags = PARAFA_PIN_COUNT_LOW;
    }
  show_facts (PARAFA_CHECKUP_PAGE (page), facts);
  ui_fixture_save_picture (GTK_WIDGET (window), name);
  gtk_window_destroy (window);
  ui_fixture_set_language ("en");
}

static void
test_pictures (void)
{
  take ("ro", FALSE, 872, FALSE);
  take ("ro", FALSE, 872, TRUE);
  take ("ro", TRUE, 872, FALSE);
  take ("ro", FALSE, 360, FALSE);
  take ("en", FALSE, 872, FALSE);
  take ("en", TRUE, 360, TRUE);
}

int
main (int argc, char **argv)
{
  int status;

  ui_fixture_init (&argc, &argv);
  ui_session_set_up ();
  ui_fixture_start_gtk ();
  g_test_add_func ("/ui/checkup/good", test_good);
  g_test_add_func ("/ui/checkup/stops", test_stops);
  g_test_add_func ("/ui/checkup/copy-command", test_copy_command);
  g_test_add_func ("/ui/checkup/attention", test_attention);
  g_test_add_func ("/ui/checkup/run", test_run);
  g_test_add_func ("/ui/checkup/hot-plug", test_hot_plug);
  g_test_add_func ("/ui/checkup/in-window", test_in_window);
  g_test_add_func ("/ui/checkup/destroyed-while-running", test_destroyed_while_running);
  g_test_add_func ("/ui/checkup/pictures", test_pictures);
  g_test_add_func ("/ui/checkup/unlock-keyring", test_unlock_keyring);
  status = g_test_run ();
  ui_session_tear_down ();
  return status;
}
