/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-doctor-text.h"

#include "parafa-checkup-report.h"
#include "parafa-terminal-output.h"

/* ECMA-48, section 8.3.117. Each state has a sign of its own, so that nothing hangs on a colour. */
static const struct
{
  const char *sign;
  const char *colour;
} states[] = {
  [PARAFA_CHECKUP_OK] = { "✓", "32" },
  [PARAFA_CHECKUP_ATTENTION] = { "!", "33" },
  [PARAFA_CHECKUP_STOPS] = { "✗", "31" },
  [PARAFA_CHECKUP_NOT_CHECKED] = { "–", "2" },
};

static void
append (GString *out, const char *colour, const char *text, gboolean colours)
{
  g_autofree char *redacted = parafa_checkup_report_redact (text);
  g_autofree char *printable = parafa_terminal_output_make_printable (redacted);

  if (colours && colour != NULL)
    g_string_append_printf (out, "\033[%sm%s\033[0m", colour, printable);
  else
    g_string_append (out, printable);
}

/**
 * parafa_doctor_text_make_heading:
 * @text: a heading
 * @colours: whether the terminal shows colours
 *
 * Returns: (transfer full): the heading with its line breaks
 */
char *
parafa_doctor_text_make_heading (const char *text, gboolean colours)
{
  GString *out = g_string_new (NULL);

  append (out, "1", text, colours);
  g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}

/**
 * parafa_doctor_text_make_line:
 * @step: a step
 * @line: (nullable): what it found
 * @colours: whether the terminal shows colours
 *
 * Returns: (transfer full): a few lines of text, redacted and safe for a terminal
 */
char *
parafa_doctor_text_make_line (ParafaCheckupStep step,
                              const ParafaCheckupLine *line,
                              gboolean colours)
{
  ParafaCheckupState state = line != NULL ? line->state : PARAFA_CHECKUP_NOT_CHECKED;
  GString *out = g_string_new ("  ");

  append (out, states[state].colour, states[state].sign, colours);
  g_string_append_c (out, ' ');
  append (out, state == PARAFA_CHECKUP_STOPS ? "1" : NULL,
          line != NULL ? line->sentence : parafa_checkup_step_get_title (step), colours);
  g_string_append_c (out, '\n');
  if (line != NULL && line->detail != NULL)
    {
      g_string_append (out, "    ");
      append (out, "2", line->detail, colours);
      g_string_append_c (out, '\n');
    }
  for (guint i = 0; line != NULL && line->remedies[i] != NULL; i++)
    {
      g_string_append_printf (out, "    %u. ", i + 1);
      append (out, NULL, line->remedies[i], colours);
      g_string_append_c (out, '\n');
      if (i > 0 || line->command == NULL)
        continue;
      g_string_append (out, "         ");
      append (out, "36", line->command, colours);
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}
