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

  if (translated == PARAFA_ARCHIVE_ERROR_FAILED && (code & 0xff) == SQLITE_IOERR &&
      sqlite3_system_errno (self->handle) == ENOSPC)
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
               errno == ENOSPC || errno == EDQUOT ? PARAFA_ARCHIVE_ERROR_FULL
                                                  : PARAFA_ARCHIVE_ERROR_READ_ONLY,
               "archive: the file cannot be made: %s", g_strerror (errno));
  return FALSE;
}

/* synchronous=FULL: a row that says "about to be sent" is on the disk before its transaction returns */
static ParafaArchiveDatabase *
open_file (const char *path, GError **error)
{
  g_autoptr (ParafaArchiveDatabase) self = g_new0 (ParafaArchiveDatabase, 1);

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

/**
 * parafa_archive_database_open:
 * @path: an absolute path; the file is made when it is missing, readable by the user only
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Opens the file and brings it to the newest version. A damaged file is set aside under a name that tells when, and
 * an empty one takes its place: see parafa_archive_database_get_set_aside().
 *
 * Returns: (transfer full) (nullable): the file
 */
ParafaArchiveDatabase *
parafa_archive_database_open (const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  ParafaArchiveDatabase *self = open_file (path, &local);
  g_autofree char *moved = NULL;

  if (self != NULL || !g_error_matches (local, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_DAMAGED))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return self;
    }
  moved = set_aside (path, error);
  if (moved == NULL)
    return NULL;
  g_info ("archive: a damaged file was set aside");
  self = open_file (path, error);
  if (self != NULL)
    self->set_aside = g_steal_pointer (&moved);
  return self;
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
