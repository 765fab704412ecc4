/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-etransport-schema.h"

#include "parafa-etransport-types.h"

#include <glib/gi18n.h>
#include <string.h>

#define XSI_NAMESPACE "http://www.w3.org/2001/XMLSchema-instance"
#define MANY G_MAXUINT

typedef struct
{
  const char *name;
  ParafaSimpleType type;
  gboolean required;
} AttributeRule;

typedef struct _ElementRule ElementRule;

typedef struct
{
  const ElementRule *element;
  guint least;
  guint most;
} ChildRule;

struct _ElementRule
{
  const char *name;
  const AttributeRule *attributes;
  guint n_attributes;
  const ChildRule *children;
  guint n_children;
  gboolean choice; /* one of the children; else all of them, in order */
};

#define RULE(name, attributes)                                                                     \
  {                                                                                                \
    name, attributes, G_N_ELEMENTS (attributes), NULL, 0, FALSE                                    \
  }

static const AttributeRule uit_attributes[] = { { "uit", PARAFA_TYPE_UIT, TRUE } };
static const AttributeRule confirmare_attributes[] = {
  { "uit", PARAFA_TYPE_UIT, TRUE },
  { "tipConfirmare", PARAFA_TYPE_CONFIRMATION, TRUE },
  { "observatii", PARAFA_TYPE_TEXT_200, FALSE },
};
static const AttributeRule modif_vehicul_attributes[] = {
  { "uit", PARAFA_TYPE_UIT, TRUE },
  { "nrVehicul", PARAFA_TYPE_PLATE, TRUE },
  { "nrRemorca1", PARAFA_TYPE_PLATE, FALSE },
  { "nrRemorca2", PARAFA_TYPE_PLATE, FALSE },
  { "dataModificare", PARAFA_TYPE_DATE_TIME, TRUE },
  { "observatii", PARAFA_TYPE_TEXT_200, FALSE },
};
static const AttributeRule goods_attributes[] = {
  { "codScopOperatiune", PARAFA_TYPE_SCOPE, TRUE },
  { "codTarifar", PARAFA_TYPE_TARIFF, FALSE },
  { "denumireMarfa", PARAFA_TYPE_TEXT_200, TRUE },
  { "cantitate", PARAFA_TYPE_POSITIVE, TRUE },
  { "codUnitateMasura", PARAFA_TYPE_UNIT, TRUE },
  { "greutateNeta", PARAFA_TYPE_POSITIVE, FALSE },
  { "greutateBruta", PARAFA_TYPE_POSITIVE, TRUE },
  { "valoareLeiFaraTva", PARAFA_TYPE_AMOUNT, FALSE },
  { "refDeclarant", PARAFA_TYPE_TEXT_50, FALSE },
};
static const AttributeRule partner_attributes[] = {
  { "codTara", PARAFA_TYPE_COUNTRY, TRUE },
  { "cod", PARAFA_TYPE_TEXT_30, FALSE },
  { "denumire", PARAFA_TYPE_TEXT_200, TRUE },
};
static const AttributeRule transport_attributes[] = {
  { "nrVehicul", PARAFA_TYPE_PLATE, TRUE },
  { "nrRemorca1", PARAFA_TYPE_PLATE, FALSE },
  { "nrRemorca2", PARAFA_TYPE_PLATE, FALSE },
  { "codTaraOrgTransport", PARAFA_TYPE_COUNTRY, TRUE },
  { "codOrgTransport", PARAFA_TYPE_TEXT_30, FALSE },
  { "denumireOrgTransport", PARAFA_TYPE_TEXT_200, TRUE },
  { "dataTransport", PARAFA_TYPE_DATE, TRUE },
};
static const AttributeRule address_attributes[] = {
  { "codJudet", PARAFA_TYPE_COUNTY, TRUE },
  { "denumireLocalitate", PARAFA_TYPE_TEXT_100, TRUE },
  { "denumireStrada", PARAFA_TYPE_TEXT_100, TRUE },
  { "numar", PARAFA_TYPE_TEXT_20, FALSE },
  { "bloc", PARAFA_TYPE_TEXT_30, FALSE },
  { "scara", PARAFA_TYPE_TEXT_20, FALSE },
  { "etaj", PARAFA_TYPE_TEXT_20, FALSE },
  { "apartament", PARAFA_TYPE_TEXT_20, FALSE },
  { "alteInfo", PARAFA_TYPE_TEXT_200, FALSE },
  { "codPostal", PARAFA_TYPE_TEXT_20, FALSE },
};
static const AttributeRule place_attributes[] = {
  { "codPtf", PARAFA_TYPE_BORDER_POINT, FALSE },
  { "codBirouVamal", PARAFA_TYPE_CUSTOMS_OFFICE, FALSE },
};
static const AttributeRule paper_attributes[] = {
  { "tipDocument", PARAFA_TYPE_DOCUMENT, TRUE },
  { "numarDocument", PARAFA_TYPE_TEXT_50, FALSE },
  { "dataDocument", PARAFA_TYPE_DATE, TRUE },
  { "observatii", PARAFA_TYPE_TEXT_200, FALSE },
};
static const AttributeRule earlier_attributes[] = {
  { "uit", PARAFA_TYPE_UIT, TRUE },
  { "observatii", PARAFA_TYPE_TEXT_200, FALSE },
  { "refDeclarant", PARAFA_TYPE_TEXT_50, FALSE },
};
static const AttributeRule notificare_attributes[] = { { "codTipOperatiune", PARAFA_TYPE_OPERATION,
                                                         TRUE } };
static const AttributeRule declaration_attributes[] = {
  { "codDeclarant", PARAFA_TYPE_DECLARANT, TRUE },
  { "refDeclarant", PARAFA_TYPE_TEXT_50, FALSE },
  { "declPostAvarie", PARAFA_TYPE_AFTER_OUTAGE, FALSE },
};

static const ElementRule corectie = RULE ("corectie", uit_attributes);
static const ElementRule goods = RULE ("bunuriTransportate", goods_attributes);
static const ElementRule partner = RULE ("partenerComercial", partner_attributes);
static const ElementRule transport = RULE ("dateTransport", transport_attributes);
static const ElementRule address = RULE ("locatie", address_attributes);
static const ElementRule paper = RULE ("documenteTransport", paper_attributes);
static const ElementRule earlier = RULE ("notificareAnterioara", earlier_attributes);
static const ElementRule stergere = RULE ("stergere", uit_attributes);
static const ElementRule confirmare = RULE ("confirmare", confirmare_attributes);
static const ElementRule modif_vehicul = RULE ("modifVehicul", modif_vehicul_attributes);

static const ChildRule place_children[] = { { &address, 0, 1 } };
static const ElementRule start_place = { "locStartTraseuRutier",          place_attributes,
                                         G_N_ELEMENTS (place_attributes), place_children,
                                         G_N_ELEMENTS (place_children),   FALSE };
static const ElementRule end_place = { "locFinalTraseuRutier",          place_attributes,
                                       G_N_ELEMENTS (place_attributes), place_children,
                                       G_N_ELEMENTS (place_children),   FALSE };

static const ChildRule notificare_children[] = {
  { &corectie, 0, 1 },    { &goods, 1, MANY },  { &partner, 1, 1 },  { &transport, 1, 1 },
  { &start_place, 1, 1 }, { &end_place, 1, 1 }, { &paper, 1, MANY }, { &earlier, 0, MANY },
};
static const ElementRule notificare = { "notificare",
                                        notificare_attributes,
                                        G_N_ELEMENTS (notificare_attributes),
                                        notificare_children,
                                        G_N_ELEMENTS (notificare_children),
                                        FALSE };

static const ChildRule declaration_children[] = {
  { &notificare, 1, 1 },
  { &stergere, 1, 1 },
  { &confirmare, 1, 1 },
  { &modif_vehicul, 1, 1 },
};
static const ElementRule declaration = { "eTransport",
                                         declaration_attributes,
                                         G_N_ELEMENTS (declaration_attributes),
                                         declaration_children,
                                         G_N_ELEMENTS (declaration_children),
                                         TRUE };

/* What a wrong value is told, per type */
static const struct
{
  const char *message;
  const char *remedy;
} type_texts[] = {
  [PARAFA_TYPE_DECLARANT] = { N_ ("“{1}” is not a tax code"),
                              N_ ("Write 2 to 10 digits (CUI) or 13 digits (CNP, NIF), without RO "
                                  "and without blanks") },
  [PARAFA_TYPE_TEXT_20] = { N_ ("The text “{1}” is empty or longer than 20 characters"),
                            N_ ("Shorten it, or leave the attribute out when there is nothing to "
                                "say") },
  [PARAFA_TYPE_TEXT_30] = { N_ ("The text “{1}” is empty or longer than 30 characters"),
                            N_ ("Shorten it, or leave the attribute out when there is nothing to "
                                "say") },
  [PARAFA_TYPE_TEXT_50] = { N_ ("The text “{1}” is empty or longer than 50 characters"),
                            N_ ("Shorten it, or leave the attribute out when there is nothing to "
                                "say") },
  [PARAFA_TYPE_TEXT_100] = { N_ ("The text “{1}” is empty or longer than 100 characters"),
                             N_ ("Shorten it to 100 characters") },
  [PARAFA_TYPE_TEXT_200] = { N_ ("The text “{1}” is empty or longer than 200 characters"),
                             N_ ("Shorten it to 200 characters, or leave the attribute out when "
                                 "there is nothing to say") },
  [PARAFA_TYPE_AFTER_OUTAGE] = { N_ ("“{1}” is not allowed: only D, for a declaration after an "
                                     "announced outage"),
                                 N_ ("Leave declPostAvarie out for a normal declaration") },
  [PARAFA_TYPE_UIT] = { N_ ("“{1}” is not a UIT code"),
                        N_ ("A UIT has 14 letters or digits (no B G I O S Z) and two check digits, "
                            "without blanks") },
  [PARAFA_TYPE_TARIFF] = { N_ ("“{1}” is not a tariff code"),
                           N_ ("Write 4, 6 or 8 digits, without blanks and points") },
  [PARAFA_TYPE_POSITIVE] = { N_ ("“{1}” is not an amount above zero"),
                             N_ ("Write up to 12 digits, a point and up to 2 decimals, such as "
                                 "1250.50") },
  [PARAFA_TYPE_AMOUNT] = { N_ ("“{1}” is not an amount"),
                           N_ ("Write up to 12 digits, a point and up to 2 decimals, such as "
                               "1250.50") },
  [PARAFA_TYPE_UNIT] = { N_ ("“{1}” is not a unit code"),
                         N_ ("Write the UN/ECE code of 2 or 3 capital letters or digits, such as "
                             "KGM, LTR, H87") },
  [PARAFA_TYPE_COUNTRY] = { N_ ("“{1}” is not a country code of the list"),
                            N_ ("Write two capital letters; Greece is EL, Northern Ireland XI") },
  [PARAFA_TYPE_PLATE] = { N_ ("“{1}” is not a number plate"),
                          N_ ("Write the plate in capital letters and digits, without blanks or "
                              "dashes: CJ12QRM") },
  [PARAFA_TYPE_DATE] = { N_ ("“{1}” is not a date"),
                         N_ ("Write year-month-day, such as 2026-11-24") },
  [PARAFA_TYPE_DATE_TIME] = { N_ ("“{1}” is not a date with a time"),
                              N_ ("Write it such as 2026-11-24T08:30:00") },
  [PARAFA_TYPE_OPERATION] = { N_ ("“{1}” is not an operation type"),
                              N_ ("Use one of 10 12 14 20 22 24 30 40 50 60 70") },
  [PARAFA_TYPE_SCOPE] = { N_ ("“{1}” is not an operation purpose"),
                          N_ ("Use one of 101 201 301 401 501 601 703 704 705 801 802 901 1001 "
                              "1101 9901 9999") },
  [PARAFA_TYPE_DOCUMENT] = { N_ ("“{1}” is not a document type"),
                             N_ ("Use 10 CMR, 20 invoice, 30 delivery note or 9999 other") },
  [PARAFA_TYPE_CONFIRMATION] = { N_ ("“{1}” is not a confirmation type"),
                                 N_ ("Use 10 confirmed, 20 partly confirmed or 30 refuted") },
  [PARAFA_TYPE_COUNTY] = { N_ ("“{1}” is not a county code"),
                           N_ ("Counties are 1 to 40, 51 Călărași and 52 Giurgiu") },
  [PARAFA_TYPE_BORDER_POINT] = { N_ ("“{1}” is not a border crossing of the list"),
                                 N_ ("Border crossings are 1 to 38") },
  [PARAFA_TYPE_CUSTOMS_OFFICE] = { N_ ("“{1}” is not a customs office of the list"),
                                   N_ ("Write the office’s code, such as 232801 for BVI "
                                       "Antrepozite/Ilfov") },
};

static ParafaFinding *
add (GPtrArray *findings,
     const ParafaXmlElement *element,
     const char *attribute,
     const char *message,
     const char *remedy)
{
  ParafaFinding *finding = parafa_findings_add (findings, PARAFA_FINDING_ERROR,
                                                PARAFA_FINDING_RULE_SCHEMA, message, remedy);

  parafa_finding_set_place (finding, element, attribute);
  return finding;
}

static const AttributeRule *
find_attribute_rule (const ElementRule *rule, const char *name)
{
  for (guint i = 0; i < rule->n_attributes; i++)
    if (strcmp (rule->attributes[i].name, name) == 0)
      return &rule->attributes[i];
  return NULL;
}

static gboolean
is_schema_hint (const ParafaXmlAttribute *attribute)
{
  return g_strcmp0 (attribute->ns, XSI_NAMESPACE) == 0 &&
         (strcmp (attribute->name, "schemaLocation") == 0 ||
          strcmp (attribute->name, "noNamespaceSchemaLocation") == 0);
}

static void
check_attribute (const ElementRule *rule,
                 const ParafaXmlElement *element,
                 const ParafaXmlAttribute *attribute,
                 GPtrArray *findings)
{
  const AttributeRule *known =
      attribute->ns == NULL ? find_attribute_rule (rule, attribute->name) : NULL;
  ParafaFinding *finding;

  if (is_schema_hint (attribute))
    return;
  if (known == NULL)
    {
      finding = add (findings, element, attribute->name,
                     N_ ("The attribute “{1}” does not belong to “{2}”"),
                     N_ ("Take it out, or check its spelling: capital and small letters count"));
      finding->place = attribute->place;
      parafa_finding_set_values (finding, attribute->name, element->name);
    }
  else if (!parafa_simple_type_accepts (known->type, attribute->value))
    {
      finding = add (findings, element, attribute->name, type_texts[known->type].message,
                     type_texts[known->type].remedy);
      parafa_finding_set_values (finding, attribute->value, attribute->name);
    }
}

static void
check_attributes (const ElementRule *rule, const ParafaXmlElement *element, GPtrArray *findings)
{
  for (guint i = 0; i < element->n_attributes; i++)
    check_attribute (rule, element, &element->attributes[i], findings);
  for (guint i = 0; i < rule->n_attributes; i++)
    if (rule->attributes[i].required &&
        parafa_xml_element_find (element, rule->attributes[i].name) == NULL)
      {
        ParafaFinding *finding =
            add (findings, element, rule->attributes[i].name, N_ ("“{1}” is missing in “{2}”"),
                 N_ ("Add the attribute {1}"));

        parafa_finding_set_values (finding, rule->attributes[i].name, element->name);
      }
}

static guint
find_child_rule (const ElementRule *rule, const ParafaXmlElement *child)
{
  if (g_strcmp0 (child->ns, PARAFA_ETRANSPORT_NAMESPACE) == 0)
    for (guint i = 0; i < rule->n_children; i++)
      if (strcmp (rule->children[i].element->name, child->name) == 0)
        return i;
  return MANY;
}

static void
check_element (const ElementRule *rule, const ParafaXmlElement *element, GPtrArray *findings);

static void
add_unknown_child (const ParafaXmlElement *child, GPtrArray *findings)
{
  ParafaFinding *finding =
      add (findings, child, NULL, N_ ("The element “{1}” does not belong in “{2}”"),
           N_ ("Take it out, or check its spelling and its namespace"));

  parafa_finding_set_values (finding, child->name, child->parent->name);
}

static void
add_missing (const ElementRule *rule,
             guint from,
             guint to,
             const guint *counts,
             const ParafaXmlElement *element,
             GPtrArray *findings)
{
  for (guint i = from; i < to; i++)
    if (counts[i] < rule->children[i].least)
      {
        ParafaFinding *finding =
            add (findings, element, NULL, N_ ("The element “{1}” is missing in “{2}”"),
                 N_ ("Add the element {1}"));

        parafa_finding_set_values (finding, rule->children[i].element->name, element->name);
      }
}

/* All of the children, in the order of the rule. A child at the wrong place is told once and counts where it belongs,
 * so that one slip makes one finding. */
static void
check_sequence (const ElementRule *rule, const ParafaXmlElement *element, GPtrArray *findings)
{
  guint counts[G_N_ELEMENTS (notificare_children)] = { 0 };
  guint reached = 0;

  for (const ParafaXmlElement *child = element->first; child != NULL; child = child->next)
    {
      guint index = find_child_rule (rule, child);
      ParafaFinding *finding;

      if (index == MANY)
        {
          add_unknown_child (child, findings);
          continue;
        }
      counts[index]++;
      if (index < reached)
        {
          finding =
              add (findings, child, NULL, N_ ("“{1}” comes too late: it belongs before “{2}”"),
                   N_ ("Move the element {1} before {2}"));
          parafa_finding_set_values (finding, child->name, rule->children[reached].element->name);
        }
      else if (counts[index] > rule->children[index].most)
        {
          finding = add (findings, child, NULL, N_ ("There may be only one “{1}”"),
                         N_ ("Leave one of them"));
          parafa_finding_set_values (finding, child->name, NULL);
        }
      reached = MAX (reached, index);
      check_element (rule->children[index].element, child, findings);
    }
  add_missing (rule, 0, rule->n_children, counts, element, findings);
}

static void
check_choice (const ElementRule *rule, const ParafaXmlElement *element, GPtrArray *findings)
{
  guint found = 0;

  for (const ParafaXmlElement *child = element->first; child != NULL; child = child->next)
    {
      guint index = find_child_rule (rule, child);

      if (index == MANY)
        {
          add_unknown_child (child, findings);
          continue;
        }
      found++;
      check_element (rule->children[index].element, child, findings);
      if (found == 2)
        add (findings, child, NULL,
             N_ ("One declaration is one of notificare, stergere, confirmare, modifVehicul"),
             N_ ("Put each of them into a file of its own"));
    }
  if (found == 0)
    add (findings, element, NULL,
         N_ ("The declaration holds none of notificare, stergere, confirmare, modifVehicul"),
         N_ ("Add the one that is declared"));
}

static void
check_element (const ElementRule *rule, const ParafaXmlElement *element, GPtrArray *findings)
{
  if (element->has_text || (rule->n_children == 0 && element->has_characters))
    {
      ParafaFinding *finding =
          add (findings, element, NULL, N_ ("There is text inside “{1}”, where none is allowed"),
               N_ ("Take the text out, blanks and line breaks too; all data is in attributes"));

      parafa_finding_set_values (finding, element->name, NULL);
    }
  check_attributes (rule, element, findings);
  if (rule->choice)
    check_choice (rule, element, findings);
  else
    check_sequence (rule, element, findings);
}

/**
 * parafa_etransport_schema_check:
 * @root: the outermost element of a document
 * @findings: (element-type ParafaFinding): where findings go
 *
 * Judges a document as the declaration's schema does (schema_ETR_v2, version 1.02), with every fault told instead of
 * the first.
 *
 * Returns: %FALSE when the document is something else altogether, so that no rule can be asked of it
 */
gboolean
parafa_etransport_schema_check (const ParafaXmlElement *root, GPtrArray *findings)
{
  ParafaFinding *finding;

  g_return_val_if_fail (root != NULL && findings != NULL, FALSE);

  if (strcmp (root->name, "eTransport") != 0)
    {
      finding = add (findings, root, NULL,
                     N_ ("This is not an e-Transport declaration: its outermost element is “{1}”"),
                     N_ ("Choose the XML file that was made for e-Transport"));
      parafa_finding_set_values (finding, root->name, NULL);
      return FALSE;
    }
  if (g_strcmp0 (root->ns, PARAFA_ETRANSPORT_NAMESPACE) != 0)
    {
      finding = add (findings, root, NULL,
                     N_ ("The declaration has another layout: its namespace is “{1}”"),
                     N_ ("Make the file anew with data schema v2: "
                         "xmlns=\"mfp:anaf:dgti:eTransport:declaratie:v2\""));
      parafa_finding_set_values (finding, root->ns, NULL);
      return FALSE;
    }
  check_element (&declaration, root, findings);
  return TRUE;
}
