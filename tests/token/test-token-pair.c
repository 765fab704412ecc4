/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-test-token.h"
#include "parafa-test.h"
#include "parafa-token-answer.h"
#include "parafa-token-pair.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define NOW (G_GINT64_CONSTANT (1795000000))
#define DAY (G_GINT64_CONSTANT (86400))

static ParafaTokenPair *
make_pair (const char *access,
           const char *refresh,
           gint64 expires_in_s,
           gint64 obtained_at_s,
           gint64 first_login_at_s)
{
  g_autoptr (ParafaSecret) access_secret = parafa_secret_new (access, -1);
  g_autoptr (ParafaSecret) refresh_secret =
      refresh != NULL ? parafa_secret_new (refresh, -1) : NULL;

  return parafa_token_pair_new (access_secret, refresh_secret, expires_in_s, obtained_at_s,
                                first_login_at_s);
}

static void
test_jwt (void)
{
  g_autofree char *token = parafa_test_token_build_at (NOW, 90 * DAY);
  g_autoptr (ParafaTokenPair) pair = make_pair (token, "opaque", 90 * DAY, NOW, NOW - DAY);

  g_assert_cmpstr (parafa_secret_get (parafa_token_pair_get_access (pair)), ==, token);
  g_assert_cmpstr (parafa_secret_get (parafa_token_pair_get_refresh (pair)), ==, "opaque");
  g_assert_true (parafa_claims_has_service (parafa_token_pair_get_claims (pair), "HELLO"));
  g_assert_cmpint (parafa_token_pair_get_obtained_at (pair), ==, NOW);
  g_assert_cmpint (parafa_token_pair_get_first_login_at (pair), ==, NOW - DAY);
  g_assert_cmpint (parafa_token_pair_get_access_expires_at (pair), ==, NOW + 90 * DAY);
}

static void
test_opaque (void)
{
  g_autoptr (ParafaTokenPair) pair = make_pair ("0a1b2c", NULL, 3600, NOW, NOW);

  g_assert_null (parafa_token_pair_get_claims (pair));
  g_assert_null (parafa_token_pair_get_refresh (pair));
  g_assert_cmpint (parafa_token_pair_get_access_expires_at (pair), ==, NOW + 3600);
  g_assert_cmpint (parafa_token_pair_get_refresh_expires_at (pair), ==, -1);
}

static void
check_access_end (gint64 lifetime_s, gint64 expires_in_s, gint64 obtained_at_s, gint64 expected_s)
{
  g_autofree char *token = lifetime_s > 0 ? parafa_test_token_build_at (NOW, lifetime_s)
                                          : parafa_test_token_build ("{}", "{}");
  g_autoptr (ParafaTokenPair) pair = make_pair (token, NULL, expires_in_s, obtained_at_s, NOW);

  g_assert_cmpint (parafa_token_pair_get_access_expires_at (pair), ==, expected_s);
}

static void
test_access_end (void)
{
  check_access_end (1000, 2000, NOW, NOW + 1000);
  check_access_end (2000, 1000, NOW, NOW + 1000);
  check_access_end (1000, 0, NOW, NOW + 1000);
  check_access_end (1000, -1, NOW, NOW + 1000);
  check_access_end (1000, 10, -1, NOW + 1000);
  check_access_end (0, 1000, NOW, NOW + 1000);
  check_access_end (0, 0, NOW, -1);
  check_access_end (0, 1000, -1, -1);
  check_access_end (0, G_MAXINT64, NOW, G_MAXINT64);
}

static void
check_refresh_end (gint64 obtained_at_s, gint64 first_login_at_s, gint64 expected_s)
{
  g_autofree char *token = parafa_test_token_build ("{}", "{}");
  g_autoptr (ParafaTokenPair) pair = make_pair (token, "r", 1, obtained_at_s, first_login_at_s);

  g_assert_cmpint (parafa_token_pair_get_refresh_expires_at (pair), ==, expected_s);
}

/* Until 2024: three years, 64 refreshes, the count carried on and stored */
static void
test_opaque_rules (void)
{
  g_autofree char *jwt = parafa_test_token_build ("{}", "{}");
  g_autoptr (ParafaSecret) access = parafa_secret_new ("a2", -1);
  g_autoptr (ParafaSecret) refresh = parafa_secret_new ("r2", -1);
  g_autoptr (ParafaTokenPair) first = make_pair ("a", "r", DAY, NOW - 9 * DAY, NOW - 10 * DAY);
  g_autoptr (ParafaTokenPair) second =
      parafa_token_pair_new_refreshed (first, access, NULL, DAY, NOW);
  g_autoptr (ParafaTokenPair) third =
      parafa_token_pair_new_refreshed (second, access, NULL, DAY, NOW);
  g_autoptr (ParafaTokenPair) fresh =
      parafa_token_pair_new_refreshed (third, access, refresh, DAY, NOW);
  g_autoptr (ParafaSecret) text = parafa_token_pair_to_secret (third);
  g_autoptr (ParafaTokenPair) stored = parafa_token_pair_new_from_secret (text, NULL);
  g_autoptr (ParafaTokenPair) modern = make_pair (jwt, "r", DAY, NOW, NOW);
  g_autoptr (ParafaTokenPair) alone = make_pair ("a", NULL, DAY, NOW, NOW);

  g_assert_true (parafa_token_pair_is_opaque (first));
  g_assert_cmpint (parafa_token_pair_get_refresh_expires_at (second), ==, NOW + 1085 * DAY);
  g_assert_cmpint (parafa_token_pair_get_refreshes_left (first), ==, 64);
  g_assert_cmpint (parafa_token_pair_get_refreshes_left (second), ==, 63);
  g_assert_cmpint (parafa_token_pair_get_refreshes_left (third), ==, 62);
  g_assert_cmpint (parafa_token_pair_get_refreshes_left (stored), ==, 62);
  g_assert_cmpint (parafa_token_pair_get_refreshes_left (fresh), ==, 64);
  g_assert_cmpint (parafa_token_pair_get_first_login_at (fresh), ==, NOW - 10 * DAY);
  g_assert_false (parafa_token_pair_is_opaque (modern));
  g_assert_cmpint (parafa_token_pair_get_refreshes_left (modern), ==, -1);
  g_assert_cmpint (parafa_token_pair_get_refreshes_left (alone), ==, -1);
}

static void
test_refreshes_run_out (void)
{
  static const char *const texts[] = { "\"refreshes\":64", "\"refreshes\":65",
                                       "\"refreshes\":2147483648" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *json =
          g_strdup_printf ("{\"version\":1,\"access_token\":\"a\",\"refresh_token\":\"r\",%s}",
                           texts[i]);
      g_autoptr (ParafaSecret) text = parafa_secret_new (json, -1);
      g_autoptr (ParafaTokenPair) pair = parafa_token_pair_new_from_secret (text, NULL);
      g_autoptr (ParafaTokenPair) next =
          parafa_token_pair_new_refreshed (pair, parafa_token_pair_get_access (pair), NULL, 1, NOW);

      g_assert_cmpint (parafa_token_pair_get_refreshes_left (pair), ==, 0);
      g_assert_cmpint (parafa_token_pair_get_refreshes_left (next), ==, 0);
    }
}

static void
test_refresh_end (void)
{
  check_refresh_end (NOW, NOW, NOW + 365 * DAY);
  check_refresh_end (NOW, NOW - 100 * DAY, NOW + 265 * DAY);
  check_refresh_end (NOW - 10 * DAY, NOW, NOW + 355 * DAY);
  check_refresh_end (NOW, -1, NOW + 365 * DAY);
  check_refresh_end (-1, NOW, NOW + 365 * DAY);
  check_refresh_end (-1, -1, -1);
  check_refresh_end (-7, -9, -1);
  check_refresh_end (G_MAXINT64, G_MAXINT64 - 1, G_MAXINT64);
}

static void
test_state (void)
{
  g_autofree char *token = parafa_test_token_build_at (NOW, 90 * DAY);
  g_autoptr (ParafaTokenPair) pair = make_pair (token, NULL, 90 * DAY, NOW, NOW);
  static const struct
  {
    gint64 at_s;
    ParafaTokenState expected;
  } cases[] = {
    { NOW - 301, PARAFA_TOKEN_NOT_YET_VALID },
    { NOW - 300, PARAFA_TOKEN_VALID },
    { NOW, PARAFA_TOKEN_VALID },
    { NOW + 76 * DAY - 1, PARAFA_TOKEN_VALID },
    { NOW + 76 * DAY, PARAFA_TOKEN_EXPIRES_SOON },
    { NOW + 90 * DAY - 1, PARAFA_TOKEN_EXPIRES_SOON },
    { NOW + 90 * DAY, PARAFA_TOKEN_EXPIRED },
    { NOW + 1000 * DAY, PARAFA_TOKEN_EXPIRED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (parafa_token_pair_get_state (pair, cases[i].at_s), ==, cases[i].expected);
}

/* Without `exp` a token is not valid for ever. */
static void
test_state_unknown (void)
{
  g_autofree char *token = parafa_test_token_build ("{}", "{\"roles\":\"HELLO\"}");
  g_autofree char *later = parafa_test_token_build ("{}", "{\"nbf\":1795000001}");
  g_autoptr (ParafaTokenPair) pair = make_pair (token, NULL, 0, NOW, NOW);
  g_autoptr (ParafaTokenPair) not_yet = make_pair (later, NULL, 0, NOW, NOW);
  g_autoptr (ParafaTokenPair) opaque = make_pair ("opaque", NULL, 0, NOW, NOW);

  g_assert_cmpint (parafa_token_pair_get_state (pair, NOW), ==, PARAFA_TOKEN_UNKNOWN);
  g_assert_cmpint (parafa_token_pair_get_state (opaque, NOW), ==, PARAFA_TOKEN_UNKNOWN);
  g_assert_cmpint (parafa_token_pair_get_state (not_yet, NOW), ==, PARAFA_TOKEN_NOT_YET_VALID);
  g_assert_cmpint (parafa_token_pair_get_state (not_yet, NOW + 1), ==, PARAFA_TOKEN_UNKNOWN);
}

static void
check_round_trip (ParafaTokenPair *pair)
{
  g_autoptr (ParafaSecret) text = parafa_token_pair_to_secret (pair);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaTokenPair) back = parafa_token_pair_new_from_secret (text, &error);
  g_autoptr (ParafaSecret) again = NULL;

  g_assert_no_error (error);
  g_assert_true (parafa_secret_equal (parafa_token_pair_get_access (pair),
                                      parafa_token_pair_get_access (back)));
  g_assert_true (parafa_secret_equal (parafa_token_pair_get_refresh (pair),
                                      parafa_token_pair_get_refresh (back)));
  g_assert_cmpint (parafa_token_pair_get_access_expires_at (pair), ==,
                   parafa_token_pair_get_access_expires_at (back));
  g_assert_cmpint (parafa_token_pair_get_refresh_expires_at (pair), ==,
                   parafa_token_pair_get_refresh_expires_at (back));
  g_assert_cmpint (parafa_token_pair_get_obtained_at (pair), ==,
                   parafa_token_pair_get_obtained_at (back));
  g_assert_cmpint (parafa_token_pair_get_first_login_at (pair), ==,
                   parafa_token_pair_get_first_login_at (back));
  again = parafa_token_pair_to_secret (back);
  g_assert_cmpstr (parafa_secret_get (again), ==, parafa_secret_get (text));
}

static void
test_round_trip (void)
{
  g_autofree char *token = parafa_test_token_build (parafa_test_header, parafa_test_claims_new);
  g_autofree char *refresh = g_strnfill (1480, 'R');
  g_autoptr (ParafaTokenPair) full = make_pair (token, refresh, 7776000, NOW, NOW - 5 * DAY);
  g_autoptr (ParafaTokenPair) least = make_pair ("a", NULL, -1, -1, -1);
  g_autoptr (ParafaTokenPair) odd = make_pair ("q\"\\\x01ș", "\n", 1, 0, 0);

  check_round_trip (full);
  check_round_trip (least);
  check_round_trip (odd);
}

/* The text is plain JSON, which a person can still use should the program be gone. */
static void
test_text_form (void)
{
  g_autoptr (ParafaTokenPair) pair = make_pair ("acc", "ref", 10, NOW, NOW - 1);
  g_autoptr (ParafaSecret) text = parafa_token_pair_to_secret (pair);

  g_assert_cmpstr (parafa_secret_get (text), ==,
                   "{\"version\":1,\"access_token\":\"acc\",\"refresh_token\":\"ref\","
                   "\"expires_in\":10,\"obtained_at\":1795000000,\"first_login_at\":1794999999}");
}

static void
test_unknown_members (void)
{
  g_autoptr (ParafaSecret) text = parafa_secret_new (
      "{\"new\":{\"x\":[1]},\"version\":1,\"access_token\":\"acc\",\"obtained_at\":\"soon\"}", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaTokenPair) pair = parafa_token_pair_new_from_secret (text, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (parafa_secret_get (parafa_token_pair_get_access (pair)), ==, "acc");
  g_assert_cmpint (parafa_token_pair_get_obtained_at (pair), ==, -1);
}

static void
test_damaged_text (void)
{
  static const char *const texts[] = {
    "",
    "{",
    "[]",
    "\"x\"",
    "{}",
    "{\"version\":1}",
    "{\"version\":2,\"access_token\":\"taina\"}",
    "{\"access_token\":\"taina\"}",
    "{\"version\":1,\"access_token\":\"\"}",
    "{\"version\":1,\"access_token\":5}",
    "{\"version\":1,\"access_token\":null}",
    "{\"version\":1,\"access_token\":\"secretul",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (ParafaSecret) text = parafa_secret_new (texts[i], -1);
      g_autoptr (GError) error = NULL;

      parafa_test_note (texts[i]);
      g_assert_null (parafa_token_pair_new_from_secret (text, &error));
      g_assert_error (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_INVALID);
      g_assert_null (strstr (error->message, "taina"));
      g_assert_null (strstr (error->message, "secretul"));
    }
}

static void
test_references (void)
{
  ParafaTokenPair *pair = make_pair ("a", "b", 1, 2, 3);
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, PARAFA_TYPE_TOKEN_PAIR);
  g_value_take_boxed (&value, parafa_token_pair_ref (pair));
  parafa_token_pair_unref (pair);
  g_assert_cmpint (parafa_token_pair_get_obtained_at (g_value_get_boxed (&value)), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/token/token-pair/jwt", test_jwt);
  g_test_add_func ("/token/token-pair/opaque", test_opaque);
  g_test_add_func ("/token/token-pair/access-end", test_access_end);
  g_test_add_func ("/token/token-pair/refresh-end", test_refresh_end);
  g_test_add_func ("/token/token-pair/opaque-rules", test_opaque_rules);
  g_test_add_func ("/token/token-pair/refreshes-run-out", test_refreshes_run_out);
  g_test_add_func ("/token/token-pair/state", test_state);
  g_test_add_func ("/token/token-pair/state-unknown", test_state_unknown);
  g_test_add_func ("/token/token-pair/round-trip", test_round_trip);
  g_test_add_func ("/token/token-pair/text-form", test_text_form);
  g_test_add_func ("/token/token-pair/unknown-members", test_unknown_members);
  g_test_add_func ("/token/token-pair/damaged-text", test_damaged_text);
  g_test_add_func ("/token/token-pair/references", test_references);
  return g_test_run ();
}
