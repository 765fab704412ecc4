/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-lock.h"

#include "parafa-session-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

struct _ParafaFilingLock
{
  int fd;
};

/**
 * parafa_filing_lock_take:
 * @archive_path: the archive's file
 * @error: return location
 *
 * Takes the lock. Unlike a refresh, sending never goes on without one: fails with %PARAFA_SESSION_ERROR_BUSY when
 * another program sends, with %PARAFA_SESSION_ERROR_FILE when no lock can be made there.
 *
 * Returns: (transfer full) (nullable): the lock
 */
ParafaFilingLock *
parafa_filing_lock_take (const char *archive_path, GError **error)
{
  g_autofree char *path = g_strconcat (archive_path, ".sender", NULL);
  ParafaFilingLock *self;
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    {
      self = g_new0 (ParafaFilingLock, 1);
      self->fd = fd;
      return self;
    }
  g_set_error (error, PARAFA_SESSION_ERROR,
               fd >= 0 && errno == EWOULDBLOCK ? PARAFA_SESSION_ERROR_BUSY
                                               : PARAFA_SESSION_ERROR_FILE,
               "filing: the sender's lock cannot be taken: %s", g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return NULL;
}

/**
 * parafa_filing_lock_free:
 * @self: (nullable) (transfer full): a lock
 */
void
parafa_filing_lock_free (ParafaFilingLock *self)
{
  if (self == NULL)
    return;
  close (self->fd);
  g_free (self);
}
