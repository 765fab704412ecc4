/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-distinguished-name.h"
#include "parafa-name-text.h"

#include <string.h>

/* No real name has more parts; a bound keeps a hostile certificate from costing time */
#define MAX_RDNS 64
#define MAX_AVAS 16

static char *
dup_oid (const gnutls_x509_ava_st *ava)
{
  /* some versions count the terminating zero */
  return g_strndup ((const char *) ava->oid.data, ava->oid.size);
}

static gboolean
has_oid (const gnutls_x509_ava_st *ava, const char *oid)
{
  g_autofree char *own = dup_oid (ava);

  return g_str_equal (own, oid);
}

/**
 * parafa_distinguished_name_get:
 * @name: a distinguished name
 * @oid: an attribute type in dotted form
 *
 * Reads every value of an attribute, in the order they stand, joined with a blank.
 *
 * GnuTLS' own text form cannot be used: it prints T61String with Romanian letters as hex.
 *
 * Returns: (transfer full) (nullable): the text, %NULL when the name has no such attribute
 */
char *
parafa_distinguished_name_get (gnutls_x509_dn_t name, const char *oid)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int rdn = 0; rdn < MAX_RDNS; rdn++)
    for (int part = 0; part < MAX_AVAS; part++)
      {
        gnutls_x509_ava_st ava;
        g_autofree char *value = NULL;

        if (gnutls_x509_dn_get_rdn_ava (name, rdn, part, &ava) < 0)
          {
            if (part == 0)
              return text->len > 0 ? g_strdup (text->str) : NULL;
            break;
          }
        if (!has_oid (&ava, oid))
          continue;
        value = parafa_name_text_decode ((guint) ava.value_tag, ava.value.data, ava.value.size);
        if (value == NULL)
          continue;
        if (text->len > 0)
          g_string_append_c (text, ' ');
        g_string_append (text, value);
      }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

/**
 * parafa_distinguished_name_get_holder:
 * @name: a subject
 *
 * Names a person as people do, given name first, in the letters and case of the certificate; a
 * company or a name without these parts by its common name or organization.
 *
 * Returns: (transfer full): the name, "" when there is none
 */
char *
parafa_distinguished_name_get_holder (gnutls_x509_dn_t name)
{
  g_autofree char *given = parafa_distinguished_name_get (name, PARAFA_OID_GIVEN_NAME);
  g_autofree char *surname = parafa_distinguished_name_get (name, PARAFA_OID_SURNAME);

  if (given != NULL && surname != NULL)
    return g_strconcat (given, " ", surname, NULL);
  return parafa_distinguished_name_get_authority (name);
}

/**
 * parafa_distinguished_name_get_authority:
 * @name: an issuer
 *
 * Returns: (transfer full): the common name, else the organization, else ""
 */
char *
parafa_distinguished_name_get_authority (gnutls_x509_dn_t name)
{
  char *text = parafa_distinguished_name_get (name, PARAFA_OID_COMMON_NAME);

  if (text == NULL)
    text = parafa_distinguished_name_get (name, PARAFA_OID_ORGANIZATION);
  return text != NULL ? text : g_strdup ("");
}

static void
name_part_free (gpointer data)
{
  ParafaNamePart *part = data;

  g_free (part->oid);
  g_free (part->text);
  g_free (part);
}

static void
add_part (GPtrArray *parts, const gnutls_x509_ava_st *ava)
{
  ParafaNamePart *part;
  g_autofree char *text =
      parafa_name_text_decode ((guint) ava->value_tag, ava->value.data, ava->value.size);

  if (text == NULL)
    return;
  part = g_new0 (ParafaNamePart, 1);
  part->oid = dup_oid (ava);
  part->text = g_steal_pointer (&text);
  g_ptr_array_add (parts, part);
}

/**
 * parafa_distinguished_name_list:
 * @name: (nullable): a distinguished name; %NULL for one that cannot be read
 *
 * Returns: (transfer full) (element-type ParafaNamePart): its attributes in the order they stand
 */
GPtrArray *
parafa_distinguished_name_list (gnutls_x509_dn_t name)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (name_part_free);

  for (int rdn = 0; name != NULL && rdn < MAX_RDNS; rdn++)
    for (int part = 0; part < MAX_AVAS; part++)
      {
        gnutls_x509_ava_st ava;

        if (gnutls_x509_dn_get_rdn_ava (name, rdn, part, &ava) >= 0)
          add_part (parts, &ava);
        else if (part == 0)
          return parts;
        else
          break;
      }
  return parts;
}

/**
 * parafa_name_part_get_short_name:
 * @self: an attribute
 *
 * Returns: (transfer none): "CN", "O" and the like, else the object identifier
 */
const char *
parafa_name_part_get_short_name (const ParafaNamePart *self)
{
  return gnutls_x509_dn_oid_name (self->oid, GNUTLS_X509_DN_OID_RETURN_OID);
}

/**
 * parafa_name_parts_to_text:
 * @parts: (element-type ParafaNamePart): the attributes of a name
 *
 * Writes a name on one line for programmers, in the order it stands, as RFC 4514 writes values.
 *
 * Returns: (transfer full): such as `C=RO, CN=Ion Popescu`
 */
char *
parafa_name_parts_to_text (GPtrArray *parts)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (parts != NULL, g_string_free (text, FALSE));

  for (guint i = 0; i < parts->len; i++)
    {
      const ParafaNamePart *part = g_ptr_array_index (parts, i);

      g_string_append_printf (text,
                              i == 0 ? "%s=" : ", %s=", parafa_name_part_get_short_name (part));
      for (const char *c = part->text; *c != '\0'; c++)
        {
          if (strchr (",+\"\\<>;=", *c) != NULL)
            g_string_append_c (text, '\\');
          g_string_append_c (text, *c);
        }
    }
  return g_string_free (text, FALSE);
}
