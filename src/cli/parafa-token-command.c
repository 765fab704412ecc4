/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-token-command.h"
#include "parafa-terminal-output.h"
#include "parafa-terminal.h"
#include "parafa-token-format.h"

#include "parafa-profile-choice.h"
#include "parafa-token-supply.h"

#include "parafa-config.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

/* `parafa token`: hands a valid access token to a script, on standard output and nowhere else. */

typedef struct
{
  const char *wanted; /* (unowned) (nullable) */
  ParafaTokenFormat format;
  gboolean refresh;
  gboolean interactive;
  gboolean show;
  ParafaTerminal *terminal; /* (unowned) */
  ParafaAccount *account;   /* (owned) (nullable) */
} TokenJob;

/* The value of “--name value” or “--name=value”; NULL when this is another argument */
static gboolean
take_value (const char *name, int argc, char **argv, int *at, const char **value)
{
  gsize length = strlen (name);

  if (strncmp (argv[*at], name, length) != 0)
    return FALSE;
  if (argv[*at][length] == '=')
    *value = argv[*at] + length + 1;
  else if (argv[*at][length] == '\0' && *at + 1 < argc)
    *value = argv[++*at];
  else
    return FALSE;
  return TRUE;
}

static gboolean
take_flag (const char *argument, TokenJob *job)
{
  if (strcmp (argument, "--no-refresh") == 0)
    job->refresh = FALSE;
  else if (strcmp (argument, "--interactive") == 0)
    job->interactive = TRUE;
  else if (strcmp (argument, "--show") == 0)
    job->show = TRUE;
  else
    return FALSE;
  return TRUE;
}

static gboolean
parse (int argc, char **argv, TokenJob *job)
{
  const char *format = NULL;

  for (int i = 0; i < argc; i++)
    {
      if (take_flag (argv[i], job) || take_value ("--profile", argc, argv, &i, &job->wanted) ||
          take_value ("--format", argc, argv, &i, &format))
        continue;
      g_printerr (_ ("parafa token: unexpected argument “%s”\n"), argv[i]);
      return FALSE;
    }
  if (format != NULL && !parafa_token_format_from_name (format, &job->format))
    {
      g_printerr (_ ("parafa token: the formats are raw, header, env, json and curl\n"));
      return FALSE;
    }
  return TRUE;
}

static ParafaExit
print_token (TokenJob *job, ParafaSecret *access, gint64 expires_at_s)
{
  ParafaProfile *profile = parafa_account_get_profile (job->account);
  g_autoptr (ParafaSecret) text =
      parafa_token_format_write (job->format, access, expires_at_s, profile);

  if (text == NULL)
    {
      g_printerr ("%s\n", _ ("parafa token: what the keyring holds is not a token"));
      return PARAFA_EXIT_PROBLEM;
    }
  return parafa_terminal_output_write (text) ? PARAFA_EXIT_DONE : PARAFA_EXIT_PROBLEM;
}

/* Valid, but a renewal that is due could not be made: the script works, and whoever reads its log knows */
static void
warn_late (const GError *late)
{
  /* Translators: %s is the technical reason */
  g_printerr (_ ("parafa token: the token is valid, but could not be renewed or kept: %s\n"),
              late->message);
}

static void
supplied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TokenJob *job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) late = NULL;
  gint64 expires_at_s = -1;
  g_autoptr (ParafaSecret) access =
      parafa_token_supply_finish (result, &expires_at_s, &late, &error);
  ParafaExit status;

  if (late != NULL)
    warn_late (late);
  if (access != NULL)
    status = print_token (job, access, expires_at_s);
  else
    status =
        parafa_terminal_report (job->terminal, parafa_account_get_profile (job->account), error);
  parafa_terminal_end (job->terminal, status);
}

static void
opened (ParafaTerminal *terminal, gpointer user_data)
{
  TokenJob *job = user_data;
  ParafaSession *session = parafa_terminal_get_session (terminal);
  g_autoptr (GError) error = NULL;

  job->account = parafa_profile_choice_find (G_LIST_MODEL (session), job->wanted, &error);
  if (job->account == NULL)
    {
      parafa_terminal_end (terminal, parafa_terminal_report (terminal, NULL, error));
      return;
    }
  job->terminal = terminal;
  parafa_token_supply_async (job->account, job->refresh, parafa_terminal_get_cancellable (terminal),
                             supplied, job);
}

/**
 * parafa_token_command_run:
 * @argc: how many words follow `parafa token`
 * @argv: (array length=argc): those words
 *
 * Runs `parafa token`. To a terminal it prints only when told so: a token there stays in the
 * scrollback, and in what the terminal writes to disk.
 *
 * Returns: the exit status
 */
ParafaExit
parafa_token_command_run (int argc, char **argv)
{
  TokenJob job = { .refresh = TRUE };
  ParafaExit status;

  if (!parse (argc, argv, &job))
    return PARAFA_EXIT_USAGE;
  if (!job.show && isatty (STDOUT_FILENO))
    {
      g_printerr ("%s\n",
                  _ ("parafa token: a token on a terminal stays in its scrollback; send it to a "
                     "program or a file, or say --show"));
      return PARAFA_EXIT_USAGE;
    }
  status = parafa_terminal_run ("token", job.interactive, opened, &job);
  g_clear_object (&job.account);
  return status;
}
