/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-card-call.h"

static gboolean
list_timed_out (gpointer user_data)
{
  GTask *task = G_TASK (user_data);
  ParafaCard *self = g_task_get_source_object (task);
  ParafaCardCall *call = g_task_get_task_data (task);
  g_autofree char *driver = parafa_card_process_dup_driver (call->process);

  call->answered = TRUE;
  g_task_return_new_error (task, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_TIMEOUT,
                           "the driver %s did not answer in %u ms",
                           driver != NULL ? driver : "(unknown)", self->list_timeout_ms);
  if (self->process == call->process)
    g_object_unref (parafa_card_take_process (self));
  parafa_card_process_kill (call->process);
  return G_SOURCE_REMOVE;
}

static void
add_certificate (GPtrArray *list, GVariant *row)
{
  ParafaCertificatePlace place = { NULL };
  g_autoptr (GVariant) der = NULL;
  g_autoptr (GBytes) bytes = NULL;
  ParafaCertificate *certificate;

  g_variant_get (row, "(@ay&s&s&s&s&s&s)", &der, &place.uri, &place.token_label,
                 &place.token_serial, &place.token_model, &place.manufacturer, &place.driver);
  bytes = g_variant_get_data_as_bytes (der);
  certificate = parafa_certificate_new (bytes, &place, NULL);
  if (certificate != NULL)
    g_ptr_array_add (list, certificate);
}

static void
list_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaCardCall *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) rows = NULL;
  g_autoptr (GPtrArray) list = NULL;

  parafa_card_call_clear_limit (call);
  if (!parafa_bus_card_call_list_finish (PARAFA_BUS_CARD (source), &rows, &call->problems, result,
                                         &error))
    {
      if (!call->answered)
        parafa_card_call_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (call->answered)
    return;
  list = g_ptr_array_new_with_free_func (g_object_unref);
  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);

      add_certificate (list, row);
    }
  parafa_certificate_sort (list, g_get_real_time () / G_USEC_PER_SEC);
  g_task_return_pointer (task, g_steal_pointer (&list), (GDestroyNotify) g_ptr_array_unref);
}

static void
send_list (GTask *task, ParafaBusCard *proxy)
{
  parafa_bus_card_call_list (proxy, g_task_get_cancellable (task), list_ready, g_object_ref (task));
}

/**
 * parafa_card_list_async:
 * @self: the card process
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Looks for certificates on every token of every driver that p11-kit knows, without a PIN.
 *
 * Fails with %PARAFA_CARD_ERROR_TIMEOUT when a driver does not answer in time (the process is then
 * replaced), and %PARAFA_CARD_ERROR_PROCESS when it took the process down; both name the driver.
 */
void
parafa_card_list_async (ParafaCard *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  ParafaCardCall *call;
  GTask *task;

  g_return_if_fail (PARAFA_IS_CARD (self));

  call = parafa_card_call_new (send_list);
  task = parafa_card_call_new_task (self, call, parafa_card_list_async, cancellable, callback,
                                    user_data);
  call->limit = g_timeout_source_new (self->list_timeout_ms);
  g_source_set_callback (call->limit, list_timed_out, task, NULL);
  g_source_attach (call->limit, g_main_context_get_thread_default ());
  parafa_card_call_run (task);
}

/**
 * parafa_card_list_finish:
 * @self: the card process
 * @result: what the callback was given
 * @problems: (out) (optional) (nullable) (transfer full): a sentence for developers for each driver
 *   or token that could not be read
 * @error: where to put the reason
 *
 * Returns: (transfer full) (nullable) (element-type ParafaCertificate): the certificates, best first
 */
GPtrArray *
parafa_card_list_finish (ParafaCard *self, GAsyncResult *result, GStrv *problems, GError **error)
{
  ParafaCardCall *call;
  GPtrArray *list;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  call = g_task_get_task_data (G_TASK (result));
  list = g_task_propagate_pointer (G_TASK (result), error);
  if (problems != NULL)
    {
      *problems = NULL;
      if (call->problems != NULL && call->problems[0] != NULL)
        *problems = g_steal_pointer (&call->problems);
    }
  return list;
}
