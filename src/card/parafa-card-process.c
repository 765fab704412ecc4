/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-card-process.h"
#include "parafa-card-spawn.h"
#include "parafa-card.h"

#include <unistd.h>

/* How long the process may take to log out and end before it is killed */
#define END_LIMIT_MS 2000

/* One card process: the child, the private connection to it, and its note of the driver at work */
struct _ParafaCardProcess
{
  GObject parent_instance;

  ParafaDriver *driver;        /* (owned) (nullable): NULL for files */
  GSubprocess *child;          /* (owned) (nullable) */
  GDBusConnection *connection; /* (owned) (nullable) */
  ParafaBusCard *proxy;        /* (owned) (nullable) */
  int note_fd;                 /* shared memory: file name of the driver at work, or "" */
  GPtrArray *waiting;          /* (owned) (element-type GTask): starts and ends not yet answered */
  GCancellable *cancellable;   /* (owned): for the steps of starting */
  GSource *end_timeout;        /* (owned) (nullable) */
  GPtrArray *ends;             /* (owned) (element-type GTask): ends asked for while it starts */
  gboolean starting;
  gboolean connected;
  gboolean gone;
  gboolean killed;
  gboolean watching;
};

enum
{
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParafaCardProcess, parafa_card_process, G_TYPE_OBJECT)

static void spawned (GObject *source, GAsyncResult *result, gpointer user_data);
static void waited_for_end (GObject *source, GAsyncResult *result, gpointer user_data);
static void connection_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void proxy_ready (GObject *source, GAsyncResult *result, gpointer user_data);

static GError *
new_process_error (ParafaCardProcess *self, const char *what)
{
  g_autofree char *driver = parafa_card_process_dup_driver (self);

  if (driver != NULL)
    return g_error_new (PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_PROCESS,
                        "%s while the driver %s was at work", what, driver);
  return g_error_new_literal (PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_PROCESS, what);
}

static void
fail_waiting (ParafaCardProcess *self, const GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    g_task_return_error (waiting->pdata[i], g_error_copy (error));
}

/* Both the closed connection and the ended child come here; the first one counts */
static void
set_gone (ParafaCardProcess *self, const char *what)
{
  g_autoptr (GError) error = NULL;

  if (self->gone)
    return;
  g_object_ref (self);
  self->gone = TRUE;
  self->connected = FALSE;
  g_cancellable_cancel (self->cancellable);
  error = new_process_error (self, what);
  fail_waiting (self, error);
  g_signal_emit (self, signals[SIGNAL_ENDED], 0);
  g_object_unref (self);
}

static void
on_connection_closed (GDBusConnection *connection,
                      gboolean remote_peer_vanished,
                      GError *error,
                      ParafaCardProcess *self)
{
  set_gone (self, "the card process went away");
}

static void
child_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaCardProcess) self = user_data;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  g_debug ("card-process: %s ended, status %d",
           g_subprocess_get_identifier (self->child) != NULL ? "child" : "it",
           g_subprocess_get_status (self->child));
  set_gone (self, "the card process ended");
}

/* Start: spawn → connection → proxy */
static void
start (ParafaCardProcess *self)
{
  self->starting = TRUE;
  parafa_card_spawn_async (self->driver, spawned, g_object_ref (self));
}

static void
spawned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaCardProcess) self = user_data;
  g_autoptr (GPtrArray) ends = g_steal_pointer (&self->ends);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaCardSpawned) new = parafa_card_spawn_finish (result, &error);

  self->starting = FALSE;
  self->ends = g_ptr_array_new_with_free_func (g_object_unref);
  if (new == NULL)
    {
      self->gone = TRUE;
      fail_waiting (self, error);
      for (guint i = 0; i < ends->len; i++)
        g_task_return_boolean (ends->pdata[i], TRUE);
      return;
    }
  self->child = g_object_ref (new->child);
  self->note_fd = new->note_fd;
  new->note_fd = -1;
  g_subprocess_wait_async (self->child, NULL, child_ended, g_object_ref (self));
  /* ended or given up while it was being started */
  if (self->gone || ends->len > 0)
    g_subprocess_force_exit (self->child);
  for (guint i = 0; i < ends->len; i++)
    g_subprocess_wait_async (self->child, NULL, waited_for_end, g_object_ref (ends->pdata[i]));
  if (!self->gone)
    g_dbus_connection_new (G_IO_STREAM (new->stream), NULL,
                           G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, NULL, self->cancellable,
                           connection_ready, g_object_ref (self));
}

static void
connection_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaCardProcess) self = user_data;
  g_autoptr (GError) error = NULL;

  self->connection = g_dbus_connection_new_finish (result, &error);
  if (self->connection == NULL)
    {
      g_debug ("card-process: no connection: %s", error->message);
      parafa_card_process_kill (self);
      return;
    }
  g_dbus_connection_set_exit_on_close (self->connection, FALSE);
  g_signal_connect_object (self->connection, "closed", G_CALLBACK (on_connection_closed), self, 0);
  parafa_bus_card_proxy_new (self->connection, G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES, NULL,
                             PARAFA_CARD_OBJECT_PATH, self->cancellable, proxy_ready,
                             g_object_ref (self));
}

static void
proxy_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaCardProcess) self = user_data;
  g_autoptr (GPtrArray) waiting = NULL;

  self->proxy = parafa_bus_card_proxy_new_finish (result, NULL);
  if (self->proxy == NULL || self->gone)
    {
      parafa_card_process_kill (self);
      return;
    }
  /* a token may take as long as its holder needs; who waits has limits of their own */
  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (self->proxy), G_MAXINT);
  self->connected = TRUE;
  waiting = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    g_task_return_pointer (waiting->pdata[i], g_object_ref (self->proxy), g_object_unref);
}

static void
clear_end_timeout (ParafaCardProcess *self)
{
  if (self->end_timeout != NULL)
    g_source_destroy (self->end_timeout);
  g_clear_pointer (&self->end_timeout, g_source_unref);
}

static void
parafa_card_process_dispose (GObject *object)
{
  ParafaCardProcess *self = PARAFA_CARD_PROCESS (object);

  clear_end_timeout (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->proxy);
  g_clear_object (&self->connection);
  g_clear_object (&self->child);
  g_clear_object (&self->driver);
  G_OBJECT_CLASS (parafa_card_process_parent_class)->dispose (object);
}

static void
parafa_card_process_finalize (GObject *object)
{
  ParafaCardProcess *self = PARAFA_CARD_PROCESS (object);

  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->ends, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  if (self->note_fd >= 0)
    close (self->note_fd);
  G_OBJECT_CLASS (parafa_card_process_parent_class)->finalize (object);
}

static void
parafa_card_process_class_init (ParafaCardProcessClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = parafa_card_process_dispose;
  object_class->finalize = parafa_card_process_finalize;
  signals[SIGNAL_ENDED] = g_signal_new ("ended", PARAFA_TYPE_CARD_PROCESS, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parafa_card_process_init (ParafaCardProcess *self)
{
  self->note_fd = -1;
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->ends = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}

/**
 * parafa_card_process_new:
 * @driver: (nullable): the driver it is for; %NULL for one that opens files only
 *
 * Returns: (transfer full): a card process that does not run yet
 */
ParafaCardProcess *
parafa_card_process_new (ParafaDriver *driver)
{
  ParafaCardProcess *self = g_object_new (PARAFA_TYPE_CARD_PROCESS, NULL);

  g_set_object (&self->driver, driver);
  return self;
}

/**
 * parafa_card_process_get_driver:
 * @self: a card process
 *
 * Returns: (transfer none) (nullable): the driver it is for
 */
ParafaDriver *
parafa_card_process_get_driver (ParafaCardProcess *self)
{
  return self->driver;
}

/**
 * parafa_card_process_start_async:
 * @self: a card process
 * @callback: called when it can be asked
 * @user_data: for @callback
 *
 * Starts the process; calls made meanwhile wait for the same start.
 *
 * Fails with %PARAFA_CARD_ERROR_PROCESS.
 */
void
parafa_card_process_start_async (ParafaCardProcess *self,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, parafa_card_process_start_async);
  if (self->gone)
    g_task_return_error (task, new_process_error (self, "the card process is gone"));
  else if (self->connected)
    g_task_return_pointer (task, g_object_ref (self->proxy), g_object_unref);
  else
    {
      g_ptr_array_add (self->waiting, g_steal_pointer (&task));
      if (self->child == NULL && !self->starting)
        start (self);
    }
}

/**
 * parafa_card_process_start_finish:
 * @self: a card process
 * @result: what the callback was given
 * @error: where to put the reason
 *
 * Returns: (transfer full) (nullable): the interface to ask
 */
ParafaBusCard *
parafa_card_process_start_finish (ParafaCardProcess *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * parafa_card_process_is_usable:
 * @self: a card process
 *
 * Returns: whether it runs or has yet to start
 */
gboolean
parafa_card_process_is_usable (ParafaCardProcess *self)
{
  return !self->gone;
}

/**
 * parafa_card_process_notice_failure:
 * @self: a card process
 * @error: how a call of it failed
 *
 * A call of a process that died may fail before the connection tells that it is closed: who asks
 * again at once would ask the dead one. What the process itself answered changes nothing.
 */
void
parafa_card_process_notice_failure (ParafaCardProcess *self, const GError *error)
{
  if (!g_dbus_error_is_remote_error (error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_gone (self, "the card process went away");
}

/**
 * parafa_card_process_set_watching:
 * @self: a card process that runs
 * @watching: whether it looks for tokens put in and pulled out
 *
 * Asks it to begin or to stop. Without effect on one that does not run yet.
 */
void
parafa_card_process_set_watching (ParafaCardProcess *self, gboolean watching)
{
  if (!self->connected || self->watching == watching)
    return;
  self->watching = watching;
  parafa_bus_card_call_set_watching (self->proxy, watching, NULL, NULL, NULL);
}

/**
 * parafa_card_process_is_watching:
 * @self: a card process
 *
 * Returns: whether it looks, or did at its end
 */
gboolean
parafa_card_process_is_watching (ParafaCardProcess *self)
{
  return self->watching;
}

/**
 * parafa_card_process_dup_driver:
 * @self: a card process
 *
 * Returns: (transfer full) (nullable): file name of the driver it is, or at its end was, inside of
 */
char *
parafa_card_process_dup_driver (ParafaCardProcess *self)
{
  char note[PARAFA_CARD_NOTE_BYTES + 1] = "";

  if (self->note_fd < 0 || pread (self->note_fd, note, PARAFA_CARD_NOTE_BYTES, 0) <= 0)
    return NULL;
  return note[0] != '\0' ? g_utf8_make_valid (note, -1) : NULL;
}

/**
 * parafa_card_process_was_killed:
 * @self: a card process
 *
 * Returns: whether it was ended because it did not answer
 */
gboolean
parafa_card_process_was_killed (ParafaCardProcess *self)
{
  return self->killed;
}

/**
 * parafa_card_process_kill:
 * @self: a card process
 *
 * Ends the process without asking it. Who waits for it gets %PARAFA_CARD_ERROR_PROCESS.
 */
void
parafa_card_process_kill (ParafaCardProcess *self)
{
  self->killed = TRUE;
  if (self->child != NULL)
    g_subprocess_force_exit (self->child);
  /* a process stuck in the kernel does not close its end, and calls would wait for ever */
  if (self->connection != NULL)
    g_dbus_connection_close (self->connection, NULL, NULL, NULL);
  set_gone (self, "the card process was given up");
}

/* End: ask → the process ends by itself, or is killed */
static gboolean
end_timed_out (gpointer user_data)
{
  ParafaCardProcess *self = user_data;

  clear_end_timeout (self);
  g_debug ("card-process: does not end, killed");
  g_subprocess_force_exit (self->child);
  return G_SOURCE_REMOVE;
}

static void
waited_for_end (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaCardProcess *self = g_task_get_source_object (task);

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  clear_end_timeout (self);
  g_task_return_boolean (task, TRUE);
}

/**
 * parafa_card_process_end_async:
 * @self: a card process
 * @callback: called when the process is gone
 * @user_data: for @callback
 *
 * Asks the process to log out and end, and kills it when it has not ended after two seconds.
 */
void
parafa_card_process_end_async (ParafaCardProcess *self,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, parafa_card_process_end_async);
  if (self->starting)
    {
      g_ptr_array_add (self->ends, g_steal_pointer (&task));
      return;
    }
  if (self->child == NULL)
    {
      self->gone = TRUE;
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (self->end_timeout == NULL)
    {
      self->end_timeout = g_timeout_source_new (END_LIMIT_MS);
      g_source_set_callback (self->end_timeout, end_timed_out, self, NULL);
      g_source_attach (self->end_timeout, g_main_context_get_thread_default ());
    }
  if (self->connected)
    parafa_bus_card_call_end (self->proxy, NULL, NULL, NULL);
  else
    g_subprocess_force_exit (self->child);
  g_subprocess_wait_async (self->child, NULL, waited_for_end, g_steal_pointer (&task));
}

/**
 * parafa_card_process_end_finish:
 * @self: a card process
 * @result: what the callback was given
 * @error: where to put the reason
 *
 * Returns: %TRUE
 */
gboolean
parafa_card_process_end_finish (ParafaCardProcess *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
