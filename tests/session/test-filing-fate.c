/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What became of a UIT: the one rule that the details, the driver's slip and the reminder to confirm go by */
#include "parafa-filing-fate.h"

#include "parafa-declaration.h"

#define UIT "7K0A2C4E6H8J9L70"
#define OTHER "5Y7A9D1E3F8J0K79"
#define NOTICE PARAFA_DECLARATION_NOTICE
#define CORRECTION PARAFA_DECLARATION_CORRECTION
#define DELETION PARAFA_DECLARATION_DELETION
#define CONFIRMATION PARAFA_DECLARATION_CONFIRMATION
#define VEHICLE PARAFA_DECLARATION_VEHICLE

typedef struct
{
  gint64 id;
  gint64 at;
  gint64 state;
  gint64 kind;
  const char *uit;
  const char *subject;
  gint64 confirmation;
  const char *vehicle;
} Row;

static ParafaFilingRecord *
make (const Row *row)
{
  ParafaFilingRecord *record = parafa_filing_record_new ();

  record->id = row->id;
  record->created_at = row->at;
  record->state = row->state;
  record->system = PARAFA_FILING_PRODUCTION;
  record->kind = row->kind;
  record->cif = g_strdup ("8000000000");
  record->uit = g_strdup (row->uit);
  record->subject_uit = g_strdup (row->subject);
  record->confirmation = row->confirmation != 0 ? row->confirmation : -1;
  record->vehicle = g_strdup (row->vehicle != NULL ? row->vehicle : "CJ11QRM");
  record->valid_from = 1000;
  record->valid_until = 2000;
  return record;
}

static GPtrArray *
make_all (const Row *rows, guint n_rows)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_filing_record_unref);

  for (guint i = 0; i < n_rows; i++)
    g_ptr_array_add (records, make (&rows[i]));
  return records;
}

static const Row notice = { 1, 100, PARAFA_FILING_OK, NOTICE, UIT, NULL, 0, NULL };

static const struct
{
  const char *what;
  Row other;
  gboolean confirmed;
  gint64 confirmation;
  gboolean deleted;
  gint64 corrected_by;
  const char *vehicle;
  ParafaSlipEnd slip;
} cases[] = {
  { "nothing",
    { 2, 200, PARAFA_FILING_OK, NOTICE, OTHER, NULL, 0, NULL },
    FALSE,
    -1,
    FALSE,
    0,
    NULL,
    PARAFA_SLIP_OPEN },
  { "confirmed",
    { 2, 200, PARAFA_FILING_OK, CONFIRMATION, UIT, UIT, 10, NULL },
    TRUE,
    10,
    FALSE,
    0,
    NULL,
    PARAFA_SLIP_CONFIRMED },
  { "in part",
    { 2, 200, PARAFA_FILING_OK, CONFIRMATION, NULL, UIT, 20, NULL },
    TRUE,
    20,
    FALSE,
    0,
    NULL,
    PARAFA_SLIP_CONFIRMED_IN_PART },
  { "refuted",
    { 2, 200, PARAFA_FILING_OK, CONFIRMATION, NULL, UIT, 30, NULL },
    TRUE,
    30,
    FALSE,
    0,
    NULL,
    PARAFA_SLIP_NOT_CONFIRMED },
  /* an older version did not keep how */
  { "confirmed somehow",
    { 2, 200, PARAFA_FILING_OK, CONFIRMATION, NULL, UIT, 0, NULL },
    TRUE,
    -1,
    FALSE,
    0,
    NULL,
    PARAFA_SLIP_CONFIRMED },
  { "confirmation refused",
    { 2, 200, PARAFA_FILING_NOK, CONFIRMATION, NULL, UIT, 10, NULL },
    FALSE,
    -1,
    FALSE,
    0,
    NULL,
    PARAFA_SLIP_OPEN },
  { "confirmation in process",
    { 2, 200, PARAFA_FILING_PROCESSING, CONFIRMATION, NULL, UIT, 10, NULL },
    FALSE,
    -1,
    FALSE,
    0,
    NULL,
    PARAFA_SLIP_OPEN },
  { "of another",
    { 2, 200, PARAFA_FILING_OK, CONFIRMATION, NULL, OTHER, 10, NULL },
    FALSE,
    -1,
    FALSE,
    0,
    NULL,
    PARAFA_SLIP_OPEN },
  { "deleted",
    { 2, 200, PARAFA_FILING_OK, DELETION, NULL, UIT, 0, NULL },
    FALSE,
    -1,
    TRUE,
    0,
    NULL,
    PARAFA_SLIP_OPEN },
  /* as an entry of ANAF's list was kept before */
  { "deleted elsewhere",
    { 2, 200, PARAFA_FILING_OK, DELETION, UIT, NULL, 0, NULL },
    FALSE,
    -1,
    TRUE,
    0,
    NULL,
    PARAFA_SLIP_OPEN },
  { "corrected",
    { 2, 200, PARAFA_FILING_OK, CORRECTION, UIT, UIT, 0, NULL },
    FALSE,
    -1,
    FALSE,
    2,
    NULL,
    PARAFA_SLIP_REPLACED },
  { "corrected, no UIT given",
    { 2, 200, PARAFA_FILING_OK, CORRECTION, NULL, UIT, 0, NULL },
    FALSE,
    -1,
    FALSE,
    2,
    NULL,
    PARAFA_SLIP_REPLACED },
  { "corrected elsewhere",
    { 2, 200, PARAFA_FILING_OK, NOTICE, UIT, NULL, 0, NULL },
    FALSE,
    -1,
    FALSE,
    2,
    NULL,
    PARAFA_SLIP_REPLACED },
  { "corrected and confirmed elsewhere",
    { 2, 200, PARAFA_FILING_OK, NOTICE, UIT, NULL, 10, NULL },
    TRUE,
    10,
    FALSE,
    2,
    NULL,
    PARAFA_SLIP_CONFIRMED },
  { "correction refused",
    { 2, 200, PARAFA_FILING_NOK, CORRECTION, NULL, UIT, 0, NULL },
    FALSE,
    -1,
    FALSE,
    0,
    NULL,
    PARAFA_SLIP_OPEN },
  { "an earlier one, read later",
    { 2, 50, PARAFA_FILING_OK, NOTICE, UIT, NULL, 0, NULL },
    FALSE,
    -1,
    FALSE,
    0,
    NULL,
    PARAFA_SLIP_OPEN },
  { "other vehicle",
    { 2, 200, PARAFA_FILING_OK, VEHICLE, UIT, UIT, 0, "CJ77QRM" },
    FALSE,
    -1,
    FALSE,
    0,
    "CJ77QRM",
    PARAFA_SLIP_OPEN },
  { "earlier vehicle",
    { 2, 50, PARAFA_FILING_OK, VEHICLE, UIT, UIT, 0, "CJ77QRM" },
    FALSE,
    -1,
    FALSE,
    0,
    NULL,
    PARAFA_SLIP_OPEN },
};

/* One other filing beside a notice, and what it does to it */
static void
test_one_other (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint with_itself = 0; with_itself < 2; with_itself++)
      {
        g_autoptr (ParafaFilingRecord) record = make (&notice);
        g_autoptr (GPtrArray) records = make_all (&cases[i].other, 1);
        g_autoptr (ParafaFilingFate) fate = NULL;
        g_autoptr (ParafaSlip) slip = NULL;

        g_test_message ("%s", cases[i].what);
        if (with_itself)
          g_ptr_array_insert (records, 0, make (&notice));
        fate = parafa_filing_fate_new (record, records);
        g_assert_cmpint (fate->confirmed, ==, cases[i].confirmed);
        g_assert_cmpint (fate->confirmation, ==, cases[i].confirmation);
        g_assert_cmpint (fate->deleted, ==, cases[i].deleted);
        g_assert_cmpint (fate->corrected_by, ==, cases[i].corrected_by);
        g_assert_cmpstr (fate->vehicle, ==, cases[i].vehicle);
        g_assert_cmpint (parafa_filing_fate_is_open (fate), ==,
                         !fate->confirmed && !fate->deleted && fate->corrected_by == 0);
        slip = parafa_filing_fate_get_slip (fate, record);
        /* a driver never gets one that was deleted */
        g_assert_cmpint (slip == NULL, ==, cases[i].deleted);
        if (slip == NULL)
          continue;
        g_assert_cmpint (slip->end_of_uit, ==, cases[i].slip);
        g_assert_cmpstr (slip->vehicle, ==,
                         cases[i].vehicle != NULL ? cases[i].vehicle : "CJ11QRM");
      }
}

/* What only ANAF's list tells, on the row itself: with nothing else filed */
static void
test_from_list (void)
{
  static const gint64 confirmations[] = { 10, 20, 30 };
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (confirmations); i++)
    {
      Row row = notice;
      g_autoptr (ParafaFilingRecord) record = NULL;
      g_autoptr (ParafaFilingFate) fate = NULL;

      row.confirmation = confirmations[i];
      record = make (&row);
      fate = parafa_filing_fate_new (record, none);
      g_assert_true (fate->confirmed);
      g_assert_cmpint (fate->confirmation, ==, confirmations[i]);
      g_assert_false (parafa_filing_fate_is_open (fate));
    }
}

/* The newest of each kind counts, in whatever order they are read */
static void
test_newest (void)
{
  static const Row rows[] = {
    { 9, 900, PARAFA_FILING_OK, VEHICLE, UIT, UIT, 0, "CJ99QRM" },
    { 1, 100, PARAFA_FILING_OK, NOTICE, UIT, NULL, 10, NULL },
    { 4, 400, PARAFA_FILING_OK, CONFIRMATION, UIT, UIT, 20, NULL },
    { 3, 300, PARAFA_FILING_OK, CORRECTION, UIT, UIT, 0, "CJ33QRM" },
    { 2, 200, PARAFA_FILING_OK, CORRECTION, UIT, UIT, 0, "CJ22QRM" },
    { 5, 350, PARAFA_FILING_OK, CONFIRMATION, UIT, UIT, 30, NULL },
    { 6, 600, PARAFA_FILING_OK, CONFIRMATION, UIT, UIT, 0, NULL },
    { 7, 250, PARAFA_FILING_OK, VEHICLE, UIT, UIT, 0, "CJ77QRM" },
  };
  g_autoptr (GPtrArray) records = make_all (rows, G_N_ELEMENTS (rows));

  for (guint i = 0; i < records->len; i++)
    {
      const ParafaFilingRecord *record = records->pdata[i];
      g_autoptr (ParafaFilingFate) fate = parafa_filing_fate_new (record, records);
      gboolean declares = record->kind == NOTICE || record->kind == CORRECTION;

      g_assert_true (fate->confirmed);
      g_assert_cmpint (fate->confirmation, ==, 20); /* said here, after what the list says */
      g_assert_cmpint (fate->corrected_by, ==, declares && record->id != 3 ? 3 : 0);
      g_assert_cmpstr (fate->vehicle, ==, declares ? "CJ99QRM" : NULL);
    }
}

/* What is no declaration of a transport gives no slip; nor does what does not count */
static void
test_no_slip (void)
{
  static const Row rows[] = {
    { 1, 100, PARAFA_FILING_OK, CONFIRMATION, UIT, UIT, 10, NULL },
    { 1, 100, PARAFA_FILING_OK, VEHICLE, UIT, UIT, 0, NULL },
    { 1, 100, PARAFA_FILING_OK, DELETION, UIT, UIT, 0, NULL },
    { 1, 100, PARAFA_FILING_PROCESSING, NOTICE, UIT, NULL, 0, NULL },
    { 1, 100, PARAFA_FILING_NOK, NOTICE, UIT, NULL, 0, NULL },
    { 1, 100, PARAFA_FILING_OK, NOTICE, NULL, NULL, 0, NULL },
    { 1, 100, PARAFA_FILING_OK, NOTICE, "", NULL, 0, NULL },
  };
  const Row corrected = { 1, 100, PARAFA_FILING_OK, CORRECTION, NULL, UIT, 0, NULL };
  g_autoptr (ParafaFilingRecord) correction = make (&corrected);
  g_autoptr (ParafaSlip) good = parafa_filing_fate_get_slip (NULL, correction);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (ParafaFilingRecord) record = make (&rows[i]);

      g_assert_null (parafa_filing_fate_get_slip (NULL, record));
    }
  g_assert_cmpstr (good->uit, ==, UIT);
}

/* Another system has UITs of its own */
static void
test_systems (void)
{
  static const Row rows[] = {
    { 2, 200, PARAFA_FILING_OK, DELETION, UIT, UIT, 0, NULL },
    { 3, 300, PARAFA_FILING_OK, CONFIRMATION, UIT, UIT, 10, NULL },
  };
  g_autoptr (ParafaFilingRecord) record = make (&notice);
  g_autoptr (GPtrArray) records = make_all (rows, G_N_ELEMENTS (rows));
  g_autoptr (ParafaFilingFate) fate = NULL;

  record->system = PARAFA_FILING_TEST;
  fate = parafa_filing_fate_new (record, records);
  g_assert_true (parafa_filing_fate_is_open (fate));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/filing-fate/one-other", test_one_other);
  g_test_add_func ("/session/filing-fate/from-list", test_from_list);
  g_test_add_func ("/session/filing-fate/newest", test_newest);
  g_test_add_func ("/session/filing-fate/no-slip", test_no_slip);
  g_test_add_func ("/session/filing-fate/systems", test_systems);
  return g_test_run ();
}
