/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-card.h"
#include "parafa-card-process.h"

#include <gio/gunixfdlist.h>
#include <string.h>
#include <unistd.h>

#define LIST_TIMEOUT_MS 20000
#define QUESTION_TIMEOUT_MS 300000
#define NETWORK_TIMEOUT_MS 20000

struct _ParafaCard
{
  GObject parent_instance;

  ParafaCardProcess *process; /* (owned) (nullable): the one at work */
  guint list_timeout_ms;
  guint question_timeout_ms;
  guint network_timeout_ms;
};

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

/* One call in flight. Its steps: start the process if need be → @send → the reply's own function */
typedef struct
{
  void (*send) (GTask *task, ParafaBusCard *proxy);
  ParafaCardProcess *process;     /* (owned) */
  ParafaCertificate *certificate; /* (owned) (nullable) */
  ParafaSecret *secret;           /* (owned) (nullable) */
  char *path;                     /* (owned) (nullable) */
  GStrv login_hosts;              /* (owned) (nullable) */
  GStrv tunnel_hosts;             /* (owned) (nullable) */
  GBytes *trust_pem;              /* (owned) (nullable) */
  char *proxy_uri;                /* (owned) (nullable) */
  GSource *limit;                 /* (owned) (nullable) */
  GStrv problems;                 /* (owned) (nullable): result of listing */
  ParafaPinState state;           /* result of unlocking and of reading the state */
  gboolean answered;
} Call;

static void
clear_limit (Call *call)
{
  if (call->limit != NULL)
    g_source_destroy (call->limit);
  g_clear_pointer (&call->limit, g_source_unref);
}

static void
call_free (Call *call)
{
  clear_limit (call);
  g_clear_object (&call->process);
  g_clear_object (&call->certificate);
  g_clear_pointer (&call->secret, parafa_secret_unref);
  g_clear_pointer (&call->trust_pem, g_bytes_unref);
  g_free (call->path);
  g_free (call->proxy_uri);
  g_strfreev (call->login_hosts);
  g_strfreev (call->tunnel_hosts);
  g_strfreev (call->problems);
  g_free (call);
}

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

static void
listen_to (ParafaCard *self, ParafaBusCard *proxy)
{
  if (g_signal_handler_find (proxy, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self) != 0)
    return;
  g_signal_connect_object (proxy, "relay-failed", G_CALLBACK (on_relay_failed), self, 0);
  g_signal_connect_object (proxy, "upstream", G_CALLBACK (on_upstream), self, 0);
  g_signal_connect_object (proxy, "pin-question", G_CALLBACK (on_pin_question), self, 0);
}

static ParafaCardProcess *
ensure_process (ParafaCard *self)
{
  if (self->process != NULL && parafa_card_process_is_usable (self->process))
    return self->process;
  g_clear_object (&self->process);
  self->process = parafa_card_process_new ();
  g_signal_connect_object (self->process, "ended", G_CALLBACK (on_process_ended), self, 0);
  return self->process;
}

/* Takes the process out of use; what it says from now on reaches nobody */
static ParafaCardProcess *
take_process (ParafaCard *self)
{
  ParafaCardProcess *process = g_steal_pointer (&self->process);

  if (process != NULL)
    g_signal_handlers_disconnect_by_func (process, on_process_ended, self);
  return process;
}

/* --- calls --- */

/* Translates what GDBus says into this room's errors */
static void
return_error (GTask *task, GError *taken)
{
  Call *call = g_task_get_task_data (task);
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
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaBusCard) proxy =
      parafa_card_process_start_finish (PARAFA_CARD_PROCESS (source), result, &error);

  if (call->answered || g_task_return_error_if_cancelled (task))
    return;
  if (proxy == NULL)
    {
      return_error (task, g_steal_pointer (&error));
      return;
    }
  listen_to (self, proxy);
  call->send (task, proxy);
}

static Call *
call_new (void (*send) (GTask *task, ParafaBusCard *proxy))
{
  Call *call = g_new0 (Call, 1);

  call->send = send;
  call->state.tries_left = -1;
  return call;
}

static GTask *
task_new (ParafaCard *self,
          Call *call,
          gpointer tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  return task;
}

static void
call_run (GTask *taken)
{
  g_autoptr (GTask) task = taken;
  Call *call = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  call->process = g_object_ref (ensure_process (g_task_get_source_object (task)));
  parafa_card_process_start_async (call->process, call_process_ready, g_steal_pointer (&task));
}

/* Returns: (transfer full) (nullable): a list with one descriptor, the text to read from */
static GUnixFDList *
new_pipe_list (const ParafaSecret *secret, GError **error)
{
  g_autoptr (ParafaSecret) none = secret == NULL ? parafa_secret_new ("", 0) : NULL;
  int fd = parafa_secret_to_pipe (secret != NULL ? secret : none, error);

  return fd >= 0 ? g_unix_fd_list_new_from_array (&fd, 1) : NULL;
}

static GVariant *
new_bytes_variant (GBytes *bytes)
{
  if (bytes == NULL)
    return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, NULL, 0, 1);
  return g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE);
}

/* --- listing --- */

static gboolean
list_timed_out (gpointer user_data)
{
  GTask *task = G_TASK (user_data);
  ParafaCard *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  g_autofree char *driver = parafa_card_process_dup_driver (call->process);

  call->answered = TRUE;
  g_task_return_new_error (task, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_TIMEOUT,
                           "the driver %s did not answer in %u ms",
                           driver != NULL ? driver : "(unknown)", self->list_timeout_ms);
  if (self->process == call->process)
    g_object_unref (take_process (self));
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
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) rows = NULL;
  g_autoptr (GPtrArray) list = NULL;

  clear_limit (call);
  if (!parafa_bus_card_call_list_finish (PARAFA_BUS_CARD (source), &rows, &call->problems, result,
                                         &error))
    {
      if (!call->answered)
        return_error (task, g_steal_pointer (&error));
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
  Call *call;
  GTask *task;

  g_return_if_fail (PARAFA_IS_CARD (self));

  call = call_new (send_list);
  task = task_new (self, call, parafa_card_list_async, cancellable, callback, user_data);
  call->limit = g_timeout_source_new (self->list_timeout_ms);
  g_source_set_callback (call->limit, list_timed_out, task, NULL);
  g_source_attach (call->limit, g_main_context_get_thread_default ());
  call_run (task);
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
  Call *call;
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

/* --- opening a file --- */

static void
open_file_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Call *call = g_task_get_task_data (task);
  ParafaCertificatePlace place = { .file = call->path };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) der = NULL;
  g_autoptr (GBytes) bytes = NULL;
  ParafaCertificate *certificate;

  if (!parafa_bus_card_call_open_file_finish (PARAFA_BUS_CARD (source), &der, NULL, result, &error))
    {
      return_error (task, g_steal_pointer (&error));
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
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GUnixFDList) fds = new_pipe_list (call->secret, &error);

  if (fds == NULL)
    {
      return_error (task, g_steal_pointer (&error));
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
  Call *call;

  g_return_if_fail (PARAFA_IS_CARD (self));
  g_return_if_fail (path != NULL);

  call = call_new (send_open_file);
  call->path = g_strdup (path);
  call->secret = password != NULL ? parafa_secret_ref (password) : NULL;
  call_run (task_new (self, call, parafa_card_open_file_async, cancellable, callback, user_data));
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

/* --- PIN --- */

static void
read_pin_state_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  guint flags = 0;

  if (!parafa_bus_card_call_read_pin_state_finish (PARAFA_BUS_CARD (source), &flags,
                                                   &call->state.tries_left, result, &error))
    {
      return_error (task, g_steal_pointer (&error));
      return;
    }
  call->state.flags = flags;
  g_task_return_boolean (task, TRUE);
}

static void
send_read_pin_state (GTask *task, ParafaBusCard *proxy)
{
  Call *call = g_task_get_task_data (task);

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
  Call *call;
  GTask *task;

  g_return_if_fail (PARAFA_IS_CARD (self));
  g_return_if_fail (PARAFA_IS_CERTIFICATE (certificate));

  call = call_new (send_read_pin_state);
  call->certificate = g_object_ref (certificate);
  task = task_new (self, call, parafa_card_read_pin_state_async, cancellable, callback, user_data);
  if (parafa_certificate_get_place (certificate)->uri != NULL)
    {
      call_run (task);
      return;
    }
  call->state.flags = PARAFA_PIN_NOT_NEEDED;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static gboolean
finish_with_state (GAsyncResult *result, ParafaPinState *state, GError **error)
{
  Call *call = g_task_get_task_data (G_TASK (result));

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
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *message = NULL;
  guint flags = 0;

  if (!parafa_bus_card_call_unlock_finish (PARAFA_BUS_CARD (source), &name, &message, &flags,
                                           &call->state.tries_left, NULL, result, &error))
    {
      return_error (task, g_steal_pointer (&error));
      return;
    }
  call->state.flags = flags;
  if (*name == '\0')
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, g_dbus_error_new_for_dbus_error (name, message));
}

static void
send_unlock (GTask *task, ParafaBusCard *proxy)
{
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GUnixFDList) fds = new_pipe_list (call->secret, &error);

  if (fds == NULL)
    {
      return_error (task, g_steal_pointer (&error));
      return;
    }
  parafa_bus_card_call_unlock (proxy, parafa_certificate_get_place (call->certificate)->uri,
                               new_bytes_variant (parafa_certificate_get_der (call->certificate)),
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
  Call *call;
  GTask *task;

  g_return_if_fail (PARAFA_IS_CARD (self));
  g_return_if_fail (PARAFA_IS_CERTIFICATE (certificate));

  call = call_new (send_unlock);
  call->certificate = g_object_ref (certificate);
  call->secret = pin != NULL ? parafa_secret_ref (pin) : NULL;
  task = task_new (self, call, parafa_card_unlock_async, cancellable, callback, user_data);
  if (parafa_certificate_get_place (certificate)->uri != NULL)
    {
      call_run (task);
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

/* --- relay --- */

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
      return_error (task, g_steal_pointer (&error));
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
  Call *call = g_task_get_task_data (task);

  parafa_bus_card_call_start_relay (proxy,
                                    call->certificate != NULL
                                        ? parafa_certificate_get_fingerprint (call->certificate)
                                        : "",
                                    (const char *const *) call->login_hosts,
                                    call->tunnel_hosts != NULL
                                        ? (const char *const *) call->tunnel_hosts
                                        : none,
                                    new_bytes_variant (call->trust_pem),
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
  Call *call;

  g_return_if_fail (PARAFA_IS_CARD (self));
  g_return_if_fail (certificate == NULL || PARAFA_IS_CERTIFICATE (certificate));
  g_return_if_fail (settings != NULL && settings->login_hosts != NULL);

  call = call_new (send_start_relay);
  g_set_object (&call->certificate, certificate);
  call->login_hosts = g_strdupv ((char **) settings->login_hosts);
  call->tunnel_hosts = g_strdupv ((char **) settings->tunnel_hosts);
  call->trust_pem = settings->trust_pem != NULL ? g_bytes_ref (settings->trust_pem) : NULL;
  call->proxy_uri = g_strdup (settings->proxy_uri);
  call_run (task_new (self, call, parafa_card_start_relay_async, cancellable, callback, user_data));
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
  g_autoptr (GUnixFDList) fds = new_pipe_list (answer->pin, &error);
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
  process = take_process (self);
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
  g_autoptr (ParafaCardProcess) process = take_process (self);

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
