/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sandbox-drivers.h"

#include "parafa-config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* Flatpak hides the user's modules from the p11-kit of the runtime, so the application packs a
 * p11-kit of its own, which reads them from the configuration that is the application's alone. Two files
 * in it bring in the driver that is packed too, and the drivers of the host where its owner serves
 * them with `p11-kit server` and has let the socket in with `flatpak override`. The socket has a
 * name of its own: p11-kit/pkcs11 is where Flatpak serves the certificates of the host's
 * authorities, and another server in its place would take them away. */
#define SOCKET_NAME "parafa-tokens"

/* Returns: whether the file says so; a missing @text takes the file away */
static gboolean
set_module (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *old = NULL;
  g_autoptr (GError) error = NULL;

  if (text == NULL)
    return g_unlink (path) == 0 || errno == ENOENT;
  if (g_file_get_contents (path, &old, NULL, NULL) && strcmp (old, text) == 0)
    return TRUE;
  if (g_file_set_contents (path, text, -1, &error))
    return TRUE;
  g_info ("sandbox-drivers: %s cannot be written: %s", name, error->message);
  return FALSE;
}

/**
 * parafa_sandbox_drivers_write:
 * @folder: p11-kit's folder of the user's modules; made when it is missing
 * @driver: (nullable): path of the packed driver
 * @server_socket: (nullable): path of the socket of a `p11-kit server`
 *
 * Makes p11-kit know what of the two is there, and forget what is not: a module whose socket is
 * gone would be a driver that does not start. What the host serves comes
 * before the packed driver: its owner has set it up for the token that the packed one does not serve.
 *
 * Returns: whether the folder says so now
 */
gboolean
parafa_sandbox_drivers_write (const char *folder, const char *driver, const char *server_socket)
{
  g_autofree char *packed = NULL;
  g_autofree char *served = NULL;
  gboolean done;

  g_return_val_if_fail (folder != NULL, FALSE);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_info ("sandbox-drivers: the folder cannot be made: %s", g_strerror (errno));
      return FALSE;
    }
  if (driver != NULL && g_file_test (driver, G_FILE_TEST_EXISTS))
    packed = g_strdup_printf ("module: %s\n", driver);
  if (server_socket != NULL && g_file_test (server_socket, G_FILE_TEST_EXISTS))
    served = g_strdup_printf ("module: p11-kit-client.so\nserver-address: unix:path=%s\n"
                              "priority: 100\n",
                              server_socket);
  done = set_module (folder, "parafa-packed.module", packed);
  return set_module (folder, "parafa-host.module", served) && done;
}

/**
 * parafa_sandbox_drivers_prepare:
 *
 * Inside a Flatpak: parafa_sandbox_drivers_write() for this sandbox. Elsewhere nothing: there
 * p11-kit's configuration is the person's own. Before p11-kit is used first.
 */
void
parafa_sandbox_drivers_prepare (void)
{
  g_autofree char *folder = NULL;
  g_autofree char *server_socket = NULL;
  const char *driver = PARAFA_PACKED_DRIVER;

  if (!g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    return;
  folder = g_build_filename (g_get_user_config_dir (), "pkcs11", "modules", NULL);
  server_socket = g_build_filename (g_get_user_runtime_dir (), SOCKET_NAME, NULL);
  parafa_sandbox_drivers_write (folder, *driver != '\0' ? driver : NULL, server_socket);
}
