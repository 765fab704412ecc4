/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* `parafa etransport` as scripts run it: each command a program of its own, with a real cli_filings_keyring, archive and practice
 * server */
#include "cli-filings.h"
#include "parafa-filing-lock.h"
#include "parafa-filings.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

/* File, wait, and everything that can be done with it afterwards, each in a program of its own */
static void
test_whole_way (void)
{
  g_autofree char *path = cli_filings_write ("one.xml", "CLI-1");
  g_autofree char *zip = g_build_filename (cli_filings_folder, "one.zip", NULL);
  g_autofree char *pdf = g_build_filename (cli_filings_folder, "one.pdf", NULL);
  g_autofree char *zip_data = NULL;
  g_autofree char *pdf_data = NULL;
  g_autofree char *uit = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;
  gsize length;
  g_auto (CliTestRun) early =
      cli_filings_run ("etransport upload --practice --yes --json %s", path);
  g_auto (CliTestRun) status = { 0 };
  g_auto (CliTestRun) list = { 0 };
  g_auto (CliTestRun) download = { 0 };
  g_auto (CliTestRun) slip = { 0 };

  g_assert_cmpint (early.status, ==, 0);
  object = cli_filings_get_first (parser, early.output);
  g_assert_cmpstr (json_object_get_string_member (object, "state"), ==, "processing");
  g_assert_cmpstr (json_object_get_string_member (object, "system"), ==, "practice");
  g_assert_true (json_object_get_null_member (object, "uit")); /* not before it counts */
  g_assert_cmpstr (json_object_get_string_member (object, "reference"), ==, "CLI-1");

  status = cli_filings_run ("etransport status --wait --json %s",
                            json_object_get_string_member (object, "index"));
  g_assert_cmpint (status.status, ==, 0);
  object = cli_filings_get_first (parser, status.output);
  g_assert_cmpstr (json_object_get_string_member (object, "state"), ==, "ok");
  uit = g_strdup (json_object_get_string_member (object, "uit"));
  g_assert_cmpuint (strlen (uit), ==, 16);

  list = cli_filings_run ("etransport list --practice --cif 8000000000 --days 3");
  g_assert_cmpint (list.status, ==, 0);
  g_assert_nonnull (strstr (list.output, uit));

  download = cli_filings_run ("etransport download --output %s %s", zip, uit);
  g_assert_cmpint (download.status, ==, 0);
  g_assert_nonnull (strstr (download.errors, "archive"));
  g_assert_true (g_file_get_contents (zip, &zip_data, &length, NULL));
  g_assert_true (length > 500 && memcmp (zip_data, "PK\x03\x04", 4) == 0);
  g_assert_nonnull (memmem (zip_data, length, "declaratie.xml", 14));
  g_assert_nonnull (memmem (zip_data, length, "recipisa.txt", 12));

  slip = cli_filings_run ("etransport slip --a5 --output %s %s", pdf, uit);
  g_assert_cmpint (slip.status, ==, 0);
  g_assert_true (g_file_get_contents (pdf, &pdf_data, &length, NULL));
  g_assert_true (g_str_has_prefix (pdf_data, "%PDF-"));
}

/* What programs read: the list as CSV and JSON, and what a carrier was named for */
static void
test_for_programs (void)
{
  g_autofree char *path = cli_filings_write ("programs.xml", "=CLI-20");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *uit = NULL;
  g_auto (GStrv) lines = NULL;
  JsonObject *object;
  g_auto (CliTestRun) sent =
      cli_filings_run ("etransport upload --practice --yes --wait --json %s", path);
  g_auto (CliTestRun) csv = { 0 };
  g_auto (CliTestRun) json = { 0 };
  g_auto (CliTestRun) info = { 0 };
  g_auto (CliTestRun) text = { 0 };

  g_assert_cmpint (sent.status, ==, 0);
  uit =
      g_strdup (json_object_get_string_member (cli_filings_get_first (parser, sent.output), "uit"));
  csv = cli_filings_run ("etransport list --offline --search %s --format csv", uit);
  g_assert_cmpint (csv.status, ==, 0);
  lines = g_strsplit (csv.output, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3); /* names, one filing, the end */
  g_assert_true (g_str_has_prefix (lines[0], "\xef\xbb\xbfid,state,uit,cif,"));
  g_assert_nonnull (strstr (lines[1], uit));
  g_assert_nonnull (strstr (lines[1], "\"'=CLI-20\"")); /* no formula */
  json = cli_filings_run ("etransport list --offline --search %s --format=json", uit);
  object = cli_filings_get_first (parser, json.output);
  g_assert_cmpstr (json_object_get_string_member (object, "reference"), ==, "=CLI-20");

  info = cli_filings_run ("etransport info --practice --cif 8000000000 --uit %s --json", uit);
  g_assert_cmpint (info.status, ==, 0);
  object = cli_filings_get_first (parser, info.output);
  g_assert_cmpstr (json_object_get_string_member (object, "uit"), ==, uit);
  g_assert_cmpstr (json_object_get_string_member (object, "cod_decl"), ==, "8000000000");
  text = cli_filings_run ("etransport info --practice --cif 8000000000 --declarant 8000000000");
  g_assert_cmpint (text.status, ==, 0);
  g_assert_nonnull (strstr (text.output, uit));
}

/* The same file twice is refused, unless wanted */
static void
test_twice (void)
{
  g_autofree char *path = cli_filings_write ("two.xml", "CLI-2");
  g_auto (CliTestRun) first = cli_filings_run ("etransport upload --practice --yes %s", path);
  g_auto (CliTestRun) second = cli_filings_run ("etransport upload --practice --yes %s", path);
  g_auto (CliTestRun) third =
      cli_filings_run ("etransport upload --practice --yes --again %s", path);

  g_assert_cmpint (first.status, ==, 0);
  g_assert_cmpint (second.status, ==, 1);
  g_assert_nonnull (strstr (second.errors, "--again"));
  g_assert_cmpint (third.status, ==, 0);
}

/* The same declaration, as another program saves it: two files, one filing */
static void
test_twice_saved_otherwise (void)
{
  g_autofree char *path = cli_filings_write ("saved.xml", "CLI-30");
  g_autofree char *other = g_build_filename (cli_filings_folder, "saved-otherwise.xml", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) changed = NULL;
  gint64 before = cli_filings_count ("taken");
  g_auto (CliTestRun) first = { 0 };
  g_auto (CliTestRun) second = { 0 };
  g_auto (CliTestRun) third = { 0 };

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, "><", ">\n  <", 0), >, 5);
  g_assert_true (g_file_set_contents (other, changed->str, -1, NULL));
  first = cli_filings_run ("etransport upload --practice --yes --wait %s", path);
  second = cli_filings_run ("etransport upload --practice --yes --wait %s", other);
  g_assert_cmpint (first.status, ==, 0);
  g_assert_cmpint (second.status, ==, 1);
  g_assert_nonnull (strstr (second.errors, "saved-otherwise.xml: the same declaration, saved "
                                           "differently, was filed before, as number "));
  g_assert_nonnull (strstr (second.errors, "--again"));
  g_assert_cmpint (cli_filings_count ("taken"), ==, before + 1);
  third = cli_filings_run ("etransport upload --practice --yes --again %s", other);
  g_assert_cmpint (third.status, ==, 0);
  g_assert_cmpint (cli_filings_count ("taken"), ==, before + 2);
}

/* A folder: one file that is not in order stops all of them before anything is sent */
static void
test_folder (void)
{
  g_autofree char *sub = g_build_filename (cli_filings_folder, "many", NULL);
  g_autofree char *bad = g_build_filename (sub, "bad.xml", NULL);
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_auto (CliTestRun) refused = { 0 };
  g_auto (CliTestRun) sent = { 0 };

  g_mkdir_with_parents (sub, 0700);
  one = cli_filings_write ("many/a.xml", "CLI-3");
  two = cli_filings_write ("many/b.xml", "CLI-4");
  g_assert_true (g_file_set_contents (bad, "<eTransport/>", -1, NULL));
  refused = cli_filings_run ("etransport upload --practice --yes %s", sub);
  g_assert_cmpint (refused.status, ==, 1);
  g_assert_nonnull (strstr (refused.errors, "bad.xml"));
  g_assert_true (g_file_set_contents (bad, "", 0, NULL));
  g_assert_cmpint (g_unlink (bad), ==, 0);
  sent = cli_filings_run ("etransport upload --practice --yes --wait --json %s", sub);
  g_assert_cmpint (sent.status, ==, 0);
  g_assert_nonnull (strstr (sent.output, "CLI-3"));
  g_assert_nonnull (strstr (sent.output, "CLI-4"));
  g_assert_null (strstr (sent.output, "processing"));
}

/* A keyring that is locked, or not there, is not an access that has ended */
static void
test_keyring_locked (void)
{
  g_autofree char *one = cli_filings_write ("locked.xml", "CLI-21");
  g_autofree char *two = cli_filings_write ("absent.xml", "CLI-22");
  g_auto (CliTestRun) first = { 0 };
  g_auto (CliTestRun) second = { 0 };
  g_autofree char *upload = g_strconcat ("etransport upload --practice --yes --again ", one, NULL);

  session_test_command (cli_filings_session, "{\"do\":\"etransport\",\"processing_s\":600}");
  first = cli_filings_run ("etransport upload --practice --yes %s", one);
  second = cli_filings_run ("etransport upload --practice --yes %s", two);
  g_assert_cmpint (first.status, ==, 0);
  g_assert_cmpint (second.status, ==, 0);
  parafa_test_keyring_lock (cli_filings_keyring);
  {
    g_auto (GStrv) words = g_strsplit (first.output, "  ", 2);
    g_autofree char *status = g_strconcat ("etransport status ", words[0], NULL);

    cli_filings_assert_status (status, 6, "--interactive");
  }
  cli_filings_assert_status ("etransport list --practice --cif 8000000000", 6, "locked");
  cli_filings_assert_status ("etransport info --practice --cif 8000000000", 6, "locked");
  cli_filings_assert_status ("etransport list --offline", 0, "");
  cli_filings_assert_status (upload, 6, "locked");
  parafa_test_keyring_kill_service (cli_filings_keyring);
  {
    g_auto (GStrv) words = g_strsplit (second.output, "  ", 2);
    g_autofree char *status = g_strconcat ("etransport status ", words[0], NULL);

    cli_filings_assert_status (status, 7, "keyring");
  }
  cli_filings_assert_status ("etransport list --practice --cif 8000000000", 7, "keyring");
  parafa_test_keyring_start_service (cli_filings_keyring);
  cli_filings_assert_status ("etransport list --practice --cif 8000000000", 0, "");
  session_test_command (cli_filings_session, "{\"do\":\"etransport\",\"processing_s\":1}");
}

static void
assert_fails (const char *words, int status, const char *said)
{
  g_auto (CliTestRun) result = cli_test_run (cli_filings_parafa, words);

  g_assert_cmpint (result.status, ==, status);
  g_assert_cmpstr (result.output, ==, "");
  g_assert_nonnull (strstr (result.errors, said));
}

static void
test_usage (void)
{
  g_autofree char *path = cli_filings_write ("usage.xml", "CLI-5");
  g_autofree char *unsaid = g_strconcat ("etransport upload --yes ", path, NULL);
  g_autofree char *unasked = g_strconcat ("etransport upload --practice ", path, NULL);
  g_autofree char *real = g_strconcat ("etransport upload --test --yes ", path, NULL);

  assert_fails ("etransport", 2, "check, upload");
  assert_fails ("etransport send", 2, "check, upload");
  assert_fails (unsaid, 2, "--production");
  assert_fails (unasked, 2, "--yes");
  assert_fails (real, 3, "profile"); /* the practice profile is not for ANAF's systems */
  assert_fails ("etransport upload --practice --test --yes x.xml", 2, "--test");
  assert_fails ("etransport upload --practice --yes", 2, "name files");
  assert_fails ("etransport list --practice", 2, "--cif");
  assert_fails ("etransport list --practice --cif RO8 --days 3", 2, "digits only");
  assert_fails ("etransport list --practice --cif 8 --days 61", 2, "1 to 60");
  assert_fails ("etransport list --offline --format xml", 2, "text, json or csv");
  assert_fails ("etransport list --offline --format text --format csv x --format", 2, "--format");
  assert_fails ("etransport status --format csv", 2, "--format");
  assert_fails ("etransport info --practice", 2, "--cif");
  assert_fails ("etransport info --practice --cif 8 --declarant RO8", 2, "digits only");
  assert_fails ("etransport slip", 2, "name one filing");
  assert_fails ("etransport slip 999999", 1, "999999");
  assert_fails ("etransport status nothing", 1, "nothing");
}

/* -- for scripts -- */

static JsonObject *
get_object (JsonParser *parser, const char *output)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, output, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

static void
assert_json_error (const char *words, int status)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (CliTestRun) result = cli_test_run (cli_filings_parafa, words);
  JsonObject *object;

  g_assert_cmpint (result.status, ==, status);
  object = get_object (parser, result.output);
  g_assert_cmpint (json_object_get_int_member (object, "status"), ==, status);
  g_assert_cmpstr (json_object_get_string_member (object, "error"), !=, "");
}

/* With --json standard output is one JSON value, whatever went wrong */
static void
test_json_errors (void)
{
  g_autofree char *empty = g_build_filename (cli_filings_folder, "empty", NULL);
  g_autofree char *gone =
      g_strconcat ("etransport upload --practice --yes --json ", empty, "/x.xml", NULL);
  g_autofree char *none = g_strconcat ("etransport upload --practice --yes --json ", empty, NULL);

  g_mkdir_with_parents (empty, 0700);
  assert_json_error ("etransport send --json", 2);
  assert_json_error ("etransport upload --json --yes x.xml", 2);
  assert_json_error ("etransport upload --test --yes --json x.xml", 3);
  assert_json_error (gone, 1);
  assert_json_error (none, 1);
  assert_json_error ("etransport list --json --practice", 2);
  assert_json_error ("etransport list --format json --practice", 2);
  assert_json_error ("etransport list --offline --json --format csv", 2);
  assert_json_error ("etransport status --json 999999", 1);
  assert_json_error ("etransport download --json 999999", 1);
  assert_json_error ("etransport slip --json 999999", 1);
}

/* Without --wait each is asked about once */
static void
test_status_does_not_wait (void)
{
  g_autofree char *path = cli_filings_write ("slow.xml", "CLI-10");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (CliTestRun) sent = { 0 };
  g_auto (CliTestRun) status = { 0 };
  g_auto (CliTestRun) slip = { 0 };
  gint64 start_us;
  JsonObject *object;

  session_test_command (cli_filings_session, "{\"do\":\"etransport\",\"processing_s\":600}");
  sent = cli_filings_run ("etransport upload --practice --yes --json %s", path);
  g_assert_cmpint (sent.status, ==, 0);
  object = cli_filings_get_first (parser, sent.output);
  start_us = g_get_monotonic_time ();
  status = cli_filings_run ("etransport status --json %s",
                            json_object_get_string_member (object, "index"));
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 50 * G_USEC_PER_SEC);
  g_assert_cmpint (status.status, ==, 0);
  object = cli_filings_get_first (parser, status.output);
  g_assert_cmpstr (json_object_get_string_member (object, "state"), ==, "processing");
  g_assert_cmpint (json_object_get_int_member (object, "polls"), ==, 1);
  slip = cli_filings_run ("etransport slip --json %s",
                          json_object_get_string_member (object, "index"));
  g_assert_cmpint (slip.status, ==, 1);
  session_test_command (cli_filings_session, "{\"do\":\"etransport\",\"processing_s\":1}");
}

/* A company the certificate has no right on: ANAF's own words; the list tells what the archive has */
static void
test_without_rights (void)
{
  g_autofree char *path = cli_filings_write ("rights.xml", "CLI-11");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (CliTestRun) upload = { 0 };
  g_auto (CliTestRun) list = { 0 };
  JsonObject *object;

  session_test_command (cli_filings_session, "{\"do\":\"etransport\",\"rights\":[\"21\"]}");
  upload = cli_filings_run ("etransport upload --practice --yes --json %s", path);
  g_assert_cmpint (upload.status, ==, 1);
  object = cli_filings_get_first (parser, upload.output);
  g_assert_cmpstr (json_object_get_string_member (object, "state"), ==, "refused");
  g_assert_nonnull (strstr (json_object_get_string_member (object, "message"), "8000000000"));
  list = cli_filings_run ("etransport list --practice --cif 8000000000 --json");
  g_assert_cmpint (list.status, ==, 9);
  g_assert_nonnull (strstr (list.errors, "Nu aveti drept in SPV"));
  g_assert_true (json_parser_load_from_data (parser, list.output, -1, NULL));
  session_test_command (cli_filings_session, "{\"do\":\"etransport\",\"rights\":null}");
}

static GSubprocess *
start_upload (const char *path, GSubprocessFlags flags)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process =
      g_subprocess_new (flags | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                        &error, cli_filings_parafa, "etransport", "upload", "--practice", "--yes",
                        "--json", path, NULL);

  g_assert_no_error (error);
  return process;
}

/* A declaration from a pipe */
static void
test_standard_input (void)
{
  g_autofree char *path = cli_filings_write ("input.xml", "CLI-13");
  g_autofree char *text = NULL;
  g_autofree char *output = NULL;
  g_autoptr (GSubprocess) process = start_upload ("-", G_SUBPROCESS_FLAGS_STDIN_PIPE);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_subprocess_communicate_utf8 (process, text, NULL, &output, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  g_assert_nonnull (strstr (output, "CLI-13"));
}

/* reference and state */
static gboolean
is_in_state (gpointer data)
{
  g_auto (GStrv) words = g_strsplit (data, " ", 2);
  g_autofree char *state = g_strdup_printf ("\"%s\"", words[1]);
  g_auto (CliTestRun) list =
      cli_filings_run ("etransport list --offline --search %s --json", words[0]);

  return strstr (list.output, state) != NULL;
}

/* What stopped once goes on when the same command is given again: nothing is filed twice, nothing has to be named. Here the
 * right to send is held by another program. */
static void
test_again_after_stop (void)
{
  g_autofree char *path = cli_filings_write ("stopped.xml", "CLI-12");
  g_autofree char *archive = parafa_filings_get_default_path ();
  g_autoptr (GError) error = NULL;
  ParafaFilingLock *lock = parafa_filing_lock_take (archive, &error);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *output = NULL;
  g_auto (CliTestRun) sent = { 0 };
  g_auto (CliTestRun) twice = { 0 };

  g_assert_no_error (error);
  process = start_upload (path, G_SUBPROCESS_FLAGS_NONE);
  parafa_test_wait_until (is_in_state, (gpointer) "CLI-12 queued", PARAFA_TEST_LIMIT_MS);
  g_subprocess_send_signal (process, SIGINT);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 130);
  parafa_filing_lock_free (lock);
  sent = cli_filings_run ("etransport upload --practice --yes --json %s", path);
  g_assert_cmpint (sent.status, ==, 0);
  g_assert_nonnull (strstr (sent.output, "processing"));
  twice = cli_filings_run ("etransport upload --practice --yes --json %s", path);
  g_assert_cmpint (twice.status, ==, 1);
}

/* Two terminals at once: one sends, the other waits for it, and each file is filed once */
static void
test_two_terminals (void)
{
  g_autofree char *one = cli_filings_write ("left.xml", "CLI-14");
  g_autofree char *two = cli_filings_write ("right.xml", "CLI-15");
  g_autoptr (GSubprocess) left = NULL;
  g_autoptr (GSubprocess) right = NULL;
  g_autofree char *left_output = NULL;
  g_autofree char *right_output = NULL;

  session_test_command (cli_filings_session, "{\"do\":\"etransport\",\"delay_ms\":700}");
  left = start_upload (one, G_SUBPROCESS_FLAGS_NONE);
  right = start_upload (two, G_SUBPROCESS_FLAGS_NONE);
  g_assert_true (g_subprocess_communicate_utf8 (left, NULL, NULL, &left_output, NULL, NULL));
  g_assert_true (g_subprocess_communicate_utf8 (right, NULL, NULL, &right_output, NULL, NULL));
  session_test_command (cli_filings_session, "{\"do\":\"etransport\",\"delay_ms\":0}");
  g_assert_cmpint (g_subprocess_get_exit_status (left), ==, 0);
  g_assert_cmpint (g_subprocess_get_exit_status (right), ==, 0);
  g_assert_nonnull (strstr (left_output, "\"processing\""));
  g_assert_nonnull (strstr (right_output, "\"processing\""));
}

/* Ctrl+C while the request is on its way: it is not known what became of it, and nothing sends it again by itself */
static void
test_interrupted (void)
{
  g_autofree char *path = cli_filings_write ("cut.xml", "CLI-16");
  g_autofree char *output = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_auto (CliTestRun) status = { 0 };

  session_test_command (cli_filings_session, "{\"do\":\"etransport\",\"delay_ms\":20000}");
  process = start_upload (path, G_SUBPROCESS_FLAGS_NONE);
  parafa_test_wait_until (is_in_state, (gpointer) "CLI-16 sending", PARAFA_TEST_LIMIT_MS);
  g_subprocess_send_signal (process, SIGINT);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, NULL));
  session_test_command (cli_filings_session, "{\"do\":\"etransport\",\"delay_ms\":0}");
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 130);
  g_assert_cmpint (json_object_get_int_member (get_object (parser, output), "status"), ==, 130);
  status = cli_filings_run ("etransport list --offline --search CLI-16 --json");
  g_assert_nonnull (strstr (status.output, "\"sending\""));
}

static void
add_tests (void)
{
  g_test_add_func ("/cli/etransport/whole-way", test_whole_way);
  g_test_add_func ("/cli/etransport/for-programs", test_for_programs);
  g_test_add_func ("/cli/etransport/twice", test_twice);
  g_test_add_func ("/cli/etransport/twice-saved-otherwise", test_twice_saved_otherwise);
  g_test_add_func ("/cli/etransport/folder", test_folder);
  g_test_add_func ("/cli/etransport/usage", test_usage);
  g_test_add_func ("/cli/etransport/json-errors", test_json_errors);
  g_test_add_func ("/cli/etransport/status-does-not-wait", test_status_does_not_wait);
  g_test_add_func ("/cli/etransport/without-rights", test_without_rights);
  g_test_add_func ("/cli/etransport/again-after-stop", test_again_after_stop);
  g_test_add_func ("/cli/etransport/standard-input", test_standard_input);
  g_test_add_func ("/cli/etransport/two-terminals", test_two_terminals);
  /* before the one that leaves a filing in doubt: an upload waits until it is settled */
  g_test_add_func ("/cli/etransport/keyring-locked", test_keyring_locked);
  g_test_add_func ("/cli/etransport/interrupted", test_interrupted);
}

int
main (int argc, char **argv)
{
  return cli_filings_main (argc, argv, add_tests);
}
