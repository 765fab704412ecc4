/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-archive-database.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define BUSY_MS 5000

struct _ParafaArchiveDatabase
{
  sqlite3 *handle; /* (owned) */
  char *path;      /* (owned) */
  char *set_aside; /* (owned) (nullable): where a damaged file was moved to */
  gint64 n_salvaged;
  int lock_fd; /* (owned): -1 for none */
};

static ParafaArchiveError
translate_code (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return PARAFA_ARCHIVE_ERROR_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return PARAFA_ARCHIVE_ERROR_LOCKED;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return PARAFA_ARCHIVE_ERROR_DAMAGED;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return PARAFA_ARCHIVE_ERROR_READ_ONLY;
    default:
      return PARAFA_ARCHIVE_ERROR_FAILED;
    }
}

/* The disk, the person's quota, or the size one file may have */
static gboolean
is_full (int system_error)
{
  return system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG;
}

/* The next opening looks at the whole file */
static void
mark_doubtful (const ParafaArchiveDatabase *self)
{
  g_autofree char *mark = g_strconcat (self->path, ".doubt", NULL);
  int fd = g_open (mark, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd >= 0)
    close (fd);
}

/* SQLite's messages name columns and files, never values */
static gboolean
fail (ParafaArchiveDatabase *self, GError **error)
{
  int code = sqlite3_extended_errcode (self->handle);
  ParafaArchiveError translated = translate_code (code);

  if ((code & 0xff) == SQLITE_IOERR && is_full (sqlite3_system_errno (self->handle)))
    translated = PARAFA_ARCHIVE_ERROR_FULL;
  if (translated == PARAFA_ARCHIVE_ERROR_DAMAGED)
    mark_doubtful (self);
  g_set_error (error, PARAFA_ARCHIVE_ERROR, translated, "archive: %s (%d)",
               sqlite3_errmsg (self->handle), code);
  return FALSE;
}

/**
 * parafa_archive_database_exec:
 * @self: the file
 * @sql: statements without values
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: whether all of them succeeded
 */
gboolean
parafa_archive_database_exec (ParafaArchiveDatabase *self, const char *sql, GError **error)
{
  return sqlite3_exec (self->handle, sql, NULL, NULL, NULL) == SQLITE_OK || fail (self, error);
}

/**
 * parafa_archive_database_prepare:
 * @self: the file
 * @sql: one statement
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full) (nullable): the statement
 */
sqlite3_stmt *
parafa_archive_database_prepare (ParafaArchiveDatabase *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL) != SQLITE_OK)
    fail (self, error);
  return statement;
}

/**
 * parafa_archive_database_step:
 * @self: the file
 * @statement: a statement
 * @row: (out): whether there is a row to read; %FALSE at the end
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: whether it went well
 */
gboolean
parafa_archive_database_step (ParafaArchiveDatabase *self,
                              sqlite3_stmt *statement,
                              gboolean *row,
                              GError **error)
{
  int code = sqlite3_step (statement);

  *row = code == SQLITE_ROW;
  return code == SQLITE_ROW || code == SQLITE_DONE || fail (self, error);
}

/**
 * parafa_archive_database_run:
 * @self: the file
 * @statement: (transfer full) (nullable): a statement that gives no rows; %NULL fails, after a failed preparation
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: whether it went well
 */
gboolean
parafa_archive_database_run (ParafaArchiveDatabase *self, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (ParafaArchiveStatement) owned = statement;
  gboolean row;

  return owned != NULL && parafa_archive_database_step (self, owned, &row, error);
}

/**
 * parafa_archive_database_begin:
 * @self: the file
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Begins a change; other writers wait.
 *
 * Returns: whether it began
 */
gboolean
parafa_archive_database_begin (ParafaArchiveDatabase *self, GError **error)
{
  return parafa_archive_database_exec (self, "BEGIN IMMEDIATE", error);
}

/**
 * parafa_archive_database_commit:
 * @self: the file
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Ends a change. When it returns %TRUE the change is on the disk; otherwise nothing of it is.
 *
 * Returns: whether it is
 */
gboolean
parafa_archive_database_commit (ParafaArchiveDatabase *self, GError **error)
{
  if (parafa_archive_database_exec (self, "COMMIT", error))
    return TRUE;
  parafa_archive_database_roll_back (self);
  return FALSE;
}

/**
 * parafa_archive_database_roll_back:
 * @self: the file
 *
 * Undoes a change that was begun; nothing when SQLite already did.
 */
void
parafa_archive_database_roll_back (ParafaArchiveDatabase *self)
{
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

/**
 * parafa_archive_database_get_last_id:
 * @self: the file
 *
 * Returns: the id of the row that was added last
 */
gint64
parafa_archive_database_get_last_id (ParafaArchiveDatabase *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

/**
 * parafa_archive_database_get_changes:
 * @self: the file
 *
 * Returns: how many rows the last statement changed
 */
gint64
parafa_archive_database_get_changes (ParafaArchiveDatabase *self)
{
  return sqlite3_changes64 (self->handle);
}

/* -- opening -- */

static gboolean
get_number (ParafaArchiveDatabase *self, const char *sql, gint64 *number, GError **error)
{
  g_autoptr (ParafaArchiveStatement) statement = parafa_archive_database_prepare (self, sql, error);
  gboolean row;

  if (statement == NULL || !parafa_archive_database_step (self, statement, &row, error))
    return FALSE;
  *number = row ? sqlite3_column_int64 (statement, 0) : 0;
  return TRUE;
}

static gboolean
migrate (ParafaArchiveDatabase *self, GError **error)
{
  gint64 n_steps = 0;
  gint64 version;

  while (parafa_archive_migrations[n_steps] != NULL)
    n_steps++;
  if (!parafa_archive_database_begin (self, error))
    return FALSE;
  if (!get_number (self, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version > n_steps)
    {
      g_set_error_literal (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_NEWER,
                           "archive: a newer version made it");
      return FALSE;
    }
  for (gint64 i = version; i < n_steps; i++)
    {
      g_autofree char *set = g_strdup_printf ("PRAGMA user_version = %" G_GINT64_FORMAT, i + 1);

      if (!parafa_archive_database_exec (self, parafa_archive_migrations[i], error) ||
          !parafa_archive_database_exec (self, set, error))
        return FALSE;
    }
  return parafa_archive_database_commit (self, error);
}

/* After damage was met once, the whole file is looked at before it is trusted again */
static gboolean
examine (ParafaArchiveDatabase *self, GError **error)
{
  g_autofree char *mark = g_strconcat (self->path, ".doubt", NULL);
  g_autoptr (ParafaArchiveStatement) statement = NULL;
  gboolean row = FALSE;

  if (!g_file_test (mark, G_FILE_TEST_EXISTS))
    return TRUE;
  statement = parafa_archive_database_prepare (self, "PRAGMA integrity_check (1)", error);
  if (statement == NULL || !parafa_archive_database_step (self, statement, &row, error))
    return FALSE;
  if (row && g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0)
    {
      g_unlink (mark);
      return TRUE;
    }
  g_set_error_literal (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_DAMAGED,
                       "archive: the file is damaged");
  return FALSE;
}

/* The file must be private before SQLite makes its companions, which take its mode */
static gboolean
make_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  g_mkdir_with_parents (folder, 0700);
  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd >= 0)
    {
      fchmod (fd, 0600);
      close (fd);
      return TRUE;
    }
  g_set_error (error, PARAFA_ARCHIVE_ERROR,
               is_full (errno) ? PARAFA_ARCHIVE_ERROR_FULL : PARAFA_ARCHIVE_ERROR_READ_ONLY,
               "archive: the file cannot be made: %s", g_strerror (errno));
  return FALSE;
}

/**
 * parafa_archive_database_open_file:
 * @path: an absolute path; the file is made when it is missing, readable by the user only
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Opens the file and brings it to the newest version. With synchronous=FULL a row that says "about to be sent" is on the
 * disk before its transaction returns.
 *
 * Returns: (transfer full) (nullable): the file
 */
ParafaArchiveDatabase *
parafa_archive_database_open_file (const char *path, GError **error)
{
  g_autoptr (ParafaArchiveDatabase) self = g_new0 (ParafaArchiveDatabase, 1);

  self->lock_fd = -1;
  self->path = g_strdup (path);
  if (!make_file (path, error))
    return NULL;
  if (sqlite3_open_v2 (path, &self->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) !=
      SQLITE_OK)
    {
      fail (self, error);
      return NULL;
    }
  sqlite3_busy_timeout (self->handle, BUSY_MS);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  if (!parafa_archive_database_exec (self,
                                     "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                     "PRAGMA foreign_keys = ON;"
                                     "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY",
                                     error) ||
      !examine (self, error) || !migrate (self, error))
    {
      parafa_archive_database_roll_back (self);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * parafa_archive_database_keep_lock:
 * @self: the file
 * @fd: (transfer full): what tells other programs that it is open; -1 for nothing
 */
void
parafa_archive_database_keep_lock (ParafaArchiveDatabase *self, int fd)
{
  self->lock_fd = fd;
}

/**
 * parafa_archive_database_set_origin:
 * @self: the file
 * @set_aside: where the damaged file lies that it was read from
 * @n_salvaged: how many filings could be read
 */
void
parafa_archive_database_set_origin (ParafaArchiveDatabase *self,
                                    const char *set_aside,
                                    gint64 n_salvaged)
{
  g_free (self->set_aside);
  self->set_aside = g_strdup (set_aside);
  self->n_salvaged = n_salvaged;
}

/**
 * parafa_archive_database_close:
 * @self: (nullable) (transfer full): the file
 */
void
parafa_archive_database_close (ParafaArchiveDatabase *self)
{
  if (self == NULL)
    return;
  sqlite3_close_v2 (self->handle);
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  g_free (self->path);
  g_free (self->set_aside);
  g_free (self);
}

/**
 * parafa_archive_database_get_set_aside:
 * @self: the file
 *
 * Returns: (transfer none) (nullable): where a damaged file lies now that this one took the place of
 */
const char *
parafa_archive_database_get_set_aside (const ParafaArchiveDatabase *self)
{
  return self->set_aside;
}

/**
 * parafa_archive_database_get_n_salvaged:
 * @self: the file
 *
 * Returns: how many filings could be read of that damaged file
 */
gint64
parafa_archive_database_get_n_salvaged (const ParafaArchiveDatabase *self)
{
  return self->n_salvaged;
}
