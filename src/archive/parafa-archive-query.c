/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-archive-store.h"

#include <string.h>

#define MAX_WORDS 16
/* The day of a filing: of its transport, or else when it was filed */
#define DAY "coalesce(substr(transport_date, 1, 10), date(created_at, 'unixepoch', 'localtime'))"

/**
 * parafa_filing_filter_new:
 *
 * Returns: (transfer full): a filter that lets everything through
 */
ParafaFilingFilter *
parafa_filing_filter_new (void)
{
  ParafaFilingFilter *self = g_new0 (ParafaFilingFilter, 1);

  self->system = -1;
  self->source = -1;
  self->kind = -1;
  self->since = -1;
  return self;
}

/**
 * parafa_filing_filter_copy:
 * @self: (nullable): a filter
 *
 * Returns: (transfer full): a copy; one that lets everything through for %NULL
 */
ParafaFilingFilter *
parafa_filing_filter_copy (const ParafaFilingFilter *self)
{
  ParafaFilingFilter *copy;

  if (self == NULL)
    return parafa_filing_filter_new ();
  copy = g_memdup2 (self, sizeof *self);
  copy->profile = g_strdup (self->profile);
  copy->cifs = g_strdupv (self->cifs);
  copy->hash = g_strdup (self->hash);
  copy->operation = g_strdup (self->operation);
  copy->from_day = g_strdup (self->from_day);
  copy->until_day = g_strdup (self->until_day);
  copy->search = g_strdup (self->search);
  return copy;
}

/**
 * parafa_filing_filter_free:
 * @self: (nullable) (transfer full): a filter
 */
void
parafa_filing_filter_free (ParafaFilingFilter *self)
{
  if (self == NULL)
    return;
  g_free (self->profile);
  g_strfreev (self->cifs);
  g_free (self->hash);
  g_free (self->operation);
  g_free (self->from_day);
  g_free (self->until_day);
  g_free (self->search);
  g_free (self);
}

/**
 * parafa_archive_query_text:
 * @search: (nullable): what a person typed
 *
 * Makes a question for the full-text index: every word, however it is written, must begin a word of some field. What
 * means something to the index stands in quotes, so that nothing a person types is a command or an error.
 *
 * Returns: (transfer full) (nullable): the question; %NULL when nothing is asked
 */
char *
parafa_archive_query_text (const char *search)
{
  g_autoptr (GString) query = g_string_new (NULL);
  g_autoptr (GString) word = g_string_new (NULL);
  guint n_words = 0;

  for (const char *at = search != NULL ? search : ""; n_words < MAX_WORDS;
       at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char_validated (at, -1);
      gboolean ends = *at == '\0' || c == (gunichar) -1 || c == (gunichar) -2;

      if (!ends && (g_unichar_isalnum (c) || g_unichar_ismark (c)))
        {
          g_string_append_unichar (word, c);
          continue;
        }
      if (word->len > 0)
        {
          g_string_append_printf (query, "%s\"%s\"*", query->len > 0 ? " AND " : "", word->str);
          g_string_truncate (word, 0);
          n_words++;
        }
      if (ends)
        break;
    }
  return query->len > 0 ? g_strdup (query->str) : NULL;
}

static void
add_conditions (GString *where, const ParafaFilingFilter *filter)
{
  if (filter->profile != NULL)
    g_string_append (where, " AND profile = :profile");
  if (filter->system >= 0)
    g_string_append (where, " AND system = :system");
  if (filter->source >= 0)
    g_string_append (where, " AND source = :source");
  if (filter->kind >= 0)
    g_string_append (where, " AND kind = :kind");
  if (filter->hash != NULL)
    g_string_append (where, " AND hash = :hash");
  if (filter->operation != NULL)
    g_string_append (where, " AND operation = :operation");
  if (filter->from_day != NULL)
    g_string_append (where, " AND " DAY " >= :from_day");
  if (filter->until_day != NULL)
    g_string_append (where, " AND " DAY " <= :until_day");
  if (filter->since >= 0)
    g_string_append (where, " AND max(created_at, sent_at) >= :since");
}

/**
 * parafa_archive_query_where:
 * @filter: a filter
 *
 * Returns: (transfer full): the condition, with parameters that parafa_archive_query_bind() fills
 */
char *
parafa_archive_query_where (const ParafaFilingFilter *filter)
{
  GString *where = g_string_new ("1");
  g_autofree char *text = parafa_archive_query_text (filter->search);

  add_conditions (where, filter);
  if (filter->cifs != NULL)
    {
      g_string_append (where, " AND cif IN (''");
      for (guint i = 0; filter->cifs[i] != NULL; i++)
        g_string_append_printf (where, ", :cif%u", i);
      g_string_append_c (where, ')');
    }
  if (filter->states != 0)
    {
      g_string_append (where, " AND state IN (-1");
      for (guint i = 0; i < PARAFA_FILING_N_STATES; i++)
        if ((filter->states & (1u << i)) != 0)
          g_string_append_printf (where, ", %u", i);
      g_string_append_c (where, ')');
    }
  if (text != NULL)
    g_string_append (where,
                     " AND id IN (SELECT rowid FROM filing_text WHERE filing_text MATCH :text)");
  return g_string_free (where, FALSE);
}

static void
bind_text (sqlite3_stmt *statement, const char *name, const char *value)
{
  int index = sqlite3_bind_parameter_index (statement, name);

  if (index > 0)
    sqlite3_bind_text (statement, index, value, -1, SQLITE_TRANSIENT);
}

static void
bind_number (sqlite3_stmt *statement, const char *name, gint64 value)
{
  int index = sqlite3_bind_parameter_index (statement, name);

  if (index > 0)
    sqlite3_bind_int64 (statement, index, value);
}

/**
 * parafa_archive_query_bind:
 * @statement: a statement with the condition of parafa_archive_query_where()
 * @filter: the filter it was made for
 *
 * Fills the parameters.
 */
void
parafa_archive_query_bind (sqlite3_stmt *statement, const ParafaFilingFilter *filter)
{
  g_autofree char *text = parafa_archive_query_text (filter->search);

  bind_text (statement, ":profile", filter->profile);
  bind_text (statement, ":hash", filter->hash);
  bind_text (statement, ":text", text);
  bind_number (statement, ":system", filter->system);
  bind_number (statement, ":source", filter->source);
  bind_number (statement, ":kind", filter->kind);
  bind_text (statement, ":operation", filter->operation);
  bind_text (statement, ":from_day", filter->from_day);
  bind_text (statement, ":until_day", filter->until_day);
  bind_number (statement, ":since", filter->since);
  for (guint i = 0; filter->cifs != NULL && filter->cifs[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf (":cif%u", i);

      bind_text (statement, name, filter->cifs[i]);
    }
}

static const char *
get_order (ParafaFilingSort sort)
{
  static const char *const columns[] = {
    [PARAFA_FILING_SORT_CREATED] = "created_at",
    [PARAFA_FILING_SORT_STATE] = "state",
    [PARAFA_FILING_SORT_TRANSPORT_DATE] = "transport_date",
    [PARAFA_FILING_SORT_CIF] = "cif",
    [PARAFA_FILING_SORT_PARTNER] = "partner_name COLLATE NOCASE",
    [PARAFA_FILING_SORT_VEHICLE] = "vehicle",
    [PARAFA_FILING_SORT_UIT] = "uit",
    [PARAFA_FILING_SORT_REFERENCE] = "reference COLLATE NOCASE",
    [PARAFA_FILING_SORT_GROSS] = "gross",
    [PARAFA_FILING_SORT_FILE_NAME] = "file_name COLLATE NOCASE",
    [PARAFA_FILING_SORT_OPERATION] = "operation",
    [PARAFA_FILING_SORT_INDEX] = "CAST(\"index\" AS INTEGER)",
  };

  return columns[(guint) sort < G_N_ELEMENTS (columns) ? sort : PARAFA_FILING_SORT_CREATED];
}

/**
 * parafa_archive_store_list:
 * @database: the file
 * @filter: which filings
 * @sort: by what
 * @descending: the greatest first
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full) (element-type gint64): their ids
 */
GArray *
parafa_archive_store_list (ParafaArchiveDatabase *database,
                           const ParafaFilingFilter *filter,
                           ParafaFilingSort sort,
                           gboolean descending,
                           GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *where = parafa_archive_query_where (filter);
  const char *direction = descending ? "DESC" : "ASC";
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM filing WHERE %s ORDER BY %s %s, id %s",
                                          where, get_order (sort), direction, direction);
  g_autoptr (ParafaArchiveStatement) statement =
      parafa_archive_database_prepare (database, sql, error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  parafa_archive_query_bind (statement, filter);
  while (parafa_archive_database_step (database, statement, &row, error))
    {
      gint64 id;

      if (!row)
        return g_steal_pointer (&ids);
      id = sqlite3_column_int64 (statement, 0);
      g_array_append_val (ids, id);
    }
  return NULL;
}

/**
 * parafa_archive_store_find:
 * @database: the file
 * @filter: which filings
 * @error: return location for a %PARAFA_ARCHIVE_ERROR
 *
 * Returns: (transfer full) (element-type ParafaFilingRecord): the filings, oldest first
 */
GPtrArray *
parafa_archive_store_find (ParafaArchiveDatabase *database,
                           const ParafaFilingFilter *filter,
                           GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_filing_record_unref);
  g_autofree char *columns = parafa_archive_store_columns ();
  g_autofree char *where = parafa_archive_query_where (filter);
  g_autofree char *limit =
      filter->limit > 0 ? g_strdup_printf (" LIMIT %u", filter->limit) : g_strdup ("");
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM filing WHERE %s ORDER BY %s%s", columns,
                                          where, filter->by_due ? "next_poll_at, id" : "id", limit);
  g_autoptr (ParafaArchiveStatement) statement =
      parafa_archive_database_prepare (database, sql, error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  parafa_archive_query_bind (statement, filter);
  while (parafa_archive_database_step (database, statement, &row, error))
    {
      if (!row)
        return g_steal_pointer (&records);
      g_ptr_array_add (records, parafa_archive_store_read_row (statement));
    }
  return NULL;
}
