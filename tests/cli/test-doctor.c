/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-test.h"

#include "parafa-config.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* `parafa doctor` as its user runs it: a soft token behind an awkward driver, a real keyring, the practice server.
 * No run here asks a server but that of practice. */
static const char *parafa; /* (unowned): the program under test */
static ParafaTestKeyring *keyring;
static ParafaSession *session;
static ParafaAccount *account;
static ParafaTestDir *files;

#define HOLDER "Daria Stânceanu"

static JsonObject *
parse (JsonParser *parser, const char *output)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, output, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

static JsonObject *
get_step (JsonObject *report, const char *name)
{
  JsonArray *steps = json_object_get_array_member (report, "steps");

  for (guint i = 0; i < json_array_get_length (steps); i++)
    {
      JsonObject *step = json_array_get_object_element (steps, i);

      if (g_str_equal (json_object_get_string_member (step, "step"), name))
        return step;
    }
  g_assert_not_reached ();
}

static void
assert_step (JsonObject *report, const char *name, const char *id)
{
  g_assert_cmpstr (json_object_get_string_member (get_step (report, name), "id"), ==, id);
}

static void
test_json (void)
{
  static const char *const drivers[] = { "driver.sees", "driver.one-fails", NULL };
  static const char *const members[] = { "step",     "state",   "id",     "message",
                                         "remedies", "command", "detail", "time_ms" };
  static const char *const states[] = { "ok", "attention", "stops", "not-checked", NULL };
  g_auto (CliTestRun) run = cli_test_run (parafa, "doctor --json --profile Practice");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *report = parse (parser, run.output);
  JsonArray *steps = json_object_get_array_member (report, "steps");

  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (run.errors, ==, "");
  g_assert_cmpstr (json_object_get_string_member (report, "version"), ==, PARAFA_VERSION);
  g_assert_cmpuint (json_array_get_length (steps), ==, 14);
  for (guint i = 0; i < json_array_get_length (steps); i++)
    {
      JsonObject *step = json_array_get_object_element (steps, i);

      for (guint k = 0; k < G_N_ELEMENTS (members); k++)
        g_assert_true (json_object_has_member (step, members[k]));
      g_assert_true (g_strv_contains (states, json_object_get_string_member (step, "state")));
    }
  assert_step (report, "token", "token.read");
  /* besides the driver that sees the token there is the computer's own OpenSC, whose newer versions do not start without
   * a reader service */
  g_assert_true (
      g_strv_contains (drivers, json_object_get_string_member (get_step (report, "driver"), "id")));
  assert_step (report, "certificate", "certificate.found");
  assert_step (report, "keyring", "keyring.open");
  assert_step (report, "network", "network.good");
  assert_step (report, "clock", "clock.right");
  g_assert_null (strstr (run.output, HOLDER));
  g_assert_null (strstr (run.output, g_get_home_dir ()));
}

static void
test_text (void)
{
  g_auto (CliTestRun) run = cli_test_run (parafa, "doctor --offline");

  g_assert_cmpint (run.status, ==, 0);
  g_assert_true (g_str_has_prefix (run.output, "The USB token\n  "));
  g_assert_nonnull (strstr (run.output, "  ✓ The token answers\n"));
  g_assert_nonnull (strstr (run.output, "\n\nThis computer\n  ✓ The keyring is open\n"));
  g_assert_nonnull (strstr (run.output, "  – Network\n    Not asked this time\n"));
  /* no colours where there is no terminal */
  g_assert_null (strchr (run.output, '\033'));
  g_assert_null (strstr (run.output, HOLDER));
}

/* A vendor's library that never comes back takes its time limit, and no more */
static void
test_driver_hangs (void)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (JsonParser) parser = json_parser_new ();

  g_setenv ("TEST_PKCS11_HANG_AT", "C_GetSlotList", TRUE);
  {
    g_auto (CliTestRun) run = cli_test_run (parafa, "doctor --json --offline --profile Firma");
    JsonObject *report = parse (parser, run.output);

    g_unsetenv ("TEST_PKCS11_HANG_AT");
    g_assert_cmpint (run.status, ==, 1);
    assert_step (report, "driver", "driver.hangs");
    assert_step (report, "keyring", "keyring.open");
    g_assert_cmpstr (json_object_get_string_member (report, "state"), ==, "stops");
  }
  g_assert_cmpint (g_get_monotonic_time () - start_us, >=, 9 * G_USEC_PER_SEC);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 30 * G_USEC_PER_SEC);
}

static void
test_stops (void)
{
  g_autofree char *gone = g_build_filename (files, "gone", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();

  g_assert_true (g_file_set_contents (gone, "", -1, NULL));
  {
    g_auto (CliTestRun) run = cli_test_run (parafa, "doctor --json --offline --profile Firma");

    g_assert_cmpint (run.status, ==, 1);
    assert_step (parse (parser, run.output), "certificate", "certificate.waits");
  }
  g_remove (gone);
}

static void
test_arguments (void)
{
  static const char *const wrong[] = { "doctor --jsn", "doctor x", "doctor --profile",
                                       "doctor --offline --profile Nimeni" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_auto (CliTestRun) run = cli_test_run (parafa, wrong[i]);

      g_assert_cmpint (run.status, ==, 2);
      g_assert_cmpstr (run.output, ==, "");
      g_assert_cmpstr (run.errors, !=, "");
    }
}

/* The check-up maps nothing graphical and nothing of p11-kit: drivers are loaded by their own processes */
static void
test_maps (void)
{
  static const char *const unwanted[] = { "libgtk", "libgdk", "libadwaita", "libwebkit", "libX11" };
  g_autofree char *folder = g_path_get_dirname (parafa);
  g_autofree char *program = g_build_filename (folder, "parafa-doctor", NULL);
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *libraries = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "LD_TRACE_LOADED_OBJECTS", "1", TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, program, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &libraries, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (libraries, "libsoup"));
  for (guint i = 0; i < G_N_ELEMENTS (unwanted); i++)
    g_assert_null (strstr (libraries, unwanted[i]));
}

/* A keyring that is locked stays so, and nobody is asked */
static void
test_keyring_locked (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  parafa_test_keyring_lock (keyring);
  {
    g_auto (CliTestRun) run = cli_test_run (parafa, "doctor --json --offline");

    g_assert_cmpint (run.status, ==, 0);
    assert_step (parse (parser, run.output), "keyring", "keyring.locked");
  }
}

static void
preload_awkward_driver (void)
{
  g_autofree char *gone = g_build_filename (files, "gone", NULL);

  g_setenv ("TEST_PKCS11_GONE", gone, TRUE);
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
  g_autoptr (ParafaProfile) profile = NULL;
  g_autoptr (ParafaAccount) other = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  parafa = argv[1];
  files = parafa_test_dir_new ();
  session_test_make_token (SESSION_TEST_PIN);
  session_test_issue ("rsa", HOLDER, "rsa", "authentication");
  session_test_put ("rsa", "01");
  session = session_test_open (clock, &error);
  g_assert_no_error (error);
  account = session_test_practise (session, &error);
  g_assert_no_error (error);
  /* somebody who logs in at ANAF, and is only ever looked at offline */
  profile = parafa_profile_new ("Firma", PARAFA_ENVIRONMENT_ANAF);
  parafa_profile_set_client_id (profile, "client");
  parafa_profile_set_redirect_uri (profile, "https://localhost:8443/parafa");
  other = session_test_add (session, profile, "secret", &error);
  g_assert_no_error (error);
  preload_awkward_driver ();

  g_test_add_func ("/cli/doctor/json", test_json);
  g_test_add_func ("/cli/doctor/text", test_text);
  g_test_add_func ("/cli/doctor/driver-hangs", test_driver_hangs);
  g_test_add_func ("/cli/doctor/stops", test_stops);
  g_test_add_func ("/cli/doctor/arguments", test_arguments);
  g_test_add_func ("/cli/doctor/maps", test_maps);
  g_test_add_func ("/cli/doctor/keyring-locked", test_keyring_locked);
  status = g_test_run ();
  g_clear_object (&other);
  session_test_release (session);
  g_clear_object (&account);
  parafa_test_keyring_free (keyring);
  parafa_test_dir_free (files);
  return status;
}
