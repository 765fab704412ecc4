/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-etransport-content.h"

#include <string.h>

/* The hashes are kept for years: whatever changes them gets another name here */
#define FORM "parafa-etransport-content-1"
#define SCHEMA_INSTANCE "http://www.w3.org/2001/XMLSchema-instance"

/* With its length before it no text runs into the next */
static void
add_text (GChecksum *sum, const char *text)
{
  char length[32];

  g_snprintf (length, sizeof length, "%" G_GSIZE_FORMAT ":", text != NULL ? strlen (text) : 0);
  g_checksum_update (sum, (const guchar *) (text != NULL ? length : "-"), -1);
  if (text != NULL)
    g_checksum_update (sum, (const guchar *) text, -1);
}

/* A program that breaks lines inside a value, or composes letters otherwise, says nothing else */
static char *
normalize (const char *value)
{
  g_autofree char *composed = g_utf8_normalize (value, -1, G_NORMALIZE_NFC);
  g_auto (GStrv) words = g_strsplit_set (composed != NULL ? composed : value, " \t\r\n", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", words[i]);
  return g_string_free (text, FALSE);
}

static int
compare_attributes (gconstpointer a, gconstpointer b)
{
  const ParafaXmlAttribute *one = *(const ParafaXmlAttribute *const *) a;
  const ParafaXmlAttribute *other = *(const ParafaXmlAttribute *const *) b;
  int order = g_strcmp0 (one->ns, other->ns);

  return order != 0 ? order : strcmp (one->name, other->name);
}

/* Where a schema may lie (XML Schema 1, 2.6.3) says nothing of the transport */
static gboolean
is_hint (const ParafaXmlAttribute *attribute)
{
  return g_strcmp0 (attribute->ns, SCHEMA_INSTANCE) == 0 &&
         (g_str_equal (attribute->name, "schemaLocation") ||
          g_str_equal (attribute->name, "noNamespaceSchemaLocation"));
}

static void
add_attributes (GChecksum *sum, const ParafaXmlElement *element)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (element->n_attributes);

  for (guint i = 0; i < element->n_attributes; i++)
    if (!is_hint (&element->attributes[i]))
      g_ptr_array_add (sorted, &element->attributes[i]);
  g_ptr_array_sort (sorted, compare_attributes);
  for (guint i = 0; i < sorted->len; i++)
    {
      const ParafaXmlAttribute *attribute = sorted->pdata[i];
      g_autofree char *value = normalize (attribute->value);

      g_checksum_update (sum, (const guchar *) "@", 1);
      add_text (sum, attribute->ns);
      add_text (sum, attribute->name);
      add_text (sum, value);
    }
}

/* Not deeper than PARAFA_XML_MAX_DEPTH. FALSE where there is text, which the tree does not hold. */
static gboolean
add_element (GChecksum *sum, const ParafaXmlElement *element)
{
  if (element->has_text)
    return FALSE;
  g_checksum_update (sum, (const guchar *) "<", 1);
  add_text (sum, element->ns);
  add_text (sum, element->name);
  add_attributes (sum, element);
  for (const ParafaXmlElement *child = element->first; child != NULL; child = child->next)
    if (!add_element (sum, child))
      return FALSE;
  g_checksum_update (sum, (const guchar *) ">", 1);
  return TRUE;
}

/**
 * parafa_etransport_content_hash:
 * @root: the root of a declaration
 *
 * Tells what a declaration says from how it was saved: the same for all encodings, line ends, prefixes, blanks between
 * and around values, orders of attributes, comments and processing instructions; another one as soon as a value, an
 * element or the order of elements is another. Pure, and the same in every version of the program.
 *
 * Returns: (transfer full) (nullable): SHA-256, 64 hexadecimal digits; %NULL when there is text between the elements,
 *   which no declaration has
 */
char *
parafa_etransport_content_hash (const ParafaXmlElement *root)
{
  g_autoptr (GChecksum) sum = NULL;

  g_return_val_if_fail (root != NULL, NULL);

  sum = g_checksum_new (G_CHECKSUM_SHA256);
  add_text (sum, FORM);
  return add_element (sum, root) ? g_strdup (g_checksum_get_string (sum)) : NULL;
}
