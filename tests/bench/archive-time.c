/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* An archive with 100 000 filings: opened, its first page read, searched; memory a row; against SQLite's own count of
 * the same rows. */
#include "archive-test.h"
#include "parafa-filing-list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS 100000u
#define CHUNK 5000u
#define PAGE 40u

static gint64
get_memory (void)
{
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  line = strstr (text, "VmRSS:");
  return line != NULL ? g_ascii_strtoll (line + strlen ("VmRSS:"), NULL, 10) * 1024 : 0;
}

static double
get_ms (gint64 since_us)
{
  return (double) (g_get_monotonic_time () - since_us) / 1000;
}

static void
fill (ParafaArchive *archive)
{
  for (guint first = 0; first < ROWS; first += CHUNK)
    {
      g_autoptr (GPtrArray) records =
          g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_filing_record_unref);
      g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

      for (guint i = first; i < first + CHUNK; i++)
        {
          ParafaFilingRecord *record = archive_test_record (i);

          record->index = g_strdup_printf ("%u", 1000000 + i);
          record->uit = g_strdup_printf ("7K0A2C4E6H%06u", i);
          record->state = PARAFA_FILING_OK;
          g_ptr_array_add (records, record);
        }
      parafa_archive_merge_async (archive, records, NULL, parafa_test_result_callback, result);
      g_assert_cmpint (parafa_archive_merge_finish (archive,
                                                    parafa_test_result_wait (result,
                                                                             PARAFA_TEST_LIMIT_MS),
                                                    NULL),
                       ==, CHUNK);
    }
}

static gboolean
is_loaded (gpointer data)
{
  return !parafa_filing_list_is_loading (data);
}

static gboolean
has_record (gpointer data)
{
  return parafa_filing_item_get_record (data) != NULL;
}

/* What a view asks for: the rows of one page, all of them read */
static void
read_page (ParafaFilingList *list, guint first)
{
  guint n = MIN (PAGE, g_list_model_get_n_items (G_LIST_MODEL (list)) - first);

  for (guint i = first; i < first + n; i++)
    {
      g_autoptr (ParafaFilingItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      parafa_test_wait_until (has_record, item, PARAFA_TEST_LIMIT_MS);
    }
}

static double
search (ParafaFilingList *list, const char *words, guint *n_found)
{
  g_autoptr (ParafaFilingFilter) filter = parafa_filing_filter_new ();
  gint64 start_us = g_get_monotonic_time ();

  filter->search = g_strdup (words);
  parafa_filing_list_set_filter (list, filter);
  parafa_test_wait_until (is_loaded, list, PARAFA_TEST_LIMIT_MS);
  *n_found = g_list_model_get_n_items (G_LIST_MODEL (list));
  read_page (list, 0);
  return get_ms (start_us);
}

static int
compare (const void *a, const void *b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

/* One step of scrolling is what the main thread does for a frame: rows asked for and those that came; the 95th of 100 */
static double
scroll (ParafaFilingList *list, double *longest)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint first = 0; first + PAGE < 40000; first += PAGE)
    {
      gint64 start_us = g_get_monotonic_time ();
      double step;

      for (guint i = first; i < first + PAGE; i++)
        {
          g_autoptr (ParafaFilingItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);
        }
      while (g_main_context_iteration (NULL, FALSE))
        continue;
      step = get_ms (start_us);
      g_array_append_val (steps, step);
    }
  g_array_sort (steps, compare);
  *longest = g_array_index (steps, double, steps->len - 1);
  return g_array_index (steps, double, steps->len * 95 / 100);
}

int
main (int argc, char **argv)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autoptr (GError) error = NULL;
  ParafaArchive *archive = archive_test_open (dir, &error);
  ParafaFilingList *list;
  gint64 start_us;
  gint64 before;
  double opened_ms, word_ms, common_ms, uit_ms, worst_ms, longest_ms;
  guint n_word, n_common, n_uit;

  g_assert_no_error (error);
  fill (archive);
  archive_test_close (archive);
  before = get_memory ();
  start_us = g_get_monotonic_time ();
  archive = archive_test_open (dir, &error);
  list = parafa_filing_list_new (archive);
  parafa_test_wait_until (is_loaded, list, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, ROWS);
  read_page (list, 0);
  opened_ms = get_ms (start_us);
  printf ("archive of %u rows:   opened with its first page in %.0f ms, %.0f bytes a row\n", ROWS,
          opened_ms, (double) MAX (get_memory () - before, 0) / ROWS);
  word_ms = search (list, "soimul cj42", &n_word);
  common_ms = search (list, "faina", &n_common);
  uit_ms = search (list, "7k0a2c4e6h0777", &n_uit);
  printf ("archive searched:      two words %.0f ms (%u found), a word in every row %.0f ms (%u), "
          "a UIT %.0f "
          "ms (%u)\n",
          word_ms, n_word, common_ms, n_common, uit_ms, n_uit);
  search (list, NULL, &n_common);
  worst_ms = scroll (list, &longest_ms);
  printf ("archive scrolled:      %.1f ms of the main thread a page (95th percentile of 1000, at "
          "most 16), longest "
          "%.1f ms\n",
          worst_ms, longest_ms);
  g_object_run_dispose (G_OBJECT (list));
  g_object_unref (list);
  g_object_unref (archive);
  return worst_ms < 16 && opened_ms < 1000 && word_ms < 500 && uit_ms < 500 ? 0 : 1;
}
