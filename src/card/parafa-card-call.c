/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-card-call.h"

static void
parafa_card_call_free (ParafaCardCall *call)
{
  g_clear_object (&call->process);
  g_clear_object (&call->certificate);
  g_clear_pointer (&call->secret, parafa_secret_unref);
  g_clear_pointer (&call->trust_pem, g_bytes_unref);
  g_free (call->path);
  g_free (call->proxy_uri);
  g_strfreev (call->login_hosts);
  g_strfreev (call->tunnel_hosts);
  g_free (call);
}

/**
 * parafa_card_call_return_error:
 * @task: the task of a call
 * @taken: (transfer full): what GDBus said
 *
 * Ends the task, in this room's words: a connection that ended is a process that ended.
 */
void
parafa_card_call_return_error (GTask *task, GError *taken)
{
  ParafaCardCall *call = g_task_get_task_data (task);
  g_autoptr (GError) error = taken;
  g_autofree char *driver = NULL;

  g_dbus_error_strip_remote_error (error);
  if (error->domain == PARAFA_CARD_ERROR ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (error->domain != G_IO_ERROR && error->domain != G_DBUS_ERROR)
    {
      g_task_return_new_error (task, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_FAILED, "%s",
                               error->message);
      return;
    }
  driver = parafa_card_process_dup_driver (call->process);
  if (driver != NULL)
    g_task_return_new_error (task, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_PROCESS,
                             "the card process ended while the driver %s was at work", driver);
  else
    g_task_return_new_error (task, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_PROCESS,
                             "the card process did not answer: %s", error->message);
}

static void
call_process_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaCard *self = g_task_get_source_object (task);
  ParafaCardCall *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaBusCard) proxy =
      parafa_card_process_start_finish (PARAFA_CARD_PROCESS (source), result, &error);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (proxy == NULL)
    {
      parafa_card_call_return_error (task, g_steal_pointer (&error));
      return;
    }
  parafa_card_listen_to (self, proxy);
  parafa_card_watch_process (self, call->process);
  call->send (task, proxy);
}

/**
 * parafa_card_call_new:
 * @send: asks the process, once it runs
 *
 * Returns: (transfer full): a call, for parafa_card_call_new_task()
 */
ParafaCardCall *
parafa_card_call_new (void (*send) (GTask *task, ParafaBusCard *proxy))
{
  ParafaCardCall *call = g_new0 (ParafaCardCall, 1);

  call->send = send;
  call->state.tries_left = -1;
  return call;
}

/**
 * parafa_card_call_new_task:
 * @self: the card process
 * @call: (transfer full): a call
 * @tag: the public function
 * @cancellable: (nullable): to give up
 * @callback: (nullable): called when done
 * @user_data: for @callback
 *
 * Returns: (transfer full): the task that has @call as its data
 */
GTask *
parafa_card_call_new_task (ParafaCard *self,
                           ParafaCardCall *call,
                           gpointer tag,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, call, (GDestroyNotify) parafa_card_call_free);
  return task;
}

static void
run_with (GTask *taken, ParafaDriver *driver)
{
  g_autoptr (GTask) task = taken;
  ParafaCard *self = g_task_get_source_object (task);
  ParafaCardCall *call = g_task_get_task_data (task);

  gpointer tag = g_task_get_source_tag (task);

  call->process = g_object_ref (parafa_card_ensure_process (self, driver));
  if (tag == parafa_card_read_pin_state_async || tag == parafa_card_unlock_async ||
      tag == parafa_card_start_relay_async)
    parafa_card_choose_process (self, call->process, tag == parafa_card_start_relay_async);
  parafa_card_process_start_async (call->process, call_process_ready, g_steal_pointer (&task));
}

/* A certificate that no listing of this program gave out: its driver is looked for by file name */
static void
drivers_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaCardCall *call = g_task_get_task_data (task);
  const char *wanted = parafa_certificate_get_place (call->certificate)->driver;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drivers = parafa_card_read_drivers_finish (result, &error);

  for (guint i = 0; drivers != NULL && i < drivers->len; i++)
    if (parafa_driver_is_for_tokens (drivers->pdata[i]) &&
        g_strcmp0 (parafa_driver_get_file_name (drivers->pdata[i]), wanted) == 0)
      {
        run_with (g_steal_pointer (&task), drivers->pdata[i]);
        return;
      }
  if (error == NULL)
    error = g_error_new (PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_TOKEN_GONE,
                         "the driver %s is not there", wanted);
  g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * parafa_card_call_run:
 * @taken: (transfer full): the task of a call
 *
 * Starts the process that the call's certificate needs, if need be, then sends the call. With a call
 * that uses the token's key the person has chosen: the other processes end.
 */
void
parafa_card_call_run (GTask *taken)
{
  g_autoptr (GTask) task = taken;
  ParafaCardCall *call = g_task_get_task_data (task);
  ParafaDriver *driver;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (call->certificate == NULL || parafa_certificate_get_place (call->certificate)->uri == NULL)
    {
      run_with (g_steal_pointer (&task), NULL);
      return;
    }
  driver = parafa_card_get_driver_of (call->certificate);
  if (driver != NULL)
    run_with (g_steal_pointer (&task), driver);
  else
    parafa_card_read_drivers_async (g_task_get_source_object (task), NULL, drivers_read,
                                    g_object_ref (task));
}

/**
 * parafa_card_call_new_pipe_list:
 * @secret: (nullable): a secret; %NULL for an empty one
 * @error: where to put the reason
 *
 * Returns: (transfer full) (nullable): a list with one descriptor to read the secret from
 */
GUnixFDList *
parafa_card_call_new_pipe_list (const ParafaSecret *secret, GError **error)
{
  g_autoptr (ParafaSecret) none = secret == NULL ? parafa_secret_new ("", 0) : NULL;
  int fd = parafa_secret_to_pipe (secret != NULL ? secret : none, error);

  return fd >= 0 ? g_unix_fd_list_new_from_array (&fd, 1) : NULL;
}

/**
 * parafa_card_call_new_bytes:
 * @bytes: (nullable): bytes; %NULL for none
 *
 * Returns: (transfer floating): an array of bytes
 */
GVariant *
parafa_card_call_new_bytes (GBytes *bytes)
{
  if (bytes == NULL)
    return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, NULL, 0, 1);
  return g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE);
}
