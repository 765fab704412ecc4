/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "declarations.h"

#include "parafa-etransport-schema.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <string.h>

/* The program reads declarations with tables of its own. Here they are held against the schema in data/, as libxml2
 * understands it, on thousands of documents: every attribute and element dropped, doubled, moved, renamed, and every
 * attribute given every value of a list at and past each bound. One value is left out: libxml2 refuses blanks around a
 * date, which XML Schema collapses; types.c has it. */

#define L10 "0123456789"
#define L50 L10 L10 L10 L10 L10
#define L100 L50 L50

static const char *const values[] = {
  "",
  " ",
  "0",
  "00",
  "1",
  "01",
  "7",
  "07",
  "+7",
  "-7",
  " 7 ",
  "7 7",
  "38",
  "39",
  "40",
  "41",
  "50",
  "51",
  "52",
  "53",
  "10",
  "12",
  "20",
  "30",
  "60",
  "70",
  "80",
  "101",
  "705",
  "706",
  "9999",
  "09999",
  "122801",
  "999999",
  "99999999999",
  "4294967306",
  "D",
  "d",
  "DD",
  "RO",
  "ro",
  "GR",
  "EL",
  "XC",
  "PS",
  "ZZ",
  "KGM",
  "kgm",
  "K",
  "KG",
  "KGMM",
  "7K0A2C4E6H8J9L70",
  "7K0A2C4E6H8J9LA0",
  "7B0A2C4E6H8J9L70",
  "7K0A2C4E6H8J9L7",
  "7K0A2C4E6H8J9L700",
  "CJ12QRM",
  "CJ 12 QRM",
  "cj12qrm",
  "C",
  "CJ-12",
  "8000000000",
  "80000000000",
  "1234567890123",
  "12345678901234",
  "RO12",
  "0207",
  "02071",
  "020714",
  "0207141",
  "02071410",
  "020714101",
  "2026-11-24",
  "2026-11-24Z",
  "2026-11-24+02:00",
  "2026-11-24-14:00",
  "2026-11-24+14:01",
  "2026-11-24+2:00",
  "2026-02-29",
  "2024-02-29",
  "1900-02-29",
  "2000-02-29",
  "2026-13-01",
  "2026-00-01",
  "2026-04-31",
  "26-11-24",
  "12026-11-24",
  "02026-11-24",
  "-2026-11-24",
  "0000-11-24",
  "2026-1-4",
  "24.11.2026",
  "2026-11-24T08:30:00",
  "2026-11-24T08:30",
  "2026-11-24T08:30:00Z",
  "2026-11-24T08:30:00+02:00",
  "2026-11-24T08:30:00.25",
  "2026-11-24T08:30:00.",
  "2026-11-24T24:00:00",
  "2026-11-24T24:00:01",
  "2026-11-24T25:00:00",
  "2026-11-24T08:60:00",
  "2026-11-24T08:30:60",
  "2026-11-24 08:30:00",
  "1.5",
  "1.55",
  "1.555",
  "1.",
  ".5",
  ".",
  "0.0",
  "0.00",
  "0.01",
  "-1",
  "+1",
  "1e3",
  "1,5",
  "123456789012",
  "1234567890123",
  "123456789012.99",
  "000000000001",
  "0000000000001",
  "INF",
  "NaN",
  "a",
  "ab",
  "a  b",
  L10 L10,
  L10 L10 "a",
  L10 L10 L10,
  L10 L10 L10 "a",
  L50,
  L50 "a",
  L100,
  L100 "a",
  L100 L100,
  L100 L100 "a",
  L100 "          " L100,
  "șțăîâșțăîâșțăîâșțăîâ",
  "șțăîâșțăîâșțăîâșțăîâș",
  "١٢٣",
  "٠٧",
  "7K0A2C4E6H8J9L٧٠",
  "line\nbreak",
  "tab\there",
  "\n7\n",
};

typedef struct
{
  xmlSchemaPtr schema;
  guint documents;
  guint valid;
} Fixture;

static void
be_silent (void *data, const char *format, ...)
{
}

static gboolean
schema_accepts (Fixture *self, const char *text, int length)
{
  xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt (self->schema);
  xmlDocPtr document = xmlReadMemory (text, length, NULL, NULL,
                                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  int result;

  g_assert_nonnull (document);
  xmlSchemaSetValidErrors (context, be_silent, be_silent, NULL);
  result = xmlSchemaValidateDoc (context, document);
  g_assert_cmpint (result, >=, 0);
  xmlFreeDoc (document);
  xmlSchemaFreeValidCtxt (context);
  return result == 0;
}

static gboolean
reader_accepts (const char *text, int length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GPtrArray) findings = parafa_findings_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaXmlDocument) document = parafa_xml_document_new (bytes, NULL, &error);

  g_assert_no_error (error);
  parafa_etransport_schema_check (parafa_xml_document_get_root (document), findings);
  for (guint i = 0; i < findings->len; i++)
    {
      g_autofree char *message = parafa_finding_dup_message (findings->pdata[i]);

      g_assert_cmpuint (((ParafaFinding *) findings->pdata[i])->place.line, >, 0);
      g_assert_null (strstr (message, "{1}"));
    }
  return findings->len == 0;
}

static void
compare (Fixture *self, xmlDocPtr document)
{
  xmlChar *text;
  int length;
  gboolean expected, got;

  xmlDocDumpMemoryEnc (document, &text, &length, "UTF-8");
  expected = schema_accepts (self, (const char *) text, length);
  got = reader_accepts ((const char *) text, length);
  self->documents++;
  self->valid += expected;
  if (expected != got)
    g_error ("the schema says %s, the reader says %s: %s", expected ? "valid" : "invalid",
             got ? "valid" : "invalid", (char *) text);
  xmlFree (text);
}

/* All elements in document order; index n of a copy is the same element */
static void
collect (xmlNodePtr node, GPtrArray *elements)
{
  for (; node != NULL; node = node->next)
    if (node->type == XML_ELEMENT_NODE)
      {
        g_ptr_array_add (elements, node);
        collect (node->children, elements);
      }
}

static xmlDocPtr
copy (xmlDocPtr original, guint index, xmlNodePtr *node)
{
  xmlDocPtr document = xmlCopyDoc (original, 1);
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();

  collect (xmlDocGetRootElement (document), elements);
  *node = elements->pdata[index];
  return document;
}

static void
vary_attributes (Fixture *self, xmlDocPtr original, guint index, xmlNodePtr element)
{
  xmlNodePtr node;

  for (xmlAttrPtr attribute = element->properties; attribute != NULL; attribute = attribute->next)
    {
      xmlDocPtr dropped = copy (original, index, &node);

      xmlUnsetProp (node, attribute->name);
      compare (self, dropped);
      xmlSetProp (node, BAD_CAST "altceva", BAD_CAST "x");
      compare (self, dropped);
      xmlFreeDoc (dropped);
      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        {
          xmlDocPtr changed = copy (original, index, &node);

          xmlSetProp (node, attribute->name, BAD_CAST values[i]);
          compare (self, changed);
          xmlFreeDoc (changed);
        }
    }
}

typedef enum
{
  DROP,
  DOUBLE,
  MOVE_DOWN,
  MOVE_FIRST,
  RENAME,
  OTHER_NAMESPACE,
  NO_NAMESPACE,
  ADD_TEXT,
  ADD_BLANK,
  ADD_COMMENT,
  ADD_CHILD,
  ADD_LANG,
  ADD_HINT,
  ADD_NIL,
  N_CHANGES
} Change;

static gboolean
move (xmlNodePtr node, gboolean first)
{
  xmlNodePtr target = first ? node->parent->children : node->next;

  if (target == NULL || target == node)
    return FALSE;
  xmlUnlinkNode (node);
  if (first)
    xmlAddPrevSibling (target, node);
  else
    xmlAddNextSibling (target, node);
  return TRUE;
}

static gboolean
apply (Change change, xmlNodePtr node)
{
  gboolean is_root = node->parent->type != XML_ELEMENT_NODE;
  xmlNsPtr xsi;

  switch (change)
    {
    case DROP:
      if (is_root)
        return FALSE;
      xmlUnlinkNode (node);
      xmlFreeNode (node);
      return TRUE;
    case DOUBLE:
      return !is_root && xmlAddNextSibling (node, xmlCopyNode (node, 1)) != NULL;
    case MOVE_DOWN:
    case MOVE_FIRST:
      return !is_root && move (node, change == MOVE_FIRST);
    case RENAME:
      xmlNodeSetName (node, BAD_CAST "altul");
      return TRUE;
    case OTHER_NAMESPACE:
      xmlSetNs (node, xmlNewNs (node, BAD_CAST "urn:other", BAD_CAST "o"));
      return TRUE;
    case NO_NAMESPACE:
      return FALSE;
    case ADD_TEXT:
      xmlAddChild (node, xmlNewText (BAD_CAST "text"));
      return TRUE;
    case ADD_BLANK:
      xmlAddChild (node, xmlNewText (BAD_CAST " \n "));
      return TRUE;
    case ADD_COMMENT:
      xmlAddChild (node, xmlNewComment (BAD_CAST " c "));
      return TRUE;
    case ADD_CHILD:
      return xmlNewChild (node, node->ns, BAD_CAST "locatie", NULL) != NULL;
    case ADD_LANG:
      return xmlSetProp (node, BAD_CAST "xml:lang", BAD_CAST "ro") != NULL;
    case ADD_HINT:
    case ADD_NIL:
      xsi = xmlNewNs (node, BAD_CAST "http://www.w3.org/2001/XMLSchema-instance", BAD_CAST "xsi");
      return xmlSetNsProp (node, xsi, BAD_CAST (change == ADD_HINT ? "schemaLocation" : "nil"),
                           BAD_CAST (change == ADD_HINT
                                         ? "mfp:anaf:dgti:eTransport:declaratie:v2 no-such-file.xsd"
                                         : "false")) != NULL;
    case N_CHANGES:
    default:
      return FALSE;
    }
}

static void
vary_element (Fixture *self, xmlDocPtr original, guint index)
{
  for (Change change = DROP; change < N_CHANGES; change++)
    {
      xmlNodePtr node;
      xmlDocPtr document = copy (original, index, &node);

      if (apply (change, node))
        compare (self, document);
      xmlFreeDoc (document);
    }
}

static xmlSchemaPtr
load_schema (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "..", "data", "etransport-v2.xsd", NULL);
  xmlSchemaParserCtxtPtr context = xmlSchemaNewParserCtxt (path);
  xmlSchemaPtr schema = xmlSchemaParse (context);

  xmlSchemaFreeParserCtxt (context);
  g_assert_nonnull (schema);
  return schema;
}

static void
test_agreement (gconstpointer data)
{
  const char *text = data;
  Fixture self = { .schema = load_schema () };
  xmlDocPtr original = xmlReadMemory (text, (int) strlen (text), NULL, NULL, XML_PARSE_NONET);
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();

  g_assert_true (schema_accepts (&self, text, (int) strlen (text)));
  compare (&self, original);
  collect (xmlDocGetRootElement (original), elements);
  for (guint i = 0; i < elements->len; i++)
    {
      vary_element (&self, original, i);
      vary_attributes (&self, original, i, elements->pdata[i]);
    }
  g_test_message ("%u documents compared, %u of them valid", self.documents, self.valid);
  g_assert_cmpuint (self.documents, >, 100);
  g_assert_cmpuint (self.valid, >, 10);
  g_assert_cmpuint (self.valid, <, self.documents);
  xmlFreeDoc (original);
  xmlSchemaFree (self.schema);
}

int
main (int argc, char **argv)
{
  static const char *const names[] = { "notification-10", "notification-40", "deletion",
                                       "confirmation", "vehicle" };
  int status;

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < parafa_test_n_declarations; i++)
    {
      g_autofree char *path = g_strconcat ("/etransport/schema/agreement/", names[i], NULL);

      g_test_add_data_func (path, parafa_test_declarations[i], test_agreement);
    }
  status = g_test_run ();
  xmlCleanupParser ();
  return status;
}
