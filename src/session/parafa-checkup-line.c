/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-checkup-line.h"

#include "parafa-config.h"

#include <glib/gi18n.h>

#include <string.h>

typedef struct
{
  ParafaCheckupLine line; /* first: what is handed out points here */
  gatomicrefcount count;
} Counted;

G_DEFINE_BOXED_TYPE (ParafaCheckupLine,
                     parafa_checkup_line,
                     parafa_checkup_line_ref,
                     parafa_checkup_line_unref)

/* Puts the values where {1}, {2} and {3} stand, so that a translation may turn them round */
static char *
fill_in (const char *text, const char *const *values)
{
  GString *filled = g_string_new (NULL);

  for (const char *at = g_dgettext (GETTEXT_PACKAGE, text); *at != '\0'; at++)
    {
      if (at[0] == '{' && at[1] >= '1' && at[1] < '1' + PARAFA_CHECKUP_N_VALUES && at[2] == '}')
        {
          const char *value = values[at[1] - '1'];

          g_string_append (filled, value != NULL ? value : "");
          at += 2;
        }
      else
        {
          g_string_append_c (filled, *at);
        }
    }
  return g_string_free (filled, FALSE);
}

/* Where no command is known, the sentence stands alone, and the usual names of the packages help */
static void
add_remedies (ParafaCheckupLine *line,
              const ParafaCheckupWords *words,
              const ParafaDistribution *distribution,
              const char *const *values)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *hint = parafa_distribution_get_hint (words->need);

  for (guint i = 0; i < PARAFA_CHECKUP_N_REMEDIES && words->remedies[i] != NULL; i++)
    {
      g_autofree char *remedy = fill_in (words->remedies[i], values);
      gsize length = strlen (remedy);

      if (i == 0 && words->need != PARAFA_NEED_NOTHING && line->command == NULL && length > 0 &&
          remedy[length - 1] == ':')
        remedy[length - 1] = '.';
      g_strv_builder_add (builder, remedy);
      if (i == 0 && words->need != PARAFA_NEED_NOTHING && line->command == NULL && hint != NULL)
        {
          const char *const names[PARAFA_CHECKUP_N_VALUES] = { hint };
          g_autofree char *usual = fill_in (N_ ("The packages are usually called: {1}"), names);

          g_strv_builder_add (builder, usual);
        }
    }
  line->remedies = g_strv_builder_end (builder);
}

/**
 * parafa_checkup_line_new:
 * @finding: what was found
 * @distribution: for which computer the command is
 * @value1: (nullable): for `{1}`
 * @value2: (nullable): for `{2}`
 * @value3: (nullable): for `{3}`
 *
 * Makes the line that says what was found, in the language of this moment. Values must hold no name
 * of a person.
 *
 * Returns: (transfer full): the line
 */
ParafaCheckupLine *
parafa_checkup_line_new (ParafaCheckupFinding finding,
                         const ParafaDistribution *distribution,
                         const char *value1,
                         const char *value2,
                         const char *value3)
{
  const ParafaCheckupWords *words = parafa_checkup_words_get (finding);
  const char *const values[PARAFA_CHECKUP_N_VALUES] = { value1, value2, value3 };
  Counted *counted = NULL;
  ParafaCheckupLine *line = NULL;

  g_return_val_if_fail (words != NULL, NULL);
  g_return_val_if_fail (distribution != NULL, NULL);

  counted = g_new0 (Counted, 1);
  g_atomic_ref_count_init (&counted->count);
  line = &counted->line;
  line->step = words->step;
  line->state = words->state;
  line->id = words->id;
  line->action = words->action;
  line->other_action = words->other_action;
  line->sentence = fill_in (words->sentence, values);
  line->detail = words->detail != NULL ? fill_in (words->detail, values) : NULL;
  if (line->detail != NULL && *line->detail == '\0')
    g_clear_pointer (&line->detail, g_free);
  if (words->need != PARAFA_NEED_NOTHING)
    line->command = g_strdup (parafa_distribution_get_command (distribution, words->need));
  add_remedies (line, words, distribution, values);
  return line;
}

/**
 * parafa_checkup_line_set_command:
 * @self: a line that nobody else has yet
 * @command: (nullable): what carries out its first remedy
 */
void
parafa_checkup_line_set_command (ParafaCheckupLine *self, const char *command)
{
  g_return_if_fail (self != NULL);

  g_free (self->command);
  self->command = g_strdup (command);
}

/**
 * parafa_checkup_line_set_detail:
 * @self: a line that nobody else has yet
 * @detail: (nullable): more about what was found
 */
void
parafa_checkup_line_set_detail (ParafaCheckupLine *self, const char *detail)
{
  g_return_if_fail (self != NULL);

  g_free (self->detail);
  self->detail = g_strdup (detail);
}

/**
 * parafa_checkup_line_ref:
 * @self: a line
 *
 * Returns: (transfer full): the same
 */
ParafaCheckupLine *
parafa_checkup_line_ref (ParafaCheckupLine *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&((Counted *) self)->count);
  return self;
}

/**
 * parafa_checkup_line_unref:
 * @self: (transfer full): a line
 */
void
parafa_checkup_line_unref (ParafaCheckupLine *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&((Counted *) self)->count))
    return;
  g_free (self->sentence);
  g_free (self->detail);
  g_free (self->command);
  g_strfreev (self->remedies);
  g_free ((Counted *) self);
}
