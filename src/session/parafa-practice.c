/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-practice.h"
#include "parafa-paths.h"
#include "parafa-practice-channel.h"
#include "parafa-session-error.h"

/* The first start makes several RSA keys, on a slow machine one after the other */
#define START_LIMIT_S 60

struct _ParafaPractice
{
  GObject parent_instance;
  char *state_dir;
  GSubprocess *process;           /* (owned) (nullable) */
  ParafaPracticeChannel *channel; /* (owned) (nullable) */
  GPtrArray *starters;            /* (owned) (element-type GTask): wait for the start that runs */
  gboolean starting;
  gboolean running;
  gboolean is_new;
  guint limit_id;            /* of the start that runs */
  GCancellable *cancellable; /* (owned) (nullable): of the start that runs */
  ParafaEndpoints *endpoints;
  char *certificate_file;
  ParafaSecret *certificate_password;
  char *client_id;
  ParafaSecret *client_secret;
};

typedef enum
{
  PROP_RUNNING = 1,
  N_PROPERTIES
} ParafaPracticeProperty;

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (ParafaPractice, parafa_practice, G_TYPE_OBJECT)

static void
set_running (ParafaPractice *self, gboolean running)
{
  if (self->running == running)
    return;
  self->running = running;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

/* -- the process -- */

static void
drop_process (ParafaPractice *self)
{
  g_clear_handle_id (&self->limit_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->channel != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->channel, self);
      parafa_practice_channel_close (self->channel);
    }
  g_clear_object (&self->channel);
  if (self->process != NULL)
    g_subprocess_force_exit (self->process);
  g_clear_object (&self->process);
  g_clear_pointer (&self->endpoints, parafa_endpoints_unref);
  g_clear_pointer (&self->certificate_file, g_free);
  g_clear_pointer (&self->certificate_password, parafa_secret_unref);
  set_running (self, FALSE);
}

static void
process_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GWeakRef *weak = user_data;
  g_autoptr (ParafaPractice) self = g_weak_ref_get (weak);
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error);
  g_weak_ref_clear (weak);
  g_free (weak);
  if (self != NULL && self->process == G_SUBPROCESS (source) && self->running)
    {
      g_info ("practice: the server ended by itself");
      drop_process (self);
    }
}

static void
watch_process (ParafaPractice *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  g_subprocess_wait_async (self->process, NULL, process_ended, weak);
}

/* -- start: look at the folder, spawn, read the first line, read the CA -- */

static void start_folder_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void start_line_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void start_ca_ready (GObject *source, GAsyncResult *result, gpointer user_data);

/* @error: (transfer full) (nullable): NULL for success */
static void
end_start (ParafaPractice *self, GError *error)
{
  g_autoptr (GPtrArray) starters = g_steal_pointer (&self->starters);
  g_autoptr (GError) owned = error;

  self->starters = g_ptr_array_new_with_free_func (g_object_unref);
  self->starting = FALSE;
  g_clear_handle_id (&self->limit_id, g_source_remove);
  if (owned != NULL)
    drop_process (self);
  else
    set_running (self, TRUE);
  for (guint i = 0; i < starters->len; i++)
    {
      GTask *task = g_ptr_array_index (starters, i);

      if (owned != NULL)
        g_task_return_error (task, g_error_copy (owned));
      else
        g_task_return_boolean (task, TRUE);
    }
}

static gboolean
on_start_limit (gpointer user_data)
{
  ParafaPractice *self = PARAFA_PRACTICE (user_data);

  self->limit_id = 0;
  end_start (self, parafa_practice_error ("it did not become ready in time", NULL));
  return G_SOURCE_REMOVE;
}

/* An answer to a start that was given up: drop_process() cancelled it */
static gboolean
is_late (ParafaPractice *self, const GError *error)
{
  return !self->starting || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
begin_start (ParafaPractice *self)
{
  g_autofree char *ca = g_build_filename (self->state_dir, "ca.pem", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (ca);

  self->starting = TRUE;
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->limit_id = g_timeout_add_seconds (START_LIMIT_S, on_start_limit, self);
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT, self->cancellable, start_folder_ready,
                           g_object_ref (self));
}

static gboolean
spawn (ParafaPractice *self, GError **error)
{
  g_autofree char *program = parafa_paths_find (PARAFA_PROGRAM_SIMULATOR);

  self->process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, error,
                        program, "--state-dir", self->state_dir, "--until-eof", NULL);
  if (self->process == NULL)
    return FALSE;
  self->channel = parafa_practice_channel_new (g_subprocess_get_stdout_pipe (self->process),
                                               g_subprocess_get_stdin_pipe (self->process));
  g_signal_connect_swapped (self->channel, "failed", G_CALLBACK (drop_process), self);
  watch_process (self);
  return TRUE;
}

static void
start_folder_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaPractice) self = PARAFA_PRACTICE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (is_late (self, error))
    return;
  self->is_new = info == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  if (!spawn (self, &error))
    {
      end_start (self, parafa_practice_error ("it cannot be started", error));
      return;
    }
  parafa_practice_channel_read_async (self->channel, self->cancellable, start_line_ready,
                                      g_object_ref (self));
}

static const char *
get_text (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

static void
start_line_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaPractice) self = PARAFA_PRACTICE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) ca = NULL;
  g_autoptr (JsonObject) ready =
      parafa_practice_channel_read_finish (PARAFA_PRACTICE_CHANNEL (source), result, &error);

  if (is_late (self, error))
    return;
  if (ready == NULL)
    {
      end_start (self, parafa_practice_error ("it did not become ready", error));
      return;
    }
  if (get_text (ready, "login") == NULL || get_text (ready, "api") == NULL ||
      get_text (ready, "ca") == NULL || get_text (ready, "certificate") == NULL ||
      get_text (ready, "certificate_password") == NULL)
    {
      end_start (self, parafa_practice_error ("its first line lacks something", NULL));
      return;
    }
  g_free (self->certificate_file);
  self->certificate_file = g_strdup (get_text (ready, "certificate"));
  g_clear_pointer (&self->certificate_password, parafa_secret_unref);
  self->certificate_password = parafa_secret_new (get_text (ready, "certificate_password"), -1);
  ca = g_file_new_for_path (get_text (ready, "ca"));
  g_object_set_data_full (G_OBJECT (ca), "ready", g_steal_pointer (&ready),
                          (GDestroyNotify) json_object_unref);
  g_file_load_bytes_async (ca, self->cancellable, start_ca_ready, g_object_ref (self));
}

static void
start_ca_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaPractice) self = PARAFA_PRACTICE (user_data);
  JsonObject *ready = g_object_get_data (source, "ready");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) ca = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);

  if (is_late (self, error))
    return;
  if (ca == NULL)
    {
      end_start (self, parafa_practice_error ("its CA certificate cannot be read", error));
      return;
    }
  self->endpoints = parafa_endpoints_new_practice (get_text (ready, "login"),
                                                   get_text (ready, "api"), ca, &error);
  if (self->endpoints == NULL)
    end_start (self, parafa_practice_error ("its addresses cannot be used", error));
  else
    end_start (self, NULL);
}

/* -- commands -- */

static void
command_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  ParafaSecret *answer =
      parafa_practice_channel_command_finish (PARAFA_PRACTICE_CHANNEL (source), result, &error);

  if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, answer, (GDestroyNotify) parafa_secret_unref);
}

static void
register_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaPractice *self = PARAFA_PRACTICE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (ParafaSecret) answer = parafa_practice_command_finish (self, result, &error);

  if (answer != NULL)
    object = parafa_practice_channel_parse (parafa_secret_get (answer), &error);
  if (object == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (get_text (object, "client_id") == NULL || get_text (object, "client_secret") == NULL)
    {
      g_task_return_error (task, parafa_practice_error ("it registered nothing", NULL));
      return;
    }
  g_free (self->client_id);
  self->client_id = g_strdup (get_text (object, "client_id"));
  g_clear_pointer (&self->client_secret, parafa_secret_unref);
  self->client_secret = parafa_secret_new (get_text (object, "client_secret"), -1);
  g_task_return_boolean (task, TRUE);
}

/* -- the object -- */

static void
parafa_practice_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_RUNNING)
    g_value_set_boolean (value, PARAFA_PRACTICE (object)->running);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parafa_practice_dispose (GObject *object)
{
  ParafaPractice *self = PARAFA_PRACTICE (object);

  drop_process (self);
  g_clear_pointer (&self->client_id, g_free);
  g_clear_pointer (&self->client_secret, parafa_secret_unref);

  G_OBJECT_CLASS (parafa_practice_parent_class)->dispose (object);
}

static void
parafa_practice_finalize (GObject *object)
{
  ParafaPractice *self = PARAFA_PRACTICE (object);

  g_ptr_array_unref (self->starters);
  g_free (self->state_dir);

  G_OBJECT_CLASS (parafa_practice_parent_class)->finalize (object);
}

static void
parafa_practice_class_init (ParafaPracticeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = parafa_practice_dispose;
  object_class->finalize = parafa_practice_finalize;
  object_class->get_property = parafa_practice_get_property;

  properties[PROP_RUNNING] =
      g_param_spec_boolean ("running", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
parafa_practice_init (ParafaPractice *self)
{
  self->starters = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * parafa_practice_new:
 * @state_dir: where the server keeps its CA and the practice certificate
 *
 * Returns: (transfer full): a practice server that does not run yet
 */
ParafaPractice *
parafa_practice_new (const char *state_dir)
{
  ParafaPractice *self = NULL;

  g_return_val_if_fail (state_dir != NULL, NULL);

  self = g_object_new (PARAFA_TYPE_PRACTICE, NULL);
  self->state_dir = g_strdup (state_dir);
  return self;
}

/**
 * parafa_practice_start_async:
 * @self: a practice server
 * @cancellable: (nullable): ends the wait
 * @callback: called when it listens, or will not
 * @user_data: for @callback
 *
 * Starts the server and waits until it listens, for a minute at most; succeeds at once when it
 * runs. It ends with this object, and with this program however that ends. Fails with
 * %PARAFA_SESSION_ERROR_PRACTICE.
 */
void
parafa_practice_start_async (ParafaPractice *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PARAFA_IS_PRACTICE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_practice_start_async);
  if (self->running)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_ptr_array_add (self->starters, g_steal_pointer (&task));
  if (!self->starting)
    begin_start (self);
}

/**
 * parafa_practice_start_finish:
 * @self: a practice server
 * @result: the result
 * @error: return location
 *
 * Returns: %TRUE when it listens
 */
gboolean
parafa_practice_start_finish (ParafaPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * parafa_practice_is_new:
 * @self: a practice server
 *
 * Returns: %TRUE when its folder was empty before the last start, so that applications registered
 *   earlier are unknown to it
 */
gboolean
parafa_practice_is_new (ParafaPractice *self)
{
  g_return_val_if_fail (PARAFA_IS_PRACTICE (self), FALSE);

  return self->is_new;
}

/**
 * parafa_practice_is_running:
 * @self: a practice server
 *
 * Returns: %TRUE when it listens
 */
gboolean
parafa_practice_is_running (ParafaPractice *self)
{
  g_return_val_if_fail (PARAFA_IS_PRACTICE (self), FALSE);

  return self->running;
}

/**
 * parafa_practice_get_endpoints:
 * @self: a practice server
 *
 * Returns: (transfer none) (nullable): its addresses while it runs; each start has new ones
 */
ParafaEndpoints *
parafa_practice_get_endpoints (ParafaPractice *self)
{
  g_return_val_if_fail (PARAFA_IS_PRACTICE (self), NULL);

  return self->running ? self->endpoints : NULL;
}

/**
 * parafa_practice_get_certificate_file:
 * @self: a practice server
 *
 * Returns: (transfer none) (nullable): path of the practice certificate (PKCS#12) while it runs
 */
const char *
parafa_practice_get_certificate_file (ParafaPractice *self)
{
  g_return_val_if_fail (PARAFA_IS_PRACTICE (self), NULL);

  return self->running ? self->certificate_file : NULL;
}

/**
 * parafa_practice_get_certificate_password:
 * @self: a practice server
 *
 * Returns: (transfer none) (nullable): that file's password while it runs; public by design
 */
ParafaSecret *
parafa_practice_get_certificate_password (ParafaPractice *self)
{
  g_return_val_if_fail (PARAFA_IS_PRACTICE (self), NULL);

  return self->running ? self->certificate_password : NULL;
}

/**
 * parafa_practice_register_async:
 * @self: a running practice server
 * @name: the application's name
 * @cancellable: (nullable): ends the wait
 * @callback: called when done
 * @user_data: for @callback
 *
 * Registers an application with %PARAFA_PRACTICE_REDIRECT_URI. Fails with
 * %PARAFA_SESSION_ERROR_PRACTICE.
 */
void
parafa_practice_register_async (ParafaPractice *self,
                                const char *name,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *command = NULL;
  GTask *task = NULL;

  g_return_if_fail (PARAFA_IS_PRACTICE (self));
  g_return_if_fail (name != NULL);

  json_object_set_string_member (object, "do", "register");
  json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, "redirect_uri", PARAFA_PRACTICE_REDIRECT_URI);
  json_node_set_object (node, object);
  command = json_to_string (node, FALSE);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_practice_register_async);
  parafa_practice_command_async (self, command, cancellable, register_ready, task);
}

/**
 * parafa_practice_register_finish:
 * @self: a practice server
 * @result: the result
 * @error: return location
 *
 * Returns: %TRUE when the id and the secret can be asked for
 */
gboolean
parafa_practice_register_finish (ParafaPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * parafa_practice_command_async:
 * @self: a practice server
 * @command: one JSON object without line breaks
 * @cancellable: (nullable): ends the wait
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Sends a command over the server's control channel: pace, clock, failures, counts. Fails with
 * %PARAFA_SESSION_ERROR_PRACTICE, also when the server answers `"ok":false`.
 */
void
parafa_practice_command_async (ParafaPractice *self,
                               const char *command,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PARAFA_IS_PRACTICE (self));
  g_return_if_fail (command != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_practice_command_async);
  if (!self->running)
    {
      g_task_return_error (task, parafa_practice_error ("it does not run", NULL));
      return;
    }
  parafa_practice_channel_command_async (self->channel, command, cancellable, command_ready,
                                         g_steal_pointer (&task));
}

/**
 * parafa_practice_command_finish:
 * @self: a practice server
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the answer's line; secret, since a registration has a client secret
 */
ParafaSecret *
parafa_practice_command_finish (ParafaPractice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * parafa_practice_get_client_id:
 * @self: a practice server
 *
 * Returns: (transfer none) (nullable): the id of the application registered last
 */
const char *
parafa_practice_get_client_id (ParafaPractice *self)
{
  g_return_val_if_fail (PARAFA_IS_PRACTICE (self), NULL);

  return self->client_id;
}

/**
 * parafa_practice_get_client_secret:
 * @self: a practice server
 *
 * Returns: (transfer none) (nullable): its secret
 */
ParafaSecret *
parafa_practice_get_client_secret (ParafaPractice *self)
{
  g_return_val_if_fail (PARAFA_IS_PRACTICE (self), NULL);

  return self->client_secret;
}

/**
 * parafa_practice_get_redirect_uri:
 * @self: a practice server
 *
 * Returns: (transfer none): the callback address of its applications
 */
const char *
parafa_practice_get_redirect_uri (ParafaPractice *self)
{
  g_return_val_if_fail (PARAFA_IS_PRACTICE (self), NULL);

  return PARAFA_PRACTICE_REDIRECT_URI;
}

/**
 * parafa_practice_stop:
 * @self: a practice server
 *
 * Ends the server; safe at any time. A start that runs fails.
 */
void
parafa_practice_stop (ParafaPractice *self)
{
  g_return_if_fail (PARAFA_IS_PRACTICE (self));

  if (self->starting)
    end_start (self, parafa_practice_error ("it was stopped", NULL));
  else
    drop_process (self);
}
