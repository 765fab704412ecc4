/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-reminder-renewal.h"

#include "parafa-hold.h"
#include "parafa-reminder-text.h"

typedef struct
{
  GApplication *application; /* (owned): held */
  ParafaSession *session;    /* (owned) */
  char *profile_id;          /* (owned) */
} Renewal;

static void
renewal_free (Renewal *renewal)
{
  parafa_release_program ();
  g_object_unref (renewal->application);
  g_object_unref (renewal->session);
  g_free (renewal->profile_id);
  g_free (renewal);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Renewal, renewal_free)

/* Profiles → the pair of this one → renew → say what came of it */
static void session_opened (GObject *source, GAsyncResult *result, gpointer user_data);
static void pair_loaded (GObject *source, GAsyncResult *result, gpointer user_data);
static void refreshed (GObject *source, GAsyncResult *result, gpointer user_data);

static void
tell (Renewal *renewal, GNotification *notification)
{
  g_autoptr (ParafaReminderEnd) end =
      parafa_reminder_end_new (renewal->profile_id, "", PARAFA_REMINDER_ACCESS, TRUE, 0);
  g_autofree char *reminder = parafa_reminder_text_make_id (end);
  g_autofree char *id = g_strconcat ("renewal-", renewal->profile_id, NULL);

  g_application_withdraw_notification (renewal->application, reminder);
  g_application_send_notification (renewal->application, id, notification);
}

static void
session_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Renewal) renewal = user_data;
  g_autoptr (GError) error = NULL;
  ParafaAccount *account;

  if (!parafa_session_open_finish (renewal->session, result, &error))
    g_info ("reminder-renewal: %s", error->message);
  account = parafa_session_find (renewal->session, renewal->profile_id);
  /* removed since the reminder was shown */
  if (account == NULL)
    return;
  if (parafa_account_get_pair (account) != NULL)
    parafa_account_refresh_async (account, NULL, refreshed, g_steal_pointer (&renewal));
  else
    parafa_account_load_async (account, NULL, pair_loaded, g_steal_pointer (&renewal));
}

static void
pair_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Renewal) renewal = user_data;
  ParafaAccount *account = PARAFA_ACCOUNT (source);
  g_autoptr (GNotification) notification = NULL;
  g_autoptr (GError) error = NULL;

  if (parafa_account_load_finish (account, result, &error))
    {
      /* not cancellable: an answer nobody waits for could be the only copy of the next refresh token */
      parafa_account_refresh_async (account, NULL, refreshed, g_steal_pointer (&renewal));
      return;
    }
  notification =
      parafa_reminder_text_make_not_renewed (parafa_account_get_profile (account), error);
  tell (renewal, notification);
}

static void
refreshed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Renewal) renewal = user_data;
  ParafaAccount *account = PARAFA_ACCOUNT (source);
  g_autoptr (GNotification) notification = NULL;
  g_autoptr (GError) error = NULL;

  if (parafa_account_refresh_finish (account, result, &error))
    notification = parafa_reminder_text_make_renewed (account);
  else
    notification =
        parafa_reminder_text_make_not_renewed (parafa_account_get_profile (account), error);
  tell (renewal, notification);
}

/**
 * parafa_reminder_renewal_start:
 * @application: the program; it stays until the end was told
 * @session: the session
 * @profile_id: the profile
 *
 * Renews the access of a profile. Somebody pressed a button for it, so the keyring may ask for its password. What came of
 * it is told by a notification; a profile that is gone meanwhile is passed over.
 */
void
parafa_reminder_renewal_start (GApplication *application,
                               ParafaSession *session,
                               const char *profile_id)
{
  Renewal *renewal;

  g_return_if_fail (G_IS_APPLICATION (application));
  g_return_if_fail (PARAFA_IS_SESSION (session));
  g_return_if_fail (profile_id != NULL);

  renewal = g_new0 (Renewal, 1);
  renewal->application = g_object_ref (application);
  renewal->session = g_object_ref (session);
  renewal->profile_id = g_strdup (profile_id);
  parafa_hold_program ();
  parafa_vault_set_prompts (parafa_session_get_vault (session), TRUE);
  parafa_session_open_async (session, NULL, session_opened, renewal);
}
