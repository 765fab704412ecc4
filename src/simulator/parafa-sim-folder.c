/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-folder.h"

#include "parafa-sim-x509.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/**
 * parafa_sim_folder_make:
 * @dir: a folder
 * @error: return location for a %PARAFA_SIM_ERROR
 *
 * Makes the folder with its parents, and closes it to others.
 *
 * Returns: whether it is there
 */
gboolean
parafa_sim_folder_make (const char *dir, GError **error)
{
  if (g_mkdir_with_parents (dir, 0700) == 0 && g_chmod (dir, 0700) == 0)
    return TRUE;
  g_set_error (error, PARAFA_SIM_ERROR, PARAFA_SIM_ERROR_FILE, "cannot make the folder: %s",
               g_strerror (errno));
  return FALSE;
}

/**
 * parafa_sim_folder_lock:
 * @dir: the state folder, made when absent
 * @error: return location for a %PARAFA_SIM_ERROR
 *
 * Waits until no other process changes the folder: a running server and an `--issue` may share one.
 *
 * Returns: what parafa_sim_folder_unlock() takes, or -1
 */
int
parafa_sim_folder_lock (const char *dir, GError **error)
{
  g_autofree char *path = g_build_filename (dir, ".lock", NULL);
  int lock;

  if (!parafa_sim_folder_make (dir, error))
    return -1;
  lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock >= 0 && TEMP_FAILURE_RETRY (flock (lock, LOCK_EX)) == 0)
    return lock;
  g_set_error (error, PARAFA_SIM_ERROR, PARAFA_SIM_ERROR_FILE, "cannot lock the state folder: %s",
               g_strerror (errno));
  if (lock >= 0)
    close (lock);
  return -1;
}

/**
 * parafa_sim_folder_unlock:
 * @lock: from parafa_sim_folder_lock()
 *
 * Lets others change the folder.
 */
void
parafa_sim_folder_unlock (int lock)
{
  close (lock);
}

/**
 * parafa_sim_folder_write:
 * @path: a file
 * @data: (array length=length): its new contents
 * @length: in bytes
 * @error: return location for an error of GFileError
 *
 * Writes a file for its owner only; after a crash it holds the old or the new contents, whole.
 *
 * Returns: whether it is written
 */
gboolean
parafa_sim_folder_write (const char *path, const char *data, gsize length, GError **error)
{
  return g_file_set_contents_full (path, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT,
                                   0600, error);
}
