/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Whole check-ups: real card processes with a soft token behind an awkward driver, a real keyring, the
 * practice server, a real sandbox; the computer's own files are a folder of the test's. */

#include "parafa-certificate-keep.h"
#include "parafa-checkup-report.h"
#include "parafa-checkup.h"
#include "session-test.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define HOLDER "Daria Stânceanu"

static ParafaTestKeyring *keyring;
static ParafaSession *session;
static ParafaAccount *account;
static ParafaTestDir *files;
static char *gone_file;

static void
put_file (const ParafaTestDir *root, const char *folder, const char *name, const char *text)
{
  g_autofree char *dir = g_build_filename (root, folder, NULL);
  g_autofree char *path = g_build_filename (dir, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* A computer with an ePass2003 in it, and without a card reader service */
static ParafaTestDir *
new_computer (void)
{
  ParafaTestDir *root = parafa_test_dir_new ();

  put_file (root, "etc", "os-release", "ID=fedora\nPRETTY_NAME=\"Fedora Linux 45\"\n");
  put_file (root, "sys/bus/usb/devices/1-1", "idVendor", "096e\n");
  put_file (root, "sys/bus/usb/devices/1-1", "idProduct", "0807\n");
  put_file (root, "sys/bus/usb/devices/1-1", "product", "ePass2003\n");
  put_file (root, "sys/bus/usb/devices/1-1:1.0", "bInterfaceClass", "0b\n");
  return root;
}

/* p11-kit's configuration with SoftHSM alone, whatever else this machine has */
static ParafaDriverFolders *
new_folders (void)
{
  g_autoptr (ParafaDriverFolders) usual = parafa_driver_folders_new ();
  g_autoptr (GPtrArray) all = parafa_driver_config_read (usual);
  ParafaDriverFolders *own = parafa_driver_folders_new_under (files);
  g_autofree char *text = NULL;

  for (guint i = 0; i < all->len; i++)
    if (strstr (parafa_driver_get_file_name (all->pdata[i]), "softhsm") != NULL)
      text = g_strdup_printf ("module: %s\n", parafa_driver_get_settings (all->pdata[i])->file);
  g_assert_nonnull (text);
  put_file (files, "package", "softhsm2.module", text);
  return own;
}

static ParafaCheckup *
new_checkup (const ParafaTestDir *root)
{
  ParafaCheckup *checkup = parafa_checkup_new (session);
  g_autoptr (ParafaDriverFolders) folders = new_folders ();

  parafa_card_set_folders (parafa_checkup_get_card (checkup), folders);

  parafa_checkup_set_profile (checkup, parafa_account_get_profile (account));
  parafa_checkup_set_root (checkup, root);
  parafa_checkup_set_card_timeout (checkup, PARAFA_TEST_LIMIT_MS);
  return checkup;
}

static void
run (ParafaCheckup *checkup)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  parafa_checkup_run_async (checkup, NULL, parafa_test_result_callback, result);
  g_assert_true (parafa_checkup_is_running (checkup));
  g_assert_true (
      parafa_checkup_run_finish (checkup,
                                 parafa_test_result_wait (result, 2 * PARAFA_TEST_LIMIT_MS),
                                 &error));
  g_assert_no_error (error);
  g_assert_false (parafa_checkup_is_running (checkup));
}

static const char *
get_id (ParafaCheckup *checkup, ParafaCheckupStep step)
{
  ParafaCheckupLine *line = parafa_checkup_get_line (checkup, step);

  g_assert_nonnull (line);
  return line->id;
}

static void
count_change (ParafaCheckup *checkup, int step, guint *n_changed)
{
  n_changed[step]++;
}

static void
test_good (void)
{
  g_autoptr (ParafaTestDir) root = new_computer ();
  g_autoptr (ParafaCheckup) checkup = new_checkup (root);
  guint n_changed[PARAFA_CHECKUP_N_STEPS] = { 0 };
  g_autofree char *trace = NULL;

  g_signal_connect (checkup, "changed", G_CALLBACK (count_change), n_changed);
  run (checkup);
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_SERVICE), ==, "service.not-needed");
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_READER), ==, "reader.present");
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_TOKEN), ==, "token.read");
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_DRIVER), ==, "driver.sees");
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_CERTIFICATE), ==, "certificate.found");
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_DATES), ==, "dates.good");
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_USAGE), ==, "usage.good");
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_PIN), ==, "pin.good");
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_KEYRING), ==, "keyring.open");
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_SANDBOX), ==, "sandbox.starts");
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_NETWORK), ==, "network.good");
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_CLOCK), ==, "clock.right");
  g_assert_cmpuint (parafa_checkup_count (checkup, PARAFA_CHECKUP_STOPS), ==, 0);
  for (guint i = 0; i < PARAFA_CHECKUP_N_STEPS; i++)
    g_assert_cmpuint (n_changed[i], ==, 1);
  /* no PIN was tried, and nothing was written to the token */
  g_assert_true (g_file_get_contents (g_getenv ("TEST_PKCS11_TRACE"), &trace, NULL, NULL) ||
                 trace == NULL);
  g_assert_true (trace == NULL || strstr (trace, "C_Login") == NULL);
}

static void
test_chain (void)
{
  g_autoptr (ParafaCheckup) checkup = new_checkup (files);
  ParafaCheckupLine *line;

  run (checkup);
  line = parafa_checkup_get_line (checkup, PARAFA_CHECKUP_CHAIN);
  /* the intermediate lies on the token, the root does not: that one is the server's to know */
  g_assert_cmpstr (line->id, ==, "chain.without-top");
  g_assert_true (g_str_has_prefix (line->detail, "1 issuer found · “"));
  g_assert_cmpint (line->state, ==, PARAFA_CHECKUP_OK);
}

static gboolean
is_kept (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* A login with a file: what is said is said of its certificate, not of one on a token */
static void
test_file (void)
{
  g_autoptr (ParafaCheckup) checkup = new_checkup (files);
  ParafaProfile *profile = parafa_account_get_profile (account);
  g_autofree char *path = session_test_issued_path ("old", ".p12");
  g_autofree char *pem = session_test_issued_path ("old", ".pem");
  g_autofree char *name = g_strconcat (parafa_profile_get_id (profile), ".pem", NULL);
  g_autofree char *kept =
      g_build_filename (g_get_user_data_dir (), "parafa", "certificates", name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (pem);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;

  parafa_certificate_keep_load_async (file, NULL, parafa_test_result_callback, result);
  certificate =
      parafa_certificate_keep_load_finish (parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                           &error);
  g_assert_no_error (error);
  parafa_profile_set_certificate (profile, HOLDER, parafa_certificate_get_issuer (certificate),
                                  parafa_certificate_get_serial (certificate), 1795507200);
  parafa_profile_set_certificate_file (profile, path);
  run (checkup);
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_CERTIFICATE), ==, "certificate.in-file");
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_DATES), ==, "dates.wait");
  parafa_certificate_keep_write (profile, certificate);
  parafa_test_wait_until (is_kept, kept, PARAFA_TEST_LIMIT_MS);
  run (checkup);
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_DATES), ==, "dates.past");
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_USAGE), ==, "usage.good");
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_ENROLMENT), ==, "enrolment.known");
  /* kept of an earlier one */
  parafa_profile_set_certificate (profile, HOLDER, parafa_certificate_get_issuer (certificate),
                                  "01", 1795507200);
  run (checkup);
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_DATES), ==, "dates.wait");
  parafa_certificate_keep_erase (profile);
  parafa_profile_set_certificate_file (profile, NULL);
  parafa_profile_set_certificate (profile, NULL, NULL, NULL, -1);
}

/* A driver that hangs is told within its time, with its name; the rest is told meanwhile */
static void
test_driver_hangs (void)
{
  g_autoptr (ParafaTestDir) root = new_computer ();
  g_autoptr (ParafaCheckup) checkup = new_checkup (root);
  gint64 start_us = g_get_monotonic_time ();
  ParafaCheckupLine *line;

  g_setenv ("TEST_PKCS11_HANG_AT", "C_GetSlotList", TRUE);
  parafa_checkup_set_card_timeout (checkup, 1500);
  run (checkup);
  g_unsetenv ("TEST_PKCS11_HANG_AT");
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 30 * G_USEC_PER_SEC);
  line = parafa_checkup_get_line (checkup, PARAFA_CHECKUP_DRIVER);
  g_assert_cmpstr (line->id, ==, "driver.hangs");
  g_assert_cmpstr (line->sentence, ==, "The driver libsofthsm2.so does not answer");
  g_assert_cmpint (line->action, ==, PARAFA_CHECKUP_ACTION_DRIVERS);
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_KEYRING), ==, "keyring.open");
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_NETWORK), ==, "network.good");
  /* what could not be looked at is not said to fail */
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_CERTIFICATE), ==, "certificate.of-practice");
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_PIN), ==, "pin.waits");
  g_assert_true (parafa_checkup_get_first_problem (checkup)->step == PARAFA_CHECKUP_SERVICE);
}

static void
test_driver_crashes (void)
{
  g_autoptr (ParafaTestDir) root = new_computer ();
  g_autoptr (ParafaCheckup) checkup = new_checkup (root);

  g_setenv ("TEST_PKCS11_ABORT_AT", "C_GetSlotList", TRUE);
  run (checkup);
  g_unsetenv ("TEST_PKCS11_ABORT_AT");
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_DRIVER), ==, "driver.crashes");
  /* and is asked again by the next one */
  run (checkup);
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_DRIVER), ==, "driver.sees");
}

/* The stick is in, nothing else is there: what to install, on this distribution */
static void
test_nothing_installed (void)
{
  g_autoptr (ParafaTestDir) root = new_computer ();
  g_autoptr (ParafaCheckup) checkup = new_checkup (root);
  ParafaCheckupLine *line;

  g_assert_true (g_file_set_contents (gone_file, "", -1, NULL));
  run (checkup);
  line = parafa_checkup_get_line (checkup, PARAFA_CHECKUP_SERVICE);
  g_assert_cmpstr (line->id, ==, "service.not-installed");
  g_assert_cmpstr (line->command, ==,
                   "sudo dnf install pcsc-lite pcsc-lite-ccid && sudo systemctl enable --now "
                   "pcscd.socket");
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_READER), ==, "reader.present");
  line = parafa_checkup_get_line (checkup, PARAFA_CHECKUP_DRIVER);
  g_assert_cmpstr (line->id, ==, "driver.open-may-do");
  g_assert_cmpstr (line->command, ==, "sudo dnf install opensc");
  g_assert_nonnull (strstr (line->detail, "096e:0807"));

  /* the vendor's driver was copied to its place, but p11-kit was not told */
  put_file (root, "usr/lib", "libcastle_v2.so.1.0.0", "");
  run (checkup);
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_DRIVER), ==, "driver.sees-nothing");
  g_remove (gone_file);
}

static void
test_nothing_plugged_in (void)
{
  g_autoptr (ParafaTestDir) root = new_computer ();
  g_autofree char *device = g_build_filename (root, "sys/bus/usb/devices/1-1", NULL);
  g_autofree char *interface = g_build_filename (root, "sys/bus/usb/devices/1-1:1.0", NULL);
  g_autoptr (ParafaCheckup) checkup = new_checkup (root);

  parafa_test_remove_tree (device);
  parafa_test_remove_tree (interface);
  g_assert_true (g_file_set_contents (gone_file, "", -1, NULL));
  run (checkup);
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_READER), ==, "reader.none");
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_TOKEN), ==, "token.waits");
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_DRIVER), ==, "driver.waits");
  g_remove (gone_file);
}

/* SoftHSM's spare token is not taken for the stick that no driver sees */
static void
test_spare_software_token (void)
{
  g_autoptr (ParafaTestDir) root = new_computer ();
  g_autoptr (ParafaCheckup) checkup = new_checkup (root);
  g_autofree char *before = g_strdup (g_getenv ("SOFTHSM2_CONF"));
  g_autofree char *tokens = g_build_filename (root, "tokens", NULL);
  g_autofree char *config = g_build_filename (root, "softhsm2.conf", NULL);
  g_autofree char *text =
      g_strdup_printf ("directories.tokendir = %s\nobjectstore.backend = file\n", tokens);

  put_file (root, ".", "softhsm2.conf", text);
  g_assert_cmpint (g_mkdir_with_parents (tokens, 0700), ==, 0);
  g_setenv ("SOFTHSM2_CONF", config, TRUE);
  run (checkup);
  g_setenv ("SOFTHSM2_CONF", before, TRUE);
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_TOKEN), ==, "token.waits");
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_DRIVER), ==, "driver.open-may-do");
}

static void
write_tries (const char *n)
{
  g_assert_true (g_file_set_contents (g_getenv ("TEST_PKCS11_TRIES"), n, -1, NULL));
}

static void
test_pin_states (void)
{
  static const struct
  {
    const char *tries, *id;
  } cases[] = { { "1", "pin.count-low" }, { "2", "pin.final-try" }, { "3", "pin.locked" } };
  g_autoptr (ParafaCheckup) checkup = new_checkup (files);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      write_tries (cases[i].tries);
      run (checkup);
      g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_PIN), ==, cases[i].id);
    }
  g_remove (g_getenv ("TEST_PKCS11_TRIES"));
}

static void
test_clock (void)
{
  g_autoptr (ParafaCheckup) checkup = new_checkup (files);
  ParafaCheckupLine *line;

  session_test_command (session, "{\"do\":\"set\",\"clock_offset_s\":600}");
  run (checkup);
  line = parafa_checkup_get_line (checkup, PARAFA_CHECKUP_CLOCK);
  g_assert_cmpstr (line->id, ==, "clock.off");
  g_assert_nonnull (line->command);
  session_test_command (session, "{\"do\":\"set\",\"clock_offset_s\":0}");
}

static void
test_network (void)
{
  g_autoptr (ParafaCheckup) checkup = new_checkup (files);

  session_test_command (session, "{\"do\":\"set\",\"server_certificate\":\"untrusted\"}");
  run (checkup);
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_NETWORK), ==, "network.untrusted");
  /* the other server told the time */
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_CLOCK), ==, "clock.right");
  session_test_command (session, "{\"do\":\"set\",\"server_certificate\":\"good\"}");
  session_test_command (session,
                        "{\"do\":\"fail\",\"at\":\"hello\",\"how\":\"reset\",\"times\":9}");
  run (checkup);
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_NETWORK), ==, "network.half");
  session_test_command (session, "{\"do\":\"clear\"}");
  parafa_checkup_set_offline (checkup, TRUE);
  run (checkup);
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_NETWORK), ==, "network.not-asked");
}

/* Asking sends no credential: no certificate was shown, and nothing was given out */
static void
test_network_is_only_asked (void)
{
  static const char *const counted[] = { "authorize", "exchanges", "refreshes", "revocations",
                                         "client_certificates" };
  gint64 before[G_N_ELEMENTS (counted)], handshakes = session_test_count (session, "handshakes");
  g_autoptr (ParafaCheckup) checkup = new_checkup (files);

  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    before[i] = session_test_count (session, counted[i]);
  run (checkup);
  g_assert_cmpint (session_test_count (session, "handshakes"), >, handshakes);
  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    g_assert_cmpint (session_test_count (session, counted[i]), ==, before[i]);
}

static void
test_keyring_locked (void)
{
  g_autoptr (ParafaCheckup) checkup = new_checkup (files);
  ParafaCheckupLine *line;

  parafa_test_keyring_lock (keyring);
  run (checkup);
  line = parafa_checkup_get_line (checkup, PARAFA_CHECKUP_KEYRING);
  g_assert_cmpstr (line->id, ==, "keyring.locked");
  g_assert_cmpint (line->action, ==, PARAFA_CHECKUP_ACTION_UNLOCK_KEYRING);
}

static void
test_keyring_hangs (void)
{
  g_autoptr (ParafaCheckup) checkup = new_checkup (files);

  parafa_test_keyring_hang_service (keyring, TRUE);
  run (checkup);
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_KEYRING), ==, "keyring.silent");
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_NETWORK), ==, "network.good");
  parafa_test_keyring_hang_service (keyring, FALSE);
}

static void
test_keyring_absent (void)
{
  g_autoptr (ParafaCheckup) checkup = new_checkup (files);

  parafa_test_keyring_kill_service (keyring);
  run (checkup);
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_KEYRING), ==, "keyring.absent");
}

/* Cancelled while a driver hangs: over at once, what was found stays, what was not is not said */
static void
test_cancel (void)
{
  g_autoptr (ParafaCheckup) checkup = new_checkup (files);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();

  g_setenv ("TEST_PKCS11_HANG_AT", "C_GetSlotList", TRUE);
  parafa_checkup_run_async (checkup, cancellable, parafa_test_result_callback, result);
  while (parafa_checkup_get_line (checkup, PARAFA_CHECKUP_NETWORK) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  g_assert_false (parafa_checkup_run_finish (checkup,
                                             parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                             &error));
  g_unsetenv ("TEST_PKCS11_HANG_AT");
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 50 * G_USEC_PER_SEC);
  g_assert_null (parafa_checkup_get_line (checkup, PARAFA_CHECKUP_DRIVER));
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_NETWORK), ==, "network.good");
  g_assert_false (parafa_checkup_is_running (checkup));
  /* and once more */
  run (checkup);
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_DRIVER), ==, "driver.sees");
}

static void
test_cancelled_before (void)
{
  g_autoptr (ParafaCheckup) checkup = new_checkup (files);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  parafa_checkup_run_async (checkup, cancellable, parafa_test_result_callback, result);
  g_assert_false (parafa_checkup_run_finish (checkup,
                                             parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                             &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Who reads a report learns of no person: not the holder, not the token's label, not a folder */
static void
test_report (void)
{
  g_autoptr (ParafaTestDir) root = new_computer ();
  g_autoptr (ParafaCheckup) checkup = new_checkup (root);
  g_autofree char *text = NULL;
  g_autofree char *json = NULL;
  g_autofree char *home = g_strdup_printf ("/x %s/y", g_get_home_dir ());
  g_autofree char *redacted = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;
  JsonArray *steps;

  run (checkup);
  text = parafa_checkup_report_make_text (checkup);
  json = parafa_checkup_report_make_json (checkup);
  for (guint i = 0; i < 2; i++)
    {
      const char *report = i == 0 ? text : json;

      g_assert_null (strstr (report, "Stânceanu"));
      g_assert_null (strstr (report, SESSION_TEST_TOKEN));
      g_assert_null (strstr (report, g_get_home_dir ()));
    }
  g_assert_nonnull (strstr (text, "Fedora Linux 45"));
  g_assert_nonnull (strstr (text, "[In order] The token answers"));
  g_assert_true (json_parser_load_from_data (parser, json, -1, NULL));
  object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (object, "distribution"), ==, "Fedora Linux 45");
  steps = json_object_get_array_member (object, "steps");
  g_assert_cmpuint (json_array_get_length (steps), ==, PARAFA_CHECKUP_N_STEPS);
  redacted = parafa_checkup_report_redact (home);
  g_assert_cmpstr (redacted, ==, "/x ~/y");
}

/* What ANAF refused is remembered, until a login with it succeeds */
static void
test_refusal (void)
{
  ParafaProfile *profile = parafa_account_get_profile (account);
  g_autoptr (ParafaCheckup) checkup = new_checkup (files);
  g_autoptr (ParafaCard) card = parafa_card_new ();
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GPtrArray) certificates = NULL;
  ParafaCertificate *certificate;

  parafa_card_list_async (card, NULL, parafa_test_result_callback, result);
  certificates =
      parafa_card_list_finish (card, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), NULL,
                               NULL);
  certificate = certificates->pdata[0];
  run (checkup);
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_ENROLMENT), ==, "enrolment.no-login");
  parafa_profile_set_refused (profile, parafa_certificate_get_issuer (certificate),
                              parafa_certificate_get_serial (certificate), 1795507200);
  run (checkup);
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_ENROLMENT), ==, "enrolment.refused");
  parafa_profile_set_refused (profile, NULL, NULL, -1);
  parafa_profile_set_certificate (profile, HOLDER, parafa_certificate_get_issuer (certificate),
                                  parafa_certificate_get_serial (certificate), 1795507200);
  run (checkup);
  g_assert_cmpstr (get_id (checkup, PARAFA_CHECKUP_ENROLMENT), ==, "enrolment.known");
  parafa_profile_set_certificate (profile, NULL, NULL, NULL, -1);
}

/* The main context is never kept waiting: it turns while everything hangs */
static gboolean
count_turn (gpointer data)
{
  gint64 *times_us = data, now_us = g_get_monotonic_time ();

  times_us[1] = MAX (times_us[1], now_us - times_us[0]);
  times_us[0] = now_us;
  return G_SOURCE_CONTINUE;
}

static void
test_main_context_turns (void)
{
  g_autoptr (ParafaCheckup) checkup = new_checkup (files);
  gint64 times_us[2] = { g_get_monotonic_time (), 0 };
  guint id = g_timeout_add (5, count_turn, times_us);

  g_setenv ("TEST_PKCS11_HANG_AT", "C_GetSlotList", TRUE);
  parafa_checkup_set_card_timeout (checkup, 1500);
  run (checkup);
  g_unsetenv ("TEST_PKCS11_HANG_AT");
  g_source_remove (id);
  g_test_message ("longest pause %" G_GINT64_FORMAT " µs", times_us[1]);
  /* the driver hung for 1.5 s */
  g_assert_cmpint (times_us[1], <, 1000000);
}

static void
preload_awkward_driver (void)
{
  g_autofree char *trace = g_build_filename (files, "trace", NULL);
  g_autofree char *tries = g_build_filename (files, "tries", NULL);

  gone_file = g_build_filename (files, "gone", NULL);
  g_setenv ("TEST_PKCS11_TRACE", trace, TRUE);
  g_setenv ("TEST_PKCS11_TRIES", tries, TRUE);
  g_setenv ("TEST_PKCS11_GONE", gone_file, TRUE);
  g_setenv ("LD_PRELOAD", g_getenv ("TEST_PKCS11_LIBRARY"), TRUE);
#ifdef __SANITIZE_ADDRESS__
  {
    const char *options = g_getenv ("ASAN_OPTIONS");
    g_autofree char *more =
        g_strconcat (options != NULL ? options : "", ":verify_asan_link_order=0", NULL);

    g_setenv ("ASAN_OPTIONS", more, TRUE);
  }
#endif
}

int
main (int argc, char **argv)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  g_autoptr (GError) error = NULL;
  int status;

  keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_test_init (&argc, &argv, NULL);
  files = parafa_test_dir_new ();
  session_test_make_token (SESSION_TEST_PIN);
  session_test_issue ("rsa", HOLDER, "rsa", "authentication");
  session_test_issue ("old", HOLDER, "ec", "expired");
  session_test_put ("rsa", "01");
  session = session_test_open (clock, &error);
  g_assert_no_error (error);
  account = session_test_practise (session, &error);
  g_assert_no_error (error);
  preload_awkward_driver ();

  g_test_add_func ("/session/checkup/good", test_good);
  g_test_add_func ("/session/checkup/chain", test_chain);
  g_test_add_func ("/session/checkup/file", test_file);
  g_test_add_func ("/session/checkup/driver-hangs", test_driver_hangs);
  g_test_add_func ("/session/checkup/driver-crashes", test_driver_crashes);
  g_test_add_func ("/session/checkup/nothing-installed", test_nothing_installed);
  g_test_add_func ("/session/checkup/nothing-plugged-in", test_nothing_plugged_in);
  g_test_add_func ("/session/checkup/spare-software-token", test_spare_software_token);
  g_test_add_func ("/session/checkup/pin-states", test_pin_states);
  g_test_add_func ("/session/checkup/clock", test_clock);
  g_test_add_func ("/session/checkup/network", test_network);
  g_test_add_func ("/session/checkup/network-is-only-asked", test_network_is_only_asked);
  g_test_add_func ("/session/checkup/main-context-turns", test_main_context_turns);
  g_test_add_func ("/session/checkup/cancel", test_cancel);
  g_test_add_func ("/session/checkup/cancelled-before", test_cancelled_before);
  g_test_add_func ("/session/checkup/report", test_report);
  g_test_add_func ("/session/checkup/refusal", test_refusal);
  /* in this order: each leaves the keyring worse */
  g_test_add_func ("/session/checkup/keyring-hangs", test_keyring_hangs);
  g_test_add_func ("/session/checkup/keyring-locked", test_keyring_locked);
  g_test_add_func ("/session/checkup/keyring-absent", test_keyring_absent);

  status = g_test_run ();
  session_test_release (session);
  g_assert_finalize_object (account);
  parafa_test_keyring_free (keyring);
  parafa_test_dir_free (files);
  g_free (gone_file);
  return status;
}
