/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-test.h"

#define PRACTICE_HOLDER "Anița Brădișor"
#define DAY (G_GINT64_CONSTANT (86400))

void
cli_test_run_clear (CliTestRun *run)
{
  g_free (run->output);
  g_free (run->errors);
}

CliTestRun
cli_test_run (const char *program, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", -1);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  CliTestRun run = { 0 };

  g_ptr_array_add (argv, (gpointer) program);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_strdelimit (parts[i], "_", ' ');
      g_ptr_array_add (argv, parts[i]);
    }
  g_ptr_array_add (argv, NULL);
  run.status = parafa_test_run ((const char *const *) argv->pdata, NULL, &run.output, &run.errors);
  g_test_message ("parafa %s: %d %s", words, run.status, run.errors);
  return run;
}

ParafaAccount *
cli_test_log_in (ParafaSession *session)
{
  g_autoptr (GError) error = NULL;
  ParafaAccount *account = session_test_practise (session, &error);
  g_autoptr (SessionTestLogin) login = NULL;

  g_assert_no_error (error);
  login = session_test_login_new (session, account);
  session_test_login_start (login);
  session_test_login_choose (login, PRACTICE_HOLDER);
  session_test_login_wait_step (login, PARAFA_LOGIN_DONE);
  return account;
}

void
cli_test_expire (ParafaAccount *account, const char *refresh)
{
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (ParafaTokenPair) stored = session_test_stored_pair (account);
  g_autoptr (ParafaSecret) access = parafa_secret_new ("ended-access-token", -1);
  g_autoptr (ParafaSecret) own = refresh != NULL
                                     ? parafa_secret_new (refresh, -1)
                                     : parafa_secret_ref (parafa_token_pair_get_refresh (stored));
  g_autoptr (ParafaTokenPair) pair =
      parafa_token_pair_new (access, own, 90 * DAY, now_s - 91 * DAY, now_s - 91 * DAY);
  g_autoptr (GError) error = NULL;

  session_test_keep (account, pair, &error);
  g_assert_no_error (error);
}

guint
cli_test_count_draws (void)
{
  g_autofree char *text = NULL;
  guint n_lines = 0;

  if (g_file_get_contents (g_getenv ("PARAFA_SIMULATOR_SPY"), &text, NULL, NULL))
    for (const char *at = text; *at != '\0'; at++)
      n_lines += *at == '\n';
  return n_lines;
}
