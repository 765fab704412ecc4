/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-remembered.h"

#include "parafa-serial.h"

/**
 * parafa_login_remembered_is:
 * @profile: whose login it is
 * @certificate: a certificate
 *
 * By issuer and serial number, which no two certificates share (RFC 5280, section 4.1.2.2).
 *
 * Returns: whether @certificate is the one of the profile's last login
 */
gboolean
parafa_login_remembered_is (ParafaProfile *profile, ParafaCertificate *certificate)
{
  const char *serial = NULL;
  const char *issuer = NULL;

  g_return_val_if_fail (PARAFA_IS_PROFILE (profile), FALSE);
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE (certificate), FALSE);

  serial = parafa_profile_get_certificate_serial (profile);
  issuer = parafa_profile_get_certificate_issuer (profile);
  return serial != NULL && issuer != NULL &&
         parafa_serial_equal (serial, parafa_certificate_get_serial (certificate)) &&
         g_strcmp0 (issuer, parafa_certificate_get_issuer (certificate)) == 0;
}

/* The profile knows the holder's name only: two people may share it, so this one is offered, never
 * taken */
static gboolean
is_renewal (ParafaProfile *profile, ParafaCertificate *certificate)
{
  gint64 ends_at_s = parafa_profile_get_certificate_ends_at (profile);
  const char *holder = parafa_profile_get_holder (profile);

  return holder != NULL && ends_at_s >= 0 &&
         parafa_certificate_get_not_after (certificate) > ends_at_s &&
         g_strcmp0 (holder, parafa_certificate_get_holder (certificate)) == 0;
}

/**
 * parafa_login_remembered_find:
 * @profile: whose login it is
 * @certificates: (element-type ParafaCertificate): what can be chosen from
 * @now_s: now, Unix seconds
 * @certificate: (out) (optional) (nullable) (transfer none): the one to be offered: the renewed one
 *   for %PARAFA_LOGIN_REMEMBERED_RENEWED, else the remembered one, %NULL when it is not there
 *
 * Looks for the certificate of the profile's last login, and for one that took its place. A
 * certificate in a file is for the caller: this reads no disk.
 *
 * Returns: what there is
 */
ParafaLoginRemembered
parafa_login_remembered_find (ParafaProfile *profile,
                              GListModel *certificates,
                              gint64 now_s,
                              ParafaCertificate **certificate)
{
  g_autoptr (ParafaCertificate) same = NULL;
  g_autoptr (ParafaCertificate) renewed = NULL;
  gboolean usable = FALSE;

  g_return_val_if_fail (PARAFA_IS_PROFILE (profile), PARAFA_LOGIN_REMEMBERED_NONE);
  g_return_val_if_fail (G_IS_LIST_MODEL (certificates), PARAFA_LOGIN_REMEMBERED_NONE);

  if (certificate != NULL)
    *certificate = NULL;
  if (parafa_profile_get_certificate_serial (profile) == NULL)
    return PARAFA_LOGIN_REMEMBERED_NONE;
  for (guint i = 0; i < g_list_model_get_n_items (certificates); i++)
    {
      g_autoptr (ParafaCertificate) other = g_list_model_get_item (certificates, i);

      if (parafa_login_remembered_is (profile, other))
        g_set_object (&same, other);
      else if (parafa_certificate_get_state (other, now_s) == PARAFA_CERTIFICATE_USABLE &&
               is_renewal (profile, other) &&
               (renewed == NULL || parafa_certificate_get_not_after (other) >
                                       parafa_certificate_get_not_after (renewed)))
        g_set_object (&renewed, other);
    }

  usable = same != NULL && parafa_certificate_get_state (same, now_s) == PARAFA_CERTIFICATE_USABLE;
  /* the list keeps them alive */
  if (certificate != NULL)
    *certificate = usable ? same : renewed;
  if (usable)
    return renewed != NULL ? PARAFA_LOGIN_REMEMBERED_BOTH : PARAFA_LOGIN_REMEMBERED_FOUND;
  if (renewed != NULL)
    return PARAFA_LOGIN_REMEMBERED_RENEWED;
  return same != NULL ? PARAFA_LOGIN_REMEMBERED_NONE : PARAFA_LOGIN_REMEMBERED_MISSED;
}
