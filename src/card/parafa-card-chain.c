/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-card-call.h"

static void
read_chain_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaCardCall *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) rows = NULL;
  g_autoptr (GPtrArray) issuers = NULL;

  if (!parafa_bus_card_call_read_chain_finish (PARAFA_BUS_CARD (source), &rows, result, &error))
    {
      parafa_card_call_return_error (task, g_steal_pointer (&error));
      return;
    }
  issuers = g_ptr_array_new_with_free_func (g_object_unref);
  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      g_autoptr (GBytes) der = g_variant_get_data_as_bytes (row);
      ParafaCertificate *issuer =
          parafa_certificate_new (der, parafa_certificate_get_place (call->certificate), NULL);

      if (issuer != NULL)
        g_ptr_array_add (issuers, issuer);
    }
  g_task_return_pointer (task, g_steal_pointer (&issuers), (GDestroyNotify) g_ptr_array_unref);
}

static void
send_read_chain (GTask *task, ParafaBusCard *proxy)
{
  ParafaCardCall *call = g_task_get_task_data (task);
  const char *uri = parafa_certificate_get_place (call->certificate)->uri;

  parafa_bus_card_call_read_chain (proxy, uri != NULL ? uri : "",
                                   parafa_card_call_new_bytes (
                                       parafa_certificate_get_der (call->certificate)),
                                   g_task_get_cancellable (task), read_chain_ready,
                                   g_object_ref (task));
}

/**
 * parafa_card_read_chain_async:
 * @self: the card process
 * @certificate: a certificate of the list or of a file
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Looks where @certificate lies for those of the authorities that vouch for it. What was unlocked or
 * opened brought them along, and its token is not asked again. A root is not among them.
 *
 * Fails with %PARAFA_CARD_ERROR_PROCESS.
 */
void
parafa_card_read_chain_async (ParafaCard *self,
                              ParafaCertificate *certificate,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  ParafaCardCall *call;
  GTask *task;

  g_return_if_fail (PARAFA_IS_CARD (self));
  g_return_if_fail (PARAFA_IS_CERTIFICATE (certificate));

  call = parafa_card_call_new (send_read_chain);
  call->certificate = g_object_ref (certificate);
  task = parafa_card_call_new_task (self, call, parafa_card_read_chain_async, cancellable, callback,
                                    user_data);
  parafa_card_call_run (task);
}

/**
 * parafa_card_read_chain_finish:
 * @self: the card process
 * @result: what the callback was given
 * @error: where to put the reason
 *
 * Returns: (transfer full) (nullable) (element-type ParafaCertificate): what vouches for it, nearest
 *   first; it may be empty
 */
GPtrArray *
parafa_card_read_chain_finish (ParafaCard *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
