/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-practice-channel.h"
#include "parafa-session-error.h"

#include <string.h>

#define COMMAND_LIMIT_S 30

struct _ParafaPracticeChannel
{
  GObject parent_instance;
  GDataInputStream *input; /* (owned) */
  GOutputStream *output;   /* (owned) */
  GQueue commands;         /* (element-type GTask): the first one runs */
  gboolean closed;
};

enum
{
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParafaPracticeChannel, parafa_practice_channel, G_TYPE_OBJECT)

typedef struct
{
  char *line;                /* (owned) */
  GCancellable *cancellable; /* (owned) */
  guint limit_id;
} CommandData;

static void run_next (ParafaPracticeChannel *self);

static void
command_data_free (CommandData *data)
{
  g_clear_handle_id (&data->limit_id, g_source_remove);
  g_clear_object (&data->cancellable);
  g_free (data->line);
  g_free (data);
}

static gboolean
on_limit (gpointer user_data)
{
  CommandData *data = user_data;

  data->limit_id = 0;
  g_cancellable_cancel (data->cancellable);
  return G_SOURCE_REMOVE;
}

static void
wipe_line (char *line)
{
  if (line == NULL)
    return;
  explicit_bzero (line, strlen (line));
  g_free (line);
}

/* After a failure the channel may be in the middle of a line, so that no answer could be told from
 * the next one: whoever needs the server next starts it anew */
static void
fail (ParafaPracticeChannel *self, const GError *error)
{
  g_info ("practice: the control channel failed: %s", error != NULL ? error->message : "closed");
  parafa_practice_channel_close (self);
  g_signal_emit (self, signals[SIGNAL_FAILED], 0);
}

static void
answer_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaPracticeChannel *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = NULL;
  char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result,
                                                          NULL, &error);

  if (g_queue_peek_head (&self->commands) != task)
    {
      wipe_line (line);
      return;
    }
  if (line == NULL)
    {
      fail (self, error);
      return;
    }
  g_object_unref (g_queue_pop_head (&self->commands));
  run_next (self);

  object = parafa_practice_channel_parse (line, &error);
  if (object == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, parafa_secret_new (line, -1),
                           (GDestroyNotify) parafa_secret_unref);
  wipe_line (line);
}

static void
command_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaPracticeChannel *self = g_task_get_source_object (task);
  CommandData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean good = g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error);

  if (g_queue_peek_head (&self->commands) != task)
    return;
  if (!good)
    {
      fail (self, error);
      return;
    }
  g_data_input_stream_read_line_async (self->input, G_PRIORITY_DEFAULT, data->cancellable,
                                       answer_read, g_object_ref (task));
}

static void
run_next (ParafaPracticeChannel *self)
{
  GTask *task = g_queue_peek_head (&self->commands);
  CommandData *data = NULL;

  if (task == NULL)
    return;
  data = g_task_get_task_data (task);
  data->limit_id = g_timeout_add_seconds (COMMAND_LIMIT_S, on_limit, data);
  g_output_stream_write_all_async (self->output, data->line, strlen (data->line),
                                   G_PRIORITY_DEFAULT, data->cancellable, command_written,
                                   g_object_ref (task));
}

static void
first_line_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source),
                                                                     result, NULL, &error);
  JsonObject *object = NULL;

  if (line != NULL)
    object = parafa_practice_channel_parse (line, &error);
  else if (error == NULL)
    error = parafa_practice_error ("it ended before it was ready", NULL);
  if (object == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, object, (GDestroyNotify) json_object_unref);
}

static void
parafa_practice_channel_dispose (GObject *object)
{
  parafa_practice_channel_close (PARAFA_PRACTICE_CHANNEL (object));

  G_OBJECT_CLASS (parafa_practice_channel_parent_class)->dispose (object);
}

static void
parafa_practice_channel_finalize (GObject *object)
{
  ParafaPracticeChannel *self = PARAFA_PRACTICE_CHANNEL (object);

  g_clear_object (&self->input);
  g_clear_object (&self->output);

  G_OBJECT_CLASS (parafa_practice_channel_parent_class)->finalize (object);
}

static void
parafa_practice_channel_class_init (ParafaPracticeChannelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = parafa_practice_channel_dispose;
  object_class->finalize = parafa_practice_channel_finalize;

  signals[SIGNAL_FAILED] = g_signal_new ("failed", PARAFA_TYPE_PRACTICE_CHANNEL, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parafa_practice_channel_init (ParafaPracticeChannel *self)
{
  g_queue_init (&self->commands);
}

/**
 * parafa_practice_channel_new:
 * @input: the server's standard output
 * @output: its standard input
 *
 * Returns: (transfer full): a channel
 */
ParafaPracticeChannel *
parafa_practice_channel_new (GInputStream *input, GOutputStream *output)
{
  ParafaPracticeChannel *self = NULL;

  g_return_val_if_fail (G_IS_INPUT_STREAM (input), NULL);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (output), NULL);

  self = g_object_new (PARAFA_TYPE_PRACTICE_CHANNEL, NULL);
  self->input = g_data_input_stream_new (input);
  self->output = g_object_ref (output);
  return self;
}

/**
 * parafa_practice_channel_read_async:
 * @self: a channel
 * @cancellable: (nullable): ends the wait
 * @callback: called when done
 * @user_data: for @callback
 *
 * Waits for the line a server says by itself when it is ready. Fails with
 * %PARAFA_SESSION_ERROR_PRACTICE or the stream's error.
 */
void
parafa_practice_channel_read_async (ParafaPracticeChannel *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (PARAFA_IS_PRACTICE_CHANNEL (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_practice_channel_read_async);
  g_data_input_stream_read_line_async (self->input, G_PRIORITY_DEFAULT, cancellable,
                                       first_line_read, task);
}

/**
 * parafa_practice_channel_read_finish:
 * @self: a channel
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the line
 */
JsonObject *
parafa_practice_channel_read_finish (ParafaPracticeChannel *self,
                                     GAsyncResult *result,
                                     GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * parafa_practice_channel_command_async:
 * @self: a channel
 * @command: one JSON object without line breaks
 * @cancellable: (nullable): ends the caller's wait; the line is sent and answered all the same
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Sends a line and waits for one, half a minute at most. One at a time: others wait for their turn.
 * Fails with %PARAFA_SESSION_ERROR_PRACTICE, also when the answer is `"ok":false`.
 */
void
parafa_practice_channel_command_async (ParafaPracticeChannel *self,
                                       const char *command,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  CommandData *data = NULL;

  g_return_if_fail (PARAFA_IS_PRACTICE_CHANNEL (self));
  g_return_if_fail (command != NULL && strchr (command, '\n') == NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_practice_channel_command_async);
  if (self->closed)
    {
      g_task_return_error (task, parafa_practice_error ("it does not run", NULL));
      return;
    }
  data = g_new0 (CommandData, 1);
  data->line = g_strconcat (command, "\n", NULL);
  data->cancellable = g_cancellable_new ();
  g_task_set_task_data (task, data, (GDestroyNotify) command_data_free);
  g_queue_push_tail (&self->commands, g_steal_pointer (&task));
  if (g_queue_get_length (&self->commands) == 1)
    run_next (self);
}

/**
 * parafa_practice_channel_command_finish:
 * @self: a channel
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the answer's line
 */
ParafaSecret *
parafa_practice_channel_command_finish (ParafaPracticeChannel *self,
                                        GAsyncResult *result,
                                        GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * parafa_practice_channel_close:
 * @self: a channel
 *
 * Fails what waits; safe at any time.
 */
void
parafa_practice_channel_close (ParafaPracticeChannel *self)
{
  GTask *task = NULL;

  g_return_if_fail (PARAFA_IS_PRACTICE_CHANNEL (self));

  self->closed = TRUE;
  while ((task = g_queue_pop_head (&self->commands)) != NULL)
    {
      CommandData *data = g_task_get_task_data (task);

      g_clear_handle_id (&data->limit_id, g_source_remove);
      g_task_return_error (task, parafa_practice_error ("it ended", NULL));
      g_cancellable_cancel (data->cancellable);
      g_object_unref (task);
    }
}

/**
 * parafa_practice_channel_parse:
 * @line: a line of the server's
 * @error: return location
 *
 * Returns: (transfer full): the object in it; %NULL with an error also for `"ok":false`
 */
JsonObject *
parafa_practice_channel_parse (const char *line, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *object = NULL;
  JsonNode *root = NULL;

  if (line != NULL && json_parser_load_from_data (parser, line, -1, NULL))
    root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_propagate_error (error, parafa_practice_error ("it did not answer in JSON", NULL));
      return NULL;
    }
  object = json_node_get_object (root);
  if (json_object_has_member (object, "ok") &&
      !json_object_get_boolean_member_with_default (object, "ok", FALSE))
    {
      g_set_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_PRACTICE,
                   "practice server: %s",
                   json_object_get_string_member_with_default (object, "error", "refused"));
      return NULL;
    }
  return json_object_ref (object);
}

/**
 * parafa_practice_error:
 * @what: what happened to the practice server
 * @cause: (nullable): why
 *
 * Returns: (transfer full): a %PARAFA_SESSION_ERROR_PRACTICE
 */
GError *
parafa_practice_error (const char *what, const GError *cause)
{
  return g_error_new (PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_PRACTICE,
                      "practice server: %s%s%s", what, cause != NULL ? ": " : "",
                      cause != NULL ? cause->message : "");
}
