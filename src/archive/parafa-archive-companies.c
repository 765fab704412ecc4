/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-archive-private.h"
#include "parafa-archive-store.h"

/* A declaration does not name its declarant. Where a company carries the goods itself, or is the partner of another of
 * the person's companies, its name stands beside its number; the newest counts. */
static const char SQL[] =
    "WITH company AS MATERIALIZED"
    " (SELECT cif, count(*) AS n FROM filing WHERE profile = ?1 GROUP BY cif),"
    " named AS (SELECT ltrim(carrier_code, 'RO ') AS cif, carrier_name AS name, id FROM filing"
    "   WHERE carrier_name IS NOT NULL AND ltrim(carrier_code, 'RO ') IN (SELECT cif FROM company)"
    "  UNION ALL SELECT ltrim(partner_code, 'RO '), partner_name, id FROM filing"
    "   WHERE partner_name IS NOT NULL AND ltrim(partner_code, 'RO ') IN (SELECT cif FROM "
    "company)),"
    " newest AS (SELECT cif, name, max(id) FROM named GROUP BY cif)"
    " SELECT company.cif, company.n, newest.name FROM company"
    " LEFT JOIN newest ON newest.cif = company.cif ORDER BY company.n DESC, company.cif";

static void
company_free (gpointer data)
{
  ParafaArchiveCompany *company = data;

  g_free (company->cif);
  g_free (company->name);
  g_free (company);
}

static GPtrArray *
read_companies (ParafaArchiveDatabase *database, const char *profile, GError **error)
{
  g_autoptr (GPtrArray) companies = g_ptr_array_new_with_free_func (company_free);
  g_autoptr (ParafaArchiveStatement) statement =
      parafa_archive_database_prepare (database, SQL, error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, profile, -1, SQLITE_TRANSIENT);
  while (parafa_archive_database_step (database, statement, &row, error))
    {
      ParafaArchiveCompany *company;

      if (!row)
        return g_steal_pointer (&companies);
      company = g_new0 (ParafaArchiveCompany, 1);
      company->cif = g_strdup ((const char *) sqlite3_column_text (statement, 0));
      company->n_filings = sqlite3_column_int64 (statement, 1);
      company->name = g_strdup ((const char *) sqlite3_column_text (statement, 2));
      g_ptr_array_add (companies, company);
    }
  return NULL;
}

static void
companies_work (ParafaArchiveDatabase *database, GTask *task, ParafaArchiveJob *job)
{
  g_autoptr (GError) error = NULL;
  gpointer found = read_companies (database, job->name, &error);

  parafa_archive_return (task, found, (GDestroyNotify) g_ptr_array_unref, g_steal_pointer (&error));
}

/**
 * parafa_archive_get_companies_async:
 * @self: an archive
 * @profile: id of a profile
 * @cancellable: (nullable): gives it up while it waits for its turn
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Tells which companies something was filed for, those with the most filings first.
 */
void
parafa_archive_get_companies_async (ParafaArchive *self,
                                    const char *profile,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  ParafaArchiveJob *job;

  g_return_if_fail (PARAFA_IS_ARCHIVE (self));
  g_return_if_fail (profile != NULL);

  job = parafa_archive_job_new (companies_work);
  job->name = g_strdup (profile);
  parafa_archive_run (self, job, parafa_archive_get_companies_async, cancellable, callback,
                      user_data);
}

/**
 * parafa_archive_get_companies_finish:
 * @self: an archive
 * @result: the result
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full) (element-type ParafaArchiveCompany): the companies
 */
GPtrArray *
parafa_archive_get_companies_finish (ParafaArchive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
