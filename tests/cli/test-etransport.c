/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* `parafa etransport` as scripts run it: each command a program of its own, with a real keyring, archive and practice
 * server */
#include "cli-test.h"
#include "declarations.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

static const char *parafa; /* (unowned): the program under test */
static ParafaSession *session;
static char *folder; /* (owned): with files to be filed */

/* A practice profile with a token, without a login */
static void
log_in (void)
{
  g_autoptr (GError) error = NULL;
  ParafaAccount *account = session_test_practise (session, &error);
  ParafaPractice *practice = parafa_session_get_practice (session);
  const char *client_id = parafa_profile_get_client_id (parafa_account_get_profile (account));
  g_autofree char *line = g_strdup_printf ("{\"do\":\"grant\",\"client_id\":\"%s\"}", client_id);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (ParafaSecret) answer = NULL;
  g_autoptr (ParafaSecret) access = NULL;
  g_autoptr (ParafaSecret) refresh = NULL;
  g_autoptr (ParafaTokenPair) pair = NULL;
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  JsonObject *object;

  g_assert_no_error (error);
  parafa_practice_command_async (practice, line, NULL, parafa_test_result_callback, result);
  answer = parafa_practice_command_finish (practice,
                                           parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                           &error);
  g_assert_no_error (error);
  g_assert_true (json_parser_load_from_data (parser, parafa_secret_get (answer), -1, NULL));
  object = json_node_get_object (json_parser_get_root (parser));
  access = parafa_secret_new (json_object_get_string_member (object, "access_token"), -1);
  refresh = parafa_secret_new (json_object_get_string_member (object, "refresh_token"), -1);
  pair = parafa_token_pair_new (access, refresh, json_object_get_int_member (object, "expires_in"),
                                now_s, now_s);
  g_assert_true (session_test_keep (account, pair, &error));
  g_assert_no_error (error);
  g_object_unref (account);
}

static char *
write_notice (const char *name, const char *reference)
{
  g_autofree char *root =
      g_strdup_printf ("codDeclarant='8000000000' refDeclarant='%s'", reference);
  const char *parts[] = { "{root}", root, NULL };
  g_autofree char *text = parafa_test_notice ("30", parts);
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static CliTestRun run (const char *format, ...) G_GNUC_PRINTF (1, 2);

static CliTestRun
run (const char *format, ...)
{
  g_autofree char *words = NULL;
  va_list arguments;

  va_start (arguments, format);
  words = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return cli_test_run (parafa, words);
}

static JsonObject *
get_first (JsonParser *parser, const char *output)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, output, -1, &error);
  g_assert_no_error (error);
  return json_array_get_object_element (json_node_get_array (json_parser_get_root (parser)), 0);
}

/* File, wait, and everything that can be done with it afterwards, each in a program of its own */
static void
test_whole_way (void)
{
  g_autofree char *path = write_notice ("one.xml", "CLI-1");
  g_autofree char *zip = g_build_filename (folder, "one.zip", NULL);
  g_autofree char *pdf = g_build_filename (folder, "one.pdf", NULL);
  g_autofree char *zip_data = NULL;
  g_autofree char *pdf_data = NULL;
  g_autofree char *uit = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;
  gsize length;
  g_auto (CliTestRun) early = run ("etransport upload --practice --yes --json %s", path);
  g_auto (CliTestRun) status = { 0 };
  g_auto (CliTestRun) list = { 0 };
  g_auto (CliTestRun) download = { 0 };
  g_auto (CliTestRun) slip = { 0 };

  g_assert_cmpint (early.status, ==, 0);
  object = get_first (parser, early.output);
  g_assert_cmpstr (json_object_get_string_member (object, "state"), ==, "processing");
  g_assert_cmpstr (json_object_get_string_member (object, "system"), ==, "practice");
  g_assert_true (json_object_get_null_member (object, "uit")); /* not before it counts */
  g_assert_cmpstr (json_object_get_string_member (object, "reference"), ==, "CLI-1");

  status =
      run ("etransport status --wait --json %s", json_object_get_string_member (object, "index"));
  g_assert_cmpint (status.status, ==, 0);
  object = get_first (parser, status.output);
  g_assert_cmpstr (json_object_get_string_member (object, "state"), ==, "ok");
  uit = g_strdup (json_object_get_string_member (object, "uit"));
  g_assert_cmpuint (strlen (uit), ==, 16);

  list = run ("etransport list --practice --cif 8000000000 --days 3");
  g_assert_cmpint (list.status, ==, 0);
  g_assert_nonnull (strstr (list.output, uit));

  download = run ("etransport download --output %s %s", zip, uit);
  g_assert_cmpint (download.status, ==, 0);
  g_assert_nonnull (strstr (download.errors, "archive"));
  g_assert_true (g_file_get_contents (zip, &zip_data, &length, NULL));
  g_assert_true (length > 500 && memcmp (zip_data, "PK\x03\x04", 4) == 0);
  g_assert_nonnull (memmem (zip_data, length, "declaratie.xml", 14));
  g_assert_nonnull (memmem (zip_data, length, "recipisa.txt", 12));

  slip = run ("etransport slip --a5 --output %s %s", pdf, uit);
  g_assert_cmpint (slip.status, ==, 0);
  g_assert_true (g_file_get_contents (pdf, &pdf_data, &length, NULL));
  g_assert_true (g_str_has_prefix (pdf_data, "%PDF-"));
}

/* The same file twice is refused, unless wanted */
static void
test_twice (void)
{
  g_autofree char *path = write_notice ("two.xml", "CLI-2");
  g_auto (CliTestRun) first = run ("etransport upload --practice --yes %s", path);
  g_auto (CliTestRun) second = run ("etransport upload --practice --yes %s", path);
  g_auto (CliTestRun) third = run ("etransport upload --practice --yes --again %s", path);

  g_assert_cmpint (first.status, ==, 0);
  g_assert_cmpint (second.status, ==, 1);
  g_assert_nonnull (strstr (second.errors, "--again"));
  g_assert_cmpint (third.status, ==, 0);
}

/* A folder: one file that is not in order stops all of them before anything is sent */
static void
test_folder (void)
{
  g_autofree char *sub = g_build_filename (folder, "many", NULL);
  g_autofree char *bad = g_build_filename (sub, "bad.xml", NULL);
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_auto (CliTestRun) refused = { 0 };
  g_auto (CliTestRun) sent = { 0 };

  g_mkdir_with_parents (sub, 0700);
  one = write_notice ("many/a.xml", "CLI-3");
  two = write_notice ("many/b.xml", "CLI-4");
  g_assert_true (g_file_set_contents (bad, "<eTransport/>", -1, NULL));
  refused = run ("etransport upload --practice --yes %s", sub);
  g_assert_cmpint (refused.status, ==, 1);
  g_assert_nonnull (strstr (refused.errors, "bad.xml"));
  g_assert_true (g_file_set_contents (bad, "", 0, NULL));
  g_assert_cmpint (g_unlink (bad), ==, 0);
  sent = run ("etransport upload --practice --yes --wait --json %s", sub);
  g_assert_cmpint (sent.status, ==, 0);
  g_assert_nonnull (strstr (sent.output, "CLI-3"));
  g_assert_nonnull (strstr (sent.output, "CLI-4"));
  g_assert_null (strstr (sent.output, "processing"));
}

static void
assert_fails (const char *words, int status, const char *said)
{
  g_auto (CliTestRun) result = cli_test_run (parafa, words);

  g_assert_cmpint (result.status, ==, status);
  g_assert_cmpstr (result.output, ==, "");
  g_assert_nonnull (strstr (result.errors, said));
}

static void
test_usage (void)
{
  g_autofree char *path = write_notice ("usage.xml", "CLI-5");
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
  assert_fails ("etransport slip", 2, "name one filing");
  assert_fails ("etransport slip 999999", 1, "999999");
  assert_fails ("etransport status nothing", 1, "nothing");
}

int
main (int argc, char **argv)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  g_autoptr (ParafaTestDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  ParafaTestKeyring *keyring;
  int result;

  keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  parafa = argv[1];
  dir = parafa_test_dir_new ();
  folder = g_strdup (dir);
  session = session_test_open (clock, &error);
  g_assert_no_error (error);
  log_in ();
  session_test_command (session, "{\"do\":\"etransport\",\"processing_s\":1}");
  g_test_add_func ("/cli/etransport/whole-way", test_whole_way);
  g_test_add_func ("/cli/etransport/twice", test_twice);
  g_test_add_func ("/cli/etransport/folder", test_folder);
  g_test_add_func ("/cli/etransport/usage", test_usage);
  result = g_test_run ();
  session_test_release (session);
  parafa_test_keyring_free (keyring);
  g_free (folder);
  return result;
}
