/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

struct _ParafaZip
{
  struct archive *writer; /* (owned) */
  GByteArray *bytes;      /* (owned) */
};

static la_ssize_t
take_bytes (struct archive *writer, void *user_data, const void *bytes, size_t length)
{
  ParafaZip *self = user_data;

  g_byte_array_append (self->bytes, bytes, (guint) length);
  return (la_ssize_t) length;
}

static gboolean
fail (ParafaZip *self, GError **error)
{
  const char *text = archive_error_string (self->writer);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "ZIP: %s", text != NULL ? text : "failed");
  return FALSE;
}

/**
 * parafa_zip_new:
 *
 * Returns: (transfer full): an empty file
 */
ParafaZip *
parafa_zip_new (void)
{
  ParafaZip *self = g_new0 (ParafaZip, 1);

  self->bytes = g_byte_array_new ();
  self->writer = archive_write_new ();
  archive_write_set_format_zip (self->writer);
  archive_write_set_options (self->writer, "zip:hdrcharset=UTF-8");
  archive_write_set_bytes_per_block (self->writer, 0);
  archive_write_open (self->writer, self, NULL, take_bytes, NULL);
  return self;
}

/**
 * parafa_zip_free:
 * @self: (nullable) (transfer full): a file
 */
void
parafa_zip_free (ParafaZip *self)
{
  if (self == NULL)
    return;
  archive_write_free (self->writer);
  g_byte_array_unref (self->bytes);
  g_free (self);
}

static gboolean
is_plain_name (const char *name)
{
  return *name != '\0' && *name != '/' && strstr (name, "..") == NULL &&
         strchr (name, '\\') == NULL && g_utf8_validate (name, -1, NULL);
}

/**
 * parafa_zip_add:
 * @self: a file
 * @name: its name in the ZIP: UTF-8, relative, without `..`
 * @data: what is in it
 * @modified_s: Unix seconds
 * @error: return location
 *
 * Adds a file.
 *
 * Returns: whether it could be written
 */
gboolean
parafa_zip_add (ParafaZip *self, const char *name, GBytes *data, gint64 modified_s, GError **error)
{
  struct archive_entry *entry;
  gsize length;
  const void *bytes = g_bytes_get_data (data, &length);
  gboolean done;

  g_return_val_if_fail (self != NULL && is_plain_name (name), FALSE);

  entry = archive_entry_new ();
  archive_entry_set_pathname_utf8 (entry, name);
  archive_entry_set_size (entry, (la_int64_t) length);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_mtime (entry, (time_t) modified_s, 0);
  done = archive_write_header (self->writer, entry) >= ARCHIVE_WARN &&
         (length == 0 || archive_write_data (self->writer, bytes, length) == (la_ssize_t) length);
  archive_entry_free (entry);
  return done || fail (self, error);
}

/**
 * parafa_zip_finish:
 * @self: a file; nothing can be added afterwards
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the whole of it
 */
GBytes *
parafa_zip_finish (ParafaZip *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (archive_write_close (self->writer) != ARCHIVE_OK)
    {
      fail (self, error);
      return NULL;
    }
  return g_bytes_new (self->bytes->data, self->bytes->len);
}
