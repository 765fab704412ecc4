/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* parafa-etransport: the commands of `parafa etransport` that need a session. A program of its own, so that `check`
 * maps none of the libraries they need. */
#include "parafa-filing-job.h"
#include "parafa-filing-text.h"
#include "parafa-terminal-locale.h"

#include "parafa-process.h"

#include <stdio.h>
#include <string.h>

/* What is said on standard error, for the JSON of a failure */
static GString *said;

static void
say_and_keep (const char *text)
{
  g_string_append (said, text);
  fputs (text, stderr);
}

static gboolean
wants_json (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    if (strcmp (argv[i], "--") == 0)
      return FALSE;
    else if (strcmp (argv[i], "--json") == 0 || strcmp (argv[i], "--format=json") == 0 ||
             (strcmp (argv[i], "--format") == 0 && g_strcmp0 (argv[i + 1], "json") == 0))
      return TRUE;
  return FALSE;
}

static ParafaExit
run (ParafaFilingOptions *options, int argc, char **argv)
{
  if (!parafa_filing_options_parse (options, argc - 1, argv + 1))
    return PARAFA_EXIT_USAGE;
  return parafa_filing_job_run (options);
}

int
main (int argc, char **argv)
{
  g_auto (ParafaFilingOptions) options = { 0 };
  ParafaExit status;

  parafa_terminal_locale_set ();
  parafa_process_harden ();
  if (!wants_json (argc, argv))
    return (int) run (&options, argc, argv);
  said = g_string_new (NULL);
  g_set_printerr_handler (say_and_keep);
  status = run (&options, argc, argv);
  if (!options.printed)
    parafa_filing_text_print_json_error ((int) status, said->str);
  g_string_free (said, TRUE);
  return (int) status;
}
