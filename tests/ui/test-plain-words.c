/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-claim-text.h"
#include "parafa-hello-text.h"
#include "parafa-json-text.h"
#include "ui-fixture.h"

/* Explanations of claims and outcomes, and where JSON has its colours */

static void
test_every_claim_of_anaf_is_explained (void)
{
  g_autoptr (ParafaTokenPair) pair = ui_fixture_new_pair (UI_ENDS, UI_LOGIN, TRUE);
  guint n_claims = 0;
  const ParafaClaim *claims =
      parafa_claims_get_list (parafa_token_pair_get_claims (pair), &n_claims);

  ui_fixture_set_language ("ro");
  g_assert_cmpuint (n_claims, ==, 16);
  for (guint i = 0; i < n_claims; i++)
    {
      g_autofree char *romanian = parafa_claim_text_explain (&claims[i]);
      g_autofree char *english = NULL;

      g_assert_true (parafa_claim_text_is_known (claims[i].name));
      ui_fixture_set_language ("en");
      english = parafa_claim_text_explain (&claims[i]);
      ui_fixture_set_language ("ro");
      g_assert_cmpstr (romanian, !=, english);
    }
}

static void
test_every_claim_of_the_standard_is_explained (void)
{
  static const char *const names[] = { "iss", "sub", "aud", "exp", "nbf", "iat",
                                       "jti", "alg", "kid", "typ", "cty" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_true (parafa_claim_text_is_known (names[i]));
  g_assert_false (parafa_claim_text_is_known ("altceva"));
}

static void
test_times_are_local_and_seconds (void)
{
  char name[] = "exp";
  char value[] = "1800951247";
  const ParafaClaim claim = { name, value, UI_ENDS };
  g_autofree char *shown = parafa_claim_text_make_value (&claim);
  g_autofree char *meaning = NULL;

  ui_fixture_set_language ("en");
  meaning = parafa_claim_text_explain (&claim);
  g_assert_cmpstr (shown, ==, "2027-01-26 10:14:07 +02:00");
  g_assert_cmpstr (meaning, ==, "When the access expires · 1800951247 in the token");
}

static void
test_unknown_claim (void)
{
  char name[] = "altceva";
  char value[] = "x";
  const ParafaClaim claim = { name, value, -1 };
  g_autofree char *shown = parafa_claim_text_make_value (&claim);
  g_autofree char *meaning = NULL;

  ui_fixture_set_language ("en");
  meaning = parafa_claim_text_explain (&claim);
  g_assert_cmpstr (shown, ==, "x");
  g_assert_cmpstr (meaning, ==, "A field Parafa has no explanation for");
}

static void
test_every_outcome_has_its_own_sentence (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  ui_fixture_set_language ("ro");
  for (guint i = PARAFA_HELLO_GREETED; i <= PARAFA_HELLO_STRANGE; i++)
    {
      ParafaHelloText text = parafa_hello_text_for_outcome (i);

      g_assert_true (g_hash_table_add (seen, (gpointer) text.sentence));
      g_assert_cmpuint (strlen (text.next), >, 20);
      g_assert_nonnull (text.word);
      g_assert_nonnull (text.icon);
      g_assert_true ((text.kind == PARAFA_PILL_SUCCESS) == (i == PARAFA_HELLO_GREETED));
    }
}

static void
test_curl_line (void)
{
  g_autofree char *plain =
      parafa_hello_text_make_curl ("https://api.localhost:1/TestOauth/jaxrs/hello", "Parafa",
                                   "$TOKEN");
  g_autofree char *strange =
      parafa_hello_text_make_curl ("https://api.localhost:1/h", "Ștefan's \"$HOME\"", "$TOKEN");

  g_assert_cmpstr (plain, ==,
                   "curl -H \"Authorization: Bearer $TOKEN\" "
                   "'https://api.localhost:1/TestOauth/jaxrs/hello?name=Parafa'");
  g_assert_nonnull (strstr (strange, "name=%C8%98tefan%27s%20%22%24HOME%22'"));
}

static void
note_part (ParafaJsonPart part, gsize from, gsize to, gpointer user_data)
{
  static const char letters[] = "NSDW";

  g_string_append_printf (user_data, "%c%d-%d ", letters[part], (int) from, (int) to);
}

static void
assert_scan (const char *json, const char *expected)
{
  g_autoptr (GString) parts = g_string_new (NULL);

  parafa_json_text_scan (json, note_part, parts);
  g_assert_cmpstr (parts->str, ==, expected);
}

static void
test_json_parts (void)
{
  assert_scan ("{\"a\": \"b\"}", "N1-4 S6-9 ");
  assert_scan ("{\"a\"\n : [1, -2.5e3, true]}", "N1-4 D9-10 D12-18 W20-24 ");
  assert_scan ("{\"a\\\"b\": \"\\\\\"}", "N1-7 S9-13 ");
  assert_scan ("", "");
}

static void
test_broken_json_is_only_text (void)
{
  assert_scan ("{\"a", "S1-3 ");
  assert_scan ("\"\\", "S0-2 ");
  assert_scan ("nul", "W0-3 ");
}

int
main (int argc, char *argv[])
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/ui/claims/of-anaf", test_every_claim_of_anaf_is_explained);
  g_test_add_func ("/ui/claims/of-the-standard", test_every_claim_of_the_standard_is_explained);
  g_test_add_func ("/ui/claims/times", test_times_are_local_and_seconds);
  g_test_add_func ("/ui/claims/unknown", test_unknown_claim);
  g_test_add_func ("/ui/hello/every-outcome-has-its-own-sentence",
                   test_every_outcome_has_its_own_sentence);
  g_test_add_func ("/ui/hello/curl-line", test_curl_line);
  g_test_add_func ("/ui/json/parts", test_json_parts);
  g_test_add_func ("/ui/json/broken-json-is-only-text", test_broken_json_is_only_text);
  return g_test_run ();
}
