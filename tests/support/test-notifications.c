/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-notifications.h"

#include <string.h>

static const char XML[] =
    "<node><interface name='org.freedesktop.Notifications'>"
    "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
    "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>"
    "<arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
    "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
    "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
    "<signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>"
    "</interface></node>";

static void
notification_free (gpointer data)
{
  ParafaTestNotification *one = data;

  g_free (one->title);
  g_free (one->body);
  g_strfreev (one->actions);
  g_free (one);
}

static void
on_call (GDBusConnection *bus,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  GPtrArray *shown = user_data;
  ParafaTestNotification *one;
  guint replaced;

  if (!g_str_equal (method, "Notify"))
    {
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  one = g_new0 (ParafaTestNotification, 1);
  g_variant_get (parameters, "(&su&sss^as@a{sv}i)", NULL, &replaced, NULL, &one->title, &one->body,
                 &one->actions, NULL, NULL);
  one->id = replaced != 0 ? replaced : shown->len + 1;
  g_ptr_array_add (shown, one);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", one->id));
}

/**
 * parafa_test_notifications_serve:
 * @bus: a private bus
 *
 * Stands in for the desktop: keeps what programs ask it to show.
 *
 * Returns: (transfer full) (element-type ParafaTestNotification): what was shown; it has to outlive @bus, or what is
 * asked there
 */
GPtrArray *
parafa_test_notifications_serve (GDBusConnection *bus)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  GPtrArray *shown = g_ptr_array_new_with_free_func (notification_free);
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (XML, NULL);
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_dbus_connection_register_object (bus, "/org/freedesktop/Notifications", info->interfaces[0],
                                     &vtable, shown, NULL, &error);
  g_assert_no_error (error);
  answer = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus", "RequestName",
                                        g_variant_new ("(su)", "org.freedesktop.Notifications", 0),
                                        NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (answer);
  return shown;
}

/**
 * parafa_test_notifications_find:
 * @shown: what was shown
 * @title: part of a title
 *
 * Returns: (transfer none) (nullable): the first whose title has it
 */
ParafaTestNotification *
parafa_test_notifications_find (GPtrArray *shown, const char *title)
{
  for (guint i = 0; i < shown->len; i++)
    {
      ParafaTestNotification *one = shown->pdata[i];

      if (strstr (one->title, title) != NULL)
        return one;
    }
  return NULL;
}
