/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "session-test.h"

#include <glib/gstdio.h>

#include "parafa-certificate-chain.h"
#include "parafa-certificate-lookup.h"

/* The certificate page's one listing: the real card process with a soft token, no PIN */

#define OLD_HOLDER "Matei Văleanu"
#define HOLDER "Daria Stânceanu"

static ParafaSession *session;

static ParafaCertificate *
look_up (ParafaProfile *profile, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_certificate_lookup_async (session, profile, NULL, parafa_test_result_callback, result);
  return parafa_certificate_lookup_finish (session,
                                           parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                           error);
}

/* Nothing remembered: the one that can be used, with what vouches for it from the token */
static void
test_best (void)
{
  g_autoptr (ParafaProfile) profile = parafa_profile_new ("Cabinet", PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaCertificate) certificate = look_up (profile, &error);
  g_autoptr (ParafaCertificateChain) chain = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (parafa_certificate_get_holder (certificate), ==, HOLDER);
  g_assert_cmpstr (parafa_certificate_get_place (certificate)->token_label, ==, SESSION_TEST_TOKEN);
  chain = parafa_certificate_chain_new (certificate, parafa_certificate_get_issuers (certificate));
  g_assert_cmpuint (chain->links->len, ==, 2);
  g_assert_nonnull (chain->missing);
}

/* The profile's own comes before a better one */
static void
test_own (void)
{
  g_autoptr (ParafaProfile) profile = parafa_profile_new ("Cabinet", PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (ParafaCard) card = parafa_card_new ();
  g_autoptr (ParafaTestResult) listed = parafa_test_result_new ();
  g_autoptr (ParafaTestResult) ended = parafa_test_result_new ();
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (ParafaCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;
  ParafaCertificate *old = NULL;

  parafa_card_list_async (card, NULL, parafa_test_result_callback, listed);
  list = parafa_card_list_finish (card, parafa_test_result_wait (listed, PARAFA_TEST_LIMIT_MS),
                                  NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    if (g_strcmp0 (parafa_certificate_get_holder (list->pdata[i]), OLD_HOLDER) == 0)
      old = list->pdata[i];
  parafa_profile_set_certificate (profile, OLD_HOLDER, parafa_certificate_get_issuer (old),
                                  parafa_certificate_get_serial (old), 1);
  parafa_card_end_async (card, NULL, parafa_test_result_callback, ended);
  parafa_card_end_finish (card, parafa_test_result_wait (ended, PARAFA_TEST_LIMIT_MS), NULL);
  certificate = look_up (profile, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (parafa_certificate_get_holder (certificate), ==, OLD_HOLDER);
}

static void
test_cancelled (void)
{
  g_autoptr (ParafaProfile) profile = parafa_profile_new ("Cabinet", PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  parafa_certificate_lookup_async (session, profile, cancellable, parafa_test_result_callback,
                                   result);
  g_cancellable_cancel (cancellable);
  g_assert_null (
      parafa_certificate_lookup_finish (session,
                                        parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                        &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A token that is taken away: no certificates is an answer of its own */
static void
test_none (void)
{
  g_autoptr (ParafaProfile) profile = parafa_profile_new ("Cabinet", PARAFA_ENVIRONMENT_ANAF);
  g_autofree char *dir = g_path_get_dirname (g_getenv ("SOFTHSM2_CONF"));
  g_autofree char *tokens = g_build_filename (dir, "tokens", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (parafa_test_remove_tree (tokens));
  g_assert_cmpint (g_mkdir (tokens, 0700), ==, 0);
  g_assert_null (look_up (profile, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  ParafaTestKeyring *keyring = parafa_test_keyring_new (PARAFA_TEST_KEYRING_ABSENT);
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  session_test_make_token (SESSION_TEST_PIN);
  session_test_issue ("rsa", HOLDER, "rsa", "authentication");
  session_test_issue ("old", OLD_HOLDER, "rsa", "expired");
  session_test_put ("rsa", "01");
  session_test_put ("old", "02");
  session = session_test_open (clock, &error);
  g_assert_no_error (error);
  g_test_add_func ("/session/certificate-lookup/best", test_best);
  g_test_add_func ("/session/certificate-lookup/own", test_own);
  g_test_add_func ("/session/certificate-lookup/cancelled", test_cancelled);
  g_test_add_func ("/session/certificate-lookup/none", test_none);
  status = g_test_run ();
  session_test_release (session);
  parafa_test_keyring_free (keyring);
  return status;
}
