/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-etransport-facts.h"

#include <string.h>

/**
 * parafa_facts_normalise:
 * @value: (nullable): a text
 *
 * XPath's normalize-space(): blanks around go, runs of blanks become one; nothing gives the empty text.
 *
 * Returns: (transfer full): the normal form
 */
char *
parafa_facts_normalise (const char *value)
{
  GString *normal = g_string_new (NULL);
  gboolean blank = FALSE;

  for (const char *at = value != NULL ? value : ""; *at != '\0'; at++)
    {
      if (strchr (" \t\r\n", *at) != NULL)
        {
          blank = normal->len > 0;
          continue;
        }
      if (blank)
        g_string_append_c (normal, ' ');
      blank = FALSE;
      g_string_append_c (normal, *at);
    }
  return g_string_free (normal, FALSE);
}

/**
 * parafa_facts_is_tin:
 * @value: (nullable): a tax code, normalised
 *
 * Returns: whether it looks like a Romanian one to the rules: 2 to 10 or 13 digits, the first not zero
 */
gboolean
parafa_facts_is_tin (const char *value)
{
  gsize length = value != NULL ? strlen (value) : 0;

  if (length < 2 || (length > 10 && length != 13) || value[0] == '0')
    return FALSE;
  return strspn (value, "0123456789") == length;
}

/**
 * parafa_facts_read_decimal:
 * @value: a text
 * @amount: (out): the number; exact enough to compare the amounts the schema allows
 *
 * XPath's xs:decimal(): any sign, any length, no exponent. More than the schema allows.
 *
 * Returns: %FALSE when @value is no such number
 */
gboolean
parafa_facts_read_decimal (const char *value, double *amount)
{
  g_autofree char *normal = parafa_facts_normalise (value);
  gsize sign = strspn (normal, "+-"), whole, part = 0;

  whole = strspn (normal + sign, "0123456789");
  if (normal[sign + whole] == '.')
    part = 1 + strspn (normal + sign + whole + 1, "0123456789");
  if (sign > 1 || normal[sign + whole + part] != '\0' || whole + part < 1 ||
      (whole == 0 && part < 2))
    return FALSE;
  *amount = g_ascii_strtod (normal, NULL);
  return TRUE;
}

/**
 * parafa_facts_is_one_of:
 * @value: a text
 * @list: texts, each with a blank before and after it
 *
 * Returns: whether @list has @value; never for the empty text
 */
gboolean
parafa_facts_is_one_of (const char *value, const char *list)
{
  gsize length = strlen (value);

  if (length == 0 || strchr (value, ' ') != NULL)
    return FALSE;
  for (const char *found = strstr (list, value); found != NULL; found = strstr (found + 1, value))
    if (found[-1] == ' ' && found[length] == ' ')
      return TRUE;
  return FALSE;
}

static void
read_attribute (ParafaFacts *facts,
                const ParafaXmlElement *element,
                const ParafaXmlAttribute *attribute)
{
  const char *name = attribute->name, *value = attribute->value;

  if (attribute->ns != NULL)
    return;
  if (strcmp (name, "codTipOperatiune") == 0 && facts->operation == NULL)
    facts->operation = value;
  else if (strcmp (name, "codTara") == 0 && facts->partner_country == NULL)
    facts->partner_country = value;
  else if (strcmp (name, "cod") == 0 && facts->partner_code == NULL)
    facts->partner_code = value;
  else if (strcmp (name, "codOrgTransport") == 0 && facts->organiser_code == NULL)
    facts->organiser_code = value;
  else if (strcmp (name, "codBirouVamal") == 0)
    facts->has_customs_office = TRUE;
  else if (strcmp (name, "codPtf") == 0 && strcmp (element->name, "locStartTraseuRutier") == 0)
    facts->starts_at_border = TRUE;
  else if (strcmp (name, "codPtf") == 0 && strcmp (element->name, "locFinalTraseuRutier") == 0)
    facts->ends_at_border = TRUE;
  else if (strcmp (name, "observatii") == 0 && facts->n_remarks++ == 0)
    facts->remark = value;
}

static void
read_element (ParafaFacts *facts, const ParafaXmlElement *element)
{
  facts->has_earlier = facts->has_earlier || strcmp (element->name, "notificareAnterioara") == 0;
  for (guint i = 0; i < element->n_attributes; i++)
    read_attribute (facts, element, &element->attributes[i]);
  for (const ParafaXmlElement *child = element->first; child != NULL; child = child->next)
    read_element (facts, child);
}

/**
 * parafa_facts_read:
 * @facts: (out caller-allocates): the facts
 * @root: the outermost element; must outlive @facts
 *
 * Reads in one walk what the rules look for anywhere in the document.
 */
void
parafa_facts_read (ParafaFacts *facts, const ParafaXmlElement *root)
{
  memset (facts, 0, sizeof *facts);
  read_element (facts, root);
  facts->operation_normal = parafa_facts_normalise (facts->operation);
}

/**
 * parafa_facts_clear:
 * @facts: facts
 *
 * Frees what they own.
 */
void
parafa_facts_clear (ParafaFacts *facts)
{
  g_clear_pointer (&facts->operation_normal, g_free);
}
