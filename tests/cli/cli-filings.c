/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-filings.h"

#include "declarations.h"
#include "parafa-filings.h"

#include <string.h>

ParafaSession *cli_filings_session;
ParafaTestKeyring *cli_filings_keyring;
char *cli_filings_folder;
const char *cli_filings_parafa;

/* A practice profile with a token, without a login */
static void
log_in (void)
{
  g_autoptr (GError) error = NULL;
  ParafaAccount *account = session_test_practise (cli_filings_session, &error);
  ParafaPractice *practice = parafa_session_get_practice (cli_filings_session);
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

char *
cli_filings_write (const char *name, const char *reference)
{
  g_autofree char *root =
      g_strdup_printf ("codDeclarant='8000000000' refDeclarant='%s'", reference);
  const char *parts[] = { "{root}", root, NULL };
  g_autofree char *text = parafa_test_notice ("30", parts);
  char *path = g_build_filename (cli_filings_folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

CliTestRun
cli_filings_run (const char *format, ...)
{
  g_autofree char *words = NULL;
  va_list arguments;

  va_start (arguments, format);
  words = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return cli_test_run (cli_filings_parafa, words);
}

gint64
cli_filings_count (const char *name)
{
  ParafaPractice *practice = parafa_session_get_practice (cli_filings_session);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaSecret) answer = NULL;

  parafa_practice_command_async (practice, "{\"do\":\"filings\"}", NULL,
                                 parafa_test_result_callback, result);
  answer = parafa_practice_command_finish (practice,
                                           parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                           &error);
  g_assert_no_error (error);
  g_assert_true (json_parser_load_from_data (parser, parafa_secret_get (answer), -1, NULL));
  return json_object_get_int_member (json_node_get_object (json_parser_get_root (parser)), name);
}

JsonObject *
cli_filings_get_first (JsonParser *parser, const char *output)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, output, -1, &error);
  g_assert_no_error (error);
  return json_array_get_object_element (json_node_get_array (json_parser_get_root (parser)), 0);
}

char *
cli_filings_write_about (const char *name, const char *element)
{
  g_autofree char *text = g_strdup_printf ("<?xml version='1.0' encoding='UTF-8'?><eTransport "
                                           "xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' "
                                           "codDeclarant='8000000000'>%s</eTransport>",
                                           element);
  char *path = g_build_filename (cli_filings_folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

void
cli_filings_assert_status (const char *words, int status, const char *said)
{
  g_auto (CliTestRun) result = cli_test_run (cli_filings_parafa, words);

  g_assert_cmpint (result.status, ==, status);
  g_assert_nonnull (strstr (result.errors, said));
}

int
cli_filings_main (int argc, char **argv, void (*add_tests) (void))
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  g_autoptr (ParafaTestDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  int result;

  cli_filings_keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  cli_filings_parafa = argv[1];
  dir = parafa_test_dir_new ();
  cli_filings_folder = g_strdup (dir);
  cli_filings_session = session_test_open (clock, &error);
  g_assert_no_error (error);
  log_in ();
  session_test_command (cli_filings_session, "{\"do\":\"etransport\",\"processing_s\":1}");
  add_tests ();
  result = g_test_run ();
  session_test_release (cli_filings_session);
  parafa_test_keyring_free (cli_filings_keyring);
  g_free (cli_filings_folder);
  return result;
}
