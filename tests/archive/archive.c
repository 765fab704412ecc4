/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "archive-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

typedef struct
{
  ParafaTestDir *dir;     /* (owned) */
  ParafaArchive *archive; /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->dir = parafa_test_dir_new ();
  self->archive = archive_test_open (self->dir, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  archive_test_close (self->archive);
  parafa_test_dir_free (self->dir);
}

static gint64
add (Fixture *self, guint number)
{
  g_autoptr (ParafaFilingRecord) record = archive_test_record (number);
  g_autofree char *body = g_strdup_printf ("<body number='%u'/>", number);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaFilingRecord) added =
      archive_test_add (self->archive, record, body, FALSE, &error);

  g_assert_no_error (error);
  return added->id;
}

static void
reopen (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  archive_test_close (self->archive);
  self->archive = archive_test_open (self->dir, &error);
  g_assert_no_error (error);
}

/* Every column comes back as it was put in, also after the file was closed */
static void
test_columns (Fixture *self, gconstpointer data)
{
  g_autoptr (ParafaFilingRecord) record = parafa_filing_record_new ();
  g_autoptr (ParafaFilingRecord) added = NULL;
  g_autoptr (ParafaFilingRecord) read = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i < parafa_filing_n_columns; i++)
    {
      const ParafaFilingColumn *column = &parafa_filing_columns[i];

      if (column->is_text)
        G_STRUCT_MEMBER (char *, record, column->offset) = g_strdup_printf ("șț'\"%u", i);
      else
        G_STRUCT_MEMBER (gint64, record, column->offset) = (gint64) i % PARAFA_FILING_N_STATES;
    }
  added = archive_test_add (self->archive, record, "x", FALSE, &error);
  g_assert_no_error (error);
  reopen (self);
  read = archive_test_get (self->archive, added->id, &error);
  g_assert_no_error (error);
  for (guint i = 1; i < parafa_filing_n_columns; i++)
    {
      const ParafaFilingColumn *column = &parafa_filing_columns[i];

      g_test_message ("%s", column->name);
      if (column->is_text)
        g_assert_cmpstr (G_STRUCT_MEMBER (char *, read, column->offset), ==,
                         G_STRUCT_MEMBER (char *, record, column->offset));
      else
        g_assert_cmpint (G_STRUCT_MEMBER (gint64, read, column->offset), ==,
                         G_STRUCT_MEMBER (gint64, record, column->offset));
    }
}

static void
test_private_file (Fixture *self, gconstpointer data)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };
  struct stat status;

  add (self, 1);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path =
          g_strconcat (parafa_archive_get_path (self->archive), suffixes[i], NULL);

      g_assert_cmpint (stat (path, &status), ==, 0);
      g_assert_cmpint (status.st_mode & 0777, ==, 0600);
    }
}

static void
test_same_file (Fixture *self, gconstpointer data)
{
  gint64 first = add (self, 7);
  g_autoptr (ParafaFilingRecord) record = archive_test_record (7);
  g_autoptr (ParafaFilingRecord) none = NULL;
  g_autoptr (ParafaFilingRecord) wanted = NULL;
  g_autoptr (ParafaFilingRecord) elsewhere = NULL;
  g_autoptr (GError) error = NULL;

  none = archive_test_add (self->archive, record, "x", FALSE, &error);
  g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_SAME);
  g_assert_cmpint (g_ascii_strtoll (error->message, NULL, 10), ==, first);
  g_assert_null (none);
  g_clear_error (&error);
  wanted = archive_test_add (self->archive, record, "x", TRUE, &error);
  g_assert_no_error (error);
  record->system = PARAFA_FILING_TEST;
  elsewhere = archive_test_add (self->archive, record, "x", FALSE, &error);
  g_assert_no_error (error);
}

/* Saved otherwise: other bytes that say the same */
static ParafaFilingRecord *
make_saying (guint number, const char *content)
{
  ParafaFilingRecord *record = archive_test_record (number);

  g_free (record->cif);
  record->cif = g_strdup ("8000000000");
  record->content = g_strdup (content);
  return record;
}

static void
assert_same_as (Fixture *self, ParafaFilingRecord *record, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaFilingRecord) added =
      archive_test_add (self->archive, record, "x", FALSE, &error);

  if (id == 0)
    {
      g_assert_no_error (error);
      g_assert_nonnull (added);
      return;
    }
  g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_SAME);
  g_assert_cmpint (g_ascii_strtoll (error->message, NULL, 10), ==, id);
}

static void
test_same_content (Fixture *self, gconstpointer data)
{
  g_autoptr (ParafaFilingRecord) first = make_saying (1, "aa");
  g_autoptr (ParafaFilingRecord) again = make_saying (2, "aa");
  g_autoptr (ParafaFilingRecord) other = make_saying (3, "ab");
  g_autoptr (ParafaFilingRecord) unknown = make_saying (4, NULL);
  g_autoptr (ParafaFilingRecord) unknown_again = make_saying (5, NULL);
  g_autoptr (ParafaFilingRecord) company = make_saying (6, "aa");
  g_autoptr (ParafaFilingRecord) elsewhere = make_saying (7, "aa");
  g_autoptr (ParafaFilingRecord) kept = archive_test_add (self->archive, first, "x", FALSE, NULL);
  g_autoptr (ParafaFilingRecord) wanted = NULL;
  g_autoptr (ParafaFilingRecord) found = archive_test_get (self->archive, kept->id, NULL);

  g_assert_cmpstr (found->content, ==, "aa");
  assert_same_as (self, again, kept->id);
  assert_same_as (self, other, 0);
  /* nothing known is nothing in common */
  assert_same_as (self, unknown, 0);
  assert_same_as (self, unknown_again, 0);
  g_free (company->cif);
  company->cif = g_strdup ("8000000001");
  assert_same_as (self, company, 0);
  elsewhere->system = PARAFA_FILING_TEST;
  assert_same_as (self, elsewhere, 0);
  wanted = archive_test_add (self->archive, again, "x", TRUE, NULL);
  g_assert_nonnull (wanted);
}

static void
test_same_content_refused (Fixture *self, gconstpointer data)
{
  static const ParafaFilingState states[] = { PARAFA_FILING_DRAFT, PARAFA_FILING_REFUSED,
                                              PARAFA_FILING_NOK };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *content = g_strdup_printf ("c%u", i);
      g_autoptr (ParafaFilingRecord) first = make_saying (10 + 2 * i, content);
      g_autoptr (ParafaFilingRecord) again = make_saying (11 + 2 * i, content);
      g_autoptr (ParafaFilingRecord) kept =
          archive_test_add (self->archive, first, "x", FALSE, NULL);
      g_autoptr (ParafaFilingRecord) changed =
          archive_test_change (self->archive, kept->id,
                               parafa_filing_change_new (0, states[i], ARCHIVE_TEST_NOW), NULL);

      g_assert_cmpint (changed->state, ==, states[i]);
      assert_same_as (self, again, 0);
    }
}

/* What was refused may be sent again */
static void
test_refused_is_not_same (Fixture *self, gconstpointer data)
{
  gint64 id = add (self, 7);
  g_autoptr (ParafaFilingRecord) record = archive_test_record (7);
  g_autoptr (ParafaFilingRecord) refused =
      archive_test_change (self->archive, id,
                           parafa_filing_change_new (0, PARAFA_FILING_REFUSED, ARCHIVE_TEST_NOW),
                           NULL);
  g_autoptr (ParafaFilingRecord) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (refused->state, ==, PARAFA_FILING_REFUSED);
  again = archive_test_add (self->archive, record, "x", FALSE, &error);
  g_assert_no_error (error);
}

static void
test_claim (Fixture *self, gconstpointer data)
{
  gint64 first = add (self, 1);
  g_autofree char *body = NULL;
  g_autoptr (ParafaFilingRecord) one = NULL;
  g_autoptr (ParafaFilingRecord) two = NULL;
  g_autoptr (ParafaFilingRecord) none = NULL;
  g_autoptr (GError) error = NULL;

  add (self, 2);
  one = archive_test_claim (self->archive, &body, &error);
  g_assert_no_error (error);
  g_assert_cmpint (one->id, ==, first);
  g_assert_cmpint (one->state, ==, PARAFA_FILING_SENDING);
  g_assert_cmpint (one->sent_at, ==, ARCHIVE_TEST_NOW + 1000000);
  g_assert_cmpstr (body, ==, "<body number='1'/>");
  two = archive_test_claim (self->archive, NULL, &error);
  g_assert_cmpint (two->id, !=, first);
  none = archive_test_claim (self->archive, NULL, &error);
  g_assert_null (none);
  g_assert_no_error (error);
}

/* What was about to be sent when the program ended is in doubt, and only that */
static void
test_doubt (Fixture *self, gconstpointer data)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaFilingRecord) claimed = NULL;
  g_autoptr (ParafaFilingRecord) after = NULL;
  g_autoptr (ParafaFilingRecord) waiting = NULL;
  gint64 second;

  add (self, 1);
  second = add (self, 2);
  claimed = archive_test_claim (self->archive, NULL, NULL);
  reopen (self);
  parafa_archive_doubt_async (self->archive, 5, NULL, parafa_test_result_callback, result);
  g_assert_cmpint (parafa_archive_doubt_finish (self->archive,
                                                parafa_test_result_wait (result,
                                                                         PARAFA_TEST_LIMIT_MS),
                                                NULL),
                   ==, 1);
  after = archive_test_get (self->archive, claimed->id, NULL);
  waiting = archive_test_get (self->archive, second, NULL);
  g_assert_cmpint (after->state, ==, PARAFA_FILING_UNKNOWN);
  g_assert_cmpstr (after->problem, ==, "interrupted");
  g_assert_cmpint (waiting->state, ==, PARAFA_FILING_QUEUED);
}

static void
test_change (Fixture *self, gconstpointer data)
{
  gint64 id = add (self, 1);
  ParafaFilingChange *change =
      parafa_filing_change_new (1u << PARAFA_FILING_QUEUED, PARAFA_FILING_PROCESSING, 77);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaFilingRecord) after = NULL;
  g_autoptr (ParafaFilingRecord) refused = NULL;
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (GError) error = NULL;

  change->index = g_strdup ("5000000001");
  change->uit = g_strdup ("7K0A2C4E6H8J9L70");
  change->answer = parafa_filing_answer_new (76, "upload", 200, "{\"index_incarcare\":1}");
  after = archive_test_change (self->archive, id, change, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (after->index, ==, "5000000001");
  g_assert_cmpint (after->changed_at, ==, 77);
  g_assert_cmpstr (after->reference, ==, "R-1");
  refused = archive_test_change (self->archive, id,
                                 parafa_filing_change_new (1u << PARAFA_FILING_QUEUED,
                                                           PARAFA_FILING_OK, 78),
                                 &error);
  g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_STATE);
  g_assert_null (refused);
  parafa_archive_get_answers_async (self->archive, id, NULL, parafa_test_result_callback, result);
  answers =
      parafa_archive_get_answers_finish (self->archive,
                                         parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                         NULL);
  g_assert_cmpuint (answers->len, ==, 1);
  g_assert_cmpstr (((ParafaFilingAnswer *) answers->pdata[0])->call, ==, "upload");
}

static guint
count_found (Fixture *self, const char *search)
{
  g_autoptr (ParafaFilingFilter) filter = parafa_filing_filter_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;

  filter->search = g_strdup (search);
  ids = archive_test_list (self->archive, filter, PARAFA_FILING_SORT_CREATED, TRUE, &error);
  g_assert_no_error (error);
  return ids->len;
}

/* In all fields, by the beginning of words, with and without diacritics; what is typed is never a command */
static void
test_search (Fixture *self, gconstpointer data)
{
  static const char *const odd[] = { "\"", "NEAR(a b)", "* -", "a:b", "^x", "()", "%_", "'; --" };
  ParafaFilingChange *change = parafa_filing_change_new (0, PARAFA_FILING_OK, 1);
  g_autoptr (ParafaFilingRecord) after = NULL;
  gint64 id = 0;

  for (guint i = 0; i < 30; i++)
    id = add (self, i);
  g_assert_cmpuint (count_found (self, NULL), ==, 30);
  g_assert_cmpuint (count_found (self, "  "), ==, 30);
  g_assert_cmpuint (count_found (self, "brutaria"), ==, 10);
  g_assert_cmpuint (count_found (self, "ȘOIM"), ==, 10);
  g_assert_cmpuint (count_found (self, "făi zah"), ==, 30);
  g_assert_cmpuint (count_found (self, "CJ07"), ==, 1);
  g_assert_cmpuint (count_found (self, "aviz-00012"), ==, 1);
  g_assert_cmpuint (count_found (self, "tesatorii cj01"), ==, 1);
  g_assert_cmpuint (count_found (self, "nimic"), ==, 0);
  change->uit = g_strdup ("7K0A2C4E6H8J9L70");
  after = archive_test_change (self->archive, id, change, NULL);
  g_assert_cmpuint (count_found (self, "7k0a2c"), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    g_assert_cmpuint (count_found (self, odd[i]), <=, 30);
}

static void
test_filter_and_sort (Fixture *self, gconstpointer data)
{
  const char *companies[] = { "4", "9", NULL };
  g_autoptr (ParafaFilingFilter) filter = parafa_filing_filter_new ();
  g_autoptr (GArray) by_weight = NULL;
  g_autoptr (GArray) none = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (ParafaFilingRecord) claimed = NULL;
  g_autoptr (ParafaFilingRecord) sample = archive_test_record (4);

  companies[0] = sample->cif;
  for (guint i = 0; i < 20; i++)
    add (self, i);
  by_weight = archive_test_list (self->archive, NULL, PARAFA_FILING_SORT_GROSS, TRUE, NULL);
  g_assert_cmpuint (by_weight->len, ==, 20);
  g_assert_cmpint (g_array_index (by_weight, gint64, 0), ==, 20);
  claimed = archive_test_claim (self->archive, NULL, NULL);
  filter->states = 1u << PARAFA_FILING_SENDING;
  found = archive_test_find (self->archive, filter, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_clear_pointer (&found, g_ptr_array_unref);
  filter->states = 0;
  filter->cifs = g_strdupv ((char **) companies);
  found = archive_test_find (self->archive, filter, NULL);
  g_assert_cmpuint (found->len, ==, 4);
  filter->profile = g_strdup ("another");
  none = archive_test_list (self->archive, filter, PARAFA_FILING_SORT_STATE, FALSE, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

static gboolean
count (Fixture *self, const char *name, gint64 day)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  gboolean allowed;

  parafa_archive_count_async (self->archive, name, day, 3, NULL, parafa_test_result_callback,
                              result);
  g_assert_true (
      parafa_archive_count_finish (self->archive,
                                   parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), &allowed,
                                   NULL));
  return allowed;
}

static void
test_counters (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    g_assert_true (count (self, "state:5", 100));
  g_assert_false (count (self, "state:5", 100));
  reopen (self);
  g_assert_false (count (self, "state:5", 100));
  g_assert_true (count (self, "state:5", 101));
  g_assert_true (count (self, "state:6", 100));
}

/* The list brings what is new and what changed, and touches nothing that is in doubt or refused */
static void
test_merge (Fixture *self, gconstpointer data)
{
  ParafaFilingChange *change = parafa_filing_change_new (0, PARAFA_FILING_PROCESSING, 1);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_filing_record_unref);
  g_autoptr (ParafaFilingRecord) filed = NULL;
  g_autoptr (ParafaFilingRecord) after = NULL;
  g_autoptr (GArray) all = NULL;
  gint64 id = add (self, 1);

  change->index = g_strdup ("11");
  filed = archive_test_change (self->archive, id, change, NULL);
  for (guint i = 0; i < 3; i++)
    {
      ParafaFilingRecord *record = archive_test_record (100 + i);

      g_clear_pointer (&record->hash, g_free);
      record->source = PARAFA_FILING_FROM_LIST;
      record->state = PARAFA_FILING_OK;
      record->index = i < 2 ? g_strdup_printf ("%u", 11 + i) : NULL;
      record->uit = i < 2 ? g_strdup ("7K0A2C4E6H8J9L70") : NULL;
      g_ptr_array_add (records, record);
    }
  parafa_archive_merge_async (self->archive, records, NULL, parafa_test_result_callback, result);
  g_assert_cmpint (parafa_archive_merge_finish (self->archive,
                                                parafa_test_result_wait (result,
                                                                         PARAFA_TEST_LIMIT_MS),
                                                NULL),
                   ==, 2);
  after = archive_test_get (self->archive, id, NULL);
  g_assert_cmpint (after->state, ==, PARAFA_FILING_OK);
  g_assert_cmpstr (after->reference, ==, "R-1");
  all = archive_test_list (self->archive, NULL, PARAFA_FILING_SORT_CREATED, TRUE, NULL);
  g_assert_cmpuint (all->len, ==, 2);
  parafa_test_result_reset (result);
  parafa_archive_merge_async (self->archive, records, NULL, parafa_test_result_callback, result);
  g_assert_cmpint (parafa_archive_merge_finish (self->archive,
                                                parafa_test_result_wait (result,
                                                                         PARAFA_TEST_LIMIT_MS),
                                                NULL),
                   ==, 0);
}

static gint64
merge_one (Fixture *self, ParafaFilingRecord *record)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  gint64 n;

  g_ptr_array_add (records, record);
  parafa_archive_merge_async (self->archive, records, NULL, parafa_test_result_callback, result);
  n = parafa_archive_merge_finish (self->archive,
                                   parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), &error);
  g_assert_no_error (error);
  return n;
}

static ParafaFilingRecord *
make_listed (guint number, const char *index, gint64 state)
{
  ParafaFilingRecord *record = archive_test_record (number);

  g_clear_pointer (&record->hash, g_free);
  record->source = PARAFA_FILING_FROM_LIST;
  record->state = state;
  record->changed_at = 5;
  record->index = g_strdup (index);
  record->uit = g_strdup ("7K0A2C4E6H8J9L70");
  return record;
}

/* That a transport was confirmed elsewhere is kept, and stays when a later list says nothing of it */
static void
test_merge_confirmation (Fixture *self, gconstpointer data)
{
  ParafaFilingChange *change = parafa_filing_change_new (0, PARAFA_FILING_OK, 1);
  g_autoptr (ParafaFilingRecord) listed = make_listed (1, "11", PARAFA_FILING_OK);
  g_autoptr (ParafaFilingRecord) filed = NULL;
  g_autoptr (ParafaFilingRecord) after = NULL;
  g_autoptr (ParafaFilingRecord) later = NULL;
  gint64 id = add (self, 1);

  change->index = g_strdup ("11");
  change->uit = g_strdup (listed->uit);
  filed = archive_test_change (self->archive, id, change, NULL);
  g_assert_cmpint (filed->confirmation, ==, -1);
  g_assert_cmpint (merge_one (self, listed), ==, 0);
  listed->confirmation = PARAFA_FILING_CONFIRMED_IN_PART;
  g_assert_cmpint (merge_one (self, listed), ==, 1);
  g_assert_cmpint (merge_one (self, listed), ==, 0);
  after = archive_test_get (self->archive, id, NULL);
  g_assert_cmpint (after->confirmation, ==, PARAFA_FILING_CONFIRMED_IN_PART);
  g_assert_cmpint (after->state, ==, PARAFA_FILING_OK);
  g_assert_cmpint (after->changed_at, ==, 1); /* it was not the state that changed */
  listed->confirmation = -1;
  g_assert_cmpint (merge_one (self, listed), ==, 0);
  later = archive_test_get (self->archive, id, NULL);
  g_assert_cmpint (later->confirmation, ==, PARAFA_FILING_CONFIRMED_IN_PART);
}

/* The list takes no UIT away without saying that it was refused, and tells nothing new of what was refused at once */
static void
test_merge_states (Fixture *self, gconstpointer data)
{
  static const struct
  {
    gint64 before;
    gint64 listed;
    gint64 after;
  } rows[] = {
    { PARAFA_FILING_PROCESSING, PARAFA_FILING_OK, PARAFA_FILING_OK },
    { PARAFA_FILING_PROCESSING, PARAFA_FILING_NOK, PARAFA_FILING_NOK },
    { PARAFA_FILING_OK, PARAFA_FILING_PROCESSING, PARAFA_FILING_OK },
    { PARAFA_FILING_OK, PARAFA_FILING_NOK, PARAFA_FILING_NOK },
    { PARAFA_FILING_NOK, PARAFA_FILING_OK, PARAFA_FILING_OK },
    { PARAFA_FILING_NOK, PARAFA_FILING_PROCESSING, PARAFA_FILING_NOK },
    { PARAFA_FILING_REFUSED, PARAFA_FILING_OK, PARAFA_FILING_REFUSED },
    { PARAFA_FILING_UNKNOWN, PARAFA_FILING_OK, PARAFA_FILING_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *index = g_strdup_printf ("%u", 20 + i);
      ParafaFilingChange *change = parafa_filing_change_new (0, rows[i].before, 1);
      g_autoptr (ParafaFilingRecord) listed = make_listed (i, index, rows[i].listed);
      g_autoptr (ParafaFilingRecord) filed = NULL;
      g_autoptr (ParafaFilingRecord) after = NULL;
      gint64 id = add (self, 200 + i);

      change->index = g_strdup (index);
      change->uit = g_strdup (listed->uit);
      filed = archive_test_change (self->archive, id, change, NULL);
      g_clear_pointer (&listed->vehicle, g_free);
      g_assert_cmpint (merge_one (self, listed), ==, rows[i].before != rows[i].after);
      after = archive_test_get (self->archive, id, NULL);
      g_assert_cmpint (after->state, ==, rows[i].after);
      g_assert_cmpint (after->changed_at, ==, rows[i].before != rows[i].after ? 5 : 1);
    }
}

/* What the web page filed may have no index: it is known by its UIT, once, and what cannot be asked for is not taken in */
static void
test_merge_without_index (Fixture *self, gconstpointer data)
{
  g_autoptr (ParafaFilingRecord) listed = make_listed (1, NULL, PARAFA_FILING_OK);
  g_autoptr (ParafaFilingRecord) open = make_listed (2, NULL, PARAFA_FILING_PROCESSING);
  g_autoptr (ParafaFilingRecord) refused = make_listed (3, NULL, PARAFA_FILING_NOK);
  g_autoptr (ParafaFilingFilter) filter = parafa_filing_filter_new ();
  g_autoptr (GPtrArray) found = NULL;
  const ParafaFilingRecord *record;

  g_assert_cmpint (merge_one (self, listed), ==, 1);
  g_assert_cmpint (merge_one (self, listed), ==, 0);
  g_assert_cmpint (merge_one (self, open), ==, 0);
  g_assert_cmpint (merge_one (self, refused), ==, 0);
  listed->confirmation = PARAFA_FILING_CONFIRMED;
  g_assert_cmpint (merge_one (self, listed), ==, 1);
  found = archive_test_find (self->archive, filter, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  record = found->pdata[0];
  g_assert_cmpint (record->confirmation, ==, PARAFA_FILING_CONFIRMED);
  g_assert_cmpint (record->state, ==, PARAFA_FILING_OK);
}

/* Filed since: kept or sent then, whatever day the transport has */
static void
test_since (Fixture *self, gconstpointer data)
{
  g_autoptr (ParafaFilingFilter) filter = parafa_filing_filter_new ();
  ParafaFilingChange *change =
      parafa_filing_change_new (0, PARAFA_FILING_SENDING, ARCHIVE_TEST_NOW + 50);
  g_autoptr (ParafaFilingRecord) sent = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GPtrArray) all = NULL;
  gint64 id = add (self, 1);

  add (self, 2);
  filter->since = ARCHIVE_TEST_NOW + 10;
  none = archive_test_find (self->archive, filter, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  change->sent_at = ARCHIVE_TEST_NOW + 50;
  sent = archive_test_change (self->archive, id, change, NULL);
  one = archive_test_find (self->archive, filter, NULL);
  g_assert_cmpuint (one->len, ==, 1);
  filter->since = ARCHIVE_TEST_NOW;
  all = archive_test_find (self->archive, filter, NULL);
  g_assert_cmpuint (all->len, ==, 2);
}

static void
test_confirmation_names (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *code;
    gint64 confirmation;
    const char *name;
  } codes[] = {
    { "10", 10, "confirmed" },
    { "20", 20, "confirmed-in-part" },
    { "30", 30, "not-confirmed" },
    { "40", -1, NULL },
    { "0", -1, NULL },
    { "-10", -1, NULL },
    { "10x", -1, NULL },
    { "", -1, NULL },
    { NULL, -1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      gint64 confirmation = parafa_filing_confirmation_read (codes[i].code);

      g_assert_cmpint (confirmation, ==, codes[i].confirmation);
      g_assert_cmpstr (parafa_filing_confirmation_get_name (confirmation), ==, codes[i].name);
    }
}

static void
test_remove (Fixture *self, gconstpointer data)
{
  gint64 id = add (self, 1);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaFilingRecord) claimed = NULL;
  g_autoptr (ParafaFilingRecord) gone = NULL;
  g_autoptr (GError) error = NULL;

  parafa_archive_remove_async (self->archive, id, NULL, parafa_test_result_callback, result);
  g_assert_true (
      parafa_archive_remove_finish (self->archive,
                                    parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), NULL));
  gone = archive_test_get (self->archive, id, &error);
  g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_NO_ROW);
  g_clear_error (&error);
  id = add (self, 2);
  claimed = archive_test_claim (self->archive, NULL, NULL);
  parafa_test_result_reset (result);
  parafa_archive_remove_async (self->archive, id, NULL, parafa_test_result_callback, result);
  g_assert_false (
      parafa_archive_remove_finish (self->archive,
                                    parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                    &error));
  g_assert_error (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_STATE);
}

static guint
count_filtered (Fixture *self, const ParafaFilingFilter *filter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids =
      archive_test_list (self->archive, filter, PARAFA_FILING_SORT_INDEX, FALSE, &error);

  g_assert_no_error (error);
  return ids->len;
}

static void
add_on_day (
    Fixture *self, guint number, const char *day, const char *operation, const char *carrier)
{
  g_autoptr (ParafaFilingRecord) record = archive_test_record (number);
  g_autofree char *body = g_strdup_printf ("<body number='%u'/>", number);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaFilingRecord) added = NULL;

  g_free (record->transport_date);
  record->transport_date = g_strdup (day);
  g_free (record->operation);
  record->operation = g_strdup (operation);
  g_free (record->carrier_code);
  record->carrier_code = g_strdup (carrier);
  g_free (record->carrier_name);
  record->carrier_name = g_strdup_printf ("Cărăuș %u", number);
  record->kind = operation != NULL ? 0 : 2;
  /* 2026-11-20, at noon of any zone */
  record->created_at = 1795176000;
  added = archive_test_add (self->archive, record, body, FALSE, &error);
  g_assert_no_error (error);
}

/* Where there is no day of a transport, as in a deletion, the day of filing counts */
static void
test_days_and_kinds (Fixture *self, gconstpointer data)
{
  g_autoptr (ParafaFilingFilter) filter = parafa_filing_filter_new ();

  add_on_day (self, 1, "2026-11-24", "30", NULL);
  add_on_day (self, 2, "2026-11-25", "30", NULL);
  add_on_day (self, 3, "2026-11-26", "10", NULL);
  add_on_day (self, 4, NULL, NULL, NULL);
  filter->from_day = g_strdup ("2026-11-25");
  g_assert_cmpuint (count_filtered (self, filter), ==, 2);
  filter->until_day = g_strdup ("2026-11-25");
  g_assert_cmpuint (count_filtered (self, filter), ==, 1);
  g_clear_pointer (&filter->from_day, g_free);
  g_assert_cmpuint (count_filtered (self, filter), ==, 3);
  filter->operation = g_strdup ("30");
  g_assert_cmpuint (count_filtered (self, filter), ==, 2);
  g_clear_pointer (&filter->operation, g_free);
  filter->kind = 2;
  g_assert_cmpuint (count_filtered (self, filter), ==, 1);
}

/* A company that carries its goods itself is named in what it files; the newest name counts */
static void
test_companies (Fixture *self, gconstpointer data)
{
  g_autoptr (ParafaFilingRecord) any = archive_test_record (1);
  g_autofree char *with_country = g_strdup_printf ("RO%s", any->cif);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) companies = NULL;
  const ParafaArchiveCompany *company = NULL;

  add_on_day (self, 1, NULL, NULL, any->cif);
  add_on_day (self, 2, NULL, NULL, with_country);
  add_on_day (self, 3, NULL, NULL, "999");
  parafa_archive_get_companies_async (self->archive, any->profile, NULL,
                                      parafa_test_result_callback, result);
  companies =
      parafa_archive_get_companies_finish (self->archive,
                                           parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                           &error);
  g_assert_no_error (error);
  for (guint i = 0; i < companies->len; i++)
    if (g_str_equal (((const ParafaArchiveCompany *) companies->pdata[i])->cif, any->cif))
      company = companies->pdata[i];
  g_assert_nonnull (company);
  g_assert_cmpint (company->n_filings, >=, 1);
  g_assert_nonnull (company->name);
  g_assert_true (g_str_has_prefix (company->name, "Cărăuș"));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "/archive/columns", test_columns },
    { "/archive/private-file", test_private_file },
    { "/archive/same-file", test_same_file },
    { "/archive/same-content", test_same_content },
    { "/archive/same-content-refused", test_same_content_refused },
    { "/archive/refused-is-not-same", test_refused_is_not_same },
    { "/archive/claim", test_claim },
    { "/archive/doubt", test_doubt },
    { "/archive/change", test_change },
    { "/archive/search", test_search },
    { "/archive/filter-and-sort", test_filter_and_sort },
    { "/archive/days-and-kinds", test_days_and_kinds },
    { "/archive/companies", test_companies },
    { "/archive/counters", test_counters },
    { "/archive/merge", test_merge },
    { "/archive/merge-confirmation", test_merge_confirmation },
    { "/archive/merge-states", test_merge_states },
    { "/archive/merge-without-index", test_merge_without_index },
    { "/archive/since", test_since },
    { "/archive/confirmation-names", test_confirmation_names },
    { "/archive/remove", test_remove },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
