/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "declarations.h"
#include "parafa-declaration.h"
#include "parafa-readable.h"

#include <string.h>

static ParafaEtransportCheck *
check_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 24, G_DATE_NOVEMBER, 2026);
  return parafa_etransport_check_new (bytes, &today);
}

static ParafaReadable *
read_text (const char *text)
{
  g_autoptr (ParafaEtransportCheck) check = check_text (text);

  return parafa_readable_new (check);
}

static ParafaDeclaration *
read_summary (const char *text)
{
  g_autoptr (ParafaEtransportCheck) check = check_text (text);

  return parafa_declaration_new (
      parafa_xml_document_get_root (parafa_etransport_check_get_document (check)));
}

static const ParafaReadableFact *
find_fact (ParafaReadable *page, ParafaReadablePart part, const char *attribute)
{
  for (guint i = 0; i < parafa_readable_get_n_sections (page); i++)
    {
      const ParafaReadableSection *section = parafa_readable_get_section (page, i);

      for (guint n = 0; section->part == part && n < section->facts->len; n++)
        {
          const ParafaReadableFact *fact = &g_array_index (section->facts, ParafaReadableFact, n);

          if (g_str_equal (fact->attribute, attribute))
            return fact;
        }
    }
  return NULL;
}

/* Every attribute of every declaration is shown once: nothing a person files is hidden from them */
static guint
count_attributes (const ParafaXmlElement *element)
{
  guint n = element->n_attributes;

  for (const ParafaXmlElement *child = element->first; child != NULL; child = child->next)
    n += count_attributes (child);
  return n;
}

static guint
count_shown (ParafaReadable *page)
{
  guint n = 0;

  for (guint i = 0; i < parafa_readable_get_n_sections (page); i++)
    n += parafa_readable_get_section (page, i)->facts->len;
  for (guint i = 0; i < parafa_readable_get_n_goods (page); i++)
    {
      const ParafaReadableGoods *goods = parafa_readable_get_goods (page, i);

      n += (goods->description != NULL) + (goods->tariff != NULL) + (goods->scope != NULL) +
           (goods->quantity != NULL) + (goods->unit != NULL) + (goods->net != NULL) +
           (goods->gross != NULL) + (goods->value != NULL) + (goods->reference != NULL);
    }
  return n;
}

static void
test_nothing_hidden (void)
{
  for (guint i = 0; i < parafa_test_n_declarations; i++)
    {
      g_autoptr (ParafaReadable) page = read_text (parafa_test_declarations[i]);
      ParafaXmlDocument *document =
          parafa_etransport_check_get_document (parafa_readable_get_check (page));

      g_assert_cmpuint (count_shown (page), ==,
                        count_attributes (parafa_xml_document_get_root (document)));
    }
}

static void
test_facts (void)
{
  g_autoptr (ParafaReadable) page = read_text (parafa_test_declarations[0]);
  const ParafaReadableFact *start = find_fact (page, PARAFA_READABLE_START, "codPtf");
  const ParafaReadableFact *street = find_fact (page, PARAFA_READABLE_END, "denumireStrada");
  const ParafaReadableGoods *goods = parafa_readable_get_goods (page, 1);

  g_assert_nonnull (start->name);
  g_assert_cmpstr (street->value, ==, "Florilor");
  g_assert_cmpuint (parafa_readable_get_n_goods (page), ==, 2);
  g_assert_cmpuint (goods->number, ==, 2);
  g_assert_cmpstr (goods->description, ==, "Zahăr");
  g_assert_nonnull (goods->scope_name);
  g_assert_cmpuint (street->place.line, ==, 1);
}

/* A finding stands beside the value it is about, and none is lost */
static guint
count_findings (GPtrArray *findings, const char *rule)
{
  guint n = 0;

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    n += g_str_equal (((const ParafaFinding *) findings->pdata[i])->rule, rule);
  return n;
}

static guint
count_all (ParafaReadable *page)
{
  guint n = parafa_readable_get_other_findings (page)->len;

  for (guint i = 0; i < parafa_readable_get_n_sections (page); i++)
    {
      const ParafaReadableSection *section = parafa_readable_get_section (page, i);

      n += section->findings->len;
      for (guint k = 0; k < section->facts->len; k++)
        n += g_array_index (section->facts, ParafaReadableFact, k).findings->len;
    }
  for (guint i = 0; i < parafa_readable_get_n_goods (page); i++)
    n += parafa_readable_get_goods (page, i)->findings->len;
  return n;
}

static void
test_findings (void)
{
  const char *replacements[] = {
    "{goods}",
    "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='Marfă' "
    "cantitate='10' codUnitateMasura='KGM' greutateNeta='2' greutateBruta='1' "
    "valoareLeiFaraTva='20000'/>",
    NULL,
  };
  g_autofree char *text = parafa_test_notice ("30", replacements);
  g_autoptr (ParafaReadable) page = read_text (text);
  g_autoptr (ParafaReadable) broken = read_text ("<eTransport");
  GPtrArray *all = parafa_etransport_check_get_findings (parafa_readable_get_check (page));

  g_assert_cmpuint (count_findings (parafa_readable_get_goods (page, 0)->findings, "BR-020"), ==,
                    1);
  g_assert_cmpuint (count_all (page), ==, all->len);
  g_assert_cmpuint (parafa_readable_get_n_sections (broken), ==, 0);
  g_assert_cmpuint (parafa_readable_get_other_findings (broken)->len, ==, 1);
}

static void
test_summary (void)
{
  g_autoptr (ParafaDeclaration) first = read_summary (parafa_test_declarations[0]);
  g_autoptr (ParafaDeclaration) deletion = read_summary (parafa_test_declarations[2]);
  g_autoptr (ParafaDeclaration) vehicle = read_summary (parafa_test_declarations[4]);
  g_autoptr (ParafaDeclaration) copy = parafa_declaration_copy (first);

  g_assert_cmpint (first->kind, ==, PARAFA_DECLARATION_CORRECTION);
  g_assert_cmpstr (first->declarant, ==, "8000000000");
  g_assert_cmpstr (first->reference, ==, "R-1");
  g_assert_cmpstr (first->uit, ==, "7K0A2C4E6H8J9L70");
  g_assert_cmpstr (first->partner_name, ==, "Muster");
  g_assert_cmpstr (first->vehicle, ==, "CJ12QRM");
  g_assert_cmpstr (first->end, ==, "Cluj, Florilor 1, Cluj");
  g_assert_nonnull (first->start);
  g_assert_cmpint (first->n_lines, ==, 2);
  g_assert_cmpint (first->gross, ==, 1150);
  g_assert_cmpint (first->net, ==, 1100);
  g_assert_cmpint (first->value, ==, 1230);
  g_assert_cmpstr (first->goods, ==, "Făină, Zahăr");
  g_assert_true (first->after_outage);
  g_assert_cmpstr (copy->goods, ==, first->goods);
  g_assert_cmpint (deletion->kind, ==, PARAFA_DECLARATION_DELETION);
  g_assert_cmpint (deletion->n_lines, ==, -1);
  g_assert_null (deletion->operation);
  g_assert_cmpint (vehicle->kind, ==, PARAFA_DECLARATION_VEHICLE);
  g_assert_cmpstr (vehicle->trailer_2, ==, "CJ14QRM");
}

/* Days in Romania, over the change of the clocks too */
static void
test_validity (void)
{
  g_autoptr (ParafaDeclaration) first = read_summary (parafa_test_declarations[0]);
  g_autoptr (ParafaDeclaration) second = read_summary (parafa_test_declarations[1]);
  g_autoptr (ParafaDeclaration) deletion = read_summary (parafa_test_declarations[2]);
  ParafaDeclaration october = { .operation = (char *) "30",
                                .transport_date = (char *) "2026-10-23" };
  GDate today;

  g_assert_cmpint (parafa_declaration_get_valid_from (first), ==, 1795471200);
  g_assert_cmpint (parafa_declaration_get_valid_until (first), ==, 1795471200 + 15 * 86400);
  g_assert_cmpint (parafa_declaration_get_valid_until (second), ==, 1795471200 + 5 * 86400);
  g_assert_cmpint (parafa_declaration_get_valid_until (deletion), ==, -1);
  g_assert_cmpint (parafa_declaration_get_valid_until (&october) -
                       parafa_declaration_get_valid_from (&october),
                   ==, 5 * 86400 + 3600);
  parafa_romania_get_today (1795471199, &today);
  g_assert_cmpint (g_date_get_day (&today), ==, 23);
  parafa_romania_get_today (1795471200, &today);
  g_assert_cmpint (g_date_get_day (&today), ==, 24);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/etransport/readable/nothing-hidden", test_nothing_hidden);
  g_test_add_func ("/etransport/readable/facts", test_facts);
  g_test_add_func ("/etransport/readable/findings", test_findings);
  g_test_add_func ("/etransport/readable/summary", test_summary);
  g_test_add_func ("/etransport/readable/validity", test_validity);
  return g_test_run ();
}
