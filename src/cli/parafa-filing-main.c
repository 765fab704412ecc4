/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* parafa-etransport: the commands of `parafa etransport` that need a session. A program of its own, so that `check`
 * maps none of the libraries they need. */
#include "parafa-filing-job.h"
#include "parafa-terminal-locale.h"

#include "parafa-process.h"

int
main (int argc, char **argv)
{
  g_auto (ParafaFilingOptions) options = { 0 };

  parafa_terminal_locale_set ();
  parafa_process_harden ();
  if (!parafa_filing_options_parse (&options, argc - 1, argv + 1))
    return PARAFA_EXIT_USAGE;
  return (int) parafa_filing_job_run (&options);
}
