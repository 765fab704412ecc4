/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-xml.h"

#include "parafa-xml-places.h"
#include "parafa-xml-text.h"

#include <libxml/parser.h>
#include <string.h>

struct _ParafaXmlDocument
{
  gatomicrefcount ref_count;
  GStringChunk *strings; /* (owned): names and values */
  GPtrArray *elements;   /* (owned) (element-type ParafaXmlElement) */
  ParafaXmlElement *root;
};

typedef struct
{
  ParafaXmlDocument *document;
  ParafaXmlElement *current; /* (nullable) (unowned) */
  ParafaXmlPlaces places;
  xmlParserCtxtPtr parser; /* (unowned) */
  guint depth;
  gboolean failed; /* error is set: what the parser says afterwards does not count */
  ParafaXmlPlace place;
  GError *error; /* (owned) (nullable) */
} Reading;

G_DEFINE_QUARK (parafa_xml_error, parafa_xml_error)
G_DEFINE_BOXED_TYPE (ParafaXmlDocument,
                     parafa_xml_document,
                     parafa_xml_document_ref,
                     parafa_xml_document_unref)

static void
free_element (gpointer data)
{
  ParafaXmlElement *element = data;

  g_free (element->attributes);
  g_free (element);
}

static void
stop (Reading *self, ParafaXmlPlace place, ParafaXmlError code, const char *message)
{
  if (self->failed)
    return;
  self->failed = TRUE;
  self->place = place;
  g_set_error_literal (&self->error, PARAFA_XML_ERROR, code, message);
  xmlStopParser (self->parser);
}

static const char *
keep (Reading *self, const xmlChar *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->document->strings, (const char *) text)
                      : NULL;
}

static void
append_child (ParafaXmlElement *parent, ParafaXmlElement *element)
{
  element->parent = parent;
  if (parent->last != NULL)
    parent->last->next = element;
  else
    parent->first = element;
  parent->last = element;
}

/* SAX2 gives five pointers an attribute: local name, prefix, namespace, value's begin and end */
static void
read_attributes (Reading *self, ParafaXmlElement *element, int n, const xmlChar **from)
{
  element->attributes = g_new0 (ParafaXmlAttribute, MAX (n, 1));
  element->n_attributes = n;
  for (int i = 0; i < n; i++)
    {
      ParafaXmlAttribute *attribute = &element->attributes[i];
      const char *begin = (const char *) from[5 * i + 3], *end = (const char *) from[5 * i + 4];

      attribute->name = keep (self, from[5 * i]);
      attribute->ns = keep (self, from[5 * i + 2]);
      attribute->value = g_string_chunk_insert_len (self->document->strings, begin, end - begin);
      if (!parafa_xml_places_next_attribute (&self->places, &attribute->place))
        attribute->place = element->place;
    }
}

static void
on_start_element (void *data,
                  const xmlChar *name,
                  const xmlChar *prefix,
                  const xmlChar *uri,
                  int n_namespaces,
                  const xmlChar **namespaces,
                  int n_attributes,
                  int n_defaulted,
                  const xmlChar **attributes)
{
  Reading *self = data;
  ParafaXmlElement *element;

  if (self->failed)
    return;
  element = g_new0 (ParafaXmlElement, 1);
  g_ptr_array_add (self->document->elements, element);
  element->name = keep (self, name);
  element->ns = keep (self, uri);
  element->place = parafa_xml_places_next_tag (&self->places);
  read_attributes (self, element, n_attributes, attributes);
  if (self->current != NULL)
    append_child (self->current, element);
  else
    self->document->root = element;
  self->current = element;
  if (++self->depth > PARAFA_XML_MAX_DEPTH)
    stop (self, element->place, PARAFA_XML_ERROR_TOO_DEEP, "elements are nested too deeply");
}

static void
on_end_element (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  Reading *self = data;

  if (self->failed || self->current == NULL)
    return;
  self->current = self->current->parent;
  self->depth--;
}

static void
on_characters (void *data, const xmlChar *text, int length)
{
  Reading *self = data;

  if (self->current == NULL || length <= 0)
    return;
  self->current->has_characters = TRUE;
  for (int i = 0; i < length && !self->current->has_text; i++)
    self->current->has_text = strchr (" \t\r\n", text[i]) == NULL;
}

/* A saved web page is a common mistake, and taking its document type out would not help */
static void
on_doctype (void *data, const xmlChar *name, const xmlChar *external_id, const xmlChar *system_id)
{
  Reading *self = data;
  gboolean page = g_ascii_strcasecmp ((const char *) name, "html") == 0;

  stop (self, parafa_xml_places_document_type (&self->places),
        page ? PARAFA_XML_ERROR_MALFORMED : PARAFA_XML_ERROR_DOCTYPE,
        page ? "it is a web page (HTML)" : "the document declares a document type");
}

/* That a namespace's name is no URI is no fault of the document (Namespaces in XML 1.0 §2.2 has nobody check it), and
 * ANAF's parser does not mind either */
static void
on_error (void *data, const xmlError *error)
{
  Reading *self = data;
  g_autofree char *message = NULL;

  if (self->failed || error->level < XML_ERR_ERROR || error->code == XML_WAR_NS_URI ||
      error->code == XML_WAR_NS_URI_RELATIVE)
    return;
  /* the parser quotes bytes of the document, and cuts characters in two; it calls empty what begins otherwise */
  message =
      error->code == XML_ERR_DOCUMENT_EMPTY
          ? g_strdup ("it does not begin with “<”")
          : g_utf8_make_valid (error->message != NULL ? error->message : "not well-formed", -1);
  g_strchomp (message);
  if (error->line > 0)
    self->place = (ParafaXmlPlace){ error->line, error->int2 > 0 ? error->int2 : 1 };
  self->failed = TRUE;
  g_set_error_literal (&self->error, PARAFA_XML_ERROR, PARAFA_XML_ERROR_MALFORMED, message);
}

static void
parse (Reading *self, const char *text, gsize length)
{
  xmlSAXHandler handler = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = on_start_element,
    .endElementNs = on_end_element,
    .characters = on_characters,
    .ignorableWhitespace = on_characters,
    .cdataBlock = on_characters,
    .internalSubset = on_doctype,
    .serror = (xmlStructuredErrorFunc) on_error,
  };

  self->parser = xmlCreatePushParserCtxt (&handler, self, NULL, 0, NULL);
  /* NOENT makes "&amp;" in a value one "&"; without it libxml2 hands over "&#38;". It opens nothing: document types are
   * refused and the handler declares no entity, so that the predefined ones are all there are. NOERROR is not among
   * them: in newer libxml2 (2.15) it silences the handler, too, and an undeclared prefix passes. */
  xmlCtxtUseOptions (self->parser, XML_PARSE_NOENT | XML_PARSE_NONET);
  parafa_xml_places_init (&self->places, text, length);
  xmlParseChunk (self->parser, text, (int) length, 1);
  if (!self->failed && (!self->parser->wellFormed || self->document->root == NULL))
    stop (self, self->place, PARAFA_XML_ERROR_MALFORMED, "not well-formed");
  xmlFreeParserCtxt (self->parser);
}

/**
 * parafa_xml_document_new:
 * @bytes: a document as it lies in a file, in any encoding XML allows
 * @place: (out) (optional): where reading failed; line 0 when no place can be told
 * @error: return location for an error
 *
 * Reads a document into a light tree of elements and attributes with their places. Document type declarations are
 * refused, nothing is fetched, no entity but the five predefined ones exists. Comments and processing instructions
 * are passed over.
 *
 * Fails with a #ParafaXmlError.
 *
 * Returns: (transfer full): the document
 */
ParafaXmlDocument *
parafa_xml_document_new (GBytes *bytes, ParafaXmlPlace *place, GError **error)
{
  g_autoptr (ParafaXmlDocument) self = NULL;
  g_autofree char *text = NULL;
  Reading reading = { 0 };
  gsize length = 0;
  const char *raw;

  g_return_val_if_fail (bytes != NULL, NULL);

  if (place != NULL)
    *place = (ParafaXmlPlace){ 0, 0 };
  raw = g_bytes_get_data (bytes, &length);
  if (length == 0 || length > PARAFA_XML_MAX_BYTES)
    {
      g_set_error (error, PARAFA_XML_ERROR,
                   length == 0 ? PARAFA_XML_ERROR_EMPTY : PARAFA_XML_ERROR_TOO_LARGE,
                   "%" G_GSIZE_FORMAT " bytes", length);
      return NULL;
    }
  text = parafa_xml_text_to_utf8 (raw, length, &length, &reading.place, error);
  if (text == NULL)
    {
      if (place != NULL)
        *place = reading.place;
      return NULL;
    }
  self = g_new0 (ParafaXmlDocument, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->strings = g_string_chunk_new (4096);
  self->elements = g_ptr_array_new_with_free_func (free_element);
  reading.document = self;
  parse (&reading, text, length);
  if (!reading.failed)
    return g_steal_pointer (&self);
  if (place != NULL)
    *place = reading.place;
  g_propagate_error (error, reading.error);
  return NULL;
}

/**
 * parafa_xml_document_ref:
 * @self: a document
 *
 * Returns: (transfer full): @self
 */
ParafaXmlDocument *
parafa_xml_document_ref (ParafaXmlDocument *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * parafa_xml_document_unref:
 * @self: (transfer full): a document
 */
void
parafa_xml_document_unref (ParafaXmlDocument *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->elements);
  g_string_chunk_free (self->strings);
  g_free (self);
}

/**
 * parafa_xml_document_get_root:
 * @self: a document
 *
 * Returns: (transfer none): its outermost element
 */
const ParafaXmlElement *
parafa_xml_document_get_root (ParafaXmlDocument *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->root;
}

/**
 * parafa_xml_element_find:
 * @element: an element
 * @name: local name of an attribute without namespace
 *
 * Returns: (transfer none) (nullable): the attribute
 */
const ParafaXmlAttribute *
parafa_xml_element_find (const ParafaXmlElement *element, const char *name)
{
  g_return_val_if_fail (element != NULL && name != NULL, NULL);

  for (guint i = 0; i < element->n_attributes; i++)
    if (element->attributes[i].ns == NULL && strcmp (element->attributes[i].name, name) == 0)
      return &element->attributes[i];
  return NULL;
}

/**
 * parafa_xml_element_get:
 * @element: an element
 * @name: local name of an attribute without namespace
 *
 * Returns: (transfer none) (nullable): its value as it stands, only normalised as XML 1.0 §3.3.3 asks
 */
const char *
parafa_xml_element_get (const ParafaXmlElement *element, const char *name)
{
  const ParafaXmlAttribute *attribute = parafa_xml_element_find (element, name);

  return attribute != NULL ? attribute->value : NULL;
}

/**
 * parafa_xml_element_child:
 * @element: an element
 * @name: local name of a child
 *
 * Returns: (transfer none) (nullable): the first child element of that name
 */
const ParafaXmlElement *
parafa_xml_element_child (const ParafaXmlElement *element, const char *name)
{
  g_return_val_if_fail (element != NULL && name != NULL, NULL);

  for (const ParafaXmlElement *child = element->first; child != NULL; child = child->next)
    if (strcmp (child->name, name) == 0)
      return child;
  return NULL;
}

/* Numbers the children of an element per name. Names are interned, so they compare by address. Done when a path is
 * asked for the first time: a document without findings never pays for it. */
static void
number_children (ParafaXmlElement *parent)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);

  for (ParafaXmlElement *child = parent->first; child != NULL; child = child->next)
    {
      child->position = GPOINTER_TO_UINT (g_hash_table_lookup (counts, child->name)) + 1;
      g_hash_table_insert (counts, (gpointer) child->name, GUINT_TO_POINTER (child->position));
    }
  for (ParafaXmlElement *child = parent->first; child != NULL; child = child->next)
    child->several = GPOINTER_TO_UINT (g_hash_table_lookup (counts, child->name)) > 1;
}

/**
 * parafa_xml_element_dup_path:
 * @element: an element
 * @attribute: (nullable): name of an attribute of it
 *
 * Returns: (transfer full): the way to it, such as `/eTransport/notificare/bunuriTransportate[2]/@cantitate`; a number
 *   stands only where there are several
 */
char *
parafa_xml_element_dup_path (const ParafaXmlElement *element, const char *attribute)
{
  GString *path = g_string_new (NULL);

  g_return_val_if_fail (element != NULL, NULL);

  for (const ParafaXmlElement *at = element; at != NULL; at = at->parent)
    {
      g_autofree char *part = NULL;

      if (at->parent != NULL && at->position == 0)
        number_children (at->parent);
      part = at->several ? g_strdup_printf ("/%s[%u]", at->name, at->position)
                         : g_strdup_printf ("/%s", at->name);
      g_string_prepend (path, part);
    }
  if (attribute != NULL)
    g_string_append_printf (path, "/@%s", attribute);
  return g_string_free (path, FALSE);
}
