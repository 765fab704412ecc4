/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-terminal.h"
#include "parafa-terminal-output.h"

#include "parafa-token-supply.h"

#include "parafa-config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#define LOOK_AGAIN_MS 50

struct _ParafaTerminal
{
  const char *command; /* (unowned) */
  gboolean interactive;
  ParafaTerminalFunc func;
  gpointer user_data;
  GMainLoop *loop;           /* (owned) */
  ParafaSession *session;    /* (owned) */
  GCancellable *cancellable; /* (owned) */
  ParafaExit status;
  int signal_number; /* 0: none came */
  guint wait_id;
};

/* A fresh pair that is on its way is the only one that still works: nothing ends this program before it lies in
 * the keyring */
static gboolean
is_busy (ParafaTerminal *self)
{
  GListModel *accounts = G_LIST_MODEL (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (ParafaAccount) account = g_list_model_get_item (accounts, i);

      if (parafa_account_is_busy (account))
        return TRUE;
    }
  return FALSE;
}

static gboolean
try_to_end (gpointer user_data)
{
  ParafaTerminal *self = user_data;

  if (is_busy (self))
    return G_SOURCE_CONTINUE;
  self->wait_id = 0;
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

static void
start_to_end (ParafaTerminal *self)
{
  if (self->wait_id != 0)
    return;
  if (is_busy (self))
    self->wait_id = g_timeout_add (LOOK_AGAIN_MS, try_to_end, self);
  else
    g_main_loop_quit (self->loop);
}

static gboolean
on_signal (ParafaTerminal *self, int number)
{
  self->signal_number = number;
  g_cancellable_cancel (self->cancellable);
  start_to_end (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_interrupt (gpointer user_data)
{
  return on_signal (user_data, SIGINT);
}

static gboolean
on_terminate (gpointer user_data)
{
  return on_signal (user_data, SIGTERM);
}

static gboolean
on_hang_up (gpointer user_data)
{
  return on_signal (user_data, SIGHUP);
}

static void
session_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaTerminal *self = user_data;
  g_autoptr (GError) error = NULL;

  if (parafa_session_open_finish (PARAFA_SESSION (source), result, &error))
    self->func (self, self->user_data);
  else
    parafa_terminal_end (self, parafa_terminal_report (self, NULL, error));
}

/**
 * parafa_terminal_run:
 * @command: the command's name, for messages
 * @interactive: whether the keyring may ask for its password; without, nothing ever asks anything
 * @func: called when the profiles are there; it has to call parafa_terminal_end() in the end
 * @user_data: for @func
 *
 * Runs a command on the person's session. A signal cancels it; a refresh that runs is waited for, and its pair is
 * kept.
 *
 * Returns: the exit status
 */
ParafaExit
parafa_terminal_run (const char *command,
                     gboolean interactive,
                     ParafaTerminalFunc func,
                     gpointer user_data)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  ParafaTerminal self = { command, interactive, func, user_data, .status = PARAFA_EXIT_PROBLEM };
  guint signals[3];

  self.loop = g_main_loop_new (NULL, FALSE);
  self.cancellable = g_cancellable_new ();
  self.session = parafa_session_new (NULL, clock);
  parafa_vault_set_prompts (parafa_session_get_vault (self.session), interactive);
  signals[0] = g_unix_signal_add (SIGINT, on_interrupt, &self);
  signals[1] = g_unix_signal_add (SIGTERM, on_terminate, &self);
  signals[2] = g_unix_signal_add (SIGHUP, on_hang_up, &self);
  parafa_session_open_async (self.session, self.cancellable, session_opened, &self);
  g_main_loop_run (self.loop);

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_source_remove (signals[i]);
  g_clear_handle_id (&self.wait_id, g_source_remove);
  g_clear_object (&self.session);
  g_clear_object (&self.cancellable);
  g_clear_pointer (&self.loop, g_main_loop_unref);
  if (self.signal_number != 0)
    return (ParafaExit) (PARAFA_EXIT_SIGNAL + self.signal_number);
  return self.status;
}

/**
 * parafa_terminal_get_session:
 * @self: a command that runs
 *
 * Returns: (transfer none): the person's session
 */
ParafaSession *
parafa_terminal_get_session (ParafaTerminal *self)
{
  return self->session;
}

/**
 * parafa_terminal_get_cancellable:
 * @self: a command that runs
 *
 * Returns: (transfer none): cancelled by a signal
 */
GCancellable *
parafa_terminal_get_cancellable (ParafaTerminal *self)
{
  return self->cancellable;
}

/**
 * parafa_terminal_end:
 * @self: a command that runs
 * @status: its exit status
 *
 * Ends the command as soon as nothing is on its way to the keyring.
 */
void
parafa_terminal_end (ParafaTerminal *self, ParafaExit status)
{
  self->status = status;
  start_to_end (self);
}

static char *
list_names (ParafaSession *session)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (session)); i++)
    {
      g_autoptr (ParafaAccount) account = g_list_model_get_item (G_LIST_MODEL (session), i);

      g_string_append_printf (out, "%s“%s”", i > 0 ? ", " : "",
                              parafa_profile_get_name (parafa_account_get_profile (account)));
    }
  return g_string_free (out, FALSE);
}

static char *
describe_no_profile (ParafaTerminal *self)
{
  g_autofree char *names = list_names (self->session);

  if (*names == '\0')
    return g_strdup (_ ("there is no profile yet; add one in the window"));
  /* Translators: %s is a list of names */
  return g_strdup_printf (_ ("name one profile with --profile; there are: %s"), names);
}

static char *
describe (ParafaTerminal *self, const char *name, const GError *error)
{
  const char *detail = error->message;

  switch (parafa_supply_problem_from_error (error))
    {
    case PARAFA_SUPPLY_NO_PROFILE:
      return describe_no_profile (self);
    case PARAFA_SUPPLY_NEVER_LOGGED_IN:
      /* Translators: %s is a profile's name */
      return g_strdup_printf (_ ("nobody has logged in with “%s” yet; log in in the window"), name);
    case PARAFA_SUPPLY_LOGIN_NEEDED:
      if (g_error_matches (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_EXPIRED))
        /* Translators: %s is a profile's name */
        return g_strdup_printf (_ ("the access of “%s” has ended, and was not to be renewed"),
                                name);
      /* Translators: %s is a profile's name */
      return g_strdup_printf (_ ("the access of “%s” has ended; log in again in the window"), name);
    case PARAFA_SUPPLY_KEYRING_LOCKED:
      return g_strdup (self->interactive
                           ? _ ("the keyring stayed locked")
                           : _ ("the keyring is locked; --interactive asks for its password"));
    case PARAFA_SUPPLY_KEYRING_FAILED:
      /* Translators: %s is the technical reason */
      return g_strdup_printf (_ ("the keyring does not serve (%s)"), detail);
    case PARAFA_SUPPLY_OFFLINE:
      /* Translators: %s is the technical reason */
      return g_strdup_printf (_ ("the server does not answer (%s)"), detail);
    case PARAFA_SUPPLY_SERVER:
      /* Translators: %s is the technical reason */
      return g_strdup_printf (_ ("the server gives no token (%s)"), detail);
    case PARAFA_SUPPLY_BUSY:
      return g_strdup (_ ("another program is renewing this token and does not end"));
    case PARAFA_SUPPLY_GOOD:
    case PARAFA_SUPPLY_OTHER:
    default:
      return g_strdup (detail);
    }
}

static ParafaExit
get_status (ParafaSupplyProblem problem)
{
  static const ParafaExit statuses[] = {
    [PARAFA_SUPPLY_GOOD] = PARAFA_EXIT_DONE,
    [PARAFA_SUPPLY_NO_PROFILE] = PARAFA_EXIT_NO_PROFILE,
    [PARAFA_SUPPLY_NEVER_LOGGED_IN] = PARAFA_EXIT_NEVER_LOGGED_IN,
    [PARAFA_SUPPLY_LOGIN_NEEDED] = PARAFA_EXIT_LOGIN_NEEDED,
    [PARAFA_SUPPLY_KEYRING_LOCKED] = PARAFA_EXIT_KEYRING_LOCKED,
    [PARAFA_SUPPLY_KEYRING_FAILED] = PARAFA_EXIT_KEYRING_FAILED,
    [PARAFA_SUPPLY_OFFLINE] = PARAFA_EXIT_OFFLINE,
    [PARAFA_SUPPLY_SERVER] = PARAFA_EXIT_SERVER,
    [PARAFA_SUPPLY_BUSY] = PARAFA_EXIT_BUSY,
    [PARAFA_SUPPLY_OTHER] = PARAFA_EXIT_PROBLEM,
  };

  return statuses[problem];
}

/**
 * parafa_terminal_report:
 * @self: a command that runs
 * @profile: (nullable): the profile meant
 * @error: what went wrong
 *
 * Says it on standard error; nothing for a command that a signal cancelled.
 *
 * Returns: the exit status that stands for it
 */
ParafaExit
parafa_terminal_report (ParafaTerminal *self, ParafaProfile *profile, const GError *error)
{
  g_autofree char *sentence = NULL;
  g_autofree char *printable = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return PARAFA_EXIT_PROBLEM;
  sentence = describe (self, profile != NULL ? parafa_profile_get_name (profile) : "", error);
  printable = parafa_terminal_output_make_printable (sentence);
  g_printerr ("parafa %s: %s\n", self->command, printable);
  return get_status (parafa_supply_problem_from_error (error));
}
