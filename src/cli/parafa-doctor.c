/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-doctor.h"

#include "parafa-checkup-report.h"
#include "parafa-doctor-text.h"
#include "parafa-profile-choice.h"
#include "parafa-terminal-output.h"
#include "parafa-terminal.h"

#include "parafa-config.h"

#include <glib/gi18n.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* `parafa doctor`: the check-up of the window, for a terminal and for programs. */

typedef struct
{
  gboolean json;
  gboolean offline;
  gboolean colours;
  const char *profile;      /* (unowned) (nullable) */
  ParafaTerminal *terminal; /* (unowned) */
  ParafaCheckup *checkup;   /* (owned) (nullable) */
  guint n_shown;            /* steps that were written */
  const char *group;        /* (unowned) (nullable): the heading that was written last */
  gboolean done;
} Doctor;

static gboolean
wants_colours (void)
{
  const char *off = g_getenv ("NO_COLOR"), *terminal = g_getenv ("TERM");

  return isatty (STDOUT_FILENO) && (off == NULL || *off == '\0') &&
         g_strcmp0 (terminal, "dumb") != 0;
}

static void
show_step (Doctor *self, ParafaCheckupStep step)
{
  const char *group = parafa_checkup_step_get_group (step);
  g_autofree char *line =
      parafa_doctor_text_make_line (step, parafa_checkup_get_line (self->checkup, step),
                                    self->colours);

  if (g_strcmp0 (group, self->group) != 0)
    {
      g_autofree char *heading = parafa_doctor_text_make_heading (group, self->colours);

      g_print ("%s%s", self->group != NULL ? "\n" : "", heading);
      self->group = group;
    }
  g_print ("%s", line);
}

/* In the order of a login, each as soon as those before it are known */
static void
show_ready (Doctor *self)
{
  while (self->n_shown < PARAFA_CHECKUP_N_STEPS &&
         (self->done ||
          parafa_checkup_get_line (self->checkup, (ParafaCheckupStep) self->n_shown) != NULL))
    show_step (self, (ParafaCheckupStep) self->n_shown++);
}

static void
on_changed (ParafaCheckup *checkup, int step, Doctor *self)
{
  if (!self->json)
    show_ready (self);
}

static void
checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Doctor *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  self->done = TRUE;
  if (!parafa_checkup_run_finish (self->checkup, result, &error))
    {
      parafa_terminal_end (self->terminal, PARAFA_EXIT_USAGE);
      return;
    }
  if (self->json)
    {
      text = parafa_checkup_report_make_json (self->checkup);
      if (!parafa_terminal_output_print (text))
        {
          parafa_terminal_end (self->terminal, PARAFA_EXIT_USAGE);
          return;
        }
    }
  else
    {
      show_ready (self);
      text = parafa_checkup_report_make_summary (self->checkup);
      g_print ("\n%s\n", text);
    }
  parafa_terminal_end (self->terminal,
                       parafa_checkup_count (self->checkup, PARAFA_CHECKUP_STOPS) > 0
                           ? PARAFA_EXIT_PROBLEM
                           : PARAFA_EXIT_DONE);
}

/* One that was named, else the only one or the first: whose server is asked is said by its line */
static gboolean
choose_profile (Doctor *self, ParafaSession *session, ParafaAccount **account)
{
  g_autoptr (GError) error = NULL;

  if (self->profile == NULL)
    {
      *account = g_list_model_get_item (G_LIST_MODEL (session), 0);
      return TRUE;
    }
  *account = parafa_profile_choice_find (G_LIST_MODEL (session), self->profile, &error);
  if (*account != NULL)
    return TRUE;
  parafa_terminal_report (self->terminal, NULL, error);
  return FALSE;
}

static void
opened (ParafaTerminal *terminal, gpointer user_data)
{
  Doctor *self = user_data;
  ParafaSession *session = parafa_terminal_get_session (terminal);
  g_autoptr (ParafaAccount) account = NULL;

  self->terminal = terminal;
  if (!choose_profile (self, session, &account))
    {
      parafa_terminal_end (terminal, PARAFA_EXIT_USAGE);
      return;
    }
  self->checkup = parafa_checkup_new (session);
  parafa_checkup_set_offline (self->checkup, self->offline);
  if (account != NULL)
    parafa_checkup_set_profile (self->checkup, parafa_account_get_profile (account));
  g_signal_connect (self->checkup, "changed", G_CALLBACK (on_changed), self);
  parafa_checkup_run_async (self->checkup, parafa_terminal_get_cancellable (terminal), checked,
                            self);
}

static gboolean
read_arguments (Doctor *self, int argc, char **argv)
{
  for (int i = 0; i < argc; i++)
    {
      if (strcmp (argv[i], "--json") == 0)
        self->json = TRUE;
      else if (strcmp (argv[i], "--offline") == 0)
        self->offline = TRUE;
      else if (strcmp (argv[i], "--profile") == 0 && i + 1 < argc)
        self->profile = argv[++i];
      else if (g_str_has_prefix (argv[i], "--profile="))
        self->profile = argv[i] + strlen ("--profile=");
      else
        {
          g_autofree char *argument = parafa_terminal_output_make_printable (argv[i]);

          g_printerr (_ ("parafa doctor: unexpected argument “%s”\n"), argument);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * parafa_doctor_run:
 * @argc: how many words follow `parafa doctor`
 * @argv: (array length=argc): those words
 *
 * Runs `parafa doctor [--json] [--offline] [--profile P]`. No PIN is tried and no prompt is opened.
 *
 * Returns: the exit status: done when nothing stops a login, problem when something does, usage when
 *   the check-up could not run
 */
ParafaExit
parafa_doctor_run (int argc, char **argv)
{
  Doctor self = { .colours = wants_colours () };
  ParafaExit status;

  if (!read_arguments (&self, argc, argv))
    return PARAFA_EXIT_USAGE;
  status = parafa_terminal_run ("doctor", FALSE, opened, &self);
  g_clear_object (&self.checkup);
  return self.done || status >= PARAFA_EXIT_SIGNAL ? status : PARAFA_EXIT_USAGE;
}
