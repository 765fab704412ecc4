/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-card-spawn.h"
#include "parafa-card-process.h"
#include "parafa-card.h"
#include "parafa-paths.h"

#include <gio/gunixconnection.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

/* Descriptors that will not be those of the child */
#define FREE_FD 10

/* What a start needs, put together on the thread that asks: the environment is read there */
typedef struct
{
  GSubprocessLauncher *launcher; /* (owned) */
  GPtrArray *arguments;          /* (owned) */
} Start;

static void
start_free (Start *start)
{
  g_clear_object (&start->launcher);
  g_ptr_array_unref (start->arguments);
  g_free (start);
}

/**
 * parafa_card_spawned_free:
 * @spawned: (transfer full): what was started; the child itself is left alone
 */
void
parafa_card_spawned_free (ParafaCardSpawned *spawned)
{
  g_clear_object (&spawned->child);
  g_clear_object (&spawned->stream);
  if (spawned->note_fd >= 0)
    close (spawned->note_fd);
  g_free (spawned);
}

static GSubprocessLauncher *
new_launcher (ParafaDriver *driver)
{
  /* Variables that make GnuTLS or p11-kit write down what goes through them, read by these
   * libraries before main() of the child could remove them */
  static const char *const loud[] = { "GNUTLS_DEBUG_LEVEL", "SSLKEYLOGFILE", "P11_KIT_DEBUG",
                                      "G_TLS_GNUTLS_PRIORITY" };
  GSubprocessFlags flags = G_SUBPROCESS_FLAGS_STDOUT_SILENCE;
  GSubprocessLauncher *launcher;

  /* drivers print what they like, now and then what they were given */
  if (g_getenv ("G_MESSAGES_DEBUG") == NULL)
    flags |= G_SUBPROCESS_FLAGS_STDERR_SILENCE;
  launcher = g_subprocess_launcher_new (flags);
  for (guint i = 0; i < G_N_ELEMENTS (loud); i++)
    g_subprocess_launcher_unsetenv (launcher, loud[i]);
  if (driver != NULL)
    {
      const ParafaDriverSettings *settings = parafa_driver_get_settings (driver);

      /* p11-kit-client.so looks here in every version; `server-address:` is of p11-kit 0.25.6 */
      if (settings->server_address != NULL)
        g_subprocess_launcher_setenv (launcher, "P11_KIT_SERVER_ADDRESS", settings->server_address,
                                      TRUE);
      /* where GnuTLS gets the system's authorities from p11-kit, it is not to load more than that */
      if (settings->file != NULL)
        g_subprocess_launcher_setenv (launcher, "P11_KIT_NO_USER_CONFIG", "1", TRUE);
    }
  return launcher;
}

static GPtrArray *
new_arguments (ParafaDriver *driver)
{
  GPtrArray *arguments = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (arguments, parafa_paths_find (PARAFA_PROGRAM_CARD));
  if (driver != NULL)
    {
      const ParafaDriverSettings *settings = parafa_driver_get_settings (driver);

      g_ptr_array_add (arguments, g_strdup ("--driver"));
      g_ptr_array_add (arguments, g_strdup (parafa_driver_get_file_name (driver)));
      if (settings->file != NULL)
        {
          g_ptr_array_add (arguments, g_strdup ("--module"));
          g_ptr_array_add (arguments, g_strdup (settings->file));
        }
    }
  g_ptr_array_add (arguments, NULL);
  return arguments;
}

static int
open_note (void)
{
  int fd = memfd_create ("parafa-driver", MFD_CLOEXEC);

  if (fd >= 0 && ftruncate (fd, PARAFA_CARD_NOTE_BYTES) == 0)
    return fd;
  if (fd >= 0)
    close (fd);
  return -1;
}

/* Returns: (transfer full): the application's end of a socket pair, the other given to the child */
static GSocketConnection *
open_pair (GSubprocessLauncher *launcher, GError **error)
{
  g_autoptr (GSocket) socket = NULL;
  int fds[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no socket pair");
      return NULL;
    }
  g_subprocess_launcher_take_fd (launcher, fds[1], PARAFA_CARD_SOCKET_FD);
  socket = g_socket_new_from_fd (fds[0], error);
  if (socket == NULL)
    {
      close (fds[0]);
      return NULL;
    }
  g_type_ensure (G_TYPE_UNIX_CONNECTION);
  return g_socket_connection_factory_create_connection (socket);
}

static ParafaCardSpawned *
spawn (const Start *start, GError **error)
{
  g_autoptr (ParafaCardSpawned) spawned = g_new0 (ParafaCardSpawned, 1);

  spawned->note_fd = open_note ();
  if (spawned->note_fd < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no shared memory");
      return NULL;
    }
  g_subprocess_launcher_take_fd (start->launcher,
                                 fcntl (spawned->note_fd, F_DUPFD_CLOEXEC, FREE_FD),
                                 PARAFA_CARD_NOTE_FD);
  spawned->stream = open_pair (start->launcher, error);
  if (spawned->stream == NULL)
    return NULL;
  spawned->child =
      g_subprocess_launcher_spawnv (start->launcher, (const char *const *) start->arguments->pdata,
                                    error);
  return spawned->child != NULL ? g_steal_pointer (&spawned) : NULL;
}

static void
spawn_in_thread (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (data);
  g_autoptr (GError) reason = NULL;
  ParafaCardSpawned *spawned = spawn (g_task_get_task_data (task), &reason);

  if (spawned != NULL)
    g_task_return_pointer (task, spawned, (GDestroyNotify) parafa_card_spawned_free);
  else
    g_task_return_new_error (task, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_PROCESS,
                             "the card process cannot start: %s", reason->message);
}

/* One thread of its own, for as long as the program runs: a card process asks the kernel to end it with
 * its parent, and to the kernel the parent is the thread that started it. On the window's thread it
 * cannot be done, because starting waits until the child runs, which on a busy machine takes many
 * times the length of a frame. */
static GThreadPool *
get_starter (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      GThreadPool *pool = g_thread_pool_new (spawn_in_thread, NULL, 1, TRUE, NULL);

      g_once_init_leave (&once, (gsize) pool);
    }
  return (GThreadPool *) once;
}

/**
 * parafa_card_spawn_async:
 * @driver: (nullable): the driver that the process is for; %NULL for one that opens files
 * @callback: called when it runs; without a source object
 * @user_data: for @callback
 *
 * Starts a card process, in a thread.
 *
 * Fails with %PARAFA_CARD_ERROR_PROCESS.
 */
void
parafa_card_spawn_async (ParafaDriver *driver, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Start *start = g_new0 (Start, 1);

  start->launcher = new_launcher (driver);
  start->arguments = new_arguments (driver);
  g_task_set_source_tag (task, parafa_card_spawn_async);
  g_task_set_task_data (task, start, (GDestroyNotify) start_free);
  g_thread_pool_push (get_starter (), task, NULL);
}

/**
 * parafa_card_spawn_finish:
 * @result: what the callback was given
 * @error: where to put the reason
 *
 * Returns: (transfer full) (nullable): the process
 */
ParafaCardSpawned *
parafa_card_spawn_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
