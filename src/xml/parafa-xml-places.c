/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-xml-places.h"

#include <string.h>

static void
step (ParafaXmlPlaces *self)
{
  guchar byte = (guchar) *self->at++;

  if (byte == '\n' || (byte == '\r' && (self->at >= self->end || *self->at != '\n')))
    {
      self->place.line++;
      self->place.column = 1;
    }
  else if ((byte & 0xc0) != 0x80 && byte != '\r')
    {
      self->place.column++;
    }
}

static gboolean
starts_with (ParafaXmlPlaces *self, const char *text)
{
  gsize length = strlen (text);

  return (gsize) (self->end - self->at) >= length && memcmp (self->at, text, length) == 0;
}

static void
skip_past (ParafaXmlPlaces *self, const char *text)
{
  while (self->at < self->end && !starts_with (self, text))
    step (self);
  for (gsize i = strlen (text); i > 0 && self->at < self->end; i--)
    step (self);
}

static void
skip_blanks (ParafaXmlPlaces *self)
{
  while (self->at < self->end && strchr (" \t\r\n", *self->at) != NULL)
    step (self);
}

/* Steps over a name; stops at a blank, '=', '/' or '>' */
static void
skip_name (ParafaXmlPlaces *self)
{
  while (self->at < self->end && strchr (" \t\r\n=/>", *self->at) == NULL)
    step (self);
}

/**
 * parafa_xml_places_init:
 * @self: (out caller-allocates): the walk
 * @text: UTF-8 text of a document, without byte order mark; must outlive @self
 * @length: its length in bytes
 *
 * Begins a walk at line 1, column 1.
 */
void
parafa_xml_places_init (ParafaXmlPlaces *self, const char *text, gsize length)
{
  self->at = text;
  self->end = text + length;
  self->place.line = 1;
  self->place.column = 1;
}

/* Past a comment, a CDATA section or a processing instruction, if the walk stands before one */
static gboolean
skip_aside (ParafaXmlPlaces *self)
{
  static const char *const asides[][2] = {
    { "<!--", "-->" },
    { "<![CDATA[", "]]>" },
    { "<?", "?>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (asides); i++)
    if (starts_with (self, asides[i][0]))
      {
        skip_past (self, asides[i][1]);
        return TRUE;
      }
  return FALSE;
}

/**
 * parafa_xml_places_next_tag:
 * @self: the walk
 *
 * Goes to the next start tag, past comments, CDATA sections, processing instructions and end tags.
 *
 * Returns: the place of its '<'; line 0 when there is none
 */
ParafaXmlPlace
parafa_xml_places_next_tag (ParafaXmlPlaces *self)
{
  ParafaXmlPlace found = { 0, 0 };

  while (self->at < self->end)
    {
      if (*self->at != '<')
        step (self);
      else if (skip_aside (self))
        continue;
      else if (starts_with (self, "</") || starts_with (self, "<!"))
        skip_past (self, ">");
      else
        {
          found = self->place;
          step (self);
          skip_name (self);
          return found;
        }
    }
  return found;
}

/**
 * parafa_xml_places_next_attribute:
 * @self: a walk that stands inside a start tag
 * @place: (out): where the attribute's name begins
 *
 * Goes to the next attribute of the tag that is no namespace declaration, and past its value.
 *
 * Returns: %FALSE at the end of the tag
 */
gboolean
parafa_xml_places_next_attribute (ParafaXmlPlaces *self, ParafaXmlPlace *place)
{
  for (;;)
    {
      const char *name;
      char quote;

      skip_blanks (self);
      if (self->at >= self->end || *self->at == '>' || *self->at == '/')
        return FALSE;
      *place = self->place;
      name = self->at;
      skip_name (self);
      skip_past (self, "=");
      skip_blanks (self);
      if (self->at >= self->end)
        return FALSE;
      quote = *self->at;
      step (self);
      while (self->at < self->end && *self->at != quote)
        step (self);
      if (self->at < self->end)
        step (self);
      if (strncmp (name, "xmlns", 5) != 0 || strchr (":= \t\r\n", name[5]) == NULL)
        return TRUE;
    }
}

/**
 * parafa_xml_places_document_type:
 * @self: a walk that stands before the outermost element
 *
 * Goes to the document type declaration, past comments and processing instructions.
 *
 * Returns: the place of its '<'
 */
ParafaXmlPlace
parafa_xml_places_document_type (ParafaXmlPlaces *self)
{
  while (self->at < self->end && !starts_with (self, "<!DOCTYPE"))
    if (!skip_aside (self))
      step (self);
  return self->place;
}

/**
 * parafa_xml_places_end:
 * @self: the walk
 *
 * Goes to the end of the text.
 *
 * Returns: the place behind its last character
 */
ParafaXmlPlace
parafa_xml_places_end (ParafaXmlPlaces *self)
{
  while (self->at < self->end)
    step (self);
  return self->place;
}
