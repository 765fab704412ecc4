/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gio/gio.h>
#include <gio/gunixfdlist.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A program that wants a token, as others would write it: broker-caller PROFILE [no-question]. Prints the token, or the
 * name of the error; then waits for the end of its input before it leaves the bus. */
int
main (int argc, char **argv)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GUnixFDList) descriptors = NULL;
  g_autoptr (GError) error = NULL;
  GVariantDict options;
  g_autoptr (GVariant) answer = NULL;
  char token[16384];
  gssize n = 0;

  g_variant_dict_init (&options, NULL);
  if (argc > 2)
    g_variant_dict_insert (&options, "interactive", "b", FALSE);
  answer =
      g_dbus_connection_call_with_unix_fd_list_sync (bus, "ro.parafa.Parafa",
                                                     "/ro/parafa/Parafa/Tokens",
                                                     "ro.parafa.Parafa.Tokens1", "GetAccessToken",
                                                     g_variant_new ("(s@a{sv})", argv[1],
                                                                    g_variant_dict_end (&options)),
                                                     G_VARIANT_TYPE ("(hx)"),
                                                     G_DBUS_CALL_FLAGS_NONE, 120000, NULL,
                                                     &descriptors, NULL, &error);
  if (answer != NULL)
    {
      int fd = g_unix_fd_list_get (descriptors, 0, NULL);
      gint64 expires_at_s = 0;

      n = read (fd, token, sizeof token - 1);
      token[n > 0 ? n : 0] = '\0';
      g_variant_get (answer, "(hx)", NULL, &expires_at_s);
      printf ("%s %" G_GINT64_FORMAT "\n", token, expires_at_s);
      explicit_bzero (token, sizeof token);
      close (fd);
    }
  else
    {
      g_autofree char *name = g_dbus_error_get_remote_error (error);

      printf ("%s\n", name != NULL ? name : error->message);
    }
  fflush (stdout);
  while (read (STDIN_FILENO, token, sizeof token) > 0)
    continue;
  return answer != NULL ? 0 : 1;
}
