/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-broker-caller.h"

#include <unistd.h>

/* -- identify: credentials, /proc on a worker thread, still there? -- */

typedef struct
{
  GDBusConnection *bus; /* (owned) */
  char *sender;         /* (owned) */
  guint32 pid;
  ParafaCaller *caller; /* (owned) (nullable) */
} IdentifyData;

static void credentials_ready (GObject *source, GAsyncResult *result, gpointer user_data);
static void look (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable);
static void looked (GObject *source, GAsyncResult *result, gpointer user_data);
static void owner_ready (GObject *source, GAsyncResult *result, gpointer user_data);

static void
identify_data_free (gpointer pointer)
{
  IdentifyData *data = pointer;

  g_clear_object (&data->bus);
  g_clear_pointer (&data->caller, parafa_caller_unref);
  g_free (data->sender);
  g_free (data);
}

static void
ask_daemon (GTask *task, const char *method, const char *type, GAsyncReadyCallback callback)
{
  IdentifyData *data = g_task_get_task_data (task);

  g_dbus_connection_call (data->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", method, g_variant_new ("(s)", data->sender),
                          G_VARIANT_TYPE (type), G_DBUS_CALL_FLAGS_NONE, -1,
                          g_task_get_cancellable (task), callback, g_object_ref (task));
}

static void
fail_gone (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "the caller is gone");
}

static void
credentials_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  IdentifyData *data = g_task_get_task_data (task);
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr (GVariant) credentials = NULL;
  g_autoptr (GTask) work = NULL;
  guint32 uid = 0;

  if (answer == NULL)
    {
      fail_gone (task);
      return;
    }
  credentials = g_variant_get_child_value (answer, 0);
  if (!g_variant_lookup (credentials, "UnixUserID", "u", &uid) || uid != getuid ())
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                               "the caller belongs to another user");
      return;
    }
  if (!g_variant_lookup (credentials, "ProcessID", "u", &data->pid))
    data->pid = 0;
  work = g_task_new (NULL, g_task_get_cancellable (task), looked, g_object_ref (task));
  g_task_set_source_tag (work, credentials_ready);
  g_task_set_task_data (work, GUINT_TO_POINTER (data->pid), NULL);
  g_task_run_in_thread (work, look);
}

static void
look (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, parafa_caller_new_from_proc ("/proc", GPOINTER_TO_UINT (task_data)),
                         (GDestroyNotify) parafa_caller_unref);
}

/* A process id is used again when its process has ended; one that still holds its name has not */
static void
looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  IdentifyData *data = g_task_get_task_data (task);

  data->caller = g_task_propagate_pointer (G_TASK (result), NULL);
  if (data->caller == NULL)
    fail_gone (task);
  else
    ask_daemon (task, "NameHasOwner", "(b)", owner_ready);
}

static void
owner_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  IdentifyData *data = g_task_get_task_data (task);
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  gboolean owned = FALSE;

  if (answer != NULL)
    g_variant_get (answer, "(b)", &owned);
  if (owned)
    g_task_return_pointer (task, g_steal_pointer (&data->caller),
                           (GDestroyNotify) parafa_caller_unref);
  else
    fail_gone (task);
}

/**
 * parafa_caller_identify_async:
 * @bus: the session bus
 * @sender: a unique name
 * @cancellable: (nullable): ends the wait
 * @callback: called when done
 * @user_data: for @callback
 *
 * Finds out who is behind a name: the daemon says which user and process, /proc says which program. Fails
 * with %G_IO_ERROR_PERMISSION_DENIED for another user's program and %G_IO_ERROR_NOT_FOUND for one that is
 * gone.
 */
void
parafa_caller_identify_async (GDBusConnection *bus,
                              const char *sender,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  IdentifyData *data;

  g_return_if_fail (G_IS_DBUS_CONNECTION (bus));
  g_return_if_fail (sender != NULL);

  data = g_new0 (IdentifyData, 1);
  data->bus = g_object_ref (bus);
  data->sender = g_strdup (sender);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_caller_identify_async);
  g_task_set_task_data (task, data, identify_data_free);
  ask_daemon (task, "GetConnectionCredentials", "(a{sv})", credentials_ready);
}

/**
 * parafa_caller_identify_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): who it is
 */
ParafaCaller *
parafa_caller_identify_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
