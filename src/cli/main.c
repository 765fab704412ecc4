/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-decode.h"
#include "parafa-etransport-command.h"
#include "parafa-terminal-locale.h"

#include "parafa-paths.h"
#include "parafa-process.h"

#include "parafa-config.h"

#include <glib/gi18n.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

static const char help_text[] =
    N_ ("Usage:\n"
        "  parafa [window]                 open the window\n"
        "  parafa token [--profile P] [--format raw|header|env|json|curl]\n"
        "               [--no-refresh] [--interactive] [--show]\n"
        "                                  print a valid access token, renewed when due\n"
        "  parafa profiles [--json|--names]\n"
        "                                  list the profiles, their state and clocks\n"
        "  parafa doctor [--json] [--offline] [--profile P]\n"
        "                                  look at everything that a login needs\n"
        "  parafa decode [--json] FILE|-   show what is in a token, offline\n"
        "  parafa etransport check [--json] FILE|FOLDER|-...\n"
        "                                  judge e-Transport declarations, offline\n"
        "  parafa etransport upload --test|--production|--practice [--profile P] [--cif N]\n"
        "               [--yes] [--again] [--wait] [--interactive] [--json] FILE|FOLDER|-...\n"
        "                                  file declarations; asks first, unless --yes\n"
        "  parafa etransport status [--wait] [--offline] [--interactive] [--json] [FILING...]\n"
        "                                  what became of them\n"
        "  parafa etransport list --test|--production|--practice --cif N [--days D]\n"
        "               [--search WORDS] [--offline] [--interactive] [--profile P]\n"
        "               [--format text|json|csv] [--json]\n"
        "                                  ANAF's list and the archive together; with --days\n"
        "                                  what was filed in the last D days\n"
        "  parafa etransport info --test|--production|--practice --cif N [--uit U]\n"
        "               [--declarant N] [--interactive] [--profile P] [--json]\n"
        "                                  the transports a carrier was named for\n"
        "  parafa etransport download [--output FILE] [--offline] [--interactive] [--json] FILING\n"
        "                                  save declaration, answers and receipt as ZIP\n"
        "  parafa etransport slip [--output FILE] [--a5] [--json] FILING\n"
        "                                  the driver's slip as PDF, once the UIT counts\n"
        "  parafa --help                   show this help\n"
        "  parafa --version                show the version\n"
        "\n"
        "decode reads a file, or standard input for -. The token may stand alone, in a\n"
        "JSON answer, in a “Bearer” line or in a curl command, with line breaks or not.\n"
        "\n"
        "etransport check applies the schema and all business rules and reports\n"
        "everything it finds, with line and column.\n"
        "\n"
        "A FILING is its number, its upload index or its UIT. What is filed is written down\n"
        "before it is sent; the same file is not filed twice without --again. With --json,\n"
        "standard output is a list of filings, or {“file”: …}, or {“status”: …, “error”: …}.\n"
        "What ANAF said a moment ago status tells with its time, without asking again; --wait\n"
        "asks, and until it is through.\n"
        "\n"
        "token names a profile by its name or id; where there is only one, none has to be\n"
        "named. It asks nothing unless --interactive, and prints to a terminal only with\n"
        "--show.\n"
        "\n"
        "doctor looks at card reader, token, driver, certificate, keyring, network and clock,\n"
        "and says what to do. It never tries a PIN; --offline asks no server.\n"
        "\n"
        "Exit status: 0 done, or all files valid; 1 the token cannot be read, a file is\n"
        "not valid, not filed or refused, or something stops a login; 2 wrong arguments,\n"
        "or a file that cannot be read; 3 no such profile, or more than one; 4 never\n"
        "logged in; 5 the access has ended and needs a login, or ANAF does not take the\n"
        "token; 6 the keyring is locked;\n"
        "7 there is no keyring, or it does not serve; 8 the server does not answer;\n"
        "9 the server gives no token, or refuses; 10 another program is renewing it, or\n"
        "filing.\n");

/* The window is a program of its own, so that this one maps no graphical library; the others, so that it maps none for
 * certificates, keyring, network and archive. */
static ParafaExit
become (ParafaProgram other, char **argv)
{
  g_autofree char *program = parafa_paths_find (other);

  argv[0] = program;
  execv (program, argv);
  g_printerr ("parafa: %s: %s\n", program, g_strerror (errno));
  return PARAFA_EXIT_USAGE;
}

int
main (int argc, char **argv)
{
  parafa_terminal_locale_set ();
  if (argc < 2)
    return (int) become (PARAFA_PROGRAM_WINDOW, argv);
  if (strcmp (argv[1], "window") == 0)
    return (int) become (PARAFA_PROGRAM_WINDOW, argv + 1);
  if (strcmp (argv[1], "etransport") == 0 && (argc < 3 || strcmp (argv[2], "check") != 0))
    return (int) become (PARAFA_PROGRAM_ETRANSPORT, argv + 1);
  if (strcmp (argv[1], "doctor") == 0)
    return (int) become (PARAFA_PROGRAM_DOCTOR, argv + 1);
  if (strcmp (argv[1], "token") == 0 || strcmp (argv[1], "profiles") == 0)
    return (int) become (PARAFA_PROGRAM_TOKEN, argv);
  parafa_process_harden ();
  if (strcmp (argv[1], "decode") == 0)
    return (int) parafa_decode_run (argc - 2, argv + 2);
  if (strcmp (argv[1], "etransport") == 0)
    return (int) parafa_etransport_command_run (argc - 2, argv + 2);
  if (strcmp (argv[1], "--version") == 0)
    {
      g_print ("parafa %s\n", PARAFA_VERSION);
      return PARAFA_EXIT_DONE;
    }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0)
    {
      g_print ("%s", _ (help_text));
      return PARAFA_EXIT_DONE;
    }
  g_printerr (_ ("parafa: “%s” is not a command; parafa --help lists them\n"), argv[1]);
  return PARAFA_EXIT_USAGE;
}
