/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-profiles-file.h"
#include "parafa-session-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#define HEADER_GROUP "Parafa"
#define HEADER_VERSION 1
/* More damaged files than this beside each other: something else is wrong, leave everything as it is */
#define MAX_SET_ASIDE 1000

static void
set_file_error (GError **error, const char *what, int number)
{
  g_set_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_FILE, "profiles.ini: %s: %s", what,
               g_strerror (number));
}

/* Returns the name it was given, without its folder */
static char *
set_aside (const char *path, GError **error)
{
  for (guint n = 1; n <= MAX_SET_ASIDE; n++)
    {
      g_autofree char *aside = g_strdup_printf ("%s.damaged-%u", path, n);

      if (renameat2 (AT_FDCWD, path, AT_FDCWD, aside, RENAME_NOREPLACE) == 0)
        return g_path_get_basename (aside);
      if (errno != EEXIST)
        {
          set_file_error (error, "cannot set it aside", errno);
          return NULL;
        }
    }
  set_file_error (error, "cannot set it aside", EEXIST);
  return NULL;
}

typedef enum
{
  LOAD_GOOD,
  LOAD_MISSING,
  LOAD_DAMAGED,
  LOAD_FAILED,
} LoadResult;

static LoadResult
load (const char *path, GKeyFile *file, GError **error)
{
  const GKeyFileFlags flags = G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS;
  g_autoptr (GError) local = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, &local))
    {
      if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return LOAD_MISSING;
      g_set_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_FILE,
                   "profiles.ini: cannot be read: %s", local->message);
      return LOAD_FAILED;
    }
  /* an empty file is what some editors and crashes leave: nothing in it could be lost */
  if (length == 0 || g_key_file_load_from_data (file, text, length, flags, NULL))
    return LOAD_GOOD;
  return LOAD_DAMAGED;
}

static GPtrArray *
read_records (GKeyFile *file)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_profile_record_free);
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      ParafaProfileRecord *record = parafa_profile_record_new_from_group (file, groups[i]);

      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  return g_steal_pointer (&records);
}

/* Another Parafa (the command-line program beside the window) waits here while one writes. The
 * folder itself carries the lock, so that no lock file lies about; where that is impossible (some
 * network file systems), the write goes on without. */
static int
lock_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  while (fd >= 0 && flock (fd, LOCK_EX) != 0 && errno == EINTR)
    continue;
  return fd;
}

static gboolean
write_all (int fd, const char *text, gsize length, GError **error)
{
  while (length > 0)
    {
      gssize written = write (fd, text, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        {
          set_file_error (error, "cannot be written", errno);
          return FALSE;
        }
      text += written;
      length -= (gsize) written;
    }
  if (fsync (fd) != 0)
    {
      set_file_error (error, "cannot be flushed", errno);
      return FALSE;
    }
  return TRUE;
}

/* The old file stays whole until the new one is on the disk under another name */
static gboolean
replace (const char *path, int folder_fd, const char *text, gsize length, GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".new-XXXXXX", NULL);
  int fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0600);
  gboolean good = FALSE;

  if (fd < 0)
    {
      set_file_error (error, "cannot be made", errno);
      return FALSE;
    }
  good = write_all (fd, text, length, error);
  if (close (fd) != 0 && good)
    {
      set_file_error (error, "cannot be written", errno);
      good = FALSE;
    }
  if (good && rename (temporary, path) != 0)
    {
      set_file_error (error, "cannot be replaced", errno);
      good = FALSE;
    }
  if (!good)
    {
      unlink (temporary);
      return FALSE;
    }
  if (folder_fd >= 0)
    fsync (folder_fd);
  return TRUE;
}

static gboolean
write_locked (
    const char *path, int folder_fd, GPtrArray *records, const char *const *removed, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  g_autofree char *aside = NULL;
  gsize length = 0;
  LoadResult loaded = load (path, file, error);

  if (loaded == LOAD_FAILED)
    return FALSE;
  if (loaded == LOAD_DAMAGED)
    {
      aside = set_aside (path, error);
      if (aside == NULL)
        return FALSE;
      g_clear_pointer (&file, g_key_file_unref);
      file = g_key_file_new ();
    }

  if (loaded != LOAD_GOOD || !g_key_file_has_group (file, HEADER_GROUP))
    g_key_file_set_integer (file, HEADER_GROUP, "version", HEADER_VERSION);
  for (guint i = 0; i < records->len; i++)
    {
      const ParafaProfileRecord *record = g_ptr_array_index (records, i);

      if (record->changed || loaded != LOAD_GOOD)
        parafa_profile_record_write (record, file);
    }
  for (guint i = 0; removed != NULL && removed[i] != NULL; i++)
    g_key_file_remove_group (file, removed[i], NULL);

  text = g_key_file_to_data (file, &length, NULL);
  return replace (path, folder_fd, text, length, error);
}

/**
 * parafa_profiles_file_read:
 * @path: where profiles.ini lies
 * @error: return location
 *
 * Reads the profiles in the order they stand in. A missing file has none. Groups and keys this
 * version does not know are passed over; they stay in the file.
 *
 * Fails with %PARAFA_SESSION_ERROR_DAMAGED when the file is no key file: it has then been renamed
 * to "profiles.ini.damaged-N" with a number that was free, so nothing ever overwrites it.
 * Fails with %PARAFA_SESSION_ERROR_FILE when it cannot be read, or not be set aside.
 *
 * Blocks: for a worker thread.
 *
 * Returns: (transfer full) (element-type ParafaProfileRecord): the profiles
 */
GPtrArray *
parafa_profiles_file_read (const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *aside = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  switch (load (path, file, error))
    {
    case LOAD_GOOD:
    case LOAD_MISSING:
      return read_records (file);
    case LOAD_DAMAGED:
      aside = set_aside (path, error);
      if (aside != NULL)
        g_set_error (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_DAMAGED,
                     "profiles.ini is damaged; it was kept as %s", aside);
      return NULL;
    case LOAD_FAILED:
    default:
      return NULL;
    }
}

/**
 * parafa_profiles_file_write:
 * @path: where profiles.ini lies; its folder is made when missing
 * @records: (element-type ParafaProfileRecord): all profiles of this session
 * @removed: (nullable): ids of the profiles that were removed
 * @error: return location
 *
 * Puts the changed records into the file that lies there now, so that what another program added
 * meanwhile, and what this version does not know, stays. Written under another name, flushed, then
 * renamed: after a crash or a full disk the file is the old one or the new one.
 *
 * Fails with %PARAFA_SESSION_ERROR_FILE; the file is then as it was.
 *
 * Blocks: for a worker thread.
 *
 * Returns: %TRUE when the file is on the disk
 */
gboolean
parafa_profiles_file_write (const char *path,
                            GPtrArray *records,
                            const char *const *removed,
                            GError **error)
{
  g_autofree char *folder = NULL;
  int folder_fd = -1;
  gboolean good = FALSE;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (records != NULL, FALSE);

  folder = g_path_get_dirname (path);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      set_file_error (error, "its folder cannot be made", errno);
      return FALSE;
    }
  folder_fd = lock_folder (folder);
  good = write_locked (path, folder_fd, records, removed, error);
  if (folder_fd >= 0)
    close (folder_fd);
  return good;
}
