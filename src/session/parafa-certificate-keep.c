/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-certificate-keep.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "parafa-certificate-chain.h"
#include "parafa-certificate-file.h"
#include "parafa-hold.h"

/* The public certificates of the last logins: `$XDG_DATA_HOME/parafa/certificates/PROFILE-ID.pem`,
 * the person's first, then what vouches for it. Nothing of it is secret; the files are readable by
 * the user only because they name people. What fails here never fails a login: it is a convenience. */

static char *
get_path (ParafaProfile *profile)
{
  g_autofree char *name = g_strconcat (parafa_profile_get_id (profile), ".pem", NULL);

  return g_build_filename (g_get_user_data_dir (), "parafa", "certificates", name, NULL);
}

/* -- collect -- */

static void
chain_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaCertificate) certificate = PARAFA_CERTIFICATE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) issuers =
      parafa_card_read_chain_finish (PARAFA_CARD (source), result, &error);

  if (issuers != NULL)
    parafa_certificate_set_issuers (certificate, issuers);
  else
    g_info ("certificate-keep: no chain: %s", error->message);
}

/**
 * parafa_certificate_keep_collect:
 * @card: the card process, which holds @certificate unlocked or opened
 * @certificate: the certificate of a login
 *
 * Asks for what vouches for @certificate, which then knows it. The token is not asked again.
 */
void
parafa_certificate_keep_collect (ParafaCard *card, ParafaCertificate *certificate)
{
  g_return_if_fail (PARAFA_IS_CARD (card));
  g_return_if_fail (PARAFA_IS_CERTIFICATE (certificate));

  parafa_card_read_chain_async (card, certificate, NULL, chain_read, g_object_ref (certificate));
}

/* -- write -- */

typedef struct
{
  char *path; /* (owned) */
  char *pem;  /* (owned) */
} WriteData;

static void
write_data_free (WriteData *data)
{
  g_free (data->path);
  g_free (data->pem);
  g_free (data);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  WriteData *data = task_data;
  g_autofree char *folder = g_path_get_dirname (data->path);
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    g_set_error (&error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), "%s",
                 g_strerror (errno));
  else
    g_file_set_contents_full (data->path, data->pem, -1,
                              G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                              &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaProfile) profile G_GNUC_UNUSED = PARAFA_PROFILE (user_data);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_info ("certificate-keep: the certificate is not kept: %s", error->message);
  parafa_release_program ();
}

/**
 * parafa_certificate_keep_write:
 * @profile: who logged in
 * @certificate: with what; with its issuers as far as they are known
 *
 * Keeps the certificate for the page that shows it. Written under another name first: the file is
 * the old one or the new one, never half of it.
 */
void
parafa_certificate_keep_write (ParafaProfile *profile, ParafaCertificate *certificate)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (ParafaCertificateChain) chain = NULL;
  WriteData *data;

  g_return_if_fail (PARAFA_IS_PROFILE (profile));
  g_return_if_fail (PARAFA_IS_CERTIFICATE (certificate));

  chain = parafa_certificate_chain_new (certificate, parafa_certificate_get_issuers (certificate));
  data = g_new0 (WriteData, 1);
  data->path = get_path (profile);
  data->pem = parafa_certificate_file_make_pem (chain->links);
  task = g_task_new (NULL, NULL, written, g_object_ref (profile));
  g_task_set_source_tag (task, parafa_certificate_keep_write);
  g_task_set_task_data (task, data, (GDestroyNotify) write_data_free);
  parafa_hold_program ();
  g_task_run_in_thread (task, write_in_thread);
}

/**
 * parafa_certificate_keep_erase:
 * @profile: a profile that is being removed
 *
 * Removes what was kept of its certificate.
 */
void
parafa_certificate_keep_erase (ParafaProfile *profile)
{
  g_autofree char *path = NULL;

  g_return_if_fail (PARAFA_IS_PROFILE (profile));

  path = get_path (profile);
  if (g_unlink (path) != 0 && errno != ENOENT)
    g_info ("certificate-keep: a certificate stays behind: %s", g_strerror (errno));
}

/* -- load -- */

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GFile *file = task_data;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *bytes = g_malloc (PARAFA_CERTIFICATE_FILE_MAX + 1);
  g_autoptr (GError) error = NULL;
  ParafaCertificate *leaf;
  gsize length = 0;

  stream = g_file_read (file, cancellable, &error);
  if (stream != NULL &&
      g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, PARAFA_CERTIFICATE_FILE_MAX + 1,
                               &length, cancellable, &error))
    list = parafa_certificate_file_read ((const guint8 *) bytes, length, &error);
  if (list == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  leaf = g_object_ref (parafa_certificate_chain_find_leaf (list));
  /* its issuers do not hold the certificate itself, which would never be freed */
  g_ptr_array_remove (list, leaf);
  parafa_certificate_set_issuers (leaf, list);
  g_task_return_pointer (task, leaf, g_object_unref);
}

static void
load_async (GFile *file,
            gpointer tag,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, load_in_thread);
}

static ParafaCertificate *
load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * parafa_certificate_keep_read_async:
 * @profile: a profile
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads the certificate of the last login. Fails with %G_IO_ERROR_NOT_FOUND when none was kept, and
 * with %PARAFA_CERTIFICATE_ERROR when the file is damaged.
 */
void
parafa_certificate_keep_read_async (ParafaProfile *profile,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;

  g_return_if_fail (PARAFA_IS_PROFILE (profile));

  path = get_path (profile);
  file = g_file_new_for_path (path);
  load_async (file, parafa_certificate_keep_read_async, cancellable, callback, user_data);
}

/**
 * parafa_certificate_keep_read_finish:
 * @result: what the callback was given
 * @error: where to put the reason
 *
 * Returns: (transfer full) (nullable): the certificate, with its issuers as far as they were known
 */
ParafaCertificate *
parafa_certificate_keep_read_finish (GAsyncResult *result, GError **error)
{
  return load_finish (result, error);
}

/**
 * parafa_certificate_keep_load_async:
 * @file: a file somebody chose
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads a certificate, and what stands beside it, from a file of any form. Fails with
 * %G_IO_ERROR and %PARAFA_CERTIFICATE_ERROR.
 */
void
parafa_certificate_keep_load_async (GFile *file,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_return_if_fail (G_IS_FILE (file));

  load_async (file, parafa_certificate_keep_load_async, cancellable, callback, user_data);
}

/**
 * parafa_certificate_keep_load_finish:
 * @result: what the callback was given
 * @error: where to put the reason
 *
 * Returns: (transfer full) (nullable): the certificate the file is about, with the others as its
 *   issuers
 */
ParafaCertificate *
parafa_certificate_keep_load_finish (GAsyncResult *result, GError **error)
{
  return load_finish (result, error);
}
