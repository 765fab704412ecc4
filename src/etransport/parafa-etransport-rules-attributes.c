/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-etransport-rules.h"

#include "parafa-etransport-codes.h"
#include "parafa-uit.h"

#include <glib/gi18n.h>
#include <string.h>

/* The rules whose context is one attribute, wherever it stands */

static gsize
length_after_point (const char *value)
{
  const char *point = strchr (value, '.');

  return point != NULL ? g_utf8_strlen (point + 1, -1) : 0;
}

static gsize
length_before_point (const char *value)
{
  const char *point = strchr (value, '.');

  return point != NULL ? g_utf8_strlen (value, point - value) : 0;
}

static void
check_amount (const ParafaRuleSubject *subject,
              const char *range_rule,
              const char *decimals_rule,
              const char *digits_rule,
              gboolean zero)
{
  const char *value = subject->attribute->value, *name = subject->attribute->name;
  double amount;

  if (parafa_facts_read_decimal (value, &amount) && (zero ? amount < 0 : amount <= 0))
    parafa_rules_add (subject, range_rule, name,
                      zero ? N_ ("The value “{1}” is below zero")
                           : N_ ("The amount “{1}” is not above zero"),
                      N_ ("Write the amount as it is on the papers"));
  if (length_after_point (value) > 2)
    parafa_rules_add (subject, decimals_rule, name, N_ ("“{1}” has more than 2 decimals"),
                      N_ ("Round it to 2 decimals"));
  if (length_before_point (value) > 12)
    parafa_rules_add (subject, digits_rule, name,
                      N_ ("“{1}” has more than 12 digits before the point"),
                      N_ ("Write up to 12 digits before the point"));
}

static void
check_quantity (const ParafaRuleSubject *subject)
{
  check_amount (subject, "BR-027", "BR-035", "BR-036", FALSE);
}

static void
check_net (const ParafaRuleSubject *subject)
{
  check_amount (subject, "BR-028", "BR-037", "BR-038", FALSE);
}

static void
check_gross (const ParafaRuleSubject *subject)
{
  check_amount (subject, "BR-029", "BR-039", "BR-040", FALSE);
}

static void
check_value (const ParafaRuleSubject *subject)
{
  check_amount (subject, "BR-030", "BR-041", "BR-042", TRUE);
}

/* [0-9A-Z]{2,20} somewhere in the text */
static void
check_plate (const ParafaRuleSubject *subject, const char *rule)
{
  const char *at = subject->attribute->value;
  guint run = 0;

  for (; *at != '\0' && run < 2; at++)
    run = g_ascii_isdigit (*at) || g_ascii_isupper (*at) ? run + 1 : 0;
  if (run < 2)
    parafa_rules_add (subject, rule, subject->attribute->name, N_ ("“{1}” is not a number plate"),
                      N_ ("Write the plate in capital letters and digits, without blanks or "
                          "dashes: CJ12QRM"));
}

static void
check_vehicle (const ParafaRuleSubject *subject)
{
  check_plate (subject, "BR-031");
}

static void
check_trailer_1 (const ParafaRuleSubject *subject)
{
  check_plate (subject, "BR-032");
}

static void
check_trailer_2 (const ParafaRuleSubject *subject)
{
  check_plate (subject, "BR-033");
}

static void
check_tariff (const ParafaRuleSubject *subject)
{
  g_autofree char *code = parafa_facts_normalise (subject->attribute->value);
  gsize length = strlen (code);

  if (!(length == 4 || length == 6 || length == 8) || strspn (code, "0123456789") != length)
    parafa_rules_add (subject, "BR-034", "codTarifar",
                      N_ ("The tariff code “{1}” does not have 4, 6 or 8 digits"),
                      N_ ("Write 4, 6 or 8 digits, without blanks and points"));
}

static void
check_name (const ParafaRuleSubject *subject, const char *rule, const char *message)
{
  g_autofree char *name = parafa_facts_normalise (subject->attribute->value);
  glong length = g_utf8_strlen (name, -1);

  if (length < 2 || length > 100)
    parafa_rules_add (subject, rule, subject->attribute->name, message,
                      N_ ("Write 2 to 100 characters"));
}

static void
check_locality (const ParafaRuleSubject *subject)
{
  check_name (subject, "BR-214", N_ ("The locality “{1}” does not have 2 to 100 characters"));
}

static void
check_street (const ParafaRuleSubject *subject)
{
  check_name (subject, "BR-215", N_ ("The street “{1}” does not have 2 to 100 characters"));
}

static void
check_uit (const ParafaRuleSubject *subject)
{
  if (!parafa_uit_has_valid_check_digits (subject->attribute->value))
    parafa_rules_add (subject, "BR-019", "uit", N_ ("The check digits of the UIT “{1}” are wrong"),
                      N_ ("Compare it with the answer ANAF gave; one character is mistyped"));
}

static void
check_organiser_country (const ParafaRuleSubject *subject)
{
  g_autofree char *code = parafa_facts_normalise (subject->facts->organiser_code);

  if (strcmp (subject->attribute->value, "RO") == 0 &&
      g_strcmp0 (subject->facts->operation, "30") != 0 && !parafa_facts_is_tin (code))
    parafa_rules_add (subject, "BR-043", "codOrgTransport",
                      N_ ("A Romanian transport organiser needs a Romanian tax code, and “{1}” is "
                          "none"),
                      N_ ("Write codOrgTransport with 2 to 10 or 13 digits, without RO"));
}

/* A remark anywhere in the document satisfies the official rule */
static void
check_document_type (const ParafaRuleSubject *subject)
{
  g_autofree char *type = parafa_facts_normalise (subject->attribute->value);
  g_autofree char *remark = parafa_facts_normalise (subject->facts->remark);

  if (strcmp (type, "9999") == 0 && remark[0] == '\0')
    parafa_rules_add (subject, "BR-026", "tipDocument",
                      N_ ("A document of type 9999 needs a remark that names it"),
                      N_ ("Add observatii to this document"));
}

static const struct
{
  const char *name;
  void (*check) (const ParafaRuleSubject *subject);
} attribute_rules[] = {
  { "uit", check_uit },
  { "codTaraOrgTransport", check_organiser_country },
  { "codTipOperatiune", parafa_rules_check_operation },
  { "tipDocument", check_document_type },
  { "cantitate", check_quantity },
  { "greutateNeta", check_net },
  { "greutateBruta", check_gross },
  { "valoareLeiFaraTva", check_value },
  { "nrVehicul", check_vehicle },
  { "nrRemorca1", check_trailer_1 },
  { "nrRemorca2", check_trailer_2 },
  { "codTarifar", check_tariff },
  { "denumireLocalitate", check_locality },
  { "denumireStrada", check_street },
};

/**
 * parafa_rules_check_attribute:
 * @subject: an attribute of the document
 *
 * Asks the rules whose context is the attribute of that name.
 */
void
parafa_rules_check_attribute (const ParafaRuleSubject *subject)
{
  for (guint i = 0; i < G_N_ELEMENTS (attribute_rules); i++)
    if (strcmp (attribute_rules[i].name, subject->attribute->name) == 0)
      {
        attribute_rules[i].check (subject);
        return;
      }
}

static const struct
{
  const char *name;
  ParafaCodes codes;
  const char *rule;
  const char *message;
  const char *remedy;
} code_rules[] = {
  { "codTara", PARAFA_CODES_COUNTRY, "BR-CL-001", N_ ("“{1}” is not a country code of the list"),
    N_ ("Write two capital letters; Greece is EL, Northern Ireland XI") },
  { "codJudet", PARAFA_CODES_COUNTY, "BR-CL-002", N_ ("“{1}” is not a county code of the list"),
    N_ ("Counties are 1 to 40, 51 Călărași and 52 Giurgiu, without a leading zero") },
  { "codUnitateMasura", PARAFA_CODES_UNIT, "BR-CL-003",
    N_ ("“{1}” is not a unit of UN/ECE Recommendations 20 and 21"),
    N_ ("Use for example KGM kilogram, TNE tonne, LTR litre, H87 piece, XPX pallet; BUC and PCE "
        "are refused") },
  { "codTipOperatiune", PARAFA_CODES_OPERATION, "BR-CL-004", N_ ("“{1}” is not an operation type"),
    N_ ("Use one of 10 12 14 20 22 24 30 40 50 60 70") },
  { "codScopOperatiune", PARAFA_CODES_SCOPE, "BR-CL-005", N_ ("“{1}” is not an operation purpose"),
    N_ ("Use one of 101 201 301 401 501 601 703 704 705 801 802 901 1001 1101 9901 9999") },
  { "codPtf", PARAFA_CODES_BORDER_POINT, "BR-CL-006",
    N_ ("“{1}” is not a border crossing of the list"), N_ ("Border crossings are 1 to 38") },
  { "codBirouVamal", PARAFA_CODES_CUSTOMS_OFFICE, "BR-CL-007",
    N_ ("“{1}” is not a customs office of the list"),
    N_ ("Write the office’s code, such as 232801 for BVI Antrepozite/Ilfov") },
  { "tipConfirmare", PARAFA_CODES_CONFIRMATION, "BR-CL-008",
    N_ ("“{1}” is not a confirmation type"),
    N_ ("Use 10 confirmed, 20 partly confirmed or 30 refuted") },
  { "tipDocument", PARAFA_CODES_DOCUMENT, "BR-CL-009", N_ ("“{1}” is not a document type"),
    N_ ("Use 10 CMR, 20 invoice, 30 delivery note or 9999 other") },
  { "codTaraOrgTransport", PARAFA_CODES_COUNTRY, "BR-CL-010",
    N_ ("“{1}” is not a country code of the list"),
    N_ ("Write two capital letters; Greece is EL, Northern Ireland XI") },
};

/* Three codes pass the schema and not the rules */
static gboolean
is_withdrawn_country (ParafaCodes codes, const char *code)
{
  return codes == PARAFA_CODES_COUNTRY && parafa_facts_is_one_of (code, " AN XC XL ");
}

/**
 * parafa_rules_check_codes:
 * @subject: an attribute of the document
 *
 * Asks whether its code stands in the list of its attribute, compared as text.
 */
void
parafa_rules_check_codes (const ParafaRuleSubject *subject)
{
  for (guint i = 0; i < G_N_ELEMENTS (code_rules); i++)
    if (strcmp (code_rules[i].name, subject->attribute->name) == 0)
      {
        g_autofree char *code = parafa_facts_normalise (subject->attribute->value);

        if (!parafa_codes_contain_text (code_rules[i].codes, code) ||
            is_withdrawn_country (code_rules[i].codes, code))
          parafa_rules_add (subject, code_rules[i].rule, subject->attribute->name,
                            code_rules[i].message, code_rules[i].remedy);
        return;
      }
}
