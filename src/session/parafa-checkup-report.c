/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-checkup-report.h"

#include "parafa-checkup-judge-private.h"
#include "parafa-config.h"
#include "parafa-redact.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include <string.h>
#include <unistd.h>

/* Shorter names are too likely to be a part of something else */
#define NAME_MIN 3

static gboolean
is_of_word (gunichar c)
{
  return g_unichar_isalnum (c) || c == '_';
}

/* Whether what lies from @at to @end is no part of a longer word: who is called Ana is not in "Anaf" */
static gboolean
is_whole (const char *text, const char *at, const char *end)
{
  return (at == text || !is_of_word (g_utf8_get_char (g_utf8_prev_char (at)))) &&
         (*end == '\0' || !is_of_word (g_utf8_get_char (end)));
}

/* @text: valid UTF-8 */
static void
replace (char **text, const char *what, const char *with)
{
  gsize length = what != NULL ? strlen (what) : 0;
  GString *out = NULL;
  const char *from = *text, *at = *text;

  if (length < NAME_MIN || !g_utf8_validate (what, -1, NULL) || strstr (*text, what) == NULL)
    return;
  out = g_string_new (NULL);
  while ((at = strstr (at, what)) != NULL)
    {
      const char *end = at + length;

      if (!is_whole (*text, at, end))
        {
          at = g_utf8_next_char (at);
          continue;
        }
      g_string_append_len (out, from, at - from);
      g_string_append (out, with);
      from = at = end;
    }
  g_string_append (out, from);
  g_free (*text);
  *text = g_string_free (out, FALSE);
}

/**
 * parafa_checkup_report_redact_for:
 * @text: a text for a report
 * @person: whose computer it is
 *
 * Takes out what a report to somebody else must not hold: secrets, the person's folder, full name and
 * account name. Serial numbers are short already where they are made.
 *
 * Returns: (transfer full): the rest
 */
char *
parafa_checkup_report_redact_for (const char *text, const ParafaCheckupPerson *person)
{
  g_autofree char *valid = NULL;
  char *redacted = NULL;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (person != NULL, NULL);

  valid = g_utf8_make_valid (text, -1);
  redacted = parafa_redact_text (valid);
  replace (&redacted, person->folder, "~");
  replace (&redacted, person->full_name, "…");
  replace (&redacted, person->account, "…");
  return redacted;
}

/**
 * parafa_checkup_report_redact:
 * @text: a text for a report
 *
 * The same for the person who runs the program.
 *
 * Returns: (transfer full): the rest
 */
char *
parafa_checkup_report_redact (const char *text)
{
  ParafaCheckupPerson person = { g_get_home_dir (), NULL, NULL };

  /* this account is nobody's, and its name is a word of its own */
  if (geteuid () != 0)
    {
      person.full_name = g_get_real_name ();
      person.account = g_get_user_name ();
    }
  return parafa_checkup_report_redact_for (text, &person);
}

/**
 * parafa_checkup_report_make_summary:
 * @checkup: a check-up
 *
 * Returns: (transfer full): in a few words, how it went
 */
char *
parafa_checkup_report_make_summary (ParafaCheckup *checkup)
{
  guint n_stops, n_attention;

  g_return_val_if_fail (PARAFA_IS_CHECKUP (checkup), NULL);

  n_stops = parafa_checkup_count (checkup, PARAFA_CHECKUP_STOPS);
  n_attention = parafa_checkup_count (checkup, PARAFA_CHECKUP_ATTENTION);
  if (n_stops > 0)
    return parafa_checkup_format_count (g_dngettext (GETTEXT_PACKAGE, "%u problem stops the login",
                                                     "%u problems stop the login", n_stops),
                                        n_stops);
  if (n_attention > 0)
    return parafa_checkup_format_count (g_dngettext (GETTEXT_PACKAGE, "%u thing is worth a look",
                                                     "%u things are worth a look", n_attention),
                                        n_attention);
  return g_strdup (g_dgettext (GETTEXT_PACKAGE, N_ ("Everything is in order")));
}

static void
append_line (GString *out, const ParafaCheckupLine *line)
{
  g_string_append_printf (out, "[%s] %s\n", parafa_checkup_state_get_word (line->state),
                          line->sentence);
  if (line->detail != NULL)
    g_string_append_printf (out, "    %s\n", line->detail);
  for (guint i = 0; line->remedies[i] != NULL; i++)
    {
      g_string_append_printf (out, "    %u. %s\n", i + 1, line->remedies[i]);
      if (i == 0 && line->command != NULL)
        g_string_append_printf (out, "       $ %s\n", line->command);
    }
}

/**
 * parafa_checkup_report_make_text:
 * @checkup: a check-up
 *
 * Returns: (transfer full): the whole check-up to copy and send, redacted
 */
char *
parafa_checkup_report_make_text (ParafaCheckup *checkup)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *summary = NULL;
  const ParafaDistribution *distribution;

  g_return_val_if_fail (PARAFA_IS_CHECKUP (checkup), NULL);

  summary = parafa_checkup_report_make_summary (checkup);
  distribution = parafa_checkup_get_distribution (checkup);
  g_string_append_printf (out, "Parafa %s", PARAFA_VERSION);
  if (distribution != NULL && *distribution->name != '\0')
    g_string_append_printf (out, " · %s", distribution->name);
  if (distribution != NULL && distribution->flatpak)
    g_string_append (out, " · Flatpak");
  g_string_append_printf (out, "\n%s\n\n", summary);
  for (guint i = 0; i < PARAFA_CHECKUP_N_STEPS; i++)
    {
      ParafaCheckupLine *line = parafa_checkup_get_line (checkup, (ParafaCheckupStep) i);

      if (line != NULL)
        append_line (out, line);
      else
        g_string_append_printf (out, "[%s] %s\n",
                                parafa_checkup_state_get_word (PARAFA_CHECKUP_NOT_CHECKED),
                                parafa_checkup_step_get_title ((ParafaCheckupStep) i));
    }
  return parafa_checkup_report_redact (out->str);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  g_autofree char *redacted = text != NULL ? parafa_checkup_report_redact (text) : NULL;

  json_builder_set_member_name (builder, name);
  if (redacted != NULL)
    json_builder_add_string_value (builder, redacted);
  else
    json_builder_add_null_value (builder);
}

static void
add_step (JsonBuilder *builder, ParafaCheckupStep step, const ParafaCheckupLine *line)
{
  json_builder_begin_object (builder);
  add_text (builder, "step", parafa_checkup_step_get_name (step));
  add_text (builder, "state",
            parafa_checkup_state_get_name (line != NULL ? line->state
                                                        : PARAFA_CHECKUP_NOT_CHECKED));
  add_text (builder, "id", line != NULL ? line->id : NULL);
  add_text (builder, "message",
            line != NULL ? line->sentence : parafa_checkup_step_get_title (step));
  add_text (builder, "detail", line != NULL ? line->detail : NULL);
  json_builder_set_member_name (builder, "remedies");
  json_builder_begin_array (builder);
  for (guint i = 0; line != NULL && line->remedies[i] != NULL; i++)
    {
      g_autofree char *remedy = parafa_checkup_report_redact (line->remedies[i]);

      json_builder_add_string_value (builder, remedy);
    }
  json_builder_end_array (builder);
  add_text (builder, "command", line != NULL ? line->command : NULL);
  json_builder_set_member_name (builder, "time_ms");
  json_builder_add_int_value (builder, line != NULL ? line->time_ms : 0);
  json_builder_end_object (builder);
}

static const char *
get_worst (ParafaCheckup *checkup)
{
  static const ParafaCheckupState order[] = { PARAFA_CHECKUP_STOPS, PARAFA_CHECKUP_ATTENTION };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (parafa_checkup_count (checkup, order[i]) > 0)
      return parafa_checkup_state_get_name (order[i]);
  return parafa_checkup_state_get_name (PARAFA_CHECKUP_OK);
}

/**
 * parafa_checkup_report_make_json:
 * @checkup: a check-up
 *
 * Returns: (transfer full): the check-up as one JSON object, redacted: `version`, `distribution`,
 *   `flatpak`, `state` (the worst of all: `ok`, `attention` or `stops`) and `steps`, a list with
 *   `step`, `state`, `id`, `message`, `detail`, `remedies`, `command` and `time_ms` each
 */
char *
parafa_checkup_report_make_json (ParafaCheckup *checkup)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  const ParafaDistribution *distribution;

  g_return_val_if_fail (PARAFA_IS_CHECKUP (checkup), NULL);

  distribution = parafa_checkup_get_distribution (checkup);
  json_builder_begin_object (builder);
  add_text (builder, "version", PARAFA_VERSION);
  add_text (builder, "distribution", distribution != NULL ? distribution->name : NULL);
  json_builder_set_member_name (builder, "flatpak");
  json_builder_add_boolean_value (builder, distribution != NULL && distribution->flatpak);
  add_text (builder, "state", get_worst (checkup));
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < PARAFA_CHECKUP_N_STEPS; i++)
    add_step (builder, (ParafaCheckupStep) i,
              parafa_checkup_get_line (checkup, (ParafaCheckupStep) i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  return json_generator_to_data (generator, NULL);
}
