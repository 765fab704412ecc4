/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-etransport-command.h"

#include "parafa-etransport-check.h"
#include "parafa-etransport-files.h"
#include "parafa-terminal-output.h"

#include "parafa-config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* `parafa etransport check [--json] FILE|FOLDER|-…`: judges declarations on this machine, without a login. */

/* One byte more than ANAF takes, so that a file that is too large is told apart from one that just fits */
#define READ_MAX (PARAFA_XML_MAX_BYTES + 1)

typedef struct
{
  char *path;                   /* (owned) as it was given, or found in a folder that was */
  ParafaEtransportCheck *check; /* (owned) (nullable): NULL when the file cannot be read */
  char *problem;                /* (owned) (nullable): why it cannot be read */
} Judged;

static void
judged_free (gpointer data)
{
  Judged *self = data;

  g_clear_pointer (&self->check, parafa_etransport_check_unref);
  g_free (self->path);
  g_free (self->problem);
  g_free (self);
}

static GBytes *
read_descriptor (int fd, char **problem)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[65536];
  gssize n = 1;

  while (n > 0 && bytes->len < READ_MAX)
    {
      n = read (fd, buffer, sizeof buffer);
      if (n < 0 && errno == EINTR)
        n = 1;
      else if (n < 0)
        *problem = g_strdup (g_strerror (errno));
      else
        g_byte_array_append (bytes, buffer, (guint) n);
    }
  return *problem == NULL ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

static GBytes *
read_file (const char *path, char **problem)
{
  GBytes *bytes;
  int fd;

  if (strcmp (path, "-") == 0)
    return read_descriptor (STDIN_FILENO, problem);
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0)
    {
      *problem = g_strdup (g_strerror (errno));
      return NULL;
    }
  bytes = read_descriptor (fd, problem);
  close (fd);
  return bytes;
}

static void
read_today (GDate *today)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Bucharest");
  g_autoptr (GDateTime) now =
      zone != NULL ? g_date_time_new_now (zone) : g_date_time_new_now_local ();
  int year, month, day;

  g_date_time_get_ymd (now, &year, &month, &day);
  g_date_clear (today, 1);
  g_date_set_dmy (today, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

static Judged *
judge (const ParafaEtransportFile *file, const GDate *today)
{
  Judged *self = g_new0 (Judged, 1);
  g_autoptr (GBytes) bytes = NULL;

  self->path = g_strdup (file->path);
  if (file->error != NULL)
    self->problem = g_strdup (file->error->message);
  else
    bytes = read_file (file->path, &self->problem);
  if (bytes != NULL)
    self->check = parafa_etransport_check_new (bytes, today);
  return self;
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

static void
add_number (JsonBuilder *builder, const char *name, guint number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

static void
add_finding (JsonBuilder *builder, const ParafaFinding *finding)
{
  g_autofree char *message = parafa_finding_dup_message (finding);
  g_autofree char *remedy = parafa_finding_dup_remedy (finding);

  /* what a program reads is always there: the whole document is "/" */
  json_builder_begin_object (builder);
  add_text (builder, "severity", parafa_finding_severity_get_name (finding->severity));
  add_text (builder, "rule", finding->rule);
  add_number (builder, "line", finding->place.line);
  add_number (builder, "column", finding->place.column);
  add_text (builder, "path", finding->path != NULL ? finding->path : "/");
  add_text (builder, "message", message);
  add_text (builder, "remedy", remedy != NULL ? remedy : _ ("Nothing has to be changed"));
  json_builder_end_object (builder);
}

static void
add_unreadable (JsonBuilder *builder, const char *problem)
{
  ParafaFinding finding = {
    .rule = "FILE",
    .message = N_ ("The file cannot be read: {1}"),
    .remedy = N_ ("Check the name, and that it is a file you may read"),
  };

  finding.values[0] = (char *) problem;
  add_finding (builder, &finding);
}

static void
add_judged (JsonBuilder *builder, const Judged *judged)
{
  GPtrArray *findings =
      judged->check != NULL ? parafa_etransport_check_get_findings (judged->check) : NULL;
  g_autofree char *path = g_utf8_make_valid (judged->path, -1);

  /* a name is bytes, and JSON holds characters only */
  json_builder_begin_object (builder);
  add_text (builder, "file", path);
  json_builder_set_member_name (builder, "valid");
  json_builder_add_boolean_value (builder, judged->check != NULL &&
                                               parafa_etransport_check_is_valid (judged->check));
  add_text (builder, "kind",
            judged->check != NULL ? parafa_etransport_check_get_kind (judged->check) : NULL);
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  if (findings == NULL)
    add_unreadable (builder, judged->problem);
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    add_finding (builder, findings->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static gboolean
print_json (GPtrArray *all)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < all->len; i++)
    add_judged (builder, all->pdata[i]);
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, NULL);
  return parafa_terminal_output_print (text);
}

static const char *
get_severity_word (ParafaFindingSeverity severity)
{
  static const char *const words[] = { N_ ("error"), N_ ("warning"), N_ ("advice") };

  return _ (words[severity]);
}

/* The rules BT-TY-… only say what kind of declaration it is; the summary says that already */
static gboolean
says_kind (const ParafaFinding *finding)
{
  return g_str_has_prefix (finding->rule, "BT-TY-") && finding->severity == PARAFA_FINDING_WARNING;
}

static void
print_finding (const char *path, const ParafaFinding *finding)
{
  g_autofree char *foreign = parafa_finding_dup_message (finding);
  g_autofree char *message = parafa_terminal_output_make_printable (foreign);
  g_autofree char *remedy = parafa_finding_dup_remedy (finding);

  if (says_kind (finding))
    return;
  g_print ("%s:%u:%u: %s: %s [%s]\n", path, finding->place.line, finding->place.column,
           get_severity_word (finding->severity), message, finding->rule);
  if (remedy != NULL)
    g_print ("    %s\n", remedy);
}

static void
print_text (GPtrArray *all)
{
  for (guint i = 0; i < all->len; i++)
    {
      const Judged *judged = all->pdata[i];
      GPtrArray *findings =
          judged->check != NULL ? parafa_etransport_check_get_findings (judged->check) : NULL;
      const char *kind =
          judged->check != NULL ? parafa_etransport_check_get_kind (judged->check) : NULL;
      g_autofree char *valid = g_utf8_make_valid (judged->path, -1);
      g_autofree char *path = parafa_terminal_output_make_printable (valid);

      if (findings == NULL)
        {
          g_printerr ("%s: %s\n", path, judged->problem);
          continue;
        }
      for (guint n = 0; n < findings->len; n++)
        print_finding (path, findings->pdata[n]);
      g_print ("%s: %s%s%s\n", path,
               parafa_etransport_check_is_valid (judged->check) ? _ ("valid") : _ ("not valid"),
               kind != NULL ? ", " : "", kind != NULL ? kind : "");
    }
}

static ParafaExit
check_files (const char *const *paths, gboolean json)
{
  g_autoptr (GPtrArray) files = parafa_etransport_files_find (paths, NULL);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (judged_free);
  ParafaExit status = PARAFA_EXIT_DONE;
  GDate today;

  read_today (&today);
  for (guint i = 0; i < files->len; i++)
    {
      Judged *judged = judge (files->pdata[i], &today);

      g_ptr_array_add (all, judged);
      if (judged->check == NULL)
        status = PARAFA_EXIT_USAGE;
      else if (status == PARAFA_EXIT_DONE && !parafa_etransport_check_is_valid (judged->check))
        status = PARAFA_EXIT_PROBLEM;
    }
  if (files->len == 0)
    {
      g_printerr ("%s\n", _ ("parafa etransport check: there is no XML file"));
      status = PARAFA_EXIT_USAGE;
    }
  if (!json)
    print_text (all);
  else if (!print_json (all))
    status = PARAFA_EXIT_USAGE;
  return status;
}

static ParafaExit
run_check (int argc, char **argv)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  gboolean json = FALSE, only_paths = FALSE;

  for (int i = 0; i < argc; i++)
    {
      if (!only_paths && strcmp (argv[i], "--") == 0)
        only_paths = TRUE;
      else if (!only_paths && strcmp (argv[i], "--json") == 0)
        json = TRUE;
      else if (!only_paths && argv[i][0] == '-' && argv[i][1] != '\0')
        {
          g_printerr (_ ("parafa etransport check: unexpected argument “%s”\n"), argv[i]);
          return PARAFA_EXIT_USAGE;
        }
      else
        g_ptr_array_add (paths, argv[i]);
    }
  if (paths->len == 0)
    {
      g_printerr (_ ("parafa etransport check: name a file, or - for standard input\n"));
      return PARAFA_EXIT_USAGE;
    }
  g_ptr_array_add (paths, NULL);
  return check_files ((const char *const *) paths->pdata, json);
}

/**
 * parafa_etransport_command_run:
 * @argc: how many words follow `parafa etransport`
 * @argv: (array length=argc): those words
 *
 * Runs `parafa etransport …`.
 *
 * Returns: the exit status: done when every file is valid, problem when one is not, usage when one cannot be read
 */
ParafaExit
parafa_etransport_command_run (int argc, char **argv)
{
  if (argc > 0 && strcmp (argv[0], "check") == 0)
    return run_check (argc - 1, argv + 1);
  g_printerr (_ ("parafa etransport: the command is check; parafa --help says more\n"));
  return PARAFA_EXIT_USAGE;
}
