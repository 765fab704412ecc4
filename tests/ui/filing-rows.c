/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "filing-rows.h"

#include "parafa-declaration.h"
#include "parafa-settings.h"
#include "parafa-test.h"
#include "ui-fixture.h"

#define CHUNK 5000u

static void
forget (void)
{
  static const char *const keys[] = { "etransport-companies", "etransport-chosen",
                                      "etransport-days",      "etransport-columns",
                                      "etransport-sort",      "etransport-sort-descending" };
  g_autoptr (GSettings) settings = parafa_settings_new ();

  g_assert_nonnull (settings);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (settings, keys[i]);
}

void
filing_rows_set_up (FilingRows *self, gconstpointer data)
{
  forget ();
  filing_test_set_up (&self->filing, NULL);
}

void
filing_rows_open (FilingRows *self, int width, int height)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_fixed (UI_NOW);

  self->window = GTK_WINDOW (gtk_window_new ());
  self->page = g_object_new (PARAFA_TYPE_FILINGS_PAGE, NULL);
  gtk_window_set_child (self->window, GTK_WIDGET (self->page));
  gtk_window_set_default_size (self->window, width, height);
  parafa_filings_page_set_filings (self->page, self->filing.filings, "profile", TRUE, clock);
  ui_fixture_show (self->window);
  self->view =
      PARAFA_FILING_VIEW (ui_fixture_find (GTK_WIDGET (self->page), PARAFA_TYPE_FILING_VIEW, 0));
}

void
filing_rows_close (FilingRows *self)
{
  gtk_window_destroy (self->window);
  self->window = NULL;
  ui_fixture_settle ();
}

void
filing_rows_tear_down (FilingRows *self, gconstpointer data)
{
  if (self->window != NULL)
    filing_rows_close (self);
  filing_test_tear_down (&self->filing, NULL);
}

/* Invented: 80000000xx were given to nobody */
const char *
filing_rows_get_company (guint number)
{
  static const char *const companies[] = { "8000000000", "8000000018", "8000000026" };

  return companies[number % G_N_ELEMENTS (companies)];
}

static ParafaFilingRecord *
make_record (guint number)
{
  static const char *const partners[] = { "Panificația Lunca SRL", "Depozit Câmpeni Nord SRL",
                                          "Brutăria Izvorul Mic SRL", "Agro Valea Teiului SRL" };
  static const gint64 states[] = { PARAFA_FILING_OK, PARAFA_FILING_OK, PARAFA_FILING_NOK,
                                   PARAFA_FILING_OK, PARAFA_FILING_PROCESSING };
  ParafaFilingRecord *record = parafa_filing_record_new ();

  record->profile = g_strdup ("profile");
  record->system = PARAFA_FILING_PRACTICE;
  record->source = PARAFA_FILING_FROM_LIST;
  record->cif = g_strdup (filing_rows_get_company (number));
  record->state = states[number % G_N_ELEMENTS (states)];
  record->created_at = UI_NOW - 3600 * (gint64) number;
  record->changed_at = record->created_at;
  record->kind = number % 10 == 9 ? PARAFA_DECLARATION_CONFIRMATION : PARAFA_DECLARATION_NOTICE;
  record->operation = g_strdup (number % 2 == 0 ? "30" : "10");
  record->partner_name = g_strdup (partners[number % G_N_ELEMENTS (partners)]);
  record->vehicle = g_strdup_printf ("CJ%05uQRM", number);
  record->transport_date =
      g_strdup_printf ("2026-%02u-%02u", 11 - number / 28 % 11, 28 - number % 28);
  record->carrier_code = g_strdup (filing_rows_get_company (0));
  record->carrier_name = g_strdup ("Morile Albastre SRL");
  record->start = g_strdup ("Turda, Strada Morii, Cluj");
  record->end = g_strdup ("Reghin, Strada Gării, Mureș");
  record->goods = g_strdup ("Făină albă de grâu 650");
  record->gross = 1840000 + number;
  record->reference = g_strdup_printf ("AVIZ-%u", number);
  record->uit = g_strdup_printf ("7K0A2C4E6H%04u70", number % 10000);
  record->index = g_strdup_printf ("%u", 502000000 + number);
  record->valid_until = UI_NOW + 5 * DAY - (gint64) number * 3600;
  return record;
}

void
filing_rows_add (FilingRows *self, guint first, guint n)
{
  for (guint done = 0; done < n; done += CHUNK)
    {
      g_autoptr (GPtrArray) records =
          g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_filing_record_unref);
      g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
      g_autoptr (GError) error = NULL;

      for (guint i = done; i < MIN (done + CHUNK, n); i++)
        g_ptr_array_add (records, make_record (first + i));
      parafa_archive_merge_async (self->filing.archive, records, NULL, parafa_test_result_callback,
                                  result);
      g_assert_cmpint (parafa_archive_merge_finish (self->filing.archive,
                                                    parafa_test_result_wait (result,
                                                                             PARAFA_TEST_LIMIT_MS),
                                                    &error),
                       ==, records->len);
      g_assert_no_error (error);
    }
}

typedef struct
{
  FilingRows *fixture;
  GtkWidget *widget;
  guint n_rows;
  const char *text;
  GType type;
  GtkWindow *window;
} Wait;

static gboolean
has_rows (gpointer data)
{
  Wait *wait = data;

  return parafa_filing_view_get_n_rows (wait->fixture->view) == wait->n_rows;
}

void
filing_rows_wait_rows (FilingRows *self, guint n_rows)
{
  Wait wait = { .fixture = self, .n_rows = n_rows };

  parafa_test_wait_until (has_rows, &wait, PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
}

static gboolean
is_in_state (gpointer data)
{
  Wait *wait = data;

  return g_strcmp0 (parafa_filings_page_get_state (wait->fixture->page), wait->text) == 0;
}

void
filing_rows_wait_state (FilingRows *self, const char *state)
{
  Wait wait = { .fixture = self, .text = state };

  parafa_test_wait_until (is_in_state, &wait, PARAFA_TEST_LIMIT_MS);
  ui_fixture_settle ();
}

static gboolean
has_text (gpointer data)
{
  Wait *wait = data;

  return ui_fixture_find_text (wait->widget, wait->text) != NULL;
}

void
filing_rows_wait_text (GtkWidget *widget, const char *text)
{
  Wait wait = { .widget = widget, .text = text };

  parafa_test_wait_until (has_text, &wait, PARAFA_TEST_LIMIT_MS);
}

static gboolean
has_window (gpointer data)
{
  Wait *wait = data;
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, wait->type))
        wait->window = window;
    }
  return wait->window != NULL;
}

GtkWindow *
filing_rows_wait_window (GType type)
{
  Wait wait = { .type = type };

  parafa_test_wait_until (has_window, &wait, PARAFA_TEST_LIMIT_MS);
  return wait.window;
}
