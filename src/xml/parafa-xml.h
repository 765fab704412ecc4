/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PARAFA_XML_ERROR (parafa_xml_error_quark ())
GQuark parafa_xml_error_quark (void);

/**
 * ParafaXmlError:
 * @PARAFA_XML_ERROR_EMPTY: there is nothing to read
 * @PARAFA_XML_ERROR_TOO_LARGE: more than %PARAFA_XML_MAX_BYTES
 * @PARAFA_XML_ERROR_ENCODING: the bytes are not in the encoding the document names
 * @PARAFA_XML_ERROR_MALFORMED: not well-formed XML
 * @PARAFA_XML_ERROR_DOCTYPE: a document type declaration; refused, since entities come with it
 * @PARAFA_XML_ERROR_TOO_DEEP: elements nested deeper than %PARAFA_XML_MAX_DEPTH
 */
typedef enum
{
  PARAFA_XML_ERROR_EMPTY,
  PARAFA_XML_ERROR_TOO_LARGE,
  PARAFA_XML_ERROR_ENCODING,
  PARAFA_XML_ERROR_MALFORMED,
  PARAFA_XML_ERROR_DOCTYPE,
  PARAFA_XML_ERROR_TOO_DEEP,
} ParafaXmlError;

#define PARAFA_XML_MAX_BYTES (5 * 1024 * 1024)
#define PARAFA_XML_MAX_DEPTH 64

/* A place in the text: both count from 1, columns count characters; 0 is "not known" */
typedef struct
{
  guint line;
  guint column;
} ParafaXmlPlace;

typedef struct
{
  const char *name; /* local name */
  const char *ns;   /* (nullable): namespace */
  const char *value;
  ParafaXmlPlace place;
} ParafaXmlAttribute;

typedef struct _ParafaXmlElement ParafaXmlElement;

/* Owned by its document; read only */
struct _ParafaXmlElement
{
  const char *name; /* local name */
  const char *ns;   /* (nullable): namespace */
  ParafaXmlPlace place;
  ParafaXmlElement *parent; /* (nullable) */
  ParafaXmlElement *first;  /* (nullable): first child element */
  ParafaXmlElement *last;   /* (nullable) */
  ParafaXmlElement *next;   /* (nullable): next sibling element */
  ParafaXmlAttribute *attributes;
  guint n_attributes;
  gboolean has_text;       /* text other than blanks directly inside */
  gboolean has_characters; /* any characters directly inside, blanks too */
  guint position;   /* from 1, among the siblings of the same name; 0 until a path was asked for */
  gboolean several; /* there are siblings of the same name */
};

#define PARAFA_TYPE_XML_DOCUMENT (parafa_xml_document_get_type ())
typedef struct _ParafaXmlDocument ParafaXmlDocument;

GType parafa_xml_document_get_type (void) G_GNUC_CONST;
ParafaXmlDocument *parafa_xml_document_new (GBytes *bytes, ParafaXmlPlace *place, GError **error);
ParafaXmlDocument *parafa_xml_document_ref (ParafaXmlDocument *self);
void parafa_xml_document_unref (ParafaXmlDocument *self);
const ParafaXmlElement *parafa_xml_document_get_root (ParafaXmlDocument *self);

const ParafaXmlAttribute *parafa_xml_element_find (const ParafaXmlElement *element,
                                                   const char *name);
const char *parafa_xml_element_get (const ParafaXmlElement *element, const char *name);
const ParafaXmlElement *parafa_xml_element_child (const ParafaXmlElement *element,
                                                  const char *name);
char *parafa_xml_element_dup_path (const ParafaXmlElement *element, const char *attribute);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaXmlDocument, parafa_xml_document_unref)

G_END_DECLS
