/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-remembered-text.h"

#include <glib/gi18n.h>

#include "parafa-certificate-text.h"

/**
 * parafa_remembered_text_title:
 * @remembered: what there is of the certificate of the last login
 * @profile: whose login it is
 *
 * Returns: (transfer full) (nullable): the same in a few words; %NULL where nothing needs to be said
 */
char *
parafa_remembered_text_title (ParafaLoginRemembered remembered, ParafaProfile *profile)
{
  const char *holder = NULL;

  g_return_val_if_fail (PARAFA_IS_PROFILE (profile), NULL);

  holder = parafa_profile_get_holder (profile);
  switch (remembered)
    {
    case PARAFA_LOGIN_REMEMBERED_MISSED:
      /* Translators: %s is a person's name */
      return g_strdup_printf (_ ("The certificate of %s is not here"), holder);
    case PARAFA_LOGIN_REMEMBERED_RENEWED:
      /* Translators: %s is a person's name */
      return g_strdup_printf (_ ("The certificate of %s was renewed"), holder);
    case PARAFA_LOGIN_REMEMBERED_BOTH:
      /* Translators: %s is a person's name */
      return g_strdup_printf (_ ("%s has a newer certificate"), holder);
    case PARAFA_LOGIN_REMEMBERED_FILE_GONE:
      return g_strdup (_ ("The certificate file is not where it was"));
    case PARAFA_LOGIN_REMEMBERED_NONE:
    case PARAFA_LOGIN_REMEMBERED_FOUND:
    case PARAFA_LOGIN_REMEMBERED_FILE:
    default:
      return NULL;
    }
}

static char *
describe_missed (ParafaProfile *profile, gboolean goes_on)
{
  gint64 ends_at_s = parafa_profile_get_certificate_ends_at (profile);
  g_autofree char *until = ends_at_s >= 0 ? parafa_certificate_text_date (ends_at_s) : NULL;
  g_autofree char *which =
      until != NULL
          /* Translators: %s is a date */
          ? g_strdup_printf (_ ("It was used for the last login and is valid until %s."), until)
          : g_strdup (_ ("It was used for the last login."));

  return g_strjoin (" ", which,
                    goes_on ? _ ("Put its token in: the login goes on by itself.")
                            : _ ("To use it again, put its token in."),
                    NULL);
}

static char *
describe_gone_file (ParafaProfile *profile)
{
  g_autofree char *path = g_filename_display_name (parafa_profile_get_certificate_file (profile));

  /* Translators: %s is the path of a file */
  return g_strdup_printf (_ ("The last login used “%s”. It was moved, renamed or deleted, or lies "
                             "on "
                             "a disk that is not connected."),
                          path);
}

/**
 * parafa_remembered_text_words:
 * @remembered: what there is of the certificate of the last login
 * @profile: whose login it is
 * @goes_on: whether the login goes on by itself when the certificate's token is put in
 *
 * Returns: (transfer full) (nullable): what that means and what to do
 */
char *
parafa_remembered_text_words (ParafaLoginRemembered remembered,
                              ParafaProfile *profile,
                              gboolean goes_on)
{
  g_return_val_if_fail (PARAFA_IS_PROFILE (profile), NULL);

  switch (remembered)
    {
    case PARAFA_LOGIN_REMEMBERED_MISSED:
      return describe_missed (profile, goes_on);
    case PARAFA_LOGIN_REMEMBERED_RENEWED:
      return g_strdup (
          _ ("The one of the last login is not here or has ended; the newer one of the "
             "same holder is chosen below. ANAF accepts it once it is enrolled, which "
             "can take up to 24 hours."));
    case PARAFA_LOGIN_REMEMBERED_BOTH:
      return g_strdup (_ ("ANAF accepts the new one once it is enrolled, which can take up to 24 "
                          "hours. Until then the old one goes on working."));
    case PARAFA_LOGIN_REMEMBERED_FILE_GONE:
      return describe_gone_file (profile);
    case PARAFA_LOGIN_REMEMBERED_NONE:
    case PARAFA_LOGIN_REMEMBERED_FOUND:
    case PARAFA_LOGIN_REMEMBERED_FILE:
    default:
      return NULL;
    }
}
