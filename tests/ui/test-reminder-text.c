/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-reminder-text.h"
#include "ui-fixture.h"

static void
assert_texts (
    ParafaReminderKind kind, gboolean renewable, gint64 at_s, const char *title, const char *body)
{
  g_autoptr (ParafaReminderEnd) end =
      parafa_reminder_end_new ("id", "Cabinet Salcia", kind, renewable, at_s);
  g_autofree char *made_title = parafa_reminder_text_make_title (end, UI_NOW);
  g_autofree char *made_body = parafa_reminder_text_make_body (end);
  g_autoptr (GNotification) notification = parafa_reminder_text_make_notification (end, UI_NOW);

  g_assert_cmpstr (made_title, ==, title);
  g_assert_cmpstr (made_body, ==, body);
  g_assert_nonnull (notification);
}

static void
test_english (void)
{
  ui_fixture_set_language ("en");
  assert_texts (PARAFA_REMINDER_CERTIFICATE, FALSE, UI_NOW + 30 * DAY,
                "The certificate expires in 30 days",
                "Cabinet Salcia: valid until 24 December 2026. Ask the issuer for a new one; that "
                "takes some days.");
  assert_texts (PARAFA_REMINDER_ACCESS, TRUE, UI_NOW + DAY, "Access to ANAF expires in 1 day",
                "Cabinet Salcia: valid until 25 November 2026. Renewing needs no USB token and no "
                "PIN.");
  assert_texts (PARAFA_REMINDER_ACCESS, FALSE, UI_NOW + 3600, "Access to ANAF expires today",
                "Cabinet Salcia: valid until 24 November 2026. Log in with the certificate.");
  assert_texts (PARAFA_REMINDER_CONFIRM, FALSE, UI_NOW + DAY,
                "Confirm the arrival: a UIT ends in 1 day",
                "Cabinet Salcia: valid until 25 November 2026, and not confirmed yet. Who declared "
                "the transport confirms that it arrived.");
  assert_texts (PARAFA_REMINDER_RENEWAL, FALSE, UI_NOW + 7 * DAY,
                "In 7 days the access is renewed only by a login",
                "Cabinet Salcia: until 1 December 2026 it still goes without USB token. A login "
                "starts a new year.");
}

static void
test_romanian (void)
{
  ui_fixture_set_language ("ro");
  assert_texts (PARAFA_REMINDER_CERTIFICATE, FALSE, UI_NOW + 30 * DAY,
                "Certificatul expiră peste 30 de zile",
                "Cabinet Salcia: valabil până la 24 decembrie 2026. Cereți emitentului unul nou; "
                "durează câteva zile.");
  assert_texts (PARAFA_REMINDER_ACCESS, TRUE, UI_NOW + DAY, "Accesul la ANAF expiră peste o zi",
                "Cabinet Salcia: valabil până la 25 noiembrie 2026. Se reînnoiește fără token USB "
                "și fără PIN.");
  assert_texts (PARAFA_REMINDER_RENEWAL, FALSE, UI_NOW + 7 * DAY,
                "Peste 7 zile accesul se reînnoiește numai prin autentificare",
                "Cabinet Salcia: până la 1 decembrie 2026 se mai poate fără token USB. O "
                "autentificare "
                "începe un an nou.");
  ui_fixture_set_language ("en");
}

static void
test_failures (void)
{
  g_autoptr (ParafaProfile) profile =
      ui_fixture_new_profile ("Cabinet Salcia", PARAFA_ENVIRONMENT_ANAF);
  static const ParafaTokenError codes[] = { PARAFA_TOKEN_ERROR_LOGIN_AGAIN,
                                            PARAFA_TOKEN_ERROR_SETTINGS, PARAFA_TOKEN_ERROR_LATER };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (PARAFA_TOKEN_ERROR, (int) codes[i], "answer");
      g_autoptr (GNotification) notification =
          parafa_reminder_text_make_not_renewed (profile, error);

      g_assert_nonnull (notification);
    }
}

int
main (int argc, char *argv[])
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/ui/reminder-text/english", test_english);
  g_test_add_func ("/ui/reminder-text/romanian", test_romanian);
  g_test_add_func ("/ui/reminder-text/failures", test_failures);
  return g_test_run ();
}
