/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-issuers.h"

#include "parafa-certificate-file.h"
#include "parafa-issuer-folder.h"
#include "parafa-paths.h"
#include "parafa-session-error.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

static const char *
describe (ParafaIssuerReason reason)
{
  switch (reason)
    {
    case PARAFA_ISSUER_NO_AUTHORITY:
      return "the certificate is somebody's, not an issuer's";
    case PARAFA_ISSUER_EXPIRED:
      return "the certificate is not valid now";
    case PARAFA_ISSUER_SELF_SIGNED:
      return "the certificate is a root; servers have their own";
    case PARAFA_ISSUER_UNREADABLE:
    case PARAFA_ISSUER_INVALID:
    default:
      return "there is no certificate in the file";
    }
}

/* Named by its fingerprint, so that adding it twice leaves one */
static gboolean
keep (const char *folder, ParafaCertificate *certificate, GError **error)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autofree char *pem = NULL;
  g_autoptr (GError) reason = NULL;

  g_ptr_array_add (one, certificate);
  pem = parafa_certificate_file_make_pem (one);
  name = g_strconcat (parafa_certificate_get_fingerprint (certificate), ".pem", NULL);
  path = g_build_filename (folder, g_strdelimit (name, ":", '-'), NULL);
  if (g_file_set_contents_full (path, pem, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &reason))
    return TRUE;
  g_set_error_literal (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_FILE, reason->message);
  return FALSE;
}

static guint
keep_all (GPtrArray *issuers, GError **error)
{
  g_autofree char *folder = parafa_paths_get_own_dir ("issuers");

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error_literal (error, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_FILE,
                           g_strerror (errno));
      return 0;
    }
  for (guint i = 0; i < issuers->len; i++)
    if (!keep (folder, g_ptr_array_index (issuers, i), error))
      return 0;
  return issuers->len;
}

static void
add_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GFile *file = data;
  g_autofree char *bytes = NULL;
  gsize length = 0;
  g_autofree char *path = g_file_get_parse_name (file);
  g_autoptr (GPtrArray) certificates = NULL;
  g_autoptr (GPtrArray) issuers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) problems = parafa_issuer_problems_new ();
  g_autoptr (GError) error = NULL;
  guint n = 0;

  if (!g_file_load_contents (file, cancellable, &bytes, &length, NULL, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_task_return_error (task, g_steal_pointer (&error));
      else
        g_task_return_new_error (task, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_FILE, "%s",
                                 error->message);
      return;
    }
  if (length > 0 && length <= PARAFA_CERTIFICATE_FILE_MAX)
    certificates = parafa_certificate_file_read ((const guint8 *) bytes, length, NULL);
  if (certificates != NULL)
    parafa_issuer_folder_sort_out (certificates, path, g_get_real_time () / G_USEC_PER_SEC, issuers,
                                   problems);
  if (issuers->len == 0)
    {
      const ParafaIssuerProblem *problem =
          problems->len > 0 ? g_ptr_array_index (problems, 0) : NULL;

      g_task_return_new_error (task, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_ISSUER, "%s",
                               describe (problem != NULL ? problem->reason
                                                         : PARAFA_ISSUER_INVALID));
      return;
    }
  n = keep_all (issuers, &error);
  if (n == 0)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, (gssize) n);
}

/**
 * parafa_issuers_add_async:
 * @file: a file with certificates of issuers: PEM, DER or PKCS#7
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Copies the issuers' certificates in a file into the person's own folder of issuers, where every
 * later login finds them. Adding one twice leaves one.
 *
 * Fails with %PARAFA_SESSION_ERROR_ISSUER when there is none that could be sent, and
 * %PARAFA_SESSION_ERROR_FILE when the file cannot be read or the copy not written.
 */
void
parafa_issuers_add_async (GFile *file,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_issuers_add_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, add_in_thread);
}

/**
 * parafa_issuers_add_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: how many were added, 0 on an error
 */
guint
parafa_issuers_add_finish (GAsyncResult *result, GError **error)
{
  gssize n = 0;

  g_return_val_if_fail (g_task_is_valid (result, NULL), 0);

  n = g_task_propagate_int (G_TASK (result), error);
  return n > 0 ? (guint) n : 0;
}
