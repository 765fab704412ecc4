/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "filing-rows.h"

#include "parafa-declaration.h"
#include "parafa-settings.h"
#include "parafa-test.h"

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
filing_rows_set_up (FilingsFixture *self, gconstpointer data)
{
  forget ();
  filing_test_set_up (&self->filing, NULL);
}

void
filing_rows_open (FilingsFixture *self, int width, int height)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_fixed (UI_NOW);

  filings_fixture_show (self, width, height, clock);
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
filing_rows_add (FilingsFixture *self, guint first, guint n)
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
