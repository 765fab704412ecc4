/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-reminder-renewal.h"
#include "session-test.h"

#include <string.h>

/* A reminder's button that renews, with no window: the program has just been started for it. A real keyring, a real
 * practice server, and a stand-in for the notifications of the desktop. */

static const char NOTIFICATIONS_XML[] =
    "<node><interface name='org.freedesktop.Notifications'>"
    "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
    "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>"
    "<arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
    "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
    "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
    "<signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>"
    "</interface></node>";

static GString *told; /* what the notifications said, each on a line */

static void
on_notification (GDBusConnection *bus,
                 const char *sender,
                 const char *path,
                 const char *interface,
                 const char *method,
                 GVariant *parameters,
                 GDBusMethodInvocation *invocation,
                 gpointer user_data)
{
  const char *title;
  const char *body;

  if (!g_str_equal (method, "Notify"))
    {
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  g_variant_get (parameters, "(&su&s&s&s@as@a{sv}i)", NULL, NULL, NULL, &title, &body, NULL, NULL,
                 NULL);
  g_string_append_printf (told, "%s|%s\n", title, body);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", 1));
}

static void
serve_notifications (GDBusConnection *bus)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_notification };
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (NOTIFICATIONS_XML, NULL);
  g_autoptr (GVariant) answer G_GNUC_UNUSED = NULL;
  g_autoptr (GError) error = NULL;

  g_dbus_connection_register_object (bus, "/org/freedesktop/Notifications", info->interfaces[0],
                                     &vtable, NULL, NULL, &error);
  g_assert_no_error (error);
  answer = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus", "RequestName",
                                        g_variant_new ("(su)", "org.freedesktop.Notifications", 0),
                                        NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
was_told (gpointer data)
{
  return told->len > 0;
}

/* Logs in, so to say, and ends: what is left is in the keyring and in the files. Returns the profile's id */
static char *
leave_a_login_behind (ParafaClock *clock, ParafaTokenPair **pair)
{
  g_autoptr (GError) error = NULL;
  ParafaSession *session = session_test_open (clock, &error);
  ParafaAccount *account = session_test_practise (session, &error);
  char *id;

  g_assert_no_error (error);
  session_test_grant (session, account);
  *pair = session_test_stored_pair (account);
  id = g_strdup (parafa_profile_get_id (parafa_account_get_profile (account)));
  g_object_unref (account);
  session_test_release (session);
  return id;
}

static void
test_renewed (void)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  g_autoptr (GApplication) application =
      g_application_new ("ro.parafa.TestRenewal", G_APPLICATION_DEFAULT_FLAGS);
  g_autoptr (ParafaTokenPair) before = NULL;
  g_autofree char *id = leave_a_login_behind (clock, &before);
  ParafaSession *session = parafa_session_new (NULL, clock);
  g_autoptr (ParafaTokenPair) after = NULL;
  g_autoptr (GError) error = NULL;

  g_application_register (application, NULL, &error);
  g_assert_no_error (error);
  parafa_reminder_renewal_start (application, session, id);
  parafa_test_wait_until (was_told, NULL, 2 * PARAFA_TEST_LIMIT_MS);
  g_assert_true (g_str_has_prefix (told->str, "Access renewed|Practice: valid until "));
  g_assert_null (strchr (strchr (told->str, '\n') + 1, '\n'));

  after = session_test_stored_pair (parafa_session_find (session, id));
  g_assert_nonnull (after);
  g_assert_false (parafa_secret_equal (parafa_token_pair_get_refresh (before),
                                       parafa_token_pair_get_refresh (after)));
  g_assert_cmpint (parafa_token_pair_get_first_login_at (after), ==,
                   parafa_token_pair_get_first_login_at (before));
  g_assert_cmpint (session_test_count (session, "refreshes"), ==, 1);
  g_assert_null (strstr (told->str, parafa_secret_get (parafa_token_pair_get_access (after))));
  session_test_release (session);
}

int
main (int argc, char *argv[])
{
  ParafaTestKeyring *keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_UNLOCKED);
  g_autoptr (GDBusConnection) bus = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  told = g_string_new (NULL);
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  serve_notifications (bus);
  g_test_add_func ("/ui/reminder-renewal/renewed", test_renewed);
  status = g_test_run ();
  g_string_free (told, TRUE);
  parafa_test_keyring_free (keyring);
  return status;
}
