/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-etransport-codes.h"

#include "parafa-etransport-lists.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

static const ParafaCode operations[] = {
  { 10, N_ ("Intra-EU purchase (AIC)") },
  { 12, N_ ("EU processing, inbound (LHI)") },
  { 14, N_ ("Call-off stock, inbound (SCI)") },
  { 20, N_ ("Intra-EU supply (LIC)") },
  { 22, N_ ("EU processing, outbound (LHE)") },
  { 24, N_ ("Call-off stock, outbound (SCE)") },
  { 30, N_ ("Transport inside Romania (TTN)") },
  { 40, N_ ("Import (IMP)") },
  { 50, N_ ("Export (EXP)") },
  { 60, N_ ("EU transit, unloading (DIN)") },
  { 70, N_ ("EU transit, reloading (DIE)") },
};

static const ParafaCode scopes[] = {
  { 101, N_ ("Trade") },
  { 201, N_ ("Production") },
  { 301, N_ ("Free of charge") },
  { 401, N_ ("Commercial equipment") },
  { 501, N_ ("Fixed assets") },
  { 601, N_ ("Own use") },
  { 703, N_ ("Supply with installation") },
  { 704, N_ ("Transfer between own stores") },
  { 705, N_ ("Goods put at the client’s disposal") },
  { 801, N_ ("Leasing") },
  { 802, N_ ("Goods under warranty") },
  { 901, N_ ("Exempt operations") },
  { 1001, N_ ("Ongoing investment") },
  { 1101, N_ ("Donations, aid") },
  { 9901, N_ ("Other") },
  { 9999, N_ ("Same as the operation") },
};

static const ParafaCode documents[] = {
  { 10, N_ ("CMR") },
  { 20, N_ ("Invoice") },
  { 30, N_ ("Delivery note") },
  { 9999, N_ ("Other document") },
};

static const ParafaCode confirmations[] = {
  { 10, N_ ("Confirmed") },
  { 20, N_ ("Partly confirmed") },
  { 30, N_ ("Refuted") },
};

static const ParafaCode *
get_table (ParafaCodes codes, gsize *length)
{
  switch (codes)
    {
    case PARAFA_CODES_COUNTY:
      *length = parafa_counties_length;
      return parafa_counties;
    case PARAFA_CODES_BORDER_POINT:
      *length = parafa_border_points_length;
      return parafa_border_points;
    case PARAFA_CODES_CUSTOMS_OFFICE:
      *length = parafa_customs_offices_length;
      return parafa_customs_offices;
    case PARAFA_CODES_OPERATION:
      *length = G_N_ELEMENTS (operations);
      return operations;
    case PARAFA_CODES_SCOPE:
      *length = G_N_ELEMENTS (scopes);
      return scopes;
    case PARAFA_CODES_DOCUMENT:
      *length = G_N_ELEMENTS (documents);
      return documents;
    case PARAFA_CODES_CONFIRMATION:
      *length = G_N_ELEMENTS (confirmations);
      return confirmations;
    case PARAFA_CODES_UNIT:
    case PARAFA_CODES_COUNTRY:
    default:
      *length = 0;
      return NULL;
    }
}

static const ParafaCode *
find_number (ParafaCodes codes, gint64 code)
{
  gsize length;
  const ParafaCode *table = get_table (codes, &length);

  for (gsize i = 0; i < length; i++)
    if (table[i].code == code)
      return &table[i];
  return NULL;
}

static int
compare_text (const void *a, const void *b)
{
  return strcmp (a, b);
}

/**
 * parafa_codes_contain_number:
 * @codes: a list of numbers
 * @code: a number
 *
 * Returns: whether the schema's list has it; `07` and `7` are the same number
 */
gboolean
parafa_codes_contain_number (ParafaCodes codes, gint64 code)
{
  return find_number (codes, code) != NULL;
}

/**
 * parafa_codes_contain_text:
 * @codes: any list
 * @code: a code as it stands in a document, without blanks around it
 *
 * The view of ANAF's Schematron, which compares texts: `07` is not `7`.
 *
 * Returns: whether the list has it
 */
gboolean
parafa_codes_contain_text (ParafaCodes codes, const char *code)
{
  char *end;
  gint64 number;

  g_return_val_if_fail (code != NULL, FALSE);

  if (codes == PARAFA_CODES_UNIT)
    return bsearch (code, parafa_units, parafa_units_length, sizeof parafa_units[0],
                    compare_text) != NULL;
  if (codes == PARAFA_CODES_COUNTRY)
    return bsearch (code, parafa_countries, parafa_countries_length, sizeof parafa_countries[0],
                    compare_text) != NULL;
  if (!g_ascii_isdigit (code[0]) || code[0] == '0')
    return FALSE;
  number = g_ascii_strtoll (code, &end, 10);
  return *end == '\0' && find_number (codes, number) != NULL;
}

/**
 * parafa_codes_get_name:
 * @codes: a list of numbers
 * @code: a code as it stands in a document
 *
 * Returns: (transfer none) (nullable): its name, to be translated by whoever shows it; %NULL for an unknown code and
 *   for units and countries
 */
const char *
parafa_codes_get_name (ParafaCodes codes, const char *code)
{
  const ParafaCode *found;

  g_return_val_if_fail (code != NULL, NULL);

  found = find_number (codes, g_ascii_strtoll (code, NULL, 10));
  return found != NULL ? found->name : NULL;
}

/**
 * parafa_codes_is_eu_country:
 * @code: a country code
 *
 * The set ANAF's rules use: Greece is EL, Northern Ireland (XI) belongs to it, and the code EE for Estonia.
 *
 * Returns: whether the country counts as EU, Romania included
 */
gboolean
parafa_codes_is_eu_country (const char *code)
{
  static const char eu[] =
      " AT BE BG CZ CY DE DK EE EL ES FI HR HU IE IT FR LV LT LU MT NL PL PT RO SI SE SK XI ";
  char wanted[5];

  g_return_val_if_fail (code != NULL, FALSE);

  if (strlen (code) != 2)
    return FALSE;
  g_snprintf (wanted, sizeof wanted, " %s ", code);
  return strstr (eu, wanted) != NULL;
}
