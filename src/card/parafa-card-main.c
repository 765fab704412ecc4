/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-card-process.h"
#include "parafa-card-service.h"
#include "parafa-card.h"
#include "parafa-driver-note.h"
#include "parafa-modules.h"
#include "parafa-process.h"

#include <gio/gunixconnection.h>
#include <gnutls/gnutls.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* Without the application there is this long to log out: a driver may hang */
#define LOGOUT_LIMIT_S 2

typedef struct
{
  GMainLoop *loop;
  ParafaCardService *service;
} Program;

static void
on_service_ended (ParafaCardService *service, Program *program)
{
  g_main_loop_quit (program->loop);
}

static void
on_connection_closed (GDBusConnection *connection,
                      gboolean remote_peer_vanished,
                      GError *error,
                      Program *program)
{
  alarm (LOGOUT_LIMIT_S);
  parafa_card_service_end (program->service);
}

static void
connection_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Program *program = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_dbus_connection_new_finish (result, &error);

  if (connection == NULL || !parafa_card_service_export (program->service, connection, &error))
    {
      g_debug ("card: no connection: %s", error->message);
      g_main_loop_quit (program->loop);
      return;
    }
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  g_signal_connect (connection, "closed", G_CALLBACK (on_connection_closed), program);
  g_dbus_connection_start_message_processing (connection);
}

/* The socket must be one of a pair that the application made: started by hand this program has
 * nothing to say */
static GSocketConnection *
open_connection (void)
{
  g_autoptr (GSocket) socket = NULL;
  int domain = 0;
  socklen_t size = sizeof domain;

  if (getsockopt (PARAFA_CARD_SOCKET_FD, SOL_SOCKET, SO_DOMAIN, &domain, &size) != 0 ||
      domain != AF_UNIX)
    return NULL;
  fcntl (PARAFA_CARD_SOCKET_FD, F_SETFD, FD_CLOEXEC);
  fcntl (PARAFA_CARD_NOTE_FD, F_SETFD, FD_CLOEXEC);
  socket = g_socket_new_from_fd (PARAFA_CARD_SOCKET_FD, NULL);
  g_type_ensure (G_TYPE_UNIX_CONNECTION);
  return socket != NULL ? g_socket_connection_factory_create_connection (socket) : NULL;
}

static int
run (void)
{
  g_autoptr (GSocketConnection) stream = open_connection ();
  g_autoptr (GMainLoop) loop = NULL;
  g_autoptr (ParafaCardService) service = NULL;
  g_autofree char *guid = g_dbus_generate_guid ();
  Program program;

  if (stream == NULL)
    {
      g_printerr ("parafa-card is started by Parafa itself.\n");
      return 2;
    }
  parafa_driver_note_open (PARAFA_CARD_NOTE_FD);
  loop = g_main_loop_new (NULL, FALSE);
  service = parafa_card_service_new ();
  program.loop = loop;
  program.service = service;
  g_signal_connect (service, "ended", G_CALLBACK (on_service_ended), &program);
  g_dbus_connection_new (G_IO_STREAM (stream), guid,
                         G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_SERVER |
                             G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_REQUIRE_SAME_USER |
                             G_DBUS_CONNECTION_FLAGS_DELAY_MESSAGE_PROCESSING,
                         NULL, NULL, connection_ready, &program);
  g_main_loop_run (loop);
  return 0;
}

/* parafa-card [--driver NAME [--module PATH]]: the one driver of this process, by its path, or by
 * p11-kit's name for one that another program serves. Without it only files can be opened. */
static void
read_arguments (int argc, char **argv)
{
  const char *name = NULL;
  const char *path = NULL;

  for (int i = 1; i + 1 < argc; i += 2)
    {
      if (strcmp (argv[i], "--driver") == 0)
        name = argv[i + 1];
      else if (strcmp (argv[i], "--module") == 0)
        path = argv[i + 1];
    }
  if (name != NULL)
    parafa_modules_set_driver (name, path);
}

static void
drop_log (int level, const char *text)
{
}

int
main (int argc, char **argv)
{
  int status;

  /* dies with the application, whatever becomes of the connection */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  parafa_process_harden ();
  /* standard output is closed to drivers, and so to everything */
  g_log_writer_default_set_use_stderr (TRUE);
  gnutls_global_set_log_level (0);
  gnutls_global_set_log_function (drop_log);
  /* registers the names of the errors */
  (void) PARAFA_CARD_ERROR;

  read_arguments (argc, argv);
  status = run ();
#ifdef __SANITIZE_ADDRESS__
  return status;
#endif
  /* no clean-up of drivers: a thread may still be inside of one */
  fflush (NULL);
  _exit (status);
}
