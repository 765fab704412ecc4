/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-session.h"
#include "parafa-token-text.h"
#include "ui-fixture.h"

typedef char *(*Maker) (const ParafaTokenFacts *facts);

static void
assert_made (const ParafaTokenFacts *facts, Maker make, const char *expected)
{
  g_autofree char *text = make (facts);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_sentence (const ParafaTokenFacts *facts, gboolean narrow, const char *expected)
{
  g_autofree char *text = parafa_token_text_make_sentence (facts, narrow);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_valid (void)
{
  g_autoptr (ParafaTokenFacts) facts = ui_fixture_new_facts (UI_ENDS, UI_LOGIN, TRUE);

  ui_fixture_set_language ("en");
  g_assert_cmpint (facts->days_left, ==, 63);
  g_assert_cmpint (facts->renewal_days_left, ==, 246);
  g_assert_cmpint (facts->certificate_days_left, ==, 110);
  g_assert_cmpuint (facts->n_claims, ==, 16);
  g_assert_cmpstr (parafa_token_text_get_state (facts).word, ==, "Valid");
  assert_sentence (facts, FALSE, "You can use ANAF for 63 more days");
  assert_sentence (facts, TRUE, "Access for 63 more days");
  assert_made (facts, parafa_token_text_make_next,
               "Renew it after <b>12 January 2027</b>, without USB token or PIN.");
  assert_made (facts, parafa_token_text_make_row, "Valid · 63 days");
  g_assert_false (parafa_token_facts_is_due (facts));
  facts->renews_at_s = UI_ENDS - 14 * DAY;
  assert_made (facts, parafa_token_text_make_next,
               "Parafa renews it on <b>12 January 2027</b>, without USB token or PIN.");
  g_assert_cmpint (parafa_token_facts_get_access_dial (facts).due_mark, ==, 76);
}

static void
test_valid_in_romanian (void)
{
  g_autoptr (ParafaTokenFacts) facts = ui_fixture_new_facts (UI_ENDS, UI_LOGIN, TRUE);

  ui_fixture_set_language ("ro");
  g_assert_cmpstr (parafa_token_text_get_state (facts).word, ==, "Valabil");
  assert_sentence (facts, FALSE, "Aveți acces la ANAF încă 63 de zile");
  assert_made (facts, parafa_token_text_make_next,
               "Reînnoiți-l după <b>12 ianuarie 2027</b>, fără token USB și fără PIN.");
  assert_made (facts, parafa_token_text_make_row, "Valabil · 63 de zile");
  assert_made (facts, parafa_token_text_make_access_label,
               "Acces: 63 de zile rămase din 90, până la 26 ianuarie 2027");
  assert_made (facts, parafa_token_text_make_timeline_label,
               "Acces: 63 de zile rămase din 90, până la 26 ianuarie 2027. Reînnoire: 246 de zile "
               "rămase din 365, "
               "până la 28 iulie 2027. Certificat: valabil până la 14 martie 2027.");
  assert_made (facts, parafa_token_text_make_certificate_title,
               "Certificatul expiră pe 14 martie 2027");
  assert_made (facts, parafa_token_text_make_certificate_note,
               "SigiliuCert Calificat CA G2 · seria …9c:4f:1a · înainte să se încheie reînnoirea");
}

static void
test_soon (void)
{
  g_autoptr (ParafaTokenFacts) facts = ui_fixture_new_facts (UI_NOW + 6 * DAY, UI_LOGIN, TRUE);

  ui_fixture_set_language ("en");
  g_assert_cmpint (parafa_token_text_get_state (facts).kind, ==, PARAFA_PILL_WARNING);
  g_assert_true (parafa_token_facts_is_due (facts));
  assert_made (facts, parafa_token_text_make_next,
               "Renew it now, <b>without USB token or PIN</b>.");
  assert_made (facts, parafa_token_text_make_row, "Expires soon · 6 days");
}

static void
test_last_day (void)
{
  g_autoptr (ParafaTokenFacts) facts = ui_fixture_new_facts (UI_NOW + 3600, UI_LOGIN, TRUE);

  ui_fixture_set_language ("en");
  assert_sentence (facts, FALSE, "You can use ANAF until 11:00 today");
  assert_made (facts, parafa_token_text_make_row, "Expires soon · 1 day");
}

static void
test_expired (void)
{
  g_autoptr (ParafaTokenFacts) days = ui_fixture_new_facts (UI_NOW - 3 * DAY, UI_LOGIN, TRUE);
  g_autoptr (ParafaTokenFacts) hours = ui_fixture_new_facts (UI_NOW - 3600, UI_LOGIN, TRUE);
  g_autoptr (ParafaTokenFacts) final = ui_fixture_new_facts (UI_NOW - 3 * DAY, UI_LOGIN, FALSE);

  ui_fixture_set_language ("en");
  assert_sentence (days, FALSE, "Access to ANAF expired 3 days ago");
  assert_sentence (hours, FALSE, "Access to ANAF expired today at 09:00");
  assert_made (days, parafa_token_text_make_row, "Expired 3 days ago");
  assert_made (hours, parafa_token_text_make_row, "Expired");
  assert_made (days, parafa_token_text_make_next,
               "You can renew it now, <b>without USB token or PIN</b>.");
  assert_made (final, parafa_token_text_make_next, "Log in again, with the USB token and its PIN.");
  assert_made (days, parafa_token_text_make_access_label, "Access: ended on 21 November 2026");
}

static void
test_renewal_year_over (void)
{
  g_autoptr (ParafaTokenFacts) facts =
      ui_fixture_new_facts (UI_NOW + 30 * DAY, UI_NOW - 366 * DAY, TRUE);

  ui_fixture_set_language ("en");
  g_assert_false (facts->renewable);
  assert_made (facts, parafa_token_text_make_next,
               "It cannot be renewed: afterwards log in again, with the USB token and its PIN.");
}

static void
test_states_without_token (void)
{
  static const struct
  {
    ParafaAccountState state;
    const char *word;
  } states[] = {
    { PARAFA_ACCOUNT_LOADING, "Se citește" },
    { PARAFA_ACCOUNT_EMPTY, "Neautentificat" },
    { PARAFA_ACCOUNT_KEYRING_LOCKED, "Inel de chei încuiat" },
    { PARAFA_ACCOUNT_KEYRING_ABSENT, "Fără inel de chei" },
    { PARAFA_ACCOUNT_KEYRING_FAILED, "Eroare la inelul de chei" },
  };
  g_autoptr (ParafaProfile) profile =
      ui_fixture_new_profile ("Viile din Deal", PARAFA_ENVIRONMENT_ANAF);

  ui_fixture_set_language ("ro");
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (ParafaTokenFacts) facts =
          parafa_token_facts_new_from_parts (profile, states[i].state, NULL, UI_NOW);

      g_assert_false (parafa_token_facts_has_token (facts));
      assert_made (facts, parafa_token_text_make_row, states[i].word);
      g_assert_nonnull (parafa_token_text_get_state (facts).icon);
    }
}

static void
test_busy (void)
{
  g_autoptr (ParafaTokenFacts) facts = ui_fixture_new_facts (UI_ENDS, UI_LOGIN, TRUE);

  ui_fixture_set_language ("en");
  facts->busy = TRUE;
  g_assert_cmpint (parafa_token_text_get_state (facts).kind, ==, PARAFA_PILL_ACCENT);
  assert_made (facts, parafa_token_text_make_row, "Renewing");
}

static void
test_practice_name (void)
{
  g_autoptr (ParafaProfile) own =
      ui_fixture_new_profile (PARAFA_SESSION_PRACTICE_NAME, PARAFA_ENVIRONMENT_PRACTICE);
  g_autoptr (ParafaProfile) renamed = ui_fixture_new_profile ("Probe", PARAFA_ENVIRONMENT_PRACTICE);
  g_autoptr (ParafaProfile) real =
      ui_fixture_new_profile (PARAFA_SESSION_PRACTICE_NAME, PARAFA_ENVIRONMENT_ANAF);

  ui_fixture_set_language ("ro");
  g_assert_cmpstr (parafa_token_facts_get_profile_name (own), ==, "Practică");
  g_assert_cmpstr (parafa_token_facts_get_profile_name (renamed), ==, "Probe");
  g_assert_cmpstr (parafa_token_facts_get_profile_name (real), ==, PARAFA_SESSION_PRACTICE_NAME);
}

static void
test_services (void)
{
  g_assert_cmpstr (parafa_token_text_get_service_name ("HELLO"), ==, "TestOauth");
  g_assert_cmpstr (parafa_token_text_get_service_name ("EFACTURA"), ==, "e-Factura");
  g_assert_cmpstr (parafa_token_text_get_service_name ("ETRANSPORT"), ==, "e-Transport");
  g_assert_null (parafa_token_text_get_service_name ("SRV_EFACTURA"));
  g_assert_cmpstr (parafa_token_text_get_service_name ("ALTCEVA"), ==, "ALTCEVA");
}

static void
test_certificate_states (void)
{
  g_autoptr (ParafaTokenFacts) facts = ui_fixture_new_facts (UI_ENDS, UI_LOGIN, TRUE);

  g_assert_cmpint (parafa_token_text_get_certificate_state (facts).kind, ==, PARAFA_PILL_WARNING);
  facts->times.certificate_ends_at_s = UI_NOW + 400 * DAY;
  facts->certificate_days_left = 400;
  g_assert_cmpint (parafa_token_text_get_certificate_state (facts).kind, ==, PARAFA_PILL_SUCCESS);
  facts->times.certificate_ends_at_s = UI_NOW - DAY;
  g_assert_cmpint (parafa_token_text_get_certificate_state (facts).kind, ==, PARAFA_PILL_ERROR);
}

int
main (int argc, char *argv[])
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/ui/token-text/valid", test_valid);
  g_test_add_func ("/ui/token-text/valid-in-romanian", test_valid_in_romanian);
  g_test_add_func ("/ui/token-text/soon", test_soon);
  g_test_add_func ("/ui/token-text/last-day", test_last_day);
  g_test_add_func ("/ui/token-text/expired", test_expired);
  g_test_add_func ("/ui/token-text/renewal-year-over", test_renewal_year_over);
  g_test_add_func ("/ui/token-text/states-without-token", test_states_without_token);
  g_test_add_func ("/ui/token-text/busy", test_busy);
  g_test_add_func ("/ui/token-text/practice-name", test_practice_name);
  g_test_add_func ("/ui/token-text/services", test_services);
  g_test_add_func ("/ui/token-text/certificate-states", test_certificate_states);
  return g_test_run ();
}
