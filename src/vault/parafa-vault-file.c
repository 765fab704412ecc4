/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-vault-file.h"

#include "parafa-vault.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <unistd.h>

/* libsecret/secret-file-collection.c, the same from 0.20.0 to 0.21.7: header, version 1.0, and a variant of
 * salt size, salt, rounds, time, count, and the items, each with the codes of its attributes and what is
 * encrypted */
#define HEADER "GnomeKeyring\n\r\0\n\1"
#define HEADER_BYTES 18
#define CONTENTS_TYPE "(uayutua(a{say}ay))"
#define SALT_BYTES 32
#define ROUNDS 100000
#define MAX_ROUNDS 100000000
#define MAX_BYTES (64 * 1024 * 1024)

/* What g_file_replace() writes before it renames */
#define UNFINISHED ".goutputstream-"

/* Not ".lock": that one libsecret 0.21.8 takes for itself, and would wait for us for ever */
#define LOCK ".parafa"
#define LOCK_LIMIT_S 60
#define LOCK_PAUSE_US 10000

/**
 * parafa_vault_file_get_path:
 *
 * Returns: (transfer full): where libsecret keeps its file
 */
char *
parafa_vault_file_get_path (void)
{
  const char *path = g_getenv ("SECRET_FILE_TEST_PATH");

  if (path != NULL && *path != '\0')
    return g_strdup (path);
  return g_build_filename (g_get_user_data_dir (), "keyrings", "default.keyring", NULL);
}

/**
 * parafa_vault_file_exists:
 * @path: the file
 *
 * Returns: whether anything was ever kept; %TRUE when that cannot be seen
 */
gboolean
parafa_vault_file_exists (const char *path)
{
  return g_access (path, F_OK) == 0 || errno != ENOENT;
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_FAILED, "%s: %s", what,
               g_strerror (errno));
  return FALSE;
}

/**
 * parafa_vault_file_lock:
 * @path: the file
 * @cancellable: (nullable): to stop waiting
 * @fd: (out): the lock; closing it lets go, as does the end of the program
 * @error: location for an error
 *
 * Keeps all other programs of the application from the file, from reading to replacing it. libsecret has no
 * such lock before 0.21.8, and then for writing only: of two that write, one would be refused for the
 * other's sake, or, within one second (0.20 always), go on with what it read before. The lock is a file
 * beside, since the file itself is replaced.
 *
 * Returns: whether it is locked; fails with %PARAFA_VAULT_ERROR_FAILED after a minute
 */
gboolean
parafa_vault_file_lock (const char *path, GCancellable *cancellable, int *fd, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *lock = g_strconcat (path, LOCK, NULL);
  gint64 until_us = g_get_monotonic_time () + LOCK_LIMIT_S * G_USEC_PER_SEC;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (error, "No folder for the keyring's file");
  *fd = open (lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (*fd < 0)
    return fail (error, "No lock for the keyring's file");
  while (flock (*fd, LOCK_EX | LOCK_NB) != 0)
    {
      gboolean cancelled = g_cancellable_set_error_if_cancelled (cancellable, error);

      if (!cancelled && g_get_monotonic_time () < until_us)
        {
          g_usleep (LOCK_PAUSE_US);
          continue;
        }
      if (!cancelled)
        g_set_error_literal (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_FAILED,
                             "Another program holds the keyring's file");
      close (*fd);
      *fd = -1;
      return FALSE;
    }
  return TRUE;
}

/* libsecret ends the program where the salt has another size than is said */
static gboolean
is_whole (GVariant *contents)
{
  g_autoptr (GVariant) salt = NULL;
  guint32 salt_bytes;
  guint32 rounds;

  if (!g_variant_is_normal_form (contents))
    return FALSE;
  g_variant_get_child (contents, 0, "u", &salt_bytes);
  salt = g_variant_get_child_value (contents, 1);
  g_variant_get_child (contents, 2, "u", &rounds);
  rounds = GUINT32_FROM_LE (rounds);
  return GUINT32_FROM_LE (salt_bytes) == g_variant_n_children (salt) &&
         g_variant_n_children (salt) > 0 && rounds > 0 && rounds <= MAX_ROUNDS;
}

/**
 * parafa_vault_file_check:
 * @path: the file, which is there
 * @n_items: (out): how many items there are, of this key and of others
 * @error: location for an error
 *
 * Looks at the file before libsecret does. A file that is cut off or is none of libsecret's is
 * %PARAFA_VAULT_ERROR_DAMAGED; one that cannot be read is %PARAFA_VAULT_ERROR_FAILED.
 *
 * Returns: whether libsecret can have it
 */
gboolean
parafa_vault_file_check (const char *path, gsize *n_items, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) unread = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GVariant) contents = NULL;
  g_autoptr (GVariant) items = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, &unread))
    {
      g_set_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_FAILED,
                   "The keyring's file was not read: %s", unread->message);
      return FALSE;
    }
  if (length > HEADER_BYTES && length < MAX_BYTES && memcmp (text, HEADER, HEADER_BYTES) == 0)
    {
      bytes = g_bytes_new (text + HEADER_BYTES, length - HEADER_BYTES);
      contents = g_variant_ref_sink (
          g_variant_new_from_bytes (G_VARIANT_TYPE (CONTENTS_TYPE), bytes, FALSE));
    }
  if (contents == NULL || !is_whole (contents))
    {
      g_set_error_literal (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_DAMAGED,
                           "The keyring's file is damaged");
      return FALSE;
    }
  items = g_variant_get_child_value (contents, 5);
  *n_items = g_variant_n_children (items);
  return TRUE;
}

static gboolean
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean synced = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return synced;
}

/**
 * parafa_vault_file_create:
 * @path: where no file is
 * @error: location for an error
 *
 * Makes a file without items. libsecret would make it when the first item is stored, in place and
 * unsynced: a crash then would leave half of it, which it never opens again. One that is there it replaces as
 * a whole.
 *
 * Returns: whether it is there
 */
gboolean
parafa_vault_file_create (const char *path, GError **error)
{
  guint8 salt[SALT_BYTES];
  g_autoptr (GVariant) contents = NULL;
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GError) unwritten = NULL;

  if (getrandom (salt, sizeof salt, 0) != (gssize) sizeof salt)
    return fail (error, "No random numbers");
  contents = g_variant_ref_sink (
      g_variant_new ("(u@ayutu@a(a{say}ay))", GUINT32_TO_LE (SALT_BYTES),
                     g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, salt, SALT_BYTES, 1),
                     GUINT32_TO_LE (ROUNDS),
                     GUINT64_TO_LE ((guint64) (g_get_real_time () / G_USEC_PER_SEC)), 0,
                     g_variant_new_array (G_VARIANT_TYPE ("(a{say}ay)"), NULL, 0)));
  g_byte_array_append (file, (const guint8 *) HEADER, HEADER_BYTES);
  g_byte_array_append (file, g_variant_get_data (contents), (guint) g_variant_get_size (contents));
  if (!g_file_set_contents_full (path, (const char *) file->data, file->len,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 &unwritten))
    {
      g_set_error (error, PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_FAILED,
                   "The keyring's file was not made: %s", unwritten->message);
      return FALSE;
    }
  return sync_folder (path) || fail (error, "The keyring's folder was not synced");
}

/**
 * parafa_vault_file_set_aside:
 * @path: a file that is damaged
 * @error: location for an error
 *
 * Renames it, so that another can be made. Nothing is deleted.
 *
 * Returns: whether it is out of the way
 */
gboolean
parafa_vault_file_set_aside (const char *path, GError **error)
{
  g_autofree char *aside =
      g_strdup_printf ("%s.damaged-%" G_GINT64_FORMAT, path, g_get_real_time ());

  if (g_rename (path, aside) != 0)
    return fail (error, "The damaged file was not set aside");
  g_info ("vault: a damaged keyring was set aside");
  return TRUE;
}

/* Whoever holds the lock knows that nobody writes */
static void
remove_unfinished (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *unfinished = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, UNFINISHED))
        g_unlink (unfinished);
    }
}

/**
 * parafa_vault_file_settle:
 * @path: the file, locked and just replaced
 *
 * libsecret leaves what was there before in a file beside: a pair that was forgotten or replaced would stay
 * there. What killed programs left goes, too.
 */
void
parafa_vault_file_settle (const char *path)
{
  g_autofree char *former = g_strconcat (path, "~", NULL);

  g_unlink (former);
  remove_unfinished (path);
  if (!sync_folder (path))
    g_info ("vault: the keyring's folder was not synced");
}
