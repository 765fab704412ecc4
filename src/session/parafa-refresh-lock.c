/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-refresh-lock.h"
#include "parafa-session-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

/* The kernel tells nobody without a blocked thread when a lock is free; contention is rare, and a
 * refresh takes a part of a second or hangs */
#define LOOK_AGAIN_MS 20

struct _ParafaRefreshLock
{
  int fd; /* -1: the file could not be made, and one refreshes without */
};

typedef struct
{
  ParafaRefreshLock *lock; /* (owned) (nullable) */
  gint64 until_us;
} TakeData;

static void
take_data_free (TakeData *data)
{
  g_clear_pointer (&data->lock, parafa_refresh_lock_free);
  g_free (data);
}

static gboolean
try_lock (gpointer user_data)
{
  GTask *task = G_TASK (user_data);
  TakeData *data = g_task_get_task_data (task);

  /* another failure than "taken" means that this file system has no locks */
  if (data->lock->fd < 0 || flock (data->lock->fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
    {
      g_task_return_pointer (task, g_steal_pointer (&data->lock),
                             (GDestroyNotify) parafa_refresh_lock_free);
      return G_SOURCE_REMOVE;
    }
  if (g_get_monotonic_time () < data->until_us)
    return G_SOURCE_CONTINUE;
  g_task_return_new_error (task, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_BUSY,
                           "another program is refreshing this token");
  return G_SOURCE_REMOVE;
}

/**
 * parafa_refresh_lock_take_async:
 * @profile_id: the profile that is to be refreshed
 * @limit_ms: how long to wait for another program
 * @callback: called when the lock is held, or will not be
 * @user_data: for @callback
 *
 * Takes the lock. Fails with %PARAFA_SESSION_ERROR_BUSY when another program holds it for longer
 * than @limit_ms. Where no lock can be made, the refresh goes on without.
 */
void
parafa_refresh_lock_take_async (const char *profile_id,
                                guint limit_ms,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  const char *flatpak_id = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  TakeData *data = NULL;

  g_return_if_fail (profile_id != NULL);

  /* of the runtime folder, the programs of one Flatpak share this part only */
  flatpak_id = g_getenv ("FLATPAK_ID");
  folder = flatpak_id != NULL
               ? g_build_filename (g_get_user_runtime_dir (), "app", flatpak_id, "parafa", NULL)
               : g_build_filename (g_get_user_runtime_dir (), "parafa", NULL);
  name = g_strconcat ("refresh-", profile_id, ".lock", NULL);
  path = g_build_filename (folder, name, NULL);
  g_mkdir_with_parents (folder, 0700);

  data = g_new0 (TakeData, 1);
  data->lock = g_new0 (ParafaRefreshLock, 1);
  data->lock->fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  data->until_us = g_get_monotonic_time () + (gint64) limit_ms * 1000;
  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, parafa_refresh_lock_take_async);
  g_task_set_task_data (task, data, (GDestroyNotify) take_data_free);
  if (try_lock (task))
    g_timeout_add_full (G_PRIORITY_DEFAULT, LOOK_AGAIN_MS, try_lock, g_object_ref (task),
                        g_object_unref);
}

/**
 * parafa_refresh_lock_take_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the lock
 */
ParafaRefreshLock *
parafa_refresh_lock_take_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * parafa_refresh_lock_free:
 * @self: (nullable) (transfer full): a lock
 */
void
parafa_refresh_lock_free (ParafaRefreshLock *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}
