/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-background.h"
#include "parafa-test.h"
#include "test-keyring.h"
#include "ui-fixture.h"

/* Starting with the desktop: the user's file, and a portal on a private bus that answers as it is told */

static const char PORTAL_XML[] =
    "<node><interface name='org.freedesktop.portal.Background'><method name='RequestBackground'>"
    "<arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
    "<arg type='o' direction='out'/></method></interface></node>";

typedef struct
{
  GDBusConnection *bus; /* (unowned) */
  guint response;
  gboolean background;
  gboolean error;
  /* what was asked */
  guint n_asked;
  gboolean autostart;
  char *command;
  char *reason;
} Portal;

static Portal portal;

static void
answer (GDBusConnection *bus, const char *handle)
{
  GVariantBuilder results;

  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&results, "{sv}", "background", g_variant_new_boolean (portal.background));
  g_assert_true (g_dbus_connection_emit_signal (bus, NULL, handle, "org.freedesktop.portal.Request",
                                                "Response",
                                                g_variant_new ("(u@a{sv})", portal.response,
                                                               g_variant_builder_end (&results)),
                                                NULL));
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
  g_autoptr (GVariant) options = NULL;
  g_autofree const char **command = NULL;
  g_autofree char *caller = g_strdup (sender + 1);
  g_autofree char *handle = NULL;
  const char *window;
  const char *token;

  portal.n_asked++;
  if (portal.error)
    {
      g_dbus_method_invocation_return_dbus_error (invocation,
                                                  "org.freedesktop.portal.Error.NotAllowed", "no");
      return;
    }
  g_variant_get (parameters, "(&s@a{sv})", &window, &options);
  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  g_assert_true (g_variant_lookup (options, "autostart", "b", &portal.autostart));
  g_assert_true (g_variant_lookup (options, "commandline", "^a&s", &command));
  g_clear_pointer (&portal.command, g_free);
  portal.command = g_strjoinv (" ", (char **) command);
  g_clear_pointer (&portal.reason, g_free);
  g_assert_true (g_variant_lookup (options, "reason", "s", &portal.reason));
  g_strdelimit (caller, ".", '_');
  handle = g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", caller, token);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", handle));
  answer (bus, handle);
}

static gboolean
ask (gboolean wanted, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_background_ask_portal_async (wanted, NULL, parafa_test_result_callback, result);
  return parafa_background_set_finish (parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                       error);
}

static void
test_granted (void)
{
  g_autoptr (GError) error = NULL;

  portal.response = 0;
  portal.background = TRUE;
  g_assert_true (ask (TRUE, &error));
  g_assert_no_error (error);
  g_assert_true (portal.autostart);
  g_assert_true (g_str_has_suffix (portal.command, "/parafa-window --gapplication-service"));
  g_assert_cmpstr (portal.reason, ==, "To remind you before an access or a certificate expires");
}

static void
test_switched_off (void)
{
  g_autoptr (GError) error = NULL;

  portal.response = 0;
  portal.background = FALSE;
  g_assert_true (ask (FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (portal.autostart);
}

static void
test_refused (void)
{
  g_autoptr (GError) denied = NULL;
  g_autoptr (GError) cancelled = NULL;
  g_autoptr (GError) forbidden = NULL;

  portal.response = 0;
  portal.background = FALSE;
  g_assert_false (ask (TRUE, &denied));
  g_assert_error (denied, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  portal.response = 1;
  portal.background = TRUE;
  g_assert_false (ask (TRUE, &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  portal.error = TRUE;
  g_assert_false (ask (TRUE, &forbidden));
  g_assert_nonnull (forbidden);
  portal.error = FALSE;
}

/* Outside a sandbox: the user's autostart entry, without a portal */
static void
test_entry (void)
{
  g_autofree char *path =
      g_build_filename (g_get_user_config_dir (), "autostart", PARAFA_APP_ID ".desktop", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (ParafaTestResult) on = parafa_test_result_new ();
  g_autoptr (ParafaTestResult) off = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *exec = NULL;
  guint n_asked = portal.n_asked;

  g_assert_false (parafa_background_is_sandboxed ());
  parafa_background_set_async (TRUE, NULL, parafa_test_result_callback, on);
  g_assert_true (
      parafa_background_set_finish (parafa_test_result_wait (on, PARAFA_TEST_LIMIT_MS), &error));
  g_assert_no_error (error);
  g_assert_true (g_key_file_load_from_file (file, path, 0, &error));
  exec = g_key_file_get_string (file, "Desktop Entry", "Exec", &error);
  g_assert_true (g_str_has_suffix (exec, "/parafa-window --gapplication-service"));
  /* an entry that D-Bus starts would open the window */
  g_assert_false (g_key_file_has_key (file, "Desktop Entry", "DBusActivatable", NULL));
  parafa_background_set_async (FALSE, NULL, parafa_test_result_callback, off);
  g_assert_true (
      parafa_background_set_finish (parafa_test_result_wait (off, PARAFA_TEST_LIMIT_MS), &error));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (parafa_background_write_entry (FALSE, &error));
  g_assert_cmpuint (portal.n_asked, ==, n_asked);
}

int
main (int argc, char *argv[])
{
  g_autoptr (ParafaTestKeyring) keyring = NULL;
  g_autoptr (GDBusNodeInfo) info = NULL;
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  GDBusConnection *bus;
  guint name;
  int status;

  ui_fixture_init (&argc, &argv);
  keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_ABSENT);
  bus = parafa_test_keyring_get_bus (keyring);
  info = g_dbus_node_info_new_for_xml (PORTAL_XML, NULL);
  g_assert_cmpuint (g_dbus_connection_register_object (bus, "/org/freedesktop/portal/desktop",
                                                       info->interfaces[0], &vtable, NULL, NULL,
                                                       NULL),
                    !=, 0);
  name = g_bus_own_name_on_connection (bus, "org.freedesktop.portal.Desktop", 0, NULL, NULL, NULL,
                                       NULL);
  g_test_add_func ("/ui/background/granted", test_granted);
  g_test_add_func ("/ui/background/switched-off", test_switched_off);
  g_test_add_func ("/ui/background/refused", test_refused);
  g_test_add_func ("/ui/background/entry", test_entry);
  status = g_test_run ();
  g_bus_unown_name (name);
  g_free (portal.command);
  g_free (portal.reason);
  return status;
}
