/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-vault-portal.h"

#include "parafa-vault-unasked.h"
#include "parafa-vault.h"

#include <fcntl.h>
#include <gio/gunixfdlist.h>
#include <unistd.h>

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define SECRET_INTERFACE "org.freedesktop.portal.Secret"
#define REQUEST_INTERFACE "org.freedesktop.portal.Request"
/* An open keyring answers within some ten milliseconds; what takes longer waits for a person */
#define SILENT_LIMIT_MS 4000

/* One question to the portal. It lives until it is answered, also when nobody waits any more, and the
 * application with it: a question that is closed, or whose program ends, reaches gnome-keyring (up to 48) after
 * its prompt only, and its portal then refuses everybody until the session ends. */
typedef struct
{
  GTask *task;          /* (owned) (nullable): who waits */
  GDBusConnection *bus; /* (owned) */
  GApplication *held;   /* (owned) (nullable) */
  int read_fd;          /* where the key comes out; nobody reads it */
  guint response_id;    /* subscription */
  guint watch_id;       /* of the portal's name */
  guint limit_id;       /* source */
  GSource *cancelled;   /* (owned) (nullable) */
  gboolean silent;
  gboolean called; /* the call was answered; only the response is missing */
  gboolean ended;  /* nothing more will come */
} Question;

static void
stop_waiting (Question *question)
{
  g_clear_handle_id (&question->limit_id, g_source_remove);
  if (question->cancelled != NULL)
    g_source_destroy (question->cancelled);
  g_clear_pointer (&question->cancelled, g_source_unref);
}

/* error: (transfer full) (nullable) */
static void
answer (Question *question, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&question->task);
  g_autoptr (GError) owned = error;

  stop_waiting (question);
  if (task == NULL)
    return;
  if (owned == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&owned));
}

static void
question_free (Question *question)
{
  if (question->response_id != 0)
    g_dbus_connection_signal_unsubscribe (question->bus, question->response_id);
  g_clear_handle_id (&question->watch_id, g_bus_unwatch_name);
  if (question->read_fd >= 0)
    close (question->read_fd);
  if (question->held != NULL)
    g_application_release (question->held);
  g_clear_object (&question->held);
  g_clear_object (&question->bus);
  g_free (question);
}

/* The call's own answer comes in any case, so that it is the call that frees */
static void
end (Question *question, GError *error)
{
  answer (question, error);
  question->ended = TRUE;
  if (question->called)
    question_free (question);
}

static void
on_response (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer user_data)
{
  Question *question = user_data;
  guint32 response = 2;

  if (question->ended)
    return;
  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    g_variant_get (parameters, "(ua{sv})", &response, NULL);
  /* A prompt that was closed is 1 to some desktops; gnome-keyring's is 2, as is all else that keeps it
   * from unlocking */
  if (response == 0)
    {
      parafa_vault_unasked_forget ();
      end (question, NULL);
    }
  else
    end (question, g_error_new (PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_LOCKED,
                                "The Secret portal gave no key: response %u", response));
}

static void
on_portal_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  Question *question = user_data;

  if (question->called && !question->ended)
    end (question, g_error_new (PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_FAILED,
                                "The portal ended before it answered"));
}

static void
called (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source), NULL, result,
                                                       &error);

  question->called = TRUE;
  if (question->ended)
    question_free (question);
  else if (reply == NULL)
    end (question, g_error_new (PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_FAILED,
                                "The Secret portal failed: %s", error->message));
}

static gboolean
on_limit (gpointer user_data)
{
  Question *question = user_data;

  question->limit_id = 0;
  parafa_vault_unasked_note ();
  answer (question, g_error_new (PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_LOCKED,
                                 "The Secret portal waits for a person"));
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  answer (user_data, g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The caller gave up"));
  return G_SOURCE_REMOVE;
}

static void
hold_application (Question *question)
{
  GApplication *application = g_application_get_default ();

  if (application == NULL || !g_application_get_is_registered (application))
    return;
  question->held = g_object_ref (application);
  g_application_hold (application);
}

static void
wait_for_response (Question *question, const char *token)
{
  GCancellable *cancellable = g_task_get_cancellable (question->task);
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (question->bus) + 1);
  g_autofree char *path = NULL;

  g_strdelimit (sender, ".", '_');
  path = g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, token);
  question->response_id =
      g_dbus_connection_signal_subscribe (question->bus, PORTAL, REQUEST_INTERFACE, "Response",
                                          path, NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_response,
                                          question, NULL);
  question->watch_id =
      g_bus_watch_name_on_connection (question->bus, PORTAL, G_BUS_NAME_WATCHER_FLAGS_NONE, NULL,
                                      on_portal_vanished, question, NULL);
  if (question->silent)
    question->limit_id = g_timeout_add (SILENT_LIMIT_MS, on_limit, question);
  if (cancellable == NULL)
    return;
  question->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (question->cancelled, G_SOURCE_FUNC (on_cancelled), question, NULL);
  g_source_attach (question->cancelled, g_task_get_context (question->task));
}

/* The key goes into a pipe of which nothing is read: libsecret asks for it once more, and keeps it in
 * locked memory */
static void
put_question (GTask *task, GDBusConnection *bus)
{
  g_autoptr (GUnixFDList) descriptors = NULL;
  g_autofree char *token = g_strdup_printf ("parafa%u", g_random_int ());
  GVariantBuilder options;
  Question *question;
  int fds[2];

  if (pipe2 (fds, O_CLOEXEC) != 0)
    {
      g_task_return_new_error (task, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_FAILED, "No pipe: %s",
                               g_strerror (errno));
      return;
    }
  question = g_new0 (Question, 1);
  question->task = g_object_ref (task);
  question->bus = g_object_ref (bus);
  question->silent = GPOINTER_TO_INT (g_task_get_task_data (task));
  question->read_fd = fds[0];
  hold_application (question);
  wait_for_response (question, token);
  /* the list takes the descriptor */
  descriptors = g_unix_fd_list_new_from_array (&fds[1], 1);
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_dbus_connection_call_with_unix_fd_list (bus, PORTAL, PORTAL_PATH, SECRET_INTERFACE,
                                            "RetrieveSecret",
                                            g_variant_new ("(ha{sv})", 0, &options),
                                            G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1,
                                            descriptors, NULL, called, question);
}

/* Looking: bus → the portal's version. Opening: the same → the question → its response */
static void bus_found (GObject *source, GAsyncResult *result, gpointer user_data);
static void looked (GObject *source, GAsyncResult *result, gpointer user_data);

static void
fail_absent (GTask *task, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_new_error (task, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_ABSENT,
                             "No Secret portal answers: %s", error->message);
}

/* The bus is asked for without a way to cancel that: the connection is one for the whole program, and one whose
 * making was cancelled is handed out to the next who asks */
static void
bus_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus == NULL)
    {
      fail_absent (task, error);
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    return;
  g_dbus_connection_call (bus, PORTAL, PORTAL_PATH, "org.freedesktop.DBus.Properties", "Get",
                          g_variant_new ("(ss)", SECRET_INTERFACE, "version"),
                          G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NONE, -1, cancellable, looked,
                          g_steal_pointer (&task));
}

static void
looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) version =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (version == NULL)
    fail_absent (task, error);
  else if (g_task_get_source_tag (task) == parafa_vault_portal_look_async)
    g_task_return_boolean (task, TRUE);
  else
    put_question (task, G_DBUS_CONNECTION (source));
}

/**
 * parafa_vault_portal_look_async:
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done; it calls parafa_vault_portal_finish()
 * @user_data: for @callback
 *
 * Looks whether the desktop has a Secret portal
 * (https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Secret.html). Nobody is
 * asked for anything.
 */
void
parafa_vault_portal_look_async (GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, parafa_vault_portal_look_async);
  g_bus_get (G_BUS_TYPE_SESSION, NULL, bus_found, task);
}

/**
 * parafa_vault_portal_open_async:
 * @prompts: whether the person may be asked for the keyring's password
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is done; it calls parafa_vault_portal_finish()
 * @user_data: for @callback
 *
 * Asks for the application's key once, so that the desktop unlocks what holds it. libsecret asks again by
 * itself and gets it without a prompt; it could neither be cancelled nor told to be quick.
 *
 * Whether the portal would prompt cannot be known. Without @prompts an answer that does not come soon is
 * %PARAFA_VAULT_ERROR_LOCKED; the prompt that may have opened stays, and for some time no other is risked.
 */
void
parafa_vault_portal_open_async (gboolean prompts,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, parafa_vault_portal_open_async);
  g_task_set_task_data (task, GINT_TO_POINTER (!prompts), NULL);
  if (!prompts && parafa_vault_unasked_is_noted ())
    {
      g_task_return_new_error (task, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_LOCKED,
                               "The Secret portal waited for a person just now");
      return;
    }
  g_bus_get (G_BUS_TYPE_SESSION, NULL, bus_found, g_steal_pointer (&task));
}

/**
 * parafa_vault_portal_finish:
 * @result: what the callback got
 * @error: location for an error
 *
 * Ends parafa_vault_portal_look_async() and parafa_vault_portal_open_async(). Fails with
 * %PARAFA_VAULT_ERROR_ABSENT, and opening with %PARAFA_VAULT_ERROR_LOCKED, %PARAFA_VAULT_ERROR_FAILED, too.
 *
 * Returns: whether it is there, or open
 */
gboolean
parafa_vault_portal_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
