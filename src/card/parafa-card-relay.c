/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-card-call.h"

#include <string.h>

static void
start_relay_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *password = NULL;
  g_autofree char *certificate = NULL;
  guint16 port = 0;
  ParafaRelayAddress *address;

  if (!parafa_bus_card_call_start_relay_finish (PARAFA_BUS_CARD (source), &port, &password,
                                                &certificate, result, &error))
    {
      parafa_card_call_return_error (task, g_steal_pointer (&error));
      return;
    }
  address = g_new0 (ParafaRelayAddress, 1);
  address->port = port;
  address->password = parafa_secret_new (password, -1);
  address->certificate_pem = g_steal_pointer (&certificate);
  explicit_bzero (password, strlen (password));
  g_task_return_pointer (task, address, (GDestroyNotify) parafa_relay_address_free);
}

static void
send_start_relay (GTask *task, ParafaBusCard *proxy)
{
  static const char *const none[] = { NULL };
  ParafaCard *self = g_task_get_source_object (task);
  ParafaCardCall *call = g_task_get_task_data (task);

  parafa_bus_card_call_start_relay (proxy,
                                    call->certificate != NULL
                                        ? parafa_certificate_get_fingerprint (call->certificate)
                                        : "",
                                    (const char *const *) call->login_hosts,
                                    call->tunnel_hosts != NULL
                                        ? (const char *const *) call->tunnel_hosts
                                        : none,
                                    parafa_card_call_new_bytes (call->trust_pem),
                                    call->proxy_uri != NULL ? call->proxy_uri : "",
                                    self->question_timeout_ms, self->network_timeout_ms,
                                    g_task_get_cancellable (task), start_relay_ready,
                                    g_object_ref (task));
}

/**
 * parafa_card_start_relay_async:
 * @self: the card process
 * @certificate: (nullable): what to show to the login hosts; it must have been unlocked or opened.
 *   %NULL goes on without a certificate
 * @settings: what may be reached and who is trusted; copied
 * @cancellable: (nullable): to give up
 * @callback: called when it listens
 * @user_data: for @callback
 *
 * Starts the relay of one login; one that runs is stopped first. From then on the signals
 * [signal@Card::relay-failed], [signal@Card::upstream] and [signal@Card::pin-question] tell what
 * happens.
 *
 * Fails with %PARAFA_CARD_ERROR_PIN_NEEDED when the certificate was not unlocked, and
 * %PARAFA_CARD_ERROR_FAILED for settings that cannot be: an own trust list is for hosts under
 * `.localhost` only.
 */
void
parafa_card_start_relay_async (ParafaCard *self,
                               ParafaCertificate *certificate,
                               const ParafaRelaySettings *settings,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  ParafaCardCall *call;

  g_return_if_fail (PARAFA_IS_CARD (self));
  g_return_if_fail (certificate == NULL || PARAFA_IS_CERTIFICATE (certificate));
  g_return_if_fail (settings != NULL && settings->login_hosts != NULL);

  call = parafa_card_call_new (send_start_relay);
  g_set_object (&call->certificate, certificate);
  call->login_hosts = g_strdupv ((char **) settings->login_hosts);
  call->tunnel_hosts = g_strdupv ((char **) settings->tunnel_hosts);
  call->trust_pem = settings->trust_pem != NULL ? g_bytes_ref (settings->trust_pem) : NULL;
  call->proxy_uri = g_strdup (settings->proxy_uri);
  parafa_card_call_run (parafa_card_call_new_task (self, call, parafa_card_start_relay_async,
                                                   cancellable, callback, user_data));
}

/**
 * parafa_card_start_relay_finish:
 * @self: the card process
 * @result: what the callback was given
 * @error: where to put the reason
 *
 * Returns: (transfer full) (nullable): where the relay listens
 */
ParafaRelayAddress *
parafa_card_start_relay_finish (ParafaCard *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  guint id;
  ParafaSecret *pin; /* (owned) (nullable) */
} Answer;

static void
answer_free (Answer *answer)
{
  g_clear_pointer (&answer->pin, parafa_secret_unref);
  g_free (answer);
}

static void
answer_process_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GUnixFDList) fds = parafa_card_call_new_pipe_list (answer->pin, &error);
  g_autoptr (ParafaBusCard) proxy =
      parafa_card_process_start_finish (PARAFA_CARD_PROCESS (source), result, NULL);

  if (fds != NULL && proxy != NULL)
    parafa_bus_card_call_answer_question (proxy, answer->id, answer->pin != NULL,
                                          g_variant_new_handle (0), fds, NULL, NULL, NULL);
  answer_free (answer);
}

/**
 * parafa_card_answer_question:
 * @self: the card process
 * @id: of [signal@Card::pin-question]
 * @pin: (nullable): the PIN; %NULL cancels
 *
 * Answers a question. Each can be answered once; later answers, and those after the question was
 * left open for too long, do nothing.
 */
void
parafa_card_answer_question (ParafaCard *self, guint id, ParafaSecret *pin)
{
  Answer *answer;

  g_return_if_fail (PARAFA_IS_CARD (self));

  if (self->process == NULL || !parafa_card_process_is_usable (self->process))
    return;
  answer = g_new0 (Answer, 1);
  answer->id = id;
  answer->pin = pin != NULL ? parafa_secret_ref (pin) : NULL;
  parafa_card_process_start_async (self->process, answer_process_ready, answer);
}
