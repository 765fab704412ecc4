/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "session-test.h"

G_BEGIN_DECLS

/* What a program said */
typedef struct
{
  int status;
  char *output;
  char *errors;
} CliTestRun;

void cli_test_run_clear (CliTestRun *run);
/* words: separated by blanks; “_” stands for a blank within one */
CliTestRun cli_test_run (const char *program, const char *words);
/* a practice profile that is logged in, without a web view and without a token */
ParafaAccount *cli_test_log_in (ParafaSession *session);
/* puts a pair in place whose access has ended; refresh: (nullable): NULL keeps the right one */
void cli_test_expire (ParafaAccount *account, const char *refresh);
/* how many random values the practice servers have drawn: each refresh draws the same number */
guint cli_test_count_draws (void);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliTestRun, cli_test_run_clear)

G_END_DECLS
