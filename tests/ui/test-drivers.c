/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-command-box.h"
#include "parafa-driver-guide.h"
#include "parafa-driver-order.h"
#include "parafa-driver-row.h"
#include "parafa-driver-text.h"
#include "parafa-drivers-page.h"
#include "parafa-host-drivers.h"
#include "parafa-page.h"
#include "parafa-panel.h"
#include "parafa-test.h"
#include "test-drivers.h"
#include "ui-fixture.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>

/* The page of drivers, with real drivers side by side that see soft tokens, hang and break down. SoftHSM shows an
 * empty token beside the one that was set up: that makes two. */

static TestDrivers *drivers;
static ParafaTestDir *root;

static void
put_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *dir = g_build_filename (root, folder, NULL);
  g_autofree char *path = g_build_filename (dir, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static gboolean
is_idle (gpointer page)
{
  return !parafa_drivers_page_is_busy (PARAFA_DRIVERS_PAGE (page));
}

static GtkWidget *
new_page (void)
{
  GtkWidget *page = g_object_new (PARAFA_TYPE_DRIVERS_PAGE, NULL);

  parafa_drivers_page_set_places (PARAFA_DRIVERS_PAGE (page), drivers->folders, root);
  return page;
}

static GtkWindow *
show_page (GtkWidget *page, int width, int height)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_child (window, page);
  gtk_window_set_default_size (window, width, height);
  ui_fixture_show (window);
  parafa_test_wait_until (is_idle, page, PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
  return window;
}

static ParafaDriverRow *
get_row (GtkWidget *page, guint index)
{
  return PARAFA_DRIVER_ROW (ui_fixture_find (page, PARAFA_TYPE_DRIVER_ROW, index));
}

static const char *
get_name (GtkWidget *page, guint index)
{
  return parafa_driver_get_name (parafa_driver_row_get_driver (get_row (page, index)));
}

static void
settle (GtkWidget *page)
{
  parafa_test_wait_until (is_idle, page, PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
}

static void
test_none (void)
{
  GtkWidget *page = new_page ();
  GtkWindow *window = NULL;

  test_drivers_clear (drivers);
  window = show_page (page, 800, 700);
  g_assert_cmpstr (parafa_drivers_page_get_sentence (PARAFA_DRIVERS_PAGE (page)), ==,
                   "No driver for tokens is installed");
  g_assert_null (ui_fixture_find (page, PARAFA_TYPE_DRIVER_ROW, 0));
  gtk_window_destroy (window);
}

static void
test_side_by_side (void)
{
  GtkWidget *page = new_page ();
  GtkWindow *window = NULL;

  test_drivers_clear (drivers);
  g_free (test_drivers_add (drivers, "alfa", "unu", NULL, NULL));
  g_free (test_drivers_add (drivers, "beta", "doi", "TEST_PKCS11_ABORT_AT=C_GetSlotList", NULL));
  window = show_page (page, 800, 900);
  g_assert_cmpstr (parafa_drivers_page_get_sentence (PARAFA_DRIVERS_PAGE (page)), ==,
                   "beta does not work");
  g_assert_nonnull (ui_fixture_find_text (page, "Sees 2 tokens"));
  g_assert_nonnull (ui_fixture_find_text (page, "Breaks down"));
  g_assert_null (get_row (page, 2));
  for (guint i = 0; i < 2; i++)
    g_assert_true (parafa_driver_row_is_open (get_row (page, i)) ==
                   g_str_equal (get_name (page, i), "beta"));
  gtk_window_destroy (window);
}

static void
activate (GtkWidget *page, const char *action, const char *name)
{
  gtk_widget_activate_action (page, action, "s", name);
  settle (page);
}

static void
test_turn_off_and_on (void)
{
  GtkWidget *page = new_page ();
  GtkWindow *window = NULL;

  test_drivers_clear (drivers);
  g_free (test_drivers_add (drivers, "alfa", "unu", NULL, NULL));
  window = show_page (page, 800, 700);
  activate (page, "drivers.toggle", "alfa");
  g_assert_nonnull (ui_fixture_find_text (page, "Turned off"));
  g_assert_false (
      parafa_driver_get_settings (parafa_driver_row_get_driver (get_row (page, 0)))->enabled);
  activate (page, "drivers.toggle", "alfa");
  g_assert_nonnull (ui_fixture_find_text (page, "Sees 2 tokens"));
  gtk_window_destroy (window);
}

static void
test_order (void)
{
  GtkWidget *page = new_page ();
  GtkWindow *window = NULL;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  test_drivers_clear (drivers);
  g_free (test_drivers_add (drivers, "alfa", "unu", NULL, NULL));
  g_free (test_drivers_add (drivers, "beta", "doi", NULL, NULL));
  g_free (test_drivers_add (drivers, "gama", "doi", NULL, NULL));
  window = show_page (page, 800, 700);
  first = g_strdup (get_name (page, 0));
  last = g_strdup (get_name (page, 2));
  activate (page, "drivers.down", first);
  g_assert_cmpstr (get_name (page, 1), ==, first);
  activate (page, "drivers.up", last);
  g_assert_cmpstr (get_name (page, 1), ==, last);
  /* dragged to the first place */
  gtk_widget_activate_action (page, "drivers.move", "(ss)", first, get_name (page, 0));
  settle (page);
  g_assert_cmpstr (get_name (page, 0), ==, first);
  gtk_window_destroy (window);
}

static void
test_try_and_add (void)
{
  GtkWidget *page = new_page ();
  GtkWindow *window = NULL;
  g_autofree char *path = NULL;

  test_drivers_clear (drivers);
  path = test_drivers_add (drivers, "alfa", "unu", NULL, NULL);
  {
    g_autofree char *module =
        g_build_filename (drivers->folders->package_folder, "alfa.module", NULL);

    g_assert_cmpint (g_unlink (module), ==, 0);
  }
  window = show_page (page, 800, 700);
  g_assert_null (get_row (page, 0));
  parafa_drivers_page_try (PARAFA_DRIVERS_PAGE (page), path);
  g_assert_cmpstr (parafa_drivers_page_get_trial (PARAFA_DRIVERS_PAGE (page)), ==,
                   "Trying alfa.so");
  settle (page);
  /* it sees a token, so it is added without a question */
  g_assert_cmpstr (parafa_drivers_page_get_trial (PARAFA_DRIVERS_PAGE (page)), ==, "");
  g_assert_cmpint (parafa_driver_get_settings (parafa_driver_row_get_driver (get_row (page, 0)))
                       ->origin,
                   ==, PARAFA_DRIVER_ORIGIN_PARAFA);
  g_assert_nonnull (ui_fixture_find_text (page, "Sees 2 tokens"));
  /* once is enough */
  parafa_drivers_page_try (PARAFA_DRIVERS_PAGE (page), path);
  settle (page);
  g_assert_cmpstr (parafa_drivers_page_get_trial (PARAFA_DRIVERS_PAGE (page)), ==,
                   "The driver was not added");
  activate (page, "drivers.remove", get_name (page, 0));
  g_assert_null (get_row (page, 0));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  gtk_window_destroy (window);
}

static void
test_try_no_driver (void)
{
  GtkWidget *page = new_page ();
  GtkWindow *window = NULL;
  g_autofree char *text = g_build_filename (root, "citeste.so", NULL);

  test_drivers_clear (drivers);
  g_assert_true (g_file_set_contents (text, "not a library", -1, NULL));
  window = show_page (page, 800, 700);
  parafa_drivers_page_try (PARAFA_DRIVERS_PAGE (page), text);
  settle (page);
  g_assert_cmpstr (parafa_drivers_page_get_trial (PARAFA_DRIVERS_PAGE (page)), ==,
                   "citeste.so: This file is no driver");
  g_assert_nonnull (ui_fixture_find_text (page, "its name ends in .so"));
  gtk_window_destroy (window);
}

/* A file that hangs can be given up at once */
static void
test_try_hanging (void)
{
  GtkWidget *page = new_page ();
  GtkWindow *window = NULL;
  g_autofree char *path = NULL;
  gint64 start_us;

  test_drivers_clear (drivers);
  path = test_drivers_add (drivers, "lent", "unu", "TEST_PKCS11_HANG_AT=C_GetSlotList", NULL);
  {
    g_autofree char *module =
        g_build_filename (drivers->folders->package_folder, "lent.module", NULL);

    g_assert_cmpint (g_unlink (module), ==, 0);
  }
  window = show_page (page, 800, 700);
  start_us = g_get_monotonic_time ();
  parafa_drivers_page_try (PARAFA_DRIVERS_PAGE (page), path);
  gtk_widget_activate_action (ui_fixture_find (page, GTK_TYPE_SPINNER, 0), "trial.close", NULL);
  settle (page);
  g_assert_cmpstr (parafa_drivers_page_get_trial (PARAFA_DRIVERS_PAGE (page)), ==, "");
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 15 * G_USEC_PER_SEC);
  gtk_window_destroy (window);
}

static gboolean
knows_device (gpointer guide)
{
  return strstr (parafa_driver_guide_get_device (guide), "Looking") == NULL;
}

static void
test_guide (void)
{
  GtkWidget *guide = g_object_new (PARAFA_TYPE_DRIVER_GUIDE, NULL);
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_child (window, guide);
  gtk_window_set_default_size (window, 700, 500);
  ui_fixture_show (window);
  put_file ("etc", "os-release", "ID=debian\n");
  parafa_driver_guide_look (PARAFA_DRIVER_GUIDE (guide), root);
  parafa_test_wait_until (knows_device, guide, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpstr (parafa_driver_guide_get_device (PARAFA_DRIVER_GUIDE (guide)), ==,
                   "No known token is plugged in");
  g_assert_false (parafa_driver_guide_choose (PARAFA_DRIVER_GUIDE (guide), "Nimeni"));
  g_assert_true (parafa_driver_guide_choose (PARAFA_DRIVER_GUIDE (guide), "DigiSign"));
  ui_fixture_settle ();
  g_assert_nonnull (ui_fixture_find_text (guide, "SafeNet"));
  g_assert_nonnull (ui_fixture_find_text (guide, "ePass2003"));
  /* the open one may do as well, and has a command */
  g_assert_nonnull (ui_fixture_find (guide, PARAFA_TYPE_COMMAND_BOX, 0));
  gtk_window_destroy (window);
}

static void
test_guide_device (void)
{
  GtkWidget *guide = g_object_new (PARAFA_TYPE_DRIVER_GUIDE, NULL);
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_child (window, guide);
  ui_fixture_show (window);
  put_file ("sys/bus/usb/devices/1-1", "idVendor", "096e\n");
  put_file ("sys/bus/usb/devices/1-1", "idProduct", "0807\n");
  parafa_driver_guide_look (PARAFA_DRIVER_GUIDE (guide), root);
  parafa_test_wait_until (knows_device, guide, PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
  g_assert_cmpstr (parafa_driver_guide_get_device (PARAFA_DRIVER_GUIDE (guide)), ==,
                   "A known token is plugged in");
  g_assert_nonnull (ui_fixture_find_text (guide, "USB 096e:0807"));
  g_assert_nonnull (ui_fixture_find_text (guide, "ePass2003 (Feitian)"));
  gtk_window_destroy (window);
}

static gboolean
is_served (gpointer host)
{
  return parafa_host_drivers_get_state (host) == PARAFA_HOST_SERVED;
}

/* In a Flatpak the way is explained, with the file of the token that is plugged in, and whether it was taken is found out
 * with a real socket */
static void
take_flatpak (const char *language, gboolean dark, int width, int height)
{
  GtkWidget *page = NULL;
  GtkWindow *window = NULL;
  GtkWidget *host = NULL;
  g_autofree char *path = g_build_filename (root, "parafa-tokens", NULL);
  g_autofree char *name =
      g_strdup_printf ("%s-%s-%d-drivers-flatpak", language, dark ? "dark" : "light", width);
  g_autofree char *end = g_strconcat (name, "-end", NULL);
  GtkAdjustment *adjustment = NULL;
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();

  ui_fixture_set_language (language);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
  page = new_page ();
  window = show_page (page, width, height);
  host = ui_fixture_find (page, PARAFA_TYPE_HOST_DRIVERS, 0);
  g_assert_true (gtk_widget_get_mapped (host));
  g_assert_null (ui_fixture_find_text (page, "Choose Driver File…"));
  g_assert_nonnull (
      ui_fixture_find_text (host,
                            "p11-kit server --name \"$XDG_RUNTIME_DIR/parafa-tokens\" --provider "
                            "/usr/lib/libcastle_v2.so pkcs11:"));
  g_assert_nonnull (
      ui_fixture_find_text (host, "flatpak override --user --filesystem=xdg-run/parafa-tokens "
                                  "ro.parafa.Parafa"));
  g_assert_cmpint (parafa_host_drivers_get_state (PARAFA_HOST_DRIVERS (host)), ==,
                   PARAFA_HOST_NOTHING);
  g_assert_true (g_socket_listener_add_address (listener, address, G_SOCKET_TYPE_STREAM,
                                                G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, NULL));
  parafa_host_drivers_check (PARAFA_HOST_DRIVERS (host), root, path);
  parafa_test_wait_until (is_served, host, PARAFA_TEST_LIMIT_MS);
  ui_fixture_save_picture (GTK_WIDGET (window), name);
  adjustment = gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (ui_fixture_find (page, GTK_TYPE_SCROLLED_WINDOW, 0)));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  ui_fixture_settle ();
  ui_fixture_save_picture (GTK_WIDGET (window), end);
  gtk_window_destroy (window);
  g_unlink (path);
  ui_fixture_set_language ("en");
}

static void
test_flatpak (void)
{
  g_autofree char *info = g_build_filename (root, ".flatpak-info", NULL);

  test_drivers_clear (drivers);
  put_file (".", ".flatpak-info", "");
  put_file ("run/host", "os-release", "ID=debian\n");
  put_file ("sys/bus/usb/devices/1-2", "idVendor", "096e\n");
  put_file ("sys/bus/usb/devices/1-2", "idProduct", "0807\n");
  take_flatpak ("en", FALSE, 800, 780);
  take_flatpak ("ro", FALSE, 800, 780);
  take_flatpak ("ro", TRUE, 360, 780);
  g_unlink (info);
}

/* -- without a display -- */

static void
test_plan (void)
{
  static const struct
  {
    int before[4];
    guint first, last;
    int after[4];
  } cases[] = {
    { { 0, 0, 0, 0 }, 0, 1, { 2, 1, 0, 0 } }, { { 0, 0, 0, 0 }, 2, 3, { 1, 1, 1, 0 } },
    { { 9, 0, 0, 0 }, 1, 2, { 9, 2, 1, 0 } }, { { 1, 5, 3, 0 }, 0, 1, { 6, 5, 3, 0 } },
    { { 4, 3, 2, 1 }, 0, 3, { 4, 3, 2, 1 } }, { { 1, 1, -5, -5 }, 1, 2, { 1, 1, -4, -5 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int priorities[4];

      memcpy (priorities, cases[i].before, sizeof priorities);
      parafa_driver_order_plan (priorities, 4, cases[i].first, cases[i].last);
      for (guint k = cases[i].first; k < 3; k++)
        if (k <= cases[i].last)
          g_assert_cmpint (priorities[k], >, priorities[k + 1]);
      for (guint k = 0; k < 3; k++)
        g_assert_cmpint (priorities[k], >=, priorities[k + 1]);
      if (i != 1)
        g_assert_cmpmem (priorities, sizeof priorities, cases[i].after, sizeof priorities);
    }
}

/* Each problem has its words, and a way on */
static void
test_text (void)
{
  g_autoptr (ParafaDriver) driver = parafa_driver_new_for_file ("/opt/x/libeToken.so");

  for (guint i = PARAFA_DRIVER_PROBLEM_NO_FILE; i <= PARAFA_DRIVER_PROBLEM_PROCESS; i++)
    {
      ParafaDriverFindings findings = { .problem = (ParafaDriverProblem) i,
                                        .detail = "libpcsclite.so.1" };
      g_autoptr (ParafaDriverReport) report = parafa_driver_report_new (driver, &findings);
      g_autoptr (ParafaDriverText) text = parafa_driver_text_new (driver, report);

      g_assert_cmpstr (text->sentence, !=, "");
      g_assert_cmpstr (text->word, !=, "");
      g_assert_nonnull (text->remedy);
      g_assert_true (text->kind == PARAFA_PILL_ERROR || text->kind == PARAFA_PILL_WARNING);
      if (i == PARAFA_DRIVER_PROBLEM_MISSING_LIBRARY)
        g_assert_cmpstr (text->sentence, ==,
                         "The driver needs libpcsclite.so.1, which is not installed");
    }
}

/* -- pictures -- */

static void
take (const char *language, gboolean dark, int width)
{
  g_autofree char *name =
      g_strdup_printf ("%s-%s-%d-drivers", language, dark ? "dark" : "light", width);
  GtkWidget *page = NULL;
  GtkWindow *window = NULL;

  ui_fixture_set_language (language);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
  page = new_page ();
  window = show_page (page, width, 980);
  ui_fixture_save_picture (GTK_WIDGET (window), name);
  gtk_window_destroy (window);
  ui_fixture_set_language ("en");
}

static void
test_pictures (void)
{
  test_drivers_clear (drivers);
  g_free (test_drivers_add (drivers, "libcastle_v2", "unu", NULL, NULL));
  g_free (
      test_drivers_add (drivers, "libeToken", "doi", "TEST_PKCS11_ABORT_AT=C_GetSlotList", NULL));
  take ("ro", FALSE, 872);
  take ("ro", TRUE, 872);
  take ("ro", FALSE, 360);
  take ("en", FALSE, 872);
}

int
main (int argc, char **argv)
{
  int status;

  ui_fixture_init (&argc, &argv);
  ui_fixture_start_gtk ();
  drivers = test_drivers_new ();
  root = parafa_test_dir_new ();
  test_drivers_add_token (drivers, "unu", "Cheia", TEST_DRIVER_PIN, NULL);
  test_drivers_add_token (drivers, "doi", "Alta", TEST_DRIVER_PIN, NULL);
  g_test_add_func ("/ui/drivers/plan", test_plan);
  g_test_add_func ("/ui/drivers/text", test_text);
  g_test_add_func ("/ui/drivers/none", test_none);
  g_test_add_func ("/ui/drivers/side-by-side", test_side_by_side);
  g_test_add_func ("/ui/drivers/turn-off-and-on", test_turn_off_and_on);
  g_test_add_func ("/ui/drivers/order", test_order);
  g_test_add_func ("/ui/drivers/try-and-add", test_try_and_add);
  g_test_add_func ("/ui/drivers/try-no-driver", test_try_no_driver);
  g_test_add_func ("/ui/drivers/try-hanging", test_try_hanging);
  g_test_add_func ("/ui/drivers/guide", test_guide);
  g_test_add_func ("/ui/drivers/guide-device", test_guide_device);
  g_test_add_func ("/ui/drivers/flatpak", test_flatpak);
  g_test_add_func ("/ui/drivers/pictures", test_pictures);
  status = g_test_run ();
  test_drivers_free (drivers);
  parafa_test_dir_free (root);
  return status;
}
