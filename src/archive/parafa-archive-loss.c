/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-archive-private.h"
#include "parafa-archive-store.h"

#define DAY_S (G_GINT64_CONSTANT (86400))
#define LIST_DAYS 60 /* what ANAF's list reaches back (e-Transport API, 2024) */

static void
bind_company (sqlite3_stmt *statement, const ParafaFilingRecord *company)
{
  sqlite3_bind_text (statement, 1, company->profile, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, company->system);
  sqlite3_bind_text (statement, 3, company->cif, -1, SQLITE_STATIC);
}

/**
 * parafa_archive_store_is_settled:
 * @database: the file
 * @company: profile, system and CIF
 * @now_s: Unix seconds
 * @settled: (out): whether nothing was lost that ANAF's list still has, or the list was asked since
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: whether it went well
 */
gboolean
parafa_archive_store_is_settled (ParafaArchiveDatabase *database,
                                 const ParafaFilingRecord *company,
                                 gint64 now_s,
                                 gboolean *settled,
                                 GError **error)
{
  g_autoptr (ParafaArchiveStatement) statement =
      parafa_archive_database_prepare (database,
                                       "SELECT 1 FROM loss WHERE at > ?4 AND NOT EXISTS "
                                       "(SELECT 1 FROM settled WHERE profile = ?1 AND system = ?2 "
                                       "AND cif = ?3)",
                                       error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  bind_company (statement, company);
  sqlite3_bind_int64 (statement, 4, now_s - LIST_DAYS * DAY_S);
  if (!parafa_archive_database_step (database, statement, &row, error))
    return FALSE;
  *settled = !row;
  return TRUE;
}

/**
 * parafa_archive_store_settle:
 * @database: the file
 * @company: profile, system and CIF
 * @now_s: Unix seconds
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Notes that the whole of ANAF's list is in the archive.
 *
 * Returns: whether it is noted
 */
gboolean
parafa_archive_store_settle (ParafaArchiveDatabase *database,
                             const ParafaFilingRecord *company,
                             gint64 now_s,
                             GError **error)
{
  sqlite3_stmt *statement =
      parafa_archive_database_prepare (database,
                                       "INSERT OR REPLACE INTO settled (profile, system, cif, at) "
                                       "VALUES (?1, ?2, ?3, ?4)",
                                       error);

  if (statement != NULL)
    {
      bind_company (statement, company);
      sqlite3_bind_int64 (statement, 4, now_s);
    }
  return parafa_archive_database_run (database, statement, error);
}

static void
is_settled_work (ParafaArchiveDatabase *database, GTask *task, ParafaArchiveJob *job)
{
  g_autoptr (GError) error = NULL;
  gboolean settled;

  if (parafa_archive_store_is_settled (database, job->record, job->now_s, &settled, &error))
    g_task_return_boolean (task, settled);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
settle_work (ParafaArchiveDatabase *database, GTask *task, ParafaArchiveJob *job)
{
  g_autoptr (GError) error = NULL;

  if (parafa_archive_store_settle (database, job->record, job->now_s, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
run (ParafaArchive *self,
     ParafaFilingRecord *company,
     gint64 now_s,
     ParafaArchiveWork work,
     gpointer tag,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  ParafaArchiveJob *job = parafa_archive_job_new (work);

  job->record = parafa_filing_record_ref (company);
  job->now_s = now_s;
  parafa_archive_run (self, job, tag, NULL, callback, user_data);
}

/**
 * parafa_archive_is_settled_async:
 * @self: an archive
 * @company: profile, system and CIF are read
 * @now_s: Unix seconds
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Asks whether something may be lost that ANAF's list still knows: an archive that was damaged knows no more what was
 * filed, so that list comes before anything else is filed for a company.
 */
void
parafa_archive_is_settled_async (ParafaArchive *self,
                                 ParafaFilingRecord *company,
                                 gint64 now_s,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (PARAFA_IS_ARCHIVE (self));
  g_return_if_fail (company != NULL && company->profile != NULL && company->cif != NULL);

  run (self, company, now_s, is_settled_work, parafa_archive_is_settled_async, callback, user_data);
}

/**
 * parafa_archive_settle_async:
 * @self: an archive
 * @company: profile, system and CIF are read
 * @now_s: Unix seconds
 * @callback: called when it is noted
 * @user_data: for @callback
 *
 * Notes that all of ANAF's list, sixty days of it, was merged for a company.
 */
void
parafa_archive_settle_async (ParafaArchive *self,
                             ParafaFilingRecord *company,
                             gint64 now_s,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (PARAFA_IS_ARCHIVE (self));
  g_return_if_fail (company != NULL && company->profile != NULL && company->cif != NULL);

  run (self, company, now_s, settle_work, parafa_archive_settle_async, callback, user_data);
}

/**
 * parafa_archive_is_settled_finish:
 * @self: an archive
 * @result: the result of either
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: whether nothing is open; %FALSE without an error when the list has to be asked
 */
gboolean
parafa_archive_is_settled_finish (ParafaArchive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
