/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-json-check.h"
#include "parafa-test-token.h"
#include "parafa-test.h"

#include <json-glib/json-glib.h>
#include <string.h>

static const char *parafa; /* (unowned): the program under test */

typedef struct
{
  int status;
  char *output;
  char *errors;
} Run;

static void
run_clear (Run *run)
{
  g_free (run->output);
  g_free (run->errors);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static Run
decode (const char *first, const char *second, const char *third, const char *input)
{
  const char *argv[] = { parafa, "decode", first, second, third, NULL };
  Run result = { 0, NULL, NULL };

  result.status = parafa_test_run (argv, input, &result.output, &result.errors);
  return result;
}

/* One object with all of its members, whatever was read. */
static JsonObject *
parse (const char *output)
{
  static const char *const members[] = {
    "header", "claims", "issued_at", "not_before", "expires_at",
    "issuer", "serial", "services",  "problem",
  };
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  g_assert_true (parafa_json_check (output, strlen (output), PARAFA_JSON_STRICT, NULL, NULL));
  json_parser_load_from_data (parser, output, -1, &error);
  g_assert_no_error (error);
  object = json_object_ref (json_node_get_object (json_parser_get_root (parser)));
  g_assert_cmpuint (json_object_get_size (object), ==, G_N_ELEMENTS (members));
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    g_assert_true (json_object_has_member (object, members[i]));
  return object;
}

static void
check_read (const char *output)
{
  g_autoptr (JsonObject) object = parse (output);
  JsonArray *services = json_object_get_array_member (object, "services");
  JsonObject *claims = json_object_get_object_member (object, "claims");

  g_assert_true (json_object_get_null_member (object, "problem"));
  g_assert_cmpint (json_object_get_int_member (object, "issued_at"), ==, 1795000000);
  g_assert_cmpint (json_object_get_int_member (object, "not_before"), ==, 1794999700);
  g_assert_cmpint (json_object_get_int_member (object, "expires_at"), ==, 1802776000);
  g_assert_cmpstr (json_object_get_string_member (object, "issuer"), ==, "certInventat");
  g_assert_cmpstr (json_object_get_string_member (object, "serial"), ==, "34:00:0a:1b:2c:3d");
  g_assert_cmpuint (json_array_get_length (services), ==, 4);
  g_assert_cmpstr (json_array_get_string_element (services, 0), ==, "HELLO");
  g_assert_cmpstr (json_array_get_string_element (services, 3), ==, "SRV_EFACTURA");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (object, "header"),
                                                  "alg"),
                   ==, "RS512");
  g_assert_cmpstr (json_object_get_string_member (claims, "iss"), ==, "https://logincert.anaf.ro");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (claims, "scope_data")), ==,
                    4);
}

static void
test_json_from_input (void)
{
  static const char *const forms[] = { "%s", "Authorization: Bearer %s\n",
                                       "{\"access_token\":\"%s\"}",
                                       "curl -H 'Authorization: Bearer %s' https://x" };
  g_autofree char *token = parafa_test_token_build (parafa_test_header, parafa_test_claims_new);

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_auto (GStrv) parts = g_strsplit (forms[i], "%s", 2);
      g_autofree char *input = g_strconcat (parts[0], token, parts[1], NULL);
      g_auto (Run) result = decode ("--json", "-", NULL, input);

      parafa_test_note (forms[i]);
      g_assert_cmpint (result.status, ==, 0);
      g_assert_cmpstr (result.errors, ==, "");
      check_read (result.output);
    }
}

static void
test_json_from_file (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *token = parafa_test_token_build (parafa_test_header, parafa_test_claims_new);
  g_autofree char *path = parafa_test_write_file (dir, "jeton.txt", token);
  g_auto (Run) before = decode ("--json", path, NULL, NULL);
  g_auto (Run) after = decode (path, "--json", NULL, NULL);
  g_auto (Run) dashes = decode ("--json", "--", path, NULL);

  g_assert_cmpint (before.status, ==, 0);
  check_read (before.output);
  g_assert_cmpstr (after.output, ==, before.output);
  g_assert_cmpstr (dashes.output, ==, before.output);
}

/* Numbers and texts come out as they stand in the token. */
static void
test_json_exact (void)
{
  g_autofree char *token =
      parafa_test_token_build ("{}", "{\"n\":123456789012345678901234567890,\"f\":1.50,\"t\":"
                                     "\"\\u001b[31m\",\"exp\":1e400}");
  g_auto (Run) result = decode ("--json", "-", NULL, token);

  g_assert_cmpint (result.status, ==, 0);
  g_assert_nonnull (strstr (result.output, "\"n\": 123456789012345678901234567890,"));
  g_assert_nonnull (strstr (result.output, "\"f\": 1.50,"));
  g_assert_nonnull (strstr (result.output, "\"t\": \"\\u001b[31m\""));
  g_assert_nonnull (strstr (result.output, "\"expires_at\": null,"));
  g_assert_nonnull (strstr (result.output, "\"services\": [],"));
}

/* What `exp` may be; anything but whole or broken seconds that a clock can show is no time, and no problem */
static void
test_json_times (void)
{
  static const struct
  {
    const char *exp;
    gint64 seconds; /* -1: null */
  } cases[] = {
    { "1767776000", 1767776000 },
    { "\"1767776000\"", 1767776000 },
    { "1767776000.75", 1767776000 },
    { "1.767776e9", 1767776000 },
    { "0", 0 },
    { "-0", 0 },
    { "-5", -1 },
    { "\"soon\"", -1 },
    { "\"\"", -1 },
    { "null", -1 },
    { "true", -1 },
    { "[1767776000]", -1 },
    { "{\"a\":1}", -1 },
    { "1e400", -1 },
    { "9223372036854775807", -1 },
    { "-9223372036854775808", -1 },
    { "99999999999999999999999999", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *claims = g_strdup_printf ("{\"exp\":%s}", cases[i].exp);
      g_autofree char *token = parafa_test_token_build ("{\"alg\":\"none\"}", claims);
      g_auto (Run) result = decode ("--json", "-", NULL, token);
      g_autoptr (JsonObject) object = parse (result.output);

      parafa_test_note (cases[i].exp);
      g_assert_cmpint (result.status, ==, 0);
      g_assert_true (json_object_get_null_member (object, "problem"));
      g_assert_true (json_object_get_null_member (object, "issued_at"));
      g_assert_true (json_object_get_null_member (object, "expires_at") == (cases[i].seconds < 0));
      if (cases[i].seconds >= 0)
        g_assert_cmpint (json_object_get_int_member (object, "expires_at"), ==, cases[i].seconds);
    }
}

/* Claims that other programs' readers trip over */
static void
test_json_odd_claims (void)
{
  static const struct
  {
    const char *claims;
    int status;
  } cases[] = {
    { "{}", 0 },
    { "{\"\":1}", 0 },
    { "{\"a\":[[[[[]]]],{\"b\":[null]}]}", 0 },
    { "{\"serial\":[1],\"issuer\":4,\"roles\":5,\"scope_data\":\"x\",\"hello\":{}}", 0 },
    { "{\"roles\":[\"A\",3,null,[\"B\"]]}", 0 },
    { "{\"issuer\":\"\\u001b[31m\\u202e\\n\\/ ș \\ud83d\\ude00\"}", 0 },
    { "{\"exp\":1,\"exp\":2}", 1 }, /* RFC 7519 §4: rejected, or the last; we reject */
    { "{\"a\":\"\\ud800\"}", 1 },
    { "{\"a\\u0000b\":1}", 1 },
    { "{\"a\":\"\x01\"}", 1 },
    { "{\"a\":\"\xff\"}", 1 },
    { "{\"a\":1} x", 1 },
    { "{/**/\"a\":1}", 1 },
    { "{\"a\":NaN}", 1 },
    { "{\"a\":01}", 1 },
    { "[1]", 1 },
    { "5", 1 },
  };
  g_autofree char *brackets = g_strnfill (100000, '[');
  g_autofree char *deep = g_strconcat ("{\"a\":", brackets, NULL);

  for (guint i = 0; i <= G_N_ELEMENTS (cases); i++)
    {
      gboolean last = i == G_N_ELEMENTS (cases);
      g_autofree char *token =
          parafa_test_token_build (parafa_test_header, last ? deep : cases[i].claims);
      g_auto (Run) result = decode ("--json", "-", NULL, token);
      g_autoptr (JsonObject) object = parse (result.output);

      parafa_test_note (last ? "deep" : cases[i].claims);
      g_assert_cmpint (result.status, ==, last ? 1 : cases[i].status);
      g_assert_true (json_object_get_null_member (object, "problem") == (result.status == 0));
      g_assert_true (json_object_get_null_member (object, "claims") == (result.status == 1));
    }
}

static void
check_bytes (const char *name, const char *bytes, gsize length, int status)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GError) error = NULL;
  Run result = { 0, NULL, NULL };
  g_autoptr (JsonObject) object = NULL;

  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
  result = decode ("--json", path, NULL, NULL);
  parafa_test_note (name);
  object = parse (result.output);
  g_assert_cmpint (result.status, ==, status);
  g_assert_true (json_object_get_null_member (object, "problem") == (status == 0));
  run_clear (&result);
}

/* Files that are no text of a token, or not in the encoding one expects */
static void
test_json_bytes (void)
{
  g_autofree char *token = parafa_test_token_build (parafa_test_header, parafa_test_claims_new);
  g_autofree char *marked = g_strconcat ("\xef\xbb\xbf", token, "\r\n", NULL);
  g_autofree char *large = g_strnfill (10 * 1000 * 1000, 'A');
  g_autofree char *dots = g_strnfill (1024 * 1024, '.');
  g_autofree char *utf16 = NULL;
  char all[4096];
  gsize length = 0;

  for (guint i = 0; i < sizeof all; i++)
    all[i] = (char) (i * 167 + i / 256);
  utf16 = g_convert (token, -1, "UTF-16", "UTF-8", NULL, &length, NULL);
  check_bytes ("mark", marked, strlen (marked), 0);
  check_bytes ("utf16", utf16, length, 1);
  check_bytes ("bytes", all, sizeof all, 1);
  check_bytes ("nul", "\0\0\0\0", 4, 1);
  check_bytes ("large", large, strlen (large), 1);
  check_bytes ("dots", dots, strlen (dots), 1);
  check_bytes ("bearer", "Bearer ", 7, 1);
  check_bytes ("page", "<html><body>Mentenanță</body></html>", 38, 1);
}

static void
test_json_problems (void)
{
  static const struct
  {
    const char *input;
    const char *problem;
  } cases[] = {
    { "", "There is no token in it. (there is no text)" },
    { "0a1b2c3d",
      "This is not a JWT, but an opaque token or a refresh token, which only ANAF can read. "
      "(one piece without dots: an opaque token or a refresh token, not a JWT)" },
    { "a.b",
      "A JWT has three parts with a dot between them; this has not. (2 segments instead of 3)" },
    { "e30.e3_0.e", "This is not a whole token: part of it is not a JSON object. "
                    "(claims: byte 2 of the JSON: not UTF-8)" },
    { "e30.e30.e", "This is not a whole token: part of it is not base64url. "
                   "(signature: character 1: cut off in the middle of a byte)" },
    { "e30.W10.QQ", "This is not a whole token: part of it is not a JSON object. "
                    "(claims: byte 2 of the JSON: not an object)" },
    { "{\"access_token\":", "This is not a whole token: part of it is not a JSON object. "
                            "(answer: byte 16: the text ends too early)" },
    { "what is this?", "This is not a whole token: part of it is not base64url. "
                       "(character 12: not a character of a token)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Run) result = decode ("--json", "-", NULL, cases[i].input);
      g_autoptr (JsonObject) object = parse (result.output);

      parafa_test_note (cases[i].input);
      g_assert_cmpint (result.status, ==, 1);
      g_assert_cmpstr (result.errors, ==, "");
      g_assert_cmpstr (json_object_get_string_member (object, "problem"), ==, cases[i].problem);
      g_assert_true (json_object_get_null_member (object, "header"));
      g_assert_true (json_object_get_null_member (object, "claims"));
      g_assert_true (json_object_get_null_member (object, "expires_at"));
      g_assert_true (json_object_get_null_member (object, "serial"));
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "services")),
                        ==, 0);
    }
}

static void
test_too_long (void)
{
  g_autofree char *input = g_strnfill (1024 * 1024 + 1, 'a');
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *path = parafa_test_write_file (dir, "lung", input);
  g_auto (Run) result = decode ("--json", path, NULL, NULL);
  g_autoptr (JsonObject) object = parse (result.output);

  g_assert_cmpint (result.status, ==, 1);
  g_assert_nonnull (strstr (json_object_get_string_member (object, "problem"), "1 MiB"));
}

static void
check_usage (const char *first, const char *second, const char *third, const char *errors)
{
  g_auto (Run) result = decode (first, second, third, NULL);

  g_assert_cmpint (result.status, ==, 2);
  g_assert_cmpstr (result.output, ==, "");
  g_assert_cmpstr (result.errors, ==, errors);
}

static void
test_usage (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *missing = g_build_filename (dir, "missing", NULL);
  g_autofree char *no_file =
      g_strdup_printf ("parafa decode: %s: No such file or directory\n", missing);
  g_autofree char *is_dir = g_strdup_printf ("parafa decode: %s: Is a directory\n", dir);

  check_usage (NULL, NULL, NULL, "parafa decode: name a file, or - for standard input\n");
  check_usage ("--json", NULL, NULL, "parafa decode: name a file, or - for standard input\n");
  check_usage ("--", NULL, NULL, "parafa decode: name a file, or - for standard input\n");
  check_usage ("--jsn", "-", NULL, "parafa decode: unexpected argument “--jsn”\n");
  check_usage ("-", "-", NULL, "parafa decode: unexpected argument “-”\n");
  check_usage (missing, NULL, NULL, no_file);
  check_usage (dir, NULL, NULL, is_dir);
}

/* Whoever wants JSON gets an object, whatever the file is */
static void
test_unreadable (void)
{
  g_autoptr (ParafaTestDir) dir = parafa_test_dir_new ();
  g_autofree char *missing = g_build_filename (dir, "missing", NULL);
  const char *const paths[] = { missing, dir };
  const char *const reasons[] = { "(No such file or directory)", "(Is a directory)" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_auto (Run) result = decode ("--json", paths[i], NULL, NULL);
      g_autoptr (JsonObject) object = parse (result.output);
      const char *problem = json_object_get_string_member (object, "problem");

      g_assert_cmpint (result.status, ==, 1);
      g_assert_true (g_str_has_prefix (problem, "The file cannot be read."));
      g_assert_nonnull (strstr (problem, reasons[i]));
      g_assert_nonnull (strstr (result.errors, paths[i]));
      g_assert_true (json_object_get_null_member (object, "header"));
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "services")),
                        ==, 0);
    }
}

static void
test_text (void)
{
  g_autofree char *token = parafa_test_token_build (parafa_test_header, parafa_test_claims_new);
  g_auto (Run) result = decode ("-", NULL, NULL, token);
  const char *signature = strrchr (token, '.') + 1;
  g_autofree char *middle = g_strndup (signature + 40, 40);

  g_assert_cmpint (result.status, ==, 0);
  g_assert_cmpstr (result.errors, ==, "");
  g_assert_nonnull (strstr (result.output, "18.11.2026 13:06:40 EET"));
  g_assert_nonnull (strstr (result.output, "HELLO, EFACTURA, ETRANSPORT, SRV_EFACTURA"));
  g_assert_nonnull (strstr (result.output, "34:00:0a:1b:2c:3d"));
  g_assert_nonnull (strstr (result.output, "{\"alg\":\"RS512\",\"kid\":\"anaf_2023_2024\"}"));
  g_assert_nonnull (strstr (result.output, "https://logincert.anaf.ro"));
  g_assert_nonnull (strstr (result.output, "ewogIC…"));
  g_assert_null (strstr (result.output, middle)); /* masked */
  g_assert_true (g_utf8_validate (result.output, -1, NULL));
}

/* Summer time in Bucharest, and what the token does not say. */
static void
test_text_of_little (void)
{
  g_autofree char *token = parafa_test_token_build ("{}", "{\"iat\":1782000000}");
  g_auto (Run) result = decode ("-", NULL, NULL, token);

  g_assert_cmpint (result.status, ==, 0);
  g_assert_nonnull (strstr (result.output, "21.06.2026 03:00:00 EEST"));
  g_assert_nonnull (strstr (result.output, "the token does not say"));
}

static void
test_text_relative (void)
{
  static const struct
  {
    int distance_s;
    const char *expected;
  } cases[] = {
    { 30, "(now)" },
    { 90, "(in 1 minute)" },
    { 10 * 60 + 30, "(in 10 minutes)" },
    { 90 * 60, "(in 1 hour)" },
    { 5 * 3600 + 600, "(in 5 hours)" },
    { 36 * 3600, "(in 1 day)" },
    { 63 * 86400 + 600, "(in 63 days)" },
    { -90, "(1 minute ago)" },
    { -7200 - 60, "(2 hours ago)" },
    { -3 * 86400 - 60, "(3 days ago)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *claims =
          g_strdup_printf ("{\"exp\":%" G_GINT64_FORMAT "}",
                           g_get_real_time () / G_USEC_PER_SEC + cases[i].distance_s);
      g_autofree char *token = parafa_test_token_build ("{}", claims);
      g_auto (Run) result = decode ("-", NULL, NULL, token);

      g_test_message ("%s", cases[i].expected);
      g_assert_nonnull (strstr (result.output, cases[i].expected));
    }
}

/* A token cannot move the cursor or write over what stands on the terminal. */
static void
test_text_is_harmless (void)
{
  g_autofree char *token =
      parafa_test_token_build ("{\"kid\":\"\x7f\"}",
                               "{\"a\":\"\\u001b]0;x\\u0007\",\"b\\u000a\":"
                               "\"\\u202e\\u0085\\r\\n\",\"roles\":\"\\u001b[2J\"}");
  g_auto (Run) result = decode ("-", NULL, NULL, token);

  g_assert_cmpint (result.status, ==, 0);
  for (const char *at = result.output; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      g_assert_true (c == '\n' || (!g_unichar_iscntrl (c) && c != 0x202e));
    }
}

static void
test_text_problem (void)
{
  g_auto (Run) result = decode ("-", NULL, NULL, "0a1b2c3d");

  g_assert_cmpint (result.status, ==, 1);
  g_assert_true (g_str_has_prefix (result.output, "This is not a JWT, but an opaque token"));
  g_assert_cmpstr (result.errors, ==, "");
}

/* Real processes on damaged tokens: valid JSON and a documented exit status each time. */
static void
test_damaged (void)
{
  g_autofree char *token = parafa_test_token_build (parafa_test_header, parafa_test_claims_old);
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (int i = 0; i < 60; i++)
    {
      g_autofree char *damaged = g_strdup (token);

      for (int j = 0; j < 1 + i % 4; j++)
        damaged[g_rand_int_range (rand, 0, (gint32) strlen (token))] =
            "AZ09-_.= \n{\""[g_rand_int_range (rand, 0, 12)];
      {
        g_auto (Run) result = decode ("--json", "-", NULL, damaged);
        g_autoptr (JsonObject) object = parse (result.output);

        g_assert_cmpint (result.status, ==,
                         json_object_get_null_member (object, "problem") ? 0 : 1);
        g_assert_cmpstr (result.errors, ==, "");
      }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  parafa = argv[1];
  g_test_add_func ("/cli/decode/json-from-input", test_json_from_input);
  g_test_add_func ("/cli/decode/json-from-file", test_json_from_file);
  g_test_add_func ("/cli/decode/json-exact", test_json_exact);
  g_test_add_func ("/cli/decode/json-problems", test_json_problems);
  g_test_add_func ("/cli/decode/too-long", test_too_long);
  g_test_add_func ("/cli/decode/usage", test_usage);
  g_test_add_func ("/cli/decode/json-times", test_json_times);
  g_test_add_func ("/cli/decode/json-odd-claims", test_json_odd_claims);
  g_test_add_func ("/cli/decode/json-bytes", test_json_bytes);
  g_test_add_func ("/cli/decode/unreadable", test_unreadable);
  g_test_add_func ("/cli/decode/text", test_text);
  g_test_add_func ("/cli/decode/text-of-little", test_text_of_little);
  g_test_add_func ("/cli/decode/text-relative", test_text_relative);
  g_test_add_func ("/cli/decode/text-is-harmless", test_text_is_harmless);
  g_test_add_func ("/cli/decode/text-problem", test_text_problem);
  g_test_add_func ("/cli/decode/damaged", test_damaged);
  return g_test_run ();
}
