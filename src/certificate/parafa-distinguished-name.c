/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-distinguished-name.h"
#include "parafa-name-text.h"

#include <string.h>

/* No real name has more parts; a bound keeps a hostile certificate from costing time */
#define MAX_RDNS 64
#define MAX_AVAS 16

static gboolean
has_oid (const gnutls_x509_ava_st *ava, const char *oid)
{
  gsize length = ava->oid.size;

  /* some versions count the terminating zero */
  while (length > 0 && ava->oid.data[length - 1] == '\0')
    length--;
  return length == strlen (oid) && memcmp (ava->oid.data, oid, length) == 0;
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
