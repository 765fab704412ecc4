/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-host-commands.h"

#include <string.h>

/* Where vendors' packages put their libraries */
#define FIND "find /usr /opt"

/**
 * parafa_host_commands_guess_path:
 * @known: (nullable): a known driver
 *
 * The sandbox cannot look at the computer's files, so this is the first of the places that the list names.
 *
 * Returns: (transfer full) (nullable): the path
 */
char *
parafa_host_commands_guess_path (const ParafaKnownDriver *known)
{
  g_autofree char *name = NULL;

  if (known == NULL || known->files == NULL || known->files[0] == NULL || known->folders == NULL ||
      known->folders[0] == NULL)
    return NULL;
  name = g_strdup (known->files[0]);
  if (g_str_has_suffix (name, "*"))
    name[strlen (name) - 1] = '\0';
  return g_build_filename (known->folders[0], name, NULL);
}

/**
 * parafa_host_commands_find:
 * @known: (nullable): a known driver; %NULL for any
 *
 * Returns: (transfer full): a command that says where the driver's file is
 */
char *
parafa_host_commands_find (const ParafaKnownDriver *known)
{
  static const char *const any[] = { "*pkcs11*.so*", "*p11*.so*", NULL };
  const char *const *names =
      known != NULL && known->files != NULL ? (const char *const *) known->files : any;
  GString *command = g_string_new (FIND);

  for (gsize i = 0; names[i] != NULL; i++)
    g_string_append_printf (command, "%s -name '%s'", i > 0 ? " -o" : "", names[i]);
  g_string_append (command, " 2>/dev/null");
  return g_string_free (command, FALSE);
}

/**
 * parafa_host_commands_install:
 * @distribution: the computer's
 *
 * Returns: (transfer full) (nullable): the command that installs p11-kit's server
 */
char *
parafa_host_commands_install (const ParafaDistribution *distribution)
{
  const char *package = NULL;

  g_return_val_if_fail (distribution != NULL, NULL);

  package = distribution->family == PARAFA_DISTRIBUTION_FEDORA ||
                    distribution->family == PARAFA_DISTRIBUTION_SUSE
                ? "p11-kit-server"
                : "p11-kit";
  return parafa_distribution_make_install (distribution, package);
}

/**
 * parafa_host_commands_is_path:
 * @text: what was typed
 *
 * Returns: whether it can be the path of a library and goes into a command as it stands: nothing in it means anything to
 *   a shell or to a desktop file
 */
gboolean
parafa_host_commands_is_path (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  if (text[0] != '/' || strstr (text, ".so") == NULL || strstr (text, "//") != NULL)
    return FALSE;
  return text[strspn (text,
                      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._+-")] ==
         '\0';
}

/**
 * parafa_host_commands_serve:
 * @path: a path that parafa_host_commands_is_path() takes
 *
 * Returns: (transfer full): the command that serves the driver until the session ends
 */
char *
parafa_host_commands_serve (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  return g_strdup_printf ("p11-kit server --name \"$XDG_RUNTIME_DIR/" PARAFA_HOST_SOCKET
                          "\" --provider %s pkcs11:",
                          path);
}

/**
 * parafa_host_commands_serve_always:
 * @path: a path that parafa_host_commands_is_path() takes
 * @folder: the folder of the session
 *
 * A desktop file does not know variables, hence the folder by its name; it is the same inside and outside of the sandbox.
 *
 * Returns: (transfer full): the command after which the driver is served at each start of the desktop
 */
char *
parafa_host_commands_serve_always (const char *path, const char *folder)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (folder != NULL, NULL);

  return g_strdup_printf ("mkdir -p ~/.config/autostart && printf '[Desktop "
                          "Entry]\\nType=Application\\nName=Parafa: "
                          "USB token\\nExec=p11-kit server --name %s/" PARAFA_HOST_SOCKET
                          " --provider %s pkcs11:\\n' "
                          "> ~/.config/autostart/" PARAFA_HOST_SOCKET ".desktop",
                          folder, path);
}

/**
 * parafa_host_commands_may_reach:
 * @flatpak_info: (nullable): what stands in `/.flatpak-info`
 *
 * Returns: whether this program was started with the permission to reach the socket
 */
gboolean
parafa_host_commands_may_reach (const char *flatpak_info)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) places = NULL;

  if (flatpak_info == NULL ||
      !g_key_file_load_from_data (file, flatpak_info, strlen (flatpak_info), 0, NULL))
    return FALSE;
  places = g_key_file_get_string_list (file, "Context", "filesystems", NULL, NULL);
  for (gsize i = 0; places != NULL && places[i] != NULL; i++)
    if (g_str_equal (places[i], "xdg-run/" PARAFA_HOST_SOCKET) ||
        g_str_has_prefix (places[i], "xdg-run/" PARAFA_HOST_SOCKET ":"))
      return TRUE;
  return FALSE;
}
