/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-etransport-advice.h"

#include "parafa-cif.h"
#include "parafa-etransport-types.h"

#include <glib/gi18n.h>
#include <string.h>

/* What the tax office accepts and is likely wrong all the same, and what is worth knowing. Ids of our own. */

#define EARLY_DAYS 3
#define LONG_OPERATIONS " 10 12 14 22 24 60 "
#define THRESHOLD_KG_HUNDREDTHS (500 * 100)
#define THRESHOLD_LEI_HUNDREDTHS (10000 * 100)

typedef struct
{
  const ParafaXmlElement *root;
  const ParafaXmlElement *notice; /* notificare */
  ParafaFacts facts;
  GPtrArray *findings;
} Advice;

static ParafaFinding *
add (Advice *self,
     ParafaFindingSeverity severity,
     const char *rule,
     const ParafaXmlElement *element,
     const char *attribute,
     const char *message,
     const char *remedy)
{
  ParafaFinding *finding = parafa_findings_add (self->findings, severity, rule, message, remedy);

  parafa_finding_set_place (finding, element, attribute);
  if (attribute != NULL)
    parafa_finding_set_values (finding, parafa_xml_element_get (element, attribute), NULL);
  return finding;
}

/* Only what looks like a company's code: 13 digits are a person's */
static void
check_cif (Advice *self, const ParafaXmlElement *element, const char *attribute)
{
  const char *code = element != NULL ? parafa_xml_element_get (element, attribute) : NULL;

  if (code != NULL && parafa_cif_is_well_formed (code) && !parafa_cif_has_valid_check_digit (code))
    add (self, PARAFA_FINDING_WARNING, "PF-CIF", element, attribute,
         N_ ("The check digit of the tax code “{1}” is wrong"),
         N_ ("Compare it with the company’s papers; one digit is mistyped"));
}

static const ParafaXmlElement *
get_part (Advice *self, const char *name)
{
  return self->notice != NULL ? parafa_xml_element_child (self->notice, name) : NULL;
}

static void
check_codes (Advice *self)
{
  const ParafaXmlElement *partner = get_part (self, "partenerComercial"),
                         *transport = get_part (self, "dateTransport");

  check_cif (self, self->root, "codDeclarant");
  if (partner != NULL && g_strcmp0 (parafa_xml_element_get (partner, "codTara"), "RO") == 0)
    check_cif (self, partner, "cod");
  if (transport != NULL &&
      g_strcmp0 (parafa_xml_element_get (transport, "codTaraOrgTransport"), "RO") == 0)
    check_cif (self, transport, "codOrgTransport");
}

/* Where ANAF's file means more than it says */
static void
check_meanings (Advice *self)
{
  const ParafaXmlElement *partner = get_part (self, "partenerComercial"),
                         *transport = get_part (self, "dateTransport");
  gboolean domestic = strcmp (self->facts.operation_normal, "30") == 0;
  g_autofree char *code = parafa_facts_normalise (self->facts.partner_code);
  g_autofree char *organiser = parafa_facts_normalise (self->facts.organiser_code);

  if (domestic && partner != NULL && strstr (code, "PF") != NULL && strcmp (code, "PF") != 0)
    add (self, PARAFA_FINDING_WARNING, "PF-BR-007", partner, "cod",
         N_ ("The partner’s code “{1}” is neither a tax code nor PF"),
         N_ ("Write the code without RO, or PF for a person whose code is not known"));
  if (domestic && transport != NULL &&
      g_strcmp0 (parafa_xml_element_get (transport, "codTaraOrgTransport"), "RO") == 0 &&
      !parafa_facts_is_tin (organiser) && strcmp (organiser, "PF") != 0)
    add (self, PARAFA_FINDING_WARNING, "PF-BR-209", transport, "codOrgTransport",
         N_ ("The transport organiser’s code “{1}” is neither a Romanian tax code nor PF"),
         N_ ("Write the code without RO, or PF for a person whose code is not known"));
}

/* The official rule is satisfied by a remark anywhere, and trips over two of them */
static void
check_remarks (Advice *self)
{
  gboolean other = FALSE;

  for (const ParafaXmlElement *child = self->notice != NULL ? self->notice->first : NULL;
       child != NULL; child = child->next)
    {
      const char *type = parafa_xml_element_get (child, "tipDocument");

      if (strcmp (child->name, "documenteTransport") != 0 || g_strcmp0 (type, "9999") != 0)
        continue;
      other = TRUE;
      if (self->facts.remark != NULL && parafa_xml_element_find (child, "observatii") == NULL)
        add (self, PARAFA_FINDING_WARNING, "PF-BR-026", child, "observatii",
             N_ ("A document of type 9999 should have a remark of its own that names it"),
             N_ ("Add observatii to this document"));
    }
  if (other && self->facts.n_remarks > 1)
    add (self, PARAFA_FINDING_WARNING, "PF-REMARKS", self->notice, NULL,
         N_ ("With a document of type 9999 and several remarks, ANAF’s own check may fail with a "
             "technical error"),
         N_ ("If that happens, keep a single observatii in the file"));
}

static gboolean
read_day (const ParafaXmlElement *element, const char *attribute, GDate *date)
{
  const char *text = parafa_xml_element_get (element, attribute);
  int year, month, day;

  if (text == NULL || !parafa_simple_type_read_date (text, &year, &month, &day) || year < 1 ||
      year > 9999)
    return FALSE;
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_valid (date);
}

/* The UIT is given at most 3 days before the transport and holds 5 or 15 days (official guide, 2025) */
static void
check_dates (Advice *self, const GDate *today)
{
  const ParafaXmlElement *transport = get_part (self, "dateTransport");
  gboolean is_long = parafa_facts_is_one_of (self->facts.operation_normal, LONG_OPERATIONS);
  GDate date;
  int days;

  if (transport == NULL || !read_day (transport, "dataTransport", &date))
    return;
  days = g_date_days_between (today, &date);
  if (days > EARLY_DAYS)
    add (self, PARAFA_FINDING_ADVICE, "PF-EARLY", transport, "dataTransport",
         N_ ("The transport is on {1}; a UIT can be obtained at most 3 days before"),
         N_ ("Send the declaration nearer to that day"));
  else if (days < 0)
    add (self, PARAFA_FINDING_ADVICE, "PF-PAST", transport, "dataTransport",
         N_ ("The transport is on {1}, which is past"),
         N_ ("Check the date; a declaration is made before the transport"));
  else
    add (self, PARAFA_FINDING_ADVICE, "PF-VALIDITY", transport, "dataTransport",
         is_long ? N_ ("The UIT is valid for 15 days from {1}")
                 : N_ ("The UIT is valid for 5 days from {1}"),
         NULL);
}

static void
check_thresholds (Advice *self)
{
  gint64 weight = 0, value = 0, amount;
  guint lines = 0;

  for (const ParafaXmlElement *child = self->notice != NULL ? self->notice->first : NULL;
       child != NULL; child = child->next)
    {
      const char *gross = parafa_xml_element_get (child, "greutateBruta"),
                 *lei = parafa_xml_element_get (child, "valoareLeiFaraTva");

      if (strcmp (child->name, "bunuriTransportate") != 0)
        continue;
      lines++;
      if (gross == NULL || lei == NULL || !parafa_simple_type_read_decimal (gross, &amount))
        return;
      weight += amount;
      if (!parafa_simple_type_read_decimal (lei, &amount))
        return;
      value += amount;
    }
  if (lines > 0 && weight <= THRESHOLD_KG_HUNDREDTHS && value <= THRESHOLD_LEI_HUNDREDTHS)
    add (self, PARAFA_FINDING_ADVICE, "PF-THRESHOLD", self->notice, NULL,
         N_ ("At most 500 kg and 10 000 lei: inside Romania such goods need a UIT only when they "
             "are of high fiscal risk"),
         N_ ("Check whether this transport has to be declared"));
}

/**
 * parafa_etransport_advise:
 * @root: the element eTransport
 * @today: today in Romania
 * @findings: (element-type ParafaFinding): where findings go; none is an error
 *
 * Warns of what is accepted and likely wrong (check digits of tax codes, the meaning of rules whose writing lets more
 * pass), and advises on dates and thresholds.
 */
void
parafa_etransport_advise (const ParafaXmlElement *root, const GDate *today, GPtrArray *findings)
{
  Advice self = { .root = root, .findings = findings };

  g_return_if_fail (root != NULL && today != NULL && findings != NULL);

  self.notice = parafa_xml_element_child (root, "notificare");
  parafa_facts_read (&self.facts, root);
  check_codes (&self);
  check_meanings (&self);
  check_remarks (&self);
  check_dates (&self, today);
  if (strcmp (self.facts.operation_normal, "30") == 0)
    check_thresholds (&self);
  parafa_facts_clear (&self.facts);
}
