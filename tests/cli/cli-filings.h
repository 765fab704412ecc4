/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli-test.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* `parafa etransport` with a real keyring, archive and practice server: one of each for the whole program */
extern ParafaSession *cli_filings_session;
extern ParafaTestKeyring *cli_filings_keyring;
extern char *cli_filings_folder;       /* with files to be filed */
extern const char *cli_filings_parafa; /* the program under test */

/* runs what add_tests() adds, logged in with a practice profile; a declaration is through after a second */
int cli_filings_main (int argc, char **argv, void (*add_tests) (void));
/* a notice, or another declaration about a UIT */
char *cli_filings_write (const char *name, const char *reference);
char *cli_filings_write_about (const char *name, const char *element);
CliTestRun cli_filings_run (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* what the practice server counted: see its command `filings` */
gint64 cli_filings_count (const char *name);
JsonObject *cli_filings_get_first (JsonParser *parser, const char *output);
void cli_filings_assert_status (const char *words, int status, const char *said);

G_END_DECLS
