/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-keyring.h"
#include "parafa-test.h"

#include <glib-unix.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define PASSWORD "parola"
#define SERVICE "org.freedesktop.secrets"
#define PORTAL "org.freedesktop.portal.Desktop"
#define LOGIN_COLLECTION "/org/freedesktop/secrets/collection/login"

struct _ParafaTestKeyring
{
  char *dir; /* (owned) */
  GPid bus_pid;
  GPid service_pid;     /* 0: none */
  GPid portal_pid;      /* 0: none */
  GDBusConnection *bus; /* (owned) */
};

static const char bus_config[] =
    "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\"\n"
    " \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
    "<busconfig>\n"
    "  <type>session</type>\n"
    "  <listen>unix:dir=%s/run</listen>\n"
    "  <auth>EXTERNAL</auth>\n"
    "  <policy context=\"default\">\n"
    "    <allow send_destination=\"*\" eavesdrop=\"true\"/>\n"
    "    <allow eavesdrop=\"true\"/>\n"
    "    <allow own=\"*\"/>\n"
    "  </policy>\n"
    "</busconfig>\n";

/* The daemons end with the test, however it ends */
static void
in_child (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static void
make_home (ParafaTestKeyring *self)
{
  static const char *const names[][2] = {
    { "HOME", "home" },
    { "XDG_RUNTIME_DIR", "run" },
    { "XDG_DATA_HOME", "data" },
    { "XDG_CONFIG_HOME", "config" },
    { "XDG_CACHE_HOME", "cache" },
    { "XDG_STATE_HOME", "state" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->dir, names[i][1], NULL);

      g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
      g_setenv (names[i][0], path, TRUE);
    }
  g_unsetenv ("GNOME_KEYRING_CONTROL");
  g_unsetenv ("SECRET_BACKEND");
}

static char *
read_line (int fd)
{
  g_autoptr (GString) line = g_string_new (NULL);
  char c;

  while (read (fd, &c, 1) == 1 && c != '\n')
    g_string_append_c (line, c);
  close (fd);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static void
start_bus (ParafaTestKeyring *self)
{
  g_autofree char *config = g_build_filename (self->dir, "bus.conf", NULL);
  g_autofree char *text = g_strdup_printf (bus_config, self->dir);
  const char *argv[] = { "dbus-daemon",   "--nofork", "--print-address=1",
                         "--config-file", config,     NULL };
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;
  int out = -1;

  g_file_set_contents (config, text, -1, &error);
  g_assert_no_error (error);
  g_spawn_async_with_pipes (NULL, (char **) argv, NULL,
                            G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD |
                                G_SPAWN_STDERR_TO_DEV_NULL,
                            in_child, NULL, &self->bus_pid, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  address = read_line (out);
  g_assert_true (g_str_has_prefix (address, "unix:"));
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);

  /* Not the shared connection: that one stays the program's own */
  self->bus =
      g_dbus_connection_new_for_address_sync (address,
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
has_owner (ParafaTestKeyring *self, const char *name)
{
  g_autoptr (GVariant) answer = NULL;
  gboolean owned = FALSE;

  answer = g_dbus_connection_call_sync (self->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus", "NameHasOwner",
                                        g_variant_new ("(s)", name), G_VARIANT_TYPE ("(b)"),
                                        G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_assert_nonnull (answer);
  g_variant_get (answer, "(b)", &owned);
  return owned;
}

static gboolean
is_served (gpointer data)
{
  return has_owner (data, SERVICE);
}

static gboolean
has_portal (gpointer data)
{
  return has_owner (data, PORTAL);
}

static gboolean
has_no_portal (gpointer data)
{
  return !has_portal (data);
}

static gboolean
is_not_served (gpointer data)
{
  return !is_served (data);
}

static void
end_process (GPid *pid, int with)
{
  if (*pid == 0)
    return;
  kill (*pid, with);
  g_assert_cmpint (waitpid (*pid, NULL, 0), ==, *pid);
  *pid = 0;
}

/**
 * parafa_test_keyring_start_service:
 * @self: a bus
 *
 * Starts the service with the collection that is there, or a new one, unlocked.
 */
void
parafa_test_keyring_start_service (ParafaTestKeyring *self)
{
  static const char *const argv[] = { "gnome-keyring-daemon", "--foreground",
                                      "--components=secrets", "--unlock", NULL };
  /* The tests' fatal warnings would be the service's too, and it has some of its own */
  g_auto (GStrv) environment = g_environ_unsetenv (g_get_environ (), "G_DEBUG");
  g_autoptr (GError) error = NULL;
  int in = -1;

  g_assert_cmpint (self->service_pid, ==, 0);
  g_spawn_async_with_pipes (NULL, (char **) argv, environment,
                            G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD |
                                G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                            in_child, NULL, &self->service_pid, &in, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (write (in, PASSWORD, strlen (PASSWORD)), ==, (int) strlen (PASSWORD));
  close (in);
  parafa_test_wait_until (is_served, self, PARAFA_TEST_LIMIT_MS);
}

/**
 * parafa_test_keyring_kill_service:
 * @self: a bus
 *
 * Kills the service with SIGKILL, as a crash or a power cut would end it.
 */
void
parafa_test_keyring_kill_service (ParafaTestKeyring *self)
{
  end_process (&self->service_pid, SIGKILL);
  parafa_test_wait_until (is_not_served, self, PARAFA_TEST_LIMIT_MS);
}

static const char *
find_portal (void)
{
  static const char *const programs[] = { "/usr/libexec/xdg-desktop-portal",
                                          "/usr/lib/xdg-desktop-portal" };

  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    if (g_file_test (programs[i], G_FILE_TEST_IS_EXECUTABLE))
      return programs[i];
  g_error ("xdg-desktop-portal is not installed");
}

/* A desktop whose Secret portal is gnome-keyring's, or one that has none */
static char *
make_portals (ParafaTestKeyring *self, gboolean secret)
{
  g_autofree char *folder = g_build_filename (self->dir, secret ? "portals" : "no-portals", NULL);
  g_autofree char *keyring = g_build_filename (folder, "gnome-keyring.portal", NULL);
  g_autofree char *config = g_build_filename (folder, "portals.conf", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (config, "[preferred]\ndefault=gnome-keyring\n", -1, NULL));
  if (secret)
    g_assert_true (g_file_set_contents (keyring,
                                        "[portal]\nDBusName=" SERVICE "\n"
                                        "Interfaces=org.freedesktop.impl.portal.Secret\n"
                                        "UseIn=gnome\n",
                                        -1, NULL));
  return g_steal_pointer (&folder);
}

/**
 * parafa_test_keyring_start_portal:
 * @self: a bus
 * @secret: whether the desktop has a Secret portal
 *
 * Starts a real xdg-desktop-portal.
 */
void
parafa_test_keyring_start_portal (ParafaTestKeyring *self, gboolean secret)
{
  const char *argv[] = { find_portal (), NULL };
  g_autofree char *folder = make_portals (self, secret);
  g_auto (GStrv) environment = g_environ_unsetenv (g_get_environ (), "G_DEBUG");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (self->portal_pid, ==, 0);
  environment = g_environ_setenv (environment, "XDG_DESKTOP_PORTAL_DIR", folder, TRUE);
  environment = g_environ_setenv (environment, "XDG_CURRENT_DESKTOP", "GNOME", TRUE);
  environment = g_environ_unsetenv (environment, "SNAP_NAME");
  g_spawn_async (NULL, (char **) argv, environment,
                 G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL |
                     G_SPAWN_STDERR_TO_DEV_NULL,
                 in_child, NULL, &self->portal_pid, &error);
  g_assert_no_error (error);
  parafa_test_wait_until (has_portal, self, PARAFA_TEST_LIMIT_MS);
}

/**
 * parafa_test_keyring_kill_portal:
 * @self: a bus with a portal
 *
 * Ends the portal as a crash would.
 */
void
parafa_test_keyring_kill_portal (ParafaTestKeyring *self)
{
  end_process (&self->portal_pid, SIGKILL);
  parafa_test_wait_until (has_no_portal, self, PARAFA_TEST_LIMIT_MS);
}

/**
 * parafa_test_keyring_hang_service:
 * @self: a bus with a service
 * @hang: whether it stops answering or goes on
 *
 * Stops the service, as one that waits for a person would not answer.
 */
void
parafa_test_keyring_hang_service (ParafaTestKeyring *self, gboolean hang)
{
  g_assert_cmpint (kill (self->service_pid, hang ? SIGSTOP : SIGCONT), ==, 0);
}

/**
 * parafa_test_keyring_lock:
 * @self: a bus with a service
 *
 * Locks the default collection.
 */
void
parafa_test_keyring_lock (ParafaTestKeyring *self)
{
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;
  const char *const paths[] = { LOGIN_COLLECTION };

  answer =
      g_dbus_connection_call_sync (self->bus, SERVICE, "/org/freedesktop/secrets",
                                   "org.freedesktop.Secret.Service", "Lock",
                                   g_variant_new ("(@ao)",
                                                  g_variant_new_objv (paths, G_N_ELEMENTS (paths))),
                                   G_VARIANT_TYPE ("(aoo)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                   &error);
  g_assert_no_error (error);
}

/**
 * parafa_test_keyring_new:
 * @mode: what answers on the bus
 *
 * Starts a bus that activates nothing by itself, and the service.
 *
 * Returns: (transfer full): the bus
 */
ParafaTestKeyring *
parafa_test_keyring_new (ParafaTestKeyringMode mode)
{
  ParafaTestKeyring *self = g_new0 (ParafaTestKeyring, 1);

  /* In /tmp and not in TMPDIR: the address of a socket has room for 107 bytes */
  self->dir = g_mkdtemp (g_strdup ("/tmp/parafa-keyring-XXXXXX"));
  g_assert_nonnull (self->dir);
  make_home (self);
  start_bus (self);
  if (mode != PARAFA_TEST_KEYRING_ABSENT)
    parafa_test_keyring_start_service (self);
  if (mode == PARAFA_TEST_KEYRING_LOCKED)
    parafa_test_keyring_lock (self);
  return self;
}

/**
 * parafa_test_keyring_get_bus:
 * @self: a bus
 *
 * Returns: (transfer none): a connection beside the program's own
 */
GDBusConnection *
parafa_test_keyring_get_bus (ParafaTestKeyring *self)
{
  return self->bus;
}

/**
 * parafa_test_keyring_get_dir:
 * @self: a bus
 *
 * Returns: (transfer none): the folder that holds the home; the keyring's files are in `data/keyrings`
 */
const char *
parafa_test_keyring_get_dir (ParafaTestKeyring *self)
{
  return self->dir;
}

/**
 * parafa_test_keyring_free:
 * @self: (transfer full): a bus
 *
 * Ends the daemons and removes the home.
 */
void
parafa_test_keyring_free (ParafaTestKeyring *self)
{
  g_autoptr (GDBusConnection) shared = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  /* GIO ends a program whose session bus goes away */
  if (shared != NULL)
    g_dbus_connection_set_exit_on_close (shared, FALSE);
  g_clear_object (&self->bus);
  end_process (&self->portal_pid, SIGTERM);
  end_process (&self->service_pid, SIGTERM);
  end_process (&self->bus_pid, SIGTERM);
  parafa_test_remove_tree (self->dir);
  g_free (self->dir);
  g_free (self);
}
