/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-etransport-files.h"

#include <string.h>

#define MAX_DEPTH 8u
#define MAX_FILES 20000u

static void
file_free (gpointer data)
{
  ParafaEtransportFile *file = data;

  g_free (file->path);
  g_clear_error (&file->error);
  g_free (file);
}

static void
add (GPtrArray *files, const char *path, GError *error)
{
  ParafaEtransportFile *file = g_new0 (ParafaEtransportFile, 1);

  file->path = g_strdup (path);
  file->error = error;
  g_ptr_array_add (files, file);
}

/* What a folder holds besides documents, is no document: a pipe would be waited for without end */
static gboolean
is_document (const char *name, const char *path)
{
  gsize length = strlen (name);

  return length > 4 && name[0] != '.' && g_ascii_strcasecmp (name + length - 4, ".xml") == 0 &&
         (g_file_test (path, G_FILE_TEST_IS_REGULAR) || !g_file_test (path, G_FILE_TEST_EXISTS));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
read_names (const char *path, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, error);
  GPtrArray *names;

  if (dir == NULL)
    return NULL;
  names = g_ptr_array_new_with_free_func (g_free);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
find_in (GPtrArray *files, const char *path, guint depth, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) names = NULL;

  if (depth > MAX_DEPTH)
    error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "the folder lies more than %u folders deep",
                         MAX_DEPTH);
  else
    names = read_names (path, &error);
  if (names == NULL)
    {
      add (files, path, error);
      return;
    }
  for (guint i = 0; i < names->len && files->len <= MAX_FILES; i++)
    {
      g_autofree char *child = g_build_filename (path, names->pdata[i], NULL);

      if (g_cancellable_is_cancelled (cancellable))
        return;
      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        find_in (files, child, depth + 1, cancellable);
      else if (is_document (names->pdata[i], child))
        add (files, child, NULL);
    }
}

/**
 * parafa_etransport_files_find:
 * @paths: files and folders, as a person names them
 * @cancellable: (nullable): to stop it
 *
 * Finds the files that are meant: those that are named, whatever they are called, and the XML files of folders, in the
 * order of their names, eight folders deep, without following links to folders. What cannot be looked through has an
 * error instead of being left out; so has the first of more than 20 000. Blocks on the disk.
 *
 * Returns: (transfer full) (element-type ParafaEtransportFile): the files
 */
GPtrArray *
parafa_etransport_files_find (const char *const *paths, GCancellable *cancellable)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (file_free);

  for (guint i = 0; paths[i] != NULL && !g_cancellable_is_cancelled (cancellable); i++)
    {
      if (files->len > MAX_FILES)
        break;
      if (g_file_test (paths[i], G_FILE_TEST_IS_DIR))
        find_in (files, paths[i], 0, cancellable);
      else
        add (files, paths[i], NULL);
    }
  if (files->len > MAX_FILES)
    {
      ParafaEtransportFile *last = files->pdata[MAX_FILES];

      g_ptr_array_set_size (files, MAX_FILES + 1);
      g_clear_error (&last->error);
      last->error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED,
                                 "more than %u files; take fewer at once", MAX_FILES);
    }
  return files;
}
