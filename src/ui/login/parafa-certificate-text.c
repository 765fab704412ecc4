/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-certificate-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "parafa-date-text.h"
#include "parafa-serial.h"

/**
 * parafa_certificate_text_date:
 * @time_s: Unix seconds
 *
 * Writes the day in local time, as in “3 November 2026”, with no-break spaces: a date that goes on
 * in the next line is hard to read in a narrow row.
 *
 * Returns: (transfer full): the date
 */
char *
parafa_certificate_text_date (gint64 time_s)
{
  g_autofree char *date = parafa_date_text_long (time_s);
  g_auto (GStrv) words = g_strsplit (date, " ", -1);

  return g_strjoinv (" ", words);
}

static gboolean
is_for_authentication (ParafaCertificate *certificate, gint64 now_s)
{
  ParafaCertificateState state = parafa_certificate_get_state (certificate, now_s);

  return state != PARAFA_CERTIFICATE_NOT_FOR_AUTHENTICATION &&
         state != PARAFA_CERTIFICATE_AUTHORITY;
}

/**
 * parafa_certificate_text_get_age:
 * @certificate: a certificate
 * @certificates: (element-type ParafaCertificate): all that are shown with it
 * @now_s: the time, Unix seconds
 *
 * Tells a renewed certificate from the one it replaces: among those for authentication of one
 * holder the one that began last is the new one, all others are old.
 *
 * Returns: which one it is; %PARAFA_CERTIFICATE_ONLY when nothing has to be told apart
 */
ParafaCertificateAge
parafa_certificate_text_get_age (ParafaCertificate *certificate,
                                 GListModel *certificates,
                                 gint64 now_s)
{
  ParafaCertificateAge age = PARAFA_CERTIFICATE_ONLY;

  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (certificate), PARAFA_CERTIFICATE_ONLY);
  g_return_val_if_fail (G_IS_LIST_MODEL (certificates), PARAFA_CERTIFICATE_ONLY);

  if (!is_for_authentication (certificate, now_s))
    return PARAFA_CERTIFICATE_ONLY;
  for (guint i = 0; i < g_list_model_get_n_items (certificates); i++)
    {
      g_autoptr (ParafaCertificate) other = g_list_model_get_item (certificates, i);

      if (other == certificate || !parafa_certificate_has_same_holder (certificate, other) ||
          !is_for_authentication (other, now_s) ||
          parafa_serial_equal (parafa_certificate_get_serial (certificate),
                               parafa_certificate_get_serial (other)))
        continue;
      if (parafa_certificate_get_not_before (other) >
          parafa_certificate_get_not_before (certificate))
        return PARAFA_CERTIFICATE_OLD;
      age = PARAFA_CERTIFICATE_NEW;
    }
  return age;
}

/**
 * parafa_certificate_text_title:
 * @certificate: a certificate
 * @age: which of a renewed pair it is
 *
 * Returns: (transfer full): the holder, and which one it is
 */
char *
parafa_certificate_text_title (ParafaCertificate *certificate, ParafaCertificateAge age)
{
  const char *holder;

  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (certificate), NULL);

  holder = parafa_certificate_get_holder (certificate);
  if (age == PARAFA_CERTIFICATE_NEW)
    /* Translators: a certificate that was renewed; %s is a person's name */
    return g_strdup_printf (_ ("%s · the new one"), holder);
  if (age == PARAFA_CERTIFICATE_OLD)
    /* Translators: a certificate that has a newer one beside it; %s is a person's name */
    return g_strdup_printf (_ ("%s · the old one"), holder);
  return g_strdup (holder);
}

/**
 * parafa_certificate_text_validity:
 * @certificate: a certificate
 * @now_s: the time, Unix seconds
 *
 * Returns: (transfer full): from when until when, or why it cannot be used
 */
char *
parafa_certificate_text_validity (ParafaCertificate *certificate, gint64 now_s)
{
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;

  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (certificate), NULL);

  from = parafa_certificate_text_date (parafa_certificate_get_not_before (certificate));
  until = parafa_certificate_text_date (parafa_certificate_get_not_after (certificate));
  switch (parafa_certificate_get_state (certificate, now_s))
    {
    case PARAFA_CERTIFICATE_EXPIRED:
      /* Translators: %s is a date */
      return g_strdup_printf (_ ("Expired on %s; it cannot be used any more"), until);
    case PARAFA_CERTIFICATE_NOT_YET_VALID:
      /* Translators: %s is a date */
      return g_strdup_printf (_ ("Can be used from %s on"), from);
    case PARAFA_CERTIFICATE_NOT_FOR_AUTHENTICATION:
      return g_strdup (_ ("Only for signatures; it does not open ANAF"));
    case PARAFA_CERTIFICATE_AUTHORITY:
      return g_strdup (_ ("Belongs to an issuer of certificates, not to a person"));
    case PARAFA_CERTIFICATE_USABLE:
    default:
      /* Translators: both %s are dates */
      return g_strdup_printf (_ ("Issued on %s, valid until %s"), from, until);
    }
}

/* the last three pairs: what people compare by eye */
static const char *
get_serial_end (const char *serial)
{
  gsize length = strlen (serial);

  return length > 8 ? serial + length - 8 : serial;
}

/**
 * parafa_certificate_text_origin:
 * @certificate: a certificate
 *
 * Returns: (transfer full): who issued it and how its serial number ends
 */
char *
parafa_certificate_text_origin (ParafaCertificate *certificate)
{
  const char *serial;
  const char *issuer;

  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (certificate), NULL);

  serial = parafa_certificate_get_serial (certificate);
  issuer = parafa_certificate_get_issuer (certificate);
  if (serial == NULL)
    return g_strdup (issuer);
  /* Translators: the first %s is who issued a certificate, the second the end of its serial number
   */
  return g_strdup_printf (_ ("%s · serial …%s"), issuer, get_serial_end (serial));
}

/**
 * parafa_certificate_text_place:
 * @certificate: a certificate
 *
 * Returns: (transfer full): where it lies, or "" when that is not known
 */
char *
parafa_certificate_text_place (ParafaCertificate *certificate)
{
  const ParafaCertificatePlace *place;

  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (certificate), NULL);

  place = parafa_certificate_get_place (certificate);
  if (place->file != NULL)
    {
      g_autofree char *name = g_filename_display_basename (place->file);

      /* Translators: %s is the name of a file */
      return g_strdup_printf (_ ("File “%s”"), name);
    }
  if (place->token_label != NULL && *place->token_label != '\0')
    /* Translators: %s is the name of a USB token */
    return g_strdup_printf (_ ("Token “%s”"), place->token_label);
  return g_strdup ("");
}

/**
 * parafa_certificate_text_state:
 * @state: a state
 *
 * Returns: (transfer none): the state in a word or two, for a pill
 */
const char *
parafa_certificate_text_state (ParafaCertificateState state)
{
  switch (state)
    {
    case PARAFA_CERTIFICATE_EXPIRED:
      return C_ ("certificate", "Expired");
    case PARAFA_CERTIFICATE_NOT_YET_VALID:
      return C_ ("certificate", "Not yet valid");
    case PARAFA_CERTIFICATE_NOT_FOR_AUTHENTICATION:
      return C_ ("certificate", "For signatures");
    case PARAFA_CERTIFICATE_AUTHORITY:
      return C_ ("certificate", "Issuer");
    case PARAFA_CERTIFICATE_USABLE:
    default:
      return C_ ("certificate", "Valid");
    }
}
