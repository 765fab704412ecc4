/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-json.h"
#include "parafa-test.h"

#include <json-glib/json-glib.h>
#include <string.h>

static void
test_good (void)
{
  static const char *const texts[] = {
    "{}",
    "[]",
    "\"\"",
    "0",
    "-0",
    "1.5e+10",
    "true",
    "false",
    "null",
    " \t\r\n{ } \n",
    "{\"a\":1,\"b\":[1,2,{\"a\":null}],\"c\":\"\\u00e9\\n\\/\\ud83d\\ude00\"}",
    "{\"a\":{\"a\":1}}",
    "[[],[[]]]",
    "12345678901234567890123456789",
    "1E5",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *problem = "unset";

      parafa_test_note (texts[i]);
      g_assert_true (
          parafa_json_check (texts[i], strlen (texts[i]), PARAFA_JSON_STRICT, &problem, NULL));
      g_assert_null (problem);
    }
}

static void
test_bad (void)
{
  static const struct
  {
    const char *text;
    gsize offset;
    const char *problem;
  } cases[] = {
    { "", 0, "the text ends too early" },
    { "  ", 2, "the text ends too early" },
    { "{", 1, "a member without a name" },
    { "{\"a\"}", 4, "a member without a value" },
    { "{\"a\":}", 5, "no value" },
    { "{\"a\":1", 6, "an object does not end" },
    { "{\"a\":1,}", 7, "a member without a name" },
    { "{a:1}", 1, "a member without a name" },
    { "{'a':1}", 1, "a member without a name" },
    { "[1", 2, "a list does not end" },
    { "[1,]", 3, "no value" },
    { "[1 2]", 3, "a list does not end" },
    { "\"abc", 4, "a text does not end" },
    { "\"abc\\", 5, "a text does not end" },
    { "\"a\nb\"", 2, "a control character in a text" },
    { "\"\\x\"", 2, "an unknown escape" },
    { "\"\\u12\"", 2, "a damaged \\u escape" },
    { "\"\\u000\"", 2, "a damaged \\u escape" },
    { "\"\\u0000\"", 2, "an escaped NUL" },
    { "\"\\ud800\"", 2, "half a surrogate pair" },
    { "\"\\ud800\\u0041\"", 2, "half a surrogate pair" },
    { "\"\\udc00\"", 2, "half a surrogate pair" },
    { "-", 1, "a damaged number" },
    { "1.", 2, "a damaged number" },
    { "1e", 2, "a damaged number" },
    { "1e+", 3, "a damaged number" },
    { "01", 1, "something follows the end" },
    { "{} x", 3, "something follows the end" },
    { "{}{}", 2, "something follows the end" },
    { "tru", 0, "no value" },
    { "NaN", 0, "no value" },
    { "/* */ {}", 0, "no value" },
    { "{\"a\":1,\"a\":2}", 7, "a member that stands twice" },
    { "{\"a\":1,\"\\u0061\":2}", 7, "a member that stands twice" },
    { "[{\"b\":1,\"b\":2}]", 8, "a member that stands twice" },
    { "\"\xff\"", 1, "not UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *problem = NULL;
      gsize offset = G_MAXSIZE;

      parafa_test_note (cases[i].text);
      g_assert_false (parafa_json_check (cases[i].text, strlen (cases[i].text), PARAFA_JSON_STRICT,
                                         &problem, &offset));
      g_assert_cmpstr (problem, ==, cases[i].problem);
      g_assert_cmpuint (offset, ==, cases[i].offset);
    }
}

static void
test_nul (void)
{
  const char *problem;
  gsize offset;

  g_assert_false (parafa_json_check ("{\0}", 3, PARAFA_JSON_STRICT, &problem, &offset));
  g_assert_cmpstr (problem, ==, "a NUL byte");
  g_assert_cmpuint (offset, ==, 1);
  g_assert_false (parafa_json_check ("{\0}", 3, PARAFA_JSON_LENIENT, &problem, &offset));
  g_assert_false (parafa_json_check ("\"\\\0\"", 4, PARAFA_JSON_LENIENT, &problem, &offset));
}

static void
test_depth (void)
{
  for (guint depth = 60; depth <= 70; depth++)
    {
      g_autofree char *open = g_strnfill (depth, '[');
      g_autofree char *close = g_strnfill (depth, ']');
      g_autofree char *text = g_strconcat (open, close, NULL);
      const char *problem;
      gboolean good = parafa_json_check (text, strlen (text), PARAFA_JSON_STRICT, &problem, NULL);

      g_assert_cmpint (good, ==, depth <= 64);
      if (!good)
        g_assert_cmpstr (problem, ==, "nested too deeply");
    }
}

/* A megabyte of brackets neither crashes nor takes long. */
static void
test_depth_bomb (void)
{
  g_autofree char *text = g_strnfill (1 << 20, '[');
  gsize offset;

  g_assert_false (parafa_json_check (text, 1 << 20, PARAFA_JSON_STRICT, NULL, &offset));
  g_assert_cmpuint (offset, ==, 64);
}

static void
test_many_members (void)
{
  g_autoptr (GString) text = g_string_new ("{\"m0\":0");
  const char *problem;
  gsize second;

  for (int i = 1; i < 20000; i++)
    g_string_append_printf (text, ",\"m%d\":%d", i, i);
  second = text->len + 1;
  g_string_append (text, ",\"m17\":1}");
  g_assert_false (parafa_json_check (text->str, text->len, PARAFA_JSON_STRICT, &problem, NULL));
  g_assert_cmpstr (problem, ==, "a member that stands twice");
  text->str[second + 1] = 'n';
  g_assert_true (parafa_json_check (text->str, text->len, PARAFA_JSON_STRICT, NULL, NULL));
}

static void
test_lenient (void)
{
  static const char text[] = "{\"a\":1,\"b\":\"\xe9\",\"a\":2}";
  ParafaJsonValue root;
  ParafaJsonValue value;
  gint64 seconds;

  g_assert_true (parafa_json_check (text, strlen (text), PARAFA_JSON_LENIENT, NULL, NULL));
  parafa_json_get_root (text, strlen (text), &root);
  g_assert_true (parafa_json_find (&root, "a", &value));
  g_assert_true (parafa_json_value_get_seconds (&value, &seconds));
  g_assert_cmpint (seconds, ==, 2);
  g_assert_false (parafa_json_check ("{\"a\":", 5, PARAFA_JSON_LENIENT, NULL, NULL));
}

static void
test_walk (void)
{
  static const char text[] =
      " { \"a\" : [ 1 , \"]\\\"\" , { } ] , \"b\\u0062\":{\"x\":\"}\"}, \"c\":true,\"d\":-1.5 } ";
  static const char *const names[] = { "a", "bb", "c", "d" };
  static const char *const values[] = { "[ 1 , \"]\\\"\" , { } ]", "{\"x\":\"}\"}", "true",
                                        "-1.5" };
  ParafaJsonValue root;
  ParafaJsonValue name;
  ParafaJsonValue value;
  ParafaJsonWalk walk;
  guint n = 0;

  g_assert_true (parafa_json_check (text, strlen (text), PARAFA_JSON_STRICT, NULL, NULL));
  parafa_json_get_root (text, strlen (text), &root);
  g_assert_cmpint (root.kind, ==, PARAFA_JSON_OBJECT);
  parafa_json_walk_init (&walk, &root);
  while (parafa_json_walk_next_member (&walk, &name, &value))
    {
      g_autofree char *name_text = parafa_json_value_dup_text (&name);
      g_autofree char *value_text = parafa_json_value_dup_text (&value);

      g_assert_cmpuint (n, <, 4);
      g_assert_cmpstr (name_text, ==, names[n]);
      g_assert_cmpstr (value_text, ==, values[n]);
      n++;
    }
  g_assert_cmpuint (n, ==, 4);
}

static void
test_elements (void)
{
  static const char text[] = "[\"a\", [2], null]";
  ParafaJsonValue root;
  ParafaJsonValue value;
  ParafaJsonWalk walk;

  parafa_json_get_root (text, strlen (text), &root);
  parafa_json_walk_init (&walk, &root);
  g_assert_true (parafa_json_walk_next_element (&walk, &value));
  g_assert_cmpint (value.kind, ==, PARAFA_JSON_TEXT);
  g_assert_true (parafa_json_walk_next_element (&walk, &value));
  g_assert_cmpint (value.kind, ==, PARAFA_JSON_ARRAY);
  g_assert_true (parafa_json_walk_next_element (&walk, &value));
  g_assert_true (parafa_json_value_is_word (&value, "null"));
  g_assert_false (parafa_json_value_is_word (&value, "true"));
  g_assert_false (parafa_json_walk_next_element (&walk, &value));
}

static void
test_text_decoded (void)
{
  static const char text[] = "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u0219\\ud83d\\ude00 ș\"";
  ParafaJsonValue value;
  g_autofree char *plain = NULL;
  g_autoptr (ParafaSecret) secret = NULL;

  g_assert_true (parafa_json_check (text, strlen (text), PARAFA_JSON_STRICT, NULL, NULL));
  parafa_json_get_root (text, strlen (text), &value);
  plain = parafa_json_value_dup_text (&value);
  secret = parafa_json_value_dup_secret (&value);
  g_assert_cmpstr (plain, ==, "\"\\/\b\f\n\r\tAș😀 ș");
  g_assert_cmpstr (parafa_secret_get (secret), ==, plain);
}

static void
test_seconds (void)
{
  static const struct
  {
    const char *text;
    gint64 expected; /* -1: none */
  } cases[] = {
    { "0", 0 },
    { "1795000000", 1795000000 },
    { "\"7776000\"", 7776000 },
    { "\" 7776000 \"", 7776000 },
    { "7776000.9", 7776000 },
    { "1.795e9", 1795000000 },
    { "253402300799", 253402300799 },
    { "253402300800", -1 },
    { "1795000000000", -1 },
    { "-1", -1 },
    { "1e400", -1 },
    { "99999999999999999999999999", -1 },
    { "\"\"", -1 },
    { "\"abc\"", -1 },
    { "\"0x10\"", -1 },
    { "\"inf\"", -1 },
    { "\"nan\"", -1 },
    { "\"1e\"", -1 },
    { "\"1 2\"", -1 },
    { "true", -1 },
    { "null", -1 },
    { "[1]", -1 },
    { "{}", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ParafaJsonValue value;
      gint64 seconds = -1;

      parafa_test_note (cases[i].text);
      parafa_json_get_root (cases[i].text, strlen (cases[i].text), &value);
      g_assert_cmpint (parafa_json_value_get_seconds (&value, &seconds), ==,
                       cases[i].expected >= 0);
      g_assert_cmpint (seconds, ==, cases[i].expected);
    }
}

static void
test_format (void)
{
  static const char text[] =
      " {\"a\" : [ ] ,\n\"b\":{ }, \"c\":[1,{\"d\":\"x, y: {}\"}],\"e\":1.50}  ";
  ParafaJsonValue root;
  g_autofree char *compact = NULL;
  g_autofree char *pretty = NULL;

  parafa_json_get_root (text, strlen (text), &root);
  compact = parafa_json_value_format (&root, 0, 0);
  pretty = parafa_json_value_format (&root, 2, 0);
  g_assert_cmpstr (compact, ==, "{\"a\":[],\"b\":{},\"c\":[1,{\"d\":\"x, y: {}\"}],\"e\":1.50}");
  g_assert_cmpstr (pretty, ==,
                   "{\n  \"a\": [],\n  \"b\": {},\n  \"c\": [\n    1,\n    {\n      \"d\": \"x, y: "
                   "{}\"\n    }\n  ],\n  \"e\": 1.50\n}");
}

/* What passes the strict check, json-glib reads too; and no bytes crash the check. */
static void
test_against_json_glib (void)
{
  static const char seed[] =
      "{\"a\":[1,-2.5e3,\"x\\u00e9\\n\"],\"b\":{\"c\":null,\"d\":true},\"e\":\"ș\"}";
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  guint n_good = 0;

  for (int i = 0; i < 20000; i++)
    {
      char text[sizeof seed];
      guint n_changes = (guint) g_rand_int_range (rand, 1, 4);

      memcpy (text, seed, sizeof seed);
      for (guint j = 0; j < n_changes; j++)
        text[g_rand_int_range (rand, 0, sizeof seed - 1)] =
            seed[g_rand_int_range (rand, 0, sizeof seed - 1)];
      if (parafa_json_check (text, sizeof seed - 1, PARAFA_JSON_STRICT, NULL, NULL))
        {
          g_autoptr (JsonParser) parser = json_parser_new ();
          g_autoptr (GError) error = NULL;

          json_parser_load_from_data (parser, text, -1, &error);
          g_assert_no_error (error);
          n_good++;
        }
    }
  g_assert_cmpuint (n_good, >, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/token/json/good", test_good);
  g_test_add_func ("/token/json/bad", test_bad);
  g_test_add_func ("/token/json/nul", test_nul);
  g_test_add_func ("/token/json/depth", test_depth);
  g_test_add_func ("/token/json/depth-bomb", test_depth_bomb);
  g_test_add_func ("/token/json/many-members", test_many_members);
  g_test_add_func ("/token/json/lenient", test_lenient);
  g_test_add_func ("/token/json/walk", test_walk);
  g_test_add_func ("/token/json/elements", test_elements);
  g_test_add_func ("/token/json/text-decoded", test_text_decoded);
  g_test_add_func ("/token/json/seconds", test_seconds);
  g_test_add_func ("/token/json/format", test_format);
  g_test_add_func ("/token/json/against-json-glib", test_against_json_glib);
  return g_test_run ();
}
