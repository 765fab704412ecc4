/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-reminder-text.h"

#include <glib/gi18n.h>

#include "parafa-clock-face.h"
#include "parafa-date-text.h"
#include "parafa-error-text.h"
#include "parafa-token-facts.h"

static char *
make_certificate_title (int days)
{
  if (days <= 0)
    return g_strdup (_ ("The certificate expires today"));
  return g_strdup_printf (ngettext ("The certificate expires in %d day",
                                    "The certificate expires in %d days", (gulong) days),
                          days);
}

static char *
make_access_title (int days)
{
  if (days <= 0)
    return g_strdup (_ ("Access to ANAF expires today"));
  return g_strdup_printf (ngettext ("Access to ANAF expires in %d day",
                                    "Access to ANAF expires in %d days", (gulong) days),
                          days);
}

static char *
make_renewal_title (int days)
{
  if (days <= 0)
    return g_strdup (_ ("From tomorrow on the access is renewed only by a login"));
  return g_strdup_printf (ngettext ("In %d day the access is renewed only by a login",
                                    "In %d days the access is renewed only by a login",
                                    (gulong) days),
                          days);
}

static char *
make_confirm_title (int days)
{
  if (days <= 0)
    return g_strdup (_ ("Confirm the arrival today: a UIT ends"));
  return g_strdup_printf (ngettext ("Confirm the arrival: a UIT ends in %d day",
                                    "Confirm the arrival: a UIT ends in %d days", (gulong) days),
                          days);
}

/**
 * parafa_reminder_text_make_title:
 * @end: what ends
 * @now_s: now, Unix seconds
 *
 * Returns: (transfer full): what ends in how many days, as a person counts them
 */
char *
parafa_reminder_text_make_title (const ParafaReminderEnd *end, gint64 now_s)
{
  int days = parafa_clock_face_count_days (now_s, end->ends_at_s);

  switch (end->kind)
    {
    case PARAFA_REMINDER_CERTIFICATE:
      return make_certificate_title (days);
    case PARAFA_REMINDER_ACCESS:
      return make_access_title (days);
    case PARAFA_REMINDER_RENEWAL:
      return make_renewal_title (days);
    case PARAFA_REMINDER_CONFIRM:
      return make_confirm_title (days);
    case PARAFA_N_REMINDERS:
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * parafa_reminder_text_make_body:
 * @end: what ends
 *
 * Returns: (transfer full): whose it is, until when, and what to do
 */
char *
parafa_reminder_text_make_body (const ParafaReminderEnd *end)
{
  g_autofree char *date = parafa_date_text_long (end->ends_at_s);

  if (end->kind == PARAFA_REMINDER_CONFIRM)
    /* Translators: the name of a profile, then a date */
    return g_strdup_printf (_ ("%s: valid until %s, and not confirmed yet. Who declared the "
                               "transport confirms that it arrived."),
                            end->profile_name, date);
  if (end->kind == PARAFA_REMINDER_CERTIFICATE)
    /* Translators: the name of a profile, then a date */
    return g_strdup_printf (_ ("%s: valid until %s. Ask the issuer for a new one; that takes some "
                               "days."),
                            end->profile_name, date);
  if (end->kind == PARAFA_REMINDER_ACCESS && end->renewable)
    /* Translators: the name of a profile, then a date */
    return g_strdup_printf (_ ("%s: valid until %s. Renewing needs no USB token and no PIN."),
                            end->profile_name, date);
  if (end->kind == PARAFA_REMINDER_ACCESS)
    /* Translators: the name of a profile, then a date */
    return g_strdup_printf (_ ("%s: valid until %s. Log in with the certificate."),
                            end->profile_name, date);
  /* Translators: the name of a profile, then a date */
  return g_strdup_printf (_ ("%s: until %s it still goes without USB token. A login starts a new "
                             "year."),
                          end->profile_name, date);
}

static GNotification *
notification_new (const char *title, const char *body, const char *profile_id)
{
  GNotification *notification = g_notification_new (title);
  g_autoptr (GIcon) icon = g_themed_icon_new (PARAFA_APP_ID);

  g_notification_set_body (notification, body);
  g_notification_set_icon (notification, icon);
  g_notification_set_default_action_and_target (notification, "app.show", "s", profile_id);
  return notification;
}

/* Buttons of notifications have no mnemonics */
static void
add_button (GNotification *notification, const char *label, const char *action, const char *id)
{
  g_notification_add_button_with_target (notification, label, action, "s", id);
}

/**
 * parafa_reminder_text_make_notification:
 * @end: what ends
 * @now_s: now, Unix seconds
 *
 * Returns: (transfer full): the reminder for the desktop, with what helps as a button
 */
GNotification *
parafa_reminder_text_make_notification (const ParafaReminderEnd *end, gint64 now_s)
{
  g_autofree char *title = parafa_reminder_text_make_title (end, now_s);
  g_autofree char *body = parafa_reminder_text_make_body (end);
  GNotification *notification = notification_new (title, body, end->profile_id);

  if (parafa_clock_face_count_days (now_s, end->ends_at_s) <= 1)
    g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  if (end->kind == PARAFA_REMINDER_CERTIFICATE)
    g_notification_set_default_action_and_target (notification, "app.show-certificate", "s",
                                                  end->profile_id);
  else if (end->kind == PARAFA_REMINDER_CONFIRM)
    g_notification_set_default_action_and_target (notification, "app.show-etransport", "s",
                                                  end->profile_id);
  else if (end->kind == PARAFA_REMINDER_ACCESS && end->renewable)
    add_button (notification, C_ ("notification", "Renew"), "app.renew", end->profile_id);
  else
    add_button (notification, C_ ("notification", "Log In"), "app.login", end->profile_id);
  return notification;
}

/**
 * parafa_reminder_text_make_renewed:
 * @account: an account whose access was renewed
 *
 * Returns: (transfer full): says so
 */
GNotification *
parafa_reminder_text_make_renewed (ParafaAccount *account)
{
  ParafaProfile *profile = parafa_account_get_profile (account);
  ParafaTokenPair *pair = parafa_account_get_pair (account);
  gint64 ends_at_s = pair != NULL ? parafa_token_pair_get_access_expires_at (pair) : -1;
  g_autofree char *date = parafa_date_text_long (ends_at_s);
  g_autofree char *body = NULL;

  if (ends_at_s > 0)
    /* Translators: the name of a profile, then a date */
    body = g_strdup_printf (_ ("%s: valid until %s."),
                            parafa_token_facts_get_profile_name (profile), date);
  else
    body = g_strdup (parafa_token_facts_get_profile_name (profile));
  return notification_new (_ ("Access renewed"), body, parafa_profile_get_id (profile));
}

/**
 * parafa_reminder_text_make_not_renewed:
 * @profile: a profile
 * @error: why its access was not renewed
 *
 * Returns: (transfer full): says so, with the way on
 */
GNotification *
parafa_reminder_text_make_not_renewed (ParafaProfile *profile, const GError *error)
{
  const ParafaErrorText *text = parafa_error_text_for_error (error);
  const char *id = parafa_profile_get_id (profile);
  /* Translators: the name of a profile, then why something failed */
  g_autofree char *body =
      g_strdup_printf (C_ ("notification", "%s: %s"), parafa_token_facts_get_profile_name (profile),
                       text->text);
  GNotification *notification = notification_new (text->title, body, id);

  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  if (text->way == PARAFA_ERROR_WAY_RETRY)
    add_button (notification, C_ ("notification", "Try Again"), "app.renew", id);
  else
    add_button (notification, C_ ("notification", "Log In"), "app.login", id);
  return notification;
}

/**
 * parafa_reminder_text_make_id:
 * @end: what ends
 *
 * A profile has one access and one certificate, and many UITs.
 *
 * Returns: (transfer full): the notification's name: a later reminder takes the place of an earlier
 */
char *
parafa_reminder_text_make_id (const ParafaReminderEnd *end)
{
  if (end->kind == PARAFA_REMINDER_CONFIRM)
    return g_strdup_printf ("reminder-%s-%d-%" G_GINT64_FORMAT, end->profile_id, (int) end->kind,
                            end->ends_at_s);
  return g_strdup_printf ("reminder-%s-%d", end->profile_id, (int) end->kind);
}
