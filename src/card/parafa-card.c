/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-card-private.h"

#define LIST_TIMEOUT_MS 20000
#define QUESTION_TIMEOUT_MS 300000
#define NETWORK_TIMEOUT_MS 20000

enum
{
  SIGNAL_RELAY_FAILED,
  SIGNAL_UPSTREAM,
  SIGNAL_PIN_QUESTION,
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParafaCard, parafa_card, G_TYPE_OBJECT)

/* --- the process --- */

static void
on_process_ended (ParafaCardProcess *process, ParafaCard *self)
{
  g_autofree char *driver = parafa_card_process_dup_driver (process);
  g_autoptr (GError) error = NULL;

  if (self->process != process)
    return;
  g_clear_object (&self->process);
  error = driver != NULL
              ? g_error_new (PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_PROCESS,
                             "the card process ended while the driver %s was at work", driver)
              : g_error_new_literal (PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_PROCESS,
                                     "the card process ended");
  g_signal_emit (self, signals[SIGNAL_ENDED], 0, error);
}

static void
on_relay_failed (
    ParafaBusCard *proxy, const char *name, const char *message, const char *host, ParafaCard *self)
{
  g_autoptr (GError) error = g_dbus_error_new_for_dbus_error (name, message);

  g_dbus_error_strip_remote_error (error);
  g_signal_emit (self, signals[SIGNAL_RELAY_FAILED], 0, error, host);
}

static void
on_upstream (ParafaBusCard *proxy,
             const char *host,
             const char *protocol,
             const char *cipher,
             const char *issuer,
             gboolean certificate_sent,
             ParafaCard *self)
{
  ParafaUpstream upstream = { (char *) host, (char *) protocol, (char *) cipher, (char *) issuer,
                              certificate_sent };

  g_signal_emit (self, signals[SIGNAL_UPSTREAM], 0, &upstream);
}

static void
on_pin_question (ParafaBusCard *proxy, guint id, guint flags, const char *token, ParafaCard *self)
{
  g_signal_emit (self, signals[SIGNAL_PIN_QUESTION], 0, id, flags, token);
}

/**
 * parafa_card_listen_to:
 * @self: the card process
 * @proxy: the interface of the process at work
 *
 * Passes its signals on. May be called again for the same one.
 */
void
parafa_card_listen_to (ParafaCard *self, ParafaBusCard *proxy)
{
  if (g_signal_handler_find (proxy, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self) != 0)
    return;
  g_signal_connect_object (proxy, "relay-failed", G_CALLBACK (on_relay_failed), self, 0);
  g_signal_connect_object (proxy, "upstream", G_CALLBACK (on_upstream), self, 0);
  g_signal_connect_object (proxy, "pin-question", G_CALLBACK (on_pin_question), self, 0);
}

/**
 * parafa_card_ensure_process:
 * @self: the card process
 *
 * Returns: (transfer none): the process at work, or one that is still to be started
 */
ParafaCardProcess *
parafa_card_ensure_process (ParafaCard *self)
{
  if (self->process != NULL && parafa_card_process_is_usable (self->process))
    return self->process;
  g_clear_object (&self->process);
  self->process = parafa_card_process_new ();
  g_signal_connect_object (self->process, "ended", G_CALLBACK (on_process_ended), self, 0);
  return self->process;
}

/**
 * parafa_card_take_process:
 * @self: the card process
 *
 * Takes the process out of use; that it ends is told to nobody any more.
 *
 * Returns: (transfer full) (nullable): the process
 */
ParafaCardProcess *
parafa_card_take_process (ParafaCard *self)
{
  ParafaCardProcess *process = g_steal_pointer (&self->process);

  if (process != NULL)
    g_signal_handlers_disconnect_by_func (process, on_process_ended, self);
  return process;
}

/* --- end --- */

static void
end_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);

  parafa_card_process_end_finish (PARAFA_CARD_PROCESS (source), result, NULL);
  g_task_return_boolean (task, TRUE);
}

/**
 * parafa_card_end_async:
 * @self: the card process
 * @cancellable: (nullable): stops waiting; the process ends all the same
 * @callback: (nullable): called when the process is gone
 * @user_data: for @callback
 *
 * Stops the relay, logs the token out and ends the process; calls that still wait fail with
 * %PARAFA_CARD_ERROR_PROCESS. Takes two seconds at most. A later call starts a new process.
 */
void
parafa_card_end_async (ParafaCard *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (ParafaCardProcess) process = NULL;

  g_return_if_fail (PARAFA_IS_CARD (self));

  g_task_set_source_tag (task, parafa_card_end_async);
  process = parafa_card_take_process (self);
  if (process == NULL)
    g_task_return_boolean (task, TRUE);
  else
    parafa_card_process_end_async (process, end_ready, g_steal_pointer (&task));
}

/**
 * parafa_card_end_finish:
 * @self: the card process
 * @result: what the callback was given
 * @error: where to put the reason
 *
 * Returns: whether it was waited for to the end
 */
gboolean
parafa_card_end_finish (ParafaCard *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- object --- */

/* Without the process' connection it logs out and ends by itself */
static void
parafa_card_dispose (GObject *object)
{
  ParafaCard *self = PARAFA_CARD (object);
  g_autoptr (ParafaCardProcess) process = parafa_card_take_process (self);

  if (process != NULL)
    parafa_card_process_end_async (process, NULL, NULL);
  G_OBJECT_CLASS (parafa_card_parent_class)->dispose (object);
}

static guint
new_signal (const char *name, guint n_types, GType first, GType second, GType third)
{
  return g_signal_new (name, PARAFA_TYPE_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       n_types, first, second, third);
}

static void
parafa_card_class_init (ParafaCardClass *class)
{
  G_OBJECT_CLASS (class)->dispose = parafa_card_dispose;

  /* registers the names of the errors, before the first one comes over the connection */
  (void) PARAFA_CARD_ERROR;

  /**
   * ParafaCard::relay-failed:
   * @error: what went wrong, of [error@CardError]
   * @host: "host:port", or "" when none was named
   *
   * A connection through the relay failed. Told before the view is answered.
   */
  signals[SIGNAL_RELAY_FAILED] = new_signal ("relay-failed", 2, G_TYPE_ERROR, G_TYPE_STRING, 0);
  /**
   * ParafaCard::upstream:
   * @upstream: (type ParafaUpstream): the connection
   *
   * A connection to a login host was secured; told again when the certificate was shown on it.
   */
  signals[SIGNAL_UPSTREAM] =
      new_signal ("upstream", 1, PARAFA_TYPE_UPSTREAM | G_SIGNAL_TYPE_STATIC_SCOPE, 0, 0);
  /**
   * ParafaCard::pin-question:
   * @id: for [method@Card.answer_question]
   * @flags: of [flags@PinFlags]
   * @token: the token's label
   *
   * A key wants the PIN again for this signature.
   */
  signals[SIGNAL_PIN_QUESTION] =
      new_signal ("pin-question", 3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_STRING);
  /**
   * ParafaCard::ended:
   * @error: %PARAFA_CARD_ERROR_PROCESS
   *
   * The process went away by itself. The next call starts another.
   */
  signals[SIGNAL_ENDED] = new_signal ("ended", 1, G_TYPE_ERROR, 0, 0);
}

static void
parafa_card_init (ParafaCard *self)
{
  self->list_timeout_ms = LIST_TIMEOUT_MS;
  self->question_timeout_ms = QUESTION_TIMEOUT_MS;
  self->network_timeout_ms = NETWORK_TIMEOUT_MS;
}

/**
 * parafa_card_new:
 *
 * Makes the application's end of a card process. The process itself starts with the first call;
 * calls answer in the main context that was the thread's default when they were made.
 *
 * Returns: (transfer full): a card process
 */
ParafaCard *
parafa_card_new (void)
{
  return g_object_new (PARAFA_TYPE_CARD, NULL);
}

/**
 * parafa_card_set_list_timeout:
 * @self: the card process
 * @timeout_ms: how long listing may take
 */
void
parafa_card_set_list_timeout (ParafaCard *self, guint timeout_ms)
{
  g_return_if_fail (PARAFA_IS_CARD (self));
  self->list_timeout_ms = timeout_ms;
}

/**
 * parafa_card_set_question_timeout:
 * @self: the card process
 * @timeout_ms: how long a question may stay open in relays started from now on
 */
void
parafa_card_set_question_timeout (ParafaCard *self, guint timeout_ms)
{
  g_return_if_fail (PARAFA_IS_CARD (self));
  self->question_timeout_ms = timeout_ms;
}

/**
 * parafa_card_set_network_timeout:
 * @self: the card process
 * @timeout_ms: how long connecting and each handshake may take in relays started from now on
 */
void
parafa_card_set_network_timeout (ParafaCard *self, guint timeout_ms)
{
  g_return_if_fail (PARAFA_IS_CARD (self));
  self->network_timeout_ms = timeout_ms;
}
