/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* parafa-token: `parafa token` and `parafa profiles`, which need the keyring and the network. A program of its own, so
 * that `parafa decode` and `parafa etransport check` map none of the libraries for them. */
#include "parafa-profiles-command.h"
#include "parafa-terminal-locale.h"
#include "parafa-token-command.h"

#include "parafa-process.h"

#include <string.h>

int
main (int argc, char **argv)
{
  parafa_terminal_locale_set ();
  parafa_process_harden ();
  if (argc > 1 && strcmp (argv[1], "profiles") == 0)
    return (int) parafa_profiles_command_run (argc - 2, argv + 2);
  return (int) parafa_token_command_run (MAX (argc - 2, 0), argv + MIN (argc, 2));
}
