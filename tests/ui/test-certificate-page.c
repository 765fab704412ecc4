/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-certificate-page.h"

#include <glib/gstdio.h>
#include <string.h>

#include "parafa-certificate-keep.h"
#include "parafa-certificate-view.h"
#include "parafa-page.h"
#include "parafa-problem-list.h"
#include "parafa-test.h"
#include "test-openssl.h"
#include "ui-fixture.h"
#include "ui-session.h"

/* The certificate page in the program's window, with real files */

static char *dir;
static GBytes *der;

static ParafaCertificatePage *
find_page (ParafaWindow *window)
{
  return PARAFA_CERTIFICATE_PAGE (
      ui_fixture_find (GTK_WIDGET (window), PARAFA_TYPE_CERTIFICATE_PAGE, 0));
}

static gboolean
is_idle (gpointer page)
{
  return !parafa_certificate_page_is_busy (page);
}

static ParafaCertificatePage *
show_page (ParafaWindow *window, guint account)
{
  ParafaCertificatePage *page;

  ui_session_select (window, account);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", "certificate");
  page = find_page (window);
  parafa_test_wait_until (is_idle, page, PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
  return page;
}

static gboolean
is_shown (ParafaCertificatePage *page, const char *text)
{
  return ui_fixture_find_text (GTK_WIDGET (page), text) != NULL;
}

static gboolean
has_certificate (gpointer page)
{
  return parafa_certificate_page_get_certificate (page) != NULL;
}

static void
open_file (ParafaCertificatePage *page, const char *name)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  parafa_certificate_page_open (page, file);
  parafa_test_wait_until (is_idle, page, PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
}

static char *
get_kept_path (guint account)
{
  g_autofree char *name = g_strconcat (parafa_profile_get_id (parafa_account_get_profile (
                                           ui_session_get_account (account))),
                                       ".pem", NULL);

  return g_build_filename (g_get_user_data_dir (), "parafa", "certificates", name, NULL);
}

static gboolean
exists (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* What a login leaves behind */
static void
keep_certificate (guint account)
{
  g_autoptr (ParafaCertificate) certificate = parafa_certificate_new (der, NULL, NULL);
  g_autofree char *path = get_kept_path (account);

  parafa_certificate_keep_write (parafa_account_get_profile (ui_session_get_account (account)),
                                 certificate);
  parafa_test_wait_until (exists, path, PARAFA_TEST_LIMIT_MS);
}

static void
forget_certificate (guint account)
{
  parafa_certificate_keep_erase (parafa_account_get_profile (ui_session_get_account (account)));
}

static void
test_kept (void)
{
  ParafaWindow *window;
  ParafaCertificatePage *page;

  keep_certificate (UI_VALID);
  window = ui_session_make_window (1000, 700);
  page = show_page (window, UI_VALID);
  g_assert_cmpstr (parafa_certificate_page_get_sentence (page), ==,
                   "This certificate opens ANAF for 110 more days");
  g_assert_true (is_shown (page, "The token was made with this certificate"));
  g_assert_true (is_shown (page, "Qualified under EU law"));
  g_assert_true (is_shown (page, "5c:00:9e:41:7a:d2:9c:4f:1a"));
  g_assert_false (is_shown (page, "Read from the Token"));
  gtk_window_destroy (GTK_WINDOW (window));
  forget_certificate (UI_VALID);
}

/* A profile of an earlier version knows a few fields */
static void
test_remembered (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  ParafaCertificatePage *page = show_page (window, UI_VALID);

  g_assert_null (parafa_certificate_page_get_certificate (page));
  g_assert_true (is_shown (page, "SigiliuCert Calificat CA G2"));
  g_assert_true (is_shown (page, "5c:00:9e:41:7a:d2:9c:4f:1a"));
  g_assert_true (is_shown (page, "Read from the Token"));
  g_assert_false (is_shown (page, "Fingerprint SHA-256"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The kept file of another certificate, or one that is damaged, is not taken for the profile's */
static void
test_stale_file (void)
{
  g_autofree char *path = get_kept_path (UI_VALID);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *stranger = g_build_filename (dir, "stranger.pem", NULL);
  g_autofree char *pem = NULL;
  ParafaWindow *window;

  g_assert_true (g_file_get_contents (stranger, &pem, NULL, NULL));
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, pem, -1, NULL));
  window = ui_session_make_window (1000, 700);
  g_assert_null (parafa_certificate_page_get_certificate (show_page (window, UI_VALID)));
  g_assert_true (g_file_set_contents (path, "-----BEGIN CERTIFICATE-----", -1, NULL));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.ask-again", NULL);
  parafa_test_wait_until (is_idle, find_page (window), PARAFA_TEST_LIMIT_MS);
  g_assert_null (parafa_certificate_page_get_certificate (find_page (window)));
  gtk_window_destroy (GTK_WINDOW (window));
  g_unlink (path);
}

static void
test_opened_file (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  ParafaCertificatePage *page = show_page (window, UI_VALID);

  open_file (page, "c.pem");
  g_assert_true (is_shown (page, "File “c.pem”"));
  g_assert_true (is_shown (page, "The token was made with this certificate"));
  open_file (page, "stranger.pem");
  g_assert_true (is_shown (page, "The token was made with another certificate"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  ui_fixture_settle ();
  g_assert_null (parafa_certificate_page_get_certificate (page));
  g_assert_true (is_shown (page, "SigiliuCert Calificat CA G2"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_other_files (void)
{
  static const struct
  {
    const char *name;
    const char *title;
  } files[] = {
    { "page.cer", "This is a web page, not a certificate" },
    { "empty.cer", "The file is empty" },
    { "k.pem", "This is a private key, not a certificate" },
    { "text.cer", "There is no certificate in this file" },
    { "none.cer", "No certificate was found" },
  };
  ParafaWindow *window = ui_session_make_window (1000, 700);
  ParafaCertificatePage *page = show_page (window, UI_VALID);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      open_file (page, files[i].name);
      g_assert_true (is_shown (page, files[i].title));
    }
  open_file (page, "c.pem");
  g_assert_false (is_shown (page, "No certificate was found"));
  /* what was shown before stays when the next file is something else */
  open_file (page, "page.cer");
  g_assert_true (has_certificate (page));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_saved (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  ParafaCertificatePage *page = show_page (window, UI_VALID);
  g_autofree char *path = g_build_filename (dir, "saved.pem", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) saved = NULL;
  g_autoptr (GBytes) original = test_openssl_read (dir, "c.pem");
  g_autofree char *nowhere = g_build_filename (dir, "c.pem", "below-a-file.pem", NULL);
  g_autoptr (GFile) impossible = g_file_new_for_path (nowhere);

  open_file (page, "c.pem");
  parafa_certificate_page_save (page, file, TRUE);
  parafa_test_wait_until (exists, path, PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
  saved = test_openssl_read (dir, "saved.pem");
  g_assert_true (g_bytes_equal (saved, original));
  parafa_certificate_page_save (page, impossible, FALSE);
  ui_fixture_wait_not_saved ("The folder is not there any more. Choose another place.");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_nothing_known (void)
{
  ParafaWindow *window = ui_session_make_window (1000, 700);
  ParafaCertificatePage *page = show_page (window, UI_EMPTY);

  parafa_profile_set_certificate (parafa_account_get_profile (ui_session_get_account (UI_EMPTY)),
                                  NULL, NULL, NULL, -1);
  ui_session_select (window, UI_VALID);
  page = show_page (window, UI_EMPTY);
  g_assert_true (is_shown (page, "No certificate yet"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
scroll (ParafaCertificatePage *page, double part)
{
  GtkWidget *scroller = ui_fixture_find (ui_fixture_find (GTK_WIDGET (page), PARAFA_TYPE_PAGE, 0),
                                         GTK_TYPE_SCROLLED_WINDOW, 0);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  ui_fixture_settle ();
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) * part);
}

static void
take (ParafaWindow *window, const char *prefix, const char *name)
{
  g_autofree char *full = g_strdup_printf ("%s-certificate-%s", prefix, name);

  ui_fixture_save_picture (GTK_WIDGET (window), full);
}

static void
test_pictures (gconstpointer data)
{
  g_auto (GStrv) parts = g_strsplit (data, "/", 3);
  int width = atoi (parts[2]);
  g_autofree char *prefix = g_strdup_printf ("%s-%s-%d", parts[0], parts[1], width);
  ParafaWindow *window;
  ParafaCertificatePage *page;
  int minimum;

  ui_fixture_set_language (parts[0]);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_str_equal (parts[1], "dark")
                                          ? ADW_COLOR_SCHEME_FORCE_DARK
                                          : ADW_COLOR_SCHEME_FORCE_LIGHT);
  window = ui_session_make_window (width, width > 600 ? 760 : 720);
  page = show_page (window, UI_VALID);
  take (window, prefix, "remembered");
  open_file (page, "page.cer");
  take (window, prefix, "problem");
  keep_certificate (UI_VALID);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.ask-again", NULL);
  parafa_test_wait_until (has_certificate, page, PARAFA_TEST_LIMIT_MS);
  take (window, prefix, "top");
  for (guint i = 1; i < 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("part-%u", i);

      scroll (page, i / 4.0);
      take (window, prefix, name);
    }
  parafa_certificate_view_toggle_details (PARAFA_CERTIFICATE_VIEW (
      ui_fixture_find (GTK_WIDGET (page), PARAFA_TYPE_CERTIFICATE_VIEW, 0)));
  scroll (page, 1);
  take (window, prefix, "programmers");
  gtk_widget_measure (ui_fixture_find (ui_fixture_find (GTK_WIDGET (page), PARAFA_TYPE_PAGE, 0),
                                       ADW_TYPE_CLAMP, 0),
                      GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  /* nothing is cut off at the width of a phone */
  g_assert_cmpint (minimum, <=, width);
  open_file (page, "stranger.pem");
  take (window, prefix, "file");
  show_page (window, UI_EMPTY);
  take (window, prefix, "empty");
  gtk_window_destroy (GTK_WINDOW (window));
  forget_certificate (UI_VALID);
  ui_fixture_set_language ("en");
}

static void
make_files (void)
{
  const TestOpensslSpec stranger = { .names = "CN=Matei Văleanu", .serial = "0x77", .days = 20 };
  const TestOpensslSpec spec = { .names = TEST_OPENSSL_NAMES,
                                 .extensions = TEST_OPENSSL_QUALIFIED,
                                 .days = 365 };
  g_autoptr (GBytes) other = NULL;
  g_autoptr (ParafaCertificate) certificate = NULL;

  dir = test_openssl_make_dir ();
  other = test_openssl_make (dir, &stranger);
  test_openssl_run (dir, "mv c.pem stranger.pem");
  der = test_openssl_make (dir, &spec);
  test_openssl_run (dir, "echo '<html>404</html>' >page.cer; : >empty.cer; echo buna >text.cer");
  /* the session's clock follows the certificate's, which is the machine's */
  certificate = parafa_certificate_new (der, NULL, NULL);
  parafa_clock_set_now (parafa_session_get_clock (ui_session_get ()),
                        parafa_certificate_get_not_after (certificate) - 110 * DAY);
}

int
main (int argc, char *argv[])
{
  static const char *const sets[] = { "en/light/1100", "ro/dark/1100", "ro/light/360" };
  int status;

  ui_fixture_init (&argc, &argv);
  ui_session_set_up ();
  ui_fixture_start_gtk ();
  make_files ();
  g_test_add_func ("/ui/certificate-page/kept", test_kept);
  g_test_add_func ("/ui/certificate-page/remembered", test_remembered);
  g_test_add_func ("/ui/certificate-page/stale-file", test_stale_file);
  g_test_add_func ("/ui/certificate-page/opened-file", test_opened_file);
  g_test_add_func ("/ui/certificate-page/other-files", test_other_files);
  g_test_add_func ("/ui/certificate-page/saved", test_saved);
  g_test_add_func ("/ui/certificate-page/nothing-known", test_nothing_known);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/certificate-page/pictures/%s", sets[i]);

      g_test_add_data_func (path, sets[i], test_pictures);
    }
  status = g_test_run ();
  ui_session_tear_down ();
  test_openssl_remove_dir (dir);
  g_bytes_unref (der);
  return status;
}
