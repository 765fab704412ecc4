/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-companies.h"

/* Invented: 80000000xx were given to nobody */
#define MILLS "8000000000"
#define BAKERY "8000000001"
#define DEPOT "8000000002"

static void
count (gpointer object, gpointer data)
{
  (*(guint *) data)++;
}

static ParafaArchiveCompany *
found (const char *cif, const char *name, gint64 n_filings)
{
  ParafaArchiveCompany *company = g_new0 (ParafaArchiveCompany, 1);

  company->cif = g_strdup (cif);
  company->name = g_strdup (name);
  company->n_filings = n_filings;
  return company;
}

static void
free_found (gpointer data)
{
  ParafaArchiveCompany *company = data;

  g_free (company->cif);
  g_free (company->name);
  g_free (company);
}

static void
learn (ParafaCompanies *companies, const char *cif, const char *name, gint64 n_filings)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (free_found);

  g_ptr_array_add (list, found (cif, name, n_filings));
  parafa_companies_learn (companies, list);
}

static const char *
get_cif (ParafaCompanies *companies, guint position)
{
  g_autoptr (ParafaCompany) company =
      g_list_model_get_item (parafa_companies_get_model (companies), position);

  return company != NULL ? parafa_company_get_cif (company) : NULL;
}

/* A person's name for it counts before what was filed; taking it back brings that again */
static void
test_names (void)
{
  g_autoptr (ParafaCompanies) companies = parafa_companies_new ();

  parafa_companies_turn_to (companies, "one", NULL, NULL);
  learn (companies, MILLS, "MORILE ALBASTRE SRL", 4);
  g_assert_cmpstr (parafa_companies_get_name (companies, MILLS), ==, "MORILE ALBASTRE SRL");
  g_assert_null (parafa_companies_get_name (companies, BAKERY));
  parafa_companies_put (companies, MILLS, "Morile Albastre");
  learn (companies, MILLS, "MORILE A SRL", 5);
  g_assert_cmpstr (parafa_companies_get_name (companies, MILLS), ==, "Morile Albastre");
  g_assert_false (parafa_company_can_be_removed (parafa_companies_find (companies, MILLS)));
  parafa_companies_remove (companies, MILLS);
  g_assert_cmpstr (parafa_companies_get_name (companies, MILLS), ==, "MORILE A SRL");
  g_assert_cmpint (parafa_company_get_n_filings (parafa_companies_find (companies, MILLS)), ==, 5);
}

static void
test_order_and_search (void)
{
  g_autoptr (ParafaCompanies) companies = parafa_companies_new ();
  ParafaCompany *company;

  parafa_companies_turn_to (companies, "one", NULL, NULL);
  parafa_companies_put (companies, DEPOT, NULL);
  parafa_companies_put (companies, MILLS, "Șapte Mori SRL");
  parafa_companies_put (companies, BAKERY, "Brutăria Izvorul Mic");
  g_assert_cmpstr (get_cif (companies, 0), ==, BAKERY);
  g_assert_cmpstr (get_cif (companies, 2), ==, DEPOT);
  company = parafa_companies_find (companies, MILLS);
  g_assert_true (parafa_company_matches (company, NULL));
  g_assert_true (parafa_company_matches (company, "sapte mo"));
  g_assert_true (parafa_company_matches (company, "RO 80000"));
  g_assert_false (parafa_company_matches (company, "brut"));
  g_assert_false (parafa_company_matches (parafa_companies_find (companies, DEPOT), "mori"));
  g_assert_true (parafa_company_can_be_removed (company));
  parafa_companies_remove (companies, MILLS);
  g_assert_null (parafa_companies_find (companies, MILLS));
  parafa_companies_remove (companies, "12");
}

/* Each profile keeps its own; what another one kept stays as it is */
static void
test_kept (void)
{
  g_autoptr (ParafaCompanies) companies = parafa_companies_new ();
  g_autoptr (GVariant) one = NULL;
  g_autoptr (GVariant) both = NULL;
  g_autoptr (GVariant) strange = g_variant_ref_sink (g_variant_new_string ("x"));
  const char *chosen[] = { BAKERY, "no number", NULL };
  g_auto (GStrv) now = NULL;

  parafa_companies_turn_to (companies, "one", NULL, NULL);
  parafa_companies_put (companies, MILLS, "Morile Albastre");
  /* what was only learned is not kept */
  learn (companies, DEPOT, "Depozit", 1);
  one = g_variant_ref_sink (parafa_companies_keep (companies, NULL));
  g_assert_cmpuint (g_variant_n_children (one), ==, 1);
  parafa_companies_turn_to (companies, "two", one, NULL);
  g_assert_null (get_cif (companies, 0));
  parafa_companies_put (companies, BAKERY, NULL);
  both = g_variant_ref_sink (parafa_companies_keep (companies, one));
  g_assert_cmpuint (g_variant_n_children (both), ==, 2);
  parafa_companies_turn_to (companies, "one", both, chosen);
  g_assert_cmpstr (parafa_companies_get_name (companies, MILLS), ==, "Morile Albastre");
  now = parafa_companies_get_chosen (companies);
  g_assert_cmpuint (g_strv_length (now), ==, 1);
  g_assert_cmpstr (now[0], ==, BAKERY);
  parafa_companies_turn_to (companies, "one", strange, NULL);
  g_assert_null (get_cif (companies, 0));
}

static void
test_signals (void)
{
  g_autoptr (ParafaCompanies) companies = parafa_companies_new ();
  const char *both[] = { MILLS, BAKERY, NULL };
  g_auto (GStrv) chosen = NULL;
  guint n_changed = 0;
  guint n_chosen = 0;

  g_signal_connect (companies, "changed", G_CALLBACK (count), &n_changed);
  g_signal_connect (companies, "chosen", G_CALLBACK (count), &n_chosen);
  parafa_companies_turn_to (companies, "one", NULL, NULL);
  parafa_companies_put (companies, MILLS, NULL);
  parafa_companies_put (companies, BAKERY, NULL);
  g_assert_cmpuint (n_changed, ==, 2);
  g_assert_cmpuint (n_chosen, ==, 0);
  parafa_companies_choose (companies, both);
  parafa_companies_choose (companies, both);
  g_assert_cmpuint (n_chosen, ==, 1);
  parafa_company_set_chosen (parafa_companies_find (companies, MILLS), FALSE);
  g_assert_cmpuint (n_chosen, ==, 2);
  /* one that leaves is not chosen any more */
  parafa_companies_remove (companies, BAKERY);
  g_assert_cmpuint (n_chosen, ==, 3);
  chosen = parafa_companies_get_chosen (companies);
  g_assert_null (chosen);
  parafa_companies_choose (companies, NULL);
  g_assert_cmpuint (n_chosen, ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/companies/names", test_names);
  g_test_add_func ("/companies/order-and-search", test_order_and_search);
  g_test_add_func ("/companies/kept", test_kept);
  g_test_add_func ("/companies/signals", test_signals);
  return g_test_run ();
}
