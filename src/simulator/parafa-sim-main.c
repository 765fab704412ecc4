/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* parafa-simulator: ANAF on this machine, for practice, development and tests. It listens on
 * 127.0.0.1 only and never contacts anything. */
#include "parafa-sim-control.h"
#include "parafa-sim-gate.h"
#include "parafa-sim-pki.h"

#include <errno.h>
#include <glib-unix.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_LINE_BYTES (64 * 1024)

typedef struct
{
  char *state_dir; /* (owned) */
  char *tls_style; /* (owned) (nullable) */
  char *issue;     /* (owned) (nullable) */
  char *holder;    /* (owned) (nullable) */
  char *key;       /* (owned) (nullable) */
  char *kind;      /* (owned) (nullable) */
  char *serial;    /* (owned) (nullable) */
  int login_port;
  int api_port;
  gboolean until_eof;
  gboolean verbose;
} Options;

typedef struct
{
  ParafaSimWorld *world; /* (owned) */
  GMainLoop *loop;       /* (owned) */
  GString *line;         /* (owned): of the control channel, not yet whole */
  gboolean too_long;     /* the line is being skipped */
  gboolean until_eof;
} Program;

static void
options_clear (Options *options)
{
  g_free (options->state_dir);
  g_free (options->tls_style);
  g_free (options->issue);
  g_free (options->holder);
  g_free (options->key);
  g_free (options->kind);
  g_free (options->serial);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_options (Options *options, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "state-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->state_dir, "Where all it makes lies",
      "DIR" },
    { "login-port", 0, 0, G_OPTION_ARG_INT, &options->login_port, "Port of gateway and OAuth",
      "N" },
    { "api-port", 0, 0, G_OPTION_ARG_INT, &options->api_port, "Port of TestOauth", "N" },
    { "tls-style", 0, 0, G_OPTION_ARG_STRING, &options->tls_style,
      "renegotiate, first-1.2, first-1.3 or post-handshake", "STYLE" },
    { "until-eof", 0, 0, G_OPTION_ARG_NONE, &options->until_eof, "End when standard input ends",
      NULL },
    { "verbose", 0, 0, G_OPTION_ARG_NONE, &options->verbose,
      "A line for each answer, without secrets", NULL },
    { "issue", 0, 0, G_OPTION_ARG_STRING, &options->issue, "Issue a client certificate and end",
      "NAME" },
    { "holder", 0, 0, G_OPTION_ARG_FILENAME, &options->holder, "Its holder's name", "TEXT" },
    { "key", 0, 0, G_OPTION_ARG_STRING, &options->key, "rsa, ec or ec384", "TYPE" },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &options->kind,
      "authentication, signature, expired or future", "KIND" },
    { "serial", 0, 0, G_OPTION_ARG_STRING, &options->serial, "Its serial number", "HEX" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context, "The practice server of Parafa: ANAF on this machine.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (options->state_dir != NULL && argc == 1 && options->login_port >= 0 &&
      options->login_port <= G_MAXUINT16 && options->api_port >= 0 &&
      options->api_port <= G_MAXUINT16)
    return TRUE;
  g_set_error_literal (error, PARAFA_SIM_ERROR, PARAFA_SIM_ERROR_ARGUMENT,
                       "--state-dir is needed, ports are 0 to 65535, and there is nothing else");
  return FALSE;
}

static int
find_word (const char *word, const char *const *words, const char *what, GError **error)
{
  for (int i = 0; words[i] != NULL; i++)
    {
      if (word == NULL || g_str_equal (words[i], word))
        return i;
    }
  g_set_error (error, PARAFA_SIM_ERROR, PARAFA_SIM_ERROR_ARGUMENT, "no such %s", what);
  return -1;
}

static gboolean
issue (const Options *options, GError **error)
{
  static const char *const keys[] = { "rsa", "ec", "ec384", NULL };
  static const char *const kinds[] = { "authentication", "signature", "expired", "future", NULL };
  int key = find_word (options->key, keys, "key", error);
  int kind = key >= 0 ? find_word (options->kind, kinds, "kind", error) : -1;
  ParafaSimIssue order = {
    .name = options->issue,
    .holder = options->holder != NULL ? options->holder : PARAFA_SIM_PRACTICE_HOLDER,
    .serial = options->serial,
    .key = (ParafaSimKeyType) key,
    .kind = (ParafaSimIssueKind) kind,
  };

  return kind >= 0 && parafa_sim_pki_issue (options->state_dir, &order,
                                            g_get_real_time () / G_USEC_PER_SEC, error);
}

static void
say (const char *line)
{
  printf ("%s\n", line);
  fflush (stdout);
}

static void
take_line (Program *program)
{
  g_autofree char *answer = NULL;

  if (program->too_long)
    {
      say ("{\"ok\":false,\"error\":\"the line is too long\"}");
      program->too_long = FALSE;
    }
  else if (program->line->len > 0)
    {
      answer = parafa_sim_control_execute (program->world, program->line->str);
      say (answer);
      explicit_bzero (answer, strlen (answer)); /* it may be a client secret */
    }
  g_string_truncate (program->line, 0);
}

static gboolean
on_input (int fd, GIOCondition condition, gpointer user_data)
{
  Program *program = user_data;
  char bytes[4096];
  ssize_t length = read (fd, bytes, sizeof bytes);

  if (length < 0 && (errno == EINTR || errno == EAGAIN))
    return G_SOURCE_CONTINUE;
  if (length <= 0)
    {
      if (program->until_eof)
        g_main_loop_quit (program->loop);
      return G_SOURCE_REMOVE;
    }
  for (ssize_t i = 0; i < length; i++)
    {
      if (bytes[i] == '\n')
        take_line (program);
      else if (program->line->len >= MAX_LINE_BYTES)
        program->too_long = TRUE;
      else
        g_string_append_c (program->line, bytes[i]);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
on_signal (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static void
say_ready (const ParafaSimWorld *world, const char *dir)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *login = g_strdup_printf ("https://logincert.localhost:%u", world->login_port);
  g_autofree char *api = g_strdup_printf ("https://api.localhost:%u", world->api_port);
  g_autofree char *ca = g_build_filename (dir, "ca.pem", NULL);
  g_autofree char *certificate = g_build_filename (dir, "practice.p12", NULL);
  g_autofree char *line = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "login");
  json_builder_add_string_value (builder, login);
  json_builder_set_member_name (builder, "api");
  json_builder_add_string_value (builder, api);
  json_builder_set_member_name (builder, "ca");
  json_builder_add_string_value (builder, ca);
  json_builder_set_member_name (builder, "certificate");
  json_builder_add_string_value (builder, certificate);
  json_builder_set_member_name (builder, "certificate_password");
  json_builder_add_string_value (builder, PARAFA_SIM_PRACTICE_PASSWORD);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  line = json_to_string (node, FALSE);
  say (line);
}

static void
run_loop (Program *program)
{
  guint input = g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, on_input, program);
  guint term = g_unix_signal_add (SIGTERM, on_signal, program->loop);
  guint interrupt = g_unix_signal_add (SIGINT, on_signal, program->loop);
  GSource *source;

  g_main_loop_run (program->loop);
  source = g_main_context_find_source_by_id (NULL, input);
  if (source != NULL)
    g_source_destroy (source);
  g_source_remove (term);
  g_source_remove (interrupt);
}

static gboolean
run (const Options *options, GError **error)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  gint64 now_s = parafa_clock_get_now (clock);
  g_autoptr (ParafaSimWorld) world = NULL;
  g_autoptr (ParafaSimTls) tls = NULL;
  g_autoptr (ParafaSimGate) gate = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GString) line = g_string_new (NULL);
  Program program = { NULL, loop, line, FALSE, options->until_eof };

  if (!parafa_sim_pki_prepare (options->state_dir, now_s, error))
    return FALSE;
  world = parafa_sim_world_new (options->state_dir, clock, error);
  if (world == NULL)
    return FALSE;
  if (options->tls_style != NULL &&
      !parafa_sim_tls_style_from_text (options->tls_style, &world->settings.tls_style))
    {
      g_set_error_literal (error, PARAFA_SIM_ERROR, PARAFA_SIM_ERROR_ARGUMENT, "no such TLS style");
      return FALSE;
    }
  tls = parafa_sim_tls_new (options->state_dir, now_s, error);
  if (tls == NULL)
    return FALSE;
  gate = parafa_sim_gate_new (world, tls, (guint16) options->login_port,
                              (guint16) options->api_port, options->verbose, error);
  if (gate == NULL)
    return FALSE;
  program.world = world;
  say_ready (world, options->state_dir);
  run_loop (&program);
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean done;

  umask (0077);
  signal (SIGPIPE, SIG_IGN);
  done = parse_options (&options, argc, argv, &error) &&
         (options.issue != NULL ? issue (&options, &error) : run (&options, &error));
  if (!done)
    g_printerr ("parafa-simulator: %s\n", error->message);
  return done ? 0 : 1;
}
