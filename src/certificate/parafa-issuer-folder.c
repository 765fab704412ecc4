/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-issuer-folder.h"

#include "parafa-certificate-details.h"
#include "parafa-certificate-file.h"

/* Certificates of issuers, in files: what a token or a key file does not bring along. Nothing here is
 * trusted: it is sent to servers, which check it themselves. */

/* More than there are issuers in a country; bounds what a wrong folder costs */
#define MAX_FILES 500

/**
 * parafa_issuer_problem_free:
 * @self: (nullable) (transfer full): a problem
 */
void
parafa_issuer_problem_free (ParafaIssuerProblem *self)
{
  if (self == NULL)
    return;
  g_free (self->file);
  g_free (self);
}

/**
 * parafa_issuer_problems_new:
 *
 * Returns: (transfer full) (element-type ParafaIssuerProblem): an empty list
 */
GPtrArray *
parafa_issuer_problems_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_issuer_problem_free);
}

static void
add_problem (GPtrArray *problems, const char *file, ParafaIssuerReason reason)
{
  ParafaIssuerProblem *problem = NULL;

  if (problems == NULL)
    return;
  problem = g_new0 (ParafaIssuerProblem, 1);
  problem->file = g_strdup (file);
  problem->reason = reason;
  g_ptr_array_add (problems, problem);
}

static gboolean
is_self_signed (ParafaCertificate *certificate)
{
  g_autoptr (ParafaCertificateDetails) details =
      parafa_certificate_details_new (parafa_certificate_get_der (certificate), NULL);

  return details != NULL && details->is_self_signed;
}

/**
 * parafa_issuer_folder_sort_out:
 * @certificates: (element-type ParafaCertificate): what a file holds
 * @file: the file's path, for @problems
 * @now_s: now, Unix seconds
 * @issuers: (element-type ParafaCertificate): where to add those that can be sent
 * @problems: (nullable) (element-type ParafaIssuerProblem): where to add the others
 *
 * Takes the issuers' certificates that are valid now and are no roots.
 */
void
parafa_issuer_folder_sort_out (GPtrArray *certificates,
                               const char *file,
                               gint64 now_s,
                               GPtrArray *issuers,
                               GPtrArray *problems)
{
  g_return_if_fail (certificates != NULL);
  g_return_if_fail (file != NULL);
  g_return_if_fail (issuers != NULL);

  for (guint i = 0; i < certificates->len; i++)
    {
      ParafaCertificate *certificate = g_ptr_array_index (certificates, i);

      if (parafa_certificate_get_state (certificate,
                                        parafa_certificate_get_not_before (certificate)) !=
          PARAFA_CERTIFICATE_AUTHORITY)
        add_problem (problems, file, PARAFA_ISSUER_NO_AUTHORITY);
      else if (parafa_certificate_get_not_after (certificate) < now_s ||
               parafa_certificate_get_not_before (certificate) > now_s)
        add_problem (problems, file, PARAFA_ISSUER_EXPIRED);
      else if (is_self_signed (certificate))
        add_problem (problems, file, PARAFA_ISSUER_SELF_SIGNED);
      else
        g_ptr_array_add (issuers, g_object_ref (certificate));
    }
}

static void
read_file (const char *path, gint64 now_s, GPtrArray *issuers, GPtrArray *problems)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GPtrArray) certificates = NULL;
  gsize length = file != NULL ? g_mapped_file_get_length (file) : 0;

  if (file == NULL || length > PARAFA_CERTIFICATE_FILE_MAX)
    {
      add_problem (problems, path, PARAFA_ISSUER_UNREADABLE);
      return;
    }
  if (length > 0)
    certificates = parafa_certificate_file_read ((const guint8 *) g_mapped_file_get_contents (file),
                                                 length, NULL);
  if (certificates == NULL || certificates->len == 0)
    {
      add_problem (problems, path, PARAFA_ISSUER_INVALID);
      return;
    }
  parafa_issuer_folder_sort_out (certificates, path, now_s, issuers, problems);
}

static gboolean
is_meant (const char *name)
{
  return name[0] != '.' && !g_str_has_prefix (name, "README");
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* By name, so that two runs find the same */
static GPtrArray *
list_names (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name = NULL;

  while (dir != NULL && names->len < MAX_FILES && (name = g_dir_read_name (dir)) != NULL)
    if (is_meant (name))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

/**
 * parafa_issuer_folder_read:
 * @path: a folder; one that is not there is empty
 * @now_s: now, Unix seconds
 * @issuers: (element-type ParafaCertificate): where to add what is found
 * @problems: (nullable) (element-type ParafaIssuerProblem): where to add what cannot be used
 *
 * Reads every file of a folder: PEM, DER or PKCS#7, one certificate or several. A bad file spoils
 * nothing but itself. Blocks.
 */
void
parafa_issuer_folder_read (const char *path, gint64 now_s, GPtrArray *issuers, GPtrArray *problems)
{
  g_autoptr (GPtrArray) names = NULL;

  g_return_if_fail (path != NULL);
  g_return_if_fail (issuers != NULL);

  names = list_names (path);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *file = g_build_filename (path, g_ptr_array_index (names, i), NULL);

      if (!g_file_test (file, G_FILE_TEST_IS_DIR))
        read_file (file, now_s, issuers, problems);
    }
}
