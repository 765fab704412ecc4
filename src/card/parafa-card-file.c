/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-card-call.h"

static void
open_file_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaCardCall *call = g_task_get_task_data (task);
  ParafaCertificatePlace place = { .file = call->path };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) der = NULL;
  g_autoptr (GBytes) bytes = NULL;
  ParafaCertificate *certificate;

  if (!parafa_bus_card_call_open_file_finish (PARAFA_BUS_CARD (source), &der, NULL, result, &error))
    {
      parafa_card_call_return_error (task, g_steal_pointer (&error));
      return;
    }
  bytes = g_variant_get_data_as_bytes (der);
  certificate = parafa_certificate_new (bytes, &place, &error);
  if (certificate != NULL)
    g_task_return_pointer (task, certificate, g_object_unref);
  else
    g_task_return_new_error (task, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_FILE, "%s", error->message);
}

static void
send_open_file (GTask *task, ParafaBusCard *proxy)
{
  ParafaCardCall *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GUnixFDList) fds = parafa_card_call_new_pipe_list (call->secret, &error);

  if (fds == NULL)
    {
      parafa_card_call_return_error (task, g_steal_pointer (&error));
      return;
    }
  parafa_bus_card_call_open_file (proxy, call->path, g_variant_new_handle (0), fds,
                                  g_task_get_cancellable (task), open_file_ready,
                                  g_object_ref (task));
}

/**
 * parafa_card_open_file_async:
 * @self: the card process
 * @path: a PKCS#12 file
 * @password: (nullable): its password; %NULL for none
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Opens a file with a certificate and its key. The key stays in the card process; no PIN is needed
 * afterwards.
 *
 * Fails with %PARAFA_CARD_ERROR_FILE, %PARAFA_CARD_ERROR_FILE_PASSWORD or
 * %PARAFA_CARD_ERROR_KEY_MISSING.
 */
void
parafa_card_open_file_async (ParafaCard *self,
                             const char *path,
                             ParafaSecret *password,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  ParafaCardCall *call;

  g_return_if_fail (PARAFA_IS_CARD (self));
  g_return_if_fail (path != NULL);

  call = parafa_card_call_new (send_open_file);
  call->path = g_strdup (path);
  call->secret = password != NULL ? parafa_secret_ref (password) : NULL;
  parafa_card_call_run (parafa_card_call_new_task (self, call, parafa_card_open_file_async,
                                                   cancellable, callback, user_data));
}

/**
 * parafa_card_open_file_finish:
 * @self: the card process
 * @result: what the callback was given
 * @error: where to put the reason
 *
 * Returns: (transfer full) (nullable): the certificate
 */
ParafaCertificate *
parafa_card_open_file_finish (ParafaCard *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
