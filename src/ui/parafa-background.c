/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-background.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "parafa-paths.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_INTERFACE "org.freedesktop.portal.Background"
#define REQUEST_INTERFACE "org.freedesktop.portal.Request"

/* -- the portal: org.freedesktop.portal.Background, RequestBackground -- */

typedef struct
{
  GDBusConnection *bus; /* (owned) (nullable) */
  char *token;          /* (owned) */
  gboolean wanted;
  guint subscription;
} AskData;

static void
ask_data_free (AskData *data)
{
  if (data->subscription != 0)
    g_dbus_connection_signal_unsubscribe (data->bus, data->subscription);
  g_clear_object (&data->bus);
  g_free (data->token);
  g_free (data);
}

static void
end_subscription (AskData *data)
{
  guint subscription = data->subscription;

  data->subscription = 0;
  if (subscription != 0)
    g_dbus_connection_signal_unsubscribe (data->bus, subscription);
}

/* The answer to the request: 0 and what was granted, or 1 when the person said no */
static void
on_response (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));
  AskData *data = g_task_get_task_data (task);
  g_autoptr (GVariant) results = NULL;
  gboolean background = FALSE;
  guint response = 2;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;
  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "background", "b", &background);
  end_subscription (data);
  if (response == 0 && (background || !data->wanted))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                             "background: refused (%u)", response);
}

static void
asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  AskData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) handle =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (handle != NULL)
    return; /* on_response() goes on */
  end_subscription (data);
  g_dbus_error_strip_remote_error (error);
  g_task_return_error (task, g_steal_pointer (&error));
}

static GVariant *
make_options (const AskData *data)
{
  g_autofree char *program = parafa_paths_find (PARAFA_PROGRAM_WINDOW);
  const char *const command[] = { program, "--gapplication-service", NULL };
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (data->token));
  g_variant_builder_add (&options, "{sv}", "reason",
                         g_variant_new_string (_ ("To remind you before an access or a "
                                                  "certificate expires")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (data->wanted));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));
  g_variant_builder_add (&options, "{sv}", "dbus-activatable", g_variant_new_boolean (FALSE));
  return g_variant_new ("(s@a{sv})", "", g_variant_builder_end (&options));
}

static void
bus_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  AskData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *sender = NULL;
  g_autofree char *path = NULL;

  data->bus = g_bus_get_finish (result, &error);
  if (data->bus == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  /* the path of the request is known before it is made, so that its answer cannot be missed */
  sender = g_strdup (g_dbus_connection_get_unique_name (data->bus) + 1);
  g_strdelimit (sender, ".", '_');
  path = g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, data->token);
  data->subscription =
      g_dbus_connection_signal_subscribe (data->bus, PORTAL_NAME, REQUEST_INTERFACE, "Response",
                                          path, NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_response,
                                          g_object_ref (task), g_object_unref);
  g_dbus_connection_call (data->bus, PORTAL_NAME, PORTAL_PATH, PORTAL_INTERFACE,
                          "RequestBackground", make_options (data), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, g_task_get_cancellable (task), asked,
                          g_object_ref (task));
}

/**
 * parafa_background_ask_portal_async:
 * @wanted: whether to start with the desktop
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Asks the desktop through the portal, which asks the person. To be finished with
 * parafa_background_set_finish().
 */
void
parafa_background_ask_portal_async (gboolean wanted,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  AskData *data = g_new0 (AskData, 1);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, parafa_background_ask_portal_async);
  data->wanted = wanted;
  data->token = g_strdup_printf ("parafa%u", g_random_int ());
  g_task_set_task_data (task, data, (GDestroyNotify) ask_data_free);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, bus_ready, task);
}

/* -- a file of the user's: Desktop Application Autostart Specification -- */

static char *
make_entry (void)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *program = parafa_paths_find (PARAFA_PROGRAM_WINDOW);
  /* only a plain path: what Exec means by quotes differs from desktop to desktop */
  const char *command = strpbrk (program, " \t\"'\\><~|&;$*?#()`") == NULL ? program : NULL;
  g_autofree char *exec = NULL;

  if (command == NULL)
    return NULL;
  exec = g_strconcat (command, " --gapplication-service", NULL);
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, "Type", "Application");
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, "Name", "Parafa");
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, "Icon", PARAFA_APP_ID);
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, "Exec", exec);
  g_key_file_set_boolean (file, G_KEY_FILE_DESKTOP_GROUP, "NoDisplay", TRUE);
  g_key_file_set_boolean (file, G_KEY_FILE_DESKTOP_GROUP, "X-GNOME-UsesNotifications", TRUE);
  return g_key_file_to_data (file, NULL, NULL);
}

/**
 * parafa_background_write_entry:
 * @wanted: whether to start with the desktop
 * @error: where to put the reason
 *
 * Writes the autostart entry of the user, or removes it. Blocks: for a worker thread.
 *
 * Returns: whether it is as wanted
 */
gboolean
parafa_background_write_entry (gboolean wanted, GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "autostart", NULL);
  g_autofree char *path = g_build_filename (folder, PARAFA_APP_ID ".desktop", NULL);
  g_autofree char *entry = NULL;

  if (!wanted)
    {
      if (g_unlink (path) == 0 || errno == ENOENT)
        return TRUE;
      g_set_error_literal (error, G_IO_ERROR, (int) g_io_error_from_errno (errno),
                           g_strerror (errno));
      return FALSE;
    }
  entry = make_entry ();
  if (entry == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           "the program lies in a folder whose name cannot be started");
      return FALSE;
    }
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, (int) g_io_error_from_errno (errno),
                           g_strerror (errno));
      return FALSE;
    }
  return g_file_set_contents_full (path, entry, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0644, error);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (parafa_background_write_entry (GPOINTER_TO_INT (task_data), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * parafa_background_is_sandboxed:
 *
 * Returns: whether the program runs in a Flatpak, where the portal has to be asked
 */
gboolean
parafa_background_is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/**
 * parafa_background_set_async:
 * @wanted: whether to start with the desktop, without a window
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Called only when somebody switched it: nothing is asked of the desktop before.
 */
void
parafa_background_set_async (gboolean wanted,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  if (parafa_background_is_sandboxed ())
    {
      parafa_background_ask_portal_async (wanted, cancellable, callback, user_data);
      return;
    }
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_background_set_async);
  g_task_set_task_data (task, GINT_TO_POINTER (wanted), NULL);
  g_task_run_in_thread (task, write_in_thread);
}

/**
 * parafa_background_set_finish:
 * @result: what the callback was given
 * @error: where to put the reason
 *
 * Returns: whether it is as wanted
 */
gboolean
parafa_background_set_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
