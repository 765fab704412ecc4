/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-archive-store.h"

/**
 * parafa_filing_change_new:
 * @from: bits 1 << ParafaFilingState the filing must be in; 0 for any
 * @state: the state it gets, or %PARAFA_FILING_KEEP
 * @at: Unix seconds
 *
 * Returns: (transfer full): a step that changes nothing else; set the fields that it is to change
 */
ParafaFilingChange *
parafa_filing_change_new (guint from, gint64 state, gint64 at)
{
  ParafaFilingChange *self = g_new0 (ParafaFilingChange, 1);

  self->from = from;
  self->state = state;
  self->at = at;
  self->sent_at = self->polls = self->next_poll_at = self->absent_at = self->asked_at =
      PARAFA_FILING_KEEP;
  return self;
}

/**
 * parafa_filing_change_free:
 * @self: (nullable) (transfer full): a step
 */
void
parafa_filing_change_free (ParafaFilingChange *self)
{
  if (self == NULL)
    return;
  g_free (self->index);
  g_free (self->uit);
  g_free (self->problem);
  g_free (self->message);
  parafa_filing_answer_free (self->answer);
  g_free (self);
}

static void
add_column (GString *sql, const char *name)
{
  g_string_append_printf (sql, "%s \"%s\" = :%s", sql->len > 0 ? "," : "", name, name);
}

static void
bind_number (sqlite3_stmt *statement, const char *name, gint64 value)
{
  int index = sqlite3_bind_parameter_index (statement, name);

  if (index > 0)
    sqlite3_bind_int64 (statement, index, value);
}

static void
bind_text (sqlite3_stmt *statement, const char *name, const char *value)
{
  int index = sqlite3_bind_parameter_index (statement, name);

  if (index > 0 && value != NULL && *value != '\0')
    sqlite3_bind_text (statement, index, value, -1, SQLITE_STATIC);
}

static char *
list_columns (const ParafaFilingChange *change)
{
  GString *sql = g_string_new (NULL);

  if (change->state != PARAFA_FILING_KEEP)
    {
      add_column (sql, "state");
      add_column (sql, "changed_at");
    }
  if (change->sent_at != PARAFA_FILING_KEEP)
    add_column (sql, "sent_at");
  if (change->polls != PARAFA_FILING_KEEP)
    add_column (sql, "polls");
  if (change->next_poll_at != PARAFA_FILING_KEEP)
    add_column (sql, "next_poll_at");
  if (change->absent_at != PARAFA_FILING_KEEP)
    add_column (sql, "absent_at");
  if (change->asked_at != PARAFA_FILING_KEEP)
    add_column (sql, "asked_at");
  if (change->index != NULL)
    add_column (sql, "index");
  if (change->uit != NULL)
    add_column (sql, "uit");
  if (change->problem != NULL)
    add_column (sql, "problem");
  if (change->message != NULL)
    add_column (sql, "message");
  return g_string_free (sql, FALSE);
}

static gboolean
update_row (ParafaArchiveDatabase *database,
            gint64 id,
            const ParafaFilingChange *change,
            GError **error)
{
  g_autofree char *columns = list_columns (change);
  g_autofree char *sql = NULL;
  sqlite3_stmt *statement;

  if (*columns == '\0')
    return TRUE;
  sql = g_strdup_printf ("UPDATE filing SET %s WHERE id = :id", columns);
  statement = parafa_archive_database_prepare (database, sql, error);
  if (statement != NULL)
    {
      bind_number (statement, ":id", id);
      bind_number (statement, ":state", change->state);
      bind_number (statement, ":changed_at", change->at);
      bind_number (statement, ":sent_at", change->sent_at);
      bind_number (statement, ":polls", change->polls);
      bind_number (statement, ":next_poll_at", change->next_poll_at);
      bind_number (statement, ":absent_at", change->absent_at);
      bind_number (statement, ":asked_at", change->asked_at);
      bind_text (statement, ":index", change->index);
      bind_text (statement, ":uit", change->uit);
      bind_text (statement, ":problem", change->problem);
      bind_text (statement, ":message", change->message);
    }
  return parafa_archive_database_run (database, statement, error);
}

/**
 * parafa_archive_store_insert_answer:
 * @database: the file
 * @id: a row
 * @answer: (nullable): what was answered
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: whether it is added, inside a transaction
 */
gboolean
parafa_archive_store_insert_answer (ParafaArchiveDatabase *database,
                                    gint64 id,
                                    const ParafaFilingAnswer *answer,
                                    GError **error)
{
  sqlite3_stmt *statement;

  if (answer == NULL)
    return TRUE;
  statement = parafa_archive_database_prepare (database,
                                               "INSERT INTO answer (filing, at, call, status, "
                                               "text) VALUES (?1, ?2, ?3, ?4, ?5)",
                                               error);
  if (statement != NULL)
    {
      sqlite3_bind_int64 (statement, 1, id);
      sqlite3_bind_int64 (statement, 2, answer->at);
      sqlite3_bind_text (statement, 3, answer->call, -1, SQLITE_STATIC);
      sqlite3_bind_int64 (statement, 4, answer->status);
      sqlite3_bind_text (statement, 5, answer->text, -1, SQLITE_STATIC);
    }
  return parafa_archive_database_run (database, statement, error);
}

/* Without its file a filing cannot be sent, so it must not wait to be */
static gboolean
check_body (ParafaArchiveDatabase *database,
            gint64 id,
            const ParafaFilingChange *change,
            GError **error)
{
  g_autoptr (ParafaArchiveStatement) statement = NULL;
  gboolean row;

  if (change->state != PARAFA_FILING_QUEUED)
    return TRUE;
  statement = parafa_archive_database_prepare (database, "SELECT 1 FROM body WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  if (!parafa_archive_database_step (database, statement, &row, error))
    return FALSE;
  if (!row)
    g_set_error_literal (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_STATE,
                         "archive: the file of this filing was lost");
  return row;
}

static ParafaFilingRecord *
change_in_transaction (ParafaArchiveDatabase *database,
                       gint64 id,
                       const ParafaFilingChange *change,
                       GError **error)
{
  g_autoptr (ParafaFilingRecord) before = parafa_archive_store_get (database, id, error);

  if (before == NULL)
    return NULL;
  if (change->from != 0 && (change->from & (1u << before->state)) == 0)
    {
      g_set_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_STATE,
                   "archive: the row is in state %s",
                   parafa_filing_state_get_name ((ParafaFilingState) before->state));
      return NULL;
    }
  if (!check_body (database, id, change, error) || !update_row (database, id, change, error) ||
      !parafa_archive_store_insert_answer (database, id, change->answer, error))
    return NULL;
  return parafa_archive_store_get (database, id, error);
}

/**
 * parafa_archive_store_change:
 * @database: the file
 * @id: a row
 * @change: the step
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full) (nullable): the filing after the step, which is on the disk
 */
ParafaFilingRecord *
parafa_archive_store_change (ParafaArchiveDatabase *database,
                             gint64 id,
                             const ParafaFilingChange *change,
                             GError **error)
{
  g_autoptr (ParafaFilingRecord) after = NULL;

  if (!parafa_archive_database_begin (database, error))
    return NULL;
  after = change_in_transaction (database, id, change, error);
  if (after == NULL)
    parafa_archive_database_roll_back (database);
  else if (parafa_archive_database_commit (database, error))
    return g_steal_pointer (&after);
  return NULL;
}

static gboolean
find_queued (ParafaArchiveDatabase *database,
             const ParafaFilingFilter *filter,
             gint64 now_s,
             gint64 *id,
             GError **error)
{
  g_autofree char *where = parafa_archive_query_where (filter);
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM filing WHERE state = 1 AND "
                                          "next_poll_at <= :now AND %s ORDER BY id LIMIT 1",
                                          where);
  g_autoptr (ParafaArchiveStatement) statement =
      parafa_archive_database_prepare (database, sql, error);
  gboolean row;

  *id = 0;
  if (statement == NULL)
    return FALSE;
  bind_number (statement, ":now", now_s);
  parafa_archive_query_bind (statement, filter);
  if (!parafa_archive_database_step (database, statement, &row, error))
    return FALSE;
  if (row)
    *id = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

/**
 * parafa_archive_store_claim:
 * @database: the file
 * @filter: which filings
 * @now_s: Unix seconds
 * @body: (out) (transfer full) (nullable): the file
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Takes the oldest filing that waits and writes down that it is about to be sent. When it is returned, that is on the
 * disk.
 *
 * Returns: (transfer full) (nullable): the filing; %NULL without an error when none waits
 */
ParafaFilingRecord *
parafa_archive_store_claim (ParafaArchiveDatabase *database,
                            const ParafaFilingFilter *filter,
                            gint64 now_s,
                            GBytes **body,
                            GError **error)
{
  g_autoptr (ParafaFilingChange) change =
      parafa_filing_change_new (1u << PARAFA_FILING_QUEUED, PARAFA_FILING_SENDING, now_s);
  g_autoptr (ParafaFilingRecord) record = NULL;
  g_autoptr (GBytes) data = NULL;
  gint64 id;

  *body = NULL;
  change->sent_at = now_s;
  change->absent_at = -1;
  change->problem = g_strdup ("");
  if (!parafa_archive_database_begin (database, error))
    return NULL;
  if (find_queued (database, filter, now_s, &id, error) && id != 0)
    {
      record = change_in_transaction (database, id, change, error);
      data = record != NULL ? parafa_archive_store_get_body (database, id, error) : NULL;
    }
  if (data == NULL)
    parafa_archive_database_roll_back (database);
  else if (parafa_archive_database_commit (database, error))
    {
      *body = g_steal_pointer (&data);
      return g_steal_pointer (&record);
    }
  return NULL;
}

/**
 * parafa_archive_store_doubt:
 * @database: the file
 * @now_s: Unix seconds
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * What was about to be sent when a program ended may have been sent.
 *
 * Returns: how many filings; -1 with an error
 */
gint64
parafa_archive_store_doubt (ParafaArchiveDatabase *database, gint64 now_s, GError **error)
{
  sqlite3_stmt *statement =
      parafa_archive_database_prepare (database,
                                       "UPDATE filing SET state = 3, changed_at = ?1, absent_at = "
                                       "-1, problem = 'interrupted'"
                                       " WHERE state = 2",
                                       error);

  if (statement != NULL)
    sqlite3_bind_int64 (statement, 1, now_s);
  if (!parafa_archive_database_run (database, statement, error))
    return -1;
  return parafa_archive_database_get_changes (database);
}

/* -- merging with the list -- */

/* What was through stays through: an entry that does not say what became of it takes no UIT away */
#define FOLLOWS "(state = 4 OR (state IN (5, 6) AND ?3 IN (5, 6)))"

/* One that has an index is found by it; another, as the web page's may be, by its UIT and what it is */
static const char *
get_condition (const ParafaFilingRecord *record)
{
  return record->index != NULL ? "system = ?1 AND \"index\" = ?2"
                               : "system = ?1 AND uit = ?5 AND kind = ?11 AND state = 5";
}

static void
bind_listed (sqlite3_stmt *statement, const ParafaFilingRecord *record)
{
  sqlite3_bind_int64 (statement, 1, record->system);
  sqlite3_bind_text (statement, 2, record->index, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 5, record->uit, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 11, record->kind);
}

/* Only what the list can tell better: the rest of the row stays */
static gboolean
update_from_list (ParafaArchiveDatabase *database, const ParafaFilingRecord *record, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "UPDATE filing SET state = CASE WHEN " FOLLOWS " THEN ?3 ELSE state END,"
      " changed_at = CASE WHEN state <> ?3 AND " FOLLOWS " THEN ?4 ELSE changed_at END,"
      " uit = coalesce (?5, uit), message = coalesce (?6, message), vehicle = coalesce (?7, "
      "vehicle),"
      " trailer_1 = coalesce (?8, trailer_1), trailer_2 = coalesce (?9, trailer_2),"
      " confirmation = CASE WHEN ?10 >= 0 THEN ?10 ELSE confirmation END"
      " WHERE %s AND ((state <> ?3 AND " FOLLOWS ")"
      " OR coalesce (uit, '') <> coalesce (?5, uit, '')"
      " OR coalesce (vehicle, '') <> coalesce (?7, vehicle, '')"
      " OR (?10 >= 0 AND confirmation <> ?10))",
      get_condition (record));
  sqlite3_stmt *statement = parafa_archive_database_prepare (database, sql, error);

  if (statement != NULL)
    {
      bind_listed (statement, record);
      sqlite3_bind_int64 (statement, 3, record->state);
      sqlite3_bind_int64 (statement, 4, record->changed_at);
      sqlite3_bind_text (statement, 6, record->message, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 7, record->vehicle, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 8, record->trailer_1, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 9, record->trailer_2, -1, SQLITE_STATIC);
      sqlite3_bind_int64 (statement, 10, record->confirmation);
    }
  return parafa_archive_database_run (database, statement, error);
}

static gboolean
has_listed (ParafaArchiveDatabase *database,
            const ParafaFilingRecord *record,
            gboolean *has,
            GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM filing WHERE %s", get_condition (record));
  g_autoptr (ParafaArchiveStatement) statement =
      parafa_archive_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;
  bind_listed (statement, record);
  return parafa_archive_database_step (database, statement, has, error);
}

/* What has neither is not to be known again, and what has no index cannot be asked for */
static gboolean
is_lasting (const ParafaFilingRecord *record)
{
  return record->index != NULL || (record->uit != NULL && record->state == PARAFA_FILING_OK);
}

/**
 * parafa_archive_store_has_index:
 * @database: the file
 * @system: a system
 * @index: what an upload gave
 * @has: (out): whether a row has it
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: whether it went well
 */
gboolean
parafa_archive_store_has_index (ParafaArchiveDatabase *database,
                                gint64 system,
                                const char *index,
                                gboolean *has,
                                GError **error)
{
  g_autoptr (ParafaArchiveStatement) statement =
      parafa_archive_database_prepare (database,
                                       "SELECT 1 FROM filing WHERE system = ?1 AND \"index\" = ?2",
                                       error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, system);
  sqlite3_bind_text (statement, 2, index, -1, SQLITE_STATIC);
  return parafa_archive_database_step (database, statement, has, error);
}

/**
 * parafa_archive_store_merge:
 * @database: the file
 * @records: (element-type ParafaFilingRecord): what the list says; those that have neither an
 *   index nor a UIT that counts are passed over
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: how many rows changed or are new; -1 with an error
 */
gint64
parafa_archive_store_merge (ParafaArchiveDatabase *database, GPtrArray *records, GError **error)
{
  gint64 n_changed = 0;

  if (!parafa_archive_database_begin (database, error))
    return -1;
  for (guint i = 0; i < records->len; i++)
    {
      const ParafaFilingRecord *record = records->pdata[i];
      gboolean has = FALSE;
      gboolean done;

      if (!is_lasting (record))
        continue;
      done = has_listed (database, record, &has, error);
      if (done && has)
        {
          done = update_from_list (database, record, error);
          n_changed += done ? parafa_archive_database_get_changes (database) : 0;
        }
      else if (done)
        {
          done = parafa_archive_store_insert (database, record, 0, error);
          n_changed++;
        }
      if (!done)
        {
          parafa_archive_database_roll_back (database);
          return -1;
        }
    }
  return parafa_archive_database_commit (database, error) ? n_changed : -1;
}
