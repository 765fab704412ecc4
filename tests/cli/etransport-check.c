/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "declarations.h"
#include "parafa-test.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *folder; /* (owned) */
  char *good;   /* (owned) */
  char *bad;    /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("parafa-XXXXXX", &error);
  g_assert_no_error (error);
  self->good = g_build_filename (self->folder, "bun ș.xml", NULL);
  self->bad = g_build_filename (self->folder, "rău.xml", NULL);
  g_assert_true (g_file_set_contents (self->good, parafa_test_declarations[0], -1, NULL));
  g_assert_true (g_file_set_contents (self->bad,
                                      "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' "
                                      "codDeclarant='01'>\n"
                                      "<stergere uit='7K0A2C4E6H8J9L71'/></eTransport>",
                                      -1, NULL));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_unlink (self->good);
  g_unlink (self->bad);
  g_rmdir (self->folder);
  g_free (self->good);
  g_free (self->bad);
  g_free (self->folder);
}

static int
run_in (const char *locale, const char *const *arguments, const char *input, char **output)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                 G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *program =
      g_test_build_filename (G_TEST_BUILT, "..", "src", "cli", "parafa", NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (argv, program);
  g_ptr_array_add (argv, (gpointer) "etransport");
  g_ptr_array_add (argv, (gpointer) "check");
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) arguments[i]);
  g_ptr_array_add (argv, NULL);
  if (locale != NULL)
    g_subprocess_launcher_setenv (launcher, "LC_ALL", locale, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, input, NULL, output, NULL, &error));
  return g_subprocess_get_exit_status (process);
}

static int
run (const char *const *arguments, const char *input, char **output)
{
  return run_in (NULL, arguments, input, output);
}

static JsonArray *
parse (JsonParser *parser, const char *output)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, output, -1, &error);
  g_assert_no_error (error);
  return json_node_get_array (json_parser_get_root (parser));
}

static void
test_valid (Fixture *self, gconstpointer data)
{
  const char *const arguments[] = { "--json", self->good, NULL };
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *output = NULL;
  JsonArray *all;
  JsonObject *first;

  g_assert_cmpint (run (arguments, NULL, &output), ==, 0);
  all = parse (parser, output);
  g_assert_cmpuint (json_array_get_length (all), ==, 1);
  first = json_array_get_object_element (all, 0);
  g_assert_cmpstr (json_object_get_string_member (first, "file"), ==, self->good);
  g_assert_true (json_object_get_boolean_member (first, "valid"));
  g_assert_cmpstr (json_object_get_string_member (first, "kind"), ==, "corectie");
}

static void
test_invalid (Fixture *self, gconstpointer data)
{
  const char *const arguments[] = { "--json", self->bad, self->good, NULL };
  static const char *const members[] = { "severity", "rule",    "line",  "column",
                                         "path",     "message", "remedy" };
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *output = NULL;
  JsonArray *findings;
  JsonObject *first;

  g_assert_cmpint (run (arguments, NULL, &output), ==, 1);
  findings =
      json_object_get_array_member (json_array_get_object_element (parse (parser, output), 0),
                                    "findings");
  g_assert_cmpuint (json_array_get_length (findings), ==, 3);
  first = json_array_get_object_element (findings, 0);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    g_assert_true (json_object_has_member (first, members[i]));
  g_assert_cmpstr (json_object_get_string_member (first, "rule"), ==, "BR-002");
  g_assert_cmpint (json_object_get_int_member (first, "line"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (findings, 1),
                                                  "rule"),
                   ==, "BR-019");
}

static void
test_unreadable (Fixture *self, gconstpointer data)
{
  g_autofree char *absent = g_build_filename (self->folder, "absent.xml", NULL);
  const char *const arguments[] = { "--json", absent, self->bad, NULL };
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *output = NULL;
  JsonArray *all;

  g_assert_cmpint (run (arguments, NULL, &output), ==, 2);
  all = parse (parser, output);
  g_assert_cmpuint (json_array_get_length (all), ==, 2);
  g_assert_true (json_object_get_null_member (json_array_get_object_element (all, 0), "kind"));
  g_assert_false (json_object_get_boolean_member (json_array_get_object_element (all, 1), "valid"));
}

static const char *
get_file (JsonArray *all, guint n)
{
  return json_object_get_string_member (json_array_get_object_element (all, n), "file");
}

/* Of a folder the XML files, however deep; no pipe is waited for, no link turns in a circle, and what lies too deep is
 * said, not left out */
static void
test_folder (Fixture *self, gconstpointer data)
{
  g_autofree char *inner = g_build_filename (self->folder, "în", NULL);
  g_autofree char *copy = g_build_filename (inner, "a.XML", NULL);
  g_autofree char *pipe = g_build_filename (inner, "pipe.xml", NULL);
  g_autofree char *circle = g_build_filename (inner, "circle", NULL);
  g_autofree char *note = g_build_filename (inner, "note.txt", NULL);
  g_autofree char *deep = g_build_filename (inner, "1/2/3/4/5/6/7/8/9", NULL);
  const char *const arguments[] = { "--json", self->folder, NULL };
  const char *const nothing[] = { "--json", circle, NULL };
  g_autofree char *output = NULL;
  g_autofree char *with_deep = NULL;
  g_autofree char *without = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *all;

  g_assert_cmpint (g_mkdir (inner, 0700), ==, 0);
  g_assert_true (g_file_set_contents (copy, parafa_test_declarations[1], -1, NULL));
  g_assert_true (g_file_set_contents (note, "x", -1, NULL));
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (symlink (self->folder, circle), ==, 0);
  g_assert_cmpint (run (arguments, NULL, &output), ==, 1);
  all = parse (parser, output);
  g_assert_cmpuint (json_array_get_length (all), ==, 3);
  g_assert_cmpstr (get_file (all, 0), ==, self->good);
  g_assert_cmpstr (get_file (all, 1), ==, self->bad);
  g_assert_cmpstr (get_file (all, 2), ==, copy);

  g_assert_cmpint (g_mkdir_with_parents (deep, 0700), ==, 0);
  g_assert_cmpint (run (arguments, NULL, &with_deep), ==, 2);
  all = parse (parser, with_deep);
  g_assert_cmpuint (json_array_get_length (all), ==, 4);
  g_assert_true (g_str_has_suffix (get_file (all, 2), "/1/2/3/4/5/6/7/8"));

  g_unlink (circle);
  g_assert_cmpint (g_mkdir (circle, 0700), ==, 0);
  g_assert_cmpint (run (nothing, NULL, &without), ==, 2);
  g_assert_cmpuint (json_array_get_length (parse (parser, without)), ==, 0);
  parafa_test_remove_tree (inner);
}

static void
test_standard_input (Fixture *self, gconstpointer data)
{
  const char *const good[] = { "-", NULL }, *const none[] = { NULL },
                    *const wrong[] = { "--jsn", NULL };
  g_autofree char *output = NULL, *nothing = NULL, *nothing_else = NULL;

  g_assert_cmpint (run (good, parafa_test_declarations[2], &output), ==, 0);
  g_assert_nonnull (strstr (output, "-: valid, stergere"));
  g_assert_cmpint (run (none, NULL, &nothing), ==, 2);
  g_assert_cmpint (run (wrong, NULL, &nothing_else), ==, 2);
}

/* What programs read is UTF-8 in every locale, with the name as it was given */
static void
test_locale (Fixture *self, gconstpointer data)
{
  const char *const arguments[] = { "--json", self->bad, NULL };
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *output = NULL;
  JsonObject *first;
  JsonArray *findings;

  g_assert_cmpint (run_in ("C", arguments, NULL, &output), ==, 1);
  first = json_array_get_object_element (parse (parser, output), 0);
  g_assert_cmpstr (json_object_get_string_member (first, "file"), ==, self->bad);
  findings = json_object_get_array_member (first, "findings");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (findings, 0),
                                                  "message"),
                   ==, "The declarant’s tax code “01” is not a Romanian one");
}

static void
check_members (JsonObject *finding)
{
  static const char *const texts[] = { "severity", "rule", "path", "message", "remedy" };
  static const char *const numbers[] = { "line", "column" };

  g_assert_cmpuint (json_object_get_size (finding), ==,
                    G_N_ELEMENTS (texts) + G_N_ELEMENTS (numbers));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      JsonNode *node = json_object_get_member (finding, texts[i]);

      g_assert_true (JSON_NODE_HOLDS_VALUE (node) &&
                     json_node_get_value_type (node) == G_TYPE_STRING);
      g_assert_cmpstr (json_node_get_string (node), !=, "");
    }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_true (json_node_get_value_type (json_object_get_member (finding, numbers[i])) ==
                   G_TYPE_INT64);
}

/* Every finding of files of all sorts has every member, of one type each, and no text is empty */
static void
test_members (Fixture *self, gconstpointer data)
{
  g_autofree char *absent = g_build_filename (self->folder, "a\xff\n.xml", NULL);
  const char *const arguments[] = { "--json",    "--", self->good, self->bad, absent,
                                    "/dev/null", "-",  "-x",       "",        NULL };
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *output = NULL;
  JsonArray *all;

  g_assert_cmpint (run (arguments, "<!DOCTYPE html><html/>", &output), ==, 2);
  all = parse (parser, output);
  g_assert_cmpuint (json_array_get_length (all), ==, 7);
  for (guint i = 0; i < 7; i++)
    {
      JsonObject *one = json_array_get_object_element (all, i);
      JsonArray *findings = json_object_get_array_member (one, "findings");

      g_assert_cmpuint (json_object_get_size (one), ==, 4);
      g_assert_cmpuint (json_array_get_length (findings), >, 0);
      for (guint n = 0; n < json_array_get_length (findings); n++)
        check_members (json_array_get_object_element (findings, n));
      if (strcmp (arguments[i + 2], absent) != 0)
        g_assert_cmpstr (json_object_get_string_member (one, "file"), ==, arguments[i + 2]);
    }
}

/* A result that could not be written is no "valid" */
static void
test_full (Fixture *self, gconstpointer data)
{
  g_autofree char *program =
      g_test_build_filename (G_TEST_BUILT, "..", "src", "cli", "parafa", NULL);
  const char *const argv[] = { program, "etransport", "check", "--json", self->good, NULL };
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;

  g_subprocess_launcher_set_stdout_file_path (launcher, "/dev/full");
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &said, &error));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 2);
  g_assert_cmpstr (said, !=, "");
}

/* A value cannot write to the terminal what it likes */
static void
test_printable (Fixture *self, gconstpointer data)
{
  const char *const arguments[] = { "-", NULL };
  g_autofree char *output = NULL;

  g_assert_cmpint (run (arguments,
                        "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' "
                        "codDeclarant='1&#x202e;&#x9b;&#10;2'><stergere uit='7K0A2C4E6H8J9L70'/>"
                        "</eTransport>",
                        &output),
                   ==, 1);
  g_assert_nonnull (strstr (output, "“1\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
                                    "2”"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/cli/etransport-check/valid", Fixture, NULL, set_up, test_valid, tear_down);
  g_test_add ("/cli/etransport-check/invalid", Fixture, NULL, set_up, test_invalid, tear_down);
  g_test_add ("/cli/etransport-check/unreadable", Fixture, NULL, set_up, test_unreadable,
              tear_down);
  g_test_add ("/cli/etransport-check/folder", Fixture, NULL, set_up, test_folder, tear_down);
  g_test_add ("/cli/etransport-check/standard-input", Fixture, NULL, set_up, test_standard_input,
              tear_down);
  g_test_add ("/cli/etransport-check/locale", Fixture, NULL, set_up, test_locale, tear_down);
  g_test_add ("/cli/etransport-check/members", Fixture, NULL, set_up, test_members, tear_down);
  g_test_add ("/cli/etransport-check/full", Fixture, NULL, set_up, test_full, tear_down);
  g_test_add ("/cli/etransport-check/printable", Fixture, NULL, set_up, test_printable, tear_down);
  return g_test_run ();
}
