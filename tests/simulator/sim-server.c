/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sim-server.h"

#include "parafa-test.h"

#include <string.h>

static JsonObject *
parse (const char *line)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, line, -1, &error);
  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

static JsonObject *
read_line (SimServer *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_utf8 (self->output, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  return parse (line);
}

static guint16
port_of (JsonObject *ready, const char *member, const char *host)
{
  const char *uri = json_object_get_string_member (ready, member);
  g_autofree char *start = g_strdup_printf ("https://%s:", host);

  g_assert_true (g_str_has_prefix (uri, start));
  return (guint16) g_ascii_strtoull (uri + strlen (start), NULL, 10);
}

static void
register_client (SimServer *self)
{
  g_autoptr (JsonObject) answer =
      sim_server_say (self,
                      "{\"do\":\"register\",\"name\":\"Test\",\"redirect_uri\":\"" SIM_CALLBACK
                      "\"}");

  g_assert_true (json_object_get_boolean_member (answer, "ok"));
  self->client_id = g_strdup (json_object_get_string_member (answer, "client_id"));
  self->client_secret = g_strdup (json_object_get_string_member (answer, "client_secret"));
}

/* Starts the program, waits for its first line, and registers an application */
SimServer *
sim_server_new (const char *dir, const char *const *options)
{
  g_autoptr (GStrvBuilder) arguments = g_strv_builder_new ();
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  SimServer *self = g_new0 (SimServer, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) ready = NULL;
  g_auto (GStrv) argv = NULL;

  g_strv_builder_add_many (arguments, SIM_PROGRAM, "--state-dir", dir, "--until-eof", "--verbose",
                           NULL);
  for (guint i = 0; options != NULL && options[i] != NULL; i++)
    g_strv_builder_add (arguments, options[i]);
  argv = g_strv_builder_end (arguments);
  self->dir = g_strdup (dir);
  self->log = g_build_filename (dir, "log", NULL);
  g_subprocess_launcher_set_stderr_file_path (launcher, self->log);
  self->process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
  g_assert_no_error (error);
  self->input = g_subprocess_get_stdin_pipe (self->process);
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  ready = read_line (self);
  self->login_port = port_of (ready, "login", "logincert.localhost");
  self->api_port = port_of (ready, "api", "api.localhost");
  self->ca = g_strdup (json_object_get_string_member (ready, "ca"));
  g_assert_cmpstr (json_object_get_string_member (ready, "certificate_password"), ==, "practica");
  g_assert_true (
      g_file_test (json_object_get_string_member (ready, "certificate"), G_FILE_TEST_IS_REGULAR));
  register_client (self);
  return self;
}

/* Ends the program by ending its input; it must end well */
void
sim_server_end (SimServer *self)
{
  g_autoptr (GError) error = NULL;

  if (self->process == NULL)
    return;
  g_output_stream_close (self->input, NULL, NULL);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  if (g_subprocess_get_if_signaled (self->process))
    g_error ("the server was ended by signal %d", g_subprocess_get_term_sig (self->process));
  g_assert_cmpint (g_subprocess_get_exit_status (self->process), ==, 0);
  g_clear_object (&self->output);
  g_clear_object (&self->process);
}

void
sim_server_free (SimServer *self)
{
  sim_server_end (self);
  g_free (self->dir);
  g_free (self->ca);
  g_free (self->log);
  g_free (self->client_id);
  g_free (self->client_secret);
  g_free (self);
}

JsonObject *
sim_server_say (SimServer *self, const char *line)
{
  g_autofree char *whole = g_strconcat (line, "\n", NULL);
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (self->input, whole, strlen (whole), NULL, NULL, &error);
  g_assert_no_error (error);
  return read_line (self);
}

void
sim_server_do (SimServer *self, const char *line)
{
  g_autoptr (JsonObject) answer = sim_server_say (self, line);

  g_test_message ("%s", line);
  g_assert_true (json_object_get_boolean_member (answer, "ok"));
}

void
sim_server_fail (SimServer *self, const char *at, const char *how)
{
  g_autofree char *line =
      g_strdup_printf ("{\"do\":\"fail\",\"at\":\"%s\",\"how\":\"%s\",\"times\":1}", at, how);

  sim_server_do (self, line);
}

gint64
sim_server_count (SimServer *self, const char *name)
{
  g_autoptr (JsonObject) answer = sim_server_say (self, "{\"do\":\"counts\"}");

  return json_object_get_int_member (answer, name);
}

void
sim_server_issue (const char *dir, const char *name, const char *kind, const char *key)
{
  const char *argv[] = {
    SIM_PROGRAM,       "--state-dir", dir,  "--issue", name, "--holder",
    "Daria Stânceanu", "--kind",      kind, "--key",   key,  NULL,
  };

  g_assert_cmpint (parafa_test_run (argv, NULL, NULL, NULL), ==, 0);
}
