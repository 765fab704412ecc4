/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-archive-salvage.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#define WAIT_MS 5000
#define STEP_MS 50

/* Who has the file open holds a lock with others; who puts another in its place holds it alone. -1 where there are no
 * locks, as on some network disks. */
static int
open_lock (const char *path)
{
  g_autofree char *name = g_strconcat (path, ".users", NULL);

  return g_open (name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
}

static gboolean
lock (int fd, int how)
{
  for (guint waited_ms = 0; fd >= 0; waited_ms += STEP_MS)
    {
      if (flock (fd, how | LOCK_NB) == 0 || (errno != EWOULDBLOCK && errno != EINTR))
        return TRUE;
      if (waited_ms >= WAIT_MS)
        return FALSE;
      g_usleep (STEP_MS * 1000);
    }
  return TRUE;
}

/* Nothing that was filed is ever deleted: the file keeps its journal and a name that tells when */
static char *
set_aside (const char *path, GError **error)
{
  static const char *const suffixes[] = { "-wal", "-shm", ".doubt" };
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char *target = NULL;

  for (guint n = 0; n < 100; n++)
    {
      g_free (target);
      target = n == 0 ? g_strdup_printf ("%s.damaged-%s", path, time)
                      : g_strdup_printf ("%s.damaged-%s-%u", path, time, n);
      if (!g_file_test (target, G_FILE_TEST_EXISTS))
        break;
    }
  if (g_rename (path, target) != 0)
    {
      g_set_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_DAMAGED,
                   "archive: the file is damaged and cannot be set aside: %s", g_strerror (errno));
      return NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (target, suffixes[i], NULL);

      g_rename (from, to);
    }
  return g_steal_pointer (&target);
}

/* A program was ended between two names: the new file is whole, or it would not have come that far */
static void
finish_exchange (const char *path, const char *salvaged)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS) && g_file_test (salvaged, G_FILE_TEST_EXISTS))
    g_rename (salvaged, path);
}

static ParafaArchiveDatabase *
exchange (const char *path, const char *salvaged, GError **error)
{
  g_autofree char *moved = NULL;
  ParafaArchiveDatabase *self;
  gint64 n_rows;

  if (!parafa_archive_salvage (path, salvaged, &n_rows, error))
    return NULL;
  moved = set_aside (path, error);
  if (moved == NULL)
    return NULL;
  finish_exchange (path, salvaged);
  g_info ("archive: a damaged file was set aside; %" G_GINT64_FORMAT " filings were read", n_rows);
  self = parafa_archive_database_open_file (path, error);
  if (self != NULL)
    parafa_archive_database_set_origin (self, moved, n_rows);
  return self;
}

static gboolean
is_damaged (const GError *error)
{
  return g_error_matches (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_DAMAGED);
}

/* Only for the one that holds the lock alone: whoever still works on the damaged file would go on to write into it */
static ParafaArchiveDatabase *
mend (const char *path, const char *salvaged, int fd, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean alone = lock (fd, LOCK_EX);
  ParafaArchiveDatabase *self;

  /* another program may have been quicker */
  finish_exchange (path, salvaged);
  self = parafa_archive_database_open_file (path, &local);
  if (self == NULL && is_damaged (local) && alone)
    self = exchange (path, salvaged, error);
  else if (self == NULL && is_damaged (local))
    g_set_error_literal (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_DAMAGED,
                         "archive: the file is damaged, and another program has it open");
  else if (self == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  lock (fd, LOCK_SH);
  return self;
}

/**
 * parafa_archive_database_open:
 * @path: an absolute path; the file is made when it is missing, readable by the user only
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Opens the file and brings it to the newest version. A damaged file is set aside under a name that tells when, and
 * one with all that could be read takes its place: see parafa_archive_database_get_set_aside().
 *
 * Returns: (transfer full) (nullable): the file
 */
ParafaArchiveDatabase *
parafa_archive_database_open (const char *path, GError **error)
{
  g_autofree char *salvaged = g_strconcat (path, ".salvaged", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) local = NULL;
  ParafaArchiveDatabase *self;
  int fd;

  g_mkdir_with_parents (folder, 0700);
  fd = open_lock (path);
  if (!lock (fd, LOCK_SH))
    {
      g_set_error_literal (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_LOCKED,
                           "archive: another program is mending the file");
      close (fd);
      return NULL;
    }
  finish_exchange (path, salvaged);
  self = parafa_archive_database_open_file (path, &local);
  if (self == NULL && is_damaged (local))
    self = mend (path, salvaged, fd, error);
  else if (self == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  if (self != NULL)
    parafa_archive_database_keep_lock (self, fd);
  else if (fd >= 0)
    close (fd);
  return self;
}
