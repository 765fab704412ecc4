/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-card-call.h"

static void
read_pin_state_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaCardCall *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  guint flags = 0;

  if (!parafa_bus_card_call_read_pin_state_finish (PARAFA_BUS_CARD (source), &flags,
                                                   &call->state.tries_left, result, &error))
    {
      parafa_card_call_return_error (task, g_steal_pointer (&error));
      return;
    }
  call->state.flags = flags;
  g_task_return_boolean (task, TRUE);
}

static void
send_read_pin_state (GTask *task, ParafaBusCard *proxy)
{
  ParafaCardCall *call = g_task_get_task_data (task);

  parafa_bus_card_call_read_pin_state (proxy, parafa_certificate_get_place (call->certificate)->uri,
                                       g_task_get_cancellable (task), read_pin_state_ready,
                                       g_object_ref (task));
}

/**
 * parafa_card_read_pin_state_async:
 * @self: the card process
 * @certificate: a certificate of the list or of a file
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Asks the token what is left of the PIN. A certificate of a file needs none.
 *
 * Fails with %PARAFA_CARD_ERROR_TOKEN_GONE.
 */
void
parafa_card_read_pin_state_async (ParafaCard *self,
                                  ParafaCertificate *certificate,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  ParafaCardCall *call;
  GTask *task;

  g_return_if_fail (PARAFA_IS_CARD (self));
  g_return_if_fail (PARAFA_IS_CERTIFICATE (certificate));

  call = parafa_card_call_new (send_read_pin_state);
  call->certificate = g_object_ref (certificate);
  task = parafa_card_call_new_task (self, call, parafa_card_read_pin_state_async, cancellable,
                                    callback, user_data);
  if (parafa_certificate_get_place (certificate)->uri != NULL)
    {
      parafa_card_call_run (task);
      return;
    }
  call->state.flags = PARAFA_PIN_NOT_NEEDED;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static gboolean
finish_with_state (GAsyncResult *result, ParafaPinState *state, GError **error)
{
  ParafaCardCall *call = g_task_get_task_data (G_TASK (result));

  if (state != NULL)
    *state = call->state;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * parafa_card_read_pin_state_finish:
 * @self: the card process
 * @result: what the callback was given
 * @state: (out) (optional): the state
 * @error: where to put the reason
 *
 * Returns: whether the token answered
 */
gboolean
parafa_card_read_pin_state_finish (ParafaCard *self,
                                   GAsyncResult *result,
                                   ParafaPinState *state,
                                   GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return finish_with_state (result, state, error);
}

static void
unlock_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaCardCall *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *message = NULL;
  guint flags = 0;

  if (!parafa_bus_card_call_unlock_finish (PARAFA_BUS_CARD (source), &name, &message, &flags,
                                           &call->state.tries_left, NULL, result, &error))
    {
      parafa_card_call_return_error (task, g_steal_pointer (&error));
      return;
    }
  call->state.flags = flags;
  if (*name == '\0')
    g_task_return_boolean (task, TRUE);
  else
    parafa_card_call_return_error (task, g_dbus_error_new_for_dbus_error (name, message));
}

static void
send_unlock (GTask *task, ParafaBusCard *proxy)
{
  ParafaCardCall *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GUnixFDList) fds = parafa_card_call_new_pipe_list (call->secret, &error);

  if (fds == NULL)
    {
      parafa_card_call_return_error (task, g_steal_pointer (&error));
      return;
    }
  parafa_bus_card_call_unlock (proxy, parafa_certificate_get_place (call->certificate)->uri,
                               parafa_card_call_new_bytes (
                                   parafa_certificate_get_der (call->certificate)),
                               call->secret != NULL, g_variant_new_handle (0), fds,
                               g_task_get_cancellable (task), unlock_ready, g_object_ref (task));
  g_clear_pointer (&call->secret, parafa_secret_unref);
}

/**
 * parafa_card_unlock_async:
 * @self: the card process
 * @certificate: a certificate of the list
 * @pin: (nullable): the PIN; %NULL only for a reader with keys of its own, or a token without a PIN
 * @cancellable: (nullable): stops waiting; a try that the token already has cannot be taken back
 * @callback: called when done
 * @user_data: for @callback
 *
 * Logs in to the token, with one try, and looks for the certificate's key.
 *
 * Fails with %PARAFA_CARD_ERROR_PIN_WRONG, %PARAFA_CARD_ERROR_PIN_LOCKED (without a try when it was
 * locked before), %PARAFA_CARD_ERROR_PIN_LENGTH (without a try), %PARAFA_CARD_ERROR_PIN_NEEDED,
 * %PARAFA_CARD_ERROR_TOKEN_GONE or %PARAFA_CARD_ERROR_KEY_MISSING.
 */
void
parafa_card_unlock_async (ParafaCard *self,
                          ParafaCertificate *certificate,
                          ParafaSecret *pin,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  ParafaCardCall *call;
  GTask *task;

  g_return_if_fail (PARAFA_IS_CARD (self));
  g_return_if_fail (PARAFA_IS_CERTIFICATE (certificate));

  call = parafa_card_call_new (send_unlock);
  call->certificate = g_object_ref (certificate);
  call->secret = pin != NULL ? parafa_secret_ref (pin) : NULL;
  task = parafa_card_call_new_task (self, call, parafa_card_unlock_async, cancellable, callback,
                                    user_data);
  if (parafa_certificate_get_place (certificate)->uri != NULL)
    {
      parafa_card_call_run (task);
      return;
    }
  call->state.flags = PARAFA_PIN_NOT_NEEDED;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/**
 * parafa_card_unlock_finish:
 * @self: the card process
 * @result: what the callback was given
 * @state: (out) (optional): what the token says about the PIN afterwards, also after a failure
 * @error: where to put the reason
 *
 * Returns: whether the key can be used
 */
gboolean
parafa_card_unlock_finish (ParafaCard *self,
                           GAsyncResult *result,
                           ParafaPinState *state,
                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return finish_with_state (result, state, error);
}
