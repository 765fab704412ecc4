/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-profiles-command.h"
#include "parafa-profiles-text.h"
#include "parafa-terminal-output.h"
#include "parafa-terminal.h"

#include "parafa-config.h"

#include <glib/gi18n.h>
#include <string.h>

/* `parafa profiles`: what there is to take a token from. */

typedef enum
{
  SHOW_TABLE,
  SHOW_JSON,
  SHOW_NAMES,
} Show;

typedef struct
{
  Show show;
  ParafaTerminal *terminal; /* (unowned) */
} ProfilesJob;

static gboolean
is_loading (ParafaSession *session)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (session)); i++)
    {
      g_autoptr (ParafaAccount) account = g_list_model_get_item (G_LIST_MODEL (session), i);

      if (parafa_account_get_state (account) == PARAFA_ACCOUNT_LOADING)
        return TRUE;
    }
  return FALSE;
}

static char *
describe (GListModel *accounts, Show show)
{
  switch (show)
    {
    case SHOW_JSON:
      return parafa_profiles_text_json (accounts);
    case SHOW_NAMES:
      return parafa_profiles_text_names (accounts);
    case SHOW_TABLE:
    default:
      return parafa_profiles_text_table (accounts);
    }
}

static void
show_when_loaded (ProfilesJob *job)
{
  ParafaSession *session = parafa_terminal_get_session (job->terminal);
  g_autofree char *text = NULL;

  /* the names need no keyring */
  if (job->show != SHOW_NAMES && is_loading (session))
    return;
  text = describe (G_LIST_MODEL (session), job->show);
  if (job->show == SHOW_TABLE)
    g_print ("%s", text);
  else if (!parafa_terminal_output_print (text))
    {
      parafa_terminal_end (job->terminal, PARAFA_EXIT_USAGE);
      return;
    }
  if (job->show == SHOW_TABLE && *text == '\0')
    g_printerr ("%s\n", _ ("parafa profiles: there is no profile yet; add one in the window"));
  parafa_terminal_end (job->terminal, PARAFA_EXIT_DONE);
}

static void
opened (ParafaTerminal *terminal, gpointer user_data)
{
  ProfilesJob *job = user_data;
  ParafaSession *session = parafa_terminal_get_session (terminal);

  job->terminal = terminal;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (session)); i++)
    {
      g_autoptr (ParafaAccount) account = g_list_model_get_item (G_LIST_MODEL (session), i);

      g_signal_connect_swapped (account, "notify::state", G_CALLBACK (show_when_loaded), job);
    }
  show_when_loaded (job);
}

/**
 * parafa_profiles_command_run:
 * @argc: how many words follow `parafa profiles`
 * @argv: (array length=argc): those words
 *
 * Runs `parafa profiles`. It never asks for the keyring's password: with a locked keyring the clocks
 * are missing, and the state says why.
 *
 * Returns: the exit status
 */
ParafaExit
parafa_profiles_command_run (int argc, char **argv)
{
  ProfilesJob job = { SHOW_TABLE, NULL };

  for (int i = 0; i < argc; i++)
    {
      if (strcmp (argv[i], "--json") == 0)
        job.show = SHOW_JSON;
      else if (strcmp (argv[i], "--names") == 0)
        job.show = SHOW_NAMES;
      else
        {
          g_printerr (_ ("parafa profiles: unexpected argument “%s”\n"), argv[i]);
          return PARAFA_EXIT_USAGE;
        }
    }
  return parafa_terminal_run ("profiles", FALSE, opened, &job);
}
