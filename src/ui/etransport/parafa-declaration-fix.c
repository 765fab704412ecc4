/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-declaration-fix.h"

#include <glib/gi18n.h>
#include <string.h>

/* A plate is 2 to 20 capital letters and digits without blanks and dashes (e-Transport's schema, nrVehicul) */
#define PLATE_MIN 2
#define PLATE_MAX 20

static const char *const plates[] = { "nrVehicul", "nrRemorca1", "nrRemorca2", NULL };

static const char *
find_attribute (const ParafaFinding *finding)
{
  const char *at = finding->path != NULL ? strrchr (finding->path, '@') : NULL;

  return at != NULL && g_strv_contains (plates, at + 1) ? at + 1 : NULL;
}

/* What people put between the parts of a plate may go; anything else is for a person to decide */
static char *
mend_plate (const char *value, gsize length)
{
  GString *plate = g_string_new (NULL);
  gsize n_read = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isalnum (value[i]))
        g_string_append_c (plate, g_ascii_toupper (value[i]));
      else if (strchr (" -.", value[i]) == NULL)
        break;
      n_read++;
    }
  if (n_read < length || plate->len < PLATE_MIN || plate->len > PLATE_MAX)
    return g_string_free (plate, TRUE);
  return g_string_free (plate, FALSE);
}

/* The character at a line and column, both from 1 */
static const char *
find_place (const char *text, gsize length, const ParafaXmlPlace *place)
{
  const char *end = text + length;
  const char *at = text;

  for (guint line = 1; line < place->line && at != NULL; line++)
    {
      at = memchr (at, '\n', (gsize) (end - at));
      at = at != NULL ? at + 1 : NULL;
    }
  for (guint column = 1; column < place->column && at != NULL && at < end; column++)
    at = g_utf8_next_char (at);
  return at != NULL && at < end ? at : NULL;
}

static const char *
skip_blanks (const char *at, const char *end)
{
  while (at < end && g_ascii_isspace (*at))
    at++;
  return at;
}

/* The value of the attribute that begins at @at: what stands between its quotes, with no reference in it */
static const char *
find_value (const char *at, const char *end, const char *attribute, gsize *length)
{
  gsize size = strlen (attribute);
  const char *close;

  if ((gsize) (end - at) <= size || memcmp (at, attribute, size) != 0)
    return NULL;
  at = skip_blanks (at + size, end);
  if (at == end || *at != '=')
    return NULL;
  at = skip_blanks (at + 1, end);
  if (at == end || (*at != '"' && *at != '\''))
    return NULL;
  close = memchr (at + 1, *at, (gsize) (end - at - 1));
  if (close == NULL)
    return NULL;
  *length = (gsize) (close - at - 1);
  return memchr (at + 1, '&', *length) == NULL ? at + 1 : NULL;
}

/**
 * parafa_declaration_fix_find:
 * @finding: what is wrong
 * @body: the file
 *
 * A plate with blanks, dashes or small letters has one spelling; most findings have more than one cure.
 *
 * Returns: (transfer full) (nullable): the cure
 */
ParafaDeclarationFix *
parafa_declaration_fix_find (const ParafaFinding *finding, GBytes *body)
{
  ParafaDeclarationFix *self;
  const char *attribute;
  const char *text;
  const char *at;
  const char *value;
  char *plate;
  gsize length;
  gsize value_length = 0;

  g_return_val_if_fail (finding != NULL && body != NULL, NULL);

  attribute = find_attribute (finding);
  text = g_bytes_get_data (body, &length);
  if (attribute == NULL || finding->place.line == 0 ||
      !g_utf8_validate (text, (gssize) length, NULL))
    return NULL;
  at = find_place (text, length, &finding->place);
  value = at != NULL ? find_value (at, text + length, attribute, &value_length) : NULL;
  plate = value != NULL ? mend_plate (value, value_length) : NULL;
  if (plate == NULL)
    return NULL;
  if (strlen (plate) == value_length && memcmp (plate, value, value_length) == 0)
    {
      g_free (plate);
      return NULL;
    }
  self = g_new0 (ParafaDeclarationFix, 1);
  self->start = (gsize) (value - text);
  self->length = value_length;
  self->old_value = g_strndup (value, value_length);
  self->new_value = plate;
  return self;
}

/**
 * parafa_declaration_fix_free:
 * @self: (nullable) (transfer full): a cure
 */
void
parafa_declaration_fix_free (ParafaDeclarationFix *self)
{
  if (self == NULL)
    return;
  g_free (self->old_value);
  g_free (self->new_value);
  g_free (self);
}

/**
 * parafa_declaration_fix_apply:
 * @self: a cure
 * @body: the file it was found in
 *
 * Returns: (transfer full): the file with that one value changed, and no other byte
 */
GBytes *
parafa_declaration_fix_apply (const ParafaDeclarationFix *self, GBytes *body)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  GByteArray *mended = g_byte_array_new ();

  g_return_val_if_fail (self->start + self->length <= length, NULL);

  g_byte_array_append (mended, (const guint8 *) text, (guint) self->start);
  g_byte_array_append (mended, (const guint8 *) self->new_value, (guint) strlen (self->new_value));
  g_byte_array_append (mended, (const guint8 *) text + self->start + self->length,
                       (guint) (length - self->start - self->length));
  return g_byte_array_free_to_bytes (mended);
}

/**
 * parafa_declaration_fix_make_name:
 * @file_name: a name, UTF-8
 *
 * Returns: (transfer full): a name for the mended copy
 */
char *
parafa_declaration_fix_make_name (const char *file_name)
{
  const char *dot = strrchr (file_name, '.');
  g_autofree char *stem = dot != NULL && dot != file_name
                              ? g_strndup (file_name, (gsize) (dot - file_name))
                              : g_strdup (file_name);

  /* Translators: the name of a file, without its ending */
  return g_strdup_printf (_ ("%s-corrected.xml"), stem);
}
