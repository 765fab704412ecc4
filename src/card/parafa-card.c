/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-card-private.h"
#include "parafa-sandbox-drivers.h"

#define LIST_TIMEOUT_MS 20000
#define QUESTION_TIMEOUT_MS 300000
#define NETWORK_TIMEOUT_MS 20000

/* Drivers that see the same token notice its coming and going at different moments */
#define SETTLE_MS 250

enum
{
  SIGNAL_RELAY_FAILED,
  SIGNAL_UPSTREAM,
  SIGNAL_PIN_QUESTION,
  SIGNAL_ENDED,
  SIGNAL_TOKENS_CHANGED,
  SIGNAL_TOKEN_GONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParafaCard, parafa_card, G_TYPE_OBJECT)

/* --- the processes --- */

static void
on_process_ended (ParafaCardProcess *process, ParafaCard *self)
{
  gboolean chosen = self->process == process || parafa_card_process_get_driver (process) == NULL;
  g_autofree char *driver = parafa_card_process_dup_driver (process);
  g_autoptr (GError) error = NULL;

  if (!chosen)
    parafa_card_watched_process_ended (self, process);
  parafa_card_forget_process (self, process);
  if (!chosen)
    return;
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

static void
on_tokens_changed (ParafaBusCard *proxy, ParafaCard *self)
{
  parafa_card_tell_change (self);
}

static void
on_token_gone (ParafaBusCard *proxy, const char *label, ParafaCard *self)
{
  if (self->watching)
    g_signal_emit (self, signals[SIGNAL_TOKEN_GONE], 0, label);
}

static gboolean
change_settled (gpointer user_data)
{
  ParafaCard *self = user_data;

  g_clear_pointer (&self->change, g_source_unref);
  if (self->watching)
    g_signal_emit (self, signals[SIGNAL_TOKENS_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/**
 * parafa_card_tell_change:
 * @self: the card processes
 *
 * Tells of a change, once for all drivers that see the same one.
 */
void
parafa_card_tell_change (ParafaCard *self)
{
  if (!self->watching || self->change != NULL)
    return;
  self->change = g_timeout_source_new (SETTLE_MS);
  g_source_set_callback (self->change, change_settled, self, NULL);
  g_source_attach (self->change, g_main_context_get_thread_default ());
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
  g_signal_connect_object (proxy, "tokens-changed", G_CALLBACK (on_tokens_changed), self, 0);
  g_signal_connect_object (proxy, "token-gone", G_CALLBACK (on_token_gone), self, 0);
}

/**
 * parafa_card_dup_key:
 * @driver: (nullable): a driver
 *
 * Returns: (transfer full): by what its process is found
 */
char *
parafa_card_dup_key (ParafaDriver *driver)
{
  const ParafaDriverSettings *settings;

  if (driver == NULL)
    return g_strdup ("");
  settings = parafa_driver_get_settings (driver);
  return g_strdup_printf ("%s\n%s\n%s\n%s", settings->name, settings->file, settings->remote,
                          settings->server_address);
}

/**
 * parafa_card_ensure_process:
 * @self: the card processes
 * @driver: (nullable): a driver; %NULL for the process that opens files
 *
 * Returns: (transfer none): its process, or one that is still to be started
 */
ParafaCardProcess *
parafa_card_ensure_process (ParafaCard *self, ParafaDriver *driver)
{
  g_autofree char *key = parafa_card_dup_key (driver);
  ParafaCardProcess *process = g_hash_table_lookup (self->processes, key);

  if (process != NULL && parafa_card_process_is_usable (process))
    return process;
  if (process != NULL)
    parafa_card_forget_process (self, process);
  process = parafa_card_process_new (driver);
  g_signal_connect_object (process, "ended", G_CALLBACK (on_process_ended), self, 0);
  g_hash_table_insert (self->processes, g_steal_pointer (&key), process);
  return process;
}

/**
 * parafa_card_forget_process:
 * @self: the card processes
 * @process: one of them
 *
 * Takes a process out of use; that it ends is told to nobody any more.
 */
void
parafa_card_forget_process (ParafaCard *self, ParafaCardProcess *process)
{
  g_autofree char *key = parafa_card_dup_key (parafa_card_process_get_driver (process));

  g_signal_handlers_disconnect_by_func (process, on_process_ended, self);
  if (self->process == process)
    self->process = NULL;
  if (g_hash_table_lookup (self->processes, key) == process)
    g_hash_table_remove (self->processes, key);
}

/**
 * parafa_card_choose_process:
 * @self: the card processes
 * @process: that of the token, or of the file, that the person chose
 * @alone: whether even the process that opened files ends
 *
 * Ends the other processes: from now on one driver is enough, and the fewer are at a token while it
 * is used, the better.
 */
void
parafa_card_choose_process (ParafaCard *self, ParafaCardProcess *process, gboolean alone)
{
  g_autoptr (GList) all = g_hash_table_get_values (self->processes);

  self->process = process;
  for (GList *l = all; l != NULL; l = l->next)
    {
      g_autoptr (ParafaCardProcess) other = g_object_ref (l->data);

      if (other == process || (!alone && parafa_card_process_get_driver (other) == NULL))
        continue;
      parafa_card_forget_process (self, other);
      parafa_card_process_end_async (other, NULL, NULL);
    }
}

/* --- drivers --- */

static void
read_drivers_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (ParafaDriverFolders) folders = NULL;

  if (data == NULL)
    {
      parafa_sandbox_drivers_prepare ();
      folders = parafa_driver_folders_new ();
    }
  g_task_return_pointer (task, parafa_driver_config_read (data != NULL ? data : folders),
                         (GDestroyNotify) g_ptr_array_unref);
}

/**
 * parafa_card_read_drivers_async:
 * @self: the card processes
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads p11-kit's configuration in a thread. The callback gets no source object.
 */
void
parafa_card_read_drivers_async (ParafaCard *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  /* without a source object: a thread lets go of it some time after the callback, and whoever holds
   * the last reference wants the processes to end at once */
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, parafa_card_read_drivers_async);
  if (self->folders != NULL)
    g_task_set_task_data (task, parafa_driver_folders_copy (self->folders),
                          (GDestroyNotify) parafa_driver_folders_free);
  g_task_run_in_thread (task, read_drivers_in_thread);
}

/**
 * parafa_card_read_drivers_finish:
 * @result: what the callback was given
 * @error: where to put the reason
 *
 * Returns: (transfer full) (nullable) (element-type ParafaDriver): all drivers; %NULL when cancelled
 */
GPtrArray *
parafa_card_read_drivers_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static GQuark
get_driver_quark (void)
{
  return g_quark_from_static_string ("parafa-card-driver");
}

/**
 * parafa_card_set_driver_of:
 * @certificate: a certificate on a token
 * @driver: the driver through which it was seen
 *
 * Remembers which process a later call is for.
 */
void
parafa_card_set_driver_of (ParafaCertificate *certificate, ParafaDriver *driver)
{
  g_object_set_qdata_full (G_OBJECT (certificate), get_driver_quark (), g_object_ref (driver),
                           g_object_unref);
}

/**
 * parafa_card_get_driver_of:
 * @certificate: a certificate
 *
 * Returns: (transfer none) (nullable): the driver through which it was seen
 */
ParafaDriver *
parafa_card_get_driver_of (ParafaCertificate *certificate)
{
  return g_object_get_qdata (G_OBJECT (certificate), get_driver_quark ());
}

/* --- end --- */

static void
end_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  guint *n_left = g_task_get_task_data (task);

  parafa_card_process_end_finish (PARAFA_CARD_PROCESS (source), result, NULL);
  if (--*n_left == 0)
    g_task_return_boolean (task, TRUE);
}

/* Returns: (transfer full): the processes, out of use */
static GPtrArray *
take_processes (ParafaCard *self)
{
  GPtrArray *taken = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GList) all = g_hash_table_get_values (self->processes);

  for (GList *l = all; l != NULL; l = l->next)
    g_ptr_array_add (taken, g_object_ref (l->data));
  for (guint i = 0; i < taken->len; i++)
    parafa_card_forget_process (self, taken->pdata[i]);
  self->generation++;
  return taken;
}

/**
 * parafa_card_end_async:
 * @self: the card processes
 * @cancellable: (nullable): stops waiting; the processes end all the same
 * @callback: (nullable): called when they are gone
 * @user_data: for @callback
 *
 * Stops the relay, logs the token out and ends the processes; calls that still wait fail with
 * %PARAFA_CARD_ERROR_PROCESS. Takes two seconds at most. A later call starts new ones.
 */
void
parafa_card_end_async (ParafaCard *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GPtrArray) processes = NULL;
  guint *n_left = g_new0 (guint, 1);

  g_task_set_source_tag (task, parafa_card_end_async);
  g_task_set_task_data (task, n_left, g_free);
  g_return_if_fail (PARAFA_IS_CARD (self));

  processes = take_processes (self);
  *n_left = processes->len;
  if (processes->len == 0)
    g_task_return_boolean (task, TRUE);
  for (guint i = 0; i < processes->len; i++)
    parafa_card_process_end_async (processes->pdata[i], end_ready, g_object_ref (task));
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

/* Without the connection a process logs out and ends by itself */
static void
parafa_card_dispose (GObject *object)
{
  ParafaCard *self = PARAFA_CARD (object);
  g_autoptr (GPtrArray) processes = take_processes (self);

  self->watching = FALSE;
  if (self->change != NULL)
    g_source_destroy (self->change);
  g_clear_pointer (&self->change, g_source_unref);
  for (guint i = 0; i < processes->len; i++)
    parafa_card_process_end_async (processes->pdata[i], NULL, NULL);
  G_OBJECT_CLASS (parafa_card_parent_class)->dispose (object);
}

static void
parafa_card_finalize (GObject *object)
{
  ParafaCard *self = PARAFA_CARD (object);

  g_clear_pointer (&self->processes, g_hash_table_unref);
  g_clear_pointer (&self->unwatched, g_hash_table_unref);
  g_clear_pointer (&self->folders, parafa_driver_folders_free);
  G_OBJECT_CLASS (parafa_card_parent_class)->finalize (object);
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
  G_OBJECT_CLASS (class)->finalize = parafa_card_finalize;

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
   * The process of the token or file that was chosen went away by itself. The next call starts
   * another. What becomes of other drivers' processes is told by the listing alone.
   */
  signals[SIGNAL_ENDED] = new_signal ("ended", 1, G_TYPE_ERROR, 0, 0);
  /**
   * ParafaCard::tokens-changed:
   *
   * A token was put in or pulled out, two seconds ago at most. Only while watching.
   */
  signals[SIGNAL_TOKENS_CHANGED] = new_signal ("tokens-changed", 0, 0, 0, 0);
  /**
   * ParafaCard::token-gone:
   * @label: the token's label
   *
   * The token that was unlocked was pulled out, and its login is lost. Only while watching.
   */
  signals[SIGNAL_TOKEN_GONE] = new_signal ("token-gone", 1, G_TYPE_STRING, 0, 0);
}

static void
parafa_card_init (ParafaCard *self)
{
  self->processes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->unwatched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
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
 * parafa_card_set_folders:
 * @self: the card processes
 * @folders: (nullable): where drivers are looked for; copied. %NULL for p11-kit's configuration
 */
void
parafa_card_set_folders (ParafaCard *self, const ParafaDriverFolders *folders)
{
  g_return_if_fail (PARAFA_IS_CARD (self));

  g_clear_pointer (&self->folders, parafa_driver_folders_free);
  if (folders != NULL)
    self->folders = parafa_driver_folders_copy (folders);
}

/**
 * parafa_card_set_list_timeout:
 * @self: the card process
 * @timeout_ms: how long each driver may take to list its tokens
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
