/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-list.h"

#include "archive-test.h"

#include <string.h>

#define N_ROWS 700u

typedef struct
{
  ParafaTestDir *dir;     /* (owned) */
  ParafaArchive *archive; /* (owned) */
  ParafaFilingList *list; /* (owned) */
  guint position;         /* of the last change */
  guint removed;
  guint added;
  guint n_changes;
} Fixture;

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, Fixture *self)
{
  self->position = position;
  self->removed = removed;
  self->added = added;
  self->n_changes++;
}

static gboolean
is_loaded (gpointer data)
{
  return !parafa_filing_list_is_loading (data);
}

static void
wait (Fixture *self)
{
  parafa_test_wait_until (is_loaded, self->list, PARAFA_TEST_LIMIT_MS);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_filing_record_unref);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  self->dir = parafa_test_dir_new ();
  self->archive = archive_test_open (self->dir, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_ROWS; i++)
    {
      ParafaFilingRecord *record = archive_test_record (i);

      record->index = g_strdup_printf ("%u", i);
      g_ptr_array_add (records, record);
    }
  parafa_archive_merge_async (self->archive, records, NULL, parafa_test_result_callback, result);
  g_assert_cmpint (parafa_archive_merge_finish (self->archive,
                                                parafa_test_result_wait (result,
                                                                         PARAFA_TEST_LIMIT_MS),
                                                NULL),
                   ==, N_ROWS);
  self->list = parafa_filing_list_new (self->archive);
  g_signal_connect (self->list, "items-changed", G_CALLBACK (on_items_changed), self);
  wait (self);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gpointer weak = self->list;

  g_object_add_weak_pointer (G_OBJECT (self->list), &weak);
  g_object_run_dispose (G_OBJECT (self->list));
  g_object_unref (self->list);
  parafa_test_wait_until (is_gone, &weak, PARAFA_TEST_LIMIT_MS);
  archive_test_close (self->archive);
  parafa_test_dir_free (self->dir);
}

static gboolean
has_record (gpointer data)
{
  return parafa_filing_item_get_record (data) != NULL;
}

static ParafaFilingRecord *
read_row (Fixture *self, guint position)
{
  g_autoptr (ParafaFilingItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  g_assert_nonnull (item);
  parafa_test_wait_until (has_record, item, PARAFA_TEST_LIMIT_MS);
  return parafa_filing_record_ref (parafa_filing_item_get_record (item));
}

/* Newest first; a row's record comes a moment after the row was looked at, and the row is the same object again */
static void
test_rows (Fixture *self, gconstpointer data)
{
  g_autoptr (ParafaFilingItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), 0);
  g_autoptr (ParafaFilingItem) same = g_list_model_get_item (G_LIST_MODEL (self->list), 0);
  g_autoptr (ParafaFilingRecord) first = NULL;
  g_autoptr (ParafaFilingRecord) last = NULL;

  g_assert_cmpuint (self->n_changes, ==, 1);
  g_assert_cmpuint (self->added, ==, N_ROWS);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (self->list)) == PARAFA_TYPE_FILING_ITEM);
  g_assert_null (parafa_filing_item_get_record (item));
  g_assert_true (item == same);
  first = read_row (self, 0);
  last = read_row (self, N_ROWS - 1);
  g_assert_cmpstr (first->reference, ==, "R-699");
  g_assert_cmpstr (last->reference, ==, "R-0");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (self->list), N_ROWS));
}

static void
test_search_and_sort (Fixture *self, gconstpointer data)
{
  g_autoptr (ParafaFilingFilter) filter = parafa_filing_filter_new ();
  g_autoptr (ParafaFilingRecord) first = NULL;
  guint position;

  filter->search = g_strdup ("soimul");
  parafa_filing_list_set_filter (self->list, filter);
  wait (self);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, 234);
  parafa_filing_list_set_sort (self->list, PARAFA_FILING_SORT_CREATED, FALSE);
  wait (self);
  first = read_row (self, 0);
  g_assert_cmpstr (first->reference, ==, "R-0");
  g_assert_true (parafa_filing_list_find (self->list, first->id, &position));
  g_assert_cmpuint (position, ==, 0);
  parafa_filing_list_set_filter (self->list, NULL);
  wait (self);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, N_ROWS);
}

static void
count_notify (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static gboolean
is_positive (gpointer data)
{
  return *(guint *) data > 0;
}

/* A changed row is drawn anew where it is; the list does not move */
static void
test_change (Fixture *self, gconstpointer data)
{
  g_autoptr (ParafaFilingItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), 3);
  g_autoptr (ParafaFilingRecord) before = read_row (self, 3);
  g_autoptr (ParafaFilingRecord) after = NULL;
  guint n_notify = 0;
  guint n_before;

  wait (self);
  n_before = self->n_changes;
  g_signal_connect (item, "notify::record", G_CALLBACK (count_notify), &n_notify);
  after = archive_test_change (self->archive, before->id,
                               parafa_filing_change_new (0, PARAFA_FILING_OK, 5), NULL);
  parafa_test_wait_until (is_positive, &n_notify, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (parafa_filing_item_get_record (item)->state, ==, PARAFA_FILING_OK);
  wait (self);
  g_assert_cmpuint (self->n_changes, ==, n_before);
  g_signal_handlers_disconnect_by_data (item, &n_notify);
}

/* A new row is one row more, told as such */
static void
test_add (Fixture *self, gconstpointer data)
{
  g_autoptr (ParafaFilingRecord) record = archive_test_record (5000);
  g_autoptr (ParafaFilingRecord) added = NULL;
  g_autoptr (ParafaFilingRecord) first = NULL;

  added = archive_test_add (self->archive, record, "x", FALSE, NULL);
  wait (self);
  g_assert_cmpuint (self->position, ==, 0);
  g_assert_cmpuint (self->removed, ==, 0);
  g_assert_cmpuint (self->added, ==, 1);
  first = read_row (self, 0);
  g_assert_cmpint (first->id, ==, added->id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/archive/list/rows", Fixture, NULL, set_up, test_rows, tear_down);
  g_test_add ("/archive/list/search-and-sort", Fixture, NULL, set_up, test_search_and_sort,
              tear_down);
  g_test_add ("/archive/list/change", Fixture, NULL, set_up, test_change, tear_down);
  g_test_add ("/archive/list/add", Fixture, NULL, set_up, test_add, tear_down);
  return g_test_run ();
}
