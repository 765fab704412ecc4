/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-test.h"
#include "parafa-error-text.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "parafa-authorize.h"
#include "parafa-card.h"
#include "parafa-config.h"
#include "parafa-error-text-private.h"
#include "parafa-http.h"
#include "parafa-session-error.h"
#include "parafa-token-answer.h"
#include "parafa-vault-choice.h"

static gboolean
is_romanian (void)
{
  return g_strcmp0 (g_getenv ("LANGUAGE"), "ro") == 0;
}

/* a person reads it: there, not blank at its ends, no placeholder, no word glued to the next */
static void
check_sentence (const char *text)
{
  const char *end = text + strlen (text);

  g_assert_cmpstr (text, !=, "");
  g_assert_false (g_ascii_isspace (text[0]));
  g_assert_false (g_ascii_isspace (end[-1]));
  g_assert_null (strchr (text, '%'));
  g_assert_null (strstr (text, "  "));
  g_assert_null (strchr (text, '!'));
  g_assert_false (g_regex_match_simple ("[a-zăâîșț][.;][A-ZȘȚÎa-zăâîșț]", text, 0, 0) &&
                  strstr (text, "anaf.ro") == NULL && strstr (text, ".p12") == NULL &&
                  strstr (text, ".crt") == NULL);
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
check_translated (const char *source, const char *text)
{
  if (is_romanian ())
    g_assert_cmpstr (source, !=, text);
  else
    g_assert_cmpstr (source, ==, text);
}

static void
check_text (const ParafaErrorText *text, const ParafaErrorText *source)
{
  g_test_message ("%s", text->id);
  g_assert_cmpstr (text->id, !=, "");
  check_sentence (text->title);
  check_sentence (text->text);
  check_translated (source->title, text->title);
  check_translated (source->text, text->text);
  /* a title is no sentence with a full stop, a text is */
  g_assert_false (g_str_has_suffix (text->title, "."));
  g_assert_true (g_str_has_suffix (text->text, "."));
  for (gsize i = 0; text->remedies[i] != NULL; i++)
    {
      check_sentence (text->remedies[i]);
      check_translated (source->remedies[i], text->remedies[i]);
      g_assert_false (g_str_has_suffix (text->remedies[i], "."));
    }
  g_assert_cmpstr (parafa_error_text_get_button (text), !=, "");
  g_assert_nonnull (strchr (parafa_error_text_get_button (text), '_'));
  g_assert_true (g_str_has_suffix (parafa_error_text_get_icon (text), "-symbolic"));
}

static void
test_each_problem (void)
{
  g_autoptr (GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (int problem = PARAFA_LOGIN_PROBLEM_NONE + 1; problem <= PARAFA_LOGIN_PROBLEM_SETUP;
       problem++)
    {
      const ParafaErrorText *text = parafa_error_text_for_problem (problem);

      check_text (text, parafa_error_text_data_for_problem (problem));
      g_assert_nonnull (text->remedies[0]);
      g_assert_cmpstr (text->id, !=, "general");
      /* its own sentence each */
      g_assert_true (g_hash_table_add (ids, (gpointer) text->id));
      g_assert_true (g_hash_table_add (titles, (gpointer) text->title));
    }
}

static void
test_none_is_empty (void)
{
  const ParafaErrorText *text = parafa_error_text_for_problem (PARAFA_LOGIN_PROBLEM_NONE);

  g_assert_cmpstr (text->id, ==, "none");
  g_assert_cmpstr (text->title, ==, "");
}

static void
check_domain (GQuark domain, int last_code)
{
  for (int code = 0; code <= last_code; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (domain, code, "for developers");
      const ParafaErrorText *text = parafa_error_text_for_error (error);

      g_test_message ("%s %d: %s", g_quark_to_string (domain), code, text->id);
      check_sentence (text->title);
      check_sentence (text->text);
      g_assert_cmpstr (text->id, !=, "general");
    }
}

static void
test_each_error (void)
{
  g_autoptr (GError) issuer =
      g_error_new_literal (PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_ISSUER, "for developers");
  g_autoptr (GError) limit =
      g_error_new_literal (PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_DAY_LIMIT, "for developers");

  check_domain (PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_PIN_NOT_SET);
  check_domain (PARAFA_AUTHORIZE_ERROR, PARAFA_AUTHORIZE_ERROR_NO_CODE);
  check_domain (PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_INVALID);
  check_domain (PARAFA_HTTP_ERROR, PARAFA_HTTP_ERROR_TOO_LARGE);
  check_domain (PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_FAILED);
  check_domain (PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_BUSY);
  g_assert_cmpstr (parafa_error_text_for_error (issuer)->id, ==, "issuer");
  g_assert_cmpstr (parafa_error_text_for_error (limit)->id, ==, "day-limit");
}

static void
check_without_portal (const ParafaErrorText *text, const char *id)
{
  g_assert_cmpstr (text->id, ==, id);
  check_sentence (text->title);
  check_sentence (text->text);
  g_assert_nonnull (text->remedies[0]);
  for (gsize i = 0; text->remedies[i] != NULL; i++)
    check_sentence (text->remedies[i]);
}

/* A Flatpak is not told to install what would not help it */
static void
test_no_portal (void)
{
  g_autoptr (GError) error =
      g_error_new_literal (PARAFA_VAULT_ERROR, PARAFA_VAULT_ERROR_ABSENT, "");

  parafa_vault_choice_set (PARAFA_VAULT_CHOICE_PORTAL);
  check_without_portal (parafa_error_text_for_loading (PARAFA_VAULT_ERROR_ABSENT),
                        "loading-no-portal");
  check_without_portal (parafa_error_text_for_saving (error), "saving-no-portal");
  check_without_portal (parafa_error_text_for_error (error), "keyring-no-portal");
  parafa_vault_choice_set (PARAFA_VAULT_CHOICE_SERVICE);
  g_assert_cmpstr (parafa_error_text_for_error (error)->id, ==, "keyring-absent");
}

static void
test_unknown_error (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "whatever");

  g_assert_cmpstr (parafa_error_text_for_error (error)->id, ==, "general");
}

/* What was typed, and what is stored, are told apart: nobody should read that a token is held when
 * it is their client secret that was not saved. */
static void
test_keyring_by_purpose (void)
{
  for (int code = 0; code <= PARAFA_VAULT_ERROR_FAILED; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (PARAFA_VAULT_ERROR, code, "keyring");
      const ParafaErrorText *saving = parafa_error_text_for_saving (error);
      const ParafaErrorText *loading = parafa_error_text_for_loading (code);

      check_text (saving, parafa_error_text_data_for_saving (code));
      check_text (loading, parafa_error_text_data_for_loading (code));
      g_assert_cmpstr (saving->text, !=, loading->text);
      g_assert_cmpint (saving->way, ==, PARAFA_ERROR_WAY_SAVE);
      g_assert_cmpstr (saving->text, !=, parafa_error_text_for_error (error)->text);
    }
}

static void
test_ways (void)
{
  const struct
  {
    ParafaLoginProblem problem;
    ParafaErrorWay way;
  } cases[] = {
    { PARAFA_LOGIN_PROBLEM_NO_CERTIFICATES, PARAFA_ERROR_WAY_RETRY },
    { PARAFA_LOGIN_PROBLEM_PIN_LOCKED, PARAFA_ERROR_WAY_CERTIFICATE },
    { PARAFA_LOGIN_PROBLEM_FILE, PARAFA_ERROR_WAY_FILE },
    { PARAFA_LOGIN_PROBLEM_SETTINGS, PARAFA_ERROR_WAY_SETTINGS },
    { PARAFA_LOGIN_PROBLEM_CLIENT_SECRET, PARAFA_ERROR_WAY_SETTINGS },
    { PARAFA_LOGIN_PROBLEM_KEYRING_LOCKED, PARAFA_ERROR_WAY_SAVE },
    { PARAFA_LOGIN_PROBLEM_KEYRING_ABSENT, PARAFA_ERROR_WAY_SAVE },
    { PARAFA_LOGIN_PROBLEM_KEYRING_FAILED, PARAFA_ERROR_WAY_SAVE },
    { PARAFA_LOGIN_PROBLEM_DENIED, PARAFA_ERROR_WAY_CERTIFICATE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (parafa_error_text_for_problem (cases[i].problem)->way, ==, cases[i].way);
}

static void
test_each_button_has_words (void)
{
  g_autoptr (GHashTable) labels = g_hash_table_new (g_str_hash, g_str_equal);

  for (int way = PARAFA_ERROR_WAY_RETRY; way <= PARAFA_ERROR_WAY_CLOSE; way++)
    {
      ParafaErrorText text = { "test", "", "", { NULL }, way };

      g_assert_true (g_hash_table_add (labels, (gpointer) parafa_error_text_get_button (&text)));
    }
}

static void
test_details_are_redacted (void)
{
  const ParafaErrorText *text = parafa_error_text_for_problem (PARAFA_LOGIN_PROBLEM_CALLBACK_ERROR);
  g_autofree char *details = parafa_error_text_make_details (
      text, "GET https://localhost:47631/callback?code=MARKEDCODE0123456789&state=x");

  g_assert_nonnull (strstr (details, "Parafa " PARAFA_VERSION));
  g_assert_nonnull (strstr (details, "problem: callback-error"));
  g_assert_nonnull (strstr (details, "localhost:47631"));
  g_assert_null (strstr (details, "MARKEDCODE"));
}

static void
test_details_without_detail (void)
{
  g_autofree char *details =
      parafa_error_text_make_details (parafa_error_text_for_problem (PARAFA_LOGIN_PROBLEM_TLS),
                                      NULL);

  g_assert_nonnull (strstr (details, "detail: none"));
}

/* Romanian: comma below, „such quotes”, no "vă rugăm" */
static void
test_romanian_letters (void)
{
  const char *const wrong[] = { "ş", "ţ", "Ş", "Ţ", "“", "vă rugăm", "Vă rugăm" };

  for (int problem = PARAFA_LOGIN_PROBLEM_NONE + 1; problem <= PARAFA_LOGIN_PROBLEM_SETUP;
       problem++)
    {
      const ParafaErrorText *text = parafa_error_text_for_problem (problem);
      g_autofree char *remedies = g_strjoinv (" ", (char **) text->remedies);
      g_autofree char *all = g_strjoin (" ", text->title, text->text, remedies, NULL);

      for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
        if (is_romanian ())
          g_assert_null (strstr (all, wrong[i]));
    }
}

int
main (int argc, char *argv[])
{
  parafa_test_set_locale ();
  bindtextdomain (GETTEXT_PACKAGE, PARAFA_BUILDDIR "/po");
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/login-error-text/each-problem", test_each_problem);
  g_test_add_func ("/ui/login-error-text/none-is-empty", test_none_is_empty);
  g_test_add_func ("/ui/login-error-text/each-error", test_each_error);
  g_test_add_func ("/ui/login-error-text/unknown-error", test_unknown_error);
  g_test_add_func ("/ui/login-error-text/no-portal", test_no_portal);
  g_test_add_func ("/ui/login-error-text/keyring-by-purpose", test_keyring_by_purpose);
  g_test_add_func ("/ui/login-error-text/ways", test_ways);
  g_test_add_func ("/ui/login-error-text/each-button-has-words", test_each_button_has_words);
  g_test_add_func ("/ui/login-error-text/details-are-redacted", test_details_are_redacted);
  g_test_add_func ("/ui/login-error-text/details-without-detail", test_details_without_detail);
  g_test_add_func ("/ui/login-error-text/romanian-letters", test_romanian_letters);
  return g_test_run ();
}
