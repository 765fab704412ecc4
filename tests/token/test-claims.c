/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-claims.h"
#include "parafa-test-token.h"
#include "parafa-test.h"

#include <string.h>

static ParafaClaims *
read_claims (const char *json)
{
  g_autofree char *token = parafa_test_token_build (parafa_test_header, json);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaJwt) jwt = parafa_jwt_new_from_text (token, -1, &error);

  g_assert_no_error (error);
  return parafa_claims_new (jwt);
}

static void
check_services (ParafaClaims *claims, const char *expected)
{
  g_autofree char *services = g_strjoinv (" ", (char **) parafa_claims_get_services (claims));

  g_assert_cmpstr (services, ==, expected);
}

static const ParafaClaim *
find_claim (ParafaClaims *claims, const char *name)
{
  guint n_claims;
  const ParafaClaim *list = parafa_claims_get_list (claims, &n_claims);

  for (guint i = 0; i < n_claims; i++)
    if (strcmp (list[i].name, name) == 0)
      return &list[i];
  g_error ("no claim %s", name);
}

static void
test_newer_layout (void)
{
  g_autoptr (ParafaClaims) claims = read_claims (parafa_test_claims_new);

  g_assert_cmpint (parafa_claims_get_issued_at (claims), ==, 1795000000);
  g_assert_cmpint (parafa_claims_get_expires_at (claims), ==, 1802776000);
  g_assert_cmpint (parafa_claims_get_not_before (claims), ==, 1794999700);
  g_assert_cmpstr (parafa_claims_get_issuer (claims), ==, "certInventat");
  g_assert_cmpstr (parafa_claims_get_serial (claims), ==, "34:00:0a:1b:2c:3d");
  g_assert_cmpstr (parafa_claims_get_client_id (claims), ==,
                   "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071");
  g_assert_true (g_str_has_prefix (parafa_claims_get_id (claims), "00112233"));
  check_services (claims, "HELLO EFACTURA ETRANSPORT SRV_EFACTURA");
}

static void
test_older_layout (void)
{
  g_autoptr (ParafaClaims) claims = read_claims (parafa_test_claims_old);

  g_assert_cmpint (parafa_claims_get_issued_at (claims), ==, 1700000000);
  g_assert_cmpstr (parafa_claims_get_issuer (claims), ==, "Inventata");
  g_assert_cmpstr (parafa_claims_get_serial (claims), ==, "34:00:ff");
  g_assert_cmpstr (parafa_claims_get_client_id (claims), ==, "aplicatie");
  g_assert_cmpstr (parafa_claims_get_id (claims), ==, "abc");
  check_services (claims, "HELLO EFACTURA SRV_EFACTURA");
}

static void
test_nothing_said (void)
{
  g_autoptr (ParafaClaims) claims = read_claims ("{}");
  guint n_claims;

  g_assert_cmpint (parafa_claims_get_issued_at (claims), ==, -1);
  g_assert_cmpint (parafa_claims_get_not_before (claims), ==, -1);
  g_assert_cmpint (parafa_claims_get_expires_at (claims), ==, -1);
  g_assert_null (parafa_claims_get_issuer (claims));
  g_assert_null (parafa_claims_get_serial (claims));
  g_assert_null (parafa_claims_get_client_id (claims));
  g_assert_null (parafa_claims_get_id (claims));
  g_assert_null (parafa_claims_get_services (claims)[0]);
  g_assert_false (parafa_claims_has_service (claims, "HELLO"));
  parafa_claims_get_list (claims, &n_claims);
  g_assert_cmpuint (n_claims, ==, 0);
}

static void
test_only_scope_data (void)
{
  g_autoptr (ParafaClaims) claims = read_claims (
      "{\"scope_data\":[5,\"x\",{\"id\":7},{\"value\":\"y\"},"
      "{\"id\":\"clientappid\",\"value\":\"app\"},{\"id\":\"issuer\",\"value\":\"CA\"},"
      "{\"id\":\"role\",\"value\":\"HELLO, EFACTURA\"},"
      "{\"id\":\"serial\",\"value\":\"3400FF\"}]}");

  g_assert_cmpstr (parafa_claims_get_client_id (claims), ==, "app");
  g_assert_cmpstr (parafa_claims_get_issuer (claims), ==, "CA");
  g_assert_cmpstr (parafa_claims_get_serial (claims), ==, "34:00:ff");
  check_services (claims, "HELLO EFACTURA");
}

/* A claim of its own counts before scope_data, an empty one does not count. */
static void
test_order_of_sources (void)
{
  g_autoptr (ParafaClaims) own =
      read_claims ("{\"scope_data\":[{\"id\":\"issuer\",\"value\":\"B\"},"
                   "{\"id\":\"role\",\"value\":\"OLD\"}],\"issuer\":\"A\",\"roles\":\"NEW\"}");
  g_autoptr (ParafaClaims) empty =
      read_claims ("{\"scope_data\":[{\"id\":\"issuer\",\"value\":\"B\"},"
                   "{\"id\":\"role\",\"value\":\"OLD\"}],\"issuer\":\"  \",\"roles\":\"@\"}");
  g_autoptr (ParafaClaims) single =
      read_claims ("{\"hello\":\"HELLO\",\"etransport\":\"ETRANSPORT\",\"efactura\":\"A@B\"}");

  g_assert_cmpstr (parafa_claims_get_issuer (own), ==, "A");
  check_services (own, "NEW");
  g_assert_cmpstr (parafa_claims_get_issuer (empty), ==, "B");
  check_services (empty, "OLD");
  check_services (single, "HELLO ETRANSPORT A B");
}

static void
test_separators (void)
{
  static const struct
  {
    const char *json;
    const char *expected;
  } cases[] = {
    { "{\"roles\":\"A@B@C\"}", "A B C" },
    { "{\"role\":\"A,B,C\"}", "A B C" },
    { "{\"roles\":\"A B\\tC\\nD\"}", "A B C D" },
    { "{\"roles\":\"@A@@B, ,C@\"}", "A B C" },
    { "{\"roles\":\"A@B@A\"}", "A B" },
    { "{\"roles\":[\"A@B\",\"C\",5,[\"D\"]]}", "A B C" },
    { "{\"roles\":5,\"role\":\"A\"}", "A" },
    { "{\"roles\":null}", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ParafaClaims) claims = read_claims (cases[i].json);

      parafa_test_note (cases[i].json);
      check_services (claims, cases[i].expected);
    }
}

static void
test_has_service (void)
{
  g_autoptr (ParafaClaims) claims = read_claims ("{\"roles\":\"HELLO@Srv_Efactura\"}");

  g_assert_true (parafa_claims_has_service (claims, "HELLO"));
  g_assert_true (parafa_claims_has_service (claims, "SRV_EFACTURA"));
  g_assert_false (parafa_claims_has_service (claims, "EFACTURA"));
  g_assert_false (parafa_claims_has_service (claims, ""));
}

static void
test_times (void)
{
  static const struct
  {
    const char *exp;
    gint64 expected;
    const char *text;
  } cases[] = {
    { "1802776000", 1802776000, "1802776000" },
    { "\"1802776000\"", 1802776000, "1802776000" },
    { "1802776000.75", 1802776000, "1802776000.75" },
    { "1.802776e9", 1802776000, "1.802776e9" },
    { "0", 0, "0" },
    { "-5", -1, "-5" },
    { "1802776000000", -1, "1802776000000" },
    { "123456789012345678901234567890", -1, "123456789012345678901234567890" },
    { "1e999", -1, "1e999" },
    { "\"tomorrow\"", -1, "tomorrow" },
    { "\"\"", -1, "" },
    { "null", -1, "null" },
    { "true", -1, "true" },
    { "[1802776000]", -1, "1802776000" },
    { "{}", -1, "{}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"exp\":%s}", cases[i].exp);
      g_autoptr (ParafaClaims) claims = read_claims (json);
      const ParafaClaim *claim = find_claim (claims, "exp");

      parafa_test_note (json);
      g_assert_cmpint (parafa_claims_get_expires_at (claims), ==, cases[i].expected);
      g_assert_cmpint (claim->time_s, ==, cases[i].expected);
      g_assert_cmpstr (claim->value, ==, cases[i].text);
    }
}

static void
test_serials (void)
{
  static const struct
  {
    const char *json;
    const char *expected;
  } cases[] = {
    { "{\"serial\":\"34:00:0A\"}", "34:00:0a" },
    { "{\"serial\":\"34000a\"}", "34:00:0a" },
    { "{\"serial\":\" 34 00 \"}", "34:00" },
    { "{\"serial\":\"not hex\"}", NULL },
    { "{\"serial\":\"\"}", NULL },
    { "{\"serial\":3400}", NULL },
    { "{\"serial\":\"\",\"scope_data\":[{\"id\":\"serial\",\"value\":\"ab\"}]}", "ab" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ParafaClaims) claims = read_claims (cases[i].json);

      parafa_test_note (cases[i].json);
      g_assert_cmpstr (parafa_claims_get_serial (claims), ==, cases[i].expected);
    }
}

static void
test_list (void)
{
  static const struct
  {
    const char *name;
    const char *value;
    gint64 time_s;
  } expected[] = {
    { "text", "a\"ș", -1 },
    { "number", "12345678901234567890.10", -1 },
    { "yes", "true", -1 },
    { "none", "null", -1 },
    { "list", "a, 2, null", -1 },
    { "pairs", "x: 1, y: z", -1 },
    { "object", "{\"k\":[1,2]}", -1 },
    { "mixed", "[1], {\"id\":1}", -1 },
    { "iat", "5", 5 },
    { "auth_time", "7", 7 },
    { "IAT", "9", -1 },
  };
  g_autoptr (ParafaClaims) claims = read_claims (
      "{\"text\":\"a\\\"\\u0219\",\"number\":12345678901234567890.10,\"yes\":true,\"none\":null,"
      "\"list\":[\"a\",2,null],\"pairs\":[{\"id\":\"x\",\"value\":1},{\"id\":\"y\",\"value\":\"z\"}"
      "],"
      "\"object\":{ \"k\" : [1, 2] "
      "},\"mixed\":[[1],{\"id\":1}],\"iat\":5,\"auth_time\":7,\"IAT\":9}");
  guint n_claims;
  const ParafaClaim *list = parafa_claims_get_list (claims, &n_claims);

  g_assert_cmpuint (n_claims, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < n_claims; i++)
    {
      g_assert_cmpstr (list[i].name, ==, expected[i].name);
      g_assert_cmpstr (list[i].value, ==, expected[i].value);
      g_assert_cmpint (list[i].time_s, ==, expected[i].time_s);
    }
}

static void
test_references (void)
{
  ParafaClaims *claims = read_claims (parafa_test_claims_new);
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, PARAFA_TYPE_CLAIMS);
  g_value_take_boxed (&value, parafa_claims_ref (claims));
  parafa_claims_unref (claims);
  g_assert_cmpint (parafa_claims_get_issued_at (g_value_get_boxed (&value)), ==, 1795000000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/token/claims/newer-layout", test_newer_layout);
  g_test_add_func ("/token/claims/older-layout", test_older_layout);
  g_test_add_func ("/token/claims/nothing-said", test_nothing_said);
  g_test_add_func ("/token/claims/only-scope-data", test_only_scope_data);
  g_test_add_func ("/token/claims/order-of-sources", test_order_of_sources);
  g_test_add_func ("/token/claims/separators", test_separators);
  g_test_add_func ("/token/claims/has-service", test_has_service);
  g_test_add_func ("/token/claims/times", test_times);
  g_test_add_func ("/token/claims/serials", test_serials);
  g_test_add_func ("/token/claims/list", test_list);
  g_test_add_func ("/token/claims/references", test_references);
  return g_test_run ();
}
