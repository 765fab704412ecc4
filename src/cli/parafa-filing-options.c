/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-options.h"

#include <glib/gi18n.h>
#include <string.h>

static const struct
{
  const char *name;
  ParafaFilingCommand command;
} commands[] = {
  { "upload", PARAFA_FILING_COMMAND_UPLOAD }, { "status", PARAFA_FILING_COMMAND_STATUS },
  { "list", PARAFA_FILING_COMMAND_LIST },     { "download", PARAFA_FILING_COMMAND_DOWNLOAD },
  { "slip", PARAFA_FILING_COMMAND_SLIP },     { "info", PARAFA_FILING_COMMAND_INFO },
};

static gboolean
take_flag (ParafaFilingOptions *self, const char *word)
{
  const struct
  {
    const char *name;
    gboolean *flag;
  } flags[] = {
    { "--json", &self->json },
    { "--yes", &self->yes },
    { "--again", &self->again },
    { "--wait", &self->wait },
    { "--offline", &self->offline },
    { "--a5", &self->small },
    { "--interactive", &self->interactive },
  };

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (strcmp (word, flags[i].name) == 0)
      {
        *flags[i].flag = TRUE;
        return TRUE;
      }
  return FALSE;
}

/* Test, production or practice is always said, never guessed */
static gboolean
take_system (ParafaFilingOptions *self, const char *word)
{
  static const struct
  {
    const char *name;
    gint64 system;
  } systems[] = {
    { "--test", PARAFA_FILING_TEST },
    { "--production", PARAFA_FILING_PRODUCTION },
    { "--practice", PARAFA_FILING_PRACTICE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    if (strcmp (word, systems[i].name) == 0)
      {
        if (self->system >= 0 && self->system != systems[i].system)
          return FALSE;
        self->system = systems[i].system;
        return TRUE;
      }
  return FALSE;
}

/* The value of "--name value" or "--name=value" */
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
take_words (ParafaFilingOptions *self, int argc, char **argv)
{
  const char *days = NULL;
  gboolean only_words = FALSE;
  guint64 number;

  for (int i = 0; i < argc; i++)
    {
      if (only_words || argv[i][0] != '-' || argv[i][1] == '\0')
        g_ptr_array_add (self->words, argv[i]);
      else if (strcmp (argv[i], "--") == 0)
        only_words = TRUE;
      else if (!take_flag (self, argv[i]) && !take_system (self, argv[i]) &&
               !take_value ("--profile", argc, argv, &i, &self->profile) &&
               !take_value ("--cif", argc, argv, &i, &self->cif) &&
               !take_value ("--output", argc, argv, &i, &self->output) &&
               !take_value ("--search", argc, argv, &i, &self->search) &&
               !take_value ("--format", argc, argv, &i, &self->format) &&
               !take_value ("--uit", argc, argv, &i, &self->uit) &&
               !take_value ("--declarant", argc, argv, &i, &self->declarant) &&
               !take_value ("--days", argc, argv, &i, &days))
        {
          g_printerr (_ ("parafa etransport: unexpected argument “%s”\n"), argv[i]);
          return FALSE;
        }
    }
  if (days == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (days, 10, 1, 60, &number, NULL))
    {
      g_printerr ("%s\n", _ ("parafa etransport: the days are 1 to 60"));
      return FALSE;
    }
  self->days = (guint) number;
  return TRUE;
}

static gboolean
is_number (const char *text)
{
  return *text != '\0' && strlen (text) <= 13 && strspn (text, "0123456789") == strlen (text);
}

/* `list` only; --json stands for --format json */
static gboolean
take_format (ParafaFilingOptions *self)
{
  if (self->format == NULL)
    return TRUE;
  if (self->command != PARAFA_FILING_COMMAND_LIST)
    {
      g_printerr (_ ("parafa etransport: unexpected argument “%s”\n"), "--format");
      return FALSE;
    }
  if (strcmp (self->format, "csv") == 0 && !self->json)
    self->csv = TRUE;
  else if (strcmp (self->format, "json") == 0)
    self->json = TRUE;
  else if (strcmp (self->format, "text") != 0 || self->json)
    {
      g_printerr ("%s\n", _ ("parafa etransport list: the format is text, json or csv"));
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_info (const ParafaFilingOptions *self)
{
  if (self->command != PARAFA_FILING_COMMAND_INFO)
    return TRUE;
  if (self->system < 0 || self->cif == NULL)
    {
      g_printerr ("%s\n", _ ("parafa etransport info: say which carrier and where, with --cif and "
                             "--test, --production or --practice"));
      return FALSE;
    }
  if (self->declarant != NULL && !is_number (self->declarant))
    {
      g_printerr ("%s\n", _ ("parafa etransport: the CIF is digits only, without RO"));
      return FALSE;
    }
  return TRUE;
}

static gboolean
check (const ParafaFilingOptions *self)
{
  if (self->cif != NULL && !is_number (self->cif))
    {
      g_printerr ("%s\n", _ ("parafa etransport: the CIF is digits only, without RO"));
      return FALSE;
    }
  if (self->command == PARAFA_FILING_COMMAND_UPLOAD && self->system < 0)
    {
      g_printerr ("%s\n", _ ("parafa etransport upload: say where to: --test, --production or "
                             "--practice"));
      return FALSE;
    }
  if (self->command == PARAFA_FILING_COMMAND_UPLOAD && self->words->len == 0)
    {
      g_printerr ("%s\n", _ ("parafa etransport upload: name files or folders"));
      return FALSE;
    }
  if (self->command == PARAFA_FILING_COMMAND_LIST && !self->offline &&
      (self->system < 0 || self->cif == NULL))
    {
      g_printerr ("%s\n", _ ("parafa etransport list: say which company and where, with --cif and "
                             "--test, --production or --practice; or --offline"));
      return FALSE;
    }
  if ((self->command == PARAFA_FILING_COMMAND_DOWNLOAD ||
       self->command == PARAFA_FILING_COMMAND_SLIP) &&
      self->words->len != 1)
    {
      g_printerr ("%s\n",
                  _ ("parafa etransport: name one filing: its number, upload index or UIT"));
      return FALSE;
    }
  return TRUE;
}

/**
 * parafa_filing_options_parse:
 * @options: (out caller-allocates): what was said
 * @argc: how many words follow `parafa etransport`
 * @argv: (array length=argc): those words
 *
 * Reads the command line; what is wrong is said on standard error.
 *
 * Returns: whether it makes sense
 */
gboolean
parafa_filing_options_parse (ParafaFilingOptions *options, int argc, char **argv)
{
  memset (options, 0, sizeof *options);
  options->system = -1;
  options->words = g_ptr_array_new ();
  for (guint i = 0; argc > 0 && i < G_N_ELEMENTS (commands); i++)
    if (strcmp (argv[0], commands[i].name) == 0)
      {
        options->command = commands[i].command;
        return take_words (options, argc - 1, argv + 1) && take_format (options) &&
               check (options) && check_info (options);
      }
  g_printerr ("%s\n", _ ("parafa etransport: the commands are check, upload, status, list, info, "
                         "download and slip; parafa --help says more"));
  return FALSE;
}

/**
 * parafa_filing_options_clear:
 * @options: what was said
 */
void
parafa_filing_options_clear (ParafaFilingOptions *options)
{
  g_clear_pointer (&options->words, g_ptr_array_unref);
}
