/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-etransport-rules.h"

#include "parafa-etransport-codes.h"
#include "parafa-etransport-schema.h"

#include <glib/gi18n.h>
#include <string.h>

/* ANAF's business rules, Schematron 2.0.2 of 12.08.2024. Verdicts are the official file's as a standard engine gives
 * them: where its writing and its meaning part (patterns that are not anchored, rules that never fire because an
 * earlier one has the same context), the verdict here follows the writing, and parafa-etransport-advice.c warns where
 * the meaning is missed. */

/**
 * parafa_rules_add:
 * @subject: what the rule looked at
 * @rule: (transfer none): the official id, static
 * @attribute: (nullable): the attribute it is about
 * @message: (transfer none): static
 * @remedy: (transfer none) (nullable): static
 *
 * Returns: (transfer none): a new finding of severity error at the place of the subject, {1} being the value
 */
ParafaFinding *
parafa_rules_add (const ParafaRuleSubject *subject,
                  const char *rule,
                  const char *attribute,
                  const char *message,
                  const char *remedy)
{
  ParafaFinding *finding =
      parafa_findings_add (subject->findings, PARAFA_FINDING_ERROR, rule, message, remedy);

  parafa_finding_set_place (finding, subject->element, attribute);
  parafa_finding_set_values (finding,
                             attribute != NULL
                                 ? parafa_xml_element_get (subject->element, attribute)
                                 : NULL,
                             NULL);
  return finding;
}

static void
say_kind (const ParafaRuleSubject *subject, const char *rule, const char *message)
{
  ParafaFinding *finding =
      parafa_findings_add (subject->findings, PARAFA_FINDING_WARNING, rule, message, NULL);

  parafa_finding_set_place (finding, subject->element, NULL);
}

static void
check_kind (const ParafaRuleSubject *subject)
{
  const char *name = subject->element->name;

  if (strcmp (name, "notificare") == 0)
    {
      say_kind (subject, "BT-TY-001", N_ ("The declaration is a notification"));
      if (parafa_xml_element_child (subject->element, "corectie") != NULL)
        say_kind (subject, "BT-TY-002", N_ ("The declaration corrects an earlier one"));
    }
  else if (strcmp (name, "confirmare") == 0)
    say_kind (subject, "BT-TY-003", N_ ("The declaration is a confirmation"));
  else if (strcmp (name, "stergere") == 0)
    say_kind (subject, "BT-TY-004", N_ ("The declaration deletes an earlier one"));
  else if (strcmp (name, "modifVehicul") == 0)
    say_kind (subject, "BT-TY-200", N_ ("The declaration changes the vehicle"));
}

static guint
count_children (const ParafaXmlElement *element, const char *name)
{
  guint n = 0;

  for (const ParafaXmlElement *child = element->first; child != NULL; child = child->next)
    n += strcmp (child->name, name) == 0;
  return n;
}

static gboolean
is_blank (const char *value)
{
  return value == NULL || value[strspn (value, " \t\r\n")] == '\0';
}

/* dddd-dd-ddTdd:dd:dd somewhere in the value */
static gboolean
holds_date_time (const char *value)
{
  static const char pattern[] = "dddd-dd-ddTdd:dd:dd";

  for (const char *at = value != NULL ? value : ""; *at != '\0'; at++)
    {
      gsize i = 0;

      while (pattern[i] != '\0' && at[i] != '\0' &&
             (pattern[i] == 'd' ? g_ascii_isdigit (at[i]) : at[i] == pattern[i]))
        i++;
      if (pattern[i] == '\0')
        return TRUE;
    }
  return FALSE;
}

static void
check_vehicle_change (const ParafaRuleSubject *subject)
{
  ParafaRuleSubject change = *subject;

  change.element = parafa_xml_element_child (subject->element, "modifVehicul");
  if (change.element == NULL)
    return;
  if (is_blank (parafa_xml_element_get (change.element, "dataModificare")))
    parafa_rules_add (&change, "BR-202", "dataModificare",
                      N_ ("A change of vehicle needs the date and time of the change"),
                      N_ ("Add dataModificare"));
  if (!holds_date_time (parafa_xml_element_get (change.element, "dataModificare")))
    parafa_rules_add (&change, "BR-203", "dataModificare",
                      N_ ("The time of the change is not written as yyyy-mm-ddThh:mm:ss"),
                      N_ ("Write it such as 2026-11-24T08:30:00"));
  if (is_blank (parafa_xml_element_get (change.element, "nrVehicul")))
    parafa_rules_add (&change, "BR-204", "nrVehicul",
                      N_ ("A change of vehicle needs the plate of the new vehicle"),
                      N_ ("Add nrVehicul"));
}

static void
check_declaration (const ParafaRuleSubject *subject)
{
  static const char *const kinds[] = { "notificare", "stergere", "confirmare", "modifVehicul" };
  const char *outage = parafa_xml_element_get (subject->element, "declPostAvarie");
  g_autofree char *declarant =
      parafa_facts_normalise (parafa_xml_element_get (subject->element, "codDeclarant"));
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    n += count_children (subject->element, kinds[i]);
  if (n != 1)
    parafa_rules_add (subject, "BT-TY-005", NULL,
                      N_ ("A declaration holds exactly one of notificare, confirmare, stergere, "
                          "modifVehicul"),
                      N_ ("Leave one of them in the file"));
  if (!parafa_facts_is_tin (declarant))
    parafa_rules_add (subject, "BR-002", "codDeclarant",
                      N_ ("The declarant’s tax code “{1}” is not a Romanian one"),
                      N_ ("Write 2 to 10 digits (CUI) or 13 digits (CNP, NIF), the first not zero, "
                          "without RO"));
  if (outage != NULL && strchr (outage, 'D') == NULL)
    parafa_rules_add (subject, "BR-201", "declPostAvarie", N_ ("declPostAvarie can only be D"),
                      N_ ("Leave it out for a normal declaration"));
  check_vehicle_change (subject);
}

static void
check_uit_present (const ParafaRuleSubject *subject)
{
  if (is_blank (parafa_xml_element_get (subject->element, "uit")))
    parafa_rules_add (subject, "BR-008", "uit", N_ ("The UIT code is missing"),
                      N_ ("Add the UIT of the transport it is about"));
}

/* exactly one of border point, customs office, address */
static gboolean
is_one_place (const ParafaXmlElement *element)
{
  return (parafa_xml_element_find (element, "codBirouVamal") != NULL) +
             (parafa_xml_element_child (element, "locatie") != NULL) +
             (parafa_xml_element_find (element, "codPtf") != NULL) ==
         1;
}

static void
check_start (const ParafaRuleSubject *subject)
{
  if (!is_one_place (subject->element))
    parafa_rules_add (subject, "BR-210", NULL,
                      N_ ("The start of the route is not exactly one of border crossing, customs "
                          "office, address"),
                      N_ ("Leave one of codPtf, codBirouVamal, locatie"));
  if (parafa_xml_element_find (subject->element, "codBirouVamal") != NULL &&
      g_strcmp0 (subject->facts->operation, "40") != 0)
    parafa_rules_add (subject, "BR-216", "codBirouVamal",
                      N_ ("Only an import (40) starts at a customs office"),
                      N_ ("Give the address or the border crossing where the route starts"));
}

static void
check_end (const ParafaRuleSubject *subject)
{
  if (!is_one_place (subject->element))
    parafa_rules_add (subject, "BR-211", NULL,
                      N_ ("The end of the route is not exactly one of border crossing, customs "
                          "office, address"),
                      N_ ("Leave one of codPtf, codBirouVamal, locatie"));
  if (parafa_xml_element_find (subject->element, "codBirouVamal") != NULL &&
      g_strcmp0 (subject->facts->operation, "50") != 0)
    parafa_rules_add (subject, "BR-217", "codBirouVamal",
                      N_ ("Only an export (50) ends at a customs office"),
                      N_ ("Give the address or the border crossing where the route ends"));
}

static gboolean
needs_uit (const ParafaXmlElement *element)
{
  const char *name = element->name;

  if (strcmp (name, "stergere") == 0 || strcmp (name, "confirmare") == 0 ||
      strcmp (name, "modifVehicul") == 0)
    return TRUE;
  return element->parent != NULL && strcmp (element->parent->name, "notificare") == 0 &&
         (strcmp (name, "corectie") == 0 || strcmp (name, "notificareAnterioara") == 0);
}

static void
check_element (const ParafaRuleSubject *subject)
{
  const char *name = subject->element->name;

  check_kind (subject);
  if (strcmp (name, "eTransport") == 0)
    check_declaration (subject);
  else if (needs_uit (subject->element))
    check_uit_present (subject);
  else if (strcmp (name, "bunuriTransportate") == 0)
    parafa_rules_check_goods (subject);
  else if (strcmp (name, "locStartTraseuRutier") == 0)
    check_start (subject);
  else if (strcmp (name, "locFinalTraseuRutier") == 0)
    check_end (subject);
}

static void
walk (const ParafaRuleSubject *parent)
{
  ParafaRuleSubject subject = *parent;

  if (g_strcmp0 (subject.element->ns, PARAFA_ETRANSPORT_NAMESPACE) == 0)
    check_element (&subject);
  for (guint i = 0; i < subject.element->n_attributes; i++)
    {
      subject.attribute = &subject.element->attributes[i];
      if (subject.attribute->ns != NULL)
        continue;
      parafa_rules_check_attribute (&subject);
      parafa_rules_check_codes (&subject);
    }
  subject.attribute = NULL;
  for (const ParafaXmlElement *child = parent->element->first; child != NULL; child = child->next)
    {
      subject.element = child;
      walk (&subject);
    }
}

/**
 * parafa_etransport_rules_check:
 * @root: the element eTransport
 * @findings: (element-type ParafaFinding): where findings go
 *
 * Asks all business rules of the whole document.
 */
void
parafa_etransport_rules_check (const ParafaXmlElement *root, GPtrArray *findings)
{
  ParafaFacts facts;
  ParafaRuleSubject subject = { .element = root, .facts = &facts, .findings = findings };

  g_return_if_fail (root != NULL && findings != NULL);

  parafa_facts_read (&facts, root);
  walk (&subject);
  parafa_facts_clear (&facts);
}
