/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What `parafa etransport` makes of ANAF's answers: told twice, of some days, of what was confirmed or deleted, and the exit
 * statuses */
#include "cli-filings.h"

#include "parafa-filings.h"

#include <glib/gstdio.h>
#include <string.h>

/* Changes the archive as another program would: nothing in it moves by itself */
static ParafaArchive *
open_archive (void)
{
  g_autofree char *path = parafa_filings_get_default_path ();
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  ParafaArchive *archive;

  parafa_archive_open_async (path, NULL, parafa_test_result_callback, result);
  archive =
      parafa_archive_open_finish (parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), &error);
  g_assert_no_error (error);
  return archive;
}

static void
change (gint64 id, ParafaFilingChange *step)
{
  g_autoptr (ParafaArchive) archive = open_archive ();
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaFilingRecord) after = NULL;

  parafa_archive_change_async (archive, id, step, NULL, parafa_test_result_callback, result);
  after =
      parafa_archive_change_finish (archive, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                    NULL);
  g_assert_nonnull (after);
}

/* Asked twice in a row: the second time the last answer is told at once, with its time, and ANAF is not asked */
static void
test_status_twice (void)
{
  g_autofree char *path = cli_filings_write ("twice-asked.xml", "CLI-30");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (CliTestRun) sent = { 0 };
  g_auto (CliTestRun) first = { 0 };
  g_auto (CliTestRun) second = { 0 };
  g_auto (CliTestRun) text = { 0 };
  g_auto (CliTestRun) wait = { 0 };
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  ParafaFilingChange *pause;
  gint64 id;
  JsonObject *object;

  session_test_command (cli_filings_session, "{\"do\":\"etransport\",\"processing_s\":600}");
  sent = cli_filings_run ("etransport upload --practice --yes --json %s", path);
  object = cli_filings_get_first (parser, sent.output);
  id = json_object_get_int_member (object, "id");
  g_assert_cmpint (json_object_get_int_member (object, "asked_at"), ==, -1);
  first = cli_filings_run ("etransport status --json %d", (int) id);
  g_assert_cmpint (first.status, ==, 0);
  object = cli_filings_get_first (parser, first.output);
  g_assert_cmpint (json_object_get_int_member (object, "asked_at"), >=, now_s);
  g_assert_cmpint (json_object_get_int_member (object, "next_poll_at"), >, now_s);
  /* a pause that cannot be over before the next program has started */
  pause = parafa_filing_change_new (0, PARAFA_FILING_KEEP, now_s);
  pause->next_poll_at = now_s + 3000;
  change (id, pause);
  second = cli_filings_run ("etransport status --json %d", (int) id);
  g_assert_cmpint (second.status, ==, 0);
  object = cli_filings_get_first (parser, second.output);
  g_assert_cmpint (json_object_get_int_member (object, "polls"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (object, "next_poll_at"), ==, now_s + 3000);
  text = cli_filings_run ("etransport status %d", (int) id);
  g_assert_nonnull (strstr (text.output, "ANAF said so at 2"));
  g_assert_nonnull (strstr (text.output, "--wait"));
  /* whoever waits has it asked */
  session_test_command (cli_filings_session, "{\"do\":\"etransport\",\"processing_s\":1}");
  wait = cli_filings_run ("etransport status --wait --json %d", (int) id);
  object = cli_filings_get_first (parser, wait.output);
  g_assert_cmpstr (json_object_get_string_member (object, "state"), ==, "ok");
}

/* A failure of every call; "null" for none */
static void
fail_with (const char *how)
{
  g_autofree char *line = g_strdup_printf ("{\"do\":\"etransport\",\"fail\":%s}", how);

  session_test_command (cli_filings_session, line);
}

/* What goes wrong twice within a second is told twice, at once: the second time nothing in the archive changes */
static void
test_status_in_vain (void)
{
  g_autofree char *path = cli_filings_write ("in-vain.xml", "CLI-31");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (CliTestRun) sent = cli_filings_run ("etransport upload --practice --yes --json %s", path);
  gint64 id = json_object_get_int_member (cli_filings_get_first (parser, sent.output), "id");

  fail_with ("\"reset\"");
  for (guint times = 0; times < 2; times++)
    {
      gint64 start_us = g_get_monotonic_time ();
      g_auto (CliTestRun) status = cli_filings_run ("etransport status --json %d", (int) id);

      g_assert_cmpint (status.status, ==, 8);
      g_assert_nonnull (strstr (status.output, "\"processing\""));
      g_assert_cmpint (g_get_monotonic_time () - start_us, <, 50 * G_USEC_PER_SEC);
    }
  fail_with ("null");
}

/* The days are those of ANAF's list and of the archive alike, and of the filing, not of the transport */
static void
test_days (void)
{
  g_autofree char *path = cli_filings_write ("days.xml", "CLI-32");
  g_auto (CliTestRun) sent = cli_filings_run ("etransport upload --practice --yes --wait %s", path);
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  static const char *const words[] = { "--offline", "--practice --cif 8000000000" };

  g_assert_cmpint (sent.status, ==, 0);
  {
    g_autoptr (ParafaArchive) archive = open_archive ();
    g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
    g_autoptr (ParafaFilingRecord) old = parafa_filing_record_new ();
    g_autoptr (ParafaFilingRecord) added = NULL;
    g_autoptr (GBytes) body = g_bytes_new_static ("<a/>", 4);

    old->profile = g_strdup ("x");
    old->system = PARAFA_FILING_PRACTICE;
    old->cif = g_strdup ("8000000000");
    old->state = PARAFA_FILING_NOK;
    old->created_at = old->changed_at = now_s - 20 * 86400;
    old->reference = g_strdup ("CLI-OLD");
    old->transport_date = g_strdup ("2099-01-01");
    parafa_archive_add_async (archive, old, body, TRUE, NULL, parafa_test_result_callback, result);
    added =
        parafa_archive_add_finish (archive, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                   NULL);
    g_assert_nonnull (added);
  }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_auto (CliTestRun) few = cli_filings_run ("etransport list --json --days 3 %s", words[i]);
      g_auto (CliTestRun) many = cli_filings_run ("etransport list --json --days 30 %s", words[i]);
      g_auto (CliTestRun) all = cli_filings_run ("etransport list --json %s", words[i]);

      g_assert_nonnull (strstr (few.output, "CLI-32"));
      g_assert_null (strstr (few.output, "CLI-OLD"));
      g_assert_nonnull (strstr (many.output, "CLI-OLD"));
      g_assert_nonnull (strstr (many.output, "CLI-32"));
      g_assert_nonnull (strstr (all.output, "CLI-OLD"));
    }
}

/* Confirmed: the slip says so, and the list tells how, also the row that ANAF's list alone told */
static void
test_confirmed (void)
{
  g_autofree char *path = cli_filings_write ("arrival.xml", "CLI-33");
  g_autofree char *pdf = g_build_filename (cli_filings_folder, "arrival.pdf", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *uit = NULL;
  g_autofree char *element = NULL;
  g_autofree char *confirmation = NULL;
  g_auto (CliTestRun) sent =
      cli_filings_run ("etransport upload --practice --yes --wait --json %s", path);
  g_auto (CliTestRun) before = { 0 };
  g_auto (CliTestRun) confirmed = { 0 };
  g_auto (CliTestRun) slip = { 0 };
  g_auto (CliTestRun) list = { 0 };
  g_auto (CliTestRun) csv = { 0 };
  JsonObject *object = cli_filings_get_first (parser, sent.output);

  uit = g_strdup (json_object_get_string_member (object, "uit"));
  g_assert_true (json_object_get_null_member (object, "confirmation"));
  before = cli_filings_run ("etransport slip --output %s %s", pdf, uit);
  g_assert_cmpint (before.status, ==, 0);
  g_assert_cmpstr (before.errors, ==, "");
  element = g_strdup_printf ("<confirmare uit='%s' tipConfirmare='20'/>", uit);
  confirmation = cli_filings_write_about ("confirmation.xml", element);
  confirmed = cli_filings_run ("etransport upload --practice --yes --wait --json %s", confirmation);
  g_assert_cmpint (confirmed.status, ==, 0);
  object = cli_filings_get_first (parser, confirmed.output);
  g_assert_cmpstr (json_object_get_string_member (object, "confirmation"), ==, "confirmed-in-part");
  slip = cli_filings_run ("etransport slip --output %s %s", pdf, uit);
  g_assert_cmpint (slip.status, ==, 0);
  g_assert_nonnull (strstr (slip.errors, "not valid any more"));
  /* the first row is the notice's, and only ANAF's list can have told it */
  list = cli_filings_run ("etransport list --practice --cif 8000000000 --json --search CLI-33");
  object = cli_filings_get_first (parser, list.output);
  g_assert_cmpstr (json_object_get_string_member (object, "reference"), ==, "CLI-33");
  g_assert_cmpstr (json_object_get_string_member (object, "confirmation"), ==, "confirmed-in-part");
  csv = cli_filings_run ("etransport list --offline --format csv --search CLI-33");
  g_assert_nonnull (strstr (csv.output, "confirmed-in-part"));
}

static void
test_deleted (void)
{
  g_autofree char *path = cli_filings_write ("mistake.xml", "CLI-34");
  g_autofree char *pdf = g_build_filename (cli_filings_folder, "mistake.pdf", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (CliTestRun) sent =
      cli_filings_run ("etransport upload --practice --yes --wait --json %s", path);
  g_autofree char *uit =
      g_strdup (json_object_get_string_member (cli_filings_get_first (parser, sent.output), "uit"));
  g_autofree char *element = g_strdup_printf ("<stergere uit='%s'/>", uit);
  g_autofree char *deletion = cli_filings_write_about ("deletion.xml", element);
  g_auto (CliTestRun) deleted =
      cli_filings_run ("etransport upload --practice --yes --wait --json %s", deletion);
  g_auto (CliTestRun) slip = cli_filings_run ("etransport slip --output %s %s", pdf, uit);

  g_assert_cmpint (deleted.status, ==, 0);
  g_assert_cmpint (slip.status, ==, 1);
  g_assert_nonnull (strstr (slip.errors, "deleted"));
  g_assert_false (g_file_test (pdf, G_FILE_TEST_EXISTS));
}

/* One table of exit statuses: whichever command meets it, the same trouble ends alike */
static void
test_exit_statuses (void)
{
  static const struct
  {
    const char *how;
    int status;
    const char *said;
  } troubles[] = {
    { "\"401\"", 5, "does not take the token" },
    { "\"403\"", 9, "does not let this application" },
    { "\"reset\"", 8, "" },
  };
  g_autofree char *path = cli_filings_write ("statuses.xml", "CLI-35");
  g_autofree char *late = cli_filings_write ("statuses-late.xml", "CLI-36");
  g_autofree char *zip = g_build_filename (cli_filings_folder, "statuses.zip", NULL);
  g_autofree char *pdf = g_build_filename (cli_filings_folder, "statuses.pdf", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (CliTestRun) sent = cli_filings_run ("etransport upload --practice --yes --json %s", path);
  int id = (int) json_object_get_int_member (cli_filings_get_first (parser, sent.output), "id");
  char *words[] = {
    g_strdup_printf ("etransport status %d", id),
    g_strdup ("etransport list --practice --cif 8000000000"),
    g_strdup ("etransport info --practice --cif 8000000000"),
    g_strdup_printf ("etransport download --output %s %d", zip, id),
    /* a reset upload would be in doubt: it is tried with what is certain not to be taken in */
    g_strdup_printf ("etransport upload --practice --yes %s", late),
  };

  for (guint i = 0; i < G_N_ELEMENTS (troubles); i++)
    {
      fail_with (troubles[i].how);
      for (guint n = 0; n < G_N_ELEMENTS (words); n++)
        {
          g_auto (CliTestRun) result = { 0 };

          if (strstr (words[n], "upload") != NULL && troubles[i].status == 8)
            continue;
          result = cli_test_run (cli_filings_parafa, words[n]);
          g_test_message ("%s: %s: %d %s", troubles[i].how, words[n], result.status, result.errors);
          g_assert_cmpint (result.status, ==, troubles[i].status);
          g_assert_nonnull (strstr (result.errors, troubles[i].said));
        }
      /* what the archive has is saved all the same */
      g_assert_true (g_file_test (zip, G_FILE_TEST_EXISTS));
      g_assert_cmpint (g_unlink (zip), ==, 0);
    }
  fail_with ("null");
  g_clear_pointer (&words[0], g_free);
  words[0] = g_strdup_printf ("etransport status --wait %d", id);
  cli_filings_assert_status (words[0], 0, "");
  /* it needs nobody */
  g_clear_pointer (&words[0], g_free);
  words[0] = g_strdup_printf ("etransport slip --output %s %d", pdf, id);
  fail_with ("\"401\"");
  cli_filings_assert_status (words[0], 0, "");
  fail_with ("null");
  for (guint n = 0; n < G_N_ELEMENTS (words); n++)
    g_clear_pointer (&words[n], g_free);
}

static void
add_tests (void)
{
  g_test_add_func ("/cli/etransport-answers/status-twice", test_status_twice);
  g_test_add_func ("/cli/etransport-answers/status-in-vain", test_status_in_vain);
  g_test_add_func ("/cli/etransport-answers/days", test_days);
  g_test_add_func ("/cli/etransport-answers/confirmed", test_confirmed);
  g_test_add_func ("/cli/etransport-answers/deleted", test_deleted);
  g_test_add_func ("/cli/etransport-answers/exit-statuses", test_exit_statuses);
}

int
main (int argc, char **argv)
{
  return cli_filings_main (argc, argv, add_tests);
}
