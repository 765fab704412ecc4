/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The page e-Transport with many rows: in the real window, the real column view, on a real archive.
 *
 * What is measured of scrolling: for every frame, from the frame clock's "before-paint" to its "after-paint", which is
 * all this program does for it: rows read and bound, laid out, drawn. It is told twice. The time of this thread's
 * processor does not depend on what else the machine does, and its 95th percentile stays under 16 ms; the time on the
 * clock is told beside it, since other programs are in it.
 *
 * PARAFA_ROWS rows, 4 000 unless it is set. `./dev bench` takes 100 000. */

#include "parafa-config.h"

#include "filing-rows.h"
#include "parafa-test.h"
#include "ui-fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define FRAMES 200u
#define LIMIT_MS 16.0

static struct
{
  GArray *cpu_ms;  /* (element-type double) */
  GArray *wall_ms; /* (element-type double) */
  gint64 since_cpu_ns;
  gint64 since_us;
  GtkAdjustment *adjustment;
  double step;
} frames;

static gint64
get_cpu_ns (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_GINT64_CONSTANT (1000000000) + time.tv_nsec;
}

static double
get_ms (gint64 since_us)
{
  return (double) (g_get_monotonic_time () - since_us) / 1000;
}

static gint64
get_resident_bytes (void)
{
  g_autofree char *text = NULL;
  long pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%*d %ld", &pages);
  return (gint64) pages * 4096;
}

static void
on_before_paint (GdkFrameClock *clock, gpointer data)
{
  frames.since_us = g_get_monotonic_time ();
  frames.since_cpu_ns = get_cpu_ns ();
}

static void
on_after_paint (GdkFrameClock *clock, gpointer data)
{
  double cpu_ms = (double) (get_cpu_ns () - frames.since_cpu_ns) / 1000000;
  double wall_ms = get_ms (frames.since_us);

  g_array_append_val (frames.cpu_ms, cpu_ms);
  g_array_append_val (frames.wall_ms, wall_ms);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  double top = gtk_adjustment_get_upper (frames.adjustment) -
               gtk_adjustment_get_page_size (frames.adjustment);
  double value = gtk_adjustment_get_value (frames.adjustment);

  if (value + frames.step > top || value + frames.step < 0)
    frames.step = -frames.step;
  gtk_adjustment_set_value (frames.adjustment, CLAMP (value + frames.step, 0, top));
  return G_SOURCE_CONTINUE;
}

static gboolean
has_frames (gpointer data)
{
  return frames.cpu_ms->len >= FRAMES;
}

static int
compare (const void *a, const void *b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

static double
get_percentile (GArray *times, guint percent)
{
  g_array_sort (times, compare);
  return g_array_index (times, double, MIN (times->len - 1, times->len * percent / 100));
}

static double
scroll (FilingsFixture *self, const char *what, double step)
{
  GtkWidget *scroller = ui_fixture_find (GTK_WIDGET (self->view), GTK_TYPE_SCROLLED_WINDOW, 0);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (scroller);
  gulong before, after;
  guint tick;
  double worst;

  frames.cpu_ms = g_array_new (FALSE, FALSE, sizeof (double));
  frames.wall_ms = g_array_new (FALSE, FALSE, sizeof (double));
  frames.adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  frames.step = step;
  before = g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), NULL);
  after = g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_after_paint), NULL);
  tick = gtk_widget_add_tick_callback (scroller, on_tick, NULL, NULL);
  parafa_test_wait_until (has_frames, NULL, PARAFA_TEST_LIMIT_MS);
  gtk_widget_remove_tick_callback (scroller, tick);
  g_signal_handler_disconnect (clock, before);
  g_signal_handler_disconnect (clock, after);
  worst = get_percentile (frames.cpu_ms, 95);
  g_test_message ("filings, %s: a frame takes %.1f ms of the processor (95th percentile of %u, at "
                  "most 16; median %.1f, longest %.1f), on the clock %.1f",
                  what, worst, frames.cpu_ms->len, get_percentile (frames.cpu_ms, 50),
                  get_percentile (frames.cpu_ms, 100), get_percentile (frames.wall_ms, 95));
  g_array_unref (frames.cpu_ms);
  g_array_unref (frames.wall_ms);
  return worst;
}

typedef struct
{
  FilingsFixture *fixture;
  guint n_rows;
  const char *text;
} Wait;

/* Answered: as many rows, and the first of them is drawn */
static gboolean
is_answered (gpointer data)
{
  Wait *wait = data;

  return parafa_filing_view_get_n_rows (wait->fixture->view) == wait->n_rows &&
         ui_fixture_find_text (GTK_WIDGET (wait->fixture->view), wait->text) != NULL;
}

static double
wait_answer (FilingsFixture *self, guint n_rows, const char *text)
{
  Wait wait = { self, n_rows, text };
  gint64 start_us = g_get_monotonic_time ();

  parafa_test_wait_until (is_answered, &wait, PARAFA_TEST_LIMIT_MS);
  return get_ms (start_us);
}

static double
search (FilingsFixture *self, const char *words, guint n_rows, const char *text)
{
  gint64 start_us = g_get_monotonic_time ();

  parafa_filings_page_search (self->page, words);
  wait_answer (self, n_rows, text);
  return get_ms (start_us);
}

static guint
get_n_rows (void)
{
  const char *rows = g_getenv ("PARAFA_ROWS");

  return rows != NULL ? (guint) MAX (atoi (rows), 2000) : 4000;
}

static void
test_frames (FilingsFixture *self, gconstpointer data)
{
  guint n = get_n_rows ();
  g_autofree char *last = g_strdup_printf ("AVIZ-%u", n - 2);
  g_autofree char *last_uit =
      g_strdup_printf ("7K0A 2C4E 6H%02u %02u70", (n - 2) / 100 % 100, (n - 2) % 100);
  g_autofree char *greatest =
      g_strdup_printf ("7K0A 2C4E 6H%02u %02u70", (n - 4) / 100 % 100, (n - 4) % 100);
  gint64 start_us, before;
  double opened_ms, word_ms, one_ms, sort_ms, all_ms;
  GtkColumnView *table;
  g_autoptr (GtkColumnViewColumn) partner = NULL;

  filing_rows_add (self, 0, n);
  before = get_resident_bytes ();
  start_us = g_get_monotonic_time ();
  filing_rows_open (self, 1000, 700);
  wait_answer (self, n, "7K0A 2C4E 6H00 0070");
  opened_ms = get_ms (start_us);
  word_ms = search (self, "campeni", n / 4, "7K0A 2C4E 6H00 0170");
  one_ms = search (self, last, 1, last_uit);
  search (self, "", n, "7K0A 2C4E 6H00 0070");
  /* a row that is selected is not looked for among all others */
  parafa_filing_view_select (self->view, 3);
  table = GTK_COLUMN_VIEW (ui_fixture_find (GTK_WIDGET (self->view), GTK_TYPE_COLUMN_VIEW, 0));
  partner = g_list_model_get_item (gtk_column_view_get_columns (table), 3);
  start_us = g_get_monotonic_time ();
  gtk_column_view_sort_by_column (table, partner, GTK_SORT_DESCENDING);
  wait_answer (self, n, greatest);
  sort_ms = get_ms (start_us);
  start_us = g_get_monotonic_time ();
  gtk_widget_activate_action (GTK_WIDGET (self->view), "filings.select-all", NULL);
  all_ms = get_ms (start_us);
  g_assert_cmpuint (parafa_filing_view_get_n_selected (self->view), ==, n);
  parafa_filing_view_select (self->view, GTK_INVALID_LIST_POSITION);
  g_test_message ("filings, %u rows: page opened in %.0f ms, %.0f bytes a row with the page; a "
                  "word "
                  "in a quarter of them %.0f ms, one of them %.0f ms; sorted %.0f ms, all selected "
                  "%.0f ms",
                  n, opened_ms, (double) MAX (get_resident_bytes () - before, 0) / n, word_ms,
                  one_ms, sort_ms, all_ms);
  g_assert_cmpfloat (scroll (self, "by lines", 60), <, LIMIT_MS);
  g_assert_cmpfloat (scroll (self, "by pages", 560), <, LIMIT_MS);
}

int
main (int argc, char *argv[])
{
  ui_fixture_init (&argc, &argv);
  ui_fixture_start_gtk ();
  /* GTK 4.8 says of very long lists that it could not scroll to a position between two layouts, and goes on */
  g_log_set_always_fatal ((GLogLevelFlags) (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL));
  g_test_add ("/ui/filings-frames", FilingsFixture, NULL, filing_rows_set_up, test_frames,
              filings_fixture_tear_down);
  return g_test_run ();
}
