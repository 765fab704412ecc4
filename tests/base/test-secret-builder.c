/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-secret-builder.h"

#include <string.h>

static void
test_empty (void)
{
  g_autoptr (ParafaSecretBuilder) builder = parafa_secret_builder_new ();
  g_autoptr (ParafaSecret) secret = parafa_secret_builder_end (builder);

  g_assert_cmpuint (parafa_secret_get_length (secret), ==, 0);
  g_assert_cmpstr (parafa_secret_get (secret), ==, "");
}

static void
test_append (void)
{
  g_autoptr (ParafaSecretBuilder) builder = parafa_secret_builder_new ();
  g_autoptr (ParafaSecret) part = parafa_secret_new ("doi", -1);
  g_autoptr (ParafaSecret) secret = NULL;

  parafa_secret_builder_append (builder, "unu ", -1);
  parafa_secret_builder_append_secret (builder, part);
  parafa_secret_builder_append (builder, " trei!", 5);
  secret = parafa_secret_builder_end (builder);
  g_assert_cmpstr (parafa_secret_get (secret), ==, "unu doi trei");
  g_assert_cmpuint (parafa_secret_get_length (secret), ==, 12);
}

static void
test_used_again (void)
{
  g_autoptr (ParafaSecretBuilder) builder = parafa_secret_builder_new ();
  g_autoptr (ParafaSecret) first = NULL;
  g_autoptr (ParafaSecret) second = NULL;

  parafa_secret_builder_append (builder, "lung de tot", -1);
  first = parafa_secret_builder_end (builder);
  parafa_secret_builder_append (builder, "scurt", -1);
  second = parafa_secret_builder_end (builder);
  g_assert_cmpstr (parafa_secret_get (first), ==, "lung de tot");
  g_assert_cmpstr (parafa_secret_get (second), ==, "scurt");
}

static void
test_grows (void)
{
  g_autoptr (ParafaSecretBuilder) builder = parafa_secret_builder_new ();
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261124);
  g_autoptr (ParafaSecret) secret = NULL;

  while (expected->len < 300000)
    {
      gsize length = (gsize) g_rand_int_range (rand, 0, 9000);
      g_autofree char *piece = g_strnfill (length, (char) ('a' + g_rand_int_range (rand, 0, 26)));

      g_string_append (expected, piece);
      parafa_secret_builder_append (builder, piece, (gssize) length);
    }
  secret = parafa_secret_builder_end (builder);
  g_assert_cmpmem (parafa_secret_get (secret), parafa_secret_get_length (secret), expected->str,
                   expected->len);
}

static void
test_json_string (void)
{
  g_autoptr (ParafaSecretBuilder) builder = parafa_secret_builder_new ();
  g_autoptr (ParafaSecret) secret = NULL;

  parafa_secret_builder_append_json_string (builder, "a\"b\\c\n\x01ș\x7f", -1);
  secret = parafa_secret_builder_end (builder);
  g_assert_cmpstr (parafa_secret_get (secret), ==, "\"a\\\"b\\\\c\\u000a\\u0001ș\\u007f\"");
}

static void
test_base64 (void)
{
  g_autoptr (ParafaSecretBuilder) builder = parafa_secret_builder_new ();
  char data[64];

  for (gsize i = 0; i < sizeof data; i++)
    data[i] = (char) (i * 7 + 200);
  for (gsize length = 0; length <= sizeof data; length++)
    {
      g_autofree char *expected = g_base64_encode ((const guchar *) data, length);
      g_autoptr (ParafaSecret) secret = NULL;

      parafa_secret_builder_append_base64 (builder, data, length);
      secret = parafa_secret_builder_end (builder);
      g_assert_cmpstr (parafa_secret_get (secret), ==, expected);
    }
}

static void
test_uri_escaped (void)
{
  g_autoptr (ParafaSecretBuilder) builder = parafa_secret_builder_new ();
  g_autoptr (ParafaSecret) secret = NULL;
  char all[256];
  g_autofree char *expected = NULL;

  for (guint i = 1; i < 256; i++)
    all[i - 1] = (char) i;
  all[255] = '\0';
  expected = g_uri_escape_bytes ((const guint8 *) all, 255, NULL);
  parafa_secret_builder_append_uri_escaped (builder, all, -1);
  secret = parafa_secret_builder_end (builder);
  g_assert_cmpstr (parafa_secret_get (secret), ==, expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/secret-builder/empty", test_empty);
  g_test_add_func ("/base/secret-builder/append", test_append);
  g_test_add_func ("/base/secret-builder/used-again", test_used_again);
  g_test_add_func ("/base/secret-builder/grows", test_grows);
  g_test_add_func ("/base/secret-builder/json-string", test_json_string);
  g_test_add_func ("/base/secret-builder/base64", test_base64);
  g_test_add_func ("/base/secret-builder/uri-escaped", test_uri_escaped);
  return g_test_run ();
}
