/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-xml.h"

G_BEGIN_DECLS

/* Walks the text of a well-formed document from start tag to start tag and knows where each attribute stands.
 * The parser does not tell columns, and what it tells of lines differs between its versions. */
typedef struct
{
  const char *at;
  const char *end;
  ParafaXmlPlace place;
} ParafaXmlPlaces;

void parafa_xml_places_init (ParafaXmlPlaces *self, const char *text, gsize length);
ParafaXmlPlace parafa_xml_places_next_tag (ParafaXmlPlaces *self);
gboolean parafa_xml_places_next_attribute (ParafaXmlPlaces *self, ParafaXmlPlace *place);
ParafaXmlPlace parafa_xml_places_document_type (ParafaXmlPlaces *self);
ParafaXmlPlace parafa_xml_places_end (ParafaXmlPlaces *self);

G_END_DECLS
