/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-jwt-compare.h"
#include "parafa-jwt-inspection.h"
#include "parafa-test-token.h"
#include "rfc-tokens.h"

#include <string.h>

/* What a pasted text turns out to be, and where it is damaged */

#define MUTATIONS 10000

static ParafaJwtInspection *
inspect (const char *text)
{
  g_autoptr (ParafaSecret) pasted = parafa_secret_new (text, -1);

  return parafa_jwt_inspection_new (pasted);
}

static char *
encode (const char *text)
{
  char *out = g_base64_encode ((const guchar *) text, strlen (text));

  g_strdelimit (out, "+", '-');
  g_strdelimit (out, "/", '_');
  out[strcspn (out, "=")] = '\0';
  return out;
}

static void
test_ways_of_pasting (void)
{
  static const char *const ways[] = {
    "%s",
    "  %s\n",
    "Authorization: Bearer %s\r\n",
    "{\"access_token\":\"%s\",\"expires_in\":7776000}",
    "curl -H 'Authorization: Bearer %s' https://api.anaf.ro/TestOauth/jaxrs/hello?name=a",
    "ANAF_TOKEN=%s",
  };
  g_autofree char *token = parafa_test_token_build (parafa_test_header, parafa_test_claims_new);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_auto (GStrv) halves = g_strsplit (ways[i], "%s", 2);
      g_autofree char *text = g_strconcat (halves[0], token, halves[1], NULL);
      g_autoptr (ParafaJwtInspection) inspection = inspect (text);
      gsize starts[3];
      gsize lengths[3];

      g_assert_null (parafa_jwt_inspection_get_problem (inspection));
      g_assert_nonnull (parafa_jwt_inspection_get_jwt (inspection));
      g_assert_cmpstr (parafa_secret_get (parafa_jwt_inspection_get_text (inspection)), ==, token);
      g_assert_cmpuint (parafa_jwt_inspection_get_segments (inspection, starts, lengths), ==, 3);
      g_assert_cmpuint (starts[0], ==, 0);
      g_assert_cmpuint (starts[1], ==, lengths[0] + 1);
      g_assert_cmpuint (starts[2] + lengths[2], ==, strlen (token));
    }
}

static void
assert_problem (
    const char *text, ParafaJwtError code, int segment, gsize offset, gsize length, gssize in_json)
{
  g_autoptr (ParafaJwtInspection) inspection = inspect (text);
  const ParafaJwtProblem *problem = parafa_jwt_inspection_get_problem (inspection);

  g_assert_nonnull (problem);
  g_assert_null (parafa_jwt_inspection_get_jwt (inspection));
  g_assert_cmpint (problem->code, ==, code);
  g_assert_cmpint (problem->segment, ==, segment);
  g_assert_cmpuint (problem->offset, ==, offset);
  g_assert_cmpuint (problem->length, ==, length);
  g_assert_cmpint (problem->in_json, ==, in_json);
}

static void
test_places (void)
{
  /* {"a":1} is eyJhIjoxfQ */
  assert_problem ("", PARAFA_JWT_ERROR_EMPTY, -1, 0, 0, -1);
  assert_problem ("oneword", PARAFA_JWT_ERROR_NOT_JWT, -1, 0, 7, -1);
  assert_problem ("eyJhIjoxfQ.eyJhIjoxfQ", PARAFA_JWT_ERROR_SEGMENTS, -1, 21, 0, -1);
  assert_problem ("eyJhIjoxfQ.eyJhIjoxfQ.AAAA.BB", PARAFA_JWT_ERROR_SEGMENTS, -1, 26, 3, -1);
  assert_problem ("eyJhIjoxfQ..AAAA", PARAFA_JWT_ERROR_SEGMENTS, 1, 11, 1, -1);
  assert_problem (".eyJhIjoxfQ.AAAA", PARAFA_JWT_ERROR_SEGMENTS, 0, 0, 1, -1);
  assert_problem ("eyJhIjoxfQ.eyJhI=oxfQ.AAAA", PARAFA_JWT_ERROR_ENCODING, 1, 16, 1, -1);
  assert_problem ("eyJhIjoxfQ.eyJ#IjoxfQ", PARAFA_JWT_ERROR_ENCODING, 1, 14, 1, -1);
  assert_problem ("eyJhIjoxfQ.eyJhIjoxf.AAAA", PARAFA_JWT_ERROR_ENCODING, 1, 20, 1, -1);
  assert_problem ("eyJhIjoxfQ.eyJhIjoxfQ.AAAAA", PARAFA_JWT_ERROR_ENCODING, 2, 27, 1, -1);
  assert_problem ("eyJhIjoxfQ.W10.AAAA", PARAFA_JWT_ERROR_JSON, 1, 11, 2, 0);
  assert_problem ("{\"access_token\":", PARAFA_JWT_ERROR_JSON, -1, 16, 1, 16);
  assert_problem ("ăeyJhIjoxfQ", PARAFA_JWT_ERROR_ENCODING, -1, 0, 1, -1);
}

/* Every place a byte can have in its group of three */
static void
test_place_in_json (void)
{
  for (guint pad = 0; pad < 7; pad++)
    {
      g_autofree char *blanks = g_strnfill (pad, ' ');
      g_autofree char *json = g_strdup_printf ("{%s\"a\":?}", blanks);
      g_autofree char *claims = encode (json);
      g_autofree char *text = g_strdup_printf ("eyJhIjoxfQ.%s.AAAA", claims);
      g_autoptr (ParafaJwtInspection) inspection = inspect (text);
      const ParafaJwtProblem *problem = parafa_jwt_inspection_get_problem (inspection);
      gsize byte = 5 + pad;

      g_assert_nonnull (problem);
      g_assert_cmpint (problem->segment, ==, 1);
      g_assert_cmpint (problem->in_json, ==, (gssize) byte);
      g_assert_cmpstr (problem->why, ==, "no value");
      /* the character that holds the byte's first bit */
      g_assert_cmpuint (problem->in_segment, ==, byte * 8 / 6);
      g_assert_cmpuint (problem->offset, ==, 11 + byte * 8 / 6);
    }
}

static void
test_rfc_examples (void)
{
  static const char *const tokens[] = { RFC_HS256, RFC_RS256, RFC_ES256, RFC_NONE };

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autoptr (ParafaJwtInspection) inspection = inspect (tokens[i]);

      g_assert_null (parafa_jwt_inspection_get_problem (inspection));
    }
  /* their payloads are no JSON objects */
  assert_problem (RFC_ES512, PARAFA_JWT_ERROR_JSON, 1, 21, 2, 0);
  assert_problem (RFC_EDDSA, PARAFA_JWT_ERROR_JSON, 1, 21, 2, 0);
}

static void
test_mutations (void)
{
  g_autofree char *token = parafa_test_token_build (parafa_test_header, parafa_test_claims_new);
  gsize length = strlen (token);
  guint n_problems = 0;

  for (guint i = 0; i < MUTATIONS; i++)
    {
      g_autofree char *text = g_strdup (token);
      g_autoptr (ParafaJwtInspection) inspection = NULL;
      const ParafaJwtProblem *problem;
      guint n_changes = (guint) g_test_rand_int_range (1, 4);

      for (guint j = 0; j < n_changes; j++)
        text[g_test_rand_int_range (0, (gint32) length)] = (char) g_test_rand_int_range (1, 256);
      if (i % 4 == 0)
        text[g_test_rand_int_range (0, (gint32) length)] = '\0';
      inspection = inspect (text);
      problem = parafa_jwt_inspection_get_problem (inspection);
      g_assert_cmpint (problem == NULL, ==, parafa_jwt_inspection_get_jwt (inspection) != NULL);
      if (problem == NULL)
        continue;
      n_problems++;
      g_assert_cmpuint (problem->offset + problem->length, <=,
                        parafa_secret_get_length (parafa_jwt_inspection_get_text (inspection)) + 1);
      g_assert_cmpint (problem->segment, <, 3);
    }
  g_assert_cmpuint (n_problems, >, MUTATIONS / 2);
}

static ParafaJwt *
read_token (const char *claims)
{
  g_autofree char *text = parafa_test_token_build ("{\"alg\":\"RS512\"}", claims);

  return parafa_jwt_new_from_text (text, -1, NULL);
}

static void
test_compare (void)
{
  g_autoptr (ParafaJwt) first = read_token ("{\"exp\": 5, \"a\":[1, 2],\"old\":null,\"n\":1.0}");
  g_autoptr (ParafaJwt) second = read_token ("{\"a\":[1,2],\"exp\":6,\"new\":true,\"n\":1}");
  g_autoptr (GPtrArray) pairings = parafa_jwt_compare (first, second);
  static const struct
  {
    const char *name;
    ParafaJwtDifference difference;
    const char *first;
    const char *second;
  } expected[] = {
    { "alg", PARAFA_JWT_SAME, "\"RS512\"", "\"RS512\"" },
    { "exp", PARAFA_JWT_DIFFERENT, "5", "6" },
    { "a", PARAFA_JWT_SAME, "[1,2]", "[1,2]" },
    { "old", PARAFA_JWT_ONLY_FIRST, "null", NULL },
    { "n", PARAFA_JWT_DIFFERENT, "1.0", "1" },
    { "new", PARAFA_JWT_ONLY_SECOND, NULL, "true" },
  };

  g_assert_cmpuint (pairings->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < pairings->len; i++)
    {
      ParafaJwtPairing *pairing = pairings->pdata[i];

      g_assert_cmpstr (pairing->name, ==, expected[i].name);
      g_assert_cmpint (pairing->difference, ==, expected[i].difference);
      g_assert_cmpstr (pairing->first, ==, expected[i].first);
      g_assert_cmpstr (pairing->second, ==, expected[i].second);
      g_assert_cmpint (pairing->header, ==, i == 0);
    }
}

static void
test_compare_layouts (void)
{
  g_autoptr (ParafaJwt) first = read_token (parafa_test_claims_new);
  g_autoptr (ParafaJwt) second = read_token (parafa_test_claims_old);
  g_autoptr (GPtrArray) same = parafa_jwt_compare (first, first);
  g_autoptr (GPtrArray) other = parafa_jwt_compare (first, second);
  guint n_different = 0;

  for (guint i = 0; i < same->len; i++)
    g_assert_cmpint (((ParafaJwtPairing *) same->pdata[i])->difference, ==, PARAFA_JWT_SAME);
  for (guint i = 0; i < other->len; i++)
    n_different += ((ParafaJwtPairing *) other->pdata[i])->difference != PARAFA_JWT_SAME;
  g_assert_cmpuint (n_different, >, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/token/inspection/ways-of-pasting", test_ways_of_pasting);
  g_test_add_func ("/token/inspection/places", test_places);
  g_test_add_func ("/token/inspection/place-in-json", test_place_in_json);
  g_test_add_func ("/token/inspection/rfc-examples", test_rfc_examples);
  g_test_add_func ("/token/inspection/mutations", test_mutations);
  g_test_add_func ("/token/compare/fields", test_compare);
  g_test_add_func ("/token/compare/layouts", test_compare_layouts);
  return g_test_run ();
}
