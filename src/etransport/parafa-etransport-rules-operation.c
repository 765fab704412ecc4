/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-etransport-rules.h"

#include "parafa-etransport-codes.h"

#include <glib/gi18n.h>
#include <string.h>

/* The rules that depend on the type of operation: partner, places, earlier notifications, purposes */

#define EU_OPERATIONS " 10 12 14 20 22 24 60 70 "
#define OWN_PURPOSE_OPERATIONS " 12 14 22 24 40 50 60 70 "

static gboolean
operation_is (const ParafaRuleSubject *subject, const char *list)
{
  return parafa_facts_is_one_of (subject->facts->operation_normal, list);
}

static void
check_partner (const ParafaRuleSubject *subject)
{
  g_autofree char *country = parafa_facts_normalise (subject->facts->partner_country);
  g_autofree char *code = parafa_facts_normalise (subject->facts->partner_code);
  gboolean is_eu = parafa_codes_is_eu_country (country), is_ro = strcmp (country, "RO") == 0;
  ParafaFinding *finding = NULL;

  if (operation_is (subject, EU_OPERATIONS) && (!is_eu || is_ro))
    finding = parafa_rules_add (subject, "BR-004", "codTipOperatiune",
                                N_ ("Operation {1} needs a partner from another EU country, and "
                                    "the partner’s country is “{2}”"),
                                N_ ("Check the operation type and the partner’s country"));
  if (operation_is (subject, " 30 ") && !is_ro)
    finding = parafa_rules_add (subject, "BR-005", "codTipOperatiune",
                                N_ ("Operation {1} needs a partner from Romania, and the partner’s "
                                    "country is “{2}”"),
                                N_ ("Check the operation type and the partner’s country"));
  if (operation_is (subject, " 40 50 ") && is_eu)
    finding = parafa_rules_add (subject, "BR-006", "codTipOperatiune",
                                N_ ("Operation {1} needs a partner from outside the EU, and the "
                                    "partner’s country is “{2}”"),
                                N_ ("Check the operation type and the partner’s country"));
  if (finding != NULL)
    parafa_finding_set_values (finding, subject->facts->operation_normal, country);
  if (operation_is (subject, " 30 ") && !parafa_facts_is_tin (code) && strstr (code, "PF") == NULL)
    {
      finding = parafa_rules_add (subject, "BR-007", "codTipOperatiune",
                                  N_ ("A transport inside Romania needs the partner’s Romanian tax "
                                      "code or PF, and “{2}” is neither"),
                                  N_ ("Write the partner’s code without RO, or PF for a person "
                                      "whose code is not known"));
      parafa_finding_set_values (finding, subject->facts->operation_normal, code);
    }
}

/**
 * parafa_rules_check_operation:
 * @subject: the attribute codTipOperatiune
 *
 * Asks BR-004 to BR-007, BR-025, BR-046, BR-212, BR-213.
 */
void
parafa_rules_check_operation (const ParafaRuleSubject *subject)
{
  const ParafaFacts *facts = subject->facts;

  check_partner (subject);
  if (operation_is (subject, " 30 40 50 60 70 ") && facts->has_earlier)
    parafa_rules_add (subject, "BR-025", "codTipOperatiune",
                      N_ ("Operation {1} does not name earlier notifications"),
                      N_ ("Take notificareAnterioara out"));
  if (operation_is (subject, " 20 22 24 30 50 70 ") && facts->starts_at_border)
    parafa_rules_add (subject, "BR-212", "codTipOperatiune",
                      N_ ("The route of operation {1} does not start at a border crossing"),
                      N_ ("Give the address where the route starts"));
  if (operation_is (subject, " 12 14 30 40 60 ") && facts->ends_at_border)
    parafa_rules_add (subject, "BR-213", "codTipOperatiune",
                      N_ ("The route of operation {1} does not end at a border crossing"),
                      N_ ("Give the address where the route ends"));
  if (operation_is (subject, " 10 20 30 60 70 ") && facts->has_customs_office)
    parafa_rules_add (subject, "BR-046", "codTipOperatiune",
                      N_ ("Operation {1} does not go through a customs office"),
                      N_ ("Take codBirouVamal out"));
}

static const struct
{
  const char *operations;
  const char *purposes;
  const char *rule;
} purpose_rules[] = {
  { " 10 ", " 101 201 301 401 501 601 703 801 802 901 1001 1101 9901 ", "BR-068" },
  { " 20 ", " 101 301 703 801 802 9901 ", "BR-069" },
  { " 30 ", " 101 704 705 9901 ", "BR-070" },
  { OWN_PURPOSE_OPERATIONS, " 9999 ", "BR-205" },
};

static void
check_purpose (const ParafaRuleSubject *subject)
{
  g_autofree char *purpose =
      parafa_facts_normalise (parafa_xml_element_get (subject->element, "codScopOperatiune"));

  for (guint i = 0; i < G_N_ELEMENTS (purpose_rules); i++)
    if (operation_is (subject, purpose_rules[i].operations) &&
        !parafa_facts_is_one_of (purpose, purpose_rules[i].purposes))
      {
        g_autofree char *allowed = g_strstrip (g_strdup (purpose_rules[i].purposes));
        ParafaFinding *finding =
            parafa_rules_add (subject, purpose_rules[i].rule, "codScopOperatiune",
                              N_ ("Purpose “{1}” does not fit this operation; it can be {2}"),
                              N_ ("Check the operation type and the purpose of this line"));

        parafa_finding_set_values (finding, purpose, allowed);
      }
}

/* Compared as numbers: the two texts may differ in zeros. What is no number is the schema's to tell. */
static gboolean
is_lighter (const char *gross, const char *net)
{
  double more, less;

  if (gross == NULL)
    return TRUE;
  return parafa_facts_read_decimal (gross, &more) && parafa_facts_read_decimal (net, &less) &&
         more < less;
}

/**
 * parafa_rules_check_goods:
 * @subject: an element bunuriTransportate
 *
 * Asks BR-020, BR-068 to BR-070, BR-205 to BR-208, BR-218.
 */
void
parafa_rules_check_goods (const ParafaRuleSubject *subject)
{
  const char *gross = parafa_xml_element_get (subject->element, "greutateBruta");
  const char *net = parafa_xml_element_get (subject->element, "greutateNeta");
  gboolean transit = operation_is (subject, " 60 70 ");

  if (gross == NULL || gross[0] == '\0')
    parafa_rules_add (subject, "BR-218", "greutateBruta", N_ ("The gross weight is missing"),
                      N_ ("Add greutateBruta, in kilograms"));
  if (net != NULL && is_lighter (gross, net))
    {
      ParafaFinding *finding =
          parafa_rules_add (subject, "BR-020", "greutateBruta",
                            N_ ("The gross weight “{1}” is below the net weight “{2}”"),
                            N_ ("Check the two weights; they may be swapped"));

      parafa_finding_set_values (finding, gross, net);
    }
  check_purpose (subject);
  if (!transit && parafa_xml_element_find (subject->element, "codTarifar") == NULL)
    parafa_rules_add (subject, "BR-206", "codTarifar", N_ ("The tariff code is missing"),
                      N_ ("Add codTarifar with 4, 6 or 8 digits"));
  if (!transit && net == NULL)
    parafa_rules_add (subject, "BR-207", "greutateNeta", N_ ("The net weight is missing"),
                      N_ ("Add greutateNeta, in kilograms"));
  if (!transit && parafa_xml_element_find (subject->element, "valoareLeiFaraTva") == NULL)
    parafa_rules_add (subject, "BR-208", "valoareLeiFaraTva",
                      N_ ("The value in lei without VAT is missing"), N_ ("Add valoareLeiFaraTva"));
}
